"""Votes on one's own device, open and closed, in and out of the database.

These functions give whatever was cast. Who may see it when is decided in `toolkit.workflow`.
"""

from __future__ import annotations

import json

from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from toolkit.errors import WrongState
from toolkit.model.decision import CastVote, Voting
from toolkit.storage import tables
from toolkit.storage.decisions import vote_of, vote_values


def add_voting(connection: Connection, voting: Voting) -> None:
    """Keep a voting that was just opened.

    Raises:
        WrongState: One is open on the same difference.
    """
    try:
        connection.execute(
            insert(tables.votings).values(
                id=voting.id,
                difference_id=voting.difference_id,
                round_id=voting.round_id,
                opened_by=voting.opened_by,
                opened_at=voting.opened_at,
                present=json.dumps(voting.present),
                terms_version=voting.terms_version,
                replaces=voting.replaces,
            )
        )
    except IntegrityError:
        raise WrongState(
            "D302",
            "A vote is open on this difference already. Vote there, or call it off first.",
            where=f"difference {voting.difference_id}",
        ) from None


def find_voting(connection: Connection, voting_id: str) -> Voting | None:
    """The voting with this id, or None."""
    row = connection.execute(
        select(tables.votings).where(tables.votings.c.id == voting_id)
    ).one_or_none()
    return _voting(row) if row else None


def list_votings(connection: Connection, difference_id: str | None = None) -> tuple[Voting, ...]:
    """The votings on a difference, or all there are, in the order of opening."""
    table = tables.votings
    wanted = select(table).order_by(table.c.opened_at, table.c.id)
    if difference_id is not None:
        wanted = wanted.where(table.c.difference_id == difference_id)
    return tuple(_voting(row) for row in connection.execute(wanted))


def close_voting(
    connection: Connection, voting_id: str, closed_at: str, decision_id: str | None
) -> None:
    """Mark a voting as ended, with what came of it."""
    connection.execute(
        update(tables.votings)
        .where(tables.votings.c.id == voting_id)
        .values(closed_at=closed_at, decision_id=decision_id)
    )


def keep_vote(connection: Connection, voting_id: str, cast: CastVote) -> None:
    """Keep what somebody cast; what they had cast before is erased."""
    erase_votes(connection, voting_id, cast.vote.member_id)
    connection.execute(
        insert(tables.cast_votes).values(
            voting_id=voting_id,
            why=cast.why,
            **vote_values(cast.vote),
        )
    )


def erase_votes(connection: Connection, voting_id: str, member_id: str | None = None) -> None:
    """Erase what was cast in a voting, by everybody or by one member."""
    table = tables.cast_votes
    unwanted = delete(table).where(table.c.voting_id == voting_id)
    if member_id is not None:
        unwanted = unwanted.where(table.c.member_id == member_id)
    connection.execute(unwanted)


def list_votes(connection: Connection, voting_id: str) -> tuple[CastVote, ...]:
    """What was cast in a voting, by member id: an order that tells nothing of when."""
    table = tables.cast_votes
    rows = connection.execute(
        select(table).where(table.c.voting_id == voting_id).order_by(table.c.member_id)
    )
    return tuple(CastVote(vote_of(row), row.why) for row in rows)


def _voting(row: Row[tuple[object, ...]]) -> Voting:
    return Voting(
        id=row.id,
        difference_id=row.difference_id,
        round_id=row.round_id,
        opened_by=row.opened_by,
        opened_at=row.opened_at,
        present=tuple(json.loads(row.present)),
        terms_version=row.terms_version,
        replaces=row.replaces,
        closed_at=row.closed_at,
        decision_id=row.decision_id,
    )
