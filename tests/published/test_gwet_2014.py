"""Gwet (2014), Handbook of Inter-Rater Reliability, through the README of his package irrCAC.

The three abstractors' table (cont3x3abstractors) and the first 15 of Fleiss' patients by six
raters (distrib.6raters), with the values that the README prints.
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

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
SIX_RATERS = """
    444444 222555 233335 555555 222444 113333 333355 113334
    114444 555555 144444 124444 222333 144444 224445
"""


def test_table_of_two_abstractors() -> None:
    ratings = Ratings.from_rows(
        (row, column)
        for row, counts in enumerate(ABSTRACTORS)
        for column, count in enumerate(counts)
        for _ in range(count)
    )
    assert percent_agreement(ratings) == pytest.approx(0.89)
    assert cohen_kappa(ratings) == pytest.approx(0.7964094, abs=5e-8)
    assert fleiss_kappa(ratings) == pytest.approx(0.7962397, abs=5e-8)
    assert krippendorff_alpha(ratings) == pytest.approx(0.7972585, abs=5e-8)


def test_fifteen_patients_by_six_raters() -> None:
    ratings = Ratings.from_rows(SIX_RATERS.split())
    assert percent_agreement(ratings) == pytest.approx(0.5511111, abs=5e-8)
    assert fleiss_kappa(ratings) == pytest.approx(0.4139265, abs=5e-8)
    assert krippendorff_alpha(ratings) == pytest.approx(0.4204384, abs=5e-8)
