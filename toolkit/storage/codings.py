"""Codings and memos, in and out of the database.

These functions give whatever is asked for, sealed or not. Who may ask is decided in
`toolkit.workflow`, and nobody else calls them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, or_, select, update

from toolkit.model.coding import Answer, Coding, Memo
from toolkit.storage import tables
from toolkit.storage.database import insert_rows

_COLUMNS = tuple(
    tables.codings.c[name]
    for name in (
        "id",
        "transcript_id",
        "version",
        "start",
        "end",
        "quotation",
        "answer",
        "code_id",
        "codebook_version",
        "coder_id",
        "round_id",
        "made_at",
        "after_seal",
        "line",
    )
)
"""In the order of what a Coding is made of."""

_ANSWER = 6


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
    """Take a coding out, wherever it stands."""
    places = tables.coding_places
    looks = tables.looked_again
    connection.execute(delete(places).where(places.c.coding_id == coding_id))
    connection.execute(delete(looks).where(looks.c.coding_id == coding_id))
    connection.execute(delete(tables.codings).where(tables.codings.c.id == coding_id))


def list_codings(
    connection: Connection,
    round_ids: Iterable[str],
    *,
    coder_id: str | None = None,
    transcript_id: str | None = None,
) -> tuple[Coding, ...]:
    """The codings of some rounds, in an order that tells nothing of when they were made.

    Each is where it stands last. One that a correction of the text left behind, or that its
    coder let go then, is where it stood before.
    """
    chosen = _chosen(round_ids, coder_id, transcript_id)
    places = _list_places(connection, chosen)
    if not places:
        return tuple(_list_made(connection, chosen))
    found = []
    for coding in _list_made(connection, chosen):
        spans = [place for place in places[coding.id] if place.start is not None]
        found.append(_moved(coding, spans[-1]) if spans else coding)
    return tuple(sorted(found, key=_by_place))


def list_spans(
    connection: Connection, round_ids: Iterable[str], *, coder_id: str | None = None
) -> tuple[Coding, ...]:
    """The codings of some rounds at every version of the text that they stand in, in order."""
    chosen = _chosen(round_ids, coder_id, None)
    places = _list_places(connection, chosen)
    return tuple(
        span
        for coding in _list_made(connection, chosen)
        for span in (
            coding,
            *(_moved(coding, place) for place in places[coding.id] if place.start is not None),
        )
    )


def list_let_go(connection: Connection) -> frozenset[str]:
    """The ids of the codings that their coders let go when the text was corrected."""
    table = tables.coding_places
    wanted = select(table.c.coding_id).where(table.c.start.is_(None))
    return frozenset(connection.execute(wanted).scalars())


def add_places(connection: Connection, moved: Iterable[Coding], made_at: str) -> None:
    """Keep where codings stand in the version that each counts in now."""
    rows = [
        {
            "coding_id": c.id,
            "version": c.transcript_version,
            "start": c.start,
            "end": c.end,
            "quotation": c.quotation,
            "made_at": made_at,
        }
        for c in moved
    ]
    insert_rows(connection, tables.coding_places, rows)


def let_go(connection: Connection, coding_id: str, version: int, made_at: str) -> None:
    """Keep that a coding has no place from this version of its text on."""
    connection.execute(
        insert(tables.coding_places).values(coding_id=coding_id, version=version, made_at=made_at)
    )


def _chosen(
    round_ids: Iterable[str], coder_id: str | None, transcript_id: str | None
) -> ColumnElement[bool]:
    table = tables.codings
    chosen: ColumnElement[bool] = table.c.round_id.in_(list(round_ids))
    if coder_id is not None:
        chosen &= table.c.coder_id == coder_id
    if transcript_id is not None:
        chosen &= table.c.transcript_id == transcript_id
    return chosen


def _list_made(connection: Connection, chosen: ColumnElement[bool]) -> Iterator[Coding]:
    table = tables.codings
    rows = connection.execute(
        select(*_COLUMNS)
        .where(chosen)
        .order_by(
            table.c.transcript_id,
            table.c.start,
            table.c.end,
            table.c.coder_id,
            table.c.code_id,
            table.c.id,
        )
    )
    return map(_coding, rows)


def _list_places(
    connection: Connection, chosen: ColumnElement[bool]
) -> defaultdict[str, list[Row[tuple[object, ...]]]]:
    """The later places of each coding that has any, first to last."""
    table = tables.coding_places
    found: defaultdict[str, list[Row[tuple[object, ...]]]] = defaultdict(list)
    for row in connection.execute(
        select(table).join(tables.codings).where(chosen).order_by(table.c.version)
    ):
        found[row.coding_id].append(row)
    return found


def _moved(coding: Coding, place: Row[tuple[object, ...]]) -> Coding:
    return replace(
        coding,
        transcript_version=place.version,
        start=place.start,
        end=place.end,
        quotation=place.quotation,
    )


def _by_place(coding: Coding) -> tuple[str, int, int, str, str, str]:
    code = coding.code_id or ""
    return coding.transcript_id, coding.start, coding.end, coding.coder_id, code, coding.id


def find_coding(connection: Connection, coding_id: str) -> Coding | None:
    """The coding with this id as it was made, or None."""
    row = connection.execute(
        select(*_COLUMNS).where(tables.codings.c.id == coding_id)
    ).one_or_none()
    return _coding(row) if row else None


def _coding(row: Row[Any]) -> Coding:
    # By place: a desk with a thousand codings is read anew for each, and names cost more.
    values: list[Any] = list(row)
    values[_ANSWER] = Answer(values[_ANSWER])
    make: Callable[..., Coding] = Coding
    return make(*values)


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


def remove_memos(connection: Connection, target_kind: str, author_id: str) -> None:
    """Forget what an author noted on one kind of thing."""
    table = tables.memos
    connection.execute(
        delete(table)
        .where(table.c.target_kind == target_kind)
        .where(table.c.author_id == author_id)
    )


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


def list_memos_of(connection: Connection, author_id: str | None) -> tuple[Memo, ...]:
    """Every memo of one author, or of all where none is named, shared or not."""
    chosen = select(tables.memos).order_by(tables.memos.c.made_at, tables.memos.c.id)
    if author_id is not None:
        chosen = chosen.where(tables.memos.c.author_id == author_id)
    return tuple(Memo(*row) for row in connection.execute(chosen))


def replace_memo(connection: Connection, memo: Memo) -> None:
    """Keep other words of a memo, or that it is shared or not."""
    table = tables.memos
    changed = update(table).where(table.c.id == memo.id)
    connection.execute(changed.values(words=memo.words, shared=memo.shared))


def remove_memo(connection: Connection, memo_id: str) -> None:
    """Drop a memo."""
    connection.execute(delete(tables.memos).where(tables.memos.c.id == memo_id))
