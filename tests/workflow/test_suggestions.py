"""Suggestions: after the seal only, answered once, counted nowhere; a team may say no to all."""

from __future__ import annotations

import inspect
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

import toolkit
from tests.agreed_study import NEW, ODD, fill_agreed
from toolkit.errors import (
    BadInput,
    BrokenProject,
    NotFound,
    StillSealed,
    ToolkitError,
    WrongRole,
    WrongState,
)
from toolkit.model.coding import Coding
from toolkit.model.job import JobState
from toolkit.model.reading_along import ReadAlong, Reply
from toolkit.model.team import Role, Unit
from toolkit.storage import suggestions, tables
from toolkit.storage.project import Project
from toolkit.suggestion.minilm import find_weights
from toolkit.workflow.coding import add_coding, add_content_note, open_desk, remove_coding
from toolkit.workflow.evaluating import evaluate
from toolkit.workflow.figures import measure_agreement
from toolkit.workflow.jobs import find_job
from toolkit.workflow.own_words import claim_words
from toolkit.workflow.projects import init_project, open_project, verify
from toolkit.workflow.reading_along import start_reading_along, work_out
from toolkit.workflow.replying import (
    accept_suggestion,
    adjust_suggestion,
    reject_suggestion,
    take_back_reply,
)
from toolkit.workflow.reporting import write_report
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.suggesting import suggest, what_is_agreed
from toolkit.workflow.suggestion_queues import Queue, Shown, open_suggestions
from toolkit.workflow.team import add_member, change_terms
from toolkit.workflow.topics import open_topics, start_topics
from toolkit.workflow.worker import run_waiting


@pytest.fixture(scope="module")
def worked_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a project in which a machine, by words alone, has read along."""
    folder = tmp_path_factory.mktemp("agreed")
    made = init_project(folder / "study", "An agreed study")
    fill_agreed(made, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("toolkit.suggestion.embedding.can_embed", lambda folder: False)
        start_reading_along(made, by="Plover", spawn=False)
        run_waiting(made)
    made.close()
    return made.folder


@pytest.fixture
def read_along(
    worked_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Project]:
    """A copy of it for each test."""
    monkeypatch.setattr("toolkit.suggestion.embedding.can_embed", lambda folder: False)
    folder = tmp_path / "study"
    shutil.copytree(worked_out, folder)
    made = open_project(folder)
    yield made
    made.close()


def shown(project: Project, by: str = "Plover", queue: Queue = Queue.ALL) -> Shown:
    found = open_suggestions(project, by=by, queue=queue).chosen
    assert found is not None
    return found


def codings_of(project: Project, by: str = "Plover") -> tuple[Coding, ...]:
    return open_desk(project, by=by, transcript=NEW, round_name="Alone").codings


def replies_of(project: Project) -> list[Reply]:
    with project.reading() as tx:
        return [one.reply for one in suggestions.list_replies(tx)]


def seal_and_reveal(project: Project) -> None:
    seal(project, by="Kestrel", round_name="Alone")
    reveal(project, by="Heron", round_name="Alone")


def everything_shown(project: Project, folder: Path) -> dict[str, str]:
    """Every table of the notebook, the figures and the report, without the log's head."""
    folder.mkdir(exist_ok=True)
    tables = toolkit.open_project(project.folder)
    found = {
        name: str(method().to_csv())
        for name, method in inspect.getmembers(tables, callable)
        if not name.startswith("_")
    }
    write_report(project, folder / "report.docx")
    with zipfile.ZipFile(folder / "report.docx") as word:
        body = word.read("word/document.xml").decode()
    paragraphs = re.findall(r"<w:t[^>]*>([^<]*)", body)
    found["report"] = "\n".join(
        words
        for words in paragraphs
        if not re.search(r"[0-9a-f]{64}|Report made on|\d acts", words)
    )
    return found


# Before and after the seal ---------------------------------------------------------------------


def test_the_project_file_may_name_the_folder_of_the_weights(
    worked_out: Path, tmp_path: Path
) -> None:
    """Beside the project, or anywhere: what is named is used, and what is missing is told."""
    folder = tmp_path / "study"
    shutil.copytree(worked_out, folder)
    with (folder / "project.toml").open("a", encoding="utf-8") as facts:
        facts.write('minilm = "minilm"\n')
    opened = open_project(folder)
    with pytest.raises(BrokenProject, match="G110"):
        suggest(opened, by="Plover")
    (folder / "minilm").mkdir()
    weights = find_weights()
    assert weights is not None
    for file in (weights.model, weights.tokenizer):
        (folder / "minilm" / file.name).symlink_to(file)
    suggest(opened, by="Plover")
    assert (folder / "vectors.npz").is_file()
    opened.close()


def test_a_reader_is_shown_what_they_have_sealed_and_nothing_else(read_along: Project) -> None:
    new = next(text.id for text in load_study(read_along).transcripts if text.name == NEW)
    page = open_suggestions(read_along, by="Plover")
    with read_along.reading() as tx:
        found = suggestions.find_newest(tx)
    assert found is not None
    assert page.numbers
    assert {found.suggestions[number].transcript_id for number in page.numbers} == {new}
    waits = open_suggestions(read_along, by="Kestrel")
    assert waits.waits
    assert (waits.numbers, waits.chosen, waits.card) == ((), None, None)


def test_who_has_not_sealed_can_neither_start_nor_answer(read_along: Project) -> None:
    one = shown(read_along)
    with pytest.raises(StillSealed):
        start_reading_along(read_along, by="Kestrel", spawn=False)
    for act in (accept_suggestion, reject_suggestion, take_back_reply):
        with pytest.raises(StillSealed):
            act(read_along, by="Kestrel", model=one.model, number=one.number)
    with pytest.raises(StillSealed):
        adjust_suggestion(
            read_along, by="Kestrel", model=one.model, number=one.number, code="R06", quotation="x"
        )
    assert replies_of(read_along) == []


def test_who_is_to_read_it_alone_once_more_is_shown_nothing_of_it(read_along: Project) -> None:
    one = shown(read_along)
    seal_and_reveal(read_along)
    open_round(read_along, "Once more", by="Heron", readers={NEW: ["Plover", "Wren"]})
    assert open_suggestions(read_along, by="Plover").waits
    with pytest.raises(StillSealed):
        accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    with pytest.raises(StillSealed):
        suggest(read_along, by="Plover", transcript=NEW)
    seal(read_along, by="Plover", round_name="Once more")
    assert open_suggestions(read_along, by="Plover").numbers


def test_only_a_coder_is_shown_any(read_along: Project) -> None:
    add_member(read_along, "Owl", roles={Role.GUEST})
    assert open_suggestions(read_along, by="Owl").waits
    with pytest.raises(WrongRole):
        start_reading_along(read_along, by="Owl", spawn=False)


def test_what_is_sealed_is_not_learnt_from(read_along: Project) -> None:
    one = shown(read_along)
    before = what_is_agreed(load_study(read_along))
    accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    following = shown(read_along)
    reject_suggestion(read_along, by="Plover", model=following.model, number=following.number)
    assert what_is_agreed(load_study(read_along)) == before


# Answers ---------------------------------------------------------------------------------------


def test_what_is_accepted_is_a_coding_after_the_seal_and_outside_of_it(
    read_along: Project,
) -> None:
    one = shown(read_along)
    made = accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    assert made in codings_of(read_along)
    assert made.after_seal
    assert (made.code_id, made.quotation) == (one.code_id, one.quotation)
    assert verify(read_along).problems == ()
    after = open_suggestions(read_along, by="Plover", at=one.number)
    assert after.chosen is not None
    assert after.chosen.reply is Reply.ACCEPTED
    assert one.number not in after.open_numbers


def test_an_adjusted_one_has_another_code_or_other_words(read_along: Project) -> None:
    one = shown(read_along)
    made = adjust_suggestion(
        read_along, by="Plover", model=one.model, number=one.number, code="V03", quotation="Day 20"
    )
    assert (made.code_id, made.quotation, made.after_seal) == ("V03", "Day 20", True)
    assert replies_of(read_along) == [Reply.ADJUSTED]


@pytest.mark.parametrize("quotation", ["", "  ", "words that nobody said", "a"])
def test_words_that_do_not_stand_there_once_are_refused(
    read_along: Project, quotation: str
) -> None:
    one = shown(read_along)
    with pytest.raises(NotFound, match=r"stand \d+ times"):
        adjust_suggestion(
            read_along, by="Plover", model=one.model, number=one.number, code="V03",
            quotation=quotation,
        )  # fmt: skip
    assert codings_of(read_along) == ()
    assert replies_of(read_along) == []


def test_a_code_that_is_not_in_the_codebook_is_refused(read_along: Project) -> None:
    one = shown(read_along)
    with pytest.raises(WrongState, match="not in the codebook"):
        adjust_suggestion(
            read_along, by="Plover", model=one.model, number=one.number, code="R99",
            quotation=one.quotation,
        )  # fmt: skip
    assert codings_of(read_along) == ()


def test_nobody_answers_twice_whatever_they_say(read_along: Project) -> None:
    one = shown(read_along)
    accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    for act in (accept_suggestion, reject_suggestion):
        with pytest.raises(WrongState, match="answered this suggestion already"):
            act(read_along, by="Plover", model=one.model, number=one.number)
    assert len(codings_of(read_along)) == 1
    assert replies_of(read_along) == [Reply.ACCEPTED]


def test_two_windows_at_once_make_one_coding(read_along: Project) -> None:
    one = shown(read_along)
    refused: list[ToolkitError] = []
    together = threading.Barrier(4)

    def accept() -> None:
        other = open_project(read_along.folder)
        together.wait()
        try:
            accept_suggestion(other, by="Plover", model=one.model, number=one.number)
        except WrongState as error:
            refused.append(error)
        finally:
            other.close()

    windows = [threading.Thread(target=accept) for _ in range(4)]
    for window in windows:
        window.start()
    for window in windows:
        window.join()
    assert len(refused) == 3
    assert len(codings_of(read_along)) == 1


def test_an_answer_is_taken_back_with_its_coding(read_along: Project) -> None:
    one = shown(read_along)
    with pytest.raises(NotFound, match="not answered"):
        take_back_reply(read_along, by="Plover", model=one.model, number=one.number)
    accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    take_back_reply(read_along, by="Plover", model=one.model, number=one.number)
    assert codings_of(read_along) == ()
    assert shown(read_along) == one
    reject_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    assert replies_of(read_along) == [Reply.REJECTED]
    assert verify(read_along).problems == ()


def test_a_coding_removed_at_the_desk_takes_its_answer_along(read_along: Project) -> None:
    one = shown(read_along)
    made = accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    remove_coding(read_along, by="Plover", coding_id=made.id)
    assert replies_of(read_along) == []
    assert shown(read_along) == one


def test_a_suggestion_that_is_not_there_is_told_so(read_along: Project) -> None:
    one = shown(read_along)
    for model, number in ((one.model, 10_000), (one.model, -1), ("no-such-model", 0)):
        with pytest.raises(NotFound):
            accept_suggestion(read_along, by="Plover", model=model, number=number)


def test_no_log_that_others_see_grows_when_somebody_answers(read_along: Project) -> None:
    before = load_study(read_along)
    one = shown(read_along)
    accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    following = shown(read_along)
    reject_suggestion(read_along, by="Plover", model=following.model, number=following.number)
    assert load_study(read_along) == before


# Never a reader, never in agreement, never exported --------------------------------------------


def test_a_machine_that_read_along_is_in_no_table_figure_or_report(
    read_along: Project, tmp_path: Path
) -> None:
    with read_along.transaction() as tx:
        found = suggestions.find_newest(tx)
        assert found is not None
        tx.execute(delete(tables.suggestion_models))
    without = everything_shown(read_along, tmp_path / "without")
    with read_along.transaction() as tx:
        suggestions.keep_model(tx, found)
    beside = everything_shown(read_along, tmp_path / "beside")
    assert "No machine has read along." in without.pop("report")
    told = beside.pop("report")
    assert "A machine has read along" in told
    assert found.version not in told
    assert beside == without


def test_what_is_accepted_changes_no_agreement_and_no_difference(
    read_along: Project, tmp_path: Path
) -> None:
    one = shown(read_along)
    made = accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    following = shown(read_along)
    reject_suggestion(read_along, by="Plover", model=following.model, number=following.number)
    seal_and_reveal(read_along)
    study = load_study(read_along)
    figures = measure_agreement(study, unit=Unit.TURN)
    told = everything_shown(read_along, tmp_path / "told")
    assert made in study.codings
    assert made.id not in {i for one in study.differences for i in one.coding_ids}
    take_back_reply(read_along, by="Plover", model=one.model, number=one.number)
    assert load_study(read_along).differences == study.differences
    assert measure_agreement(load_study(read_along), unit=Unit.TURN) == figures
    assert "1 were taken as they stood" in told["report"]
    assert "1 rejected" in told["report"]
    # It is told apart from what was read alone, and what was rejected is nowhere.
    assert sum("True" in row for row in told["codings"].splitlines()) == 1
    assert following.quotation not in told["codings"]


# Learning --------------------------------------------------------------------------------------


def test_rejected_ones_are_learnt_from_once_the_round_is_revealed(read_along: Project) -> None:
    rejected = shown(read_along)
    reject_suggestion(read_along, by="Plover", model=rejected.model, number=rejected.number)
    assert not open_suggestions(read_along, by="Plover").is_outdated
    seal_and_reveal(read_along)
    page = open_suggestions(read_along, by="Plover")
    assert page.is_outdated
    with read_along.reading() as tx:
        before = suggestions.find_newest(tx)
    job = start_reading_along(read_along, by="Plover", spawn=False)
    run_waiting(read_along)
    assert find_job(read_along, job.id).state is JobState.DONE
    with read_along.reading() as tx:
        after = suggestions.find_newest(tx)
        cards = suggestions.list_cards(tx)
    assert before is not None
    assert after is not None
    assert [version for version, _, _ in cards] == [before.version, after.version]
    assert after.card.rejected == 1

    def score(found: ReadAlong) -> float:
        """How likely the rejected code is there; below what is shown, 0."""
        old = before.suggestions[rejected.number]
        place = (old.transcript_id, old.start, old.code_id)
        return max(
            (s.score for s in found.suggestions if (s.transcript_id, s.start, s.code_id) == place),
            default=0.0,
        )

    assert score(after) < score(before)
    # What somebody said stays said, whichever model proposes it again.
    assert all(
        one.code_id != rejected.code_id or one.start != before.suggestions[rejected.number].start
        for number, one in enumerate(after.suggestions)
        if number in open_suggestions(read_along, by="Plover").open_numbers
    )


def test_a_second_start_without_anything_new_does_not_work_again(read_along: Project) -> None:
    first = start_reading_along(read_along, by="Plover", spawn=False)
    assert first.state is JobState.DONE
    assert start_reading_along(read_along, by="Heron", spawn=False).id == first.id


# Queues ----------------------------------------------------------------------------------------


def test_what_may_have_been_missed_is_what_nobody_coded_the_surest_first(
    read_along: Project,
) -> None:
    page = open_suggestions(read_along, by="Plover", queue=Queue.MISSED)
    with read_along.reading() as tx:
        found = suggestions.find_newest(tx)
    assert found is not None
    scores = [found.suggestions[number].score for number in page.numbers]
    assert len(scores) >= 3
    assert scores == sorted(scores, reverse=True)
    assert not any(found.suggestions[number].is_guess for number in page.numbers)
    first = shown(read_along, queue=Queue.MISSED)
    assert first.code_id in {"R06", "T01"}
    # Once it is coded in any way, it is missed no more.
    desk = open_desk(read_along, by="Plover", transcript=NEW, round_name="Alone")
    place = desk.transcript.text.index(first.quotation)
    add_coding(
        read_along, by="Plover", transcript=NEW, start=place, end=place + len(first.quotation),
        quotation=first.quotation, code="V04", round_name="Alone",
    )  # fmt: skip
    again = open_suggestions(read_along, by="Plover", queue=Queue.MISSED)
    assert again.numbers == page.numbers[1:]


def test_where_the_team_contradicts_itself_is_what_it_coded_against_its_habit(
    read_along: Project,
) -> None:
    doubt = shown(read_along, by="Heron", queue=Queue.DOUBTS)
    assert (doubt.transcript, doubt.turn, doubt.code_id) == (*ODD, "R06")
    assert doubt.score < 0.5
    assert not doubt.is_decided
    # To whoever has not sealed that transcript it is not shown.
    assert open_suggestions(read_along, by="Plover", queue=Queue.DOUBTS).numbers == ()


def test_reasons_can_be_checked_and_fold_what_is_hard_to_read(read_along: Project) -> None:
    one = shown(read_along)
    assert "in 100" in one.told[0]
    weighed = one.told[1].partition(": ")[2].rstrip(".").split(", ")
    assert all(term.split()[0] in one.quotation.lower() for term in weighed)
    assert one.near
    assert all(near.content_note == "" for near in one.near)
    near = one.near[0]
    add_content_note(
        read_along, by="Wren", transcript=near.transcript, turn=near.turn, words="a lonely night"
    )
    assert shown(read_along).near[0].content_note == "a lonely night"


def test_words_that_somebody_keeps_back_are_not_quoted(read_along: Project) -> None:
    near = shown(read_along).near[0]
    claim_words(
        read_along, by="Kestrel", transcript=near.transcript, speaker=near.transcript,
        may_quote=False,
    )  # fmt: skip
    after = shown(read_along)
    assert near not in after.near
    assert near.words not in " ".join(after.told)
    at_terminal = suggest(read_along, by="Plover")
    assert near.words not in repr(at_terminal)
    assert any("Agreed before" in why for one in at_terminal for why in one.reasons)


# A team may say no -----------------------------------------------------------------------------


def test_a_team_that_says_no_is_shown_nothing_ever_after(read_along: Project) -> None:
    one = shown(read_along)
    made = accept_suggestion(read_along, by="Plover", model=one.model, number=one.number)
    terms = change_terms(read_along, by="Heron", reason="We read alone.", no_machine=True)
    assert not terms.reads_along
    page = open_suggestions(read_along, by="Plover")
    assert page.is_off
    assert page.chosen is None
    refused = (
        lambda: start_reading_along(read_along, by="Plover", spawn=False),
        lambda: accept_suggestion(read_along, by="Plover", model=one.model, number=one.number),
        lambda: reject_suggestion(read_along, by="Plover", model=one.model, number=one.number),
        lambda: suggest(read_along, by="Plover"),
        lambda: evaluate(read_along),
        lambda: start_topics(read_along, by="Plover", spawn=False),
        lambda: open_topics(read_along, by="Plover"),
    )
    for act in refused:
        with pytest.raises(WrongState, match="no machine reads along"):
            act()
    # What a person coded stays theirs; what the machine proposed is gone, on the disk too.
    assert codings_of(read_along) == (made,)
    with read_along.reading() as tx:
        assert suggestions.find_model(tx, one.model) is None
        assert len(suggestions.list_cards(tx)) == 1
    assert not (read_along.folder / "suggestions").exists()
    assert verify(read_along).problems == ()


def test_no_later_terms_bring_the_machine_back(read_along: Project, tmp_path: Path) -> None:
    change_terms(read_along, by="Heron", reason="We read alone.", no_machine=True)
    later = change_terms(read_along, by="Heron", reason="Another unit.", unit=Unit.SENTENCE)
    assert not later.reads_along
    assert open_suggestions(read_along, by="Plover").is_off
    with pytest.raises(BadInput, match="hold already"):
        change_terms(read_along, by="Heron", reason="Once more.", no_machine=True)
    told = everything_shown(read_along, tmp_path / "told")["report"]
    assert "no machine reads along from now on, for good" in told
    assert "We read alone." in told


def test_work_that_is_under_way_when_a_team_says_no_leaves_nothing(read_along: Project) -> None:
    seal_and_reveal(read_along)  # so that there is something new to learn from
    job = start_reading_along(read_along, by="Plover", spawn=False)
    study = load_study(read_along)

    def say_no(done: float, doing: str) -> None:
        if load_study(read_along).terms[-1].reads_along:
            change_terms(read_along, by="Heron", reason="We read alone.", no_machine=True)

    work_out(read_along, job, say_no)
    with read_along.reading() as tx:
        assert suggestions.find_newest(tx) is None
    assert find_job(read_along, job.id).state is JobState.CANCELLED
    assert not (read_along.folder / "suggestions").exists()
    assert load_study(read_along).codings == study.codings
