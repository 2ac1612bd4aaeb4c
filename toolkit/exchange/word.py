"""A Word file of ours: A4, large plain type, real headings, a contents list, nobody's name in it.

python-docx is imported where a file is made, since it is slow to load.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

QUOTATION = "Quote"
NOTE = "Content note"
SOURCE = "Source"
LEAD_IN = "Lead-in"
DETAIL = "Detail"
TABLE_TEXT = "Table text"
TEXT_WIDTH_CM = 16.5

_FONT = "Arial"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def plain_text(text: str) -> str:
    """The text with each character that no XML file can hold shown as "\\N{REPLACEMENT CHARACTER}".

    Example:
        >>> plain_text("a\\x00b\\ttab")
        'a\\ufffdb\\ttab'
    """
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a paragraph style looks; sizes and spaces in points, the indent in centimetres."""

    style: str
    size: float
    before: float
    after: float
    bold: bool = False
    indent: float = 0


_LOOKS = (
    _Look("Normal", 13, 0, 8),
    _Look("Title", 28, 0, 6, bold=True),
    _Look("Heading 1", 22, 26, 8, bold=True),
    _Look("Heading 2", 17, 20, 6, bold=True),
    _Look("Heading 3", 14, 16, 4, bold=True),
    _Look("List Bullet", 13, 0, 4),
    _Look(NOTE, 12, 8, 0, indent=0.8),
    _Look(LEAD_IN, 13, 0, 6),
    _Look(DETAIL, 13, 0, 3),
    _Look(QUOTATION, 13, 4, 2, indent=0.8),
    _Look(SOURCE, 11.5, 0, 12, indent=0.8),
    _Look(TABLE_TEXT, 11.5, 2, 2),
    _Look("toc 1", 13, 6, 2, bold=True),
    _Look("toc 2", 13, 0, 2, indent=0.8),
)


class WordFile:
    """A Word document in the making.

    Args:
        title: Stands on the first page, in the footer and in the file's properties.
        made_at: ISO 8601; the only time that the file holds.
    """

    def __init__(self, title: str, made_at: str) -> None:
        import docx

        self._document: Document = docx.Document()
        self._entries: list[tuple[int, str, str]] = []
        self._contents: Paragraph | None = None
        self._pictures = 0
        title = " ".join(plain_text(title).split())
        _set_styles(self._document)
        _set_page(self._document, title)
        _set_properties(self._document, title, made_at)
        self._style_ids = {style.name: style.style_id for style in self._document.styles}
        # Adding before a last, empty paragraph takes the same time however long the file is;
        # python-docx's own way of adding at the end looks through all of it each time.
        self._end = self._document.add_paragraph()
        self.paragraph(title, "Title")

    def heading(self, text: str, level: int, *, listed: bool = True) -> None:
        """Add a heading; those of levels 1 and 2 come into the contents list if they may."""
        text = " ".join(plain_text(text).split())
        paragraph = self.paragraph(text, f"Heading {level}")
        if level <= 2 and listed:
            name = f"_Toc{len(self._entries) + 1:08d}"
            self._entries.append((level, text, name))
            _bookmark(paragraph, name, len(self._entries))

    def paragraph(self, text: str, style: str = "Normal") -> Paragraph:
        """Add a paragraph; a line feed in the text breaks the line."""
        paragraph = self._end.insert_paragraph_before(plain_text(text))
        _set_style(paragraph, self._style_ids[style])
        return paragraph

    def labelled(self, label: str, text: str, style: str = "Normal") -> None:
        """Add a paragraph that opens with a bold label."""
        paragraph = self.paragraph("", style)
        paragraph.add_run(plain_text(f"{label}: ")).bold = True
        paragraph.add_run(plain_text(text))

    def bullets(self, texts: Iterable[str]) -> None:
        """Add a list."""
        for text in texts:
            self.paragraph(text, "List Bullet")

    def quotation(self, words: str, note: str, source: str) -> None:
        """Add a quotation exactly as it stands, its content note before and its source after it."""
        if note:
            self.labelled("Content note", note, NOTE)
        self.paragraph(words, QUOTATION)
        self.paragraph(source, SOURCE)

    def table(
        self, headings: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[float]
    ) -> None:
        """Add a table whose first row repeats on each page.

        Args:
            headings: One a column.
            rows: Shape (n_rows, n_columns).
            widths: Of the columns, as shares; they need not add up to anything.
        """
        from docx.shared import Cm

        table = self._document.add_table(len(rows) + 1, len(headings), "Table Grid")
        _element(self._end).addprevious(table._tbl)
        table.autofit = False
        shares = [Cm(TEXT_WIDTH_CM * width / sum(widths)) for width in widths]
        for column, share in zip(table.columns, shares, strict=True):
            column.width = share
        for number, (row, cells) in enumerate(zip(table.rows, [headings, *rows], strict=True)):
            _keep_row(row, is_heading=number == 0)
            for cell, share, content in zip(row.cells, shares, cells, strict=True):
                cell.width = share
                paragraph = cell.paragraphs[0]
                _set_style(paragraph, self._style_ids[TABLE_TEXT])
                paragraph.add_run(plain_text(str(content))).bold = number == 0 or None
                if number == 0:
                    _shade(cell)
        self.paragraph("", TABLE_TEXT)

    def picture(self, png: bytes, alt: str) -> None:
        """Add a picture over the full width, with its content in words for those who listen."""
        from docx.shared import Cm

        run = self.paragraph("").add_run()
        shape = run.add_picture(io.BytesIO(png), width=Cm(TEXT_WIDTH_CM))
        self._pictures += 1
        properties: Any = shape._inline.docPr
        properties.set("name", f"Chart {self._pictures}")
        properties.set("descr", plain_text(alt))

    def contents(self) -> None:
        """Mark where the contents list goes; it takes in headings that are added later."""
        self._contents = self.paragraph("")

    def to_bytes(self) -> bytes:
        """The finished file; the same for the same content, whenever it is made."""
        if self._contents is not None and self._entries:
            _fill_contents(self._contents, self._entries)
        _set_style(self._end, self._style_ids[TABLE_TEXT])
        made = io.BytesIO()
        self._document.save(made)
        return _without_times(made.getvalue())


def _set_style(paragraph: Paragraph, style_id: str) -> None:
    # python-docx looks a style up by walking through all of them; ten thousand quotations
    # would take half a minute.
    _element(paragraph).style = style_id


def _element(paragraph: Paragraph) -> Any:
    return paragraph.paragraph_format.element


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt, RGBColor

    styles: Any = document.styles
    for fonts in styles.element.iter(qn("w:rFonts")):
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)
    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for look in _LOOKS:
        if look.style not in styles:
            built_in = look.style.startswith("toc ")
            made = styles.add_style(look.style, WD_STYLE_TYPE.PARAGRAPH, built_in)
            made.base_style = styles["Normal"]
        style = styles[look.style]
        style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.bold, False
        style.font.color.rgb = RGBColor(0x1A, 0x1A, 0x1A)
        layout = style.paragraph_format
        layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
        layout.line_spacing = 1.2
        if look.indent:
            layout.left_indent = Cm(look.indent)
    for name in (NOTE, LEAD_IN, QUOTATION):
        styles[name].paragraph_format.keep_with_next = True
    _draw_border(styles[QUOTATION].element.get_or_add_pPr(), "left")
    title = styles["Title"].element.get_or_add_pPr()
    title.remove(title.find(qn("w:pBdr")))


def _draw_border(properties: Any, side: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    border, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for key, value in (("val", "single"), ("sz", "12"), ("space", "10"), ("color", "7F7F7F")):
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    # The schema fixes the order of a paragraph's properties: borders stand before spacing.
    properties.find(qn("w:spacing")).addprevious(border)


def _set_page(document: Document, title: str) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - TEXT_WIDTH_CM) / 2)
    section.top_margin = section.bottom_margin = Cm(2.2)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run(f"{title} \N{EM DASH} page ")
    _add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    _add_field(footer, "NUMPAGES", "1")


def _set_properties(document: Document, title: str, made_at: str) -> None:
    properties = document.core_properties
    properties.title, properties.language = title[:255], "en-GB"
    properties.author = properties.last_modified_by = properties.comments = ""
    made = datetime.fromisoformat(made_at)
    properties.created = properties.modified = made.replace(tzinfo=None)


def _keep_row(row: Any, *, is_heading: bool) -> None:
    """Keep a row on one page, and repeat the first on each page."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_heading:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "EDEDED")):
        shading.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shading)


def _bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    for run in paragraph.runs:
        run.element.addprevious(start)
        run.element.addnext(end)


def _add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word and LibreOffice work out, with what is shown until they do."""
    _start_field(paragraph, instruction)
    paragraph.add_run(shown)
    _add_mark(paragraph, "end")


def _start_field(paragraph: Paragraph, instruction: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _add_mark(paragraph, "begin")
    code = OxmlElement("w:instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    paragraph.add_run().element.append(code)
    _add_mark(paragraph, "separate")


def _add_mark(paragraph: Paragraph, kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run().element.append(mark)


def _fill_contents(place: Paragraph, entries: Sequence[tuple[int, str, str]]) -> None:
    """Write the contents list as a field that is filled already, each line a link.

    It shows no page numbers: only Word can know them, and asking it to work them out when the
    file is opened makes it put an alarming question to the reader. Sections are numbered.
    """
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for number, (level, text, bookmark) in enumerate(entries):
        line = place.insert_paragraph_before()
        _set_style(line, f"toc{level}")
        if number == 0:
            _start_field(line, 'TOC \\o "1-2" \\n \\h')
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        link.append(line.add_run(text).element)
        _element(line).append(link)
        if number == len(entries) - 1:
            _add_mark(line, "end")


def _without_times(content: bytes) -> bytes:
    """The zip file with the times of its parts set back, so that it depends on them alone."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _LONG_AGO)
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return made.getvalue()
