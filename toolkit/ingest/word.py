"""Word files (.docx): the paragraphs and tables of the body, and what stands beside them.

The parts are read as they are. A library for Word files takes a hundred times as long, and
passes over what is tracked, boxed or nested. Speech is what a reader of the page would read:
words in content controls, smart tags, fields and links, and tracked insertions with them. All
other words are counted by kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import check_is_zip
from toolkit.ingest.package import Package
from toolkit.ingest.source import Cell, Line, Source
from toolkit.model.transcript import count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

# Word writes the first of each pair, and the second in "Strict Open XML".
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
MATHS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://purl.oclc.org/ooxml/officeDocument/math",
)
DRAWING = (
    "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/main",
)
COMPATIBILITY = ("http://schemas.openxmlformats.org/markup-compatibility/2006",)


def _tags(*names: str, spaces: Iterable[str] = WORD) -> frozenset[str]:
    return frozenset(f"{{{space}}}{name}" for space in spaces for name in names)


PARAGRAPH, TABLE, ROW, CELL = _tags("p"), _tags("tbl"), _tags("tr"), _tags("tc")
RUN, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = _tags("r"), _tags("rPr"), _tags("pPr")
CONTROL_CONTENT, CHUNK = _tags("sdtContent"), _tags("altChunk")
TEXT = _tags("t", "delText") | _tags("t", spaces=(*MATHS, *DRAWING))
# Signs that are elements of their own; each is given its text, and is text then.
SIGNS = {
    **dict.fromkeys(_tags("tab", "ptab"), "\t"),
    **dict.fromkeys(_tags("br", "cr"), "\n"),
    **dict.fromkeys(_tags("noBreakHyphen"), "-"),
}
FLOW = (*TEXT, *SIGNS)
STYLE = _tags("pStyle")
DELETED = _tags("del", "moveFrom")
HIDDEN, UNFILLED = _tags("vanish"), _tags("showingPlcHdr")
ASIDES = {
    **dict.fromkeys(DELETED, "deletion"),
    **dict.fromkeys(_tags("drawing", "pict", "object"), "text_box"),
}
FALLBACK, CHOICE = _tags("Fallback", spaces=COMPATIBILITY), _tags("Choice", spaces=COMPATIBILITY)
RARE = (*SIGNS, *ASIDES, *STYLE, *HIDDEN, *UNFILLED, *CHUNK)
OFF = frozenset(["0", "false", "off"])

CONTENT_TYPES = "[Content_Types].xml"
OFFICE = "application/vnd.openxmlformats-officedocument."
MAIN_TYPES = frozenset(
    [
        f"{OFFICE}wordprocessingml.document.main+xml",
        f"{OFFICE}wordprocessingml.template.main+xml",
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ]
)
SIDE_TYPES = {
    f"{OFFICE}wordprocessingml.header+xml": "header",
    f"{OFFICE}wordprocessingml.footer+xml": "footer",
    f"{OFFICE}wordprocessingml.footnotes+xml": "footnote",
    f"{OFFICE}wordprocessingml.endnotes+xml": "footnote",
    f"{OFFICE}wordprocessingml.comments+xml": "comment",
    f"{OFFICE}drawingml.diagramData+xml": "text_box",
}
OTHER_PROGRAMS = (
    ("spreadsheetml", "an Excel table"),
    ("presentationml", "a PowerPoint presentation"),
)
HEADING_STYLES = (
    ("title", "title"),
    ("subtitle", "title"),
    ("heading", "heading"),
    ("toc", "heading"),
)


def read_word(data: bytes) -> Source:
    """The lines of a Word file's body, and the words beside it by kind.

    Raises:
        UnreadableFile: It is no Word file, or a damaged, locked or dangerous one. Every part
            that cannot be read is a problem of its own.
    """
    check_is_zip(data)
    package = Package(data)
    main, side_parts = _find_parts(package)
    reader = _WordReader()
    problems: list[Problem] = []
    for name, kind in [(main, "body"), *side_parts]:
        try:
            reader.read_part(package.parse(name), kind)
        except UnreadableFile as error:
            problems += error.problems
    if problems:
        raise UnreadableFile(problems[0].code, problems[0].message, problems=problems)
    return reader.source()


def _find_parts(package: Package) -> tuple[str, list[tuple[str, str]]]:
    """The name of the main part, and the names and kinds of those that hold words beside it."""
    if CONTENT_TYPES not in package.names:
        raise _other_archive(package, "")
    types = package.parse(CONTENT_TYPES)
    parts = [(part.get("PartName", "").lstrip("/"), part.get("ContentType", "")) for part in types]
    main = [name for name, kind in parts if kind in MAIN_TYPES]
    if not main:
        raise _other_archive(package, " ".join(kind for _, kind in parts))
    sides = [(name, SIDE_TYPES[kind]) for name, kind in parts if kind in SIDE_TYPES]
    return main[0], [(name, kind) for name, kind in sides if name in package.names]


def _other_archive(package: Package, types: str) -> UnreadableFile:
    found = next((kind for word, kind in OTHER_PROGRAMS if word in types), "an archive")
    if "mimetype" in package.names and b"opendocument" in package.read("mimetype")[:100]:
        found = "a file of LibreOffice"
    return UnreadableFile(
        "I107",
        f"This is no Word file, though its name says so; it is {found}. Open it in the program "
        "that wrote it, and save the transcript as a Word file (.docx).",
    )


class _WordReader:
    """The lines and the counts so far, part by part."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.left_out: Counter[str] = Counter()
        self.texts: list[str] = []
        self.chunks = 0
        self.styles: dict[_Element, str] = {}
        self.joined: set[_Element] = set()

    def read_part(self, root: _Element, kind: str) -> None:
        """The body's lines, or the words of a part beside it."""
        _drop_fallbacks(root)
        for element in reversed(list(root.iter(*RARE))):
            self._take_out(element)
        if kind == "body":
            self._read_body(root)
        else:
            self.left_out[kind] += _count_paragraphs(root)

    def source(self) -> Source:
        """All that was read, accounted for."""
        return Source(
            read_as="Word file",
            lines=tuple(self.lines),
            left_out=self.left_out,
            words_in=count_words("\n".join(self.texts)) + self.left_out.total(),
            doubts=(_chunk_doubt(self.chunks),) if self.chunks else (),
        )

    def _read_body(self, root: _Element) -> None:
        cells = _number_cells(root)
        number = 0
        carried = ""
        for paragraph, text in _paragraphs(root):
            cell = _cell_of(paragraph, cells) if cells else None
            number += cell is None
            if self.joined and paragraph in self.joined:
                carried += text
                continue
            self.texts.append(carried + text)
            place = f"table {cell.table}, row {cell.row}" if cell else f"paragraph {number}"
            style = self.styles.get(paragraph, "") if self.styles else ""
            self._add_lines(carried + text, place, cell, style)
            carried = ""
        if carried:
            self.texts.append(carried)
            self._add_lines(carried, f"paragraph {number}", None, "")

    def _add_lines(self, text: str, place: str, cell: Cell | None, style: str) -> None:
        opens = True
        for line in text.split("\n") if "\n" in text else (text,):
            if line and not line.isspace():
                self.lines.append(Line(line, place, cell, opens, None, style))
                opens = False

    def _take_out(self, element: _Element) -> None:
        """Count and remove what is no speech; note what else is rare in a tree.

        Elements come innermost first, so that nothing is counted twice.
        """
        parent, tag = element.getparent(), element.tag
        if parent is None:
            return
        if tag in SIGNS:
            element.text = SIGNS[tag] if parent.tag in RUN else None
        elif tag in STYLE:
            self._note_style(element)
        elif tag in CHUNK:
            self.chunks += 1
        elif tag in ASIDES and parent.tag not in RUN_PROPERTIES:
            self._leave_out(ASIDES[tag], element)
        else:
            self._take_out_by_property(element, parent)

    def _take_out_by_property(self, element: _Element, parent: _Element) -> None:
        """The same for what a run, a paragraph's end or a content control says of itself."""
        owner = parent.getparent()
        if owner is None or not OFF.isdisjoint(element.values()):
            return
        if element.tag in UNFILLED:
            for content in owner.iterchildren(*CONTROL_CONTENT):
                self._leave_out("unfilled_field", content)
        elif element.tag in HIDDEN and owner.tag in RUN:
            self._leave_out("hidden_text", owner)
        elif element.tag in DELETED and owner.tag in PARAGRAPH_PROPERTIES:
            self.joined.update(owner.iterancestors(*PARAGRAPH))

    def _leave_out(self, kind: str, element: _Element) -> None:
        self.left_out[kind] += _count_paragraphs(element)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _note_style(self, element: _Element) -> None:
        name = str(next(iter(element.values()), "")).lower()
        kind = next((kind for start, kind in HEADING_STYLES if name.startswith(start)), "")
        if kind:
            self.styles.update((paragraph, kind) for paragraph in element.iterancestors(*PARAGRAPH))


def _drop_fallbacks(root: _Element) -> None:
    """Take out what stands there once more in another form, for older programs."""
    for parent in {choice.getparent() for choice in root.iter(*CHOICE)}:
        for fallback in [] if parent is None else list(parent.iterchildren(*FALLBACK)):
            fallback.clear()


def _paragraphs(element: _Element) -> Iterator[tuple[_Element, str]]:
    """Each paragraph in an element with its text, in order, by one pass over all text.

    Text outside any paragraph goes with the one before it, or the first: none can be lost.
    """
    paragraph: _Element | None = None
    pieces: list[str] = []
    for node in element.iter(*PARAGRAPH, *FLOW):
        if node.tag not in PARAGRAPH:
            pieces.append(node.text or "")
            continue
        if paragraph is not None:
            yield paragraph, "".join(pieces)
            pieces = []
        paragraph = node
    yield element if paragraph is None else paragraph, "".join(pieces)


def _count_paragraphs(element: _Element) -> int:
    """The words in an element; one never runs on from a paragraph into the next."""
    return sum(count_words(text) for _, text in _paragraphs(element))


def _number_cells(root: _Element) -> dict[_Element, Cell]:
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
    return cells


def _cell_of(paragraph: _Element, cells: dict[_Element, Cell]) -> Cell | None:
    found = [cells[cell] for cell in paragraph.iterancestors(*CELL) if cell in cells]
    return found[0] if found else None


def _chunk_doubt(chunks: int) -> Problem:
    return Problem(
        "I212",
        "",
        f"{chunks} pieces of this file are other files put inside it, and were not read. Open "
        "it in Word and save it anew, and they become part of it.",
    )
