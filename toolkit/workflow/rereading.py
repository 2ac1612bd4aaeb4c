"""Read a draft again as a person says: another layout, other speakers, a turn's speaker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.errors import NotFound, WrongState
from toolkit.ingest.choices import Choices, apply_choices
from toolkit.ingest.kept_source import unpack_source
from toolkit.ingest.reading import read_lines
from toolkit.ingest.report import ImportReport, Reading
from toolkit.model.team import Role
from toolkit.screening.finding import Kind
from toolkit.screening.second_opinion import Opinion
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.drafts import NAME, TEXT, Draft, DraftFinding, DraftState
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.findings import BY_HAND, mark_in_draft, screen_draft
from toolkit.workflow.importing import NO_DRAFT, draft_of, words_of
from toolkit.workflow.settling import Facts, take_back
from toolkit.workflow.transcripts import report_of


@dataclass(frozen=True, slots=True)
class Reread:
    """What came of reading a draft again; no text is in it.

    Attributes:
        findings: How many things were found in the text as it is now.
        settled: How many of them keep what was settled about them.
        reopened: How many had been settled before and have to be looked at again, because
            their words do not stand in the text as they did.
    """

    report: ImportReport
    findings: int
    settled: int
    reopened: int


def reread_draft(project: Project, *, by: str, name: str, choices: Choices) -> Reread:
    """What came of reading a draft again; it waits for a person where it is doubtful.

    With a layout the kept lines are read anew, and what was chosen before is gone. Without one
    the choices are about the speakers of the draft as it is. A reading that waits goes on
    waiting, whatever was chosen, until somebody has looked at it and accepted it.

    Args:
        by: The checker or facilitator who chooses.
        name: The draft.
        choices: The layout, and labels and turns as they are in the draft (with a layout: as
            they are in the new reading).

    Raises:
        NotFound: There is no draft of this name.
        WrongState: It was proposed to clear it, or its lines were not kept.
        UnreadableFile: There is no such layout for this kind of file.
        BadInput: A choice names a label or a turn that is not there.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_member(tx, by, Role.CHECKER, Role.FACILITATOR)
        found = drafts.list_drafts(waiting, [name])
        if not found:
            raise NotFound("W154", NO_DRAFT)
        before = found[0]
        _require_open(before)
        draft, reading = _read_again(waiting, before, choices)
        drafts.replace_reading(waiting, draft)
        _keep_words(tx, draft)
        settled, was_settled = draft.outline.settled, before.outline.settled
        audit.record(
            tx,
            actor.id,
            "reading.changed",
            {
                "transcript": draft.transcript.id,
                "layout": choices.layout,
                "speakers": len(choices.speakers),
                "turns": len(choices.turns),
                "findings": len(draft.findings),
                "reopened": was_settled - settled,
            },
        )
    return Reread(reading.report, len(draft.findings), settled, was_settled - settled)


def _require_open(draft: Draft) -> None:
    if draft.proposal is not None:
        raise WrongState(
            "W159",
            "It has been proposed to clear this text, so how it was read cannot change now. A "
            "checker can take the proposal back first.",
        )


def _read_again(waiting: Transaction, before: Draft, choices: Choices) -> tuple[Draft, Reading]:
    kept = before.transcript
    if choices.layout is None:
        reading = apply_choices(Reading(kept, report_of(before)), choices)
    else:
        packed = drafts.find_source(waiting, kept.id)
        if packed is None:
            raise WrongState(
                "W175",
                "This draft is from before the lines of a file were kept with it. To read it in "
                "another layout, discard it and import the file again.",
            )
        reading = read_lines(kept.name, unpack_source(packed), choices)
    reading = replace(reading, transcript=replace(reading.transcript, id=kept.id, name=kept.name))
    waits = before.state is DraftState.WAITING or not reading.report.confident
    state = DraftState.WAITING if waits else DraftState.READ
    return _keep_choices(before, draft_of(reading, state, revises=before.revises)), reading


def screen_again(project: Project, *, by: str | None, second_opinion: Opinion | None = None) -> int:
    """How many findings there are that were not there before, by the rules as they are now.

    What is settled stays settled where the same words are found as often as before. A draft
    with something new that was proposed for clearing is not proposed any more.

    Args:
        by: The checker; None from the terminal.
        second_opinion: Is asked for people and places too; see `installed_opinion`.
    """
    new = 0
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_actor(tx, by, Role.CHECKER)
        for before in drafts.list_drafts(waiting):
            also = second_opinion(before.transcript.text) if second_opinion else ()
            draft = _keep_choices(before, screen_draft(before, also))
            more = len(draft.findings) - len(before.findings)
            if draft.findings == before.findings:
                continue
            drafts.replace_findings(waiting, draft)
            facts: Facts = {"transcript": draft.transcript.id, "findings": len(draft.findings)}
            audit.record(tx, actor, "draft.screened_again", facts)
            take_back(waiting, tx, actor, before)
            new += max(more, 0)
    return new


def _keep_choices(before: Draft, draft: Draft) -> Draft:
    """A draft screened anew, with what a checker marked and settled in it before."""
    for found in before.findings:
        if found.reason == BY_HAND:
            draft = mark_in_draft(draft, before.words_of(found), Kind(found.kind))
    return replace(draft, findings=keep_settled(before, draft))


def keep_settled(before: Draft, after: Draft) -> tuple[DraftFinding, ...]:
    """The findings of a draft read again, with what was settled where the same words still stand.

    Other layouts put other lines into the text and never change their order. So where some words
    were found as often as before, each time is the same time; where they were found more or
    less often, nobody knows which is which, and all have to be looked at again.
    """
    earlier = _by_words(before, before.findings)
    now = _by_words(after, after.findings)
    settled: dict[int, DraftFinding] = {}
    for words, found in now.items():
        known = earlier.get(words, [])
        if len(known) == len(found):
            settled |= {new.position: old for new, old in zip(found, known, strict=True)}
    return tuple(
        replace(
            finding,
            choice=settled[finding.position].choice,
            replacement=settled[finding.position].replacement,
            settled_by=settled[finding.position].settled_by,
        )
        if finding.position in settled
        else finding
        for finding in after.findings
    )


def _by_words(
    draft: Draft, findings: Sequence[DraftFinding]
) -> dict[tuple[str, str, str], list[DraftFinding]]:
    """The findings under their kind and words, each group in the order of the text."""
    groups: dict[tuple[str, str, str], list[DraftFinding]] = defaultdict(list)
    for finding in findings:
        part = TEXT if finding.part == TEXT else NAME  # labels may come in another order
        groups[finding.kind, part, draft.words_of(finding)].append(finding)
    return groups


def _keep_words(tx: Transaction, draft: Draft) -> None:
    """Let the text as it is now be known again, as the text was that was read first."""
    digest = audit.digest(tx, words_of(draft.transcript))
    if digest not in transcripts.find_sources(tx):
        transcripts.add_sources(tx, [digest], draft.transcript.id)
