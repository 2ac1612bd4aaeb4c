"""Votes are counted for what they were for, and the one that won is the one that was settled."""

from dataclasses import replace

from tests.example_project import EXAMPLE
from toolkit.analysis.names import Names
from toolkit.analysis.votes import count_votes
from toolkit.model.decision import Choice, Vote

NAMES = Names(codebooks=EXAMPLE.codebooks, members=EXAMPLE.members)
DECISION, DIFFERENCE = EXAMPLE.decisions[0], EXAMPLE.differences[0]


def test_vote_without_an_extent_is_for_the_whole_passage() -> None:
    votes = (
        Vote("member-1", Choice.TAKE_CODE, ("R06",)),
        Vote("member-2", Choice.TAKE_CODE, ("R06",), DIFFERENCE.start, DIFFERENCE.end),
    )
    (counted,) = count_votes(replace(DECISION, votes=votes), DIFFERENCE, NAMES)
    assert (counted.total, counted.won) == (2, True)


def test_vote_for_fewer_words_is_another_vote() -> None:
    votes = (
        Vote("member-1", Choice.TAKE_CODE, ("R06",), DIFFERENCE.start, DIFFERENCE.end - 4),
        Vote("member-2", Choice.TAKE_CODE, ("R06",)),
        Vote("member-3", Choice.TAKE_CODE, ("R06",)),
    )
    whole, part = count_votes(replace(DECISION, votes=votes), DIFFERENCE, NAMES)
    assert (whole.total, whole.won) == (2, True)
    assert (part.total, part.won) == (1, False)
    assert part.label == "take “Alone at night” for some of the words"


def test_order_of_the_codes_in_a_vote_does_not_matter() -> None:
    votes = (
        Vote("member-1", Choice.TAKE_CODE, ("R06", "R07")),
        Vote("member-2", Choice.TAKE_CODE, ("R07", "R06")),
    )
    decision = replace(DECISION, votes=votes, code_ids=("R07", "R06"))
    (counted,) = count_votes(decision, DIFFERENCE, NAMES)
    assert counted.won
    assert counted.label == "take “Alone at night” and “No rest afterwards”"


def test_no_votes_are_no_counts() -> None:
    assert count_votes(replace(DECISION, votes=()), None, NAMES) == ()
