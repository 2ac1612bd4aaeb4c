"""One study at every stage of a round, and the words that a coder plants where others may look."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from argon2.profiles import CHEAPEST
from sqlalchemy import text

from tests.small_study import CODEBOOK, SIGNED, write_interviews
from toolkit.model.coding import Answer
from toolkit.model.decision import Choice
from toolkit.model.proposal import ChangeKind, Stance
from toolkit.model.team import Role, Side
from toolkit.model.upload import Upload
from toolkit.storage.project import Project
from toolkit.workflow.accounts import accept_invitation, invite
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.coding import add_coding, add_own_code, open_desk, place_in_turn
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.memos import MemoTarget, add_memo, change_memo, note_coding, note_turn
from toolkit.workflow.own_words import claim_words
from toolkit.workflow.positions import keep_position
from toolkit.workflow.projects import init_project, open_project
from toolkit.workflow.proposal_voting import cast_stance
from toolkit.workflow.proposing import propose_change
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, list_members
from toolkit.workflow.voting import cast_vote, conclude_voting, open_voting

PASSPHRASE = "ten grey herons fly"

ROLES = {
    "facilitator": "Heron",
    "coder": "Wren",
    "other": "Plover",
    "checker": "Dunlin",
    "guest": "Robin",
    "stranger": "Nobody here",
    "removed": "Swift",
}
"""Who acts: `coder` reads P01 as Kestrel does, `other` reads P02 alone."""

OTHERS = {"Kestrel": {Role.CODER}, "Avocet": {Role.CHECKER}}
"""Kestrel is the one whose work nobody may see; Avocet the second checker."""

STAGES = ("no round", "open", "I sealed", "all sealed", "revealed", "decided")

DRAFT = "DRAFTED"
SHOWN_AT_REVEAL = "PLANTED"
NEVER_SHOWN = "PRIVATE"
VOTED = "BALLOT"


@dataclass(frozen=True)
class Stage:
    """The folder of a study at one stage, and what is in it by id.

    Attributes:
        planted: The ids of what Kestrel made alone.
        sessions: The token of a session of each who ever had one, by pen-name.
        differences: Of the revealed round; the first has an open vote, or a decision.
    """

    folder: Path
    planted: tuple[str, ...] = ()
    sessions: dict[str, str] = field(default_factory=dict)
    differences: tuple[str, ...] = ()
    voting: str = ""
    decision: str = ""


def code_turn(project: Project, by: str, transcript: str, turn: int, **given: object) -> str:
    """The id of a new coding on a whole turn."""
    found = open_desk(project, by=by, transcript=transcript, round_name="Round 1").transcript
    start, end = place_in_turn(found, turn, None)
    made = add_coding(
        project,
        by=by,
        transcript=transcript,
        start=start,
        end=end,
        quotation=found.text[start:end],
        round_name="Round 1",
        **given,  # type: ignore[arg-type]
    )
    return made.id


def plant(project: Project, by: str = "Kestrel") -> tuple[str, ...]:
    """The ids of everything that somebody can make alone, each with words that can be found."""
    own = add_own_code(
        project, by=by, name=f"{SHOWN_AT_REVEAL} code", plain_meaning=f"{SHOWN_AT_REVEAL} meaning"
    )
    codings = [
        code_turn(project, by, "P01", 1, code=own.id, memo=f"{SHOWN_AT_REVEAL} memo",
                  share_memo=True),
        code_turn(project, by, "P01", 3, code="R07", memo=f"{NEVER_SHOWN} memo"),
        code_turn(project, by, "P01", 2, answer=Answer.NOT_SURE, line=f"{SHOWN_AT_REVEAL} line"),
        code_turn(project, by, "P01", 1, code="f" * 32, new_code=f"{SHOWN_AT_REVEAL} words"),
        code_turn(project, by, "P02", 1, code="V04"),
    ]  # fmt: skip
    told = f"{SHOWN_AT_REVEAL} note"
    notes = [
        note_turn(project, by=by, transcript="P01", turn=0, words=told, shared=True),
        note_coding(project, by=by, coding_id=codings[4], words=told, shared=True),
    ]
    for target, name in (
        (MemoTarget.TRANSCRIPT, "P01"),
        (MemoTarget.CODE, "R06"),
        (MemoTarget.PROJECT, ""),
    ):
        for words, shared in ((told, True), (f"{NEVER_SHOWN} note", False)):
            notes.append(
                add_memo(project, by=by, about=target, name=name, words=words, shared=shared)
            )
    turned = note_turn(project, by=by, transcript="P02", turn=0, words=told)
    assert turned is not None
    # Shared afterwards, as the page of notes lets one.
    notes.append(change_memo(project, by=by, memo_id=turned.id, words=told, shared=True))
    keep_position(project, by=by, words=f"{NEVER_SHOWN} position", shared=False)
    claim_words(project, by=by, transcript="P01", speaker="P01", may_quote=True)
    return (own.id, "f" * 32, *codings, *(note.id for note in notes if note))


def make_stages(folder: Path) -> dict[str, Stage]:
    """A study at every stage, each in a folder of its own."""
    project, sessions = _begin(folder)
    made: dict[str, Stage] = {}

    def keep(stage: str, **given: object) -> None:
        project.close()
        copy = folder / stage.replace(" ", "-")
        shutil.copytree(project.folder, copy)
        made[stage] = Stage(copy, sessions=sessions, **given)  # type: ignore[arg-type]

    keep("no round")
    readers = {"P01": ["Wren", "Kestrel"], "P02": ["Plover", "Kestrel"]}
    open_round(project, "Round 1", by="Heron", readers=readers)
    code_turn(project, "Wren", "P01", 1, code="R06")
    code_turn(project, "Wren", "P01", 3, code="V03")
    code_turn(project, "Plover", "P02", 1, code="T01")
    keep("open, nothing planted")
    planted = plant(project)
    keep("open", planted=planted)
    seal(project, by="Wren")
    seal(project, by="Plover")
    keep("I sealed", planted=planted)
    seal(project, by="Kestrel")
    keep("all sealed", planted=planted)
    reveal(project, by="Heron")
    differences = tuple(found.id for found in load_study(project).differences)
    voting = open_voting(
        project, by="Wren", difference=differences[0], present=["Wren", "Kestrel"]
    ).id
    ballot = {"voting": voting, "choice": Choice.KEEP_BOTH}
    cast_vote(project, by="Kestrel", why=f"{VOTED} why", **ballot)  # type: ignore[arg-type]
    keep("revealed", planted=planted, differences=differences, voting=voting)
    cast_vote(project, by="Wren", **ballot)  # type: ignore[arg-type]
    decision, _ = conclude_voting(project, by="Wren", voting=voting, reason="Both are there.")
    keep("decided", planted=planted, differences=differences, voting=voting, decision=decision.id)
    return made


def open_copy(stage: Stage, folder: Path) -> Project:
    """A study at a stage, to be changed at will."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(stage.folder, folder)
    return open_project(folder)


def _begin(folder: Path) -> tuple[Project, dict[str, str]]:
    project = init_project(folder / "study", "A small study")
    roles = {
        "Heron": {Role.FACILITATOR},
        "Wren": {Role.CODER},
        "Plover": {Role.CODER},
        "Dunlin": {Role.CHECKER},
        "Robin": {Role.GUEST},
        "Swift": {Role.FACILITATOR, Role.CODER, Role.CHECKER},
    }
    for pen_name, given in (roles | OTHERS).items():
        side = Side.LIVED if pen_name in ("Wren", "Plover") else Side.ACADEMIC
        add_member(project, pen_name, roles=given, sides={side})
    sessions = {
        member.pen_name: accept_invitation(
            project, invite(project, member=member.pen_name), PASSPHRASE, cost=CHEAPEST
        )
        for member in list_members(project)
    }
    with project.transaction() as tx:
        tx.execute(text("DELETE FROM members WHERE pen_name = 'Swift'"))
    import_transcripts(project, write_interviews(folder / "files"))
    clear_transcripts(
        project, by="Dunlin", approved_by="Avocet", reason="Read by both.", signed=SIGNED
    )
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    import_codebook(project, folder / "codebook.csv", by="Heron")
    drafted = f"I: Who was there?\nR: {DRAFT} ring 020 7946 0958 or me.\nI: So?\nR: So it was."
    doubtful = f"Just one long talk.\n{DRAFT} with nobody named."
    import_transcripts(
        project,
        [Upload("P03.txt", drafted.encode()), Upload("P04.txt", doubtful.encode())],
    )
    for reason in ("To be voted on.", "To be voted on as well."):
        propose_change(project, by="Kestrel", kind=ChangeKind.RETIRE, codes=["V04"], reason=reason)
    cast_stance(project, by="Kestrel", proposal=1, stance=Stance.ACCEPT, why=f"{VOTED} why")
    return project, sessions
