"""Cleared transcripts, what was cleared how, and content notes, in and out of the database."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, func, insert, select, update

from toolkit.model.study import Clearing, KeptBack, Redaction, Revision
from toolkit.model.transcript import (
    Case,
    CaseAttribute,
    ContentNote,
    Excerpt,
    Interjection,
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


def keep_attributes(connection: Connection, case: Case) -> None:
    """Keep what sets a case apart, in place of what did before."""
    table = tables.case_attributes
    connection.execute(delete(table).where(table.c.case_id == case.id))
    rows = [{"case_id": case.id, "name": one.name, "value": one.value} for one in case.attributes]
    insert_rows(connection, table, rows)


def list_cases(connection: Connection) -> tuple[Case, ...]:
    """Every case, by name."""
    attributes: defaultdict[str, list[CaseAttribute]] = defaultdict(list)
    table = tables.case_attributes
    for row in connection.execute(select(table).order_by(table.c.case_id, table.c.name)):
        attributes[row.case_id].append(CaseAttribute(row.name, row.value))
    rows = connection.execute(select(tables.cases).order_by(tables.cases.c.name))
    return tuple(Case(row.id, row.name, tuple(attributes[row.id])) for row in rows)


def add_transcripts(
    connection: Connection, transcripts: Iterable[Transcript], *, is_practice: bool = False
) -> None:
    """Keep the first cleared version of each."""
    kept = tuple(transcripts)
    insert_rows(
        connection,
        tables.transcripts,
        [
            {"id": t.id, "name": t.name, "case_id": t.case_id, "is_practice": is_practice}
            for t in kept
        ],
    )
    made_at = now()
    _add_versions(connection, kept, {"made_at": made_at, "reason": None, "draft_id": None})


def add_version(
    connection: Connection, text: Transcript, *, reason: str, draft_id: str, made_at: str
) -> None:
    """Keep a corrected text as the next version of its transcript; earlier ones stay."""
    made = {"made_at": made_at, "reason": reason, "draft_id": draft_id}
    _add_versions(connection, (text,), made)


def _add_versions(
    connection: Connection, kept: tuple[Transcript, ...], made: Mapping[str, str | None]
) -> None:
    insert_rows(
        connection,
        tables.transcript_versions,
        [{"transcript_id": t.id, "version": t.version, "text": t.text, **made} for t in kept],
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
    interjections = [
        {
            "transcript_id": t.id,
            "version": t.version,
            "position": position,
            "start": each.start,
            "end": each.end,
            "speaker": each.speaker,
        }
        for t in kept
        for position, each in enumerate(t.interjections)
    ]
    for table, rows in (
        (tables.speakers, speakers),
        (tables.turns, turns),
        (tables.interjections, interjections),
    ):
        insert_rows(connection, table, rows)


def list_practice(connection: Connection) -> frozenset[str]:
    """The ids of the invented texts that are there to practise on."""
    table = tables.transcripts
    return frozenset(connection.scalars(select(table.c.id).where(table.c.is_practice)))


def list_transcripts(
    connection: Connection, names: Iterable[str] | None = None
) -> tuple[Transcript, ...]:
    """The newest version of every cleared transcript, by name; or of those named."""
    versions, later = tables.transcript_versions, tables.transcript_versions.alias("later")
    newest = ~exists().where(
        later.c.transcript_id == versions.c.transcript_id, later.c.version > versions.c.version
    )
    return _list_texts(connection, _select_texts(names).where(newest), every=names is None)


def read_excerpt(connection: Connection, name: str, start: int, end: int) -> Excerpt | None:
    """What stands at a span of the newest version of a text, or None where there is no such text.

    A coding checks a few words; reading the whole of a long interview for each would be felt.
    """
    heads, versions = tables.transcripts, tables.transcript_versions
    size = end - start if 0 <= start < end else 0
    row = connection.execute(
        select(
            heads.c.id,
            versions.c.version,
            func.length(versions.c.text).label("length"),
            func.substr(versions.c.text, max(start, 0) + 1, size).label("words"),
        )
        .join(versions, versions.c.transcript_id == heads.c.id)
        .where(heads.c.name == name)
        .order_by(versions.c.version.desc())
        .limit(1)
    ).one_or_none()
    return row and Excerpt(row.id, name, row.version, row.length, row.words)


def list_versions(
    connection: Connection, names: Iterable[str] | None = None
) -> tuple[Transcript, ...]:
    """Every version of every cleared transcript, by name, first to last; or of those named."""
    return _list_texts(connection, _select_texts(names), every=names is None)


def _select_texts(names: Iterable[str] | None) -> Select[Any]:
    heads, versions = tables.transcripts, tables.transcript_versions
    wanted = (
        select(heads.c.id, heads.c.name, heads.c.case_id, versions.c.version, versions.c.text)
        .join(versions, versions.c.transcript_id == heads.c.id)
        .order_by(heads.c.name, versions.c.version)
    )
    return wanted if names is None else wanted.where(heads.c.name.in_(list(names)))


def _list_texts(
    connection: Connection, wanted: Select[Any], *, every: bool
) -> tuple[Transcript, ...]:
    found = connection.execute(wanted).all()
    ids = None if every else [row.id for row in found]
    speakers, turns = _speakers(connection, ids), _turns(connection, ids)
    interjections = _interjections(connection, ids)
    return tuple(
        Transcript(
            id=row.id,
            name=row.name,
            version=row.version,
            text=row.text,
            speakers=tuple(speakers[row.id, row.version]),
            turns=tuple(turns[row.id, row.version]),
            case_id=row.case_id,
            interjections=tuple(interjections[row.id, row.version]),
        )
        for row in found
    )


def list_revisions(connection: Connection) -> tuple[Revision, ...]:
    """What made each version after the first, in the order of making."""
    table = tables.transcript_versions.c
    rows = connection.execute(
        select(table.transcript_id, table.version, table.reason, table.made_at)
        .where(table.version > 1)
        .order_by(table.made_at, table.transcript_id)
    )
    return tuple(
        Revision(row.transcript_id, row.version, row.reason or "", row.made_at) for row in rows
    )


def list_cleared_drafts(connection: Connection) -> frozenset[str]:
    """The ids of the drafts that corrections were cleared from."""
    table = tables.transcript_versions.c
    wanted = select(table.draft_id).where(table.draft_id.is_not(None))
    return frozenset(connection.execute(wanted).scalars())


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


def _interjections(
    connection: Connection, ids: list[str] | None
) -> dict[tuple[str, int], list[Interjection]]:
    table = tables.interjections
    wanted = select(table).order_by(table.c.transcript_id, table.c.version, table.c.position)
    if ids is not None:
        wanted = wanted.where(table.c.transcript_id.in_(ids))
    found: dict[tuple[str, int], list[Interjection]] = defaultdict(list)
    for row in connection.execute(wanted):
        found[row.transcript_id, row.version].append(Interjection(row.start, row.end, row.speaker))
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
    values = [asdict(row) | {"signed": json.dumps(row.signed)} for row in rows]
    insert_rows(connection, tables.clearings, values)


def list_clearings(connection: Connection) -> tuple[Clearing, ...]:
    """How every transcript was cleared, in the order of clearing."""
    rows = connection.execute(
        select(tables.clearings).order_by(
            tables.clearings.c.made_at, tables.clearings.c.transcript_id
        )
    )
    return tuple(
        Clearing(**dict(row) | {"signed": tuple(json.loads(row["signed"]))})
        for row in rows.mappings()
    )


def add_redactions(connection: Connection, rows: Iterable[Redaction]) -> None:
    """Keep what became of the findings of a cleared text."""
    insert_rows(connection, tables.redactions, [asdict(row) for row in rows])


def list_redactions(connection: Connection) -> tuple[Redaction, ...]:
    """What became of every finding, by transcript, version and number."""
    table = tables.redactions
    wanted = select(table).order_by(table.c.transcript_id, table.c.version, table.c.position)
    return tuple(Redaction(**row) for row in connection.execute(wanted).mappings())


def list_pseudonyms(connection: Connection) -> frozenset[str]:
    """Every replacement that stands in a cleared text."""
    column = tables.redactions.c.instead
    wanted = select(column).where(column != "").distinct()
    return frozenset(connection.execute(wanted).scalars())


def add_content_notes(
    connection: Connection, notes: Iterable[ContentNote], made_by: str | None
) -> None:
    """Keep new content notes."""
    made_at = now()
    values = [
        {
            "transcript_id": note.transcript_id,
            "version": note.version,
            "turn": note.turn,
            "words": note.words,
            "made_by": made_by,
            "made_at": made_at,
        }
        for note in notes
    ]
    insert_rows(connection, tables.content_notes, values)


def list_content_notes(connection: Connection) -> tuple[ContentNote, ...]:
    """Every content note, by transcript, version and turn."""
    table = tables.content_notes
    rows = connection.execute(
        select(table).order_by(table.c.transcript_id, table.c.version, table.c.turn)
    )
    return tuple(ContentNote(row.transcript_id, row.turn, row.words, row.version) for row in rows)


def list_ids(connection: Connection) -> frozenset[str]:
    """The id of every cleared transcript, without reading any text."""
    return frozenset(connection.execute(select(tables.transcripts.c.id)).scalars())


def remove_sources(connection: Connection, kept_as: str) -> None:
    """Forget the keyed hashes of something that was discarded."""
    connection.execute(delete(tables.sources).where(tables.sources.c.kept_as == kept_as))


def move_sources(connection: Connection, kept_as: str, moved_to: str) -> None:
    """Let what was known as one thing, a draft, be known as another, the transcript it became."""
    table = tables.sources
    connection.execute(update(table).where(table.c.kept_as == kept_as).values(kept_as=moved_to))


def keep_own_words(
    connection: Connection, member_id: str, transcript_id: str, speaker: str, *, may_quote: bool
) -> None:
    """Keep that a speaker's words are a member's own, and whether they may be quoted."""
    drop_own_words(connection, member_id, transcript_id, speaker)
    row = {"member_id": member_id, "transcript_id": transcript_id, "speaker": speaker}
    connection.execute(insert(tables.own_words).values(**row, may_quote=may_quote))


def drop_own_words(
    connection: Connection, member_id: str, transcript_id: str, speaker: str
) -> None:
    """Drop it."""
    table = tables.own_words
    connection.execute(
        delete(table).where(
            table.c.member_id == member_id,
            table.c.transcript_id == transcript_id,
            table.c.speaker == speaker,
        )
    )


def list_own_words(connection: Connection, member_id: str) -> tuple[tuple[str, str, bool], ...]:
    """What a member said of speakers: transcript id, label, and whether they may be quoted."""
    table = tables.own_words.c
    rows = connection.execute(
        select(table.transcript_id, table.speaker, table.may_quote)
        .where(table.member_id == member_id)
        .order_by(table.transcript_id, table.speaker)
    )
    return tuple((row.transcript_id, row.speaker, row.may_quote) for row in rows)


def list_kept_back(connection: Connection) -> tuple[KeptBack, ...]:
    """The speakers whose words somebody keeps back; not who that is."""
    table = tables.own_words.c
    rows = connection.execute(
        select(table.transcript_id, table.speaker)
        .where(table.may_quote.is_(False))
        .distinct()
        .order_by(table.transcript_id, table.speaker)
    )
    return tuple(KeptBack(row.transcript_id, row.speaker) for row in rows)
