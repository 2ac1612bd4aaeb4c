"""What the team has to look at again after a text was corrected: revealed work only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from toolkit.analysis.names import Names
from toolkit.model.decision import Decision, Voting, current_decisions
from toolkit.model.study import LeftBehind, Revision, Study


@dataclass(frozen=True, slots=True)
class LeftWords:
    """A revealed coding whose words a correction changed, with its people by their pen-names."""

    quotation: str
    code: str
    coder: str
    is_let_go: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """The last correction of a transcript that was coded in a revealed round.

    Attributes:
        called_off: How many votes it ended, because they were on words that changed.
        left: Revealed codings that could not move with it.
        decisions: Those on words that changed: the words as they were, and why it was decided so.
    """

    transcript: str
    made_at: str
    called_off: int
    left: tuple[LeftWords, ...]
    decisions: tuple[tuple[str, str], ...]


def list_corrections(study: Study, names: Names, held: Iterable[Voting]) -> tuple[Correction, ...]:
    """The last correction of each transcript that left something to look at again.

    Args:
        names: What the study's ids stand for.
        held: Every voting there has been.
    """
    # A vote that a correction ended was closed at the very moment of the correction.
    ended = Counter(voting.closed_at for voting in held if voting.decision_id is None)
    latest = {made.transcript_id: made for made in study.revisions}
    found = (
        Correction(
            transcript=names.transcript(made.transcript_id),
            made_at=made.made_at,
            called_off=ended[made.made_at],
            left=tuple(
                _left_words(one, names)
                for one in study.left_behind
                if one.coding.transcript_id == made.transcript_id
            ),
            decisions=tuple(
                (_words_of(one, names), one.reason) for one in _older_decisions(study, made)
            ),
        )
        for made in latest.values()
    )
    return tuple(made for made in found if made.left or made.decisions or made.called_off)


def _older_decisions(study: Study, made: Revision) -> Iterator[Decision]:
    """The decisions on a transcript that its last correction left behind."""
    for decision in current_decisions(study.decisions):
        is_older = decision.transcript_version < made.version
        if decision.transcript_id == made.transcript_id and is_older:
            yield decision


def _left_words(found: LeftBehind, names: Names) -> LeftWords:
    coding = found.coding
    code, coder = names.code(coding.category), names.member(coding.coder_id)
    return LeftWords(coding.quotation, code, coder, found.is_let_go)


def _words_of(decision: Decision, names: Names) -> str:
    text = names.text(decision.transcript_id, decision.transcript_version)
    return text.text[decision.start : decision.end] if text else ""
