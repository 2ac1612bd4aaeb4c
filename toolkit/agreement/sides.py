"""Agreement within each side, and between the two: what the project exists for.

A member may give themselves both sides. They then count on each: within the academics, within
lived experience, and between, where they are paired with everybody who has the other side.
Nobody is ever paired with themselves, and two people make one pair, however many sides they
share. A member without a side counts among all readers only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Protocol, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.nominal import MEASURES, AnyTally, Measure, S
from toolkit.agreement.ratings import IntArray, Ratings
from toolkit.agreement.summary import summarise_tallies
from toolkit.agreement.tally import Sums, tally_units
from toolkit.agreement.wording import in_words
from toolkit.model.team import Side

ALL = "all"
BETWEEN = "between"
SIDES = (ALL, Side.ACADEMIC.value, Side.LIVED.value, BETWEEN)

Sides = Mapping[str, frozenset[Side]]

_NOTHING_SHARED = {
    Side.ACADEMIC.value: "It takes two academics, and no passage here was read by two of them.",
    Side.LIVED.value: "It takes two readers with lived experience, and no passage here was read "
    "by two of them.",
    BETWEEN: "It takes one reader from each side, and no passage here was read by an academic and "
    "by somebody else with lived experience.",
}


class Readings(Protocol):
    """What a set of readers gave, in one form or another."""

    @property
    def coders(self) -> tuple[str, ...]:
        """Who the columns belong to."""

    @property
    def sizes(self) -> IntArray | None:
        """How many units each row stands for; None where it is one."""

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Shape (n_units, n_coders): where there is a reading."""

    def only(self, coders: Collection[str]) -> Self:
        """The same with these coders alone."""


R = TypeVar("R", bound=Readings)


def agreement_by_side(
    ratings: Ratings,
    sides: Sides,
    *,
    scope: str = "overall",
    measures: Sequence[Measure[Sums]] = MEASURES,
    floor: int = 1,
) -> tuple[Coefficient, ...]:
    """Agreement within academics, within lived experience, and between them.

    Within a side, the coefficients are those of its members alone. Between, each is the mean
    over all pairs of one reader from either side of the coefficient of those two; every pair
    weighs the same. The interval resamples transcripts and takes the mean anew each time.

    Args:
        ratings: All readers' ratings.
        sides: The sides of each coder; somebody who is not in it has none.
        scope: For the rows.
        measures: What to work out.
        floor: The fewest people of a side that a figure is shown for. Where one side has fewer,
            all rows are hidden: from the others its figure could be worked out.

    Returns:
        One row a measure each for `"academic"`, `"lived"` and `"between"`, in this order.

    Example:
        >>> rated = Ratings.from_rows(["aabb", "aaab", "bbbb"], coders=["A1", "A2", "L1", "L2"])
        >>> academic, lived = frozenset({Side.ACADEMIC}), frozenset({Side.LIVED})
        >>> sides = {"A1": academic, "A2": academic, "L1": lived, "L2": lived}
        >>> shares = agreement_by_side(rated, sides)[::5]
        >>> [(row.side, round(row.value, 3), row.n_coders) for row in shares]
        [('academic', 1.0, 2), ('lived', 0.667, 2), ('between', 0.5, 4)]
    """
    return compare_sides(ratings, tally_units, measures, sides, scope=scope, floor=floor)


def compare_all(
    readings: R,
    tally: Callable[[R], AnyTally[S]],
    measures: Sequence[Measure[S]],
    *,
    scope: str,
    side: str = ALL,
    floor: int = 1,
) -> tuple[Coefficient, ...]:
    """One row a measure, over all of the readings together; hidden below the floor."""
    made = tally(readings)
    rows = summarise_tallies(
        [made], measures, scope=scope, side=side, n_units=made.n_units, n_coders=made.n_coders
    )
    return _hide(rows, floor) if 0 < made.n_coders < floor else rows


def compare_sides(
    readings: R,
    tally: Callable[[R], AnyTally[S]],
    measures: Sequence[Measure[S]],
    sides: Sides,
    *,
    scope: str,
    floor: int = 1,
) -> tuple[Coefficient, ...]:
    """What `agreement_by_side` returns, for readings in any form."""
    members = {side: _readers_of(readings, side, sides) for side in Side}
    rows: tuple[Coefficient, ...] = ()
    for side, coders in members.items():
        within = compare_all(readings.only(coders), tally, measures, scope=scope, side=side.value)
        rows += tuple(
            replace(row, reason=_NOTHING_SHARED[side.value]) if row.n_units == 0 else row
            for row in within
        )
    rows += _between(readings, tally, measures, sides, scope)
    return _hide(rows, floor) if any(0 < len(m) < floor for m in members.values()) else rows


def _readers_of(readings: Readings, side: Side, sides: Sides) -> frozenset[str]:
    """The members of a side with a reading of something that somebody else read too."""
    is_read = readings.is_read
    active = is_read[is_read.sum(axis=1) > 1].any(axis=0)
    return frozenset(
        coder
        for coder, is_active in zip(readings.coders, active, strict=True)
        if is_active and side in _of(coder, sides)
    )


def _hide(rows: Sequence[Coefficient], floor: int) -> tuple[Coefficient, ...]:
    reason = (
        f"Hidden: the team agreed to show no figure for fewer than {in_words(floor)} people of a "
        "side, so that none points at one person."
    )
    return tuple(replace(row, value=None, low=None, high=None, reason=reason) for row in rows)


def _pair_sides(coders: Sequence[str], sides: Sides) -> tuple[tuple[str, str], ...]:
    """Every pair of coders of whom one is academic and the other has lived experience."""
    return tuple(
        (one, other)
        for one, other in combinations(coders, 2)
        if any(
            first in _of(one, sides) and second in _of(other, sides)
            for first, second in ((Side.ACADEMIC, Side.LIVED), (Side.LIVED, Side.ACADEMIC))
        )
    )


def _of(coder: str, sides: Sides) -> frozenset[Side]:
    return sides.get(coder, frozenset())


def _between(
    readings: R,
    tally: Callable[[R], AnyTally[S]],
    measures: Sequence[Measure[S]],
    sides: Sides,
    scope: str,
) -> tuple[Coefficient, ...]:
    read = dict(zip(readings.coders, readings.is_read.T, strict=True))
    shared = {pair: read[pair[0]] & read[pair[1]] for pair in _pair_sides(readings.coders, sides)}
    pairs = [pair for pair, units in shared.items() if units.any()]
    if not pairs:
        nothing = (None, None, None, 0, 0, _NOTHING_SHARED[BETWEEN])
        return tuple(Coefficient(measure.name, scope, BETWEEN, *nothing) for measure in measures)
    tallies = [tally(readings.only(pair)) for pair in pairs]
    counted = np.any([shared[pair] for pair in pairs], axis=0)
    n_units = int(counted.sum() if readings.sizes is None else readings.sizes[counted].sum())
    n_coders = len({coder for pair in pairs for coder in pair})
    return summarise_tallies(
        tallies, measures, scope=scope, side=BETWEEN, n_units=n_units, n_coders=n_coders
    )
