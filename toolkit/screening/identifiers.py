"""Numbers and addresses that identify somebody: found by rule, in any text."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.finding import Finding, FindingClass, settle_overlaps
from toolkit.screening.number_rules import RULES, TELLTALE


def find_identifiers(text: str) -> tuple[Finding, ...]:
    """The numbers and addresses in a text that identify somebody.

    Prisoner, PNC, CRO, National Insurance and NHS numbers, telephone numbers, postcodes, e-mail
    addresses, web links and social media names, in capitals or not, with spaces or hyphens.

    Args:
        text: Any text; offsets count its code points.

    Returns:
        Findings of class *block*, in order, none overlapping another and none over a line end.
        One with a wrong check digit or letter is there all the same, with `sure` False.

    Example:
        >>> text = "I was a1234bc then. Ring me on 07700 900 123."
        >>> [(found.kind.value, text[found.start : found.end]) for found in find_identifiers(text)]
        [('prisoner_number', 'a1234bc'), ('phone', '07700 900 123')]
    """
    return settle_overlaps(_findings_by_line(text))


def _findings_by_line(text: str) -> Iterator[Finding]:
    start = 0
    for line in text.split("\n"):
        # Most lines of speech hold nothing that any rule begins with; this look is the cheap one.
        if TELLTALE.search(line):
            yield from _findings_in(line, start)
        start += len(line) + 1


def _findings_in(line: str, offset: int) -> Iterator[Finding]:
    for rule in RULES:
        for match in rule.pattern.finditer(line):
            verdict = rule.judge(match)
            if verdict is not None:
                yield Finding(
                    offset + match.start(),
                    offset + match.end(),
                    FindingClass.BLOCK,
                    rule.kind,
                    verdict.sure,
                    verdict.reason,
                )
