"""The worker: takes the long work that waits in a project, one job after the other.

Run as `python -m toolkit.workflow.worker FOLDER` by whoever asks for work. What loads slowly or
takes much memory (scikit-learn, bertopic, umap) is loaded here and never in the app.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.model.job import Job, JobState
from toolkit.model.transcript import new_id
from toolkit.storage import jobs
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.jobs import SECONDS_BETWEEN_SIGNS, give_up_lost, spawn_worker
from toolkit.workflow.projects import open_project

Tell = Callable[[float, str], None]
Work = Callable[[Project, Job, Tell], str]
"""Does a job of one kind and gives back what came of it, as JSON."""

KINDS: Mapping[str, tuple[str, str]] = {
    "topics": ("toolkit.workflow.topics", "work_out"),
    "suggestions": ("toolkit.workflow.reading_along", "work_out"),
}
"""Where the work of each kind is: a module and its function."""

_FAULT = (
    "Something went wrong on our side. Nothing was changed. Try again; if it happens again, tell "
    "whoever looks after the app: {kind}."
)


@dataclass
class _Pulse:
    """Signs of life while a job is done. Where the job is ours no more, the process ends."""

    project: Project
    job: Job
    worker: str
    leaves_process: bool
    progress: int = 0
    doing: str = ""
    stopped: threading.Event = field(default_factory=threading.Event)

    def tell(self, done: float, doing: str) -> None:
        """Take in how far the work is; the next sign says it."""
        self.progress, self.doing = round(100 * done), doing

    def beat(self) -> None:
        """Give a sign every few seconds until the job is done."""
        while not self.stopped.wait(SECONDS_BETWEEN_SIGNS):
            try:
                is_ours = self._sign()
            except ToolkitError:
                continue  # somebody else writes for long: the next sign may get through
            if not is_ours and self.leaves_process:
                # What runs is in the middle of somebody else's loop and cannot be asked to stop.
                spawn_worker(self.project.folder)
                os._exit(0)

    def _sign(self) -> bool:
        with self.project.transaction() as tx:
            return jobs.keep_sign(
                tx, self.job.id, self.worker, now(), progress=self.progress, doing=self.doing
            )


def run_waiting(
    project: Project, *, leaves_process: bool = False, tell: Tell | None = None
) -> None:
    """Do whatever waits, one job after the other; nothing where another worker is busy.

    Args:
        project: Whose work.
        leaves_process: End the process at once when its job was cancelled.
        tell: Told how far the work is, as well.
    """
    worker = new_id()
    while job := _take_next(project, worker):
        pulse = _Pulse(project, job, worker, leaves_process)
        beating = threading.Thread(target=pulse.beat, daemon=True)
        beating.start()
        try:
            _do(project, job, pulse, tell)
        finally:
            pulse.stopped.set()
            beating.join()


def _take_next(project: Project, worker: str) -> Job | None:
    with project.transaction() as tx:
        give_up_lost(tx)
        every = jobs.list_jobs(tx)
        waiting = [one for one in every if one.state is JobState.WAITING]
        if not waiting or any(one.state is JobState.RUNNING for one in every):
            return None
        jobs.claim(tx, waiting[0].id, worker, now())
    return waiting[0]


def _do(project: Project, job: Job, pulse: _Pulse, tell: Tell | None) -> None:
    def told(done: float, doing: str) -> None:
        pulse.tell(done, doing)
        if tell:
            tell(done, doing)

    module, function = KINDS[job.kind]
    try:
        work: Work = getattr(import_module(module), function)
        result = work(project, job, told)
    except ToolkitError as error:
        _end(project, job, JobState.FAILED, error.problem.message)
        return
    except KeyboardInterrupt:
        _end(project, job, JobState.CANCELLED)
        raise
    except Exception as error:
        # A fault's own message may quote what it choked on; its kind does not.
        _end(project, job, JobState.FAILED, _FAULT.format(kind=type(error).__name__))
        raise
    with project.transaction() as tx:
        # Cancelled, or taken for lost and begun anew by somebody else: then it is not ours to end.
        if jobs.keep_sign(tx, job.id, pulse.worker, now(), progress=100, doing=""):
            jobs.keep_result(tx, job, result, now())


def _end(project: Project, job: Job, state: JobState, problem: str = "") -> None:
    with project.transaction() as tx:
        jobs.end(tx, job.id, state, now(), problem=problem)


def main() -> None:
    """Do what waits in the project whose folder is named."""
    project = open_project(Path(sys.argv[1]))
    try:
        run_waiting(project, leaves_process=True)
    except Exception:
        spawn_worker(project.folder)  # for what waits behind the job that went wrong
        raise
    finally:
        project.close()


if __name__ == "__main__":
    main()
