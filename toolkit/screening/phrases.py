"""Phrases beside a place: what stands before a number, or behind it, tells what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.screening.number_words import number_at, word_at


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases as lists of words, by their first word and by their last."""

    by_first: Mapping[str, tuple[list[str], ...]]
    by_last: Mapping[str, tuple[list[str], ...]]


def read_phrases(written: str) -> Phrases:
    """The phrases of a list that is written as text, with "|" between them."""
    phrases = [phrase.split() for phrase in written.split("|")]
    return Phrases(
        {first: tuple(p for p in phrases if p[0] == first) for first, *_ in phrases},
        {last: tuple(p for p in phrases if p[-1] == last) for *_, last in phrases},
    )


def stands_before(words: list[str], place: int, phrases: Phrases) -> bool:
    """Whether one of the phrases ends just before a place.

    Example:
        >>> stands_before(["i", "went", "down", "for", "nine"], 4, read_phrases("down for | got"))
        True
    """
    # Hardly any place stands behind the last word of a phrase: one look lets the others go.
    ending = phrases.by_last.get(words[place - 1], ()) if place > 0 else ()
    return bool(ending) and any(
        words[max(0, place - len(phrase)) : place] == phrase for phrase in ending
    )


def stands_behind(words: list[str], place: int, phrases: Phrases) -> bool:
    """Whether one of the phrases begins at a place."""
    beginning = phrases.by_first.get(words[place], ()) if place < len(words) else ()
    return bool(beginning) and any(
        words[place : place + len(phrase)] == phrase for phrase in beginning
    )


def ends_clause(words: list[str], place: int) -> bool:
    """Whether what is said ends at a place: "twenty.", "twenty, ", but not "twenty, thirty"."""
    word = word_at(words, place)
    return word in _STOPS or (word in ENDS and number_at(words, place + 1)[0] is None)


ENDS = frozenset(".,;:?!…–—")
_STOPS = frozenset({"", ".", "?", "!"})
