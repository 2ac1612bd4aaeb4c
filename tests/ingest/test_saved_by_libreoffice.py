"""Word files saved by LibreOffice as .odt and .rtf: read word for word as the Word file is."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from tests.ingest.made_files import WORD, told
from toolkit.ingest.formats.open_document import read_open_document
from toolkit.ingest.formats.rich_text import read_rich_text
from toolkit.ingest.formats.word import read_word
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.source import Source

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine"
)
TALK = [
    ("I", "Were you safe on the wing at night?"),
    ("R", "I\u2019d say never\u00a0ever \u2013 \u201cnot once\u201d, caf\u00e9 or not."),
    ("I", "What did you do about it then?"),
    ("R", "I wrote letters. \U0001f469\u200d\U0001f467 That was all there was."),
    ("I", "And did somebody answer you?"),
    ("R", "Nobody, not for half a year."),
]
BY = f'xmlns:w="{WORD}" w:id="7" w:author="Ann Other" w:date="2020-01-01T00:00:00Z"'
INSERTED = f'<w:ins {BY}><w:r><w:t xml:space="preserve"> put in</w:t></w:r></w:ins>'
DELETED = f'<w:del {BY}><w:r><w:delText xml:space="preserve"> taken out</w:delText></w:r></w:del>'
FOOTNOTE = f'<w:r xmlns:w="{WORD}"><w:footnoteReference w:id="2"/></w:r>'
FOOTNOTES = (
    f'<w:footnotes xmlns:w="{WORD}"><w:footnote w:id="2"><w:p><w:r><w:t>A kind of bird.</w:t>'
    "</w:r></w:p></w:footnote></w:footnotes>"
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def parts(document: WordDocument) -> None:
    """What Word files hold beside plain paragraphs."""
    document.sections[0].header.paragraphs[0].text = "Study seven"
    document.sections[0].footer.paragraphs[0].text = "Page one"
    document.add_heading("Interview 7", 0)
    document.add_heading("Nights", 1)
    for label, words in TALK[:2]:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(words)
    paragraph._p.append(parse_xml(INSERTED))
    paragraph._p.append(parse_xml(DELETED))
    paragraph.add_run(" afterwards.")
    paragraph.add_run("not shown").font.hidden = True
    document.add_comment(paragraph.runs[0], text="Is this him?", author="Bo Visor", initials="BV")
    document.add_paragraph("All of it bold").runs[0].bold = True
    paragraph = document.add_paragraph("I: A tab\there,\na break, and a note")
    paragraph._p.append(parse_xml(FOOTNOTE))
    for words in ("R: First of all.", "Second."):
        document.add_paragraph(words, style="List Number")
    table = document.add_table(2, 2)
    for row, (label, words) in zip(table.rows, TALK[2:4], strict=True):
        row.cells[0].text = label
        row.cells[1].text = words
        row.cells[1].add_paragraph("Once more.")
    inner = table.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "in", "a table"
    document.add_paragraph("I: After it.")


def label_alone(document: WordDocument) -> None:
    for label, words in TALK:
        document.add_paragraph(f"{label}:")
        document.add_paragraph(words)


def inline_label(document: WordDocument) -> None:
    for label, words in TALK:
        document.add_paragraph(f"{label}: {words}")


def label_and_tab(document: WordDocument) -> None:
    for label, words in TALK:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(f"\t{words}")


def interviewer_only(document: WordDocument) -> None:
    for label, words in TALK:
        document.add_paragraph(f"Interviewer: {words}" if label == "I" else words)


def bold_as_speaker(document: WordDocument) -> None:
    for label, words in TALK:
        document.add_paragraph().add_run(words).bold = label == "I"


def one_row(document: WordDocument) -> None:
    """All labels in one cell and all speech in the other, lined up by blank paragraphs."""
    cells = document.add_table(1, 2).rows[0].cells
    for label, words in TALK:
        for cell, text in zip(cells, (label, words), strict=True):
            cell.add_paragraph(text)
            cell.add_paragraph("")


def paragraphs_then_table(document: WordDocument) -> None:
    for label, words in TALK[:4]:
        document.add_paragraph(f"{label}: {words}")
    table = document.add_table(2, 2)
    for row, cells in zip(table.rows, TALK[4:], strict=True):
        row.cells[0].text, row.cells[1].text = cells


MADE: dict[str, Callable[[WordDocument], None]] = {
    made.__name__: made
    for made in (
        parts,
        label_alone,
        inline_label,
        label_and_tab,
        interviewer_only,
        bold_as_speaker,
        one_row,
        paragraphs_then_table,
    )
}
READERS = {"docx": read_word, "odt": read_open_document, "rtf": read_rich_text}


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with each document as .docx, .odt and .rtf; LibreOffice is slow, so in one go."""
    folder = tmp_path_factory.mktemp("saved")
    for name, make in MADE.items():
        document = Document()
        make(document)
        document.save(str(folder / f"{name}.docx"))
    add_footnotes(folder / "parts.docx")
    files = [str(folder / f"{name}.docx") for name in MADE]
    for ending in ("odt", "rtf"):
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile",
             "--convert-to", ending, "--outdir", str(folder), *files],
            check=True, capture_output=True, timeout=300,
        )  # fmt: skip
    return folder


def add_footnotes(file: Path) -> None:
    """The part that python-docx cannot write."""
    with zipfile.ZipFile(file) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    links = "word/_rels/document.xml.rels"
    for part, end, more in [
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/>',
        ),
        (
            links,
            "</Relationships>",
            f'<Relationship Id="n1" Type="{RELATIONS}/footnotes" Target="footnotes.xml"/>',
        ),
    ]:
        contents[part] = contents[part].replace(end.encode(), f"{more}{end}".encode())
    contents["word/footnotes.xml"] = FOOTNOTES.encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)


def found(source: Source) -> list[object]:
    """All that tells one line from another, but for the names of fonts and colours."""
    return [
        (line.text.strip(), line.place, line.cell, line.opens, line.style, line.bold, line.bold_end)
        for line in source.lines
    ]


@pytest.mark.parametrize("ending", ["odt", "rtf"])
@pytest.mark.parametrize("name", MADE)
def test_it_is_read_as_the_word_file_is(saved: Path, name: str, ending: str) -> None:
    original = read_word((saved / f"{name}.docx").read_bytes())
    source = READERS[ending]((saved / f"{name}.{ending}").read_bytes())
    assert found(source) == found(original)
    assert source.left_out == original.left_out
    assert (source.words_in, source.doubts, source.notices) == (original.words_in, (), ())


@pytest.mark.parametrize("ending", ["odt", "rtf"])
@pytest.mark.parametrize("name", [name for name in MADE if name != "parts"])
def test_each_of_the_seven_layouts_gives_the_same_turns(
    saved: Path, name: str, ending: str
) -> None:
    original = read_transcript(saved / f"{name}.docx")
    reading = read_transcript(saved / f"{name}.{ending}")
    assert told(reading) == told(original)
    assert reading.report.layout == original.report.layout
    assert reading.report.words_unexplained == 0
    spoken = " ".join(words for _, words in TALK)
    assert " ".join(reading.transcript.text.split()) == " ".join(spoken.split())


def test_all_that_stands_beside_the_speech_is_counted(saved: Path) -> None:
    for ending in ("odt", "rtf"):
        left_out = READERS[ending]((saved / f"parts.{ending}").read_bytes()).left_out
        assert left_out == {
            "comment": 3, "deletion": 2, "footer": 2, "footnote": 4, "header": 2, "hidden_text": 2,
        }  # fmt: skip
