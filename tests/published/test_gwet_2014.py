"""Gwet (2014), Handbook of Inter-Rater Reliability, through the README of his package irrCAC.

The three abstractors' table (cont3x3abstractors), the first 15 of Fleiss' patients by six raters
(distrib.6raters) and the four raters with readings missing (cac.raw4raters), with the values that
the README prints.
"""

from __future__ import annotations

import pytest

from toolkit.agreement.nominal import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
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
    assert gwet_ac1(ratings) == pytest.approx(0.8493305, abs=5e-8)


def test_fifteen_patients_by_six_raters() -> None:
    ratings = Ratings.from_rows(SIX_RATERS.split())
    assert percent_agreement(ratings) == pytest.approx(0.5511111, abs=5e-8)
    assert fleiss_kappa(ratings) == pytest.approx(0.4139265, abs=5e-8)
    assert krippendorff_alpha(ratings) == pytest.approx(0.4204384, abs=5e-8)
    assert gwet_ac1(ratings) == pytest.approx(0.4448007, abs=5e-8)


def test_four_raters_with_readings_missing() -> None:
    """Gwet counts the twelfth subject, whom one rater saw, towards chance: AC1 is .77544 there."""
    subjects = "11.1 2232 3333 3333 2222 1234 4444 1121 2222 .555 ..11 ..3."
    rows = [[None if cell == "." else cell for cell in subject] for subject in subjects.split()]
    ratings = Ratings.from_rows(rows)
    assert percent_agreement(ratings) == pytest.approx(0.8181818, abs=5e-8)
    assert gwet_ac1(ratings) == pytest.approx(0.77544, abs=5e-4)
    assert gwet_ac1(ratings) == gwet_ac1(Ratings.from_rows(rows[:-1]))
