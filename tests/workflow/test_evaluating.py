"""Trying suggestions on coded tables and on a project's own transcripts, without a network."""

from __future__ import annotations

import json
import random
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from toolkit.cli import commands
from toolkit.demo.build import build_demo
from toolkit.errors import BadTable
from toolkit.model.upload import Upload
from toolkit.workflow.evaluating import evaluate_table

SAID = {
    "alone": ["all night on my own", "nobody came in the night", "alone behind the door"],
    "food": ["soup and bread", "hot soup again", "the bread was hard"],
    "work": ["up for work at six", "work in the laundry", "straight to work"],
}


def table(n_groups: int = 6, rare: bool = True) -> bytes:
    draw = random.Random(3)
    lines = ["Who said,Words,Themes"]
    for group in range(n_groups):
        for _ in range(20):
            chosen = draw.sample(list(SAID), draw.choice([0, 1, 1, 2]))
            words = " and ".join(draw.choice(SAID[one]) for one in chosen) or "yes I see"
            lines.append(f"P{group},{words},{'; '.join(chosen)}")
    if rare:
        lines.append("P0,once only,seldom")
    return "\n".join(lines).encode()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No socket reaches beyond this machine, and no name is looked up."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0]) if isinstance(address, tuple) else ""
            assert host.startswith("127.") or host == "::1", "a socket went outside"
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_here)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("a name was asked for"))
    yield


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(commands, [str(one) for one in arguments])
    assert result.exit_code == 0, (result.output, result.exception)
    return result


def test_a_table_of_several_labels_is_tried_out(tmp_path: Path, offline: None) -> None:
    path = tmp_path / "coded.csv"
    path.write_bytes(table())
    asked = ("evaluate-table", path, "--text", "words", "--group", "Who said", "--labels", "Themes")
    found = json.loads(run(*asked, "--multi", "--json").output)
    assert {"n", "labels", "macro_f1", "micro_f1", "recall_at_3", "ece", "folds"} <= set(found)
    assert (found["n"], found["folds"]) == (121, 5)
    assert found["labels"] == ["alone", "food", "seldom", "work"]
    # Three of four can be learnt; the one that is in a single interview can't.
    assert found["macro_f1"] > 0.6
    assert found["micro_f1"] > 0.85
    assert found["recall_at_3"] > 0.9
    assert found["ece"] < 0.1
    assert "not enough evidence" in run(*asked, "--multi").output


def test_a_table_of_one_label_a_line_is_tried_out() -> None:
    lines = ["t,g,l"] + [
        f"{words} {n},{n},{code}" for n in range(4) for code in SAID for words in SAID[code]
    ]
    found = evaluate_table(
        Upload("t.csv", "\n".join(lines).encode()), text="t", group="g", labels="l"
    )
    assert found.folds == 4
    assert found.macro_f1 > 0.9


def test_two_interviews_are_enough() -> None:
    found = evaluate_table(
        Upload("t.csv", table(2, rare=False)),
        text="words",
        group="who said",
        labels="themes",
        several=True,
    )
    assert found.folds == 2


@pytest.mark.parametrize(
    ("content", "codes"),
    [
        (b"a,b,c\nx,y,z\n", {"X106"}),
        (b"t,g,l\n,P1,a\nsome,,b\nmore,P2,\n", {"X151"}),
        (b"t,g,l\nsome,P1,a\nmore,P1,a\n", {"X152", "X153"}),
        (b"t,g,l\n", {"X152", "X153"}),
        (b"", {"X104"}),
    ],
)
def test_a_bad_table_is_refused_with_all_that_is_wrong(content: bytes, codes: set[str]) -> None:
    with pytest.raises(BadTable) as refused:
        evaluate_table(Upload("t.csv", content), text="t", group="g", labels="l")
    assert {problem.code for problem in refused.value.problems} == codes
    if codes == {"X151"}:
        assert len(refused.value.problems) == 3
        assert "some" not in str(refused.value.problems)


def test_the_demo_is_suggested_on_and_tried_out_without_a_network(
    tmp_path: Path, offline: None
) -> None:
    build_demo(tmp_path / "demo")[0].close()
    found = json.loads(run("suggest", tmp_path / "demo", "--as", "Plover", "--json").output)
    assert found["suggestions"]
    assert set(found["suggestions"][0]) == {
        "transcript_id", "start", "end", "code_id", "score", "reasons", "model_version", "is_guess",
    }  # fmt: skip
    assert (tmp_path / "demo" / "vectors.npz").stat().st_mode & 0o077 == 0
    tried = json.loads(run("evaluate", tmp_path / "demo", "--by-transcript", "--json").output)
    assert tried["folds"] == 5
    assert 0 <= tried["macro_f1"] <= 1
    assert tried["readers_macro_f1"] is not None
    assert tried["read_twice"] > 0


def test_suggestions_load_nothing_heavy(tmp_path: Path) -> None:
    build_demo(tmp_path / "demo")[0].close()
    program = (
        "import sys, pathlib; from toolkit.workflow.projects import open_project;"
        "from toolkit.workflow.suggesting import suggest;"
        "suggest(open_project(pathlib.Path(sys.argv[1])), by='Plover');"
        "heavy = {'torch', 'transformers', 'sklearn', 'bertopic', 'umap'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "demo")], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
