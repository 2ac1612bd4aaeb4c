"""Pictures of topics, each with its content in words. They need no script and no colour."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, dist, hypot

from toolkit.analysis.topics import Counts
from toolkit.ui.rendering import render
from toolkit.ui.wording import topics as words
from toolkit.workflow.topics import ToldTopic, TopicsView

MOST_POINTS = 1500
"""How many points a map has at most: more of them are one grey, and heavy to send."""

WORDS_IN_NAME = 4

_WIDTH, _HEIGHT, _MARGIN = 360, 280, 14
_APART = 21.0
"""How far the middles of two numbers are kept from each other, so that both can be read."""

_ROUNDS = 60
_REACH = 14.0
"""How far from a point one may press and still mean it: half a fingertip."""


def name_topic(topic: ToldTopic) -> str:
    """A topic's number and the first of its words."""
    return words.NAME.format(number=topic.index + 1, words=", ".join(topic.words[:WORDS_IN_NAME]))


def points_of(view: TopicsView) -> range:
    """The places of the segments that are drawn: all, or every second, third and so on."""
    count = len(view.found.segments)
    return range(0, count, max(1, ceil(count / MOST_POINTS)))


def find_point(view: TopicsView, across: float, down: float) -> int | None:
    """The drawn segment that is nearest to a place of the map; None where none is near.

    Args:
        view: What is drawn.
        across, down: The place, as parts of the map's width and height, in [0, 1].
    """
    where = (across * _WIDTH, down * _HEIGHT)
    far, place = min(
        (dist(where, _on_paper(view.found.segments[p].x, view.found.segments[p].y)), p)
        for p in points_of(view)
    )
    return place if far <= _REACH else None


def shares_of(counts: Counts) -> list[float]:
    """Each count as a part of their sum, in [0, 1]."""
    return [count / max(1, sum(counts)) for count in counts]


def draw_map(
    view: TopicsView, chosen: int | None = None, pressed: int | None = None
) -> tuple[str, str]:
    """The map as an SVG, and what it shows in words.

    Args:
        view: What is drawn.
        chosen: The topic whose points are dark, by index; None for none.
        pressed: The segment whose point has a ring, by its place; None for none.
    """
    units = words.UNITS[view.found.unit]
    shown = [view.found.segments[place] for place in points_of(view)]
    ringed = None if pressed is None else view.found.segments[pressed]
    middles = [_middle(view, topic) for topic in view.topics]
    told = [
        words.MAP_TOPIC.format(
            number=topic.index + 1,
            words=", ".join(topic.words[:WORDS_IN_NAME]),
            count=topic.n_segments,
            units=units,
            place=words.PLACES[2 - min(2, int(3 * y))][min(2, int(3 * x))],
        )
        for topic, (x, y) in zip(view.topics, middles, strict=True)
    ]
    numbers = _apart([_on_paper(x, y) for x, y in middles])
    picture = render(
        "topic_map.html",
        points=[(*_on_paper(s.x, s.y), chosen is not None and s.topic == chosen) for s in shown],
        is_one_chosen=chosen is not None,
        ring=_on_paper(ringed.x, ringed.y) if ringed else None,
        middles=[(x, y, number) for number, (x, y) in enumerate(numbers, start=1)],
    )
    alt = words.MAP_ALT.format(count=len(shown), units=units, topics=" ".join(told))
    return picture, alt


def draw_course(view: TopicsView) -> tuple[str, str]:
    """How much of each tenth of the interviews is of each topic, as an SVG and in words."""
    parts = [shares_of(part) for part in view.over_interview]
    rows = [(topic.index + 1, [part[topic.index] for part in parts]) for topic in view.topics]
    told = [
        words.COURSE_TOPIC.format(number=number, shares=", ".join(f"{one:.0%}" for one in row))
        for number, row in rows
    ]
    most = max((share for _, row in rows for share in row), default=0) or 1
    picture = render("topic_course.html", rows=rows, most=most)
    return picture, words.COURSE_ALT.format(topics=" ".join(told))


def _on_paper(x: float, y: float) -> tuple[float, float]:
    return (
        round(_MARGIN + (_WIDTH - 2 * _MARGIN) * x, 1),
        round(_HEIGHT - _MARGIN - (_HEIGHT - 2 * _MARGIN) * y, 1),
    )


def _middle(view: TopicsView, topic: ToldTopic) -> tuple[float, float]:
    members = view.found.topics[topic.index].members
    placed = [view.found.segments[member] for member in members]
    return sum(s.x for s in placed) / len(placed), sum(s.y for s in placed) / len(placed)


def _apart(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The same places, those that lie on each other pushed apart and kept on the paper."""
    moved = [list(place) for place in places]
    for _ in range(_ROUNDS):
        for first in range(len(moved)):
            for second in range(first):
                _push(moved[first], moved[second])
        for place in moved:
            place[0] = min(max(place[0], _MARGIN), _WIDTH - _MARGIN)
            place[1] = min(max(place[1], _MARGIN), _HEIGHT - _MARGIN)
    return [(round(x, 1), round(y, 1)) for x, y in moved]


def _push(one: list[float], other: list[float]) -> None:
    across, down = one[0] - other[0], one[1] - other[1]
    far = hypot(across, down)
    if far >= _APART:
        return
    if not far:
        across, down, far = 1.0, 0.0, 1.0  # the same place: apart sideways
    step = (_APART - far) / 2 / far
    one[0], one[1] = one[0] + across * step, one[1] + down * step
    other[0], other[1] = other[0] - across * step, other[1] - down * step
