"""What came of a question that was ranked: the order of all, each side's, and where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from toolkit.analysis.floor import explain_floor_of
from toolkit.analysis.names import group_of
from toolkit.model.ranking import Ranking, Step
from toolkit.model.team import Side
from toolkit.review.ranking import IdeaCount, PlaceGap, count_rankings, find_gaps

STEP_NAMES = {
    Step.IDEAS: "ideas are being written",
    Step.TOGETHER: "ideas are being talked through",
    Step.RANKING: "ideas are being ranked",
    Step.RANKED: "ranked",
    Step.CALLED_OFF: "called off",
}
SIDE_NAMES = {Side.ACADEMIC: "academic", Side.LIVED: "lived experience"}


@dataclass(frozen=True, slots=True)
class RankingResult:
    """The counts of one question. No order of them is the answer; they stand beside each other.

    Attributes:
        people: How many ranked.
        all: What each idea got from all together.
        by_side: The same from each side's people. Whoever has both sides counts on each, whoever
            has none on neither. Without a side of which nobody ranked; empty where hidden.
        side_people: How many ranked on each side of `by_side`.
        hidden: Why nothing is shown by side; empty where it is.
        gaps: Where the two sides' places differ, in the order of `by_side`.
    """

    people: int
    all: tuple[IdeaCount, ...]
    by_side: Mapping[Side, tuple[IdeaCount, ...]]
    side_people: Mapping[Side, int]
    hidden: str
    gaps: tuple[PlaceGap, ...]


def count_ranking(ranking: Ranking, floor: int) -> RankingResult:
    """The counts of a question that has been ranked, by side as far as the floor allows.

    Args:
        floor: The fewest people of a side that anything is shown for.
    """
    ideas = [idea.id for idea in ranking.standing]
    hidden = explain_floor_of([group_of(one.sides) for one in ranking.rankings], floor)
    given = {
        side: [one.idea_ids for one in ranking.rankings if side in one.sides]
        for side in (() if hidden else Side)
    }
    by_side = {
        side: count_rankings(ranked, ideas, ranking.places)
        for side, ranked in given.items()
        if ranked
    }
    return RankingResult(
        people=len(ranking.rankings),
        all=count_rankings((one.idea_ids for one in ranking.rankings), ideas, ranking.places),
        by_side=by_side,
        side_people={side: len(given[side]) for side in by_side},
        hidden=hidden,
        gaps=find_gaps(ideas, list(by_side.values())) if len(by_side) == len(Side) else (),
    )


def say_place(count: IdeaCount | None) -> str:
    """A place in words, with its tie.

    Example:
        >>> say_place(IdeaCount("rest", 5, (1, 0, 0, 0, 0), 1, True))
        '1, tied'
    """
    if count is None or count.place is None:
        return "not ranked"
    return f"{count.place}, tied" if count.is_tied else str(count.place)


def say_spread(count: IdeaCount) -> str:
    """How far apart the places are that people gave an idea, in words.

    Example:
        >>> say_spread(IdeaCount("rest", 7, (1, 0, 1), 1, False))
        'from 1 to 3'
    """
    if count.best is None:
        return "nobody ranked it"
    if count.people == 1:
        return f"{count.best}, by one person"
    return f"all {count.best}" if count.spread == 0 else f"from {count.best} to {count.worst}"
