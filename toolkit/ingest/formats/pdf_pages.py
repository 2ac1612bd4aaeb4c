"""Printed pages in (.pdf with text): their lines, and what stands on every page beside them.

The library is pypdfium2 (Apache-2.0 or BSD-3): it keeps a label and its words on one line, tells
where each word stands and in which type, and takes a tenth of the time of those in Python.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit import settings
from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import empty_file, kind_of_bytes, password_protected
from toolkit.ingest.formats.pdf_lines import (
    Row,
    count_side_by_side,
    furniture_of,
    lines_of_rows,
    rows_of,
)
from toolkit.ingest.source import Source
from toolkit.model.transcript import count_words

SIGNATURE = b"%PDF-"
FURTHEST_SIGNATURE = 1024
PATIENCE = 10
GAVE_UP = (-4, -5, -6, -9, -24)
"""How a child ends that wants more memory or time than it has: by signals, not in words."""


def read_pdf(data: bytes) -> Source:
    """The lines of a PDF file's pages, and the words beside them by kind.

    Lines that a full one above runs on into are one paragraph. A word in two pieces, with a
    hyphen at the end of a line, is put together only where the file has it whole elsewhere; the
    piece that is then no word of its own is counted as "hyphenation".

    Raises:
        UnreadableFile: It is no PDF file, or one without text (a scan), a damaged, locked or
            dangerous one, or one with far more pages than an interview.
    """
    if SIGNATURE not in data[:FURTHEST_SIGNATURE]:
        raise UnreadableFile(
            "I107",
            f"This is no PDF file, though its name says so; it is "
            f"{kind_of_bytes(data) or 'something else'}. Choose the transcript itself, or give "
            "the file the ending that belongs to it.",
        )
    pages = _ask_child(data)
    rows = rows_of([page["words"] for page in pages])
    left_out = _words_beside(pages)
    if not rows:
        raise empty_file()
    furniture = furniture_of(rows, [page["height"] for page in pages])
    for index, kind in furniture.items():
        left_out[kind] += count_words(rows[index].text)
    body = [row for index, row in enumerate(rows) if index not in furniture]
    lines, joined = lines_of_rows(body, max(page["width"] for page in pages))
    printed = sum(count_words(row.text) for row in rows)
    beside = left_out.total() - sum(count_words(rows[index].text) for index in furniture)
    left_out["hyphenation"] = joined
    return Source(
        read_as=f"PDF file, {len(pages)} {'page' if len(pages) == 1 else 'pages'}",
        lines=tuple(lines),
        left_out=+left_out,
        words_in=printed + beside,
        doubts=tuple(_doubts(pages, body)),
    )


def _ask_child(data: bytes) -> list[dict[str, Any]]:
    """The words of each page, as a process of its own finds them."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", "toolkit.ingest.formats.pdf_words"],
            input=data,
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_much_work() from None
    if child.returncode in GAVE_UP:
        raise _too_much_work()
    if child.returncode != 0:
        raise _refusal("damaged")
    told: dict[str, Any] = json.loads(child.stdout)
    if "refused" in told:
        raise _refusal(told["refused"])
    pages: list[dict[str, Any]] = told["pages"]
    return pages


def _refusal(reason: str) -> UnreadableFile:
    if reason == "password":
        return password_protected()
    if reason == "too_much":
        return _too_much_work()
    if reason == "too_long":
        return UnreadableFile(
            "I115",
            "The file has more pages or letters than any interview. Split it into one file for "
            f"each interview ({settings.MAX_LINES:,} lines at most).",
        )
    return UnreadableFile(
        "I109",
        "The file is damaged or was cut short, and its pages cannot be read. Copy it again from "
        "where it came from, or print it into a new PDF file.",
    )


def _too_much_work() -> UnreadableFile:
    return UnreadableFile(
        "I110",
        "Reading this file takes far more memory or time than any transcript does, as an attack "
        "would. It was not read. Copy its words into a text or Word file.",
    )


def _words_beside(pages: Sequence[dict[str, Any]]) -> Counter[str]:
    """The words on the pages that are in none of their lines, by kind."""
    left_out: Counter[str] = Counter()
    for page in pages:
        left_out["turned_text"] += count_words(" ".join(page["turned"]))
        for kind in ("comment", "form_field"):
            left_out[kind] += sum(count_words(text) for text in page[kind])
    return left_out


def _doubts(pages: Sequence[dict[str, Any]], body: Sequence[Row]) -> Iterator[Problem]:
    columns = count_side_by_side(body)
    if columns:
        yield Problem(
            "I244",
            f"page {columns[0]}",
            f"Pages on which text stands in columns side by side: {len(columns)}. It was read "
            "as the file has it, one column after the other. Look at whether each answer stands "
            "under its question.",
        )
    scans = [number for number, page in enumerate(pages, 1) if page["pictures"]]
    if scans:
        yield Problem(
            "I248",
            f"page {scans[0]}",
            f"Pages that are a picture without words: {len(scans)}. If there is speech on them, "
            "it has to be typed or read by a text recogniser first.",
        )
    unknown = sum(page["unknown"] for page in pages)
    if unknown:
        yield Problem(
            "I249",
            "",
            f"Characters of which the file does not say which letters they are: {unknown}. They "
            "are shown as \ufffd. Compare the transcript with the pages.",
        )
