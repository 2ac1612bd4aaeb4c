"""Write the report of what is cleared, revealed and decided, and say beforehand what it holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.analysis.outcomes import STATE_NAMES, difference_states
from toolkit.exchange.report import ReportData
from toolkit.exchange.report import write_report as write
from toolkit.model.decision import Choice
from toolkit.model.team import Method
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.figures import CHARACTERS, measure_agreement
from toolkit.workflow.study import load_study


def write_report(project: Project, path: Path) -> None:
    """A Word file with all that everybody may see: the same for whoever asks.

    A reflexive team's report has no coefficients.

    Raises:
        BadInput: The file cannot be written there.
    """
    study = load_study(project)
    is_reflexive = study.terms[-1].method is Method.REFLEXIVE
    data = ReportData(study, now())
    if not is_reflexive:
        data = replace(
            data,
            coefficients=measure_agreement(study, by_side=True),
            character_coefficients=measure_agreement(study, by_side=True, unit=CHARACTERS),
        )
    write(data, path)


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """What the report would hold now, in numbers: the same for whoever asks.

    Attributes:
        transcripts: Cleared ones.
        revealed, not_revealed: The names of the rounds.
        states: How the differences stand, each in one way: what it is called, and how many.
        settled: How many of the differences are settled.
        decisions: Earlier ones, whose place another has taken, too.
        dissents: Beside any of the decisions.
    """

    transcripts: int
    revealed: tuple[str, ...]
    not_revealed: tuple[str, ...]
    codings: int
    differences: int
    settled: int
    states: tuple[tuple[str, int], ...]
    decisions: int
    dissents: int


def outline_report(project: Project) -> ReportOutline:
    """What a report that is built now would hold."""
    study = load_study(project)
    states = Counter(difference_states(study).values())
    return ReportOutline(
        transcripts=len(study.transcripts),
        revealed=tuple(found.name for found in study.revealed_rounds),
        not_revealed=tuple(found.name for found in study.rounds if not found.is_revealed),
        codings=len(study.codings),
        differences=len(study.differences),
        settled=sum(states[choice] for choice in Choice),
        states=tuple((name, states[state]) for state, name in STATE_NAMES.items()),
        decisions=len(study.decisions),
        dissents=sum(len(decision.dissents) for decision in study.decisions),
    )
