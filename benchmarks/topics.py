"""What topics cost with kept vectors, beside a floor, in one run.

Usage: python benchmarks/topics.py [--density]

Prints CPU seconds and memory for 5,000 and 50,000 invented segments of 17 words, with vectors of
384 dimensions made by a seeded generator: all of it (reading the words, components, k-means from
five seeds, BERTopic's words, steadiness, the map), beside one k-means and one counting of words
with scikit-learn alone. What is loaded is counted apart. Each size runs in a process of its own,
so that its memory is its own. With --density, UMAP and HDBSCAN too: the first use and the next.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from toolkit.model.topic import Grouping
from toolkit.model.transcript import Transcript, build_transcript, segment_by_turn
from toolkit.suggestion.topics import find_topics

SIZES = (5_000, 50_000)
LIMITS = {5_000: "2.5", 50_000: "12"}
N_WORDS, N_DIMENSIONS, N_SUBJECTS, N_VOCABULARY = 17, 384, 12, 4_000
TRANSCRIPT_TURNS = 250
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def invent(n_segments: int) -> tuple[list[Transcript], NDArray[np.float32]]:
    """Transcripts about twelve subjects, with commoner and rarer words, and a vector a turn."""
    rng = np.random.default_rng(7)
    word = [f"w{LETTERS[n % 26]}{LETTERS[n // 26 % 26]}{LETTERS[n // 676]}" for n in range(4_000)]
    subjects = rng.integers(0, N_SUBJECTS, n_segments)
    chosen = rng.zipf(1.3, (n_segments, N_WORDS)) % 300 + subjects[:, None] * 300
    spoken = [" ".join(word[n % N_VOCABULARY] for n in row) for row in chosen]
    middles = rng.normal(size=(N_SUBJECTS, N_DIMENSIONS)).astype(np.float32)
    noise = rng.standard_normal((n_segments, N_DIMENSIONS), dtype=np.float32)
    vectors = 0.6 * middles[subjects] + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [
        build_transcript(
            f"P{first}", [("R", words, "") for words in spoken[first : first + TRANSCRIPT_TURNS]]
        )
        for first in range(0, n_segments, TRANSCRIPT_TURNS)
    ]
    return texts, vectors


def cpu_seconds(job: Callable[[], object]) -> float:
    """The CPU time of one run."""
    start = time.process_time()
    job()
    return time.process_time() - start


def megabytes() -> float:
    """The most memory that this process ever had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def floor(texts: list[Transcript], vectors: NDArray[np.float32]) -> None:
    """One k-means over five components and one counting of words, with scikit-learn alone."""
    from sklearn.cluster import KMeans
    from sklearn.decomposition import PCA
    from sklearn.feature_extraction.text import CountVectorizer
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        KMeans(8, n_init=4, random_state=0).fit(PCA(5, random_state=0).fit_transform(vectors))
        CountVectorizer(analyzer=str.split).fit_transform(
            text.words_of(turn) for text in texts for turn in text.turns
        )


def measure(n_segments: int, grouping: Grouping) -> None:
    """Print the lines of one size."""
    small, few = invent(300)
    loading = cpu_seconds(lambda: find_topics(_segments(small), small, vectors=few, n_topics=2))
    texts, vectors = invent(n_segments)
    segments = _segments(texts)
    before = megabytes()

    def job() -> None:
        find_topics(segments, texts, vectors=vectors, grouping=grouping)

    taken = cpu_seconds(job)
    after = megabytes()
    print(f"{n_segments:>7,} {grouping.value:<8} {loading:8.2f} {taken:8.2f} {after:8.0f}", end="")
    print(f" {before:11.0f} {cpu_seconds(lambda: floor(texts, vectors)):9.2f}", end="")
    if grouping is Grouping.DENSITY:
        print(f"   second use {cpu_seconds(job):.2f}", end="")
    else:
        print(f"   at most {LIMITS[n_segments]} s", end="")
    print()


def _segments(texts: list[Transcript]) -> list[object]:
    return [segment for text in texts for segment in segment_by_turn(text)]


def main() -> None:
    """Print the table, each size from a process of its own."""
    if len(sys.argv) > 2:
        measure(int(sys.argv[1]), Grouping(sys.argv[2]))
        return
    runs = [(size, Grouping.K_MEANS) for size in SIZES]
    if "--density" in sys.argv:
        runs.append((SIZES[0], Grouping.DENSITY))
    print("segments grouping  loading    CPU s  peak MB  data etc. MB  floor s", flush=True)
    for size, grouping in runs:
        command = [sys.executable, str(Path(__file__)), str(size), grouping.value]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
