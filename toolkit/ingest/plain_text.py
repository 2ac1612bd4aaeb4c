"""Plain text in: which encoding it has, and its lines."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit import settings
from toolkit.errors import Problem, UnreadableFile
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
    text, encoding, notices = _decode(data)
    if len(text) > settings.MAX_TEXT_CHARACTERS:
        raise UnreadableFile(
            "I115",
            f"The file holds {len(text):,} characters, and one interview may hold "
            f"{settings.MAX_TEXT_CHARACTERS:,}. Split it into one file for each interview.",
        )
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
                f"{controls} control characters, which nobody can see, were taken out. "
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
                raise _cut_or_unknown(error) from None
    try:
        return data.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError as error:
        return _decode_windows(data, error), "Windows-1252", [_windows_notice(data)]


def _decode_windows(data: bytes, utf8_error: UnicodeDecodeError) -> str:
    """The text as Windows-1252, where the letters make it likely."""
    if utf8_error.reason == "unexpected end of data" and not data[: utf8_error.start].isascii():
        raise _cut_or_unknown(utf8_error)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise _cut_or_unknown(utf8_error) from None
    accents = len(text) - len(text.encode("ascii", "ignore"))
    if GARBLED.search(text) or accents > len(text) * MOST_ACCENTS:
        raise _cut_or_unknown(utf8_error)
    return text


def _cut_or_unknown(error: UnicodeDecodeError) -> UnreadableFile:
    if error.reason in ("unexpected end of data", "truncated data"):
        return UnreadableFile(
            "I109",
            "The file ends in the middle of a character, so it was cut short. "
            "Copy it again from where it came from.",
            where=f"byte {error.start}",
        )
    return _not_text(error.object) if b"\x00" in error.object else _unknown_encoding(error.start)


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


def _windows_notice(data: bytes) -> Problem:
    letters = sum(1 for byte in data if byte > 127)
    return Problem(
        "I210",
        "",
        f"The text is not UTF-8 and was decoded as Windows-1252. Look at its {letters} accented "
        "letters, quotation marks and dashes; if they are wrong, save the file as UTF-8.",
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


def _lines(text: str) -> Iterator[Line]:
    previous = ""
    for number, line in enumerate(text.split("\n"), start=1):
        stripped = line.strip()
        if stripped:
            # A line behind a full one without an end may be the rest of a wrapped sentence.
            opens = len(previous) < WRAPPED_FROM or previous.endswith(ENDS_A_SENTENCE)
            yield Line(line, f"line {number}", opens=opens)
        previous = stripped
