"""How each member wants to read, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, delete, insert, select

from toolkit.model.reading_aids import Colours, ReadingAids, Spacing, TextSize, Typeface
from toolkit.storage import tables


def keep_aids(connection: Connection, member_id: str, aids: ReadingAids) -> None:
    """Keep what a member has chosen, in place of what they chose before."""
    table = tables.reading_aids
    connection.execute(delete(table).where(table.c.member_id == member_id))
    connection.execute(insert(table).values(member_id=member_id, **asdict(aids)))


def find_aids(connection: Connection, member_id: str) -> ReadingAids:
    """What a member has chosen; the usual where they chose nothing."""
    table = tables.reading_aids
    row = connection.execute(select(table).where(table.c.member_id == member_id)).one_or_none()
    if row is None:
        return ReadingAids()
    return ReadingAids(
        text_size=TextSize(row.text_size),
        line_spacing=Spacing(row.line_spacing),
        letter_spacing=Spacing(row.letter_spacing),
        typeface=Typeface(row.typeface),
        colours=Colours(row.colours),
        one_turn=row.one_turn,
        read_aloud=row.read_aloud,
    )
