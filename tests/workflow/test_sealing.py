"""What is sealed reaches nobody: every command and every public function is walked."""

from __future__ import annotations

import inspect
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import toolkit
from tests.small_study import CODEBOOK
from toolkit.cli import commands
from toolkit.errors import BadInput, NotAllowed, NotFound, StillSealed, ToolkitError, WrongState
from toolkit.model.coding import Answer
from toolkit.notebook import ProjectTables
from toolkit.storage.project import Project
from toolkit.workflow.coding import (
    add_coding,
    add_own_code,
    list_readings,
    open_desk,
    place_in_turn,
    remove_coding,
)
from toolkit.workflow.memos import MemoTarget, add_memo
from toolkit.workflow.next_steps import describe_standing
from toolkit.workflow.projects import verify
from toolkit.workflow.ranking import (
    begin_ranking,
    finish_ideas,
    open_ranking,
    rank_ideas,
    see_rankings,
    show_ideas,
    write_idea,
)
from toolkit.workflow.rounds import list_rounds, open_round, reveal, seal
from toolkit.workflow.study import load_study

CANARY = "CANARY"


def code_turn(project: Project, by: str, transcript: str, turn: int, **given: object) -> str:
    text = open_desk(project, by=by, transcript=transcript).transcript
    start, end = place_in_turn(text, turn, None)
    made = add_coding(
        project,
        by=by,
        transcript=transcript,
        start=start,
        end=end,
        quotation=text.text[start:end],
        **given,  # type: ignore[arg-type]
    )
    return made.id


def add_canary(project: Project) -> None:
    own = add_own_code(project, by="Kestrel", name=f"{CANARY}CODE", plain_meaning=f"{CANARY}MEANT")
    code_turn(project, "Kestrel", "P01", 1, code=own.id, memo=f"{CANARY}MEMO", share_memo=True)
    code_turn(project, "Kestrel", "P01", 3, answer=Answer.NOT_SURE, code=None, line=f"{CANARY}LINE")
    noted = {"about": MemoTarget.TRANSCRIPT, "name": "P01", "words": f"{CANARY}NOTE"}
    add_memo(project, by="Kestrel", shared=True, **noted)


@pytest.fixture
def open_study(local_study: Project) -> Project:
    open_round(local_study, "Round 1", by="Heron")
    code_turn(local_study, "Heron", "P01", 1, code="R06")
    for name in ("Heron", "Wren"):
        seal(local_study, by=name)
    return local_study


def calls(folder: Path, out: Path) -> dict[str, list[list[str]]]:
    """Every command with arguments with which it gets as far as it can for somebody else."""
    at = str(folder)
    table = out / "codings.csv"
    table.write_text("transcript,turn,coder,code\nP09,0,Heron,R06\n", encoding="utf-8")
    book = out / "book.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    text = out / "P09.txt"
    text.write_text("Interviewer: Yes?\nP09: Yes.\nInterviewer: So?\nP09: So.", encoding="utf-8")
    return {
        "init": [["init", at, "--title", "X"]],
        "member add": [["member", "add", at, "Heron"]],
        "member list": [["member", "list", at], ["member", "list", at, "--json"]],
        # An invitation is another one each time, and the app does not end: as far as both go.
        "invite": [["invite", at, "Nobody"]],
        "app": [["app", at, "--as", "Nobody"]],
        "terms": [["terms", at, "--by", "Kestrel", "--reason", "x"]],
        "status": [["status", at], ["status", at, "--json"]],
        "import": [["import", at, str(text), "--dry-run", "--json"]],
        "accept": [["accept", at, "P01", "--by", "Wren"]],
        "discard": [["discard", at, "P01", "--by", "Wren"]],
        "screen": [["screen", at, "--by", "Wren"], ["screen", at, "--json"]],
        "settle": [["settle", at, "P01", "0", "--by", "Wren"]],
        "mark": [["mark", at, "P01", "night", "--by", "Wren"]],
        "checklist": [["checklist"], ["checklist", "--json"]],
        "redactions": [["redactions", at], ["redactions", at, "--json"]],
        # A key is another one each time: as far as a project without one goes.
        "key make": [["key", "make", at, "--by", "Plover"]],
        "key open": [["key", "open", at, "--by", "Wren"]],
        "key passphrase": [["key", "passphrase", at, "--by", "Plover"]],
        "key give-up": [["key", "give-up", at, "--by", "Wren"]],
        "clear": [
            ["clear", at, "P01", "--by", "Wren", "--approved-by", "Kestrel", "--reason", "x"]
        ],
        "revise": [["revise", at, "P01", str(text), "--by", "Plover"]],
        "left-behind": [["left-behind", at, "--as", "Heron"]],
        "place": [["place", at, "0", "--as", "Heron", "--turn", "0"]],
        "codebook show": [["codebook", "show", at], ["codebook", "show", at, "--json"]],
        # A proposal has an id of its own each time: as far as one goes that cannot be made.
        "codebook import": [["codebook", "import", at, str(book), "--json"]],
        "codebook propose": [
            ["codebook", "propose", at, "retire", "None such", "--as", "Wren", "--reason", "x"]
        ],
        "codebook proposals": [
            ["codebook", "proposals", at, "--all"],
            ["codebook", "proposals", at, "--all", "--json"],
        ],
        "codebook vote": [["codebook", "vote", at, "99", "accept", "--as", "Wren"]],
        "codebook vote-again": [["codebook", "vote-again", at, "99", "--as", "Wren"]],
        "codebook withdraw": [["codebook", "withdraw", at, "99", "--as", "Wren"]],
        "codebook dissent": [["codebook", "dissent", at, "99", "--as", "Wren", "--words", "x"]],
        "codebook diff": [["codebook", "diff", at], ["codebook", "diff", at, "--json"]],
        "codebook export": [
            ["codebook", "export", at, "-o", str(out / "book.qdc"), "--qdc"],
            ["codebook", "export", at, "-o", str(out / "book.html"), "--print"],
        ],
        "codebook look-again": [
            ["codebook", "look-again", at, "--as", "Heron"],
            ["codebook", "look-again", at, "--as", "Wren", "--json"],
        ],
        "import-codings": [["import-codings", at, str(table)]],
        "round open": [["round", "open", at, "Round 1"]],
        "round practise": [["round", "practise", at, "--by", "Kestrel"]],
        "page show": [["page", "show", at, "support"], ["page", "show", at, "closing", "--json"]],
        "page write": [["page", "write", at, "support", "--words", "x", "--by", "Nobody"]],
        "content-note": [["content-note", at, "P01", "--turn", "99", "--words", "x"]],
        "case": [["case", at, "P01"], ["case", at, "P01", "--json"]],
        "round seal": [["round", "seal", at, "--as", "Heron"]],
        "round reveal": [["round", "reveal", at, "--by", "Heron"]],
        "read": [["read", str(text)], ["read", str(text), "--json"]],
        "desk": [
            ["desk", at, "P01", "--as", "Heron", "--open"],
            ["desk", at, "P01", "--as", "Wren", "--json"],
        ],
        "code": [["code", at, "P01", "--as", "Wren", "--turn", "99", "--code", "R06"]],
        "search": [
            ["search", at, CANARY, "--as", "Heron"],
            ["search", at, "--code", "R06", "--as", "Wren", "--json"],
        ],
        # A note is another one each time: as far as a thing that is not there goes.
        "note": [["note", at, "x", "--as", "Heron", "--on-code", "X99"]],
        "notes": [["notes", at, "--as", "Heron"], ["notes", at, "--as", "Wren", "--json"]],
        "suggest": [["suggest", at, "--as", "Heron"], ["suggest", at, "--as", "Wren", "--json"]],
        "evaluate": [["evaluate", at], ["evaluate", at, "--by-transcript", "--json"]],
        "evaluate-table": [
            ["evaluate-table", str(table), "--text", "code", "--group", "coder", "--labels", "turn"]
        ],
        # Topics come when nobody codes, or to whoever has sealed all; too many cannot be found.
        "topics": [
            ["topics", at],
            ["topics", at, "--as", "Kestrel", "--json"],
            ["topics", at, "--as", "Heron", "--topics", "40"],
        ],
        "differences": [["differences", at], ["differences", at, "--json", "--practice"]],
        "decide": [["decide", at, "0", "--by", "Heron", "--vote", "Heron=park", "--reason", "x"]],
        "minutes": [
            ["minutes", at, "--to", str(out)],
            ["minutes", at, "--session", "1", "--to", at],
        ],
        # A question has an id of its own each time: as far as one goes that is not there.
        "ranking ask": [["ranking", "ask", at, " ", "--as", "Heron"]],
        "ranking list": [["ranking", "list", at], ["ranking", "list", at, "--json"]],
        "ranking show": [
            ["ranking", "show", at, "1", "--as", "Heron"],
            ["ranking", "show", at, "1", "--as", "Wren", "--json"],
        ],
        "ranking write": [["ranking", "write", at, "99", "x", "--as", "Heron"]],
        "ranking take-back": [["ranking", "take-back", at, "1", "x", "--as", "Heron"]],
        "ranking done": [["ranking", "done", at, "99", "--as", "Heron"]],
        "ranking open": [["ranking", "open", at, "1", "together", "--as", "Wren"]],
        "ranking clarify": [["ranking", "clarify", at, "1", "1", "x", "--as", "Plover"]],
        "ranking join": [["ranking", "join", at, "1", "1", "2", "--as", "Plover"]],
        "ranking apart": [["ranking", "apart", at, "1", "1", "2", "--as", "Plover"]],
        "ranking rank": [["ranking", "rank", at, "1", "99", "--as", "Heron"]],
        "ranking go-on": [["ranking", "go-on", at, "1", "--as", "Plover"]],
        "ranking call-off": [["ranking", "call-off", at, "1", "--as", "Wren"]],
        "outcomes": [["outcomes", at], ["outcomes", at, "--json"]],
        "agreement": [
            ["agreement", at, "--json"],
            ["agreement", at, "--by-side"],
            ["agreement", at, "--unit", "characters", "--by-side"],
            ["agreement", at, "--pairs", "--json"],
        ],
        "report": [["report", at, "-o", str(out / "report.docx")]],
        "verify": [["verify", at], ["verify", at, "--json"]],
        "demo": [["demo", at, "--no-app"]],
    }


def names_of(group: click.Group, prefix: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from names_of(command, f"{prefix}{name} ")
        else:
            yield f"{prefix}{name}"


def everything_printed(project: Project, out: Path) -> dict[str, str]:
    """What every command and every public function gives, by name."""
    out.mkdir(exist_ok=True)
    runner = CliRunner()
    found: dict[str, str] = {}
    for name, many in calls(project.folder, out).items():
        for number, arguments in enumerate(many):
            result = runner.invoke(commands, arguments)
            assert result.exception is None or isinstance(
                result.exception, ToolkitError | SystemExit
            ), (name, result.exception)
            found[f"{name} {number}"] = f"{result.output}{result.exception}"
    with zipfile.ZipFile(out / "report.docx") as word:
        # All but the time of day at which it was made.
        found["report.docx"] = re.sub(
            r"\d\d:\d\d(:\d\d)?",
            "",
            "".join(word.read(part).decode("utf-8", "replace") for part in word.namelist()),
        )
    tables = toolkit.open_project(project.folder)
    for name, method in inspect.getmembers(tables, callable):
        if not name.startswith("_"):
            found[f"tables.{name}"] = method().to_csv()
    found["tables.study"] = repr(tables.study)
    for name in ("Heron", "Wren", "Plover"):
        found[f"readings.{name}"] = repr(list_readings(project, by=name))
        found[f"next.{name}"] = repr(describe_standing(project, by=name))
    return found


def test_every_command_is_walked(tmp_path: Path) -> None:
    assert set(calls(tmp_path, tmp_path)) == set(names_of(commands))
    public = {name for name in vars(ProjectTables) if not name.startswith("_")}
    assert public >= {"transcripts", "turns", "codebook", "codings", "differences", "decisions"}


def test_a_sealed_coding_is_in_no_output_before_the_reveal(
    open_study: Project, tmp_path: Path
) -> None:
    add_canary(open_study)
    seal(open_study, by="Kestrel")
    printed = everything_printed(open_study, tmp_path / "out")
    assert [name for name, words in printed.items() if CANARY in words] == []


def test_no_output_tells_whether_somebody_coded_at_all(open_study: Project, tmp_path: Path) -> None:
    """Not by a count, an order, a hash or a date: what is printed is the same to the letter."""
    before = everything_printed(open_study, tmp_path / "out")
    add_canary(open_study)
    after = everything_printed(open_study, tmp_path / "out")
    assert [name for name in before if before[name] != after[name]] == []


def test_no_output_tells_an_idea_before_it_is_shown_nor_whether_there_is_one(
    open_study: Project, tmp_path: Path
) -> None:
    begin_ranking(open_study, by="Heron", question="What matters most?")
    before = everything_printed(open_study, tmp_path / "out")
    write_idea(open_study, by="Kestrel", ranking=1, words=f"{CANARY}IDEA")
    write_idea(open_study, by="Kestrel", ranking=1, words="Something else.")
    after = everything_printed(open_study, tmp_path / "out")
    assert [name for name in before if before[name] != after[name]] == []
    for name in ("Heron", "Wren", "Plover"):
        assert CANARY not in repr(see_rankings(open_study, by=name))


def test_no_output_tells_a_ranking_before_all_have_ranked(
    open_study: Project, tmp_path: Path
) -> None:
    begin_ranking(open_study, by="Heron", question="What matters most?", places=2)
    for name in ("Heron", "Kestrel"):
        write_idea(open_study, by=name, ranking=1, words=f"An idea of {name}.")
    for name in ("Heron", "Wren", "Kestrel", "Plover"):
        finish_ideas(open_study, by=name, ranking=1)
    show_ideas(open_study, by="Heron", ranking=1)
    open_ranking(open_study, by="Heron", ranking=1)
    rank_ideas(open_study, by="Kestrel", ranking=1, ideas=["1", "2"])
    rank_ideas(open_study, by="Kestrel", ranking=1, ideas=["1", "2"])
    before = everything_printed(open_study, tmp_path / "out")
    rank_ideas(open_study, by="Kestrel", ranking=1, ideas=["2"])
    after = everything_printed(open_study, tmp_path / "out")
    changed = {name for name in before if before[name] != after[name]}
    # That somebody has ranked anew is in the log, and so is the log's end wherever it is told.
    assert changed <= {"verify 0", "verify 1", "report.docx", "tables.study"}
    assert list_rankings_of(open_study) == [((), None)]


def list_rankings_of(project: Project) -> list[tuple[object, object]]:
    return [(one.rankings, one.ended_at) for one in load_study(project).rankings]


def test_after_the_reveal_it_is_there(open_study: Project, tmp_path: Path) -> None:
    add_canary(open_study)
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    reveal(open_study, by="Heron")
    codings = toolkit.open_project(open_study.folder).codings()
    assert f"{CANARY}CODE" in set(codings["code"])


def test_a_private_memo_stays_private_after_the_reveal(open_study: Project) -> None:
    code_turn(open_study, "Kestrel", "P01", 1, code="R06", memo=f"{CANARY}MEMO")
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    reveal(open_study, by="Heron")
    assert CANARY not in repr(load_study(open_study))


def test_each_coder_sees_their_own_work_and_no_other(open_study: Project) -> None:
    add_canary(open_study)
    desks = {
        name: open_desk(open_study, by=name, transcript="P01")
        for name in ("Heron", "Wren", "Kestrel", "Plover")
    }
    assert {name: len(desk.codings) for name, desk in desks.items()} == {
        "Heron": 1, "Wren": 0, "Kestrel": 2, "Plover": 0,
    }  # fmt: skip
    assert [name for name, desk in desks.items() if CANARY in repr(desk)] == ["Kestrel"]


def test_a_round_is_not_revealed_while_somebody_works_unless_the_reason_is_told(
    open_study: Project,
) -> None:
    with pytest.raises(StillSealed, match="2 of 4 coders"):
        reveal(open_study, by="Heron")
    add_canary(open_study)
    made = reveal(open_study, by="Heron", reason="Two of us fell ill.")
    assert made.reveal_reason == "Two of us fell ill."
    # What was never sealed stays with its coder, revealed round or not.
    assert CANARY not in repr(load_study(open_study))


def test_only_a_facilitator_reveals(open_study: Project) -> None:
    with pytest.raises(NotAllowed):
        reveal(open_study, by="Kestrel", reason="I want to see.")
    assert not list_rounds(open_study)[0].is_revealed


def test_a_sealed_coding_cannot_be_taken_back(open_study: Project) -> None:
    (own,) = open_desk(open_study, by="Heron", transcript="P01").codings
    with pytest.raises(WrongState, match="seal holds"):
        remove_coding(open_study, by="Heron", coding_id=own.id)


def test_somebody_elses_coding_is_not_told_apart_from_none(open_study: Project) -> None:
    theirs = code_turn(open_study, "Kestrel", "P01", 1, code="R06")
    with pytest.raises(NotFound) as of_theirs:
        remove_coding(open_study, by="Heron", coding_id=theirs)
    with pytest.raises(NotFound) as of_none:
        remove_coding(open_study, by="Heron", coding_id="no-such-coding")
    assert str(of_theirs.value) == str(of_none.value)


def test_a_code_of_ones_own_cannot_be_made_under_an_id_that_is_taken(open_study: Project) -> None:
    theirs = add_own_code(open_study, by="Kestrel", name="Theirs").id
    with pytest.raises(BadInput) as of_theirs:
        code_turn(open_study, "Plover", "P01", 1, code=theirs, new_code="Mine")
    with pytest.raises(BadInput) as of_none:
        code_turn(open_study, "Plover", "P01", 1, code="no-such-code")
    assert str(of_theirs.value) == str(of_none.value)
    code_turn(open_study, "Plover", "P01", 1, code="R06", new_code="Something else")
    assert open_desk(open_study, by="Plover", transcript="P01").own_codes == ()
    code_turn(open_study, "Plover", "P01", 1, code="f" * 32, new_code="Mine")
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    reveal(open_study, by="Heron")
    open_round(open_study, "Round 2", by="Heron")
    with pytest.raises(BadInput, match="no such code"):
        code_turn(open_study, "Wren", "P01", 1, code="f" * 32, new_code="Mine now")


def test_a_coding_after_the_seal_is_marked_and_breaks_no_seal(open_study: Project) -> None:
    code_turn(open_study, "Heron", "P01", 3, code="V03")
    desk = open_desk(open_study, by="Heron", transcript="P01")
    assert [c.after_seal for c in desk.codings] == [False, True]
    assert verify(open_study).problems == ()


def test_nobody_seals_twice(open_study: Project) -> None:
    with pytest.raises(WrongState, match="nothing left"):
        seal(open_study, by="Heron")


def test_a_changed_coding_breaks_its_seal(open_study: Project) -> None:
    with open_study.transaction() as tx:
        from sqlalchemy import text

        tx.execute(text("UPDATE codings SET code_id = 'V03'"))
    assert [p.code for p in verify(open_study).problems] == ["W102"]
