"""What sets cases apart: a role, a kind of prison, a band of years, in a few words each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from toolkit.errors import BadInput, NotFound
from toolkit.model.team import Role
from toolkit.model.transcript import Case, CaseAttribute, normalise_text
from toolkit.screening.finding import FindingClass
from toolkit.screening.screen import find_all
from toolkit.storage import audit, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor

LONGEST_VALUE = 80
MOST_ATTRIBUTES = 20
_EXACT_KINDS = frozenset({"date", "age"})
# "2010 to 2015", "1990s", "30s": bands, which are what is wanted instead of a year or an age.
_BAND = re.compile(r"\b\d\d(?:\d\d)?(?:s\b|\s*(?:to|-|–)\s*\d\d(?:\d\d)?\b)")


def describe_case(
    project: Project, *, by: str | None, transcript: str, attributes: Mapping[str, str]
) -> Case:
    """The case of a transcript with what sets it apart from others from now on.

    Args:
        by: A facilitator or checker; None from the terminal.
        transcript: The name of a transcript of the case.
        attributes: The value of each, by name, such as `{"Role": "Listener"}`. All that is not
            among them is taken away; an empty value takes one away too.

    Raises:
        NotFound: No cleared transcript has this name.
        BadInput: One is too long, or looks like a name, a place, a number or a date. With a few
            of these at once a person could be found.
    """
    kept = _tidy(attributes)
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR, Role.CHECKER)
        case = replace(_require_case(tx, transcript), attributes=kept)
        transcripts.keep_attributes(tx, case)
        names = [one.name for one in kept]
        audit.record(tx, actor, "case.described", {"case": case.id, "attributes": names})
    return case


def find_case(project: Project, *, transcript: str) -> Case:
    """The case that a cleared transcript belongs to.

    Raises:
        NotFound: No cleared transcript has this name.
    """
    with project.reading() as tx:
        return _require_case(tx, transcript)


def _require_case(tx: Transaction, name: str) -> Case:
    texts = transcripts.list_transcripts(tx, [name])
    cases = {case.id: case for case in transcripts.list_cases(tx)}
    case = cases.get(texts[0].case_id or "") if texts else None
    if case is None:
        raise NotFound("W243", "No cleared transcript of a case has this name.")
    return case


def _tidy(attributes: Mapping[str, str]) -> tuple[CaseAttribute, ...]:
    told = {_one_line(name): _one_line(value) for name, value in attributes.items()}
    kept = tuple(CaseAttribute(name, told[name]) for name in sorted(told) if name and told[name])
    if len(kept) > MOST_ATTRIBUTES:
        raise BadInput("W244", f"A case has at most {MOST_ATTRIBUTES} of these.")
    for place, one in enumerate(kept, start=1):
        for words in (one.name, one.value):
            _check(words, f"number {place}")
    return kept


def _check(words: str, where: str) -> None:
    if len(words) > LONGEST_VALUE:
        raise BadInput("W245", f"Each has at most {LONGEST_VALUE} characters.", where=where)
    rest = _BAND.sub("", words)
    if any(_tells(one.of_class, one.kind, rest[one.start : one.end]) for one in find_all(rest)):
        raise BadInput(
            "W246",
            "This looks like a name, a place, a number, a date or an age, which could tell who "
            "somebody is. Say it more broadly, such as “local prison” or “2010 to 2015”.",
            where=where,
        )


def _tells(of_class: FindingClass, kind: str, words: str) -> bool:
    if of_class in (FindingClass.BLOCK, FindingClass.PLACE) or kind in _EXACT_KINDS:
        return True
    return of_class is FindingClass.PERSON and any(word[0].isupper() for word in words.split())


def _one_line(words: str) -> str:
    return " ".join(normalise_text(words).split())
