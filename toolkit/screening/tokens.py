"""A line of text, taken apart into words, numbers and signs; one pass, whatever the line."""

from __future__ import annotations

import re
from typing import NamedTuple

# "Dave's" and "Dave'll" are two tokens, so that a name is found by itself; "don't" is one.
_SHORTENED = r"(?:s|ll|d|ve|re|m)(?![^\W_])"
_TOKEN = re.compile(
    rf"['’]{_SHORTENED}|[^\W\d_]+(?:['’](?!{_SHORTENED})[^\W\d_]+)*|\d+|_+|[^\w\s]", re.IGNORECASE
)


class Token(NamedTuple):
    """One word, number or sign. A tuple, for a transcript has many and each is made anew.

    Attributes:
        start, end: Offsets in the line.
        text: As it stands there.
        lower: In lower case, with a straight apostrophe: what lists are asked for.
        is_word: Whether it begins with a letter.
        is_large: Whether it begins with a capital letter.
    """

    start: int
    end: int
    text: str
    lower: str
    is_word: bool
    is_large: bool


def read_tokens(line: str) -> list[Token]:
    """The tokens of a line, in order, none overlapping another.

    Example:
        >>> [token.text for token in read_tokens("Dave's mate don't know - cell 14.")]
        ['Dave', "'s", 'mate', "don't", 'know', '-', 'cell', '14', '.']
    """
    return [
        Token(
            match.start(),
            match.end(),
            text := match[0],
            text.lower().replace("’", "'"),
            text[0].isalpha(),
            text[0].isupper(),
        )
        for match in _TOKEN.finditer(line)
    ]


def read_words(written: str) -> frozenset[str]:
    """The words of a list that is written as text; ours are easier to read so."""
    return frozenset(written.split())


_HESITATIONS = read_words("er erm um umm uh uhm eh ehm mm hmm")


def without_stammers(tokens: list[Token]) -> list[Token]:
    """The tokens of a line less its hesitations, and less what was begun and said again.

    Example:
        >>> said = without_stammers(read_tokens("He was on a, um, a twenty-two. At, at Leeds."))
        >>> [token.text for token in said]
        ['He', 'was', 'on', 'a', 'twenty', '-', 'two', '.', 'At', 'Leeds', '.']
    """
    kept: list[Token] = []
    hesitates = False
    for token in tokens:
        if token.lower in _HESITATIONS:
            hesitates = True
            if kept and kept[-1].text == ",":
                kept.pop()
            continue
        if token.text == "," and (hesitates or not kept or kept[-1].text in ",.?!"):
            continue
        if hesitates and kept and kept[-1].lower == token.lower:
            hesitates = False
            continue
        hesitates = False
        if len(kept) > 1 and kept[-1].text == "," and kept[-2].lower == token.lower:
            kept.pop()
            continue
        kept.append(token)
    return kept
