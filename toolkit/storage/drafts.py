"""Uncleared text, in and out of the database of drafts.

Every text that has not been cleared lives here and nowhere else. Only the functions of
`toolkit.workflow` that ask for a checker call this module.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Row, delete, func, select, update

from toolkit.model.transcript import Transcript
from toolkit.storage import tables
from toolkit.storage.database import insert_rows, now

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class DraftState(StrEnum):
    """Whether a person still has to accept how a file was read."""

    WAITING = "waiting"
    READ = "read"


class Settlement(StrEnum):
    """What a checker does with a finding."""

    KEEP = "keep"
    REPLACE = "replace"
    REMOVE = "remove"


TEXT, NAME, SPEAKER = "text", "name", "speaker "
"""Where a finding is: in the text, in the transcript's name, or in `speaker 2`'s label (from 0)."""


@dataclass(frozen=True, slots=True)
class DraftFinding:
    """A finding in a draft, and what was settled about it.

    Attributes:
        position: Its number in the draft; it stays the same, whatever else is found later.
        start, end: Offsets in its part, of `Draft.words_in`.
        finding_class, kind: Such as `"block"` and `"prisoner_number"`.
        sure: False where a check letter or the like speaks against it.
        part: Where it is: `"text"`, `"name"`, or `"speaker 2"`, counted from 0.
        identity: What it shares with others that name the same person or place; may be empty.
        choice, replacement, settled_by: None until somebody has settled it.
    """

    position: int
    start: int
    end: int
    finding_class: str
    kind: str
    sure: bool
    reason: str
    part: str = TEXT
    identity: str = ""
    choice: Settlement | None = None
    replacement: str | None = None
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A checker holds that a draft may be cleared; a second one has to agree.

    Attributes:
        proposed_by: The checker's id.
        reason: Kept with the clearing, and printed in the report.
        signed: The checks of the checklist that the checker signed, by their ids.
    """

    proposed_by: str
    reason: str
    made_at: str
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A transcript that nobody but a checker may open yet.

    Attributes:
        transcript: Version 0 of it.
        report: The import report, as it is printed.
        findings: Those in its name first, then in labels, then in the text, each in order.
        proposal: None where nobody holds yet that it may be cleared.
        revises, revision_reason: The id of the cleared transcript that it is a correction of,
            and why; None where it is a new one.
    """

    transcript: Transcript
    state: DraftState
    report: Mapping[str, object]
    findings: tuple[DraftFinding, ...]
    proposal: Proposal | None = None
    revises: str | None = None
    revision_reason: str = ""

    def words_in(self, part: str) -> str:
        """The text, the name or the label that a part of the draft is."""
        if part == TEXT:
            return self.transcript.text
        if part == NAME:
            return self.transcript.name
        return self.transcript.speakers[int(part.removeprefix(SPEAKER))].label

    def words_of(self, finding: DraftFinding) -> str:
        """What was found."""
        return self.words_in(finding.part)[finding.start : finding.end]

    @property
    def parts(self) -> tuple[str, ...]:
        """Every part of the draft that is screened."""
        labels = (f"{SPEAKER}{number}" for number in range(len(self.transcript.speakers)))
        return (NAME, *labels, TEXT)

    @property
    def outline(self) -> DraftOutline:
        """The draft as a list shows it."""
        settled = sum(finding.choice is not None for finding in self.findings)
        return DraftOutline(
            self.transcript.name, self.state, len(self.findings), settled, self.proposal
        )


@dataclass(frozen=True, slots=True)
class DraftOutline:
    """A draft as a list shows it; its text stayed closed.

    Attributes:
        findings, settled: How many there are, and how many of them somebody has settled.
    """

    name: str
    state: DraftState
    findings: int
    settled: int
    proposal: Proposal | None


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
                "made_at": made_at,
                "revises": draft.revises,
                "revision_reason": draft.revision_reason,
                **_read(draft),
            }
            for draft in kept
        ],
    )
    _add_findings(connection, kept)


def _add_findings(connection: Connection, kept: Iterable[Draft]) -> None:
    rows = [
        asdict(finding)
        | {"draft_id": draft.transcript.id, "choice": finding.choice and finding.choice.value}
        for draft in kept
        for finding in draft.findings
    ]
    insert_rows(connection, tables.draft_findings, rows)


def add_sources(connection: Connection, sources: Mapping[str, str]) -> None:
    """Keep what each draft, by its id, was read from: its lines, packed."""
    rows = [{"draft_id": draft_id, "lines": lines} for draft_id, lines in sources.items()]
    insert_rows(connection, tables.draft_sources, rows)


def find_source(connection: Connection, draft_id: str) -> str | None:
    """The lines that a draft was read from; None for drafts older than this is kept."""
    table = tables.draft_sources
    wanted = select(table.c.lines).where(table.c.draft_id == draft_id)
    return connection.execute(wanted).scalar_one_or_none()


def has_source(connection: Connection, draft_id: str) -> bool:
    """Whether a draft can be read again from its lines."""
    table = tables.draft_sources
    wanted = select(table.c.draft_id).where(table.c.draft_id == draft_id)
    return connection.execute(wanted).first() is not None


def replace_reading(connection: Connection, draft: Draft) -> None:
    """Keep a draft as it was read again, in the place of what it was."""
    table = tables.draft_texts
    connection.execute(
        update(table)
        .where(table.c.id == draft.transcript.id)
        .values(state=draft.state.value, **_read(draft))
    )
    replace_findings(connection, draft)


def _read(draft: Draft) -> dict[str, str]:
    """What was read, as it is kept."""
    return {
        "transcript": _transcripts().dump_json(draft.transcript).decode(),
        "report": json.dumps(draft.report, ensure_ascii=False),
    }


def list_drafts(connection: Connection, names: Iterable[str] | None = None) -> tuple[Draft, ...]:
    """Every draft by name, or those named."""
    wanted = select(tables.draft_texts).order_by(tables.draft_texts.c.name)
    if names is not None:
        wanted = wanted.where(tables.draft_texts.c.name.in_(list(names)))
    rows = connection.execute(wanted).all()
    findings = _list_findings(connection, None if names is None else [row.id for row in rows])
    proposals = _list_proposals(connection)
    return tuple(
        Draft(
            _transcripts().validate_json(row.transcript),
            DraftState(row.state),
            json.loads(row.report),
            tuple(findings[row.id]),
            proposals.get(row.id),
            row.revises,
            row.revision_reason or "",
        )
        for row in rows
    )


def outline_drafts(connection: Connection) -> tuple[DraftOutline, ...]:
    """Every draft by name, without opening any text."""
    texts, findings = tables.draft_texts, tables.draft_findings
    rows = connection.execute(
        select(
            texts.c.id,
            texts.c.name,
            texts.c.state,
            func.count(findings.c.position).label("findings"),
            func.count(findings.c.choice).label("settled"),
        )
        .join_from(texts, findings, isouter=True)
        .group_by(texts.c.id, texts.c.name, texts.c.state)
        .order_by(texts.c.name)
    )
    proposals = _list_proposals(connection)
    return tuple(
        DraftOutline(
            row.name, DraftState(row.state), row.findings, row.settled, proposals.get(row.id)
        )
        for row in rows
    )


def _list_findings(
    connection: Connection, draft_ids: list[str] | None
) -> dict[str, list[DraftFinding]]:
    table = tables.draft_findings
    wanted = select(table).order_by(table.c.draft_id, table.c.part, table.c.start)
    if draft_ids is not None:
        wanted = wanted.where(table.c.draft_id.in_(draft_ids))
    found: dict[str, list[DraftFinding]] = defaultdict(list)
    for row in connection.execute(wanted):
        found[row.draft_id].append(_finding(row))
    return found


def list_replacements(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The identity and the replacement of each finding that is settled in any draft."""
    table = tables.draft_findings
    wanted = (
        select(table.c.identity, table.c.replacement)
        .where(table.c.choice == Settlement.REPLACE.value)
        .distinct()
        .order_by(table.c.identity, table.c.replacement)
    )
    return tuple((row.identity, row.replacement) for row in connection.execute(wanted))


def _finding(row: Row[tuple[object, ...]]) -> DraftFinding:
    return DraftFinding(
        row.position,
        row.start,
        row.end,
        row.finding_class,
        row.kind,
        row.sure,
        row.reason,
        row.part,
        row.identity,
        Settlement(row.choice) if row.choice else None,
        row.replacement,
        row.settled_by,
    )


def _list_proposals(connection: Connection) -> dict[str, Proposal]:
    rows = connection.execute(select(tables.draft_proposals))
    return {
        row.draft_id: Proposal(
            row.proposed_by, row.reason, row.made_at, tuple(json.loads(row.signed))
        )
        for row in rows
    }


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
    choice: Settlement | None,
    replacement: str | None,
    settled_by: str | None,
) -> None:
    """Keep what was settled about one finding; None for all that it is open again."""
    table = tables.draft_findings
    connection.execute(
        update(table)
        .where(table.c.draft_id == draft_id)
        .where(table.c.position == position)
        .values(choice=choice and choice.value, replacement=replacement, settled_by=settled_by)
    )


def replace_findings(connection: Connection, draft: Draft) -> None:
    """Keep a draft's findings in the place of those it had."""
    table = tables.draft_findings
    connection.execute(delete(table).where(table.c.draft_id == draft.transcript.id))
    _add_findings(connection, [draft])


def add_proposals(connection: Connection, draft_ids: Iterable[str], proposal: Proposal) -> None:
    """Keep that somebody holds that these drafts may be cleared."""
    kept = asdict(proposal) | {"signed": json.dumps(proposal.signed)}
    rows = [{"draft_id": draft_id, **kept} for draft_id in draft_ids]
    insert_rows(connection, tables.draft_proposals, rows)


def remove_proposal(connection: Connection, draft_id: str) -> None:
    """Forget what was proposed about a draft."""
    table = tables.draft_proposals
    connection.execute(delete(table).where(table.c.draft_id == draft_id))


def erase_drafts(connection: Connection, draft_ids: Iterable[str]) -> None:
    """Delete drafts and all that hangs on them; the caller lets the database forget the bytes."""
    ids = list(draft_ids)
    for table in (tables.draft_proposals, tables.draft_findings, tables.draft_sources):
        connection.execute(delete(table).where(table.c.draft_id.in_(ids)))
    connection.execute(delete(tables.draft_texts).where(tables.draft_texts.c.id.in_(ids)))


@cache
def _transcripts() -> TypeAdapter[Transcript]:
    from pydantic import TypeAdapter  # an eighth of a second, and most pages open no draft

    return TypeAdapter(Transcript)
