"""The Word file in the making, what its sections look up, and how things are put in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.analysis import frames
from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import GROUP_NAMES, Names
from toolkit.analysis.outcomes import difference_states
from toolkit.exchange.report.data import ReportData
from toolkit.exchange.word import WordFile
from toolkit.model.decision import Difference, current_decisions
from toolkit.model.team import Method
from toolkit.model.transcript import Turn

KEPT_BACK = "[Not printed: whoever said this keeps these words back.]"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A place in a text; without a version, in its newest."""

    transcript_id: str
    version: int | None
    start: int
    end: int


class Page:
    """The file in the making, with what every section looks up.

    Args:
        data: What to tell.

    Attributes:
        study: What the data are of.
        notes: Content notes by transcript id, version and turn.
        numbers: What number each decision has in this report, by id.
        differences: By id.
        states: How each difference stands, by its id: a key of `outcomes.STATE_NAMES`.
    """

    def __init__(self, data: ReportData) -> None:
        self.data = data
        self.study = study = data.study
        self.word = WordFile(study.title, data.made_at)
        self.names = Names.of(study)
        self.notes = frames.note_words(study.content_notes)
        self.numbers = {decision.id: n for n, decision in enumerate(study.decisions, start=1)}
        self.differences = {difference.id: difference for difference in study.differences}
        self.states = difference_states(study)
        self._discussed = {d.difference_id: d.id for d in current_decisions(study.decisions)}
        self._codings = {coding.id: coding for coding in study.codings}
        self._ways = {c: d.id for d in study.differences for c in d.coding_ids}
        self._remarks: dict[str, list[str]] = defaultdict(list)
        for coding in study.codings:
            if coding.line:
                self._remark(coding.id, coding.coder_id, coding.line)
        for memo in study.memos:
            self._remark(memo.target_id, memo.author_id, memo.words)

    def _remark(self, coding_id: str, author_id: str, words: str) -> None:
        self._remarks[coding_id].append(f"{self.names.member(author_id)}: {words}")

    @property
    def is_reflexive(self) -> bool:
        """Whether the team has agreed to have no coefficients."""
        return bool(self.study.terms) and self.study.terms[-1].method is Method.REFLEXIVE

    def explain_floor(self, people: Iterable[str]) -> str:
        """Why no table by side of these people is to be shown; empty where it may be."""
        floor = self.study.terms[-1].floor if self.study.terms else 1
        return explain_floor(people, self.names, floor)

    def person(self, member_id: str) -> str:
        """A member's pen-name and side."""
        return f"{self.names.member(member_id)} ({GROUP_NAMES[self.names.group(member_id)]})"

    def place(self, passage: Passage) -> str:
        """The transcript and the turns where a passage stands."""
        name = self.names.transcript(passage.transcript_id)
        turns = self._turns(passage)
        if not turns:
            return name
        if len(turns) > 1:
            return f"{name}, turns {turns[0].index} to {turns[-1].index}"
        speaker = f" ({turns[0].speaker})" if turns[0].speaker else ""
        return f"{name}, turn {turns[0].index}{speaker}"

    def note_at(self, passage: Passage) -> str:
        """The content notes of the turns that a passage touches."""
        turns = self._turns(passage)
        text = self.names.text(passage.transcript_id, passage.version)
        version = text.version if text else 1
        notes = (self.notes.get((passage.transcript_id, version, turn.index), "") for turn in turns)
        return "; ".join(dict.fromkeys(filter(None, notes)))

    def quote(self, passage: Passage, words: str, source: str) -> None:
        """Add a quotation, or that whoever said it keeps it back."""
        speakers = {(passage.transcript_id, turn.speaker) for turn in self._turns(passage)}
        kept = {(back.transcript_id, back.speaker) for back in self.study.kept_back}
        printed = KEPT_BACK if speakers & kept else words
        self.word.quotation(printed, self.note_at(passage), source)

    def _turns(self, passage: Passage) -> tuple[Turn, ...]:
        return self.names.turns(passage.transcript_id, passage.version, passage.start, passage.end)

    def readings(self, difference: Difference) -> dict[str, list[str]]:
        """The codes and answers that each reader of a difference gave, by member id."""
        given: dict[str, list[str]] = {reader: [] for reader in difference.readers}
        for coding_id in difference.coding_ids:
            coding = self._codings.get(coding_id)
            if coding is not None:
                given.setdefault(coding.coder_id, []).append(self.names.code(coding.category))
        return given

    def remarks(self, coding_id: str) -> list[str]:
        """What was written with a coding, each with its author's name."""
        return self._remarks.get(coding_id, [])

    def discussed(self, coding_id: str) -> str:
        """Whether a passage was read differently and where its decision stands; or ""."""
        difference_id = self._ways.get(coding_id)
        if difference_id is None:
            return ""
        decision_id = self._discussed.get(difference_id)
        if decision_id is None:
            return "Read differently; not voted on yet"
        return f"Read differently; see decision {self.numbers[decision_id]}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    Example:
        >>> count(1, "turn"), count(1200, "turn"), count(2, "person", "people")
        ('1 turn', '1,200 turns', '2 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """Words as a list in a sentence, each once.

    Example:
        >>> listed(["Heron", "Wren", "Heron", "Fox"])
        'Heron, Wren and Fox'
    """
    *most, last = dict.fromkeys(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def split_up(total: int, parts: Iterable[tuple[str, int]]) -> str:
    """A total and the parts that it is made of, leaving out what there is none of.

    Example:
        >>> split_up(3, [("settled", 2), ("parked", 0), ("open", 1)])
        '3 (2 settled, 1 open)'
    """
    told = ", ".join(f"{number:,} {name}" for name, number in parts if number)
    return f"{total:,} ({told})" if told else f"{total:,}"
