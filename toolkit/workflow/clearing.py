"""Clear drafts for coding. It takes two people and a checklist, and the draft is erased after."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import starmap

from toolkit.errors import BadInput, NotAllowed, NotFound, WrongState
from toolkit.model.study import Clearing
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Case, Transcript, new_id, normalise_text
from toolkit.screening.finding import FindingClass, Kind
from toolkit.screening.indirect import Check, checks_for
from toolkit.screening.pseudonyms import read_pseudonym, split_ending
from toolkit.screening.screen import has_few_capitals
from toolkit.storage import audit, drafts, members, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.drafts import Draft, DraftState, Proposal, Settlement
from toolkit.storage.name_key import KeyEntry
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.carrying import keep_version
from toolkit.workflow.name_key import keep_way_back
from toolkit.workflow.redacting import redact
from toolkit.workflow.settling import take_back

MAX_REASON = 2000


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


def clear_transcripts(
    project: Project,
    *,
    by: str,
    approved_by: str,
    reason: str,
    names: Sequence[str] | None = None,
    signed: Collection[str] = (),
    unread: bool = False,
) -> Cleared:
    """Make drafts into transcripts that can be coded, and erase the drafts.

    Args:
        by: Who clears: a checker; for texts that are cleared unread, anyone who is no mere guest.
        approved_by: A second person, by the same rule.
        reason: Kept, and printed in the report.
        names: The drafts to clear; None for all.
        signed: The checks of the checklist that hold for these texts, by their ids; all of
            `list_checks` have to.
        unread: Clear without findings settled or checks signed, for text that is public
            already. The report says "cleared unread" of it, and how many findings were left.

    Raises:
        NotFound: A name fits no draft.
        BadInput: It is one person twice, or there is no reason.
        WrongState: A finding is not settled, a check is not signed, or a doubtful reading has
            not been accepted.
        NotFound, BrokenProject: The project's key to the names is missing or damaged.
    """
    why = _require_reason(reason)
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        cleared_by, approver = _two_people(tx, by, approved_by, unread=unread)
        found = drafts.list_drafts(waiting) if names is None else _list_named(waiting, names)
        ready = [draft for draft in found if draft.state is DraftState.READ]
        if names is not None:
            _require_accepted(found)
        proposal = Proposal(cleared_by.id, why, now())
        if not unread:
            _require_settled(ready)
            proposal = replace(proposal, signed=_require_signed(ready, signed))
        rows = [
            _clearing_of(tx, draft, approver.id, proposal, was_read=not unread) for draft in ready
        ]
        done = _clear(project, waiting, tx, cleared_by.id, ready, rows)
    project.drafts.forget_erased()
    project.database.forget_erased()  # the votes that a correction called off
    return Cleared(
        done,
        tuple(draft.transcript.name for draft in found if draft.state is DraftState.WAITING),
        sum(row.findings_left for row in rows),
    )


def list_checks(draft: Draft) -> tuple[Check, ...]:
    """What a checker has to look for with their own eyes, and to sign for this draft.

    Where a text has hardly any capitals, names are missed more often, so that the last check is
    that every word of it was read.
    """
    return checks_for(few_capitals=has_few_capitals(draft.transcript.text))


def propose_clearing(
    project: Project, *, by: str, names: Sequence[str], reason: str, signed: Collection[str] = ()
) -> None:
    """Say that drafts may be cleared; a second checker then has to read and approve them.

    Args:
        by: The checker who has read them.
        names: The drafts.
        reason: Kept, and printed in the report.
        signed: The checks of the checklist that hold for these texts, by their ids; all of
            `list_checks` have to.

    Raises:
        NotFound: A name fits no draft.
        BadInput: There is no reason.
        WrongState: A finding is not settled, a check is not signed, a doubtful reading has not
            been accepted, or it has been proposed already.
    """
    why = _require_reason(reason)
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        proposer = require_member(tx, by, Role.CHECKER)
        found = _list_named(waiting, names)
        _require_accepted(found)
        _require_settled(found)
        if any(draft.proposal is not None for draft in found):
            raise WrongState(
                "W167",
                "It has been proposed already to clear this text. A second checker can approve "
                "it now, or take the proposal back.",
            )
        ids = [draft.transcript.id for draft in found]
        proposal = Proposal(proposer.id, why, now(), _require_signed(found, signed))
        drafts.add_proposals(waiting, ids, proposal)
        for draft_id in ids:
            audit.record(tx, proposer.id, "clearing.proposed", {"transcript": draft_id})


def take_back_proposal(project: Project, *, by: str, name: str) -> None:
    """Open a draft for another look; what was settled stays settled.

    Args:
        by: Any checker: the one who proposed it, or another.
        name: The draft.

    Raises:
        NotFound: The name fits no draft.
        WrongState: Nobody has proposed to clear it.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        (draft,) = _list_named(waiting, [name])
        _require_proposal(draft)
        take_back(waiting, tx, checker.id, draft)


def approve_clearing(project: Project, *, by: str, names: Sequence[str]) -> Cleared:
    """Make drafts that another checker proposed into transcripts, and erase the drafts.

    Args:
        by: The second checker, who has read them too.
        names: The drafts.

    Raises:
        NotFound: A name fits no draft.
        NotAllowed: `by` proposed one of them, or whoever did is no checker any more.
        WrongState: Nobody has proposed to clear one of them.
        NotFound, BrokenProject: The project's key to the names is missing or damaged.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        approver = require_member(tx, by, Role.CHECKER)
        ready = _list_named(waiting, names)
        _require_accepted(ready)
        _require_settled(ready)
        rows = [_approve(tx, draft, approver.id) for draft in ready]
        done = _clear(project, waiting, tx, approver.id, ready, rows)
    project.drafts.forget_erased()
    project.database.forget_erased()  # the votes that a correction called off
    return Cleared(done, (), 0)


def _approve(tx: Transaction, draft: Draft, approved_by: str) -> Clearing:
    proposal = _require_proposal(draft)
    if proposal.proposed_by == approved_by:
        raise NotAllowed(
            "W168",
            "You proposed this yourself, and it takes two people. Ask another checker to read "
            "the text and to approve it.",
        )
    proposer = members.find_member_by_id(tx, proposal.proposed_by)
    if proposer is None or Role.CHECKER not in proposer.roles:
        raise NotAllowed(
            "W169",
            "Whoever proposed this is not a checker now. Take the proposal back, read the text "
            "and propose it yourself; another checker can approve it then.",
        )
    return _clearing_of(tx, draft, approved_by, proposal, was_read=True)


def _list_named(waiting: Transaction, names: Sequence[str]) -> tuple[Draft, ...]:
    found = drafts.list_drafts(waiting, names)
    if len(found) != len(set(names)):
        raise NotFound(
            "W163",
            "No draft has this name now; it may have been cleared or erased in the meantime. Look "
            "at the list of drafts again (toolkit screen FOLDER).",
        )
    return found


def _require_reason(reason: str) -> str:
    why = normalise_text(reason).strip()
    if not 0 < len(why) <= MAX_REASON:
        raise BadInput(
            "W162",
            f"Say why these texts may be read by the team, in {MAX_REASON} characters at most "
            "(--reason TEXT).",
        )
    return why


def _require_accepted(found: Sequence[Draft]) -> None:
    if any(draft.state is DraftState.WAITING for draft in found):
        raise WrongState(
            "W164",
            "The reading of a file is doubtful and nobody has accepted it. Look at it and "
            "accept it first (toolkit accept FOLDER NAME --by NAME).",
        )


def _require_proposal(draft: Draft) -> Proposal:
    if draft.proposal is None:
        raise WrongState(
            "W158",
            "There is no proposal to clear this text; it may have been taken back for another "
            "look. Read the text, settle what was found in it and propose it.",
        )
    return draft.proposal


def _require_signed(found: Sequence[Draft], signed: Collection[str]) -> tuple[str, ...]:
    needed = dict.fromkeys(check.id for draft in found for check in list_checks(draft))
    missing = [check for check in needed if check not in signed]
    if missing:
        raise WrongState(
            "W176",
            f"{len(missing)} of the {len(needed)} checks are not signed. No rule finds what they "
            "ask about. Read the text for each, and sign it (toolkit checklist prints them, and "
            "--signed signs all).",
        )
    return tuple(needed)


def _clearing_of(
    tx: Transaction, draft: Draft, approved_by: str, proposal: Proposal, *, was_read: bool
) -> Clearing:
    left = _open_findings(draft)
    before = _corrected_by(tx, draft)
    return Clearing(
        transcript_id=before.id if before else draft.transcript.id,
        cleared_by=proposal.proposed_by,
        approved_by=approved_by,
        reason=proposal.reason,
        was_read=was_read,
        findings_settled=len(draft.findings) - left,
        findings_left=left,
        made_at=now(),
        version=before.version + 1 if before else 1,
        signed=proposal.signed,
    )


def _clear(
    project: Project,
    waiting: Transaction,
    tx: Transaction,
    actor: str,
    ready: Sequence[Draft],
    rows: Sequence[Clearing],
) -> tuple[str, ...]:
    """Keep the texts as they were settled, under these names, and erase the drafts."""
    redacted = [redact(draft, row) for draft, row in zip(ready, rows, strict=True)]
    texts = [text for text, _ in redacted]
    pairs = list(zip(ready, texts, strict=True))
    _keep_cleared(tx, [text for draft, text in pairs if draft.revises is None])
    for draft, text in pairs:
        before = _corrected_by(tx, draft)
        if before is not None:
            _keep_corrected(tx, actor, draft, text, before)
    transcripts.add_clearings(tx, rows)
    transcripts.add_redactions(tx, [row for _, log in redacted for row in log])
    for row in rows:
        audit.record(
            tx,
            actor,
            "transcript.cleared",
            {
                "transcript": row.transcript_id,
                "cleared_by": row.cleared_by,
                "approved_by": row.approved_by,
                "was_read": int(row.was_read),
                "findings_left": row.findings_left,
            },
        )
    # Before anything is kept: where the way back cannot be written, nothing is cleared.
    keep_way_back(project, tx, _ways_back(ready))
    # The inner transaction, the project's, is kept first: a crash between the two leaves a
    # draft too many, which the next opening erases, and never a transcript too few.
    drafts.erase_drafts(waiting, (draft.transcript.id for draft in ready))
    return tuple(text.name for text in texts)


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
    return draft.outline.findings - draft.outline.settled


def _require_settled(ready: Sequence[Draft]) -> None:
    left = sum(map(_open_findings, ready))
    if left:
        raise WrongState(
            "W166",
            f"{left} findings are not settled yet. Keep or replace each one first "
            "(toolkit settle FOLDER NAME NUMBER --by NAME).",
        )


def _ways_back(ready: Iterable[Draft]) -> Iterator[KeyEntry]:
    """The names that are replaced; numbers, dates and ages have no way back."""
    for draft in ready:
        for found in draft.findings:
            is_name = found.finding_class in (FindingClass.PERSON, FindingClass.PLACE)
            if is_name and found.choice is Settlement.REPLACE and found.replacement:
                core, _ = split_ending(Kind(found.kind), draft.words_of(found))
                stands = read_pseudonym(found.replacement) or found.replacement
                yield KeyEntry(stands, core, found.kind)


def _keep_cleared(tx: Transaction, texts: Sequence[Transcript]) -> None:
    names = [*transcripts.list_names(tx), *(text.name for text in texts)]
    if len(set(names)) < len(names):
        raise WrongState(
            "W186",
            "Two transcripts would have one name. Look at what was settled in the name of this "
            "draft, and put other words there.",
        )
    for_cases = [(new_id(), text.name) for text in texts]
    for case in starmap(Case, for_cases):
        transcripts.add_case(tx, case)
    transcripts.add_transcripts(
        tx,
        [
            replace(text, version=1, case_id=case_id)
            for text, (case_id, _) in zip(texts, for_cases, strict=True)
        ],
    )


def _keep_corrected(
    tx: Transaction, actor: str, draft: Draft, corrected: Transcript, before: Transcript
) -> None:
    text = replace(corrected, id=before.id, version=before.version + 1, case_id=before.case_id)
    keep_version(tx, actor, text, reason=draft.revision_reason, draft_id=draft.transcript.id)
    transcripts.move_sources(tx, draft.transcript.id, text.id)


def _corrected_by(tx: Transaction, draft: Draft) -> Transcript | None:
    """The newest version of the transcript that a draft is a correction of, if it is one."""
    if draft.revises is None:
        return None
    return transcripts.list_transcripts(tx, [draft.transcript.name])[0]
