"""What becomes of codings, rounds and private codes when the codebook changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

import toolkit
from tests.small_study import TEAM
from toolkit.errors import BadInput, NotFound
from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Coding
from toolkit.model.decision import Choice, Outcome
from toolkit.model.proposal import ChangeKind, Proposal, Stance
from toolkit.model.team import Rule
from toolkit.model.transcript import build_transcript
from toolkit.storage.project import Project
from toolkit.workflow.codebooks import list_codebooks
from toolkit.workflow.coding import add_coding, add_own_code, open_desk, remove_coding
from toolkit.workflow.deciding import Ballot, decide, list_differences
from toolkit.workflow.looking_again import list_codings_to_see, mark_seen
from toolkit.workflow.next_steps import Task, describe_standing
from toolkit.workflow.practice import open_practice_round
from toolkit.workflow.projects import verify
from toolkit.workflow.proposal_voting import add_proposal_dissent, cast_stance, see_proposals
from toolkit.workflow.proposing import NewCode, propose_change
from toolkit.workflow.reporting import write_report
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import change_terms


def code_turn(project: Project, by: str, turn: int, code: str, name: str | None = None) -> Coding:
    text = open_desk(project, by=by, transcript="P01", round_name=name).transcript
    found = text.turns[turn]
    return add_coding(
        project, by=by, transcript="P01", start=found.start, end=found.end,
        quotation=text.words_of(found), code=code, round_name=name,
    )  # fmt: skip


def accept(project: Project, kind: ChangeKind, **given: object) -> Proposal:
    made = propose_change(project, by="Plover", kind=kind, reason="Talked.", **given)  # type: ignore[arg-type]
    for who in TEAM:
        cast_stance(project, by=who, proposal=made.number, stance=Stance.ACCEPT)
    return made


def tasks(project: Project, by: str) -> dict[Task, int]:
    return {step.task: step.count for step in describe_standing(project, by=by).steps}


def test_each_coder_sees_their_own_codings_to_look_at_again_and_nobody_elses(
    study: Project,
) -> None:
    open_round(study, "Round 1", by="Heron")
    own = code_turn(study, "Heron", 1, "R06")
    code_turn(study, "Plover", 3, "R06")
    code_turn(study, "Wren", 1, "R07")
    made = accept(
        study, ChangeKind.SPLIT, codes=["R06"], into=[NewCode("No one near"), NewCode("Dark")]
    )
    (heron,) = list_codings_to_see(study, by="Heron")
    assert (heron.coding, heron.transcript, heron.turn) == (own, "P01", 1)
    assert (heron.gone.becomes, heron.gone.proposal) == (("No one near", "Dark"), made.number)
    assert [one.turn for one in list_codings_to_see(study, by="Plover")] == [3]
    assert list_codings_to_see(study, by="Wren") == list_codings_to_see(study, by="Kestrel") == ()
    assert tasks(study, "Heron")[Task.LOOK_AGAIN] == 1
    assert Task.LOOK_AGAIN not in tasks(study, "Wren")

    with pytest.raises(NotFound, match="W279"):
        mark_seen(study, by="Plover", coding=own.id)
    mark_seen(study, by="Heron", coding=own.id)
    assert list_codings_to_see(study, by="Heron") == ()
    with pytest.raises(NotFound, match="W279"):
        mark_seen(study, by="Heron", coding=own.id)
    remove_coding(study, by="Heron", coding_id=own.id)
    assert verify(study).problems == ()


def test_an_open_round_keeps_its_version_and_the_next_one_has_the_new(study: Project) -> None:
    open_round(study, "Round 1", by="Heron")
    accept(study, ChangeKind.RETIRE, codes=["R06"])
    coding = code_turn(study, "Heron", 1, "R06")
    assert coding.codebook_version == 1
    open_round(study, "Round 2", by="Heron")
    with pytest.raises(BadInput, match="W146"):
        code_turn(study, "Heron", 1, "R06", "Round 2")
    assert code_turn(study, "Heron", 1, "R07", "Round 2").codebook_version == 2


def test_a_difference_can_still_be_settled_by_a_code_that_was_retired_since(
    local_study: Project,
) -> None:
    open_round(local_study, "Round 1", by="Heron")
    for who in TEAM:
        code_turn(local_study, who, 1, "R07" if who == "Plover" else "R06")
        seal(local_study, by=who)
    reveal(local_study, by="Heron")
    accept(local_study, ChangeKind.RETIRE, codes=["R06"])
    (difference,) = list_differences(local_study)
    decision, _ = decide(
        local_study, by="Heron", difference=difference.id, reason="As it was coded.",
        ballots=[Ballot(who, Choice.TAKE_CODE, ("R06",)) for who in TEAM],
    )  # fmt: skip
    assert (decision.outcome, decision.code_ids) == (Outcome.SETTLED, ("R06",))


def test_a_private_code_that_was_used_is_proposed_at_the_reveal_and_no_other(
    study: Project,
) -> None:
    open_round(study, "Round 1", by="Heron")
    used = add_own_code(study, by="Plover", name="Nobody asks", plain_meaning="No one asks after")
    add_own_code(study, by="Wren", name="CANARY never used")
    unsealed = add_own_code(study, by="Kestrel", name="CANARY not sealed")
    code_turn(study, "Plover", 3, used.id)
    code_turn(study, "Kestrel", 3, unsealed.id)
    seal(study, by="Plover")
    assert see_proposals(study, by="Plover") == ()
    reveal(study, by="Heron", reason="Somebody fell ill.")
    (view,) = see_proposals(study, by="Wren")
    made = view.proposal
    plover = next(m.id for m in load_study(study).members if m.pen_name == "Plover")
    assert (made.proposed_by, made.own_code_id, made.change.kind) == (plover, used.id, "add")
    (code,) = made.change.codes
    assert (code.id, code.name, code.plain_meaning) == (used.id, "Nobody asks", "No one asks after")
    assert "CANARY" not in repr(see_proposals(study, by="Heron"))
    assert all(tasks(study, who)[Task.VOTE_ON_CODEBOOK] == 1 for who in TEAM)

    for who in TEAM:
        cast_stance(study, by=who, proposal=made.number, stance=Stance.ACCEPT)
    assert Task.VOTE_ON_CODEBOOK not in tasks(study, "Wren")
    # What was coded under the private code is coded under the team's code now.
    assert list_codebooks(study)[-1].code(used.id) == code
    (row,) = toolkit.open_project(study.folder).codings().to_dict("records")
    assert (row["code_id"], row["code"], row["codebook_version"]) == (used.id, "Nobody asks", 1)


def test_what_was_coded_to_practise_becomes_no_proposal_and_waits_for_nobody(
    local_study: Project,
) -> None:
    text = build_transcript("Talk", [("I", "Yes?", "1"), ("A", "All night.", "2")])
    codes = Codebook(1, (), (Code("R06", None, "To try"),), "To try.", None, "")
    made = open_practice_round(local_study, by="Heron", text=text, codebook=codes)
    own = add_own_code(local_study, by="Plover", name="Tried", round_name=made.name)
    for code in ("R06", own.id):
        turn = text.turns[1]
        add_coding(
            local_study, by="Plover", transcript="Talk", start=turn.start, end=turn.end,
            quotation=text.words_of(turn), code=code, round_name=made.name,
        )  # fmt: skip
    seal(local_study, by="Plover", round_name=made.name)
    reveal(local_study, by="Heron", round_name=made.name, reason="We have seen how it goes.")
    assert see_proposals(local_study, by="Plover") == ()
    accept(local_study, ChangeKind.RETIRE, codes=["R06"])
    assert list_codings_to_see(local_study, by="Plover") == ()


def test_the_report_and_the_tables_tell_of_versions_votes_and_dissent(
    local_study: Project, tmp_path: Path
) -> None:
    change_terms(local_study, by="Heron", reason="Agreed.", rule=Rule.ALL_BUT_ONE)
    made = propose_change(
        local_study, by="Kestrel", kind=ChangeKind.REWORD, reason="Nearer to how we talk.",
        codes=["R06"], into=[NewCode("Alone at night", "Support done with no one to ring")],
    )  # fmt: skip
    for who in TEAM:
        stance = Stance.REFUSE if who == "Wren" else Stance.ACCEPT
        cast_stance(local_study, by=who, proposal=made.number, stance=stance)
    add_proposal_dissent(local_study, by="Wren", proposal=made.number, words="The night is lost.")
    propose_change(local_study, by="Heron", kind=ChangeKind.RETIRE, reason="Unused.", codes=["V04"])
    write_report(local_study, tmp_path / "report.docx")
    told = "\n".join(one.text for one in Document(str(tmp_path / "report.docx")).paragraphs)
    for wanted in (
        "Why: Nearer to how we talk.",
        "with [out: nobody behind you] [new: no one to ring]",
        "Proposal 1: reword a code (accepted)",
        "change it: 3 (1 academic, 2 lived experience); leave it as it is: 1 (1 academic)",
        "The night is lost.",
        "Proposal 2: retire a code (being voted on)",
    ):
        assert wanted in told, wanted
    tables = toolkit.open_project(local_study.folder)
    assert tables.codebook_versions()["proposal"].tolist()[1] == 1
    assert "Reworded: “Alone at night”" in tables.codebook_versions()["changes"].tolist()[1]
    assert tables.proposals()["outcome"].tolist()[0] == "accepted"
