"""Build the invented study as a project: import, screen, clear, code alone, reveal, decide."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from toolkit.demo.published import find_published, publish_passphrases
from toolkit.errors import BadInput
from toolkit.model.coding import Answer
from toolkit.model.decision import Choice
from toolkit.model.proposal import ChangeKind, Stance
from toolkit.model.team import Role, Rule, Side
from toolkit.model.transcript import Transcript
from toolkit.screening.finding import FindingClass
from toolkit.settings import PROJECT_FILE
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts, list_checks, list_drafts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.coding import add_coding, add_content_note
from toolkit.workflow.deciding import Ballot, DissentNote, decide
from toolkit.workflow.importing import ImportStatus, import_transcripts
from toolkit.workflow.projects import init_project, open_project
from toolkit.workflow.proposal_voting import cast_stance
from toolkit.workflow.proposing import NewCode, propose_change
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_terms

HERE = Path(__file__).parent
TITLE = "Peer support in prison (an invented study)"
ROUND = "Round 1"

TEAM = {
    "Heron": ({Role.CODER, Role.FACILITATOR}, {Side.ACADEMIC}),
    "Wren": ({Role.CODER, Role.CHECKER}, {Side.ACADEMIC}),
    "Kestrel": ({Role.CODER, Role.CHECKER}, {Side.LIVED}),
    "Plover": ({Role.CODER, Role.FACILITATOR}, {Side.LIVED}),
}
"""The invented readers: two who study prisons, two who were peer supporters in one."""

Watch = Callable[[Sequence[Any], str], Iterable[Any]]
"""Goes through things one by one; the command line shows a progress bar meanwhile."""


def _in_silence(things: Sequence[Any], _what: str) -> Iterable[Any]:
    return things


def build_demo(folder: Path, *, watch: Watch = _in_silence) -> tuple[Project, bool]:
    """The demo project, and whether it was built just now; one that is there is left as it is.

    It is built beside the folder and moved there when it is whole, so that an interruption
    leaves nothing half-made.

    Raises:
        BadInput: The folder holds other things.
    """
    if (folder / PROJECT_FILE).exists():
        project = open_project(folder)
        if find_published(project) is None:
            project.close()
            raise BadInput(
                "W199",
                "This folder holds a study that is not the invented one. Name a new folder: "
                "toolkit demo FOLDER",
            )
        return project, False
    if folder.exists() and any(folder.iterdir()):
        raise BadInput(
            "W196", "This folder holds other things already. Name a new one: toolkit demo FOLDER"
        )
    half = folder.parent / f".{folder.name}.half-made"
    _remove(half)
    project = init_project(half, TITLE, rule=Rule.MAJORITY_EACH_SIDE)
    _build(project, watch)
    project.close()
    if folder.exists():
        folder.rmdir()
    half.rename(folder)
    return open_project(folder), True


def _remove(half: Path) -> None:
    import shutil

    if half.exists():
        shutil.rmtree(half)


def _build(project: Project, watch: Watch) -> None:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    change_terms(
        project,
        by="Plover",
        rule=Rule.ALL_BUT_ONE,
        reason="There are two of us on each side. Three of four always has somebody from both, "
        "and no one person can hold up the rest alone.",
    )
    _bring_in(project, watch)
    import_codebook(
        project, HERE / "codebook.csv", by="Heron", reason="Our first list, written together."
    )
    rows = list(_rows("codings.csv"))
    readers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        readers[row["transcript"]].add(row["coder"])
    open_round(project, ROUND, by="Plover", readers=readers)
    _code_alone(project, rows, watch)
    for pen_name in TEAM:
        seal(project, by=pen_name)
    reveal(project, by="Plover", round_name=ROUND)
    _decide(project)
    _propose(project)
    publish_passphrases(project)


def _bring_in(project: Project, watch: Watch) -> None:
    """Import the interviews, replace what would identify somebody, clear them, add notes."""
    files = sorted((HERE / "interviews").iterdir())
    outcomes = import_transcripts(
        project, files, by="Wren", watch=lambda paths: watch(paths, "Reading interviews")
    )
    if any(outcome.status is not ImportStatus.IMPORTED for outcome in outcomes):
        raise BadInput("W197", "The invented interviews were not read as they should be.")
    found = list_drafts(project, by="Wren")
    for draft in found:
        for finding in draft.findings:
            # The people of the invented study are nobody, and its codings quote their names.
            is_number = finding.finding_class == FindingClass.BLOCK
            settle_finding(
                project,
                by="Wren",
                transcript=draft.transcript.name,
                finding=finding.position,
                choice=Settlement.REPLACE if is_number else Settlement.KEEP,
            )
    clear_transcripts(
        project,
        by="Wren",
        approved_by="Kestrel",
        reason="Read by both of us. Numbers are replaced; the names are invented.",
        signed={check.id for draft in found for check in list_checks(draft)},
    )
    for row in _rows("content_notes.csv"):
        add_content_note(
            project,
            by="Kestrel",
            transcript=row["transcript"],
            turn=int(row["turn"]),
            words=row["note"],
        )


def _code_alone(project: Project, rows: Sequence[dict[str, str]], watch: Watch) -> None:
    texts = {text.name: text for text in load_study(project).transcripts}
    answers = {answer.value for answer in Answer}
    for row in watch(rows, "Coding alone"):
        start, end = _place(texts[row["transcript"]], row)
        is_answer = row["code"] in answers
        add_coding(
            project,
            by=row["coder"],
            transcript=row["transcript"],
            start=start,
            end=end,
            quotation=row["quotation"],
            code=None if is_answer else row["code"],
            answer=Answer(row["code"]) if is_answer else Answer.CODE,
            memo=row["memo"],
            share_memo=True,
        )


def _place(text: Transcript, row: dict[str, str]) -> tuple[int, int]:
    turn = text.turns[int(row["turn"])]
    start = text.text.index(row["quotation"], turn.start, turn.end)
    return start, start + len(row["quotation"])


def _decide(project: Project) -> None:
    """Settle a few differences, each named by a transcript and a turn that it begins in."""
    study = load_study(project)
    texts = {text.id: text for text in study.transcripts}
    for made in json.loads((HERE / "decisions.json").read_text(encoding="utf-8")):
        found = next(
            d
            for d in study.differences
            if texts[d.transcript_id].name == made["transcript"]
            and texts[d.transcript_id].turns_at(d.start, d.end)[0].index == made["turn"]
        )
        decide(
            project,
            by=made["by"],
            difference=found.id,
            ballots=[
                Ballot(vote["voter"], Choice(vote["choice"]), tuple(vote.get("codes", ())))
                for vote in made["votes"]
            ],
            reason=made["reason"],
            dissents=[DissentNote(d["author"], d["words"]) for d in made["dissents"]],
        )


def _propose(project: Project) -> None:
    """Leave a change of the codebook to be voted on, for which two have voted."""
    code = load_study(project).codebooks[-1].code("R06")
    if code is None:
        raise BadInput("W292", "The invented codebook has no code R06 for its proposal.")
    made = propose_change(
        project,
        by="Kestrel",
        kind=ChangeKind.REWORD,
        reason="A reader who was never inside may think that an officer sits behind the door.",
        codes=[code.id],
        into=[
            NewCode(
                code.name,
                "The helper is called out in the night for somebody in a very bad way. The "
                "landing is locked, and no one can come to back them up.",
                code.use_when,
                code.not_when,
                code.example,
                code.content_note,
            )
        ],
    )
    for pen_name in ("Kestrel", "Wren"):
        cast_stance(project, by=pen_name, proposal=made.number, stance=Stance.ACCEPT)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
