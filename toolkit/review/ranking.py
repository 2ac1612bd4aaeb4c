"""Rankings counted: points, places with their ties, and how far people are apart.

Source:
    Rank order voting in the nominal group technique of A. L. Delbecq and A. H. Van de Ven:
    each person ranks so many ideas, the first gets the most points and the last gets one, and
    the points of each idea are added up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from toolkit.errors import BadInput


@dataclass(frozen=True, slots=True)
class IdeaCount:
    """What one idea got.

    Attributes:
        points: Of all together.
        by_place: How many people gave it the first place, the second, and so on.
        place: Among all ideas, from 1; ideas with the same points have the same place, and the
            places after it are left free. None where nobody ranked it.
        is_tied: Whether another idea has the same place.
    """

    idea_id: str
    points: int
    by_place: tuple[int, ...]
    place: int | None
    is_tied: bool

    @property
    def people(self) -> int:
        """How many ranked it at all."""
        return sum(self.by_place)

    @property
    def best(self) -> int | None:
        """The highest place that anybody gave it; None where nobody ranked it."""
        return next((n for n, people in enumerate(self.by_place, start=1) if people), None)

    @property
    def worst(self) -> int | None:
        """The lowest place among those who ranked it; None where nobody did."""
        given = [n for n, people in enumerate(self.by_place, start=1) if people]
        return given[-1] if given else None

    @property
    def spread(self) -> int | None:
        """How many places lie between the highest and the lowest; 0 where all gave the same."""
        return None if self.best is None or self.worst is None else self.worst - self.best


@dataclass(frozen=True, slots=True)
class PlaceGap:
    """An idea that the sides put on different places; None where a side did not rank it."""

    idea_id: str
    places: tuple[int | None, ...]


def order_by_places(places: Mapping[str, int]) -> tuple[str, ...]:
    """The ideas from the first place down.

    Args:
        places: The place of each idea that has one, by its id.

    Raises:
        BadInput: No idea has a place, two have the same one, or one is left free.

    Example:
        >>> order_by_places({"tea": 2, "rest": 1})
        ('rest', 'tea')
    """
    given = sorted(places.values())
    doubled = sorted({place for place in given if given.count(place) > 1})
    if doubled:
        raise BadInput(
            "V110",
            f"Two ideas have place {doubled[0]}. Give each place to one idea only.",
        )
    if not given or given != list(range(1, len(given) + 1)):
        raise BadInput(
            "V111",
            "Begin with place 1 and leave no place free in between. You may stop before the "
            "last place.",
        )
    return tuple(sorted(places, key=lambda idea: places[idea]))


def check_ranking(idea_ids: Sequence[str], ideas: AbstractSet[str], places: int) -> None:
    """Refuse a ranking that cannot be counted.

    Raises:
        BadInput: It is empty, too long, names an idea twice, or one that cannot be ranked.
    """
    if not 1 <= len(idea_ids) <= places:
        raise BadInput("V112", f"Rank at least one idea and at most {places}.")
    if len(set(idea_ids)) < len(idea_ids):
        raise BadInput("V113", "An idea is ranked twice. Give each idea one place at most.")
    if set(idea_ids) - set(ideas):
        raise BadInput(
            "V114",
            "One of these ideas is not on the list, or was joined with another. Look at the list "
            "again.",
        )


def count_rankings(
    rankings: Iterable[Sequence[str]], ideas: Sequence[str], places: int
) -> tuple[IdeaCount, ...]:
    """What each idea got: the most points first, ties in the order of the list.

    Args:
        rankings: For each person, the ids of the ideas that they ranked, the first place first.
        ideas: The ids of all ideas that could be ranked.
        places: How many places each person had: the first is worth as many points, the next one
            less, and the last one.

    Returns:
        One row an idea; the points add up to those that were given.

    Raises:
        BadInput: A ranking cannot be counted.

    Example:
        >>> counted = count_rankings([["rest", "tea"], ["tea", "pay"]], ["pay", "rest", "tea"], 3)
        >>> [(one.idea_id, one.points, one.place, one.people) for one in counted]
        [('tea', 5, 1, 2), ('rest', 3, 2, 1), ('pay', 2, 3, 1)]
    """
    given = {idea: [0] * places for idea in ideas}
    for ranked in rankings:
        check_ranking(ranked, given.keys(), places)
        for position, idea in enumerate(ranked):
            given[idea][position] += 1
    points = {
        idea: sum(people * (places - position) for position, people in enumerate(row))
        for idea, row in given.items()
    }
    won = list(points.values())
    counts = (
        IdeaCount(
            idea_id=idea,
            points=points[idea],
            by_place=tuple(row),
            place=1 + sum(other > points[idea] for other in won) if points[idea] else None,
            is_tied=points[idea] > 0 and won.count(points[idea]) > 1,
        )
        for idea, row in given.items()
    )
    return tuple(sorted(counts, key=lambda count: -count.points))


def find_gaps(ideas: Sequence[str], by_side: Sequence[Sequence[IdeaCount]]) -> tuple[PlaceGap, ...]:
    """The ideas that the sides put on different places, those furthest apart first.

    Args:
        ideas: The ids of all ideas.
        by_side: What each side's people gave, as `count_rankings` counts it.

    Example:
        >>> ours = count_rankings([["rest", "tea"]], ["rest", "tea"], 2)
        >>> theirs = count_rankings([["tea", "rest"]], ["rest", "tea"], 2)
        >>> find_gaps(["rest", "tea"], [ours, theirs])[0]
        PlaceGap(idea_id='rest', places=(1, 2))
    """
    places = [{count.idea_id: count.place for count in counts} for counts in by_side]
    gaps = [PlaceGap(idea, tuple(side[idea] for side in places)) for idea in ideas]
    return tuple(
        sorted(
            (gap for gap in gaps if len(set(gap.places)) > 1),
            key=lambda gap: -_distance(gap, len(ideas)),
        )
    )


def _distance(gap: PlaceGap, last: int) -> int:
    """How many places lie between; what a side did not rank stands behind all others."""
    places = [last + 1 if place is None else place for place in gap.places]
    return max(places) - min(places)
