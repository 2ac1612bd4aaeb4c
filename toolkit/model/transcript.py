"""Whose words they are, in which order, and how a place in them is named.

The offset rule: a place in a transcript is a pair of Unicode code point offsets, from 0, end
exclusive, into the transcript's one text. The text is NFC with `\\n` line ends; its turns
tile it, one line feed between each two. A span travels with its quotation, and
`text[start:end] == quotation` is checked at every border.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, MinLen

from toolkit.errors import BadInput

Offset = Annotated[int, Ge(0)]
Name = Annotated[str, MinLen(1)]


def new_id() -> str:
    """A random id (UUID 4): it tells nothing of when or in which order things were made."""
    return str(uuid.uuid4())


def normalise_text(text: str) -> str:
    """The text in NFC with `\\n` line ends, as every offset counts it.

    Example:
        >>> normalise_text("cafe\\u0301\\r\\n") == "caf\\u00e9\\n"
        True
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def count_words(text: str) -> int:
    """The number of words: runs of non-blank characters.

    Example:
        >>> count_words("I\\u2019d   been\\nup all night -")
        6
    """
    return len(text.split())


class SpeakerRole(StrEnum):
    """What a speaker does in the interview."""

    INTERVIEWER = "interviewer"
    PARTICIPANT = "participant"
    OTHER = "other"


class Unit(StrEnum):
    """What agreement and suggestions count in."""

    TURN = "turn"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class CaseAttribute:
    """Something that sets a case apart from others, in a few words.

    Attributes:
        name: Such as `"Role"`.
        value: Such as `"Listener"`; a band or a kind, never a date or anybody's name.
    """

    name: Name
    value: Name


@dataclass(frozen=True, slots=True)
class Case:
    """A person, group or place that transcripts belong to.

    Attributes:
        attributes: By name; each name once.
    """

    id: Name
    name: Name
    attributes: tuple[CaseAttribute, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a transcript, by their label."""

    label: Name
    role: SpeakerRole | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch by one speaker.

    Attributes:
        index: Position in the transcript, from 0.
        speaker: The speaker's label; None where nobody knows who spoke.
        start, end: Offsets of the speech in the transcript's text; no label or time is in it.
        locator: Where it stood in the source, such as `"paragraph 12"` or `"00:03:07"`.
    """

    index: Offset
    speaker: str | None
    start: Offset
    end: Offset
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Interjection:
    """Words in a turn that somebody else says, such as `[mhm]`; the turn goes on behind them.

    Attributes:
        start, end: Offsets in the transcript's text, the brackets included.
        speaker: Who says them, by label; None where nobody knows.
    """

    start: Offset
    end: Offset
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Segment:
    """The unit that is shown, compared and suggested on: a turn, or a sentence in one."""

    transcript_id: Name
    unit: Unit
    index: Offset
    turn: Offset
    start: Offset
    end: Offset


@dataclass(frozen=True, slots=True)
class ContentNote:
    """A word of warning that a person put on a turn; the text stays folded until chosen."""

    transcript_id: Name
    turn: Offset
    words: Name
    version: Annotated[int, Ge(1)] = 1


@dataclass(frozen=True, slots=True)
class Transcript:
    """The anonymised text of one interview.

    Attributes:
        id: Stays the same over all versions.
        name: What people call it, such as `"P07"`.
        version: 0 for a draft that only checkers may open, 1 when cleared, then upwards.
        text: All that was said: the turns' words, one line feed between each two turns.
        speakers: Each label that a turn or an interjection has, in order of first speaking.
        turns: In order; they tile the text.
        case_id: The case it belongs to, where one was named.
        interjections: In order, each inside one turn, none overlapping another.

    Raises:
        BadInput: The text is not NFC with `\\n`, the turns do not tile it, or an interjection
            is out of its place.
    """

    id: Name
    name: Name
    version: Offset
    text: str
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    case_id: str | None = None
    interjections: tuple[Interjection, ...] = ()

    def __post_init__(self) -> None:
        if "\r" in self.text or not unicodedata.is_normalized("NFC", self.text):
            raise BadInput(
                "M101",
                "A transcript's text must be in NFC with \\n line ends. Use normalise_text first.",
                where=f"transcript {self.id}",
            )
        labels = {speaker.label for speaker in self.speakers}
        position = 0
        for index, turn in enumerate(self.turns):
            if turn.index != index or turn.start != position or turn.end < turn.start:
                raise self._not_tiled(index)
            if index and self.text[turn.start - 1] != "\n":
                raise self._not_tiled(index)
            if turn.speaker is not None and turn.speaker not in labels:
                raise BadInput(
                    "M103",
                    "A turn has a speaker that the transcript does not list. List each once.",
                    where=f"transcript {self.id}, turn {index}",
                )
            position = turn.end + 1
        if self.turns and self.turns[-1].end != len(self.text):
            raise self._not_tiled(len(self.turns) - 1)
        self._check_interjections(labels)

    def _check_interjections(self, labels: set[str]) -> None:
        turns = iter(self.turns)
        turn = next(turns, None)
        position = 0
        for index, each in enumerate(self.interjections):
            while turn is not None and turn.end < each.end:
                turn = next(turns, None)
            inside = turn is not None and max(turn.start, position) <= each.start < each.end
            if not inside or not (each.speaker is None or each.speaker in labels):
                raise BadInput(
                    "M107",
                    "Each interjection must hold words of one turn, come in order, overlap no "
                    "other, and have a speaker that the transcript lists, or none.",
                    where=f"transcript {self.id}, interjection {index}",
                )
            position = each.end

    def _not_tiled(self, index: int) -> BadInput:
        return BadInput(
            "M102",
            "The turns must cover the text from its first character to its last, one line feed "
            "between each two. Build the transcript with build_transcript.",
            where=f"transcript {self.id}, turn {index}",
        )

    def words_of(self, turn: Turn) -> str:
        """What was said in a turn."""
        return self.text[turn.start : turn.end]

    def turns_at(self, start: int, end: int) -> tuple[Turn, ...]:
        """The turns that a span touches, in order."""
        return tuple(turn for turn in self.turns if turn.start < end and start < turn.end)


def build_transcript(
    name: str,
    spoken: Iterable[tuple[str | None, str, str]],
    *,
    roles: dict[str, SpeakerRole] | None = None,
    version: int = 0,
    transcript_id: str | None = None,
    interjections: Iterable[tuple[int, Interjection]] = (),
) -> Transcript:
    """A transcript out of who said what, in order, with the offsets worked out.

    Args:
        name: What people call it.
        spoken: For each turn the speaker's label (None where unknown), the words, and the
            locator in the source. Words are brought to NFC; two turns are never joined.
        roles: The role of each label, where it is known.
        version: 0 for a draft.
        transcript_id: A known id; a new one without it.
        interjections: Each with the index of its turn, in order; its offsets count in the
            words of that turn, in NFC.

    Returns:
        The transcript; `len(turns)` equals the number of items in `spoken`.

    Raises:
        BadInput: An interjection is out of its place.

    Example:
        >>> made = build_transcript("P07", [("I", "All right?", ""), ("R", "Yeah.", "")])
        >>> made.text, made.turns[1].start
        ('All right?\\nYeah.', 11)
    """
    turns: list[Turn] = []
    pieces: list[str] = []
    position = 0
    for index, (speaker, words, locator) in enumerate(spoken):
        piece = normalise_text(words)
        turns.append(Turn(index, speaker, position, position + len(piece), locator))
        pieces.append(piece)
        position += len(piece) + 1
    thrown_in = tuple(
        Interjection(turns[index].start + each.start, turns[index].start + each.end, each.speaker)
        for index, each in interjections
    )
    spoke: list[Turn | Interjection] = [*turns, *thrown_in]
    if thrown_in:
        spoke.sort(key=lambda each: (each.start, -each.end))
    labels = dict.fromkeys(each.speaker for each in spoke if each.speaker is not None)
    return Transcript(
        id=transcript_id or new_id(),
        name=name,
        version=version,
        text="\n".join(pieces),
        speakers=tuple(Speaker(label, (roles or {}).get(label)) for label in labels),
        turns=tuple(turns),
        interjections=thrown_in,
    )


def replace_spans(
    transcript: Transcript, replacements: Iterable[tuple[int, int, str]]
) -> Transcript:
    """The transcript with spans of its text replaced and every turn moved accordingly.

    Args:
        transcript: Stays as it is.
        replacements: `(start, end, new words)`, none overlapping another and none across
            turns; the new words hold no line feed.

    Returns:
        A transcript with the same id, name, version, speakers and number of turns. Where a
        replacement crosses the border of an interjection, its new words are part of it; an
        interjection of which nothing is left is gone.

    Raises:
        BadInput: Two spans overlap, or one leaves its turn.

    Example:
        >>> made = build_transcript("P07", [("R", "Ring 07700 900123.", ""), ("I", "OK.", "")])
        >>> replace_spans(made, [(5, 17, "[phone]")]).text
        'Ring [phone].\\nOK.'
    """
    waiting = deque(sorted(replacements))
    thrown_in = deque(transcript.interjections)
    spoken: list[tuple[str | None, str, str]] = []
    moved: list[tuple[int, Interjection]] = []
    for turn in transcript.turns:
        replaced: list[tuple[int, int, str]] = []
        while waiting and waiting[0][0] < turn.end:
            replaced.append(waiting.popleft())
        words = _replace_in(transcript, turn, replaced)
        spoken.append((turn.speaker, words, turn.locator))
        inside: list[Interjection] = []
        while thrown_in and thrown_in[0].end <= turn.end:
            inside.append(thrown_in.popleft())
        moved += ((turn.index, each) for each in _move_interjections(inside, turn, replaced, words))
    if waiting:
        raise _outside_turns(transcript, *waiting[0][:2])
    made = build_transcript(
        transcript.name,
        spoken,
        version=transcript.version,
        transcript_id=transcript.id,
        interjections=moved,
    )
    return replace(made, speakers=transcript.speakers, case_id=transcript.case_id)


def _replace_in(
    transcript: Transcript, turn: Turn, replaced: Sequence[tuple[int, int, str]]
) -> str:
    words, cursor = [], turn.start
    for start, end, new in replaced:
        if start < cursor or end > turn.end or "\n" in new:
            raise _outside_turns(transcript, start, end)
        words += [transcript.text[cursor:start], new]
        cursor = end
    return "".join((*words, transcript.text[cursor : turn.end]))


def _move_interjections(
    inside: Sequence[Interjection], turn: Turn, replaced: Sequence[tuple[int, int, str]], words: str
) -> Iterator[Interjection]:
    """A turn's interjections where they stand in its new words."""
    is_normal = unicodedata.is_normalized("NFC", words)
    position = 0
    for each in inside:
        start = _moved(each.start, replaced, ends=False) - turn.start
        end = _moved(each.end, replaced, ends=True) - turn.start
        if not is_normal:
            start, end = (len(normalise_text(words[:place])) for place in (start, end))
        start = max(start, position)
        if start < end:
            yield Interjection(start, end, each.speaker)
            position = end


def _moved(place: int, replaced: Sequence[tuple[int, int, str]], *, ends: bool) -> int:
    """A place after the replacements; one inside a replaced span goes to its start or its end."""
    moved = place
    for start, end, new in replaced:
        if end <= place:
            moved += len(new) - (end - start)
        elif start < place:
            moved += start - place + (len(new) if ends else 0)
    return moved


def _outside_turns(transcript: Transcript, start: int, end: int) -> BadInput:
    return BadInput(
        "M104",
        "A replacement overlaps another or leaves its turn. Settle them one at a time.",
        where=f"transcript {transcript.id}, offsets {start} to {end}",
    )


def check_quotation(transcript: Transcript, start: int, end: int, quotation: str) -> None:
    """Nothing, when the span is inside the text and its words are the quotation.

    Raises:
        BadInput: The span is empty, leaves the text, or holds other words.
    """
    words = transcript.text[start:end] if 0 <= start < end else ""
    check_excerpt(
        Excerpt(transcript.id, transcript.name, transcript.version, len(transcript.text), words),
        start,
        end,
        quotation,
    )


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a transcript, where the whole of it need not be read.

    Attributes:
        transcript_id, name, version: Of the text that they stand in.
        length: How many code points the text has.
        words: What stands at the span that was asked for.
    """

    transcript_id: str
    name: str
    version: int
    length: int
    words: str


def check_excerpt(excerpt: Excerpt, start: int, end: int, quotation: str) -> None:
    """As `check_quotation`, for the words that stand at a span."""
    if not 0 <= start < end <= excerpt.length:
        raise BadInput(
            "M105",
            f"The span must lie in the text, which has {excerpt.length} characters, and "
            "hold at least one. Choose the words again.",
            where=f"transcript {excerpt.name}, offsets {start} to {end}",
        )
    if excerpt.words != quotation:
        raise BadInput(
            "M106",
            "The words at this place are not the ones that were sent with it. Reload the "
            "transcript and choose them again.",
            where=f"transcript {excerpt.name}, offsets {start} to {end}",
        )


def segment_by_turn(transcript: Transcript) -> tuple[Segment, ...]:
    """One segment a turn; a turn without words gives none."""
    return tuple(
        Segment(transcript.id, Unit.TURN, index, turn.index, turn.start, turn.end)
        for index, turn in enumerate(turn for turn in transcript.turns if turn.end > turn.start)
    )
