"""Files made for a test: texts, captions, and Word files written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from docx import Document

from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
Told = list[tuple[str | None, str]]


def told(reading: Reading) -> Told:
    """Who said what, in order."""
    made = reading.transcript
    return [(turn.speaker, made.words_of(turn)) for turn in made.turns]


def codes(reading: Reading) -> list[str]:
    """The codes of all that the report says."""
    return [problem.code for problem in reading.report.problems]


def read_text(
    folder: Path, text: str, *, name: str = "P07.txt", layout: str | None = None
) -> Reading:
    """A text, read as if it were a file of that name."""
    file = folder / name
    file.write_bytes(text.encode())
    return read_transcript(file, layout=layout)


def read_paragraphs(folder: Path, paragraphs: Iterable[str]) -> Reading:
    """A Word file of these paragraphs, written by python-docx and read."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(str(folder / "P07.docx"))
    return read_transcript(folder / "P07.docx")


def read_table(folder: Path, rows: Iterable[Iterable[str]]) -> Reading:
    """A Word file of one table, a paragraph a cell and a line of it, written and read."""
    table: list[list[str]] = [list(row) for row in rows]
    document = Document()
    made = document.add_table(len(table), len(table[0]))
    for line, row in zip(made.rows, table, strict=True):
        for cell, words in zip(line.cells, row, strict=True):
            first, *others = words.split("\n")
            cell.paragraphs[0].text = first
            for other in others:
                cell.add_paragraph(other)
    document.save(str(folder / "P07.docx"))
    return read_transcript(folder / "P07.docx")


def write_word(
    folder: Path,
    body: str,
    *,
    sides: Mapping[str, str] | None = None,
    space: str = WORD,
    part: str = "word/document.xml",
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """A Word file from the XML of its body, and of parts beside it by kind."""
    parts = {"document.main": (part, f"<w:body>{body}</w:body>")}
    parts |= {kind: (f"word/{kind}.xml", xml) for kind, xml in (sides or {}).items()}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{OFFICE}.{kind}+xml"/>'
        for kind, (name, _) in parts.items()
    )
    file = folder / "P07.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{overrides}</Types>')
        for name, xml in parts.values():
            archive.writestr(name, root(xml, space=space))
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return file


def root(xml: str, *, space: str = WORD, before: str = "") -> str:
    """A whole XML part around this piece of one."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}'
        f'<w:document xmlns:w="{space}" xmlns:mc="{MARKUP}">{xml}</w:document>'
    )


def paragraph(*runs: str) -> str:
    """The XML of one paragraph; a run that is no XML yet becomes one."""
    return f"<w:p>{''.join(run if run.startswith('<') else text_run(run) for run in runs)}</w:p>"


def text_run(words: str, properties: str = "") -> str:
    """The XML of one run."""
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inside}<w:t xml:space="preserve">{words}</w:t></w:r>'
