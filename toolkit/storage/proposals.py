"""Proposals to change the codebook and the votes on them, in and out of the database.

`list_cast` gives whatever was cast. Who may see it when is decided in `toolkit.workflow`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy import Connection, Row, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from toolkit.errors import WrongState
from toolkit.model.codebook import Code, Theme
from toolkit.model.decision import Dissent
from toolkit.model.proposal import (
    CastStance,
    Change,
    ChangeKind,
    Proposal,
    ProposalOutcome,
    ProposalVote,
    ProposalVoting,
    Stance,
)
from toolkit.storage import tables


def add_proposal(connection: Connection, proposal: Proposal) -> None:
    """Keep a proposal."""
    change = asdict(proposal.change)
    kind = change.pop("kind")
    connection.execute(
        insert(tables.codebook_proposals).values(
            id=proposal.id,
            number=proposal.number,
            kind=kind.value,
            change=json.dumps(change, ensure_ascii=False),
            reason=proposal.reason,
            proposed_by=proposal.proposed_by,
            made_at=proposal.made_at,
            based_on=proposal.based_on,
            own_code_id=proposal.own_code_id,
        )
    )


def list_proposals(connection: Connection) -> tuple[Proposal, ...]:
    """Every proposal, in the order of their numbers."""
    table = tables.codebook_proposals
    return tuple(
        Proposal(
            id=row.id,
            number=row.number,
            change=_change(row.kind, json.loads(row.change)),
            reason=row.reason,
            proposed_by=row.proposed_by,
            made_at=row.made_at,
            based_on=row.based_on,
            own_code_id=row.own_code_id,
            withdrawn_at=row.withdrawn_at,
        )
        for row in connection.execute(select(table).order_by(table.c.number))
    )


def next_number(connection: Connection) -> int:
    """The number of the next proposal."""
    last = connection.execute(select(func.max(tables.codebook_proposals.c.number))).scalar()
    return 1 + (last or 0)


def withdraw(connection: Connection, proposal_id: str, at: str) -> None:
    """Mark a proposal as taken back."""
    connection.execute(
        update(tables.codebook_proposals)
        .where(tables.codebook_proposals.c.id == proposal_id)
        .values(withdrawn_at=at)
    )


def add_voting(connection: Connection, voting: ProposalVoting) -> None:
    """Keep a vote that was just opened.

    Raises:
        WrongState: One is open on the same proposal.
    """
    try:
        connection.execute(
            insert(tables.proposal_votings).values(
                id=voting.id,
                proposal_id=voting.proposal_id,
                opened_by=voting.opened_by,
                opened_at=voting.opened_at,
                present=json.dumps(voting.present),
                left_out=json.dumps(voting.left_out),
                terms_version=voting.terms_version,
                explanation="",
            )
        )
    except IntegrityError:
        raise WrongState(
            "D303",
            "A vote is open on this proposal already. Vote there.",
            where=f"proposal {voting.proposal_id}",
        ) from None


def keep_list(connection: Connection, voting: ProposalVoting) -> None:
    """Keep who has a vote and who was left out, as they are now."""
    connection.execute(
        update(tables.proposal_votings)
        .where(tables.proposal_votings.c.id == voting.id)
        .values(present=json.dumps(voting.present), left_out=json.dumps(voting.left_out))
    )


def close_voting(connection: Connection, voting: ProposalVoting) -> None:
    """Keep that a vote has ended and what came of it."""
    connection.execute(
        update(tables.proposal_votings)
        .where(tables.proposal_votings.c.id == voting.id)
        .values(
            closed_at=voting.closed_at,
            outcome=voting.outcome.value if voting.outcome else None,
            explanation=voting.explanation,
            made_version=voting.made_version,
        )
    )


def list_votings(connection: Connection) -> tuple[ProposalVoting, ...]:
    """Every vote on a proposal, in the order of opening; what was cast only where it has ended."""
    votes: dict[str, list[ProposalVote]] = defaultdict(list)
    dissents: dict[str, list[Dissent]] = defaultdict(list)
    cast, noted = tables.proposal_votes, tables.proposal_dissents
    for row in connection.execute(select(cast).order_by(cast.c.member_id)):
        votes[row.voting_id].append(_vote(row))
    for row in connection.execute(select(noted).order_by(noted.c.position)):
        dissents[row.voting_id].append(Dissent(row.member_id, row.words))
    table = tables.proposal_votings
    rows = connection.execute(select(table).order_by(table.c.opened_at, table.c.id))
    return tuple(_voting(row, votes.get(row.id, ()), dissents.get(row.id, ())) for row in rows)


def keep_vote(connection: Connection, voting_id: str, cast: CastStance) -> None:
    """Keep what somebody cast; what they had cast before is erased."""
    table = tables.proposal_votes
    connection.execute(
        delete(table).where(
            (table.c.voting_id == voting_id) & (table.c.member_id == cast.vote.member_id)
        )
    )
    connection.execute(
        insert(table).values(
            voting_id=voting_id,
            member_id=cast.vote.member_id,
            stance=cast.vote.stance.value,
            why=cast.why,
            goes_on=False,
        )
    )


def keep_willing(connection: Connection, voting_id: str, member_id: str) -> None:
    """Keep that somebody who has voted would go on without those who have not."""
    table = tables.proposal_votes
    connection.execute(
        update(table)
        .where((table.c.voting_id == voting_id) & (table.c.member_id == member_id))
        .values(goes_on=True)
    )


def list_willing(connection: Connection, voting_id: str) -> frozenset[str]:
    """Who would go on without those who have not voted; member ids."""
    table = tables.proposal_votes
    rows = connection.execute(
        select(table.c.member_id).where((table.c.voting_id == voting_id) & table.c.goes_on)
    )
    return frozenset(row.member_id for row in rows)


def erase_votes(connection: Connection, voting_id: str) -> None:
    """Erase what was cast in a vote."""
    table = tables.proposal_votes
    connection.execute(delete(table).where(table.c.voting_id == voting_id))


def list_cast(connection: Connection, voting_id: str) -> tuple[CastStance, ...]:
    """What was cast in a vote, by member id: an order that tells nothing of when."""
    table = tables.proposal_votes
    rows = connection.execute(
        select(table).where(table.c.voting_id == voting_id).order_by(table.c.member_id)
    )
    return tuple(CastStance(_vote(row), row.why) for row in rows)


def add_dissent(connection: Connection, voting: ProposalVoting, dissent: Dissent) -> None:
    """Keep one more dissent with what came of a vote, after those that are there."""
    connection.execute(
        insert(tables.proposal_dissents).values(
            voting_id=voting.id,
            position=len(voting.dissents),
            member_id=dissent.member_id,
            words=dissent.words,
        )
    )


def keep_look(connection: Connection, coding_id: str, version: int, made_at: str) -> None:
    """Keep that a coding was looked at again after a version of the codebook."""
    connection.execute(
        insert(tables.looked_again).values(coding_id=coding_id, version=version, made_at=made_at)
    )


def list_looks(connection: Connection) -> frozenset[tuple[str, int]]:
    """The codings that were looked at again, each with the version after which it was."""
    rows = connection.execute(select(tables.looked_again))
    return frozenset((row.coding_id, row.version) for row in rows)


def _change(kind: str, kept: Mapping[str, Sequence[object]]) -> Change:
    return Change(
        ChangeKind(kind),
        tuple(map(str, kept["code_ids"])),
        tuple(Code(**code) for code in kept["codes"]),  # type: ignore[arg-type]
        tuple(Theme(**theme) for theme in kept["themes"]),  # type: ignore[arg-type]
    )


def _vote(row: Row[tuple[object, ...]]) -> ProposalVote:
    return ProposalVote(row.member_id, Stance(row.stance))


def _voting(
    row: Row[tuple[object, ...]], votes: Sequence[ProposalVote], dissents: Sequence[Dissent]
) -> ProposalVoting:
    return ProposalVoting(
        id=row.id,
        proposal_id=row.proposal_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        present=tuple(json.loads(row.present)),
        left_out=tuple(json.loads(row.left_out)),
        terms_version=row.terms_version,
        closed_at=row.closed_at,
        outcome=ProposalOutcome(row.outcome) if row.outcome else None,
        explanation=row.explanation,
        made_version=row.made_version,
        votes=tuple(votes) if row.closed_at else (),
        dissents=tuple(dissents),
    )
