from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from docx import Document

from tests.ingest.made_files import Told, codes, read_table, told
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

TALK = [
    ("I", "So what was it like, the first night?"),
    ("R", "Loud. Louder than you would think."),
    ("I", "And after that?"),
    ("R", "You get used to it: everybody does."),
    ("R", "Nearly everybody."),
    ("I", "Did you?"),
    ("R", "No."),
]
TOLD: Told = [(label, words) for label, words in TALK]
LABELS = [label for label, _ in TALK]
SPEECH = [words for _, words in TALK]
UNKNOWN: Told = [(None, words) for words in SPEECH]

needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine"
)


def lined_up(labels: Iterable[str], blanks: int = 1) -> str:
    """Labels of one cell with blank paragraphs between them."""
    return ("\n" * (blanks + 1)).join(labels)


def read_saved_by_office(folder: Path) -> Reading:
    """The Word file that stands there, saved once more by LibreOffice, and read."""
    (folder / "saved").mkdir()
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
         "--convert-to", "docx", "--outdir", str(folder / "saved"), str(folder / "P07.docx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return read_transcript(folder / "saved" / "P07.docx")


@pytest.mark.parametrize("blanks", [(0, 0), (1, 1), (3, 0), (0, 2)])
def test_labels_and_speech_of_one_row_are_matched_where_there_are_as_many(
    tmp_path: Path, blanks: tuple[int, int]
) -> None:
    reading = read_table(tmp_path, [(lined_up(LABELS, blanks[0]), lined_up(SPEECH, blanks[1]))])
    assert told(reading) == TOLD
    assert (reading.report.layout, reading.report.doubts) == ("lined_up_table", ())
    assert reading.report.words_left_out == {"label": len(TALK)}
    assert reading.transcript.turns[3].locator == "table 1, row 1, line 4"


def test_blank_paragraphs_at_either_end_of_a_cell_match_nothing(tmp_path: Path) -> None:
    labels, speech = "\n\n" + lined_up(LABELS), lined_up(SPEECH, 2) + "\n\n\n"
    assert told(read_table(tmp_path, [(labels, speech)])) == TOLD


def test_labels_with_colons_times_and_breaks_are_matched(tmp_path: Path) -> None:
    labels = lined_up(f"{label}:" for label in LABELS)
    assert told(read_table(tmp_path, [(labels, lined_up(SPEECH))])) == TOLD
    timed = read_table(tmp_path, [("0:01", labels, lined_up(SPEECH))])
    assert told(timed) == TOLD
    assert timed.report.words_unexplained == 0


@pytest.mark.parametrize(
    ("labels", "speech"),
    [
        (LABELS, [*SPEECH, "Never."]),
        (LABELS[:-1], SPEECH),
        (LABELS * 2, SPEECH),
        (LABELS[:1], SPEECH),
        ([], SPEECH),
    ],
)
def test_labels_and_speech_that_do_not_match_are_never_zipped(
    tmp_path: Path, labels: list[str], speech: list[str]
) -> None:
    rows = [(lined_up(LABELS), lined_up(SPEECH)), (lined_up(labels), lined_up(speech))]
    reading = read_table(tmp_path, rows)
    assert told(reading) == [*TOLD, *((None, words) for words in speech)]
    assert "I205" in codes(reading)
    wrong = next(problem for problem in reading.report.doubts if problem.code == "I205")
    assert wrong.where == "table 1, row 2"
    assert "side by side: 1." in wrong.message
    assert reading.report.words_left_out == {"label": len(LABELS) + len(labels)}
    assert not reading.report.confident


def test_a_table_of_one_row_that_does_not_match_has_no_speaker_at_all(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [(lined_up(LABELS), lined_up([*SPEECH, "Never."]))])
    assert told(reading) == [*UNKNOWN, (None, "Never.")]
    assert (reading.report.layout, codes(reading)[:1]) == ("lined_up_table", ["I201"])


def test_each_pair_of_cells_is_matched_by_itself(tmp_path: Path) -> None:
    rows = [(lined_up(LABELS), lined_up(SPEECH)), (lined_up(LABELS), lined_up(SPEECH))]
    assert told(read_table(tmp_path, rows)) == TOLD * 2


def test_speech_may_stand_left_of_its_label(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [(words, label) for label, words in TALK])
    assert told(reading) == TOLD
    assert reading.report.confident


@pytest.mark.parametrize(
    "rows",
    [
        [(label, words, f"00:{n:02d}") for n, (label, words) in enumerate(TALK)],
        [(str(n), label, words) for n, (label, words) in enumerate(TALK, start=1)],
        [(label, words, str(n)) for n, (label, words) in enumerate(TALK, start=1)],
        [(f"0:{n:02d}", words, label) for n, (label, words) in enumerate(TALK)],
    ],
    ids=["time behind", "number before", "number behind", "label last"],
)
def test_a_third_column_of_times_or_numbers_is_no_speech(
    tmp_path: Path, rows: list[tuple[str, str, str]]
) -> None:
    reading = read_table(tmp_path, rows)
    assert told(reading) == TOLD
    assert reading.report.words_left_out["label"] == len(TALK)
    assert sum(reading.report.words_left_out.values()) == 2 * len(TALK)
    assert reading.report.confident


@pytest.mark.parametrize(
    "head", [("Speaker", "Text"), ("Who", "What was said"), ("Name", "Transcript")]
)
def test_the_head_of_a_table_is_no_turn(tmp_path: Path, head: tuple[str, str]) -> None:
    reading = read_table(tmp_path, [head, *TALK])
    assert told(reading) == TOLD
    assert reading.report.words_left_out["heading"] == len(" ".join(head).split())


def test_notes_in_a_third_column_are_nobodys_and_a_doubt(tmp_path: Path) -> None:
    rows = [(*pair, "code: fear" if n == 1 else "") for n, pair in enumerate(TALK)]
    reading = read_table(tmp_path, rows)
    assert told(reading) == [*TOLD[:2], (None, "code: fear"), *TOLD[2:]]
    assert "I205" in codes(reading)


@pytest.mark.parametrize("where", ["before", "between", "behind"])
def test_a_table_of_facts_is_left_out_and_named(tmp_path: Path, where: str) -> None:
    document = Document()
    for index, (label, words) in enumerate(TALK):
        if index == {"before": 0, "between": 3}.get(where):
            add_facts(document)
        document.add_paragraph(f"{label}: {words}")
    if where == "behind":
        add_facts(document)
    document.save(str(tmp_path / "P07.docx"))
    reading = read_transcript(tmp_path / "P07.docx")
    assert told(reading) == TOLD
    assert reading.report.words_left_out == {"label": 7, "table": 8}
    assert reading.report.confident
    assert [problem.where for problem in reading.report.notices] == ["table 1"]


def add_facts(document: Document) -> None:  # type: ignore[valid-type]
    facts = [("Age", "34"), ("Gender", "Male"), ("Participant", "P07"), ("Occupation", "None")]
    table = document.add_table(4, 2)  # type: ignore[attr-defined]
    for row, cells in zip(table.rows, facts, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words


def test_paragraphs_and_then_a_table_say_so(tmp_path: Path) -> None:
    document = Document()
    for label, words in TALK:
        document.add_paragraph(f"{label}: {words}")
    table = document.add_table(len(TALK), 2)
    for row, (label, words) in zip(table.rows, TALK, strict=True):
        row.cells[0].text, row.cells[1].text = label, words
    document.save(str(tmp_path / "P07.docx"))
    reading = read_transcript(tmp_path / "P07.docx")
    assert told(reading) == TOLD * 2
    assert (reading.report.layout, reading.report.doubts) == ("paragraphs_and_table", ())


def test_a_colon_in_a_cell_by_itself_is_a_word_like_any_other(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [(":", ""), ("I:", "P07")])
    assert reading.report.words_unexplained == 0
    assert (None, ":") in told(reading)


@needs_office
@pytest.mark.parametrize("speech", [SPEECH, [*SPEECH, "Never."]], ids=["as many", "one more"])
def test_a_lined_up_table_that_libreoffice_saved_reads_the_same(
    tmp_path: Path, speech: list[str]
) -> None:
    before = read_table(tmp_path, [(lined_up(LABELS), lined_up(speech))])
    after = read_saved_by_office(tmp_path)
    assert told(after) == told(before)
    assert codes(after) == codes(before)
