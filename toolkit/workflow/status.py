"""Where a project stands, in what everybody may know."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.decision import current_decisions
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Member, Terms
from toolkit.storage import drafts, members, rounds, transcripts
from toolkit.storage.project import Project
from toolkit.workflow.study import load_study


@dataclass(frozen=True, slots=True)
class RoundStatus:
    """A round by what is known of it before its reveal: who was asked, who has sealed."""

    name: str
    state: str
    assigned: int
    sealed: int
    is_practice: bool = False


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
    with project.drafts.reading() as waiting:
        n_drafts = len(drafts.list_draft_names(waiting))
    return describe_study(load_study(project), n_drafts)


def describe_study(study: Study, n_drafts: int) -> ProjectStatus:
    """Where a study stands that has been loaded already."""
    return ProjectStatus(
        title=study.title,
        members=len(study.members),
        transcripts=tuple(
            text.name for text in study.transcripts if text.id not in study.practice_texts
        ),
        drafts=n_drafts,
        codebook_version=study.codebooks[-1].version if study.codebooks else None,
        rounds=tuple(
            RoundStatus(r.name, r.state.value, len(r.assignments), len(r.seals), r.is_practice)
            for r in study.rounds
        ),
        differences=len(study.differences),
        decisions=len(current_decisions(study.decisions)),
    )


@dataclass(frozen=True, slots=True)
class RoundTable:
    """A round with who was asked to read what, and who has sealed; nothing else is known of it.

    Attributes:
        coders: The pen-names of those who were asked to read something.
        rows: Each transcript's name and, for each coder, whether they have sealed it; None where
            they were not asked.
    """

    round: CodingRound
    coders: tuple[str, ...]
    rows: tuple[tuple[str, tuple[bool | None, ...]], ...]


@dataclass(frozen=True, slots=True)
class TeamOverview:
    """Who the team is, by which terms it works, and its rounds.

    Attributes:
        members: By pen-name.
        terms: Every version, first to last.
        rounds: The latest first.
        transcripts: The names of those that a round can be opened on.
    """

    members: tuple[Member, ...]
    terms: tuple[Terms, ...]
    rounds: tuple[RoundTable, ...]
    transcripts: tuple[str, ...]


def describe_team(project: Project) -> TeamOverview:
    """The team, its terms and its rounds as they are now."""
    with project.reading() as tx:
        team = members.list_members(tx)
        names = transcripts.find_names(tx)
        to_practise = transcripts.list_practice(tx)
        return TeamOverview(
            members=team,
            terms=members.list_terms(tx),
            rounds=tuple(_round_table(r, team, names) for r in reversed(rounds.list_rounds(tx))),
            transcripts=tuple(name for text, name in names.items() if text not in to_practise),
        )


def _round_table(found: CodingRound, team: tuple[Member, ...], names: dict[str, str]) -> RoundTable:
    asked = {(a.transcript_id, a.coder_id): False for a in found.assignments}
    asked |= {(seal.transcript_id, seal.coder_id): True for seal in found.seals}
    texts, people = {text for text, _ in asked}, {coder for _, coder in asked}
    coders = [member for member in team if member.id in people]
    return RoundTable(
        round=found,
        coders=tuple(coder.pen_name for coder in coders),
        rows=tuple(
            (name, tuple(asked.get((text, coder.id)) for coder in coders))
            for text, name in names.items()
            if text in texts
        ),
    )
