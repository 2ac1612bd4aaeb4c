"""The table with the character as its unit, and what the spans themselves add to it."""

from __future__ import annotations

import pytest

from toolkit.agreement.measures import measure_characters
from toolkit.errors import BadInput
from toolkit.model.coding import Answer, Coding
from toolkit.model.team import Side

READERS = {"P07": frozenset({"Ash", "Bo"}), "P08": frozenset({"Ash"})}
LENGTHS = {"P07": 100, "P08": 50}
MEASURES = [
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
]


def coding(coder: str, start: int, end: int, what: str | Answer, text: str = "P07") -> Coding:
    is_code = not isinstance(what, Answer)
    return Coding(
        id=f"{coder} {text} {start} {what}",
        transcript_id=text,
        transcript_version=1,
        start=start,
        end=end,
        quotation="x" * (end - start),
        answer=Answer.CODE if is_code else Answer(what),
        code_id=str(what) if is_code else None,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="2026-01-05",
    )


CODINGS = [
    coding("Ash", 10, 30, "R06"),
    coding("Bo", 20, 40, "R06"),
    coding("Ash", 60, 80, "R01"),
    coding("Bo", 60, 80, "R09"),
    coding("Ash", 0, 50, "R06", "P08"),
]


def test_overall_has_the_alphas_for_spans_and_each_code_its_own() -> None:
    rows = measure_characters(LENGTHS, CODINGS, READERS)
    overall = [row.measure for row in rows if row.scope == "overall"]
    assert overall == [*MEASURES, "masi_alpha", "u_alpha", "u_alpha_binary", "cu_alpha"]
    assert [row.measure for row in rows if row.scope == "R06"] == [*MEASURES, "ku_alpha"]


def test_n_is_the_characters_that_two_people_read() -> None:
    rows = measure_characters(LENGTHS, CODINGS, READERS)
    assert {(row.n_units, row.n_coders) for row in rows} == {(100, 2)}
    share = next(row for row in rows if row.scope == "R06" and row.measure == MEASURES[0])
    assert share.value == pytest.approx(0.8)


def test_how_well_places_are_found_is_no_part_of_agreement_on_codes() -> None:
    rows = {(row.scope, row.measure): row for row in measure_characters(LENGTHS, CODINGS, READERS)}
    apart = [coding("Ash", 60, 80, "R01"), coding("Bo", 60, 80, "R01"), *CODINGS[:2]]
    same = {(row.scope, row.measure): row for row in measure_characters(LENGTHS, apart, READERS)}
    assert same["overall", "cu_alpha"].value == 1
    assert (same["overall", "u_alpha"].value or 1) < 1
    assert (rows["overall", "cu_alpha"].value or 1) < 1
    assert rows["overall", "u_alpha_binary"].value == same["overall", "u_alpha_binary"].value


def test_with_sides_the_measures_of_one_side_stand_together() -> None:
    sides = {"Ash": frozenset({Side.ACADEMIC}), "Bo": frozenset({Side.LIVED})}
    rows = measure_characters(LENGTHS, CODINGS, READERS, sides=sides, codes=["R06"])
    overall = [row for row in rows if row.scope == "overall"]
    assert [row.side for row in overall[::9]] == ["all", "academic", "lived", "between"]
    of_all, between = overall[:9], overall[27:]
    assert [row.value for row in between] == [row.value for row in of_all]


def test_codes_that_are_not_asked_for_are_gaps() -> None:
    rows = measure_characters(LENGTHS, CODINGS, READERS, codes=["R06"])
    alone = measure_characters(LENGTHS, CODINGS[:2], READERS)
    for measure in ("u_alpha", "u_alpha_binary", "cu_alpha"):
        (asked,) = (row for row in rows if row.measure == measure)
        (kept,) = (row for row in alone if row.measure == measure)
        assert (asked.value, asked.reason) == (kept.value, kept.reason)


def test_a_text_without_codings_has_reasons_and_no_values() -> None:
    for row in measure_characters(LENGTHS, [], READERS):
        assert row.value == (1 if row.measure == "percent_agreement" else None)
        assert row.reason


def test_nothing_to_compare_has_reasons_too() -> None:
    for row in measure_characters({}, [], {}, sides={}):
        assert (row.value, row.n_units) == (None, 0)
        assert row.reason


def test_a_span_behind_the_end_of_its_text_is_refused() -> None:
    with pytest.raises(BadInput) as error:
        measure_characters(LENGTHS, [coding("Bo", 90, 101, "R06")], READERS)
    assert error.value.problem.code == "A104"
