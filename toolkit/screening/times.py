"""Dates, exact ages and lengths of sentences: found by rule in the words of a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from toolkit.screening.ages import DECADES, age_in_talk, read_age, read_told_age
from toolkit.screening.bare_ages import read_bare_age, with_next_ages
from toolkit.screening.bare_lengths import length_again, read_bare_length, read_life
from toolkit.screening.dates import DAYS, MONTHS, ORDINALS, Span, read_dates, read_told_date
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.lexicon import is_name_alone
from toolkit.screening.lone_numbers import read_lone_number
from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS, number_at, word_at
from toolkit.screening.phrases import in_sentence_before, read_phrases, stands_before
from toolkit.screening.sentence_lengths import (
    after_half,
    length_in_talk,
    read_sentence_length,
    read_told_length,
)
from toolkit.screening.served_lengths import read_length_alone, read_served_length
from toolkit.screening.talk import Talk, Told, asked_by
from toolkit.screening.tokens import Token

_AGE = "Somebody's exact age."
_LONE = "A number by itself: it may be somebody's age, or how long a sentence was."
_LENGTH = "How long a sentence was, or how much of it was served."
_QUOTES = frozenset("'’‘")
_OF_DATES = MONTHS | DAYS | _QUOTES
_STARTERS = MONTHS | DAYS | NOUGHTS | {*UNITS, *TEENS, *TENS, *ORDINALS, *DECADES, "life"}


_NOTHING_BEFORE = Talk()


def find_times(tokens: list[Token], offset: int, talk: Talk = _NOTHING_BEFORE) -> Iterator[Finding]:
    """Dates, ages and sentence lengths in a line, some of which may overlap.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        talk: What the line stands in.
    """
    words = [token.lower for token in tokens]
    found = list(_found_by_rule(words, tokens, offset, talk))
    yield from found
    told = numbers_told(tokens, offset, found).union(*talk.told)
    if told:
        yield from _said_again(words, tokens, offset, told)
    lengths = talk.lengths | {number for kind, number in told if kind is Kind.SENTENCE_LENGTH}
    if lengths:
        for place in range(len(words)):
            span = length_again(words, place, lengths)
            if span and not _is_of_clock_or_count(words, place):
                yield _found(tokens, span, offset, Kind.SENTENCE_LENGTH, _LENGTH, sure=False)
    asked: frozenset[Kind] = frozenset().union(*talk.about)
    about = asked.union(kind for kind, _ in frozenset().union(*talk.told))
    about |= {Kind.SENTENCE_LENGTH} & {one.kind for one in found}
    if about:
        yield from _in_such_talk(words, tokens, offset, about, asked)


def _found_by_rule(
    words: list[str], tokens: list[Token], offset: int, talk: Talk
) -> Iterator[Finding]:
    yield from _told_by(words, tokens, offset, talk.answers)
    for place, word in enumerate(words):
        if word == "?":
            yield from _told_behind(words, tokens, offset, place)
        if word in _STARTERS or word[0].isdecimal() or _opens_year(words, place):
            for span, kind, reason in _read_at(words, place, tokens, talk):
                yield _found(tokens, span, offset, kind, reason, sure=reason is not _LONE)


def _told_behind(
    words: list[str], tokens: list[Token], offset: int, place: int
) -> Iterator[Finding]:
    """What is told behind a question within a line."""
    question = in_sentence_before(words, place, _MOST_ASKED)
    told = slice(place + 1, place + 1 + _MOST_TOLD)
    if question and tokens[told]:
        asked = asked_by(" ".join([*question, "?"]))
        yield from _told_by(words[told], tokens[told], offset, asked)


def _told_by(
    words: list[str], tokens: list[Token], offset: int, answers: frozenset[Kind]
) -> Iterator[Finding]:
    """The age, length or date that words begin with, in answer to a question."""
    for kind, read, reason in _ANSWERS:
        if kind in answers and (span := read(words)):
            yield _found(tokens, span, offset, kind, reason, sure=False)


_ANSWERS = (
    (Kind.SENTENCE_LENGTH, read_told_length, _LENGTH),
    (Kind.AGE, read_told_age, _AGE),
    (Kind.DATE, read_told_date, "A date."),
)
_MOST_ASKED, _MOST_TOLD = 30, 20


def _opens_year(words: list[str], place: int) -> bool:
    """Whether it is the sign before "'98", or the article of "a year"."""
    following = word_at(words, place + 1)
    if words[place] == "a":
        return following == "year"
    return words[place] in _QUOTES and len(following) == 2 and following.isdecimal()


def numbers_told(tokens: list[Token], offset: int, found: Iterable[Finding]) -> Told:
    """The ages and lengths among findings of a line, as numbers."""
    told = set()
    starts = [token.start for token in tokens]
    for one in found:
        if one.kind in (Kind.AGE, Kind.SENTENCE_LENGTH):
            first = bisect_left(starts, one.start - offset)
            last = bisect_left(starts, one.end - offset)
            words = [token.lower for token in tokens[first:last]]
            numbers = (number_at(words, place)[0] for place in range(len(words)))
            told |= {(one.kind, number) for number in numbers if number is not None}
    return frozenset(told)


def _said_again(
    words: list[str], tokens: list[Token], offset: int, told: Told
) -> Iterator[Finding]:
    """An age or a length that is said once more, and an age beside another, between two signs.

    "Eleven years. Eleven."; "Skye, she's eight, Lewis, six and a half"; "nineteen. Twenty now".
    """
    tells_ages = any(kind is Kind.AGE for kind, _ in told)
    for place in range(len(words)):
        if place and words[place - 1] not in _ENDS:
            continue
        value, end = number_at(words, place)
        if value is None or value < _FEWEST_AGAIN:
            continue
        end = after_half(words, end)
        unit = end + (words[end : end + 1] in _IN_YEARS)
        if (Kind.SENTENCE_LENGTH, value) in told and _ends_at(words, unit, "and"):
            yield _found(tokens, (place, unit), offset, Kind.SENTENCE_LENGTH, _LENGTH, sure=False)
        if tells_ages and _is_age_again(words, tokens, place, end, value, told):
            end = with_next_ages(words, end, value)
            yield _found(tokens, (place, end), offset, Kind.AGE, _AGE, sure=False)


def _is_age_again(
    words: list[str], tokens: list[Token], place: int, end: int, value: int, told: Told
) -> bool:
    if (Kind.AGE, value) in told and (_ends_at(words, end) or words[end] in ("in", "come")):
        return True
    if words[end : end + 1] in (["now"], ["then"]) and _ends_at(words, end + 1):
        return value >= _FEWEST_ALONE
    if (Kind.AGE, value - 1) in told and _goes_on_as_birthday(words, end):
        return value >= _FEWEST_ALONE
    is_behind_name = place > 1 and words[place - 1] == "," and tokens[place - 2].is_large
    return is_behind_name and is_name_alone(words[place - 2]) and _ends_at(words, end)


def _goes_on_as_birthday(words: list[str], end: int) -> bool:
    """Whether "forty-five" goes on as "in June", "on the ninth" or "that summer"."""
    return words[end : end + 1] in (["that"], ["this"], ["in"], ["on"])


def _ends_at(words: list[str], place: int, *also: str) -> bool:
    return place == len(words) or words[place] in _ENDS or words[place] in also


_FEWEST_ALONE = 14


def _in_such_talk(
    words: list[str],
    tokens: list[Token],
    offset: int,
    about: frozenset[Kind],
    asked: frozenset[Kind],
) -> Iterator[Finding]:
    """Bare numbers in talk of ages or of sentences, where they are all that is said.

    Years and months are so many in any talk that they are only read where it was asked for them.
    """
    place = 0
    while place < len(words):
        value, end = number_at(words, place)
        if value is None or words[place] == "one" or _is_of_clock_or_count(words, place):
            place += 1
            continue
        span = None
        if Kind.SENTENCE_LENGTH in about:
            in_units = Kind.SENTENCE_LENGTH in asked
            span = length_in_talk(words, place, in_units=in_units)
            kind, reason = Kind.SENTENCE_LENGTH, _LENGTH
        if span is None and Kind.AGE in about:
            span, kind, reason = age_in_talk(words, place), Kind.AGE, _AGE
        if span is not None:
            yield _found(tokens, span, offset, kind, reason, sure=False)
        place = max(end, place + 1)


# "Two, three times" counts; a sentence of two years that is said again is found by its unit.
_FEWEST_AGAIN = 3
_IN_YEARS = (["years"], ["year"], ["months"], ["month"], ["weeks"], ["days"])
_ENDS = frozenset(".,;?!…")


def _found(
    tokens: list[Token], span: Span, offset: int, kind: Kind, reason: str, *, sure: bool
) -> Finding:
    first, last = offset + tokens[span[0]].start, offset + tokens[span[1] - 1].end
    return Finding(first, last, CLASS_OF[kind], kind, sure, reason)


def _is_joined(tokens: list[Token], start: int, end: int) -> bool:
    """Whether a number is a part of something, such as "P41"."""
    pairs = zip(tokens[max(0, start - 1) : end], tokens[max(1, start) : end + 1], strict=False)
    return any(
        one.end == other.start and one.text.isalnum() and other.text.isalnum()
        for one, other in pairs
    )


def _is_of_clock_or_count(words: list[str], place: int) -> bool:
    """Whether a number tells the time, ends a larger one, or is what marks are out of."""
    return stands_before(words, place, _OF_CLOCKS_AND_COUNTS)


_NEAR = 6
_OF_CLOCKS_AND_COUNTS = read_phrases(
    """quarter to | quarter past | half past | ten to | ten past | five to | five past | hundred and
    | thousand and | mark out of | marks out of | marking out of | marking them out of | scale of"""
)


def _read_at(
    words: list[str], place: int, tokens: list[Token], talk: Talk
) -> Iterator[tuple[Span, Kind, str]]:
    for (start, end), reason in read_dates(words, place, tokens):
        # "on [date]" reads better than "on the [date]".
        is_the = start > 0 and words[start - 1] == "the"
        yield (start - is_the, end), Kind.DATE, reason
    if words[place] in _OF_DATES:
        return
    # Figures among figures are a table, and tell nobody's age or sentence.
    near = words[max(0, place - _NEAR) : place + _NEAR]
    if not any(map(str.isalpha, near)) or _is_of_clock_or_count(words, place):
        return
    if span := read_age(words, place) or read_bare_age(words, place):
        value = number_at(words, place)[0] or 0
        yield (span[0], with_next_ages(words, span[1], value)), Kind.AGE, _AGE
    if span := (
        read_sentence_length(words, place)
        or (None if talk.is_scored else read_bare_length(words, place))
        or read_life(words, place)
        or read_served_length(words, place)
        or (None if talk.is_scored else read_length_alone(words, place))
    ):
        span = _with_its_noun(words, *span)
        yield span, Kind.SENTENCE_LENGTH, _LENGTH
    elif (
        not talk.is_counted
        and (span := read_lone_number(words, place))
        and not _is_joined(tokens, *span)
    ):
        yield span, Kind.AGE, _LONE


def _with_its_noun(words: list[str], start: int, end: int) -> Span:
    """The "a" and the "sentence" of "a nine year sentence": "got [length of sentence]"."""
    start -= start > 0 and words[start - 1] in ("a", "an")
    end += end < len(words) and words[end] in ("sentence", "stretch", "tariff", "recall")
    return start, end
