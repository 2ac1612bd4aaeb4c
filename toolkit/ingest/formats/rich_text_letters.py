"""The letters of a rich text: bytes in the encoding of their font, and characters by number."""

from __future__ import annotations

import codecs

from toolkit.errors import Problem
from toolkit.ingest.formats.body import Body
from toolkit.ingest.formats.plain_text import BREAKS, CONTROLS
from toolkit.ingest.formats.rich_text_head import Head
from toolkit.ingest.formats.rich_text_words import State

ONE_MB = 1024 * 1024
LOST = "\ufffd"
PLANE, ALL_PLANES = 0x10000, 0x110000
FIRST_HALVES, SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)


class Letters:
    """Puts what is read into a body, as text.

    Args:
        body: Where it goes.
        head: The fonts, which say how bytes are meant.
    """

    def __init__(self, body: Body, head: Head) -> None:
        self._body = body
        self._head = head
        self._waiting = bytearray()
        self._waiting_state = State()
        self._half = 0
        self._lost = self._controls = 0

    def add_bytes(self, data: bytes, state: State) -> None:
        """Bytes in the encoding of their font; a character of several may come one by one."""
        if self._waiting and self._waiting_state != state:
            self.finish_bytes()
        self._waiting_state = state
        self._waiting += data

    def finish_bytes(self) -> None:
        """The bytes that came last are whole."""
        if self._waiting:
            encoding = self._head.encoding_of(self._waiting_state.font)
            text = self._waiting.decode(encoding, "replace")
            self._waiting.clear()
            self._put(text, self._waiting_state)

    def add_number(self, number: int, state: State) -> None:
        """A character by its number, or half of one: those above 65535 come in two halves."""
        self.finish_bytes()
        code = number % PLANE if number < PLANE else number
        if code in FIRST_HALVES:
            self.finish_half(state)
            self._half = code
            return
        if code in SECOND_HALVES:
            first, self._half = self._half, 0
            code = PLANE + ((first & 0x3FF) << 10) + (code & 0x3FF) if first else ord(LOST)
        self._put(chr(code) if code < ALL_PLANES else LOST, state)

    def finish_half(self, state: State) -> None:
        """A first half whose second did not come is a lost character."""
        if self._half:
            self._put("", state)

    def add(self, text: str, state: State) -> None:
        """Text behind all that came before."""
        self.finish_bytes()
        self._put(text, state)

    def _put(self, text: str, state: State) -> None:
        """Text goes where its state says, without what XML could not hold."""
        if self._half:
            text, self._half = LOST + text, 0
        if not text.isprintable():
            text = BREAKS.sub("\n", text.replace("\r", "\n"))
            text, controls = CONTROLS.subn("", text)
            self._controls += controls
        self._lost += text.count(LOST)
        if state.kind_of_words:
            self._body.set_aside(state.kind_of_words, text)
        else:
            self._body.say(text, self._head.look_of(state))

    def notices(self) -> tuple[Problem, ...]:
        """What a person should know about the letters."""
        notices: list[Problem] = []
        if self._head.unknown:
            pages = ", ".join(str(number) for number in sorted(self._head.unknown)[:3])
            notices.append(encoding_notice(f"its code page {pages} is not known here"))
        if self._lost:
            notices.append(_lost_notice(self._lost))
        if self._controls:
            notices.append(_controls_notice(self._controls))
        return tuple(notices)


def is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8; looked at piece by piece, for there may be many.

    Example:
        >>> is_utf8("café".encode()), is_utf8("café".encode("cp1252"))
        (True, False)
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), ONE_MB):
            decoder.decode(data[start : start + ONE_MB])
    except UnicodeDecodeError:
        return False
    return not decoder.getstate()[0]


def encoding_notice(reason: str) -> Problem:
    """The notice that letters may be other ones than were meant."""
    return Problem(
        "I222",
        "",
        f"The letters of this file had to be guessed at, for {reason}. Look at its accented "
        "letters, quotation marks and dashes; if they are wrong, save it as a Word file (.docx).",
    )


def _lost_notice(characters: int) -> Problem:
    return Problem(
        "I223",
        "",
        f"Characters that the file itself spoils, each shown as {LOST} now: {characters}. "
        "Look for them, and compare with the recording.",
    )


def _controls_notice(controls: int) -> Problem:
    return Problem(
        "I211",
        "",
        f"Control characters, which nobody can see, were taken out: {controls}. "
        "No word was changed otherwise.",
    )
