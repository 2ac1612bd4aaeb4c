from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import Told, read_text, told
from toolkit.ingest.formats.markdown import read_markdown
from toolkit.ingest.report import Reading


def read(folder: Path, text: str) -> Reading:
    reading = read_text(folder, text, name="P07.md")
    assert reading.report.words_unexplained == 0
    return reading


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("**Interviewer:**", "**P07:**"),
        ("**Interviewer**:", "**P07**:"),
        ("__Interviewer:__", "__P07:__"),
        ("*Interviewer:*", "*P07:*"),
        ("***Interviewer***:", "_P07_:"),
        ("Interviewer:", "P07:"),
        ("- **Interviewer:**", "- **P07:**"),
        ("> Interviewer:", "> P07:"),
        ("[Interviewer]:", "[P07]:"),
    ],
)
def test_labels_are_known_under_each_sign(tmp_path: Path, first: str, second: str) -> None:
    reading = read(tmp_path, f"{first} All right?\n\n{second} Yeah.\n\n{first} Good.\n")
    assert told(reading) == [
        ("Interviewer", "All right?"),
        ("P07", "Yeah."),
        ("Interviewer", "Good."),
    ]
    assert reading.report.confident


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("so *laughs* yes", "so *laughs* yes"),
        ("a **really** bad night", "a really bad night"),
        ("see [the site](http://x.org) there", "see the site there"),
        ("in [prison name] (then)", "in [prison name] (then)"),
        ("it was \\*bad\\*", "it was *bad*"),
        ("2 * 3 * 4 ** 5", "2 * 3 * 4 ** 5"),
        ("snake_case and __init", "snake_case and __init"),
        ("before <!-- a note --> after", "before  after"),
        ("an open <!-- stays", "an open <!-- stays"),
        ("![a picture](p.png)well", "well"),
    ],
)
def test_signs_are_taken_out_and_the_typists_own_stay(
    tmp_path: Path, words: str, expected: str
) -> None:
    assert told(read(tmp_path, f"I: Yes?\n\nP07: {words}\n"))[1] == ("P07", expected)


def test_what_is_no_speech_is_counted_by_kind(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "---\ntitle: a night\n---\n# Part one\n\nI: Hello? <!-- check\nthis -->\n\n***\n\n"
        'P07: See [it](http://x.org "a title").\n\n```text\nI: And?\n```\n\n[1]: http://x.org\n',
    )
    assert told(reading) == [("I", "Hello?"), ("P07", "See it."), ("I", "And?")]
    assert reading.report.words_left_out == {
        "comment": 4, "front_matter": 5, "heading": 2, "label": 3, "link": 4, "markup": 4,
    }  # fmt: skip
    assert [turn.locator for turn in reading.transcript.turns] == ["line 6", "line 11", "line 14"]


def test_a_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    table = "| Speaker | Text |\n|---|---|\n| I | How \\| so? |\n| P07 | Long. |\n| I | Ok. |\n"
    assert told(read(tmp_path, table)) == [("I", "How | so?"), ("P07", "Long."), ("I", "Ok.")]


def test_numbers_of_a_list_stay_and_its_signs_go() -> None:
    source = read_markdown(b"1. one\n2. two\n\n- three\n* four\n")
    assert [line.text for line in source.lines] == ["1. one", "2. two", "three", "four"]


def test_headings_of_both_kinds_and_bold_lines_are_known() -> None:
    source = read_markdown(
        b"# One\n\nTwo\n===\n\n**How was it?**\n\n**Fay** so\n\n## Interviewer\n"
    )
    looks = [(line.style, line.bold, line.bold_end) for line in source.lines]
    assert looks == [
        ("heading", False, 0), ("heading", False, 0), ("", True, 0), ("", False, 3), ("", False, 0),
    ]  # fmt: skip


MIXED: Told = [
    ("Interviewer", "How was it?"),
    ("P07", "Long."),
    ("Interviewer", "And?"),
    ("P07", "Ok."),
]


def test_headings_that_say_who_speaks_are_labels(tmp_path: Path) -> None:
    text = "".join(f"## {speaker}\n\n{words}\n\n" for speaker, words in MIXED if speaker)
    assert told(read(tmp_path, text)) == MIXED
