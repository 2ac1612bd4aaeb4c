"""Dates, exact ages and lengths of sentences: found by rule in the words of a line."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.ages import DECADES, read_age, read_told_age
from toolkit.screening.dates import DATE_READERS, DAYS, MONTHS, ORDINALS, Span
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS
from toolkit.screening.sentence_lengths import read_sentence_length, read_told_length
from toolkit.screening.tokens import Token

_AGE = "Somebody's exact age."
_LENGTH = "How long a sentence was, or how much of it was served."
_STARTERS = MONTHS | DAYS | NOUGHTS | {*UNITS, *TEENS, *TENS, *ORDINALS, *DECADES, "'", "’", "‘"}


def find_times(
    tokens: list[Token], offset: int, *, answers_age: bool = False, answers_length: bool = False
) -> Iterator[Finding]:
    """Dates, ages and sentence lengths in a line, some of which may overlap.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        answers_age: Whether the line before asks how old somebody is.
        answers_length: Whether it asks how long a sentence was.
    """
    words = [token.lower for token in tokens]
    if answers_length and (told := read_told_length(words)):
        yield _found(tokens, told, offset, Kind.SENTENCE_LENGTH, _LENGTH, sure=False)
    if answers_age and (told := read_told_age(words)):
        yield _found(tokens, told, offset, Kind.AGE, _AGE, sure=False)
    ages: set[tuple[str, ...]] = set()
    for place, word in enumerate(words):
        if word[0].isdecimal() or word in _STARTERS:
            for span, kind, reason in _read_at(words, place, tokens):
                if kind is Kind.AGE:
                    ages.add(tuple(words[slice(*span)]))
                yield _found(tokens, span, offset, kind, reason, sure=True)

    yield from _ages_again(words, tokens, offset, ages)


def _ages_again(
    words: list[str], tokens: list[Token], offset: int, ages: set[tuple[str, ...]]
) -> Iterator[Finding]:
    """An age that is said once more, between two signs."""
    for place in range(1, len(words)):
        if words[place - 1] not in _ENDS:
            continue
        for age in ages:
            end = place + len(age)
            if tuple(words[place:end]) == age and (end == len(words) or words[end] in _ENDS):
                yield _found(tokens, (place, end), offset, Kind.AGE, _AGE, sure=False)


_ENDS = frozenset(".,;?!…")


def _found(
    tokens: list[Token], span: Span, offset: int, kind: Kind, reason: str, *, sure: bool
) -> Finding:
    first, last = offset + tokens[span[0]].start, offset + tokens[span[1] - 1].end
    return Finding(first, last, CLASS_OF[kind], kind, sure, reason)


def _read_at(words: list[str], place: int, tokens: list[Token]) -> Iterator[tuple[Span, Kind, str]]:
    for read, reason in DATE_READERS:
        if span := read(words, place, tokens):
            start, end = span
            # "on [date]" reads better than "on the [date]".
            is_the = start > 0 and words[start - 1] == "the"
            yield (start - is_the, end), Kind.DATE, reason
    if span := read_age(words, place):
        yield span, Kind.AGE, _AGE
    if span := read_sentence_length(words, place):
        span = _with_its_noun(words, *span)
        yield span, Kind.SENTENCE_LENGTH, _LENGTH


def _with_its_noun(words: list[str], start: int, end: int) -> Span:
    """The "a" and the "sentence" of "a nine year sentence": "got [length of sentence]"."""
    start -= start > 0 and words[start - 1] in ("a", "an")
    end += end < len(words) and words[end] in ("sentence", "stretch", "tariff", "recall")
    return start, end
