"""Uncleared text, in and out of the database of drafts.

Every text that has not been cleared lives here and nowhere else. Only the functions of
`toolkit.workflow` that ask for a checker call this module.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, select, update

from toolkit.model.transcript import Transcript
from toolkit.storage import tables
from toolkit.storage.database import insert_rows, now


class DraftState(StrEnum):
    """Whether a person still has to accept how a file was read."""

    WAITING = "waiting"
    READ = "read"


class Settlement(StrEnum):
    """What a checker does with a finding."""

    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A finding in a draft, and what was settled about it.

    Attributes:
        position: Number in the draft, from 0.
        finding_class, kind: Such as `"block"` and `"prisoner_number"`.
        sure: False where a check letter or the like speaks against it.
        choice, replacement, settled_by: None until somebody has settled it.
    """

    position: int
    start: int
    end: int
    finding_class: str
    kind: str
    sure: bool
    reason: str
    choice: Settlement | None = None
    replacement: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A transcript that nobody but a checker may open yet.

    Attributes:
        transcript: Version 0 of it.
        report: The import report, as it is printed.
        findings: In the order of the text.
    """

    transcript: Transcript
    state: DraftState
    report: Mapping[str, object]
    findings: tuple[DraftFinding, ...]


def add_drafts(connection: Connection, drafts: Iterable[Draft]) -> None:
    """Keep new drafts."""
    kept = tuple(drafts)
    made_at = now()
    insert_rows(
        connection,
        tables.draft_texts,
        [
            {
                "id": draft.transcript.id,
                "name": draft.transcript.name,
                "state": draft.state.value,
                "transcript": _transcripts().dump_json(draft.transcript).decode(),
                "report": json.dumps(draft.report, ensure_ascii=False),
                "made_at": made_at,
            }
            for draft in kept
        ],
    )
    findings = [
        {
            "draft_id": draft.transcript.id,
            "position": finding.position,
            "start": finding.start,
            "end": finding.end,
            "finding_class": finding.finding_class,
            "kind": finding.kind,
            "sure": finding.sure,
            "reason": finding.reason,
        }
        for draft in kept
        for finding in draft.findings
    ]
    insert_rows(connection, tables.draft_findings, findings)


def list_drafts(connection: Connection, names: Iterable[str] | None = None) -> tuple[Draft, ...]:
    """Every draft by name, or those named."""
    wanted = select(tables.draft_texts).order_by(tables.draft_texts.c.name)
    if names is not None:
        wanted = wanted.where(tables.draft_texts.c.name.in_(list(names)))
    findings: dict[str, list[DraftFinding]] = defaultdict(list)
    table = tables.draft_findings
    for row in connection.execute(select(table).order_by(table.c.draft_id, table.c.position)):
        findings[row.draft_id].append(
            DraftFinding(
                row.position,
                row.start,
                row.end,
                row.finding_class,
                row.kind,
                row.sure,
                row.reason,
                Settlement(row.choice) if row.choice else None,
                row.replacement,
                row.settled_by,
            )
        )
    return tuple(
        Draft(
            _transcripts().validate_json(row.transcript),
            DraftState(row.state),
            json.loads(row.report),
            tuple(findings[row.id]),
        )
        for row in connection.execute(wanted)
    )


def list_draft_names(connection: Connection) -> dict[str, str]:
    """The id of each draft by its name, without opening any text."""
    rows = connection.execute(select(tables.draft_texts.c.name, tables.draft_texts.c.id))
    return {row.name: row.id for row in rows}


def accept_reading(connection: Connection, draft_id: str) -> None:
    """Mark a doubtful reading as accepted by a person."""
    connection.execute(
        update(tables.draft_texts)
        .where(tables.draft_texts.c.id == draft_id)
        .values(state=DraftState.READ.value)
    )


def settle_finding(
    connection: Connection,
    draft_id: str,
    position: int,
    choice: Settlement,
    replacement: str | None,
    settled_by: str,
) -> None:
    """Keep what was settled about one finding."""
    table = tables.draft_findings
    connection.execute(
        update(table)
        .where(table.c.draft_id == draft_id)
        .where(table.c.position == position)
        .values(choice=choice.value, replacement=replacement, settled_by=settled_by)
    )


def erase_drafts(connection: Connection, draft_ids: Iterable[str]) -> None:
    """Delete drafts and their findings; the caller lets the database forget the bytes."""
    ids = list(draft_ids)
    findings, texts = tables.draft_findings, tables.draft_texts
    connection.execute(delete(findings).where(findings.c.draft_id.in_(ids)))
    connection.execute(delete(texts).where(texts.c.id.in_(ids)))


@cache
def _transcripts() -> TypeAdapter[Transcript]:
    return TypeAdapter(Transcript)
