from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_study import SIGNED, TEAM, write_interviews
from toolkit.errors import BadInput, NotFound, WrongRole, WrongState
from toolkit.model.upload import Upload
from toolkit.storage import drafts
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts, list_drafts
from toolkit.workflow.importing import (
    MAX_NAME,
    ImportStatus,
    discard_draft,
    import_transcripts,
)
from toolkit.workflow.projects import open_project, verify
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

PHONE = "07700 900123"


@pytest.fixture
def team(project: Project) -> Project:
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    return project


def write(folder: Path, name: str, words: str) -> Path:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


def with_a_phone(folder: Path) -> Path:
    return write(
        folder,
        "P07.txt",
        "Interviewer: Can we write?\n"
        f"P07: Ring {PHONE}, not before ten.\n"
        "Interviewer: Thank you.\nP07: Right.\n",
    )


def test_the_good_files_are_kept_and_the_bad_ones_named(team: Project, tmp_path: Path) -> None:
    good = write_interviews(tmp_path / "files")
    bad = [write(tmp_path, "empty.txt", "  \n"), write(tmp_path, "picture.txt", "\x00\x01")]
    outcomes = import_transcripts(team, [*good, *bad])
    assert [o.status for o in outcomes] == [ImportStatus.IMPORTED] * 2 + [ImportStatus.REFUSED] * 2
    assert [d.transcript.name for d in list_drafts(team, by="Wren")] == ["P01", "P02"]


def test_the_same_file_twice_adds_nothing_under_any_name(team: Project, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "files")
    import_transcripts(team, paths)
    renamed = write(tmp_path, "other.txt", paths[0].read_text(encoding="utf-8"))
    reworded = write(tmp_path, "crlf.txt", paths[0].read_text("utf-8").replace("\n", "\r\n"))
    again = import_transcripts(team, [*paths, renamed, reworded])
    assert {o.status for o in again} == {ImportStatus.UNCHANGED}
    assert len(list_drafts(team, by="Wren")) == 2


def test_the_same_file_twice_in_one_call_is_kept_once(team: Project, tmp_path: Path) -> None:
    path = write_interviews(tmp_path / "files")[0]
    statuses = [o.status for o in import_transcripts(team, [path, path])]
    assert statuses == [ImportStatus.IMPORTED, ImportStatus.UNCHANGED]


def test_a_dry_run_keeps_nothing(team: Project, tmp_path: Path) -> None:
    paths = write_interviews(tmp_path / "files")
    outcomes = import_transcripts(team, paths, dry_run=True)
    assert {o.status for o in outcomes} == {ImportStatus.IMPORTED}
    assert list_drafts(team, by="Wren") == ()


@pytest.mark.parametrize("name", ["A1234BC", "interview_A1234BC_final", "call 07700 900123"])
def test_a_file_name_that_identifies_somebody_is_found_and_replaced_as_words_are(
    team: Project, tmp_path: Path, name: str
) -> None:
    words = "Interviewer: Yes?\nP07: Yes.\nInterviewer: So?\nP07: So.\n"
    (outcome,) = import_transcripts(team, [write(tmp_path, f"{name}.txt", words)])
    assert outcome.status is ImportStatus.IMPORTED
    (draft,) = list_drafts(team, by="Wren")
    (finding,) = draft.findings
    assert (finding.part, finding.finding_class) == ("name", "block")
    with pytest.raises(WrongState, match="W166"):
        clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="R", signed=SIGNED)
    settle_finding(
        team, by="Wren", transcript=name, finding=finding.position, choice=Settlement.REPLACE
    )
    done = clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="R", signed=SIGNED)
    word = "[phone number]" if "call" in name else "[prisoner number]"
    assert done.names == (name.replace(draft.words_of(finding), word),)


@pytest.mark.parametrize("name", ["interview_07", "P07-2023-05-12", "2023_05_12_P07 v2"])
def test_an_ordinary_name_is_taken(team: Project, tmp_path: Path, name: str) -> None:
    words = "Interviewer: Yes?\nP07: Yes.\nInterviewer: So?\nP07: So.\n"
    (outcome,) = import_transcripts(team, [write(tmp_path, f"{name}.txt", words)])
    assert outcome.status is ImportStatus.IMPORTED


def test_two_transcripts_cannot_have_one_name(team: Project, tmp_path: Path) -> None:
    import_transcripts(team, write_interviews(tmp_path / "files"))
    other = write(tmp_path, "P01.txt", "Interviewer: A?\nP01: B.\nInterviewer: C?\nP01: D.\n")
    (outcome,) = import_transcripts(team, [other])
    assert (outcome.status, outcome.problems[0].code) == (ImportStatus.REFUSED, "W151")


def test_only_a_checker_opens_a_draft(team: Project, tmp_path: Path) -> None:
    import_transcripts(team, [with_a_phone(tmp_path)])
    for name in ("Heron", "Plover"):
        with pytest.raises(WrongRole):
            list_drafts(team, by=name)
    assert PHONE in list_drafts(team, by="Wren")[0].transcript.text


def test_a_finding_that_is_not_settled_keeps_the_text_closed(team: Project, tmp_path: Path) -> None:
    import_transcripts(team, [with_a_phone(tmp_path)])
    with pytest.raises(WrongState, match="1 findings"):
        clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="Read.", signed=SIGNED)
    assert load_study(team).transcripts == ()


def test_it_takes_two_people(team: Project, tmp_path: Path) -> None:
    import_transcripts(team, write_interviews(tmp_path / "files"))
    with pytest.raises(BadInput, match="Two different people"):
        clear_transcripts(team, by="Wren", approved_by="Wren", reason="Read.", signed=SIGNED)
    with pytest.raises(WrongRole):
        clear_transcripts(team, by="Wren", approved_by="Plover", reason="Read.", signed=SIGNED)
    with pytest.raises(BadInput, match="Two different people"):
        clear_transcripts(team, by="Wren", approved_by="Wren", reason="Public.", unread=True)


def test_text_that_is_public_can_be_cleared_unread_and_the_record_says_so(
    team: Project, tmp_path: Path
) -> None:
    import_transcripts(team, [with_a_phone(tmp_path)])
    done = clear_transcripts(
        team, by="Heron", approved_by="Plover", reason="Published in 2022.", unread=True
    )
    assert (done.names, done.findings_left) == (("P07",), 1)
    (row,) = load_study(team).clearings
    assert (row.was_read, row.reason, row.findings_left) == (False, "Published in 2022.", 1)


def test_after_clearing_no_byte_of_the_original_is_left(tmp_path: Path) -> None:
    from toolkit.workflow.projects import init_project

    team = init_project(tmp_path / "study", "T")
    for pen_name, (roles, sides) in TEAM.items():
        add_member(team, pen_name, roles=roles, sides=sides)
    import_transcripts(team, [with_a_phone(tmp_path)])
    settle_finding(team, by="Wren", transcript="P07", finding=0, choice=Settlement.REPLACE)
    clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="Read.", signed=SIGNED)
    (text,) = load_study(team).transcripts
    assert text.words_of(text.turns[1]) == "Ring [phone number], not before ten."
    assert files_that_hold(tmp_path / "study", PHONE) == []
    team.close()


def test_a_replacement_that_identifies_somebody_itself_is_refused(
    team: Project, tmp_path: Path
) -> None:
    import_transcripts(team, [with_a_phone(tmp_path)])
    with pytest.raises(BadInput, match="W161"):
        settle_finding(
            team,
            by="Wren",
            transcript="P07",
            finding=0,
            choice=Settlement.REPLACE,
            replacement="07700 900456",
        )


def test_a_discarded_draft_can_be_imported_again(team: Project, tmp_path: Path) -> None:
    path = with_a_phone(tmp_path)
    import_transcripts(team, [path])
    discard_draft(team, by="Wren", name="P07")
    (outcome,) = import_transcripts(team, [path])
    assert outcome.status is ImportStatus.IMPORTED
    with pytest.raises(NotFound):
        discard_draft(team, by="Wren", name="P99")


def test_a_power_cut_between_the_two_databases_is_put_right(team: Project, tmp_path: Path) -> None:
    """A cleared transcript whose draft is still there: the draft goes at the next opening."""
    path = write_interviews(tmp_path / "files")[0]
    import_transcripts(team, [path])
    (draft,) = list_drafts(team, by="Wren")
    clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="Read.", signed=SIGNED)
    with team.drafts.transaction() as waiting:
        drafts.add_drafts(waiting, [draft])
    again = open_project(team.folder)
    assert list_drafts(again, by="Wren") == ()
    assert [t.name for t in load_study(again).transcripts] == ["P01"]
    assert verify(again).problems == ()
    again.close()


def test_a_power_cut_before_a_draft_was_kept_does_not_block_its_file(
    team: Project, tmp_path: Path
) -> None:
    path = write_interviews(tmp_path / "files")[0]
    import_transcripts(team, [path])
    with team.drafts.transaction() as waiting:
        drafts.erase_drafts(waiting, drafts.list_draft_names(waiting).values())
    again = open_project(team.folder)
    (outcome,) = import_transcripts(again, [path])
    assert outcome.status is ImportStatus.IMPORTED
    again.close()


SPOKEN = f"Interviewer: Can we write?\nP07: Ring {PHONE}.\nInterviewer: Yes?\nP07: Right.\n"


def files_that_hold(folder: Path, words: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


def test_uploads_and_files_are_imported_alike(team: Project, tmp_path: Path) -> None:
    outcomes = import_transcripts(
        team,
        [with_a_phone(tmp_path), Upload("P08.txt", SPOKEN.encode()), Upload("P09.pdf", b"%PDF")],
        by="Heron",
    )
    assert [o.status.value for o in outcomes] == ["imported", "imported", "refused"]
    assert [o.file for o in outcomes] == ["P07.txt", "P08.txt", "P09.pdf"]
    assert [d.transcript.name for d in list_drafts(team, by="Wren")] == ["P07", "P08"]


def test_an_upload_is_known_again_as_the_file_and_under_any_name(
    team: Project, tmp_path: Path
) -> None:
    path = with_a_phone(tmp_path)
    import_transcripts(team, [path])
    content = path.read_bytes()
    again = [Upload("P07.txt", content), Upload("../other.txt", b"\xef\xbb\xbf" + content)]
    assert {o.status for o in import_transcripts(team, again)} == {ImportStatus.UNCHANGED}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../../../tmp/evil.txt", "evil"),
        ("<script>alert(1)</script>.txt", "script>"),
        ("P\x0007\r\n.txt", "P 07"),
        ("n" * MAX_NAME + ".txt", "n" * MAX_NAME),
    ],
)
def test_a_hostile_name_is_kept_as_a_name_only(team: Project, name: str, kept: str) -> None:
    (outcome,) = import_transcripts(team, [Upload(name, SPOKEN.encode())])
    assert outcome.status is ImportStatus.IMPORTED
    assert list(drafts_by_name(team)) == [kept]
    assert not list(team.folder.parent.rglob("*evil*"))


def drafts_by_name(project: Project) -> dict[str, str]:
    with project.drafts.reading() as waiting:
        return drafts.list_draft_names(waiting)


def test_a_name_that_is_far_too_long_is_refused_and_shown_in_part(team: Project) -> None:
    (outcome,) = import_transcripts(team, [Upload("n" * 5000 + ".txt", SPOKEN.encode())])
    assert [problem.code for problem in outcome.problems] == ["W156"]
    assert outcome.file == "n" * 255
    assert drafts_by_name(team) == {}


def test_nothing_of_a_refused_upload_is_kept(tmp_path: Path) -> None:
    from toolkit.workflow.projects import init_project

    team = init_project(tmp_path / "study", "T")
    uploads = [
        Upload("P08.docx", SPOKEN.encode()),
        Upload("P09.txt", SPOKEN.encode() + b"\x00"),
    ]
    assert {o.status for o in import_transcripts(team, uploads)} == {ImportStatus.REFUSED}
    assert files_that_hold(tmp_path, PHONE) == []
    team.close()
