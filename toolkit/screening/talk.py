"""What the line before tells about the names, dates and numbers in a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toolkit.screening.finding import Kind
from toolkit.screening.time_features import asked_in

_ASKS = {
    Kind.DATE: re.compile(
        r"\b(?:what|which) (?:year|month|date|day)\b"
        r"|\b(?:january|february|march|april|may|june|july|august|september|october|november"
        r"|december)\W{0,4}\?\W{0,4}$"
        r"|\bwhen(?:['’]?s| was| did| were| is| exactly)\b[^.!?]{0,80}\?\W{0,4}$",
        re.IGNORECASE,
    ),
    Kind.NAME: re.compile(
        r"\b(?:names? for you|calls? you|called you|(?:your|a) nicknames?|you known as)\b"
        r"[^.!?]{0,40}\?\W*$",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Talk:
    """What a line stands in.

    Attributes:
        answers: Whether the line before asks for a date, or what somebody is called.
        said: Its last words (`time_features.asked_in`).
    """

    answers: frozenset[Kind] = frozenset()
    said: tuple[str, ...] = ()


def talk_after(line: str) -> Talk:
    """The talk behind a line."""
    answers = frozenset(kind for kind, pattern in _ASKS.items() if pattern.search(line))
    return Talk(answers, asked_in(line))
