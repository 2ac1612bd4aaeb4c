"""What may identify somebody in a draft: in its text, its name and its speakers' labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.pseudonyms import identity_of
from toolkit.screening.screen import find_all
from toolkit.screening.tokens import read_words
from toolkit.storage.drafts import NAME, TEXT, Draft, DraftFinding

BY_HAND = "A checker found it."
"""Why a finding is there that no rule has made."""

_BEFORE_LABEL = "I spoke with "
_ROLE_WORDS = read_words(
    """unknown speaker speakers int intv interviewer interviewee res respondent par participant
    mod moderator fac facilitator researcher listener group member participants woman man i r p
    int1 int2 1 2 3 4 5 6 7 8 9 a b c d e f"""
)


def screen_draft(draft: Draft, also: Iterable[Finding] = ()) -> Draft:
    """The draft with all that is found in it; nothing of it is settled.

    The name of a transcript that was cleared before is not asked about again.

    Args:
        draft: Its findings are found anew.
        also: Findings of somebody else in its text, such as a spaCy pipeline's.
    """
    found: list[DraftFinding] = []
    for part in draft.parts:
        if part == NAME and draft.revises is not None:
            continue
        words = draft.words_in(part)
        for one in _find_in(part, words, also):
            identity = identity_of(one.kind, words[one.start : one.end])
            found.append(_finding(len(found), part, one, identity))
    return replace(draft, findings=tuple(found))


def _find_in(part: str, words: str, also: Iterable[Finding]) -> Iterator[Finding]:
    if part == TEXT:
        yield from find_all(words, also)
    elif part == NAME:
        # An underscore in a file's name stands for a blank; elsewhere it would mark a handle.
        yield from find_all(words.replace("_", " "))
    else:
        # "INT" and "Unknown Speaker" look like names where nothing stands around them.
        # A label stands alone; a name is seen more surely where something stands before it.
        if not _ROLE_WORDS.issuperset(words.lower().split()):
            for one in find_all(_BEFORE_LABEL + words):
                start = max(0, one.start - len(_BEFORE_LABEL))
                yield replace(one, start=start, end=one.end - len(_BEFORE_LABEL))


def mark_in_draft(draft: Draft, words: str, kind: Kind) -> Draft:
    """The draft with each place of some words among its findings, as a checker found them.

    They are found as whole words, whatever their capitals, and have to be settled. What was found
    inside of them before becomes a part of the new finding.
    """
    together = r"[\s_]+".join(map(re.escape, words.split()))
    pattern = re.compile(rf"(?<![^\W_]){together}(?![^\W_])", re.IGNORECASE)
    findings = list(draft.findings)
    free = max((one.position for one in findings), default=-1) + 1
    for part in draft.parts:
        if part == NAME and draft.revises is not None:
            continue
        for place in pattern.finditer(draft.words_in(part)):
            if "\n" in place[0]:
                continue
            inside = [one for one in findings if touches(one, part, place.span())]
            if any(one.start <= place.start() and place.end() <= one.end for one in inside):
                continue
            start = min([place.start(), *(one.start for one in inside)])
            end = max([place.end(), *(one.end for one in inside)])
            whole = draft.words_in(part)[start:end]
            made = Finding(start, end, CLASS_OF[kind], kind, True, BY_HAND)
            findings = [one for one in findings if one not in inside]
            findings.append(_finding(free, part, made, identity_of(kind, whole)))
            free += 1
    return replace(draft, findings=tuple(sorted(findings, key=lambda one: (one.part, one.start))))


def touches(one: DraftFinding, part: str, span: tuple[int, int]) -> bool:
    """Whether a finding shares a character with a span of a part."""
    return one.part == part and one.start < span[1] and span[0] < one.end


def _finding(position: int, part: str, one: Finding, identity: str) -> DraftFinding:
    """A finding as it is kept with a draft."""
    return DraftFinding(
        position=position,
        start=one.start,
        end=one.end,
        finding_class=one.of_class.value,
        kind=one.kind.value,
        sure=one.sure,
        reason=one.reason,
        part=part,
        identity=identity,
    )
