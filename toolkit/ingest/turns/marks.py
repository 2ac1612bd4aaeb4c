"""What a line begins with: a label, a time, or both; one function for each way to print them.

A mark says what *may* be a label. Whether it is one is decided over all lines of the file,
in `labels.choose_labels`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from toolkit.ingest.source import TIME, Line
from toolkit.ingest.turns.speakers import LONGEST_LABEL, LabelKind, kind_of_label

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
CLOCK_AT_COLON = re.compile(r"(?<![^\s\[(])\d{1,2}:\d")
STARTS_A_TIME = frozenset("[(#0123456789")
SIGNED_LABEL = re.compile(r"\s*(\S{1,14}(?: \d{1,3})?)(?:[.)\]>]|\s[-–—])\s*")
NO_COLON_BEFORE = frozenset("/\\)")
CLOSES = {"[": "]", "(": ")"}
ENDS_SPEECH = (".", "?", "!", ",", ";", "…", '"', "”", "-", "–", "—")


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
        given: Whether the column of a table says who speaks, so that nothing is printed here.
    """

    label: str
    end: int
    time: str = ""
    pieces: tuple[tuple[str, int], ...] = ()
    bare: bool = False
    timed: bool = False
    loose: bool = False
    given: bool = False


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
    if end == 0 or text[end + 1 : end + 2] in NO_COLON_BEFORE or _is_inside_a_note(text, end):
        return None
    if CLOCK_AT_COLON.match(text, max(0, end - 2)) or CLOCK_AT_COLON.match(text, end - 1):
        return _label_then_time(text)
    return _with_time_behind(text, Mark(text[:end], end + 1))


def _is_inside_a_note(text: str, colon: int) -> bool:
    """Whether the colon stands in brackets: `[Interruption: the phone rings]`."""
    closing = CLOSES.get(text[0])
    return closing is not None and text.find(closing, 0, colon) < 0 <= text.find(closing, colon)


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
    return None if ":" in label or not label else Mark(label, indent + end)


def alone_marks(lines: Sequence[Line]) -> Marks:
    """Labels alone on their line, with a colon or without."""
    short = [
        (index, line.text)
        for index, line in enumerate(lines)
        if len(line.text) <= LONGEST_LABEL + 10 and line.cell is None
    ]
    found = ((index, _alone_mark(text)) for index, text in short)
    marks = {index: mark for index, mark in found if mark is not None}
    signed = _signed_marks(short)
    # "I." may be an answer that broke off, unless all labels of the file are written so.
    return dict(sorted({**marks, **signed}.items())) if len(signed) > len(marks) else marks


def _signed_marks(short: Sequence[tuple[int, str]]) -> Marks:
    """Labels alone on their line with a stop or a dash behind them: `INT.`, `P07 -`."""
    found = ((index, text, SIGNED_LABEL.fullmatch(text)) for index, text in short)
    return {
        index: Mark(label[1], len(text), bare=True)
        for index, text, label in found
        if label is not None and kind_of_label(label[1]) is LabelKind.ROLE
    }


def _alone_mark(text: str) -> Mark | None:
    label = text.strip()
    if ends_as_speech(label):
        return None
    name = label.removesuffix(":").removesuffix("：")
    if ":" in name or not name.strip():
        return None
    return Mark(name, len(text), bare=name == label)


def ends_as_speech(text: str) -> bool:
    """Whether a line without blanks at its ends ends as a sentence does; initials do not."""
    if not text.endswith(ENDS_SPEECH):
        return False
    ends_in_initials = text[-3:-2] == text[-1] == "." and text[-2].isalpha()  # "A.N."
    return not ends_in_initials


def cell_marks(lines: Sequence[Line]) -> Marks:
    """Labels in the table cell beside the speech; `tables.line_up` says which cells those are."""
    marks: Marks = {}
    beside: set[tuple[int, int, int]] = set()
    times: dict[tuple[int, int, int], str] = {}
    cells = [(index, line.text, line.cell) for index, line in enumerate(lines) if line.cell]
    for _, text, cell in cells:
        turn = (cell.table, cell.row, cell.pair)
        if cell.part == "speech":
            beside.add(turn)
        elif cell.part == "time":
            times[turn] = text.strip(" \t[]()#")
    for index, text, cell in cells:
        if cell.part in ("label", "loose"):
            turn = (cell.table, cell.row, cell.pair)
            is_beside, time = turn in beside, times.get(turn, "")
            mark = _cell_label(text, time, is_beside=is_beside, is_loose=cell.part == "loose")
            if mark is not None:
                marks[index] = mark
        elif cell.part in ("time", "line_number", "heading"):
            marks[index] = Mark("", len(text), pieces=((cell.part, len(text)),))
        elif lines[index].voice is not None:
            time = times.get((cell.table, cell.row, cell.pair), "")
            marks[index] = Mark(lines[index].voice or "", 0, time, given=True)
    return marks


def _cell_label(text: str, time: str, *, is_beside: bool, is_loose: bool) -> Mark | None:
    """A label in a cell of its own; by itself in its row, it must look like one."""
    if not is_beside and not is_loose:
        mark = _alone_mark(text)
        return mark and mark._replace(bare=True)
    label = text.strip().removesuffix(":").removesuffix("：").strip()
    return Mark(label, len(text), time, loose=is_loose) if label else None
