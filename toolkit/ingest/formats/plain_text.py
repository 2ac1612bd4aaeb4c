"""Plain text in: which encoding it has, and its lines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import settings
from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import too_long
from toolkit.ingest.source import Line, Source
from toolkit.model.transcript import count_words, normalise_text

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
# XML, and so every Word report of ours, can hold none of these.
CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f\ufffe\uffff]")
BREAKS = re.compile("[\x0b\x0c]")
# Text of another encoding, read as Windows-1252: UTF-8 gives "â€™", Mac Roman "donÕt", "cafŽ".
GARBLED = re.compile("â€|Ã[\x80-\xbf]|[a-z][ÐÑÒÔÕŽ]")
CUT_SHORT = ("unexpected end of data", "truncated data")
MOST_BYTES = 4
MOST_CONTROLS = 1 / 500
MOST_ACCENTS = 1 / 4
WRAPPED_FROM = 55
ENDS_A_SENTENCE = (".", "?", "!", "…", '"', "”", "'", "’", ")", "]", "}", ":", "-", "–", "—")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, how it was decoded, and what a person should know about that."""

    text: str
    encoding: str
    notices: tuple[Problem, ...]


def decode_text(data: bytes) -> Decoded:
    """Text out of bytes: UTF-8, UTF-16 with its mark, or Windows-1252, which is then said.

    Raises:
        UnreadableFile: The bytes are no text, in no encoding that is known here, or too many.

    Example:
        >>> decode_text("café".encode("utf-16")).text
        'café'
        >>> decode_text(b"caf\\xe9").notices[0].code
        'I210'
    """
    if len(data) > settings.MAX_TEXT_CHARACTERS * MOST_BYTES:
        raise too_long(len(data) // MOST_BYTES)
    text, encoding, notices = _decode(data)
    text = normalise_text(BREAKS.sub("\n", text))
    if "\x00" in text:
        raise _not_text(data)
    cleaned, controls = CONTROLS.subn("", text)
    if controls > len(text) * MOST_CONTROLS + 2:
        raise _not_text(data)
    if controls:
        notices.append(
            Problem(
                "I211",
                "",
                f"Control characters, which nobody can see, were taken out: {controls}. "
                "No word was changed otherwise.",
            )
        )
    return Decoded(cleaned, encoding, tuple(notices))


def _decode(data: bytes) -> tuple[str, str, list[Problem]]:
    for mark, codec, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), name, []
            except UnicodeDecodeError as error:
                raise _cut_short_or_unknown(error) from None
    try:
        return data.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise _not_text(data) from None
        is_cut = error.reason in CUT_SHORT and not data[: error.start].isascii()
        text = None if is_cut else _decode_windows(data)
        if text is None:
            raise _cut_short_or_unknown(error) from None
        return text, "Windows-1252", [_windows_notice(text)]


def _decode_windows(data: bytes) -> str | None:
    """The text as Windows-1252, where its letters make that likely."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    is_likely = _count_accents(text) <= len(text) * MOST_ACCENTS
    return text if is_likely and not GARBLED.search(text) else None


def _count_accents(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _cut_short_or_unknown(error: UnicodeDecodeError) -> UnreadableFile:
    if error.reason not in CUT_SHORT:
        return _unknown_encoding(error.start)
    return UnreadableFile(
        "I109",
        "The file ends in the middle of a character, so it was cut short. "
        "Copy it again from where it came from.",
        where=f"byte {error.start}",
    )


def _not_text(data: bytes) -> UnreadableFile:
    even, odd = data[:4096:2].count(0), data[1:4096:2].count(0)
    if max(even, odd) > 1000 * min(even, odd) + len(data[:4096]) // 4:
        return _unknown_encoding(0)  # UTF-16 without its mark: every other byte is zero
    return UnreadableFile(
        "I113",
        "This is not a text: it holds bytes that no text has, as pictures, recordings and "
        "programs do. Choose the transcript itself.",
    )


def _unknown_encoding(position: int) -> UnreadableFile:
    return UnreadableFile(
        "I114",
        "The encoding of this text is unknown: it is not UTF-8, UTF-16 with its mark, or "
        "Windows-1252. Open it in the program that wrote it and save it as UTF-8.",
        where=f"byte {position}",
    )


def _windows_notice(text: str) -> Problem:
    return Problem(
        "I210",
        "",
        "The text is not UTF-8 and was decoded as Windows-1252. Look at its accented letters, "
        f"quotation marks and dashes ({_count_accents(text)}); if they are wrong, save the file "
        "as UTF-8.",
    )


def lines_of_text(decoded: Decoded) -> Source:
    """The lines of a decoded text."""
    return Source(
        read_as=f"text, {decoded.encoding}",
        lines=tuple(_lines(decoded.text)),
        left_out=Counter(),
        words_in=count_words(decoded.text),
        notices=decoded.notices,
    )


def goes_on_below(line: str) -> bool:
    """Whether a line is full and has no end, so that the next may be the rest of its sentence.

    Example:
        >>> goes_on_below("Not long."), goes_on_below("so " * 20 + "on")
        (False, True)
    """
    return len(line) >= WRAPPED_FROM and not line.endswith(ENDS_A_SENTENCE)


def _lines(text: str) -> Iterator[Line]:
    previous = ""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped:
            yield Line(line, f"line {number}", opens=not goes_on_below(previous))
        previous = stripped
