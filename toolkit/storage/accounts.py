"""Who may sign in and who is signed in, in and out of the database.

Of a token, of a name as somebody typed it, and of whom an institution says somebody is, only a
keyed digest is kept; it is made here, so that none can be written down by mistake. A token is 32
random bytes: it is found by its digest, and how long the search takes tells nothing about it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update

from toolkit.storage import audit, tables


class Purpose(StrEnum):
    """What a one-time link is for."""

    INVITATION = "invitation"
    OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Session:
    """One browser of one member.

    Attributes:
        ends_at: When it ends, whatever is done in it.
    """

    member_id: str
    made_at: str
    last_seen_at: str
    ends_at: str


@dataclass(frozen=True, slots=True)
class Failures:
    """How often signing in went wrong, and when it last did."""

    count: int
    last_at: str


def keep_passphrase(
    connection: Connection, member_id: str, passphrase_hash: str, made_at: str
) -> None:
    """Keep the hash of a member's passphrase, in place of one they had."""
    table = tables.accounts
    forget_passphrase(connection, member_id)
    connection.execute(
        insert(table).values(member_id=member_id, passphrase_hash=passphrase_hash, made_at=made_at)
    )


def find_passphrase(connection: Connection, member_id: str) -> str | None:
    """The hash of a member's passphrase; None where they have not set one."""
    table = tables.accounts
    found: str | None = connection.scalar(
        select(table.c.passphrase_hash).where(table.c.member_id == member_id)
    )
    return found


def forget_passphrase(connection: Connection, member_id: str) -> None:
    """Let a member's passphrase open nothing any more."""
    connection.execute(delete(tables.accounts).where(tables.accounts.c.member_id == member_id))


def keep_identity(connection: Connection, member_id: str, identity: str, made_at: str) -> None:
    """Keep by whom an institution knows a member, in place of anybody it knew them by."""
    forget_identity(connection, member_id)
    connection.execute(
        insert(tables.identities).values(
            member_id=member_id, digest=_digest(connection, "identity", identity), made_at=made_at
        )
    )


def find_identified(connection: Connection, identity: str) -> str | None:
    """The id of the member whom an institution knows by this identity, or None."""
    table = tables.identities
    found: str | None = connection.scalar(
        select(table.c.member_id).where(table.c.digest == _digest(connection, "identity", identity))
    )
    return found


def has_identity(connection: Connection, member_id: str) -> bool:
    """Whether a member comes in through an institution."""
    table = tables.identities
    wanted = select(table.c.made_at).where(table.c.member_id == member_id)
    return connection.execute(wanted).first() is not None


def forget_identity(connection: Connection, member_id: str) -> None:
    """Let no institution's word open anything for a member any more."""
    connection.execute(delete(tables.identities).where(tables.identities.c.member_id == member_id))


def add_link(connection: Connection, member_id: str, purpose: Purpose, ends_at: str) -> str:
    """The token of a new one-time link, in place of any that the member had for this purpose."""
    end_links(connection, member_id, purpose)
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(tables.one_time_links).values(
            digest=_digest(connection, purpose, token),
            member_id=member_id,
            purpose=purpose.value,
            ends_at=ends_at,
        )
    )
    return token


def find_link(connection: Connection, token: str, purpose: Purpose, at: str) -> str | None:
    """The id of the member whom a link is for; None where it is not good at this time."""
    table = tables.one_time_links
    found: str | None = connection.scalar(
        select(table.c.member_id)
        .where(table.c.digest == _digest(connection, purpose, token))
        .where(table.c.ends_at > at)
    )
    return found


def end_links(connection: Connection, member_id: str, purpose: Purpose) -> None:
    """Make a member's links for a purpose good for nothing."""
    table = tables.one_time_links
    connection.execute(
        delete(table).where(table.c.member_id == member_id).where(table.c.purpose == purpose.value)
    )


def add_session(connection: Connection, session: Session) -> str:
    """The token of a new session."""
    token = secrets.token_urlsafe(32)
    connection.execute(
        insert(tables.sessions).values(
            digest=_digest(connection, "session", token),
            member_id=session.member_id,
            made_at=session.made_at,
            last_seen_at=session.last_seen_at,
            ends_at=session.ends_at,
        )
    )
    return token


def find_session(connection: Connection, token: str) -> Session | None:
    """The session with this token, be it still good or not."""
    table = tables.sessions
    row = connection.execute(
        select(table).where(table.c.digest == _digest(connection, "session", token))
    ).one_or_none()
    return Session(row.member_id, row.made_at, row.last_seen_at, row.ends_at) if row else None


def mark_seen(connection: Connection, token: str, at: str) -> None:
    """Keep when a session last gave a sign of life; one that has ended stays ended."""
    table = tables.sessions
    connection.execute(
        update(table)
        .where(table.c.digest == _digest(connection, "session", token))
        .values(last_seen_at=at)
    )


def end_session(connection: Connection, token: str) -> None:
    """End one session."""
    table = tables.sessions
    connection.execute(delete(table).where(table.c.digest == _digest(connection, "session", token)))


def end_sessions_of(connection: Connection, member_id: str) -> None:
    """End every session of a member."""
    connection.execute(delete(tables.sessions).where(tables.sessions.c.member_id == member_id))


def erase_ended_sessions(connection: Connection, at: str, seen_before: str) -> None:
    """Delete sessions that are past their end, or gave no sign of life since a time."""
    table = tables.sessions
    connection.execute(
        delete(table).where((table.c.ends_at <= at) | (table.c.last_seen_at <= seen_before))
    )


def find_failures(connection: Connection, name: str | None) -> Failures | None:
    """How often it went wrong for a name as typed; None stands for all names together."""
    table = tables.sign_in_failures
    row = connection.execute(
        select(table.c["count"], table.c.last_at).where(
            table.c.digest == _digest_name(connection, name)
        )
    ).one_or_none()
    return Failures(*row) if row else None


def keep_failures(connection: Connection, name: str | None, failures: Failures) -> None:
    """Keep how often it went wrong, in place of what was kept."""
    forget_failures(connection, name)
    connection.execute(
        insert(tables.sign_in_failures).values(
            digest=_digest_name(connection, name), count=failures.count, last_at=failures.last_at
        )
    )


def forget_failures(connection: Connection, name: str | None) -> None:
    """Begin to count anew for a name."""
    table = tables.sign_in_failures
    connection.execute(delete(table).where(table.c.digest == _digest_name(connection, name)))


def erase_failures_before(connection: Connection, at: str) -> None:
    """Delete what went wrong long ago, so that made-up names do not pile up."""
    table = tables.sign_in_failures
    connection.execute(delete(table).where(table.c.last_at < at))


def _digest_name(connection: Connection, name: str | None) -> str:
    return _digest(connection, "everybody" if name is None else "name", name or "")


def _digest(connection: Connection, kind: str, secret: str) -> str:
    # The kind is part of it, so that a link's token is never taken for a session's. What somebody
    # sends may hold halves of characters, which are no UTF-8.
    return audit.digest(connection, f"{kind}:{secret}".encode("utf-8", "surrogatepass"))
