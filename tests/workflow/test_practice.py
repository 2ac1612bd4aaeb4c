"""A practice round works as every round does and counts nowhere; and each coder's own order."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.demo.practice import TEXT_NAME, open_practice
from toolkit.errors import BadInput, WrongRole
from toolkit.model.decision import Choice, Outcome
from toolkit.model.round import CodingRound
from toolkit.model.team import Role, Side
from toolkit.notebook import ProjectTables
from toolkit.storage.project import Project
from toolkit.workflow.codebooks import import_codebook, list_codebooks
from toolkit.workflow.coding import add_coding, list_readings, open_desk, place_in_turn
from toolkit.workflow.comparing import list_places, open_comparison
from toolkit.workflow.deciding import Ballot, decide
from toolkit.workflow.next_steps import Task, describe_standing
from toolkit.workflow.projects import verify
from toolkit.workflow.reporting import outline_report
from toolkit.workflow.rounds import find_coverage, list_rounds, open_round, reveal, seal
from toolkit.workflow.status import describe_project, describe_team
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.transcripts import list_cleared

TEAM = ("Heron", "Kestrel", "Plover", "Wren")


def practise(project: Project) -> CodingRound:
    """A practice round in which two readers saw one turn differently, revealed."""
    made = open_practice(project, by="Heron")
    text = open_desk(project, by="Wren", transcript=TEXT_NAME, round_name=made.name).transcript
    start, end = place_in_turn(text, 1, None)
    for coder, code in (("Wren", "PR1"), ("Plover", "PR2")):
        add_coding(
            project,
            by=coder,
            transcript=TEXT_NAME,
            start=start,
            end=end,
            quotation=text.text[start:end],
            code=code,
            round_name=made.name,
        )
    for coder in TEAM:
        seal(project, by=coder, round_name=made.name)
    return reveal(project, by="Heron", round_name=made.name)


def test_a_new_team_practises_with_no_transcript_and_no_codebook_of_its_own(
    project: Project,
) -> None:
    with pytest.raises(BadInput, match="W247"):
        open_practice(project)
    for name, side in (("Heron", Side.ACADEMIC), ("Wren", Side.LIVED)):
        roles = {Role.FACILITATOR, Role.CODER, Role.CHECKER}
        add_member(project, name, roles=roles, sides={side})
    steps = [step.task for step in describe_standing(project, by="Heron").steps]
    assert steps[0] is Task.PRACTISE
    made = open_practice(project, by="Heron")
    assert made.is_practice
    desk = open_desk(project, by="Wren", transcript=TEXT_NAME)
    assert "invented" in desk.transcript.words_of(desk.transcript.turns[0])
    assert [code.id for code in desk.codebook.codes] == [f"PR{n}" for n in range(1, 7)]
    assert list_codebooks(project) == ()
    steps = [step.task for step in describe_standing(project, by="Heron").steps]
    assert Task.PRACTISE not in steps
    assert {Task.CODE, Task.IMPORT, Task.BRING_CODEBOOK} <= set(steps)


def test_it_is_sealed_revealed_compared_and_decided_like_any_other(study: Project) -> None:
    made = practise(study)
    (place,) = list_places(study).places
    assert (place.round_name, place.codes) == (made.name, ("Making do", "Not prepared"))
    found = open_comparison(study, by="Heron", difference=place.difference.id)
    assert found.other_codes == ("PR3", "PR4", "PR5", "PR6")
    decision, _ = decide(
        study,
        by="Wren",
        difference=place.difference.id,
        ballots=[Ballot(name, Choice.TAKE_CODE, ("PR3",)) for name in TEAM],
        reason="Trying it out.",
    )
    assert decision.outcome is Outcome.SETTLED
    assert verify(study).problems == ()


def test_it_is_left_out_of_everything_that_counts_unless_asked_for(study: Project) -> None:
    practise(study)
    left_out, asked_for = load_study(study), load_study(study, practice=True)
    for part in ("rounds", "codings", "differences"):
        assert not getattr(left_out, part), part
        assert getattr(asked_for, part), part
    assert [text.name for text in left_out.transcripts] == ["P01", "P02"]
    assert TEXT_NAME in [text.name for text in asked_for.transcripts]
    assert [book.version for book in left_out.codebooks] == [1]
    assert ProjectTables(left_out).codings().empty
    assert len(ProjectTables(asked_for).codings()) == 2
    assert outline_report(study).revealed == ()
    assert [text.name for text in list_cleared(study)] == ["P01", "P02"]
    assert describe_team(study).transcripts == ("P01", "P02")
    assert describe_project(study).rounds == ()
    (row,) = describe_standing(study, by="Heron").status.rounds
    assert row.is_practice
    assert {gap.readers for gap in find_coverage(study)} == {0}


def test_the_teams_own_rounds_begin_as_if_it_had_not_been(study: Project) -> None:
    practise(study)
    made, _ = open_round(study, "Round 1", by="Heron")
    texts = {text.id: text.name for text in load_study(study).transcripts}
    assert {texts[a.transcript_id] for a in made.assignments} == {"P01", "P02"}
    assert made.codebook_version == 1


def test_a_team_that_practised_first_still_brings_its_first_codebook_in(
    project: Project, tmp_path: Path
) -> None:
    for name in TEAM:
        add_member(project, name, roles={Role.FACILITATOR, Role.CODER}, sides={Side.LIVED})
    practise(project)
    table = tmp_path / "first.csv"
    table.write_text("theme,code\nNew,Another one\n", encoding="utf-8")
    import_codebook(project, table, by="Heron")
    assert [book.version for book in list_codebooks(project)] == [1]


def test_a_second_practice_round_uses_the_text_that_is_there(study: Project) -> None:
    practise(study)
    again = open_practice(study, by="Heron")
    assert [found.name for found in list_rounds(study)] == ["Practice", "Practice 2"]
    assert len({a.transcript_id for r in list_rounds(study) for a in r.assignments}) == 1
    assert not again.is_revealed
    with pytest.raises(WrongRole):
        open_practice(study, by="Plover")


def test_each_coder_of_a_shuffled_round_has_an_order_that_stays(local_study: Project) -> None:
    from toolkit.model.transcript import build_transcript
    from toolkit.storage import transcripts

    with local_study.transaction() as tx:
        more = [build_transcript(f"Q{n:02}", [("I", "Yes?", "")], version=1) for n in range(12)]
        transcripts.add_transcripts(tx, more)
    names = [f"Q{n:02}" for n in range(12)]
    readers = dict.fromkeys(names, TEAM)
    open_round(local_study, "In order", by="Heron", readers=readers)
    open_round(local_study, "Shuffled", by="Heron", readers=readers, shuffled=True)

    def order(coder: str, round_name: str) -> list[str]:
        readings = list_readings(local_study, by=coder)
        return [one.transcript for one in readings if one.round_name == round_name]

    orders = {coder: order(coder, "Shuffled") for coder in TEAM}
    assert orders == {coder: order(coder, "Shuffled") for coder in TEAM}
    assert all(sorted(found) == names for found in orders.values())
    assert len({tuple(found) for found in orders.values()}) == len(TEAM)
    assert order("Wren", "In order") == names


def test_coverage_tells_of_each_transcript_what_it_lacks_over_all_rounds(study: Project) -> None:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron"], "P02": ["Heron", "Wren"]})
    first, second = find_coverage(study)
    assert (first.transcript, first.readers, first.sides_missing) == ("P01", 1, (Side.LIVED,))
    assert (second.readers, second.sides_missing) == (2, (Side.LIVED,))
    open_round(study, "Round 2", by="Heron", readers={"P01": ["Heron", "Plover"]})
    first, second = find_coverage(study)
    assert (first.readers, first.is_one) == (2, False)
    assert second.is_one
