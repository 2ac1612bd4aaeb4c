"""From segments and codings to ratings: what each reader saw in each unit.

A code is present in a unit that its span overlaps. No code from somebody who sealed the
transcript means none; whoever did not seal it is missing there, and so is whoever said "not
today" and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, repeat
from operator import attrgetter
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.masi import masi_distances
from toolkit.agreement.ratings import MISSING, IntArray, Ratings
from toolkit.errors import BadInput
from toolkit.model.coding import Answer, Coding
from toolkit.model.transcript import Segment

NO_CODE = "no code"

Readers = Mapping[str, frozenset[str]]


class Span(Protocol):
    """What a unit is to be told from others: a place in a transcript."""

    @property
    def transcript_id(self) -> str:
        """The transcript."""

    @property
    def start(self) -> int:
        """The first character's offset."""

    @property
    def end(self) -> int:
        """The offset behind the last character."""


@dataclass(frozen=True, slots=True, eq=False)
class CodedUnits:
    """What each reader saw in each unit, before it is counted in one way or another.

    A *cell* is one unit and one coder, numbered `unit * n_coders + coder`.

    Attributes:
        coders: All who sealed one of the transcripts, sorted.
        categories: What was given anywhere, sorted.
        groups: Shape (n_units,): the index of each unit's transcript, in order of their ids.
        read: Shape (n_units, n_coders): 0 where there is a reading, -1 where it is missing.
        cells, marks: Shape (n_marks,): the cell and the index of the category of each mark;
            several marks can stand in one cell.
        sizes: Shape (n_units,): as in `Ratings`; None where each unit is one.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    groups: IntArray
    read: NDArray[np.int8]
    cells: IntArray
    marks: IntArray
    sizes: IntArray | None = None

    def select(self, codes: Collection[str] | None = None, complete: bool = False) -> CodedUnits:
        """Fewer units: those that bear one of `codes`, those that every coder coded, or both.

        Args:
            codes: Only units on which a reader gave one of these, and only these are counted.
            complete: Only units on which everybody who gave any category anywhere gave at least
                one, whichever it is: choosing by code here would choose for agreement.

        Returns:
            The units that are left, with all of their readers.
        """
        kept = np.ones(len(self.groups), dtype=bool)
        counted = np.ones(len(self.marks), dtype=bool)
        if complete:
            coded = np.zeros(self.read.shape, dtype=bool)
            coded.flat[self.cells] = True
            active = coded.any(axis=0)
            kept &= coded[:, active].all(axis=1) & active.any()
        n_coders = max(len(self.coders), 1)
        if codes is not None:
            wanted = [at for at, name in enumerate(self.categories) if name in set(codes)]
            counted = np.isin(self.marks, wanted)
            kept &= np.bincount(self.cells[counted] // n_coders, minlength=len(kept)) > 0
        units, columns = np.divmod(self.cells, n_coders)
        counted &= kept[units]
        place = np.cumsum(kept) - 1
        return CodedUnits(
            self.coders,
            self.categories,
            np.unique(self.groups[kept], return_inverse=True)[1],
            self.read[kept],
            (place[units] * n_coders + columns)[counted],
            self.marks[counted],
            None if self.sizes is None else self.sizes[kept],
        )

    def exact_sets(self) -> tuple[IntArray, tuple[frozenset[str], ...]]:
        """What each coder gave each unit, as one set, and the sets that the indices stand for.

        Returns:
            Indices, shape (n_units, n_coders), -1 where there is no reading; and the sets, of
            which the empty one comes first.
        """
        held: dict[int, int] = {}
        for cell, mark in zip(self.cells.tolist(), self.marks.tolist(), strict=True):
            held[cell] = held.get(cell, 0) | 1 << mark
        sets = [0, *sorted(set(held.values()))]
        index = {members: at for at, members in enumerate(sets)}
        values = self.read.astype(np.int32)
        values.flat[list(held)] = [index[members] for members in held.values()]
        return values, tuple(map(self._set_of, sets))

    def overall(self) -> Ratings:
        """Ratings in which the category is the exact set of all that a coder gave the unit.

        Two sets are as far apart as MASI has it, for the measures that ask.
        """
        values, sets = self.exact_sets()
        names = tuple(" + ".join(sorted(members)) or NO_CODE for members in sets)
        return Ratings(values, names, self.coders, self.groups, self.sizes, masi_distances(sets))

    def presence(self, code: str) -> Ratings:
        """Ratings in which the category is whether a coder gave the unit this code."""
        values = self.read.copy()
        if code in self.categories:
            values.flat[self.cells[self.marks == self.categories.index(code)]] = 1
        return Ratings(values, ("absent", "present"), self.coders, self.groups, self.sizes)

    def _set_of(self, members: int) -> frozenset[str]:
        return frozenset(name for at, name in enumerate(self.categories) if members >> at & 1)


def rate_units(
    segments: Sequence[Segment],
    codings: Sequence[Coding],
    readers: Readers,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
) -> Ratings:
    """What each reader gave each unit: the exact set of categories whose spans overlap it.

    Args:
        segments: The units, of one kind; those of one transcript do not overlap.
        codings: Their offsets count in the same version of the text as the segments'. Codings
            after the seal, and those of people who are no readers of the transcript, are left
            out. "Not sure" and "does not fit" are categories of their own.
        readers: Who sealed each transcript, by transcript id.
        codes: Only units on which a reader gave one of these categories; only these are counted.
        complete: Only units on which everybody who gave any category anywhere gave one.

    Returns:
        The ratings, units in order of transcript id and place. The empty set, `"no code"`, is
        the first category.

    Raises:
        BadInput: Two segments of a transcript overlap, or its codings belong to two versions.

    Example:
        >>> from toolkit.model.transcript import Unit
        >>> turns = [Segment("P07", Unit.TURN, 0, 0, 0, 9), Segment("P07", Unit.TURN, 1, 1, 10, 20)]
        >>> made = Coding("1", "P07", 1, 4, 13, "all night", Answer.CODE, "R06", 1, "Ash", "r1", "")
        >>> rated = rate_units(turns, [made], {"P07": frozenset({"Ash", "Bo"})})
        >>> rated.categories, rated.coders, rated.values.tolist()
        (('no code', 'R06'), ('Ash', 'Bo'), [[1, 0], [1, 0]])
    """
    return read_units(segments, codings, readers).select(codes, complete).overall()


def rate_presence(
    segments: Sequence[Segment],
    codings: Sequence[Coding],
    readers: Readers,
    code: str,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
) -> Ratings:
    """Whether each reader gave each unit one code: `"absent"` or `"present"`.

    Args:
        segments, codings, readers, codes, complete: As for `rate_units`; the units are the same.
        code: The code's id, or `"not_sure"` or `"does_not_fit"`.

    Returns:
        The ratings; with `codes`, a code that is not among them is absent everywhere.

    Raises:
        BadInput: As `rate_units`.
    """
    return read_units(segments, codings, readers).select(codes, complete).presence(code)


def count_codings(
    transcript_ids: Collection[str], codings: Iterable[Coding], readers: Readers
) -> tuple[Coding, ...]:
    """The codings that agreement is about: made before their coder sealed one of these texts.

    Raises:
        BadInput: The codings of one of the transcripts belong to two versions of it.
    """
    counted = tuple(
        coding
        for coding in codings
        if not coding.after_seal
        and coding.transcript_id in transcript_ids
        and coding.coder_id in readers.get(coding.transcript_id, ())
    )
    _check_versions(counted)
    return counted


def read_units(segments: Sequence[Span], codings: Sequence[Coding], readers: Readers) -> CodedUnits:
    """What each reader saw in each unit, for all the ways of counting it.

    Args:
        segments, codings, readers: As for `rate_units`.

    Returns:
        Every unit of `segments`, every reader of their transcripts, and every mark.

    Raises:
        BadInput: As `rate_units`.
    """
    places = _place_units(segments)
    coders = sorted({coder for at in places for coder in readers.get(at, ())})
    column = {coder: at for at, coder in enumerate(coders)}
    sizes = [len(place.starts) for place in places.values()]
    read = np.full((sum(sizes), len(coders)), MISSING, dtype=np.int8)
    for transcript_id, place in places.items():
        columns = [column[coder] for coder in readers.get(transcript_id, ())]
        read[place.offset : place.offset + len(place.starts), columns] = 0

    counted = count_codings(places, codings, readers)
    answers = [coding for coding in counted if coding.answer is not Answer.NOT_TODAY]
    categories = sorted({coding.category for coding in answers})
    index = {category: at for at, category in enumerate(categories)}
    cells, marks = _mark_cells(
        ((coding, index[coding.category]) for coding in answers), places, column
    )
    skipped, _ = _mark_cells(
        ((coding, 0) for coding in counted if coding.answer is Answer.NOT_TODAY), places, column
    )
    read.flat[np.setdiff1d(skipped, cells)] = MISSING
    groups = np.repeat(np.arange(len(sizes)), sizes)
    return CodedUnits(tuple(coders), tuple(categories), groups, read, cells, marks)


@dataclass(frozen=True, slots=True)
class _Place:
    """A transcript's units: the number of the first, and where each begins and ends."""

    offset: int
    starts: list[int]
    ends: list[int]


def _place_units(segments: Sequence[Span]) -> dict[str, _Place]:
    places: dict[str, _Place] = {}
    ordered = sorted(segments, key=attrgetter("transcript_id", "start"))
    offset = 0
    for transcript_id, group in groupby(ordered, key=attrgetter("transcript_id")):
        units = list(group)
        if any(left.end > right.start for left, right in pairwise(units)):
            raise BadInput(
                "A102",
                "Two units of this transcript overlap, so a code would count twice. Compare by "
                "turn or by sentence, not by both at once.",
                where=f"transcript {transcript_id}",
            )
        places[transcript_id] = _Place(
            offset, [unit.start for unit in units], [unit.end for unit in units]
        )
        offset += len(units)
    return places


def _check_versions(codings: Iterable[Coding]) -> None:
    versions: dict[str, int] = {}
    for coding in codings:
        first = versions.setdefault(coding.transcript_id, coding.transcript_version)
        if coding.transcript_version != first:
            raise BadInput(
                "A103",
                "These codings count in two versions of the transcript's text, so their places "
                "do not match. Carry the older ones over to the newer version first.",
                where=f"transcript {coding.transcript_id}",
            )


def _mark_cells(
    marked: Iterable[tuple[Coding, int]], places: Mapping[str, _Place], column: Mapping[str, int]
) -> tuple[IntArray, IntArray]:
    """The cells that each coding's span overlaps, and its mark in each of them."""
    cells: list[int] = []
    marks: list[int] = []
    n_coders = len(column)
    for coding, mark in marked:
        place = places[coding.transcript_id]
        first = place.offset + bisect_right(place.ends, coding.start)
        end = place.offset + bisect_left(place.starts, coding.end)
        at = column[coding.coder_id]
        cells.extend(range(first * n_coders + at, end * n_coders + at, n_coders))
        marks.extend(repeat(mark, end - first))
    return np.array(cells, dtype=np.int64), np.array(marks, dtype=np.int64)
