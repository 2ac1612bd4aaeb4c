"""Ages that are told without a number, and what belongs to a number that tells one."""

from __future__ import annotations

from toolkit.screening.dates import Span, ordinal_at
from toolkit.screening.number_words import word_at
from toolkit.screening.tokens import read_words

DECADES = frozenset(
    {"teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties"}
)
_PARTS_OF_DECADE = frozenset({"early", "mid", "late"})
_WHOSE = frozenset({"my", "me", "his", "her", "their", "your"})
_IN = frozenset({"in", "into", "well", "to", "hitting", "through"})
_AFTER_BIRTHDAY = read_words("in birthday . , on inside there the while and ? !") | {""}
_YOUNGEST = 13


def read_age(words: list[str], place: int) -> Span | None:
    """An age told by a decade or a birthday: "in my late thirties", "I had my thirtieth in there".

    Example:
        >>> read_age(["in", "my", "late", "thirties"], 3), read_age(["the", "sixties"], 1)
        ((2, 4), None)
    """
    return _in_decade(words, place) or _at_birthday(words, place)


def _in_decade(words: list[str], place: int) -> Span | None:
    if words[place] not in DECADES:
        return None
    start = place - (word_at(words, place - 1) in _PARTS_OF_DECADE)
    is_whose = word_at(words, start - 1) in _WHOSE and word_at(words, start - 2) in _IN
    is_part = start < place and word_at(words, start - 1) not in ("the", "of")
    return (start, place + 1) if is_whose or is_part else None


def _at_birthday(words: list[str], place: int) -> Span | None:
    if word_at(words, place - 1) not in _WHOSE:
        return None
    value, end = ordinal_at(words, place)
    is_age = value is not None and value >= _YOUNGEST
    return (place, end) if is_age and word_at(words, end) in _AFTER_BIRTHDAY else None


def after_old(words: list[str], end: int) -> int:
    """The place behind the "old" or "of age" that belongs to an age of so many years."""
    place = end + (word_at(words, end) == "-")
    if words[place : place + 2] == ["of", "age"]:
        return place + 2
    return place + 1 if word_at(words, place) in ("old", "olds") else end
