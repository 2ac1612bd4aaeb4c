"""How passages, votes and decisions are told in the files that we write for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import Names
from toolkit.analysis.votes import count_votes, which_words
from toolkit.model.decision import Choice, Decision, Difference, Outcome
from toolkit.model.study import Study
from toolkit.model.transcript import Turn

KEPT_BACK = "[Not printed: whoever said this keeps these words back.]"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A place in a text; without a version, in its newest."""

    transcript_id: str
    version: int | None
    start: int
    end: int


class Passages:
    """Looks up where passages stand and what is to be said or kept back with them.

    Args:
        study: Whose texts, content notes and words kept back.
        names: Of the same study.
    """

    def __init__(self, study: Study, names: Names) -> None:
        self._names = names
        self._notes = {(n.transcript_id, n.version, n.turn): n.words for n in study.content_notes}
        self._kept_back = {(back.transcript_id, back.speaker) for back in study.kept_back}

    def place(self, passage: Passage) -> str:
        """The transcript and the turns where a passage stands."""
        name = self._names.transcript(passage.transcript_id)
        turns = self._turns(passage)
        if not turns:
            return name
        if len(turns) > 1:
            return f"{name}, turns {turns[0].index} to {turns[-1].index}"
        speaker = f" ({turns[0].speaker})" if turns[0].speaker else ""
        return f"{name}, turn {turns[0].index}{speaker}"

    def note_at(self, passage: Passage) -> str:
        """The content notes of the turns that a passage touches."""
        text = self._names.text(passage.transcript_id, passage.version)
        version = text.version if text else 1
        at = ((passage.transcript_id, version, turn.index) for turn in self._turns(passage))
        return "; ".join(dict.fromkeys(self._notes[one] for one in at if self._notes.get(one)))

    def is_kept_back(self, passage: Passage) -> bool:
        """Whether somebody who speaks there keeps their words out of what is printed."""
        speakers = {(passage.transcript_id, turn.speaker) for turn in self._turns(passage)}
        return bool(speakers & self._kept_back)

    def words(self, passage: Passage) -> str | None:
        """What may be printed of a passage; None where this version of the text is not here."""
        text = self._names.text(passage.transcript_id, passage.version)
        if text is None:
            return None
        return KEPT_BACK if self.is_kept_back(passage) else text.text[passage.start : passage.end]

    def _turns(self, passage: Passage) -> tuple[Turn, ...]:
        return self._names.turns(passage.transcript_id, passage.version, passage.start, passage.end)


def passage_of(decision: Decision, difference: Difference | None) -> Passage:
    """Where a decision was taken: the whole of its difference, if that is in the same version."""
    version = decision.transcript_version
    about = difference if difference and difference.transcript_version == version else decision
    return Passage(about.transcript_id, version, about.start, about.end)


def tell_result(decision: Decision, difference: Difference | None, names: Names) -> str:
    """What came of a difference, in a few words; which of its words by their numbers."""
    if decision.outcome is Outcome.PARKED:
        return "parked for later"
    if decision.outcome is Outcome.OPEN:
        return "still open; nothing was settled"
    codes = listed(f"“{names.code(code_id)}”" for code_id in decision.code_ids)
    if decision.choice is Choice.TAKE_CODE:
        is_there = difference and difference.transcript_version == decision.transcript_version
        about = difference if difference and is_there else decision
        which = which_words(decision.start, decision.end, about, names)
        return f"the team takes {codes} for {which}" if which else f"the team takes {codes}"
    if decision.choice is Choice.KEEP_BOTH:
        return "both readings stay"
    return "the codebook is to be changed"


def tell_votes(decision: Decision, difference: Difference | None, names: Names, floor: int) -> str:
    """The votes counted by side; without sides where they could sign something or somebody.

    Args:
        floor: The fewest people of a side that its counts are told for.
    """
    votes = count_votes(decision, difference, names)
    is_unsigned = any(dissent.member_id is None for dissent in decision.dissents)
    hides_sides = is_unsigned or bool(explain_floor(decision.present, names, floor))
    told = [f"{vote.label}: {vote.total}" if hides_sides else str(vote) for vote in votes]
    silent = len(decision.present) - sum(vote.total for vote in votes)
    return "; ".join(told + [f"present without a vote: {silent}"] * bool(silent))


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
