"""The whole line on a published corpus: 133 Word files, 13,551 codings by ten experts."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import commands
from toolkit.model.transcript import count_words
from toolkit.workflow.projects import open_project, verify
from toolkit.workflow.study import load_study


def run(*arguments: object) -> str:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("annomi")
    tool = shared / "tools" / "annomi_corpus.py"
    subprocess.run([sys.executable, str(tool), str(out)], check=True)
    return out


@pytest.fixture(scope="module")
def imported(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict]]:  # type: ignore[type-arg]
    folder = tmp_path_factory.mktemp("line") / "study"
    run("init", folder, "--title", "AnnoMI")
    run("member", "add", folder, "Ann", "--side", "academic", "--role", "checker")
    run("member", "add", folder, "Ben", "--side", "lived", "--role", "checker")
    files = sorted((corpus / "transcripts").glob("*.docx"))
    report = json.loads(run("import", folder, *files, "--json"))["files"]
    run("clear", folder, "--all", "--by", "Ann", "--approved-by", "Ben", "--reason", "Published.")
    run("import-codings", folder, corpus / "codings.csv", "--add-codes")
    return folder, report


def test_every_word_of_133_files_is_accounted_for(imported: tuple[Path, list[dict]]) -> None:  # type: ignore[type-arg]
    folder, report = imported
    assert {row["status"] for row in report} == {"imported"}
    assert sum(row["turns"] for row in report) == 9699
    for row in report:
        assert row["words_in"] == row["words_in_turns"] + sum(row["words_left_out"].values())
        assert set(row["words_left_out"]) == {"label"}
        assert sorted(row["speakers"]) == ["Client", "Therapist"]
    project = open_project(folder)
    texts = load_study(project).transcripts
    project.close()
    assert sum(count_words(text.text) for text in texts) == sum(
        row["words_in_turns"] for row in report
    )


def test_agreement_is_what_the_paper_prints(imported: tuple[Path, list[dict]]) -> None:  # type: ignore[type-arg]
    folder, _ = imported
    printed = json.loads(
        run(
            "agreement", folder, "--codes", "reflection,question,therapist_input,other",
            "--complete", "--json",
        )
    )  # fmt: skip
    overall = {c["measure"]: c for c in printed["coefficients"] if c["scope"] == "overall"}
    assert (round(overall["fleiss_kappa"]["value"], 4), overall["fleiss_kappa"]["n_units"]) == (
        0.7365,
        216,
    )
    assert round(overall["krippendorff_alpha"]["value"], 4) == 0.7367
    assert {c["n_coders"] for c in overall.values()} == {10}
    assert overall["cohen_kappa"]["value"] is None
    assert overall["cohen_kappa"]["reason"]


def test_all_codings_are_kept_and_everything_fits_together(
    imported: tuple[Path, list[dict]],  # type: ignore[type-arg]
) -> None:
    project = open_project(imported[0])
    study = load_study(project)
    assert len(study.codings) == 13551
    assert verify(project).problems == ()
    assert all(not clearing.was_read for clearing in study.clearings)
    project.close()


def test_a_second_time_adds_nothing(imported: tuple[Path, list[dict]], corpus: Path) -> None:  # type: ignore[type-arg]
    folder, _ = imported
    files = sorted((corpus / "transcripts").glob("*.docx"))
    again = json.loads(run("import", folder, *files, "--json"))["files"]
    assert {row["status"] for row in again} == {"unchanged"}
    assert (
        json.loads(run("import-codings", folder, corpus / "codings.csv", "--json"))["is_new"]
        is False
    )
