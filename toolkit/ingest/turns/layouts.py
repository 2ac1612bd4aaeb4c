"""Who speaks which lines: each layout is tried, and the one that explains most is taken."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.source import Source
from toolkit.ingest.turns.attempts import (
    BOTH,
    BY_SIGN,
    FORMATTING,
    INTERVIEWER_ONLY,
    LINE_LAYOUTS,
    LINED_UP,
    NAMED_LAYOUTS,
    NO_LABELS,
    TIMES_ONLY,
    Attempt,
    caption_attempt,
    line_attempts,
)
from toolkit.ingest.turns.certainty import Certainty, certainty_of
from toolkit.ingest.turns.doubts import find_doubts, find_notices
from toolkit.ingest.turns.drift import find_drift_doubts, find_drift_notices
from toolkit.ingest.turns.interjections import roles_thrown_in, take_interjections
from toolkit.ingest.turns.page_furniture import take_furniture
from toolkit.ingest.turns.roles import find_roles
from toolkit.ingest.turns.tables import line_up
from toolkit.model.transcript import Interjection, SpeakerRole

TEXT_LAYOUTS = (
    *LINE_LAYOUTS, LINED_UP, BOTH, BY_SIGN, INTERVIEWER_ONLY, FORMATTING, TIMES_ONLY, NO_LABELS,
)  # fmt: skip
CAPTION_LAYOUTS = (*NAMED_LAYOUTS, "caption_names", "captions")
LAYOUTS = (*TEXT_LAYOUTS, *CAPTION_LAYOUTS)
"""The names of all layouts."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The attempt that was taken, who speaks in it, how sure it is, and what speaks against it."""

    taken: Attempt
    why: str
    scores: dict[str, float]
    doubts: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    certainty: Certainty
    roles: dict[str, SpeakerRole]
    interjections: tuple[tuple[int, Interjection], ...]


def arrange(source: Source, layout: str | None = None) -> Arrangement:
    """The turns of a source, by the layout that explains most of it or by the one asked for.

    Args:
        source: What the reader found.
        layout: One of `LAYOUTS`, or None to find out.

    Raises:
        UnreadableFile: There is no such layout for this kind of file.
    """
    if layout is not None:
        _check_layout(layout, source)
    left_out: Counter[str] = Counter()
    if source.captions:
        attempts = [caption_attempt(source, layout)]
    else:
        bare = take_furniture(source.lines)
        source = replace(source, lines=tuple(line_up(bare.lines)))
        left_out = bare.left_out
        attempts = sorted(
            line_attempts(source, layout),
            key=lambda each: (each.score, each.own / max(1, each.opened)),
            reverse=True,
        )
    taken = attempts[0]
    taken.folding.left_out.update(left_out)
    doubts = (*find_doubts(taken, attempts[1:], source), *find_drift_doubts(taken.labels))
    roles, by_behaviour = find_roles(taken.folding.turns)
    # A cue's words run on into the next; a paragraph's do not.
    joint = " " if source.captions else "\n"
    interjections = take_interjections(taken.folding, roles, taken.labels.merged, joint)
    certainty = certainty_of(taken, attempts[1:], source.doubts + doubts)
    return Arrangement(
        taken=taken,
        why=_why(taken, source),
        scores={each.layout: round(each.score, 3) for each in attempts},
        doubts=doubts,
        notices=(
            *find_notices(taken, source),
            *find_drift_notices(taken.labels),
            *by_behaviour,
        ),
        roles=roles_thrown_in(interjections, roles),
        interjections=interjections,
        certainty=certainty,
    )


def layouts_beside(layout: str) -> tuple[str, ...]:
    """All layouts for files of the kind that this one is for, itself among them."""
    return CAPTION_LAYOUTS if layout in CAPTION_LAYOUTS else TEXT_LAYOUTS


def _check_layout(layout: str, source: Source) -> None:
    known = CAPTION_LAYOUTS if source.captions else TEXT_LAYOUTS
    if layout not in known:
        raise UnreadableFile(
            "I118",
            f"This layout does not exist for {source.read_as}. Choose one of: {', '.join(known)}.",
        )


def _why(taken: Attempt, source: Source) -> str:
    speakers = len({turn.speaker for turn in taken.folding.turns if turn.speaker is not None})
    if taken.layout == FORMATTING:
        return (
            f"No labels, but {speakers} looks of the words (such as bold and plain) take turns "
            f"{taken.opened} times on {len(source.lines)} lines."
        )
    if taken.opened:
        return (
            f"{taken.opened} labels of {speakers} speakers stand on {len(source.lines)} lines; "
            f"{taken.known:.0%} of the words have a known speaker."
        )
    return f"No speaker's label was found on {len(source.lines)} lines."
