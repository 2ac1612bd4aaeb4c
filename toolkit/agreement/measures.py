"""The table of agreement: overall, per code, and by side."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.sides import ALL, Sides, agreement_by_side
from toolkit.agreement.summary import summarise_ratings
from toolkit.agreement.units import Readers, read_units
from toolkit.model.coding import ANSWER_NAMES, Coding
from toolkit.model.transcript import Segment

OVERALL = "overall"


def measure_agreement(
    segments: Sequence[Segment],
    codings: Sequence[Coding],
    readers: Readers,
    *,
    codes: Collection[str] | None = None,
    complete: bool = False,
    sides: Sides | None = None,
    code_names: Mapping[str, str] | None = None,
) -> tuple[Coefficient, ...]:
    """Every measure of agreement, overall first and then code by code.

    Args:
        segments, codings, readers: As for `rate_units`: the units, what was coded, and who
            sealed each transcript.
        codes: Only units on which a reader gave one of these, and only these are counted.
        complete: Only units that everybody who coded anything coded.
        sides: The sides of each coder; with it, the rows by side follow those of all.
        code_names: What people call each code; its order is that of the rows.

    Returns:
        For `"overall"` and each code four rows a side: `percent_agreement`, `cohen_kappa`,
        `fleiss_kappa`, `krippendorff_alpha`. Overall, the category of a unit is the exact set
        of its codes; per code, whether it is present. Without `codes`, the rows are for all
        that was given, "not sure" and "does not fit" last. What is undefined has no value and a
        reason.

    Raises:
        BadInput: Two segments of a transcript overlap, or its codings belong to two versions.
    """
    coded = read_units(segments, codings, readers).select(codes, complete)
    rows = _measure_scope(coded.overall(), OVERALL, sides)
    scopes = _name_codes(coded.categories if codes is None else codes, code_names or {})
    for code, name in scopes.items():
        rows += _measure_scope(coded.presence(code), name, sides)
    return rows


def _measure_scope(ratings: Ratings, scope: str, sides: Sides | None) -> tuple[Coefficient, ...]:
    rows = summarise_ratings(ratings, scope=scope, side=ALL)
    return rows if sides is None else rows + agreement_by_side(ratings, sides, scope=scope)


def _name_codes(codes: Collection[str], code_names: Mapping[str, str]) -> dict[str, str]:
    """Each code's name: in the order of `code_names`, then the nameless, then the answers."""
    answers = {answer.value: name for answer, name in ANSWER_NAMES.items()}
    nameless = sorted(set(codes) - code_names.keys() - answers.keys())
    names = {**code_names, **{code: code for code in nameless}, **answers}
    return {code: name for code, name in names.items() if code in codes}
