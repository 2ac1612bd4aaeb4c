"""A corrected file becomes the next version; what was coded goes along where its words stand."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

import toolkit
from tests.small_study import INTERVIEWS, SIGNED
from toolkit.cli import commands
from toolkit.errors import BadInput, NotFound, WrongRole, WrongState
from toolkit.model.coding import Answer, Coding
from toolkit.model.decision import Choice
from toolkit.model.upload import Upload
from toolkit.storage import audit, codings, drafts, transcripts
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import (
    approve_clearing,
    clear_transcripts,
    propose_clearing,
)
from toolkit.workflow.coding import (
    add_coding,
    add_content_note,
    list_readings,
    open_desk,
    place_in_turn,
    remove_coding,
)
from toolkit.workflow.comparing import list_places
from toolkit.workflow.deciding import Ballot, decide, list_differences
from toolkit.workflow.importing import ImportStatus, discard_draft, import_transcripts
from toolkit.workflow.placing import let_coding_go, list_moves, place_coding
from toolkit.workflow.projects import open_project, verify
from toolkit.workflow.reporting import write_report
from toolkit.workflow.revising import propose_revision
from toolkit.workflow.rounds import list_rounds, open_round, reveal, seal
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.transcripts import count_drafts, list_cleared, open_draft
from toolkit.workflow.voting import cast_vote, list_open_votings, open_voting, see_voting

Turns = list[tuple[str, str]]
P01: Turns = INTERVIEWS["P01"]
CORRECTED: Turns = [
    P01[0],
    ("P01", "You were on your own. Nobody to ring, no one on the landing 🌙 until morning."),
    ("Interviewer", "Yes."),
    P01[2],
    P01[3],
]


def as_text(turns: Turns) -> bytes:
    return "\n".join(f"{who}: {words}" for who, words in turns).encode()


def correct(project: Project, turns: Turns = CORRECTED, name: str = "corrected.txt") -> None:
    upload = Upload(name, as_text(turns))
    done = propose_revision(project, by="Wren", name="P01", file=upload, reason="Heard again.")
    assert done.status is ImportStatus.IMPORTED, done
    propose_clearing(project, by="Wren", names=["P01"], reason="Read again.", signed=SIGNED)
    assert approve_clearing(project, by="Kestrel", names=["P01"]).names == ("P01",)


def code(project: Project, by: str, turn: int, words: str | None, code: str = "R06") -> Coding:
    text = open_desk(project, by=by, transcript="P01").transcript
    start, end = place_in_turn(text, turn, words)
    return add_coding(
        project,
        by=by,
        transcript="P01",
        start=start,
        end=end,
        quotation=text.text[start:end],
        code=code,
        memo="MEMO",
        share_memo=True,
    )


def check_every_span(project: Project) -> None:
    """Every coding is its words at every version in which it stands."""
    with project.reading() as tx:
        texts = {(t.id, t.version): t.text for t in transcripts.list_versions(tx)}
        for c in codings.list_spans(tx, [r.id for r in list_rounds(project)]):
            assert texts[c.transcript_id, c.transcript_version][c.start : c.end] == c.quotation
    assert verify(project).problems == ()


def acts(project: Project) -> list[str]:
    with project.reading() as tx:
        return [row.kind for row in audit.list_acts(tx)]


@pytest.fixture
def coded(study: Project) -> Project:
    """Round 1 on P01: two readers, one coding that will stand and one that will not."""
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron", "Plover"]})
    code(study, "Heron", 1, "Nobody to ring")
    code(study, "Heron", 1, "nobody on the landing 🌙", code="R07")
    code(study, "Plover", 3, "They never asked.", code="R07")
    code(study, "Plover", 1, "on your own. Nobody to ring")
    return study


@pytest.fixture
def revealed(coded: Project) -> Project:
    for name in ("Heron", "Plover"):
        seal(coded, by=name)
    reveal(coded, by="Heron")
    return coded


def test_a_correction_is_the_next_version_and_the_earlier_one_stays(study: Project) -> None:
    (before, _) = load_study(study).transcripts
    correct(study)
    found = load_study(study)
    (text, _) = found.transcripts
    assert (text.id, text.name, text.version, text.case_id) == (before.id, "P01", 2, before.case_id)
    assert [text.words_of(turn) for turn in text.turns] == [words for _, words in CORRECTED]
    assert found.earlier_texts == (before,)
    assert [(r.version, r.reason) for r in found.revisions] == [(2, "Heard again.")]
    assert [c.version for c in found.clearings if c.transcript_id == text.id] == [1, 2]
    assert [row.turns for row in list_cleared(study)] == [5, 4]
    assert list_cleared(study)[0].corrected_at > ""
    assert acts(study)[-3:] == ["clearing.proposed", "transcript.revised", "transcript.cleared"]
    assert (count_drafts(study), verify(study).problems) == (0, ())


def test_until_it_is_cleared_the_text_stays_and_only_checkers_see_the_draft(
    study: Project,
) -> None:
    secret = [*P01, ("P01", "Ring 07700 900123.")]
    upload = Upload("again.txt", as_text(secret))
    for by in ("Heron", "Plover"):
        with pytest.raises(WrongRole):
            propose_revision(study, by=by, name="P01", file=upload)
    propose_revision(study, by="Wren", name="P01", file=upload)
    assert load_study(study).transcripts[0].version == 1
    opened = open_draft(study, by="Kestrel", name="P01").draft
    assert (opened.revises, len(opened.findings)) == (load_study(study).transcripts[0].id, 1)
    with pytest.raises(WrongState, match="1 findings"):
        propose_clearing(study, by="Wren", names=["P01"], reason="Read.", signed=SIGNED)
    settle_finding(study, by="Wren", transcript="P01", finding=0, choice=Settlement.REPLACE)
    clear_transcripts(
        study, by="Wren", approved_by="Kestrel", reason="Read.", names=["P01"], signed=SIGNED
    )
    assert load_study(study).transcripts[0].text.endswith("Ring [phone number].")


def test_of_a_correction_that_is_cleared_no_byte_of_the_upload_is_left(
    local_study: Project,
) -> None:
    upload = Upload("again.txt", as_text([*P01, ("P01", "Ring 07700 900123.")]))
    propose_revision(local_study, by="Wren", name="P01", file=upload)
    settle_finding(local_study, by="Wren", transcript="P01", finding=0, choice=Settlement.REPLACE)
    clear_transcripts(
        local_study, by="Wren", approved_by="Kestrel", reason="R", names=["P01"], signed=SIGNED
    )
    for path in (file for file in local_study.folder.rglob("*") if file.is_file()):
        assert b"07700 900123" not in path.read_bytes(), path.name


def test_what_cannot_be_a_correction_is_refused_and_adds_nothing(study: Project) -> None:
    def bring(turns: Turns, name: str = "P01") -> tuple[ImportStatus, list[str]]:
        done = propose_revision(study, by="Wren", name=name, file=Upload("x.txt", as_text(turns)))
        return done.status, [problem.code for problem in done.problems]

    assert bring(P01) == (ImportStatus.UNCHANGED, ["W235"])
    assert bring(INTERVIEWS["P02"]) == (ImportStatus.REFUSED, ["W236"])
    with pytest.raises(NotFound, match="W233"):
        bring(CORRECTED, "P99")
    empty = propose_revision(study, by="Wren", name="P01", file=Upload("x.txt", b""))
    assert empty.status is ImportStatus.REFUSED
    assert count_drafts(study) == 0
    bring(CORRECTED)
    with pytest.raises(WrongState, match="W234"):
        bring(P01[:3])
    discard_draft(study, by="Wren", name="P01")
    assert bring(CORRECTED)[0] is ImportStatus.IMPORTED


def test_codings_go_along_where_their_words_stand_and_the_rest_waits(coded: Project) -> None:
    before = {c.id: c for c in open_desk(coded, by="Heron", transcript="P01").codings}
    correct(coded)
    desk = open_desk(coded, by="Heron", transcript="P01")
    assert [(c.quotation, c.transcript_version) for c in desk.codings] == [("Nobody to ring", 2)]
    (moved,) = desk.codings
    assert (moved.made_at, moved.code_id) == (before[moved.id].made_at, "R06")
    assert [memo.words for memo in desk.memos] == ["MEMO", "MEMO"]
    (move,) = list_moves(coded, by="Heron")
    assert (move.moved, move.transcript, move.reason) == (1, "P01", "Heard again.")
    (left,) = move.left
    assert (left.coding.quotation, left.code, left.turns) == (
        "nobody on the landing 🌙",
        "No rest afterwards",
        range(1, 2),
    )
    (theirs,) = list_moves(coded, by="Plover", transcript="P01")
    assert (theirs.moved, theirs.left) == (2, ())
    assert [(r.codings, r.left_behind) for r in list_readings(coded, by="Heron")] == [(1, 1)]
    assert list_moves(coded, by="Wren") == ()
    check_every_span(coded)


def test_what_is_left_behind_is_placed_again_and_then_sealed(coded: Project) -> None:
    correct(coded)
    (left,) = list_moves(coded, by="Heron")[0].left
    with pytest.raises(WrongState, match="1 of your codings"):
        seal(coded, by="Heron")
    seal(coded, by="Plover")
    with pytest.raises(NotFound, match="W149"):
        place_coding(
            coded, by="Heron", coding_id=left.coding.id, turn=1, quotation=left.coding.quotation
        )
    placed = place_coding(
        coded, by="Heron", coding_id=left.coding.id, turn=1, quotation="no one on the landing 🌙"
    )
    assert (placed.id, placed.code_id, placed.transcript_version) == (left.coding.id, "R07", 2)
    with pytest.raises(WrongState, match="W231"):
        let_coding_go(coded, by="Heron", coding_id=left.coding.id)
    seal(coded, by="Heron")
    assert list_moves(coded, by="Heron")[0].left == ()
    assert len(open_desk(coded, by="Heron", transcript="P01").codings) == 2
    check_every_span(coded)


def test_what_is_let_go_stays_in_its_own_version_and_counts_no_more(coded: Project) -> None:
    correct(coded)
    (left,) = list_moves(coded, by="Heron")[0].left
    let_coding_go(coded, by="Heron", coding_id=left.coding.id)
    for name in ("Heron", "Plover"):
        seal(coded, by=name)
    reveal(coded, by="Heron")
    study = load_study(coded)
    assert [(f.coding.id, f.is_let_go) for f in study.left_behind] == [(left.coding.id, True)]
    assert left.coding.id not in {c.id for c in study.codings}
    assert [r.left_behind for r in list_readings(coded, by="Heron")] == [0]
    correct(coded, P01, "first.txt")
    assert left.coding.id not in {c.id for c in load_study(coded).codings}
    check_every_span(coded)


def test_nobody_learns_what_others_coded_from_a_correction(coded: Project) -> None:
    correct(coded)
    hidden = {c.id for c in open_desk(coded, by="Heron", transcript="P01").codings}
    hidden |= {left.coding.id for left in list_moves(coded, by="Heron")[0].left}
    seen = [
        repr(list_moves(coded, by="Plover")),
        repr(load_study(coded)),
        repr(list_cleared(coded)),
    ]
    with coded.reading() as tx:
        log = audit.list_acts(tx)
    seen.append(repr(log))
    assert [one for one in seen for coding_id in hidden if coding_id in one] == []
    (made,) = [row for row in log if row.kind == "transcript.revised"]
    assert set(made.facts) == {"transcript", "version"}
    (own,) = hidden & {left.coding.id for left in list_moves(coded, by="Heron")[0].left}
    for act in (
        lambda: place_coding(coded, by="Plover", coding_id=own, turn=0),
        lambda: let_coding_go(coded, by="Plover", coding_id=own),
    ):
        with pytest.raises(NotFound, match="no such coding"):
            act()


def test_a_seal_stands_and_its_codings_go_only_where_they_stood(coded: Project) -> None:
    seal(coded, by="Heron")
    correct(coded)
    assert verify(coded).problems == ()
    (found,) = list_rounds(coded)
    versions = {a.coder_id: a.transcript_version for a in found.assignments}
    heron = next(s.coder_id for s in found.seals)
    assert {versions[heron], *versions.values()} == {1, 2}
    assert versions[heron] == 1
    (left,) = list_moves(coded, by="Heron")[0].left
    with pytest.raises(BadInput, match="Your seal stands"):
        place_coding(coded, by="Heron", coding_id=left.coding.id, turn=4)
    place_coding(coded, by="Heron", coding_id=left.coding.id, turn=1, quotation="no one")
    seal(coded, by="Plover")
    reveal(coded, by="Heron")
    assert len(load_study(coded).codings) == 4
    check_every_span(coded)


def test_a_coding_that_moved_can_be_taken_back_while_it_is_not_sealed(coded: Project) -> None:
    correct(coded)
    (moved,) = open_desk(coded, by="Heron", transcript="P01").codings
    remove_coding(coded, by="Heron", coding_id=moved.id)
    assert open_desk(coded, by="Heron", transcript="P01").codings == ()
    assert verify(coded).problems == ()


def test_other_speakers_for_the_same_words_carry_everything(coded: Project) -> None:
    swapped = [("P01" if who == "Interviewer" else "Interviewer", words) for who, words in P01]
    swapped[0] = P01[0]
    correct(coded, swapped)
    assert load_study(coded).transcripts[0].turns[1].speaker == "Interviewer"
    assert [list_moves(coded, by=who)[0].moved for who in ("Heron", "Plover")] == [2, 2]
    check_every_span(coded)


def test_of_several_same_words_none_is_guessed(study: Project) -> None:
    same: Turns = [P01[0], ("P01", "Yeah."), ("Interviewer", "So?"), ("P01", "Yeah."), P01[2]]
    correct(study, same)
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron", "Plover"]})
    code(study, "Heron", 1, "Yeah.")
    code(study, "Heron", 3, "Yeah.")
    code(study, "Heron", 4, None)
    correct(study, [same[0], same[1], same[4]])
    (move,) = list_moves(study, by="Heron")
    assert (move.moved, [left.coding.quotation for left in move.left]) == (1, ["Yeah.", "Yeah."])
    check_every_span(study)


def test_content_notes_go_along_and_none_is_lost(study: Project) -> None:
    add_content_note(study, by="Heron", transcript="P01", turn=3, words="work")
    add_content_note(study, by="Heron", transcript="P01", turn=2, words="morning")
    correct(study, [P01[0], P01[1], ("P01", "Something quite other.")])
    open_round(study, "Round 1", by="Heron")
    notes = open_desk(study, by="Plover", transcript="P01").content_notes
    assert {word for note in notes for word in note.words.split("; ")} == {"work", "morning"}
    assert 2 in {note.turn for note in notes}
    turns = toolkit.open_project(study.folder).turns()
    assert turns["content_note"].str.contains("work").any()


def test_differences_are_found_anew_and_decisions_go_along(revealed: Project) -> None:
    found = {d.start: d for d in list_differences(revealed)}
    ring, asked = sorted(found)[0], sorted(found)[-1]
    for at, choice in ((ring, "R06"), (asked, "R07")):
        decide(
            revealed,
            by="Heron",
            difference=found[at].id,
            ballots=[Ballot(who, Choice.TAKE_CODE, (choice,)) for who in ("Heron", "Plover")],
            reason="We talked.",
        )
    correct(revealed)
    study = load_study(revealed)
    assert {d.transcript_version for d in study.differences} == {2}
    assert {d.id for d in study.differences} <= {d.id for d in found.values()}
    (text, _) = study.transcripts
    said = {text.text[d.start : d.end] for d in study.decisions if d.transcript_version == 2}
    assert said == {"on your own. Nobody to ring", "They never asked."}
    assert [f.coding.quotation for f in study.left_behind] == ["nobody on the landing 🌙"]
    check_every_span(revealed)


def test_a_decision_on_words_that_changed_is_kept_at_its_own_version(
    revealed: Project, tmp_path: Path
) -> None:
    (found,) = [d for d in list_differences(revealed) if d.start == 53 or len(d.coding_ids) == 1][
        :1
    ]
    decided, _ = decide(
        revealed,
        by="Heron",
        difference=found.id,
        ballots=[Ballot(who, Choice.TAKE_CODE, ("R07",)) for who in ("Heron", "Plover")],
        reason="We talked.",
    )
    correct(revealed, [P01[0], ("P01", "All new."), P01[2], ("P01", "Other words here.")])
    study = load_study(revealed)
    assert study.decisions == (decided,)
    assert (study.differences, study.codings, len(study.left_behind)) == ((), (), 4)
    write_report(revealed, tmp_path / "report.docx")
    said = "\n".join(p.text for p in Document(str(tmp_path / "report.docx")).paragraphs)
    assert "stand on its earlier words: decision 1" in said
    assert said.count("the coder has not yet said where it belongs") == 4
    assert "P01 (version 2)" in said
    tables = toolkit.open_project(revealed.folder)
    assert (len(tables.codings()), len(tables.decisions())) == (0, 1)
    assert tables.decisions()["turn"].notna().all()
    assert tables.agreement()["reason"].notna().any()


def test_tables_figures_and_report_hold_one_version_after_a_correction(
    revealed: Project, tmp_path: Path
) -> None:
    correct(revealed)
    tables = toolkit.open_project(revealed.folder)
    assert set(tables.codings()["version"]) == {2}
    rows = tables.codings()[["turn", "quotation"]].itertuples(index=False)
    turns = tables.turns().query("transcript == 'P01'")["words"].tolist()
    assert all(quotation in turns[turn] for turn, quotation in rows)
    assert len(tables.agreement()) > 0
    write_report(revealed, tmp_path / "report.docx")


def test_an_open_vote_on_the_corrected_text_is_called_off(revealed: Project) -> None:
    found = list_differences(revealed)[0]
    held = open_voting(revealed, by="Heron", difference=found.id, present=["Heron", "Plover"])
    cast_vote(revealed, by="Heron", voting=held.id, choice=Choice.PARK, why="CANARY said")
    correct(revealed)
    assert list_open_votings(revealed) == ()
    assert see_voting(revealed, by="Heron", difference=found.id) is None
    assert "voting.called_off" in acts(revealed)
    (told,) = list_places(revealed).corrections
    assert (told.transcript, told.called_off, told.decisions) == ("P01", 1, ())
    assert [(left.quotation, left.coder, left.is_let_go) for left in told.left] == [
        ("nobody on the landing 🌙", "Heron", False)
    ]
    with pytest.raises(WrongState, match="the text was corrected"):
        cast_vote(revealed, by="Plover", voting=held.id, choice=Choice.PARK)
    assert not any(
        b"CANARY said" in path.read_bytes() for path in revealed.folder.rglob("project.db*")
    )


def test_corrections_follow_one_another_and_what_waited_may_come_home(coded: Project) -> None:
    correct(coded)
    correct(coded, P01, "first.txt")
    assert load_study(coded).transcripts[0].version == 3
    (move,) = list_moves(coded, by="Heron")
    assert (move.moved, move.left) == (2, ())
    assert [len(open_desk(coded, by=w, transcript="P01").codings) for w in ("Heron", "Plover")] == [
        2,
        2,
    ]
    check_every_span(coded)


def test_a_power_cut_after_the_new_version_leaves_no_draft(study: Project) -> None:
    upload = Upload("x.txt", as_text(CORRECTED))
    propose_revision(study, by="Wren", name="P01", file=upload)
    draft = open_draft(study, by="Wren", name="P01").draft
    clear_transcripts(
        study, by="Wren", approved_by="Kestrel", reason="Read.", names=["P01"], signed=SIGNED
    )
    with study.drafts.transaction() as waiting:
        drafts.add_drafts(waiting, [draft])
    again = open_project(study.folder)
    assert count_drafts(again) == 0
    (known,) = import_transcripts(again, [Upload("P09.txt", as_text(CORRECTED))])
    assert known.status is ImportStatus.UNCHANGED
    again.close()


def word_file(path: Path, turns: Turns) -> Path:
    made = Document()
    for who, words in turns:
        made.add_paragraph(f"{who}: {words}")
    made.save(str(path))
    return path


def test_the_same_words_under_another_name_are_the_same_transcript(
    study: Project, tmp_path: Path
) -> None:
    labels = {"Interviewer": "INT", "P01": "Participant"}
    other = [(labels[who], words) for who, words in P01]
    files: list[Path | Upload] = [
        Upload("another name.txt", as_text(P01)),
        Upload("labels.txt", as_text(other)),
        Upload("alone.txt", "\n\n".join(f"{who}:\n{words}" for who, words in P01).encode()),
        Upload("blanks.txt", as_text(P01).replace(b" ", b"  ").replace(b"\n", b"\r\n\r\n")),
        word_file(tmp_path / "word.docx", P01),
        word_file(tmp_path / "word labels.docx", other),
    ]
    outcomes = import_transcripts(study, files)
    assert [(o.file, o.status) for o in outcomes if o.status is not ImportStatus.UNCHANGED] == []
    (new,) = import_transcripts(study, [Upload("P09.txt", as_text(CORRECTED))])
    assert new.status is ImportStatus.IMPORTED


def test_the_command_line_brings_a_correction_all_the_way(
    local_study: Project, tmp_path: Path
) -> None:
    at, path = str(local_study.folder), tmp_path / "again.txt"
    path.write_bytes(as_text(CORRECTED))
    open_round(local_study, "Round 1", by="Heron", readers={"P01": ["Heron"]})
    code(local_study, "Heron", 1, "nobody on the landing 🌙", code="R07")
    code(local_study, "Heron", 1, "Nobody to ring")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(commands, arguments, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    assert "imported" in run("revise", at, "P01", str(path), "--by", "Wren")
    run(
        "clear",
        at,
        "P01",
        "--by",
        "Wren",
        "--approved-by",
        "Kestrel",
        "--reason",
        "Read.",
        "--signed",
    )
    listed = run("left-behind", at, "--as", "Heron")
    assert "1 of your codings moved with the corrected text, 1 wait for you" in listed
    assert '"turns": [\n' in run("left-behind", at, "--as", "Heron", "--json")
    (left,) = list_moves(local_study, by="Heron")[0].left
    with pytest.raises(BadInput, match="C107"):
        run("place", at, left.coding.id, "--as", "Heron")
    assert run("place", at, left.coding.id, "--as", "Heron", "--turn", "1") == "Placed.\n"
    assert run("verify", at)
    with sqlite3.connect(local_study.folder / "project.db") as database:
        assert database.execute("SELECT count(*) FROM codings").fetchone() == (2,)
    database.close()


def test_answers_without_a_code_go_along_too(study: Project) -> None:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron"]})
    text = open_desk(study, by="Heron", transcript="P01").transcript
    start, end = place_in_turn(text, 3, "They never asked.")
    add_coding(
        study, by="Heron", transcript="P01", start=start, end=end, quotation="They never asked.",
        answer=Answer.NOT_TODAY,
    )  # fmt: skip
    correct(study)
    (own,) = open_desk(study, by="Heron", transcript="P01").codings
    assert (own.answer, own.quotation) == (Answer.NOT_TODAY, "They never asked.")
