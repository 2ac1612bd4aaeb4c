"""What a person may know of the transcripts: all of the cleared ones, of drafts their number.

A checker may open drafts too, one at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.errors import NotFound
from toolkit.ingest.report import ImportReport
from toolkit.ingest.turns.layouts import layouts_beside
from toolkit.model.round import CodingRound
from toolkit.model.team import Role
from toolkit.model.transcript import Case, ContentNote, count_words
from toolkit.storage import drafts, members, rounds, transcripts
from toolkit.storage.drafts import Draft, DraftOutline
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.importing import NO_DRAFT


@dataclass(frozen=True, slots=True)
class RoundReaders:
    """Who was asked to read a transcript in one round, by pen-name."""

    round: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClearedTranscript:
    """A transcript in a line, with people by their pen-names.

    Attributes:
        was_read: False for text that was public already and was cleared unread.
        read_in: The rounds that it belongs to, first to last.
        corrected_at: When its newest version was made; empty where it has but one.
    """

    name: str
    turns: int
    words: int
    cleared_by: str
    approved_by: str
    was_read: bool
    read_in: tuple[RoundReaders, ...]
    corrected_at: str = ""


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft with the report of how its file was read.

    Attributes:
        layouts: Those it can be read in again; none where the file's lines were not kept.
    """

    draft: Draft
    report: ImportReport
    layouts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TranscriptCard:
    """A cleared transcript with what was written about it, and none of its words.

    Attributes:
        case: What it belongs to; None where nothing was named.
        notes: On turns of its newest version.
    """

    text: ClearedTranscript
    case: Case | None
    notes: tuple[ContentNote, ...]


def describe_transcript(project: Project, name: str) -> TranscriptCard:
    """One cleared transcript with its case and its content notes.

    Raises:
        NotFound: No cleared transcript has this name.
    """
    cleared = next((text for text in list_cleared(project) if text.name == name), None)
    if cleared is None:
        raise NotFound("W248", "No cleared transcript has this name.")
    with project.reading() as tx:
        (text,) = transcripts.list_transcripts(tx, [name])
        cases = {case.id: case for case in transcripts.list_cases(tx)}
        notes = transcripts.list_content_notes(tx)
    newest = (text.id, text.version)
    return TranscriptCard(
        text=cleared,
        case=cases.get(text.case_id or ""),
        notes=tuple(note for note in notes if (note.transcript_id, note.version) == newest),
    )


def list_cleared(project: Project) -> tuple[ClearedTranscript, ...]:
    """Every transcript that the team may read, by name."""
    with project.reading() as tx:
        pen_names = {member.id: member.pen_name for member in members.list_members(tx)}
        # In the order of clearing, so that the last of each transcript is its newest version's.
        clearings = {row.transcript_id: row for row in transcripts.list_clearings(tx)}
        corrected = {made.transcript_id: made.made_at for made in transcripts.list_revisions(tx)}
        found = rounds.list_rounds(tx)
        to_practise = transcripts.list_practice(tx)
        return tuple(
            ClearedTranscript(
                name=text.name,
                turns=len(text.turns),
                words=count_words(text.text),
                cleared_by=pen_names[clearings[text.id].cleared_by],
                approved_by=pen_names[clearings[text.id].approved_by],
                was_read=clearings[text.id].was_read,
                read_in=_read_in(text.id, found, pen_names),
                corrected_at=corrected.get(text.id, ""),
            )
            for text in transcripts.list_transcripts(tx)
            if text.id not in to_practise
        )


def _read_in(
    transcript_id: str, found: tuple[CodingRound, ...], pen_names: dict[str, str]
) -> tuple[RoundReaders, ...]:
    asked = (
        (r.name, [a.coder_id for a in r.assignments if a.transcript_id == transcript_id])
        for r in found
    )
    return tuple(
        RoundReaders(name, tuple(sorted(pen_names[coder] for coder in coders)))
        for name, coders in asked
        if coders
    )


def count_drafts(project: Project) -> int:
    """How many texts have not been cleared; more than that only checkers may know."""
    with project.drafts.reading() as waiting:
        return len(drafts.list_draft_names(waiting))


def outline_drafts(project: Project, *, by: str) -> tuple[DraftOutline, ...]:
    """Every draft by name, for a checker; no text is opened.

    Raises:
        WrongRole: `by` is no checker.
    """
    with project.reading() as tx:
        require_member(tx, by, Role.CHECKER)
    with project.drafts.reading() as waiting:
        return drafts.outline_drafts(waiting)


def open_draft(project: Project, *, by: str, name: str) -> OpenedDraft:
    """One draft with its text, its findings and its report, for a checker.

    Raises:
        WrongRole: `by` is no checker.
        NotFound: There is no draft of this name.
    """
    with project.reading() as tx:
        require_member(tx, by, Role.CHECKER)
    with project.drafts.reading() as waiting:
        found = drafts.list_drafts(waiting, [name])
        if not found:
            raise NotFound("W154", NO_DRAFT)
        can_reread = drafts.has_source(waiting, found[0].transcript.id)
    report = report_of(found[0])
    return OpenedDraft(found[0], report, layouts_beside(report.layout) if can_reread else ())


def report_of(draft: Draft) -> ImportReport:
    """How the draft's file was read."""
    from pydantic import TypeAdapter

    return TypeAdapter(ImportReport).validate_python(draft.report)
