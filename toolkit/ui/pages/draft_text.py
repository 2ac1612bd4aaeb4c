"""A draft's turns, with what was found in them marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from toolkit.model.transcript import Transcript, Turn
from toolkit.storage.drafts import NAME, TEXT, Draft, DraftFinding
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
    if finding.part == TEXT:
        turn = turn_of(draft.transcript, finding)
        start, end = turn.start, turn.end
    else:
        start, end = 0, len(draft.words_in(finding.part))
    pieces = cut_context(draft.words_in(finding.part)[:end], start, finding)
    shown = ShownTurn(place_of_finding(draft, finding), pieces)
    draw("draft_turns.html", turns=[shown], words=words)


def turn_of(text: Transcript, finding: DraftFinding) -> Turn:
    """The turn that a finding in the text is in."""
    return next(turn for turn in text.turns if finding.start < turn.end)


def place_of_finding(draft: Draft, finding: DraftFinding) -> str:
    """Where a finding is: a turn and who speaks, a label, or the transcript's name."""
    if finding.part == TEXT:
        return place_of(turn_of(draft.transcript, finding))
    return words.PLACE_NAME if finding.part == NAME else words.PLACE_LABEL


def place_of(turn: Turn) -> str:
    """Which turn it is and who speaks."""
    speaker = words.UNKNOWN_SPEAKER if turn.speaker is None else turn.speaker
    return words.PLACE.format(turn=turn.index, speaker=speaker)


def cut_turn(text: Transcript, turn: Turn, findings: Iterable[DraftFinding]) -> Iterator[Piece]:
    """A turn's words in pieces, all of them, each marked with what was settled about it."""
    cursor = turn.start
    for finding in findings:
        if finding.part == TEXT and turn.start <= finding.start < turn.end:
            yield Piece(Mark.SAID, text.text[cursor : finding.start])
            yield _piece_of(text, finding)
            cursor = finding.end
    yield Piece(Mark.SAID, text.text[cursor : turn.end])


def _piece_of(text: Transcript, finding: DraftFinding) -> Piece:
    found = text.text[finding.start : finding.end]
    if finding.replacement:
        return Piece(Mark.REPLACED, found, finding.replacement or "")
    return Piece(Mark.OPEN if finding.choice is None else Mark.KEPT, found)


def cut_context(words: str, start: int, finding: DraftFinding) -> tuple[Piece, ...]:
    """A finding's words and those around them, cut between two words.

    Args:
        words: Up to the end of the turn that the finding is in.
        start: Where that turn begins.

    Example:
        >>> found = DraftFinding(0, 5, 17, "block", "phone", True, "a reason")
        >>> [piece.words for piece in cut_context("Ring 07700 900123.", 0, found)]
        ['Ring ', '07700 900123', '.']
    """
    before = words[start : finding.start]
    after = words[finding.end :]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    found = words[finding.start : finding.end]
    return (Piece(Mark.SAID, before), Piece(Mark.FOUND, found), Piece(Mark.SAID, after))
