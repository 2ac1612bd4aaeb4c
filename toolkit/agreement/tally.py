"""The sums over units that every nominal coefficient is worked out from.

They are kept by transcript, so that a resample of transcripts needs no second look at the
units: its sums are theirs, weighted by how often each was drawn. All are sums of whole numbers,
so they are exact, in whatever order the units come.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.ratings import MISSING, IntArray, Ratings

FloatArray = NDArray[np.float64]

_CELLS_AT_ONCE = 1 << 15
_FEWEST_AT_ONCE = 1 << 8


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Sums over the units that two or more people read; other axes may stand in front.

    Attributes:
        units: By the number of their readings, on the last axis: the units.
        agreeing: By the same: the ordered pairs of readings of one unit that agree.
        readings: By category, on the last axis: the readings.
        first: By the same: those of the first of two readers; zero unless there are two.
    """

    units: FloatArray
    agreeing: FloatArray
    readings: FloatArray
    first: FloatArray

    def total(self) -> Sums:
        """The sums over all transcripts, the first axis."""
        return Sums(*(getattr(self, field.name).sum(axis=0) for field in fields(self)))

    def draw(self, weights: FloatArray) -> Sums:
        """The sums of resamples, the first axis.

        Args:
            weights: Shape (n_resamples, n_transcripts): how often each transcript was drawn.
        """
        return Sums(*(weights @ getattr(self, field.name) for field in fields(self)))

    def only(self, transcripts: NDArray[np.bool_]) -> Sums:
        """The sums of some transcripts, without the categories that none of them holds."""
        used = self.readings[transcripts].any(axis=0)
        return Sums(
            self.units[transcripts],
            self.agreeing[transcripts],
            self.readings[transcripts][:, used],
            self.first[transcripts][:, used],
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
    def numbers_of_readings(self) -> tuple[int, ...]:
        """How many readings such a unit has, from the fewest to the most."""
        return tuple(np.flatnonzero(self.sums.units.any(axis=0)).tolist())


def tally_units(ratings: Ratings) -> Tally:
    """The sums over units, in one pass and with little memory beside the ratings.

    Units with fewer than two readings are set aside: they hold nothing to compare.

    Args:
        ratings: Any; it may be empty.

    Returns:
        The tally, with one row of sums a transcript; zeros for one without shared units.
    """
    n_coders, n_categories = ratings.values.shape[1], len(ratings.categories)
    n_transcripts = int(ratings.groups.max(initial=-1)) + 1
    sums = Sums(
        units=np.zeros((n_transcripts, n_coders + 1)),
        agreeing=np.zeros((n_transcripts, n_coders + 1)),
        readings=np.zeros((n_transcripts, n_categories)),
        first=np.zeros((n_transcripts, n_categories)),
    )
    ratings = _order_by_transcript(ratings)
    active = np.zeros(n_coders, dtype=bool)
    step = max(_FEWEST_AT_ONCE, _CELLS_AT_ONCE // (n_categories + 1))
    for start in range(0, len(ratings.values), step):
        values = ratings.values[start : start + step]
        groups = ratings.groups[start : start + step]
        counts = _count_categories(values, n_categories)
        given = n_coders - counts[:, 0]
        shared = given >= 2
        if not shared.all():
            values, groups = values[shared], groups[shared]
            counts, given = counts[shared], given[shared]
        if not active.all():
            active |= (values != MISSING).any(axis=0)
        _add_units(sums, groups, counts[:, 1:], given)
    readers = np.flatnonzero(active)
    if len(readers) == 2:
        _add_first(sums, ratings, readers)
    return Tally(sums, len(readers))


def _order_by_transcript(ratings: Ratings) -> Ratings:
    groups = ratings.groups
    if (groups[1:] >= groups[:-1]).all():
        return ratings
    order = np.argsort(groups, kind="stable")
    return Ratings(ratings.values[order], ratings.categories, ratings.coders, groups[order])


def _count_categories(values: IntArray, n_categories: int) -> NDArray[np.intp]:
    """Shape (n_units, 1 + n_categories): the missing readings, then those in each category."""
    width = n_categories + 1
    cells = values + np.arange(1, len(values) * width + 1, width)[:, np.newaxis]
    return np.bincount(cells.ravel(), minlength=len(values) * width).reshape(-1, width)


def _add_units(
    sums: Sums, groups: IntArray, counts: NDArray[np.intp], given: NDArray[np.intp]
) -> None:
    if not len(groups):
        return
    width = sums.units.shape[1]
    cells = groups.astype(np.intp) * width + given
    agreeing = np.einsum("uc,uc->u", counts, counts) - given
    size = sums.units.size
    sums.units[:] += np.bincount(cells, minlength=size).reshape(-1, width)
    sums.agreeing[:] += np.bincount(cells, agreeing, minlength=size).reshape(-1, width)
    runs = np.append(0, np.flatnonzero(groups[1:] != groups[:-1]) + 1)
    for group, added in zip(groups[runs], np.add.reduceat(counts, runs, axis=0), strict=True):
        sums.readings[group] += added


def _add_first(sums: Sums, ratings: Ratings, readers: NDArray[np.intp]) -> None:
    pair = ratings.values[:, readers]
    shared = (pair != MISSING).all(axis=1)
    np.add.at(sums.first, (ratings.groups[shared], pair[shared, 0]), 1)
