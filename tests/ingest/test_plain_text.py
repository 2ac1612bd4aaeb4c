from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.ingest.made_files import codes, told
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

TEXT = "I: Was it a café – “quiet”?\nR: Naïve. It’s £5.\n"
TOLD = [("I", "Was it a café – “quiet”?"), ("R", "Naïve. It’s £5.")]


def read(folder: Path, data: bytes) -> Reading:
    (folder / "P07.txt").write_bytes(data)
    return read_transcript(folder / "P07.txt")


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "text, UTF-8"),
        ("utf-8-sig", "text, UTF-8"),
        ("utf-16", "text, UTF-16"),
        ("cp1252", "text, Windows-1252"),
    ],
)
def test_each_known_encoding_is_read_and_named(tmp_path: Path, encoding: str, read_as: str) -> None:
    reading = read(tmp_path, TEXT.encode(encoding))
    assert told(reading) == TOLD
    assert reading.report.read_as == read_as
    assert codes(reading) == (["I210"] if encoding == "cp1252" else [])
    assert reading.report.confident


def test_big_endian_text_with_its_mark_is_read(tmp_path: Path) -> None:
    assert told(read(tmp_path, b"\xfe\xff" + TEXT.encode("utf-16-be"))) == TOLD


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\n", "\x0c", "\x0b"])
def test_every_kind_of_line_end_is_read(tmp_path: Path, ends: str) -> None:
    assert told(read(tmp_path, TEXT.replace("\n", ends).encode())) == TOLD


def test_letters_in_pieces_are_put_together(tmp_path: Path) -> None:
    reading = read(tmp_path, unicodedata.normalize("NFD", TEXT).encode())
    assert told(reading) == TOLD
    assert unicodedata.is_normalized("NFC", reading.transcript.text)


def test_a_few_control_characters_are_taken_out_and_named(tmp_path: Path) -> None:
    reading = read(tmp_path, TEXT.replace("quiet", "qui\x07et\x1a").encode())
    assert told(reading) == TOLD
    assert codes(reading) == ["I211"]


def test_marks_of_direction_stay_in_the_words(tmp_path: Path) -> None:
    reading = read(tmp_path, "I: Was it \u202etfel\u202c?\nR: Yes.".encode())
    assert told(reading)[0] == ("I", "Was it \u202etfel\u202c?")


def test_irish_names_in_windows_text_are_no_sign_of_another_encoding(tmp_path: Path) -> None:
    reading = read(tmp_path, "I: Was he Ua hÓgáin?\nR: Uachtarán na hÉireann.".encode("cp1252"))
    assert told(reading)[0] == ("I", "Was he Ua hÓgáin?")


OTTER = (
    "Study 07\nThu, Mar 06, 2025 10:02AM • 41:07\n\nSUMMARY KEYWORDS\n"
    "wing, Zoë, what do you think?\n\nSPEAKERS\nFay Smith, P07, Unknown Speaker\n\n"
    "Fay Smith  00:03  \nKEYWORDS\nThanks.\n\n"
    "P07  00:07  \nYeah.\n\nUnknown Speaker  1:02:11  \nWrong room.\n\nFay Smith  1:02:13\nBye.\n\n"
    "Transcribed by https://otter.ai\n"
)


def test_keywords_of_otter_are_left_out_even_where_they_look_like_speech(tmp_path: Path) -> None:
    reading = read(tmp_path, OTTER.encode())
    assert told(reading) == [
        ("Fay Smith", "KEYWORDS\nThanks."),
        ("P07", "Yeah."),
        (None, "Wrong room."),
        ("Fay Smith", "Bye."),
    ]
    left_out = reading.report.words_left_out
    assert (left_out["keywords"], left_out["speaker_list"], left_out["footer"]) == (8, 6, 3)
    assert "I243" in codes(reading)
    assert "Zoë" not in str(reading.report.notices)
    assert reading.report.words_unexplained == 0


def test_a_line_called_keywords_in_another_text_stays(tmp_path: Path) -> None:
    reading = read(tmp_path, b"I: What are they?\nR: These:\nKEYWORDS\nI: Good.\nR: Yes.")
    assert "KEYWORDS" in reading.transcript.text


def test_locators_are_line_numbers_with_empty_lines_counted(tmp_path: Path) -> None:
    reading = read(tmp_path, b"\n\nI: One.\r\n\r\nR: Two.\nI: Three.")
    assert [turn.locator for turn in reading.transcript.turns] == ["line 3", "line 5", "line 6"]
