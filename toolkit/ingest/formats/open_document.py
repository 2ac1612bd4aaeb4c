"""LibreOffice texts (.odt): the paragraphs and tables of the body, and what stands beside them.

The same words are speech as in a Word file: those in links, fields, sections, lists and indexes,
and tracked insertions with them. All other words are counted by kind. The names of those who
commented or changed something are no words of the file.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import UnreadableFile
from toolkit.ingest.files import check_is_zip, password_protected
from toolkit.ingest.formats.body import Body
from toolkit.ingest.formats.open_document_looks import NAMES, OFFICE, STYLE, TEXT, Styles
from toolkit.ingest.formats.package import Package
from toolkit.ingest.formats.word_looks import PLAIN, Look
from toolkit.ingest.source import Cell, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

TABLE, SVG = NAMES % "table", NAMES % "svg-compatible"
DRAWINGS = (NAMES % "drawing", NAMES % "dr3d")
OWN = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

PARAGRAPHS = frozenset([f"{TEXT}p", f"{TEXT}h"])
SPANS = frozenset([f"{TEXT}span", f"{TEXT}a"])
SIGNS = {f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
BLANKS = f"{TEXT}s"
A_TABLE, ROW = f"{TABLE}table", f"{TABLE}table-row"
CELL, COVERED = f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
HOLDERS = frozenset([f"{OFFICE}text", f"{TEXT}section", f"{TEXT}list-item", CELL])
"""What paragraphs stand in. Words that stand there without one are kept all the same."""

HIDDEN_TEXT, HIDDEN_PARAGRAPH = f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"
SECTION, CONTROL = f"{TEXT}section", f"{OWN}content-control"
EDGES = ("", "-left", "-first")
ASIDES = {
    f"{TEXT}tracked-changes": "deletion",
    f"{OFFICE}annotation": "comment",
    f"{TEXT}note": "footnote",
    COVERED: "hidden_text",
    **{f"{space}header{edge}": "header" for space in (STYLE, OWN) for edge in EDGES},
    **{f"{space}footer{edge}": "footer" for space in (STYLE, OWN) for edge in EDGES},
}
"""Elements of no speech that hold paragraphs; text in them outside of those is a name or a date."""
BARE_ASIDES = {
    f"{TEXT}ruby-text": "ruby",
    f"{TEXT}placeholder": "unfilled_field",
    HIDDEN_TEXT: "hidden_text",
    f"{SVG}title": "alternative_text",
    f"{SVG}desc": "alternative_text",
}
"""The same for elements that hold their words themselves."""
INDEXES = ("table-of-content", "illustration-index", "table-index", "object-index", "user-index")
NO_WORDS = frozenset(
    [f"{OFFICE}{name}" for name in ("forms", "scripts", "change-info", "binary-data")]
    + [f"{TEXT}{name}-source" for name in (*INDEXES, "alphabetical-index", "bibliography")]
    + [f"{TEXT}{name}" for name in ("note-citation", "number", "script")]
)
"""Elements of names, settings and automatic numbers: nothing that anybody wrote or said."""

BLANK_RUN = re.compile("[ \t\r\n]+")
MOST_BLANKS = 100
TEXT_TYPE = b"opendocument.text"
OTHER_TYPES = (
    (b"opendocument.spreadsheet", "a table of LibreOffice"),
    (b"opendocument.presentation", "a presentation of LibreOffice"),
)


def read_open_document(data: bytes) -> Source:
    """The lines of a LibreOffice text's body, and the words beside it by kind.

    Raises:
        UnreadableFile: It is no such text, or a damaged, locked or dangerous one.
    """
    check_is_zip(data, "LibreOffice text")
    package = Package(data)
    _check_is_text(package)
    content = package.parse("content.xml")
    text = next(content.iter(f"{OFFICE}text"), None)
    if text is None:
        raise _other_archive("a file of LibreOffice that holds no text")
    body = Body()
    common = package.parse("styles.xml") if "styles.xml" in package.names else None
    if common is not None:
        for pages in common.iterchildren(f"{OFFICE}master-styles"):
            _OpenDocumentReader(body, Styles(common, common)).read(pages)
    _OpenDocumentReader(body, Styles(content, common)).read(text)
    return body.source("LibreOffice text")


def _check_is_text(package: Package) -> None:
    manifest = "META-INF/manifest.xml"
    if manifest in package.names and b"encryption-data" in package.read(manifest):
        raise password_protected()
    kind = package.read("mimetype")[:100] if "mimetype" in package.names else TEXT_TYPE
    if TEXT_TYPE not in kind:
        raise _other_archive(next((name for part, name in OTHER_TYPES if part in kind), ""))
    if "content.xml" not in package.names:
        raise _other_archive("a Word file" if "word/document.xml" in package.names else "")


def _other_archive(found: str) -> UnreadableFile:
    return UnreadableFile(
        "I107",
        f"This is no LibreOffice text, though its name says so; it is {found or 'an archive'}. "
        "Choose the transcript itself, or open it in the program that wrote it and save it as "
        "a Word file (.docx).",
    )


class _Place(NamedTuple):
    """What holds for the words where the walk is.

    Attributes:
        opened_by: The element that made it so; None at the start.
        kind: What the words are there, `""` for speech.
        in_paragraph: Whether text is words there.
        look: How they are set.
        hidden: Whether a style hides them.
    """

    opened_by: _Element | None = None
    kind: str = ""
    in_paragraph: bool = False
    look: Look = PLAIN
    hidden: bool = False


class _OpenDocumentReader:
    """A walk through the elements of one part."""

    def __init__(self, body: Body, styles: Styles) -> None:
        self.body = body
        self.styles = styles
        self.places = [_Place()]
        self.hidden: frozenset[_Element] = frozenset()
        self.tables_open = 0
        self.cell = Cell(0, 0, 0)
        self.ends_blank = False

    def read(self, root: _Element) -> None:
        """All words under an element, in order."""
        from lxml import etree

        self.hidden = frozenset(
            paragraph
            for field in root.iter(HIDDEN_PARAGRAPH)
            if field.get(f"{TEXT}is-hidden") == "true"
            for paragraph in field.iterancestors(*PARAGRAPHS)
        )
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._close(element)
                if element.tail and element is not root:
                    self._add(element.tail, element.getparent())
            elif element.tag in NO_WORDS:
                walk.skip_subtree()
            else:
                self._open(element)
                if element.text:
                    self._add(element.text, element)

    def _open(self, element: _Element) -> None:
        tag, here = element.tag, self.places[-1]
        if tag in SPANS:
            style = element.get(f"{TEXT}style-name", "")
            look, hidden = self.styles.of_span(style, here.look, here.hidden)
            self.places.append(_Place(element, here.kind, here.in_paragraph, look, hidden))
        elif tag in SIGNS:
            self._say(SIGNS[tag])
        elif tag == BLANKS:
            self._say(" " * min(_number(element, f"{TEXT}c"), MOST_BLANKS))
        elif tag in PARAGRAPHS:
            self._open_paragraph(element)
        else:
            if not here.kind:
                self._count_cells(element)
            kind = _kind_of_aside(element)
            if kind:
                self.body.part_asides()
                holds_words = tag in BARE_ASIDES or tag == CONTROL
                self.places.append(_Place(element, kind, holds_words))

    def _close(self, element: _Element) -> None:
        tag = element.tag
        if tag in PARAGRAPHS:
            self._close_paragraph(element)
        elif tag in HOLDERS:
            self._end_stray_words()
        if self.places[-1].opened_by is element:
            closed = self.places.pop()
            if closed.kind != self.places[-1].kind:
                self.body.part_asides()
        if tag == A_TABLE and not self.places[-1].kind:
            self.tables_open -= 1

    def _open_paragraph(self, element: _Element) -> None:
        here = self.places[-1]
        look, hidden = self.styles.of_paragraph(element.get(f"{TEXT}style-name", ""))
        if not here.kind:
            self._end_stray_words()
            self.ends_blank = True
        self.places.append(_Place(element, here.kind, True, look, hidden or element in self.hidden))

    def _close_paragraph(self, element: _Element) -> None:
        if self.places[-1].kind:
            self.body.part_asides()
            return
        is_heading = element.tag == f"{TEXT}h"
        kind = self.styles.kind_of(element.get(f"{TEXT}style-name", ""))
        self._end_paragraph(kind or ("heading" if is_heading else ""))

    def _end_stray_words(self) -> None:
        if self.body.is_open and not self.places[-1].kind:
            self._end_paragraph("")

    def _end_paragraph(self, style: str) -> None:
        self.body.end_paragraph(self.cell if self.tables_open else None, style)

    def _count_cells(self, element: _Element) -> None:
        """Where the walk is among the tables; a table in a cell is a part of that cell."""
        here = self.cell
        if element.tag == A_TABLE:
            self.tables_open += 1
            if self.tables_open == 1:
                self.cell = Cell(here.table + 1, 0, 0)
        elif self.tables_open != 1:
            return
        elif element.tag == ROW:
            self.cell = Cell(here.table, here.row + 1, 0)
        elif element.tag in (CELL, COVERED):
            self.cell = here._replace(column=here.column + 1)

    def _add(self, text: str, parent: _Element | None) -> None:
        """Text between two tags, in which any run of blanks stands for one."""
        here = self.places[-1]
        text = BLANK_RUN.sub(" ", text)
        if here.in_paragraph:
            is_speech = not here.kind and not here.hidden
            self._say(text[1:] if is_speech and self.ends_blank and text[0] == " " else text)
            if is_speech:
                self.ends_blank = text[-1] == " "
        elif not here.kind and parent is not None and parent.tag in HOLDERS and text != " ":
            self.body.say(text, PLAIN)

    def _say(self, text: str) -> None:
        here = self.places[-1]
        kind = "hidden_text" if here.hidden else here.kind
        if kind:
            self.body.set_aside(kind, text)
        else:
            self.body.say(text, here.look)
            self.ends_blank = False


def _kind_of_aside(element: _Element) -> str:
    """What the words in an element are, where it makes them no speech; else `""`."""
    tag = element.tag
    if tag in ASIDES:
        return ASIDES[tag]
    if tag in BARE_ASIDES:
        is_shown = tag == HIDDEN_TEXT and element.get(f"{TEXT}is-hidden") == "false"
        return "" if is_shown else BARE_ASIDES[tag]
    if tag.startswith(DRAWINGS):
        return "text_box"
    if tag == SECTION:
        hidden = element.get(f"{TEXT}is-hidden") or element.get(f"{TEXT}display")
        return "hidden_text" if hidden in ("true", "none") else ""
    if tag == CONTROL and element.get(f"{OWN}showing-place-holder") == "true":
        return "unfilled_field"
    return ""


def _number(element: _Element, name: str) -> int:
    number = element.get(name, "1")
    return (
        int(number) if number.isdecimal() and len(number) < len(str(MOST_BLANKS)) else MOST_BLANKS
    )
