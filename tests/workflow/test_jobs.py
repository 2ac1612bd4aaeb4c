"""Long work: done once, by a worker outside of whoever asked; killed, cancelled and asked twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.small_study import fill
from toolkit.errors import NotFound
from toolkit.model.job import Job, JobState
from toolkit.storage import jobs as kept_jobs
from toolkit.storage.project import Project
from toolkit.workflow import jobs, worker
from toolkit.workflow.jobs import cancel_job, find_job, start_job
from toolkit.workflow.projects import init_project
from toolkit.workflow.team import list_members
from toolkit.workflow.topics import find_topics_here, open_topics, start_topics
from toolkit.workflow.worker import run_waiting

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0


def spawn(project: Project) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit.workflow.worker", str(project.folder)], cwd=ROOT
    )


def wait_for(project: Project, job: Job, *states: JobState) -> Job:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = find_job(project, job.id)
        if found.state in states:
            return found
        time.sleep(0.05)
    raise AssertionError(f"still {found}")


def results(project: Project) -> list[str]:
    with project.reading() as tx:
        every = [kept_jobs.find_result(tx, one.id) for one in kept_jobs.list_jobs(tx)]
    return [one for one in every if one is not None]


def ask(project: Project, kind: str = "topics", basis: str = "b", **settings: int) -> Job:
    return start_job(project, kind=kind, settings=settings, basis=basis, asked_by=None, spawn=False)


def test_a_job_is_done_by_the_worker_and_its_result_is_kept(study: Project) -> None:
    asked = start_topics(study, by="Heron")
    done = wait_for(study, asked, JobState.DONE)
    assert done.progress == 100
    assert done.ended_at is not None
    assert done.asked_by == next(m.id for m in list_members(study) if m.pen_name == "Heron")
    view = open_topics(study, by="Heron").view
    assert view is not None
    assert len(view.topics) >= 2


def test_a_worker_killed_in_mid_job_is_found_out_and_the_job_begun_again(
    local_study: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = start_topics(local_study, spawn=False)
    at_work = spawn(local_study)
    wait_for(local_study, asked, JobState.RUNNING)
    os.kill(at_work.pid, signal.SIGKILL)
    at_work.wait()
    assert find_job(local_study, asked.id).state is JobState.RUNNING
    # A second worker leaves it alone while its sign of life is fresh.
    run_waiting(local_study)
    assert start_topics(local_study, spawn=False).id == asked.id

    monkeypatch.setattr(jobs, "SECONDS_WITHOUT_SIGN", 0.2)
    time.sleep(0.3)
    assert find_job(local_study, asked.id).state is JobState.LOST
    again = start_topics(local_study, spawn=False)
    assert again.id != asked.id
    monkeypatch.undo()
    run_waiting(local_study)
    assert find_job(local_study, again.id).state is JobState.DONE
    assert find_job(local_study, asked.id).state is JobState.LOST
    assert len(results(local_study)) == 1


def test_a_cancelled_job_ends_its_worker_and_leaves_nothing(local_study: Project) -> None:
    asked = start_topics(local_study, spawn=False)
    at_work = spawn(local_study)
    wait_for(local_study, asked, JobState.RUNNING)
    cancel_job(local_study, asked.id)
    assert at_work.wait(PATIENCE) == 0
    assert find_job(local_study, asked.id).state is JobState.CANCELLED
    assert results(local_study) == []
    # It can be asked for again, and cancelling what has ended changes nothing.
    again = start_topics(local_study, spawn=False)
    run_waiting(local_study)
    cancel_job(local_study, again.id)
    assert find_job(local_study, again.id).state is JobState.DONE


def test_the_same_work_asked_for_twice_is_done_once(local_study: Project) -> None:
    first = start_topics(local_study, spawn=False)
    assert start_topics(local_study, spawn=False).id == first.id
    both = [spawn(local_study), spawn(local_study)]
    assert start_topics(local_study, spawn=False).id == first.id
    assert [one.wait(PATIENCE) for one in both] == [0, 0]
    assert find_job(local_study, first.id).state is JobState.DONE
    # What is done is not done again either, whoever asks.
    find_topics_here(local_study, by="Wren")
    assert start_topics(local_study, by="Plover").id == first.id
    with local_study.reading() as tx:
        assert len(kept_jobs.list_jobs(tx)) == 1


def test_two_projects_do_not_know_of_each_other(local_study: Project, tmp_path: Path) -> None:
    other = init_project(tmp_path / "other", "Another study")
    (tmp_path / "more").mkdir()
    fill(other, tmp_path / "more")
    mine, theirs = start_topics(local_study), start_topics(other)
    wait_for(local_study, mine, JobState.DONE)
    wait_for(other, theirs, JobState.DONE)
    with pytest.raises(NotFound, match="W330"):
        find_job(local_study, theirs.id)
    other.close()


def test_a_module_beside_whoever_asks_is_not_taken_for_the_workers(
    local_study: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = wait_for(local_study, start_topics(local_study), JobState.DONE, JobState.FAILED)
    assert (done.state, done.problem) == (JobState.DONE, "")


# --- In this process: what happens around the work, with work that takes no time -----------------


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[Job]:
    """What was done, by work of two kinds; "fault" fails in a way that nobody foresaw."""
    done: list[Job] = []

    def count(_project: Project, job: Job, tell: worker.Tell) -> str:
        tell(0.5, "Half of it")
        done.append(job)
        return f'"{job.settings}"'

    def fault(_project: Project, _job: Job, _tell: worker.Tell) -> str:
        raise ValueError("a participant's words")

    monkeypatch.setattr(
        worker, "KINDS", {"count": (__name__, "count"), "fault": (__name__, "fault")}
    )
    monkeypatch.setattr(sys.modules[__name__], "count", count, raising=False)
    monkeypatch.setattr(sys.modules[__name__], "fault", fault, raising=False)
    return done


def test_what_waits_is_done_one_after_the_other(study: Project, work: list[Job]) -> None:
    asked = [ask(study, "count", n=n) for n in range(3)]
    run_waiting(study)
    assert [job.id for job in work] == [job.id for job in asked]
    assert {find_job(study, job.id).state for job in asked} == {JobState.DONE}
    # The result of the newest is kept, and the others are asked for anew.
    assert len(results(study)) == 1
    assert ask(study, "count", n=2).id == asked[2].id
    assert ask(study, "count", n=0).id != asked[0].id


def test_another_basis_is_other_work(study: Project, work: list[Job]) -> None:
    first = ask(study, "count", n=1)
    run_waiting(study)
    assert ask(study, "count", basis="the text was corrected", n=1).id != first.id
    assert len(work) == 1


def test_a_fault_is_told_without_the_words_it_choked_on(study: Project, work: list[Job]) -> None:
    asked, behind = ask(study, "fault"), ask(study, "count", n=1)
    with pytest.raises(ValueError, match="words"):
        run_waiting(study)
    found = find_job(study, asked.id)
    assert found.state is JobState.FAILED
    assert "ValueError" in found.problem
    assert "participant" not in found.problem
    run_waiting(study)
    assert find_job(study, behind.id).state is JobState.DONE
    assert ask(study, "fault").id != asked.id
    assert len(work) == 1


def test_what_its_worker_finishes_after_it_was_cancelled_is_not_kept(
    study: Project, work: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = ask(study, "count", n=1)

    def cancelled_meanwhile(project: Project, job: Job, _tell: worker.Tell) -> str:
        cancel_job(project, job.id)
        return '"too late"'

    monkeypatch.setattr(sys.modules[__name__], "count", cancelled_meanwhile)
    run_waiting(study)
    assert find_job(study, asked.id).state is JobState.CANCELLED
    assert results(study) == []
    assert work == []


def test_a_worker_gives_signs_of_life_with_how_far_it_is(
    study: Project, work: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "SECONDS_BETWEEN_SIGNS", 0.01)
    asked = ask(study, "count", n=1)
    seen: list[Job] = []

    def slow(project: Project, job: Job, tell: worker.Tell) -> str:
        first = find_job(project, job.id).heartbeat
        tell(0.4, "The first part")
        while not seen or (seen[-1].heartbeat, seen[-1].progress) <= (first, 0):
            seen.append(find_job(project, job.id))
        return "1"

    monkeypatch.setattr(sys.modules[__name__], "count", slow)
    run_waiting(study)
    assert (seen[-1].progress, seen[-1].doing) == (40, "The first part")
    assert find_job(study, asked.id).state is JobState.DONE


def test_asking_loads_nothing_heavy(local_study: Project) -> None:
    script = """
import sys
from pathlib import Path
from toolkit.workflow.projects import open_project
from toolkit.workflow.topics import open_topics, start_topics
project = open_project(Path(sys.argv[1]))
start_topics(project, by="Heron", spawn=False)
open_topics(project, by="Heron")
heavy = {"torch", "bertopic", "sklearn", "spacy", "umap", "scipy", "transformers", "onnxruntime"}
print(sorted(heavy & set(sys.modules)))
"""
    run = subprocess.run(
        [sys.executable, "-c", script, str(local_study.folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "[]\n"), run.stderr
