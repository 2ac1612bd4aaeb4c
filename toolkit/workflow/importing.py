"""Bring transcripts in. Each becomes a draft that nobody but a checker can open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from toolkit.errors import NotFound, Problem, WrongState
from toolkit.ingest.kept_source import pack_source
from toolkit.ingest.report import ImportReport, Reading
from toolkit.model.team import Role
from toolkit.model.transcript import Transcript
from toolkit.model.upload import Upload
from toolkit.screening.finding import Finding
from toolkit.screening.second_opinion import Opinion
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.drafts import Draft, DraftState
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor
from toolkit.workflow.findings import screen_draft
from toolkit.workflow.reading_files import ReadFile, RefusedFile, Watch, read_files

MAX_NAME = 120
NO_DRAFT = (
    "No draft has this name now; it may have been cleared or erased in the meantime. Look at the "
    "list of drafts again (toolkit screen FOLDER)."
)


class ImportStatus(StrEnum):
    """What became of a file."""

    IMPORTED = "imported"
    WAITING = "waiting"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file.

    Attributes:
        file: The file's name, as the person who imports it knows it; it is not kept.
        report: How it was read; None where it was refused or known already.
        problems: What is wrong with it or doubtful about it.
    """

    file: str
    status: ImportStatus
    report: ImportReport | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A file as it was read, before it is held against what is here already."""

    file: str
    reading: Reading | None
    digests: frozenset[str]
    problems: tuple[Problem, ...] = ()
    source: str = ""
    draft: Draft | None = None


def import_transcripts(
    project: Project,
    files: Sequence[Path | Upload],
    *,
    by: str | None = None,
    layout: str | None = None,
    speakers: Path | Upload | None = None,
    dry_run: bool = False,
    watch: Watch = iter,
    second_opinion: Opinion | None = None,
) -> tuple[FileOutcome, ...]:
    """What became of each file; the good ones are kept as drafts, whatever the others are.

    A confident reading is kept for screening, a doubtful one waits until a person has
    accepted it. A file that is here already, or whose words are, adds nothing.

    Args:
        files: Word, text or caption files: where each is, or its name and bytes.
        by: The facilitator or checker who imports; None from the terminal.
        layout: Read the files in this layout rather than the one that is found.
        speakers: A table that says who the labels stand for; see `read_files`.
        dry_run: Say what would happen, and keep nothing.
        second_opinion: Is asked for people and places too; see `installed_opinion`.

    Raises:
        BadTable: The table of speakers has faults; holds all of them, and nothing is kept.
    """
    with project.reading() as tx:
        require_actor(tx, by, Role.FACILITATOR, Role.CHECKER)
    # Reading and screening take long and need no lock; what is here already is asked inside the
    # transaction that keeps the drafts, so that two people may import at once.
    found = read_files(files, layout=layout, speakers=speakers, watch=watch)
    arrivals = [_arrival_of(project, one, second_opinion) for one in found]
    if dry_run:
        with project.drafts.reading() as waiting, project.reading() as tx:
            return tuple(outcome for outcome, _ in _sort_out(tx, waiting, arrivals))
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR, Role.CHECKER)
        sorted_out = _sort_out(tx, waiting, arrivals)
        drafts.add_drafts(waiting, (draft for _, draft in sorted_out if draft is not None))
        for arrival, (outcome, draft) in zip(arrivals, sorted_out, strict=True):
            if draft is not None:
                drafts.add_sources(waiting, {draft.transcript.id: arrival.source})
                _record(tx, actor, arrival, outcome, draft)
    return tuple(outcome for outcome, _ in sorted_out)


def _arrival_of(
    project: Project, found: ReadFile | RefusedFile, second_opinion: Opinion | None
) -> _Arrival:
    if isinstance(found, RefusedFile):
        return _Arrival(found.file, None, frozenset(), found.problems)
    with project.reading() as tx:
        digests = {
            audit.digest(tx, found.upload.content),
            audit.digest(tx, words_of(found.reading.transcript)),
        }
    packed = pack_source(found.source)
    also = second_opinion(found.reading.transcript.text) if second_opinion else ()
    state = DraftState.READ if found.reading.report.confident else DraftState.WAITING
    draft = draft_of(found.reading, state, also=also)
    return _Arrival(found.file, found.reading, frozenset(digests), source=packed, draft=draft)


def _sort_out(
    tx: Transaction, waiting: Transaction, arrivals: Sequence[_Arrival]
) -> list[tuple[FileOutcome, Draft | None]]:
    """What becomes of each file, and its draft where it is new and good."""
    known = set(transcripts.find_sources(tx))
    names = transcripts.list_names(tx) | drafts.list_draft_names(waiting).keys()
    sorted_out: list[tuple[FileOutcome, Draft | None]] = []
    for arrival in arrivals:
        outcome, draft = _sort_one(arrival, known, names)
        if draft is not None:
            known |= arrival.digests
            names |= {draft.transcript.name}
        sorted_out.append((outcome, draft))
    return sorted_out


def _sort_one(
    arrival: _Arrival, known: set[str], names: frozenset[str]
) -> tuple[FileOutcome, Draft | None]:
    reading = arrival.reading
    if reading is None:
        return FileOutcome(arrival.file, ImportStatus.REFUSED, None, arrival.problems), None
    if known & arrival.digests:
        same = Problem(
            "W150",
            "",
            "This transcript is here already, under this name or another. Nothing added.",
        )
        return FileOutcome(arrival.file, ImportStatus.UNCHANGED, None, (same,)), None
    refused = _refuse_names(reading.transcript, names)
    if refused:
        return FileOutcome(arrival.file, ImportStatus.REFUSED, reading.report, refused), None
    report = reading.report
    status = ImportStatus.IMPORTED if report.confident else ImportStatus.WAITING
    return FileOutcome(arrival.file, status, report, report.problems), arrival.draft


def words_of(transcript: Transcript) -> bytes:
    """What was said, by which a transcript is known again in another file."""
    return " ".join(transcript.text.split()).encode()


def _refuse_names(transcript: Transcript, names: frozenset[str]) -> tuple[Problem, ...]:
    """What stands against a name."""
    problems: list[Problem] = []
    if len(transcript.name) > MAX_NAME:
        problems.append(
            Problem(
                "W156",
                "file name",
                f"The file's name has more than {MAX_NAME} characters. Give it a short name and "
                "import it again.",
            )
        )
    if transcript.name in names:
        problems.append(
            Problem(
                "W151",
                "file name",
                "Another transcript has this name. Rename the file and import it again.",
            )
        )
    return tuple(problems)


def draft_of(
    reading: Reading,
    state: DraftState,
    *,
    revises: str | None = None,
    also: Iterable[Finding] = (),
) -> Draft:
    """A reading as it is kept, with all that may identify somebody found in it."""
    report = asdict(reading.report) | {"file": ""}
    return screen_draft(Draft(reading.transcript, state, report, (), revises=revises), also)


def _record(
    tx: Transaction, actor: str | None, arrival: _Arrival, outcome: FileOutcome, draft: Draft
) -> None:
    transcripts.add_sources(tx, arrival.digests, draft.transcript.id)
    audit.record(
        tx,
        actor,
        "transcript.imported",
        {
            "transcript": draft.transcript.id,
            "status": outcome.status,
            "turns": len(draft.transcript.turns),
            "findings": len(draft.findings),
        },
    )


def accept_reading(project: Project, *, by: str, name: str) -> None:
    """Accept how a doubtful file was read, so that it can be screened and cleared.

    Raises:
        NotFound: There is no draft of this name.
        WrongState: It is not waiting.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_actor(tx, by, Role.CHECKER, Role.FACILITATOR)
        found = drafts.list_drafts(waiting, [name])
        if not found:
            raise NotFound("W154", NO_DRAFT)
        if found[0].state is not DraftState.WAITING:
            raise WrongState("W155", "This reading has been accepted already.")
        drafts.accept_reading(waiting, found[0].transcript.id)
        audit.record(tx, actor, "reading.accepted", {"transcript": found[0].transcript.id})


def discard_draft(project: Project, *, by: str | None, name: str) -> None:
    """Erase a draft that was read wrongly, so that the file can be imported anew.

    Raises:
        NotFound: There is no draft of this name.
    """
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_actor(tx, by, Role.CHECKER, Role.FACILITATOR)
        draft_id = drafts.list_draft_names(waiting).get(name)
        if draft_id is None:
            raise NotFound("W154", NO_DRAFT)
        drafts.erase_drafts(waiting, [draft_id])
        transcripts.remove_sources(tx, draft_id)
        audit.record(tx, actor, "draft.discarded", {"transcript": draft_id})
    project.drafts.forget_erased()
