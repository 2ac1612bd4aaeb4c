"""Vote on a proposal to change the codebook, unseen until everybody on the list has voted.

With the last vote the team's rule is applied, by nobody: what it accepts is the next version of the
codebook from that moment on. What it does not settle stays open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.errors import BadInput, NotAllowed, WrongState
from toolkit.model.codebook import Codebook
from toolkit.model.decision import Dissent
from toolkit.model.proposal import (
    CastStance,
    Proposal,
    ProposalOutcome,
    ProposalState,
    ProposalVote,
    ProposalVoting,
    Stance,
    proposal_state,
)
from toolkit.model.team import Member, Rule
from toolkit.review.codebook_changes import apply_change, find_misfits
from toolkit.review.codebook_diff import Alteration, preview_change
from toolkit.review.deciding import apply_rule_to_proposal, may_go_on
from toolkit.storage import audit, codebooks, members, proposals
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.deciding import tidy_dissent, tidy_words
from toolkit.workflow.proposing import VOTERS, find_proposal, open_vote


@dataclass(frozen=True, slots=True)
class ProposalView:
    """What one member may see of a proposal.

    Attributes:
        voting: The vote that is open, or the last that ended with an outcome; None where the
            proposal was taken back before.
        changes: What would be different in the version that it was written for.
        earlier: Votes before it that ended with an outcome, the last first.
        rule: The rule that counts in `voting`.
        voted: The ids of those who have voted in it, in an order that tells nothing.
        own: The member's own vote in it; None where they have cast none.
        whys: What was said with the votes, in no telling order; empty until all have voted.
        misfits: Why it cannot be made in the newest codebook any more; empty where it can, and
            where it has been settled.
    """

    proposal: Proposal
    state: ProposalState
    changes: tuple[Alteration, ...]
    voting: ProposalVoting | None
    earlier: tuple[ProposalVoting, ...]
    rule: Rule
    voted: tuple[str, ...]
    own: CastStance | None
    whys: tuple[tuple[Stance, str], ...]
    misfits: tuple[str, ...]


def cast_stance(
    project: Project, *, by: str, proposal: int, stance: Stance, why: str = ""
) -> ProposalVoting:
    """The vote, with what came of it where this was the last one that was missing.

    One's own vote can be changed until everybody on the list has voted.

    Args:
        proposal: Its number.
        why: A line said with it; everybody reads it when all have voted, without a name.

    Raises:
        NotFound: There is no such proposal.
        WrongState: No vote is open on it.
        NotAllowed: They are not on the list.
    """
    with project.transaction() as tx:
        voter = require_member(tx, by, *VOTERS)
        found, voting = _require_open(tx, proposal)
        _require_listed(voting, voter)
        cast = CastStance(ProposalVote(voter.id, stance), tidy_words(why))
        proposals.keep_vote(tx, voting.id, cast)
        audit.record(tx, voter.id, "proposal.vote_cast", {"proposal": found.id})
        votes = proposals.list_cast(tx, voting.id)
        if len(votes) < len(voting.present):
            return voting
        return _end(tx, found, voting, [one.vote for one in votes], voter)


def go_on_without(project: Project, *, by: str, proposal: int) -> ProposalVoting:
    """The vote, with what came of it where enough of those who voted will not wait any longer.

    It is for when somebody has dropped out. Each who has voted can say so. It counts when they meet
    the team's rule among themselves, and are more than half of the whole list and of each side
    on it. The outcome then tells whom the team did not wait for.

    Raises:
        NotFound, WrongState, NotAllowed: As for `cast_stance`; or they have not voted yet.
    """
    with project.transaction() as tx:
        voter = require_member(tx, by, *VOTERS)
        found, voting = _require_open(tx, proposal)
        _require_listed(voting, voter)
        votes = [one.vote for one in proposals.list_cast(tx, voting.id)]
        if all(vote.member_id != voter.id for vote in votes):
            raise NotAllowed("W284", "Vote yourself first. Then you can say that you would go on.")
        proposals.keep_willing(tx, voting.id, voter.id)
        audit.record(tx, voter.id, "proposal.would_go_on", {"proposal": found.id})
        willing = proposals.list_willing(tx, voting.id)
        if not _may_go_on(tx, voting, {vote.member_id for vote in votes}, willing):
            return voting
        return _end(tx, found, voting, votes, voter)


def vote_again(project: Project, *, by: str, proposal: int) -> ProposalVoting:
    """A new vote on a proposal that stayed open; the vote before it is kept.

    Raises:
        NotFound: There is no such proposal.
        WrongState: It is settled or taken back, or a vote on it is open.
        BadInput: It no longer fits the codebook.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, *VOTERS)
        found = find_proposal(tx, proposal)
        state = proposal_state(found, proposals.list_votings(tx))
        if state is not ProposalState.OPEN:
            raise WrongState(
                "W283",
                "A new vote is for a proposal that stayed open. This one is being voted on, is "
                "settled, or was taken back.",
            )
        misfits = _misfits(found, codebooks.list_codebooks(tx))
        if misfits:
            raise BadInput(
                "W278",
                f"This no longer fits the codebook. {' '.join(misfits)} Propose it anew, for the "
                "codebook as it is now.",
            )
        return open_vote(tx, found, member.id)


def see_proposals(project: Project, *, by: str) -> tuple[ProposalView, ...]:
    """What a member may see of every proposal, the newest first."""
    with project.reading() as tx:
        viewer = require_member(tx, by)
        votings = proposals.list_votings(tx)
        books = codebooks.list_codebooks(tx)
        rules = {terms.version: terms.rule for terms in members.list_terms(tx)}
        return tuple(
            _view(tx, viewer, found, votings, books, rules)
            for found in reversed(proposals.list_proposals(tx))
        )


def add_proposal_dissent(
    project: Project, *, by: str, proposal: int, words: str, is_signed: bool = True
) -> ProposalVoting:
    """The last vote on a proposal with what somebody still sees otherwise, in their own words.

    An unsigned one is kept without its author: no table and no row of the log tells who wrote it.

    Raises:
        NotFound: There is no such proposal.
        WrongState: No vote on it has ended.
        BadInput: There are no words, or they stand there already.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, *VOTERS)
        found = find_proposal(tx, proposal)
        ended = [one for one in _held(found, proposals.list_votings(tx)) if not one.is_open]
        if not ended:
            raise WrongState(
                "W287",
                "No vote on this proposal has ended yet. Say it with your vote.",
            )
        author = member.id if is_signed else None
        dissent = Dissent(author, tidy_dissent(words))
        if dissent in ended[-1].dissents:
            raise BadInput("W288", "These words stand there already. There is no need to add them.")
        proposals.add_dissent(tx, ended[-1], dissent)
        audit.record(tx, author, "proposal.dissent_added", {"proposal": found.id})
    return replace(ended[-1], dissents=(*ended[-1].dissents, dissent))


def _end(
    tx: Transaction,
    found: Proposal,
    voting: ProposalVoting,
    votes: Sequence[ProposalVote],
    last: Member,
) -> ProposalVoting:
    """The vote as the rule ends it; what is accepted and fits is the next version."""
    voted = {vote.member_id for vote in votes}
    terms = next(t for t in members.list_terms(tx) if t.version == voting.terms_version)
    room = {one.id: one.sides for one in members.list_members(tx) if one.id in voted}
    outcome, why = apply_rule_to_proposal(terms.rule, votes, room)
    books = codebooks.list_codebooks(tx)
    version = None
    if outcome is ProposalOutcome.ACCEPTED:
        misfits = _misfits(found, books)
        if misfits:
            outcome = ProposalOutcome.NO_LONGER_FITS
            why += f" But it no longer fits the codebook. {' '.join(misfits)} Nothing was changed."
        else:
            version = _add_version(tx, found, books[-1])
    ended = replace(
        voting,
        present=tuple(one for one in voting.present if one in voted),
        left_out=tuple(one for one in voting.present if one not in voted),
        closed_at=now(),
        outcome=outcome,
        explanation=why,
        made_version=version,
        votes=tuple(votes),
    )
    proposals.keep_list(tx, ended)
    proposals.close_voting(tx, ended)
    facts = {"proposal": found.id, "outcome": outcome, "version": version}
    audit.record(tx, last.id, "proposal.voted", facts)
    return ended


def _add_version(tx: Transaction, found: Proposal, newest: Codebook) -> int:
    themes, codes = apply_change(found.change, newest)
    made = Codebook(
        version=newest.version + 1,
        themes=themes,
        codes=codes,
        reason=found.reason,
        made_by=found.proposed_by,
        made_at=now(),
    )
    codebooks.add_codebook(tx, made)
    return made.version


def _may_go_on(
    tx: Transaction, voting: ProposalVoting, voted: set[str], willing: frozenset[str]
) -> bool:
    terms = next(t for t in members.list_terms(tx) if t.version == voting.terms_version)
    sides = {one.id: one.sides for one in members.list_members(tx) if one.id in voting.present}
    return may_go_on(terms.rule, sides, voted, willing)


def _misfits(found: Proposal, books: Sequence[Codebook]) -> tuple[str, ...]:
    return find_misfits(found.change, _written_for(found, books), books[-1])


def _written_for(found: Proposal, books: Sequence[Codebook]) -> Codebook:
    return next(book for book in books if book.version == found.based_on)


def _held(found: Proposal, votings: Iterable[ProposalVoting]) -> list[ProposalVoting]:
    """The votes on a proposal that are open or ended with an outcome, in the order of opening."""
    return [
        one
        for one in votings
        if one.proposal_id == found.id and (one.is_open or one.outcome is not None)
    ]


def _require_open(tx: Transaction, number: int) -> tuple[Proposal, ProposalVoting]:
    found = find_proposal(tx, number)
    held = [one for one in _held(found, proposals.list_votings(tx)) if one.is_open]
    if not held:
        raise WrongState(
            "W281",
            "No vote is open on this proposal: everybody has voted, or it was taken back, perhaps "
            "a moment ago. Nothing was changed. Look at how it stands.",
        )
    return found, held[0]


def _require_listed(voting: ProposalVoting, voter: Member) -> None:
    if voter.id not in voting.present:
        raise NotAllowed(
            "W280",
            "You are not on the list of this vote: you came to the team after it was opened. You "
            "can add what you see otherwise when it has ended.",
        )


def _view(
    tx: Transaction,
    viewer: Member,
    found: Proposal,
    votings: Sequence[ProposalVoting],
    books: Sequence[Codebook],
    rules: dict[int, Rule],
) -> ProposalView:
    held = _held(found, votings)
    voting = held[-1] if held else None
    cast = proposals.list_cast(tx, voting.id) if voting else ()
    state = proposal_state(found, votings)
    is_pending = state in (ProposalState.VOTING, ProposalState.OPEN)
    is_ended = voting is not None and not voting.is_open
    return ProposalView(
        proposal=found,
        state=state,
        changes=preview_change(found.change, _written_for(found, books)),
        voting=voting,
        earlier=tuple(reversed(held[:-1])),
        rule=rules[voting.terms_version if voting else max(rules)],
        voted=tuple(one.vote.member_id for one in cast),
        own=next((one for one in cast if one.vote.member_id == viewer.id), None),
        # By their words: beside the order of members they would tell whose they are.
        whys=tuple(sorted((one.vote.stance, one.why) for one in cast if one.why))
        if is_ended
        else (),
        misfits=_misfits(found, books) if is_pending else (),
    )
