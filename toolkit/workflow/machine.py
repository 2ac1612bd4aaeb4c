"""Whether a machine may read along: a team can say no, and then it is no for good."""

from __future__ import annotations

import shutil

from toolkit.errors import WrongState
from toolkit.settings import VECTORS_FILE
from toolkit.storage import jobs, members, suggestions
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project

MODEL_FOLDER = "suggestions"
"""The folder in a project's that holds the model and its card."""

MACHINE_KINDS = ("suggestions", "topics")


def may_read_along(tx: Transaction) -> bool:
    """Whether the team has a machine read along."""
    return members.list_terms(tx)[-1].reads_along


def require_machine(tx: Transaction) -> None:
    """Refuse where the team has said no.

    Raises:
        WrongState: It has.
    """
    if not may_read_along(tx):
        raise WrongState(
            "W340",
            "Your team has decided that no machine reads along here. That holds for good. Read the "
            "reason on the page Team.",
        )


def forget_machine(tx: Transaction) -> None:
    """Erase all that a machine proposed or found, and end what it is at; cards stay."""
    suggestions.erase_proposed(tx)
    for job in jobs.list_jobs(tx):
        if job.kind in MACHINE_KINDS:
            jobs.erase_work(tx, job.id, now())


def forget_files(project: Project) -> None:
    """Erase the model and what passages mean to it, both in the project's folder."""
    shutil.rmtree(project.folder / MODEL_FOLDER, ignore_errors=True)
    (project.folder / VECTORS_FILE).unlink(missing_ok=True)
