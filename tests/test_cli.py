from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.small_study import CODEBOOK, write_interviews
from toolkit.cli import commands
from toolkit.errors import ToolkitError
from toolkit.workflow.accounts import find_invited
from toolkit.workflow.projects import open_project

ROOT = Path(__file__).parents[1]


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    error = result.exception
    exit_code = error.exit_code if isinstance(error, ToolkitError) else result.exit_code
    assert exit_code == code, (result.output, error)
    return result


def run_json(*arguments: object, code: int = 0) -> dict[str, object]:
    found: dict[str, object] = json.loads(run(*arguments, "--json", code=code).stdout)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    at = tmp_path / "study"
    run("init", at, "--title", "A study")
    for name, side, role in (
        ("Heron", "academic", "facilitator,coder"),
        ("Wren", "academic", "coder,checker"),
        ("Kestrel", "lived", "coder,checker"),
        ("Plover", "lived", "coder"),
    ):
        run("member", "add", at, name, "--side", side, "--role", role)
    return at


def test_the_whole_line_from_a_terminal(folder: Path, tmp_path: Path) -> None:
    files = write_interviews(tmp_path / "files")
    imported = run_json("import", folder, *files)["files"]
    assert isinstance(imported, list)
    assert [set(row) for row in imported] == [
        {
            "file",
            "status",
            "layout",
            "words_in",
            "words_in_turns",
            "words_left_out",
            "words_without_speaker",
            "turns",
            "speakers",
            "problems",
        }
    ] * 2
    for row in imported:
        assert row["words_in"] == row["words_in_turns"] + sum(row["words_left_out"].values())
    run("clear", folder, "P01", "P02", "--by", "Wren", "--approved-by", "Kestrel",
        "--reason", "Read by both.", "--signed")  # fmt: skip
    book = tmp_path / "book.csv"
    book.write_text(CODEBOOK, encoding="utf-8")
    assert run_json("codebook", "import", folder, book)["codes"] == 5
    run("round", "open", folder, "Round 1", "--by", "Heron")
    code = ("code", folder, "P01", "--turn", 1, "--quotation", "on your own")
    for name in ("Heron", "Wren", "Kestrel"):
        run(*code, "--as", name, "--code", "R06")
    run(*code, "--as", "Plover", "--code", "R07")
    for name in ("Heron", "Wren", "Kestrel", "Plover"):
        run("round", "seal", folder, "--as", name)
    run("round", "reveal", folder, "--by", "Heron")
    (difference,) = run_json("differences", folder)["differences"]  # type: ignore[misc]
    assert (difference["kind"], difference["quotation"]) == ("different_code", "on your own")
    decision = run_json(
        "decide", folder, difference["difference_id"][:8], "--by", "Heron",
        "--vote", "Heron=take:R06", "--vote", "Wren=take:R06",
        "--vote", "Kestrel=take:R06", "--vote", "Plover=take:R06",
        "--dissent", "Plover=The morning was worse.", "--reason", "The night comes first.",
    )  # fmt: skip
    assert (decision["outcome"], decision["code_ids"]) == ("settled", ["R06"])
    suggestions = run_json("suggest", folder, "--as", "Plover")["suggestions"]
    assert isinstance(suggestions, list)
    printed = run("suggest", folder, "--as", "Plover").stdout
    assert len(printed.splitlines()) == len(suggestions)
    coefficients = run_json("agreement", folder)["coefficients"]
    assert isinstance(coefficients, list)
    assert set(coefficients[0]) == {
        "measure", "scope", "side", "value", "low", "high", "n_units", "n_coders", "reason",
    }  # fmt: skip
    run("report", folder, "-o", tmp_path / "report.docx")
    assert (tmp_path / "report.docx").stat().st_size > 10_000
    verified = run_json("verify", folder)
    assert (verified["problems"], verified["seals"]) == ([], 8)


def test_bad_files_end_with_exit_code_2_and_the_good_ones_are_kept(
    folder: Path, tmp_path: Path
) -> None:
    good = write_interviews(tmp_path / "files")
    bad = tmp_path / "empty.txt"
    bad.write_text("")
    rows = run_json("import", folder, *good, bad, tmp_path / "not-there.txt", code=2)["files"]
    assert [row["status"] for row in rows] == [  # type: ignore[index,attr-defined]
        "imported", "imported", "refused", "refused",
    ]  # fmt: skip
    assert all(row["problems"] for row in rows[2:])  # type: ignore[index]


def test_what_is_not_allowed_ends_with_exit_code_3(folder: Path, tmp_path: Path) -> None:
    run("import", folder, *write_interviews(tmp_path / "files"))
    refused = [
        run("screen", folder, "--by", "Plover", code=3),
        run("terms", folder, "--rule", "everybody", "--by", "Kestrel", "--reason", "x", code=3),
    ]
    assert ["W111" in str(result.exception) for result in refused] == [True, True]


def test_changed_terms_are_a_new_version(folder: Path) -> None:
    result = run(
        "terms", folder, "--method", "reflexive", "--by", "Heron", "--reason", "We agreed."
    )
    assert "version 2: reflexive, majority_each_side" in result.output
    run("agreement", folder, code=3)


def test_a_folder_without_a_project_ends_with_exit_code_2(tmp_path: Path) -> None:
    assert "D106" in str(run("status", tmp_path, code=2).exception)


def in_a_process(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = "from toolkit.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_errors_are_sentences_with_a_code_and_never_a_traceback(tmp_path: Path) -> None:
    done = in_a_process("status", tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith("[D106] ")
    assert "Traceback" not in done.stderr
    assert in_a_process("no-such-command").returncode == 2


def test_help_loads_nothing_slow() -> None:
    script = (
        "import sys\nfrom toolkit.cli import commands\n"
        "commands(['--help'], standalone_mode=False)\n"
        "slow = {'pandas', 'numpy', 'sqlalchemy', 'alembic', 'lxml', 'docx', 'spacy', 'torch', "
        "'argon2', 'sklearn', 'matplotlib', 'pydantic', 'rich', 'streamlit', 'bertopic'}\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
    assert "toolkit demo" in done.stdout


def test_an_invitation_is_printed_once_and_only_a_facilitator_makes_one(folder: Path) -> None:
    printed = run("invite", folder, "Kestrel", "--by", "Heron", "--port", 8777).stdout.strip()
    address, _, token = printed.partition("/join?token=")
    assert address == "http://127.0.0.1:8777"
    project = open_project(folder)
    assert find_invited(project, token).pen_name == "Kestrel"
    project.close()
    run("invite", folder, "Kestrel", "--by", "Kestrel", code=3)
    run("invite", folder, "Nobody", code=2)


def test_a_port_that_is_taken_is_told_before_anything_starts(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        refused = run("app", folder, "--port", port, code=2).exception
    assert f"Port {port} is taken" in str(refused)


def test_every_command_explains_itself() -> None:
    for name in commands.commands:
        assert len(run(name, "--help").output.splitlines()) > 4, name
