"""What a set of segments is about: an aid to exploring, and no more."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.errors import CannotCompute
from toolkit.model.transcript import Segment, Transcript
from toolkit.suggestion.absence import without_packages
from toolkit.suggestion.passages import words_of_segments
from toolkit.suggestion.speech import content_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

_DIMENSIONS = 100
_REDUCED_DIMENSIONS = 5


@dataclass(frozen=True, slots=True)
class Topic:
    """Segments that use words alike.

    Attributes:
        index: From 0; the largest topic first.
        words: The words that set it apart, the most telling first.
        share: The part of the segments with words that belongs to it, in (0, 1].
        segment_indices: Places of its segments in the list that was handed in.
    """

    index: int
    words: tuple[str, ...]
    share: float
    segment_indices: tuple[int, ...]


def find_topics(
    segments: Sequence[Segment],
    transcripts: Iterable[Transcript],
    *,
    n_topics: int = 8,
    seed: int = 0,
) -> tuple[Topic, ...]:
    """The subjects of some segments, by BERTopic on the words they use.

    Nothing is downloaded and no neural network is loaded: segments are placed by their weighed
    words, reduced to fewer dimensions, and grouped by k-means.

    Args:
        segments: What is grouped; those without a word that names a subject join no topic.
        transcripts: All that the segments are of.
        n_topics: How many groups are made, at least 2.
        seed: The same seed and segments give the same topics.

    Returns:
        At most `n_topics` topics, the largest first. Shares add up to 1.

    Raises:
        BadInput: A segment's transcript is not among the given ones.
        CannotCompute: There are too few segments for that many topics.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> spoken = ["soup and bread", "bread", "bread, hot soup", "roses", "roses, a hedge"]
        >>> text = build_transcript("P07", [("R", words, "") for words in spoken])
        >>> topics = find_topics(segment_by_turn(text), [text], n_topics=2)
        >>> [topic.segment_indices for topic in topics]
        [(0, 1, 2), (3, 4)]

    Source:
        Grootendorst (2022), BERTopic, arXiv:2203.05794.
    """
    subjects = [content_words(words) for words in words_of_segments(segments, transcripts)]
    places = [place for place, words in enumerate(subjects) if words]
    n_different = len({tuple(sorted(words)) for words in subjects if words})
    if n_topics < 2 or n_different < 2 * n_topics:
        raise CannotCompute(
            "G102",
            f"{n_topics} topics need at least {max(4, 2 * n_topics)} segments that differ in the "
            f"words that name a subject, and there are {n_different}. Ask for fewer topics, but "
            "at least 2, or add transcripts.",
        )

    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    spoken = [" ".join(subjects[place]) for place in places]
    # On matrices as narrow as these, threads wait for each other ten times as long as they work.
    with threadpool_limits(1):
        placed = _place(spoken, seed)
        model = _topic_model(n_topics, min(_REDUCED_DIMENSIONS, *placed.shape), seed)
        assigned, _ = model.fit_transform(spoken, embeddings=placed)
    members = defaultdict(list)
    for place, index in zip(places, assigned, strict=True):
        members[int(index)].append(place)
    return tuple(
        Topic(
            index,
            # BERTopic fills up a short list with empty words.
            tuple(word for word, weight in model.get_topic(index) if word and weight > 0),
            len(mine) / len(places),
            tuple(mine),
        )
        for index, mine in sorted(members.items())
    )


def _place(passages: Sequence[str], seed: int) -> FloatArray:
    """Where each passage stands among the others, shape (n_passages, n_dimensions)."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import normalize

    weighed = TfidfVectorizer(analyzer=str.split, sublinear_tf=True).fit_transform(passages)
    reducer = TruncatedSVD(min(_DIMENSIONS, weighed.shape[1]), random_state=seed)
    placed: FloatArray = normalize(reducer.fit_transform(weighed))
    return placed


def _topic_model(n_topics: int, n_dimensions: int, seed: int) -> Any:
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.feature_extraction.text import CountVectorizer

    # bertopic loads torch and a compiler for parts that are not used here, which takes 6 seconds;
    # and it silences warnings for the whole process, which catch_warnings undoes.
    with (
        without_packages("torch", "transformers", "sentence_transformers", "umap", "hdbscan"),
        warnings.catch_warnings(),
    ):
        from bertopic import BERTopic  # type: ignore[import-untyped]

    return BERTopic(
        umap_model=PCA(n_dimensions, random_state=seed),
        hdbscan_model=KMeans(n_topics, n_init=4, random_state=seed),
        vectorizer_model=CountVectorizer(analyzer=str.split),
        # For English, BERTopic strips signs and accents; these are words already.
        language="multilingual",
    )
