"""The order in which a team takes up its differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from toolkit.model.coding import Coding
from toolkit.model.decision import Difference, QueueOrder
from toolkit.model.team import Side


def order_queue(
    differences: Iterable[Difference],
    order: QueueOrder,
    *,
    codings: Mapping[str, Coding],
    sides: Mapping[str, frozenset[Side]],
    codes: Sequence[str],
) -> tuple[Difference, ...]:
    """The differences as the team wants to talk about them.

    Where two are equal, they stay in the order that they came in.

    Args:
        differences: By transcript and place.
        order: `between_sides` keeps the order of the texts, and leaves out what both sides gave
            the same codes; the others leave nothing out.
        codings: All that the differences are made of, by id.
        sides: Of every reader, by member id.
        codes: The ids of the codebook's codes, in its order.

    Example:
        >>> order_queue([], QueueOrder.BY_CODE, codings={}, sides={}, codes=[])
        ()
    """
    listed = tuple(differences)
    if order is QueueOrder.MOST_DIFFERENT:
        return tuple(sorted(listed, key=lambda found: -distance(read_codes(found, codings))))
    if order is QueueOrder.BY_CODE:
        rank = {code: place for place, code in enumerate(codes)}
        return tuple(sorted(listed, key=lambda found: _first_code(found, codings, rank)))
    if order is QueueOrder.BETWEEN_SIDES:
        return tuple(f for f in listed if is_between_sides(read_codes(f, codings), sides))
    return listed


def read_codes(found: Difference, codings: Mapping[str, Coding]) -> dict[str, frozenset[str]]:
    """The codes and answers that each reader of a difference gave there, by member id."""
    given: dict[str, set[str]] = {reader: set() for reader in found.readers}
    for coding_id in found.coding_ids:
        coding = codings[coding_id]
        given.setdefault(coding.coder_id, set()).add(coding.category)
    return {reader: frozenset(codes) for reader, codes in given.items()}


def distance(given: Mapping[str, frozenset[str]]) -> float:
    """How far apart readings are: the share of their codes that two readers do not have in common.

    Args:
        given: The codes of each reader.

    Returns:
        The mean over all pairs of readers, in [0, 1]; 0 where there is no pair.

    Example:
        >>> distance({"a": frozenset("xy"), "b": frozenset("x"), "c": frozenset("x")})
        0.3333333333333333

    Source:
        The distance of two sets by Jaccard: what they do not share, out of all that they hold.
    """
    pairs = list(combinations(given.values(), 2))
    apart = [len(one ^ other) / len(one | other) if one | other else 0.0 for one, other in pairs]
    return sum(apart) / len(apart) if apart else 0.0


def is_between_sides(
    given: Mapping[str, frozenset[str]], sides: Mapping[str, frozenset[Side]]
) -> bool:
    """Whether a code was given by somebody of one side and by nobody of the other.

    A person of both sides counts in both. Without a reader of each side there is nothing between.

    Example:
        >>> of = {"a": frozenset({Side.ACADEMIC}), "l": frozenset({Side.LIVED})}
        >>> is_between_sides({"a": frozenset({"R06"}), "l": frozenset()}, of)
        True
    """
    by_side = [
        [codes for reader, codes in given.items() if side in sides.get(reader, frozenset())]
        for side in Side
    ]
    return all(by_side) and len({frozenset().union(*codes) for codes in by_side}) > 1


def _first_code(
    found: Difference, codings: Mapping[str, Coding], rank: Mapping[str, int]
) -> tuple[int, str]:
    """The place in the codebook of the earliest code given; codes outside of it come after."""
    return min((rank.get(c, len(rank)), c) for c in (codings[i].category for i in found.coding_ids))
