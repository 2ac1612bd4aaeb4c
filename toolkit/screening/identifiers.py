"""Numbers and addresses that identify somebody: found by rule, in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from toolkit.screening import said_addresses
from toolkit.screening.finding import Finding, FindingClass, Kind, settle_overlaps
from toolkit.screening.rules import RULES, TELLTALE
from toolkit.screening.said_numbers import may_hold_said_number, rewrite_said
from toolkit.screening.tokens import read_tokens

_CAPITAL = re.compile(r"\b(?:capital|letter)s?\W{1,3}$", re.IGNORECASE)
_ASKS_NUMBER = re.compile(r"\bnumber\b[^.!?]{0,30}\?\W*$", re.IGNORECASE)
_ANSWER = re.compile(r"\d(?:\W{0,3}\d){4,9}(?!\d)")
_MORE_DIGITS = re.compile(r"(?: \d(?!\w)){1,20}")


def find_identifiers(text: str) -> tuple[Finding, ...]:
    """The numbers and addresses in a text that identify somebody.

    Prisoner, PNC, CRO, National Insurance and NHS numbers, passports, driving licences, number
    plates, telephone numbers, postcodes, e-mail addresses, web links and social media names, in
    capitals or not, with spaces or hyphens, or said aloud in words.

    Args:
        text: Any text; offsets count its code points.

    Returns:
        Findings of class *block*, in order, none overlapping another and none over a line end.
        One with a wrong check digit or letter is there all the same, with `sure` False.

    Example:
        >>> text = "I was a three five double three b x. Ring me on 07700 900 123."
        >>> [(found.kind.value, text[found.start : found.end]) for found in find_identifiers(text)]
        [('prisoner_number', 'a three five double three b x'), ('phone', '07700 900 123')]
    """
    return settle_overlaps(_findings_by_line(text))


def _findings_by_line(text: str) -> Iterator[Finding]:
    start = 0
    is_answer = False
    for line in text.split("\n"):
        # Most lines of speech hold nothing that any rule begins with; these looks are cheap.
        if TELLTALE.search(line):
            yield from _written_in(line, start)
        if may_hold_said_number(line):
            yield from _said_in(line, start)
        if said_addresses.TELLTALE.search(line):
            yield from said_addresses.find_said_addresses(read_tokens(line), start)
        if is_answer:
            yield from _answered_in(line, start)
        is_answer = _ASKS_NUMBER.search(line) is not None
        start += len(line) + 1


def _answered_in(line: str, offset: int) -> Iterator[Finding]:
    """Five digits or more in answer to what somebody's number is, whatever they look like."""
    said = rewrite_said(line, read_tokens(line)) if may_hold_said_number(line) else None
    found = _ANSWER.search(said.text if said else line)
    if found is None:
        return
    start, end = found.span()
    if said is not None:
        start, end = said.starts[start], said.ends[end - 1]
    reason = "Digits in answer to what somebody's number is."
    block, kind = FindingClass.BLOCK, Kind.PRISONER_NUMBER
    yield Finding(offset + start, offset + end, block, kind, False, reason)


def _written_in(line: str, offset: int) -> Iterator[Finding]:
    for rule in RULES:
        for start, end, verdict in rule.find(line):
            first, last = offset + start, offset + end
            kind, reason = rule.kind, verdict.reason
            yield Finding(first, last, FindingClass.BLOCK, kind, verdict.sure, reason)


def _said_in(line: str, offset: int) -> Iterator[Finding]:
    tokens = read_tokens(line)
    words = {token.lower for token in tokens}
    for o, double_u in product("0O" if "o" in words else "0", ("W", "U U")):
        if double_u == "U U" and "double" not in words:
            continue
        said = rewrite_said(line, tokens, o, double_u)
        if said is None:
            return
        for found in _written_in(said.text, 0):
            # Digits that go on belong to it: nobody can hear where a number ends.
            behind = _MORE_DIGITS.match(said.text, found.end)
            last = behind.end() if behind else found.end
            start, end = said.starts[found.start], said.ends[last - 1]
            # "capital A" is how the letter was said.
            capital = _CAPITAL.search(line, max(0, start - 12), start)
            start = capital.start() if capital else start
            yield replace(found, start=offset + start, end=offset + end)
