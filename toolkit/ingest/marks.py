"""What a line begins with: a label, a time, or both; one function for each way to print them.

A mark says what *may* be a label. Whether it is one is decided over all lines of the file,
in `labels.choose_labels`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from toolkit.ingest.source import TIME, Cell, Line, seconds_of
from toolkit.ingest.speakers import LONGEST_LABEL, LabelKind, kind_of_label, label_key

REACH = LONGEST_LABEL + 8
"""How far into a line a label may reach."""

LEADING_TIME = re.compile(
    rf"\s*[\[(#]?({TIME})(?:-\d)?(?:\s*(?:-->|-|–)\s*{TIME})?[\])#]?(?=\s|$)\s*(?:[-–]\s)?"
)
# Most labels are so, and need no closer look: letters, a colon, a blank, and speech.
USUAL_LABEL = re.compile(rf"([^\W\d_][^:：]{{0,{REACH - 1}}})[:：](?=\s[^\s\[(#])")
COLON = re.compile("[:：]")
BRACKETED_TIME = re.compile(rf"\s*(?:\[({TIME})\]|\(({TIME})\)|#({TIME})(?:-\d)?#)\s*:?")
LABEL_THEN_TIME = re.compile(rf"(\S.{{0,{LONGEST_LABEL}}}?)\s*[\[(]({TIME})[\])]\s*:")
NAME_AND_TIME = re.compile(
    rf"(\S.{{0,60}}?)(?:\s+|(?=[\[(]))[\[(]?({TIME})(?:\s*(?:-->|-|–)\s*{TIME})?[\])]?\s*:?"
)
TIME_AND_NAME = re.compile(rf"[\[(]?({TIME})[\])]?\s+(?:[-–]\s)?(\S.{{0,60}})")
HOUR_BEFORE_COLON = re.compile(r"(?<![^\s\[(])\d{1,2}$")
TIME_RANGE = re.compile(rf"\s*({TIME})\s*-->\s*{TIME}\s*")
LONGEST_HEADER = 90
STARTS_A_TIME = frozenset("[(#0123456789")
ENDS_A_HEADER = frozenset("0123456789)]:")
NO_COLON_BEFORE = frozenset("/\\)")
ENDS_SPEECH = (".", "?", "!", ",", ";", "…", '"', "”", "-", "–", "—")
TABLE_HEADS = frozenset(
    ["text", "speech", "transcript", "transcription", "dialogue", "words", "utterance", "content"]
)


class Mark(NamedTuple):
    """What stands before the speech of a line.

    Attributes:
        label: The label as printed; empty where there is a time and no label.
        end: Where the speech begins.
        time: The time as printed, or empty.
        pieces: `(kind, end)` of each piece before `end`, in order.
        bare: Whether nothing but the label's place on the page tells that it is one.
        timed: Whether a time stands beside the label, which speech seldom has.
        loose: Whether nobody can tell which words it belongs to (a table that does not match).
    """

    label: str
    end: int
    time: str = ""
    pieces: tuple[tuple[str, int], ...] = ()
    bare: bool = False
    timed: bool = False
    loose: bool = False


Marks = dict[int, Mark]
"""The marks of a file, by the number of their line."""


def colon_marks(lines: Sequence[Line]) -> Marks:
    """Labels before a colon: `Interviewer: text`, `[00:03] I: text`, `Speaker 1 (00:03): text`."""
    marks: Marks = {}
    usual_marks: dict[str, Mark] = {}
    for index, line in enumerate(lines):
        usual = USUAL_LABEL.match(line.text)
        if usual is None:
            mark = colon_mark(line.text)
        else:
            mark = usual_marks.get(usual[0])
            if mark is None:
                mark = usual_marks[usual[0]] = Mark(usual[1], usual.end())
        if mark is not None:
            marks[index] = mark
    return marks


def colon_mark(text: str) -> Mark | None:
    """The label before a line's first colon, with a time before it or behind, or a time alone.

    Example:
        >>> colon_mark("Interviewer: Thanks.")[:2]
        ('Interviewer', 12)
        >>> colon_mark("It was 10:30.") is None, colon_mark("I:hello")[:2]
        (True, ('I', 2))
        >>> colon_mark("[00:03] I: Hello.")[:3]
        ('I', 10, '00:03')
    """
    stripped = text.lstrip()
    indent = len(text) - len(stripped)
    time = LEADING_TIME.match(stripped[:REACH]) if stripped[0] in STARTS_A_TIME else None
    if time is None:
        return _moved(_mark_before_colon(stripped), indent)
    end = indent + time.end()
    behind = stripped[time.end() :]
    mark = _mark_before_colon(behind) if behind and not behind[0].isspace() else None
    if mark is not None:
        moved = _moved(mark, end, ("time", end))
        return moved and moved._replace(time=time[1], timed=True)
    # A time in brackets is the typist's; another one may be spoken: "10:30 was bang-up."
    return None if stripped[0].isdigit() else Mark("", end, time[1], (("time", end),))


def _mark_before_colon(text: str) -> Mark | None:
    found = COLON.search(text, 0, REACH)
    end = found.start() if found else -1
    if end < 0:
        return _semicolon_mark(text)
    if end == 0 or text[end + 1 : end + 2] in NO_COLON_BEFORE:
        return None
    if HOUR_BEFORE_COLON.search(text, 0, end):
        return _label_then_time(text)
    return _with_time_behind(text, Mark(text[:end], end + 1))


def _semicolon_mark(text: str) -> Mark | None:
    """A slip of the finger, where the label itself is beyond doubt (`I; text`)."""
    end = text.find(";", 0, 12)
    is_sure = end > 0 and kind_of_label(text[:end]) is LabelKind.ROLE
    return Mark(text[:end], end + 1) if is_sure else None


def _moved(mark: Mark | None, by: int, *before: tuple[str, int]) -> Mark | None:
    if mark is None or not (by or before):
        return mark
    pieces = mark.pieces or (("label", mark.end),)
    moved = tuple((kind, end + by) for kind, end in pieces)
    return mark._replace(end=mark.end + by, pieces=before + moved)


def _label_then_time(text: str) -> Mark | None:
    found = LABEL_THEN_TIME.match(text[: REACH + 20])
    if found is None:
        return None
    pieces = (("label", found.end(1)), ("time", found.end()))
    return Mark(found[1], found.end(), found[2], pieces, timed=True)


def _with_time_behind(text: str, mark: Mark) -> Mark:
    """The mark with a time in brackets that follows the label: `I: [00:03] text`."""
    found = BRACKETED_TIME.match(text[mark.end : mark.end + 30])
    if found is None:
        return mark
    end = mark.end + found.end()
    time = found[1] or found[2] or found[3]
    return mark._replace(end=end, time=time, pieces=(("label", mark.end), ("time", end)))


def tab_marks(lines: Sequence[Line]) -> Marks:
    """Labels before a tab: `I<tab>text` and `I:<tab>text`."""
    found = ((index, _tab_mark(line.text)) for index, line in enumerate(lines) if "\t" in line.text)
    return {index: mark for index, mark in found if mark is not None}


def _tab_mark(text: str) -> Mark | None:
    stripped = text.lstrip()
    end = stripped.find("\t", 0, REACH)
    if end < 1 or not stripped[end:].strip():
        return None
    indent = len(text) - len(stripped)
    label = stripped[:end].strip().removesuffix(":")
    return None if ":" in label else Mark(label, indent + end)


def alone_marks(lines: Sequence[Line]) -> Marks:
    """Labels alone on their line, with a colon or without."""
    found = (
        (index, _alone_mark(line.text))
        for index, line in enumerate(lines)
        if line.cell is None and len(line.text) <= LONGEST_LABEL + 10
    )
    return {index: mark for index, mark in found if mark is not None}


def _alone_mark(text: str) -> Mark | None:
    label = text.strip()
    if _ends_as_speech(label):
        return None
    name = label.removesuffix(":").removesuffix("：")
    return None if ":" in name else Mark(name, len(text), bare=name == label)


def _ends_as_speech(text: str) -> bool:
    if not text.endswith(ENDS_SPEECH):
        return False
    ends_in_initials = text[-3:-2] == text[-1] == "." and text[-2].isalpha()  # "A.N."
    return not ends_in_initials


def name_and_time_marks(lines: Sequence[Line]) -> Marks:
    """Lines of a name and a time, as Teams, Otter and Rev write above each turn."""
    marks: Marks = {}
    for index, line in enumerate(lines):
        if len(line.text) <= LONGEST_HEADER and _may_hold_time(line.text):
            mark = _name_and_time(line.text)
            if mark is not None:
                marks[index] = mark
    timed = [(index, seconds_of(mark.time)) for index, mark in marks.items()]
    for (_, before), (index, time), (_, after) in zip(timed, timed[1:], timed[2:], strict=False):
        if before <= after < time:
            del marks[index]  # a time that somebody spoke of: "we met at 10:30"
    return marks


def _may_hold_time(text: str) -> bool:
    return text[0] in STARTS_A_TIME or text.rstrip()[-1] in ENDS_A_HEADER


def _name_and_time(text: str) -> Mark | None:
    header = text.strip()
    if header[-1] in ENDS_A_HEADER:
        found = NAME_AND_TIME.fullmatch(header)
        if found:
            end = text.index(header) + found.end(1)
            pieces = (("label", end), ("time", len(text)))
            return Mark(found[1], len(text), found[2], pieces, timed=True)
    if header[0] in STARTS_A_TIME and not _ends_as_speech(header):
        found = TIME_AND_NAME.fullmatch(header)
        if found:
            end = text.index(header) + found.start(2)
            pieces = (("time", end), ("label", len(text)))
            return Mark(found[2], len(text), found[1], pieces, bare=True)
    return None


def name_under_time_marks(lines: Sequence[Line]) -> Marks:
    """Names under a line with two times, as older Teams files have them."""
    ranges = {
        index: times[1]
        for index, line in enumerate(lines)
        if "-->" in line.text and (times := TIME_RANGE.fullmatch(line.text[:60]))
    }
    marks: Marks = {}
    for index, time in ranges.items():
        end = len(lines[index].text)
        marks[index] = Mark("", end, time, (("time", end),))
        has_words = index + 2 < len(lines) and index + 2 not in ranges
        if has_words and index + 1 not in ranges:
            name = lines[index + 1].text
            if not _ends_as_speech(name.strip()):
                marks[index + 1] = Mark(name, len(name), time, timed=True)
    return marks


def time_marks(lines: Sequence[Line]) -> Marks:
    """Times before each line's speech, and no labels."""
    found = ((index, LEADING_TIME.match(line.text[:REACH])) for index, line in enumerate(lines))
    return {
        index: Mark("", time.end(), time[1], (("time", time.end()),))
        for index, time in found
        if time is not None
    }


def cell_marks(lines: Sequence[Line]) -> Marks:
    """Labels in the table cell left of the speech."""
    marks: Marks = {}
    numbered = ((index, line.cell) for index, line in enumerate(lines) if line.cell)
    for _, row in groupby(numbered, key=lambda pair: pair[1][:2]):
        marks.update(_row_marks(lines, list(row)))
    return marks


def _row_marks(lines: Sequence[Line], row: list[tuple[int, Cell]]) -> Iterator[tuple[int, Mark]]:
    """The marks of one row: its last filled cell is speech, the one before it the label."""
    cells = [[index for index, _ in cell] for _, cell in groupby(row, key=lambda pair: pair[1])]
    if len(cells) == 1 and row[0][1].column == 1:
        yield from _label_without_speech(lines, cells[0])
    if len(cells) < 2:
        return
    *front, labels, speech = cells
    asides = [(index, _aside(lines[index].text)) for cell in front for index in cell]
    if any(kind is None for _, kind in asides):
        return
    times = [lines[index].text.strip(" \t[]()#") for index, kind in asides if kind == "time"]
    if row[0][1].row == 1 and label_key(lines[speech[0]].text) in TABLE_HEADS:
        asides = [(index, "heading") for index, _ in row]
        labels = []
    for index, kind in asides:
        end = len(lines[index].text)
        yield index, Mark("", end, pieces=((kind or "", end),))
    for index in labels:
        text = lines[index].text
        label = text.strip().removesuffix(":")
        time = times[0] if times else ""
        yield index, Mark(label, len(text), time, loose=len(labels) > 1)


def _label_without_speech(lines: Sequence[Line], cell: list[int]) -> Iterator[tuple[int, Mark]]:
    mark = _alone_mark(lines[cell[0]].text)
    if mark is not None and len(cell) == 1:
        yield cell[0], mark._replace(bare=True)


def _aside(text: str) -> str | None:
    """What a cell before the label's is: a time, a number, or neither."""
    if LEADING_TIME.fullmatch(text):
        return "time"
    return "line_number" if text.strip(" \t.").isdigit() else None
