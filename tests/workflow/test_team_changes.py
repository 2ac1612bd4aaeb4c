"""Sides that members give themselves, terms that change, rounds as the team may know them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.errors import BadInput, NotFound, ToolkitError, WrongState
from toolkit.model.decision import Choice, Outcome
from toolkit.model.team import Role, Rule, Side
from toolkit.storage import audit
from toolkit.storage.project import Project
from toolkit.workflow.codebooks import list_codebooks
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import Ballot, decide, list_differences
from toolkit.workflow.projects import verify
from toolkit.workflow.reporting import outline_report
from toolkit.workflow.rounds import find_gaps, open_round, reveal, seal
from toolkit.workflow.status import describe_team
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_sides, change_terms, list_members
from toolkit.workflow.voting import call_off_voting, cast_vote, conclude_voting, open_voting

TEAM = ("Heron", "Kestrel", "Plover", "Wren")
ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R06
P01,1,Plover,R07
"""


@pytest.fixture
def revealed(study: Project, tmp_path: Path) -> Project:
    path = tmp_path / "codings.csv"
    path.write_text(ROWS, encoding="utf-8")
    import_codings(study, path)
    return study


def sides_of(project: Project, name: str) -> frozenset[Side]:
    return next(member.sides for member in list_members(project) if member.pen_name == name)


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(ToolkitError) as error:
        act()
    return error.value.problem.code


def vote_on(project: Project, *, last: bool = True) -> str:
    """A vote in which one side wants R06 and the other R07; the last vote cast or not."""
    (difference,) = list_differences(project)
    voting = open_voting(project, by="Heron", difference=difference.id, present=TEAM)
    wanted = {"Heron": "R06", "Wren": "R06", "Kestrel": "R06", "Plover": "R07"}
    for who, code in wanted.items():
        if last or who != "Plover":
            cast_vote(project, by=who, voting=voting.id, choice=Choice.TAKE_CODE, codes=[code])
    return voting.id


@pytest.mark.parametrize("sides", [set(), {Side.LIVED}, set(Side)])
def test_members_give_themselves_their_sides_and_nobody_else(
    study: Project, sides: set[Side]
) -> None:
    others = {name: sides_of(study, name) for name in TEAM[1:]}
    assert change_sides(study, by="Heron", sides=sides).sides == sides
    assert sides_of(study, "Heron") == sides
    assert {name: sides_of(study, name) for name in TEAM[1:]} == others
    assert verify(study).problems == ()


def test_changed_sides_leave_one_row_in_the_log_and_the_same_ones_none(study: Project) -> None:
    def rows() -> int:
        with study.reading() as tx:
            return audit.count_acts(tx)

    before = rows()
    for _ in range(2):
        change_sides(study, by="Heron", sides=[Side.LIVED])
    assert rows() == before + 1


def test_a_stranger_has_no_sides_to_change(study: Project) -> None:
    assert code_of(lambda: change_sides(study, by="Swift", sides=[Side.LIVED])) == "W110"


@pytest.mark.parametrize("last", [False, True])
def test_sides_cannot_turn_a_vote_that_is_open(revealed: Project, last: bool) -> None:
    voting = vote_on(revealed, last=last)
    for sides in ([], [Side.ACADEMIC]):
        with pytest.raises(WrongState, match="vote that is open"):
            change_sides(revealed, by="Plover", sides=sides)
    assert sides_of(revealed, "Plover") == {Side.LIVED}
    if last:
        decision, _ = conclude_voting(revealed, by="Wren", voting=voting, reason="We talked.")
        assert decision.outcome is Outcome.OPEN
    else:
        call_off_voting(revealed, by="Wren", voting=voting)
    assert change_sides(revealed, by="Plover", sides=[]).sides == frozenset()


def test_what_was_decided_stays_decided_when_sides_change(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    decide(
        revealed,
        by="Heron",
        difference=difference.id,
        ballots=[Ballot(who, Choice.TAKE_CODE, ("R06",)) for who in TEAM],
        reason="The night comes first.",
    )
    before = load_study(revealed).decisions
    for name in TEAM:
        change_sides(revealed, by=name, sides=[Side.ACADEMIC])
    assert load_study(revealed).decisions == before
    assert outline_report(revealed).settled == 1


def test_terms_that_change_nothing_are_not_added(study: Project) -> None:
    change_terms(study, by="Heron", reason="We are four.", rule=Rule.ALL_BUT_ONE)
    # A form sent twice says the same again.
    with pytest.raises(BadInput, match="hold already"):
        change_terms(study, by="Heron", reason="We are four.", rule=Rule.ALL_BUT_ONE)
    assert [terms.version for terms in load_study(study).terms] == [1, 2]


@pytest.mark.parametrize("bad", ["a\0b", "\x1b[31mred", "\ud800"])
def test_signs_that_are_no_letters_are_refused_in_names_and_reasons(
    study: Project, bad: str
) -> None:
    acts = (
        lambda: add_member(study, bad, roles=[Role.CODER]),
        lambda: open_round(study, bad, by="Heron"),
        lambda: change_terms(study, by="Heron", reason=bad, rule=Rule.EVERYBODY),
        lambda: _reveal_for(study, bad),
    )
    assert {code_of(act) for act in acts} == {"W198"}
    assert len(load_study(study).terms) == 1


def _reveal_for(project: Project, reason: str) -> None:
    open_round(project, "Round 1", by="Heron")
    reveal(project, by="Heron", reason=reason)


def test_gaps_are_told_before_a_round_is_opened(study: Project) -> None:
    gaps = find_gaps(study, {"P01": ["Heron", "Kestrel"], "P02": ["Wren"]})
    assert [(gap.transcript, gap.readers, gap.sides_missing) for gap in gaps] == [
        ("P02", 1, (Side.LIVED,))
    ]
    assert find_gaps(study, dict.fromkeys(("P01", "P02"), TEAM)) == ()
    assert describe_team(study).rounds == ()
    with pytest.raises(NotFound):
        find_gaps(study, {"P09": TEAM})
    with pytest.raises(BadInput):
        find_gaps(study, {})


def test_the_team_is_told_who_was_asked_and_who_has_sealed(study: Project) -> None:
    open_round(study, "Round 1", by="Heron", readers={"P01": TEAM, "P02": ["Heron", "Kestrel"]})
    seal(study, by="Kestrel", transcript="P01")
    seal(study, by="Heron")
    team = describe_team(study)
    (table,) = team.rounds
    assert table.coders == TEAM
    assert table.rows == (
        ("P01", (True, True, False, False)),
        ("P02", (True, False, None, None)),
    )
    assert team.transcripts == ("P01", "P02")
    assert [member.pen_name for member in team.members] == list(TEAM)


def test_the_report_is_outlined_without_a_word_of_an_open_round(
    revealed: Project,
) -> None:
    open_round(revealed, "Round 2", by="Heron")
    outline = outline_report(revealed)
    assert outline.not_revealed == ("Round 2",)
    assert (outline.codings, outline.differences, outline.settled) == (4, 1, 0)
    assert dict(outline.states)["not voted on yet"] == 1
    assert sum(count for _, count in outline.states) == outline.differences
    assert [book.version for book in list_codebooks(revealed)] == [1]
