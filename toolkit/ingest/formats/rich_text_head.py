"""The tables at the head of a rich text: its fonts with their encodings, colours and styles."""

from __future__ import annotations

from toolkit.ingest.formats import rich_text_words as words
from toolkit.ingest.formats.body import kind_of_style
from toolkit.ingest.formats.word_looks import Look

BLACK = "000000"
COLOUR_PARTS = {b"red": 0, b"green": 1, b"blue": 2}
MOST_LEVEL = 255


class Head:
    """What the numbers of fonts, colours and styles stand for.

    Attributes:
        encoding: Of bytes whose font does not say another.
        font: The number of the font of words that say none.
        unknown: The numbers of code pages that are not known here.
    """

    def __init__(self) -> None:
        self.encoding = words.WINDOWS
        self.font = 0
        self.unknown: set[int] = set()
        self._encodings: dict[int, str] = {}
        self._font_names: dict[int, list[bytes]] = {}
        self._style_names: dict[int, list[bytes]] = {}
        self._style_kinds: dict[int, str] = {}
        self._colours: list[str] = []
        self._colour: list[int] | None = None
        self._number = 0
        self._looks: dict[tuple[bool, bool, bool, int, int | None], Look] = {}

    def read_word(self, table: str, word: bytes, number: int | None) -> None:
        """A control word in one of the tables."""
        if table == words.COLOURS and word in COLOUR_PARTS:
            self._colour = self._colour or [0, 0, 0]
            self._colour[COLOUR_PARTS[word]] = min(max(number or 0, 0), MOST_LEVEL)
        elif (table == words.FONTS and word == b"f") or (table == words.STYLES and word == b"s"):
            self._number = number or 0
        elif table == words.FONTS and word == b"fcharset" and number in words.CHARACTER_SETS:
            self._encodings[self._number] = words.CHARACTER_SETS[number]
        elif table == words.FONTS and word == b"cpg":
            self._encodings[self._number] = self._code_page(number or 0)

    def read_text(self, table: str, text: bytes) -> None:
        """Text in one of the tables: names, and the ends of colours."""
        if table == words.COLOURS:
            self._colours += [self._take_colour() for _ in range(text.count(b";"))]
        else:
            names = self._font_names if table == words.FONTS else self._style_names
            names.setdefault(self._number, []).append(text)
            self._number = 0 if b";" in text else self._number

    def set_encoding(self, word: bytes, number: int | None) -> None:
        """What the file says of all its bytes: `ansicpg` with a number, or a word for it."""
        if word in words.OLD_ENCODINGS:
            self.encoding = words.OLD_ENCODINGS[word]
        elif number:
            self.encoding = self._code_page(number)

    def encoding_of(self, font: int | None) -> str:
        """The encoding of bytes in a font; None is the file's own."""
        return self._encodings.get(self.font if font is None else font, self.encoding)

    def kind_of_style(self, number: int) -> str:
        """`"title"`, `"heading"` or `""`, by the number of a paragraph's style."""
        if number not in self._style_kinds:
            self._style_kinds[number] = kind_of_style(_name(self._style_names.get(number)))
        return self._style_kinds[number]

    def look_of(self, state: words.State) -> Look:
        """How words are set, with the names of their colour and font."""
        key = (state.bold, state.italic, state.underlined, state.colour, state.font)
        if key not in self._looks:
            known = 0 <= state.colour < len(self._colours)
            colour = self._colours[state.colour] if known else ""
            font = _name(self._font_names.get(self.font if state.font is None else state.font))
            self._looks[key] = Look(state.bold, state.italic, state.underlined, colour, font)
        return self._looks[key]

    def _code_page(self, number: int) -> str:
        if number not in words.CODE_PAGES:
            self.unknown.add(number)
        return words.CODE_PAGES.get(number, words.WINDOWS)

    def _take_colour(self) -> str:
        """The colour that was named last; the one that nobody chose is black."""
        colour, self._colour = self._colour, None
        name = bytes(colour or [0, 0, 0]).hex().upper()
        return "" if name == BLACK else name


def _name(pieces: list[bytes] | None) -> str:
    return b"".join(pieces or []).partition(b";")[0].decode("latin-1").strip()
