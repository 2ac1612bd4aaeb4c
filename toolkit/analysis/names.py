"""What ids stand for, so that tables, charts and reports speak in names."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from toolkit.model.codebook import Code, Codebook, OwnCode, Theme
from toolkit.model.coding import ANSWER_NAMES, Coding
from toolkit.model.decision import Choice, Difference, DifferenceKind, Outcome
from toolkit.model.study import Study
from toolkit.model.team import Member, Role, Rule, Side
from toolkit.model.transcript import Case, Transcript, Turn

GROUPS = ("academic", "lived", "both", "none")
"""Everybody is in exactly one group, so that counts by group add up to the whole."""

GROUP_NAMES = {
    "academic": "academic",
    "lived": "lived experience",
    "both": "both sides",
    "none": "no side given",
}
ROLE_NAMES = {
    Role.FACILITATOR: "facilitator",
    Role.CODER: "coder",
    Role.CHECKER: "checker",
    Role.GUEST: "guest",
}
RULE_NAMES = {
    Rule.EVERYBODY: "everybody agrees",
    Rule.ALL_BUT_ONE: "all but one agree",
    Rule.MAJORITY_EACH_SIDE: "more than half of each side agree",
}
KIND_NAMES = {
    DifferenceKind.DIFFERENT_CODE: "different codes",
    DifferenceKind.ONLY_SOME_SAW_IT: "only some gave it a code",
    DifferenceKind.DIFFERENT_EXTENT: "same code, more or fewer words",
    DifferenceKind.NOT_SURE: "somebody was not sure",
}
CHOICE_NAMES = {
    Choice.TAKE_CODE: "take a code",
    Choice.KEEP_BOTH: "keep both readings",
    Choice.CHANGE_CODEBOOK: "change the codebook",
    Choice.PARK: "park it",
    Choice.LEAVE_OPEN: "leave it open",
}
OUTCOME_NAMES = {
    Outcome.SETTLED: "settled",
    Outcome.PARKED: "parked",
    Outcome.OPEN: "still open",
}


def group_of(sides: frozenset[Side]) -> str:
    """The one group that somebody with these sides counts in.

    Example:
        >>> group_of(frozenset(Side)), group_of(frozenset({Side.LIVED}))
        ('both', 'lived')
    """
    if len(sides) == len(Side):
        return "both"
    return next((side.value for side in sides), "none")


class Names:
    """Looks up what ids stand for; an id that nothing is known of stands for itself.

    A code goes by its latest wording and theme, retired codes by their last.

    Args:
        transcripts: One or more versions of each.
        codebooks: All versions, first to last.
        members, own_codes, cases: All that may be named.
    """

    def __init__(
        self,
        *,
        transcripts: Iterable[Transcript] = (),
        codebooks: Iterable[Codebook] = (),
        members: Iterable[Member] = (),
        own_codes: Iterable[OwnCode] = (),
        cases: Iterable[Case] = (),
    ) -> None:
        ordered = sorted(transcripts, key=lambda transcript: transcript.version)
        self._texts = {(text.id, text.version): text for text in ordered}
        self._latest = {text.id: text for text in ordered}
        self._starts = {key: [turn.start for turn in t.turns] for key, t in self._texts.items()}
        self._codes: dict[str, Code | OwnCode] = {code.id: code for code in own_codes}
        self._themes: dict[str, Theme] = {}
        for codebook in codebooks:
            self._codes |= {code.id: code for code in codebook.codes}
            self._themes |= {theme.id: theme for theme in codebook.themes}
        self._members = {member.id: member for member in members}
        self._cases = {case.id: case.name for case in cases}

    @classmethod
    def of(cls, study: Study) -> Names:
        """What the ids of a study stand for."""
        return cls(
            transcripts=(*study.earlier_texts, *study.transcripts),
            codebooks=study.codebooks,
            members=study.members,
            own_codes=study.own_codes,
            cases=study.cases,
        )

    def member(self, member_id: str | None) -> str:
        """A member's pen-name; "the terminal" where nobody signed in did it."""
        if member_id is None:
            return "the terminal"
        member = self._members.get(member_id)
        return member.pen_name if member else member_id

    def group(self, member_id: str) -> str:
        """The group of `GROUPS` that a member counts in."""
        member = self._members.get(member_id)
        return group_of(member.sides) if member else "none"

    def code(self, code_id: str) -> str:
        """A code's name, or an answer's."""
        if code_id in self._codes:
            return self._codes[code_id].name
        return _ANSWERS.get(code_id, code_id)

    def meaning(self, code_id: str) -> str:
        """A code's plain meaning; empty where none is known."""
        code = self._codes.get(code_id)
        return code.plain_meaning if code else ""

    def theme(self, code_id: str) -> Theme | None:
        """The theme that a code belongs to; None for a code without one and for an own code."""
        code = self._codes.get(code_id)
        theme_id = code.theme_id if isinstance(code, Code) else None
        return None if theme_id is None else self._themes.get(theme_id)

    def text(self, transcript_id: str, version: int | None = None) -> Transcript | None:
        """A version of a transcript, the latest where none is named; None if it is not here."""
        if version is None:
            return self._latest.get(transcript_id)
        return self._texts.get((transcript_id, version))

    def transcript(self, transcript_id: str) -> str:
        """What people call a transcript."""
        text = self._latest.get(transcript_id)
        return text.name if text else transcript_id

    def case(self, transcript_id: str) -> str:
        """The case that a transcript belongs to; one without a case stands for itself."""
        text = self._latest.get(transcript_id)
        case_id = text.case_id if text else None
        return self._cases.get(case_id, case_id) if case_id else self.transcript(transcript_id)

    def turns(
        self, transcript_id: str, version: int | None, start: int, end: int
    ) -> tuple[Turn, ...]:
        """The turns that a span touches, in order; none where that text is not here."""
        text = self.text(transcript_id, version)
        if text is None:
            return ()
        starts = self._starts[text.id, text.version]
        near = text.turns[max(bisect_right(starts, start) - 1, 0) : bisect_left(starts, end)]
        return tuple(turn for turn in near if start < turn.end)

    def first_turn(self, span: Coding | Difference) -> Turn | None:
        """The turn in which a coding or a difference begins; None where its text is not here."""
        turns = self.turns(span.transcript_id, span.transcript_version, span.start, span.end)
        return turns[0] if turns else None


_ANSWERS: Mapping[str, str] = {answer.value: name for answer, name in ANSWER_NAMES.items()}


def say_when(moment: str) -> str:
    """A time of ISO 8601 in words; what is no such time stays as it is.

    Example:
        >>> say_when("2026-03-01T09:05:00Z")
        '1 March 2026, 09:05 UTC'
    """
    try:
        made = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    if made.tzinfo is not None:
        made = made.astimezone(UTC)
    zone = "" if made.tzinfo is None else " UTC"
    return f"{made.day} {made:%B %Y, %H:%M}{zone}"
