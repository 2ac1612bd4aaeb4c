"""Labels that another sign than a colon sets off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import Told, codes, read_paragraphs, told

TALK = [
    ("Interviewer", "So what was it like, the first night?"),
    ("P07", "Loud - louder than you would think."),
    ("Interviewer", "And after that?"),
    ("P07", "I - I don't know."),
    ("Interviewer", "Did you?"),
    ("P07", "No. Never."),
]
TOLD: Told = [(label, words) for label, words in TALK]


@pytest.mark.parametrize(
    "form", ["[{}] {}", "({}) {}", "<{}> {}", "{}. {}", "{} - {}", "{} – {}", "{}> {}", "{} | {}"]
)
def test_a_label_before_another_sign_is_read_where_all_paragraphs_have_one(
    tmp_path: Path, form: str
) -> None:
    reading = read_paragraphs(tmp_path, [form.format(*turn) for turn in TALK])
    assert told(reading) == TOLD
    assert (reading.report.layout, reading.report.doubts) == ("label_and_sign", ())
    assert reading.report.words_unexplained == 0


@pytest.mark.parametrize("form", ["{}.", "{} -", "{} –"])
def test_a_label_alone_on_its_line_may_end_in_a_sign(tmp_path: Path, form: str) -> None:
    lines = [part for label, words in TALK for part in (form.format(label), words)]
    assert told(read_paragraphs(tmp_path, lines)) == TOLD


def test_the_same_signs_in_speech_are_speech(tmp_path: Path) -> None:
    lines = ["I - I was there.", "[pause] So it was.", "No. Never.", "(laughs) Right.", "OK. Yes."]
    reading = read_paragraphs(tmp_path, lines * 2)
    assert told(reading) == [(None, line) for line in lines * 2]
    assert codes(reading) == ["I201"]


def test_questions_marked_q_alone_leave_the_answers_unknown(tmp_path: Path) -> None:
    lines = ["Q. So?", "Loud.", "Q. And?", "It was long.", "Q. Yes?", "No.", "Q. Why?", "Nobody."]
    reading = read_paragraphs(tmp_path, lines)
    assert [speaker for speaker, _ in told(reading)] == ["Q", None] * 4
    assert reading.report.layout == "interviewer_only"
    assert not reading.report.confident


def test_times_in_the_midst_of_speech_are_no_words_of_it(tmp_path: Path) -> None:
    lines = ["I: So [00:12:03] what was it?", "R: Loud, [00:12:09]", "I: At [10:30]?", "R: Aye."]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == [
        ("I", "So what was it?"), ("R", "Loud,"), ("I", "At [10:30]?"), ("R", "Aye."),
    ]  # fmt: skip
    assert reading.report.words_left_out == {"label": 4, "time": 2}


def test_a_line_that_begins_with_note_under_a_label_is_speech(tmp_path: Path) -> None:
    lines = ["I:", "So?", "R:", "Note: I never signed it.", "I:", "Right.", "R:", "Aye."]
    assert told(read_paragraphs(tmp_path, lines))[1] == ("R", "Note: I never signed it.")
