"""Vote on a difference, each on their own device and unseen until all present have voted.

Nobody, whoever runs the round, is given a vote before the last one is cast. From then on the
votes stand: they can be concluded by the team's rule, and no longer changed or called off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.errors import BadInput, NotAllowed, NotFound, WrongState
from toolkit.model.decision import CastVote, Choice, Decision, Difference, Voting
from toolkit.model.study import Study
from toolkit.model.team import Member, Role, Rule, Terms
from toolkit.model.transcript import new_id
from toolkit.review.deciding import Verdict, apply_rule, check_votes
from toolkit.storage import audit, members, votings
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.deciding import (
    Ballot,
    find_difference,
    find_replaced,
    find_voters,
    read_ballot,
    record_decision,
    tidy_words,
)
from toolkit.workflow.study import read_shared_study, read_study


@dataclass(frozen=True, slots=True)
class VotingView:
    """What one member may see of a voting.

    Attributes:
        voting: Who is present, and whether it is open.
        rule: The rule that counts, which was the team's when the vote was opened.
        voted: The ids of those who have voted, in an order that tells nothing.
        own: The member's own vote; None where they have cast none.
        votes: Everybody's; empty until all present have voted.
        verdict: What the team's rule makes of them; None until then.
    """

    voting: Voting
    rule: Rule
    voted: tuple[str, ...]
    own: CastVote | None
    votes: tuple[CastVote, ...]
    verdict: Verdict | None


def open_voting(
    project: Project, *, by: str, difference: str, present: Sequence[str], reopens: bool = False
) -> Voting:
    """A new voting, in which everybody present votes on their own device.

    Args:
        by: A facilitator or coder, present or not.
        difference: Its id, or the beginning of it if no other starts so.
        present: The pen-names of those who vote. The list holds until the end.
        reopens: Vote again on what has been settled; the earlier decision is kept.

    Raises:
        NotFound: There is no such difference, or somebody is not on the team or is a guest.
        BadInput: Fewer than two are present, or it has been settled.
        WrongState: A vote on it is open already.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        study = read_study(tx, project.title, practice=True)
        found = find_difference(study, difference)
        return start_voting(tx, study, found, actor, find_voters(study, present), reopens=reopens)


def start_voting(
    tx: Transaction,
    study: Study,
    found: Difference,
    actor: Member,
    room: Sequence[Member],
    *,
    reopens: bool,
) -> Voting:
    """The same in the middle of another act, for people who have been found already."""
    if len(room) < 2:
        raise BadInput(
            "W220", "A vote takes at least two people. Say who else of the team is present."
        )
    made = Voting(
        id=new_id(),
        difference_id=found.id,
        round_id=found.round_id,
        opened_by=actor.id,
        opened_at=now(),
        present=tuple(member.id for member in room),
        terms_version=study.terms[-1].version,
        replaces=find_replaced(study, found, reopens=reopens),
    )
    votings.add_voting(tx, made)
    audit.record(
        tx,
        actor.id,
        "voting.opened",
        {"voting": made.id, "difference": found.id, "present": list(made.present)},
    )
    return made


def cast_vote(
    project: Project,
    *,
    by: str,
    voting: str,
    choice: Choice,
    codes: Sequence[str] = (),
    start: int | None = None,
    end: int | None = None,
    why: str = "",
) -> CastVote:
    """One's own vote. It can be changed until everybody present has voted.

    Args:
        voting: Its id.
        codes: Ids or names of the codes to take; empty for the other choices.
        start, end: The extent to take; None for the whole of the difference.
        why: A line said first; everybody sees it together with the votes.

    Raises:
        NotAllowed: They are not on the list of those present.
        WrongState: Everybody has voted, or the voting has ended.
        NotFound, BadInput: There is no such voting or code, or the vote cannot be counted.
    """
    with project.transaction() as tx:
        voter = require_member(tx, by)
        found = _require_open(tx, voting)
        if voter.id not in found.present:
            raise NotAllowed(
                "W221",
                "You are not on the list of those present, which was set when voting opened. "
                "To vote too, ask for this vote to be called off and opened anew.",
            )
        if len(votings.list_votes(tx, found.id)) == len(found.present):
            raise WrongState(
                "W222", "Everybody has voted and has seen the votes. They can no longer change."
            )
        study = read_shared_study(tx, project.title)
        difference = find_difference(study, found.difference_id)
        ballot = Ballot(voter.pen_name, choice, tuple(codes), start, end)
        vote = read_ballot(study, difference, ballot, voter)
        check_votes((vote,), {voter.id: voter.sides})
        cast = CastVote(vote, tidy_words(why))
        votings.keep_vote(tx, found.id, cast)
        audit.record(tx, voter.id, audit.VOTE_CAST, {"voting": found.id})
    return cast


def see_voting(project: Project, *, by: str, difference: str) -> VotingView | None:
    """What a member may see of the voting on a difference: the open one, or the last concluded.

    Args:
        difference: Its id.

    Returns:
        None where there has been none that was not called off.
    """
    with project.reading() as tx:
        return read_voting(tx, require_member(tx, by), difference)


def read_voting(tx: Transaction, viewer: Member, difference: str) -> VotingView | None:
    """The same in the middle of another look."""
    held = [
        voting
        for voting in votings.list_votings(tx, difference)
        if voting.is_open or voting.decision_id is not None
    ]
    if not held:
        return None
    found = next((voting for voting in held if voting.is_open), held[-1])
    votes = votings.list_votes(tx, found.id)
    is_complete = len(votes) == len(found.present)
    rule = _terms(members.list_terms(tx), found).rule
    return VotingView(
        voting=found,
        rule=rule,
        voted=tuple(cast.vote.member_id for cast in votes),
        own=next((cast for cast in votes if cast.vote.member_id == viewer.id), None),
        votes=votes if is_complete else (),
        verdict=_verdict(tx, found, rule, votes) if is_complete else None,
    )


def list_open_votings(project: Project) -> tuple[Voting, ...]:
    """The votings that are open now: on what, and who is present."""
    with project.reading() as tx:
        return tuple(voting for voting in votings.list_votings(tx) if voting.is_open)


def call_off_voting(project: Project, *, by: str, voting: str) -> Voting:
    """The voting, ended without a decision; what had been cast is erased.

    It is for when somebody had to leave. Once everybody has voted it is refused: whoever
    dislikes what they see then could otherwise make it undone.

    Raises:
        NotFound: There is no such voting.
        WrongState: Everybody has voted, or it has ended.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        found = _require_open(tx, voting)
        if len(votings.list_votes(tx, found.id)) == len(found.present):
            raise WrongState(
                "W223",
                "Everybody has voted, so this vote cannot be called off any more. Conclude it; "
                "what the rule does not settle stays open.",
            )
        votings.erase_votes(tx, found.id)
        votings.close_voting(tx, found.id, now(), None)
        audit.record(tx, actor.id, "voting.called_off", {"voting": found.id})
        ended = _find(tx, voting)
    project.database.forget_erased()
    return ended


def conclude_voting(
    project: Project, *, by: str, voting: str, reason: str
) -> tuple[Decision, Verdict]:
    """The decision that the team's rule makes of the votes cast, and what it made of them.

    Args:
        by: Who writes it down; they have one vote like everybody else.
        reason: Why, in the team's words.

    Raises:
        NotFound: There is no such voting.
        BadInput: There is no reason.
        WrongState: Somebody has not voted; or it has ended, by somebody else a moment ago. Where
            they wrote a decision down, one's own words can be added to it as another reason.
    """
    with project.transaction() as tx:
        recorder = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        found = _find(tx, voting)
        if found.decision_id is not None:
            raise WrongState(
                "W227",
                "Somebody else has just written this decision down. There is one decision, and "
                "theirs holds. Your words are not lost: you can add them to it as another reason.",
            )
        found = _require_open(tx, voting)
        votes = votings.list_votes(tx, found.id)
        missing = len(found.present) - len(votes)
        if missing:
            raise WrongState(
                "W224",
                f"{missing} of {len(found.present)} people present have not voted yet. Wait for "
                "them, or call the vote off.",
            )
        study = read_study(tx, project.title, practice=True)
        decision, verdict = record_decision(
            tx,
            find_difference(study, found.difference_id),
            recorder=recorder,
            room=[member for member in study.members if member.id in found.present],
            votes=[cast.vote for cast in votes],
            terms=_terms(study.terms, found),
            reason=reason,
            replaces=found.replaces,
        )
        votings.close_voting(tx, found.id, decision.made_at, decision.id)
        facts = {"voting": found.id, "decision": decision.id}
        audit.record(tx, recorder.id, "voting.concluded", facts)
    return decision, verdict


def _find(tx: Transaction, voting_id: str) -> Voting:
    found = votings.find_voting(tx, voting_id)
    if found is None:
        raise NotFound("W225", "There is no such vote. Open the difference again.")
    return found


def _require_open(tx: Transaction, voting_id: str) -> Voting:
    found = _find(tx, voting_id)
    if not found.is_open:
        raise WrongState(
            "W226",
            "This vote has ended: somebody has concluded it or called it off, perhaps a moment "
            "ago, or the text was corrected. Nothing was changed now. Open the difference again "
            "to see how it stands.",
        )
    return found


def _terms(versions: Sequence[Terms], voting: Voting) -> Terms:
    return next(terms for terms in versions if terms.version == voting.terms_version)


def _verdict(tx: Transaction, voting: Voting, rule: Rule, votes: Sequence[CastVote]) -> Verdict:
    room = {m.id: m.sides for m in members.list_members(tx) if m.id in voting.present}
    return apply_rule(rule, [cast.vote for cast in votes], room)
