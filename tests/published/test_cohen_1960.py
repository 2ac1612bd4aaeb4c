"""Cohen (1960), A coefficient of agreement for nominal scales.

Educational and Psychological Measurement 20(1):37-46. Tables and values as in the tests of
dkpro-statistics (Cohen1960Test), which give the pages: the first example on page 37, the second,
with its kappa of .492, on page 45.
"""

from __future__ import annotations

import pytest

from toolkit.agreement.nominal import cohen_kappa, percent_agreement
from toolkit.agreement.ratings import Ratings


def from_table(table: list[list[int]]) -> Ratings:
    return Ratings.from_rows(
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    )


def test_first_example_on_page_37() -> None:
    ratings = from_table([[25, 12, 3], [13, 2, 15], [12, 16, 2]])
    assert percent_agreement(ratings) == pytest.approx(0.29)
    assert cohen_kappa(ratings) < 0


def test_second_example_on_page_45() -> None:
    ratings = from_table([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert percent_agreement(ratings) == pytest.approx(0.70)
    assert cohen_kappa(ratings) == pytest.approx(0.492, abs=5e-4)
