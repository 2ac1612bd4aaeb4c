"""Votes counted, by what they were for and by group; who cast them is not told.

Dissent may go unsigned, and names beside votes would sign it after all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from toolkit.analysis.names import CHOICE_NAMES, GROUP_NAMES, GROUPS, Names
from toolkit.model.decision import Choice, Decision, Difference, Vote


@dataclass(frozen=True, slots=True)
class VoteCount:
    """How many voted for one thing.

    Attributes:
        label: What they voted for, in words.
        by_group: How many of each group of `GROUPS`, in that order.
        won: Whether this is what the rule settled.
    """

    label: str
    by_group: Mapping[str, int]
    won: bool

    @property
    def total(self) -> int:
        """How many voted for it."""
        return sum(self.by_group.values())

    def __str__(self) -> str:
        parts = [f"{n} {GROUP_NAMES[group]}" for group, n in self.by_group.items() if n]
        return f"{self.label}: {self.total} ({', '.join(parts)})"


def count_votes(
    decision: Decision, difference: Difference | None, names: Names
) -> tuple[VoteCount, ...]:
    """What was voted for, most votes first.

    Args:
        decision: Whose votes.
        difference: What it is about, where it is known: a vote without an extent is for all
            of it.
        names: For the codes' names and the voters' groups.

    Returns:
        One count for each thing that got a vote; their totals add up to the votes cast.
    """
    won = (decision.choice, frozenset(decision.code_ids), decision.start, decision.end)
    # A decision that a correction left behind counts in another version than its difference.
    is_there = difference and difference.transcript_version == decision.transcript_version
    about = difference if difference and is_there else decision
    return tally_votes(decision.votes, about, names, won)


def tally_votes(
    votes: Iterable[Vote],
    about: Difference | Decision,
    names: Names,
    won: tuple[Choice | None, frozenset[str], int, int] | None = None,
) -> tuple[VoteCount, ...]:
    """The same for votes that no decision came of yet.

    Args:
        about: What the votes are on.
        won: What was settled: the choice, the codes and the extent.
    """
    whole = about.start, about.end
    counts: dict[tuple[Choice, frozenset[str], int, int], Counter[str]] = {}
    for vote in votes:
        counts.setdefault(_subject(vote, whole), Counter())[names.group(vote.member_id)] += 1
    made = [
        VoteCount(
            _label(*key, about, names),
            {group: groups[group] for group in GROUPS},
            won is not None and (key == won if key[0] is Choice.TAKE_CODE else key[0] is won[0]),
        )
        for key, groups in counts.items()
    ]
    return tuple(sorted(made, key=lambda count: (-count.total, count.label)))


def vote_label(vote: Vote, about: Difference | Decision, names: Names) -> str:
    """What a vote is for, in words."""
    whole = about.start, about.end
    return _label(*_subject(vote, whole), about, names)


def _subject(vote: Vote, whole: tuple[int, int]) -> tuple[Choice, frozenset[str], int, int]:
    return (
        vote.choice,
        frozenset(vote.code_ids),
        whole[0] if vote.start is None else vote.start,
        whole[1] if vote.end is None else vote.end,
    )


def _label(
    choice: Choice,
    codes: frozenset[str],
    start: int,
    end: int,
    about: Difference | Decision,
    names: Names,
) -> str:
    if choice is not Choice.TAKE_CODE:
        return CHOICE_NAMES[choice]
    named = " and ".join(sorted(f"“{names.code(code)}”" for code in codes))
    which = which_words(start, end, about, names)
    return f"take {named} for {which}" if which else f"take {named}"


def which_words(start: int, end: int, about: Difference | Decision, names: Names) -> str:
    """Which of the words in dispute, by their numbers, which quote nobody; empty for all."""
    if (start, end) == (about.start, about.end):
        return ""
    text = names.text(about.transcript_id, about.transcript_version)
    passage = text.text[about.start : about.end] if text else ""
    spans = [found.span() for found in re.finditer(r"\S+", passage)]
    chosen = [
        number
        for number, (first, last) in enumerate(spans, start=1)
        if about.start + first < end and start < about.start + last
    ]
    if not chosen:
        return "some of the words"
    if len(chosen) == 1:
        return f"word {chosen[0]} of {len(spans)}"
    return f"words {chosen[0]} to {chosen[-1]} of {len(spans)}"
