"""`toolkit topics`: for people and for scripts, without the net and without torch."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from toolkit.cli import commands
from toolkit.model.job import JobState
from toolkit.storage import jobs
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.rounds import open_round

ROOT = Path(__file__).parents[2]

NO_NET = """
import socket
def refuse(self, address):
    raise OSError("the net was asked for")
socket.socket.connect = refuse
socket.socket.connect_ex = refuse
socket.getaddrinfo = refuse
"""

WHAT_IS_LOADED = """
import json, sys
from toolkit.cli import commands
commands(sys.argv[1:], standalone_mode=False)
print(json.dumps([m for m in ("torch", "transformers", "umap", "spacy") if m in sys.modules]))
"""


def run(project: Project, *arguments: str) -> str:
    result = CliRunner().invoke(commands, ["topics", str(project.folder), *arguments])
    assert result.exception is None, result.exception
    return result.stdout


def test_a_script_gets_topics_with_their_quotations_codes_and_shares(
    local_study: Project, tmp_path: Path
) -> None:
    rows = "transcript,turn,coder,code\nP01,1,Heron,R06\nP01,1,Wren,R06\n"
    (tmp_path / "codings.csv").write_text(rows, encoding="utf-8")
    import_codings(local_study, tmp_path / "codings.csv")
    told = json.loads(run(local_study, "--topics", "2", "--json"))
    assert told["placement"] in ("words", "meaning")
    assert told["segments"] + told["left_out"] == 8
    assert [topic["index"] for topic in told["topics"]] == [0, 1]
    assert sum(topic["share"] for topic in told["topics"]) == pytest.approx(1)
    assert all(topic["words"] and topic["quotations"] for topic in told["topics"])
    assert sum(topic["n_coded"] for topic in told["topics"]) == 1
    assert len(told["topics_without_code"]) == 1
    assert set(told["by_case"]) == {"P01", "P02"}
    assert set(told["by_role"]) == {"interviewer", "participant"}
    assert len(told["over_interview"]) == 10
    assert -1 <= told["steadiness"] <= 1
    # Twice the same, the second time as it was kept.
    assert json.loads(run(local_study, "--topics", "2", "--json")) == told


def test_a_person_gets_words_and_quotations_and_a_noted_one_stays_folded(
    local_study: Project,
) -> None:
    add_content_note(local_study, by="Wren", transcript="P01", turn=1, words="a lonely night")
    told = run(local_study, "--topics", "2")
    assert "placed by" in told
    assert "other tries" in told
    assert "P02, turn" in told
    assert "landing" not in told.partition("P01, turn 1:")[2].partition("\n")[0]


def test_it_is_refused_while_others_code_and_says_what_to_do(local_study: Project) -> None:
    open_round(local_study, "Round 1", by="Heron")
    result = CliRunner().invoke(commands, ["topics", str(local_study.folder)])
    assert "W332" in str(result.exception)
    assert "--as NAME" in str(result.exception)


def test_neither_the_net_nor_torch_is_asked_for(local_study: Project, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NET, encoding="utf-8")
    paths = os.pathsep.join([str(tmp_path), str(ROOT)])
    settings = {"cwd": ROOT, "env": {**os.environ, "PYTHONPATH": paths}}
    probe = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket().connect(('127.0.0.1', 9))"],
        capture_output=True,
        text=True,
        check=False,
        **settings,
    )
    assert "the net was asked for" in probe.stderr
    done = subprocess.run(
        [sys.executable, "-c", WHAT_IS_LOADED, "topics", str(local_study.folder), "--json"],
        capture_output=True,
        text=True,
        check=False,
        **settings,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1]) == []


def test_stopping_it_by_hand_leaves_nothing_half_done(local_study: Project) -> None:
    at_work = subprocess.Popen(
        [sys.executable, "-m", "toolkit.cli", "topics", str(local_study.folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Whatever starts the tests in the background has this signal ignored, by its children too.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    state = None
    while state is not JobState.RUNNING:
        time.sleep(0.05)
        with local_study.reading() as tx:
            state = next((job.state for job in jobs.list_jobs(tx)), None)
    at_work.send_signal(signal.SIGINT)
    assert at_work.wait(60) == 130
    with local_study.reading() as tx:
        (job,) = jobs.list_jobs(tx)
    assert job.state is JobState.CANCELLED
