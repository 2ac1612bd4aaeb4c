"""Review sessions, who came to them and what was taken up, in and out of the database."""

from __future__ import annotations

import json
from collections import defaultdict

from sqlalchemy import Connection, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from toolkit.errors import WrongState
from toolkit.model.decision import Presence, QueueOrder, ReviewSession
from toolkit.storage import tables
from toolkit.storage.database import now


def add_session(connection: Connection, session: ReviewSession) -> None:
    """Keep a session that has just begun, with its chair and first place, without anybody in it.

    Raises:
        WrongState: Another one has just been given its number.
    """
    try:
        connection.execute(
            insert(tables.review_sessions).values(
                id=session.id,
                number=session.number,
                begun_by=session.begun_by,
                begun_at=session.begun_at,
                transcript_ids=json.dumps(session.transcript_ids),
                queue_order=session.order.value,
                next=session.next,
            )
        )
    except IntegrityError:
        raise WrongState(
            "D304", "Somebody else has just begun a meeting. Open the page again and join it."
        ) from None
    for chair in session.chairs:
        add_chair(connection, session.id, chair)
    for place in session.places:
        add_place(connection, session.id, place)


def list_sessions(connection: Connection) -> tuple[ReviewSession, ...]:
    """Every session, in the order of their numbers."""
    people: dict[str, list[Presence]] = defaultdict(list)
    for row in connection.execute(
        select(tables.session_people).order_by(
            tables.session_people.c.joined_at, tables.session_people.c.member_id
        )
    ):
        people[row.session_id].append(Presence(row.member_id, row.joined_at, row.left_at))
    chairs: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(tables.session_chairs).order_by(tables.session_chairs.c.position)
    ):
        chairs[row.session_id].append(row.member_id)
    places: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(
        select(tables.session_places).order_by(tables.session_places.c.position)
    ):
        places[row.session_id].append(row.difference_id)
    rows = connection.execute(
        select(tables.review_sessions).order_by(tables.review_sessions.c.number)
    )
    return tuple(
        ReviewSession(
            id=row.id,
            number=row.number,
            begun_by=row.begun_by,
            begun_at=row.begun_at,
            transcript_ids=tuple(json.loads(row.transcript_ids)),
            order=QueueOrder(row.queue_order),
            people=tuple(people[row.id]),
            chairs=tuple(chairs[row.id]),
            places=tuple(places[row.id]),
            ended_at=row.ended_at,
            next=row.next,
        )
        for row in rows
    )


def find_open(connection: Connection) -> ReviewSession | None:
    """The session that goes on now; there is one at most."""
    return next((one for one in list_sessions(connection) if one.is_open), None)


def keep_presence(
    connection: Connection, session_id: str, member_id: str, left_at: str | None
) -> None:
    """Keep that somebody is there, or when they left; at first they follow the chair."""
    table = tables.session_people
    is_theirs = (table.c.session_id == session_id) & (table.c.member_id == member_id)
    if connection.execute(update(table).where(is_theirs).values(left_at=left_at)).rowcount == 0:
        connection.execute(
            insert(table).values(
                session_id=session_id,
                member_id=member_id,
                joined_at=now(),
                left_at=left_at,
                follows=True,
            )
        )


def keep_following(
    connection: Connection, session_id: str, member_id: str, *, follows: bool
) -> None:
    """Keep whether somebody who is there looks at what the chair shows."""
    table = tables.session_people
    connection.execute(
        update(table)
        .where(table.c.session_id == session_id, table.c.member_id == member_id)
        .values(follows=follows)
    )


def is_following(connection: Connection, session_id: str, member_id: str) -> bool:
    """Whether somebody looks at what the chair shows; so does whoever has never come."""
    table = tables.session_people
    found = connection.execute(
        select(table.c.follows).where(
            table.c.session_id == session_id, table.c.member_id == member_id
        )
    ).scalar()
    return found is None or bool(found)


def add_chair(connection: Connection, session_id: str, member_id: str) -> None:
    """Keep who chairs from now on, after those before."""
    position = _count(connection, tables.session_chairs.c.session_id, session_id)
    connection.execute(
        insert(tables.session_chairs).values(
            session_id=session_id, position=position, member_id=member_id, since=now()
        )
    )


def add_place(connection: Connection, session_id: str, difference_id: str) -> None:
    """Keep what is in front of everybody from now on, after what was before."""
    position = _count(connection, tables.session_places.c.session_id, session_id)
    connection.execute(
        insert(tables.session_places).values(
            session_id=session_id, position=position, difference_id=difference_id, since=now()
        )
    )


def close_session(connection: Connection, session_id: str, next_words: str) -> None:
    """Mark a session as ended, with what the team means to do next."""
    table = tables.review_sessions
    connection.execute(
        update(table).where(table.c.id == session_id).values(ended_at=now(), next=next_words)
    )


def _count(connection: Connection, column: object, session_id: str) -> int:
    return connection.execute(
        select(func.count()).where(column == session_id)  # type: ignore[arg-type]
    ).scalar_one()
