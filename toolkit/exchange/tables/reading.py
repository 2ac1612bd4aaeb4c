"""The lines of a CSV file under headings that we know.

What is read: UTF-8, with or without a byte order mark; cells parted by commas, semicolons or
tabs, as the first line shows. Another encoding is refused, because a wrong guess would change
names and words without anybody seeing it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from toolkit.errors import BadTable, Problem
from toolkit.exchange.tables.writing import FORMULA
from toolkit.model.transcript import normalise_text
from toolkit.model.upload import Upload
from toolkit.settings import MAX_FILE_BYTES, MAX_TABLE_ROWS

_OTHER_HEADINGS = {"do_not_use_when": "not_when", "line": "memo"}
_MAX_PROBLEMS = 100_000
_LONGEST_HEADINGS = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its number, and a cell for each known column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, code: str, message: str) -> Problem:
        """A problem that names this line."""
        return Problem(code, f"line {self.number}", message)


@dataclass(frozen=True, slots=True)
class Table:
    """An opened table: the columns we know, its headings as written, and which known is where."""

    known: Sequence[str]
    headings: tuple[str, ...]
    columns: dict[str, int]
    delimiter: str
    text: str


def open_table(file: Path | Upload, known: Sequence[str]) -> Table:
    """The file as a table in which the known columns have been looked for.

    Raises:
        BadTable: It cannot be read, is no CSV file in UTF-8, or names a known column twice.
    """
    text = _read_text(file)
    # The first line decides what parts the cells: whatever shows the most columns we know.
    tables = [_read_headings(text, delimiter, known) for delimiter in ",;\t"]
    table = max(tables, key=lambda table: (len(table.columns), len(table.headings)))
    names = [column_named(heading) for heading in table.headings]
    refuse_if_any(
        [
            Problem("X105", "the headings", f"Two columns are called “{name}”. Rename one.")
            for name in table.columns
            if names.count(name) > 1
        ]
    )
    return table


def read_lines(table: Table, needed: Sequence[str], problems: list[Problem]) -> Iterator[Line]:
    """The lines under the headings; those that do not fit under them become problems.

    Raises:
        BadTable: A needed column is missing.
    """
    refuse_if_any(
        [
            Problem(
                "X106",
                "the headings",
                f"The column “{name}” is missing. The first line must name {', '.join(needed)}; "
                "commas, semicolons or tabs part the cells.",
            )
            for name in needed
            if name not in table.columns
        ]
    )
    clean = lru_cache(maxsize=None)(_clean)  # names repeat on thousands of lines
    # Excel may leave out empty cells at a line's end, so only the needed ones must be there.
    least = max(table.columns[name] for name in needed) + 1
    width = len(table.headings)
    absent = dict.fromkeys(table.known, "")
    places = table.columns.items()
    lines = _split_lines(table.text, table.delimiter, problems)
    next(lines)
    for position, (number, cells) in enumerate(lines):
        if position == MAX_TABLE_ROWS or len(problems) >= _MAX_PROBLEMS:
            problems.append(
                Problem(
                    "X108",
                    f"line {number}",
                    f"Reading stopped here. A table may have {MAX_TABLE_ROWS} lines, and "
                    f"{_MAX_PROBLEMS} problems are listed. Split the table.",
                )
            )
            return
        if len(cells) < least or any(map(str.strip, cells[width:])):
            problems.append(
                Problem(
                    "X109",
                    f"line {number}",
                    f"The line has {len(cells)} cells and the headings have {width}. Put cells "
                    "that hold a comma, semicolon or tab in quotation marks.",
                )
            )
            continue
        held = {name: clean(name, cells[i]) for name, i in places if i < len(cells)}
        yield Line(number, {**absent, **held})


def refuse_if_any(problems: Sequence[Problem]) -> None:
    """Nothing, where there is no problem.

    Raises:
        BadTable: There are problems; holds them all.
    """
    if problems:
        raise BadTable(
            "X100",
            f"The table has {len(problems)} problem{'s' * (len(problems) > 1)}. Nothing of it "
            "was kept. Mend what is listed, then read it again.",
            problems=problems,
        )


def _read_text(file: Path | Upload) -> str:
    content = read_bytes(file)
    try:
        text = content.decode("utf-8-sig")
        wrong = text.find("\0")
    except UnicodeDecodeError as error:
        text, wrong = content[: error.start].decode("utf-8-sig", "replace"), error.start
    if wrong >= 0:
        raise BadTable(
            "X103",
            "The file is not a CSV file in UTF-8. In Excel choose Save As and "
            "“CSV UTF-8 (Comma delimited)”; in LibreOffice choose “Text CSV” and the "
            "character set “Unicode (UTF-8)”. Then read it again.",
            where=f"line {text.count(chr(10), 0, wrong) + 1}",
        )
    if not text.strip():
        raise BadTable("X104", "The file is empty. It needs a line of headings and lines under it.")
    return text


def read_bytes(file: Path | Upload, most: int | None = None) -> bytes:
    """All of a file that is not larger than allowed: `most` bytes, or as much as any file.

    Raises:
        BadTable: It is larger, or cannot be opened.
    """
    limit = MAX_FILE_BYTES if most is None else most
    try:
        size = len(file.content) if isinstance(file, Upload) else file.stat().st_size
        if size > limit:
            raise BadTable(
                "X102",
                f"The file is larger than {limit // 2**20} MB. Split it and read the "
                "parts one after the other.",
            )
        return file.content if isinstance(file, Upload) else file.read_bytes()
    except OSError as error:
        raise BadTable(
            "X101", "The file cannot be opened. Check its name and that you may read it."
        ) from error


def _read_headings(text: str, delimiter: str, known: Sequence[str]) -> Table:
    first = next(_split_lines(text[:_LONGEST_HEADINGS], delimiter, []), (1, []))[1]
    names = [column_named(heading) for heading in first]
    columns = {name: names.index(name) for name in known if name in names}
    return Table(known, tuple(heading.strip() for heading in first), columns, delimiter, text)


def column_named(heading: str) -> str:
    """A heading as it is looked up: capitals, blanks, hyphens and other names of it aside."""
    name = "_".join(heading.casefold().replace("_", " ").replace("-", " ").split())
    return _OTHER_HEADINGS.get(name, name)


def _split_lines(
    text: str, delimiter: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with its number; a line may hold line feeds in its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        problems.append(
            Problem(
                "X107",
                f"line {number}",
                "A quotation mark opens a cell here and does not close it where the cell ends, "
                f"or a cell has more than {csv.field_size_limit()} characters. Inside a cell, "
                "write a quotation mark twice. Nothing after this line was looked at.",
            )
        )


def _clean(column: str, cell: str) -> str:
    # Before the line ends are made alike: a carriage return is one of the signs looked for.
    if cell.startswith("'") and FORMULA.match(cell, 1):
        cell = cell[1:]
    cell = normalise_text(cell)
    return cell if column == "quotation" else cell.strip()  # a quotation's blanks count
