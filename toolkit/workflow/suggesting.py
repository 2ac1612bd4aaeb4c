"""A machine's proposals, for a reader who has sealed. They are never codings."""

from __future__ import annotations

from toolkit.errors import StillSealed
from toolkit.model.coding import Suggestion
from toolkit.model.team import Role
from toolkit.model.transcript import Unit
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.figures import segments_of
from toolkit.workflow.study import load_study


def suggest(
    project: Project, *, by: str, transcript: str | None = None, unit: Unit | None = None
) -> tuple[Suggestion, ...]:
    """Proposals for the transcripts that this coder has sealed, by place and then by score.

    Only what has been revealed is learnt from.

    Args:
        by: The coder who asks.
        transcript: One transcript instead of all that they sealed.
        unit: Turn or sentence; without it the unit of the team's terms.

    Raises:
        StillSealed: They have not sealed it yet; a suggestion would steer their reading.
    """
    from toolkit.suggestion.wording import suggest_codes

    with project.reading() as tx:
        coder = require_member(tx, by, Role.CODER)
    study = load_study(project)
    sealed = {s.transcript_id for r in study.rounds for s in r.seals if s.coder_id == coder.id}
    texts = [
        text for text in study.transcripts if text.id in sealed and transcript in (None, text.name)
    ]
    if not texts:
        raise StillSealed(
            "W195",
            "Suggestions come after the seal, so that nobody's first reading is steered. Seal "
            "your own codings first: toolkit round seal FOLDER --as NAME",
        )
    return suggest_codes(
        segments_of(texts, unit or study.terms[-1].unit),
        texts,
        study.codebooks[-1],
        [coding for coding in study.codings if not coding.after_seal],
    )
