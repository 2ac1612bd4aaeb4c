"""What is next for a member, by their roles and by where the project stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.model.decision import Outcome, current_decisions
from toolkit.model.study import Study
from toolkit.model.team import Member, Role
from toolkit.storage import drafts, proposals, votings
from toolkit.storage.database import Transaction
from toolkit.storage.drafts import DraftOutline, DraftState
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.looking_again import read_codings_to_see
from toolkit.workflow.ranking import count_waiting
from toolkit.workflow.review_sessions import is_session_on
from toolkit.workflow.status import ProjectStatus, describe_study
from toolkit.workflow.study import read_study


class Task(StrEnum):
    """Something to do, in the order in which a member should hear of it."""

    JOIN_MEETING = "join_meeting"
    VOTE = "vote"
    CONCLUDE = "conclude"
    VOTE_ON_CODEBOOK = "vote_on_codebook"
    RANK = "rank"
    CODE = "code"
    APPROVE = "approve"
    ACCEPT = "accept"
    LOOK_AGAIN = "look_again"
    SETTLE = "settle"
    PROPOSE = "propose"
    REVEAL = "reveal"
    TALK = "talk"
    ADD_PEOPLE = "add_people"
    PRACTISE = "practise"
    IMPORT = "import"
    BRING_CODEBOOK = "bring_codebook"
    OPEN_ROUND = "open_round"
    WAIT = "wait"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do.

    Attributes:
        count: How many transcripts, differences or readers it is about.
    """

    task: Task
    count: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a member can do now, the most pressing first, and where the project stands."""

    steps: tuple[NextStep, ...]
    status: ProjectStatus


def describe_standing(project: Project, *, by: str) -> Standing:
    """What is next for a member and how far the team is; nothing of others' sealed work."""
    with project.drafts.reading() as waiting:
        outlines = drafts.outline_drafts(waiting)
    with project.reading() as tx:
        member = require_member(tx, by)
        study = read_study(tx, project.title, practice=True)
        counts = {
            Task.JOIN_MEETING: int(is_session_on(tx, member)),
            **_count_votes(tx, member),
            **_count_codebook(tx, member),
            Task.RANK: count_waiting(tx, member),
            **_count_own_readings(study, member),
            **_count_checking(outlines, member),
            **_count_talking(study, member),
            **_count_setting_up(study, outlines, member),
        }
    steps = tuple(NextStep(task, counts[task]) for task in Task if counts.get(task))
    return Standing(steps, describe_study(study, len(outlines)))


def _count_votes(tx: Transaction, member: Member) -> dict[Task, int]:
    to_vote = to_conclude = 0
    for voting in votings.list_votings(tx):
        if not voting.is_open or member.id not in voting.present:
            continue
        voted = {cast.vote.member_id for cast in votings.list_votes(tx, voting.id)}
        to_vote += member.id not in voted
        to_conclude += voted >= set(voting.present)
    return {Task.VOTE: to_vote, Task.CONCLUDE: to_conclude}


def _count_codebook(tx: Transaction, member: Member) -> dict[Task, int]:
    to_vote = sum(
        all(cast.vote.member_id != member.id for cast in proposals.list_cast(tx, voting.id))
        for voting in proposals.list_votings(tx)
        if voting.is_open and member.id in voting.present
    )
    to_see = len(read_codings_to_see(tx, member))
    return {Task.VOTE_ON_CODEBOOK: to_vote, Task.LOOK_AGAIN: to_see}


def _count_own_readings(study: Study, member: Member) -> dict[Task, int]:
    unsealed = [a for r in study.rounds if not r.is_revealed for a in r.unsealed()]
    own = sum(1 for a in unsealed if a.coder_id == member.id)
    others = {a.coder_id for a in unsealed} - {member.id}
    return {Task.CODE: own, Task.WAIT: 0 if own else len(others)}


def _count_checking(outlines: tuple[DraftOutline, ...], member: Member) -> dict[Task, int]:
    if Role.CHECKER not in member.roles:
        return {}
    doubtful = sum(1 for draft in outlines if draft.state is DraftState.WAITING)
    read = [draft for draft in outlines if draft.state is DraftState.READ]
    proposed = [draft.proposal for draft in read if draft.proposal is not None]
    open_drafts = [draft for draft in read if draft.proposal is None]
    return {
        Task.ACCEPT: doubtful,
        Task.APPROVE: sum(1 for proposal in proposed if proposal.proposed_by != member.id),
        Task.SETTLE: sum(1 for draft in open_drafts if draft.settled < draft.findings),
        Task.PROPOSE: sum(1 for draft in open_drafts if draft.settled == draft.findings),
    }


def _count_talking(study: Study, member: Member) -> dict[Task, int]:
    settled = {
        decision.difference_id
        for decision in current_decisions(study.decisions)
        if decision.outcome is Outcome.SETTLED
    }
    is_revealed = any(r.is_revealed for r in study.rounds if not r.is_practice)
    left = sum(1 for difference in study.differences if difference.id not in settled)
    has_a_vote = member.roles != {Role.GUEST}
    return {Task.TALK: left if has_a_vote else 0, Task.REPORT: int(is_revealed)}


def _count_setting_up(
    study: Study, outlines: tuple[DraftOutline, ...], member: Member
) -> dict[Task, int]:
    if Role.FACILITATOR not in member.roles:
        return {}
    return dict(_missing(study, outlines))


def _missing(study: Study, outlines: tuple[DraftOutline, ...]) -> Iterator[tuple[Task, int]]:
    readers = [m for m in study.members if Role.CODER in m.roles]
    checkers = [m for m in study.members if Role.CHECKER in m.roles]
    if len(readers) < 2 or len(checkers) < 2:
        yield Task.ADD_PEOPLE, 1
    elif not study.rounds:
        yield Task.PRACTISE, 1
    texts = [text for text in study.transcripts if text.id not in study.practice_texts]
    if not texts and not outlines:
        yield Task.IMPORT, 1
    if not any(book.version for book in study.codebooks):
        yield Task.BRING_CODEBOOK, 1
    assigned = {a.transcript_id for r in study.rounds for a in r.assignments}
    unread = sum(1 for text in texts if text.id not in assigned)
    if unread and any(book.version for book in study.codebooks) and readers:
        yield Task.OPEN_ROUND, unread
    yield Task.REVEAL, sum(1 for r in study.rounds if not r.is_revealed and not r.unsealed())
