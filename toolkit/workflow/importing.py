"""Bring transcripts in. Each becomes a draft that nobody but a checker can open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from toolkit.errors import NotFound, Problem, UnreadableFile, WrongState
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import ImportReport, Reading
from toolkit.model.team import Role
from toolkit.model.transcript import Transcript
from toolkit.screening.identifiers import find_identifiers
from toolkit.storage import audit, drafts, transcripts
from toolkit.storage.drafts import Draft, DraftFinding, DraftState
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor

Watch = Callable[[Sequence[Path]], Iterable[Path]]
"""Goes through the files one by one; the command line shows a progress bar meanwhile."""


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
    outcome: FileOutcome
    draft: Draft | None = None
    digests: tuple[str, ...] = ()


def import_transcripts(
    project: Project,
    paths: Sequence[Path],
    *,
    by: str | None = None,
    layout: str | None = None,
    dry_run: bool = False,
    watch: Watch = iter,
) -> tuple[FileOutcome, ...]:
    """What became of each file; the good ones are kept as drafts, whatever the others are.

    A confident reading is kept for screening, a doubtful one waits until a person has
    accepted it. A file that is here already, or whose words are, adds nothing.

    Args:
        paths: Word, text or caption files.
        by: The facilitator or checker who imports; None from the terminal.
        layout: Read the files in this layout rather than the one that is found.
        dry_run: Say what would happen, and keep nothing.
    """
    with project.reading() as tx:
        require_actor(tx, by, Role.FACILITATOR, Role.CHECKER)
        known = transcripts.find_sources(tx)
        names = set(transcripts.list_names(tx))
    with project.drafts.reading() as waiting:
        names |= set(drafts.list_draft_names(waiting))
    arrivals: list[_Arrival] = []
    for path in watch(list(paths)):
        arrival = _read_one(project, path, layout, known, names)
        known |= dict.fromkeys(arrival.digests, "")
        if arrival.draft is not None:
            names.add(arrival.draft.transcript.name)
        arrivals.append(arrival)
    if not dry_run:
        _keep(project, arrivals, by)
    return tuple(arrival.outcome for arrival in arrivals)


def _read_one(
    project: Project, path: Path, layout: str | None, known: dict[str, str], names: set[str]
) -> _Arrival:
    try:
        reading = read_transcript(path, layout=layout)
        with project.reading() as tx:
            digests = (
                audit.digest(tx, path.read_bytes()),
                audit.digest(tx, _words_of(reading.transcript)),
            )
    except UnreadableFile as error:
        return _Arrival(FileOutcome(path.name, ImportStatus.REFUSED, None, error.problems))
    if known.keys() & set(digests):
        same = Problem(
            "W150",
            "",
            "This transcript is here already, under this name or another. Nothing added.",
        )
        return _Arrival(FileOutcome(path.name, ImportStatus.UNCHANGED, None, (same,)))
    refused = _refuse_names(reading.transcript, names)
    if refused:
        return _Arrival(FileOutcome(path.name, ImportStatus.REFUSED, reading.report, refused))
    report = reading.report
    state = DraftState.READ if report.confident else DraftState.WAITING
    status = ImportStatus.IMPORTED if report.confident else ImportStatus.WAITING
    outcome = FileOutcome(path.name, status, report, report.problems)
    return _Arrival(outcome, _draft_of(reading, state), digests)


def _words_of(transcript: Transcript) -> bytes:
    return " ".join(transcript.text.split()).encode()


def _refuse_names(transcript: Transcript, names: set[str]) -> tuple[Problem, ...]:
    """What stands against a name or a label, which everybody would see."""
    problems: list[Problem] = []
    if transcript.name in names:
        problems.append(
            Problem(
                "W151",
                "file name",
                "Another transcript has this name. Rename the file and import it again.",
            )
        )
    if find_identifiers(transcript.name):
        problems.append(
            Problem(
                "W152",
                "file name",
                "The file's name seems to hold a number or an address that identifies somebody. "
                "Rename the file and import it again.",
            )
        )
    if any(find_identifiers(speaker.label) for speaker in transcript.speakers):
        problems.append(
            Problem(
                "W153",
                "speaker label",
                "A speaker's label seems to hold a number or an address that identifies "
                "somebody. Change the label in the file and import it again.",
            )
        )
    return tuple(problems)


def _draft_of(reading: Reading, state: DraftState) -> Draft:
    findings = tuple(
        DraftFinding(
            position=position,
            start=found.start,
            end=found.end,
            finding_class=found.of_class.value,
            kind=found.kind.value,
            sure=found.sure,
            reason=found.reason,
        )
        for position, found in enumerate(find_identifiers(reading.transcript.text))
    )
    report = asdict(reading.report) | {"file": ""}
    return Draft(reading.transcript, state, report, findings)


def _keep(project: Project, arrivals: Sequence[_Arrival], by: str | None) -> None:
    kept = [(a, a.draft) for a in arrivals if a.draft is not None]
    if not kept:
        return
    with project.drafts.transaction() as waiting, project.transaction() as tx:
        actor = require_actor(tx, by)
        drafts.add_drafts(waiting, (draft for _, draft in kept))
        for arrival, draft in kept:
            transcripts.add_sources(tx, arrival.digests, draft.transcript.id)
            audit.record(
                tx,
                actor,
                "transcript.imported",
                {
                    "transcript": draft.transcript.id,
                    "status": arrival.outcome.status,
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
            raise NotFound("W154", "No draft has this name. See them: toolkit screen FOLDER")
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
            raise NotFound("W154", "No draft has this name. See them: toolkit screen FOLDER")
        drafts.erase_drafts(waiting, [draft_id])
        transcripts.remove_sources(tx, draft_id)
        audit.record(tx, actor, "draft.discarded", {"transcript": draft_id})
    project.drafts.forget_erased()
