"""The Word file in the making, what its sections look up, and how things are put in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from toolkit.analysis import frames
from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import GROUP_NAMES, Names
from toolkit.analysis.outcomes import difference_states
from toolkit.exchange.report.data import ReportData
from toolkit.exchange.telling import KEPT_BACK, Passage, Passages
from toolkit.exchange.word import WordFile
from toolkit.model.decision import Difference, current_decisions
from toolkit.model.team import Method


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
        self._passages = Passages(study, self.names)
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
        return explain_floor(people, self.names, self.floor)

    @property
    def floor(self) -> int:
        """The fewest people of a side that its counts are told for."""
        return self.study.terms[-1].floor if self.study.terms else 1

    def person(self, member_id: str) -> str:
        """A member's pen-name and side."""
        return f"{self.names.member(member_id)} ({GROUP_NAMES[self.names.group(member_id)]})"

    def place(self, passage: Passage) -> str:
        """The transcript and the turns where a passage stands."""
        return self._passages.place(passage)

    def note_at(self, passage: Passage) -> str:
        """The content notes of the turns that a passage touches."""
        return self._passages.note_at(passage)

    def quote(self, passage: Passage, words: str, source: str) -> None:
        """Add a quotation, or that whoever said it keeps it back."""
        printed = KEPT_BACK if self._passages.is_kept_back(passage) else words
        self.word.quotation(printed, self.note_at(passage), source)

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
