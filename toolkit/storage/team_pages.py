"""Pages that the team writes, in and out of the database; no version is ever changed."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, insert, select

from toolkit.model.team import PageKind, TeamPage
from toolkit.storage import tables


def add_page(connection: Connection, page: TeamPage) -> None:
    """Keep a new version beside the earlier ones."""
    connection.execute(insert(tables.team_pages).values(**asdict(page)))


def list_pages(connection: Connection) -> tuple[TeamPage, ...]:
    """Every version of every page, each page's first to last."""
    table = tables.team_pages
    rows = connection.execute(select(table).order_by(table.c.kind, table.c.version))
    return tuple(
        TeamPage(PageKind(row.kind), row.version, row.words, row.made_by, row.made_at)
        for row in rows
    )
