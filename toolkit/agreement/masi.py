"""Alpha where readers give several codes at once: two sets that share a code are not wholly apart.

Who gives "Alone at night" agrees in part with who gives "Alone at night" and "Lost rest". The
nominal coefficients count the two as different; this one counts by how much they differ.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from toolkit.agreement.nominal import Measure, divide, value_of
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.tally import FloatArray, Sums, tally_units

_ONE_HOLDS_THE_OTHER, _BOTH_HOLD_MORE = 2 / 3, 1 / 3


def masi_distance(one: frozenset[str], other: frozenset[str]) -> float:
    """How far apart two sets of codes are: 1 less the share they have in common, weighted.

    Args:
        one, other: Sets of codes; either may be empty.

    Returns:
        0 for the same set, 1 where nothing is shared. Between them, the codes in both by the
        codes in either, times 2/3 where one set holds the other and 1/3 where each holds
        something of its own, taken from 1.

    Example:
        >>> round(masi_distance(frozenset("a"), frozenset("ab")), 3)
        0.667

    Source:
        Passonneau (2006), Measuring agreement on set-valued items (MASI) for semantic and
        pragmatic annotation, LREC, 831-836.
    """
    if one == other:
        return 0.0
    weight = _ONE_HOLDS_THE_OTHER if one < other or other < one else _BOTH_HOLD_MORE
    return 1 - len(one & other) / len(one | other) * weight


def masi_distances(sets: Sequence[frozenset[str]]) -> FloatArray:
    """How far apart each two sets are, shape (n_sets, n_sets)."""
    return np.array([[masi_distance(one, other) for other in sets] for one in sets]).reshape(
        len(sets), len(sets)
    )


def masi_alpha(ratings: Ratings) -> float:
    """Krippendorff's alpha, with sets of codes as far apart as MASI has it.

    Args:
        ratings: Any number of coders; readings may be missing; with `distances`, as
            `CodedUnits.overall` gives them. Without, any two categories are wholly apart, and
            this is the nominal alpha.

    Returns:
        Alpha, unitless; 1 is full agreement, 0 is what chance alone would give.

    Raises:
        NotEnoughCodings: No unit was read by two people, or all readings are the same.

    Example:
        >>> sets = [frozenset("a"), frozenset("ab"), frozenset("c")]
        >>> values = np.array([[0, 0], [0, 1], [2, 2], [2, 2]])
        >>> groups = np.zeros(4, dtype=np.int64)
        >>> apart = masi_distances(sets)
        >>> made = Ratings(values, ("a", "a + b", "c"), ("Ash", "Bo"), groups, distances=apart)
        >>> round(masi_alpha(made), 3)
        0.741

    Source:
        Krippendorff (2011), https://repository.upenn.edu/asc_papers/43, for alpha with any
        distance; Passonneau (2006), LREC, 831-836, for the distance.
    """
    return value_of(MASI_ALPHA, tally_units(ratings))


def _masi_alpha(sums: Sums) -> FloatArray:
    n_categories = sums.readings.shape[-1]
    if sums.distances is None:
        distances, apart = 1.0 - np.eye(n_categories), _disagreeing(sums)
    else:
        distances, apart = sums.distances, sums.apart
    numbers = np.maximum(np.arange(sums.units.shape[-1]), 2.0)
    readings = sums.readings.sum(axis=-1)
    by_chance = np.einsum("...c,...c->...", sums.readings @ distances, sums.readings)
    return 1 - divide((apart / (numbers - 1)).sum(axis=-1) * (readings - 1), by_chance)


def _disagreeing(sums: Sums) -> FloatArray:
    numbers = np.arange(sums.units.shape[-1], dtype=np.float64)
    disagreeing: FloatArray = sums.units * numbers * (numbers - 1) - sums.agreeing
    return disagreeing


MASI_ALPHA = Measure("masi_alpha", _masi_alpha)
