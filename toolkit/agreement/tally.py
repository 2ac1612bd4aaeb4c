"""The sums over units that every nominal coefficient is worked out from.

They are kept by transcript, so that a resample of transcripts needs no second look at the
units: its sums are theirs, weighted by how often each was drawn. All are sums of whole numbers,
so they are exact, in whatever order the units come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from math import lcm
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.ratings import MISSING, IntArray, Ratings

FloatArray = NDArray[np.float64]

_CELLS_AT_ONCE = 1 << 15
_FEWEST_AT_ONCE = 1 << 8
_SUMMED = ("units", "agreeing", "readings", "first", "shares", "apart")


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over the units that two or more people read; other axes may stand in front.

    Attributes:
        units: By the number of their readings, on the last axis: the units.
        agreeing: By the same: the ordered pairs of readings of one unit that agree.
        readings: By category, on the last axis: the readings.
        first: By the same: those of the first of two readers; zero unless there are two.
        shares: By the same: each reading by its share of the readings of its unit, counted in
            `parts_of_a_unit`.
        apart: By the number of readings: how far apart two readings of a unit are, over all
            ordered pairs; zero where no distances were given.
        distances: Shape (n_categories, n_categories), where they were given; no sum.
    """

    units: FloatArray
    agreeing: FloatArray
    readings: FloatArray
    first: FloatArray
    shares: FloatArray
    apart: FloatArray
    distances: FloatArray | None = None

    def total(self) -> Self:
        """The sums over all transcripts, the first axis."""
        return replace(self, **{name: getattr(self, name).sum(axis=0) for name in _SUMMED})

    def draw(self, weights: FloatArray) -> Self:
        """The sums of resamples, the first axis.

        Args:
            weights: Shape (n_resamples, n_transcripts): how often each transcript was drawn.
        """
        return replace(self, **{name: weights @ getattr(self, name) for name in _SUMMED})

    def only(self, transcripts: NDArray[np.bool_]) -> Self:
        """The sums of some transcripts, without the categories that none of them holds."""
        used = self.readings[transcripts].any(axis=0)
        distances = self.distances
        return replace(
            self,
            units=self.units[transcripts],
            agreeing=self.agreeing[transcripts],
            readings=self.readings[transcripts][:, used],
            first=self.first[transcripts][:, used],
            shares=self.shares[transcripts][:, used],
            apart=self.apart[transcripts],
            distances=None if distances is None else distances[np.ix_(used, used)],
        )


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What a set of readers agreed on.

    Attributes:
        sums: By transcript, on the first axis.
        n_coders: Those with a reading of a unit that somebody else read too.
    """

    sums: Sums
    n_coders: int

    @property
    def n_units(self) -> int:
        """The units that two or more of them read."""
        return int(self.sums.units.sum())

    @property
    def shared(self) -> NDArray[np.bool_]:
        """By transcript: whether it has such a unit."""
        shared: NDArray[np.bool_] = self.sums.units.sum(axis=1) > 0
        return shared


def tally_units(ratings: Ratings) -> Tally:
    """The sums over units, in one pass and with little memory beside the ratings.

    Units with fewer than two readings are set aside: they hold nothing to compare.

    Args:
        ratings: Any; it may be empty.

    Returns:
        The tally, with one row of sums a transcript; zeros for one without shared units.
    """
    n_coders, n_categories = ratings.values.shape[1], len(ratings.categories)
    ratings = _order_by_transcript(ratings)
    sums = _no_sums(int(ratings.groups.max(initial=-1)) + 1, n_coders, ratings)
    active = np.zeros(n_coders, dtype=bool)
    step = max(_FEWEST_AT_ONCE, _CELLS_AT_ONCE // (n_categories + 1))
    for start in range(0, len(ratings.values), step):
        rows = slice(start, start + step)
        values, groups = ratings.values[rows], ratings.groups[rows]
        sizes = None if ratings.sizes is None else ratings.sizes[rows]
        counts = count_categories(values, n_categories)
        given = n_coders - counts[:, 0]
        shared = given >= 2
        if not shared.all():
            values, groups = values[shared], groups[shared]
            counts, given = counts[shared], given[shared]
            sizes = None if sizes is None else sizes[shared]
        if not len(groups):
            continue
        if not active.all():
            active |= (values != MISSING).any(axis=0)
        _add_units(sums, groups, counts[:, 1:], given, sizes)
        if sums.distances is not None:
            _add_distances(sums, groups, values, given, sizes)
    readers = np.flatnonzero(active)
    if len(readers) == 2:
        _add_first(sums, ratings, readers)
    return Tally(sums, len(readers))


def _no_sums(n_transcripts: int, n_coders: int, ratings: Ratings) -> Sums:
    by_number = (n_transcripts, n_coders + 1)
    by_category = (n_transcripts, len(ratings.categories))
    return Sums(
        units=np.zeros(by_number),
        agreeing=np.zeros(by_number),
        readings=np.zeros(by_category),
        first=np.zeros(by_category),
        shares=np.zeros(by_category),
        apart=np.zeros(by_number),
        distances=ratings.distances,
    )


def parts_of_a_unit(n_coders: int) -> float:
    """What a unit is divided into, so that each of its readings is a whole number of parts.

    Whole numbers add up to the same in whatever order they come, and thirds do not.

    Example:
        >>> parts_of_a_unit(4)
        12.0
    """
    return float(lcm(*range(2, n_coders + 1)))


def _order_by_transcript(ratings: Ratings) -> Ratings:
    groups = ratings.groups
    if (groups[1:] >= groups[:-1]).all():
        return ratings
    order = np.argsort(groups, kind="stable")
    sizes = None if ratings.sizes is None else ratings.sizes[order]
    return replace(ratings, values=ratings.values[order], groups=groups[order], sizes=sizes)


def count_categories(values: IntArray, n_categories: int) -> NDArray[np.intp]:
    """How many readings of each unit are missing, and how many are in each category.

    Returns:
        Shape (n_units, 1 + n_categories), the missing ones first.
    """
    width = n_categories + 1
    cells = values + np.arange(1, len(values) * width + 1, width)[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=len(values) * width).reshape(-1, width)


def _add_units(
    sums: Sums,
    groups: IntArray,
    counts: NDArray[np.intp],
    given: NDArray[np.intp],
    sizes: IntArray | None,
) -> None:
    cells = groups.astype(np.intp) * sums.units.shape[1] + given
    agreeing = np.einsum("uc,uc->u", counts, counts) - given
    if sizes is not None:
        agreeing, counts = agreeing * sizes, counts * sizes[:, np.newaxis]
    _add_by_number(sums.units, cells, sizes)
    _add_by_number(sums.agreeing, cells, agreeing)
    runs = np.append(0, np.flatnonzero(groups[1:] != groups[:-1]) + 1)
    readings = np.add.reduceat(counts, runs, axis=0)
    parts = parts_of_a_unit(sums.units.shape[1] - 1)
    if given.min() == given.max():
        shares = readings * (parts / given[0])
    else:
        shares = np.add.reduceat(counts * (parts / given)[:, np.newaxis], runs, axis=0)
    for at, group in enumerate(groups[runs]):
        sums.readings[group] += readings[at]
        sums.shares[group] += shares[at]


def _add_by_number(sums: FloatArray, cells: IntArray, added: FloatArray | IntArray | None) -> None:
    sums[:] += np.bincount(cells, added, minlength=sums.size).reshape(sums.shape)


def _add_distances(
    sums: Sums,
    groups: IntArray,
    values: IntArray,
    given: NDArray[np.intp],
    sizes: IntArray | None,
) -> None:
    if sums.distances is None:
        return
    apart = np.zeros(len(groups))
    for one, other in combinations(values.T, 2):
        both = (one != MISSING) & (other != MISSING)
        apart[both] += 2 * sums.distances[one[both], other[both]]
    cells = groups.astype(np.intp) * sums.units.shape[1] + given
    _add_by_number(sums.apart, cells, apart if sizes is None else apart * sizes)


def _add_first(sums: Sums, ratings: Ratings, readers: NDArray[np.intp]) -> None:
    pair = ratings.values[:, readers]
    shared = (pair != MISSING).all(axis=1)
    sizes = 1 if ratings.sizes is None else ratings.sizes[shared]
    np.add.at(sums.first, (ratings.groups[shared], pair[shared, 0]), sizes)
