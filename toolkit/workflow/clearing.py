"""Screen drafts and clear them for coding. It takes two people, and the draft is erased after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import starmap

from toolkit.errors import BadInput, NotFound, WrongState
from toolkit.model.study import Clearing
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Case, Transcript, new_id, normalise_text, replace_spans
from toolkit.screening.finding import Kind
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.pseudonyms import suggest_replacement
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.drafts import Draft, DraftFinding, DraftState, Settlement
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member


@dataclass(frozen=True, slots=True)
class Cleared:
    """What a clearing did.

    Attributes:
        names: The transcripts that can be coded now.
        waiting: The drafts that were passed over, because nobody has accepted their reading.
        findings_left: Findings that nobody had settled, for texts cleared unread.
    """

    names: tuple[str, ...]
    waiting: tuple[str, ...]
    findings_left: int


def list_drafts(project: Project, *, by: str | None) -> tuple[Draft, ...]:
    """Every draft with its findings, for a checker.

    Raises:
        WrongRole: `by` is no checker.
    """
    with project.reading() as tx:
        require_actor(tx, by, Role.CHECKER)
    with project.drafts.reading() as waiting:
        return drafts.list_drafts(waiting)


def settle_finding(
    project: Project,
    *,
    by: str,
    transcript: str,
    finding: int,
    choice: Settlement,
    replacement: str | None = None,
) -> None:
    """Keep the words of a finding as they are, or replace them when the text is cleared.

    Args:
        by: The checker.
        transcript: The draft's name.
        finding: The finding's number in the draft, from 0.
        replacement: What stands there afterwards; without it a word for the kind, such as
            `[phone number]`.

    Raises:
        NotFound: There is no such draft or finding.
        BadInput: The replacement is empty, has a line break, or identifies somebody itself.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        found = drafts.list_drafts(waiting, [transcript])
        if not found or not 0 <= finding < len(found[0].findings):
            raise NotFound(
                "W160", "No draft has this name and finding. See them: toolkit screen FOLDER"
            )
        words = _replacement_for(found[0].findings[finding], choice, replacement)
        draft_id = found[0].transcript.id
        drafts.settle_finding(waiting, draft_id, finding, choice, words, checker.id)
        audit.record(
            tx,
            checker.id,
            "finding.settled",
            {"transcript": draft_id, "finding": finding, "choice": choice},
        )


def _replacement_for(
    finding: DraftFinding, choice: Settlement, replacement: str | None
) -> str | None:
    if choice is Settlement.KEEP:
        return None
    words = normalise_text(replacement or suggest_replacement(Kind(finding.kind))).strip()
    if not words or "\n" in words or find_identifiers(words):
        raise BadInput(
            "W161",
            "A replacement is a few words on one line that point at nobody, such as "
            "[phone number].",
        )
    return words


def clear_transcripts(
    project: Project,
    *,
    by: str,
    approved_by: str,
    reason: str,
    names: Sequence[str] | None = None,
    unread: bool = False,
) -> Cleared:
    """Make drafts into transcripts that can be coded, and erase the drafts.

    Args:
        by: Who clears: a checker; for texts that are cleared unread, anyone who is no mere guest.
        approved_by: A second person, by the same rule.
        reason: Kept, and printed in the report.
        names: The drafts to clear; None for all.
        unread: Clear without settling findings, for text that is public already. The report
            says "cleared unread" of it, and how many findings were left.

    Raises:
        NotFound: A name fits no draft.
        BadInput: It is one person twice, or there is no reason.
        WrongState: A finding is not settled, or a doubtful reading has not been accepted.
    """
    if not reason.strip():
        raise BadInput("W162", "Say why these texts may be read by the team: --reason TEXT")
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        cleared_by, approver = _two_people(tx, by, approved_by, unread=unread)
        found = drafts.list_drafts(waiting, names)
        if names is not None and len(found) != len(set(names)):
            raise NotFound("W163", "A name fits no draft. See what waits: toolkit screen FOLDER")
        ready = [draft for draft in found if draft.state is DraftState.READ]
        if names is not None and len(ready) < len(found):
            raise WrongState(
                "W164",
                "The reading of a file is doubtful and nobody has accepted it. Look at it and "
                "accept it first: toolkit accept FOLDER NAME --by NAME",
            )
        if not unread:
            _require_settled(ready)
        made_at = now()
        rows = [
            Clearing(
                transcript_id=draft.transcript.id,
                cleared_by=cleared_by.id,
                approved_by=approver.id,
                reason=reason.strip(),
                was_read=not unread,
                findings_settled=len(draft.findings) - _open_findings(draft),
                findings_left=_open_findings(draft),
                made_at=made_at,
            )
            for draft in ready
        ]
        _keep_cleared(tx, ready)
        transcripts.add_clearings(tx, rows)
        for row in rows:
            audit.record(
                tx,
                cleared_by.id,
                "transcript.cleared",
                {
                    "transcript": row.transcript_id,
                    "approved_by": approver.id,
                    "was_read": int(row.was_read),
                    "findings_left": row.findings_left,
                },
            )
        # The inner transaction, the project's, is kept first: a crash between the two leaves a
        # draft too many, which the next opening erases, and never a transcript too few.
        drafts.erase_drafts(waiting, (draft.transcript.id for draft in ready))
    project.drafts.forget_erased()
    return Cleared(
        tuple(draft.transcript.name for draft in ready),
        tuple(draft.transcript.name for draft in found if draft.state is DraftState.WAITING),
        sum(row.findings_left for row in rows),
    )


def _two_people(
    tx: Transaction, by: str, approved_by: str, *, unread: bool
) -> tuple[Member, Member]:
    # Clearing unread opens no text, so it takes no checker; it still takes two of the team.
    roles = (Role.FACILITATOR, Role.CODER, Role.CHECKER) if unread else (Role.CHECKER,)
    first, second = (require_member(tx, name, *roles) for name in (by, approved_by))
    if first.id == second.id:
        raise BadInput(
            "W165", "Two different people are needed: one who clears and one who approves."
        )
    return first, second


def _open_findings(draft: Draft) -> int:
    return sum(1 for finding in draft.findings if finding.choice is None)


def _require_settled(ready: Sequence[Draft]) -> None:
    left = sum(map(_open_findings, ready))
    if left:
        raise WrongState(
            "W166",
            f"{left} findings are not settled yet. Keep or replace each one first: "
            "toolkit settle FOLDER NAME NUMBER --by NAME",
        )


def _keep_cleared(tx: Transaction, ready: Sequence[Draft]) -> None:
    for_cases = [(new_id(), draft.transcript.name) for draft in ready]
    for case in starmap(Case, for_cases):
        transcripts.add_case(tx, case)
    transcripts.add_transcripts(
        tx,
        [
            replace(_with_replacements(draft), version=1, case_id=case_id)
            for draft, (case_id, _) in zip(ready, for_cases, strict=True)
        ],
    )


def _with_replacements(draft: Draft) -> Transcript:
    return replace_spans(
        draft.transcript,
        [(f.start, f.end, f.replacement) for f in draft.findings if f.replacement is not None],
    )
