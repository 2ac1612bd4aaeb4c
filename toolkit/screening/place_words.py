"""What the readers of places share."""

from __future__ import annotations

from toolkit.screening.finding import Kind
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.tokens import Token

Found = tuple[int, int, Kind, str]
"""The first token, the one behind the last, what it is, and why."""


def lower_at(tokens: list[Token], place: int) -> str:
    """The word at a place in lower case; "" before the first and behind the last."""
    return tokens[place].lower if 0 <= place < len(tokens) else ""


def is_place_word(
    tokens: list[Token],
    place: int,
    few_capitals: bool,
    *,
    unknown: bool = False,
    anywhere: bool = False,
) -> bool:
    """Whether a word before "court" or "hospital" is part of its name.

    With `unknown`, a small word that no list holds is one as well; with `anywhere`, a listed
    place that is an ordinary word too counts where it opens a sentence.
    """
    token = tokens[place]
    lexicon = load_lexicon()
    if not token.is_word or len(token.text) < 3:
        return False
    known = token.lower in lexicon.towns or token.lower in lexicon.prisons
    is_word = lexicon.is_ordinary(token.lower) or token.lower in lexicon.written_large
    if few_capitals or not token.is_large:
        return (known or unknown) and not is_word
    starts = not anywhere and (place == 0 or tokens[place - 1].text in ".?!")
    return not is_word or (known and not starts)
