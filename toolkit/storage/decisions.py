"""Decisions with their votes and their dissent, in and out of the database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, Row, Table, func, insert, select
from sqlalchemy.exc import IntegrityError

from toolkit.errors import WrongState
from toolkit.model.decision import Choice, Decision, Dissent, MoreReason, Outcome, Vote
from toolkit.model.team import Rule
from toolkit.storage import tables
from toolkit.storage.database import insert_rows


def add_decision(connection: Connection, decision: Decision) -> None:
    """Keep a decision.

    Raises:
        WrongState: Somebody else decided the same difference first.
    """
    try:
        connection.execute(
            insert(tables.decisions).values(
                id=decision.id,
                difference_id=decision.difference_id,
                round_id=decision.round_id,
                transcript_id=decision.transcript_id,
                version=decision.transcript_version,
                start=decision.start,
                end=decision.end,
                outcome=decision.outcome.value,
                choice=decision.choice.value if decision.choice else None,
                code_ids=json.dumps(decision.code_ids),
                rule=decision.rule.value,
                terms_version=decision.terms_version,
                reason=decision.reason,
                present=json.dumps(decision.present),
                recorded_by=decision.recorded_by,
                made_at=decision.made_at,
                replaces=decision.replaces,
            )
        )
    except IntegrityError:
        raise WrongState(
            "D301",
            "Somebody else has just decided this. Look at their decision first; to decide "
            "again, reopen it.",
            where=f"difference {decision.difference_id}",
        ) from None
    votes = [{"decision_id": decision.id, **vote_values(vote)} for vote in decision.votes]
    dissents = [
        {
            "decision_id": decision.id,
            "position": position,
            "member_id": dissent.member_id,
            "words": dissent.words,
        }
        for position, dissent in enumerate(decision.dissents)
    ]
    for table, rows in ((tables.votes, votes), (tables.dissents, dissents)):
        insert_rows(connection, table, rows)


def vote_values(vote: Vote) -> dict[str, object]:
    """A vote as the columns that every table of votes has."""
    return {
        "member_id": vote.member_id,
        "choice": vote.choice.value,
        "code_ids": json.dumps(vote.code_ids),
        "start": vote.start,
        "end": vote.end,
    }


def vote_of(row: Row[tuple[object, ...]]) -> Vote:
    """The vote that a row of such a table holds."""
    return Vote(
        row.member_id, Choice(row.choice), tuple(json.loads(row.code_ids)), row.start, row.end
    )


def add_dissent(connection: Connection, decision_id: str, dissent: Dissent) -> None:
    """Keep one more dissent with a decision, after those that are there."""
    _add_words(connection, tables.dissents, decision_id, dissent.member_id, dissent.words)


def add_reason(connection: Connection, decision_id: str, more: MoreReason) -> None:
    """Keep one more reason with a decision, after those that are there."""
    _add_words(connection, tables.more_reasons, decision_id, more.member_id, more.words)


def _add_words(
    connection: Connection, table: Table, decision_id: str, member_id: str | None, words: str
) -> None:
    position = connection.execute(
        select(func.count()).select_from(table).where(table.c.decision_id == decision_id)
    ).scalar_one()
    connection.execute(
        insert(table).values(
            decision_id=decision_id, position=position, member_id=member_id, words=words
        )
    )


def list_decisions(connection: Connection) -> tuple[Decision, ...]:
    """Every decision, replaced ones too, in the order of deciding."""
    votes: dict[str, list[Vote]] = defaultdict(list)
    dissents: dict[str, list[Dissent]] = defaultdict(list)
    for row in connection.execute(select(tables.votes).order_by(tables.votes.c.member_id)):
        votes[row.decision_id].append(vote_of(row))
    for row in connection.execute(select(tables.dissents).order_by(tables.dissents.c.position)):
        dissents[row.decision_id].append(Dissent(row.member_id, row.words))
    more: dict[str, list[MoreReason]] = defaultdict(list)
    for row in connection.execute(
        select(tables.more_reasons).order_by(tables.more_reasons.c.position)
    ):
        more[row.decision_id].append(MoreReason(row.member_id, row.words))
    rows = connection.execute(
        select(tables.decisions).order_by(tables.decisions.c.made_at, tables.decisions.c.id)
    )
    places = _list_places(connection)
    return tuple(_moved(_decision(row, votes, dissents, more), places.get(row.id)) for row in rows)


def add_places(connection: Connection, moved: Iterable[Decision]) -> None:
    """Keep where decisions stand in the version that each counts in now."""
    rows = [
        {"decision_id": d.id, "version": d.transcript_version, "start": d.start, "end": d.end}
        for d in moved
    ]
    insert_rows(connection, tables.decision_places, rows)


def _list_places(connection: Connection) -> dict[str, Row[tuple[object, ...]]]:
    """Where each decision stands last, if that is not where it was made."""
    table = tables.decision_places
    rows = connection.execute(select(table).order_by(table.c.version))
    return {row.decision_id: row for row in rows}


def _moved(decision: Decision, place: Row[tuple[object, ...]] | None) -> Decision:
    return decision if place is None else decision.move(place.version, place.start)


def _decision(
    row: Row[tuple[object, ...]],
    votes: Mapping[str, list[Vote]],
    dissents: Mapping[str, list[Dissent]],
    more: Mapping[str, list[MoreReason]],
) -> Decision:
    return Decision(
        id=row.id,
        difference_id=row.difference_id,
        round_id=row.round_id,
        transcript_id=row.transcript_id,
        transcript_version=row.version,
        start=row.start,
        end=row.end,
        outcome=Outcome(row.outcome),
        choice=Choice(row.choice) if row.choice else None,
        code_ids=tuple(json.loads(row.code_ids)),
        rule=Rule(row.rule),
        terms_version=row.terms_version,
        reason=row.reason,
        present=tuple(json.loads(row.present)),
        votes=tuple(votes.get(row.id, ())),
        dissents=tuple(dissents.get(row.id, ())),
        recorded_by=row.recorded_by,
        made_at=row.made_at,
        replaces=row.replaces,
        more_reasons=tuple(more.get(row.id, ())),
    )
