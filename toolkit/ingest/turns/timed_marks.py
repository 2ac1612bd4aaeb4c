"""Labels with a time beside them or above, and times by themselves, as recorders write them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.ingest.source import TIME, Line, seconds_of
from toolkit.ingest.turns.marks import (
    LEADING_TIME,
    REACH,
    STARTS_A_TIME,
    Mark,
    Marks,
    ends_as_speech,
)
from toolkit.ingest.turns.speakers import LabelKind, kind_of_label

NAME_AND_TIME = re.compile(
    rf"(\S.{{0,60}}?)(?:\s+|(?=[\[(]))[\[(]?({TIME})(?:\s*(?:-->|-|–)\s*{TIME})?[\])]?\s*:?"
)
TIME_AND_NAME = re.compile(rf"[\[(]?({TIME})[\])]?\s+(?:[-–]\s)?(\S.{{0,60}})")
TIME_RANGE = re.compile(rf"\s*({TIME})\s*-->\s*{TIME}\s*")
LONGEST_HEADER = 90
ENDS_A_HEADER = frozenset("0123456789)]:")
SURE = frozenset([LabelKind.ROLE, LabelKind.UNKNOWN])


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
        if before <= after < time and kind_of_label(marks[index].label) not in SURE:
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
    if header[0] in STARTS_A_TIME and not ends_as_speech(header):
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
            if not ends_as_speech(name.strip()):
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
