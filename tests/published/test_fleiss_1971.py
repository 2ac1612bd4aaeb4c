"""Fleiss (1971), Measuring nominal scale agreement among many raters.

Psychological Bulletin 76(5):378-382, Table 1 on page 379: 30 patients, six diagnoses each by
psychiatrists who differ by patient. Table and values as in the tests of dkpro-statistics
(Fleiss1971Test), the kappas by category there to within .005; to three digits they are those of
the tests of pyirr.
"""

from __future__ import annotations

import pytest

from toolkit.agreement.nominal import fleiss_kappa, percent_agreement
from toolkit.agreement.ratings import Ratings

# Depression, personality disorder, schizophrenia, neurosis, other: 1 to 5.
TABLE_1 = """
    444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
    144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
    555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
"""
PATIENTS = TABLE_1.split()


def test_kappa_of_all_diagnoses_is_as_printed() -> None:
    ratings = Ratings.from_rows(PATIENTS)
    assert ratings.values.shape == (30, 6)
    assert percent_agreement(ratings) == pytest.approx(0.5556, abs=1e-4)
    assert fleiss_kappa(ratings) == pytest.approx(0.430, abs=5e-4)


@pytest.mark.parametrize(("patient", "share"), [(0, 1.0), (1, 0.4), (5, 0.467), (7, 0.267)])
def test_agreement_on_single_patients_is_as_printed(patient: int, share: float) -> None:
    ratings = Ratings.from_rows([PATIENTS[patient]])
    assert percent_agreement(ratings) == pytest.approx(share, abs=5e-4)


@pytest.mark.parametrize(
    ("category", "kappa", "printed"),
    [
        ("1", 0.245, 0.248),
        ("2", 0.245, 0.248),
        ("3", 0.520, 0.517),
        ("4", 0.471, 0.470),
        ("5", 0.566, 0.565),
    ],
)
def test_kappa_of_one_category_against_all_others(
    category: str, kappa: float, printed: float
) -> None:
    present = Ratings.from_rows([[answer == category for answer in row] for row in PATIENTS])
    assert fleiss_kappa(present) == pytest.approx(kappa, abs=5e-4)
    assert fleiss_kappa(present) == pytest.approx(printed, abs=5e-3)
