"""How hard a text is to read: the grade of Flesch and Kincaid, with terms that are explained."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import ModuleType

import pyphen

from toolkit.ui.wording.hints import TERMS

HYPHENS = pyphen.Pyphen(lang="en_GB")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?:]+[”\"’)]*(?:\s+|$)|\n+")
GAP = re.compile(r"\{[^}]*\}")
VOWELS = re.compile(r"[aeiouy]+")
ENDINGS = ("", "s", "es", "d", "ed", "ing")


def count_syllables(word: str) -> int:
    """How many syllables a word has.

    Places where a word may be hyphenated are fewer than its syllables, for no single letter is
    left alone; groups of vowels, without a silent e, tell of the others.
    """
    plain = word.lower()
    by_hyphens = len(HYPHENS.inserted(plain).split("-"))
    sounded = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeioudt])ed$|(?<=[^aeioucgsxz])es$", "", plain)
    return max(by_hyphens, len(VOWELS.findall(sounded)), 1)


def terms_out_of(words: str) -> str:
    """A text in which each term of the method that is explained is one short word."""
    for term in sorted(TERMS, key=len, reverse=True):
        stem = term.removesuffix("e")
        forms = "|".join(re.escape(term + ending) for ending in ENDINGS)
        forms += "|" + "|".join(re.escape(stem + ending) for ending in ("ed", "ing"))
        words = re.sub(rf"\b(?:{forms})\b", "term", words, flags=re.IGNORECASE)
    return words


def grade(texts: Iterable[str]) -> float:
    """The grade of some texts taken together: years of school in the United States.

    Source:
        Flesch-Kincaid grade level: 0.39 words a sentence + 11.8 syllables a word - 15.59.
    """
    n_sentences = n_words = n_syllables = 0
    for text in texts:
        plain = terms_out_of(GAP.sub("one", text))
        sentences = [part for part in SENTENCE_END.split(plain) if WORD.search(part)]
        words = WORD.findall(plain)
        n_sentences += len(sentences)
        n_words += len(words)
        n_syllables += sum(map(count_syllables, words))
    return 0.39 * n_words / n_sentences + 11.8 * n_syllables / n_words - 15.59


def is_help(text: str) -> bool:
    """Whether it is at least a sentence; a label of a few words has no grade."""
    return len(WORD.findall(text)) >= 6 and text.rstrip("”’)")[-1:] in ".!?:"


def texts_of(module: ModuleType) -> Iterator[str]:
    """Every text of a module of wording, however deep it lies."""
    for name, value in vars(module).items():
        if name.isupper():
            yield from _texts_in(value)


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _texts_in(one)
    elif isinstance(value, tuple | list | frozenset):
        for one in value:
            yield from _texts_in(one)
    elif hasattr(value, "__slots__"):
        for slot in value.__slots__:
            yield from _texts_in(getattr(value, slot))
