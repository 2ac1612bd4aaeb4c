"""A question is settled by ranking: step by step, unseen till all are done, counted by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Barrier, Thread

import pytest
from docx import Document
from sqlalchemy import select

from tests.small_study import TEAM
from toolkit.errors import BadInput, NotAllowed, NotFound, ToolkitError, WrongRole, WrongState
from toolkit.model.ranking import Ranking, Step, Subject
from toolkit.model.team import Role, Rule, Side
from toolkit.notebook import ProjectTables
from toolkit.storage import audit, tables
from toolkit.storage.project import Project
from toolkit.workflow.next_steps import Task, describe_standing
from toolkit.workflow.projects import verify
from toolkit.workflow.ranking import (
    RankingView,
    begin_ranking,
    call_off_ranking,
    clarify_idea,
    finish_ideas,
    go_on_without,
    join_ideas,
    keep_apart,
    open_ranking,
    rank_ideas,
    see_ranking,
    see_rankings,
    show_ideas,
    take_back_idea,
    write_idea,
)
from toolkit.workflow.reporting import write_report
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_sides, change_terms

QUESTION = "Which changes matter most?"
IDEAS = {
    "Heron": ("More training", "Pay for it"),
    "Wren": ("A free day after a night",),
    "Kestrel": ("Rest after a night",),
    "Plover": ("Somebody to ring",),
}
Act = Callable[[], object]


def begin(project: Project, places: int = 3, **given: object) -> Ranking:
    return begin_ranking(project, by="Wren", question=QUESTION, places=places, **given)  # type: ignore[arg-type]


def write_all(project: Project, but: Sequence[str] = ()) -> None:
    for who, said in IDEAS.items():
        if who not in but:
            for words in said:
                write_idea(project, by=who, ranking=1, words=words)
            finish_ideas(project, by=who, ranking=1)


def bring_together(project: Project, **given: object) -> None:
    begin(project, **given)  # type: ignore[arg-type]
    write_all(project)
    show_ideas(project, by="Wren", ranking=1)


def bring_to_ranking(project: Project, **given: object) -> None:
    bring_together(project, **given)
    open_ranking(project, by="Heron", ranking=1)


def view(project: Project, by: str = "Heron") -> RankingView:
    return see_ranking(project, by=by, ranking=1)


def number_of(project: Project, words: str) -> int:
    return next(idea.number for idea in view(project).ranking.ideas if idea.words == words)


def rank(project: Project, by: str, *ideas: str) -> Ranking:
    numbers = [str(number_of(project, words)) for words in ideas]
    return rank_ideas(project, by=by, ranking=1, ideas=numbers)


def id_of(project: Project, pen_name: str) -> str:
    return next(one.id for one in load_study(project).members if one.pen_name == pen_name)


def points(project: Project, side: Side | None = None) -> dict[str, int]:
    seen = view(project)
    assert seen.result is not None
    counts = seen.result.all if side is None else seen.result.by_side[side]
    return {seen.ranking.words_of(one.idea_id): one.points for one in counts if one.points}


def refused(act: Act, code: str) -> None:
    with pytest.raises(ToolkitError, match=code):
        act()


def test_a_question_goes_through_its_steps_to_counts_by_side(study: Project) -> None:
    made = begin(study)
    assert (made.number, made.step, len(made.people)) == (1, Step.IDEAS, 4)
    assert describe_standing(study, by="Plover").steps[0].task is Task.RANK
    write_all(study)
    assert view(study, "Plover").ranking.ideas == ()
    shown = show_ideas(study, by="Wren", ranking=1)
    assert sorted(idea.words for idea in shown.ideas) == sorted(sum(IDEAS.values(), ()))
    assert [idea.number for idea in shown.ideas] == [1, 2, 3, 4, 5]
    assert describe_standing(study, by="Plover").steps == ()
    open_ranking(study, by="Wren", ranking=1)
    rank(study, "Heron", "More training", "Pay for it", "Rest after a night")
    rank(study, "Wren", "More training")
    rank(study, "Kestrel", "Rest after a night", "More training")
    assert view(study).result is None
    ended = rank(study, "Plover", "Somebody to ring", "Rest after a night")
    assert ended.step is Step.RANKED
    assert points(study) == {
        "More training": 8,
        "Rest after a night": 6,
        "Somebody to ring": 3,
        "Pay for it": 2,
    }
    assert points(study, Side.ACADEMIC) == {
        "More training": 6,
        "Pay for it": 2,
        "Rest after a night": 1,
    }
    assert points(study, Side.LIVED) == {
        "Rest after a night": 5,
        "Somebody to ring": 3,
        "More training": 2,
    }
    result = view(study).result
    assert result is not None
    assert len(result.gaps) == 4
    assert [one.rankings for one in (view(study).ranking,)] == [()]
    assert verify(study).problems == ()


def test_ideas_are_shown_in_an_order_drawn_by_lot(local_study: Project) -> None:
    begin(local_study)
    for n in range(12):
        write_idea(local_study, by="Heron", ranking=1, words=f"Idea {n:02}")
    for who in TEAM:
        finish_ideas(local_study, by=who, ranking=1)
    shown = show_ideas(local_study, by="Wren", ranking=1).ideas
    # By chance they come out as written once in 479 million times.
    assert [one.words for one in shown] != sorted(one.words for one in shown)


def test_no_step_is_skipped_or_gone_back_to(local_study: Project) -> None:
    begin(local_study)
    steps: dict[str, Act] = {
        "show": lambda: show_ideas(local_study, by="Wren", ranking=1),
        "open": lambda: open_ranking(local_study, by="Wren", ranking=1),
        "write": lambda: write_idea(local_study, by="Wren", ranking=1, words="More"),
        "take": lambda: take_back_idea(local_study, by="Wren", ranking=1, idea="x"),
        "finish": lambda: finish_ideas(local_study, by="Wren", ranking=1),
        "clarify": lambda: clarify_idea(local_study, by="Wren", ranking=1, idea=1, words="x"),
        "join": lambda: join_ideas(local_study, by="Wren", ranking=1, first=1, second=2),
        "apart": lambda: keep_apart(local_study, by="Wren", ranking=1, first=1, second=2),
        "rank": lambda: rank_ideas(local_study, by="Wren", ranking=1, ideas=["1"]),
    }

    def expect_only(*allowed: str) -> None:
        for name, act in steps.items():
            if name not in allowed:
                refused(act, "W359")

    expect_only("show", "write", "take", "finish")
    refused(steps["show"], "W344")
    write_all(local_study)
    steps["show"]()
    expect_only("open", "clarify", "join", "apart")
    steps["open"]()
    expect_only("rank")
    for who in TEAM:
        rank_ideas(local_study, by=who, ranking=1, ideas=["1"])
    expect_only()
    refused(lambda: call_off_ranking(local_study, by="Wren", ranking=1), "W359")
    refused(lambda: go_on_without(local_study, by="Wren", ranking=1), "W359")
    assert see_ranking(local_study, by="Wren", ranking=1).ranking.step is Step.RANKED


def test_steps_are_opened_by_whoever_began_or_a_facilitator_and_guests_only_read(
    local_study: Project,
) -> None:
    add_member(local_study, "Robin", roles={Role.GUEST}, sides=set())
    add_member(local_study, "Tern", roles={Role.CODER}, sides=set())
    bring_together(local_study, people=["Wren", "Heron", "Kestrel", "Plover"])
    for who, error in (("Plover", NotAllowed), ("Tern", NotAllowed), ("Robin", WrongRole)):
        with pytest.raises(error):
            open_ranking(local_study, by=who, ranking=1)
        with pytest.raises(error):
            call_off_ranking(local_study, by=who, ranking=1)
    open_ranking(local_study, by="Heron", ranking=1)
    with pytest.raises(NotAllowed, match="not on the list"):
        rank_ideas(local_study, by="Tern", ranking=1, ideas=["1"])
    with pytest.raises(WrongRole):
        rank_ideas(local_study, by="Robin", ranking=1, ideas=["1"])
    with pytest.raises(WrongRole):
        begin_ranking(local_study, by="Robin", question=QUESTION)
    with pytest.raises(NotFound):
        begin_ranking(local_study, by="Heron", question=QUESTION, people=["Heron", "Robin"])
    seen = view(local_study, "Robin")
    assert (seen.is_listed, seen.may_open, len(seen.ranking.ideas)) == (False, False, 5)


def test_what_cannot_be_asked_written_or_ranked_is_refused(local_study: Project) -> None:
    refused(lambda: begin_ranking(local_study, by="Heron", question="  "), "W352")
    refused(lambda: begin(local_study, places=0), "W340")
    refused(lambda: begin(local_study, places=11), "W340")
    refused(lambda: begin(local_study, people=["Wren"]), "W355")
    refused(lambda: begin(local_study, subject=Subject.THEME, about="None such"), "W356")
    refused(lambda: begin(local_study, subject=Subject.DIFFERENCE, about="0"), "W181")
    assert see_rankings(local_study, by="Heron") == ()
    refused(lambda: view(local_study), "W357")
    theme = begin(local_study, subject=Subject.THEME, about="Training")
    assert theme.subject_id == load_study(local_study).codebooks[-1].codes[2].theme_id
    own = write_idea(local_study, by="Heron", ranking=1, words=" More\n training ")
    assert own.words == "More training"
    refused(lambda: write_idea(local_study, by="Heron", ranking=1, words="More training"), "W341")
    refused(lambda: write_idea(local_study, by="Heron", ranking=1, words="x" * 501), "W353")
    refused(lambda: take_back_idea(local_study, by="Wren", ranking=1, idea=own.id), "W343")
    take_back_idea(local_study, by="Heron", ranking=1, idea=own.id)
    assert view(local_study).own_ideas == ()
    for who in TEAM:
        finish_ideas(local_study, by=who, ranking=1)
    show_ideas(local_study, by="Heron", ranking=1)
    refused(lambda: open_ranking(local_study, by="Heron", ranking=1), "W350")


def test_two_ideas_become_one_only_when_all_their_writers_agree(study: Project) -> None:
    bring_together(study)
    day, rest = number_of(study, "A free day after a night"), number_of(study, "Rest after a night")
    pair = {"ranking": 1, "first": day, "second": rest}
    join_ideas(study, by="Plover", **pair)  # type: ignore[arg-type]
    for who, waits in (("Wren", 1), ("Kestrel", 1), ("Heron", 0), ("Plover", 0)):
        assert len(view(study, who).to_agree) == waits
    refused(lambda: join_ideas(study, by="Heron", **pair), "W347")  # type: ignore[arg-type]
    refused(lambda: keep_apart(study, by="Heron", **pair), "W349")  # type: ignore[arg-type]
    join_ideas(study, by="Kestrel", **pair)  # type: ignore[arg-type]
    refused(lambda: join_ideas(study, by="Kestrel", **pair), "W347")  # type: ignore[arg-type]
    assert len(view(study).ranking.standing) == 5
    join_ideas(study, by="Wren", **pair)  # type: ignore[arg-type]
    found = view(study).ranking
    assert len(found.standing) == 4
    assert found.requests == ()
    both = found.words_of(found.standing[0].id) + "".join(map(found.words_of, _ids(found)))
    assert "A free day after a night" in both
    assert "Rest after a night" in both
    refused(lambda: join_ideas(study, by="Wren", ranking=1, first=max(day, rest), second=1), "W")
    assert _actors(study, "ranking.join") == {None}


def _ids(found: Ranking) -> list[str]:
    return [idea.id for idea in found.standing]


def _actors(project: Project, kind: str) -> set[str | None]:
    with project.reading() as tx:
        return {row.actor_id for row in audit.list_acts(tx) if row.kind.startswith(kind)}


def test_a_writer_who_says_no_keeps_their_idea_apart_and_a_majority_cannot_change_it(
    local_study: Project,
) -> None:
    bring_together(local_study)
    pair = {
        "ranking": 1,
        "first": number_of(local_study, "More training"),
        "second": number_of(local_study, "Somebody to ring"),
    }
    for who in ("Wren", "Heron"):
        join_ideas(local_study, by=who, **pair)  # type: ignore[arg-type]
    keep_apart(local_study, by="Plover", **pair)  # type: ignore[arg-type]
    assert view(local_study).ranking.requests == ()
    refused(lambda: keep_apart(local_study, by="Plover", **pair), "W348")  # type: ignore[arg-type]
    join_ideas(local_study, by="Kestrel", **pair)  # type: ignore[arg-type]
    open_ranking(local_study, by="Heron", ranking=1)
    found = view(local_study).ranking
    assert (found.requests, len(found.standing)) == ((), 5)


def test_a_line_that_makes_an_idea_clearer_is_unsigned(local_study: Project) -> None:
    bring_together(local_study)
    found = clarify_idea(local_study, by="Plover", ranking=1, idea=2, words="By day as well.")
    assert found.ideas[1].clarifications == ("By day as well.",)
    refused(
        lambda: clarify_idea(local_study, by="Wren", ranking=1, idea=2, words="By day as well."),
        "W345",
    )
    refused(lambda: clarify_idea(local_study, by="Wren", ranking=1, idea=9, words="x"), "W358")
    assert _actors(local_study, "ranking.idea_clarified") == {None}


def test_nothing_that_is_shown_tells_who_wrote_an_idea(local_study: Project) -> None:
    bring_to_ranking(local_study)
    for who in TEAM:
        rank_ideas(local_study, by=who, ranking=1, ideas=["1"])
    kestrel = id_of(local_study, "Kestrel")
    (idea,) = view(local_study, "Kestrel").own_ideas
    shown = repr((view(local_study), load_study(local_study).rankings[0].ideas))
    ended = load_study(local_study).rankings[0]
    assert len(ended.rankings) == 4
    assert f"'{kestrel}'" not in repr((ended.ideas, ended.requests, ended.rankings))
    assert repr(idea) not in shown
    with local_study.reading() as tx:
        rows = [row for row in tx.execute(select(tables.audit)) if idea.id in row.facts]
    assert rows == []


def test_the_team_goes_on_without_somebody_by_its_rule_and_says_so(study: Project) -> None:
    begin(study)
    write_all(study, but=["Plover"])
    refused(lambda: go_on_without(study, by="Plover", ranking=1), "W351")
    for who in ("Heron", "Wren", "Kestrel"):
        go_on_without(study, by=who, ranking=1)
    # Half of the lived-experience side is not more than half of it.
    assert not view(study).is_ready
    refused(lambda: show_ideas(study, by="Wren", ranking=1), "W344")
    change_sides(study, by="Wren", sides=set(Side))
    assert view(study).is_ready
    shown = show_ideas(study, by="Wren", ranking=1)
    assert shown.not_waited == (id_of(study, "Plover"),)
    open_ranking(study, by="Wren", ranking=1)
    for who in ("Heron", "Wren", "Kestrel"):
        rank(study, who, "More training")
        found = go_on_without(study, by=who, ranking=1)
    assert found.step is Step.RANKED
    assert found.left_out == (id_of(study, "Plover"),)
    assert points(study) == {"More training": 9}
    refused(lambda: rank(study, "Plover", "More training"), "W359")


def test_a_rule_that_nobody_changed_meanwhile_counts(local_study: Project) -> None:
    begin(local_study)
    change_terms(local_study, by="Heron", rule=Rule.ALL_BUT_ONE, reason="We try it.")
    assert view(local_study).ranking.terms_version == 1


def test_both_sides_count_on_each_and_the_floor_hides_what_points_at_one(
    local_study: Project,
) -> None:
    change_sides(local_study, by="Plover", sides=set(Side))
    bring_to_ranking(local_study)
    for who in TEAM:
        rank(local_study, who, "Pay for it" if who == "Plover" else "More training")
    assert points(local_study, Side.ACADEMIC) == {"More training": 6, "Pay for it": 3}
    assert points(local_study, Side.LIVED) == {"More training": 3, "Pay for it": 3}
    result = view(local_study).result
    assert result is not None
    tied = [one.place for one in result.by_side[Side.LIVED] if one.is_tied]
    assert tied == [1, 1]
    change_terms(local_study, by="Heron", floor=2, reason="No table may point at one person.")
    result = view(local_study).result
    assert result is not None
    assert (dict(result.by_side), result.gaps) == ({}, ())
    assert "hidden" in result.hidden
    frame = ProjectTables(load_study(local_study)).rankings()
    assert set(frame["side"]) == {"all"}


def test_calling_it_off_erases_what_was_written(local_study: Project) -> None:
    bring_to_ranking(local_study)
    rank(local_study, "Plover", "Somebody to ring")
    ended = call_off_ranking(local_study, by="Heron", ranking=1)
    assert (ended.step, ended.ideas) == (Step.CALLED_OFF, ())
    with local_study.reading() as tx:
        for name, table in tables.project.tables.items():
            if name.startswith("ranking_"):
                assert tx.execute(select(table)).all() == []
    for path in local_study.folder.glob("project.db*"):
        assert b"Somebody to ring" not in path.read_bytes()
    begin_ranking(local_study, by="Plover", question="Anew?")
    assert [one.ranking.number for one in see_rankings(local_study, by="Wren")] == [2, 1]


def test_a_ranking_can_be_changed_until_the_last_is_in_and_counts_once(
    local_study: Project,
) -> None:
    bring_to_ranking(local_study)
    rank(local_study, "Heron", "Pay for it")
    rank(local_study, "Heron", "More training")
    seen = view(local_study)
    assert seen.own_places == (seen.ranking.ideas[number_of(local_study, "More training") - 1].id,)
    assert view(local_study, "Wren").own_places == ()
    for who in ("Wren", "Kestrel", "Plover"):
        rank(local_study, who, "More training")
    assert points(local_study) == {"More training": 12}
    refused(lambda: rank(local_study, "Heron", "Pay for it"), "W359")


def test_two_who_rank_or_open_a_step_at_once_do_it_once(study: Project) -> None:
    begin(study)
    write_all(study)
    refusals = _at_once(
        [
            lambda: show_ideas(study, by="Heron", ranking=1),
            lambda: show_ideas(study, by="Wren", ranking=1),
        ]
    )
    assert [type(one) for one in refusals] == [WrongState]
    open_ranking(study, by="Wren", ranking=1)
    numbers = [str(idea.number) for idea in view(study).ranking.ideas]
    acts = [
        lambda who=who: rank_ideas(study, by=who, ranking=1, ideas=numbers[:2])  # type: ignore[misc]
        for who in TEAM
    ]
    assert _at_once(acts) == []
    assert view(study).ranking.step is Step.RANKED
    assert sum(points(study).values()) == 4 * (3 + 2)
    with study.reading() as tx:
        opened = [row for row in audit.list_acts(tx) if row.kind == "ranking.step_opened"]
    assert len(opened) == 3


def _at_once(acts: Sequence[Act]) -> list[Exception]:
    """What was refused when all acts begin together."""
    refusals: list[Exception] = []
    together = Barrier(len(acts))

    def run(act: Act) -> None:
        together.wait()
        try:
            act()
        except ToolkitError as error:
            refusals.append(error)

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refusals


def test_the_notebook_and_the_report_tell_what_came_of_it(
    local_study: Project, tmp_path: Path
) -> None:
    bring_to_ranking(local_study, subject=Subject.THEME, about="Training")
    for who in ("Heron", "Wren"):
        rank(local_study, who, "More training", "Pay for it")
    for who in ("Kestrel", "Plover"):
        rank(local_study, who, "Rest after a night", "More training")
    frame = ProjectTables(load_study(local_study)).rankings()
    top = frame[(frame["place"] == 1)].set_index("side")["words"].to_dict()
    assert top == {
        "all": "More training",
        "academic": "More training",
        "lived": "Rest after a night",
    }
    row = frame[(frame["side"] == "all") & (frame["words"] == "More training")].iloc[0]
    assert (row["points"], row["ranked_by"], row["best"], row["worst"]) == (10, 4, 1, 2)
    assert row["by_place"] == "2 2 0"
    write_report(local_study, tmp_path / "report.docx")
    document = Document(str(tmp_path / "report.docx"))
    told = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"Question 1: {QUESTION} (ranked)" in told
    assert "the theme “Training”" in told
    assert "Where the sides differ" in told
    cells = [[cell.text for cell in row.cells] for t in document.tables for row in t.rows]
    assert ["More training", "1", "10", "4", "from 1 to 2"] in cells
    assert ["Rest after a night", "not ranked", "1"] in cells


def test_a_question_whose_ideas_are_not_shown_has_a_row_without_them(local_study: Project) -> None:
    with pytest.raises(BadInput):
        begin(local_study, people=["Heron"])
    begin(local_study)
    write_all(local_study, but=["Plover"])
    frame = ProjectTables(load_study(local_study)).rankings()
    assert len(frame) == 1
    assert frame["idea"].isna().all()
    assert frame["step"].tolist() == ["ideas"]
