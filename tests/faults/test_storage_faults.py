"""Power cuts, full disks, locks and damage: what was said to be saved is there afterwards."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.small_study import write_interviews
from toolkit.errors import BrokenProject, ToolkitError, WrongState
from toolkit.storage import database
from toolkit.storage.project import Project
from toolkit.workflow.clearing import list_drafts
from toolkit.workflow.coding import open_desk
from toolkit.workflow.importing import ImportStatus, import_transcripts
from toolkit.workflow.projects import init_project, open_project, verify
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import list_members

ROOT = Path(__file__).parents[2]

CODE_WITHOUT_END = """
import sys
from pathlib import Path
from toolkit.workflow.coding import add_coding, open_desk
from toolkit.workflow.projects import open_project
project = open_project(Path(sys.argv[1]))
text = open_desk(project, by="Heron", transcript="P01").transcript
turn = text.turns[1]
while True:
    made = add_coding(project, by="Heron", transcript="P01", start=turn.start, end=turn.end,
                      quotation=text.words_of(turn), code="R06")
    print(made.id, flush=True)
"""

ADD_WITH_LITTLE_DISK = """
import resource, signal, sys
from pathlib import Path
from toolkit.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv = ["toolkit", *sys.argv[2:]]
main()
"""


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("attempt", range(5))
def test_a_killed_process_loses_nothing_it_said_was_saved(
    local_study: Project, attempt: int
) -> None:
    open_round(local_study, "Round 1", by="Heron")
    process = subprocess.Popen(
        [sys.executable, "-c", CODE_WITHOUT_END, str(local_study.folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(random.Random(attempt).randint(1, 40))]
    os.kill(process.pid, signal.SIGKILL)
    said += [line for line in process.stdout.read().split() if len(line) == 36]
    process.wait()
    process.stdout.close()
    again = open_project(local_study.folder)
    kept = {c.id for c in open_desk(again, by="Heron", transcript="P01").codings}
    assert set(said) <= kept
    # One more may have been kept than was said: the kill came between the two.
    assert len(kept) - len(said) <= 1
    assert verify(again).problems == ()
    again.close()


def test_a_full_disk_is_told_and_changes_nothing(local_study: Project, tmp_path: Path) -> None:
    local_study.close()
    big = tmp_path / "P05.txt"
    big.write_text(
        "\n".join(
            f"Interviewer: Why {n}?\nP05: Because of {n} " + "and so on " * 40 for n in range(400)
        ),
        encoding="utf-8",
    )
    done = run(
        ADD_WITH_LITTLE_DISK, "200000", "import", str(local_study.folder), str(big)
    )  # fmt: skip
    assert (done.returncode, "[D101]" in done.stderr) == (4, True), done.stderr
    assert "Traceback" not in done.stderr
    again = open_project(local_study.folder)
    assert list_drafts(again, by="Wren") == ()
    assert verify(again).problems == ()
    (outcome,) = import_transcripts(again, [big])
    assert outcome.status is ImportStatus.IMPORTED
    again.close()


def test_a_writer_that_waits_too_long_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT_SECONDS", 0.2)
    project = init_project(tmp_path / "study", "T")
    other = sqlite3.connect(tmp_path / "study" / "project.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WrongState, match="Somebody else is writing"), project.transaction():
        pass
    other.execute("ROLLBACK")
    other.close()
    with project.transaction():
        pass
    project.close()


@pytest.mark.parametrize("where", [0, 30, 4096, 40960])
def test_a_damaged_database_is_named_and_never_a_traceback(tmp_path: Path, where: int) -> None:
    init_project(tmp_path / "study", "T").close()
    path = tmp_path / "study" / "project.db"
    content = bytearray(path.read_bytes())
    content[where : where + 2000] = os.urandom(min(2000, len(content) - where))
    path.write_bytes(content)
    try:
        project = open_project(tmp_path / "study")
        problems = verify(project).problems
        project.close()
    except ToolkitError as error:
        assert isinstance(error, BrokenProject)
        problems = error.problems
    assert problems


def test_an_unreadable_interview_stores_nothing_of_itself(
    local_study: Project, tmp_path: Path
) -> None:
    cut = tmp_path / "P06.docx"
    cut.write_bytes(b"PK\x03\x04" + b"secret words " * 50)
    before = len(list_members(local_study))
    (outcome,) = import_transcripts(local_study, [cut])
    assert outcome.status is ImportStatus.REFUSED
    assert outcome.problems
    left = [p for p in local_study.folder.rglob("*") if b"secret words" in p.read_bytes()]
    assert (left, len(list_members(local_study))) == ([], before)


def test_two_imports_at_once_keep_each_file_once(tmp_path: Path) -> None:
    project = init_project(tmp_path / "study", "T")
    project.close()
    files = [str(path) for path in write_interviews(tmp_path / "files")]
    script = "from toolkit.cli import main; main()"
    command = [sys.executable, "-c", script, "import", str(tmp_path / "study"), *files]
    running = [
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    printed = [process.communicate(timeout=120) for process in running]
    again = open_project(tmp_path / "study")
    assert [d.transcript.name for d in list_drafts(again, by=None)] == ["P01", "P02"], printed
    assert all("Traceback" not in errors for _, errors in printed), printed
    again.close()
