"""Passages that somebody coded elsewhere, out of a CSV file, whatever its columns are called."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Problem
from toolkit.exchange.tables.reading import (
    column_named,
    open_table,
    read_lines,
    refuse_if_any,
)
from toolkit.model.upload import Upload


@dataclass(frozen=True, slots=True)
class CodedRow:
    """A passage, the interview that it is of, and the labels that it was given."""

    text: str
    group: str
    labels: tuple[str, ...]


def read_coded(
    file: Path | Upload, *, text: str, group: str, labels: str, several: bool
) -> tuple[CodedRow, ...]:
    """The passages of a table, in its order.

    Args:
        file: Where it is, or its name and bytes.
        text, group, labels: What the columns are called; capitals and blanks do not matter.
        several: Labels are parted by semicolons, and a passage may have none. Otherwise each has
            one.

    Raises:
        BadTable: A column is missing, a passage or its interview is empty, or there are not two
            interviews and two labels at least; holds all of the file's problems.

    Example:
        >>> table = b"said,who,themes\\nAll night.,P01,alone;tired\\nSoup.,P02,\\n"
        >>> read_coded(
        ...     Upload("t.csv", table), text="said", group="who", labels="themes", several=True
        ... )[0].labels
        ('alone', 'tired')
    """
    columns = tuple(map(column_named, (text, group, labels)))
    if len(set(columns)) < len(columns):
        refuse_if_any(
            [Problem("X150", "", "Text, group and labels need a column each. Name three columns.")]
        )
    problems: list[Problem] = []
    table = open_table(file, columns)
    rows: list[CodedRow] = []
    for line in read_lines(table, columns, problems):
        words, who, given = (line[column] for column in columns)
        found = [one.strip() for one in given.split(";")] if several else [given]
        kept = tuple(dict.fromkeys(one for one in found if one))
        problems += [
            line.problem("X151", f"The column “{name}” is empty. Fill it, or leave the line out.")
            for name, cell, needed in zip(
                (text, group, labels), (words, who, given), (True, True, not several), strict=True
            )
            if needed and not cell
        ]
        rows.append(CodedRow(words, who, kept))
    if not problems:
        problems += _missing(rows)
    refuse_if_any(problems)
    return tuple(rows)


def _missing(rows: list[CodedRow]) -> list[Problem]:
    """What it takes to try a model on an interview that it has not seen."""
    found = []
    if len({row.group for row in rows}) < 2:
        found.append(
            Problem(
                "X152",
                "",
                "All passages are of one group. A model is tried on interviews that it has not "
                "seen, so the table needs two groups at least.",
            )
        )
    if len({label for row in rows for label in row.labels}) < 2:
        found.append(
            Problem("X153", "", "The table has fewer than two labels. It needs two at least.")
        )
    return found
