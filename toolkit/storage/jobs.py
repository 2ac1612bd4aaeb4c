"""Long work, its state and what came of it, in and out of the database."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import Connection, Row, insert, select, update

from toolkit.model.job import UNFINISHED, Job, JobState
from toolkit.storage import tables

_FACTS = [column for column in tables.jobs.c if column.name != "result"]
"""A result may be large; it is read by itself."""


def add_job(connection: Connection, job: Job) -> None:
    """Keep a new job."""
    connection.execute(insert(tables.jobs).values(**asdict(job)))


def find_job(connection: Connection, job_id: str) -> Job | None:
    """The job of this id; None where there is none."""
    row = connection.execute(select(*_FACTS).where(tables.jobs.c.id == job_id)).first()
    return None if row is None else _job(row)


def list_jobs(connection: Connection, kind: str | None = None) -> tuple[Job, ...]:
    """Every job, or those of one kind, in the order in which they were asked for."""
    table = tables.jobs
    wanted = select(*_FACTS).order_by(table.c.asked_at, table.c.id)
    if kind is not None:
        wanted = wanted.where(table.c.kind == kind)
    return tuple(map(_job, connection.execute(wanted)))


def find_result(connection: Connection, job_id: str) -> str | None:
    """What came of a job, as JSON; None where it is not done, or its result was erased."""
    found = connection.execute(select(tables.jobs.c.result).where(tables.jobs.c.id == job_id))
    result: str | None = found.scalar()
    return result


def find_kept(connection: Connection, kind: str) -> tuple[Job, str] | None:
    """The one job of a kind whose result is kept, with it; None where there is none."""
    table = tables.jobs
    wanted = select(table).where((table.c.kind == kind) & table.c.result.is_not(None))
    row = connection.execute(wanted).first()
    return None if row is None else (_job(row), str(row.result))


def claim(connection: Connection, job_id: str, worker: str, at: str) -> None:
    """Mark a job as one that a worker does from now on."""
    connection.execute(
        update(tables.jobs)
        .where(tables.jobs.c.id == job_id)
        .values(state=JobState.RUNNING.value, worker=worker, heartbeat=at)
    )


def keep_sign(
    connection: Connection, job_id: str, worker: str, at: str, *, progress: int, doing: str
) -> bool:
    """Keep that a worker is at it; False where the job is its own no more."""
    done = connection.execute(
        update(tables.jobs)
        .where(
            (tables.jobs.c.id == job_id)
            & (tables.jobs.c.worker == worker)
            & (tables.jobs.c.state == JobState.RUNNING.value)
        )
        .values(heartbeat=at, progress=progress, doing=doing)
    )
    return bool(done.rowcount)


def end(
    connection: Connection, job_id: str, state: JobState, at: str, *, problem: str = ""
) -> None:
    """Mark an unfinished job as ended; one that has ended stays as it is."""
    connection.execute(
        update(tables.jobs)
        .where(
            (tables.jobs.c.id == job_id)
            & tables.jobs.c.state.in_([one.value for one in UNFINISHED])
        )
        .values(state=state.value, ended_at=at, problem=problem, doing="")
    )


def erase_work(connection: Connection, job_id: str, at: str) -> None:
    """End a job where it is unfinished, and erase what came of it."""
    end(connection, job_id, JobState.CANCELLED, at)
    connection.execute(update(tables.jobs).where(tables.jobs.c.id == job_id).values(result=None))


def keep_result(connection: Connection, job: Job, result: str, at: str) -> None:
    """Keep what came of a job; what came of earlier ones of its kind is erased."""
    table = tables.jobs
    connection.execute(update(table).where(table.c.kind == job.kind).values(result=None))
    connection.execute(
        update(table)
        .where(table.c.id == job.id)
        .values(state=JobState.DONE.value, result=result, progress=100, doing="", ended_at=at)
    )


def _job(row: Row[tuple[object, ...]]) -> Job:
    kept = {name: value for name, value in row._mapping.items() if name != "result"}
    return Job(**kept | {"state": JobState(row.state)})
