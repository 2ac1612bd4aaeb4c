"""The floor under tables by side: where a side has too few people, its counts are theirs alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.analysis.names import Names

_HIDDEN = (
    "The counts by side are hidden: the team agreed to show none for fewer than {floor} people "
    "of a side, so that no table points at one person."
)


def explain_floor(people: Iterable[str], names: Names, floor: int) -> str:
    """Why a table by side of these people is not to be shown; empty where it may be.

    One group with too few people hides all of them: its counts are the total less the others.

    Args:
        people: The ids of the members whose counts would be in it.
        names: For their groups.
        floor: The fewest people of a group that it is shown for.

    Example:
        >>> explain_floor(["Ash"], Names(), 1)
        ''
        >>> explain_floor(["Ash"], Names(), 2)[:30]
        'The counts by side are hidden:'
    """
    return explain_floor_of([names.group(person) for person in set(people)], floor)


def explain_floor_of(groups: Sequence[str], floor: int) -> str:
    """The same for people of whom only their groups are known, one a person.

    Example:
        >>> explain_floor_of(["academic", "lived", "lived"], 1)
        ''
    """
    if all(groups.count(group) >= floor for group in set(groups)):
        return ""
    return _HIDDEN.format(floor=floor)
