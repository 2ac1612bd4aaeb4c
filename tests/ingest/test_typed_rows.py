from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import codes, read_table, told

TYPED = [
    "I: So what was the first night",
    "like?",
    "R: Loud. Louder than you would",
    "think, with the doors.",
    "It goes on till four.",
    "I: And after that?",
    "R: You get used to it, mostly,",
    "but not the keys.",
    "I: Still?",
    "R: Every time they",
    "go past.",
]
TOLD = [
    ("I", "So what was the first night\nlike?"),
    ("R", "Loud. Louder than you would\nthink, with the doors.\nIt goes on till four."),
    ("I", "And after that?"),
    ("R", "You get used to it, mostly,\nbut not the keys."),
    ("I", "Still?"),
    ("R", "Every time they\ngo past."),
]


@pytest.mark.parametrize("head", [[], [("Line", "Transcript")], [("No.", "Text")]])
@pytest.mark.parametrize("sign", ["", "."])
def test_the_number_of_a_typed_line_is_its_place_and_no_speech(
    tmp_path: Path, head: list[tuple[str, str]], sign: str
) -> None:
    rows = [*head, *((f"{n}{sign}", line) for n, line in enumerate(TYPED, start=1))]
    reading = read_table(tmp_path, rows)
    assert told(reading) == TOLD
    assert reading.report.words_left_out["line_number"] == len(TYPED)
    assert reading.report.words_unexplained == 0
    assert [turn.locator for turn in reading.transcript.turns][:3] == ["line 1", "line 3", "line 6"]
    assert reading.report.confident


def test_numbers_beside_every_fifth_line_are_taken_out_too(tmp_path: Path) -> None:
    rows = [("" if n % 5 else str(n), line) for n, line in enumerate(TYPED * 2, start=1)]
    reading = read_table(tmp_path, rows)
    assert told(reading) == TOLD * 2
    assert reading.report.words_left_out["line_number"] == 4


def test_whole_rows_without_a_label_stay_by_themselves(tmp_path: Path) -> None:
    lines = ["I: So?", "R: Loud.", "I: And?", "Long.", "I: Yes?", "R: Aye."]
    reading = read_table(tmp_path, [(str(n), line) for n, line in enumerate(lines, start=1)])
    assert told(reading)[3] == (None, "Long.")
    assert "I205" in codes(reading)
    assert reading.report.words_left_out == {"label": 5, "line_number": 6}


def test_numbers_that_do_not_count_on_are_words(tmp_path: Path) -> None:
    rows = [(str(n), line) for n, line in zip([3, 9, 2, 7], TYPED, strict=False)]
    assert "line_number" not in read_table(tmp_path, rows).report.words_left_out


def test_the_time_beside_a_labelled_line_is_its_place(tmp_path: Path) -> None:
    lines = ["I: So?", "R: Loud.", "I: And?", "R: Long."]
    reading = read_table(tmp_path, [(f"[00:{n:02d}]", line) for n, line in enumerate(lines)])
    assert told(reading) == [("I", "So?"), ("R", "Loud."), ("I", "And?"), ("R", "Long.")]
    assert reading.report.words_left_out == {"label": 4, "time": 4}
    assert reading.transcript.turns[3].locator == "00:00:03"
