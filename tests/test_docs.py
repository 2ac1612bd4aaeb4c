"""What the papers say is what the code does."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

import toolkit
from tests.scripts import load_script
from toolkit.cli import commands

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "data_schema").glob("*.md")]
)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_opens_with_the_two_commands_each_on_one_line() -> None:
    for command in (
        (
            "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e . "
            "&& .venv/bin/toolkit demo"
        ),
        (
            "python3 -m venv .venv && .venv/bin/pip install -c constraints.txt -e "
            '".[test]" && .venv/bin/python -m pytest'
        ),
    ):
        assert f"    {command}\n" in README


def test_every_dependency_is_named_with_its_reason_and_pinned() -> None:
    facts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = facts["optional-dependencies"]
    pinned = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    for wanted in [*facts["dependencies"], *(one for many in optional.values() for one in many)]:
        name = re.split(r"[\[>=<]", wanted)[0]
        if name == facts["name"]:
            continue
        assert name.lower() in README.lower(), f"{name} is not in the README"
        assert name.lower() in pinned, f"{name} is not pinned"


def test_the_reference_is_what_the_commands_say_of_themselves() -> None:
    script = load_script("write_reference")
    kept = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert kept == script.reference(), "run scripts/write_reference.py"


def test_the_picture_is_what_the_script_draws_of_the_demo(demo: Path) -> None:
    script = load_script("draw_pictures")
    drawn = script.draw(toolkit.open_project(demo).study)
    assert script.TARGET.read_text(encoding="utf-8") == drawn, "run scripts/draw_pictures.py"


def commands_named_in(page: Path) -> list[str]:
    words = page.read_text(encoding="utf-8")
    return re.findall(r"`toolkit ([^`\n]+)`", words)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_a_page_names_is_there(page: Path) -> None:
    for named in commands_named_in(page):
        command: click.Command = commands
        words = shlex.split(named)
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            assert words[0] in command.commands, f"{page.name}: toolkit {named}"
            command = command.commands[words.pop(0)]
        known = {option for one in command.params for option in one.opts} | {"--help"}
        assert {word for word in words if word.startswith("--")} <= known, named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            assert (page.parent / unquote(target)).exists(), f"{page.name}: {target}"


def test_each_error_code_belongs_to_one_room() -> None:
    """So that a code can be looked up: its letter names the room that raises it."""
    rooms: dict[str, set[str]] = {}
    for path in (ROOT / "toolkit").rglob("*.py"):
        room = path.relative_to(ROOT / "toolkit").parts[0].removesuffix(".py")
        if room == "errors":  # its docstrings give examples of all
            continue
        # S256 is a standard's name for something else.
        for code in re.findall(r'"(?!S256")([A-Z])\d{3}"', path.read_text(encoding="utf-8")):
            rooms.setdefault(code, set()).add(room)
    assert rooms.pop("W") == {"workflow", "demo"}
    assert {letter: places for letter, places in rooms.items() if len(places) > 1} == {}
