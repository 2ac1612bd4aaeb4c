"""Everything that screening finds in a text, by all its rules and the model together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.model.transcript import count_words
from toolkit.screening.finding import CLASS_OF, Finding, FindingClass, Kind, settle_overlaps
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.large_words import find_large_words
from toolkit.screening.lexicon import is_name_alone, load_lexicon
from toolkit.screening.names import find_names
from toolkit.screening.people import (
    CALLED,
    find_answered_name,
    find_called_names,
    find_spelt_names,
    find_titled_names,
)
from toolkit.screening.places import find_places
from toolkit.screening.pseudonyms import is_pseudonym
from toolkit.screening.talk import Talk, talk_after
from toolkit.screening.times import find_times
from toolkit.screening.tokens import Token, read_tokens, without_stammers

FEW_CAPITALS = 0.25
_FEWEST_LINES = 4
_ELSEWHERE = "Elsewhere in this text it stands where somebody's name stands."


@dataclass(frozen=True, slots=True)
class Screening:
    """What was found in one text.

    Attributes:
        words: How many words were screened.
        few_capitals: Whether it has hardly any capital letters: then names are missed more
            often, and a person has to read it whole.
        findings: In order, none overlapping another and none over a line end.
    """

    words: int
    few_capitals: bool
    findings: tuple[Finding, ...]


def find_all(text: str, also: Iterable[Finding] = ()) -> tuple[Finding, ...]:
    """Every number, person, place and time in a text that may identify somebody.

    Args:
        text: Any text; offsets count its code points.
        also: Findings of somebody else in the same text, such as a spaCy pipeline's.

    Returns:
        Findings in order, none overlapping another and none over a line end.

    Example:
        >>> text = "Officer Baker moved me from Belmarsh when I was 19."
        >>> [(found.kind.value, text[found.start : found.end]) for found in find_all(text)]
        [('titled_name', 'Officer Baker'), ('prison', 'Belmarsh'), ('age', '19')]
    """
    few_capitals = has_few_capitals(text)
    found = [*find_identifiers(text), *also]
    found.extend(_read_lines(text, few_capitals))
    settled = settle_overlaps(found)
    return tuple(
        one
        for one in settle_overlaps((*settled, *_named_again(text, settled, few_capitals)))
        if not is_pseudonym(text[max(0, one.start - 1) : one.end + 1])
    )


def screen_text(text: str, also: Iterable[Finding] = ()) -> Screening:
    """What is found in a text, with its words and whether it has few capitals.

    Speaker labels, names of cases and files, memos and reasons are texts of their own: each is
    screened by a call of its own, for offsets count from its beginning.

    Args:
        text: Any text; offsets count its code points.
        also: Findings of somebody else in the same text, such as a spaCy pipeline's.

    Example:
        >>> screening = screen_text("i was in wandsworth with dave")
        >>> screening.words, screening.few_capitals, len(screening.findings)
        (6, True, 2)
    """
    return Screening(count_words(text), has_few_capitals(text), find_all(text, also))


def has_few_capitals(text: str) -> bool:
    """Whether hardly any sentence begins with a capital letter, and hardly any name does.

    Lines and sentences are looked at by their first letter. A text of less than four of them
    has few capitals only if it has none.

    Example:
        >>> has_few_capitals("i was with dave. he was sound"), has_few_capitals("I was with Dave.")
        (True, False)
    """
    first_letters = list(_first_letters(text))
    large = sum(letter.isupper() for letter in first_letters)
    if len(first_letters) < _FEWEST_LINES:
        return not any(character.isupper() for character in text)
    return large < FEW_CAPITALS * len(first_letters)


def _first_letters(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        for sentence in line.replace("?", ".").replace("!", ".").split(". "):
            letter = next((one for one in sentence if one.isalpha()), None)
            if letter is not None:
                yield letter


def _named_again(text: str, found: Iterable[Finding], few_capitals: bool) -> Iterator[Finding]:
    """Names that were found once and stand elsewhere too, where nothing around them tells."""
    names = {
        token.text
        for one in found
        if one.of_class is FindingClass.PERSON
        for token in read_tokens(text[one.start : one.end])
        if token.is_word and len(token.text) > 2 and (token.is_large or few_capitals)
        if is_name_alone(token.lower) or (one.reason == CALLED and _is_only_called(token.lower))
    }
    if not names:
        return
    together = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    for place in re.finditer(rf"(?<![^\W_])(?:{together})(?![^\W_])", text):
        kind = Kind.NAME
        yield Finding(*place.span(), CLASS_OF[kind], kind, False, _ELSEWHERE)


def _is_only_called(word: str) -> bool:
    """Whether a byname is worth finding anew: "Pencil" is; "The" and "Will" stand everywhere."""
    lexicon = load_lexicon()
    is_thing = len(word) > 3 and word not in lexicon.first_names
    return is_thing and word not in lexicon.written_large


def _read_lines(text: str, few_capitals: bool) -> Iterator[Finding]:
    start = 0
    talk = Talk()
    for line in text.split("\n"):
        if line.strip():
            yield from _read_line(read_tokens(line), start, talk, few_capitals)
            talk = talk_after(line)
        start += len(line) + 1


def _read_line(
    tokens: list[Token], start: int, talk: Talk, few_capitals: bool
) -> Iterator[Finding]:
    for said in _as_said_and_meant(tokens):
        yield from find_times(said, start, talk)
        yield from find_titled_names(said, start, few_capitals=few_capitals)
        yield from find_called_names(said, start, few_capitals=few_capitals)
        yield from find_places(said, start, few_capitals=few_capitals)
    if Kind.NAME in talk.answers and not few_capitals:
        yield from find_answered_name(tokens, start)
    yield from find_spelt_names(tokens, start)
    yield from find_names(tokens, start, few_capitals=few_capitals)
    if not few_capitals:
        yield from find_large_words(tokens, start)


def _as_said_and_meant(tokens: list[Token]) -> Iterator[list[Token]]:
    """A line as it was said, and as it was meant where its speaker stammered."""
    yield tokens
    meant = without_stammers(tokens)
    if len(meant) < len(tokens):
        yield meant
