"""The pictures of topics: what is drawn, what is said of it, which point is meant by a press."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.topic import Grouping, PlacedSegment, Placement, Topic, Topics
from toolkit.model.transcript import Unit
from toolkit.ui.topic_pictures import (
    MOST_POINTS,
    draw_course,
    draw_map,
    find_point,
    points_of,
)
from toolkit.workflow.topics import ToldTopic, TopicsView

CIRCLE = re.compile(r'<circle class="n" cx="([\d.]+)" cy="([\d.]+)"')


def view_of(places: list[tuple[float, float]], n_topics: int) -> TopicsView:
    """A view in which every n-th segment is of one topic."""
    segments = tuple(
        PlacedSegment("t", n, n, n + 1, n % n_topics, x, y) for n, (x, y) in enumerate(places)
    )
    members = [tuple(range(index, len(places), n_topics)) for index in range(n_topics)]
    topics = [
        Topic(index, (f"word{index}", "night"), len(mine) / len(places), mine, 4)
        for index, mine in enumerate(members)
    ]
    found = Topics(
        Grouping.K_MEANS, Placement.WORDS, 0, Unit.TURN, tuple(topics), segments, 0, 4, 1.0
    )
    told = [ToldTopic(t.index, t.words, len(t.members), t.share, 4, 0, (), ()) for t in topics]
    over = tuple((*(1 for _ in topics), 0) for _ in range(10))
    return TopicsView(found, tuple(told), (), (), over, (), (), False)


def grid(n_segments: int) -> list[tuple[float, float]]:
    return [(n % 40 / 39, n // 40 % 40 / 39) for n in range(n_segments)]


@given(
    st.lists(
        st.tuples(st.floats(0, 1, width=16), st.floats(0, 1, width=16)), min_size=10, max_size=10
    )
)
def test_the_numbers_of_topics_can_be_told_apart_and_stay_on_the_paper(
    places: list[tuple[float, float]],
) -> None:
    picture, _ = draw_map(view_of(places, 10))
    numbers = [(float(x), float(y)) for x, y in CIRCLE.findall(picture)]
    assert len(numbers) == 10
    for place, (x, y) in enumerate(numbers):
        assert 9 <= x <= 351
        assert 9 <= y <= 271
        for other_x, other_y in numbers[:place]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 > 9**2


def test_every_topic_is_in_the_words_beside_the_pictures() -> None:
    view = view_of(grid(400), 8)
    for picture, alt in (draw_map(view), draw_course(view)):
        for number in range(1, 9):
            assert f"Topic {number}" in alt
        assert "script" not in picture
        assert "http" not in picture.replace("http://www.w3.org/2000/svg", "")
    assert "word7" in draw_map(view)[1]


def test_of_many_points_some_are_drawn_and_spread_over_all() -> None:
    view = view_of(grid(5000), 8)
    shown = points_of(view)
    assert MOST_POINTS / 2 < len(shown) <= MOST_POINTS
    assert draw_map(view)[0].count('class="p') == len(shown)
    assert shown[-1] > 4990


@pytest.mark.parametrize("place", [0, 7, 250, 399])
def test_the_nearest_point_is_meant_by_a_press(place: int) -> None:
    view = view_of(grid(400), 8)
    one = view.found.segments[place]
    across, down = (14 + 332 * one.x) / 360, (266 - 252 * one.y) / 280
    assert find_point(view, across, down) == place
    assert find_point(view, across + 0.004, down - 0.004) == place


def test_a_press_into_nothing_means_nothing() -> None:
    view = view_of([(0.0, 0.0), (0.1, 0.1)], 2)
    assert find_point(view, 0.9, 0.1) is None


def test_a_chosen_topic_is_dark_and_a_pressed_point_has_a_ring() -> None:
    view = view_of(grid(80), 8)
    picture, _ = draw_map(view, chosen=2, pressed=5)
    assert picture.count('class="p c"') == 10
    assert picture.count('class="p q"') == 70
    assert picture.count('class="r"') == 1
    assert 'class="r"' not in draw_map(view)[0]
