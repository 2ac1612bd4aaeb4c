"""Numbers and addresses that identify somebody: found by rule, in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from toolkit.screening import said_addresses
from toolkit.screening.finding import Finding, FindingClass, Kind, settle_overlaps
from toolkit.screening.rule import without_gaps
from toolkit.screening.rules import RULES, TELLTALE
from toolkit.screening.said_numbers import may_hold_said_number, rewrite_said
from toolkit.screening.tokens import read_tokens

_CAPITAL = re.compile(r"\b(?:capital|letter)s?\W{1,3}$", re.IGNORECASE)
_ASKS_NUMBER = re.compile(r"\bnumber\b[^.!?]{0,30}\?\W*$", re.IGNORECASE)
_ANSWER = re.compile(r"\d(?:\W{0,3}\d){4,9}(?!\d)")
_MORE_DIGITS = re.compile(r"(?: \d(?!\w)){1,20}")
_PIECE = re.compile(r"(?<![^\W_])(?:[A-Z]\W{0,2})?\d(?:\W{0,2}\d){2,9}(?:\W{0,2}[A-Z](?![^\W_]))*")
_FEWEST_OF_PIECE, _FEWEST_OF_WHOLE, _MOST_OF_WHOLE = 4, 6, 24
_MOST_ALIKE = 50
_YEARS = range(1900, 2040)


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
    found = settle_overlaps(_findings_by_line(text))
    return settle_overlaps((*found, *_pieces_again(text, found)))


def _pieces_again(text: str, found: tuple[Finding, ...]) -> Iterator[Finding]:
    """Pieces of a number that was found: "the last of it was nine oh oh, one two three"."""
    wholes = _by_beginnings(text, found)
    start = 0
    for line in text.split("\n") if wholes else ():
        said = rewrite_said(line, read_tokens(line)) if may_hold_said_number(line) else None
        for match in _PIECE.finditer(said.text if said else line):
            piece = without_gaps(match[0])
            near = wholes.get(piece[:_FEWEST_OF_PIECE], ())
            kind = next((kind for whole, kind in near if piece in whole), None)
            if kind is not None and not _may_be_year(piece):
                first, last = match.span()
                if said is not None:
                    first, last = said.starts[first], said.ends[last - 1]
                reason = "A part of a number that stands elsewhere in this text."
                yield Finding(start + first, start + last, FindingClass.BLOCK, kind, False, reason)
        start += len(line) + 1


def _by_beginnings(text: str, found: tuple[Finding, ...]) -> dict[str, list[tuple[str, Kind]]]:
    """The numbers that were found, by every four characters that a piece may begin with."""
    wholes: dict[str, list[tuple[str, Kind]]] = {}
    written = {_as_written(text[one.start : one.end]): one.kind for one in found}
    for whole, kind in written.items():
        if _FEWEST_OF_WHOLE <= len(whole) <= _MOST_OF_WHOLE:
            for at in range(len(whole) - _FEWEST_OF_PIECE + 1):
                near = wholes.setdefault(whole[at : at + _FEWEST_OF_PIECE], [])
                if len(near) < _MOST_ALIKE:
                    near.append((whole, kind))
    return wholes


def _as_written(number: str) -> str:
    """A number that was written or said, as its letters and digits alone."""
    said = rewrite_said(number, read_tokens(number))
    return without_gaps(said.text if said else number)


def _may_be_year(piece: str) -> bool:
    return piece.isdecimal() and int(piece) in _YEARS


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
