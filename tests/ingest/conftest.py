"""Files made for a test: texts, and Word files written part by part."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import pytest

from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Told: TypeAlias = list[tuple[str | None, str]]
WordFile: TypeAlias = Callable[..., Path]


def told(reading: Reading) -> Told:
    """Who said what, in order."""
    made = reading.transcript
    return [(turn.speaker, made.words_of(turn)) for turn in made.turns]


@pytest.fixture
def read_text(tmp_path: Path) -> Callable[..., Reading]:
    """Reads a text as if it were a file of that name."""

    def read(
        text: str,
        *,
        name: str = "P07.txt",
        encoding: str = "utf-8",
        layout: str | None = None,
    ) -> Reading:
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return read_transcript(file, layout=layout)

    return read


@pytest.fixture
def word_file(tmp_path: Path) -> WordFile:
    """Writes a Word file from the XML of its body, and of parts beside it by kind."""

    def write(
        body: str,
        *,
        sides: Mapping[str, str] | None = None,
        space: str = WORD,
        name: str = "P07.docx",
    ) -> Path:
        kinds = {"document.main": "document", **{kind: kind for kind in sides or {}}}
        overrides = "".join(
            f'<Override PartName="/word/{part}.xml" ContentType="{OFFICE}.{kind}+xml"/>'
            for kind, part in kinds.items()
        )
        file = tmp_path / name
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "[Content_Types].xml",
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                f"{overrides}</Types>",
            )
            for part, xml in {"document": f"<w:body>{body}</w:body>", **(sides or {})}.items():
                archive.writestr(
                    f"word/{part}.xml",
                    f'<?xml version="1.0" encoding="UTF-8"?><w:root xmlns:w="{space}" '
                    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                    f"{xml}</w:root>",
                )
        return file

    return write


def paragraph(*runs: str) -> str:
    """The XML of one paragraph; a run that is no XML yet becomes one."""
    made = (run if run.startswith("<") else f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    return f"<w:p>{''.join(made)}</w:p>"
