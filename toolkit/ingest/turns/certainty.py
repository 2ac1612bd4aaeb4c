"""How sure a reading is, what spoke against it, and what the next best would have been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from toolkit.errors import Problem
from toolkit.ingest.turns.attempts import Attempt
from toolkit.model.transcript import count_words

LESS_FOR_A_DOUBT = 0.8
SURE_FROM = 0.9


class HowSure(StrEnum):
    """The same as the figure, in words."""

    SURE = "sure"
    FAIRLY = "fairly sure"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class NextBest:
    """The reading that would have been taken without the one that was.

    Attributes:
        layout: Its layout.
        turns: How many turns it makes.
        known: The share of words to which it gives a speaker, 0 to 1.
    """

    layout: str
    turns: int
    known: float


@dataclass(frozen=True, slots=True)
class Certainty:
    """How sure a reading is.

    Attributes:
        figure: From 0 to 1: the share of words with a known speaker, times n / (n + 1) for n
            labels, times 0.8 for each doubt; half of that where only bold and the like tell.
        word: Doubtful with any doubt; else sure from 0.9, and fairly sure below.
        against: What spoke against it, each in a sentence with its count.
        next_best: Another layout's reading, where one found a speaker.
    """

    figure: float
    word: HowSure
    against: tuple[str, ...]
    next_best: NextBest | None

    def in_words(self) -> str:
        """The figure, the word and the next best reading, in a sentence each."""
        sure = f"This reading is {self.word} ({self.figure:.2f})."
        if self.next_best is None:
            return sure
        other = self.next_best
        return (
            f"{sure} The next best is {other.layout}: {other.turns} turns, "
            f"{other.known:.0%} of the words with a known speaker."
        )


def certainty_of(taken: Attempt, others: Sequence[Attempt], doubts: Sequence[Problem]) -> Certainty:
    """How sure the attempt that was taken is, beside the others, best first."""
    figure = round(taken.score * LESS_FOR_A_DOUBT ** len(doubts), 3)
    word = HowSure.SURE if figure >= SURE_FROM else HowSure.FAIRLY
    best = others[0] if others else None
    return Certainty(
        figure=figure,
        word=HowSure.DOUBTFUL if doubts or not taken.opened else word,
        against=tuple(_against(taken, best)),
        next_best=_next_best(best),
    )


def _next_best(best: Attempt | None) -> NextBest | None:
    if best is None:
        return None
    return NextBest(best.layout, len(best.folding.turns), round(best.known, 3))


def _against(taken: Attempt, best: Attempt | None) -> list[str]:
    folding, labels = taken.folding, taken.labels
    nobodys = [line for turn in folding.turns if turn.speaker is None for line in turn.lines]
    unknown = sum(map(count_words, nobodys))
    counts = (
        (unknown, "Words that have no known speaker: {}."),
        (len(folding.unmatched), "Places in tables that do not match: {}."),
        (len(folding.further), "Paragraphs that go on without a label: {}."),
        (len(folding.silent), "Labels with no words after them: {}."),
        (len(labels.seen_once), "Speakers whose label stands once: {}."),
        (len(labels.passed_over), "Likely labels that were passed over: {}."),
    )
    found = [text.format(count) for count, text in counts if count]
    if best is not None and best.score > 0:
        found.append(f"The layout {best.layout} finds labels too: {best.opened}.")
    return found
