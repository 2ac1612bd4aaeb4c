"""What people agreed on, as lessons for a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.model.codebook import Code
from toolkit.model.transcript import Segment, Transcript
from toolkit.suggestion.classifier import Lessons
from toolkit.suggestion.features import Passage, in_context
from toolkit.suggestion.passages import words_of_segments

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]


REJECTION_COUNTS = 3.0
"""How much a rejected code counts beside one that nobody gave: a person has looked at it."""


@dataclass(frozen=True, slots=True)
class Agreed:
    """A code that a team stands by for some words.

    Attributes:
        quotation: The words, from `start` to `end`.
        is_decided: It was decided by a vote; otherwise all who read it coded alike.
    """

    transcript_id: str
    start: int
    end: int
    code_id: str
    quotation: str
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class Taught:
    """All that a model may learn from.

    Attributes:
        agreed: Codes that the team stands by.
        open: Words on which readers differ and nothing is decided: transcript, start and end.
        read: The transcripts whose readings are revealed; where nobody coded in them, nothing
            fits.
        rejected: Codes that a model proposed and a reader rejected: transcript, start, end and
            code.
    """

    agreed: tuple[Agreed, ...]
    open: tuple[tuple[str, int, int], ...]
    read: frozenset[str]
    rejected: tuple[tuple[str, int, int, str], ...] = ()


def passages_of(segments: Sequence[Segment], transcripts: Sequence[Transcript]) -> list[Passage]:
    """Each segment as a passage, with the segments of its transcript around it.

    Args:
        segments: All of the transcripts, in their order.
        transcripts: What they are of.
    """
    words = words_of_segments(segments, transcripts)
    roles = {
        (text.id, turn.index): role_of.get(turn.speaker or "", "")
        for text in transcripts
        for role_of in ({s.label: str(s.role or "") for s in text.speakers},)
        for turn in text.turns
    }
    by_text: dict[str, list[int]] = defaultdict(list)
    for place, segment in enumerate(segments):
        by_text[segment.transcript_id].append(place)
    passages: dict[int, Passage] = {}
    for mine in by_text.values():
        speakers = [roles[segments[p].transcript_id, segments[p].turn] for p in mine]
        found = in_context([words[place] for place in mine], speakers)
        passages.update(zip(mine, found, strict=True))
    return [passages[place] for place in range(len(segments))]


def lessons_of(
    segments: Sequence[Segment],
    passages: Sequence[Passage],
    codes: Sequence[Code],
    taught: Taught,
) -> tuple[Lessons, list[int]]:
    """Lessons of the segments that were read, and the places of those segments.

    A segment bears a code if words of it do. Where nothing is decided yet, what is known of no
    code counts for nothing. A code that somebody rejected for a segment counts as one that it does
    not bear, and for more than one that nobody thought of there; what is agreed counts before
    it. Meanings and examples of the codebook are hints.
    """
    import numpy as np

    places = [p for p, segment in enumerate(segments) if segment.transcript_id in taught.read]
    columns = {code.id: column for column, code in enumerate(codes)}
    truth = np.zeros((len(places), len(codes)), np.float32)
    counts = np.ones_like(truth)
    within = Within([segments[place] for place in places])
    for transcript_id, start, end in taught.open:
        for row in within.rows(transcript_id, start, end):
            counts[row] = 0
    for transcript_id, start, end, code_id in taught.rejected:
        if code_id in columns:
            for row in within.rows(transcript_id, start, end):
                counts[row, columns[code_id]] = REJECTION_COUNTS
    for one in taught.agreed:
        if one.code_id in columns:
            for row in within.rows(one.transcript_id, one.start, one.end):
                truth[row, columns[one.code_id]] = 1
                counts[row, columns[one.code_id]] = 1
    lessons = Lessons(
        [passages[place] for place in places],
        truth,
        [segments[place].transcript_id for place in places],
        counts,
        hints_of(codes),
    )
    return lessons, places


def hints_of(codes: Sequence[Code]) -> list[tuple[int, str]]:
    """What the codebook says of each code, as `Lessons.hints`.

    Example:
        >>> hints_of([Code("V01", None, "Value", "It was worth it.", example="It kept me going.")])
        [(0, 'Value. It was worth it.'), (0, 'It kept me going.')]
    """
    return [
        (place, words)
        for place, code in enumerate(codes)
        for words in (f"{code.name}. {code.plain_meaning} {code.use_when}".strip(), code.example)
        if words
    ]


class Within:
    """Which of some segments share words with a span."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        self.by_text: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
        for row, segment in enumerate(segments):
            self.by_text[segment.transcript_id].append((segment.start, segment.end, row))

    def rows(self, transcript_id: str, start: int, end: int) -> list[int]:
        """Their places in the list that was handed in; segments of a text do not overlap."""
        from bisect import bisect_left

        mine = self.by_text[transcript_id]
        first = bisect_left(mine, start, key=lambda one: one[1] - 1)
        last = bisect_left(mine, end, key=lambda one: one[0])
        return [row for _, _, row in mine[first:last]]
