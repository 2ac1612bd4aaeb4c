"""Settle a difference: votes, the team's rule, a reason, and the dissent that stays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.errors import BadInput, NotFound
from toolkit.model.decision import (
    Choice,
    Decision,
    Difference,
    Dissent,
    Outcome,
    Vote,
    current_decisions,
)
from toolkit.model.study import Study
from toolkit.model.team import Member, Role
from toolkit.model.transcript import new_id, normalise_text
from toolkit.review.deciding import Verdict, apply_rule
from toolkit.storage import audit, decisions
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.study import load_study


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's vote by names, as it is said in a room.

    Attributes:
        codes: Ids or names of the codes to take; empty for the other choices.
        start, end: The extent to take; None for the whole of the difference.
    """

    voter: str
    choice: Choice
    codes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class DissentNote:
    """What somebody still sees otherwise; `author` is None where they do not want to sign."""

    author: str | None
    words: str


def list_differences(project: Project) -> tuple[Difference, ...]:
    """Where revealed codings differ, by round, transcript and place."""
    return load_study(project).differences


def decide(
    project: Project,
    *,
    by: str,
    difference: str,
    ballots: Sequence[Ballot],
    reason: str,
    present: Sequence[str] = (),
    dissents: Sequence[DissentNote] = (),
    reopens: bool = False,
) -> tuple[Decision, Verdict]:
    """A decision by the team's rule, and what the rule made of the votes.

    Whoever records it has one vote like everybody else, and nothing they enter can set the
    outcome against the rule.

    Args:
        by: Who writes it down.
        difference: Its id, or the beginning of it if no other starts so.
        ballots: At most one of each person present.
        reason: Why, in the team's words.
        present: Everybody in the room, voting or not; those who voted are added.
        dissents: In the dissenters' own words; they go wherever the decision goes.
        reopens: Decide again what has been decided; the earlier decision is kept.

    Raises:
        NotFound: There is no such difference, person or code.
        WrongState: It has been decided, by this team or by somebody a moment ago.
        BadInput: There is no vote or no reason, or somebody voted twice.
    """
    if not reason.strip() or not ballots:
        raise BadInput("W180", "A decision needs at least one vote, and a reason in a few words.")
    study = load_study(project)
    found = _find_difference(study, difference)
    voters = {member.pen_name: member for member in study.members}
    room = _people(voters, [*present, *(ballot.voter for ballot in ballots)])
    votes = tuple(
        sorted(
            (_vote(study, found, ballot, voters[ballot.voter]) for ballot in ballots),
            key=lambda vote: vote.member_id,
        )
    )
    terms = study.terms[-1]
    verdict = apply_rule(terms.rule, votes, {m.id: m.sides for m in room})
    with project.transaction() as tx:
        recorder = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        decision = Decision(
            id=new_id(),
            difference_id=found.id,
            round_id=found.round_id,
            transcript_id=found.transcript_id,
            start=_extent(found, verdict)[0],
            end=_extent(found, verdict)[1],
            outcome=verdict.outcome,
            choice=verdict.vote.choice if verdict.vote else None,
            code_ids=verdict.vote.code_ids if verdict.vote else (),
            rule=terms.rule,
            terms_version=terms.version,
            reason=normalise_text(reason).strip(),
            present=tuple(member.id for member in room),
            votes=votes,
            dissents=tuple(_dissent(voters, note) for note in dissents),
            recorded_by=recorder.id,
            made_at=now(),
            replaces=_replaced(study, found, reopens=reopens),
        )
        decisions.add_decision(tx, decision)
        audit.record(
            tx,
            recorder.id,
            "difference.decided",
            {
                "decision": decision.id,
                "difference": found.id,
                "outcome": decision.outcome,
                "votes": len(votes),
                "dissents": len(decision.dissents),
            },
        )
    return decision, verdict


def _find_difference(study: Study, beginning: str) -> Difference:
    fits = [d for d in study.differences if beginning and d.id.startswith(beginning)]
    if len(fits) != 1:
        raise NotFound(
            "W181",
            f"{len(fits)} differences have this id. See them all: toolkit differences FOLDER",
        )
    return fits[0]


def _people(voters: Mapping[str, Member], names: Sequence[str]) -> tuple[Member, ...]:
    unknown = [name for name in names if name not in voters]
    if unknown or any(voters[name].roles == {Role.GUEST} for name in names):
        raise NotFound(
            "W182",
            "Somebody who was named is not on the team, or is a guest, who has no vote. "
            "See who is: toolkit member list FOLDER",
        )
    return tuple(voters[name] for name in sorted(set(names)))


def _vote(study: Study, found: Difference, ballot: Ballot, voter: Member) -> Vote:
    known = {code.name: code.id for code in study.codebooks[-1].codes} if study.codebooks else {}
    known |= {code.id: code.id for code in study.codebooks[-1].codes} if study.codebooks else {}
    known |= {code.id: code.id for code in study.own_codes}
    if any(code not in known for code in ballot.codes):
        raise NotFound(
            "W183",
            "A vote names a code that is neither in the codebook nor a revealed code of "
            "somebody's own.",
        )
    if (ballot.start is None) != (ballot.end is None):
        raise BadInput("W184", "An extent has a start and an end; give both or neither.")
    start, end = ballot.start or found.start, ballot.end or found.end
    if not found.start <= start < end <= found.end:
        raise BadInput(
            "W185",
            f"The extent of a vote lies within the difference, {found.start} to {found.end}.",
        )
    codes = tuple(sorted({known[code] for code in ballot.codes}))
    return Vote(voter.id, ballot.choice, codes, ballot.start, ballot.end)


def _extent(found: Difference, verdict: Verdict) -> tuple[int, int]:
    if verdict.vote and verdict.vote.start is not None and verdict.vote.end is not None:
        return verdict.vote.start, verdict.vote.end
    return found.start, found.end


def _dissent(voters: Mapping[str, Member], note: DissentNote) -> Dissent:
    words = normalise_text(note.words).strip()
    if not words:
        raise BadInput("W186", "Dissent needs words; leave it out where there is none.")
    author = None if note.author is None else _people(voters, [note.author])[0].id
    return Dissent(author, words)


def _replaced(study: Study, found: Difference, *, reopens: bool) -> str | None:
    before = [d for d in current_decisions(study.decisions) if d.difference_id == found.id]
    if not before:
        return None
    # What stayed open or was parked is there to be taken up again; the rest only on purpose.
    if before[0].outcome is Outcome.SETTLED and not reopens:
        raise BadInput(
            "W187",
            "This difference has been settled. Read the decision; to settle it anew, reopen it: "
            "toolkit decide ... --reopen",
        )
    return before[0].id
