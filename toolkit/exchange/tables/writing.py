"""Rows as a CSV file that a spreadsheet opens.

What is written: UTF-8 with a byte order mark, since Excel reads other UTF-8 wrongly. A cell
that a spreadsheet would run as a formula gets one apostrophe in front, and loses exactly one
when it is read here, so that both ways lead back to the same words.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.exchange.files import write_file

FORMULA = re.compile(r"[\s']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def write_table(rows: Iterable[Sequence[object]], path: Path, *, columns: Sequence[str]) -> None:
    """Nothing, once the file holds the rows as CSV under a line of headings.

    A text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, a tab
    or a carriage return, after blanks and apostrophes if there are any) is written with one
    more apostrophe in front. Reading a table here takes that one away again. Numbers stay
    numbers, so `-5` needs none.

    Args:
        rows: One sequence a line, shape (n_rows, n_columns). None and NaN leave a cell empty.
        path: Where to; what was there before is replaced.
        columns: The headings.

    Raises:
        BadInput: The file cannot be written.
    """
    write_file(path, format_table(rows, columns))


def format_table(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> bytes:
    """What `write_table` would write, as bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_defuse(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _defuse(cell: object) -> object:
    if isinstance(cell, str):
        return f"'{cell}" if FORMULA.match(cell) else cell
    return None if cell != cell else cell  # NaN is the one value unlike itself
