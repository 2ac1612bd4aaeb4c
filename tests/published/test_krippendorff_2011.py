"""Krippendorff (2011), Computing Krippendorff's Alpha-Reliability.

https://repository.upenn.edu/asc_papers/43, sections A (binary data, two observers), B (nominal
data, two observers) and C (nominal data, any number of observers, missing data), as public
tests of other packages quote them. The data of section C and their alpha also stand in the
README of Gwet's R package irrCAC (cac.raw4raters), with the percent agreement of .8181818.
"""

from __future__ import annotations

import pytest

from toolkit.agreement.nominal import krippendorff_alpha, percent_agreement
from toolkit.agreement.ratings import Ratings


def from_observers(*observers: str) -> Ratings:
    return Ratings.from_rows(
        [None if cell == "*" else cell for cell in unit] for unit in zip(*observers, strict=True)
    )


def test_section_a_binary_data_two_observers() -> None:
    ratings = from_observers("0100000010", "1110010000")
    assert krippendorff_alpha(ratings) == pytest.approx(0.095, abs=5e-4)


def test_section_b_nominal_data_two_observers() -> None:
    ratings = from_observers("112243335441", "212223335444")
    assert krippendorff_alpha(ratings) == pytest.approx(0.692, abs=5e-4)


def test_section_c_nominal_data_four_observers_with_missing_readings() -> None:
    ratings = from_observers("123321412***", "1233224125*3", "*3332342251*", "12332441251*")
    assert ratings.values.shape == (12, 4)
    assert krippendorff_alpha(ratings) == pytest.approx(0.74342, abs=5e-6)
    assert percent_agreement(ratings) == pytest.approx(0.8181818, abs=5e-8)
