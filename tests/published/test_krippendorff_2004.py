"""Krippendorff (2004), Content Analysis: An Introduction to Its Methodology, 2nd edition.

Sage. Tables and values as in the tests of dkpro-statistics (Krippendorff2004Test), which give
the pages: 224 (two readers, two categories), 227 (two readers, three categories), 230 (four
readers, readings missing) and 246 (two tables with the same agreement and different habits).
"""

from __future__ import annotations

import pytest

from toolkit.agreement.nominal import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from toolkit.agreement.ratings import Ratings


def test_two_readers_two_categories_on_page_224() -> None:
    ratings = Ratings.from_rows(["10", "11", "01", "00", "00", "01", "00", "01", "00", "00"])
    assert percent_agreement(ratings) == pytest.approx(0.600)
    assert krippendorff_alpha(ratings) == pytest.approx(0.095, abs=5e-4)


def test_two_readers_three_categories_on_page_227() -> None:
    ratings = Ratings.from_rows(["aa", "ab", *["bb"] * 4, "bc", *["cc"] * 5])
    assert percent_agreement(ratings) == pytest.approx(0.833, abs=5e-4)
    assert krippendorff_alpha(ratings) == pytest.approx(0.734, abs=5e-4)


def test_four_readers_with_missing_readings_on_page_230() -> None:
    units = "BB.B LLPL PPPP PPPP LLLL BLPC CCCC BBLB LLLL .FFF ..BB ..P."
    ratings = Ratings.from_rows(
        [None if cell == "." else cell for cell in unit] for unit in units.split()
    )
    assert krippendorff_alpha(ratings) == pytest.approx(0.743, abs=5e-4)


@pytest.mark.parametrize(
    ("table", "cohen"),
    [
        ([[12, 9, 9], [9, 14, 9], [9, 9, 20]], 0.186),
        ([[12, 18, 18], [0, 14, 18], [0, 0, 20]], 0.258),
    ],
)
def test_two_tables_that_differ_in_habits_only_on_page_246(
    table: list[list[int]], cohen: float
) -> None:
    ratings = Ratings.from_rows(
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        for _ in range(count)
    )
    assert percent_agreement(ratings) == pytest.approx(0.460)
    assert cohen_kappa(ratings) == pytest.approx(cohen, abs=5e-4)
    assert fleiss_kappa(ratings) == pytest.approx(0.186, abs=5e-4)
