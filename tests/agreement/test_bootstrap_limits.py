"""Intervals that hold what they promise, or say why there are none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from toolkit.agreement.intervals import (
    FEWEST_TRANSCRIPTS,
    bootstrap_limits,
    draw_transcripts,
    student_quantile,
)
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.summary import summarise_ratings


def share_limits(right: list[int], units: list[int]) -> tuple[float | None, float | None, str]:
    weights = draw_transcripts(len(units))
    shares = (weights @ np.array(right)) / (weights @ np.array(units))
    limits = bootstrap_limits(sum(right) / sum(units), shares, len(units), lowest=0.0)
    return limits.low, limits.high, limits.reason


def test_the_same_readings_give_the_same_limits_at_every_call() -> None:
    first = share_limits([9, 7, 10, 8, 6], [10, 10, 12, 9, 10])
    draw_transcripts.cache_clear()
    assert share_limits([9, 7, 10, 8, 6], [10, 10, 12, 9, 10]) == first


def test_each_resample_draws_as_many_transcripts_as_there_are() -> None:
    weights = draw_transcripts(13)
    assert weights.shape == (1000, 13)
    assert (weights.sum(axis=1) == 13).all()
    assert weights.mean() == 1


@pytest.mark.parametrize("freedom", [4, 5, 6, 12, 19, 132])
def test_students_quantile_is_within_three_in_a_thousand(freedom: int) -> None:
    assert student_quantile(freedom) == pytest.approx(stats.t.ppf(0.975, freedom), rel=3e-3)


def test_shares_in_the_middle_have_the_limits_of_a_t_interval() -> None:
    shares = np.array([4, 5, 6, 5, 4, 6, 5, 5, 6, 4])
    low, high, _ = share_limits(shares.tolist(), [10] * 10)
    width = stats.t.ppf(0.975, 9) * stats.sem(shares / 10)
    assert low == pytest.approx(0.5 - width, abs=0.002)
    assert high == pytest.approx(0.5 + width, abs=0.002)


def test_intervals_hold_the_true_value_about_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    n_projects, held = 400, 0
    for _ in range(n_projects):
        units = rng.integers(30, 150, size=7)
        right = rng.binomial(units, rng.beta(12, 3, size=7))
        low, high, _ = share_limits(right.tolist(), units.tolist())
        assert low is not None and high is not None
        held += low <= 0.8 <= high
    assert 0.92 <= held / n_projects <= 0.985


@pytest.mark.parametrize("n_transcripts", range(1, FEWEST_TRANSCRIPTS))
def test_few_transcripts_have_a_value_and_a_reason_for_no_limits(n_transcripts: int) -> None:
    rows = ["aa", "ab", "bb", "ba", "bb"] * n_transcripts
    ratings = Ratings.from_rows(rows, groups=[at // 5 for at in range(len(rows))])
    for row in summarise_ratings(ratings, scope="overall", side="all"):
        assert row.value is not None
        assert (row.low, row.high) == (None, None)
        assert "at least five transcripts" in row.reason


def test_transcripts_that_nobody_shared_do_not_count_for_the_interval() -> None:
    shared = [("a", "a"), ("a", "b"), ("b", "b")] * 4
    alone = [("a", None)] * 20
    ratings = Ratings.from_rows(
        [*shared, *alone], groups=[at // 3 for at in range(12)] + list(range(100, 120))
    )
    row = summarise_ratings(ratings, scope="overall", side="all")[0]
    assert row.low is None
    assert row.reason.endswith("this rests on four.")


def test_transcripts_without_any_difference_give_no_interval() -> None:
    ratings = Ratings.from_rows(["aa", "bb"] * 10, groups=[at // 2 for at in range(20)])
    for row in summarise_ratings(ratings, scope="overall", side="all"):
        assert (row.value, row.low, row.high) == (1, None, None)
        assert "every transcript gives the same figure" in row.reason


def test_a_figure_at_the_end_of_its_scale_gives_no_interval() -> None:
    rows = ["ab", "ab", "ba"] * 4 + ["ba", "ba", "ab"] * 4
    ratings = Ratings.from_rows(rows, groups=[at // 3 for at in range(24)])
    row = summarise_ratings(ratings, scope="overall", side="all")[1]
    assert (row.measure, row.value, row.low) == ("cohen_kappa", -1, None)
    assert "the end of its scale" in row.reason


def test_a_code_in_one_transcript_of_many_gives_no_interval() -> None:
    rows = [*["ab", "bb"], *["aa", "aa"] * 11]
    ratings = Ratings.from_rows(rows, groups=[at // 2 for at in range(24)])
    percent, *beyond_chance, ac1 = summarise_ratings(ratings, scope="overall", side="all")
    assert percent.low is not None and ac1.low is not None
    for row in beyond_chance:
        assert row.value is not None
        assert row.low is None
        assert "in too few of the transcripts" in row.reason
