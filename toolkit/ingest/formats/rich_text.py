"""Rich text (.rtf): the paragraphs and tables of the body, and what stands beside them.

The bytes are read in one pass, with a list of the groups that are open and no recursion. The
same words are speech as in a Word file, and all others are counted by kind. The names of those
who commented or changed something are no words of the file.
"""

from __future__ import annotations

import codecs
import re

from toolkit import settings
from toolkit.errors import Problem
from toolkit.ingest.files import (
    check_is_rich_text,
    damaged_file,
    too_long,
    too_much_formatting,
)
from toolkit.ingest.formats import rich_text_words as words
from toolkit.ingest.formats.body import Body
from toolkit.ingest.formats.rich_text_head import Head
from toolkit.ingest.formats.rich_text_letters import Letters, encoding_notice, is_utf8
from toolkit.ingest.source import Cell, Source

TOKEN = re.compile(
    rb"\\([A-Za-z]+)(-?[0-9]+)? ?|\\'([0-9A-Fa-f]{2})|\\(.)|([{}])|([^\\{}]+)", re.DOTALL
)
WORD, NUMBERED_WORD, HEX, SYMBOL, BRACE, TEXT = range(1, 7)
MOST_DIGITS = 10
MOST_PIECES = settings.MAX_MARKUP // 3
"""The most control words and groups; Word writes some 100,000 for a long interview."""
MOST_OPEN = 1000
"""The most groups within groups; Word and LibreOffice write fewer than thirty."""
MOST_BYTES = 4
AFTER_THE_END = b" \t\r\n\x00\x1a"


def read_rich_text(data: bytes) -> Source:
    """The lines of a rich text's body, and the words beside it by kind.

    Raises:
        UnreadableFile: It is no rich text, a cut or damaged one, or nearly all formatting.

    Example:
        >>> made = read_rich_text(b"{\\\\rtf1 I: Were you {\\\\v not }safe?\\\\par R: Never.}")
        >>> [line.text for line in made.lines], dict(made.left_out)
        (['I: Were you safe?', 'R: Never.'], {'hidden_text': 1})
    """
    data = data.removeprefix(codecs.BOM_UTF8).lstrip()
    check_is_rich_text(data)
    if data.count(b"\\") + data.count(b"{") > MOST_PIECES:
        raise too_much_formatting()
    reader = _RichTextReader(data)
    reader.read()
    return reader.source()


class _RichTextReader:
    """One pass over the bytes, the groups that are open, and the body so far."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.position = 0
        self.is_utf8 = not data.isascii() and is_utf8(data)
        self.head = Head()
        self.body = Body()
        self.letters = Letters(self.body, self.head)
        self.state = words.State()
        self.outer: list[words.State] = []
        self.is_optional = False
        self.to_skip = 0
        self.cell = Cell(1, 1, 1)
        self.rows_open = False
        self.readers = {
            WORD: self._read_word,
            NUMBERED_WORD: self._read_word,
            HEX: self._read_hex,
            SYMBOL: self._read_symbol,
            BRACE: self._read_brace,
            TEXT: self._read_text,
        }
        self.ends = {
            b"par": self._read_paragraph_end,
            b"sect": self._read_section_end,
            b"cell": self._read_cell_end,
            b"nestcell": self._read_inner_cell_end,
            b"row": self._read_row_end,
        }

    def read(self) -> None:
        """All groups up to the end of the first, which is the document.

        Raises:
            UnreadableFile: The file ends before that, or has more groups in one another, words
                or lines than any interview.
        """
        while self.position < len(self.data):
            token = TOKEN.match(self.data, self.position)
            if token is None or token.lastindex is None:
                break
            self.position = token.end()
            self.readers[token.lastindex](token)
            if not self.outer:
                self._finish()
                return
        raise damaged_file()

    def source(self) -> Source:
        """All that was read, accounted for."""
        rest = self.data[self.position :].strip(AFTER_THE_END)
        doubts = (_rest_doubt(len(rest)),) if rest else ()
        notices = self.letters.notices()
        if self.is_utf8:
            reason = "its bytes are UTF-8, though it does not say so"
            notices = (encoding_notice(reason), *notices)
        return self.body.source("rich text", doubts, notices)

    def _finish(self) -> None:
        self.letters.finish_bytes()
        self.letters.finish_half(self.state)
        if self.body.is_open:
            self._end_paragraph()

    def _read_brace(self, token: re.Match[bytes]) -> None:
        self.to_skip = 0
        self.is_optional = False
        if token[BRACE] == b"{":
            self.outer.append(self.state)
            if len(self.outer) > MOST_OPEN:
                raise too_much_formatting()
            return
        closed, self.state = self.state, self.outer.pop()
        if closed.kind != self.state.kind:
            self._part()

    def _read_text(self, token: re.Match[bytes]) -> None:
        kind = self.state.kind
        if kind == words.SKIPPED:
            return
        if token.end() - token.start() > settings.MAX_TEXT_CHARACTERS * MOST_BYTES:
            raise too_long(settings.MAX_TEXT_CHARACTERS)
        text = token[TEXT].translate(None, b"\r\n")
        if kind in words.HEAD:
            self.head.read_text(kind, text)
        elif self.is_utf8 and not text.isascii():
            characters = text.decode("utf-8", "replace")
            self.letters.add(characters[self._skipped_of(len(characters)) :], self.state)
        else:
            self.letters.add_bytes(text[self._skipped_of(len(text)) :], self.state)

    def _skipped_of(self, length: int) -> int:
        """How many of these characters stand there for older programs only."""
        skipped = min(self.to_skip, length)
        self.to_skip -= skipped
        return skipped

    def _read_hex(self, token: re.Match[bytes]) -> None:
        if self.to_skip:
            self.to_skip -= 1
        elif self.state.kind not in words.HEAD:
            self.letters.add_bytes(bytes.fromhex(token[HEX].decode()), self.state)

    def _read_symbol(self, token: re.Match[bytes]) -> None:
        symbol = token[SYMBOL]
        if symbol == b"*":
            self.is_optional = True
        elif self.state.kind in words.HEAD:
            return
        elif symbol in words.LINE_ENDS:
            self._read_paragraph_end()
        elif self.to_skip:
            self.to_skip -= 1
        elif symbol in words.ESCAPED:
            self.letters.add_bytes(symbol, self.state)
        elif symbol in words.SYMBOLS:
            self.letters.add(words.SYMBOLS[symbol], self.state)

    def _read_word(self, token: re.Match[bytes]) -> None:
        word, digits = token[WORD], token[NUMBERED_WORD]
        number = int(digits) if digits and len(digits) <= MOST_DIGITS else None
        is_optional, self.is_optional = self.is_optional, False
        if word == b"bin":
            self._pass_over(number or 0)
        elif self.state.kind == words.SKIPPED:
            return
        elif word in words.PLUMBING or (is_optional and word not in words.NAMED):
            self._open_group(words.SKIPPED)
        elif self.state.kind in words.HEAD:
            self.head.read_word(self.state.kind, word, number)
        elif word in words.TABLES or word in words.ASIDES:
            self._open_group(words.TABLES.get(word) or words.ASIDES[word])
        else:
            self._read_word_of_text(word, number)

    def _read_word_of_text(self, word: bytes, number: int | None) -> None:
        if word == b"u":
            self.to_skip = self.state.fallback
            self.letters.add_number(number or 0, self.state)
        elif word in words.CHARACTERS:
            if not self._skipped_of(1):
                self.letters.add(words.CHARACTERS[word], self.state)
        else:
            # What is no character ends the fallback, so that no end of a paragraph is lost in it.
            self.to_skip = 0
            if word in words.CHANGES:
                self.state = words.CHANGES[word](self.state, number)
            elif word in self.ends:
                self.ends[word]()
            elif word == b"deff":
                self.head.font = number or 0
            elif word == b"ansicpg" or word in words.OLD_ENCODINGS:
                self.head.set_encoding(word, number)

    def _pass_over(self, length: int) -> None:
        """Raw bytes, of a picture as a rule, in which no brace or word counts."""
        self._skipped_of(1)
        self.position += max(0, length)

    def _open_group(self, kind: str) -> None:
        self._part()
        self.state = words.State(kind=kind, fallback=self.state.fallback)

    def _part(self) -> None:
        """What comes now is of another kind than what came before, or another piece of it."""
        self.letters.finish_bytes()
        self.body.part_asides()

    def _read_paragraph_end(self) -> None:
        self.to_skip = 0
        self._part()
        # A paragraph's end that is deleted joins it to the next.
        if not self.state.kind and not self.state.deleted:
            self._end_paragraph()

    def _read_section_end(self) -> None:
        self._part()
        if not self.state.kind and self.body.is_open:
            self._end_paragraph()

    def _read_inner_cell_end(self) -> None:
        self._part()
        if not self.state.kind:
            self._end_paragraph_in_table()

    def _read_cell_end(self) -> None:
        self._read_inner_cell_end()
        if not self.state.kind:
            self.cell = self.cell._replace(column=self.cell.column + 1)

    def _read_row_end(self) -> None:
        if not self.state.kind:
            self.cell = Cell(self.cell.table, self.cell.row + 1, 1)

    def _end_paragraph(self) -> None:
        if self.state.in_table:
            self._end_paragraph_in_table()
            return
        if self.rows_open:
            self.rows_open = False
            self.cell = Cell(self.cell.table + 1, 1, 1)
        self.body.end_paragraph(None, self.head.kind_of_style(self.state.style))

    def _end_paragraph_in_table(self) -> None:
        self.rows_open = True
        self.body.end_paragraph(self.cell, self.head.kind_of_style(self.state.style))


def _rest_doubt(length: int) -> Problem:
    return Problem(
        "I221",
        "",
        f"Behind the end of the document stands something else, which was not read: {length} "
        "bytes. Open the file in the program that wrote it, and look at whether words are missing.",
    )
