"""Rounds, who is asked to read what, and seals, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, insert, select, update

from toolkit.model.round import Assignment, CodingRound, RoundState, Seal
from toolkit.storage import tables
from toolkit.storage.database import insert_rows


def add_round(connection: Connection, made: CodingRound) -> None:
    """Keep a new round with its assignments and, for an imported one, its seals."""
    connection.execute(
        insert(tables.rounds).values(
            id=made.id,
            name=made.name,
            state=made.state.value,
            imported=made.imported,
            codebook_version=made.codebook_version,
            opened_at=made.opened_at,
            revealed_at=made.revealed_at,
            reveal_reason=made.reveal_reason,
            is_practice=made.is_practice,
            is_shuffled=made.is_shuffled,
        )
    )
    assignments = [
        {
            "round_id": made.id,
            "transcript_id": a.transcript_id,
            "version": a.transcript_version,
            "coder_id": a.coder_id,
        }
        for a in made.assignments
    ]
    insert_rows(connection, tables.assignments, assignments)
    add_seals(connection, made.seals)


def add_seals(connection: Connection, seals: tuple[Seal, ...]) -> None:
    """Keep seals."""
    insert_rows(connection, tables.seals, [asdict(seal) for seal in seals])


def reveal(connection: Connection, round_id: str, revealed_at: str, reason: str) -> None:
    """Mark a round as revealed."""
    connection.execute(
        update(tables.rounds)
        .where(tables.rounds.c.id == round_id)
        .values(state=RoundState.REVEALED.value, revealed_at=revealed_at, reveal_reason=reason)
    )


def list_rounds(connection: Connection) -> tuple[CodingRound, ...]:
    """Every round, in the order of opening."""
    rows = connection.execute(
        select(tables.rounds).order_by(tables.rounds.c.opened_at, tables.rounds.c.name)
    ).all()
    assignments: dict[str, list[Assignment]] = {row.id: [] for row in rows}
    seals: dict[str, list[Seal]] = {row.id: [] for row in rows}
    ordered = tables.assignments.c
    for row in connection.execute(
        select(tables.assignments).order_by(ordered.transcript_id, ordered.coder_id)
    ):
        assignments[row.round_id].append(Assignment(row.transcript_id, row.version, row.coder_id))
    for row in connection.execute(
        select(tables.seals).order_by(tables.seals.c.transcript_id, tables.seals.c.coder_id)
    ):
        seals[row.round_id].append(
            Seal(row.round_id, row.transcript_id, row.coder_id, row.digest, row.made_at)
        )
    return tuple(
        CodingRound(
            id=row.id,
            name=row.name,
            state=RoundState(row.state),
            imported=row.imported,
            codebook_version=row.codebook_version,
            assignments=tuple(assignments[row.id]),
            seals=tuple(seals[row.id]),
            opened_at=row.opened_at,
            revealed_at=row.revealed_at,
            reveal_reason=row.reveal_reason,
            is_practice=row.is_practice,
            is_shuffled=row.is_shuffled,
        )
        for row in rows
    )


def renew_assignments(connection: Connection, transcript_id: str, version: int) -> None:
    """Let whoever has not sealed a transcript in an open round read this version of it."""
    for found in list_rounds(connection):
        coders = [a.coder_id for a in found.unsealed() if a.transcript_id == transcript_id]
        if coders and not found.is_revealed:
            connection.execute(
                update(tables.assignments)
                .where(tables.assignments.c.round_id == found.id)
                .where(tables.assignments.c.transcript_id == transcript_id)
                .where(tables.assignments.c.coder_id.in_(coders))
                .values(version=version)
            )
