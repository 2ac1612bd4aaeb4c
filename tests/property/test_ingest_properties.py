from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading
from toolkit.model.transcript import count_words

Said = list[tuple[str, str]]
few = settings(max_examples=60, deadline=None)
many = settings(max_examples=250, deadline=None)

VOICES = (
    ("I", "R"),
    ("Interviewer", "P07"),
    ("INT", "Respondent"),
    ("Fay Smith", "Tom Jones"),
    ("Facilitator", "Bryn", "Dee", "P3"),
    ("Zoë", "Séan Ó Briain"),
    ("A.N.", "B.T.", "Unit Nurse"),
)
WORDS = [
    "yeah",
    "no",
    "I",
    "it",
    "was",
    "the",
    "wing",
    "at",
    "night",
    "and",
    "said:",
    "time",
    "10:30",
    "nobody",
    "told",
    "us",
    "[pause]",
    "*laughs*",
    "—",
    "don’t",
    "“listen”",
    "prison",
    "part",
    "two",
    "P07",
    "(quiet)",
    "café",
    "naïve",
    "👩\u200d👧",
    "étude",
    "nothing…",
    "why?",
    "he.",
    "Officer",
    "Liverpool",
    "A1",
    "[inaudible",
    "00:00:09]",
    "half-way\xa0there",
    "3",
    "=",
    "x",
]


@st.composite
def speeches(draw: st.DrawFn) -> str:
    """One or more sentences' worth of words; never a label by accident."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    return f"so {' '.join(words)} you see."


@st.composite
def conversations(draw: st.DrawFn) -> Said:
    """Who said what, each speaker at least twice; the same speaker may go on."""
    voices = draw(st.sampled_from(VOICES))
    order = draw(st.lists(st.sampled_from(voices), max_size=12))
    return [(voice, draw(speeches())) for voice in [*voices, *order, *voices]]


def as_inline(said: Said) -> str:
    return "\n".join(f"{label}: {words}" for label, words in said)


def as_tabbed(said: Said) -> str:
    return "\n".join(f"{label}:\t{words}" for label, words in said)


def as_paragraphs(said: Said) -> str:
    return "\n\n".join(f"{label}:\n{words}" for label, words in said)


def as_timed(said: Said) -> str:
    return "\n\n".join(
        f"{label}  {number // 60}:{number % 60:02d}  \n{words}"
        for number, (label, words) in enumerate(said)
    )


def as_timed_inline(said: Said) -> str:
    return "\n".join(
        f"[00:{number:02d}:07] {label}: {words}" for number, (label, words) in enumerate(said)
    )


def as_voices(said: Said) -> str:
    cues = (
        f"{number}\n00:{number:02d}:00.100 --> 00:{number:02d}:09.000\n<v {label}>{words}</v>\n"
        for number, (label, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def as_names(said: Said) -> str:
    cues = (
        f"{number}\n00:{number:02d}:00.100 --> 00:{number:02d}:09.000\n{label}: {words}\n"
        for number, (label, words) in enumerate(said)
    )
    return "WEBVTT\n\n" + "\n".join(cues)


def read(text: str | bytes, name: str = "P07.txt") -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_transcript(file)


def read_word(paragraphs: list[str], rows: Said) -> Reading:
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if rows:
        table = document.add_table(len(rows), 2)
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "P07.docx"
        document.save(str(file))
        return read_transcript(file)


def told(reading: Reading) -> Said:
    made = reading.transcript
    return [(str(turn.speaker), made.words_of(turn)) for turn in made.turns]


def composed(said: Said) -> Said:
    return [(label, unicodedata.normalize("NFC", words)) for label, words in said]


def joined(said: Said) -> Said:
    """Cues of one speaker in a row, as one turn."""
    turns: Said = []
    for label, words in composed(said):
        words = " ".join(words.split())
        if turns and turns[-1][0] == label:
            turns[-1] = (label, f"{turns[-1][1]} {words}")
        else:
            turns.append((label, words))
    return turns


def assert_accounted(reading: Reading) -> None:
    report = reading.report
    text = reading.transcript.text
    assert report.words_unexplained == 0
    assert report.words_in_turns == count_words(text)
    assert report.turns == len(reading.transcript.turns)
    tiled = "\n".join(reading.transcript.words_of(turn) for turn in reading.transcript.turns)
    assert tiled == text


@few
@given(conversations())
@pytest.mark.parametrize("write", [as_inline, as_tabbed, as_paragraphs, as_timed, as_timed_inline])
def test_a_text_is_read_as_it_was_written(write: Callable[[Said], str], said: Said) -> None:
    reading = read(write(said))
    assert told(reading) == composed(said)
    assert reading.report.confident, reading.report.doubts
    assert_accounted(reading)


@few
@given(conversations())
@pytest.mark.parametrize("write", [as_voices, as_names])
def test_captions_are_read_as_they_were_written(write: Callable[[Said], str], said: Said) -> None:
    reading = read(write(said), "P07.vtt")
    assert told(reading) == joined(said)
    assert reading.report.confident, reading.report.doubts
    assert_accounted(reading)


@settings(max_examples=8, deadline=None)
@given(conversations())
@pytest.mark.parametrize("write", [as_inline, as_tabbed, as_paragraphs, as_timed])
def test_a_word_file_is_read_as_it_was_written(write: Callable[[Said], str], said: Said) -> None:
    reading = read_word([words for words in write(said).split("\n") if words], [])
    assert told(reading) == composed(said)
    assert_accounted(reading)


@settings(max_examples=15, deadline=None)
@given(conversations(), conversations())
def test_paragraphs_and_then_a_table_are_read_as_they_were_written(
    first: Said, second: Said
) -> None:
    reading = read_word(as_inline(first).split("\n"), second)
    assert told(reading) == composed(first + second)
    assert_accounted(reading)


PIECES = [
    *("I:", "R:", "P07", "Fay Smith", "Fay:", "fay:", "Part 1:", "Key:", "Date:", "Unknown:", "?:"),
    *(" ", "\t", "\n", "\n\n", ":", "：", ";", "\u00a0", "\u200b", "\u2028", "\x0c", "\x0b"),
    "\x85",
    *("[00:03]", "0:07", "10:30", "(00:03):", "#00:01:02-3#", "0:0:3.4 --> 0:0:6.8", "-->"),
    *("hello", "Hello there.", "why?", "e\u0301", "\u0301", "👩‍👧", "1", "Page 3 of 4", "[pause]"),
    *("<v Fay>", "<v Fay Smith>", "</v>", "<i>", "</i>", "<v >", "<c.x y>", "<00:01.000>"),
    "<laughs>",
    *("&amp;", "&nbsp;", "&lt;", "&#1;", "&#xD800;", "&copy", "NOTE", "STYLE", "WEBVTT", "7"),
    *("00:00:01.000 --> 00:00:02.000", "\n\n00:01.0 --> 00:02.0\n", "=", "End of interview"),
    "\u202e",
]  # fmt: skip
junk = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


def assert_read_or_refused(text: str, name: str) -> None:
    try:
        reading = read(text.encode("utf-8", "surrogatepass"), name)
    except UnreadableFile as error:
        assert error.problems
        return
    assert_accounted(reading)
    unknown = any(turn.speaker is None for turn in reading.transcript.turns)
    assert not (reading.report.confident and unknown and not reading.report.speakers)


@many
@given(junk)
def test_every_word_of_any_text_is_accounted_for(text: str) -> None:
    assert_read_or_refused(text, "P07.txt")


@many
@given(junk)
def test_every_word_of_any_captions_is_accounted_for(text: str) -> None:
    assert_read_or_refused(f"WEBVTT\n\n00:01.0 --> 00:02.0\n{text}", "P07.vtt")


@few
@given(st.lists(junk, max_size=8), st.lists(st.tuples(junk, junk), max_size=5))
def test_every_word_of_any_word_file_is_accounted_for(paragraphs: list[str], rows: Said) -> None:
    def clean(text: str) -> str:
        return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable())

    try:
        reading = read_word(
            [clean(words) for words in paragraphs],
            [(clean(left), clean(right)) for left, right in rows],
        )
    except UnreadableFile:
        assert not any(
            sign.isalnum() for words in [*paragraphs, *map("".join, rows)] for sign in words
        )
        return
    assert_accounted(reading)


@many
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("P07.txt", "P07.vtt", "P07.docx"):
        try:
            assert_accounted(read(data, name))
        except UnreadableFile as error:
            assert error.problems
