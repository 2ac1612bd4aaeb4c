"""Work that takes too long for a page: done by a worker, with its state where all can see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from toolkit.model.transcript import Name


class JobState(StrEnum):
    """Where a job stands.

    LOST is a job whose worker has gone without a word: the machine stopped, or somebody ended it.
    """

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    LOST = "lost"


UNFINISHED = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of long work.

    Attributes:
        kind: What is done, such as `"topics"`.
        settings: How, as JSON with its keys in order: the same settings ask for the same work.
        basis: A hash of what it was asked about, so that a result is known to be of another text.
        asked_by: The member's id; None for whoever sat at the terminal and gave no name.
        progress: How much is done, in hundredths.
        doing: What is done at this moment, in words.
        heartbeat: When its worker last gave a sign; None while it waits.
        worker: A name for the process that does it, which no other has.
        problem: Why it failed, in words; empty where it did not.
    """

    id: Name
    kind: Name
    settings: str
    basis: str
    asked_by: str | None
    state: JobState
    asked_at: str
    progress: Annotated[int, Ge(0), Le(100)] = 0
    doing: str = ""
    heartbeat: str | None = None
    ended_at: str | None = None
    worker: str | None = None
    problem: str = ""

    @property
    def is_unfinished(self) -> bool:
        """Whether a worker does it, or is to do it."""
        return self.state in UNFINISHED

    def is_same_work(self, other: Job) -> bool:
        """Whether it would come out the same."""
        mine, theirs = ((one.kind, one.settings, one.basis) for one in (self, other))
        return mine == theirs
