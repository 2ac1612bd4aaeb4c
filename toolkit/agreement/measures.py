"""The tables of agreement: overall, per code, and by side; over segments, and over characters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from toolkit.agreement.characters import read_characters
from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.masi import MASI_ALPHA
from toolkit.agreement.nominal import MEASURES, Measure
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.sides import SIDES, Sides, compare_all, compare_sides
from toolkit.agreement.tally import Sums, tally_units
from toolkit.agreement.unitizing import (
    KU_ALPHA,
    UNIT_MEASURES,
    UnitizedTexts,
    UnitSums,
    read_unitized,
    tally_texts,
)
from toolkit.agreement.units import CodedUnits, Readers, read_units
from toolkit.model.coding import ANSWER_NAMES, Answer, Coding
from toolkit.model.transcript import Segment

OVERALL = "overall"
SET_MEASURES = (*MEASURES, MASI_ALPHA)


def measure_agreement(
    segments: Sequence[Segment],
    codings: Sequence[Coding],
    readers: Readers,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
    sides: Sides | None = None,
    code_names: Mapping[str, str] | None = None,
    floor: int = 1,
) -> tuple[Coefficient, ...]:
    """Every measure of agreement, overall first and then code by code.

    Args:
        segments, codings, readers: As for `rate_units`: the units, what was coded, and who
            sealed each transcript.
        codes: Only units on which a reader gave one of these, and only these are counted.
        complete: Only units that everybody who coded anything coded.
        sides: The sides of each coder; with it, the rows by side follow those of all.
        code_names: What people call each code; its order is that of the rows.
        floor: The fewest people, and the fewest of a side, that a figure is shown for.

    Returns:
        For `"overall"` and each code one row a measure of `MEASURES` and side; overall, alpha
        by MASI as well. Overall, the category of a unit is the exact set of its codes; per
        code, whether it is present. Without `codes`, the rows are for all that was given, "not
        sure" and "does not fit" last. What is undefined or hidden has no value and a reason.

    Raises:
        BadInput: Two segments of a transcript overlap, or its codings belong to two versions.
    """
    coded = read_units(segments, codings, readers).select(codes, complete)
    rows = _measure_ratings(coded.overall(), SET_MEASURES, OVERALL, sides, floor)
    for code, name in _scopes(coded, codes, code_names).items():
        rows += _measure_ratings(coded.presence(code), MEASURES, name, sides, floor)
    return rows


def measure_characters(
    lengths: Mapping[str, int],
    codings: Sequence[Coding],
    readers: Readers,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
    sides: Sides | None = None,
    code_names: Mapping[str, str] | None = None,
    floor: int = 1,
) -> tuple[Coefficient, ...]:
    """Every measure of agreement with the character as the unit, and the alphas for spans.

    Args:
        lengths: How many characters each transcript has, by its id.
        codings, readers, codes, complete, sides, code_names, floor: As for `measure_agreement`.
            The alphas for spans look at whole texts, so `complete` leaves them as they are, and
            `codes` takes other codes for gaps.

    Returns:
        As `measure_agreement`, n being characters; with `u_alpha`, `u_alpha_binary` and
        `cu_alpha` overall, and `ku_alpha` per code.

    Raises:
        BadInput: A span ends behind the end of its text, or the codings of one transcript belong
            to two versions of it.
    """
    coded = read_characters(lengths, codings, readers).select(codes, complete)
    wanted = None if codes is None else {*codes, Answer.NOT_TODAY.value}
    kept = [coding for coding in codings if wanted is None or coding.category in wanted]
    texts = read_unitized(lengths, kept, readers)
    rows = _by_side(
        _measure_ratings(coded.overall(), SET_MEASURES, OVERALL, sides, floor)
        + _measure_texts(texts, UNIT_MEASURES, OVERALL, sides, floor)
    )
    for code, name in _scopes(coded, codes, code_names).items():
        rows += _by_side(
            _measure_ratings(coded.presence(code), MEASURES, name, sides, floor)
            + _measure_texts(texts.fold(code), (KU_ALPHA,), name, sides, floor)
        )
    return rows


def _measure_ratings(
    ratings: Ratings,
    measures: Sequence[Measure[Sums]],
    scope: str,
    sides: Sides | None,
    floor: int,
) -> tuple[Coefficient, ...]:
    rows = compare_all(ratings, tally_units, measures, scope=scope, floor=floor)
    if sides is None:
        return rows
    return rows + compare_sides(ratings, tally_units, measures, sides, scope=scope, floor=floor)


def _measure_texts(
    texts: UnitizedTexts,
    measures: Sequence[Measure[UnitSums]],
    scope: str,
    sides: Sides | None,
    floor: int,
) -> tuple[Coefficient, ...]:
    rows = compare_all(texts, tally_texts, measures, scope=scope, floor=floor)
    if sides is None:
        return rows
    return rows + compare_sides(texts, tally_texts, measures, sides, scope=scope, floor=floor)


def _by_side(rows: tuple[Coefficient, ...]) -> tuple[Coefficient, ...]:
    return tuple(sorted(rows, key=lambda row: SIDES.index(row.side)))


def _scopes(
    coded: CodedUnits, codes: Collection[str] | None, code_names: Mapping[str, str] | None
) -> dict[str, str]:
    return name_codes(coded.categories if codes is None else codes, code_names or {})


def name_codes(codes: Collection[str], code_names: Mapping[str, str]) -> dict[str, str]:
    """Each code's name: in the order of `code_names`, then the nameless, then the answers."""
    answers = {answer.value: name for answer, name in ANSWER_NAMES.items()}
    nameless = sorted(set(codes) - code_names.keys() - answers.keys())
    names = {**code_names, **{code: code for code in nameless}, **answers}
    return {code: name for code, name in names.items() if code in codes}
