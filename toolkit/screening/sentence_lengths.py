"""Sentences without a number, and the words that belong to the length of one."""

from __future__ import annotations

from toolkit.screening.dates import Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import ENDS, read_phrases, stands_before
from toolkit.screening.tokens import read_words

_GIVEN = read_phrases(
    """serving | doing | got | given | gave me | gave him | gave her | get | getting | gets
    | sentenced to | facing | looking at | does | do | did | served | done | 'm on | 's on
    | was on | are on | 're on | were on"""
)
_BEHIND = ENDS | read_words("for with in and at minimum over when but plus because cos off on")
_NOUNS = read_words("sentence stretch tariff recall")


def read_life(words: list[str], place: int) -> Span | None:
    """The "life" of "he got life", and of "life with a fifteen".

    Example:
        >>> read_life(["he", "got", "life"], 2), read_life(["got", "a", "life"], 2)
        ((2, 3), None)
    """
    if words[place] != "life":
        return None
    if words[place + 1 : place + 3] in (["with", "a"], ["with", "an"]):
        return (place, place + 1) if number_at(words, place + 3)[0] is not None else None
    given = place - (word_at(words, place - 1) in ("whole", "natural"))
    is_over = not word_at(words, place + 1) or word_at(words, place + 1) in _BEHIND
    return (place, place + 1) if is_over and stands_before(words, given, _GIVEN) else None


def with_its_noun(words: list[str], start: int, end: int) -> Span:
    """The "a" and the "sentence" of "a nine year sentence": "got [length of sentence]"."""
    start -= start > 0 and words[start - 1] in ("a", "an")
    return start, end + (word_at(words, end) in _NOUNS)
