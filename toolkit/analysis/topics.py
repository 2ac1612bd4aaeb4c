"""Topics beside what is known of the segments: whose they are, where they stand, their codes."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model.coding import Coding
from toolkit.model.topic import PlacedSegment, Topics

PARTS = 10
"""Into how many stretches of the same length an interview is cut."""

_EVEN = 2.0
_FEWEST_EVEN = 10

Counts = tuple[int, ...]
"""How many segments of each topic, by the topic's index; last, how many that fit in none."""


@dataclass(frozen=True, slots=True)
class CodeOverlap:
    """Where topics and the team's codes meet.

    Attributes:
        coded: How many segments of each topic bear any code.
        by_code: For each code, how many segments of each topic bear it.
        uncoded: The topics of which no segment bears a code, by index.
        spread: The codes that are at home in no topic: on at least 10 segments, and no topic has
            more than twice the part of them that it has of all segments. The commonest first.
    """

    coded: Counts
    by_code: Mapping[str, Counts]
    uncoded: tuple[int, ...]
    spread: tuple[str, ...]


def count_by(topics: Topics, groups: Sequence[str]) -> dict[str, Counts]:
    """For each group, how many of its segments are of each topic.

    Args:
        topics: What was found.
        groups: Each segment's group, such as its case or its speaker's role, in the order of
            `topics.segments`.

    Example:
        >>> from toolkit.model.topic import Grouping, Placement
        >>> placed = [PlacedSegment("t", turn, 0, 1, turn % 2, 0, 0) for turn in range(3)]
        >>> found = Topics(Grouping.K_MEANS, Placement.WORDS, 0, "turn", (), tuple(placed), 0, 4, 1)
        >>> count_by(found, ["P07", "P07", "P08"])
        {'P07': (1, 1, 0), 'P08': (1, 0, 0)}
    """
    n_topics = _n_topics(topics)
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * (n_topics + 1))
    for segment, group in zip(topics.segments, groups, strict=True):
        counts[group][_column(segment, n_topics)] += 1
    return {group: tuple(row) for group, row in counts.items()}


def count_over_interview(topics: Topics, lengths: Mapping[str, int]) -> tuple[Counts, ...]:
    """How many segments of each topic begin in each tenth of their interview, first to last.

    Args:
        topics: What was found.
        lengths: How many characters each transcript has, by its id; segments of others are left
            out.

    Returns:
        One row a tenth.
    """
    n_topics = _n_topics(topics)
    counts = [[0] * (n_topics + 1) for _ in range(PARTS)]
    for segment in topics.segments:
        length = lengths.get(segment.transcript_id)
        if length:
            part = min(PARTS - 1, PARTS * segment.start // length)
            counts[part][_column(segment, n_topics)] += 1
    return tuple(map(tuple, counts))


def compare_with_codes(topics: Topics, codings: Iterable[Coding]) -> CodeOverlap:
    """Which topics and codes go together; a segment bears a code whose span overlaps it.

    Args:
        topics: What was found.
        codings: Revealed ones; answers that are no codes are left out.
    """
    n_topics = _n_topics(topics)
    by_text: dict[str, list[int]] = defaultdict(list)
    for place, segment in enumerate(topics.segments):
        by_text[segment.transcript_id].append(place)
    ends = {name: [topics.segments[p].end for p in places] for name, places in by_text.items()}
    bearing: dict[str, set[int]] = defaultdict(set)
    for coding in codings:
        places = by_text.get(coding.transcript_id, [])
        if coding.code_id is None or not places:
            continue
        # Segments do not overlap, so that the first which ends behind the span's start leads.
        for place in places[bisect_left(ends[coding.transcript_id], coding.start + 1) :]:
            if topics.segments[place].start >= coding.end:
                break
            bearing[coding.code_id].add(place)
    by_code = {code: _count(topics, places, n_topics) for code, places in bearing.items()}
    coded = _count(topics, set().union(*bearing.values()), n_topics)
    every = _count(topics, range(len(topics.segments)), n_topics)
    spread = [code for code, counts in by_code.items() if _is_spread(counts, every)]
    return CodeOverlap(
        coded,
        by_code,
        tuple(index for index in range(n_topics) if not coded[index]),
        tuple(sorted(spread, key=lambda code: (-sum(by_code[code]), code))),
    )


def _is_spread(counts: Counts, every: Counts) -> bool:
    total = sum(counts)
    return total >= _FEWEST_EVEN and all(
        mine * sum(every) <= _EVEN * total * whole
        for mine, whole in zip(counts, every, strict=True)
    )


def _count(topics: Topics, places: Iterable[int], n_topics: int) -> Counts:
    counts = [0] * (n_topics + 1)
    for place in places:
        counts[_column(topics.segments[place], n_topics)] += 1
    return tuple(counts)


def _n_topics(topics: Topics) -> int:
    return 1 + max((s.topic for s in topics.segments if s.topic is not None), default=-1)


def _column(segment: PlacedSegment, n_topics: int) -> int:
    return n_topics if segment.topic is None else segment.topic
