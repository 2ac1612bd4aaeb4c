"""The alphas for spans against a slow reckoning, character by character and unit by unit."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from toolkit.agreement.characters import read_characters
from toolkit.agreement.nominal import MEASURES, cohen_kappa
from toolkit.agreement.pairs import measure_pairs
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.summary import summarise_ratings
from toolkit.agreement.unitizing import (
    UnitizedTexts,
    cu_alpha,
    ku_alpha,
    read_unitized,
    tally_texts,
    u_alpha,
    u_alpha_binary,
)
from toolkit.agreement.units import CodedUnits
from toolkit.errors import CannotCompute
from toolkit.model.coding import Answer, Coding

CODES = ("R01", "R02", "R03")
CODERS = ("Ash", "Bo", "Cy", "Di")
LENGTH = 60
few = settings(max_examples=60, deadline=None)

Units = dict[str, list[tuple[int, int, str]]]


def coding(coder: str, start: int, end: int, code: str | Answer, text: str = "P1") -> Coding:
    is_code = not isinstance(code, Answer)
    return Coding(
        id=f"{text} {coder} {start} {end} {code}",
        transcript_id=text,
        transcript_version=1,
        start=start,
        end=end,
        quotation="x" * (end - start),
        answer=Answer.CODE if is_code else Answer(code),
        code_id=str(code) if is_code else None,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="",
    )


@st.composite
def unitized(draw: st.DrawFn, most: int = 4) -> Units:
    """Two to four coders, each with units that do not overlap; some stand side by side."""
    made: Units = {}
    for coder in CODERS[: draw(st.integers(2, most))]:
        ends = draw(st.lists(st.integers(0, LENGTH), max_size=10, unique=True).map(sorted))
        made[coder] = [
            (start, end, draw(st.sampled_from(CODES)))
            for start, end in pairwise(ends)
            if draw(st.booleans())
        ]
    return made


@st.composite
def spans(draw: st.DrawFn) -> list[Coding]:
    """Codings that overlap as they like, and passages that somebody set aside."""
    what = st.sampled_from([*CODES, Answer.NOT_SURE, Answer.NOT_TODAY])
    found = draw(
        st.lists(
            st.tuples(
                st.sampled_from(CODERS),
                st.integers(0, LENGTH - 1),
                st.integers(1, 25),
                what,
                st.sampled_from(["P1", "P2"]),
            ),
            max_size=14,
        )
    )
    return [
        coding(coder, start, min(start + length, LENGTH), code, text)
        for coder, start, length, code, text in found
    ]


def read(made: Units, times: int = 1) -> UnitizedTexts:
    codings = [
        coding(coder, start * times, end * times, code)
        for coder, units in made.items()
        for start, end, code in units
    ]
    return read_unitized({"P1": LENGTH * times}, codings, {"P1": frozenset(made)})


def slow_alphas(made: Units, code: str) -> dict[str, float]:
    """The four, from coincidences worked out one by one, as their paper defines them."""
    whole: Units = {coder: with_gaps(units) for coder, units in made.items()}
    others = len(made) - 1
    seen: defaultdict[tuple[str, str], float] = defaultdict(float)
    for one, other in permutations(made, 2):
        for start, end, this in whole[one]:
            for begins, ends, that in whole[other]:
                seen[this, that] += max(0, min(end, ends) - max(start, begins)) / others
    squares: defaultdict[str, float] = defaultdict(float)
    for units in whole.values():
        for start, end, this in units:
            squares[this] += (end - start) ** 2 if this else end - start
    among = {pair: length for pair, length in seen.items() if all(pair)}
    common: defaultdict[str, float] = defaultdict(float)
    for one, units in made.items():
        rest = [span for other in made if other != one for span in made[other]]
        for start, end, this in units:
            met = sum(max(0, min(end, e) - max(start, b)) for b, e, _ in rest)
            common[this] += (met / others) ** 2
    expected, unit_expected = expect(seen, squares), expect(among, common)
    binary = {pair: length for pair, length in seen.items() if (pair[0] == "") != (pair[1] == "")}
    by_chance = sum(v for pair, v in expected.items() if (pair[0] == "") != (pair[1] == ""))
    mine, mine_expected = margin(among, code), margin(unit_expected, code)
    return {
        "u": 1 - ratio(differing(seen), differing(expected)),
        "binary": 1 - ratio(sum(binary.values()), by_chance),
        "cu": 1 - ratio(differing(among), differing(unit_expected)),
        "ku": 1
        - ratio(
            mine_expected * (mine - among.get((code, code), 0)),
            mine * (mine_expected - unit_expected.get((code, code), 0)),
        ),
    }


def with_gaps(units: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    whole, at = [], 0
    for start, end, code in units:
        if start > at:
            whole.append((at, start, ""))
        whole.append((start, end, code))
        at = end
    return [*whole, (at, LENGTH, "")] if at < LENGTH else whole


def expect(
    seen: dict[tuple[str, str], float], squares: dict[str, float]
) -> dict[tuple[str, str], float]:
    names = {this for this, _ in seen}
    total = sum(seen.values())
    below = total**2 - sum(squares.values())
    return {
        (this, that): ratio(
            total
            * (margin(seen, this) * margin(seen, that) - (this == that) * squares.get(this, 0)),
            below,
        )
        for this in names
        for that in names
    }


def margin(seen: dict[tuple[str, str], float], name: str) -> float:
    return sum(length for (this, _), length in seen.items() if this == name)


def differing(seen: dict[tuple[str, str], float]) -> float:
    return sum(length for (this, that), length in seen.items() if this != that)


def ratio(above: float, below: float) -> float:
    return above / below if abs(below) > 1e-9 else np.nan


@few
@given(made=unitized(), code=st.sampled_from(CODES))
def test_the_four_are_those_of_a_slow_reckoning(made: Units, code: str) -> None:
    slow = slow_alphas(made, code)
    texts = read(made)
    measures = {"u": u_alpha, "binary": u_alpha_binary, "cu": cu_alpha}
    for name, measure in measures.items():
        assert value(measure, texts) == pytest.approx(slow[name], abs=1e-9, nan_ok=True)
    ku = value(lambda units: ku_alpha(units, code), texts)
    assert ku == pytest.approx(slow["ku"], abs=1e-9, nan_ok=True)


@few
@given(made=unitized(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_coders_and_codings_does_not_matter(made: Units, seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = dict(zip(made, rng.permutation(CODERS)[: len(made)].tolist(), strict=True))
    codings = [coding(names[c], start, end, k) for c in made for start, end, k in made[c]]
    rng.shuffle(codings)
    moved = read_unitized({"P1": LENGTH}, codings, {"P1": frozenset(names.values())})
    for measure in (u_alpha, u_alpha_binary, cu_alpha):
        assert value(measure, moved) == pytest.approx(value(measure, read(made)), nan_ok=True)


def value(measure, texts: UnitizedTexts) -> float:  # type: ignore[no-untyped-def]
    try:
        return measure(texts)
    except CannotCompute as error:
        assert error.problem.code == "A202"
        return np.nan


@few
@given(made=unitized(most=2), copies=st.integers(2, 4))
def test_a_coder_agrees_wholly_with_themselves(made: Units, copies: int) -> None:
    texts = read(dict.fromkeys(CODERS[:copies], made["Ash"]))
    for measure in (u_alpha, u_alpha_binary, cu_alpha):
        assert value(measure, texts) == pytest.approx(1) or np.isnan(value(measure, texts))


@few
@given(found=spans())
def test_a_reader_who_set_all_aside_changes_nothing(found: list[Coding]) -> None:
    readers = {"P1": frozenset(CODERS), "P2": frozenset(CODERS)}
    more = {text: coders | {"Eve"} for text, coders in readers.items()}
    lengths = {"P1": LENGTH, "P2": LENGTH}
    aside = [coding("Eve", 0, LENGTH, Answer.NOT_TODAY, text) for text in readers]
    before = tally_texts(read_unitized(lengths, found, readers))
    after = tally_texts(read_unitized(lengths, [*found, *aside], more))
    assert after.n_coders == before.n_coders
    for field in ("characters", "length", "by_category", "matching", "squares", "unit_squares"):
        np.testing.assert_allclose(getattr(after.sums, field), getattr(before.sums, field))


@few
@given(made=unitized())
def test_the_alphas_for_spans_grow_with_scale_only_by_their_squares(made: Units) -> None:
    """Twice the text is the same unitizing in halves of characters: no sum changes its shape."""
    once, twice = tally_texts(read(made)).sums, tally_texts(read(made, times=2)).sums
    np.testing.assert_allclose(twice.by_category, 2 * once.by_category)
    np.testing.assert_allclose(twice.unit_squares, 4 * once.unit_squares)


@few
@given(found=spans())
def test_characters_are_counted_as_if_one_by_one(found: list[Coding]) -> None:
    lengths = {"P1": LENGTH, "P2": LENGTH}
    readers = {"P1": frozenset(CODERS), "P2": frozenset(CODERS[:2])}
    coded = read_characters(lengths, found, readers)
    for ratings in (coded.overall(), coded.presence("R01")):
        apart = Ratings(
            np.repeat(ratings.values, ratings.sizes, axis=0),
            ratings.categories,
            ratings.coders,
            np.repeat(ratings.groups, ratings.sizes),
            distances=ratings.distances,
        )
        assert len(apart.values) == 2 * LENGTH
        assert rows(ratings) == rows(apart)


def rows(ratings: Ratings) -> list[object]:
    return list(summarise_ratings(ratings, scope="overall", side="all", measures=MEASURES))


@few
@given(found=spans())
def test_the_kappas_of_pairs_are_those_of_two_readers_alone(found: list[Coding]) -> None:
    readers = {"P1": frozenset(CODERS), "P2": frozenset(CODERS[:2])}
    coded: CodedUnits = read_characters({"P1": LENGTH, "P2": LENGTH}, found, readers)
    assume(coded.categories)
    for pair in measure_pairs(coded):
        code = {"Not sure": "not_sure"}.get(pair.code, pair.code)
        alone = coded.presence(code).only(pair.coders)
        if pair.kappa is None:
            with pytest.raises(CannotCompute):
                cohen_kappa(alone)
        else:
            assert pair.kappa == pytest.approx(cohen_kappa(alone), abs=1e-12)
