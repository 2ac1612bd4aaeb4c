"""What a set of segments is about: an aid to exploring, and no more."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from toolkit.errors import BadInput, CannotCompute
from toolkit.model.topic import Grouping, PlacedSegment, Placement, Topic, Topics
from toolkit.model.transcript import Segment, Transcript, Unit
from toolkit.suggestion.absence import without_packages
from toolkit.suggestion.passages import words_of_segments
from toolkit.suggestion.speech import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.floating[Any]]
    IntArray = NDArray[np.intp]

Tell = Callable[[float, str], None]
"""Told how far the work is, in [0, 1], and what is done next."""

FEWEST_TOPICS, MOST_TOPICS = 2, 40
USUAL_TOPICS = 8
OTHER_SEEDS = 4
"""With how many other seeds the topics are made again, to see which are found again."""

SAME_TOPIC = 0.5
"""A topic is found again where one of another seed shares this part of the segments of both."""

_NOT_NEEDED = ("torch", "transformers", "sentence_transformers", "spacy", "umap", "hdbscan")
_FEWEST_FOR_DENSITY = 50
_WORD_DIMENSIONS = 100
_REDUCED_DIMENSIONS = 5
_NEIGHBOURS = 15


def say_nothing(_done: float, _doing: str) -> None:
    """For whoever does not want to know how far the work is."""


def find_topics(
    segments: Sequence[Segment],
    transcripts: Iterable[Transcript],
    *,
    vectors: FloatArray | None = None,
    grouping: Grouping = Grouping.K_MEANS,
    n_topics: int | None = None,
    seed: int = 0,
    tell: Tell = say_nothing,
) -> Topics:
    """The subjects of some segments, by BERTopic.

    Nothing is downloaded and torch is not loaded: BERTopic is handed where each segment stands,
    reduced to five dimensions, and what groups them; it weighs the words of each group.

    Args:
        segments: What is grouped; those without a word that names a subject join no topic.
        transcripts: All that the segments are of.
        vectors: What each segment means, shape (n_segments, n_dimensions), of length 1 each;
            without them segments are placed by the words they share.
        grouping: By k-means over principal components, or by density (HDBSCAN over UMAP).
        n_topics: How many topics k-means makes, at least 2; without it 8, or fewer where there are
            few segments. Density finds their number itself.
        seed: The same seed, segments and vectors give the same topics.
        tell: Called before each step. The first use of density in a process waits about a
            minute, while UMAP is compiled.

    Returns:
        Topics whose shares, with what fits nowhere, add up to 1.

    Raises:
        BadInput: A segment's transcript is not among the given ones, or there are not as many
            vectors as segments.
        CannotCompute: There are too few segments for that many topics, or density finds fewer
            than two.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> spoken = ["soup and bread", "bread", "bread, hot soup", "roses", "roses, a hedge"]
        >>> text = build_transcript("P07", [("R", words, "") for words in spoken])
        >>> found = find_topics(segment_by_turn(text), [text], n_topics=2)
        >>> [sorted(topic.members) for topic in found.topics]
        [[0, 1, 2], [3, 4]]

    Source:
        Grootendorst (2022), BERTopic, arXiv:2203.05794; adjusted mutual information: Vinh, Epps
        and Bailey (2010), Journal of Machine Learning Research 11:2837-2854.
    """
    tell(0.0, "Reading the words")
    subjects = [content_words(words) for words in words_of_segments(segments, transcripts)]
    if vectors is not None and len(vectors) != len(segments):
        raise BadInput(
            "G103",
            f"There are {len(vectors)} vectors for {len(segments)} segments. Hand in one for each.",
        )
    places = [place for place, words in enumerate(subjects) if words]
    n_different = len({tuple(sorted(subjects[place])) for place in places})
    n_topics = _settle_number(n_topics, n_different, grouping)

    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    spoken = [" ".join(subjects[place]) for place in places]
    # On matrices as narrow as these, threads wait for each other ten times as long as they work.
    with threadpool_limits(1):
        placed = _place_by_words(spoken, seed) if vectors is None else vectors[places]
        if _is_dense(grouping):
            tell(0.1, "Loading what finds dense places; the first time this takes a minute")
            _import_umap()
        tell(0.15, "Grouping, try 1")
        reduced = _reduce(placed, grouping, seed)
        model, labels = _describe(spoken, reduced, _grouper(grouping, n_topics, seed, len(places)))
        others = []
        for more in range(1, OTHER_SEEDS + 1):
            tell(0.15 + 0.11 * more, f"Grouping, try {more + 1}")
            # Principal components are the same whatever the seed.
            other = _reduce(placed, grouping, seed + more) if _is_dense(grouping) else reduced
            grouper = _grouper(grouping, n_topics, seed + more, len(places))
            others.append(grouper.fit(other).labels_)
        tell(0.7, "Looking at how steady the topics are")
        steadiness = _mean_agreement([labels, *others])
        on_map = _flatten(reduced)
    tell(0.9, "Putting it together")
    members = _members_by_nearness(labels, placed)
    if len(members) < FEWEST_TOPICS:
        raise CannotCompute(
            "G104",
            "No two dense places were found, so there are no topics this way. Ask for a number "
            "of topics instead (--grouping k_means).",
        )
    again = _count_found_again(labels, others)
    return Topics(
        grouping=grouping,
        placement=Placement.WORDS if vectors is None else Placement.MEANING,
        seed=seed,
        unit=segments[0].unit if segments else Unit.TURN,
        topics=tuple(
            Topic(
                index,
                # BERTopic fills up a short list with empty words.
                tuple(word for word, weight in model.get_topic(index) if word and weight > 0),
                len(mine) / len(places),
                tuple(mine),
                again[index],
            )
            for index, mine in sorted(members.items())
        ),
        segments=tuple(
            PlacedSegment(
                segments[place].transcript_id,
                segments[place].turn,
                segments[place].start,
                segments[place].end,
                label if label >= 0 else None,
                x,
                y,
            )
            for place, label, (x, y) in zip(places, labels.tolist(), on_map, strict=True)
        ),
        left_out=len(segments) - len(places),
        tries=len(others),
        steadiness=steadiness,
    )


def _is_dense(grouping: Grouping) -> bool:
    return grouping is Grouping.DENSITY


def _settle_number(asked: int | None, n_different: int, grouping: Grouping) -> int:
    """How many topics are made of so many segments that differ in their words."""
    if asked is not None and not FEWEST_TOPICS <= asked <= MOST_TOPICS:
        raise CannotCompute(
            "G102", f"Ask for {FEWEST_TOPICS} to {MOST_TOPICS} topics, not for {asked}."
        )
    n_topics = asked or max(FEWEST_TOPICS, min(USUAL_TOPICS, n_different // 2))
    needed = _FEWEST_FOR_DENSITY if _is_dense(grouping) else 2 * n_topics
    if n_different < needed:
        wanted = "Topics by density" if _is_dense(grouping) else f"{n_topics} topics"
        raise CannotCompute(
            "G102",
            f"{wanted} need at least {needed} segments that differ in the words that name a "
            f"subject, and there are {n_different}. Ask for fewer topics, but at least "
            f"{FEWEST_TOPICS}, or add transcripts.",
        )
    return n_topics


def _place_by_words(passages: Sequence[str], seed: int) -> FloatArray:
    """Where each passage stands by its weighed words, shape (n_passages, n_dimensions)."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    weighed = TfidfVectorizer(analyzer=str.split, sublinear_tf=True).fit_transform(passages)
    reducer = TruncatedSVD(min(_WORD_DIMENSIONS, weighed.shape[1]), random_state=seed)
    placed: FloatArray = normalize(reducer.fit_transform(weighed))
    return placed


def _import_umap() -> None:
    # Its import says that packages for parts which are not used here are missing.
    with warnings.catch_warnings(), without_packages("torch", "tensorflow"):
        warnings.simplefilter("ignore")
        import umap  # type: ignore[import-untyped] # noqa: F401


def _reduce(placed: FloatArray, grouping: Grouping, seed: int) -> FloatArray:
    """The same places in few dimensions, shape (n_segments, at most 5)."""
    reduced: FloatArray
    if grouping is Grouping.DENSITY:
        import umap

        reducer = umap.UMAP(
            n_neighbors=_NEIGHBOURS,
            n_components=_REDUCED_DIMENSIONS,
            min_dist=0.0,
            metric="cosine",
            random_state=seed,
            n_jobs=1,
        )
        reduced = reducer.fit_transform(placed)
    else:
        from sklearn.decomposition import PCA

        n_dimensions = min(_REDUCED_DIMENSIONS, *placed.shape)
        reduced = PCA(n_dimensions, random_state=seed).fit_transform(placed)
    return reduced


def _grouper(grouping: Grouping, n_topics: int, seed: int, n_segments: int) -> Any:
    """What groups places, not yet fitted."""
    if grouping is Grouping.DENSITY:
        from sklearn.cluster import HDBSCAN

        return HDBSCAN(min_cluster_size=max(5, n_segments // 100), copy=True)
    from sklearn.cluster import KMeans

    return KMeans(n_topics, n_init=4, random_state=seed)


def _describe(spoken: Sequence[str], reduced: FloatArray, grouper: Any) -> tuple[Any, IntArray]:
    """BERTopic fitted, and the topic of each passage; -1 for none."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    # bertopic loads these for parts that are not used here, which takes 6 seconds;
    # and it silences warnings for the whole process, which catch_warnings undoes.
    with (
        without_packages(*_NOT_NEEDED),
        warnings.catch_warnings(),
    ):
        from bertopic import BERTopic  # type: ignore[import-untyped]
        from bertopic.dimensionality import (  # type: ignore[import-untyped]
            BaseDimensionalityReduction,
        )

    model = BERTopic(
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=grouper,
        vectorizer_model=CountVectorizer(analyzer=str.split),
        # For English, BERTopic strips signs and accents; these are words already.
        language="multilingual",
    )
    labels, _ = model.fit_transform(list(spoken), embeddings=reduced)
    return model, np.asarray(labels, dtype=np.intp)


def _members_by_nearness(labels: IntArray, placed: FloatArray) -> dict[int, list[int]]:
    """Each topic's segments, the nearest to its middle first."""
    import numpy as np

    members: dict[int, list[int]] = {}
    for index in np.unique(labels[labels >= 0]).tolist():
        mine = np.flatnonzero(labels == index)
        middle = placed[mine].mean(axis=0)
        # Rounded, so that ties are ties on every machine; they stay in the order of the texts.
        order = (-(placed[mine] @ middle).round(6)).argsort(kind="stable")
        members[index] = mine[order].tolist()
    return members


def _mean_agreement(labelled: Sequence[IntArray]) -> float:
    """The mean adjusted mutual information of each two groupings."""
    from sklearn.metrics import adjusted_mutual_info_score

    pairs = list(combinations(labelled, 2))
    mean = sum(float(adjusted_mutual_info_score(*pair)) for pair in pairs) / len(pairs)
    return min(1.0, round(mean, 4))


def _count_found_again(labels: IntArray, others: Sequence[IntArray]) -> dict[int, int]:
    """In how many other groupings each topic has one that is much the same."""
    import numpy as np

    counts: dict[int, int] = defaultdict(int)
    for other in others:
        # Topics are counted from 0, and -1 is none: all move up by one, and the first is cut off.
        shared = np.zeros((labels.max() + 2, other.max() + 2), dtype=np.intp)
        np.add.at(shared, (labels + 1, other + 1), 1)
        in_either = shared.sum(1, keepdims=True) + shared.sum(0, keepdims=True) - shared
        alike = shared / np.maximum(in_either, 1)
        for index, best in enumerate(alike[1:, 1:].max(axis=1, initial=0.0)):
            counts[index] += bool(best >= SAME_TOPIC)
    return counts


def _flatten(reduced: FloatArray) -> list[list[float]]:
    """Where each place stands on a map of two dimensions, each in [0, 1].

    Places are spread evenly, by their order along the two widest dimensions: as they lie, a few
    far ones would press all others into one spot.
    """
    import numpy as np
    from sklearn.decomposition import PCA

    flat = PCA(min(2, *reduced.shape), random_state=0).fit_transform(reduced)
    on_map = np.full((len(reduced), 2), 0.5)
    for axis, along in enumerate(flat.T):
        # Rounded, so that ties are ties on every machine.
        different, ranks = np.unique(along.round(6), return_inverse=True)
        on_map[:, axis] = ranks / max(1, len(different) - 1)
    places: list[list[float]] = on_map.round(4).tolist()
    return places
