"""Dates, exact ages and lengths of sentences, in the words of a line."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.ages import DECADES, after_old, read_age
from toolkit.screening.dates import DAYS, MONTHS, ORDINALS, Span, read_dates, read_told_date
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.learnt_times import judge_number
from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS, word_at
from toolkit.screening.sentence_lengths import read_life, tells_length, with_its_noun
from toolkit.screening.talk import Talk
from toolkit.screening.time_features import read_numbers
from toolkit.screening.tokens import Token

_REASONS = {
    Kind.AGE: "Somebody's exact age.",
    Kind.SENTENCE_LENGTH: "How long a sentence was, or how much of it was served.",
    Kind.DATE: "A date.",
}
_MAYBE = {
    Kind.AGE: "It may be somebody's age.",
    Kind.SENTENCE_LENGTH: "It may be how long a sentence was.",
    Kind.DATE: "It may be a year.",
}
_QUOTES = frozenset("'’‘")
_STARTERS = MONTHS | DAYS | NOUGHTS | {*UNITS, *TEENS, *TENS, *ORDINALS, *DECADES, "life"}
LEAST = 0.35
"""How likely it has to be that a number identifies: low, for a person decides afterwards."""

_SURE = 0.5
_NEAR = 6
_NOTHING_BEFORE = Talk()


def find_times(tokens: list[Token], offset: int, talk: Talk = _NOTHING_BEFORE) -> Iterator[Finding]:
    """Dates, ages and sentence lengths in a line, some of which may overlap.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        talk: What the line stands in.
    """
    words = [token.lower for token in tokens]
    if Kind.DATE in talk.answers and (span := read_told_date(words)):
        yield _found(tokens, span, offset, Kind.DATE, _REASONS[Kind.DATE], sure=False)
    for place, word in enumerate(words):
        if word in _STARTERS or word[0].isdecimal() or _opens_short_year(words, place):
            for span, kind, reason in _read_at(words, place, tokens):
                yield _found(tokens, span, offset, kind, reason, sure=True)
    for span, kind, likely in _told_by_talk(words, tokens, talk):
        is_sure = likely >= _SURE
        reason = (_REASONS if is_sure else _MAYBE)[kind]
        yield _found(tokens, span, offset, kind, reason, sure=is_sure)


def _opens_short_year(words: list[str], place: int) -> bool:
    """Whether it is the sign before "'98"."""
    following = word_at(words, place + 1)
    return words[place] in _QUOTES and len(following) == 2 and following.isdecimal()


def _read_at(words: list[str], place: int, tokens: list[Token]) -> Iterator[tuple[Span, Kind, str]]:
    for (start, end), reason in read_dates(words, place, tokens):
        # "on [date]" reads better than "on the [date]".
        is_the = start > 0 and words[start - 1] == "the"
        yield (start - is_the, end), Kind.DATE, reason
    if span := read_age(words, place):
        yield span, Kind.AGE, _REASONS[Kind.AGE]
    if span := read_life(words, place):
        yield span, Kind.SENTENCE_LENGTH, _REASONS[Kind.SENTENCE_LENGTH]


def _told_by_talk(
    words: list[str], tokens: list[Token], talk: Talk
) -> Iterator[tuple[Span, Kind, float]]:
    """The numbers that the talk around them makes an age, a length or a date, and how likely."""
    for start, end, number in read_numbers(words):
        if not _is_in_words(words, start, end) or _is_joined(tokens, start, end):
            continue
        if tells_length(words, start, end):
            yield with_its_noun(words, start, end), Kind.SENTENCE_LENGTH, 1.0
            continue
        each = judge_number(number, talk.said)
        kind, likely = max(each, key=lambda kind: each[kind]), sum(each.values())
        if likely >= LEAST:
            yield _whole(words, start, end, kind), kind, likely


def _is_in_words(words: list[str], start: int, end: int) -> bool:
    """Whether words stand near a number: figures among figures are a table."""
    return any(map(str.isalpha, words[max(0, start - _NEAR) : end + _NEAR]))


def _is_joined(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a number is a part of something, such as "P41"."""
    pairs = zip(tokens[max(0, start - 1) : end], tokens[max(1, start) : end + 1], strict=False)
    return any(
        left.end == right.start and left.text.isalnum() and right.text.isalnum()
        for left, right in pairs
    )


def _whole(words: list[str], start: int, end: int, kind: Kind) -> Span:
    """A number with the words that belong to it, so that a replacement reads well."""
    if kind is Kind.SENTENCE_LENGTH:
        return with_its_noun(words, start, end)
    return start, after_old(words, end) if kind is Kind.AGE else end


def _found(
    tokens: list[Token], span: Span, offset: int, kind: Kind, reason: str, *, sure: bool
) -> Finding:
    first, last = offset + tokens[span[0]].start, offset + tokens[span[1] - 1].end
    return Finding(first, last, CLASS_OF[kind], kind, sure, reason)
