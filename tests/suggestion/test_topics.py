"""What BERTopic makes of segments, without a neural network and without the net."""

import json
import subprocess
import sys

import numpy as np
import pytest

from toolkit.errors import BadInput, CannotCompute
from toolkit.model.topic import Placement, Topic, Topics
from toolkit.model.transcript import build_transcript, segment_by_turn
from toolkit.suggestion.topics import OTHER_SEEDS, find_topics

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


def turns_of(found: Topics, topic: Topic) -> tuple[int, ...]:
    return tuple(sorted(found.segments[member].turn for member in topic.members))


def vectors_by_parity(n_segments: int) -> np.ndarray:
    """Vectors that put every second segment together, whatever is said in it."""
    made = np.random.default_rng(5).normal(0, 0.05, (n_segments, 8)).astype(np.float32)
    made[np.arange(n_segments), np.arange(n_segments) % 2] += 1
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def test_two_subjects_come_apart_and_are_named_by_their_words() -> None:
    found = find_topics(SEGMENTS, [TALK], n_topics=2)
    assert {turns_of(found, topic) for topic in found.topics} == {
        tuple(range(30)),
        tuple(range(31, 61)),
    }
    for topic in found.topics:
        subject = KITCHEN if turns_of(found, topic)[0] == 0 else GARDEN
        assert set(topic.words) == set(subject)
        assert topic.share == 0.5
        assert topic.found_again == OTHER_SEEDS
    assert found.steadiness == 1
    assert found.left_out == 1
    assert found.placement is Placement.WORDS


def test_the_same_seed_gives_the_same_topics() -> None:
    first = find_topics(SEGMENTS, [TALK], n_topics=5, seed=3)
    assert find_topics(SEGMENTS, [TALK], n_topics=5, seed=3) == first
    assert first.seed == 3


def test_topics_come_largest_first_and_hold_each_segment_with_words_once() -> None:
    found = find_topics(SEGMENTS, [TALK], n_topics=5)
    topics = found.topics
    assert [topic.index for topic in topics] == list(range(len(topics)))
    assert [t.share for t in topics] == sorted((t.share for t in topics), reverse=True)
    assert sum(topic.share for topic in topics) == pytest.approx(1)
    assert sorted(m for t in topics for m in t.members) == list(range(60))
    assert [s.turn for s in found.segments] == [*range(30), *range(31, 61)]
    for topic in topics:
        assert {found.segments[member].topic for member in topic.members} == {topic.index}


def test_every_segment_stands_on_the_map() -> None:
    found = find_topics(SEGMENTS, [TALK], n_topics=2)
    for places in ([s.x for s in found.segments], [s.y for s in found.segments]):
        assert min(places) == 0
        assert max(places) == 1
        assert len(set(places)) >= 2


def test_vectors_decide_what_is_near_and_words_only_name_it() -> None:
    found = find_topics(SEGMENTS, [TALK], vectors=vectors_by_parity(61), n_topics=2)
    assert found.placement is Placement.MEANING
    for topic in found.topics:
        assert len({turn % 2 for turn in turns_of(found, topic)}) == 1
        assert set(topic.words) & set(KITCHEN)
        assert set(topic.words) & set(GARDEN)


def test_the_first_members_are_the_nearest_to_the_middle() -> None:
    vectors = vectors_by_parity(61)
    found = find_topics(SEGMENTS, [TALK], vectors=vectors, n_topics=2)
    placed = np.delete(vectors, 30, axis=0)
    for topic in found.topics:
        mine = placed[list(topic.members)]
        near = mine @ mine.mean(axis=0)
        assert (np.diff(near) <= 1e-6).all()


def test_as_many_vectors_as_segments_are_needed() -> None:
    with pytest.raises(BadInput, match=r"G103.*60 vectors for 61 segments"):
        find_topics(SEGMENTS, [TALK], vectors=vectors_by_parity(60), n_topics=2)


def test_few_segments_get_fewer_topics_where_no_number_is_asked() -> None:
    words = ["soup", "bread", "soup bread", "kettle", "roses", "hedge"]
    short = build_transcript("P08", [("R", each, "") for each in words])
    assert len(find_topics(segment_by_turn(short), [short]).topics) <= 3
    assert len(find_topics(SEGMENTS, [TALK]).topics) == 8


def test_it_tells_how_far_it_is() -> None:
    told: list[tuple[float, str]] = []
    find_topics(SEGMENTS, [TALK], n_topics=2, tell=lambda done, doing: told.append((done, doing)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert 0 <= told[0][0] < told[-1][0] <= 1
    assert all(doing for _, doing in told)


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
    found = find_topics(segment_by_turn(short), [short], n_topics=2)
    assert sum(len(topic.members) for topic in found.topics) == 12


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
heavy = ["torch", "transformers", "sentence_transformers", "spacy", "umap", "numba"]
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


def test_density_finds_the_number_itself_and_leaves_out_what_fits_nowhere() -> None:
    """In a process of its own: umap and its compiler stay in it."""
    script = """
import json, sys
import numpy as np
from toolkit.model.topic import Grouping
from toolkit.model.transcript import build_transcript, segment_by_turn
from toolkit.suggestion.topics import find_topics
rng = np.random.default_rng(1)
middles = np.eye(3, 16)
near = np.concatenate([middles[k] + rng.normal(0, 0.05, (40, 16)) for k in range(3)])
vectors = np.concatenate([near, rng.normal(0, 1, (12, 16))]).astype(np.float32)
vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
of = "abcdefghij"
words = [f"{'soup' if n % 2 else 'roses'} {of[n // 10 % 10] * 3}{of[n % 10] * 3}{of[n // 100] * 2}"
         for n in range(132)]
talk = build_transcript("P08", [("R", each, "") for each in words], transcript_id="P08")
asked = dict(vectors=vectors, grouping=Grouping.DENSITY)
found = find_topics(segment_by_turn(talk), [talk], **asked)
print(json.dumps({
    "sizes": [len(topic.members) for topic in found.topics],
    "shares": sum(topic.share for topic in found.topics),
    "nowhere": sum(1 for segment in found.segments if segment.topic is None),
    "same": find_topics(segment_by_turn(talk), [talk], **asked) == found,
    "kinds": [sorted({m // 40 for m in topic.members}) for topic in found.topics],
    "loaded": [name for name in ("torch", "transformers", "tensorflow") if name in sys.modules],
}))
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert len(found["sizes"]) >= 3
    assert sum(found["sizes"]) + found["nowhere"] == 132
    assert found["shares"] == pytest.approx(sum(found["sizes"]) / 132)
    assert found["same"]
    # No topic joins two of the three dense places; what lies between may go with any.
    assert all(len(set(kinds) - {3}) <= 1 for kinds in found["kinds"])
    assert found["loaded"] == []
