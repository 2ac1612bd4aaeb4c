"""What is written as a table or as SubRip captions comes back: words in are words out."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

Said = list[tuple[str, str]]
VOICES = ("Interviewer", "P07", "Zoë", "Fay Smith")
WORDS = 'yeah no I was at night, and; said: "so" time 10:30 [pause] *laughs* — don’t “listen” café'
some = settings(max_examples=40, deadline=None)
speeches = st.lists(st.sampled_from([*WORDS.split(), "on\nand"]), min_size=1, max_size=12).map(
    lambda words: f"so {' '.join(words)} you see."
)
conversations = st.lists(st.tuples(st.sampled_from(VOICES), speeches), max_size=10).map(
    lambda said: [(voice, "so it is.") for voice in VOICES] * 2 + said
)


def read(data: bytes, name: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        return read_transcript(file)


def words_of(reading: Reading) -> list[tuple[str | None, list[str]]]:
    """Who said which words, turn by turn; lines and blanks between them are the format's."""
    made = reading.transcript
    return [(turn.speaker, made.words_of(turn).split()) for turn in made.turns]


def assert_accounted(reading: Reading) -> None:
    assert reading.report.words_unexplained == 0
    assert reading.report.words_in_turns == len(reading.transcript.text.split())


@some
@given(conversations, st.sampled_from(",;\t"), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_a_table_is_read_as_it_was_written(said: Said, delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(
        [("speaker", "words", "tags"), *((*row, "a b") for row in said)]
    )
    reading = read(out.getvalue().encode(encoding), "P07.csv")
    assert words_of(reading) == [(voice, words.split()) for voice, words in said]
    assert reading.report.confident, reading.report.doubts
    assert_accounted(reading)


@some
@given(
    conversations,
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_subrip_is_read_as_it_was_written(said: Said, ends: str, encoding: str) -> None:
    cues = (
        f"{number}\n00:{number:02d}:00,100 --> 00:{number:02d}:09,000\n{voice}: {words}\n"
        for number, (voice, words) in enumerate(said)
    )
    reading = read("\n".join(cues).replace("\n", ends).encode(encoding), "P07.srt")
    joined: list[tuple[str, list[str]]] = []
    for voice, words in said:
        if joined and joined[-1][0] == voice:
            joined[-1][1].extend(words.split())
        else:
            joined.append((voice, words.split()))
    assert words_of(reading) == joined
    assert_accounted(reading)


PIECES = [
    *("speaker", "words", "text", ",", ";", "\t", "\n", '"', '""', "I", "P07", " ", "sep=;\n"),
    *("hello there", "1\n00:00:01,000 --> 00:00:02,000\n", "{\\an8}", "<i>", "\r", "*", "__"),
    *("NOTE confidence: 0.8\n", "---\n", "# ", "**I:** ", "| a | b |\n", "> ", "- ", "\\*"),
    *("[a b](c d)", "<!--", "-->", "```\n", "![x y](z)", "[1]: http://x\n", "===\n", "|-|\n"),
    *("SUMMARY KEYWORDS\n", "Fay  0:03\n"),
]  # fmt: skip
junk = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=40).map("".join)


@settings(max_examples=150, deadline=None)
@given(junk)
@pytest.mark.parametrize("name", ["P07.csv", "P07.srt", "P07.md", "P07.txt"])
def test_every_word_of_anything_is_accounted_for(name: str, text: str) -> None:
    try:
        reading = read(f"speaker,words\n{text}".encode("utf-8", "surrogatepass"), name)
    except UnreadableFile as error:
        assert error.problems
        return
    assert_accounted(reading)
    assert all(words >= 0 for words in reading.report.words_left_out.values())


@pytest.mark.parametrize(
    "text",
    [
        " " * 300_000 + "x|", "# " + " " * 300_000 + "x", "**a " * 75_000, "__" * 150_000,
        "[" * 300_000, "[a](" * 75_000, "<!--" * 75_000, "`" * 300_000, "* " * 150_000,
        "> " * 150_000, "|" * 40_000, "|-" * 150_000, '"' * 300_000, "a,b\n" * 20_000,
        "NOTE confidence:" + " " * 300_000, "{\\" * 150_000, "1\n" * 20_000, "*a" * 150_000,
    ],
    ids=lambda text: text.strip()[:8],
)  # fmt: skip
def test_no_text_makes_a_pattern_run_away(text: str) -> None:
    """A pattern that is not linear would take hours over these."""
    for name in ("P07.csv", "P07.srt", "P07.md"):
        try:
            assert_accounted(read(f"speaker,words\n{text}".encode(), name))
        except UnreadableFile as error:
            assert error.problems
