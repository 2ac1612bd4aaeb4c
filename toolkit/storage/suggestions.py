"""What models proposed and what people said to it, in and out of the database.

`list_replies` gives whatever was said. Who may see it is decided in `toolkit.workflow`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from toolkit.model.coding import Suggestion
from toolkit.model.reading_along import Card, Doubt, ReadAlong, Reply, SuggestionReply
from toolkit.storage import tables


def keep_model(connection: Connection, found: ReadAlong) -> None:
    """Keep what a model proposed as the newest; one that was kept before becomes the newest."""
    table = tables.suggestion_models
    last: int | None = connection.execute(select(func.max(table.c.position))).scalar()
    values = {
        "position": 0 if last is None else last + 1,
        "made_at": found.made_at,
        "card": _dump(asdict(found.card)),
        "texts": _dump(found.texts),
        "suggestions": _dump([asdict(one) for one in found.suggestions]),
        "doubts": _dump([asdict(one) for one in found.doubts]),
    }
    changed = connection.execute(
        update(table).where(table.c.version == found.version).values(**values)
    )
    if not changed.rowcount:
        connection.execute(insert(table).values(version=found.version, **values))


def find_newest(connection: Connection) -> ReadAlong | None:
    """What the newest model proposed; None where none is kept, or what it proposed was erased."""
    table = tables.suggestion_models
    row = connection.execute(select(table).order_by(table.c.position.desc()).limit(1)).first()
    return None if row is None or row.suggestions is None else _read_along(row)


def find_model(connection: Connection, version: str) -> ReadAlong | None:
    """What one model proposed; None as above."""
    table = tables.suggestion_models
    row = connection.execute(select(table).where(table.c.version == version)).first()
    return None if row is None or row.suggestions is None else _read_along(row)


def list_cards(connection: Connection) -> tuple[tuple[str, str, Card], ...]:
    """Every model by its version, when it was made, and its card, the oldest first."""
    table = tables.suggestion_models
    rows = connection.execute(
        select(table.c.version, table.c.made_at, table.c.card).order_by(table.c.position)
    )
    return tuple((row.version, row.made_at, _card(row.card)) for row in rows)


def erase_proposed(connection: Connection) -> None:
    """Erase all that models proposed; their cards stay."""
    connection.execute(update(tables.suggestion_models).values(suggestions=None, doubts=None))


def add_reply(connection: Connection, reply: SuggestionReply) -> None:
    """Keep what a reader said to a suggestion."""
    connection.execute(
        insert(tables.suggestion_replies).values(**asdict(reply) | {"reply": reply.reply.value})
    )


def list_replies(
    connection: Connection,
    *,
    member_id: str | None = None,
    round_ids: Iterable[str] | None = None,
) -> tuple[SuggestionReply, ...]:
    """What was said, by one member or in some rounds where they are named, by time."""
    table = tables.suggestion_replies
    wanted = select(table).order_by(table.c.made_at, table.c.member_id, table.c.start)
    if member_id is not None:
        wanted = wanted.where(table.c.member_id == member_id)
    if round_ids is not None:
        wanted = wanted.where(table.c.round_id.in_(list(round_ids)))
    return tuple(
        SuggestionReply(**dict(row._mapping) | {"reply": Reply(row.reply)})
        for row in connection.execute(wanted)
    )


def remove_reply(connection: Connection, reply: SuggestionReply) -> None:
    """Take back what a reader said to a suggestion."""
    table = tables.suggestion_replies
    chosen = delete(table)
    for name in ("member_id", "transcript_id", "transcript_version", "start", "end", "code_id"):
        chosen = chosen.where(table.c[name] == getattr(reply, name))
    connection.execute(chosen)


def forget_coding(connection: Connection, coding_id: str) -> None:
    """Take back the reply that a coding came of, as the coding goes."""
    table = tables.suggestion_replies
    connection.execute(delete(table).where(table.c.coding_id == coding_id))


def _dump(told: Sequence[object] | dict[str, object]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _card(told: str) -> Card:
    fields: dict[str, Any] = json.loads(told)
    examples = tuple((str(code), int(count)) for code, count in fields.pop("examples"))
    lists: dict[str, Any] = {
        name: tuple(fields.pop(name)) for name in ("guesses", "without_evidence")
    }
    return Card(examples=examples, **lists, **fields)


def _read_along(row: Row[Any]) -> ReadAlong:
    return ReadAlong(
        version=row.version,
        made_at=row.made_at,
        card=_card(row.card),
        texts=tuple((text_id, version) for text_id, version in json.loads(row.texts)),
        suggestions=tuple(
            Suggestion(**one | {"reasons": tuple(one["reasons"])})
            for one in json.loads(row.suggestions)
        ),
        doubts=tuple(Doubt(**one) for one in json.loads(row.doubts)),
    )
