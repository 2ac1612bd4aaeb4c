from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.ingest.made_files import Told, codes, read_table, told
from toolkit.ingest.choices import Choices
from toolkit.ingest.reading import read_lines, read_transcript
from toolkit.ingest.source import Cell, Line, Source
from toolkit.ingest.turns.voice_columns import find_voices
from toolkit.model.transcript import SpeakerRole

ASKED = ["So what was the first night like?", "And after that?", "Did you ever sleep?"]
ANSWERED = ["Loud. Louder than you would think.", "You get used to it, mostly.", "Not once, no."]
TALK = [(who, words) for pair in zip(ASKED, ANSWERED, strict=True)
        for who, words in zip("qa", pair, strict=True)]  # fmt: skip


def named(asker: str, answerer: str) -> Told:
    return [(asker if who == "q" else answerer, words) for who, words in TALK]


def side(who: str) -> str:
    """One side of the talk as a cell: blank wherever the other speaks."""
    return "\n".join(words if each == who else "" for each, words in TALK)


@pytest.mark.parametrize(
    "head",
    [("Question", "Answer"), ("Q", "A"), ("Interviewer", "Participant"), ("Interviewer:", "P07")],
)
def test_the_first_row_says_who_speaks_in_which_column(
    tmp_path: Path, head: tuple[str, str]
) -> None:
    reading = read_table(tmp_path, [head, *zip(ASKED, ANSWERED, strict=True)])
    assert told(reading) == named(head[0].rstrip(":"), head[1])
    assert reading.report.confident
    assert codes(reading) == ["I236"]
    assert reading.report.words_left_out == {"heading": 2}
    roles = [speaker.role for speaker in reading.transcript.speakers]
    assert roles == [SpeakerRole.INTERVIEWER, SpeakerRole.PARTICIPANT]


def test_a_column_of_numbers_beside_questions_and_answers_is_no_speech(tmp_path: Path) -> None:
    rows = [(str(n), *pair) for n, pair in enumerate(zip(ASKED, ANSWERED, strict=True), start=1)]
    reading = read_table(tmp_path, [("No.", "Question", "Answer"), *rows])
    assert told(reading) == named("Question", "Answer")
    assert reading.report.words_left_out == {"heading": 3, "line_number": 3}


def test_all_paragraphs_of_an_answer_are_one_turn(tmp_path: Path) -> None:
    rows = [("Question", "Answer"), (ASKED[0], "Loud.\nVery loud."), (ASKED[1], "Less so.")]
    assert told(read_table(tmp_path, rows))[1] == ("Answer", "Loud.\nVery loud.")


def test_a_table_of_facts_with_such_a_head_is_no_talk(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [("Interviewer", "Participant", "Date"), ("Fay", "P07", "May")])
    assert "I236" not in codes(reading)


@pytest.mark.parametrize("head", [("Interviewer", "Participant"), ("", "")])
def test_labels_in_the_cells_count_more_than_their_columns(
    tmp_path: Path, head: tuple[str, str]
) -> None:
    rows = [(f"Q: {words}", "") if who == "q" else ("", f"A: {words}") for who, words in TALK]
    reading = read_table(tmp_path, [head, *rows])
    assert [words for _, words in told(reading) if words in ASKED + ANSWERED] == [
        words for _, words in TALK
    ]


def test_a_first_row_with_a_counted_question_is_no_head(tmp_path: Path) -> None:
    rows = [("Q1", "Answer"), *zip(ASKED, ANSWERED, strict=True)]
    assert "I236" not in codes(read_table(tmp_path, rows))


def test_two_columns_that_fill_each_others_blanks_are_zipped(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [("Fay\n" + side("q"), "Wing rep\n" + side("a"))])
    assert told(reading) == named("Fay", "Wing rep")
    assert (reading.report.layout, reading.report.confident) == ("lined_up_table", True)
    assert reading.report.words_left_out == {"heading": 3}
    assert reading.transcript.turns[1].locator == "table 1, row 1, line 3"


def test_without_names_the_columns_are_named_by_their_side_and_a_person_is_asked(
    tmp_path: Path,
) -> None:
    reading = read_table(tmp_path, [(side("q"), side("a"))])
    assert told(reading) == named("Left column", "Right column")
    assert [problem.code for problem in reading.report.doubts] == ["I234"]


def test_rows_in_which_one_column_speaks_are_turns_too(tmp_path: Path) -> None:
    rows = [(words, "") if who == "q" else ("", words) for who, words in TALK]
    assert told(read_table(tmp_path, [("Fay", "Tom"), *rows])) == named("Fay", "Tom")


@pytest.mark.parametrize("at", range(1, 6))
def test_words_on_both_sides_of_one_place_are_never_zipped(tmp_path: Path, at: int) -> None:
    left, right = side("q").split("\n"), side("a").split("\n")
    left[at] = left[at] or "Right, and then what?"
    right[at] = right[at] or "Then nothing, for a while."
    reading = read_table(tmp_path, [("\n".join(left), "\n".join(right))])
    assert {speaker for speaker, _ in told(reading)} == {None}
    assert not reading.report.confident


def test_columns_of_unequal_length_are_never_zipped(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [(side("q"), side("a") + "\n")])
    assert {speaker for speaker, _ in told(reading)} == {None}
    assert not reading.report.confident


@given(st.lists(st.sampled_from(["left", "right", "both", "none"]), min_size=1, max_size=12))
def test_columns_are_voices_only_where_no_place_has_words_on_both_sides(
    places: list[str],
) -> None:
    def column(number: int, name: str) -> list[Line]:
        return [
            Line(f"so it was night {at}", "", Cell(1, 1, number, 0, "", at, len(places)))
            for at, each in enumerate(places, start=1)
            if each in (name, "both")
        ]

    rows = {1: {1: column(1, "left"), 2: column(2, "right")}}
    voices = find_voices(rows, [1, 2])
    if "both" in places:
        assert voices is None
    if voices is not None and voices.said is not None:
        spoken = [each for each in places if each != "none"]
        in_order = [column for column, lines in voices.said for _ in lines]
        assert in_order == [1 if each == "left" else 2 for each in spoken]


def test_a_blank_label_between_two_speakers_is_the_one_above(tmp_path: Path) -> None:
    talk = named("I", "R")
    rows = [(str(who), words) for who, words in talk]
    rows.insert(2, ("", "It goes on till four."))
    reading = read_table(tmp_path, rows)
    assert told(reading)[1] == ("R", talk[1][1] + "\nIt goes on till four.")
    assert len(told(reading)) == len(talk)
    assert reading.report.confident
    assert [(p.code, p.where) for p in reading.report.notices] == [("I235", "table 1, row 3")]


def test_a_blank_label_between_two_turns_of_one_speaker_is_nobodys(tmp_path: Path) -> None:
    rows = [(str(who) if n != 2 else "", words) for n, (who, words) in enumerate(named("I", "R"))]
    reading = read_table(tmp_path, rows)
    assert told(reading)[2] == (None, ASKED[1])
    assert not reading.report.confident


def test_a_label_in_a_merged_cell_is_for_all_its_rows(tmp_path: Path) -> None:
    document = Document()
    talk = [("I", ASKED[0]), ("R", ANSWERED[0]), ("", ANSWERED[1]), ("", ANSWERED[2]),
            ("I", ASKED[1]), ("R", "No.")]  # fmt: skip
    table = document.add_table(len(talk), 2)
    for row, (label, words) in zip(table.rows, talk, strict=True):
        row.cells[0].text, row.cells[1].text = label, words
    table.cell(1, 0).merge(table.cell(3, 0))
    document.save(str(tmp_path / "P07.docx"))
    reading = read_transcript(tmp_path / "P07.docx")
    assert told(reading) == [
        ("I", ASKED[0]), ("R", "\n".join(ANSWERED)), ("I", ASKED[1]), ("R", "No."),
    ]  # fmt: skip
    assert reading.report.confident


def test_a_table_of_one_column_is_a_frame_around_paragraphs(tmp_path: Path) -> None:
    lines = [part for label, words in named("Interviewer", "P07") for part in (f"{label}:", words)]
    reading = read_table(tmp_path, [(line,) for line in lines])
    assert told(reading) == named("Interviewer", "P07")
    assert reading.report.words_left_out == {"label": len(TALK)}


def test_a_table_in_a_cell_is_read_as_the_paragraphs_of_the_cell(tmp_path: Path) -> None:
    document = Document()
    inner = document.add_table(1, 1).rows[0].cells[0].add_table(len(TALK), 2)
    for row, (label, words) in zip(inner.rows, named("I", "R"), strict=True):
        row.cells[0].text, row.cells[1].text = str(label), words
    document.save(str(tmp_path / "P07.docx"))
    assert told(read_transcript(tmp_path / "P07.docx")) == named("I", "R")


PIECES = ["I", "R", "Interviewer", "Participant", "Question", "Answer", "Q", "A", "I: So?", "2",
          "INT So", "Part: aye", "So what was it like?", "Quiet. Quieter than that.", "[laughs]",
          "(.)  pause", "(00:03) And", "0:07", "Ends.", "Speaker", "Text", "INT—So it", ""
]  # fmt: skip
TABLES = st.lists(
    st.lists(st.lists(st.sampled_from(PIECES), min_size=3, max_size=3), min_size=1, max_size=6),
    min_size=1,
    max_size=3,
)


@settings(deadline=None)
@example(
    [
        [["Q", "So?", ""], ["R", "Yes, it was.", ""], ["Q", "And?", ""]],
        [["Question", "Answer", ""], ["Quite so, was it like that?", "Not quite so.", ""]],
    ]
)
@given(TABLES)
def test_every_word_of_any_table_is_in_a_turn_or_left_out_by_kind(
    tables: list[list[list[str]]],
) -> None:
    lines = [
        Line(words, f"table {table}, row {row}", Cell(table, row, column, 0, "", 1, 1))
        for table, rows in enumerate(tables, start=1)
        for row, cells in enumerate(rows, start=1)
        for column, words in enumerate(cells, start=1)
        if words
    ]
    lines.append(Line("Q", "paragraph 1"))
    source = Source("Word file", tuple(lines), Counter(), sum(len(x.text.split()) for x in lines))
    report = read_lines("P07.docx", source, Choices()).report
    assert report.words_unexplained == 0
    assert min(report.words_left_out.values(), default=0) >= 0
