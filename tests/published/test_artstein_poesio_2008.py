"""Artstein & Poesio (2008), Inter-coder agreement for computational linguistics.

Computational Linguistics 34(4):555-596. Table 1 on page 558 (statements and requests) and the
table on page 568 (with checks); values as in the tests of dkpro-statistics
(ArtsteinPoesio2008Test). Their multi-pi for two coders, Scott's pi, is Fleiss' kappa.
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

TABLE_1 = {("S", "S"): 20, ("R", "S"): 20, ("S", "R"): 10, ("R", "R"): 50}
PAGE_568 = {("S", "S"): 46, ("R", "S"): 6, ("R", "R"): 32, ("R", "C"): 6, ("C", "C"): 10}


def from_counts(counts: dict[tuple[str, str], int]) -> Ratings:
    return Ratings.from_rows([pair for pair, count in counts.items() for _ in range(count)])


def test_statements_and_requests_of_table_1() -> None:
    ratings = from_counts(TABLE_1)
    assert percent_agreement(ratings) == pytest.approx(0.7)
    assert cohen_kappa(ratings) == pytest.approx(0.348, abs=5e-4)
    assert fleiss_kappa(ratings) == pytest.approx(0.341, abs=5e-4)


def test_statements_requests_and_checks_on_page_568() -> None:
    ratings = from_counts(PAGE_568)
    assert percent_agreement(ratings) == pytest.approx(0.88)
    assert cohen_kappa(ratings) == pytest.approx(0.8013, abs=5e-5)
    assert fleiss_kappa(ratings) == pytest.approx(0.7995, abs=5e-5)
    assert krippendorff_alpha(ratings) == pytest.approx(0.800, abs=1e-3)
