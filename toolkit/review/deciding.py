"""What the team's rule makes of the votes. One person, one vote, and nobody's counts for more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeVar

from toolkit.errors import BadInput
from toolkit.model.decision import Choice, Outcome, Vote
from toolkit.model.proposal import ProposalOutcome, ProposalVote, Stance
from toolkit.model.team import Rule, Side

Answer = TypeVar("Answer")
VotedFor = tuple[Choice, frozenset[str], int | None, int | None]
"""What votes are counted for: a choice with its codes and its extent."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule makes of the votes.

    Attributes:
        outcome: Settled only where the rule was met.
        vote: A vote for what was settled; None where nothing was.
        explanation: Why, in a sentence that can be read out.
    """

    outcome: Outcome
    vote: Vote | None
    explanation: str


def apply_rule(
    rule: Rule,
    votes: Sequence[Vote],
    present: Mapping[str, frozenset[Side]],
) -> Verdict:
    """The verdict of a rule on the votes of those present.

    Somebody present who has not voted counts as present, so silence never helps a side to
    win. Where more than one person is present, nobody settles anything alone. "Majority in each
    side" needs more than half of each side's people, and somebody of each side in the room; a
    person of both sides counts in both.

    Args:
        rule: The team's rule.
        votes: At most one of each person present.
        present: The sides of everybody who could vote, by member id.

    Returns:
        Settled with a vote that won, parked, or open.

    Raises:
        BadInput: Somebody voted twice, or was not present.

    Example:
        >>> both = {"a": frozenset({Side.ACADEMIC}), "l": frozenset({Side.LIVED})}
        >>> take = [Vote("a", Choice.TAKE_CODE, ("R06",)), Vote("l", Choice.TAKE_CODE, ("R07",))]
        >>> apply_rule(Rule.MAJORITY_EACH_SIDE, take, both).outcome
        <Outcome.OPEN: 'open'>
    """
    check_votes(votes, present)
    winner, why = _find_winner(rule, {v.member_id: _voted_for(v) for v in votes}, present)
    if winner is None:
        return Verdict(Outcome.OPEN, None, why)
    won = next(vote for vote in votes if _voted_for(vote) == winner)
    outcome = {Choice.PARK: Outcome.PARKED, Choice.LEAVE_OPEN: Outcome.OPEN}.get(
        won.choice, Outcome.SETTLED
    )
    return Verdict(outcome, won, why)


def apply_rule_to_proposal(
    rule: Rule, votes: Sequence[ProposalVote], present: Mapping[str, frozenset[Side]]
) -> tuple[ProposalOutcome, str]:
    """What the same rule makes of the votes on a proposal, and why, in a sentence.

    Args:
        rule: The team's rule.
        votes: At most one of each person present.
        present: The sides of everybody who could vote, by member id.

    Example:
        >>> both = {"a": frozenset({Side.ACADEMIC}), "l": frozenset({Side.LIVED})}
        >>> votes = [ProposalVote(who, Stance.ACCEPT) for who in both]
        >>> apply_rule_to_proposal(Rule.EVERYBODY, votes, both)[1]
        '2 of 2 people present voted for it.'
    """
    winner, why = _find_winner(rule, {v.member_id: v.stance for v in votes}, present)
    outcomes = {Stance.ACCEPT: ProposalOutcome.ACCEPTED, Stance.REFUSE: ProposalOutcome.REFUSED}
    return (
        ProposalOutcome.OPEN if winner is None else outcomes.get(winner, ProposalOutcome.OPEN)
    ), why


def _find_winner(
    rule: Rule, answers: Mapping[str, Answer], present: Mapping[str, frozenset[Side]]
) -> tuple[Answer | None, str]:
    """The answer that meets the rule, if one alone does, and why it does or none does."""
    supporters: dict[Answer, set[str]] = {}
    for member_id, answer in answers.items():
        supporters.setdefault(answer, set()).add(member_id)
    winners = [answer for answer, who in supporters.items() if is_rule_met(rule, who, present)]
    if len(winners) != 1:
        return None, _why_open(rule, present)
    count = len(supporters[winners[0]])
    return winners[0], f"{count} of {len(present)} people present voted for it."


def _voted_for(vote: Vote) -> VotedFor:
    return (vote.choice, frozenset(vote.code_ids), vote.start, vote.end)


def is_rule_met(
    rule: Rule, supporters: AbstractSet[str], present: Mapping[str, frozenset[Side]]
) -> bool:
    """Whether those who are for one thing are enough of those present, by the team's rule."""
    if len(supporters) < min(2, len(present)):
        return False
    if rule is Rule.EVERYBODY:
        return len(supporters) == len(present)
    if rule is Rule.ALL_BUT_ONE:
        return len(supporters) >= len(present) - 1
    return all(
        len(supporters & people) * 2 > len(people)
        for people in ({who for who in present if side in present[who]} for side in Side)
    )


def may_go_on(
    rule: Rule,
    listed: Mapping[str, frozenset[Side]],
    done: AbstractSet[str],
    willing: AbstractSet[str],
) -> bool:
    """Whether a team may go on without those on a list who have not done their part.

    Args:
        rule: The team's rule; those who would go on meet it among those who are done.
        listed: The sides of everybody on the list, by member id.
        done: Who has done their part: more than half of the list and of each side on it.
        willing: Who of them would go on.

    Example:
        >>> both = {"a": frozenset({Side.ACADEMIC}), "l": frozenset({Side.LIVED})}
        >>> may_go_on(Rule.EVERYBODY, both, {"a"}, {"a"})
        False
    """
    by_side = ({who for who in listed if side in listed[who]} for side in Side)
    is_enough = all(
        len(done & group) * 2 > len(group) for group in (set(listed), *by_side) if group
    )
    return is_enough and is_rule_met(rule, willing, {who: listed[who] for who in done})


def _why_open(rule: Rule, present: Mapping[str, frozenset[Side]]) -> str:
    if rule is Rule.MAJORITY_EACH_SIDE:
        missing = [side for side in Side if not any(side in sides for sides in present.values())]
        if missing:
            return (
                "It stays open: nobody from one side is in the room, and the rule needs both "
                "sides to agree."
            )
        return "It stays open: no answer has more than half of each side."
    if rule is Rule.ALL_BUT_ONE:
        return "It stays open: more than one person sees it otherwise."
    return "It stays open: not everybody voted for the same answer."


def check_votes(votes: Sequence[Vote], present: Mapping[str, frozenset[Side]]) -> None:
    """Refuse what cannot be counted.

    Raises:
        BadInput: Somebody voted twice or was not present, or a choice and its codes do not go
            together.
    """
    if any(count > 1 for count in Counter(vote.member_id for vote in votes).values()):
        raise BadInput("V101", "Somebody voted twice. One person has one vote; keep one of them.")
    if any(vote.member_id not in present for vote in votes):
        raise BadInput(
            "V102",
            "A vote comes from somebody who is not on the list of those present. Only those "
            "present when voting opened can vote.",
        )
    for vote in votes:
        if (vote.choice is Choice.TAKE_CODE) != bool(vote.code_ids):
            raise BadInput(
                "V103",
                "A vote to take a code must name the code, and only such a vote names one.",
            )
