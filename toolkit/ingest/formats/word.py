"""Word files (.docx): the paragraphs and tables of the body, and what stands beside them.

The parts are read as they are. A library for Word files takes a hundred times as long, and
passes over what is tracked, boxed or nested. Speech is what a reader of the page would read:
words in content controls, smart tags, fields and links, and tracked insertions with them. All
other words are counted by kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import check_is_zip
from toolkit.ingest.formats.body import kind_of_style
from toolkit.ingest.formats.package import Package
from toolkit.ingest.formats.word_looks import MOST_RUNS, OFF, PLAIN, Look, Looks, look_of_line
from toolkit.ingest.formats.word_tags import (
    ASIDES,
    CHUNK,
    CONTROL_CONTENT,
    DELETED,
    HIDDEN,
    LOOKS,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PLAIN_STYLES,
    RARE,
    RUN,
    RUN_PROPERTIES,
    SIGNS,
    STYLE,
    UNFILLED,
)
from toolkit.ingest.formats.word_tree import (
    cell_of,
    count_in_paragraphs,
    drop_fallbacks,
    number_cells,
    paragraphs_of,
    text_of,
)
from toolkit.ingest.source import Cell, Line, Source, count_in_cells
from toolkit.model.transcript import count_words

if TYPE_CHECKING:
    from lxml.etree import _Element

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
STYLES_TYPE = f"{OFFICE}wordprocessingml.styles+xml"
OTHER_PROGRAMS = (
    ("spreadsheetml", "an Excel table"),
    ("presentationml", "a PowerPoint presentation"),
)
MOST_STYLED = 0.5
UNSET = (False, "", 0)


def read_word(data: bytes) -> Source:
    """The lines of a Word file's body, and the words beside it by kind.

    Raises:
        UnreadableFile: It is no Word file, or a damaged, locked or dangerous one. Every part
            that cannot be read is a problem of its own.
    """
    check_is_zip(data)
    package = Package(data)
    main, side_parts, styles = _find_parts(package)
    reader = _WordReader(lambda: package.parse(styles) if styles in package.names else None)
    problems: list[Problem] = []
    for name, kind in [(main, "body"), *side_parts]:
        try:
            reader.read_part(package.parse(name), kind)
        except UnreadableFile as error:
            problems += error.problems
    if problems:
        raise UnreadableFile(problems[0].code, problems[0].message, problems=problems)
    return reader.source()


def _find_parts(package: Package) -> tuple[str, list[tuple[str, str]], str]:
    """The names of the main part, of those that hold words beside it, by kind, and of styles."""
    if CONTENT_TYPES not in package.names:
        raise _other_archive(package, "")
    types = package.parse(CONTENT_TYPES)
    parts = [(part.get("PartName", "").lstrip("/"), part.get("ContentType", "")) for part in types]
    main = [name for name, kind in parts if kind in MAIN_TYPES]
    if not main:
        raise _other_archive(package, " ".join(kind for _, kind in parts))
    sides = [(name, SIDE_TYPES[kind]) for name, kind in parts if kind in SIDE_TYPES]
    styles = next((name for name, kind in parts if kind == STYLES_TYPE), "")
    return main[0], [(name, kind) for name, kind in sides if name in package.names], styles


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

    def __init__(self, load_styles: Callable[[], _Element | None]) -> None:
        self.load_styles = load_styles
        self.looks: Looks | None = None
        self.lines: list[Line] = []
        self.left_out: Counter[str] = Counter()
        self.texts: list[str] = []
        self.chunks = 0
        self.paragraphs_in: Counter[Cell] = Counter()
        self.styles: dict[_Element, str] = {}
        self.style_of: dict[_Element, str] = {}
        self.joined: set[_Element] = set()

    def read_part(self, root: _Element, kind: str) -> None:
        """The body's lines, or the words of a part beside it."""
        drop_fallbacks(root)
        for element in reversed(list(root.iter(*RARE))):
            self._take_out(element)
        if kind == "body":
            self.looks = self._load_looks(root)
            self._read_body(root)
        else:
            self.left_out[kind] += count_in_paragraphs(root)

    def source(self) -> Source:
        """All that was read, accounted for."""
        styled = sum(len(line.text) for line in self.lines if line.style)
        if styled > MOST_STYLED * sum(len(line.text) for line in self.lines):
            # Styles that are all over a file say nothing about its headings.
            self.lines = [line._replace(style="") for line in self.lines]
        return Source(
            read_as="Word file",
            lines=tuple(
                count_in_cells(self.lines, self.paragraphs_in) if self.paragraphs_in else self.lines
            ),
            left_out=self.left_out,
            words_in=count_words("\n".join(self.texts)) + self.left_out.total(),
            doubts=(_chunk_doubt(self.chunks),) if self.chunks else (),
        )

    def _load_looks(self, root: _Element) -> Looks | None:
        """How words are set, where anything in the body is set in a way of its own."""
        has_looks = next(root.iter(*LOOKS), None) is not None
        if not has_looks and not self.style_of:
            return None
        if sum(1 for _ in islice(root.iter(*RUN), MOST_RUNS + 1)) > MOST_RUNS:
            return None
        return Looks(self.load_styles())

    def _read_body(self, root: _Element) -> None:
        cells = number_cells(root)
        number = 0
        carried: list[_Element] = []
        for paragraph, nodes in paragraphs_of(root):
            cell = cell_of(paragraph, cells) if cells else None
            number += cell is None
            if self.joined and paragraph in self.joined:
                carried += nodes
                continue
            place = f"table {cell.table}, row {cell.row}" if cell else f"paragraph {number}"
            self._add_paragraph(paragraph, carried + nodes if carried else nodes, place, cell)
            carried = []
        if carried:
            self._add_paragraph(root, carried, f"paragraph {number}", None)

    def _add_paragraph(
        self, paragraph: _Element, nodes: list[_Element], place: str, cell: Cell | None
    ) -> None:
        text = text_of(nodes)
        self.texts.append(text)
        if cell is not None:
            self.paragraphs_in[cell] += 1
            cell = cell._replace(paragraph=self.paragraphs_in[cell])
        style = self.styles.get(paragraph, "") if self.styles else ""
        if self.looks is None and "\n" not in text:
            if text and not text.isspace():
                self.lines.append(Line(text, place, cell, True, None, style))
            return
        looks = self._looks_of(paragraph, nodes) if self.looks else iter(())
        opens = True
        for line in text.split("\n") if "\n" in text else (text,):
            bold, look, bold_end = next(looks, UNSET)
            if line and not line.isspace():
                self.lines.append(Line(line, place, cell, opens, None, style, bold, look, bold_end))
                opens = False

    def _looks_of(
        self, paragraph: _Element, nodes: list[_Element]
    ) -> Iterator[tuple[bool, str, int]]:
        """How each line of a paragraph is set."""
        line: list[tuple[str, Look]] = []
        for node in nodes:
            look = self._look_of(node, self.style_of.get(paragraph, ""))
            first, *others = (node.text or "").split("\n")
            line.append((first, look))
            for other in others:
                yield look_of_line(line)
                line = [(other, look)]
        yield look_of_line(line)

    def _look_of(self, node: _Element, style: str) -> Look:
        run = node.getparent()
        return PLAIN if self.looks is None or run is None else self.looks.look_of(run, style)

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
        self.left_out[kind] += count_in_paragraphs(element)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _note_style(self, element: _Element) -> None:
        name = str(next(iter(element.values()), ""))
        paragraph = next(element.iterancestors(*PARAGRAPH), None)
        if paragraph is None or name in PLAIN_STYLES:
            return
        self.style_of[paragraph] = name
        kind = kind_of_style(name)
        if kind:
            self.styles[paragraph] = kind


def _chunk_doubt(chunks: int) -> Problem:
    return Problem(
        "I212",
        "",
        f"Other files are put inside this one, and were not read: {chunks}. Open it in Word and "
        "save it anew, and they become part of it.",
    )
