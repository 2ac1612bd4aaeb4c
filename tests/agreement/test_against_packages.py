"""The same values as the packages that people would check ours with, on random readings."""

from __future__ import annotations

from dataclasses import replace

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters
from statsmodels.stats.inter_rater import fleiss_kappa as statsmodels_fleiss_kappa

from toolkit.agreement.masi import masi_alpha, masi_distance, masi_distances
from toolkit.agreement.nominal import cohen_kappa, fleiss_kappa, krippendorff_alpha
from toolkit.agreement.ratings import Ratings

CATEGORIES = ("a", "b", "c", "d")
SETS = [frozenset(), frozenset("x"), frozenset("xy"), frozenset("yz")]


def tables(n_coders: st.SearchStrategy[int], lowest: int) -> st.SearchStrategy[list[list[int]]]:
    """Rows of indices of categories, -1 for missing where `lowest` is -1."""
    cell = st.integers(lowest, len(CATEGORIES) - 1)
    return n_coders.flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1)
    )


def rate(table: list[list[int]]) -> Ratings:
    values = np.array(table)
    coders = tuple(f"C{at}" for at in range(values.shape[1]))
    return Ratings(values, CATEGORIES, coders, np.zeros(len(values), dtype=np.int64))


@settings(max_examples=60, deadline=None)
@given(tables(st.just(2), 0))
def test_cohen_kappa_is_that_of_scikit_learn(table: list[list[int]]) -> None:
    assume(len(np.unique(table)) > 1)
    one, other = np.array(table).T
    assert cohen_kappa(rate(table)) == pytest.approx(cohen_kappa_score(one, other), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(st.integers(2, 6), 0))
def test_fleiss_kappa_is_that_of_statsmodels(table: list[list[int]]) -> None:
    assume(len(np.unique(table)) > 1)
    counts, _ = aggregate_raters(np.array(table))
    assert fleiss_kappa(rate(table)) == pytest.approx(statsmodels_fleiss_kappa(counts), abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(st.integers(2, 6), -1))
def test_krippendorff_alpha_is_that_of_the_krippendorff_package(table: list[list[int]]) -> None:
    values = np.array(table)
    shared = values[(values >= 0).sum(axis=1) > 1]
    assume(len(np.unique(shared[shared >= 0])) > 1)
    theirs = krippendorff.alpha(
        np.where(values < 0, np.nan, values).T, level_of_measurement="nominal"
    )
    assert krippendorff_alpha(rate(table)) == pytest.approx(theirs, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(tables(st.integers(2, 6), -1))
def test_masi_alpha_is_the_krippendorff_package_with_that_distance(table: list[list[int]]) -> None:
    values = np.array(table)
    shared = values[(values >= 0).sum(axis=1) > 1]
    assume(len(np.unique(shared[shared >= 0])) > 1)
    counts = np.array([[(row == at).sum() for at in range(len(SETS))] for row in values])

    def apart(one: np.ndarray, other: np.ndarray, **_: object) -> np.ndarray:
        lookup = np.vectorize(lambda a, b: masi_distance(SETS[int(a)], SETS[int(b)]))
        return lookup(one, other)

    theirs = krippendorff.alpha(
        value_counts=counts, value_domain=np.arange(len(SETS)), level_of_measurement=apart
    )
    made = replace(rate(table), distances=masi_distances(SETS))
    assert masi_alpha(made) == pytest.approx(theirs, abs=1e-12)
