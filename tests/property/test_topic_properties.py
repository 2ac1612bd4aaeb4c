"""Topics beside codes, whatever the segments and the codings: as when each pair is looked at."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.topics import (
    PARTS,
    compare_with_codes,
    count_by,
    count_over_interview,
)
from toolkit.model.coding import Answer, Coding
from toolkit.model.topic import Grouping, PlacedSegment, Placement, Topics
from toolkit.model.transcript import Unit

LENGTH = 40
TEXTS = ("a", "b")


@st.composite
def topics(draw: st.DrawFn) -> Topics:
    segments = []
    for text in TEXTS:
        cuts = sorted(draw(st.sets(st.integers(0, LENGTH), max_size=8)))
        for turn, (start, end) in enumerate(pairwise(cuts)):
            if draw(st.booleans()):
                topic = draw(st.sampled_from([None, 0, 1, 2]))
                segments.append(PlacedSegment(text, turn, start, end, topic, 0, 0))
    return Topics(Grouping.K_MEANS, Placement.WORDS, 0, Unit.TURN, (), tuple(segments), 0, 4, 1.0)


@st.composite
def codings(draw: st.DrawFn) -> list[Coding]:
    made = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, LENGTH - 1))
        end = draw(st.integers(start + 1, LENGTH))
        code = draw(st.sampled_from(["R06", "T01", None]))
        answer = Answer.CODE if code else Answer.NOT_SURE
        text = draw(st.sampled_from([*TEXTS, "elsewhere"]))
        made.append(
            Coding(
                str(number), text, 1, start, end, "x" * (end - start), answer, code, 1, "m", "r", ""
            )
        )
    return made


def columns(found: Topics) -> int:
    return 2 + max((one.topic for one in found.segments if one.topic is not None), default=-1)


@given(topics(), codings())
def test_overlap_is_what_looking_at_each_pair_finds(found: Topics, coded: list[Coding]) -> None:
    bearing: dict[str, set[int]] = {}
    for coding in coded:
        for place, one in enumerate(found.segments):
            is_met = one.start < coding.end and coding.start < one.end
            if coding.code_id and one.transcript_id == coding.transcript_id and is_met:
                bearing.setdefault(coding.code_id, set()).add(place)

    def counts(places: set[int]) -> tuple[int, ...]:
        made = [0] * columns(found)
        for place in places:
            topic = found.segments[place].topic
            made[-1 if topic is None else topic] += 1
        return tuple(made)

    overlap = compare_with_codes(found, coded)
    assert overlap.by_code == {code: counts(places) for code, places in bearing.items()}
    assert overlap.coded == counts(set().union(*bearing.values()))
    assert overlap.uncoded == tuple(i for i, n in enumerate(overlap.coded[:-1]) if not n)


@given(topics())
def test_every_segment_is_counted_in_one_group_and_in_one_part(found: Topics) -> None:
    groups = count_by(found, [one.transcript_id for one in found.segments])
    parts = count_over_interview(found, dict.fromkeys(TEXTS, LENGTH))
    assert len(parts) == PARTS
    for rows in (list(groups.values()), list(parts)):
        assert sum(map(sum, rows)) == len(found.segments)
        assert all(len(row) == columns(found) for row in rows)


def test_a_code_that_is_everywhere_is_spread_and_one_at_home_is_not() -> None:
    segments = tuple(PlacedSegment("a", n, n, n + 1, n % 4, 0, 0) for n in range(40))
    found = Topics(Grouping.K_MEANS, Placement.WORDS, 0, Unit.TURN, (), segments, 0, 4, 1.0)

    def put(code: str, *turns: int) -> list[Coding]:
        return [
            Coding(f"{code}{n}", "a", 1, n, n + 1, "x", Answer.CODE, code, 1, "m", "r", "")
            for n in turns
        ]

    everywhere = put("V04", *range(20))
    at_home = put("R06", *range(0, 40, 4))
    few = put("T01", 0, 1, 2, 3)
    overlap = compare_with_codes(found, [*everywhere, *at_home, *few])
    assert overlap.spread == ("V04",)
    assert overlap.by_code["R06"] == (10, 0, 0, 0, 0)
