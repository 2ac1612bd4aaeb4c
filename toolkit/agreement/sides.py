"""Agreement within each side, and between the two: what the project exists for.

A member may give themselves both sides. They then count on each: within the academics, within
lived experience, and between, where they are paired with everybody who has the other side.
Nobody is ever paired with themselves, and two people make one pair, however many sides they
share. A member without a side counts among all readers only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

import numpy as np

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.nominal import MEASURES
from toolkit.agreement.ratings import MISSING, Ratings
from toolkit.agreement.summary import summarise_ratings, summarise_tallies
from toolkit.agreement.tally import tally_units
from toolkit.model.team import Side

ALL = "all"
BETWEEN = "between"

Sides = Mapping[str, frozenset[Side]]

_NOTHING_SHARED = {
    Side.ACADEMIC.value: "It takes two academics, and no passage here was read by two of them.",
    Side.LIVED.value: "It takes two readers with lived experience, and no passage here was read "
    "by two of them.",
    BETWEEN: "It takes one reader from each side, and no passage here was read by an academic and "
    "by somebody else with lived experience.",
}


def agreement_by_side(
    ratings: Ratings, sides: Sides, *, scope: str = "overall"
) -> tuple[Coefficient, ...]:
    """Agreement within academics, within lived experience, and between them.

    Within a side, the coefficients are those of its members alone. Between, each is the mean
    over all pairs of one reader from either side of the coefficient of those two; every pair
    weighs the same. The interval resamples transcripts and takes the mean anew each time.

    Args:
        ratings: All readers' ratings.
        sides: The sides of each coder; somebody who is not in it has none.
        scope: For the rows.

    Returns:
        Four rows each for `"academic"`, `"lived"` and `"between"`, in this order.

    Example:
        >>> rated = Ratings.from_rows(["aabb", "aaab", "bbbb"], coders=["A1", "A2", "L1", "L2"])
        >>> academic, lived = frozenset({Side.ACADEMIC}), frozenset({Side.LIVED})
        >>> sides = {"A1": academic, "A2": academic, "L1": lived, "L2": lived}
        >>> shares = agreement_by_side(rated, sides)[::4]
        >>> [(row.side, round(row.value, 3), row.n_coders) for row in shares]
        [('academic', 1.0, 2), ('lived', 0.667, 2), ('between', 0.5, 4)]
    """
    rows: tuple[Coefficient, ...] = ()
    for side in (Side.ACADEMIC, Side.LIVED):
        members = {coder for coder in ratings.coders if side in _of(coder, sides)}
        within = summarise_ratings(ratings.only(members), scope=scope, side=side.value)
        rows += tuple(
            replace(row, reason=_NOTHING_SHARED[side.value]) if row.n_units == 0 else row
            for row in within
        )
    return rows + _between(ratings, sides, scope)


def _pair_sides(ratings: Ratings, sides: Sides) -> tuple[tuple[str, str], ...]:
    """Every pair of coders of whom one is academic and the other has lived experience."""
    return tuple(
        (one, other)
        for one, other in combinations(ratings.coders, 2)
        if any(
            first in _of(one, sides) and second in _of(other, sides)
            for first, second in ((Side.ACADEMIC, Side.LIVED), (Side.LIVED, Side.ACADEMIC))
        )
    )


def _of(coder: str, sides: Sides) -> frozenset[Side]:
    return sides.get(coder, frozenset())


def _between(ratings: Ratings, sides: Sides, scope: str) -> tuple[Coefficient, ...]:
    read = dict(zip(ratings.coders, (ratings.values != MISSING).T, strict=True))
    shared = {pair: read[pair[0]] & read[pair[1]] for pair in _pair_sides(ratings, sides)}
    pairs = [pair for pair, units in shared.items() if units.any()]
    if not pairs:
        nothing = (None, None, None, 0, 0, _NOTHING_SHARED[BETWEEN])
        return tuple(Coefficient(measure.name, scope, BETWEEN, *nothing) for measure in MEASURES)
    tallies = [tally_units(ratings.only(pair)) for pair in pairs]
    n_units = int(np.any([shared[pair] for pair in pairs], axis=0).sum())
    n_coders = len({coder for pair in pairs for coder in pair})
    return summarise_tallies(tallies, scope=scope, side=BETWEEN, n_units=n_units, n_coders=n_coders)
