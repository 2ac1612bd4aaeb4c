"""How somebody wants to read. It is theirs alone: no log says that it changed, or how."""

from __future__ import annotations

from toolkit.model.reading_aids import ReadingAids
from toolkit.storage import reading_aids
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member


def keep_aids(project: Project, *, by: str, aids: ReadingAids) -> None:
    """Keep how a member wants to read, on every device that they sign in on."""
    with project.transaction() as tx:
        reading_aids.keep_aids(tx, require_member(tx, by).id, aids)


def find_aids(project: Project, *, by: str) -> ReadingAids:
    """How a member wants to read; the usual where they have chosen nothing."""
    with project.reading() as tx:
        return reading_aids.find_aids(tx, require_member(tx, by).id)
