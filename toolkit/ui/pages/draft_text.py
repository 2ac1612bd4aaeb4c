"""A draft's turns, with what was found in them marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.model.transcript import Transcript, Turn
from toolkit.storage.drafts import Draft, DraftFinding, Settlement
from toolkit.ui.frame import draw
from toolkit.ui.wording import screening as words

AROUND = 160
"""How many characters of its turn are shown on each side of a finding."""


class Mark(StrEnum):
    """What is told of a piece of the text."""

    SAID = "said"
    FOUND = "found"
    OPEN = "open"
    KEPT = "kept"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a turn that are shown in one way; `instead` is what replaces them."""

    mark: Mark
    words: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A turn, or a part of it, as it is drawn."""

    place: str
    pieces: tuple[Piece, ...]


def show_turns(draft: Draft, positions: range) -> None:
    """The whole of some turns; what was found in them is marked with what was settled."""
    text = draft.transcript
    turns = [
        ShownTurn(place_of(turn), tuple(cut_turn(text, turn, draft.findings)))
        for turn in text.turns[positions.start : positions.stop]
    ]
    draw("draft_turns.html", turns=turns, words=words)


def show_finding(draft: Draft, finding: DraftFinding) -> None:
    """The words of a finding among those around them."""
    text = draft.transcript
    turn = next(turn for turn in text.turns if finding.start < turn.end)
    pieces = cut_context(text, turn, finding)
    draw("draft_turns.html", turns=[ShownTurn(place_of(turn), pieces)], words=words)


def place_of(turn: Turn) -> str:
    """Which turn it is and who speaks."""
    speaker = words.UNKNOWN_SPEAKER if turn.speaker is None else turn.speaker
    return words.PLACE.format(turn=turn.index, speaker=speaker)


def cut_turn(text: Transcript, turn: Turn, findings: Iterable[DraftFinding]) -> Iterator[Piece]:
    """A turn's words in pieces, all of them, each marked with what was settled about it."""
    cursor = turn.start
    for finding in findings:
        if turn.start <= finding.start < turn.end:
            yield Piece(Mark.SAID, text.text[cursor : finding.start])
            yield _piece_of(text, finding)
            cursor = finding.end
    yield Piece(Mark.SAID, text.text[cursor : turn.end])


def _piece_of(text: Transcript, finding: DraftFinding) -> Piece:
    found = text.text[finding.start : finding.end]
    if finding.choice is Settlement.REPLACE:
        return Piece(Mark.REPLACED, found, finding.replacement or "")
    return Piece(Mark.OPEN if finding.choice is None else Mark.KEPT, found)


def cut_context(text: Transcript, turn: Turn, finding: DraftFinding) -> tuple[Piece, ...]:
    """A finding's words and those around them in its turn, cut between two words.

    Example:
        >>> from toolkit.model.transcript import build_transcript
        >>> made = build_transcript("P07", [("R", "Ring 07700 900123.", "")])
        >>> found = DraftFinding(0, 5, 17, "block", "phone", True, "a reason")
        >>> [piece.words for piece in cut_context(made, made.turns[0], found)]
        ['Ring ', '07700 900123', '.']
    """
    before = text.text[turn.start : finding.start]
    after = text.text[finding.end : turn.end]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    found = text.text[finding.start : finding.end]
    return (Piece(Mark.SAID, before), Piece(Mark.FOUND, found), Piece(Mark.SAID, after))
