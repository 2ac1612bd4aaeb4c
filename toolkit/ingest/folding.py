"""Lines folded into turns, once it is known which marks are labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.ingest.asides import find_cover, is_key, kind_of_aside, may_be_speech
from toolkit.ingest.labels import Labels
from toolkit.ingest.marks import Mark, Marks
from toolkit.ingest.source import Line, clock_of, count_cut_words
from toolkit.model.transcript import count_words

LONGEST_FRONT, MOST_FRONT = 400, 0.15
BRACKETS = frozenset("[(#")


@dataclass(slots=True)
class Stretch:
    """A turn in the making.

    Attributes:
        speaker: The speaker's label, or None.
        lines: The speech, line by line, without labels.
        place: The locator.
        labelled: Whether the file says who speaks, be it that nobody knows.
    """

    speaker: str | None
    lines: list[str]
    place: str
    labelled: bool = True


@dataclass(slots=True)
class Folding:
    """Turns, and what was left out on the way.

    Attributes:
        turns: In order, each with words.
        left_out: Words that are no speech, by kind.
        silent: Places of labels with no words after them.
        unmatched: Places in tables where a label and its speech do not stand side by side.
        further: Words of each paragraph that goes on with the turn above without a label.
    """

    turns: list[Stretch] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    further: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one layout makes of a source.

    Attributes:
        layout: Its name.
        labels: The labels it accepts.
        folding: The turns.
        opened: How many lines bear one of the labels.
        own: How many of them in the layout's own way.
        known: The share of words with a known speaker, 0 to 1.
    """

    layout: str
    labels: Labels
    folding: Folding
    opened: int
    own: int
    known: float

    @property
    def score(self) -> float:
        """How well it explains the file: the share of words known, less for few labels."""
        return self.known * self.opened / (self.opened + 1)


def fold_lines(lines: Sequence[Line], marks: Marks, labels: Labels) -> Folding:
    """Turns out of lines: an accepted label opens one, and what follows belongs to it.

    Words that nobody labelled stay where they stand, in turns without a speaker: above the
    first label, in a table row without one, under a heading, or between the labels of a file
    that labels one speaker only.
    """
    cover = find_cover(lines, marks, labels)
    folder = _Folder(labels, _has_headings(lines[cover:], marks, labels, cover))
    folder.leave_out_cover(lines[:cover])
    for index, line in enumerate(lines[cover:], start=cover):
        mark = marks.get(index)
        if mark is None:
            folder.add(line, line.text, line.place)
        elif mark.label in labels.speaker_of:
            folder.open(line, mark)
        elif mark.label in labels.unclear:
            folder.open_unknown(line, line.text, line.place)
        else:
            folder.add_behind_time(line, mark)
    return folder.finish()


def _has_headings(lines: Sequence[Line], marks: Marks, labels: Labels, cover: int) -> bool:
    """Whether what stands above the first label is short enough to be headings."""
    above = 0
    for index, line in enumerate(lines, start=cover):
        mark = marks.get(index)
        if mark is not None and mark.label in labels.speaker_of:
            return above <= max(LONGEST_FRONT, MOST_FRONT * sum(len(line.text) for line in lines))
        above += len(line.text)
    return False


class _Folder:
    """The turn that is open, and the folding so far."""

    def __init__(self, labels: Labels, has_headings: bool) -> None:
        self.has_headings = has_headings
        self.speaker_of = labels.speaker_of
        self.has_one_speaker = len(set(labels.speaker_of.values())) == 1
        self.folding = Folding()
        self.turn: Stretch | None = None
        self.place: tuple[int, ...] | None = None
        self.clock = ""

    def leave_out_cover(self, lines: Sequence[Line]) -> None:
        kind = "cover"
        for line in lines:
            kind = "key" if is_key(line) else kind
            self._leave_out(line.style or kind, line.text)

    def open(self, line: Line, mark: Mark) -> None:
        """A label: what follows belongs to its speaker."""
        if mark.pieces:
            self._take_out(line.text, mark.pieces)
        else:
            self.folding.left_out["label"] += count_cut_words(line.text, 0, mark.end)
        if mark.loose:
            self.turn = None
            self.folding.unmatched.append(line.place)
            return
        place = clock_of(mark.time) if mark.time else line.place
        self._start(Stretch(self.speaker_of[mark.label], [], place), line, line.text[mark.end :])

    def add_behind_time(self, line: Line, mark: Mark) -> None:
        """A line with a time, a number or a mark that is no label."""
        if mark.label:
            kind, end = (mark.pieces or (("label", 0),))[0]
            if kind != "time" or line.text.lstrip()[0] not in BRACKETS:
                self.add(line, line.text, line.place)
                return
            mark = Mark("", end, mark.time, ((kind, end),))
        self._take_out(line.text, mark.pieces)
        speech = line.text[mark.end :]
        if speech.strip():
            self.add(line, speech, clock_of(mark.time) if mark.time else line.place)
        elif mark.time and not (self.turn and self.turn.labelled):
            # A time by itself: of words that nobody labelled, a new stretch begins.
            self.turn = None
            self.clock = clock_of(mark.time)

    def add(self, line: Line, text: str, place: str) -> None:
        """Words without a label."""
        kind = self._kind_of(line, text)
        if kind is not None:
            self._leave_out(kind, text)
            if kind in ("heading", "title"):
                self.turn = None
        elif self.turn is not None and self._goes_on(line, self.turn):
            if line.opens and self.turn.lines:
                self.folding.further.append(count_words(text))
            self.turn.lines.append(text.strip())
        else:
            self.open_unknown(line, text, place)

    def open_unknown(self, line: Line, text: str, place: str) -> None:
        """Words of which nobody can tell whose they are."""
        if line.cell is not None:
            self.folding.unmatched.append(line.place)
        self._start(Stretch(None, [], self.clock or place, labelled=False), line, text)

    def finish(self) -> Folding:
        """The folding, without the turns in which nobody says anything."""
        folding = self.folding
        folding.silent = [turn.place for turn in folding.turns if not turn.lines]
        if folding.silent:
            folding.turns = [turn for turn in folding.turns if turn.lines]
        return folding

    def _kind_of(self, line: Line, text: str) -> str | None:
        kind = kind_of_aside(line._replace(text=text) if text is not line.text else line)
        above = self.has_headings and not self.folding.turns
        if kind is None and above and not may_be_speech(line):
            return "table" if line.cell else "heading"
        return kind

    def _goes_on(self, line: Line, turn: Stretch) -> bool:
        """Whether words without a label belong to the turn that is open."""
        if not line.opens:
            return turn.labelled or line.cell is None
        if not turn.labelled or (self.place is None) != (line.cell is None):
            return False
        if self.place is not None and line.cell is not None:
            return self.place == line.cell[: len(self.place)]
        return not (self.has_one_speaker and turn.lines)

    def _start(self, turn: Stretch, line: Line, text: str) -> None:
        speech = text.strip()
        if speech:
            turn.lines.append(speech)
        self.turn = turn
        # A label by itself is for its row; one before speech is for its cell.
        self.place = line.cell and (line.cell if speech else line.cell[:2])
        self.clock = ""
        self.folding.turns.append(turn)

    def _take_out(self, text: str, pieces: Sequence[tuple[str, int]]) -> None:
        start = 0
        for kind, end in pieces:
            self.folding.left_out[kind] += count_cut_words(text, start, end)
            start = end

    def _leave_out(self, kind: str, text: str) -> None:
        self.folding.left_out[kind] += count_words(text)


def fold_captions(lines: Sequence[Line], marks: Marks, labels: Labels) -> Folding:
    """Turns out of caption lines: cues of one known speaker in a row are one turn.

    A cue without a name stays a turn of its own, for it may be anybody's.
    """
    folding = Folding()
    turn: Stretch | None = None
    for index, line in enumerate(lines):
        text, mark = line.text, marks.get(index)
        speaker, labelled = line.voice or None, line.voice is not None
        if mark is not None and mark.label in labels.speaker_of:
            speaker, labelled = labels.speaker_of[mark.label], True
            folding.left_out["label"] += count_cut_words(text, 0, mark.end)
            text = text[mark.end :]
        same_cue = not line.opens and not labelled
        same_speaker = turn is not None and speaker is not None and turn.speaker == speaker
        if turn is None or not (same_cue or same_speaker):
            turn = Stretch(speaker, [], line.place, labelled)
            folding.turns.append(turn)
        if text.strip():
            turn.lines.append(" ".join(text.split()))
    folding.silent = [turn.place for turn in folding.turns if not turn.lines]
    folding.turns = [turn for turn in folding.turns if turn.lines]
    return folding
