"""The alphas for spans that readers cut out themselves: where, and as what.

Each reader divides a text into units, which bear a code, and gaps, which bear none. Four
questions are asked of that. Do they agree on both, where the units are and what they are
(`u_alpha`)? On what is worth a code at all (`u_alpha_binary`)? On the code, where several gave
one (`cu_alpha`)? And on one code among those (`ku_alpha`)?

By chance, any two units may meet, but none meets itself. `cu_alpha` and `ku_alpha` take each unit
by the length at which it meets units of others. For two readers this is what the paper's public
implementations have. For more they differ among themselves, in ways that let the disagreement
expected by chance fall below zero where few units meet; here it cannot.

All four are functions of sums by transcript, so that a resample of transcripts costs no second
look at the spans. Where a reader's own codings overlap, the units are what lies between their
ends, and the category of each is the exact set of its codes.

Source:
    Krippendorff, Mathet, Bouvry & Widlöcher (2016), On the reliability of unitizing textual
    continua: further developments, Quality & Quantity 50(6):2347-2364.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.characters import read_stretches
from toolkit.agreement.nominal import Measure, divide, value_of
from toolkit.agreement.ratings import MISSING, IntArray
from toolkit.agreement.tally import FloatArray, count_categories
from toolkit.agreement.units import Readers
from toolkit.model.coding import Answer, Coding


@dataclass(frozen=True, slots=True, eq=False)
class UnitizedTexts:
    """How each reader divided each text into units and gaps, cut where anybody's begin or end.

    Attributes:
        coders: Who read any of the texts, sorted.
        sets: The codes that the indices of `categories` stand for; the empty set, a gap, first.
        groups, sizes: Shape (n_stretches,): the transcript of each stretch, and its characters.
        categories: Shape (n_stretches, n_coders): the index of a set; -1 where it is missing.
        units: The same shape: the number of the unit or gap that the stretch is a part of.
    """

    coders: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    groups: IntArray
    sizes: IntArray
    categories: IntArray
    units: IntArray

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Shape (n_stretches, n_coders): where there is a reading."""
        is_read: NDArray[np.bool_] = self.categories != MISSING
        return is_read

    def only(self, coders: Collection[str]) -> UnitizedTexts:
        """The same texts with these coders' units alone."""
        columns = [at for at, coder in enumerate(self.coders) if coder in coders]
        return replace(
            self,
            coders=tuple(self.coders[at] for at in columns),
            categories=self.categories[:, columns],
            units=self.units[:, columns],
        )

    def fold(self, code: str) -> UnitizedTexts:
        """The same units with three sets only: none, this code, and anything else."""
        folded = [0 if not held else 1 if code in held else 2 for held in self.sets]
        lookup = np.array([*folded, MISSING])  # the last is what -1 looks up
        sets = (frozenset[str](), frozenset({code}), frozenset({"other"}))
        return replace(self, sets=sets, categories=lookup[self.categories])


def read_unitized(
    lengths: Mapping[str, int], codings: Sequence[Coding], readers: Readers
) -> UnitizedTexts:
    """How each reader divided each text.

    Args:
        lengths, codings, readers: As for `read_characters`.

    Returns:
        The texts that two or more people read; the others hold nothing to compare.

    Raises:
        BadInput: As `read_characters`.
    """
    coded, stretches, counted = read_stretches(lengths, codings, readers)
    values, sets = coded.exact_sets()
    begins = np.zeros(values.shape, dtype=bool)
    begins[1:] = (coded.groups[1:] != coded.groups[:-1])[:, np.newaxis]
    begins[1:] |= values[1:] != values[:-1]
    # Two codings side by side are two units, even if they give the same code.
    place = {(stretch.transcript_id, stretch.start): at for at, stretch in enumerate(stretches)}
    column = {coder: at for at, coder in enumerate(coded.coders)}
    for coding in counted:
        if coding.answer is not Answer.NOT_TODAY:
            for end in (coding.start, coding.end):
                at = place.get((coding.transcript_id, end))
                if at is not None:
                    begins[at, column[coding.coder_id]] = True
    units = np.cumsum(begins, axis=0)
    sizes = np.array([stretch.end - stretch.start for stretch in stretches], dtype=np.int64)
    return UnitizedTexts(coded.coders, sets, coded.groups, sizes, values, units)


@dataclass(frozen=True, slots=True, eq=False)
class UnitSums:
    """Sums over characters and units, by transcript on the first axis; others may stand for it.

    *Matches* are pairs of readers in a character, each reader of it weighing one in all.

    Attributes:
        characters: Those that two or more people read.
        length: The readings of characters, gaps and units alike.
        by_category: Shape (..., n_categories): those of each category; gaps come first.
        matching: The matches of one category with the same.
        matching_gaps: Those of gap with gap.
        squares: The squared lengths of all units, and the lengths of all gaps.
        unit_length, unit_by_category, unit_matching: As the first three, for matches of a unit
            with a unit alone.
        matching_by_category: Shape (..., n_categories): those of a category with the same.
        unit_squares, unit_squares_by_category: The squared lengths of what each unit adds to
            `unit_length`.
    """

    characters: FloatArray
    length: FloatArray
    by_category: FloatArray
    matching: FloatArray
    matching_gaps: FloatArray
    squares: FloatArray
    unit_length: FloatArray
    unit_by_category: FloatArray
    unit_matching: FloatArray
    matching_by_category: FloatArray
    unit_squares: FloatArray
    unit_squares_by_category: FloatArray

    def total(self) -> Self:
        """The sums over all transcripts."""
        return type(self)(*(getattr(self, field.name).sum(axis=0) for field in fields(self)))

    def draw(self, weights: FloatArray) -> Self:
        """The sums of resamples; `weights` as in `Sums.draw`."""
        return type(self)(*(weights @ getattr(self, field.name) for field in fields(self)))

    def only(self, transcripts: NDArray[np.bool_]) -> Self:
        """The sums of some transcripts."""
        return type(self)(*(getattr(self, field.name)[transcripts] for field in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class UnitTally:
    """What a set of readers agreed on, by units that they cut out themselves.

    Attributes:
        sums: By transcript, on the first axis.
        n_coders: Those who read characters that somebody else read too.
    """

    sums: UnitSums
    n_coders: int

    @property
    def n_units(self) -> int:
        """The characters that two or more of them read."""
        return int(self.sums.characters.sum())

    @property
    def shared(self) -> NDArray[np.bool_]:
        """By transcript: whether there are any."""
        return self.sums.characters > 0


def u_alpha(texts: UnitizedTexts) -> float:
    """Agreement on where the units are and which codes they bear, in one figure.

    Returns:
        Alpha, unitless; 1 is full agreement, 0 is what chance alone would give.

    Raises:
        NotEnoughCodings: No text was read by two people, or every reader gave all of it the
            same.

    Example:
        >>> words, code = "all night", Answer.CODE
        >>> ash = Coding("1", "P07", 1, 4, 13, words, code, "R06", 1, "Ash", "r1", "")
        >>> bo = Coding("2", "P07", 1, 8, 13, "night", code, "R06", 1, "Bo", "r1", "")
        >>> made = read_unitized({"P07": 20}, [ash, bo], {"P07": frozenset({"Ash", "Bo"})})
        >>> round(u_alpha(made), 3)
        0.597

    Source:
        Krippendorff et al. (2016), as at the head of this module, equations 4 and 5.
    """
    return value_of(U_ALPHA, tally_texts(texts))


def u_alpha_binary(texts: UnitizedTexts) -> float:
    """Agreement on what bears a code at all, whichever it is.

    Returns:
        Alpha, as `u_alpha`.

    Raises:
        NotEnoughCodings: No text was read by two people, or all of it bears a code, or none.

    Source:
        Krippendorff et al. (2016), as at the head of this module, equation 6.
    """
    return value_of(U_ALPHA_BINARY, tally_texts(texts))


def cu_alpha(texts: UnitizedTexts) -> float:
    """Agreement on the codes where two or more readers gave one.

    Returns:
        Alpha, as `u_alpha`; how well readers find the places is no part of it.

    Raises:
        NotEnoughCodings: No text was read by two people, or there is nothing to tell apart
            where they both gave a code.

    Source:
        Krippendorff et al. (2016), as at the head of this module, equations 10 and 11.
    """
    return value_of(CU_ALPHA, tally_texts(texts))


def ku_alpha(texts: UnitizedTexts, code: str) -> float:
    """Agreement on one code where two or more readers gave any.

    A unit that bears several codes counts as this code's where it is among them.

    Returns:
        Alpha, as `u_alpha`.

    Raises:
        NotEnoughCodings: As `cu_alpha`.

    Source:
        Krippendorff et al. (2016), as at the head of this module, equation 13.
    """
    return value_of(KU_ALPHA, tally_texts(texts.fold(code)))


def tally_texts(texts: UnitizedTexts) -> UnitTally:
    """The sums that the family is worked out from, in one pass over stretches."""
    shared = (texts.categories != MISSING).sum(axis=1) > 1
    groups, sizes = texts.groups[shared], texts.sizes[shared].astype(np.float64)
    categories, units = texts.categories[shared], texts.units[shared]
    n_groups = int(texts.groups.max(initial=-1)) + 1
    counts = count_categories(categories, len(texts.sets))[:, 1:].astype(np.float64)
    given = counts.sum(axis=1)
    share = sizes / (given - 1)
    paired = share * (given - counts[:, 0] - 1)  # of each unit, where somebody else has one too

    by_category = _by_transcript(groups, n_groups, sizes[:, np.newaxis] * counts)
    matching = _by_transcript(groups, n_groups, share[:, np.newaxis] * counts * (counts - 1))
    among_units = _by_transcript(groups, n_groups, paired[:, np.newaxis] * counts)
    among_units[:, 0] = 0
    squares, paired_squares = _square_units(
        categories, units, groups, sizes, paired, by_category.shape
    )
    sums = UnitSums(
        characters=_by_transcript(groups, n_groups, sizes),
        length=by_category.sum(axis=1),
        by_category=by_category,
        matching=matching.sum(axis=1),
        matching_gaps=matching[:, 0],
        squares=by_category[:, 0] + squares,
        unit_length=among_units.sum(axis=1),
        unit_by_category=among_units,
        unit_matching=matching[:, 1:].sum(axis=1),
        matching_by_category=matching,
        unit_squares=paired_squares.sum(axis=1),
        unit_squares_by_category=paired_squares,
    )
    return UnitTally(sums, int((categories != MISSING).any(axis=0).sum()))


def _by_transcript(groups: IntArray, n_groups: int, values: FloatArray) -> FloatArray:
    sums = np.zeros((n_groups, *values.shape[1:]))
    np.add.at(sums, groups, values)
    return sums


def _square_units(
    categories: IntArray,
    units: IntArray,
    groups: IntArray,
    sizes: FloatArray,
    paired: FloatArray,
    shape: tuple[int, ...],
) -> tuple[FloatArray, FloatArray]:
    """The squared lengths of units, and by category those of what pairs with others' units."""
    squares, paired_squares = np.zeros(shape[0]), np.zeros(shape)
    for coder, mine in enumerate((categories > 0).T):
        _, first, number = np.unique(units[mine, coder], return_index=True, return_inverse=True)
        at, category = groups[mine][first], categories[mine, coder][first]
        np.add.at(squares, at, np.bincount(number, sizes[mine], len(first)) ** 2)
        lengths = np.bincount(number, paired[mine], len(first))
        np.add.at(paired_squares, (at, category), lengths**2)
    return squares, paired_squares


def _family_alpha(
    length: FloatArray, by_category: FloatArray, matching: FloatArray, squares: FloatArray
) -> FloatArray:
    """1 less the disagreement seen by that expected, where no unit is paired with itself."""
    by_chance = length * (length**2 - np.einsum("...c,...c->...", by_category, by_category))
    return 1 - divide((length - matching) * (length**2 - squares), by_chance)


def _u_alpha(sums: UnitSums) -> FloatArray:
    return _family_alpha(sums.length, sums.by_category, sums.matching, sums.squares)


def _cu_alpha(sums: UnitSums) -> FloatArray:
    return _family_alpha(
        sums.unit_length, sums.unit_by_category, sums.unit_matching, sums.unit_squares
    )


def _u_alpha_binary(sums: UnitSums) -> FloatArray:
    gaps = sums.by_category[..., 0]
    by_chance = sums.length * gaps * (sums.length - gaps)
    seen = (gaps - sums.matching_gaps) * (sums.length**2 - sums.squares)
    return 1 - divide(seen, by_chance)


def _ku_alpha(sums: UnitSums) -> FloatArray:
    length, mine = sums.unit_length, sums.unit_by_category[..., 1]
    expected = mine * length - sums.unit_squares_by_category[..., 1]
    seen = mine - sums.matching_by_category[..., 1]
    return 1 - divide(expected * seen, mine**2 * (length - mine))


U_ALPHA = Measure(
    "u_alpha",
    _u_alpha,
    undefined="Every reader gave all of the text the same, so nothing tells agreement from chance.",
)
U_ALPHA_BINARY = Measure(
    "u_alpha_binary",
    _u_alpha_binary,
    undefined="All of the text bears a code, or none of it does, so nothing tells agreement from "
    "chance.",
)
CU_ALPHA = Measure(
    "cu_alpha",
    _cu_alpha,
    undefined="Where two readers gave a code to the same words it was always the same one, or "
    "there are no such words. So nothing tells agreement from chance.",
)
KU_ALPHA = Measure(
    "ku_alpha",
    _ku_alpha,
    undefined="Where two readers gave a code to the same words it was always this one, or never. "
    "So nothing tells agreement from chance.",
)

UNIT_MEASURES = (U_ALPHA, U_ALPHA_BINARY, CU_ALPHA)
