"""A machine's proposals, for a reader who has sealed. They are never codings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.analysis.names import Names
from toolkit.errors import StillSealed
from toolkit.model.coding import Answer, Suggestion
from toolkit.model.decision import Outcome, current_decisions
from toolkit.model.reading_along import Reply
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Segment, Transcript, Unit
from toolkit.settings import VECTORS_FILE
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.figures import segments_of
from toolkit.workflow.machine import MODEL_FOLDER, require_machine
from toolkit.workflow.study import load_study

if TYPE_CHECKING:
    from toolkit.suggestion.features import Embedder
    from toolkit.suggestion.suggesting import Suggested
    from toolkit.suggestion.teaching import Taught


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
        WrongState: The team has decided that no machine reads along.
        BrokenProject: The kept model is not what was saved.
    """
    return look_along(project, by=by, transcript=transcript, unit=unit).suggestions


def look_along(
    project: Project, *, by: str, transcript: str | None = None, unit: Unit | None = None
) -> Suggested:
    """The same, with the model's card and what it can say nothing of."""
    with project.reading() as tx:
        coder = require_member(tx, by, Role.CODER)
        require_machine(tx)
    study = load_study(project)
    sealed = sealed_by(study.rounds, coder)
    wanted = {
        text.id
        for text in study.transcripts
        if text.id in sealed and transcript in (None, text.name)
    }
    if not wanted:
        raise still_sealed()
    taught = what_is_agreed(study)
    embed = embedder_in(project.folder, project.minilm)
    found = suggest_in(project.folder, study, taught, embed=embed, unit=unit, wanted=wanted)
    hidden = _kept_back(study, taught)
    shown = (
        replace(one, reasons=tuple(why for why in one.reasons if why not in hidden))
        for one in found.suggestions
    )
    return replace(found, suggestions=tuple(shown))


def suggest_in(
    folder: Path,
    study: Study,
    taught: Taught,
    *,
    embed: Embedder | None,
    unit: Unit | None = None,
    wanted: set[str] | None = None,
) -> Suggested:
    """What the model in a project's folder proposes; it is trained anew where it has to be.

    Args:
        folder: The project's.
        study, taught: What is in it, and what is agreed.
        embed: MiniLM, from `embedder_in`.
        unit: Turn or sentence; without it the unit of the team's terms.
        wanted: The ids of the transcripts; None for all.
    """
    from toolkit.suggestion.suggesting import suggest_codes

    return suggest_codes(
        segments_to_read(study, unit),
        study.transcripts,
        study.codebooks[-1],
        taught,
        embed=embed,
        now=now,
        folder=folder / MODEL_FOLDER,
        wanted=wanted,
    )


def _kept_back(study: Study, taught: Taught) -> frozenset[str]:
    """The reasons that quote words which somebody keeps back."""
    from toolkit.suggestion.suggesting import quote_agreed

    names = Names.of(study)
    kept_back = {(one.transcript_id, one.speaker) for one in study.kept_back}
    return frozenset(
        quote_agreed(one.quotation)
        for one in taught.agreed
        for turn in names.turns(one.transcript_id, None, one.start, one.end)
        if (one.transcript_id, turn.speaker) in kept_back
    )


def sealed_by(rounds: Iterable[CodingRound], coder: Member) -> dict[str, CodingRound]:
    """The transcripts that a coder has sealed, by id, each with the last round in which they did.

    One that they are to read alone once more is not among them: a suggestion would steer that.
    """
    found = [one for one in rounds if not one.is_practice]
    to_read = {
        a.transcript_id
        for one in found
        if not one.is_revealed
        for a in one.unsealed()
        if a.coder_id == coder.id
    }
    return {
        seal.transcript_id: one
        for one in found
        for seal in one.seals
        if seal.coder_id == coder.id and seal.transcript_id not in to_read
    }


def still_sealed() -> StillSealed:
    """The error for whoever asks for suggestions on what they have not sealed."""
    return StillSealed(
        "W195",
        "Suggestions come after the seal, so that nobody's first reading is steered. Seal "
        "your own codings first: toolkit round seal FOLDER --as NAME",
    )


def embedder_in(folder: Path, weights: Path | None) -> Embedder | None:
    """MiniLM, with the vectors of the project in a folder; None without its weights."""
    from toolkit.suggestion.embedding import VectorStore, can_embed

    return VectorStore(folder / VECTORS_FILE, weights).embed if can_embed(weights) else None


def segments_to_read(study: Study, unit: Unit | None = None) -> tuple[Segment, ...]:
    """All turns or sentences of a study's cleared transcripts."""
    return segments_of(study.transcripts, unit or study.terms[-1].unit)


def what_is_agreed(study: Study) -> Taught:
    """What a model may learn from: decided codings first, then what all readers coded alike.

    Never what is sealed, as `load_study` holds none of it, and never what was coded after a seal,
    as a suggestion may have led to it. What readers rejected is learnt from once their round is
    revealed, as a code that does not fit.
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
    return Taught(
        tuple(dict.fromkeys(agreed)),
        tuple(undecided),
        frozenset(read),
        tuple(dict.fromkeys(_rejected(study, versions))),
    )


def _rejected(
    study: Study, versions: Mapping[str, Transcript]
) -> Iterator[tuple[str, int, int, str]]:
    """What readers rejected, or gave another code, in texts that have not been corrected since."""
    codes = {coding.id: coding.code_id for coding in study.codings}
    for one in study.suggestion_replies:
        text = versions.get(one.transcript_id)
        is_other = one.coding_id in codes and codes[one.coding_id] != one.code_id
        is_no = one.reply is Reply.REJECTED or (one.reply is Reply.ADJUSTED and is_other)
        if is_no and text is not None and text.version == one.transcript_version:
            yield one.transcript_id, one.start, one.end, one.code_id
