"""A draft is read again another way; what was settled holds where its words still stand."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy import delete

from tests.small_study import SIGNED, TEAM
from toolkit.errors import BadInput, BadTable, NotFound, UnreadableFile, WrongRole, WrongState
from toolkit.ingest.choices import Choices
from toolkit.model.team import Role, Side
from toolkit.model.transcript import Speaker, SpeakerRole
from toolkit.model.upload import Upload
from toolkit.storage import drafts, tables
from toolkit.storage.drafts import DraftState, Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import approve_clearing, propose_clearing
from toolkit.workflow.importing import (
    ImportStatus,
    accept_reading,
    discard_draft,
    import_transcripts,
)
from toolkit.workflow.projects import init_project, verify
from toolkit.workflow.rereading import keep_settled, reread_draft
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.transcripts import OpenedDraft, open_draft

PHONE, OTHER_PHONE = "07700 900123", "07700 900456"
INTERVIEWER, PARTICIPANT, OTHER = SpeakerRole
SPOKEN = (
    f"Interviewer: Can we write?\n\nP07: Ring {PHONE}, not before ten.\n\n"
    f"Interviewer: And after ten?\n\nP07: Ring {OTHER_PHONE}.\n"
)


@pytest.fixture
def team(project: Project) -> Project:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    return project


def bring_in(team: Project, words: str = SPOKEN, name: str = "P07.txt") -> None:
    (outcome,) = import_transcripts(team, [Upload(name, words.encode())], by="Wren")
    assert outcome.status in (ImportStatus.IMPORTED, ImportStatus.WAITING), outcome.problems


def opened(team: Project, name: str = "P07") -> OpenedDraft:
    return open_draft(team, by="Wren", name=name)


def labels(team: Project, name: str = "P07") -> list[str | None]:
    return [turn.speaker for turn in opened(team, name).draft.transcript.turns]


def settle_all(team: Project) -> None:
    for number, choice in enumerate((Settlement.REPLACE, Settlement.KEEP)):
        settle_finding(team, by="Wren", transcript="P07", finding=number, choice=choice)


def choices_of(team: Project) -> list[Settlement | None]:
    return [finding.choice for finding in opened(team).draft.findings]


def test_a_mismatched_table_becomes_turns_whose_speakers_a_person_gave(team: Project) -> None:
    document = Document()
    table = document.add_table(rows=1, cols=2)
    for cell, paragraphs in zip(
        table.rows[0].cells,
        (["Interviewer:", "P07:"], ["How were the nights?", "Long.", "And the mornings?"]),
        strict=True,
    ):
        cell.text = "\n".join(paragraphs)
        cell.paragraphs[0].clear()
        for words in paragraphs:
            cell.add_paragraph(words)
    content = io.BytesIO()
    document.save(content)
    (outcome,) = import_transcripts(team, [Upload("P07.docx", content.getvalue())], by="Heron")
    assert outcome.status is ImportStatus.WAITING
    assert set(labels(team)) == {None}
    before = opened(team).draft.transcript
    asks = Choices(
        speakers={
            "Interviewer": Speaker("Interviewer", INTERVIEWER),
            "P07": Speaker("P07", PARTICIPANT),
        },
        turns={0: "Interviewer", 1: "P07", 2: "Interviewer"},
    )
    came = reread_draft(team, by="Heron", name="P07", choices=asks)
    assert came.report.words_without_speaker == 0
    after = opened(team).draft
    assert (after.transcript.text, after.transcript.id) == (before.text, before.id)
    assert labels(team) == ["Interviewer", "P07", "Interviewer"]
    assert after.state is DraftState.WAITING, "a person has to look at what came of it"
    accept_reading(team, by="Wren", name="P07")
    assert opened(team).draft.state is DraftState.READ


def test_what_was_settled_stays_settled_when_speakers_get_other_names(team: Project) -> None:
    bring_in(team)
    settle_all(team)
    came = reread_draft(
        team,
        by="Wren",
        name="P07",
        choices=Choices(speakers={"P07": Speaker("Tom", PARTICIPANT)}, turns={0: None}),
    )
    assert (came.findings, came.settled, came.reopened) == (3, 2, 0), "Tom is a name"
    assert choices_of(team) == [None, Settlement.REPLACE, Settlement.KEEP]
    assert labels(team) == [None, "Tom", "Interviewer", "Tom"]
    finding = opened(team).draft.findings[1]
    assert (finding.replacement, finding.settled_by) == ("[phone number]", _id_of(team, "Wren"))


def _id_of(team: Project, pen_name: str) -> str:
    return next(one.id for one in load_study(team).members if one.pen_name == pen_name)


def test_what_was_settled_moves_with_its_words_into_another_layout(team: Project) -> None:
    bring_in(team)
    settle_all(team)
    before = opened(team).draft
    came = reread_draft(team, by="Wren", name="P07", choices=Choices("no_labels"))
    after = opened(team).draft
    assert came.reopened == 0
    assert choices_of(team) == [Settlement.REPLACE, Settlement.KEEP]
    assert after.findings[0].start > before.findings[0].start
    for finding, words in zip(after.findings, (PHONE, OTHER_PHONE), strict=True):
        assert after.transcript.text[finding.start : finding.end] == words
    assert after.transcript.text.startswith("Interviewer: Can we write?")
    assert after.state is DraftState.WAITING, "nobody is named, so a person has to look"


def test_words_that_were_found_more_or_less_often_before_are_settled_again(team: Project) -> None:
    bring_in(team, SPOKEN.replace(OTHER_PHONE, PHONE))
    settle_all(team)
    draft = opened(team).draft
    fewer = replace(draft, findings=draft.findings[:1])
    again = replace(draft, findings=tuple(replace(one, choice=None) for one in draft.findings))
    assert [one.choice for one in keep_settled(draft, again)] == choices_of(team)
    assert [one.choice for one in keep_settled(fewer, again)] == [None, None]


def test_the_same_layout_again_starts_from_the_file(team: Project) -> None:
    bring_in(team)
    first = opened(team)
    both = Choices(speakers={"P07": Speaker("Interviewer", INTERVIEWER)}, turns={0: None})
    reread_draft(team, by="Wren", name="P07", choices=both)
    assert set(labels(team)) == {None, "Interviewer"}
    reread_draft(team, by="Wren", name="P07", choices=Choices(first.report.layout))
    again = opened(team)
    assert again.draft.transcript == first.draft.transcript
    assert again.report.words_left_out == first.report.words_left_out


def test_nothing_changes_where_a_choice_does_not_fit(team: Project) -> None:
    bring_in(team)
    before = opened(team)
    wrong: list[tuple[Choices, type[Exception], str]] = [
        (Choices(speakers={"Tom": Speaker("Fay")}, turns={99: None}), BadInput, "I141(.|\n)*I143"),
        (Choices("voice_tags"), UnreadableFile, "I118"),
        (Choices("inline_label", turns={99: None}), BadInput, "I143"),
    ]
    for choices, error, code in wrong:
        with pytest.raises(error, match=code) as raised:
            reread_draft(team, by="Wren", name="P07", choices=choices)
        assert not any(word in str(raised.value) for word in ("Tom", "Fay", "A1234BC", PHONE))
    assert opened(team) == before
    with pytest.raises(NotFound, match="W154"):
        reread_draft(team, by="Wren", name="P99", choices=Choices())


def test_a_facilitator_or_checker_may_choose_and_nobody_else(team: Project) -> None:
    bring_in(team)
    one = Choices(speakers={"P07": Speaker("P07", OTHER)})
    reread_draft(team, by="Heron", name="P07", choices=one)
    reread_draft(team, by="Kestrel", name="P07", choices=one)
    with pytest.raises(WrongRole):
        reread_draft(team, by="Plover", name="P07", choices=one)


def test_a_draft_that_was_proposed_for_clearing_is_not_read_again(team: Project) -> None:
    bring_in(team)
    settle_all(team)
    propose_clearing(team, by="Wren", names=["P07"], reason="Read.", signed=SIGNED)
    for choices in (Choices("no_labels"), Choices(turns={0: None})):
        with pytest.raises(WrongState, match="W159"):
            reread_draft(team, by="Kestrel", name="P07", choices=choices)
    approve_clearing(team, by="Kestrel", names=["P07"])
    (text,) = load_study(team).transcripts
    assert [turn.speaker for turn in text.turns] == ["Interviewer", "P07"] * 2


def test_a_draft_from_before_its_lines_were_kept_keeps_its_layout_only(team: Project) -> None:
    bring_in(team)
    with team.drafts.transaction() as waiting:
        waiting.execute(delete(tables.draft_sources))
    assert opened(team).layouts == ()
    with pytest.raises(WrongState, match="import the file again"):
        reread_draft(team, by="Wren", name="P07", choices=Choices("no_labels"))
    chosen = Choices(speakers={"P07": Speaker("Tom")}, turns={0: "P07"})
    reread_draft(team, by="Wren", name="P07", choices=chosen)
    assert labels(team) == ["Tom", "Tom", "Interviewer", "Tom"]


def test_the_report_of_a_draft_from_before_certainty_was_told_opens(team: Project) -> None:
    bring_in(team)
    (draft,) = _kept(team)
    older = {key: draft.report[key] for key in draft.report if key not in NEW_IN_REPORTS}
    with team.drafts.transaction() as waiting:
        drafts.replace_reading(waiting, replace(draft, report=older))
    assert opened(team).report.certainty is None
    reread_draft(team, by="Wren", name="P07", choices=Choices(turns={0: None}))
    assert opened(team).report.words_without_speaker == 3


NEW_IN_REPORTS = ("certainty", "merged", "proposals")


def _kept(team: Project) -> tuple[drafts.Draft, ...]:
    with team.drafts.reading() as waiting:
        return drafts.list_drafts(waiting)


def test_the_lines_go_with_the_draft_and_no_file_name_is_in_them(tmp_path: Path) -> None:
    team = init_project(tmp_path / "study", "T")
    add_member(team, "Wren", roles={Role.CHECKER}, sides={Side.ACADEMIC})
    heading = "Cover of Somebody Unlikely\n\n"
    bring_in(team, heading + SPOKEN, "Only in a name.txt")
    with team.drafts.reading() as waiting:
        (kept,) = waiting.execute(tables.draft_sources.select()).all()
    assert "Somebody Unlikely" in kept.lines
    assert "Only in a name" not in kept.lines
    discard_draft(team, by="Wren", name="Only in a name")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"Somebody Unlikely" in path.read_bytes()]
    team.close()


def test_the_log_tells_what_was_chosen_and_no_name(team: Project) -> None:
    bring_in(team)
    chosen = Choices("inline_label", {"P07": Speaker("Tom Jones")}, {0: None})
    reread_draft(team, by="Wren", name="P07", choices=chosen)
    with team.reading() as tx:
        facts = [row.facts for row in tx.execute(tables.audit.select()) if row.kind == CHANGED]
    assert len(facts) == 1
    assert '"layout": "inline_label"' in facts[0]
    assert "Tom" not in facts[0]
    assert verify(team).problems == ()


CHANGED = "reading.changed"


def test_the_text_as_it_was_read_again_is_known_in_another_file(team: Project) -> None:
    bring_in(team)
    reread_draft(team, by="Wren", name="P07", choices=Choices("no_labels"))
    whole = opened(team).draft.transcript.text
    again = import_transcripts(team, [Upload("P08.txt", whole.encode())], layout="no_labels")
    assert [outcome.status for outcome in again] == [ImportStatus.UNCHANGED]


MAP = b"label,speaker,role\nInterviewer,Fay,interviewer\nP07,Tom,\n"


def test_a_table_names_the_speakers_while_files_come_in(team: Project) -> None:
    other = SPOKEN.replace("P07", "P08").replace("before", "until")
    table = MAP + b"P08,,other\n"
    outcomes = import_transcripts(
        team,
        [Upload("P07.txt", SPOKEN.encode()), Upload("P08.txt", other.encode())],
        speakers=Upload("map.csv", table),
    )
    assert [outcome.status for outcome in outcomes] == [ImportStatus.IMPORTED] * 2
    (first, second) = (opened(team, name).draft.transcript.speakers for name in ("P07", "P08"))
    assert first == (Speaker("Fay", INTERVIEWER), Speaker("Tom", PARTICIPANT))
    assert second == (Speaker("Fay", INTERVIEWER), Speaker("P08", OTHER))


def test_a_table_with_a_label_that_no_file_has_keeps_nothing(team: Project) -> None:
    table = Upload("map.csv", MAP + b"Nobody,X,\nNo one,Y,\n")
    with pytest.raises(BadTable) as error:
        import_transcripts(team, [Upload("P07.txt", SPOKEN.encode())], speakers=table)
    assert [problem.where for problem in error.value.problems] == ["line 4", "line 5"]
    assert _kept(team) == ()


def test_a_name_in_the_table_that_identifies_somebody_is_found(team: Project) -> None:
    table = Upload("map.csv", f"label,speaker\nP07,{PHONE}\n".encode())
    import_transcripts(team, [Upload("P07.txt", SPOKEN.encode())], speakers=table)
    draft = opened(team).draft
    assert [draft.words_of(one) for one in draft.findings if one.part != "text"] == [PHONE]
