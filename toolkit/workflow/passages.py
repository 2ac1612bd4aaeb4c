"""A passage as it is shown: the turns that it touches, with one before and one after."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.model.transcript import ContentNote, Transcript


@dataclass(frozen=True, slots=True)
class Line:
    """One turn of a passage.

    Attributes:
        pieces: Its words in order, each with whether they are what it is about.
        note: Its content note; empty where it has none.
    """

    turn: int
    speaker: str
    pieces: tuple[tuple[str, bool], ...]
    note: str

    @property
    def is_meant(self) -> bool:
        """Whether any of its words are what the passage is about."""
        return any(is_marked for _, is_marked in self.pieces)


def lines_around(
    text: Transcript, content_notes: Iterable[ContentNote], start: int, end: int
) -> tuple[Line, ...]:
    """The turns that a span touches, with a neighbour on each side; empty where it touches none."""
    notes = {n.turn: n.words for n in content_notes if _is_on(n, text)}
    touched = [turn.index for turn in text.turns if turn.start < end and start < turn.end]
    if not touched:
        return ()
    return tuple(
        Line(
            turn.index,
            turn.speaker or "",
            _pieces(text.words_of(turn), start - turn.start, end - turn.start),
            notes.get(turn.index, ""),
        )
        for turn in text.turns[max(touched[0] - 1, 0) : touched[-1] + 2]
    )


def _is_on(note: ContentNote, text: Transcript) -> bool:
    return (note.transcript_id, note.version) == (text.id, text.version)


def _pieces(words: str, start: int, end: int) -> tuple[tuple[str, bool], ...]:
    """The words before, in and after a span that may begin or end outside of them.

    Example:
        >>> _pieces("Nobody asked me.", 7, 12), _pieces("Why?", -9, -1)
        ((('Nobody ', False), ('asked', True), (' me.', False)), (('Why?', False),))
    """
    start, end = (min(max(place, 0), len(words)) for place in (start, end))
    pieces = ((words[:start], False), (words[start:end], True), (words[end:], False))
    return tuple((piece, is_marked) for piece, is_marked in pieces if piece)
