"""The table that the command line, the page and the report show."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from toolkit.agreement.measures import measure_agreement
from toolkit.model.coding import Answer, Coding
from toolkit.model.team import Side
from toolkit.model.transcript import Segment, Unit

MEASURES = [
    "percent_agreement",
    "cohen_kappa",
    "fleiss_kappa",
    "krippendorff_alpha",
    "gwet_ac1",
]
TURNS = [
    Segment(transcript, Unit.TURN, at, at, at * 10, at * 10 + 9)
    for transcript in ("P07", "P08")
    for at in range(3)
]
READERS = {"P07": frozenset({"Ash", "Bo"}), "P08": frozenset({"Ash", "Bo"})}


def coding(coder: str, transcript: str, turn: int, what: str | Answer) -> Coding:
    answer = what if isinstance(what, Answer) else Answer.CODE
    return Coding(
        id=f"{coder} {transcript} {turn} {what}",
        transcript_id=transcript,
        transcript_version=1,
        start=turn * 10,
        end=turn * 10 + 9,
        quotation="x" * 9,
        answer=answer,
        code_id=None if isinstance(what, Answer) else what,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="2026-01-05",
    )


CODINGS = [
    coding("Ash", "P07", 0, "R06"),
    coding("Bo", "P07", 0, "R06"),
    coding("Ash", "P07", 1, "R01"),
    coding("Bo", "P07", 1, Answer.NOT_SURE),
    coding("Ash", "P08", 0, "R09"),
    coding("Bo", "P08", 2, Answer.NOT_TODAY),
]


def test_overall_comes_first_then_codes_in_the_order_of_their_names_then_answers() -> None:
    names = {"R06": "Alone at night", "R01": "An officer in the room", "R77": "Unused"}
    rows = measure_agreement(TURNS, CODINGS, READERS, code_names=names)
    assert [row.scope for row in rows if row.measure == "gwet_ac1"] == [
        "overall",
        "Alone at night",
        "An officer in the room",
        "R09",
        "Not sure",
    ]
    assert [row.measure for row in rows[:6]] == [*MEASURES, "masi_alpha"]
    assert [row.measure for row in rows[6:11]] == MEASURES
    assert {row.side for row in rows} == {"all"}


def test_values_are_those_of_the_readings_by_hand() -> None:
    rows = {(row.scope, row.measure): row for row in measure_agreement(TURNS, CODINGS, READERS)}
    overall = rows["overall", "percent_agreement"]
    assert overall.value == 3 / 5
    assert (overall.n_units, overall.n_coders) == (5, 2)
    assert rows["R06", "cohen_kappa"].value == 1
    assert rows["R01", "percent_agreement"].value == 4 / 5


def test_a_code_asked_for_that_nobody_gave_has_a_row_and_a_reason() -> None:
    rows = measure_agreement(TURNS, CODINGS, READERS, codes=["R06", "R55"])
    unused = [row for row in rows if row.scope == "R55"]
    assert [row.measure for row in unused] == MEASURES
    assert unused[0].value == 1
    assert all(row.value is None and row.reason for row in unused[1:])


def test_codes_that_nobody_gave_leave_no_unit_and_say_so() -> None:
    for row in measure_agreement(TURNS, CODINGS, READERS, codes=["R55"]):
        assert (row.value, row.n_units, row.n_coders) == (None, 0, 0)
        assert row.reason


def test_an_empty_project_has_a_table_of_reasons() -> None:
    rows = measure_agreement([], [], {}, sides={})
    assert [row.side for row in rows[::6]] == ["all", "academic", "lived", "between"]
    assert all(row.value is None and row.reason for row in rows)


def test_with_sides_every_scope_has_four_of_them() -> None:
    sides = {"Ash": frozenset({Side.ACADEMIC}), "Bo": frozenset({Side.LIVED})}
    rows = measure_agreement(TURNS, CODINGS, READERS, sides=sides, codes=["R06"])
    assert [(row.scope, row.side) for row in rows if row.measure == "gwet_ac1"] == [
        (scope, side)
        for scope in ("overall", "R06")
        for side in ("all", "academic", "lived", "between")
    ]
    by_side = {row.side: row for row in rows if row.measure == "percent_agreement"}
    assert by_side["between"].value == by_side["all"].value == 1
    assert by_side["academic"].value is None


def test_numbers_are_plain_python_numbers() -> None:
    for row in measure_agreement(TURNS, CODINGS, READERS):
        assert type(row.n_units) is type(row.n_coders) is int
        assert row.value is None or type(row.value) is float
        assert not isinstance(row.low, np.floating)


def test_agreement_needs_no_pandas() -> None:
    code = (
        "import sys, toolkit.agreement.measures; "
        "sys.exit(bool({'pandas', 'scipy', 'sklearn'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
