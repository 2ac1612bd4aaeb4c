"""Dates, exact ages and lengths of sentences: found by rule in the words of a line."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.ages import read_age
from toolkit.screening.dates import DATE_READERS, DAYS, MONTHS, ORDINALS, Span
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS
from toolkit.screening.sentence_lengths import read_sentence_length
from toolkit.screening.tokens import Token

_STARTERS = MONTHS | DAYS | NOUGHTS | {*UNITS, *TEENS, *TENS, *ORDINALS, "'", "’", "‘"}


def find_times(tokens: list[Token], offset: int) -> Iterator[Finding]:
    """Dates, ages and sentence lengths in a line, some of which may overlap.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
    """
    words = [token.lower for token in tokens]
    for place, word in enumerate(words):
        if word[0].isdecimal() or word in _STARTERS:
            for (start, end), kind, reason in _read_at(words, place, tokens):
                first, last = offset + tokens[start].start, offset + tokens[end - 1].end
                yield Finding(first, last, CLASS_OF[kind], kind, True, reason)


def _read_at(words: list[str], place: int, tokens: list[Token]) -> Iterator[tuple[Span, Kind, str]]:
    for read, reason in DATE_READERS:
        if span := read(words, place, tokens):
            yield span, Kind.DATE, reason
    if span := read_age(words, place):
        yield span, Kind.AGE, "Somebody's exact age."
    if span := read_sentence_length(words, place):
        reason = "How long a sentence was, or how much of it was served."
        yield span, Kind.SENTENCE_LENGTH, reason
