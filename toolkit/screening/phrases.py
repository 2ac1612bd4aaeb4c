"""Phrases beside a place: what stands before a number, or behind it, tells what it is."""

from __future__ import annotations

from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.tokens import read_words

Phrases = frozenset[tuple[str, ...]]

LONGEST_PHRASE = 5
_FILLERS = read_words(
    """about around only just like maybe nearly roughly another over probably still er erm um uh say
    what , … getting"""
)
_MOST_FILLERS = 4


def read_phrases(written: str) -> Phrases:
    """The phrases of a list that is written as text, with "|" between them."""
    phrases = frozenset(tuple(phrase.split()) for phrase in written.split("|"))
    too_long = [phrase for phrase in phrases if not 0 < len(phrase) <= LONGEST_PHRASE]
    if too_long:
        raise ValueError(f"A phrase has one to {LONGEST_PHRASE} words: {too_long}")
    return phrases


def stands_before(words: list[str], place: int, phrases: Phrases) -> bool:
    """Whether one of the phrases ends just before a place.

    Example:
        >>> stands_before(["i", "went", "down", "for", "nine"], 4, read_phrases("down for | got"))
        True
    """
    longest = min(place, LONGEST_PHRASE)
    return any(tuple(words[place - size : place]) in phrases for size in range(1, longest + 1))


def stands_behind(words: list[str], place: int, phrases: Phrases) -> bool:
    """Whether one of the phrases begins at a place."""
    sizes = range(1, LONGEST_PHRASE + 1)
    return any(tuple(words[place : place + size]) in phrases for size in sizes)


def before_fillers(words: list[str], place: int) -> int:
    """The place of what a number is said to be "only just, like, about"."""
    start = place
    while place - start < _MOST_FILLERS and word_at(words, start - 1) in _FILLERS:
        start -= 1
    return start


def ends_clause(words: list[str], place: int) -> bool:
    """Whether what is said ends at a place: "twenty.", "twenty, ", but not "twenty, thirty"."""
    word = word_at(words, place)
    return not word or (word in ENDS and number_at(words, place + 1)[0] is None)


ENDS = frozenset(".,;:?!…–—")


def in_sentence_before(words: list[str], place: int, far: int) -> list[str]:
    """At most so many words before a place, of the same sentence."""
    start = place
    while start > max(0, place - far) and words[start - 1] not in (".", "?", "!"):
        start -= 1
    return words[start:place]
