"""What members write is looked at, gently: names in it are shown to the writer."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from toolkit.cli import commands
from toolkit.storage.project import Project
from toolkit.workflow.rounds import open_round
from toolkit.workflow.writing import find_in_writing


def test_names_places_and_numbers_are_shown_and_pen_names_are_not(local_study: Project) -> None:
    written = (
        "Heron and Wren saw it alike. Dave Okonkwo told me in HMP Belmarsh; ring 07700 900123.",
        "Dave Okonkwo again, [person 1], when he was nineteen.",
    )
    assert find_in_writing(local_study, written) == (
        "Dave Okonkwo",
        "HMP Belmarsh",
        "07700 900123",
    )
    assert find_in_writing(local_study, ["He names the night. Keep both readings.", ""]) == ()


def test_at_the_terminal_the_writer_is_told_after_it_is_kept(
    local_study: Project, tmp_path: Path
) -> None:
    open_round(local_study, "Round 1", by="Heron")
    arguments = ["code", str(local_study.folder), "P01", "--as", "Heron", "--turn", "1"]
    arguments += ["--code", "R06", "--memo", "It was Dave Okonkwo who said so."]
    told = CliRunner().invoke(commands, arguments)
    assert told.exit_code == 0
    assert "Saved:" in told.stdout
    assert "may tell others who somebody is (Dave Okonkwo)" in told.stderr
