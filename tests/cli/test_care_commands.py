"""Practice, the team's own pages, content notes and cases from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import commands
from toolkit.demo.practice import TEXT_NAME
from toolkit.errors import ToolkitError
from toolkit.storage.project import Project


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(commands, [str(one) for one in arguments])
    error = result.exception
    exit_code = error.exit_code if isinstance(error, ToolkitError) else result.exit_code
    assert exit_code == code, (result.output, error)
    return result


@pytest.fixture
def folder(local_study: Project) -> Path:
    return local_study.folder


def test_a_page_is_written_from_words_or_a_file_and_shown(folder: Path, tmp_path: Path) -> None:
    assert "Nobody has written" in run("page", "show", folder, "support").output
    said = tmp_path / "support.txt"
    said.write_text("Ring 020 7946 0958.\n", encoding="utf-8")
    written = run("page", "write", folder, "support", "--file", said, "--by", "Wren")
    assert "version 1" in written.output
    assert "Look again" not in written.stderr
    run("page", "write", folder, "support", "--words", "Ask Dave Okonkwo.")
    assert run("page", "show", folder, "support").output == "Ask Dave Okonkwo.\n"
    told = json.loads(run("page", "show", folder, "support", "--json").output)
    assert [one["version"] for one in told["versions"]] == [1, 2]
    run("page", "write", folder, "support", code=2)
    run("page", "write", folder, "support", "--file", tmp_path / "none.txt", code=2)


def test_a_note_and_a_case(folder: Path) -> None:
    run("content-note", folder, "P01", "--turn", 1, "--words", "alone at night", "--by", "Wren")
    run("content-note", folder, "P01", "--turn", 9, "--words", "x", code=2)
    run("case", folder, "P01", "--set", "Role=Listener", "--set", "Years=1990s", "--by", "Wren")
    shown = run("case", folder, "P01", "--set", "Years=").output
    assert shown == "P01\n  Role: Listener\n"
    assert json.loads(run("case", folder, "P01", "--json").output)["attributes"] == [
        {"name": "Role", "value": "Listener"}
    ]


def test_a_practice_round_is_listed_only_where_it_is_asked_for(folder: Path) -> None:
    assert "Practice is open: 4 readings" in run("round", "practise", folder).output
    for coder, code in (("Wren", "PR1"), ("Plover", "PR3")):
        run("code", folder, TEXT_NAME, "--as", coder, "--turn", 3, "--code", code)
    for coder in ("Wren", "Plover"):
        run("round", "seal", folder, "--as", coder)
    run("round", "reveal", folder, "--reason", "We are only trying.")
    assert "0 differences" in run("differences", folder).output
    assert "1 differences" in run("differences", folder, "--practice").output
    with_practice = run("agreement", folder, "--practice", "--json").output
    assert any(one["n_units"] for one in json.loads(with_practice)["coefficients"])
    run("round", "open", folder, "Round 1", "--shuffle")
