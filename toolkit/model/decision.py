"""Where revealed codings differ, what was settled, and what somebody still sees otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge

from toolkit.model.team import Rule
from toolkit.model.transcript import Name, Offset


class DifferenceKind(StrEnum):
    """In which way readers differ on a passage."""

    DIFFERENT_CODE = "different_code"
    ONLY_SOME_SAW_IT = "only_some_saw_it"
    DIFFERENT_EXTENT = "different_extent"
    NOT_SURE = "not_sure"


class Choice(StrEnum):
    """What a member can vote for."""

    TAKE_CODE = "take_code"
    KEEP_BOTH = "keep_both"
    CHANGE_CODEBOOK = "change_codebook"
    PARK = "park"
    LEAVE_OPEN = "leave_open"


class QueueOrder(StrEnum):
    """In which order a team takes up its differences; the last one leaves some out."""

    TRANSCRIPT = "transcript"
    MOST_DIFFERENT = "most_different"
    BY_CODE = "by_code"
    BETWEEN_SIDES = "between_sides"


class Outcome(StrEnum):
    """How a difference stands after a vote."""

    SETTLED = "settled"
    PARKED = "parked"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Difference:
    """One passage that its readers read differently.

    Attributes:
        id: The same for the same revealed codings, whenever it is worked out.
        start, end: From the first to the last character that any of the codings covers.
        coding_ids: The codings that overlap here, in the order of their spans.
        readers: Who had sealed the transcript, whether they coded here or not.
    """

    id: Name
    round_id: Name
    transcript_id: Name
    transcript_version: int
    start: Offset
    end: Offset
    kind: DifferenceKind
    coding_ids: tuple[str, ...]
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vote:
    """One member, one vote.

    Attributes:
        code_ids: What to take, for `take_code`; empty otherwise.
        start, end: The extent to take; None for the whole of the difference.
    """

    member_id: Name
    choice: Choice
    code_ids: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Voting:
    """A vote on one difference, each on their own device.

    Attributes:
        present: Who could vote when it was opened; nobody joins and nobody is taken off.
        terms_version: Whose rule counts, so that no change of it can turn votes once seen.
        replaces: The decision that stood when it was opened; None where there was none.
        closed_at: When it was concluded or called off; None while it is open.
        decision_id: What came of it; None while it is open, and where it was called off.
    """

    id: Name
    difference_id: Name
    round_id: Name
    opened_by: Name
    opened_at: str
    present: tuple[str, ...]
    terms_version: int
    replaces: str | None = None
    closed_at: str | None = None
    decision_id: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has been neither concluded nor called off."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class CastVote:
    """A vote as somebody cast it themselves, and what they said first; that may be empty."""

    vote: Vote
    why: str


@dataclass(frozen=True, slots=True)
class Dissent:
    """What somebody still sees otherwise, in their own words; signed or not."""

    member_id: str | None
    words: Name


@dataclass(frozen=True, slots=True)
class MoreReason:
    """A reason that somebody had written too, when another one's was written down first."""

    member_id: Name
    words: Name


@dataclass(frozen=True, slots=True)
class Decision:
    """What was settled about a difference, by which rule and why.

    Attributes:
        outcome: Settled, parked or still open; nobody can set it against the rule.
        choice: What the rule made of the votes; None where they settled nothing.
        code_ids, start, end: What the team's coding is, where one came of it.
        present: The frozen list of those who could vote.
        dissents: They travel with the decision into every table, report and export.
        replaces: The earlier decision on the same difference, which is kept.
        transcript_version: The version of the text that the offsets count in.
        more_reasons: What others wrote as the reason while this was being written down.
    """

    id: Name
    difference_id: Name
    round_id: Name
    transcript_id: Name
    start: Offset
    end: Offset
    outcome: Outcome
    choice: Choice | None
    code_ids: tuple[str, ...]
    rule: Rule
    terms_version: int
    reason: Name
    present: tuple[str, ...]
    votes: tuple[Vote, ...]
    dissents: tuple[Dissent, ...]
    recorded_by: Name
    made_at: str
    replaces: str | None = None
    transcript_version: Annotated[int, Ge(1)] = 1
    more_reasons: tuple[MoreReason, ...] = ()

    def move(self, version: int, start: int) -> Decision:
        """The decision at another place; the extents that were voted for move by as much."""
        by = start - self.start
        return replace(
            self,
            transcript_version=version,
            start=start,
            end=self.end + by,
            votes=tuple(
                vote
                if vote.start is None or vote.end is None
                else replace(vote, start=vote.start + by, end=vote.end + by)
                for vote in self.votes
            ),
        )


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody who came to a review session, by their own word.

    Attributes:
        joined_at: When they first came.
        left_at: When they left; None where they stayed, or came back.
    """

    member_id: Name
    joined_at: str
    left_at: str | None = None


@dataclass(frozen=True, slots=True)
class ReviewSession:
    """A meeting in which a team talks its differences through, one after the other.

    Attributes:
        number: Counts a project's sessions from 1.
        transcript_ids: Whose differences are talked about.
        order: How they are queued.
        people: Whoever came, in the order of coming.
        chairs: Who chaired, first to last; the last one chairs still.
        places: The ids of the differences that the chair took up, first to last, some of them more
            than once; the last one is in front of everybody.
        ended_at: None while it goes on.
        next: What the team means to do next, in its own words; may be empty.
    """

    id: Name
    number: Annotated[int, Ge(1)]
    begun_by: Name
    begun_at: str
    transcript_ids: tuple[str, ...]
    order: QueueOrder
    people: tuple[Presence, ...]
    chairs: tuple[str, ...]
    places: tuple[str, ...]
    ended_at: str | None = None
    next: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None

    @property
    def chair(self) -> str:
        """The id of whoever chairs, or chaired last."""
        return self.chairs[-1]

    @property
    def place(self) -> str | None:
        """The id of the difference in front of everybody; None before the first."""
        return self.places[-1] if self.places else None

    @property
    def here(self) -> tuple[str, ...]:
        """The ids of those who came and have not left."""
        return tuple(one.member_id for one in self.people if one.left_at is None)


def current_decisions(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one has replaced; one for each difference, the last made."""
    listed = tuple(decisions)
    replaced = {decision.replaces for decision in listed}
    latest = {d.difference_id: d for d in listed if d.id not in replaced}
    return tuple(latest.values())
