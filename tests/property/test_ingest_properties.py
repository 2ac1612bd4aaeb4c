from __future__ import annotations

import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading
from toolkit.ingest.turns.layouts import TEXT_LAYOUTS
from toolkit.model.transcript import count_words

Said = list[tuple[str, str]]
few = settings(max_examples=30, deadline=None)
many = settings(max_examples=150, deadline=None)

VOICES = (
    ("I", "R"),
    ("Interviewer", "P07"),
    ("INT", "Respondent"),
    ("Fay Smith", "Tom Jones"),
    ("Facilitator", "Bryn", "Dee", "P3"),
    ("Zoë", "Séan Ó Briain"),
    ("A.N.", "B.T.", "Unit Nurse"),
)
SPEECH = (
    "yeah no I it was the wing at night and said: time 10:30 nobody told us [pause] *laughs* — "
    "don’t “listen” prison part two P07 (quiet) café naïve 👩‍👧 e\u0301tude nothing… why? he. "
    "Officer Liverpool A1 [inaudible 00:00:09] half-way\u00a0there 3 = x"
)
WORDS = SPEECH.split(" ")


@st.composite
def speeches(draw: st.DrawFn) -> str:
    """One or more sentences' worth of words; never a label by accident."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14))
    return f"so {' '.join(words)} you see."


@st.composite
def conversations(draw: st.DrawFn, voices: Sequence[str] = ()) -> Said:
    """Who said what, each speaker at least twice; the same speaker may go on."""
    voices = voices or draw(st.sampled_from(VOICES))
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


def read(text: str | bytes, name: str = "P07.txt", layout: str | None = None) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_transcript(file, layout=layout)


def read_word(
    paragraphs: list[str], rows: Sequence[Sequence[str]], layout: str | None = None
) -> Reading:
    """A Word file; words between two asterisks are bold, and a line of a cell is a paragraph."""
    document = Document()
    for words in paragraphs:
        made = document.add_paragraph()
        for number, piece in enumerate(words.split("**")):
            made.add_run(piece).bold = number % 2 == 1 or None
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                first, *others = words.split("\n")
                cell.paragraphs[0].text = first
                for other in others:
                    cell.add_paragraph(other)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "P07.docx"
        document.save(str(file))
        return read_transcript(file, layout=layout)


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
@given(st.data(), st.sampled_from(VOICES))
def test_paragraphs_and_then_a_table_are_read_as_they_were_written(
    data: st.DataObject, voices: Sequence[str]
) -> None:
    first, second = data.draw(conversations(voices)), data.draw(conversations(voices))
    reading = read_word(as_inline(first).split("\n"), second)
    assert told(reading) == composed(first + second)
    assert_accounted(reading)


PIECES = [
    *("I:", "R:", "P07", "Fay Smith", "Fay:", "fay:", "Part 1:", "Key:", "Date:", "Unknown:"),
    *(" ", "\t", "\n", "\n\n", ":", "：", ";", "\u00a0", "\u200b", "\u2028", "\x0c", "\x0b"),
    *("[00:03]", "0:07", "10:30", "(00:03):", "#00:01:02-3#", "0:0:3.4 --> 0:0:6.8", "-->"),
    *("hello", "Hello there.", "why?", "e\u0301", "\u0301", "👩‍👧", "1", "Page 3 of 4", "[pause]"),
    *("<v Fay>", "<v Fay Smith>", "</v>", "<i>", "</i>", "<v >", "<c.x y>", "<00:01.000>"),
    *("&amp;", "&nbsp;", "&lt;", "&#1;", "&#xD800;", "&copy", "NOTE", "STYLE", "WEBVTT", "7"),
    *("00:00:01.000 --> 00:00:02.000", "\n\n00:01.0 --> 00:02.0\n", "=", "End of interview"),
    *("?:", "\x85", "<laughs>", "\u202e", "Note: this", "Recording paused", "Fay   0:03\n"),
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


def printable(text: str) -> str:
    return "".join(sign for sign in text if sign in "\t\n" or sign.isprintable())


CELLS = [
    *("", "", ":", "I", "I:", "R:", "R", "P07", "I.", "-", "...", "I:hello", "I: hello", "R;no"),
    *("I\nR", "I\n\nR\n\nI", "\nI\n:\nR", "hello\n\nthere you are\nwhy?", "0:07", "[00:03]\nI"),
    *("1", "12", "Age", "34", "Speaker", "Text", "Key:", "Part 1:", "Page 3 of 4", "[pause]"),
    *("so it went on and on, you see", "P:P", "Date: ____", "Interview 7", "?:", "：", "\t"),
]  # fmt: skip
cells = st.sampled_from(CELLS) | junk.map(printable)
tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(cells, min_size=columns, max_size=columns), min_size=1, max_size=6
    )
)
PARAGRAPHS = [
    *("**So what?**", "**I:** hello", "**Why?** No.", "It was.", "I: hello", "[I] no", "Q. yes"),
    *("1 I: hello", "2 it was", "3", "4", "5 I:", "Study 67 P07", "Key:", "I = me", "I -", "R."),
    *("Note: this", "Fay   0:03", "said [00:00:07] so", "R:\tno", "\tI\tno", ":", "INT", "THE END"),
]  # fmt: skip
paragraphs = st.lists(st.sampled_from(PARAGRAPHS) | junk.map(printable), max_size=20)
layouts = st.none() | st.sampled_from(TEXT_LAYOUTS)


@settings(max_examples=60, deadline=None)
@given(paragraphs, tables | st.just([]), layouts)
def test_every_word_of_any_word_file_is_accounted_for_in_any_layout(
    paragraphs: list[str], rows: list[list[str]], layout: str | None
) -> None:
    try:
        reading = read_word(paragraphs, rows, layout)
    except UnreadableFile:
        assert not any(
            sign.isalnum() for words in [*paragraphs, *map("".join, rows)] for sign in words
        )
        return
    assert_accounted(reading)
    kinds = reading.report.words_left_out
    assert all(words > 0 for words in kinds.values())


@many
@given(st.lists(st.sampled_from(PARAGRAPHS) | junk, max_size=20), layouts)
def test_every_word_of_any_text_is_accounted_for_in_any_layout(
    lines: list[str], layout: str | None
) -> None:
    try:
        reading = read("\n".join(lines).encode("utf-8", "surrogatepass"), layout=layout)
    except UnreadableFile as error:
        assert error.problems
        return
    assert_accounted(reading)


@settings(max_examples=30, deadline=None)
@given(conversations(), st.integers(0, 3), st.integers(0, 2))
def test_a_lined_up_table_is_read_as_it_was_written(said: Said, between: int, further: int) -> None:
    joint = "\n" * (between + 1)
    labels = joint.join(label for label, _ in said)
    speech = joint.join(words for _, words in said)
    reading = read_word([], [(labels, speech)])
    assert told(reading) == composed(said)
    assert reading.report.layout == "lined_up_table"
    assert_accounted(reading)
    if further:
        wrong = read_word([], [(labels, speech + "\nand so on." * further)])
        assert {speaker for speaker, _ in told(wrong)} == {"None"}
        assert not wrong.report.confident
        assert_accounted(wrong)


@settings(max_examples=20, deadline=None)
@given(conversations(), st.booleans())
def test_bold_and_plain_are_read_as_they_were_written(said: Said, starts_bold: bool) -> None:
    paragraphs = [
        f"**{words}**" if (number % 2 == 0) == starts_bold else words
        for number, (_, words) in enumerate(said)
        if "*" not in words
    ]
    reading = read_word(paragraphs, [])
    assert_accounted(reading)
    if reading.report.layout == "formatting":
        told_of = [(speaker == "Bold", words) for speaker, words in told(reading)]
        bold = [words.startswith("**") for words in paragraphs]
        lines = [(is_bold, line) for is_bold, words in told_of for line in words.split("\n")]
        assert [is_bold for is_bold, _ in lines] == bold
    assert not reading.report.confident


@many
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for name in ("P07.txt", "P07.vtt", "P07.docx"):
        try:
            assert_accounted(read(data, name))
        except UnreadableFile as error:
            assert error.problems


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000 + "I: yes",
        "I:" * 150_000,
        "1" * 300_000,
        "0:0:0 " * 50_000,
        "00:00:01 --> 00:00:02\n" * 9_000 + "yes",
        "<v " * 100_000 + "yes",
        "<i>" * 100_000 + "yes",
        "&#1" * 100_000,
        "Fay (" * 60_000,
        "A." * 150_000,
        "[" * 150_000 + "yes",
        "\u200d" * 150_000 + "yes",
        "".join(f"Ab{chr(97 + n % 26)}{n}: yes\n" for n in range(9_000)),
        "Part 1 " * 40_000,
        "transcribed by " * 20_000,
        ("x" * 60 + " ") * 5_000 + "0:01",
    ],
    ids=lambda text: text.strip()[:12],
)
def test_no_text_makes_a_pattern_run_away(text: str) -> None:
    """A pattern that is not linear would take hours over these."""
    assert_read_or_refused(text, "P07.txt")
    assert_read_or_refused(f"WEBVTT\n\n00:01.0 --> 00:02.0\n{text}", "P07.vtt")
