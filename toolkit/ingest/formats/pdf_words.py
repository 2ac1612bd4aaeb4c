"""The words of a PDF file with their places, read in a process of its own.

    python -m toolkit.ingest.formats.pdf_words < interview.pdf

A PDF is a program of sorts, and its reader a large one in C++. So the file is opened in a child
that has neither the time nor the memory to do harm, and whose crash is an answer like any other.
Nothing is written to the disk; bytes come in and JSON goes out.
"""

from __future__ import annotations

import ctypes
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import IO, Any

MOST_PAGES = 1500
MOST_CHARACTERS = 1_000_000
MOST_SECONDS = 3
MOST_BYTES = 200 * 1024 * 1024
PASSWORD = 4
HYPHENS = (0x02, 0xAD, 0xFFFE)
BOLD = re.compile(rb"(?i:bold|black|heavy|demi)")
FORCED_BOLD = 1 << 18
COMMENTS = (1, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
"""The kinds of notes on a page that hold words of a reader; links, fields and files do not."""
FIELD = 20
PICTURE = 3
MOST_NOTES = 2000

Word = tuple[str, float, float, float, float, int]
"""A word, its left and right end, its base line and its size in points, and whether it is bold."""


def read_pages(data: bytes) -> dict[str, Any]:
    """The words of each page in the order of the file, with the notes on it.

    Returns:
        `{"pages": [{"width", "height", "words", "turned", "unknown", "pictures", "comment",
        "form_field"}]}`, or
        `{"refused": ...}` with `"password"`, `"damaged"` or `"too_long"`.
    """
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        locked = pdfium.FPDF_GetLastError() == PASSWORD
        return {"refused": "password" if locked else "damaged"}
    count = pdfium.FPDF_GetPageCount(document)
    if not 0 < count <= MOST_PAGES:
        return {"refused": "too_long" if count > 0 else "damaged"}
    pages = []
    characters = 0
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        text = pdfium.FPDFText_LoadPage(page) if page else None
        if not text:
            return {"refused": "damaged"}
        characters += max(0, pdfium.FPDFText_CountChars(text))
        if characters > MOST_CHARACTERS:
            return {"refused": "too_long"}
        pages.append(_read_page(pdfium, page, text))
        pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)
    return {"pages": pages}


def _read_page(pdfium: Any, page: Any, text: Any) -> dict[str, Any]:
    upright: list[Word] = []
    turned: list[str] = []
    glyphs = _Glyphs(pdfium, text)
    for start, end in glyphs.words():
        word = glyphs.text(start, end)
        if glyphs.is_turned(start):
            turned.append(word)
        else:
            upright.append(glyphs.measure(word, start, end))
    return {
        "width": pdfium.FPDF_GetPageWidthF(page),
        "height": pdfium.FPDF_GetPageHeightF(page),
        "words": upright,
        "turned": turned,
        "unknown": glyphs.unknown,
        "pictures": 0 if upright or turned else _count_pictures(pdfium, page),
        **_notes(pdfium, page),
    }


class _Glyphs:
    """The characters of a page, one by one."""

    def __init__(self, pdfium: Any, text: Any) -> None:
        self.pdfium = pdfium
        self.page = text
        count = max(0, pdfium.FPDFText_CountChars(text))
        self.codes = [pdfium.FPDFText_GetUnicode(text, index) for index in range(count)]
        self.unknown = sum(1 for code in self.codes if code in (0, 0xFFFD))
        self.angles = 0

    def words(self) -> Iterator[tuple[int, int]]:
        """Where each run of characters without a blank begins and ends.

        A run ends at a hyphen that ends its line, too: the library leaves out the line break.
        """
        start = -1
        for index, code in enumerate(self.codes):
            blank = code in (0x0A, 0x0D) or (code > 0 and chr(code).isspace())
            if blank and start >= 0:
                yield start, index
                start = -1
            elif not blank and start < 0:
                start = index
            if code in HYPHENS and start >= 0:
                yield start, index + 1
                start = -1
        if start >= 0:
            yield start, len(self.codes)

    def text(self, start: int, end: int) -> str:
        """The characters of a word; a pair of surrogates is one, and a hyphen printed as such."""
        signs = "".join(
            "\u00ad" if code in HYPHENS else chr(code or 0xFFFD) for code in self.codes[start:end]
        )
        return signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def is_turned(self, index: int) -> bool:
        """Whether a character stands slanted or upright on its side, as watermarks do."""
        angle = self.pdfium.FPDFText_GetCharAngle(self.page, index)
        return bool(0.1 < angle < 6.18)

    def measure(self, word: str, start: int, end: int) -> Word:
        """A word with its place and its look."""
        left, _, right, _ = self._box(start)
        if end - start > 1:
            right = max(right, self._box(end - 1)[2])
        x, y = ctypes.c_double(), ctypes.c_double()
        self.pdfium.FPDFText_GetCharOrigin(self.page, start, x, y)
        size = self.pdfium.FPDFText_GetFontSize(self.page, start)
        bold = self._is_bold(start) and (end - start < 2 or self._is_bold(end - 1))
        return word, round(left, 1), round(right, 1), round(y.value, 1), round(size, 1), int(bold)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        box = self.pdfium.FS_RECTF()
        self.pdfium.FPDFText_GetLooseCharBox(self.page, index, box)
        return box.left, box.top, box.right, box.bottom

    def _is_bold(self, index: int) -> bool:
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        self.pdfium.FPDFText_GetFontInfo(self.page, index, name, 128, flags)
        return bool(flags.value & FORCED_BOLD or BOLD.search(name.value))


def _count_pictures(pdfium: Any, page: Any) -> int:
    objects = min(pdfium.FPDFPage_CountObjects(page), MOST_NOTES)
    kinds = (
        pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index))
        for index in range(objects)
    )
    return sum(1 for kind in kinds if kind == PICTURE)


def _notes(pdfium: Any, page: Any) -> dict[str, list[str]]:
    """The words of comments on a page, and those that were filled into its fields."""
    found: dict[str, list[str]] = {"comment": [], "form_field": []}
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind in COMMENTS:
            found["comment"].append(_string_of(pdfium, note, b"Contents"))
        elif kind == FIELD:
            found["form_field"].append(_string_of(pdfium, note, b"V"))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


def _string_of(pdfium: Any, note: Any, key: bytes) -> str:
    size = min(pdfium.FPDFAnnot_GetStringValue(note, key, None, 0), MOST_CHARACTERS)
    buffer = ctypes.create_string_buffer(size + 2)
    as_units = ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR))
    pdfium.FPDFAnnot_GetStringValue(note, key, as_units, size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\x00")


def limit_this_process(held: int) -> None:
    """Nothing; from now on the process may take no more time, and little more than it holds.

    Windows knows no such limits; there the parent's patience is the only one.
    """
    if sys.platform == "win32":
        return
    import resource

    for kind, most in (
        (resource.RLIMIT_AS, MOST_BYTES + held),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def main(source: IO[bytes], target: IO[str], limit: Callable[[int], None]) -> None:
    """Read a file from a stream, and write what is in it to another."""
    data = source.read()
    limit(len(data))
    try:
        told = read_pages(data)
    except MemoryError:
        told = {"refused": "too_much"}
    json.dump(told, target)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout, limit_this_process)
