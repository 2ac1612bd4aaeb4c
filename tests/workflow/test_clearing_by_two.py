"""One checker proposes, another approves, each under their own name."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.small_study import SIGNED, TEAM
from toolkit.errors import BadInput, NotAllowed, NotFound, ToolkitError, WrongRole, WrongState
from toolkit.model.team import Role
from toolkit.model.upload import Upload
from toolkit.storage import audit, drafts
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import (
    approve_clearing,
    clear_transcripts,
    list_drafts,
    propose_clearing,
    take_back_proposal,
)
from toolkit.workflow.importing import accept_reading, discard_draft, import_transcripts
from toolkit.workflow.projects import init_project, open_project, verify
from toolkit.workflow.rounds import open_round
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, list_members
from toolkit.workflow.transcripts import (
    RoundReaders,
    count_drafts,
    list_cleared,
    open_draft,
    outline_drafts,
)

PHONE = "07700 900123"
NUMBER = "A1234BC"
WORDS = (
    f"Interviewer: Can we write?\nP07: Ring {PHONE}, ask for {NUMBER}.\n"
    "Interviewer: Thank you.\nP07: Right.\n"
)
DOUBTFUL = "Nobody is named here.\n\nAnd nobody here.\n"


@pytest.fixture
def team(project: Project) -> Project:
    return add_team(project)


def add_team(project: Project) -> Project:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    import_transcripts(project, [Upload("P07.txt", WORDS.encode())], by="Wren")
    return project


def settle(project: Project, finding: int, choice: Settlement = Settlement.REPLACE) -> None:
    settle_finding(project, by="Wren", transcript="P07", finding=finding, choice=choice)


def propose(project: Project, by: str = "Wren") -> None:
    for finding in (0, 1):
        settle(project, finding)
    propose_clearing(project, by=by, names=["P07"], reason=" Read, and replaced. ", signed=SIGNED)


def acts(project: Project) -> list[str]:
    with project.reading() as tx:
        return [row.kind for row in audit.list_acts(tx)]


def test_one_proposes_and_another_approves(team: Project) -> None:
    propose(team)
    done = approve_clearing(team, by="Kestrel", names=["P07"])
    assert (done.names, done.waiting, done.findings_left) == (("P07",), (), 0)
    ids = {member.pen_name: member.id for member in list_members(team)}
    (row,) = load_study(team).clearings
    assert (row.cleared_by, row.approved_by) == (ids["Wren"], ids["Kestrel"])
    assert (row.reason, row.was_read) == ("Read, and replaced.", True)
    assert (row.findings_settled, row.findings_left) == (2, 0)
    (made,) = load_study(team).transcripts
    assert made.words_of(made.turns[1]) == "Ring [phone number], ask for [prisoner number]."
    assert list_drafts(team, by="Wren") == ()
    assert acts(team)[-2:] == ["clearing.proposed", "transcript.cleared"]
    assert verify(team).problems == ()


def test_the_log_says_who_did_what_in_ids_alone(team: Project) -> None:
    propose(team)
    approve_clearing(team, by="Kestrel", names=["P07"])
    ids = {member.pen_name: member.id for member in list_members(team)}
    with team.reading() as tx:
        proposed, cleared = audit.list_acts(tx)[-2:]
    assert (proposed.actor_id, cleared.actor_id) == (ids["Wren"], ids["Kestrel"])
    assert cleared.facts["cleared_by"] == ids["Wren"]
    assert "P07" not in str([proposed, cleared])
    assert "Read" not in str([proposed, cleared])


def test_nobody_approves_what_they_proposed(team: Project) -> None:
    propose(team)
    with pytest.raises(NotAllowed, match="You proposed this yourself"):
        approve_clearing(team, by="Wren", names=["P07"])
    assert load_study(team).transcripts == ()
    assert count_drafts(team) == 1


@pytest.mark.parametrize("by", ["Heron", "Plover"])
def test_only_checkers_propose_approve_or_take_back(team: Project, by: str) -> None:
    propose(team)
    with pytest.raises(WrongRole):
        approve_clearing(team, by=by, names=["P07"])
    with pytest.raises(WrongRole):
        take_back_proposal(team, by=by, name="P07")
    with pytest.raises(WrongRole):
        propose_clearing(team, by=by, names=["P07"], reason="Read.", signed=SIGNED)
    with pytest.raises(WrongRole):
        outline_drafts(team, by=by)
    with pytest.raises(WrongRole):
        open_draft(team, by=by, name="P07")


def test_a_proposal_needs_every_finding_settled_and_a_reason(team: Project) -> None:
    settle(team, 0)
    with pytest.raises(WrongState, match="1 findings"):
        propose_clearing(team, by="Wren", names=["P07"], reason="Read.", signed=SIGNED)
    settle(team, 1)
    with pytest.raises(BadInput, match="W162"):
        propose_clearing(team, by="Wren", names=["P07"], reason=" \n", signed=SIGNED)
    with pytest.raises(NotFound, match="W163"):
        propose_clearing(team, by="Wren", names=["P07", "P99"], reason="Read.", signed=SIGNED)
    assert open_draft(team, by="Wren", name="P07").draft.proposal is None


def test_a_doubtful_reading_is_accepted_before_it_is_proposed(team: Project) -> None:
    import_transcripts(team, [Upload("P08.txt", DOUBTFUL.encode())])
    with pytest.raises(WrongState, match="doubtful"):
        propose_clearing(team, by="Wren", names=["P08"], reason="Read.", signed=SIGNED)
    accept_reading(team, by="Wren", name="P08")
    propose_clearing(team, by="Wren", names=["P08"], reason="Read.", signed=SIGNED)
    assert approve_clearing(team, by="Kestrel", names=["P08"]).names == ("P08",)


def test_proposing_twice_is_one_proposal(team: Project) -> None:
    propose(team)
    for again in ("Wren", "Kestrel"):
        with pytest.raises(WrongState, match="proposed already"):
            propose_clearing(team, by=again, names=["P07"], reason="Again.", signed=SIGNED)
    proposal = open_draft(team, by="Kestrel", name="P07").draft.proposal
    assert proposal is not None
    assert proposal.reason == "Read, and replaced."


@pytest.mark.parametrize("by", ["Wren", "Kestrel"])
def test_either_checker_takes_a_proposal_back(team: Project, by: str) -> None:
    propose(team)
    take_back_proposal(team, by=by, name="P07")
    with pytest.raises(WrongState, match="no proposal"):
        approve_clearing(team, by="Kestrel", names=["P07"])
    with pytest.raises(WrongState, match="no proposal"):
        take_back_proposal(team, by=by, name="P07")
    assert [o.settled for o in outline_drafts(team, by=by)] == [2]
    assert acts(team)[-1] == "clearing.taken_back"
    propose_clearing(team, by="Kestrel", names=["P07"], reason="I read it now.", signed=SIGNED)
    assert approve_clearing(team, by="Wren", names=["P07"]).names == ("P07",)


def test_settling_anew_takes_the_proposal_back(team: Project) -> None:
    propose(team)
    settle(team, 0, Settlement.KEEP)
    with pytest.raises(WrongState, match="no proposal"):
        approve_clearing(team, by="Kestrel", names=["P07"])
    assert acts(team)[-2:] == ["finding.settled", "clearing.taken_back"]
    settle(team, 0)
    assert acts(team)[-1] == "finding.settled"


def test_of_two_that_are_approved_at_once_both_are_kept_or_neither(team: Project) -> None:
    propose(team)
    import_transcripts(team, [Upload("P08.txt", WORDS.replace(PHONE, "me").encode())])
    settle_finding(team, by="Wren", transcript="P08", finding=0, choice=Settlement.KEEP)
    with pytest.raises(WrongState, match="no proposal"):
        approve_clearing(team, by="Kestrel", names=["P07", "P08"])
    assert (load_study(team).transcripts, count_drafts(team)) == ((), 2)


def test_approving_twice_at_once_is_one_clearing_and_one_clear_error(team: Project) -> None:
    propose(team)
    add_member(team, "Dunlin", roles={Role.CHECKER})

    def approve(by: str) -> str:
        try:
            return approve_clearing(team, by=by, names=["P07"]).names[0]
        except ToolkitError as error:
            return error.problem.code

    with ThreadPoolExecutor(4) as pool:
        done = sorted(pool.map(approve, ["Kestrel", "Dunlin", "Kestrel", "Dunlin"]))
    assert done == ["P07", "W163", "W163", "W163"]
    assert len(load_study(team).clearings) == 1
    assert acts(team).count("transcript.cleared") == 1
    assert verify(team).problems == ()


def test_a_proposal_goes_with_its_draft(team: Project) -> None:
    propose(team)
    discard_draft(team, by="Kestrel", name="P07")
    import_transcripts(team, [Upload("P07.txt", WORDS.encode())])
    assert open_draft(team, by="Wren", name="P07").draft.proposal is None
    propose(team)
    clear_transcripts(
        team, by="Kestrel", approved_by="Wren", reason="At the terminal.", signed=SIGNED
    )
    assert [row.reason for row in load_study(team).clearings] == ["At the terminal."]


def test_a_power_cut_between_the_two_databases_is_put_right(team: Project) -> None:
    propose(team)
    draft = open_draft(team, by="Wren", name="P07").draft
    approve_clearing(team, by="Kestrel", names=["P07"])
    with team.drafts.transaction() as waiting:
        drafts.add_drafts(waiting, [draft])
        assert draft.proposal is not None
        drafts.add_proposals(waiting, [draft.transcript.id], draft.proposal)
    again = open_project(team.folder)
    assert count_drafts(again) == 0
    assert [text.name for text in list_cleared(again)] == ["P07"]
    assert verify(again).problems == ()
    again.close()


def test_after_approval_no_byte_of_the_upload_is_left(tmp_path: Path) -> None:
    team = add_team(init_project(tmp_path / "study", "T"))
    propose(team)
    approve_clearing(team, by="Kestrel", names=["P07"])
    for path in (file for file in tmp_path.rglob("*") if file.is_file()):
        content = path.read_bytes()
        assert PHONE.encode() not in content, path.name
        assert NUMBER.encode() not in content, path.name
    team.close()


def test_a_draft_is_opened_with_its_report_and_outlined_without_its_text(team: Project) -> None:
    import_transcripts(team, [Upload("P08.txt", DOUBTFUL.encode())])
    settle(team, 1)
    opened = open_draft(team, by="Kestrel", name="P07")
    assert PHONE in opened.draft.transcript.text
    assert (opened.report.layout, opened.report.turns) == ("inline_label", 4)
    assert [speaker.label for speaker in opened.report.speakers] == ["Interviewer", "P07"]
    assert [problem.code for problem in open_draft(team, by="Wren", name="P08").report.doubts]
    outlines = outline_drafts(team, by="Kestrel")
    assert [(o.name, o.state, o.findings, o.settled) for o in outlines] == [
        ("P07", "read", 2, 1),
        ("P08", "waiting", 0, 0),
    ]
    with pytest.raises(NotFound, match="W154"):
        open_draft(team, by="Kestrel", name="P99")


def test_cleared_transcripts_are_listed_with_their_people_and_readers(study: Project) -> None:
    readers = {"P01": ["Plover", "Heron"]}
    open_round(study, "Round 1", by="Heron", readers=readers)
    first, second = list_cleared(study)
    assert (first.name, first.turns, second.name) == ("P01", 4, "P02")
    assert (first.cleared_by, first.approved_by, first.was_read) == ("Wren", "Kestrel", True)
    assert (first.words, second.read_in) == (39, ())
    assert first.read_in == (RoundReaders("Round 1", ("Heron", "Plover")),)


def test_drafts_from_before_proposals_stay_and_no_copy_is_made_of_them(team: Project) -> None:
    with team.drafts.transaction() as waiting:
        for table in ("draft_proposals", "draft_sources"):
            waiting.execute(text(f"DROP TABLE {table}"))
        for column in ("revises", "revision_reason"):
            waiting.execute(text(f"ALTER TABLE draft_texts DROP COLUMN {column}"))
        for column in ("part", "identity"):
            waiting.execute(text(f"ALTER TABLE draft_findings DROP COLUMN {column}"))
        waiting.execute(text("UPDATE drafts_revision SET version_num = 'd001'"))
    again = open_project(team.folder)
    propose(again)
    assert approve_clearing(again, by="Kestrel", names=["P07"]).names == ("P07",)
    assert not (team.folder / "backups").exists()
    again.close()
