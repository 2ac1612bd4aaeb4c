"""What BERTopic makes of segments, without a neural network and without the net."""

import json
import subprocess
import sys

import pytest

from toolkit.errors import BadInput, CannotCompute
from toolkit.model.transcript import build_transcript, segment_by_turn
from toolkit.suggestion.topics import find_topics

KITCHEN = ["porridge", "kitchen", "bread", "soup", "kettle", "dinner"]
GARDEN = ["spade", "garden", "roses", "hedge", "mower", "tomatoes"]


def talk_of(subject: list[str]) -> list[str]:
    return [
        f"Yeah, like, the {one} and the {other}, you know."
        for one in subject
        for other in subject
        if one != other
    ]


TALK = build_transcript(
    "P07",
    [("R", words, "") for words in [*talk_of(KITCHEN), "Yeah. [laughs]", *talk_of(GARDEN)]],
)
SEGMENTS = segment_by_turn(TALK)


def test_two_subjects_come_apart_and_are_named_by_their_words() -> None:
    topics = find_topics(SEGMENTS, [TALK], n_topics=2)
    assert {topic.segment_indices for topic in topics} == {
        tuple(range(30)),
        tuple(range(31, 61)),
    }
    for topic in topics:
        subject = KITCHEN if topic.segment_indices[0] == 0 else GARDEN
        assert set(topic.words) == set(subject)
        assert topic.share == 0.5


def test_the_same_seed_gives_the_same_topics() -> None:
    first = find_topics(SEGMENTS, [TALK], n_topics=5, seed=3)
    assert find_topics(SEGMENTS, [TALK], n_topics=5, seed=3) == first


def test_topics_come_largest_first_and_hold_each_segment_with_words_once() -> None:
    topics = find_topics(SEGMENTS, [TALK], n_topics=5)
    assert [topic.index for topic in topics] == list(range(len(topics)))
    assert [t.share for t in topics] == sorted((t.share for t in topics), reverse=True)
    assert sum(topic.share for topic in topics) == pytest.approx(1)
    assert sorted(i for t in topics for i in t.segment_indices) == [
        *range(30),
        *range(31, 61),
    ]


def test_too_few_different_segments_are_an_error_that_says_how_many_there_are() -> None:
    same = build_transcript("P08", [("R", "The porridge, the kettle.", "")] * 40)
    with pytest.raises(CannotCompute, match=r"G102.*there are 1\."):
        find_topics(segment_by_turn(same), [same], n_topics=2)
    with pytest.raises(CannotCompute, match="G102"):
        find_topics(SEGMENTS, [TALK], n_topics=1)
    with pytest.raises(CannotCompute, match="G102"):
        find_topics([], [], n_topics=2)


def test_few_words_in_all_are_enough() -> None:
    words = ["soup", "bread", "soup bread", "bread bread"] * 3
    short = build_transcript("P08", [("R", each, "") for each in words])
    topics = find_topics(segment_by_turn(short), [short], n_topics=2)
    assert sum(len(topic.segment_indices) for topic in topics) == 12


def test_a_segment_of_an_unknown_transcript_is_refused() -> None:
    with pytest.raises(BadInput, match="G101"):
        find_topics(SEGMENTS, [], n_topics=2)


def test_neither_torch_nor_a_compiler_is_loaded_and_nothing_warns() -> None:
    script = """
import json, sys, warnings
before = list(warnings.filters)
from toolkit.model.transcript import build_transcript, segment_by_turn
from toolkit.suggestion.topics import find_topics
words = ["soup kettle", "bread soup", "hedge spade", "spade roses"] * 3
talk = build_transcript("P08", [("R", each, "") for each in words])
find_topics(segment_by_turn(talk), [talk], n_topics=2)
heavy = ["torch", "transformers", "sentence_transformers", "umap", "numba"]
print(json.dumps([name for name in heavy if name in sys.modules]))
print(any(kept not in warnings.filters for kept in before))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    loaded, lost_filters = map(json.loads, run.stdout.lower().splitlines())
    assert loaded == []
    assert lost_filters is False
