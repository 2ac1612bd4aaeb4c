from __future__ import annotations

import math

import numpy as np
import pytest

from toolkit.agreement.ratings import Ratings
from toolkit.errors import BadInput


def test_rows_become_indices_in_order_of_first_appearance() -> None:
    ratings = Ratings.from_rows(
        [("night", None), ("officer", "night")], coders=["Ash", "Bo"], groups=["P07", "P02"]
    )
    assert ratings.values.tolist() == [[0, -1], [1, 0]]
    assert ratings.categories == ("night", "officer")
    assert ratings.groups.tolist() == [0, 1]


def test_nan_is_a_missing_reading_and_no_category() -> None:
    ratings = Ratings.from_rows([(math.nan, "a"), ("a", np.float64("nan"))])
    assert ratings.values.tolist() == [[-1, 0], [0, -1]]


def test_no_rows_make_an_empty_table() -> None:
    ratings = Ratings.from_rows([], coders=["Ash", "Bo"])
    assert ratings.values.shape == (0, 2)


def test_only_keeps_some_coders_and_ignores_strangers() -> None:
    ratings = Ratings.from_rows(["ab", "ba"], coders=["Ash", "Bo"]).only({"Bo", "Cy"})
    assert (ratings.coders, ratings.values.tolist()) == (("Bo",), [[1], [0]])


def test_the_readings_cannot_be_changed_and_the_callers_table_still_can() -> None:
    mine = np.zeros((2, 2), dtype=np.int64)
    ratings = Ratings(mine, ("a",), ("Ash", "Bo"), np.zeros(2, dtype=np.int64))
    with pytest.raises(ValueError, match="read-only"):
        ratings.values[0, 0] = 1
    mine[0, 0] = -1
    assert mine[0, 0] == -1


def test_rows_of_different_length_are_refused_with_the_row() -> None:
    with pytest.raises(BadInput, match=r"A101.*row 1") as caught:
        Ratings.from_rows([("secret words", "b"), ("a",)])
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("values", "groups", "coders"),
    [
        pytest.param([[0, 1]], [0], ("Ash", "Ash"), id="a coder twice"),
        pytest.param([[0, 1]], [0], ("Ash",), id="a column too many"),
        pytest.param([[0, 1]], [0, 0], ("Ash", "Bo"), id="a transcript too many"),
        pytest.param([[0, 2]], [0], ("Ash", "Bo"), id="an index that stands for nothing"),
        pytest.param([[0, -2]], [0], ("Ash", "Bo"), id="an index below missing"),
        pytest.param([[0, 1]], [7], ("Ash", "Bo"), id="a transcript beyond the units"),
        pytest.param([[0.0, 1.0]], [0], ("Ash", "Bo"), id="numbers that are not whole"),
        pytest.param([0, 1], [0, 0], ("Ash", "Bo"), id="no table"),
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    values: list[list[float]], groups: list[int], coders: tuple[str, ...]
) -> None:
    with pytest.raises(BadInput, match="A101"):
        Ratings(np.array(values), ("a", "b"), coders, np.array(groups))
