"""A machine's proposals, for a reader who has sealed. They are never codings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import StillSealed
from toolkit.model.coding import Answer, Suggestion
from toolkit.model.decision import Outcome, current_decisions
from toolkit.model.study import Study
from toolkit.model.team import Role
from toolkit.model.transcript import Segment, Unit
from toolkit.settings import VECTORS_FILE
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.figures import segments_of
from toolkit.workflow.study import load_study

if TYPE_CHECKING:
    from toolkit.suggestion.features import Embedder
    from toolkit.suggestion.suggesting import Suggested
    from toolkit.suggestion.teaching import Taught

MODEL_FOLDER = "suggestions"
"""The folder in a project's that holds the model and its card."""


def suggest(
    project: Project, *, by: str, transcript: str | None = None, unit: Unit | None = None
) -> tuple[Suggestion, ...]:
    """Proposals for the transcripts that this coder has sealed, by place and then by chance.

    Only what has been revealed is learnt from: what was decided, and what all readers of a passage
    coded alike.

    Args:
        by: The coder who asks.
        transcript: One transcript instead of all that they sealed.
        unit: Turn or sentence; without it the unit of the team's terms.

    Raises:
        StillSealed: They have not sealed it yet; a suggestion would steer their reading.
        BrokenProject: The kept model is not what was saved.
    """
    return look_along(project, by=by, transcript=transcript, unit=unit).suggestions


def look_along(
    project: Project, *, by: str, transcript: str | None = None, unit: Unit | None = None
) -> Suggested:
    """The same, with the model's card and what it can say nothing of."""
    with project.reading() as tx:
        coder = require_member(tx, by, Role.CODER)
    study = load_study(project)
    sealed = {s.transcript_id for r in study.rounds for s in r.seals if s.coder_id == coder.id}
    wanted = {
        text.id
        for text in study.transcripts
        if text.id in sealed and transcript in (None, text.name)
    }
    if not wanted:
        raise StillSealed(
            "W195",
            "Suggestions come after the seal, so that nobody's first reading is steered. Seal "
            "your own codings first: toolkit round seal FOLDER --as NAME",
        )
    from toolkit.suggestion.suggesting import suggest_codes

    return suggest_codes(
        segments_to_read(study, unit),
        study.transcripts,
        study.codebooks[-1],
        what_is_agreed(study),
        embed=embedder_in(project.folder),
        now=now,
        folder=project.folder / MODEL_FOLDER,
        wanted=wanted,
    )


def embedder_in(folder: Path) -> Embedder | None:
    """MiniLM, with the vectors of the project in a folder; None without its weights."""
    from toolkit.suggestion.embedding import VectorStore, can_embed

    return VectorStore(folder / VECTORS_FILE).embed if can_embed() else None


def segments_to_read(study: Study, unit: Unit | None = None) -> tuple[Segment, ...]:
    """All turns or sentences of a study's cleared transcripts."""
    return segments_of(study.transcripts, unit or study.terms[-1].unit)


def what_is_agreed(study: Study) -> Taught:
    """What a model may learn from: decided codings first, then what all readers coded alike.

    Never what is sealed, as `load_study` holds none of it, and never what was coded after a seal,
    as a suggestion may have led to it.
    """
    from toolkit.suggestion.teaching import Agreed, Taught

    versions = {text.id: text for text in study.transcripts}
    decided = {
        d.difference_id: d
        for d in current_decisions(study.decisions)
        if d.outcome is Outcome.SETTLED
        and d.transcript_id in versions
        and d.transcript_version == versions[d.transcript_id].version
    }
    agreed = [
        Agreed(
            d.transcript_id,
            d.start,
            d.end,
            code_id,
            versions[d.transcript_id].text[d.start : d.end],
            True,
        )
        for d in decided.values()
        for code_id in d.code_ids
    ]
    disputed = {one for difference in study.differences for one in difference.coding_ids}
    agreed += [
        Agreed(c.transcript_id, c.start, c.end, c.code_id, c.quotation)
        for c in study.codings
        if c.code_id is not None and not c.after_seal and c.id not in disputed
    ]
    undecided = [
        (d.transcript_id, d.start, d.end) for d in study.differences if d.id not in decided
    ]
    undecided += [
        (c.transcript_id, c.start, c.end)
        for c in study.codings
        if c.answer is not Answer.CODE and not c.after_seal and c.id not in disputed
    ]
    read = {
        a.transcript_id
        for r in study.rounds
        if r.is_revealed
        for a in r.assignments
        if r.readers_of(a.transcript_id) and a.transcript_id in versions
    }
    return Taught(tuple(dict.fromkeys(agreed)), tuple(undecided), frozenset(read))
