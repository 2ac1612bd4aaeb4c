"""What a set of segments is about: an aid to exploring, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from toolkit.model.transcript import Name, Offset, Unit

Share = Annotated[float, Ge(0), Le(1)]


class Grouping(StrEnum):
    """How segments are brought together.

    K_MEANS makes as many topics as it is asked for, and each segment belongs to one. DENSITY finds
    how many there are by itself (UMAP and HDBSCAN), and leaves out what fits nowhere.
    """

    K_MEANS = "k_means"
    DENSITY = "density"


class Placement(StrEnum):
    """What makes two segments near to each other: what they mean, or the words they share."""

    MEANING = "meaning"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Topic:
    """Segments that speak alike.

    Attributes:
        index: From 0; the largest topic first.
        words: The words that set it apart, the most telling first.
        share: The part of all placed segments that belongs to it, in (0, 1].
        members: Places in `Topics.segments`, the nearest to the topic's middle first.
        found_again: In how many of the other tries it came out much the same.
    """

    index: Offset
    words: tuple[str, ...]
    share: Share
    members: tuple[Offset, ...]
    found_again: Offset


@dataclass(frozen=True, slots=True)
class PlacedSegment:
    """A segment on the map.

    Attributes:
        turn, start, end: Where it stands in its transcript.
        topic: The topic it belongs to; None for one that fits nowhere.
        x, y: Where it stands on the map, in [0, 1]; near ones speak alike.
    """

    transcript_id: Name
    turn: Offset
    start: Offset
    end: Offset
    topic: Offset | None
    x: Share
    y: Share


@dataclass(frozen=True, slots=True)
class Topics:
    """The topics of some segments.

    Attributes:
        seed: The same seed and segments give the same topics.
        unit: Turn or sentence.
        topics: The largest first.
        segments: Those with a word that names a subject, in order; the others join no topic.
        left_out: How many segments have no such word.
        tries: With how many other seeds the topics were made once more.
        steadiness: How far all those tries agree: the mean adjusted mutual information of each
            two, 1 when they are the same and about 0 when they have no more than chance in
            common.
    """

    grouping: Grouping
    placement: Placement
    seed: Offset
    unit: Unit
    topics: tuple[Topic, ...]
    segments: tuple[PlacedSegment, ...]
    left_out: Offset
    tries: Offset
    steadiness: Annotated[float, Le(1)]
