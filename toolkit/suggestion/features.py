"""Passages as numbers: their words and letters, their meaning, and what was said around them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

from toolkit.suggestion.logistic import Rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]
    Embedder = Callable[[Sequence[str]], FloatArray]

_TERM = re.compile(r"[^\W_]+|\?")
_LETTER_RUNS = (3, 4)
_BUCKETS = 1 << 18
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Passage:
    """What is coded, and what stands around it.

    Attributes:
        words: The passage itself.
        before, after: What was said just before and after it; empty at either end.
        position: How far into its interview it is, in [0, 1].
        speaker: Who speaks, or which role they have; empty where that is not known.
    """

    words: str
    before: str = ""
    after: str = ""
    position: float = 0.5
    speaker: str = ""


def in_context(spoken: Sequence[str], speakers: Sequence[str] | None = None) -> list[Passage]:
    """The passages of one interview, each with what stands around it.

    Args:
        spoken: All of the interview's passages, in order.
        speakers: Who spoke each.

    Example:
        >>> [passage.before for passage in in_context(["Soup?", "No.", "Bread?"])]
        ['', 'Soup?', 'No.']
    """
    around = ["", *spoken, ""]
    return [
        Passage(
            words,
            before=around[place],
            after=around[place + 2],
            position=place / max(1, len(spoken) - 1),
            speaker=speakers[place] if speakers else "",
        )
        for place, words in enumerate(spoken)
    ]


def terms_of(text: str) -> list[str]:
    """Words in lower case and question marks, in order, repeats kept.

    Example:
        >>> terms_of("Don\\u2019t know. Do you?")
        ['don', 't', 'know', 'do', 'you', '?']
    """
    return _TERM.findall(text.lower())


def words_and_pairs(text: str) -> list[str]:
    """The terms of a text, and each two that follow each other.

    Example:
        >>> words_and_pairs("all night long")
        ['all', 'night', 'long', 'all night', 'night long']
    """
    return _with_pairs(terms_of(text))


def _with_pairs(terms: list[str]) -> list[str]:
    return terms + [f"{first} {second}" for first, second in pairwise(terms)]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The terms that count, and how rare each is."""

    places: dict[str, int]
    rarity: FloatArray

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]], fewest: int = _FEWEST) -> Vocabulary:
        """Terms that at least `fewest` of the lists hold; all of them where none is so common."""
        import numpy as np

        counts = Counter(chain.from_iterable(map(set, lists)))
        kept = sorted(term for term, count in counts.items() if count >= fewest) or sorted(counts)
        found = np.array([counts[term] for term in kept], np.float32)
        return cls({term: place for place, term in enumerate(kept)}, _rarity(found, len(lists)))

    def weigh(self, lists: Sequence[Sequence[str]]) -> Any:
        """TF-IDF, each row of length 1: a sparse matrix, shape (n_lists, n_terms)."""
        import numpy as np

        rows = np.repeat(np.arange(len(lists)), [len(terms) for terms in lists])
        look_up = self.places.get
        found = (look_up(term, -1) for term in chain.from_iterable(lists))
        columns = np.fromiter(found, np.int64, len(rows))
        known = columns >= 0
        return _weigh(rows[known], columns[known], (len(lists), len(self.places)), self.rarity)


@dataclass(frozen=True, slots=True)
class Letters:
    """Which runs of letters count, by a hash of them, and how rare each is."""

    places: NDArray[np.int32]
    rarity: FloatArray

    @classmethod
    def of(cls, counted: Any, fewest: int = 8) -> Letters:
        """Runs that at least `fewest` texts hold, from `count_letter_runs`."""
        import numpy as np

        counts = np.bincount(counted.indices, minlength=_BUCKETS)
        kept = np.flatnonzero(counts >= fewest)
        places = np.full(_BUCKETS, -1, np.int32)
        places[kept] = np.arange(len(kept))
        return cls(places, _rarity(counts[kept].astype(np.float32), counted.shape[0]))

    def weigh(self, counted: Any) -> Any:
        """TF-IDF, each row of length 1: a sparse matrix, shape (n_texts, n_runs)."""
        import numpy as np
        from scipy.sparse import csr_array

        columns = self.places[counted.indices]
        known = columns >= 0
        borders = np.concatenate([[0], np.cumsum(known)])[counted.indptr]
        shape = (counted.shape[0], len(self.rarity))
        kept = csr_array((counted.data[known], columns[known], borders), shape=shape)
        return _scale(kept, self.rarity)


_PARTS = {"words": 1.0, "edges": 0.5, "before": 0.5, "after": 0.5}
_LETTERS = 1.0
_MEANING = {"words": 0.8, "before": 0.5, "after": 0.5}
_LENGTHS = (1, 2, 4, 8, 16, 32)


@dataclass(frozen=True, slots=True)
class Encoder:
    """How passages become numbers, learnt from the passages of one training.

    Attributes:
        vocabularies: The terms of the passage, of its edges, and of what stands before and after.
        letters: The runs of letters of the passage.
        speakers: Who spoke, as far as that was known.
        uses_meaning: Whether MiniLM's vectors are among the numbers.
    """

    vocabularies: dict[str, Vocabulary]
    letters: Letters
    speakers: tuple[str, ...]
    uses_meaning: bool

    @classmethod
    def learn(
        cls, passages: Sequence[Passage], embed: Embedder | None, hints: Sequence[str] = ()
    ) -> tuple[Encoder, Rows]:
        """An encoder that knows these words, and the passages, then the hints, as rows.

        Args:
            passages: What is learnt from; one at least.
            embed: MiniLM, from `VectorStore.embed`; None where its weights are not here.
            hints: Words that nobody spoke, such as a code's meaning. They have no place in an
                interview, and their length tells nothing: in this they are as the mean passage.
        """
        told = [*passages, *map(Passage, hints)]
        terms = _terms(told)
        letters = count_letter_runs(_texts(told, "words"))
        encoder = cls(
            {part: Vocabulary.of(found) for part, found in terms.items()},
            Letters.of(letters),
            tuple(sorted({passage.speaker for passage in passages if passage.speaker})),
            embed is not None,
        )
        return encoder, encoder._weigh(told, terms, letters, embed, len(passages))

    def encode(self, passages: Sequence[Passage], embed: Embedder | None) -> Rows:
        """Other passages as rows of numbers, with the same columns."""
        terms = _terms(passages)
        letters = count_letter_runs(_texts(passages, "words"))
        return self._weigh(passages, terms, letters, embed, len(passages))

    def _weigh(
        self,
        passages: Sequence[Passage],
        terms: Mapping[str, Sequence[Sequence[str]]],
        letters: Any,
        embed: Embedder | None,
        n_spoken: int,
    ) -> Rows:
        import numpy as np
        from scipy.sparse import hstack

        weighed = [
            self.vocabularies[part].weigh(terms[part]) * np.float32(size)
            for part, size in _PARTS.items()
        ]
        weighed.append(self.letters.weigh(letters) * np.float32(_LETTERS))
        around = [_describe(passages, self.speakers)]
        meant = []
        if self.uses_meaning and embed is not None:
            own, *others = _meanings(passages, embed)
            meant.append(own)
            around += others
        if n_spoken < len(passages):
            for part in around:
                part[n_spoken:] = part[:n_spoken].mean(axis=0)
        return Rows(hstack(weighed, format="csr"), np.hstack([*around, *meant]).astype(np.float32))


def _meanings(passages: Sequence[Passage], embed: Embedder) -> list[FloatArray]:
    """Vectors of each part, the passage's own first; each text is embedded once."""
    import numpy as np

    places: dict[str, int] = {}
    for part in _MEANING:
        for text in _texts(passages, part):
            places.setdefault(text, len(places))
    vectors = embed(list(places))
    return [
        vectors[[places[text] for text in _texts(passages, part)]] * np.float32(size)
        for part, size in _MEANING.items()
    ]


def _texts(passages: Sequence[Passage], part: str) -> list[str]:
    return [str(getattr(passage, part)) for passage in passages]


def _terms(passages: Sequence[Passage]) -> dict[str, list[list[str]]]:
    """The terms of each part of each passage."""
    # What stands after one passage is another one, and stands before a third.
    known = cache(terms_of)
    own, before, after = (
        [known(text) for text in _texts(passages, part)] for part in ("words", "before", "after")
    )
    return {
        "words": [_with_pairs(terms) for terms in own],
        "edges": [_edges(terms) for terms in own],
        "before": before,
        "after": after,
    }


def _edges(terms: Sequence[str]) -> list[str]:
    """How a passage begins and ends, as terms of their own."""
    if not terms:
        return []
    return [f"first {terms[0]}", f"first {' '.join(terms[:2])}", f"last {terms[-1]}"]


def _describe(passages: Sequence[Passage], speakers: Sequence[str]) -> FloatArray:
    """Lengths, question marks, position and speaker, shape (n_passages, n_numbers)."""
    import numpy as np

    lengths = np.array(
        [[len(text.split()) for text in (p.words, p.before, p.after)] for p in passages], np.float32
    ).reshape(len(passages), 3)
    rows = [
        [
            p.words.rstrip().endswith("?"),
            "?" in p.words,
            p.before.rstrip().endswith("?"),
            p.position,
            p.position < 0.05,
            p.position > 0.95,
            *(p.speaker == speaker for speaker in speakers),
        ]
        for p in passages
    ]
    told = np.array(rows, np.float32).reshape(len(passages), 6 + len(speakers))
    bins = (lengths[:, :1] <= np.array(_LENGTHS, np.float32)).astype(np.float32)
    described: FloatArray = np.float32(0.5) * np.hstack([np.log1p(lengths) / 3, bins, told])
    return described


def _rarity(counts: FloatArray, n: int) -> FloatArray:
    import numpy as np

    rarity: FloatArray = (np.log((1 + n) / (1 + counts)) + 1).astype(np.float32)
    return rarity


def _count(rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, int]) -> Any:
    import numpy as np
    from scipy.sparse import coo_array

    return coo_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape).tocsr()


def _weigh(
    rows: NDArray[Any], columns: NDArray[Any], shape: tuple[int, int], rarity: FloatArray
) -> Any:

    return _scale(_count(rows, columns, shape), rarity)


def _scale(counted: Any, rarity: FloatArray) -> Any:
    """Counts as TF-IDF, each row of length 1."""
    import numpy as np

    counted.data = (1 + np.log(counted.data)) * rarity[counted.indices]
    lengths = np.sqrt(np.add.reduceat(np.append(counted.data**2, 0), counted.indptr[:-1]))
    lengths[np.diff(counted.indptr) == 0] = 1
    counted.data /= np.repeat(lengths, np.diff(counted.indptr)).astype(np.float32)
    return counted


def count_letter_runs(texts: Sequence[str]) -> Any:
    """How often each text holds each run of letters: a sparse matrix, by a hash of the runs."""
    return _count(*_letter_runs(texts), (len(texts), _BUCKETS))


def _letter_runs(texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """The text and the bucket of each run of letters; a run never crosses two texts."""
    import numpy as np

    plain = [f" {' '.join(text.lower().split())} " for text in texts]
    joined = np.frombuffer("".join(plain).encode("utf-32-le"), np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(plain), dtype=np.int32), [len(text) for text in plain])
    rows, buckets = [], []
    for length in _LETTER_RUNS:
        if len(joined) < length:
            continue
        mixed = np.zeros(len(joined) - length + 1, np.uint64)
        for place in range(length):
            mixed = mixed * np.uint64(1000003) + joined[place : len(joined) - length + 1 + place]
        mixed ^= mixed >> np.uint64(29)
        mixed *= np.uint64(0x9E3779B97F4A7C15)
        whole = owner[: len(mixed)] == owner[length - 1 :]
        rows.append(owner[: len(mixed)][whole])
        buckets.append((mixed[whole] >> np.uint64(46)).astype(np.int64))
    if not rows:
        return np.zeros(0, np.int32), np.zeros(0, np.int64)
    return np.concatenate(rows), np.concatenate(buckets)
