"""Words written large that no list explains: a name that no other rule knows looks so."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.lexicon import is_common, load_lexicon, read_list
from toolkit.screening.name_labels import harmless_places, is_plural_of_letters
from toolkit.screening.tokens import Token, read_words

_UNKNOWN = "It is written large, and no dictionary of ours has it."
_OUT_OF_PLACE = "A word that is written large within a sentence, as a nickname is."
_ADDRESSED = "Somebody is spoken to by this word."
_QUOTES = frozenset("\"“”‘’'")
_KIN = read_words("pops prof professor doc grandad gramps skipper skip captain bishop teach")
_OPENS = frozenset(".?!:…<>\"“”‘’'()[]-–—*/&")
_ARTICLES = read_words("a an my your his her our their this that")
_FEWEST_LETTERS = 3


def find_large_words(tokens: list[Token], offset: int) -> Iterator[Finding]:
    """Words written large that may be somebody's name, for all that the lists say.

    A word of no dictionary is found wherever it stands; an ordinary one ("we all knew Toaster")
    only within a sentence, and by itself: several together ("Call of Duty") are a title.

    Args:
        tokens: Of one line of a text that uses capital letters.
        offset: Where the line begins in the text.
    """
    candidates = [place for place, token in enumerate(tokens) if _may_be_name(token)]
    if not candidates:
        return
    harmless = harmless_places(tokens)
    for place in candidates:
        reason = None if place in harmless else _reason(tokens, place)
        if reason is not None:
            first, last = offset + tokens[place].start, offset + tokens[place].end
            yield Finding(first, last, CLASS_OF[Kind.NAME], Kind.NAME, False, reason)


def _may_be_name(token: Token) -> bool:
    is_word = token.is_word and token.is_large and len(token.text) >= _FEWEST_LETTERS
    # "The" opens what a book or a pub is called.
    is_word = is_word and token.lower != "the"
    # All in capitals it is short for something, or shouted.
    return is_word and not (token.text.isupper() or is_plural_of_letters(token.text))


def _reason(tokens: list[Token], place: int) -> str | None:
    lexicon = load_lexicon()
    word = tokens[place].lower
    single = word.removesuffix("s")
    if _is_addressed(tokens, place) and (word in _KIN or word in lexicon.first_names):
        return _ADDRESSED
    if not {word, single}.isdisjoint(_written_large()):
        return None
    # "Drivin" is driving, said as it is said.
    if not any(map(is_common, (word, single, f"{word}g"))) and not lexicon.is_ordinary(word):
        return _UNKNOWN
    if place + 1 < len(tokens) and tokens[place + 1].text.isdecimal():
        return None  # "Year 4", "Radio 4": a title.
    if place and tokens[place - 1].lower in _ARTICLES:
        return None  # "my Insurance", "a Sunday": a thing
    is_alone = not (_stands_beside(tokens, place, -1) or _stands_beside(tokens, place, 1))
    return _OUT_OF_PLACE if is_alone and not _opens_sentence(tokens, place) else None


def _is_addressed(tokens: list[Token], place: int) -> bool:
    """Whether somebody is spoken to, as in "Prof, what does it say?" behind a quotation mark."""
    before = tokens[place - 1] if place else None
    is_quoted = before is not None and before.text in _QUOTES and before.end == tokens[place].start
    behind = tokens[place + 1].text if place + 1 < len(tokens) else ""
    return is_quoted and (behind in (",", "?", "!") or behind in _QUOTES)


@cache
def _written_large() -> frozenset[str]:
    """What is written large; not what is in capitals alone, as RAF is: Raf is somebody."""
    in_capitals = {one.lower() for one in read_list("written_large") if one.isupper()}
    return load_lexicon().written_large - in_capitals


def _stands_beside(tokens: list[Token], place: int, step: int) -> bool:
    """Whether another word written large, that is nobody's name, may belong to the same title."""
    lexicon = load_lexicon()
    for near in range(place + step, place + 4 * step, step):
        if not 0 <= near < len(tokens) or tokens[near].text in ",.;:?!-–—…":
            return tokens[near].text == "-" if 0 <= near < len(tokens) else False
        word = tokens[near].lower
        is_title = tokens[near].is_large and word[:2] not in ("i", "i'")
        is_title = is_title and not _opens_sentence(tokens, near)
        if is_title and not lexicon.is_person(word) and lexicon.is_ordinary(word):
            return True
    return False


def _opens_sentence(tokens: list[Token], place: int) -> bool:
    return place == 0 or tokens[place - 1].text in _OPENS
