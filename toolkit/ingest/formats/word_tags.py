"""The names of a Word file's elements, in both of the spaces that Word writes them in."""

from __future__ import annotations

from collections.abc import Iterable

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
MERGED = _tags("vMerge")
DELETED = _tags("del", "moveFrom")
HIDDEN, UNFILLED = _tags("vanish"), _tags("showingPlcHdr")
ASIDES = {
    **dict.fromkeys(DELETED, "deletion"),
    **dict.fromkeys(_tags("drawing", "pict", "object"), "text_box"),
}
FALLBACK, CHOICE = _tags("Fallback", spaces=COMPATIBILITY), _tags("Choice", spaces=COMPATIBILITY)
RARE = (*SIGNS, *ASIDES, *STYLE, *HIDDEN, *UNFILLED, *CHUNK)
LOOKS = _tags("b", "i", "u", "color", "rFonts", "rStyle")
PLAIN_STYLES = frozenset(["Normal", "Standard"])
