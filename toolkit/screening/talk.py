"""What the lines of a talk tell about the numbers in the lines after them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toolkit.screening.finding import Kind

Told = frozenset[tuple[Kind, int]]
"""Ages and lengths of sentences that were told, as numbers."""

_ASKS_LENGTH = re.compile(
    r"\b(?:how long|what|longest|how much)\b[^.!?]{0,40}\b(?:sentences?|tariff|serving|serve|inside"
    r"|stretch|do in total|did you do(?! (?:it|that|this|before|for))"
    r"|did you get(?! (?:out|from|paid|up))|been in|you got"
    r"|away|in for|go down for)\b"
    r"|\b(?:give|gave) (?:you|him|her)\W{0,6}$"
    r"|\bhow long was (?:that|it)\b|\bsentence (?:was|is)\W{0,4}$|\blong (?:one|sentence|stretch)\b"
    r"|\bdid (?:you|he|she|they) (?:get|give (?:you|him|her))(?: for (?:that|it))?\W{0,4}\?\W{0,4}$"
    r"|\bdoing\W{0,4}\?\W{0,4}$|\bhow much time\b"
    r"|\b(?:sentenced?|sentenced to|tariff|minimum|term|given)\W{0,4}\?\W{0,4}$"
    r"|\bserving an?\b[^.!?]{0,20}\bsentence\b",
    re.IGNORECASE,
)
_ASKS_AGE = re.compile(
    r"\bhow old\b|\b(?:what|your|his|her) age\b|(?:^|[:.!?])\s*age\s*\?\W*$"
    r"|\bwhat (?:am i|is he|is she|was i) now\b|\b(?:make|makes|made) (?:you|him|her)\W{0,4}$"
    r"|\b(?:teenager|(?:twen|thir|for|fif|six|seven)ties)\b[^.!?]{0,20}\?\W{0,4}$"
    r"|\b(?:you|he|she)['’]?d? (?:would )?have been\W{0,4}$",
    re.IGNORECASE,
)
_ASKS_DATE = re.compile(
    r"\b(?:what|which) (?:year|month|date|day)\b"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"\W{0,4}\?\W{0,4}$|\bwhen(?:['’]?s| was| did| were| is| exactly)\b[^.!?]{0,80}\?\W{0,4}$",
    re.IGNORECASE,
)
_ASKS_NAME = re.compile(
    r"\b(?:names? for you|calls? you|called you|(?:your|a) nicknames?|you known as)\b"
    r"[^.!?]{0,40}\?\W*$",
    re.IGNORECASE,
)
_ASKS_COUNT = re.compile(r"\bhow (?:many|much|often)\b", re.IGNORECASE)
_TELLS_LENGTH = re.compile(
    r"\b(?:sentenced?|tariff|judge|barrister|brief|guilty|co-d|sheriff|sent down|concurrent|appeal"
    r"|recorder|in the dock|ipp|the tag|jury|plead|pleaded|plea|parole|magistrates?|crown court"
    r"|solicitor|convicted|recall(?:ed)?|remand|co-accused|co-defendants?)\b",
    re.IGNORECASE,
)
_TELLS_SCORE = re.compile(
    r"\bscale\b|\bout of (?:ten|10|five|5)\b|\bwhat number\b|\bscored?\b", re.IGNORECASE
)
_LINES_OF_TALK = 3
_LINES_TOLD = 2


@dataclass(frozen=True, slots=True)
class Talk:
    """What a line stands in.

    Attributes:
        answers: Whether the line before asks for an age, the length of a sentence, a date, or what
            somebody is called.
        told: What was found in each of the lines just before: it may be said once more.
        about: Whether each of the last lines, and this one, is of ages or of sentences: then bare
            numbers may be some.
        lengths: Of all sentences that were told so far.
        asked: What this line asks for in its turn.
        is_scored: Whether the line before speaks of marks out of ten: numbers may be some.
        is_counted: Whether it does, or asks how many there were.
    """

    answers: frozenset[Kind] = frozenset()
    told: tuple[Told, ...] = ()
    about: tuple[frozenset[Kind], ...] = ()
    lengths: frozenset[int] = frozenset()
    asked: frozenset[Kind] = frozenset()
    is_scored: bool = False
    is_counted: bool = False


def begin_line(before: Talk, line: str) -> Talk:
    """The talk with a line that is read next."""
    asked = asked_by(line)
    return replace(before, about=(*before.about, asked | _spoken_of(line)), asked=asked)


def end_line(talk: Talk, line: str, told: Told) -> Talk:
    """The talk behind a line that was begun, in which ages and lengths were told."""
    lengths = talk.lengths | {number for kind, number in told if kind is Kind.SENTENCE_LENGTH}
    is_scored = _TELLS_SCORE.search(line) is not None
    if _ASKS_COUNT.search(line) or is_scored:
        # A number may now be how many there were.
        return Talk(talk.asked, lengths=lengths, is_scored=is_scored, is_counted=True)
    return Talk(
        talk.asked,
        (*talk.told, told)[-_LINES_TOLD:],
        talk.about[-_LINES_OF_TALK:],
        lengths,
    )


def asked_by(line: str) -> frozenset[Kind]:
    """What the end of a line, or a question in it, asks for: an age, a length, a date, a name."""
    return frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(line))


_ASKS = {
    Kind.AGE: _ASKS_AGE,
    Kind.SENTENCE_LENGTH: _ASKS_LENGTH,
    Kind.DATE: _ASKS_DATE,
    Kind.NAME: _ASKS_NAME,
}


def _spoken_of(line: str) -> frozenset[Kind]:
    return frozenset({Kind.SENTENCE_LENGTH} if _TELLS_LENGTH.search(line) else ())
