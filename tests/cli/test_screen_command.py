"""`toolkit screen`: drafts of a project, and files outside any project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.small_study import TEAM
from toolkit.cli import commands
from toolkit.errors import ToolkitError
from toolkit.model.upload import Upload
from toolkit.storage.project import Project
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.name_key import make_key
from toolkit.workflow.projects import init_project
from toolkit.workflow.team import add_member

TALK = "Interviewer: Who?\nP07: Dave Okonkwo, in Belmarsh. Ring 07700 900123.\nInterviewer: So?\n"
SMALL = "i: who was there\nr: it was dave. and kev was there. we had a laugh. ring 07700 900123.\n"


def run(*arguments: object, code: int = 0, **given: object) -> Result:
    result = CliRunner().invoke(commands, [str(one) for one in arguments], **given)  # type: ignore[arg-type]
    error = result.exception
    exit_code = error.exit_code if isinstance(error, ToolkitError) else result.exit_code
    assert exit_code == code, (result.output, error)
    return result


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = init_project(tmp_path / "study", "A study")
    for pen_name, (roles, sides) in TEAM.items():
        add_member(made, pen_name, roles=roles, sides=sides)
    import_transcripts(made, [Upload("P07.txt", TALK.encode())])
    return made


def test_files_outside_any_project_are_screened_with_offsets_into_the_text(tmp_path: Path) -> None:
    (tmp_path / "P07.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "P08.txt").write_text(SMALL, encoding="utf-8")
    paths = (tmp_path / "P07.txt", tmp_path / "P08.txt")
    told = json.loads(run("screen", "--files", *paths, "--json", "--with-text").stdout)
    first, second = told["files"]
    assert (first["file"], first["words"], first["few_capitals"]) == ("P07.txt", 9, False)
    assert [
        (one["class"], one["kind"], first["text"][one["start"] : one["end"]])
        for one in first["findings"]
    ] == [
        ("person", "name", "Dave Okonkwo"),
        ("place", "prison", "Belmarsh"),
        ("block", "phone", "07700 900123"),
    ]
    assert second["few_capitals"]
    without = json.loads(run("screen", "--files", *paths, "--json").stdout)
    assert "text" not in without["files"][0]
    assert "Dave" not in json.dumps(without)
    assert not list(tmp_path.glob("*.db"))


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_screened(tmp_path: Path) -> None:
    (tmp_path / "P07.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    told = run("screen", "--files", tmp_path / "P07.txt", tmp_path / "empty.txt", "--json", code=2)
    found = json.loads(told.stdout)
    assert [one["file"] for one in found["files"]] == ["P07.txt"]
    assert [one["file"] for one in found["refused"]] == ["empty.txt"]


def test_a_project_is_screened_settled_marked_and_cleared_from_a_terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    monkeypatch.setenv("TOOLKIT_KEY_PASSPHRASE", "ten grey herons fly")
    run("key", "make", folder, "--by", "Wren")
    (draft,) = json.loads(run("screen", folder, "--by", "Wren", "--json").stdout)["drafts"]
    assert [one["kind"] for one in draft["findings"]] == ["name", "prison", "phone"]
    assert "Dave" not in json.dumps(draft) and "dave" not in json.dumps(draft)
    told = run("settle", folder, "P07", 0, "--everywhere", "--by", "Wren").stdout
    assert "[person 1] will stand there" in told
    run("settle", folder, "P07", 1, "--remove", "--by", "Wren")
    run("settle", folder, "P07", 1, "--undo", "--by", "Wren")
    run("settle", folder, "P07", 1, "--keep", "--by", "Wren")
    run("settle", folder, "P07", 2, "--by", "Kestrel")
    run("settle", folder, "P07", 2, "--keep", "--by", "Wren", code=3)
    run("mark", folder, "P07", "Who", "--by", "Wren")
    run("mark", folder, "P07", "Who", "--kind", "nonsense", "--by", "Wren", code=2)
    run("settle", folder, "P07", 3, "--keep", "--by", "Wren")
    run("screen", folder, "--again", "--by", "Wren")
    clear = (
        "clear",
        folder,
        "P07",
        "--by",
        "Wren",
        "--approved-by",
        "Kestrel",
        "--reason",
        "Read.",
    )
    run(*clear, code=3)
    run(*clear, "--signed")
    names = json.loads(run("key", "open", folder, "--by", "Wren", "--json").stdout)["names"]
    assert names == [{"pseudonym": "[person 1]", "words": "Dave Okonkwo", "kind": "name"}]
    log = json.loads(run("redactions", folder, "--json").stdout)["redactions"]
    assert [(one["kind"], one["choice"], one["settled_by"]) for one in log] == [
        ("name", "keep", "Wren"),
        ("name", "replace", "Wren"),
        ("prison", "keep", "Wren"),
        ("phone", "replace", "Kestrel"),
    ]
    monkeypatch.setenv("TOOLKIT_KEY_PASSPHRASE", "ten grey herons flew")
    run("key", "open", folder, "--by", "Wren", code=3)
    run("key", "give-up", folder, "--by", "Wren")


def test_the_passphrase_is_asked_for_and_changed(project: Project) -> None:
    make_key(project, by="Wren", passphrase="ten grey herons fly")
    said = "ten grey herons fly\nfour small boats out\nfour small boats out\n"
    told = run("key", "passphrase", project.folder, "--by", "Wren", input=said)
    assert "Copies of the file still open with the old one" in told.stdout
    run("key", "open", project.folder, "--by", "Wren", input="ten grey herons fly\n", code=3)
    opened = run("key", "open", project.folder, "--by", "Wren", input="four small boats out\n")
    assert "herons" not in opened.output and "boats" not in opened.output


def test_the_checklist_is_printed_and_two_folders_are_not_screened(tmp_path: Path) -> None:
    checks = json.loads(run("checklist", "--json").stdout)["checks"]
    assert [one["id"] for one in checks][-1] == "every_word"
    assert "Look for:" in run("checklist").stdout
    run("screen", tmp_path, tmp_path, code=2)
