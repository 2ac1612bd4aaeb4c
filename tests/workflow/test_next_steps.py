"""What is next for whom, from an empty project to a report."""

from __future__ import annotations

from pathlib import Path

from tests.small_study import SIGNED, TEAM, write_interviews
from toolkit.model.decision import Choice
from toolkit.model.team import Role
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import (
    approve_clearing,
    list_drafts,
    propose_clearing,
)
from toolkit.workflow.coding import add_coding, open_desk
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.next_steps import Task, describe_standing
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.voting import cast_vote, conclude_voting, open_voting


def next_for(project: Project, pen_name: str) -> dict[Task, int]:
    return {step.task: step.count for step in describe_standing(project, by=pen_name).steps}


def test_a_new_project_asks_its_facilitator_for_people_texts_and_codes(project: Project) -> None:
    add_member(project, "Heron", roles={Role.FACILITATOR, Role.CODER})
    add_member(project, "Visitor", roles={Role.GUEST})
    assert next_for(project, "Heron") == {
        Task.ADD_PEOPLE: 1,
        Task.IMPORT: 1,
        Task.BRING_CODEBOOK: 1,
    }
    assert next_for(project, "Visitor") == {}


def test_a_draft_goes_from_one_checker_to_the_other(project: Project, tmp_path: Path) -> None:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    (path, _) = write_interviews(tmp_path / "files")
    path.write_text(path.read_text("utf-8") + "\nP01: Ring 020 7946 0958.", encoding="utf-8")
    import_transcripts(project, [path], by="Wren")
    assert next_for(project, "Wren") == next_for(project, "Kestrel") == {Task.SETTLE: 1}
    assert next_for(project, "Plover") == {}
    (draft,) = list_drafts(project, by="Wren")
    for finding in draft.findings:
        settle_finding(
            project,
            by="Wren",
            transcript="P01",
            finding=finding.position,
            choice=Settlement.REPLACE,
        )
    assert next_for(project, "Wren") == {Task.PROPOSE: 1}
    propose_clearing(project, by="Wren", names=["P01"], reason="Read.", signed=SIGNED)
    assert next_for(project, "Wren") == {}
    assert next_for(project, "Kestrel") == {Task.APPROVE: 1}
    approve_clearing(project, by="Kestrel", names=["P01"])
    assert next_for(project, "Kestrel") == {}


def test_a_round_goes_from_reading_to_a_decision(study: Project) -> None:
    assert next_for(study, "Heron") == {Task.PRACTISE: 1, Task.OPEN_ROUND: 2}
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Wren", "Plover"]})
    assert next_for(study, "Heron") == {Task.OPEN_ROUND: 1, Task.WAIT: 2}
    assert next_for(study, "Wren") == {Task.CODE: 1}
    text = open_desk(study, by="Wren", transcript="P01").transcript
    for by, code in (("Wren", "R06"), ("Plover", "R07")):
        turn = text.turns[1]
        words = text.words_of(turn)
        add_coding(
            study,
            by=by,
            transcript="P01",
            start=turn.start,
            end=turn.end,
            quotation=words,
            code=code,
        )
    seal(study, by="Wren")
    assert next_for(study, "Wren") == {Task.WAIT: 1}
    seal(study, by="Plover")
    assert next_for(study, "Heron") == {Task.REVEAL: 1, Task.OPEN_ROUND: 1}
    reveal(study, by="Heron")
    assert next_for(study, "Plover") == {Task.TALK: 1, Task.REPORT: 1}
    (difference,) = load_study(study).differences
    made = open_voting(
        study, by="Heron", difference=difference.id, present=["Heron", "Wren", "Plover"]
    )
    assert next_for(study, "Wren")[Task.VOTE] == 1
    assert Task.VOTE not in next_for(study, "Kestrel")
    for by in ("Heron", "Wren", "Plover"):
        cast_vote(study, by=by, voting=made.id, choice=Choice.TAKE_CODE, codes=["R06"])
    assert next_for(study, "Wren")[Task.CONCLUDE] == 1
    conclude_voting(study, by="Wren", voting=made.id, reason="So it is.")
    assert next_for(study, "Wren") == {Task.REPORT: 1}
