"""Codebooks at their versions, and codes of one's own, in and out of the database."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from toolkit.model.codebook import Code, Codebook, OwnCode, Theme
from toolkit.storage import tables
from toolkit.storage.database import insert_rows

PRACTICE_VERSION = 0
"""Of the codes that a practice round comes with, which are no version of the team's codebook."""


def add_codebook(connection: Connection, codebook: Codebook) -> None:
    """Keep a new version beside the earlier ones."""
    connection.execute(
        insert(tables.codebooks).values(
            version=codebook.version,
            reason=codebook.reason,
            made_by=codebook.made_by,
            made_at=codebook.made_at,
        )
    )
    themes = [
        {"version": codebook.version, "position": position, **asdict(theme)}
        for position, theme in enumerate(codebook.themes)
    ]
    codes = [
        {"version": codebook.version, "position": position, **asdict(code)}
        for position, code in enumerate(codebook.codes)
    ]
    for table, rows in ((tables.themes, themes), (tables.codes, codes)):
        insert_rows(connection, table, rows)


def list_codebooks(connection: Connection) -> tuple[Codebook, ...]:
    """Every version of the team's, first to last."""
    return tuple(found for found in _list_all(connection) if found.version != PRACTICE_VERSION)


def find_codebook(connection: Connection, version: int) -> Codebook | None:
    """The codebook at a version, which may be the one to practise with; or None."""
    return next((found for found in _list_all(connection) if found.version == version), None)


def read_codebook(connection: Connection, version: int) -> Codebook:
    """The codebook at a version that is known to be there."""
    return next(found for found in _list_all(connection) if found.version == version)


def _list_all(connection: Connection) -> tuple[Codebook, ...]:
    themes: dict[int, list[Theme]] = defaultdict(list)
    codes: dict[int, list[Code]] = defaultdict(list)
    for row in connection.execute(select(tables.themes).order_by(tables.themes.c.position)):
        themes[row.version].append(Theme(row.id, row.name))
    for row in connection.execute(select(tables.codes).order_by(tables.codes.c.position)):
        codes[row.version].append(
            Code(
                row.id,
                row.theme_id,
                row.name,
                row.plain_meaning,
                row.use_when,
                row.not_when,
                row.example,
                row.content_note,
            )
        )
    rows = connection.execute(select(tables.codebooks).order_by(tables.codebooks.c.version))
    return tuple(
        Codebook(
            row.version,
            tuple(themes[row.version]),
            tuple(codes[row.version]),
            row.reason,
            row.made_by,
            row.made_at,
        )
        for row in rows
    )


def has_code(connection: Connection, version: int, code_id: str) -> bool:
    """Whether a version of the codebook has a code."""
    table = tables.codes.c
    wanted = select(table.id).where(table.version == version, table.id == code_id)
    return connection.execute(wanted).first() is not None


def add_own_code(connection: Connection, code: OwnCode) -> None:
    """Keep a code that one coder made for themselves."""
    connection.execute(insert(tables.own_codes).values(**asdict(code)))


def is_taken(connection: Connection, code_id: str) -> bool:
    """Whether a code of the team's or of anybody's own has this id, in any version or round."""
    ids = (tables.codes.c.id, tables.own_codes.c.id)
    wanted = (select(one).where(one == code_id) for one in ids)
    return any(connection.execute(one).first() is not None for one in wanted)


def list_own_codes(connection: Connection, round_id: str) -> tuple[OwnCode, ...]:
    """The private codes made in a round, by id."""
    table = tables.own_codes
    rows = connection.execute(
        select(table).where(table.c.round_id == round_id).order_by(table.c.id)
    )
    return tuple(
        OwnCode(row.id, row.owner_id, row.round_id, row.name, row.plain_meaning) for row in rows
    )
