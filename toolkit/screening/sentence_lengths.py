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
_PLAINLY = read_phrases(
    """sentenced to | sentence of | tariff of | minimum of | weighed off with | weighed off for
    | went down for | sent down for | slotted for | serving | on appeal to
    | reduced to | recalled for | recall of"""
)
_WITHOUT_END = frozenset({"life", "ipp", "dpp"})
_BETWEEN = read_words("with a an the and minimum tariff of for")
_OF_LIFE = read_words("sentence sentences sentenced tariff tariffs licence")


def read_life(words: list[str], place: int) -> Span | None:
    """The "life" of "he got life", of "a life sentence", and of "life with a fifteen".

    Example:
        >>> read_life(["he", "got", "life"], 2), read_life(["got", "a", "life"], 2)
        ((2, 3), None)
    """
    if words[place] != "life":
        return None
    if words[place + 1 : place + 3] in (["with", "a"], ["with", "an"]):
        return (place, place + 1) if number_at(words, place + 3)[0] is not None else None
    if word_at(words, place + 1) in _OF_LIFE:
        return place, place + 2
    given = place - (word_at(words, place - 1) in ("whole", "natural"))
    is_over = not word_at(words, place + 1) or word_at(words, place + 1) in _BEHIND
    return (place, place + 1) if is_over and stands_before(words, given, _GIVEN) else None


def tells_length(words: list[str], start: int, end: int) -> bool:
    """Whether a number is a sentence by the words before it alone: "went down for seven".

    Example:
        >>> tells_length(["went", "down", "for", "seven", "."], 3, 4)
        True
        >>> tells_length(["serving", "seven", "lads"], 1, 2)
        False
    """
    is_over = not word_at(words, end) or word_at(words, end) in _BEHIND
    return is_over and stands_before(words, start, _PLAINLY)


def with_its_noun(words: list[str], start: int, end: int) -> Span:
    """What belongs to a length, so that a replacement reads well: "got [length of sentence]".

    Example:
        >>> with_its_noun(["a", "nine", "year", "sentence"], 1, 3)
        (0, 4)
        >>> with_its_noun(["life", "with", "a", "tariff", "of", "ten"], 5, 6)
        (0, 6)
    """
    first = start
    while word_at(words, first - 1) in _BETWEEN:
        first -= 1
    if first < start and word_at(words, first - 1) in _WITHOUT_END:
        return first - 1, end
    start -= start > 0 and words[start - 1] in ("a", "an")
    return start, end + (word_at(words, end) in _NOUNS)
