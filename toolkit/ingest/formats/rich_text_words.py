"""What the control words of rich text (.rtf) mean for a reader of its words."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

SKIPPED, FONTS, COLOURS, STYLES = "skipped", "fonts", "colours", "styles"
"""What stands in a group that holds no words of the document; the last three are looked up."""

HEAD = frozenset([SKIPPED, FONTS, COLOURS, STYLES])

TABLES = {b"fonttbl": FONTS, b"colortbl": COLOURS, b"stylesheet": STYLES}
ASIDES = {
    **dict.fromkeys([b"header", b"headerl", b"headerr", b"headerf"], "header"),
    **dict.fromkeys([b"footer", b"footerl", b"footerr", b"footerf"], "footer"),
    b"footnote": "footnote",
    b"annotation": "comment",
    **dict.fromkeys([b"shpinst", b"do", b"object"], "text_box"),
    **dict.fromkeys([b"xe", b"tc", b"tcn", b"rxe", b"txe"], "hidden_text"),
}
"""Groups of words that are no speech, by kind."""
PLUMBING = frozenset(
    b"""
    info pict filetbl fontemb fontfile falt template private bkmkstart bkmkend datafield objdata
    objclass sp fldinst listtext pntext pntxta pntxtb ftnsep ftnsepc ftncn aftnsep aftnsepc
    aftncn nonshppict shprslt nonesttables atnid atnauthor atndate atnref atrfstart atrfend
    mmathPict
    """.split()
)
"""Groups of settings, names, automatic numbers, and what stands there once more in another form."""
SHOWN = frozenset([b"moMath", b"moMathPara"])
NAMED = frozenset([*TABLES, *ASIDES, *SHOWN])
"""Groups that are read also where programs that do not know them are told to pass them over."""

CHARACTERS = {
    b"tab": "\t",
    **dict.fromkeys([b"line", b"lbr", b"page", b"column"], "\n"),
    b"emdash": "—",
    b"endash": "–",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
    b"qmspace": "\u2005",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
    b"zwbo": "\u200b",
    b"zwnbo": "\u2060",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
}
SYMBOLS = {b"~": "\u00a0", b"_": "-", b"\t": "\t"}
"""Signs behind a backslash. Where a word may be parted at a line's end is no sign of it."""
ESCAPED = frozenset([b"\\", b"{", b"}"])
LINE_ENDS = frozenset([b"\r", b"\n"])


class State(NamedTuple):
    """What holds for the words of a group; at its end, what held before it does again.

    Attributes:
        kind: What the words are, `""` for speech, or one of `HEAD`.
        hidden, deleted: Whether they are.
        bold, italic, underlined, colour, font: How they are set; font None is the file's own.
        style: The number of the paragraph's style.
        in_table: Whether the paragraph is in a table.
        fallback: How many characters for older programs follow each `\\u`.
    """

    kind: str = ""
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: int = 0
    font: int | None = None
    style: int = 0
    in_table: bool = False
    fallback: int = 1

    @property
    def kind_of_words(self) -> str:
        """The kind, with what is deleted or hidden."""
        return "deletion" if self.deleted else "hidden_text" if self.hidden else self.kind


UNDERLINES = frozenset(
    [b"ul", b"uld", b"uldash", b"uldashd", b"uldashdd", b"uldb", b"ulth", b"ulw", b"ulwave"]
)
CHANGES: dict[bytes, Callable[[State, int | None], State]] = {
    b"b": lambda state, number: state._replace(bold=number != 0),
    b"i": lambda state, number: state._replace(italic=number != 0),
    **dict.fromkeys(UNDERLINES, lambda state, number: state._replace(underlined=number != 0)),
    b"ulnone": lambda state, _: state._replace(underlined=False),
    b"v": lambda state, number: state._replace(hidden=number != 0),
    b"deleted": lambda state, number: state._replace(deleted=number != 0),
    b"mvf": lambda state, number: state._replace(deleted=number != 0),
    b"cf": lambda state, number: state._replace(colour=number or 0),
    b"f": lambda state, number: state._replace(font=number or 0),
    b"uc": lambda state, number: state._replace(fallback=max(0, 1 if number is None else number)),
    b"s": lambda state, number: state._replace(style=number or 0),
    b"intbl": lambda state, _: state._replace(in_table=True),
    b"itap": lambda state, number: state._replace(in_table=number != 0),
    b"pard": lambda state, _: state._replace(style=0, in_table=False),
    b"plain": lambda state, _: State(
        kind=state.kind, style=state.style, in_table=state.in_table, fallback=state.fallback
    ),
}
"""The control words that change how words are set, and what each makes of a state."""

OLD_ENCODINGS = {b"mac": "mac_roman", b"pc": "cp437", b"pca": "cp850"}
WINDOWS = "cp1252"
CHARACTER_SETS = {
    0: WINDOWS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""The encodings that a font may name; Symbol (2) and others are as the file says for all."""
CODE_PAGES = {
    **{number: f"cp{number}" for number in (437, 850, 852, 855, 857, 858, 860, 861, 862, 863)},
    **{number: f"cp{number}" for number in (865, 866, 869, 874, 932, 949, 950)},
    **{number: f"cp{number}" for number in range(1250, 1259)},
    819: "latin-1",
    936: "gbk",
    1361: "johab",
    10000: "mac_roman",
    10007: "mac_cyrillic",
    10029: "mac_latin2",
    28591: "latin-1",
    54936: "gb18030",
    65001: "utf-8",
}
