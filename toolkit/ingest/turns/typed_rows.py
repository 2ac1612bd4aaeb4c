"""Tables that only frame a typed text: a row a line, with its number in the cell before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from toolkit.ingest.formats.plain_text import ENDS_A_SENTENCE
from toolkit.ingest.source import TIME, Line, clock_of
from toolkit.ingest.turns.line_steps import step_of
from toolkit.ingest.turns.marks import colon_mark
from toolkit.model.transcript import count_words

HEADS = frozenset(["", "line", "lines", "no", "no.", "nr", "#", "number", "line no", "line number"])
WRAPPED = 0.5
LABELLED = 0.5
CELL_TIME = re.compile(rf"\s*[\[(#]?({TIME})(?:-\d)?(?:\s*(?:-->|-|–)\s*{TIME})?[\])#]?\s*")


def without_numbered_rows(lines: Sequence[Line], left_out: Counter[str]) -> Sequence[Line]:
    """The lines, with those of such a table numbered by their places; its numbers are counted.

    Where its lines break in the midst of sentences, it is text, and a line without a label goes
    on with the one above. Else each row stays by itself.
    """
    if not any(line.cell for line in lines):
        return lines
    made: list[Line] = []
    for table, group in _by_table(lines):
        numbers = _numbers_of(group) if table else {}
        times = _times_of(group) if table and not numbers else {}
        if numbers:
            made += _typed(group, numbers, left_out)
        elif times:
            made += _timed(group, times, left_out)
        else:
            made += group
    return made


def _by_table(lines: Sequence[Line]) -> Iterator[tuple[int, list[Line]]]:
    """Lines in a row of one table, or of none (0)."""
    table = 0
    group: list[Line] = []
    for line in lines:
        here = line.cell.table if line.cell else 0
        if here != table and group:
            yield table, group
            group = []
        table = here
        group.append(line)
    yield table, group


def _numbers_of(lines: Sequence[Line]) -> dict[int, int]:
    """The number of each numbered row; empty where the table is no typed text."""
    columns = _two_columns(lines)
    if columns is None:
        return {}
    first, last = lines[0].cell, lines[-1].cell
    if first is None or last is None:
        return {}
    numbers: dict[int, int] = {}
    for line in lines:
        if line.cell is not None and line.cell.column == columns[0]:
            text = line.text.strip().rstrip(".:)")
            if text.isdecimal():
                numbers[line.cell.row] = int(text)
            elif line.cell.row != first.row or text.casefold() not in HEADS:
                return {}
    step = step_of([*numbers.items()], last.row - first.row + 1)
    return numbers if step else {}


def _two_columns(lines: Sequence[Line]) -> tuple[int, int] | None:
    columns = sorted({line.cell.column for line in lines if line.cell})
    return (columns[0], columns[1]) if len(columns) == 2 else None


def _times_of(lines: Sequence[Line]) -> dict[int, str]:
    """The time of each row, where it stands beside a line with the label in it; else empty."""
    columns = _two_columns(lines)
    if columns is None:
        return {}
    times: dict[int, str] = {}
    for line in lines:
        if line.cell is not None and line.cell.column == columns[0]:
            time = CELL_TIME.fullmatch(line.text)
            if time is None:
                return {}
            times[line.cell.row] = time[1]
    speech = [line for line in lines if line.cell and line.cell.column == columns[1]]
    labelled = sum(1 for line in speech if colon_mark(line.text) is not None)
    return times if labelled >= LABELLED * len(speech) > 0 else {}


def _timed(lines: Sequence[Line], times: dict[int, str], left_out: Counter[str]) -> Iterator[Line]:
    """The lines with the time of their row as their place; each row stays by itself."""
    columns = _two_columns(lines)
    for line in lines:
        if line.cell and columns and line.cell.column == columns[0]:
            left_out["time"] += count_words(line.text)
        elif line.cell and line.cell.row in times:
            yield line._replace(place=clock_of(times[line.cell.row]))
        else:
            yield line


def _typed(
    lines: Sequence[Line], numbers: dict[int, int], left_out: Counter[str]
) -> Iterator[Line]:
    column = min(line.cell.column for line in lines if line.cell)
    known = sorted(numbers)
    body: list[tuple[int, Line]] = []
    for line in lines:
        row, here = (line.cell.row, line.cell.column) if line.cell else (0, 0)
        number = _number_at(row, numbers, known)
        if number < 1:
            left_out["heading"] += count_words(line.text)
        elif here == column:
            left_out["line_number"] += count_words(line.text)
        else:
            body.append((number, line))
    is_text = _breaks_sentences([line for _, line in body])
    previous = ""
    for number, line in body:
        place = f"line {number}"
        if is_text:
            opens = not previous or previous.endswith(ENDS_A_SENTENCE)
            opens = opens or colon_mark(line.text) is not None
            yield line._replace(place=place, cell=None, opens=opens)
        else:
            yield line._replace(place=place)
        previous = line.text.strip()


def _number_at(row: int, numbers: dict[int, int], known: Sequence[int]) -> int:
    """The number of a row, be it one between two that are printed; below 1 for a head's."""
    near = known[max(0, bisect_right(known, row) - 1)]
    return numbers[near] + row - near


def _breaks_sentences(lines: Sequence[Line]) -> bool:
    """Whether most lines without a label are the rest of the line above."""
    above = [
        before.text.strip() for before, line in pairwise(lines) if colon_mark(line.text) is None
    ]
    broken = sum(1 for text in above if not text.endswith(ENDS_A_SENTENCE))
    return broken > 0 and broken >= WRAPPED * len(above)
