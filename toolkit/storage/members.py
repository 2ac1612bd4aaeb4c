"""The team and its terms, in and out of the database."""

from __future__ import annotations

from sqlalchemy import Connection, Row, insert, select, update

from toolkit.model.team import Member, Method, Role, Rule, Side, Terms
from toolkit.model.transcript import Unit
from toolkit.storage import tables
from toolkit.storage.database import now


def add_member(connection: Connection, member: Member) -> None:
    """Keep a new member."""
    connection.execute(
        insert(tables.members).values(
            id=member.id,
            pen_name=member.pen_name,
            roles=_joined(member.roles),
            sides=_joined(member.sides),
            made_at=now(),
        )
    )


def keep_sides(connection: Connection, member_id: str, sides: frozenset[Side]) -> None:
    """Keep the sides that a member gives themselves, in place of those they gave before."""
    table = tables.members
    connection.execute(update(table).where(table.c.id == member_id).values(sides=_joined(sides)))


def list_members(connection: Connection) -> tuple[Member, ...]:
    """Everybody, by pen-name."""
    rows = connection.execute(select(tables.members).order_by(tables.members.c.pen_name))
    return tuple(_member(row) for row in rows)


def find_member(connection: Connection, pen_name: str) -> Member | None:
    """The member with this pen-name, or None."""
    row = connection.execute(
        select(tables.members).where(tables.members.c.pen_name == pen_name)
    ).one_or_none()
    return _member(row) if row else None


def find_member_by_id(connection: Connection, member_id: str) -> Member | None:
    """The member with this id, or None."""
    row = connection.execute(
        select(tables.members).where(tables.members.c.id == member_id)
    ).one_or_none()
    return _member(row) if row else None


def add_terms(connection: Connection, terms: Terms) -> None:
    """Keep a new version of the team's terms beside the earlier ones."""
    connection.execute(
        insert(tables.terms).values(
            version=terms.version,
            method=terms.method.value,
            rule=terms.rule.value,
            unit=terms.unit.value,
            reason=terms.reason,
            made_by=terms.made_by,
            made_at=terms.made_at,
            floor=terms.floor,
            reads_along=terms.reads_along,
        )
    )


def list_terms(connection: Connection) -> tuple[Terms, ...]:
    """Every version of the team's terms, first to last."""
    rows = connection.execute(select(tables.terms).order_by(tables.terms.c.version))
    return tuple(
        Terms(
            row.version,
            Method(row.method),
            Rule(row.rule),
            Unit(row.unit),
            row.reason,
            row.made_by,
            row.made_at,
            row.floor,
            row.reads_along,
        )
        for row in rows
    )


def _member(row: Row[tuple[object, ...]]) -> Member:
    return Member(
        row.id,
        row.pen_name,
        frozenset(Role(role) for role in row.roles.split()),
        frozenset(Side(side) for side in row.sides.split()),
    )


def _joined(words: frozenset[Role] | frozenset[Side]) -> str:
    return " ".join(sorted(words))
