"""The lists of names, places and ordinary words that screening looks things up in."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

_STEMS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("s", ""),
    ("er", ""),
    ("er", "e"),
    ("ers", ""),
    ("ers", "e"),
    ("est", ""),
    ("ly", ""),
    ("ily", "y"),
    ("ness", ""),
    ("less", ""),
    ("ful", ""),
    ("ment", ""),
    ("y", ""),
    ("in", ""),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they may be, in lower case; a name of several words is joined by spaces."""

    first_names: frozenset[str]
    nicknames: frozenset[str]
    surnames: frozenset[str]
    towns: frozenset[str]
    prisons: frozenset[str]
    prison_nicknames: frozenset[str]
    ordinary: frozenset[str]
    written_large: frozenset[str]

    def is_ordinary(self, word: str) -> bool:
        """Whether a word in lower case is one of ordinary speech, with its endings.

        Example:
            >>> [load_lexicon().is_ordinary(word) for word in ("walking", "hope", "tadas")]
            [True, True, False]
        """
        if word in self.ordinary:
            return True
        # "James" is no plural of jam; "Banks" may well be one of bank.
        if word in self.first_names or word in self.nicknames:
            return False
        if word in self.towns or word in self.prisons:
            return False
        return any(stem in self.ordinary for stem in _stems(word))

    def is_person(self, word: str) -> bool:
        """Whether a word in lower case can be somebody's name."""
        return word in self.first_names or word in self.surnames or word in self.nicknames


@lru_cache(maxsize=4096)
def _stems(word: str) -> tuple[str, ...]:
    found = []
    for ending, instead in _STEMS:
        stem = word[: -len(ending)]
        if len(stem) > 2 and word.endswith(ending):
            found.append(stem + instead)
            if not instead and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return tuple(found)


def read_list(name: str) -> list[str]:
    """The entries of one of our lists, as they are written there."""
    text = files("toolkit.screening").joinpath("lists", f"{name}.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return [entry.strip() for line in lines for entry in line.split(",") if entry.strip()]


COMMON = 100
"""How often a word was counted, at the least, to be a common one; most rare names are not."""


def is_common(word: str) -> bool:
    """Whether a word in lower case is common in English, or in how it is said somewhere.

    Counted names are among them ("dave"): ask only about a word that no list of names holds.

    Example:
        >>> [is_common(word) for word in ("cockroaches", "naebody", "okonjo")]
        [True, True, False]
    """
    return word in _common_words()


def is_name_alone(word: str) -> bool:
    """Whether a word in lower case is nothing but a name: no word, no place, no common one."""
    lexicon = load_lexicon()
    if lexicon.is_ordinary(word) or word in lexicon.written_large:
        return False
    is_place = word in lexicon.towns or word in lexicon.prisons
    return lexicon.is_person(word) or not (is_place or is_common(word))


@cache
def _common_words() -> frozenset[str]:
    """The words that pyspellchecker has counted often enough, and those of dialects."""
    import spellchecker

    content = files(spellchecker).joinpath("resources", "en.json.gz").read_bytes()
    counted: dict[str, int] = json.loads(gzip.decompress(content))
    return frozenset(word for word, count in counted.items() if count >= COMMON) | frozenset(
        read_list("dialect")
    )


@cache
def load_lexicon() -> Lexicon:
    """Every list, read once in a process."""

    def lower(name: str) -> frozenset[str]:
        return frozenset(entry.lower().replace("’", "'") for entry in read_list(name))

    return Lexicon(
        first_names=lower("first_names"),
        nicknames=lower("nicknames"),
        surnames=lower("surnames"),
        towns=lower("towns"),
        prisons=lower("prisons"),
        prison_nicknames=lower("prison_nicknames"),
        ordinary=lower("ordinary"),
        written_large=lower("written_large"),
    )
