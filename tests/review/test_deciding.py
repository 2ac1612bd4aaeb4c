from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import BadInput
from toolkit.model.decision import Choice, Outcome, Vote
from toolkit.model.team import Rule, Side
from toolkit.review.deciding import apply_rule

ACADEMIC, LIVED = frozenset({Side.ACADEMIC}), frozenset({Side.LIVED})
FIVE_AND_TWO = {f"a{n}": ACADEMIC for n in range(5)} | {f"l{n}": LIVED for n in range(2)}


def take(member: str, code: str = "R06") -> Vote:
    return Vote(member, Choice.TAKE_CODE, (code,))


def test_five_academics_cannot_outvote_two_former_prisoners() -> None:
    votes = [take(f"a{n}") for n in range(5)] + [take(f"l{n}", "R07") for n in range(2)]
    assert apply_rule(Rule.MAJORITY_EACH_SIDE, votes, FIVE_AND_TWO).outcome is Outcome.OPEN


def test_half_of_a_side_is_no_majority_of_it() -> None:
    votes = [take(f"a{n}") for n in range(5)] + [take("l0"), take("l1", "R07")]
    assert apply_rule(Rule.MAJORITY_EACH_SIDE, votes, FIVE_AND_TWO).outcome is Outcome.OPEN


def test_more_than_half_of_each_side_settles() -> None:
    votes = [take("a0"), take("a1"), take("a2"), take("l0"), take("l1")]
    verdict = apply_rule(Rule.MAJORITY_EACH_SIDE, votes, FIVE_AND_TWO)
    assert verdict.outcome is Outcome.SETTLED
    assert verdict.vote is not None
    assert verdict.vote.code_ids == ("R06",)


def test_a_side_that_is_not_in_the_room_cannot_be_decided_for() -> None:
    room = {"a0": ACADEMIC, "a1": ACADEMIC, "n0": frozenset[Side]()}
    verdict = apply_rule(Rule.MAJORITY_EACH_SIDE, [take(m) for m in room], room)
    assert verdict.outcome is Outcome.OPEN
    assert "nobody from one side" in verdict.explanation


def test_somebody_of_both_sides_counts_in_both() -> None:
    room = {"b": ACADEMIC | LIVED, "a": ACADEMIC}
    assert apply_rule(Rule.MAJORITY_EACH_SIDE, [take("b"), take("a")], room).outcome is (
        Outcome.SETTLED
    )
    assert apply_rule(Rule.MAJORITY_EACH_SIDE, [take("b")], room).outcome is Outcome.OPEN


def test_nobody_settles_anything_alone() -> None:
    room = {"b": ACADEMIC | LIVED, "n": frozenset[Side]()}
    assert apply_rule(Rule.MAJORITY_EACH_SIDE, [take("b")], room).outcome is Outcome.OPEN


def test_all_but_one_takes_three_people() -> None:
    assert apply_rule(Rule.ALL_BUT_ONE, [take("a0")], {"a0": ACADEMIC, "l0": LIVED}).outcome is (
        Outcome.OPEN
    )
    three = {"a0": ACADEMIC, "a1": ACADEMIC, "l0": LIVED}
    assert apply_rule(Rule.ALL_BUT_ONE, [take("a0"), take("l0")], three).outcome is (
        Outcome.SETTLED
    )


def test_a_missing_vote_keeps_everybody_from_settling() -> None:
    room = {"a0": ACADEMIC, "l0": LIVED}
    assert apply_rule(Rule.EVERYBODY, [take("a0")], room).outcome is Outcome.OPEN
    assert apply_rule(Rule.EVERYBODY, [take("a0"), take("l0")], room).outcome is Outcome.SETTLED


def test_parking_and_leaving_open_are_not_settling() -> None:
    room = {"a0": ACADEMIC, "l0": LIVED}
    for choice, outcome in ((Choice.PARK, Outcome.PARKED), (Choice.LEAVE_OPEN, Outcome.OPEN)):
        votes = [Vote(member, choice) for member in room]
        assert apply_rule(Rule.EVERYBODY, votes, room).outcome is outcome


def test_the_same_code_on_other_words_is_another_answer() -> None:
    room = {"a0": ACADEMIC, "l0": LIVED}
    votes = [take("a0"), Vote("l0", Choice.TAKE_CODE, ("R06",), 3, 9)]
    assert apply_rule(Rule.EVERYBODY, votes, room).outcome is Outcome.OPEN


@pytest.mark.parametrize(
    ("votes", "code"),
    [
        ([take("a0"), take("a0", "R07")], "V101"),
        ([take("a0"), take("stranger")], "V102"),
        ([Vote("a0", Choice.TAKE_CODE)], "V103"),
        ([Vote("a0", Choice.PARK, ("R06",))], "V103"),
    ],
)
def test_votes_that_cannot_count_are_refused(votes: list[Vote], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        apply_rule(Rule.EVERYBODY, votes, {"a0": ACADEMIC, "l0": LIVED})


people = st.lists(
    st.tuples(
        st.sampled_from([ACADEMIC, LIVED, ACADEMIC | LIVED, frozenset()]), st.sampled_from("ABC-")
    ),
    min_size=1,
    max_size=7,
)


@given(people, st.sampled_from(list(Rule)))
def test_no_order_and_no_single_person_decides(
    room: list[tuple[frozenset[Side], str]], rule: Rule
) -> None:
    present = {str(n): sides for n, (sides, _) in enumerate(room)}
    votes = [take(str(n), code) for n, (_, code) in enumerate(room) if code != "-"]
    verdicts = {
        (v.outcome, v.vote.code_ids if v.vote else ())
        for order in itertools.islice(itertools.permutations(votes), 24)
        for v in [apply_rule(rule, list(order), present)]
    }
    assert len(verdicts) == 1
    ((outcome, codes),) = verdicts
    if outcome is Outcome.SETTLED and len(room) > 1:
        supporters = [n for n, (_, code) in enumerate(room) if (code,) == codes]
        assert len(supporters) > 1
