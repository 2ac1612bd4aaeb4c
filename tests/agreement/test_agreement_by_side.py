"""Within each side, and between the two."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.nominal import (
    KRIPPENDORFF_ALPHA,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from toolkit.agreement.ratings import MISSING, Ratings
from toolkit.agreement.sides import agreement_by_side, compare_all
from toolkit.agreement.tally import tally_units
from toolkit.model.team import Side

ACADEMIC, LIVED, BOTH = frozenset({Side.ACADEMIC}), frozenset({Side.LIVED}), frozenset(Side)
FUNCTIONS = {
    "percent_agreement": percent_agreement,
    "cohen_kappa": cohen_kappa,
    "fleiss_kappa": fleiss_kappa,
    "krippendorff_alpha": krippendorff_alpha,
    "gwet_ac1": gwet_ac1,
}


def read(coders: str, *, missing: float = 0.0) -> Ratings:
    """90 units in nine transcripts; readers agree on about two thirds."""
    rng = np.random.default_rng(len(coders))
    shape = (90, len(coders))
    values = np.where(
        rng.random(shape) < 0.6, rng.integers(0, 3, size=(90, 1)), rng.integers(0, 3, size=shape)
    )
    values[rng.random(shape) < missing] = MISSING
    return Ratings(values, tuple("abc"), tuple(coders), np.repeat(np.arange(9), 10))


def by_key(rows: tuple[Coefficient, ...]) -> dict[tuple[str, str], Coefficient]:
    return {(row.side, row.measure): row for row in rows}


@pytest.mark.parametrize("measure", FUNCTIONS)
def test_between_is_the_mean_over_pairs_of_one_from_either_side(measure: str) -> None:
    ratings = read("ABLMN", missing=0.1)
    sides = dict(zip("ABLMN", (ACADEMIC, ACADEMIC, LIVED, LIVED, LIVED), strict=True))
    row = by_key(agreement_by_side(ratings, sides))["between", measure]
    pairs = [FUNCTIONS[measure](ratings.only(pair)) for pair in product("AB", "LMN")]
    assert len(pairs) == 6
    assert row.value == pytest.approx(np.mean(pairs))
    assert row.low is not None and row.high is not None
    assert row.low < row.value < row.high
    assert row.n_coders == 5


@pytest.mark.parametrize(("side", "members"), [("academic", "AB"), ("lived", "LMN")])
def test_within_a_side_are_its_members_alone(side: str, members: str) -> None:
    ratings = read("ABLMN")
    sides = dict(zip("ABLMN", (ACADEMIC, ACADEMIC, LIVED, LIVED, LIVED), strict=True))
    row = by_key(agreement_by_side(ratings, sides))[side, "fleiss_kappa"]
    assert row.value == fleiss_kappa(ratings.only(members))
    assert (row.n_units, row.n_coders) == (90, len(members))


def test_somebody_of_both_sides_counts_on_each_and_is_never_their_own_partner() -> None:
    ratings = read("AXL")
    sides = {"A": ACADEMIC, "X": BOTH, "L": LIVED}
    rows = by_key(agreement_by_side(ratings, sides))
    pairs = [cohen_kappa(ratings.only(pair)) for pair in ("AX", "AL", "XL")]
    assert rows["academic", "cohen_kappa"].value == cohen_kappa(ratings.only("AX"))
    assert rows["lived", "cohen_kappa"].value == cohen_kappa(ratings.only("XL"))
    assert rows["between", "cohen_kappa"].value == pytest.approx(np.mean(pairs))


def test_two_people_of_both_sides_are_one_pair() -> None:
    ratings = read("XYA")
    rows = by_key(agreement_by_side(ratings, {"X": BOTH, "Y": BOTH, "A": ACADEMIC}))
    pairs = [percent_agreement(ratings.only(pair)) for pair in ("XY", "XA", "YA")]
    assert rows["between", "percent_agreement"].value == pytest.approx(np.mean(pairs))


def test_one_person_of_both_sides_alone_is_no_pair() -> None:
    for row in agreement_by_side(read("XN"), {"X": BOTH}):
        assert (row.value, row.n_units, row.n_coders) == (None, 0, 0)
        assert row.reason.startswith("It takes ")


def test_somebody_without_a_side_is_in_no_row() -> None:
    ratings = read("ALN")
    rows = by_key(agreement_by_side(ratings, {"A": ACADEMIC, "L": LIVED, "N": frozenset()}))
    assert rows["between", "cohen_kappa"].value == cohen_kappa(ratings.only("AL"))
    assert rows["between", "cohen_kappa"].n_coders == 2
    assert rows["academic", "cohen_kappa"].reason.startswith("It takes two academics")


def test_pairs_without_a_shared_unit_are_no_pairs() -> None:
    rows = [("a", "a", None), ("b", "b", None), ("b", "a", None), (None, None, "a")]
    ratings = Ratings.from_rows(rows, coders=["A", "L", "M"])
    sides = {"A": ACADEMIC, "L": LIVED, "M": LIVED}
    between = by_key(agreement_by_side(ratings, sides))["between", "percent_agreement"]
    assert between.value == pytest.approx(2 / 3)
    assert (between.n_units, between.n_coders) == (3, 2)


def test_a_pair_that_has_no_kappa_is_left_out_and_counted() -> None:
    rows = [("a", "a", "a"), ("a", "b", "a"), ("a", "b", "a")]
    ratings = Ratings.from_rows(rows, coders=["A", "L", "M"])
    sides = {"A": ACADEMIC, "L": LIVED, "M": LIVED}
    between = by_key(agreement_by_side(ratings, sides))
    assert between["between", "cohen_kappa"].value == cohen_kappa(ratings.only("AL"))
    assert between["between", "cohen_kappa"].reason.startswith(
        "Left out: one of two pairs of readers"
    )
    assert between["between", "percent_agreement"].value == pytest.approx(2 / 3)


def test_sides_come_in_one_order() -> None:
    rows = agreement_by_side(read("AL"), {"A": ACADEMIC, "L": LIVED}, scope="Alone at night")
    assert [row.side for row in rows[::5]] == ["academic", "lived", "between"]
    assert {row.scope for row in rows} == {"Alone at night"}


def test_the_floor_hides_all_sides_where_one_of_them_has_too_few() -> None:
    ratings = read("ABLMN")
    sides = dict(zip("ABLMN", (ACADEMIC, ACADEMIC, LIVED, LIVED, LIVED), strict=True))
    assert agreement_by_side(ratings, sides, floor=2) == agreement_by_side(ratings, sides)
    for row in agreement_by_side(ratings, sides, floor=3):
        assert (row.value, row.low, row.high) == (None, None, None)
        assert row.reason.startswith(
            "Hidden: the team agreed to show no figure for fewer than three"
        )
        assert row.n_units == 90


def test_a_side_without_anybody_is_no_reason_to_hide_the_other() -> None:
    by_side = by_key(agreement_by_side(read("ABC"), dict.fromkeys("ABC", ACADEMIC), floor=3))
    assert by_side["academic", "krippendorff_alpha"].value is not None
    assert by_side["lived", "krippendorff_alpha"].reason.startswith("It takes two readers")


def test_the_floor_hides_a_figure_of_all_that_rests_on_too_few_people() -> None:
    (row,) = compare_all(read("AL"), tally_units, (KRIPPENDORFF_ALPHA,), scope="overall", floor=3)
    assert (row.value, row.n_coders) == (None, 2)
    assert row.reason.startswith("Hidden:")
