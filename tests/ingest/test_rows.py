from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import codes, told
from toolkit.errors import UnreadableFile
from toolkit.ingest.formats.rows import read_rows
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

TABLE = "speaker,words,tags,timestamp\nI,All right?,opening;calm,00:00:03\nP07,Yeah.,,00:01:07\n"
TOLD = [("I", "All right?"), ("P07", "Yeah.")]


def read(folder: Path, table: str | bytes) -> Reading:
    (folder / "P07.csv").write_bytes(table if isinstance(table, bytes) else table.encode())
    reading = read_transcript(folder / "P07.csv")
    assert reading.report.words_unexplained == 0
    return reading


def test_an_oral_history_table_is_read_with_its_times_and_without_its_tags(tmp_path: Path) -> None:
    reading = read(tmp_path, TABLE)
    assert told(reading) == TOLD
    assert [turn.locator for turn in reading.transcript.turns] == ["00:00:03", "00:01:07"]
    assert (reading.report.layout, reading.report.doubts) == ("speaker_column", ())
    assert reading.report.words_left_out == {"header_row": 4, "label": 2, "tag": 1, "time": 2}


def test_a_blank_speaker_is_the_one_above_and_is_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, TABLE + ",Go on then.,,\n,Now.,,\nP07,More.,,\n")
    assert told(reading) == [*TOLD[:1], ("P07", "Yeah. Go on then. Now."), ("P07", "More.")]
    assert codes(reading) == ["I242"]
    assert ": 2." in reading.report.notices[0].message


def test_a_blank_speaker_with_nobody_above_is_unknown(tmp_path: Path) -> None:
    reading = read(tmp_path, "speaker,words\n,Lost.\nI,Hello?\nUnknown Speaker,Eh?\n,And on.\n")
    assert told(reading) == [(None, "Lost."), ("I", "Hello?"), (None, "Eh? And on.")]
    assert not reading.report.confident


@pytest.mark.parametrize(
    "head",
    ["Name,Text,Labels,Time", "WHO,utterance,codes,start", " Speaker ,Content,Tag,Start_Time"],
)
def test_usual_other_names_of_columns_are_known(tmp_path: Path, head: str) -> None:
    table = TABLE.replace("speaker,words,tags,timestamp", head)
    assert told(read(tmp_path, table)) == TOLD


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    table = "timestamp,words,speaker\n00:03,All right?,I\n00:07,Yeah.,P07\n"
    assert told(read(tmp_path, table)) == TOLD


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_each_separator_and_encoding_is_read(
    tmp_path: Path, delimiter: str, encoding: str, ends: str
) -> None:
    lines = ["speaker,words", "I,Was it a café?", "P07,It’s “fine”."]
    table = ends.join(line.replace(",", delimiter) for line in lines)
    reading = read(tmp_path, table.encode(encoding))
    assert told(reading) == [("I", "Was it a café?"), ("P07", "It’s “fine”.")]
    assert codes(reading) == (["I210"] if encoding == "cp1252" else [])


def test_quoted_cells_keep_their_separators_marks_and_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, 'speaker,words\nI,"Yes, ""so"",\nit was."\nP07,No.\n')
    assert told(reading) == [("I", 'Yes, "so", it was.'), ("P07", "No.")]
    assert reading.report.confident


def test_the_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path) -> None:
    assert told(read(tmp_path, "sep=;\nspeaker;words\nI;Yes, so\nP07;No.\n"))[0] == ("I", "Yes, so")


def test_other_columns_are_left_out_by_number_and_not_by_name(tmp_path: Path) -> None:
    reading = read(tmp_path, "id,speaker,words,Zoë notes\n1,I,Hello?,he cried here\n2,P07,Hi.,\n")
    assert told(reading) == [("I", "Hello?"), ("P07", "Hi.")]
    assert reading.report.words_left_out == {
        "header_row": 5, "label": 2, "line_number": 2, "other_column": 3,
    }  # fmt: skip


def test_a_mark_that_nothing_closes_swallows_no_rows_and_is_a_doubt(tmp_path: Path) -> None:
    reading = read(tmp_path, 'speaker,words\nI,"Hello there\nP07,Hi.\nI,So?\n')
    assert told(reading) == [("I", '"Hello there'), ("P07", "Hi."), ("I", "So?")]
    assert codes(reading) == ["I240"]


def test_rows_with_cells_too_many_or_too_few_lose_no_word_and_are_doubts(tmp_path: Path) -> None:
    table = "speaker,words,timestamp\nI,Yes, well, it was,00:03\nno comma at all\nP07,ok,00:05\n"
    reading = read(tmp_path, table)
    assert told(reading) == [("I", "Yes, well, it was"), (None, "no comma at all"), ("P07", "ok")]
    assert codes(reading)[:2] == ["I241", "I241"]
    assert reading.transcript.turns[0].locator == "00:00:03"


def test_a_table_without_speakers_is_read_as_lines_of_a_text(tmp_path: Path) -> None:
    reading = read(tmp_path, "words\nI: All right?\nP07: Yeah.\nI: Good.\n")
    assert told(reading) == [*TOLD, ("I", "Good.")]
    assert [turn.locator for turn in reading.transcript.turns] == ["row 2", "row 3", "row 4"]


def test_a_cell_of_a_million_letters_is_read(tmp_path: Path) -> None:
    reading = read(tmp_path, f"speaker,words\nI,{'word ' * 200_000}\nP07,Hi.\n")
    assert reading.report.words_in_turns == 200_001


def test_a_table_without_a_column_of_words_is_refused_and_says_what_was_needed(
    tmp_path: Path,
) -> None:
    with pytest.raises(UnreadableFile, match=r"I119.*words, text, utterance") as caught:
        read(tmp_path, "date,Zoë\n1,Quentin\n")
    assert "Zoë" not in str(caught.value)


def test_a_table_with_a_header_and_no_words_is_refused_as_empty(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="I104"):
        read(tmp_path, "speaker,words\nI,\n")


def test_a_table_with_headings_in_other_words_and_semicolons_is_read() -> None:
    found = read_rows(b"Who;What was said\nResearcher;All right?\nP1;Yes; I am.\n")
    assert [line.voice for line in found.lines] == ["Researcher", "P1"]
