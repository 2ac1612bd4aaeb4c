"""Rankings are counted fairly: nobody's order, place in the list or turn weighs more."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import BadInput
from toolkit.review.ranking import (
    IdeaCount,
    check_ranking,
    count_rankings,
    find_gaps,
    order_by_places,
)

IDEAS = ("a", "b", "c", "d", "e", "f")
PLACES = 4
ranked = st.permutations(IDEAS).flatmap(
    lambda order: st.integers(1, PLACES).map(lambda length: tuple(order[:length]))
)
rankings = st.lists(ranked, max_size=8)


def by_idea(counts: Sequence[IdeaCount]) -> dict[str, IdeaCount]:
    return {count.idea_id: count for count in counts}


@given(rankings, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(given: list[tuple[str, ...]], random: object) -> None:
    shuffled = list(given)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count_rankings(shuffled, IDEAS, PLACES) == count_rankings(given, IDEAS, PLACES)


@given(rankings, st.permutations(IDEAS))
def test_the_order_of_the_list_changes_no_count(
    given: list[tuple[str, ...]], order: Sequence[str]
) -> None:
    assert by_idea(count_rankings(given, order, PLACES)) == by_idea(
        count_rankings(given, IDEAS, PLACES)
    )


@given(rankings, ranked)
def test_one_more_person_adds_exactly_their_points(
    given: list[tuple[str, ...]], one: tuple[str, ...]
) -> None:
    before = by_idea(count_rankings(given, IDEAS, PLACES))
    after = by_idea(count_rankings([*given, one], IDEAS, PLACES))
    for idea in IDEAS:
        added = PLACES - one.index(idea) if idea in one else 0
        assert after[idea].points == before[idea].points + added
        assert after[idea].people == before[idea].people + (idea in one)


@given(rankings)
def test_points_places_ties_and_spread_fit_together(given: list[tuple[str, ...]]) -> None:
    counts = count_rankings(given, IDEAS, PLACES)
    handed_out = sum(PLACES - n for one in given for n in range(len(one)))
    assert sum(count.points for count in counts) == handed_out
    assert [c.points for c in counts] == sorted((c.points for c in counts), reverse=True)
    for count in counts:
        assert (count.place is None) == (count.people == 0) == (count.spread is None)
        if count.place is None:
            continue
        better = [other for other in counts if other.points > count.points]
        same = [other for other in counts if other.points == count.points]
        assert count.place == len(better) + 1
        assert count.is_tied == (len(same) > 1)
        places = [one.index(count.idea_id) + 1 for one in given if count.idea_id in one]
        assert (count.best, count.worst) == (min(places), max(places))
        assert count.by_place == tuple(places.count(n) for n in range(1, PLACES + 1))


@given(rankings)
def test_sides_that_ranked_the_same_have_no_gap(given: list[tuple[str, ...]]) -> None:
    counts = count_rankings(given, IDEAS, PLACES)
    assert find_gaps(IDEAS, [counts, counts]) == ()


def test_the_idea_that_the_sides_see_most_differently_stands_first() -> None:
    ours = count_rankings([["a", "b", "c"]], IDEAS, PLACES)
    theirs = count_rankings([["d", "b", "a"]], IDEAS, PLACES)
    gaps = find_gaps(IDEAS, [ours, theirs])
    assert [(gap.idea_id, gap.places) for gap in gaps] == [
        ("d", (None, 1)),
        ("c", (3, None)),
        ("a", (1, 3)),
    ]


@pytest.mark.parametrize(
    ("places", "code"),
    [({}, "V111"), ({"a": 1, "b": 1}, "V110"), ({"a": 2}, "V111"), ({"a": 1, "b": 3}, "V111")],
)
def test_places_that_leave_no_order_are_refused(places: dict[str, int], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        order_by_places(places)


@pytest.mark.parametrize(
    ("ideas", "code"),
    [((), "V112"), (tuple("abcde"), "V112"), (("a", "a"), "V113"), (("a", "x"), "V114")],
)
def test_a_ranking_that_cannot_be_counted_is_refused(ideas: tuple[str, ...], code: str) -> None:
    with pytest.raises(BadInput, match=code):
        check_ranking(ideas, set(IDEAS), PLACES)
