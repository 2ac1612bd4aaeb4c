"""Votes on one's own device: unseen until all have voted, and then out of anybody's hands."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

import toolkit
from toolkit.errors import BadInput, NotAllowed, NotFound, ToolkitError, WrongRole, WrongState
from toolkit.model.decision import Choice, Decision, Outcome, Voting, current_decisions
from toolkit.model.team import Role, Rule, Side
from toolkit.storage import audit, tables
from toolkit.storage.project import Project
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import Ballot, add_dissent, decide, list_differences
from toolkit.workflow.projects import verify
from toolkit.workflow.reporting import write_report
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_terms, list_members
from toolkit.workflow.voting import (
    call_off_voting,
    cast_vote,
    conclude_voting,
    list_open_votings,
    open_voting,
    see_voting,
)

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R06
P01,1,Plover,R07
"""
TEAM = ("Heron", "Kestrel", "Plover", "Wren")
CANARY = "CANARY said first"


@pytest.fixture
def revealed(study: Project, tmp_path: Path) -> Project:
    path = tmp_path / "codings.csv"
    path.write_text(ROWS, encoding="utf-8")
    import_codings(study, path)
    add_member(study, "Swift", roles=[Role.GUEST])
    return study


def the_difference(project: Project) -> str:
    (difference,) = list_differences(project)
    return difference.id


def start(project: Project, present: tuple[str, ...] = TEAM, **given: bool) -> Voting:
    return open_voting(
        project, by="Heron", difference=the_difference(project), present=present, **given
    )


def take(project: Project, voting: Voting, codes: dict[str, str], why: str = "") -> None:
    for who, code in codes.items():
        cast_vote(
            project,
            by=who,
            voting=voting.id,
            choice=Choice.TAKE_CODE,
            codes=[code],
            why=why and f"{why} of {who}",
        )


def settle(project: Project, codes: dict[str, str]) -> Decision:
    voting = start(project)
    take(project, voting, codes)
    decision, _ = conclude_voting(project, by="Heron", voting=voting.id, reason="We talked.")
    return decision


ALL_FOR_ONE = dict.fromkeys(TEAM, "R06")
ONE_SIDE = {"Heron": "R06", "Wren": "R06", "Kestrel": "R07", "Plover": "R07"}


def rows_of(project: Project, *names: str) -> list[str]:
    """Every row of the named tables, or of all, as text."""
    wanted = names or tuple(tables.project.tables)
    with project.reading() as tx:
        return [
            f"{name} {tuple(row)}"
            for name in wanted
            for row in tx.execute(select(tables.project.tables[name]))
        ]


def at_once(acts: dict[str, Callable[[], object]]) -> tuple[list[object], list[ToolkitError]]:
    """What each act gave or how it failed, all of them started in one moment."""
    made: list[object] = []
    failures: list[ToolkitError] = []
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        ready.wait()
        try:
            made.append(act())
        except ToolkitError as error:
            failures.append(error)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts.values()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made, failures


def test_no_vote_is_seen_before_the_last_one_is_cast_by_nobody(
    revealed: Project, tmp_path: Path
) -> None:
    voting = start(revealed)
    three = {who: "R07" for who in TEAM if who != "Wren"}
    take(revealed, voting, three, CANARY)
    views = {who: see_voting(revealed, by=who, difference=voting.difference_id) for who in TEAM}
    for who, view in views.items():
        assert view is not None
        assert (view.votes, view.verdict) == ((), None)
        assert len(view.voted) == 3
        assert repr(view).count(CANARY) == (0 if who == "Wren" else 1), who
        assert (view.own is not None) == (who != "Wren")
    report = tmp_path / "report.docx"
    write_report(revealed, report)
    seen = [
        repr(load_study(revealed)),
        repr(list_open_votings(revealed)),
        toolkit.open_project(revealed.folder).decisions().to_csv(),
        *rows_of(revealed, "audit"),
    ]
    assert [words for words in seen if CANARY in words] == []
    # All kinds of choice and code would stand in the log's rows, were they there.
    assert "take_code" not in "".join(rows_of(revealed, "audit"))

    take(revealed, voting, {"Wren": "R06"}, CANARY)
    for who in (*TEAM, "Swift"):
        view = see_voting(revealed, by=who, difference=voting.difference_id)
        assert view is not None
        assert view.verdict is not None
        assert len(view.votes) == 4
        assert repr(view.votes).count(CANARY) == 4


def test_the_log_tells_of_a_vote_who_cast_it_and_where_and_nothing_else(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, {"Plover": "R07"}, CANARY)
    with revealed.reading() as tx:
        last = audit.list_acts(tx)[-1]
    (plover,) = (m.id for m in list_members(revealed) if m.pen_name == "Plover")
    assert (last.kind, last.actor_id, last.facts) == ("vote.cast", plover, {"voting": voting.id})
    assert verify(revealed).problems == ()


def test_a_vote_can_change_until_everybody_has_voted_and_then_no_more(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, {"Heron": "R07", "Wren": "R06", "Kestrel": "R06"})
    take(revealed, voting, {"Heron": "R06"}, "On second thoughts,")
    view = see_voting(revealed, by="Heron", difference=voting.difference_id)
    assert view is not None
    assert view.own is not None
    assert (view.own.vote.code_ids, view.own.why) == (("R06",), "On second thoughts, of Heron")
    assert len(view.voted) == 3
    take(revealed, voting, {"Plover": "R06"})
    before = rows_of(revealed, "cast_votes")
    with pytest.raises(WrongState, match="W222"):
        take(revealed, voting, {"Heron": "R07"})
    assert rows_of(revealed, "cast_votes") == before


def test_only_those_present_when_voting_opened_vote(revealed: Project) -> None:
    voting = start(revealed, ("Heron", "Plover"))
    with pytest.raises(NotAllowed, match="W221"):
        take(revealed, voting, {"Kestrel": "R06"})
    with pytest.raises(NotAllowed, match="W221"):
        take(revealed, voting, {"Swift": "R06"})
    assert rows_of(revealed, "cast_votes") == []


def test_a_guest_is_refused_whatever_they_try(revealed: Project) -> None:
    made = settle(revealed, ONE_SIDE)
    voting = start(revealed)
    before = rows_of(revealed)
    for refused in (
        lambda: open_voting(
            revealed, by="Swift", difference=voting.difference_id, present=["Heron", "Plover"]
        ),
        lambda: conclude_voting(revealed, by="Swift", voting=voting.id, reason="Mine."),
        lambda: call_off_voting(revealed, by="Swift", voting=voting.id),
        lambda: add_dissent(revealed, by="Swift", decision=made.id, words="No."),
    ):
        with pytest.raises(WrongRole):
            refused()
    assert rows_of(revealed) == before


def test_a_room_that_cannot_vote_is_refused(revealed: Project) -> None:
    for present, code in (
        (["Heron"], "W220"),
        (["Heron", "Heron"], "W220"),
        ([], "W220"),
        (["Heron", "Swift"], "W182"),
        (["Heron", "Stranger"], "W182"),
    ):
        with pytest.raises((BadInput, NotFound), match=code):
            open_voting(revealed, by="Heron", difference=the_difference(revealed), present=present)
    assert rows_of(revealed, "votings") == []


def test_two_votes_opened_at_once_make_one_and_one_clear_conflict(revealed: Project) -> None:
    difference = the_difference(revealed)
    made, failures = at_once(
        {
            who: lambda who=who: open_voting(  # type: ignore[misc]
                revealed, by=who, difference=difference, present=TEAM
            )
            for who in ("Heron", "Plover")
        }
    )
    assert (len(made), [f.problem.code for f in failures]) == (1, ["D302"])
    assert len(list_open_votings(revealed)) == 1


def test_a_called_off_vote_leaves_no_votes_and_another_can_be_opened(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, {"Heron": "R07", "Plover": "R06"}, CANARY)
    ended = call_off_voting(revealed, by="Plover", voting=voting.id)
    assert (ended.is_open, ended.decision_id) == (False, None)
    assert see_voting(revealed, by="Heron", difference=voting.difference_id) is None
    assert [row for row in rows_of(revealed) if CANARY in row] == []
    if revealed.database.engine.dialect.name == "sqlite":
        files = [p for p in revealed.folder.iterdir() if CANARY.encode() in p.read_bytes()]
        assert files == []
    for refused in (
        lambda: take(revealed, voting, {"Heron": "R06"}),
        lambda: call_off_voting(revealed, by="Heron", voting=voting.id),
        lambda: conclude_voting(revealed, by="Heron", voting=voting.id, reason="x"),
    ):
        with pytest.raises(WrongState, match="W226"):
            refused()
    assert start(revealed).id != voting.id


def test_votes_once_seen_cannot_be_undone_by_calling_off(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, ALL_FOR_ONE)
    with pytest.raises(WrongState, match="W223"):
        call_off_voting(revealed, by="Heron", voting=voting.id)
    assert len(rows_of(revealed, "cast_votes")) == 4


def test_votes_once_seen_cannot_be_turned_by_another_rule(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, ONE_SIDE | {"Kestrel": "R06"})
    change_terms(revealed, by="Heron", reason="To win.", rule=Rule.ALL_BUT_ONE)
    decision, _ = conclude_voting(revealed, by="Heron", voting=voting.id, reason="We talked.")
    assert (decision.outcome, decision.rule) == (Outcome.OPEN, Rule.MAJORITY_EACH_SIDE)


def test_nothing_is_concluded_while_somebody_has_not_voted(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, {who: "R06" for who in TEAM if who != "Plover"})
    with pytest.raises(WrongState, match="1 of 4 people"):
        conclude_voting(revealed, by="Heron", voting=voting.id, reason="She left.")
    assert load_study(revealed).decisions == ()


def test_a_decision_is_what_the_rule_makes_of_the_votes_cast(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, ALL_FOR_ONE, CANARY)
    decision, verdict = conclude_voting(
        revealed, by="Plover", voting=voting.id, reason="  The night comes first.\r\n"
    )
    (kept,) = load_study(revealed).decisions
    assert kept == decision
    assert (kept.outcome, kept.code_ids) == (Outcome.SETTLED, ("R06",))
    assert kept.reason == "The night comes first."
    assert set(kept.present) == {vote.member_id for vote in kept.votes}
    assert "4 of 4" in verdict.explanation
    view = see_voting(revealed, by="Kestrel", difference=voting.difference_id)
    assert view is not None
    assert view.voting.decision_id == decision.id
    assert sorted(cast.why for cast in view.votes) == [f"{CANARY} of {who}" for who in TEAM]
    assert list_open_votings(revealed) == ()
    assert verify(revealed).problems == ()


def test_one_side_cannot_win_alone_in_either_way_of_deciding(revealed: Project) -> None:
    by_device = settle(revealed, ONE_SIDE)
    by_hand, _ = decide(
        revealed,
        by="Heron",
        difference=the_difference(revealed),
        ballots=[Ballot(who, Choice.TAKE_CODE, (code,)) for who, code in ONE_SIDE.items()],
        reason="We talked.",
    )
    assert (by_device.outcome, by_device.choice, by_device.code_ids) == (Outcome.OPEN, None, ())
    assert (by_hand.outcome, by_hand.votes) == (by_device.outcome, by_device.votes)
    assert by_hand.replaces == by_device.id


def test_two_who_conclude_at_once_make_one_decision_and_one_clear_conflict(
    revealed: Project,
) -> None:
    voting = start(revealed)
    take(revealed, voting, ALL_FOR_ONE)
    made, failures = at_once(
        {
            who: lambda who=who: conclude_voting(  # type: ignore[misc]
                revealed, by=who, voting=voting.id, reason=f"{who} writes."
            )
            for who in TEAM
        }
    )
    assert (len(made), [f.problem.code for f in failures]) == (1, ["W227"] * 3)
    assert len(load_study(revealed).decisions) == 1
    with pytest.raises(WrongState, match="W227"):
        conclude_voting(revealed, by="Heron", voting=voting.id, reason="Once more.")
    assert len(load_study(revealed).decisions) == 1
    assert verify(revealed).problems == ()


def test_nobody_decides_by_hand_while_others_vote_unseen(revealed: Project) -> None:
    voting = start(revealed)
    with pytest.raises(WrongState, match="W188"):
        decide(
            revealed,
            by="Heron",
            difference=voting.difference_id,
            ballots=[Ballot(who, Choice.PARK) for who in TEAM],
            reason="Quicker so.",
        )
    assert load_study(revealed).decisions == ()


def test_what_is_settled_is_voted_on_again_only_on_purpose(revealed: Project) -> None:
    first = settle(revealed, ALL_FOR_ONE)
    with pytest.raises(BadInput, match="W187"):
        start(revealed)
    voting = start(revealed, reopens=True)
    take(revealed, voting, dict.fromkeys(TEAM, "R07"))
    second, _ = conclude_voting(revealed, by="Wren", voting=voting.id, reason="Read again.")
    study = load_study(revealed)
    assert (second.replaces, len(study.decisions)) == (first.id, 2)
    assert current_decisions(study.decisions) == (second,)


def test_what_stayed_open_can_be_voted_on_again(revealed: Project) -> None:
    first = settle(revealed, ONE_SIDE)
    assert settle(revealed, ALL_FOR_ONE).replaces == first.id


HOSTILE_VOTES: list[tuple[dict[str, object], str]] = [
    ({"codes": ["X99"]}, "W183"),
    ({"codes": ["' OR 1=1 --"]}, "W183"),
    ({"codes": ["R06"], "start": 3}, "W184"),
    ({"codes": ["R06"], "end": 3}, "W184"),
    ({"codes": ["R06"], "start": 0, "end": 10**30}, "W185"),
    ({"codes": ["R06"], "start": 0, "end": 40}, "W185"),
    ({"codes": ["R06"], "start": 40, "end": 40}, "W185"),
    ({"codes": ["R06"], "start": -5, "end": 40}, "W185"),
    ({"codes": []}, "V103"),
    ({"choice": Choice.PARK, "codes": ["R06"]}, "V103"),
    ({"codes": ["R06"], "why": "x" * 5_001}, "W198"),
    ({"codes": ["R06"], "why": "a\x00b"}, "W198"),
    ({"codes": ["R06"], "why": "a\ud800b"}, "W198"),
    ({"voting": "no-such-vote"}, "W225"),
    ({"by": "Stranger"}, "W110"),
]


def test_a_hostile_vote_is_refused_and_changes_nothing(revealed: Project) -> None:
    voting = start(revealed)
    before = rows_of(revealed)
    usual = {"by": "Heron", "voting": voting.id, "choice": Choice.TAKE_CODE}
    for given, code in HOSTILE_VOTES:
        with pytest.raises(ToolkitError, match=code):
            cast_vote(revealed, **(usual | given))  # type: ignore[arg-type]
    assert rows_of(revealed) == before


def test_the_whole_extent_told_in_numbers_counts_as_the_whole(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    voting = start(revealed, ("Heron", "Plover"))
    take(revealed, voting, {"Heron": "R06"})
    cast_vote(
        revealed,
        by="Plover",
        voting=voting.id,
        choice=Choice.TAKE_CODE,
        codes=["Alone at night"],
        start=difference.start,
        end=difference.end,
    )
    decision, _ = conclude_voting(revealed, by="Heron", voting=voting.id, reason="The same.")
    assert decision.outcome is Outcome.SETTLED


def test_words_that_were_chosen_are_what_the_team_takes(revealed: Project) -> None:
    (difference,) = list_differences(revealed)
    voting = start(revealed, ("Heron", "Plover"))
    extent = {"start": difference.start + 4, "end": difference.end - 4}
    for who in ("Heron", "Plover"):
        cast_vote(
            revealed, by=who, voting=voting.id, choice=Choice.TAKE_CODE, codes=["R06"], **extent
        )
    decision, _ = conclude_voting(revealed, by="Heron", voting=voting.id, reason="Those words.")
    assert {"start": decision.start, "end": decision.end} == extent


def test_a_decision_without_a_reason_that_can_be_kept_leaves_the_vote_open(
    revealed: Project,
) -> None:
    voting = start(revealed)
    take(revealed, voting, ALL_FOR_ONE)
    for reason in ("", "  \n ", "x" * 5_001, "a\x00b"):
        with pytest.raises(BadInput):
            conclude_voting(revealed, by="Heron", voting=voting.id, reason=reason)
    assert list_open_votings(revealed) == (voting,)
    assert load_study(revealed).decisions == ()


def test_dissent_after_the_decision_travels_into_tables_and_report(
    revealed: Project, tmp_path: Path
) -> None:
    made = settle(revealed, ALL_FOR_ONE | {"Plover": "R07", "Kestrel": "R06"})
    signed = add_dissent(revealed, by="Plover", decision=made.id, words=" It is the <b>morning</b>")
    both = add_dissent(
        revealed, by="Wren", decision=made.id, words="I waver & stay.", is_signed=False
    )
    assert [d.words for d in both.dissents] == ["It is the <b>morning</b>", "I waver & stay."]
    assert [d.member_id is None for d in both.dissents] == [False, True]
    assert signed.dissents == both.dissents[:1]
    assert load_study(revealed).decisions == (both,)
    table = toolkit.open_project(revealed.folder).decisions()
    assert list(table["dissents"]) == [2]
    assert table["dissent"][0].splitlines() == [
        "Plover: It is the <b>morning</b>",
        "Unsigned: I waver & stay.",
    ]
    report = tmp_path / "report.docx"
    write_report(revealed, report)
    import docx

    told = [
        paragraph.text for paragraph in docx.Document(str(report)).paragraphs
    ]  # labelled lines are paragraphs
    assert any("Dissent (Plover)" in line and "<b>morning</b>" in line for line in told)
    assert any("Dissent (unsigned)" in line and "I waver & stay." in line for line in told)


def test_unsigned_dissent_leaves_no_trace_of_who(revealed: Project) -> None:
    made = settle(revealed, ALL_FOR_ONE)
    before = rows_of(revealed)
    add_dissent(revealed, by="Wren", decision=made.id, words="I waver.", is_signed=False)
    added = [row for row in rows_of(revealed) if row not in before]
    assert len(added) == 2
    people = {who for m in list_members(revealed) for who in (m.id, m.pen_name)}
    assert [row for row in added if any(who in row for who in people)] == []
    with revealed.reading() as tx:
        last = audit.list_acts(tx)[-1]
    assert (last.kind, last.actor_id, last.facts) == (
        "dissent.added", None, {"decision": made.id},
    )  # fmt: skip


def test_the_same_dissent_sent_twice_is_kept_once(revealed: Project) -> None:
    made = settle(revealed, ALL_FOR_ONE)
    for is_signed in (True, False):
        given = {"by": "Wren", "decision": made.id, "words": "I waver.", "is_signed": is_signed}
        add_dissent(revealed, **given)  # type: ignore[arg-type]
        with pytest.raises(BadInput, match="W194"):
            add_dissent(revealed, **given)  # type: ignore[arg-type]
    add_dissent(revealed, by="Plover", decision=made.id, words="I waver.")
    assert len(load_study(revealed).decisions[0].dissents) == 3


def test_dissent_without_words_that_can_be_kept_is_refused(revealed: Project) -> None:
    made = settle(revealed, ALL_FOR_ONE)
    for words, code in ((" \n", "W186"), ("x" * 5_001, "W198"), ("\x07", "W198")):
        with pytest.raises(BadInput, match=code):
            add_dissent(revealed, by="Wren", decision=made.id, words=words)
    assert rows_of(revealed, "dissents") == []


def test_dissent_goes_to_the_decision_that_holds_now(revealed: Project) -> None:
    first = settle(revealed, ONE_SIDE)
    settle(revealed, ALL_FOR_ONE)
    with pytest.raises(WrongState, match="W193"):
        add_dissent(revealed, by="Plover", decision=first.id, words="Still not.")
    with pytest.raises(NotFound, match="W189"):
        add_dissent(revealed, by="Plover", decision="none", words="Still not.")


def test_somebody_of_both_sides_counts_in_both(revealed: Project) -> None:
    add_member(revealed, "Avocet", roles=[Role.CODER], sides=set(Side))
    voting = start(revealed, ("Heron", "Avocet"))
    take(revealed, voting, {"Heron": "R06", "Avocet": "R06"})
    decision, _ = conclude_voting(revealed, by="Avocet", voting=voting.id, reason="We agree.")
    assert decision.outcome is Outcome.SETTLED


def test_what_is_logged_is_ids_only(revealed: Project) -> None:
    voting = start(revealed)
    take(revealed, voting, ALL_FOR_ONE, CANARY)
    conclude_voting(revealed, by="Heron", voting=voting.id, reason=CANARY)
    with revealed.reading() as tx:
        acts = [act for act in audit.list_acts(tx) if voting.id in json.dumps(dict(act.facts))]
    assert [act.kind for act in acts] == [
        "voting.opened", *["vote.cast"] * 4, "voting.concluded",
    ]  # fmt: skip
    assert CANARY not in repr(acts)
