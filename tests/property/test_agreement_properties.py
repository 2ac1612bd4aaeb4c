"""What holds for every coefficient, whatever the readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.masi import masi_alpha, masi_distances
from toolkit.agreement.measures import measure_agreement
from toolkit.agreement.nominal import (
    MEASURES,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    percent_agreement,
)
from toolkit.agreement.ratings import MISSING, Ratings
from toolkit.agreement.sides import agreement_by_side
from toolkit.agreement.summary import summarise_ratings
from toolkit.agreement.units import rate_presence, rate_units
from toolkit.errors import CannotCompute
from toolkit.model.coding import Answer, Coding
from toolkit.model.team import Side
from toolkit.model.transcript import Segment, Unit

FUNCTIONS = [percent_agreement, cohen_kappa, fleiss_kappa, krippendorff_alpha, gwet_ac1]
CATEGORIES = ("a", "b", "c")
few = settings(max_examples=50, deadline=None)


@st.composite
def ratings(draw: st.DrawFn, n_coders: int | None = None) -> Ratings:
    """Up to 40 units in up to eight transcripts, read by up to five coders, some cells missing."""
    width = n_coders or draw(st.integers(1, 5))
    length = draw(st.integers(1, 40))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    missing, habit = draw(st.sampled_from([0.0, 0.2, 0.6])), draw(st.sampled_from([0.4, 0.8]))
    shared = rng.integers(0, len(CATEGORIES), size=(length, 1))
    own = rng.integers(0, len(CATEGORIES), size=(length, width))
    values = np.where(rng.random((length, width)) < habit, shared, own)
    values[rng.random((length, width)) < missing] = MISSING
    groups = np.sort(rng.integers(0, min(8, length), size=length))
    return Ratings(values, CATEGORIES, tuple(f"C{at}" for at in range(width)), groups)


def value(measure: Callable[[Ratings], float], made: Ratings) -> float | str:
    """The value, or the code of the error that stands in its place."""
    try:
        return measure(made)
    except CannotCompute as error:
        return error.problem.code


@pytest.mark.parametrize("measure", FUNCTIONS)
@few
@given(made=ratings(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_coders_units_and_categories_does_not_matter(
    measure: Callable[[Ratings], float], made: Ratings, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    units, coders = rng.permutation(len(made.values)), rng.permutation(len(made.coders))
    names = np.append(rng.permutation(len(CATEGORIES)), MISSING)
    moved = Ratings(
        names[made.values[units][:, coders]],
        CATEGORIES,
        tuple(made.coders[at] for at in coders),
        made.groups[units],
    )
    assert value(measure, moved) == value(measure, made)


@pytest.mark.parametrize("measure", FUNCTIONS)
@few
@given(made=ratings(n_coders=1), copies=st.integers(2, 4))
def test_a_coder_agrees_wholly_with_themselves(
    measure: Callable[[Ratings], float], made: Ratings, copies: int
) -> None:
    values = np.repeat(made.values, copies, axis=1)
    twice = Ratings(values, CATEGORIES, tuple(f"C{at}" for at in range(copies)), made.groups)
    assert value(measure, twice) in (1, "A201", "A202", "A203")
    if measure is not cohen_kappa and len(np.unique(made.values[made.values >= 0])) > 1:
        assert value(measure, twice) == 1


@few
@given(made=ratings())
def test_a_coder_with_only_missing_readings_changes_no_row(made: Ratings) -> None:
    values = np.insert(made.values, 0, MISSING, axis=1)
    more = Ratings(values, CATEGORIES, ("nobody", *made.coders), made.groups)
    assert rows(more) == rows(made)


@few
@given(made=ratings(), category=st.integers(0, len(CATEGORIES) - 1))
def test_a_unit_that_one_person_read_changes_no_row(made: Ratings, category: int) -> None:
    alone = np.full((1, len(made.coders)), MISSING)
    alone[0, -1] = category
    more = Ratings(
        np.vstack([made.values, alone]),
        CATEGORIES,
        made.coders,
        np.append(made.groups, made.groups.max() + 1),
    )
    assert rows(more) == rows(made)


@few
@given(made=ratings())
def test_values_and_limits_stay_on_their_scale_and_what_is_missing_has_a_reason(
    made: Ratings,
) -> None:
    sides = {coder: sides_of(at) for at, coder in enumerate(made.coders)}
    lowest = {measure.name: measure.lowest for measure in MEASURES}
    for row in (*rows(made), *agreement_by_side(made, sides)):
        assert (row.low is None) == (row.high is None)
        assert row.reason or row.low is not None
        if row.value is None:
            assert row.low is None
        else:
            assert row.n_units > 0
            assert row.n_coders > 1
            assert lowest[row.measure] <= row.value <= 1
        if row.value is not None and row.low is not None and row.high is not None:
            assert lowest[row.measure] <= row.low <= row.value <= row.high <= 1


@few
@given(made=ratings(n_coders=2))
def test_between_one_and_one_is_the_coefficient_of_the_two(made: Ratings) -> None:
    sides = {"C0": frozenset({Side.ACADEMIC}), "C1": frozenset(Side)}
    between = agreement_by_side(made, sides)[-len(MEASURES) :]
    for row, alone in zip(between, rows(made), strict=True):
        assert (row.value, row.low, row.high) == (alone.value, alone.low, alone.high)
        assert (row.n_units, row.n_coders) == (alone.n_units, alone.n_coders)


@few
@given(
    spans=st.lists(
        st.tuples(
            st.sampled_from(["Ash", "Bo", "Cy"]),
            st.integers(0, 59),
            st.integers(1, 25),
            st.sampled_from(["R01", "R02", *list(Answer)[1:]]),
        ),
        max_size=12,
    )
)
def test_a_code_is_in_a_unit_where_a_slow_look_finds_it(
    spans: list[tuple[str, int, int, str]],
) -> None:
    turns = [Segment("P07", Unit.TURN, at, at, at * 10, at * 10 + 9) for at in range(6)]
    readers = {"P07": frozenset({"Ash", "Bo"})}
    given_codings = [make_coding(*span) for span in spans]
    overall = rate_units(turns, given_codings, readers)
    present = rate_presence(turns, given_codings, readers, "R01")
    for at, turn in enumerate(turns):
        for column, coder in enumerate(("Ash", "Bo")):
            seen = {
                coding.answer if coding.code_id is None else coding.code_id
                for coding in given_codings
                if coding.coder_id == coder and coding.start < turn.end and turn.start < coding.end
            }
            answers = sorted(seen - {Answer.NOT_TODAY})
            if seen == {Answer.NOT_TODAY}:
                assert overall.values[at, column] == present.values[at, column] == MISSING
            else:
                name = overall.categories[overall.values[at, column]]
                assert name == (" + ".join(answers) or "no code")
                assert present.values[at, column] == ("R01" in answers)


@settings(few, max_examples=15)
@given(seed=st.integers(0, 2**32 - 1))
def test_rows_do_not_depend_on_the_order_of_what_is_handed_in(seed: int) -> None:
    rng = np.random.default_rng(seed)
    turns = [
        Segment(f"P{transcript}", Unit.TURN, at, at, at * 10, at * 10 + 9)
        for transcript in range(6)
        for at in range(4)
    ]
    codings = [
        make_coding(coder, at * 10, 9, str(rng.choice(["R01", "R02"])), f"P{transcript}")
        for coder in ("Ash", "Bo", "Cy")
        for transcript in range(6)
        for at in range(4)
        if rng.random() < 0.7
    ]
    readers = {f"P{at}": frozenset({"Ash", "Bo", "Cy"}) for at in range(6)}
    sides = {"Ash": frozenset({Side.ACADEMIC}), "Bo": frozenset({Side.LIVED})}
    forth = measure_agreement(turns, codings, readers, sides=sides)
    rng.shuffle(turns)
    rng.shuffle(codings)
    back = measure_agreement(turns, codings, dict(reversed(readers.items())), sides=sides)
    assert back == forth


SETS = [frozenset("x"), frozenset("xy"), frozenset("yz")]


def with_sets(made: Ratings) -> Ratings:
    """The same readings, each category being a set of codes that shares some with the next."""
    return replace(made, distances=masi_distances(SETS))


@few
@given(made=ratings(), seed=st.integers(0, 2**32 - 1))
def test_masi_does_not_depend_on_order_and_loses_nothing_to_a_missing_reader(
    made: Ratings, seed: int
) -> None:
    rng = np.random.default_rng(seed)
    units, coders = rng.permutation(len(made.values)), rng.permutation(len(made.coders))
    values = np.insert(made.values[units][:, coders], 0, MISSING, axis=1)
    names = ("nobody", *(made.coders[at] for at in coders))
    moved = with_sets(Ratings(values, CATEGORIES, names, made.groups[units]))
    before = value(masi_alpha, with_sets(made))
    after = value(masi_alpha, moved)
    assert after == (before if isinstance(before, str) else pytest.approx(before, abs=1e-12))


@few
@given(made=ratings(n_coders=1), copies=st.integers(2, 4))
def test_masi_is_1_for_a_coder_with_themselves(made: Ratings, copies: int) -> None:
    values = np.repeat(made.values, copies, axis=1)
    coders = tuple(f"C{at}" for at in range(copies))
    twice = with_sets(Ratings(values, CATEGORIES, coders, made.groups))
    assert value(masi_alpha, twice) in (1, "A201", "A202")


@few
@given(made=ratings())
def test_masi_with_nothing_in_common_is_the_nominal_alpha(made: Ratings) -> None:
    nominal = value(krippendorff_alpha, made)
    if isinstance(nominal, float):
        whole = replace(made, distances=1 - np.eye(len(CATEGORIES)))
        assert value(masi_alpha, whole) == pytest.approx(nominal, abs=1e-12)
        assert value(masi_alpha, made) == pytest.approx(nominal, abs=1e-12)


def rows(made: Ratings) -> tuple[Coefficient, ...]:
    return summarise_ratings(made, scope="overall", side="all")


def sides_of(at: int) -> frozenset[Side]:
    return (frozenset({Side.ACADEMIC}), frozenset({Side.LIVED}), frozenset(Side))[at % 3]


def make_coding(coder: str, start: int, length: int, what: str, transcript: str = "P07") -> Coding:
    answer = what if isinstance(what, Answer) else Answer.CODE
    return Coding(
        id=f"{coder} {start} {length} {what}",
        transcript_id=transcript,
        transcript_version=1,
        start=start,
        end=start + length,
        quotation="x" * length,
        answer=answer,
        code_id=what if answer is Answer.CODE else None,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="2026-01-05",
    )
