"""Lines folded into turns, once it is known which marks are labels."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from toolkit.ingest.source import TIME, Cell, Line, clock_of, count_cut_words
from toolkit.ingest.turns.asides import TALKS, find_cover, is_key, kind_of_aside, may_be_speech
from toolkit.ingest.turns.labels import Labels
from toolkit.ingest.turns.marks import Mark, Marks
from toolkit.ingest.turns.speakers import roles_of
from toolkit.model.transcript import SpeakerRole, count_words

LONGEST_FRONT, MOST_FRONT = 400, 0.15
BRACKETS = frozenset("[(#")
NOTE_SIGNS = frozenset("[(*")
RARE = 0.15
INLINE_TIME = re.compile(
    rf"\s?(?<!\S)(?:\[{TIME}\]|#{TIME}(?:-\d)?#)(?!\S)\s?"
    r"|\s?(?<!\S)\[\d{1,2}:\d{2}:\d{2}\](?=[.,;?!])"
)
ROUND_TIME = re.compile(r"\s?(?<!\S)\(\d{1,2}:\d{2}(?::\d{2})?\)(?:(?!\S)\s?|(?=[.,;?!]))")
OFTEN_TIMED = 3
STOPS = frozenset(".,;?!")
NOTE_ALONE = re.compile(r"\s*(?:\[[^\[\].?!]{1,60}\]|\([^().?!]{1,60}\)|\*[^*.?!]{1,60}\*)[.\s]*")


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
        tables: Places of tables in which nobody speaks, which were left out.
        same_above: Places of table rows without a label that go on with the row above.
        voiced: How many turns each table has in which the column says who speaks.
        one_side: Whether the interviewer alone has labels, so that nothing goes on without one.
        cover: How many of the first lines are a cover page or a key.
    """

    turns: list[Stretch] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    silent: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    further: list[int] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    same_above: list[str] = field(default_factory=list)
    voiced: Counter[str] = field(default_factory=Counter)
    one_side: bool = False
    cover: int = 0


def fold_lines(
    lines: Sequence[Line], marks: Marks, labels: Labels, *, one_side: bool = False
) -> Folding:
    """Turns out of lines: an accepted label opens one, and what follows belongs to it.

    Words that nobody labelled stay where they stand, in turns without a speaker: above the
    first label, in a table row without one, under a heading, or between the labels of a file
    that labels one side only.

    Args:
        lines: All lines of the file.
        marks: What they begin with.
        labels: Which of the marks are labels.
        one_side: Whether a person said that the interviewer alone has labels.
    """
    cover = find_cover(lines, marks, labels)
    has_headings = _has_headings(lines[cover:], marks, labels, cover)
    has_times = cache(lambda: _has_times(lines, marks))
    folder = _Folder(labels, has_headings, one_side or has_one_side(marks, labels), has_times)
    folder.folding.cover = cover
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


def has_one_side(marks: Marks, labels: Labels) -> bool:
    """Whether nearly all labels are the interviewer's, or one person's.

    The paragraphs without one are then somebody else's answers, as a rule. A stranger who comes
    in once does not change that.
    """
    speakers = [labels.speaker_of.get(mark.label) for mark in marks.values()]
    counts = Counter(speaker for speaker in speakers if speaker is not None)
    if len(counts) < 2:
        return bool(counts)
    roles = roles_of(counts)
    asking = sum(counts[label] for label in roles if roles[label] is SpeakerRole.INTERVIEWER)
    others = counts.total() - max(asking, *counts.values())
    return others <= RARE * counts.total()


def _has_headings(lines: Sequence[Line], marks: Marks, labels: Labels, cover: int) -> bool:
    """Whether what stands above the first label is short enough to be headings."""
    above = 0
    for index, line in enumerate(lines, start=cover):
        mark = marks.get(index)
        if mark is not None and mark.label in labels.speaker_of:
            return above <= max(LONGEST_FRONT, MOST_FRONT * sum(len(line.text) for line in lines))
        if not (line.style or (line.cell and line.cell.part == "fact")):
            above += len(line.text)
    return False


class _Folder:
    """The turn that is open, and the folding so far."""

    def __init__(
        self,
        labels: Labels,
        has_headings: bool,
        has_one_side: bool,
        has_times: Callable[[], bool],
    ) -> None:
        self.has_headings = has_headings
        self.has_times = has_times
        self.speaker_of = labels.speaker_of
        self.folding = Folding(one_side=has_one_side)
        self.words_before: dict[str, int] = {}  # of each label with the sign behind it
        self.turn: Stretch | None = None
        self.place: tuple[int, ...] | None = None
        self.clock = ""

    def leave_out_cover(self, lines: Sequence[Line]) -> None:
        kind = "cover"
        for line in lines:
            kind = "key" if is_key(line) else kind
            if not self._leave_out_fact(line):
                self._leave_out(line.style or kind, line.text)

    def open(self, line: Line, mark: Mark) -> None:
        """A label: what follows belongs to its speaker."""
        if mark.given:
            speech = line.text
            self._note_voiced(line)
        elif mark.pieces:
            speech = self._take_out(line.text, mark.pieces)
        else:
            speech = line.text[mark.end :]
            before = line.text[: mark.end + 1]
            if before not in self.words_before:
                self.words_before[before] = count_cut_words(before, 0, mark.end)
            self.folding.left_out["label"] += self.words_before[before]
        if mark.loose:
            self.turn = None
            self._note_unmatched(line)
            return
        place = clock_of(mark.time) if mark.time else line.place
        self._start(Stretch(self.speaker_of[mark.label], [], place), line, speech)

    def add_behind_time(self, line: Line, mark: Mark) -> None:
        """A line with a time, a number or a mark that is no label."""
        if mark.label:
            kind, end = (mark.pieces or (("label", 0),))[0]
            if kind != "time" or line.text.lstrip()[0] not in BRACKETS:
                self.add(line, line.text, line.place)
                return
            mark = Mark("", end, mark.time, ((kind, end),))
        speech = self._take_out(line.text, mark.pieces)
        if speech.strip():
            self.add(line, speech, clock_of(mark.time) if mark.time else line.place)
        elif mark.time and not (self.turn and self.turn.labelled):
            # A time by itself: of words that nobody labelled, a new stretch begins.
            self.turn = None
            self.clock = clock_of(mark.time)

    def add(self, line: Line, text: str, place: str) -> None:
        """Words without a label."""
        if self._leave_out_fact(line):
            return
        kind = self._kind_of(line, text)
        if kind is not None:
            self._leave_out(kind, text)
            if kind in ("heading", "title"):
                self.turn = None
        elif self.turn is not None and self._goes_on(line, self.turn, text):
            if line.cell is not None and line.cell.part == "same":
                self.folding.same_above.append(line.place)
            elif line.opens and self.turn.lines:
                self.folding.further.append(count_words(text))
            self.turn.lines.append(self._without_times(text))
        else:
            self.open_unknown(line, text, place)

    def open_unknown(self, line: Line, text: str, place: str) -> None:
        """Words of which nobody can tell whose they are."""
        if line.cell is not None:
            self._note_unmatched(line)
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
        if kind == "note" and self.turn is not None and self.turn.labelled and not self.turn.lines:
            return None  # the first words under a label: "Note: I never signed it."
        above = self.has_headings and not self.folding.turns
        if kind is None and above and not may_be_speech(line):
            return "table" if line.cell else "heading"
        return kind

    def _goes_on(self, line: Line, turn: Stretch, text: str) -> bool:
        """Whether words without a label belong to the turn that is open."""
        if not line.opens:
            return turn.labelled or line.cell is None
        if turn.lines and text.lstrip()[:1] in NOTE_SIGNS and NOTE_ALONE.fullmatch(text):
            # Nobody's words: "[General laughter]" stays beside what it follows.
            return TALKS.search(text) is None
        if not turn.labelled or (self.place is None) != (line.cell is None):
            return False
        if self.place is not None and line.cell is not None:
            if line.cell.part == "same" and self.place[0] == line.cell.table:
                return True
            return self.place == _place_in_table(line.cell, by_itself=len(self.place) == 3)
        return not (self.folding.one_side and turn.lines)

    def _start(self, turn: Stretch, line: Line, text: str) -> None:
        speech = self._without_times(text) if ":" in text else text.strip()
        if speech:
            turn.lines.append(speech)
        self.turn = turn
        # A label by itself is for its row; one before speech is for its cell.
        self.place = line.cell and _place_in_table(line.cell, by_itself=not speech)
        self.clock = ""
        self.folding.turns.append(turn)

    def _take_out(self, text: str, pieces: Sequence[tuple[str, int]]) -> str:
        """Count the pieces before the speech; what is behind the last of them is the answer."""
        start = 0
        for kind, end in pieces:
            self.folding.left_out[kind] += count_cut_words(text, start, end)
            start = end
        return text[start:]

    def _without_times(self, text: str) -> str:
        """Speech without the typist's times in it, such as `[00:12:03]`."""
        spoken = INLINE_TIME.sub(_gap, text)
        if "(" in text and ROUND_TIME.search(text) and self.has_times():
            spoken = ROUND_TIME.sub(_gap, spoken)
        spoken = spoken.strip()
        if not spoken:
            return text.strip()
        self.folding.left_out["time"] += count_words(text) - count_words(spoken)
        return spoken

    def _leave_out_fact(self, line: Line) -> bool:
        """Whether a line was left out for it stands in a table of facts."""
        if line.cell is None or line.cell.part != "fact" or not self.speaker_of:
            return False
        self._leave_out("table", line.text)
        place = f"table {line.cell.table}"
        if place not in self.folding.tables[-1:]:
            self.folding.tables.append(place)
        return True

    def _note_voiced(self, line: Line) -> None:
        if line.cell is not None:
            self.folding.voiced[f"table {line.cell.table}"] += 1

    def _note_unmatched(self, line: Line) -> None:
        if line.place not in self.folding.unmatched[-1:]:
            self.folding.unmatched.append(line.place)

    def _leave_out(self, kind: str, text: str) -> None:
        self.folding.left_out[kind] += count_words(text)


def _gap(time: re.Match[str]) -> str:
    """What stays where a time was: a blank, but none before a stop."""
    return "" if time.string[time.end() : time.end() + 1] in STOPS else " "


def _has_times(lines: Sequence[Line], marks: Marks) -> bool:
    """Whether times in round brackets are the typist's, for the file has times elsewhere too.

    A single one may be a note, such as `at the door (10:30)`.
    """
    if any(mark.time for mark in marks.values()):
        return True
    return sum(1 for line in lines if ROUND_TIME.search(line.text)) >= OFTEN_TIMED


def _place_in_table(cell: Cell, *, by_itself: bool) -> tuple[int, ...]:
    """What a turn of a table covers: the cell of its label, or its row for a label by itself."""
    if by_itself and cell.part != "note":
        return (cell.table, cell.row, cell.pair)
    return (cell.table, cell.row, cell.pair, cell.column)
