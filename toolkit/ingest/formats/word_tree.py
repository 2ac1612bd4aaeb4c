"""The paragraphs and the table cells of a Word file's tree, in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.ingest.formats.word_tags import (
    CELL,
    CHOICE,
    FALLBACK,
    FLOW,
    MERGED,
    PARAGRAPH,
    ROW,
    TABLE,
)
from toolkit.ingest.source import Cell
from toolkit.ingest.turns.speakers import LONGEST_LABEL
from toolkit.model.transcript import count_words

if TYPE_CHECKING:
    from lxml.etree import _Element


def drop_fallbacks(root: _Element) -> None:
    """Take out what stands there once more in another form, for older programs."""
    for parent in {choice.getparent() for choice in root.iter(*CHOICE)}:
        for fallback in [] if parent is None else list(parent.iterchildren(*FALLBACK)):
            fallback.clear()


def paragraphs_of(element: _Element) -> Iterator[tuple[_Element, list[_Element]]]:
    """Each paragraph in an element with its pieces of text, in order, by one pass over all text.

    Text outside any paragraph goes with the one before it, or the first: none can be lost.
    """
    paragraph: _Element | None = None
    pieces: list[_Element] = []
    for node in element.iter(*PARAGRAPH, *FLOW):
        if node.tag not in PARAGRAPH:
            pieces.append(node)
            continue
        if paragraph is not None:
            yield paragraph, pieces
            pieces = []
        paragraph = node
    yield element if paragraph is None else paragraph, pieces


def text_of(pieces: Iterable[_Element]) -> str:
    """The text of a paragraph's pieces."""
    return "".join([piece.text or "" for piece in pieces])


def count_in_paragraphs(element: _Element) -> int:
    """The words in an element; one never runs on from a paragraph into the next."""
    return sum(count_words(text_of(pieces)) for _, pieces in paragraphs_of(element))


def number_cells(root: _Element) -> dict[_Element, Cell]:
    """The place of each cell; a table in a cell is a part of that cell."""
    cells: dict[_Element, Cell] = {}
    tables: dict[_Element, int] = {}
    rows: dict[_Element, int] = {}
    columns: Counter[_Element] = Counter()
    for element in root.iter(*CELL):
        row = next(element.iterancestors(*ROW), None)
        table = next(element.iterancestors(*TABLE), None)
        if row is None or table is None or next(element.iterancestors(*CELL), None) is not None:
            continue
        if table not in tables:
            tables[table] = len(tables) + 1
            rows = {}
        if row not in rows:
            rows[row] = len(rows) + 1
        columns[row] += 1
        cells[element] = Cell(tables[table], rows[row], columns[row])
    return _with_merged_rows(root, cells) if cells else cells


def _with_merged_rows(root: _Element, cells: dict[_Element, Cell]) -> dict[_Element, Cell]:
    """The same, where a label's cell that reaches over several rows makes them one row.

    Word writes such a cell once more in each row below, blank and marked as going on.
    """
    goes_on = {
        cell: cells[cell]
        for merged in root.iter(*MERGED)
        if not {"restart"} & {*merged.values()}
        for cell in merged.iterancestors(*CELL)
        if cell in cells and not _words_in(cell)
    }
    if not goes_on:
        return cells
    by_place = {cell: element for element, cell in cells.items()}
    above: dict[tuple[int, int], int] = {}
    for cell in sorted(goes_on.values()):
        start = above.get((cell.table, cell.row - 1), cell.row - 1)
        begins = by_place.get(cell._replace(row=start))
        if begins is not None and _may_be_label(_words_in(begins)):
            above[cell.table, cell.row] = start
    return {
        element: cell._replace(row=above.get((cell.table, cell.row), cell.row))
        for element, cell in cells.items()
    }


def _words_in(cell: _Element) -> str:
    return " ".join(text_of(pieces) for _, pieces in paragraphs_of(cell)).strip()


def _may_be_label(text: str) -> bool:
    return 0 < len(text) <= LONGEST_LABEL and any(sign.isalpha() for sign in text)


def cell_of(paragraph: _Element, cells: dict[_Element, Cell]) -> Cell | None:
    """The place of the outermost cell that a paragraph stands in; None outside of tables."""
    found = [cells[cell] for cell in paragraph.iterancestors(*CELL) if cell in cells]
    return found[0] if found else None
