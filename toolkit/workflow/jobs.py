"""Long work: asked for once, done by a worker outside of the app, its result kept.

A job is a row of the database. Whoever asks for work adds the row and spawns a worker; a worker
takes whatever waits, one job at a time, and ends when nothing does. There is never more than one
at work on a project: one that finds another busy ends, for the other takes what waits after it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from toolkit.errors import NotFound
from toolkit.model.job import Job, JobState
from toolkit.model.transcript import new_id
from toolkit.storage import jobs
from toolkit.storage.database import Transaction, now, seconds_between
from toolkit.storage.project import Project

SECONDS_BETWEEN_SIGNS = 2.0
SECONDS_WITHOUT_SIGN = 30.0
"""After so long without a sign of its worker a job is lost, and may be asked for again."""

Settings = Mapping[str, str | int | None]


def start_job(
    project: Project,
    *,
    kind: str,
    settings: Settings,
    basis: str,
    asked_by: str | None,
    spawn: bool = True,
) -> Job:
    """The job that does this work: the one that does or has done it, or else a new one.

    Args:
        kind: What is done; a key of `toolkit.workflow.worker.KINDS`.
        settings: How.
        basis: A hash of all that it is about; a result for another basis is not this work's.
        asked_by: A member's id; None for whoever sits at the terminal and gave no name.
        spawn: Whether a worker is spawned; without one, whoever asks calls `run_waiting`.
    """
    asked = Job(
        id=new_id(),
        kind=kind,
        settings=json.dumps(dict(settings), sort_keys=True),
        basis=basis,
        asked_by=asked_by,
        state=JobState.WAITING,
        asked_at=now(),
    )
    with project.transaction() as tx:
        give_up_lost(tx)
        joined = _find_same(tx, asked)
        if joined is None:
            jobs.add_job(tx, asked)
    found = joined or asked
    # Where it only waits, the worker that was to take it may have been ended: one more does no
    # harm, for it ends at once where another is busy.
    if spawn and found.state is JobState.WAITING:
        spawn_worker(project.folder)
    return found


def _find_same(tx: Transaction, asked: Job) -> Job | None:
    """The newest job for the same work that is unfinished, or whose result is still kept."""
    same = [one for one in jobs.list_jobs(tx, asked.kind) if one.is_same_work(asked)]
    for one in reversed(same):
        is_kept = one.state is JobState.DONE and jobs.find_result(tx, one.id) is not None
        if one.is_unfinished or is_kept:
            return one
    return None


def find_job(project: Project, job_id: str) -> Job:
    """The job as it stands now; one whose worker gives no sign any more is lost.

    Raises:
        NotFound: There is no such job.
    """
    with project.reading() as tx:
        found = jobs.find_job(tx, job_id)
    if found is None:
        raise NotFound("W330", "There is no job of this number. Ask for the work again.")
    return as_it_stands(found)


def find_newest(tx: Transaction, kind: str) -> Job | None:
    """The job of a kind that was asked for last, as it stands now; None where none was."""
    found = jobs.list_jobs(tx, kind)
    return as_it_stands(found[-1]) if found else None


def cancel_job(project: Project, job_id: str) -> None:
    """End a job; its worker sees it at its next sign, within seconds. One that has ended stays."""
    with project.transaction() as tx:
        jobs.end(tx, job_id, JobState.CANCELLED, now())


def give_up_lost(tx: Transaction) -> None:
    """Mark each job as lost whose worker has given no sign for too long."""
    for one in jobs.list_jobs(tx):
        if _is_lost(one):
            jobs.end(tx, one.id, JobState.LOST, now())


def as_it_stands(job: Job) -> Job:
    """The same job, seen as lost where its worker has given no sign for too long."""
    return replace(job, state=JobState.LOST) if _is_lost(job) else job


def _is_lost(job: Job) -> bool:
    return (
        job.state is JobState.RUNNING
        and job.heartbeat is not None
        and seconds_between(job.heartbeat, now()) > SECONDS_WITHOUT_SIGN
    )


def spawn_worker(folder: Path) -> None:
    """Start a worker in a process of its own, which outlives whoever asked."""
    started = subprocess.Popen(  # noqa: S603 - our own interpreter, and a path that is no command
        [sys.executable, "-m", "toolkit.workflow.worker", str(folder.resolve())],
        # Python looks for modules where it starts, and a project's folder may hold anything.
        cwd=Path(__file__).parents[2],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody has to take note of its end, or the machine keeps its number for ever.
    threading.Thread(target=started.wait, daemon=True).start()
