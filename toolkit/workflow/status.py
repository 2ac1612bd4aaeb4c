"""Where a project stands, in what everybody may know."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.decision import current_decisions
from toolkit.storage import drafts
from toolkit.storage.project import Project
from toolkit.workflow.study import load_study


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """A round by what is known of it before its reveal: who was asked, who has sealed."""

    name: str
    state: str
    assigned: int
    sealed: int


@dataclass(frozen=True, slots=True)
class ProjectStatus:
    """A project in a few lines; drafts are counted, never named."""

    title: str
    members: int
    transcripts: tuple[str, ...]
    drafts: int
    codebook_version: int | None
    rounds: tuple[RoundStatus, ...]
    differences: int
    decisions: int


def describe_project(project: Project) -> ProjectStatus:
    """Where the project stands now."""
    study = load_study(project)
    with project.drafts.reading() as waiting:
        n_drafts = len(drafts.list_draft_names(waiting))
    return ProjectStatus(
        title=study.title,
        members=len(study.members),
        transcripts=tuple(text.name for text in study.transcripts),
        drafts=n_drafts,
        codebook_version=study.codebooks[-1].version if study.codebooks else None,
        rounds=tuple(
            RoundStatus(r.name, r.state.value, len(r.assignments), len(r.seals))
            for r in study.rounds
        ),
        differences=len(study.differences),
        decisions=len(current_decisions(study.decisions)),
    )
