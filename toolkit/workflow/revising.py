"""Bring in a corrected file for a transcript that has been cleared already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.errors import NotFound, Problem, WrongState
from toolkit.ingest.kept_source import pack_source
from toolkit.model.team import Role
from toolkit.model.transcript import Transcript
from toolkit.model.upload import Upload
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.drafts import Draft, DraftState
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.deciding import tidy_words
from toolkit.workflow.importing import (
    FileOutcome,
    ImportStatus,
    draft_of,
    words_of,
)
from toolkit.workflow.reading_files import ReadFile, RefusedFile, read_files


def propose_revision(
    project: Project,
    *,
    by: str,
    name: str,
    file: Path | Upload,
    reason: str = "",
    layout: str | None = None,
) -> FileOutcome:
    """What became of a corrected file: a draft, which becomes the next version when it is cleared.

    The draft is screened and cleared as every other one is, by two checkers. Until then the
    text stays as it is for all who code.

    Args:
        by: The checker who brings it in.
        name: The transcript that it corrects; the file may have any name.
        file: Where it is, or its name and bytes.
        reason: Why it was corrected; everybody may read it.
        layout: Read it in this layout rather than the one that is found.

    Raises:
        NotFound: No cleared transcript has this name.
        WrongState: A correction of it waits already.
        BadInput: The reason is too long.
    """
    with project.reading() as tx:
        require_member(tx, by, Role.CHECKER)
        _require_text(tx, name)
    (found,) = read_files([file], layout=layout)
    if isinstance(found, RefusedFile):
        return FileOutcome(found.file, ImportStatus.REFUSED, None, found.problems)
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        checker = require_member(tx, by, Role.CHECKER)
        text = _require_text(tx, name)
        if name in drafts.list_draft_names(waiting):
            raise WrongState(
                "W234",
                "A correction of this transcript waits to be cleared already. Clear it or erase "
                "it first; it is in the list of drafts.",
            )
        outcome, digests = _look_at(tx, text, found)
        if outcome.status in (ImportStatus.REFUSED, ImportStatus.UNCHANGED):
            return outcome
        draft = _draft_of(found, text, tidy_words(reason))
        drafts.add_drafts(waiting, [draft])
        drafts.add_sources(waiting, {draft.transcript.id: pack_source(found.source)})
        transcripts.add_sources(tx, digests, draft.transcript.id)
        facts: dict[str, str | int | list[str] | None] = {
            "transcript": text.id,
            "draft": draft.transcript.id,
            "version": text.version + 1,
            "findings": len(draft.findings),
        }
        audit.record(tx, checker.id, "revision.proposed", facts)
    return outcome


def _require_text(tx: Transaction, name: str) -> Transcript:
    texts = transcripts.list_transcripts(tx, [name])
    if not texts:
        raise NotFound(
            "W233",
            "No cleared transcript has this name. Look at the list of transcripts for the name "
            "(toolkit status FOLDER). A file that is new is brought in with toolkit import.",
        )
    return texts[0]


def _look_at(
    tx: Transaction, text: Transcript, found: ReadFile
) -> tuple[FileOutcome, frozenset[str]]:
    """What becomes of a file, and by which hashes it will be known that are not known yet."""
    read = found.reading.transcript
    if _spoken(read) == _spoken(text):
        same = Problem(
            "W235",
            "",
            "The file says the same as the transcript does now, word by word and speaker by "
            "speaker. Nothing was added.",
        )
        return FileOutcome(found.file, ImportStatus.UNCHANGED, None, (same,)), _NONE
    known = transcripts.find_sources(tx)
    digests = {audit.digest(tx, found.upload.content), audit.digest(tx, words_of(read))}
    if any(known.get(digest, text.id) != text.id for digest in digests):
        other = Problem(
            "W236",
            "",
            "This file is here already, as another transcript or draft. Look whether you chose "
            "the right file and the right transcript.",
        )
        return FileOutcome(found.file, ImportStatus.REFUSED, None, (other,)), _NONE
    report = found.reading.report
    status = ImportStatus.IMPORTED if report.confident else ImportStatus.WAITING
    outcome = FileOutcome(found.file, status, report, report.problems)
    return outcome, frozenset(digests - known.keys())


_NONE: frozenset[str] = frozenset()


def _spoken(text: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.speaker, text.words_of(turn)) for turn in text.turns]


def _draft_of(found: ReadFile, text: Transcript, reason: str) -> Draft:
    reading = replace(found.reading, transcript=replace(found.reading.transcript, name=text.name))
    state = DraftState.READ if reading.report.confident else DraftState.WAITING
    return replace(draft_of(reading, state, revises=text.id), revision_reason=reason)
