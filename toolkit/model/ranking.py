"""Questions that a team settles by ranking: ideas without names, places, and how far it has come.

Source:
    The nominal group technique of A. L. Delbecq and A. H. Van de Ven: ideas are written in
    silence, listed for all, talked through so that everybody understands them, and ranked by
    each alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from toolkit.model.team import Side
from toolkit.model.transcript import Name

MAX_PLACES = 10


class Step(StrEnum):
    """How far a question has come; no step is skipped, and none is gone back to."""

    IDEAS = "ideas"
    TOGETHER = "together"
    RANKING = "ranking"
    RANKED = "ranked"
    CALLED_OFF = "called_off"


class Subject(StrEnum):
    """What a question may be about, where it is about one thing of the study."""

    DIFFERENCE = "difference"
    THEME = "theme"


@dataclass(frozen=True, slots=True)
class Idea:
    """One idea, as all see it. Who wrote it is no part of it.

    Attributes:
        number: What people call it, from 1; drawn by lot when the ideas are shown.
        words: As they were written. Nobody can change them.
        clarifications: What was added so that it is understood, in the order of adding; unsigned.
        joined_into: The id of the idea that it became one with; None for an idea that is
            ranked.
    """

    id: Name
    number: Annotated[int, Ge(1)]
    words: Name
    clarifications: tuple[str, ...] = ()
    joined_into: str | None = None


@dataclass(frozen=True, slots=True)
class JoinRequest:
    """That somebody would have two ideas be one; it says not who.

    It is done when everybody who wrote a part of either idea has said yes.
    """

    first_id: Name
    second_id: Name


@dataclass(frozen=True, slots=True)
class RankedIdeas:
    """What one person ranked: the ids of the ideas, from the first place down.

    Whose it is is no part of it: nobody is shown anybody else's ranking.

    Attributes:
        sides: The standpoints of whoever ranked, so that it can be counted by side.
    """

    sides: frozenset[Side]
    idea_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ranking:
    """A question and what came of it.

    Attributes:
        number: What people call it, from 1.
        subject, subject_id: The difference or theme that it is about; None for neither.
        places: How many places each person can give; the first place is worth as many points.
        begun_by: Who began it. They and the facilitators open its steps.
        people: Who writes and ranks; the list holds until the end.
        terms_version: Whose rule says when the team may go on without somebody.
        not_waited: Who had not said that they were done when the ideas were shown.
        left_out: Without whose ranking the team went on.
        ideas: In the order of their numbers; empty until they are shown to all.
        requests: The joinings that somebody asked for and that are not done.
        rankings: Everybody's, in an order that tells nothing; empty until the last is in.
        ended_at: When the last ranking came in, or when it was called off.
    """

    id: Name
    number: Annotated[int, Ge(1)]
    question: Name
    places: Annotated[int, Ge(1), Le(MAX_PLACES)]
    step: Step
    begun_by: Name
    begun_at: str
    people: tuple[str, ...]
    terms_version: Annotated[int, Ge(1)]
    subject: Subject | None = None
    subject_id: str | None = None
    not_waited: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    ideas: tuple[Idea, ...] = ()
    requests: tuple[JoinRequest, ...] = ()
    rankings: tuple[RankedIdeas, ...] = ()
    ended_at: str | None = None

    @property
    def standing(self) -> tuple[Idea, ...]:
        """The ideas that are ranked: those that were joined into no other."""
        return tuple(idea for idea in self.ideas if idea.joined_into is None)

    def joined_to(self, idea_id: str) -> tuple[Idea, ...]:
        """The ideas that became one with this one."""
        return tuple(idea for idea in self.ideas if idea.joined_into == idea_id)

    def words_of(self, idea_id: str) -> str:
        """The words of an idea, and of all that were joined with it."""
        own = next(idea for idea in self.ideas if idea.id == idea_id)
        return " / ".join(idea.words for idea in (own, *self.joined_to(idea_id)))
