"""The audit log: one row an act, only ever added to, each row holding the hash of the one before.

Rows hold ids, kinds, counts and keyed hashes, never a participant's words. What a coder does
alone goes into a chain of their own, which nobody is shown before the reveal: the length of
one log for all would tell how much others have coded. Their seal ties that chain to the
project's. When somebody signs in and out stands in a chain of their own as well: it would tell
who is at work.

The hashes are keyed (HMAC-SHA-256 with the project's own key), so that a copy of the log alone
tells nothing even about texts one could guess. Whoever has the database has the key as well:
the log shows a later change by anyone else, and by them it shows a change against any copy of
the last hash that was kept elsewhere, such as in a report.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from toolkit.errors import Problem
from toolkit.storage import tables
from toolkit.storage.database import now

PROJECT_CHAIN = "project"
VOTE_CAST = "vote.cast"
"""The kind of an act that shows nobody anything yet but that somebody has voted."""

Fact = str | int | None | list[str]


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act."""

    position: int
    made_at: str
    actor_id: str | None
    kind: str
    facts: Mapping[str, Fact]
    hash: str


def chain_of(round_id: str, coder_id: str) -> str:
    """The name of the chain for what one coder does alone in one round."""
    return f"{round_id}/{coder_id}"


def account_chain(member_id: str) -> str:
    """The name of the chain for what one member does with their account."""
    return f"account/{member_id}"


def digest(connection: Connection, content: bytes) -> str:
    """The keyed hash of some bytes, as 64 hexadecimal digits; the same for the same project."""
    return hmac.new(_key(connection), content, hashlib.sha256).hexdigest()


def record(
    connection: Connection,
    actor_id: str | None,
    kind: str,
    facts: Mapping[str, Fact],
    *,
    chain: str = PROJECT_CHAIN,
) -> None:
    """Add one act to a chain; it is kept or undone with the rest of the transaction."""
    position, previous = _end_of(connection, chain)
    made_at = now()
    content = _canonical(chain, position + 1, made_at, actor_id, kind, dict(facts), previous)
    connection.execute(
        insert(tables.audit).values(
            chain=chain,
            position=position + 1,
            made_at=made_at,
            actor_id=actor_id,
            kind=kind,
            facts=json.dumps(dict(facts), sort_keys=True),
            previous=previous,
            hash=digest(connection, content),
        )
    )


def list_acts(connection: Connection, chain: str = PROJECT_CHAIN) -> tuple[AuditRow, ...]:
    """The acts of one chain, first to last."""
    rows = connection.execute(
        select(tables.audit).where(tables.audit.c.chain == chain).order_by(tables.audit.c.position)
    )
    return tuple(
        AuditRow(r.position, r.made_at, r.actor_id, r.kind, json.loads(r.facts), r.hash)
        for r in rows
    )


def last_hash(connection: Connection, chain: str = PROJECT_CHAIN) -> str:
    """The hash of a chain's last row; empty when it has none."""
    return _end_of(connection, chain)[1]


def check_chains(connection: Connection) -> tuple[Problem, ...]:
    """What does not fit together in the log; empty when it is whole.

    Each row's hash is worked out again, and each seal in the project's chain must name the
    end that its coder's chain had then.
    """
    problems: list[Problem] = []
    key = _key(connection)
    previous, chain, position = "", "", 0
    hashes: dict[str, set[str]] = {}
    rows = connection.execute(
        select(tables.audit).order_by(tables.audit.c.chain, tables.audit.c.position)
    ).all()
    for row in rows:
        if row.chain != chain:
            previous, chain, position = "", row.chain, 0
        position += 1
        content = _canonical(
            row.chain,
            row.position,
            row.made_at,
            row.actor_id,
            row.kind,
            json.loads(row.facts),
            row.previous,
        )
        expected = hmac.new(key, content, hashlib.sha256).hexdigest()
        if row.position != position or row.previous != previous or row.hash != expected:
            problems.append(
                Problem(
                    "D201",
                    f"log row {row.position}" if chain == PROJECT_CHAIN else "somebody's own log",
                    "The audit log was changed here after it was written. Compare the project "
                    "with a backup or with a report that shows the log's last hash.",
                )
            )
        previous = row.hash
        hashes.setdefault(chain, {""}).add(row.hash)
    for row in rows:
        if row.kind == "transcript.sealed":
            facts = json.loads(row.facts)
            own = chain_of(facts["round"], row.actor_id)
            if facts["own_log"] not in hashes.get(own, {""}):
                problems.append(
                    Problem(
                        "D202",
                        f"log row {row.position}",
                        "A coder's own log no longer holds what they had sealed. Compare the "
                        "project with a backup.",
                    )
                )
    return tuple(problems)


def _end_of(connection: Connection, chain: str) -> tuple[int, str]:
    row = connection.execute(
        select(tables.audit.c.position, tables.audit.c.hash)
        .where(tables.audit.c.chain == chain)
        .order_by(tables.audit.c.position.desc())
        .limit(1)
    ).one_or_none()
    return (row.position, row.hash) if row else (0, "")


def count_changes(connection: Connection) -> int:
    """How many acts all chains hold, without votes that are hidden still. It only ever grows."""
    everything = select(func.count()).select_from(tables.audit)
    hidden = everything.where(tables.audit.c.kind == VOTE_CAST)
    counts = (everything.scalar_subquery(), hidden.scalar_subquery())
    all_acts, votes = connection.execute(select(*counts)).one()
    return int(all_acts) - int(votes)


def has_only_votes_since(connection: Connection, head: str) -> bool:
    """Whether all that was done since the project's chain ended with this hash are hidden votes."""
    table = tables.audit
    own = table.c.chain == PROJECT_CHAIN
    since = select(table.c.position).where(own, table.c.hash.startswith(head)).scalar_subquery()
    kinds = connection.execute(select(table.c.kind).where(own, table.c.position > since))
    return {row.kind for row in kinds} == {VOTE_CAST}


def count_acts(connection: Connection, chain: str = PROJECT_CHAIN) -> int:
    """How many acts a chain holds."""
    return connection.execute(
        select(func.count()).select_from(tables.audit).where(tables.audit.c.chain == chain)
    ).scalar_one()


def _canonical(*parts: object) -> bytes:
    return json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()


def _key(connection: Connection) -> bytes:
    # It never changes, so each connection asks for it once.
    if "audit_key" not in connection.info:
        found = connection.execute(select(tables.project_facts.c.secret_key)).scalar_one()
        connection.info["audit_key"] = bytes.fromhex(found)
    key: bytes = connection.info["audit_key"]
    return key
