"""`toolkit read` and `--speakers`: files are read with no project at all, and nothing is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import commands
from toolkit.errors import ToolkitError
from toolkit.model.transcript import count_words

WORDS = (
    "INT: How were the nights?\n\nTom: Long [INT: mhm] and on your own.\n\n"
    "INT: And the mornings?\n\nTom: Straight to work.\n\nSomebody walks in.\n"
)


def run(*arguments: object, code: int = 0) -> Result:
    result = CliRunner().invoke(commands, [str(argument) for argument in arguments])
    error = result.exception
    ended = error.exit_code if isinstance(error, ToolkitError) else result.exit_code
    assert ended == code, (result.output, error)
    return result


def run_json(*arguments: object, code: int = 0) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(
        run(*arguments, "--json", code=code).stdout
    )
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "P07.txt"
    path.write_text(WORDS, encoding="utf-8")
    return path


def test_the_whole_report_and_every_turn_is_in_the_json(file: Path) -> None:
    found = run_json("read", file)
    (row,) = found["files"]
    assert found["refused"] == []
    assert (row["file"], row["layout"], row["words_unexplained"]) == ("P07.txt", "inline_label", 0)
    assert {
        "read_as", "why", "scores", "words_in", "words_in_turns", "words_left_out",
        "words_without_speaker", "speakers", "doubts", "notices", "certainty", "merged",
        "proposals", "confident", "number_of_turns",
    } <= row.keys()  # fmt: skip
    turns = row["turns"]
    assert isinstance(turns, list)
    assert all(list(turn) == ["speaker", "role", "text"] for turn in turns)
    assert turns[0] == {
        "speaker": "INT",
        "role": "interviewer",
        "text": "How were the nights?",
    }
    left_out = row["words_left_out"]
    assert isinstance(left_out, dict)
    assert row["words_in"] == count_words(WORDS)
    in_turns = sum(count_words(turn["text"]) for turn in turns)
    assert row["words_in_turns"] == in_turns
    assert row["words_in"] == in_turns + sum(left_out.values())
    assert row["interjections"] == [
        {"turn": 1, "speaker": "INT", "role": "interviewer", "text": "[mhm]"}
    ]


def test_an_unknown_speaker_is_null(tmp_path: Path) -> None:
    (tmp_path / "P08.txt").write_text("The nights were long.\n\nAnd cold.\n", encoding="utf-8")
    (row,) = run_json("read", tmp_path / "P08.txt")["files"]
    turns = row["turns"]
    assert isinstance(turns, list)
    assert {(turn["speaker"], turn["role"]) for turn in turns} == {(None, None)}
    assert row["words_without_speaker"] == 6
    assert "interjections" not in row


def test_a_refused_file_is_named_and_the_others_are_read_all_the_same(
    file: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n")
    found = run_json("read", empty, file, tmp_path / "none.docx", code=2)
    assert [row["file"] for row in found["files"]] == ["P07.txt"]
    assert [row["file"] for row in found["refused"]] == ["empty.txt", "none.docx"]
    problems = [row["problems"] for row in found["refused"]]
    assert all(problems)
    assert problems[0][0].keys() == {"code", "where", "message"}  # type: ignore[index]


def test_a_plain_account_says_where_every_word_went(file: Path, tmp_path: Path) -> None:
    printed = run("read", file, tmp_path / "none.txt", code=2).stdout
    words_in = count_words(WORDS)
    assert "P07.txt: inline_label" in printed
    assert f"{words_in} words in = " in printed
    assert "(label" in printed
    assert "without a speaker" in printed
    assert "speaker INT: interviewer" in printed
    assert "none.txt: refused" in printed
    assert "Files read: 1. Files refused: 1." in printed


def test_reading_writes_nothing(file: Path, tmp_path: Path) -> None:
    run("read", file)
    assert [path.name for path in tmp_path.rglob("*")] == ["P07.txt"]


def test_a_layout_can_be_asked_for(file: Path) -> None:
    (row,) = run_json("read", file, "--layout", "no_labels")["files"]
    turns = row["turns"]
    assert isinstance(turns, list)
    assert row["layout"] == "no_labels"
    assert {turn["speaker"] for turn in turns} == {None}
    refused = run_json("read", file, "--layout", "nonsense", code=2)["refused"]
    assert refused[0]["problems"][0]["code"] == "I118"  # type: ignore[index]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_map_names_and_merges_speakers(file: Path, tmp_path: Path, delimiter: str) -> None:
    table = tmp_path / "map.csv"
    rows = ["label,speaker,role", "INT,Fay,interviewer", "Tom,P07,"]
    table.write_text("\ufeff" + "\n".join(rows).replace(",", delimiter), encoding="utf-8")
    (row,) = run_json("read", file, "--speakers", table)["files"]
    assert row["speakers"] == [
        {"label": "Fay", "role": "interviewer"},
        {"label": "P07", "role": "participant"},
    ]
    table.write_text("label,speaker,role\nINT,One,other\nTom,One,\n", encoding="utf-8")
    (row,) = run_json("read", file, "--speakers", table)["files"]
    assert row["speakers"] == [{"label": "One", "role": "other"}]


def test_an_empty_role_is_what_the_name_says(tmp_path: Path) -> None:
    words = "Aa: Yes?\n\nBb: Yes.\n\nCc: So?\n\nAa: So.\n\nBb: No.\n\nCc: No.\n"
    (tmp_path / "P07.txt").write_text(words, encoding="utf-8")
    table = tmp_path / "map.csv"
    table.write_text("label,speaker\nAa,Interviewer\nBb,\n", encoding="utf-8")
    (row,) = run_json("read", tmp_path / "P07.txt", "--speakers", table)["files"]
    speakers = row["speakers"]
    assert isinstance(speakers, list)
    assert {"label": "Interviewer", "role": "interviewer"} in speakers
    assert "Bb" in [one["label"] for one in speakers]


def test_everything_wrong_with_a_map_is_said_at_once(file: Path, tmp_path: Path) -> None:
    table = tmp_path / "map.csv"
    table.write_text(
        "label,speaker,role\nINT,Fay,boss\n,X,\nTom,One,other\nTom,Two,\nB,One,participant\n",
        encoding="utf-8",
    )
    error = run("read", file, "--speakers", table, code=2).exception
    assert isinstance(error, ToolkitError)
    assert [(one.code, one.where) for one in error.problems] == [
        ("X133", "line 2"), ("X131", "line 3"), ("X132", "line 5"), ("X134", "line 6"),
    ]  # fmt: skip
    assert not any(name in str(error) for name in ("Fay", "Tom", "INT"))


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ("label,role\nINT,other\n", "X106"),
        ("label,speaker\n", "X130"),
        ("", "X104"),
        ("label,speaker\nNobody,X\n", "W157"),
    ],
)
def test_a_table_that_is_no_map_says_what_is_missing(
    file: Path, tmp_path: Path, table: str, code: str
) -> None:
    (tmp_path / "map.csv").write_text(table, encoding="utf-8")
    error = run("read", file, "--speakers", tmp_path / "map.csv", code=2).exception
    assert isinstance(error, ToolkitError)
    assert [one.code for one in error.problems] == [code]


def test_import_takes_the_same_map(file: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "study", "--title", "A study")
    table = tmp_path / "map.csv"
    table.write_text("label,speaker,role\nINT,Fay,interviewer\n", encoding="utf-8")
    (row,) = run_json("import", tmp_path / "study", file, "--speakers", table)["files"]
    assert row["speakers"] == ["Fay", "Tom"]
