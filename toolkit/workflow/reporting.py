"""Write the report of what is cleared, revealed and decided."""

from __future__ import annotations

from pathlib import Path

from toolkit.exchange.report import ReportData
from toolkit.exchange.report import write_report as write
from toolkit.model.team import Method
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.figures import measure_agreement
from toolkit.workflow.study import load_study


def write_report(project: Project, path: Path) -> None:
    """A Word file with all that everybody may see: the same for whoever asks.

    A reflexive team's report has no coefficients.

    Raises:
        BadInput: The file cannot be written there.
    """
    study = load_study(project)
    is_reflexive = study.terms[-1].method is Method.REFLEXIVE
    coefficients = () if is_reflexive else measure_agreement(study, by_side=True)
    write(ReportData(study, now(), coefficients), path)
