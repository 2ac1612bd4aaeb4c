"""Values by hand, and the sentences that stand where there is no value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields

import numpy as np
import pytest

from toolkit.agreement import nominal
from toolkit.agreement.nominal import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.tally import Sums, tally_units
from toolkit.errors import CannotCompute, NotEnoughCodings

MEASURES = [percent_agreement, cohen_kappa, fleiss_kappa, krippendorff_alpha]
BEYOND_CHANCE = MEASURES[1:]


@pytest.mark.parametrize(
    ("both", "one", "other", "neither", "share", "kappa"),
    [(50, 5, 24, 216, 0.9017, 0.7140), (43, 3, 17, 16, 0.7468, 0.4464)],
)
def test_two_tables_of_two_readers(
    both: int, one: int, other: int, neither: int, share: float, kappa: float
) -> None:
    rows = ["11"] * both + ["10"] * one + ["01"] * other + ["00"] * neither
    ratings = Ratings.from_rows(rows)
    assert percent_agreement(ratings) == pytest.approx(share, abs=5e-5)
    assert cohen_kappa(ratings) == pytest.approx(kappa, abs=5e-5)


def test_a_unit_counts_once_in_percent_and_by_its_readings_in_alpha() -> None:
    ratings = Ratings.from_rows([("a", "a", "a", "b"), ("b", "b", None, None)])
    assert percent_agreement(ratings) == pytest.approx((3 / 6 + 1) / 2)
    observed, expected = 1 - (4 * 3 / 6 + 2 * 1) / 6, 1 - (3 * 2 + 3 * 2) / (6 * 5)
    assert krippendorff_alpha(ratings) == pytest.approx(1 - observed / expected)


def test_readers_may_differ_by_unit_for_fleiss() -> None:
    changing = [("a", "a", None), (None, "a", "b"), ("b", None, "b"), ("a", "a", None)]
    fixed = [tuple(cell for cell in row if cell) for row in changing]
    assert fleiss_kappa(Ratings.from_rows(changing)) == fleiss_kappa(Ratings.from_rows(fixed))


def test_readers_who_always_differ_stand_below_chance() -> None:
    ratings = Ratings.from_rows(["ab", "ba", "ab", "ba"])
    assert percent_agreement(ratings) == 0
    assert cohen_kappa(ratings) == fleiss_kappa(ratings) == -1
    assert krippendorff_alpha(ratings) == pytest.approx(-0.75)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([], id="no units"),
        pytest.param([("a",), ("b",)], id="one coder"),
        pytest.param([("a", None), (None, "b")], id="no unit read by two"),
        pytest.param([(None, None)], id="nothing read"),
    ],
)
def test_without_two_readings_of_a_unit_there_is_no_value(
    measure: Callable[[Ratings], float], rows: list[tuple[str | None, ...]]
) -> None:
    with pytest.raises(NotEnoughCodings, match=r"A201.*takes two readers"):
        measure(Ratings.from_rows(rows))


@pytest.mark.parametrize("measure", BEYOND_CHANCE)
def test_where_all_readings_are_the_same_nothing_is_beyond_chance(
    measure: Callable[[Ratings], float],
) -> None:
    ratings = Ratings.from_rows([("a", "a"), ("a", "a"), ("b", None)])
    assert percent_agreement(ratings) == 1
    with pytest.raises(NotEnoughCodings, match=r"A202.*Every reading here is the same"):
        measure(ratings)


def test_cohen_says_how_many_readers_there_are() -> None:
    with pytest.raises(CannotCompute) as caught:
        cohen_kappa(Ratings.from_rows(["abababbaab"]))
    assert caught.value.problem.message.startswith(
        "Cohen's kappa is for exactly two readers; ten read these units."
    )


def test_cohen_takes_the_two_who_read_together_and_leaves_out_the_rest() -> None:
    alone = Ratings.from_rows([("a", "b", None), ("b", "b", None), (None, None, "a")])
    assert cohen_kappa(alone) == cohen_kappa(Ratings.from_rows(["ab", "bb"]))


def test_fleiss_points_to_alpha_where_readings_are_uneven() -> None:
    with pytest.raises(CannotCompute, match=r"A204.*from two to three.*Krippendorff's alpha"):
        fleiss_kappa(Ratings.from_rows([("a", "b", "a"), ("b", "b", None)]))


def test_many_units_and_categories_are_tallied_piece_by_piece() -> None:
    rng = np.random.default_rng(7)
    values = rng.integers(-1, 400, size=(3000, 4))
    groups = rng.integers(0, 30, size=3000)
    ratings = Ratings(values, tuple(map(str, range(400))), tuple("ABCD"), groups)
    rows = [[None if cell < 0 else cell for cell in row] for row in values.tolist()]
    agreeing = [
        np.mean([one == other for at, one in enumerate(row) for other in row[at + 1 :]])
        for row in ([cell for cell in row if cell is not None] for row in rows)
        if len(row) > 1
    ]
    assert percent_agreement(ratings) == pytest.approx(np.mean(agreeing))


@pytest.mark.parametrize("dtype", [np.int8, np.int16, np.int32, np.int64])
def test_any_signed_type_gives_the_same(dtype: type[np.signedinteger]) -> None:
    rng = np.random.default_rng(3)
    values, groups = rng.integers(-1, 100, size=(120, 5)), np.arange(120)
    coders, categories = tuple("ABCDE"), tuple(map(str, range(100)))
    wide = tally_units(Ratings(values, categories, coders, groups))
    narrow = tally_units(Ratings(values.astype(dtype), categories, coders, groups.astype(dtype)))
    for field in fields(Sums):
        assert np.array_equal(getattr(wide.sums, field.name), getattr(narrow.sums, field.name))


def test_every_measure_has_a_name_of_its_own() -> None:
    assert [measure.name for measure in nominal.MEASURES] == [
        "percent_agreement",
        "cohen_kappa",
        "fleiss_kappa",
        "krippendorff_alpha",
        "gwet_ac1",
    ]
