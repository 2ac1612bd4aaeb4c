"""Codings out of a CSV file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Problem
from toolkit.exchange.tables.reading import Line, open_table, read_lines, refuse_if_any
from toolkit.model.upload import Upload

CODING_COLUMNS = ("transcript", "turn", "start", "end", "coder", "code", "quotation", "memo")

_WHOLE_NUMBER = re.compile(r"\d{1,9}(\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One line of a table of codings, with its names not yet looked up.

    Attributes:
        line: Where it stands in the file, from 1.
        turn: The turn's index, from 0; None where only an exact place is given.
        start, end: The exact place in the transcript's text; both or neither. Where they are
            given they say where the coding is, and the turn is no more than a check.
        quotation: The words as the table has them, possibly only a part of the turn; or "".
        memo: The line that goes with the coding; or "".
    """

    line: int
    transcript: str
    turn: int | None
    start: int | None
    end: int | None
    coder: str
    code: str
    quotation: str = ""
    memo: str = ""


def read_codings(file: Path | Upload) -> tuple[CodingRow, ...]:
    """The lines of a CSV file of codings, in the order of the file.

    The columns `transcript`, `coder` and `code` are needed, and `turn` (from 0) or `start` and
    `end` (offsets in the transcript's text, end exclusive). `quotation` and `memo` (or `line`)
    are read where they are there; other columns are passed over.

    Raises:
        BadTable: It is no such table; holds all of the file's problems.
    """
    problems: list[Problem] = []
    table = open_table(file, CODING_COLUMNS)
    place = ("start", "end") if {"start", "end"} & table.columns.keys() else ("turn",)
    rows = tuple(
        row
        for line in read_lines(table, ("transcript", "coder", "code", *place), problems)
        if (row := _read_coding(line, problems)) is not None
    )
    if not rows and not problems:
        problems.append(Problem("X110", "", "The table has a heading and no coding under it."))
    refuse_if_any(problems)
    return rows


def _read_coding(line: Line, problems: list[Problem]) -> CodingRow | None:
    """The coding on a line, or None where the line has problems."""
    cells, before = line.cells, len(problems)
    for name in ("transcript", "coder", "code"):
        if not cells[name]:
            problems.append(
                line.problem(
                    "X111", f"The column “{name}” is empty. Fill it in, or delete the line."
                )
            )
    turn = _read_number(line, "turn", problems)
    start, end = _read_number(line, "start", problems), _read_number(line, "end", problems)
    if len(problems) == before:
        problems += _check_place(line, turn, start, end)
    if len(problems) > before:
        return None
    return CodingRow(
        line=line.number,
        transcript=cells["transcript"],
        turn=turn,
        start=start,
        end=end,
        coder=cells["coder"],
        code=cells["code"],
        quotation=cells["quotation"],
        memo=cells["memo"],
    )


def _check_place(
    line: Line, turn: int | None, start: int | None, end: int | None
) -> Iterator[Problem]:
    if (start is None) != (end is None):
        yield line.problem("X113", "Give both start and end, or neither.")
    elif start is not None and end is not None:
        if start >= end:
            yield line.problem("X114", "The end must be larger than the start.")
    elif turn is None:
        yield line.problem("X115", "The place is missing. Give a turn, or start and end.")


def _read_number(line: Line, column: str, problems: list[Problem]) -> int | None:
    cell = line.cells[column]
    if not cell:
        return None
    if not _WHOLE_NUMBER.fullmatch(cell):
        problems.append(
            line.problem("X112", f"The column “{column}” needs a whole number, 0 or more.")
        )
        return None
    return int(cell.partition(".")[0])
