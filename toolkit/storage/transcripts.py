"""Cleared transcripts, what was cleared how, and content notes, in and out of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict

from sqlalchemy import Connection, and_, delete, func, insert, select

from toolkit.model.study import Clearing
from toolkit.model.transcript import (
    Case,
    ContentNote,
    Speaker,
    SpeakerRole,
    Transcript,
    Turn,
)
from toolkit.storage import tables
from toolkit.storage.database import insert_rows, now


def add_case(connection: Connection, case: Case) -> None:
    """Keep a new case."""
    connection.execute(insert(tables.cases).values(id=case.id, name=case.name))


def list_cases(connection: Connection) -> tuple[Case, ...]:
    """Every case, by name."""
    rows = connection.execute(select(tables.cases).order_by(tables.cases.c.name))
    return tuple(Case(row.id, row.name) for row in rows)


def add_transcripts(connection: Connection, transcripts: Iterable[Transcript]) -> None:
    """Keep the first cleared version of each."""
    made_at = now()
    kept = tuple(transcripts)
    insert_rows(
        connection,
        tables.transcripts,
        [{"id": t.id, "name": t.name, "case_id": t.case_id} for t in kept],
    )
    insert_rows(
        connection,
        tables.transcript_versions,
        [
            {"transcript_id": t.id, "version": t.version, "text": t.text, "made_at": made_at}
            for t in kept
        ],
    )
    speakers = [
        {
            "transcript_id": t.id,
            "version": t.version,
            "position": position,
            "label": speaker.label,
            "role": speaker.role.value if speaker.role else None,
        }
        for t in kept
        for position, speaker in enumerate(t.speakers)
    ]
    turns = [
        {
            "transcript_id": t.id,
            "version": t.version,
            "position": turn.index,
            "speaker": turn.speaker,
            "start": turn.start,
            "end": turn.end,
            "locator": turn.locator,
        }
        for t in kept
        for turn in t.turns
    ]
    for table, rows in ((tables.speakers, speakers), (tables.turns, turns)):
        insert_rows(connection, table, rows)


def list_transcripts(
    connection: Connection, names: Iterable[str] | None = None
) -> tuple[Transcript, ...]:
    """The newest version of every cleared transcript, by name; or of those named."""
    newest = (
        select(
            tables.transcript_versions.c.transcript_id,
            func.max(tables.transcript_versions.c.version).label("version"),
        )
        .group_by(tables.transcript_versions.c.transcript_id)
        .subquery()
    )
    versions, heads = tables.transcript_versions, tables.transcripts
    wanted = (
        select(heads.c.id, heads.c.name, heads.c.case_id, versions.c.version, versions.c.text)
        .join(newest, newest.c.transcript_id == heads.c.id)
        .join(
            versions,
            and_(
                versions.c.transcript_id == newest.c.transcript_id,
                versions.c.version == newest.c.version,
            ),
        )
        .order_by(heads.c.name)
    )
    if names is not None:
        wanted = wanted.where(heads.c.name.in_(list(names)))
    found = connection.execute(wanted).all()
    ids = [row.id for row in found] if names is not None else None
    speakers, turns = _speakers(connection, ids), _turns(connection, ids)
    return tuple(
        Transcript(
            id=row.id,
            name=row.name,
            version=row.version,
            text=row.text,
            speakers=tuple(speakers[row.id, row.version]),
            turns=tuple(turns[row.id, row.version]),
            case_id=row.case_id,
        )
        for row in found
    )


def _speakers(
    connection: Connection, ids: list[str] | None
) -> dict[tuple[str, int], list[Speaker]]:
    table = tables.speakers
    wanted = select(table).order_by(table.c.transcript_id, table.c.version, table.c.position)
    if ids is not None:
        wanted = wanted.where(table.c.transcript_id.in_(ids))
    found: dict[tuple[str, int], list[Speaker]] = defaultdict(list)
    for row in connection.execute(wanted):
        role = SpeakerRole(row.role) if row.role else None
        found[row.transcript_id, row.version].append(Speaker(row.label, role))
    return found


def _turns(connection: Connection, ids: list[str] | None) -> dict[tuple[str, int], list[Turn]]:
    table = tables.turns
    wanted = select(table).order_by(table.c.transcript_id, table.c.version, table.c.position)
    if ids is not None:
        wanted = wanted.where(table.c.transcript_id.in_(ids))
    found: dict[tuple[str, int], list[Turn]] = defaultdict(list)
    for transcript_id, version, *rest in connection.execute(wanted):
        found[transcript_id, version].append(Turn(*rest))
    return found


def list_names(connection: Connection) -> frozenset[str]:
    """The name of every cleared transcript."""
    return frozenset(connection.execute(select(tables.transcripts.c.name)).scalars())


def find_names(connection: Connection) -> dict[str, str]:
    """What each cleared transcript is called, by its id; by name, and without reading any text."""
    table = tables.transcripts
    rows = connection.execute(select(table.c.id, table.c.name).order_by(table.c.name))
    return {row.id: row.name for row in rows}


def add_sources(connection: Connection, digests: Iterable[str], kept_as: str) -> None:
    """Remember the keyed hashes by which the same file, or the same words, are known again."""
    rows = [{"digest": digest, "kept_as": kept_as} for digest in sorted(digests)]
    insert_rows(connection, tables.sources, rows)


def find_sources(connection: Connection) -> dict[str, str]:
    """The id of the transcript or round that each known keyed hash was kept as."""
    return {row.digest: row.kept_as for row in connection.execute(select(tables.sources))}


def add_clearings(connection: Connection, rows: Iterable[Clearing]) -> None:
    """Keep who cleared and approved what."""
    values = [asdict(row) for row in rows]
    insert_rows(connection, tables.clearings, values)


def list_clearings(connection: Connection) -> tuple[Clearing, ...]:
    """How every transcript was cleared, in the order of clearing."""
    rows = connection.execute(
        select(tables.clearings).order_by(
            tables.clearings.c.made_at, tables.clearings.c.transcript_id
        )
    )
    return tuple(Clearing(*row) for row in rows)


def add_content_notes(
    connection: Connection, notes: Iterable[ContentNote], made_by: str | None
) -> None:
    """Keep new content notes."""
    made_at = now()
    values = [
        {
            "transcript_id": note.transcript_id,
            "turn": note.turn,
            "words": note.words,
            "made_by": made_by,
            "made_at": made_at,
        }
        for note in notes
    ]
    insert_rows(connection, tables.content_notes, values)


def list_content_notes(connection: Connection) -> tuple[ContentNote, ...]:
    """Every content note, by transcript and turn."""
    table = tables.content_notes
    rows = connection.execute(select(table).order_by(table.c.transcript_id, table.c.turn))
    return tuple(ContentNote(row.transcript_id, row.turn, row.words) for row in rows)


def list_ids(connection: Connection) -> frozenset[str]:
    """The id of every cleared transcript, without reading any text."""
    return frozenset(connection.execute(select(tables.transcripts.c.id)).scalars())


def remove_sources(connection: Connection, kept_as: str) -> None:
    """Forget the keyed hashes of something that was discarded."""
    connection.execute(delete(tables.sources).where(tables.sources.c.kept_as == kept_as))
