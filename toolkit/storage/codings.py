"""Codings and memos, in and out of the database.

These functions give whatever is asked for, sealed or not. Who may ask is decided in
`toolkit.workflow`, and nobody else calls them.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Row, delete, or_, select

from toolkit.model.coding import Answer, Coding, Memo
from toolkit.storage import tables
from toolkit.storage.database import insert_rows


def add_codings(connection: Connection, codings: Iterable[Coding]) -> None:
    """Keep new codings."""
    rows = [
        {
            "id": c.id,
            "transcript_id": c.transcript_id,
            "version": c.transcript_version,
            "start": c.start,
            "end": c.end,
            "quotation": c.quotation,
            "answer": c.answer.value,
            "code_id": c.code_id,
            "codebook_version": c.codebook_version,
            "coder_id": c.coder_id,
            "round_id": c.round_id,
            "made_at": c.made_at,
            "after_seal": c.after_seal,
            "line": c.line,
        }
        for c in codings
    ]
    insert_rows(connection, tables.codings, rows)


def remove_coding(connection: Connection, coding_id: str) -> None:
    """Take a coding out."""
    connection.execute(delete(tables.codings).where(tables.codings.c.id == coding_id))


def list_codings(
    connection: Connection,
    round_ids: Iterable[str],
    *,
    coder_id: str | None = None,
    transcript_id: str | None = None,
) -> tuple[Coding, ...]:
    """The codings of some rounds, in an order that tells nothing of when they were made."""
    table = tables.codings
    wanted = select(table).where(table.c.round_id.in_(list(round_ids)))
    if coder_id is not None:
        wanted = wanted.where(table.c.coder_id == coder_id)
    if transcript_id is not None:
        wanted = wanted.where(table.c.transcript_id == transcript_id)
    rows = connection.execute(
        wanted.order_by(
            table.c.transcript_id,
            table.c.start,
            table.c.end,
            table.c.coder_id,
            table.c.code_id,
            table.c.id,
        )
    )
    return tuple(_coding(row) for row in rows)


def find_coding(connection: Connection, coding_id: str) -> Coding | None:
    """The coding with this id, or None."""
    row = connection.execute(
        select(tables.codings).where(tables.codings.c.id == coding_id)
    ).one_or_none()
    return _coding(row) if row else None


def _coding(row: Row[tuple[object, ...]]) -> Coding:
    return Coding(
        id=row.id,
        transcript_id=row.transcript_id,
        transcript_version=row.version,
        start=row.start,
        end=row.end,
        quotation=row.quotation,
        answer=Answer(row.answer),
        code_id=row.code_id,
        codebook_version=row.codebook_version,
        coder_id=row.coder_id,
        round_id=row.round_id,
        made_at=row.made_at,
        after_seal=row.after_seal,
        line=row.line,
    )


def add_memos(connection: Connection, memos: Iterable[Memo]) -> None:
    """Keep new memos."""
    rows = [
        {
            "id": m.id,
            "target_kind": m.target_kind,
            "target_id": m.target_id,
            "author_id": m.author_id,
            "words": m.words,
            "shared": m.shared,
            "made_at": m.made_at,
        }
        for m in memos
    ]
    insert_rows(connection, tables.memos, rows)


def list_memos(connection: Connection, target_kind: str, reader_id: str | None) -> tuple[Memo, ...]:
    """The memos on one kind of thing that a reader may see: shared ones and their own."""
    table = tables.memos
    rows = connection.execute(
        select(table)
        .where(table.c.target_kind == target_kind)
        .where(or_(table.c.shared.is_(True), table.c.author_id == reader_id))
        .order_by(table.c.target_id, table.c.id)
    )
    return tuple(Memo(*row) for row in rows)
