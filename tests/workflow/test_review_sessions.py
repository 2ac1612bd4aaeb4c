"""The review room: who is there, who chairs, what is in front of everybody, and its minutes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from tests.workflow.test_voting import at_once
from toolkit.cli import commands
from toolkit.errors import BadInput, NotAllowed, NotFound, ToolkitError, WrongRole, WrongState
from toolkit.model.decision import Choice, Decision, Outcome, QueueOrder, ReviewSession
from toolkit.model.team import Role, Rule
from toolkit.storage import audit
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import add_dissent, add_reason, list_differences
from toolkit.workflow.minutes import make_minutes
from toolkit.workflow.next_steps import Task, describe_standing
from toolkit.workflow.own_words import claim_words
from toolkit.workflow.projects import verify
from toolkit.workflow.review_sessions import (
    Room,
    begin_session,
    end_session,
    follow_chair,
    join_session,
    leave_session,
    open_room_vote,
    pass_chair,
    see_lobby,
    see_room,
    take_up,
)
from toolkit.workflow.rounds import open_round, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_terms
from toolkit.workflow.voting import (
    call_off_voting,
    cast_vote,
    conclude_voting,
    open_voting,
    see_voting,
)

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R07
P01,1,Plover,R07
P01,3,Heron,V03
P01,3,Wren,V04
P01,3,Kestrel,V03
P01,3,Plover,V04
P02,1,Kestrel,T01
P02,3,Heron,V03
P02,3,Wren,V03
P02,3,Kestrel,V03
P02,3,Plover,V04
"""
TEAM = ("Heron", "Kestrel", "Plover", "Wren")
NIGHT, MORNING, TRAINING, SERVICE = range(4)


@pytest.fixture
def revealed(study: Project, tmp_path: Path) -> Project:
    (tmp_path / "codings.csv").write_text(ROWS, encoding="utf-8")
    import_codings(study, tmp_path / "codings.csv")
    add_member(study, "Swift", roles=[Role.GUEST])
    add_member(study, "Dunnock", roles=[Role.CHECKER])
    return study


def meet(project: Project, *, chair: str = "Heron", **given: object) -> ReviewSession:
    """A meeting with the four in it."""
    begin_session(project, by="Heron", chair=chair, **given)  # type: ignore[arg-type]
    for name in TEAM:
        made = join_session(project, by=name)
    return made


def room_of(project: Project, name: str, place: str | None = None) -> Room:
    found = see_room(project, by=name, place=place)
    assert found is not None
    return found


def shown_to(project: Project, name: str, place: str | None = None) -> str:
    shown = room_of(project, name, place).shown
    assert shown is not None
    return shown.place.difference.id


def ids(project: Project) -> list[str]:
    return [found.id for found in list_differences(project)]


def settle(project: Project, choice: Choice = Choice.KEEP_BOTH, reason: str = "So.") -> Decision:
    """A vote of all four on what is in front of them, for one thing."""
    voting = open_room_vote(project, by="Heron")
    for name in TEAM:
        cast_vote(project, by=name, voting=voting.id, choice=choice)
    return conclude_voting(project, by="Heron", voting=voting.id, reason=reason)[0]


# Beginning


def test_the_chair_goes_round_and_the_team_may_choose_otherwise(revealed: Project) -> None:
    assert see_lobby(revealed).chairs == TEAM
    chaired = []
    for _ in range(5):
        session = begin_session(revealed, by="Heron")
        names = {member.id: member.pen_name for member in load_study(revealed).members}
        chaired.append(names[session.chair])
        for name in TEAM:
            join_session(revealed, by=name)
        end_session(revealed, by=chaired[-1])
    assert chaired == ["Heron", "Kestrel", "Plover", "Wren", "Heron"]
    begin_session(revealed, by="Heron", chair="Wren")
    assert room_of(revealed, "Heron").chair == "Wren"


def test_who_chaired_in_the_middle_of_a_session_has_had_a_turn(revealed: Project) -> None:
    meet(revealed)
    pass_chair(revealed, by="Kestrel", to="Kestrel")
    end_session(revealed, by="Kestrel")
    assert see_lobby(revealed).chairs == ("Plover", "Wren", "Heron", "Kestrel")


def test_only_who_has_a_vote_begins_and_only_who_opens_votes_chairs(revealed: Project) -> None:
    with pytest.raises(WrongRole):
        begin_session(revealed, by="Swift")
    for name in ("Swift", "Dunnock", "Nobody"):
        with pytest.raises(NotFound, match="W301"):
            begin_session(revealed, by="Heron", chair=name)
    assert see_room(revealed, by="Heron") is None


def test_of_two_who_begin_at_once_one_is_told_to_join(revealed: Project) -> None:
    made, failures = at_once(
        {name: lambda name=name: begin_session(revealed, by=name) for name in ("Heron", "Wren")}  # type: ignore[misc]
    )
    assert (len(made), len(failures)) == (1, 1)
    assert "W300" in str(failures[0])
    assert [one.number for one in load_study(revealed).sessions] == [1]


def test_nothing_sealed_enters_a_room(study: Project) -> None:
    open_round(study, "Round 1", by="Heron")
    for name in TEAM[:3]:
        seal(study, by=name)
    assert see_lobby(study).transcripts == ()
    with pytest.raises(BadInput, match="W302"):
        begin_session(study, by="Heron")
    with pytest.raises(NotFound, match="W307"):
        begin_session(study, by="Heron", transcripts=["P01"])


def test_a_new_round_that_is_sealed_adds_nothing_to_a_session_that_goes_on(
    revealed: Project,
) -> None:
    meet(revealed)
    before = room_of(revealed, "Wren")
    open_round(revealed, "Round 2", by="Heron")
    for name in TEAM:
        seal(revealed, by=name)
    after = room_of(revealed, "Wren")
    assert [one.difference for one in after.queue] == [one.difference for one in before.queue]
    assert "Round 2" not in repr(after)


def test_an_empty_queue_begins_nothing(revealed: Project) -> None:
    meet(revealed)
    for place in ids(revealed):
        take_up(revealed, by="Heron", difference=place)
        settle(revealed)
    end_session(revealed, by="Heron")
    with pytest.raises(BadInput, match="W302"):
        begin_session(revealed, by="Heron")


# The queue


@pytest.mark.parametrize(
    ("order", "queue"),
    [
        (QueueOrder.TRANSCRIPT, [NIGHT, MORNING, TRAINING, SERVICE]),
        # Of six pairs four differ at night and in the morning, three elsewhere.
        (QueueOrder.MOST_DIFFERENT, [NIGHT, MORNING, TRAINING, SERVICE]),
        (QueueOrder.BY_CODE, [NIGHT, TRAINING, MORNING, SERVICE]),
        # In the morning each side gave both codes.
        (QueueOrder.BETWEEN_SIDES, [NIGHT, TRAINING, SERVICE]),
    ],
)
def test_the_queue_is_in_the_order_that_the_team_chose(
    revealed: Project, order: QueueOrder, queue: list[int]
) -> None:
    meet(revealed, order=order)
    found = [place.difference.id for place in room_of(revealed, "Wren").queue]
    assert found == [ids(revealed)[which] for which in queue]


def test_the_queue_holds_what_was_open_and_keeps_what_is_settled_on_the_way(
    revealed: Project,
) -> None:
    meet(revealed)
    settle(revealed)
    assert len(room_of(revealed, "Wren").queue) == 4
    end_session(revealed, by="Heron")
    meet(revealed)
    assert len(room_of(revealed, "Wren").queue) == 3
    assert shown_to(revealed, "Wren") == ids(revealed)[MORNING]


def test_a_session_is_about_its_transcripts_alone(revealed: Project) -> None:
    meet(revealed, transcripts=["P02"])
    assert {place.transcript for place in room_of(revealed, "Wren").queue} == {"P02"}
    with pytest.raises(NotFound, match="W305"):
        take_up(revealed, by="Heron", difference=ids(revealed)[NIGHT])
    follow_chair(revealed, by="Wren", follows=False)
    assert room_of(revealed, "Wren", ids(revealed)[NIGHT]).shown is None


# Following


def test_everybody_sees_the_chairs_place_but_who_looks_around_alone(revealed: Project) -> None:
    meet(revealed)
    follow_chair(revealed, by="Wren", follows=False)
    night, morning = ids(revealed)[:2]
    take_up(revealed, by="Heron", difference=morning)
    assert shown_to(revealed, "Kestrel") == morning
    # An address left over does not lead away who follows.
    assert shown_to(revealed, "Kestrel", night) == morning
    assert shown_to(revealed, "Wren", night) == night
    assert not room_of(revealed, "Wren").follows


def test_the_switch_is_kept_for_who_drops_out_and_tells_nobody(revealed: Project) -> None:
    meet(revealed)
    with revealed.reading() as tx:
        rows = audit.count_acts(tx)
    follow_chair(revealed, by="Wren", follows=False)
    with revealed.reading() as tx:
        assert audit.count_acts(tx) == rows
    leave_session(revealed, by="Wren")
    join_session(revealed, by="Wren")
    assert not room_of(revealed, "Wren").follows
    assert "follows" not in repr(load_study(revealed).sessions)


def test_only_the_chair_turns_the_page(revealed: Project) -> None:
    meet(revealed)
    morning = ids(revealed)[MORNING]
    for name in ("Kestrel", "Swift"):
        join_session(revealed, by=name)
        for act in (
            lambda name=name: take_up(revealed, by=name, difference=morning),  # type: ignore[misc]
            lambda name=name: end_session(revealed, by=name),  # type: ignore[misc]
        ):
            with pytest.raises(NotAllowed, match="W310"):
                act()
    with pytest.raises(NotAllowed, match="W310"):
        open_room_vote(revealed, by="Kestrel")
    assert shown_to(revealed, "Wren") == ids(revealed)[NIGHT]


def test_a_chair_who_has_gone_is_followed_by_anybody_there(revealed: Project) -> None:
    meet(revealed)
    leave_session(revealed, by="Heron")
    with pytest.raises(WrongState, match="W309"):
        take_up(revealed, by="Heron", difference=ids(revealed)[MORNING])
    for who, to in (("Kestrel", "Heron"), ("Kestrel", "Swift"), ("Kestrel", "Nobody")):
        with pytest.raises(BadInput, match="W304"):
            pass_chair(revealed, by=who, to=to)
    pass_chair(revealed, by="Kestrel", to="Plover")
    take_up(revealed, by="Plover", difference=ids(revealed)[MORNING])
    with pytest.raises(BadInput, match="W304"):
        pass_chair(revealed, by="Kestrel", to="Plover")
    assert room_of(revealed, "Wren").chair == "Plover"


# Being there


def test_a_guest_listens_and_has_no_vote_and_no_word_about_others(revealed: Project) -> None:
    meet(revealed)
    join_session(revealed, by="Swift")
    room = room_of(revealed, "Swift")
    assert "Swift" in {member.pen_name for member in room.here}
    assert "Swift" not in room.speakers
    with pytest.raises(WrongRole):
        leave_session(revealed, by="Swift", member="Heron")
    with pytest.raises(WrongRole):
        pass_chair(revealed, by="Swift", to="Kestrel")
    voting = open_room_vote(revealed, by="Heron")
    assert len(voting.present) == 4
    with pytest.raises(NotAllowed):
        cast_vote(revealed, by="Swift", voting=voting.id, choice=Choice.PARK)


def test_who_is_not_there_has_no_part_in_it(revealed: Project) -> None:
    begin_session(revealed, by="Heron")
    with pytest.raises(WrongState, match="W309"):
        pass_chair(revealed, by="Wren", to="Heron")
    with pytest.raises(WrongState, match="W309"):
        follow_chair(revealed, by="Wren", follows=False)
    with pytest.raises(NotFound, match="W303"):
        leave_session(revealed, by="Wren")
    assert not room_of(revealed, "Wren").is_in
    # One alone cannot vote.
    with pytest.raises(BadInput, match="W220"):
        open_room_vote(revealed, by="Heron")


def test_coming_in_twice_is_coming_in_once(revealed: Project) -> None:
    meet(revealed)
    with revealed.reading() as tx:
        rows = audit.count_acts(tx)
    join_session(revealed, by="Wren")
    with revealed.reading() as tx:
        assert audit.count_acts(tx) == rows
    (session,) = load_study(revealed).sessions
    assert len(session.here) == len(session.people) == 4


ACTS: dict[str, Callable[[Project], object]] = {
    "join": lambda project: join_session(project, by="Wren"),
    "leave": lambda project: leave_session(project, by="Wren"),
    "follow": lambda project: follow_chair(project, by="Wren", follows=False),
    "chair": lambda project: pass_chair(project, by="Wren", to="Heron"),
    "take up": lambda project: take_up(project, by="Wren", difference=ids(project)[0]),
    "vote": lambda project: open_room_vote(project, by="Wren"),
    "end": lambda project: end_session(project, by="Wren"),
}


@pytest.mark.parametrize("act", ACTS)
def test_without_a_meeting_nothing_of_it_can_be_done(revealed: Project, act: str) -> None:
    with pytest.raises(WrongState, match="W308"):
        ACTS[act](revealed)
    meet(revealed)
    end_session(revealed, by="Heron")
    with pytest.raises(WrongState, match="W308"):
        ACTS[act](revealed)


# Speaking and voting


def test_the_order_of_speaking_is_one_for_all_and_another_at_each_place(
    revealed: Project,
) -> None:
    meet(revealed)
    orders = []
    for place in ids(revealed):
        take_up(revealed, by="Heron", difference=place)
        (order,) = {room_of(revealed, name).speakers for name in (*TEAM, "Swift")}
        assert sorted(order) == sorted(TEAM)
        orders.append(order)
    assert len(set(orders)) > 1


def test_who_votes_is_who_was_there_when_it_opened(revealed: Project) -> None:
    meet(revealed)
    leave_session(revealed, by="Plover")
    voting = open_room_vote(revealed, by="Heron")
    join_session(revealed, by="Plover")
    assert len(voting.present) == 3
    with pytest.raises(NotAllowed, match="W221"):
        cast_vote(revealed, by="Plover", voting=voting.id, choice=Choice.PARK)
    assert "Plover" not in room_of(revealed, "Wren").speakers


def test_who_drops_out_is_waited_for_and_finds_all_as_it_is(revealed: Project) -> None:
    meet(revealed)
    voting = open_room_vote(revealed, by="Heron")
    cast_vote(revealed, by="Plover", voting=voting.id, choice=Choice.PARK, why="Not today.")
    leave_session(revealed, by="Kestrel", member="Plover")
    for name in ("Heron", "Kestrel"):
        cast_vote(revealed, by=name, voting=voting.id, choice=Choice.PARK)
    view = see_voting(revealed, by="Wren", difference=voting.difference_id)
    assert view is not None
    assert view.votes == ()
    join_session(revealed, by="Plover")
    shown = room_of(revealed, "Plover").shown
    assert shown is not None
    assert shown.voting is not None
    assert shown.voting.own is not None
    assert (shown.voting.own.why, len(shown.voting.voted)) == ("Not today.", 3)
    # The team can also go on without somebody, by opening it anew.
    leave_session(revealed, by="Wren")
    call_off_voting(revealed, by="Heron", voting=voting.id)
    assert len(open_room_vote(revealed, by="Heron").present) == 3


def test_a_vote_is_opened_once_and_a_settled_place_only_on_purpose(revealed: Project) -> None:
    meet(revealed)
    open_room_vote(revealed, by="Heron")
    with pytest.raises(WrongState, match="D302"):
        open_room_vote(revealed, by="Heron")
    take_up(revealed, by="Heron", difference=ids(revealed)[MORNING])
    first = settle(revealed)
    with pytest.raises(BadInput, match="W187"):
        open_room_vote(revealed, by="Heron")
    again = open_room_vote(revealed, by="Heron", reopens=True)
    assert again.replaces == first.id


def test_a_meeting_does_not_end_over_an_open_vote(revealed: Project) -> None:
    meet(revealed)
    voting = open_room_vote(revealed, by="Heron")
    take_up(revealed, by="Heron", difference=ids(revealed)[MORNING])
    assert room_of(revealed, "Wren").is_vote_open
    with pytest.raises(WrongState, match="W306"):
        end_session(revealed, by="Heron")
    call_off_voting(revealed, by="Heron", voting=voting.id)
    assert end_session(revealed, by="Heron", next_words=" Rest. ").next == "Rest."


def test_of_two_who_write_a_decision_down_at_once_both_texts_are_kept(revealed: Project) -> None:
    meet(revealed)
    voting = open_room_vote(revealed, by="Heron")
    for name in TEAM:
        cast_vote(revealed, by=name, voting=voting.id, choice=Choice.KEEP_BOTH)
    said = {"Heron": "Because of the night.", "Kestrel": "Because of the morning."}
    made, failures = at_once(
        {
            name: lambda name=name: conclude_voting(  # type: ignore[misc]
                revealed, by=name, voting=voting.id, reason=said[name]
            )
            for name in said
        }
    )
    assert (len(made), len(failures)) == (1, 1)
    assert "W227" in str(failures[0])
    assert "one decision" in str(failures[0])
    (decision,) = load_study(revealed).decisions
    (late,) = {*said.values()} - {decision.reason}
    writer = next(name for name, words in said.items() if words == late)
    more = add_reason(revealed, by=writer, decision=decision.id, words=late)
    assert (more.reason, [one.words for one in more.more_reasons]) == (decision.reason, [late])
    assert load_study(revealed).decisions == (more,)
    for words in (late, decision.reason, "  "):
        by = writer if words == late else "Heron" if said["Heron"] == words else "Kestrel"
        with pytest.raises(BadInput, match="W179"):
            add_reason(revealed, by=by, decision=decision.id, words=words)
    with pytest.raises(WrongRole):
        add_reason(revealed, by="Swift", decision=decision.id, words="Me too.")


def test_a_meeting_waits_for_who_is_not_in_it_on_their_first_page(revealed: Project) -> None:
    begin_session(revealed, by="Heron")

    def is_asked(name: str) -> bool:
        steps = describe_standing(revealed, by=name).steps
        return Task.JOIN_MEETING in {step.task for step in steps}

    assert (is_asked("Heron"), is_asked("Wren"), is_asked("Swift")) == (False, True, True)
    end_session(revealed, by="Heron")
    assert not is_asked("Wren")


# Minutes


def words_of(project: Project, number: int | None = None) -> tuple[str, str]:
    """The minutes as a web page and as the text of a Word file."""
    made = make_minutes(project, number)
    document = Document(io.BytesIO(made.word))
    told = [paragraph.text for paragraph in document.paragraphs]
    told += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return made.page.decode(), "\n".join(told)


def test_the_minutes_tell_what_was_settled_and_what_is_open(revealed: Project) -> None:
    night, morning, training, _ = ids(revealed)
    meet(revealed)
    join_session(revealed, by="Swift")
    decision = settle(revealed, reason="Both are <true>.")
    add_dissent(revealed, by="Plover", decision=decision.id, words="The night comes first.")
    add_reason(revealed, by="Kestrel", decision=decision.id, words="And they know it.")
    take_up(revealed, by="Heron", difference=morning)
    settle(revealed, Choice.PARK, "Too late tonight.")
    take_up(revealed, by="Heron", difference=training)
    pass_chair(revealed, by="Wren", to="Wren")
    leave_session(revealed, by="Kestrel")
    end_session(revealed, by="Wren", next_words="Read P02 again.")
    # What comes later is not in them.
    late = open_voting(
        revealed, by="Heron", difference=night, present=["Heron", "Kestrel"], reopens=True
    )
    for name in ("Heron", "Kestrel"):
        cast_vote(revealed, by=name, voting=late.id, choice=Choice.LEAVE_OPEN)
    conclude_voting(revealed, by="Heron", voting=late.id, reason="LATER")

    page, word = words_of(revealed)
    assert "Both are &lt;true&gt;." in page
    for told in (
        "In the chair: Heron and then Wren.",
        "took part; left before the end",
        "listened, without a vote",
        "Of those with a vote: 4 (2 academic, 2 lived experience).",
        "4 places to talk about. Taken up: 3 (1 parked for later, 1 settled, 1 talked about).",
        "both readings stay",
        "more than half of each side agree",
        "keep both readings: 4 (2 academic, 2 lived experience)",
        "And they know it.",
        "The night comes first.",
        "Too late tonight.",
        "Open when the meeting ended: 2 places.",
        "talked about, no decision",
        "not taken up",
        "it was voted on again; this decision is kept",
        "Read P02 again.",
    ):
        assert told in page, told
        assert told in word, told
    assert "LATER" not in page + word


def test_the_floor_hides_the_sides_in_the_minutes(revealed: Project) -> None:
    change_terms(revealed, by="Heron", reason="We are few.", floor=3)
    meet(revealed)
    settle(revealed)
    page, word = words_of(revealed)
    for told in (page, word):
        assert "The counts by side are hidden" in told
        assert "2 academic" not in told
        assert "keep both readings: 4" in told


def test_words_kept_back_and_hard_words_are_so_in_the_minutes_too(revealed: Project) -> None:
    add_content_note(revealed, by="Heron", transcript="P01", turn=1, words="a hard night")
    meet(revealed)
    settle(revealed)
    page, word = words_of(revealed)
    assert "<summary>Content note: a hard night." in page
    assert "You were on your own." in page
    assert "Content note: a hard night" in word
    claim_words(revealed, by="Kestrel", transcript="P01", speaker="P01", may_quote=False)
    for told in words_of(revealed):
        assert "You were on your own." not in told
        assert "keeps these words back" in told


def test_one_side_alone_settles_nothing_and_the_minutes_say_so(revealed: Project) -> None:
    change_terms(revealed, by="Heron", reason="To be sure.", rule=Rule.ALL_BUT_ONE)
    change_terms(revealed, by="Heron", reason="Back again.", rule=Rule.MAJORITY_EACH_SIDE)
    meet(revealed)
    voting = open_room_vote(revealed, by="Heron")
    for name in TEAM:
        choice = Choice.KEEP_BOTH if name in ("Heron", "Wren") else Choice.CHANGE_CODEBOOK
        cast_vote(revealed, by=name, voting=voting.id, choice=choice)
    made, verdict = conclude_voting(revealed, by="Heron", voting=voting.id, reason="Two views.")
    assert made.outcome is Outcome.OPEN
    assert "more than half of each side" in verdict.explanation
    page, _ = words_of(revealed)
    assert "still open; nothing was settled" in page
    settle(revealed)
    page, _ = words_of(revealed)
    settled, still_open = page.split("<h2>What was parked</h2>")
    # It is told once, with what came of the vote before.
    assert "Before that, in this meeting:</strong> still open; nothing was settled" in settled
    assert "Two views." not in still_open


def test_the_terminal_writes_both_files_and_names_no_meeting_that_was_not(
    revealed: Project, tmp_path: Path
) -> None:
    meet(revealed)
    end_session(revealed, by="Heron")
    at = ["minutes", str(revealed.folder), "--to", str(tmp_path)]
    assert CliRunner().invoke(commands, at).exit_code == 0
    assert {path.name for path in tmp_path.glob("minutes-*")} == {
        "minutes-1.docx",
        "minutes-1.html",
    }
    with pytest.raises(ToolkitError, match="W311"):
        make_minutes(revealed, 2)
    assert verify(revealed).problems == ()


def test_a_second_look_sees_what_was_done_since_the_first(revealed: Project) -> None:
    meet(revealed)
    decision = settle(revealed)
    shown = room_of(revealed, "Wren").shown
    assert shown is not None
    assert shown.agreed is not None
    assert shown.agreed.decision == decision
    add_dissent(revealed, by="Wren", decision=decision.id, words="Not for me.")
    assert "Not for me." in repr(room_of(revealed, "Kestrel").shown)
