"""Codes for passages, with how sure the model is and why."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.model.codebook import Codebook
from toolkit.model.coding import Suggestion
from toolkit.model.transcript import Segment, Transcript
from toolkit.suggestion.calibration import NEVER
from toolkit.suggestion.classifier import FEWEST_EXAMPLES, Classifier, train_and_look
from toolkit.suggestion.features import Passage, Vocabulary, words_and_pairs
from toolkit.suggestion.passages import without_interviewers
from toolkit.suggestion.saving import ModelCard, load_model, read_card, save_model
from toolkit.suggestion.speech import names_subject
from toolkit.suggestion.teaching import Taught, lessons_of, passages_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toolkit.suggestion.features import Embedder

    FloatArray = NDArray[np.float32]

# Changes when what is learnt or how does, so that no older model is taken for it.
_EDITION = "codes-2"
_WORDS_SHOWN = 4
_QUOTATIONS_SHOWN = 2
_LONGEST_QUOTATION = 160
# By meaning, and by words alone.
_LEAST_LIKENESS = (0.3, 0.1)
_GUESSES_A_CODE = 5
AGREED_BEFORE = "Agreed before: "
"""What a reason begins with that quotes what was agreed."""

_IN_WORDS = ((0.95, "Almost certain"), (0.85, "Very likely"), (0.65, "Likely"), (0.0, "Possible"))


@dataclass(frozen=True, slots=True)
class Suggested:
    """What a model proposes, and what it can say nothing of.

    Attributes:
        suggestions: In the order of the text; the likeliest code of a passage first.
        sure: For every segment that was handed in and every code, how likely it is, shape
            (n_segments, n_codes). Not for codes that are guesses.
        card: About the model; None where nothing is agreed yet, and all is guessed.
        guesses: Codes with fewer than five agreed examples, ranked by likeness only.
        without_evidence: Codes that cannot be shown at a precision of .8 yet.
        by_meaning: Whether MiniLM took part; otherwise words alone.
        version: Of the model, as in its card and in each suggestion.
    """

    suggestions: tuple[Suggestion, ...]
    sure: FloatArray
    card: ModelCard | None
    guesses: tuple[str, ...]
    without_evidence: tuple[str, ...]
    by_meaning: bool
    version: str


def suggest_codes(
    segments: Sequence[Segment],
    transcripts: Sequence[Transcript],
    codebook: Codebook,
    taught: Taught,
    *,
    embed: Embedder | None,
    now: Callable[[], str],
    folder: Path | None = None,
    wanted: Collection[str] | None = None,
    per_segment: int = 3,
    skip_interviewers: bool = True,
) -> Suggested:
    """Codes for passages: learnt from what is agreed where that is enough, guessed where not.

    A code is shown for a passage from the chance on at which four of five such suggestions were
    right in interviews that the model had not seen. A code with fewer than five agreed passages
    is shown where its meaning and quotations are nearest, as a guess. What is agreed for a passage
    already is not suggested there again.

    Args:
        segments: All of the transcripts, in their order.
        transcripts: All that may be learnt from or suggested on.
        codebook: The codes, at the version the team works with.
        taught: What may be learnt from.
        embed: MiniLM, from `VectorStore.embed`; None where its weights are not here.
        now: What the time is, for the card.
        folder: Where the model is kept, so that the same lessons need no second training.
        wanted: The transcripts to suggest on; all of them without it.
        per_segment: The most codes for one passage.
        skip_interviewers: Suggest nothing on what an interviewer says.

    Raises:
        BadInput: A segment's transcript is not among the given ones.
        BrokenProject: A kept model is not what was saved.
    """
    import numpy as np

    passages = passages_of(segments, transcripts)
    codes = codebook.codes
    examples = _count_examples(segments, codebook, taught)
    guesses = tuple(c.id for c in codes if examples[c.id] < FEWEST_EXAMPLES)
    version = _version_of(segments, passages, codebook, taught, by_meaning=embed is not None)
    if len(guesses) < len(codes):
        model, sure, card = _model_of(
            segments, passages, codebook, taught, embed, now, folder, version, examples, guesses
        )
        thresholds = model.thresholds
    else:
        model, card = None, None
        sure = np.zeros((len(segments), len(codes)), np.float32)
        thresholds = np.full(len(codes), NEVER, np.float32)
    asked = segments if not skip_interviewers else without_interviewers(segments, transcripts)
    asked_ids = {
        (s.transcript_id, s.index) for s in asked if wanted is None or s.transcript_id in wanted
    }
    places = [
        p
        for p, s in enumerate(segments)
        if (s.transcript_id, s.index) in asked_ids and passages[p].words.strip()
    ]
    settled = _settled(segments, taught)
    scores = np.where(sure >= thresholds, sure, 0)
    like = _Likeness(codebook, taught, passages, embed)
    columns = [place for place, code in enumerate(codes) if code.id in guesses]
    if columns and places:
        scores[np.ix_(places, columns)] = like.guess(places, columns, settled, codebook)
    found = list(_pick(scores, places, settled, codebook, per_segment))
    reasons = _reasons_of(found, scores, model, like, columns)
    return Suggested(
        tuple(
            Suggestion(
                segments[place].transcript_id,
                segments[place].start,
                segments[place].end,
                codes[column].id,
                round(float(scores[place, column]), 4),
                why,
                version,
                is_guess=column in columns,
            )
            for (place, column), why in zip(found, reasons, strict=True)
        ),
        sure,
        card,
        guesses,
        tuple(
            code.id
            for place, code in enumerate(codes)
            if code.id not in guesses and thresholds[place] >= NEVER
        ),
        embed is not None,
        version,
    )


def in_words(chance: float) -> str:
    """A probability in words and figures.

    Example:
        >>> in_words(0.88)
        'Very likely: about 88 in 100.'
    """
    word = next(word for least, word in _IN_WORDS if chance >= least)
    # Nothing is certain, however the figure is rounded.
    return f"{word}: about {min(max(round(chance * 100), 1), 99)} in 100."


def _model_of(
    segments: Sequence[Segment],
    passages: Sequence[Passage],
    codebook: Codebook,
    taught: Taught,
    embed: Embedder | None,
    now: Callable[[], str],
    folder: Path | None,
    version: str,
    examples: dict[str, int],
    guesses: tuple[str, ...],
) -> tuple[Classifier, FloatArray, ModelCard]:
    """The model of these lessons: the kept one, or one trained now and kept."""
    import numpy as np

    card = read_card(folder) if folder is not None else None
    if card is not None and folder is not None and card.version == version:
        return *load_model(card, folder), card
    lessons, read = lessons_of(segments, passages, codebook.codes, taught)
    unread = sorted(set(range(len(segments))) - set(read))
    lessons = replace(lessons, unread=[passages[place] for place in unread])
    model, rows = train_and_look(lessons, embed)
    sure = np.zeros((len(segments), len(codebook.codes)), np.float32)
    sure[[*read, *unread]] = model.chances(rows)
    shown = (float(one) if one < NEVER else None for one in model.thresholds)
    card = ModelCard(
        version,
        now(),
        tuple(code.id for code in codebook.codes),
        tuple(examples[code.id] for code in codebook.codes),
        guesses,
        len(lessons.passages),
        len(set(lessons.groups)),
        sum(one.is_decided for one in taught.agreed),
        sum(not one.is_decided for one in taught.agreed),
        embed is not None,
        model.temperature,
        model.ece,
        model.macro_f1,
        tuple(shown),
    )
    if folder is not None:
        card = save_model(model, sure, card, folder)
    return model, sure, card


def _version_of(
    segments: Sequence[Segment],
    passages: Sequence[Passage],
    codebook: Codebook,
    taught: Taught,
    *,
    by_meaning: bool,
) -> str:
    """The same for the same lessons and texts, whenever it is worked out."""
    told = hashlib.sha256()
    for segment, passage in zip(segments, passages, strict=True):
        place = (segment.transcript_id, segment.start, segment.end, passage.words, passage.speaker)
        told.update(repr(place).encode())
    codes = [(c.id, c.name, c.plain_meaning, c.use_when, c.example) for c in codebook.codes]
    agreed = sorted(
        (a.transcript_id, a.start, a.end, a.code_id, a.is_decided) for a in taught.agreed
    )
    rest = [_EDITION, by_meaning, codes, agreed, sorted(taught.open), sorted(taught.read)]
    rest.append(sorted(taught.rejected))
    told.update(json.dumps(rest).encode())
    return f"{_EDITION}-{told.hexdigest()[:12]}"


def _count_examples(
    segments: Sequence[Segment], codebook: Codebook, taught: Taught
) -> dict[str, int]:
    """How many agreed passages each code has."""
    spans = {(a.transcript_id, a.start, a.code_id) for a in taught.agreed}
    counts = {code.id: 0 for code in codebook.codes}
    here = {segment.transcript_id for segment in segments}
    for transcript_id, _, code_id in spans:
        if code_id in counts and transcript_id in here:
            counts[code_id] += 1
    return counts


def _settled(segments: Sequence[Segment], taught: Taught) -> list[frozenset[str]]:
    """The codes that are agreed for words of each segment."""
    from toolkit.suggestion.teaching import Within

    within = Within(segments)
    found: dict[int, set[str]] = {}
    for one in taught.agreed:
        for place in within.rows(one.transcript_id, one.start, one.end):
            found.setdefault(place, set()).add(one.code_id)
    return [frozenset(found.get(place, ())) for place in range(len(segments))]


def _pick(
    scores: FloatArray,
    places: Sequence[int],
    settled: Sequence[frozenset[str]],
    codebook: Codebook,
    per_segment: int,
) -> Iterator[tuple[int, int]]:
    """Place and column of what is shown."""
    import numpy as np

    ids = [code.id for code in codebook.codes]
    for place in places:
        order = np.argsort(-scores[place], kind="stable")
        fitting = [int(c) for c in order if scores[place, c] > 0 and ids[c] not in settled[place]]
        yield from ((place, column) for column in fitting[:per_segment])


class _Likeness:
    """How near passages are to codes' meanings and quotations, by meaning or by words."""

    def __init__(
        self,
        codebook: Codebook,
        taught: Taught,
        passages: Sequence[Passage],
        embed: Embedder | None,
    ) -> None:
        self.passages = passages
        self.embed = embed
        columns = {code.id: place for place, code in enumerate(codebook.codes)}
        self.quotations: list[list[str]] = [[] for _ in columns]
        for one in taught.agreed:
            if one.code_id in columns:
                self.quotations[columns[one.code_id]].append(one.quotation)
        self.meanings = [
            [f"{code.name}. {code.plain_meaning} {code.use_when}".strip()]
            + ([code.example] if code.example else [])
            for code in codebook.codes
        ]
        self._vocabulary: Vocabulary | None = None

    def of(self, texts: Sequence[str], others: Sequence[str]) -> FloatArray:
        """The cosine of each two, shape (n_texts, n_others)."""
        if self.embed is not None:
            likeness: FloatArray = self.embed(texts) @ self.embed(others).T
            return likeness
        if self._vocabulary is None:
            told = [p.words for p in self.passages]
            told += [words for meaning in self.meanings for words in meaning]
            self._vocabulary = Vocabulary.of([_telling(text) for text in told], fewest=1)
        rows, columns = (
            self._vocabulary.weigh([_telling(text) for text in side]) for side in (texts, others)
        )
        shared: FloatArray = (rows @ columns.T).toarray()
        return shared

    def guess(
        self,
        places: Sequence[int],
        columns: Sequence[int],
        settled: Sequence[frozenset[str]],
        codebook: Codebook,
    ) -> FloatArray:
        """For each code the likeness of the few passages nearest to it, and 0 for the rest."""
        import numpy as np

        least = _LEAST_LIKENESS[0 if self.embed is not None else 1]
        words = [self.passages[place].words for place in places]
        scores = np.zeros((len(places), len(columns)), np.float32)
        for at, column in enumerate(columns):
            examples = [*self.meanings[column], *self.quotations[column]]
            each = self.of(words, examples)
            near = ((each.mean(axis=1) + each.max(axis=1)) / 2).clip(0, 1)
            taken = [codebook.codes[column].id in settled[place] for place in places]
            near[np.array(taken, bool) | (near < least)] = 0
            best = np.argsort(-near, kind="stable")[:_GUESSES_A_CODE]
            scores[best, at] = near[best]
        return scores

    def nearest(self, places: Sequence[int], column: int) -> list[list[str]]:
        """For each passage the agreed quotations of a code that are nearest to it."""
        import numpy as np

        words = [self.passages[place].words for place in places]
        others = list(dict.fromkeys(self.quotations[column]))
        if not others:
            return [[] for _ in places]
        near = self.of(words, others)
        order = np.argsort(-near, axis=1, kind="stable")[:, : _QUOTATIONS_SHOWN + 1]
        return [
            [others[one] for one in row if others[one] != said][:_QUOTATIONS_SHOWN]
            for row, said in zip(order, words, strict=True)
        ]


def _telling(text: str) -> list[str]:
    return [term for term in words_and_pairs(text) if " " in term or names_subject(term)]


def _reasons_of(
    found: Sequence[tuple[int, int]],
    scores: FloatArray,
    model: Classifier | None,
    like: _Likeness,
    guessed: Collection[int],
) -> list[tuple[str, ...]]:
    """Why each is shown, in sentences: how sure, what weighed, what it is near to."""
    near: dict[tuple[int, int], list[str]] = {}
    for column in {column for _, column in found}:
        places = [place for place, own in found if own == column]
        for place, quotations in zip(places, like.nearest(places, column), strict=True):
            near[place, column] = quotations
    learnt = [pair for pair in found if pair[1] not in guessed]
    weighed = dict(zip(learnt, _words_that_weighed(learnt, model, like.passages), strict=True))
    reasons = []
    for place, column in found:
        if column in guessed:
            why = ["A guess: too few agreed examples; near to what the code means."]
        else:
            why = [in_words(float(scores[place, column]))]
        if weighed.get((place, column)):
            why.append(f"Words that weighed most: {', '.join(weighed[place, column])}.")
        why += [quote_agreed(words) for words in near[place, column]]
        reasons.append(tuple(why))
    return reasons


def _words_that_weighed(
    found: Sequence[tuple[int, int]], model: Classifier | None, passages: Sequence[Passage]
) -> list[list[str]]:
    """The words of each passage that spoke most for its code, the weightiest first."""
    if model is None or not found:
        return [[] for _ in found]
    vocabulary = model.encoder.vocabularies["words"]
    names = list(vocabulary.places)
    rows = vocabulary.weigh([words_and_pairs(passages[place].words) for place, _ in found])
    told = []
    for row, (_, column) in enumerate(found):
        start, end = rows.indptr[row], rows.indptr[row + 1]
        terms = rows.indices[start:end]
        weights = rows.data[start:end] * model.weights[terms, column]
        order = (-weights).argsort(kind="stable")
        told.append([names[terms[one]] for one in order[:_WORDS_SHOWN] if weights[one] > 0])
    return told


def quote_agreed(words: str) -> str:
    """A reason that quotes what was agreed: its beginning, on one line.

    Example:
        >>> quote_agreed("Nobody to ring,  nobody on the landing.")
        'Agreed before: “Nobody to ring, nobody on the landing.”'
    """
    line = " ".join(words.split())
    if len(line) > _LONGEST_QUOTATION:
        line = f"{line[:_LONGEST_QUOTATION].rstrip()} …"
    return f"{AGREED_BEFORE}“{line}”"
