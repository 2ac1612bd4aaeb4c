"""All that a report is made of."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.agreement.coefficient import Coefficient
from toolkit.exchange.project_file import ProjectFile


@dataclass(frozen=True, slots=True)
class ReportData(ProjectFile):
    """A project, with the figures that were worked out of it and the end of its log.

    Attributes:
        coefficients: Left aside where the team works reflexively.
        log_head, log_rows: The last hash of the audit log, and how many rows it has.
    """

    coefficients: tuple[Coefficient, ...] = ()
    log_head: str = ""
    log_rows: int = 0
