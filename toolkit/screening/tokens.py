"""A line of text, taken apart into words, numbers and signs; one pass, whatever the line."""

from __future__ import annotations

import re
from dataclasses import dataclass

# "Dave's" and "Dave'll" are two tokens, so that a name is found by itself; "don't" is one.
_SHORTENED = r"(?:s|ll|d|ve|re|m)(?![^\W_])"
_TOKEN = re.compile(
    rf"['’]{_SHORTENED}|[^\W\d_]+(?:['’](?!{_SHORTENED})[^\W\d_]+)*|\d+|_+|[^\w\s]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign.

    Attributes:
        start, end: Offsets in the line.
        text: As it stands there.
        lower: In lower case, with a straight apostrophe: what lists are asked for.
    """

    start: int
    end: int
    text: str
    lower: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_large(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def read_tokens(line: str) -> list[Token]:
    """The tokens of a line, in order, none overlapping another.

    Example:
        >>> [token.text for token in read_tokens("Dave's mate don't know - cell 14.")]
        ['Dave', "'s", 'mate', "don't", 'know', '-', 'cell', '14', '.']
    """
    return [
        Token(match.start(), match.end(), match[0], match[0].lower().replace("’", "'"))
        for match in _TOKEN.finditer(line)
    ]


def read_words(written: str) -> frozenset[str]:
    """The words of a list that is written as text; ours are easier to read so."""
    return frozenset(written.split())
