"""First suggestions: a passage and a code that share words, and which words those are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Coding, Suggestion
from toolkit.model.transcript import Segment, Transcript
from toolkit.suggestion.passages import without_interviewers, words_of_segments
from toolkit.suggestion.speech import names_subject, spoken_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]

MODEL_VERSION = "wording-1"
FLOOR = 0.2
"""The least score that is suggested; on the invented study one in six or seven of these fits."""

_WORDS_NEEDED = 2
_WORDS_SHOWN = 4


def suggest_codes(
    segments: Sequence[Segment],
    transcripts: Sequence[Transcript],
    codebook: Codebook,
    agreed: Sequence[Coding] = (),
    *,
    per_segment: int = 3,
    floor: float = FLOOR,
    skip_interviewers: bool = True,
) -> tuple[Suggestion, ...]:
    """Codes whose meaning, example or agreed quotations share words with a segment.

    A code's meaning counts as much as all of its quotations together. All words are weighed,
    rare ones most; it takes two, and one of them must name a subject. A code that somebody
    agreed for words of the segment is not suggested there again.

    Args:
        segments: What codes are suggested for.
        transcripts: All that the segments are of.
        codebook: The codes, at the version the team works with.
        agreed: Codings to learn from; answers that are no codes, and codes that the codebook
            does not list, teach nothing.
        per_segment: The most codes suggested for one segment.
        floor: The least score that is suggested, in [0, 1].
        skip_interviewers: Suggest nothing for segments that an interviewer spoke.

    Returns:
        Suggestions in the order of the segments, then by score, highest first. The score is
        the cosine of weighed words, in [0, 1]: an order, not a probability. The same input
        gives the same suggestions.

    Raises:
        BadInput: A segment's transcript is not among the given ones.

    Example:
        >>> from toolkit.model.transcript import build_transcript, segment_by_turn
        >>> text = build_transcript("P07", [("R", "Banged up at night, I was alone with it.", "")])
        >>> code = Code("R06", None, "Alone at night", "Nobody behind them in the night.")
        >>> book = Codebook(1, (), (code,), "first", None, "2026-01-05T10:00:00Z")
        >>> suggest_codes(segment_by_turn(text), [text], book)[0].reasons
        ('Shares the words night and alone.',)
    """
    if skip_interviewers:
        segments = without_interviewers(segments, transcripts)
    passages = words_of_segments(segments, transcripts)
    code_ids = [code.id for code in codebook.codes]
    lessons = [coding for coding in agreed if coding.code_id in code_ids]
    if not code_ids or not any(map(spoken_words, passages)):
        return ()
    lessons_of = defaultdict(list)
    for coding in lessons:
        lessons_of[coding.transcript_id].append(coding)
    suggested: list[Suggestion] = []
    shared = _shared_weights(passages, codebook.codes, lessons)
    for segment, (words, weights) in zip(segments, shared, strict=True):
        settled = _codes_agreed_for(segment, lessons_of[segment.transcript_id])
        fitting = [
            Suggestion(
                segment.transcript_id,
                segment.start,
                segment.end,
                code_ids[place],
                score,
                (_reason(words, weights[place]),),
                MODEL_VERSION,
            )
            for place, score in _scores(words, weights)
            if score >= floor and code_ids[place] not in settled
        ]
        suggested += fitting[:per_segment]
    return tuple(suggested)


def _codes_agreed_for(segment: Segment, lessons: Iterable[Coding]) -> set[str | None]:
    return {
        coding.code_id
        for coding in lessons
        if coding.start < segment.end and segment.start < coding.end
    }


def _meaning(code: Code) -> str:
    return "\n".join((code.name, code.plain_meaning, code.use_when, code.example))


def _shared_weights(
    passages: Sequence[str], codes: Sequence[Code], lessons: Sequence[Coding]
) -> Iterator[tuple[Sequence[str], FloatArray]]:
    """For each passage its words, and how much each brings it near to each code.

    Yields:
        Different words, and weights in [0, 1], shape (n_codes, n_words): a row adds up to the
        cosine of the passage and the code.
    """
    from sklearn.feature_extraction.text import TfidfVectorizer

    examples = [*map(_meaning, codes), *(coding.quotation for coding in lessons)]
    weigher = TfidfVectorizer(analyzer=spoken_words, sublinear_tf=True)
    weigher.fit([*passages, *examples])
    profiles = _example_weights(codes, lessons) @ weigher.transform(examples)
    lengths = (profiles**2).sum(axis=1, keepdims=True) ** 0.5
    profiles /= lengths + (lengths == 0)
    names = weigher.get_feature_names_out()
    rows = weigher.transform(passages)
    for first, last in pairwise(rows.indptr):
        words = rows.indices[first:last]
        yield names[words], profiles[:, words] * rows.data[first:last]


def _example_weights(codes: Sequence[Code], lessons: Sequence[Coding]) -> FloatArray:
    """How much each example tells of each code: the meanings first, then the lessons.

    Returns:
        Weights, shape (n_codes, n_codes + n_lessons): 1 for a code's meaning, and 1 shared out
        over its quotations.
    """
    import numpy as np

    places = {code.id: place for place, code in enumerate(codes)}
    counts = Counter(coding.code_id for coding in lessons)
    weights = np.eye(len(codes), len(codes) + len(lessons))
    for column, coding in enumerate(lessons, start=len(codes)):
        weights[places[str(coding.code_id)], column] = 1 / counts[coding.code_id]
    return weights


def _scores(words: Sequence[str], weights: FloatArray) -> list[tuple[int, float]]:
    """The places of the codes that share enough, and their scores, from the highest down."""
    subjects = [place for place, word in enumerate(words) if names_subject(word)]
    shares_a_subject = (weights[:, subjects] > 0).any(axis=1)
    enough = ((weights > 0).sum(axis=1) >= _WORDS_NEEDED) & shares_a_subject
    # Rounded, so that ties are ties on every machine; they stay in the codebook's order.
    scores = (weights.sum(axis=1) * enough).round(4).clip(0, 1)
    order = (-scores).argsort(kind="stable")
    return [(int(place), float(scores[place])) for place in order if scores[place] > 0]


def _reason(words: Sequence[str], weights: FloatArray) -> str:
    """The shared words that name a subject, those that weigh most first, in plain words."""
    shared = [words[place] for place in (-weights).argsort(kind="stable") if weights[place] > 0]
    *first, last = [word for word in shared if names_subject(word)][:_WORDS_SHOWN]
    if not first:
        return f"Shares the word {last}, and everyday words."
    return f"Shares the words {', '.join(first)} and {last}."
