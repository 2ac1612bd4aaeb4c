"""Which codes a passage bears, learnt from passages that people agreed on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.suggestion.calibration import (
    NEVER,
    calibration_error,
    cuts_for_f1,
    fit_temperature,
    offsets_for_f1,
    threshold_for_precision,
)
from toolkit.suggestion.features import Encoder
from toolkit.suggestion.logistic import Rows, chances, fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toolkit.suggestion.features import Embedder, FloatArray, Passage

FEWEST_EXAMPLES = 5
"""With fewer agreed examples a code is only ranked by likeness, and marked as a guess."""

# Of what was tried from .01 to 10 the best, or within .01 of it, from ten examples to thousands.
# A code by itself has few examples among many others, and is learnt too timidly when held as hard.
_STRENGTH, _STRENGTH_BY_ITSELF = 0.1, 0.5
# What the hints of a code weigh together before anything is agreed, in agreed examples.
_HINTS_WEIGH = 15.0
_PHRASE_ENDS = re.compile(r"[.?!;:]\s+|, ")
# With so many, half of them tell as much of the chances as two thirds do, the last steps of a
# search change little, and the last search sets out from what the folds found: nothing is lost,
# and a team waits a third less.
_VERY_MANY = 5000
_STEPS, _STEPS_OF_VERY_MANY, _STEPS_FROM_FOLDS = 25, 14, 7
_BALANCE = 0.5
_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Lessons:
    """What a model learns from.

    Attributes:
        passages: What people read.
        truth: 1 where a passage bears a code, 0 where it does not, shape (n_passages, n_codes).
        groups: The interview that each is of; no fold parts an interview.
        counts: How much each answer counts; 0 where nobody knows. Shape as `truth`; None for 1.
        hints: Meanings and quotations of the codebook: the code's place, and the words.
        exclusive: Each passage bears exactly one code.
        unread: Passages that nobody has coded. They tell nothing of codes, but which words are
            common here and how long people speak.
    """

    passages: Sequence[Passage]
    truth: FloatArray
    groups: Sequence[str]
    counts: FloatArray | None = None
    hints: Sequence[tuple[int, str]] = ()
    exclusive: bool = False
    unread: Sequence[Passage] = ()


@dataclass(frozen=True, slots=True)
class Classifier:
    """A trained model.

    Attributes:
        encoder: How passages become numbers.
        weights, biases: Of the logistic regression, shapes (n_features, n_codes) and (n_codes,).
        temperature: What logits are divided by.
        thresholds: For each code, from which chance on it is shown; `NEVER` for not enough
            evidence.
        cuts: What decides, for the best F1: chances (codes by themselves), or what is added to
            the logarithms of chances (exclusive codes).
        exclusive: Each passage bears exactly one code.
        ece, macro_f1: How far its chances were off, and how well it told codes apart, on the folds
            that the rest was found on.
    """

    encoder: Encoder
    weights: FloatArray
    biases: FloatArray
    temperature: float
    thresholds: FloatArray
    cuts: FloatArray
    exclusive: bool
    ece: float
    macro_f1: float

    def rows_of(self, passages: Sequence[Passage], embed: Embedder | None) -> Rows:
        """The passages as this model sees them."""
        return self.encoder.encode(passages, embed)

    def chances(self, rows: Rows) -> FloatArray:
        """How likely each code is for each passage, shape (n_passages, n_codes)."""
        logits = (rows @ self.weights + self.biases) / self.temperature
        return chances(logits, exclusive=self.exclusive)

    def decide(self, found: FloatArray) -> FloatArray:
        """1 for the codes that are said of a passage, for the best F1; the rest 0."""
        return decide(found, self.cuts, exclusive=self.exclusive)


def decide(found: FloatArray, cuts: FloatArray, *, exclusive: bool) -> FloatArray:
    """As `Classifier.decide`."""
    import numpy as np

    if not exclusive:
        return (found >= cuts).astype(np.float32)
    said = np.zeros_like(found)
    said[np.arange(len(found)), (np.log(found + 1e-9) + cuts).argmax(axis=1)] = 1
    return said


def train(lessons: Lessons, embed: Embedder | None) -> Classifier:
    """A model of the lessons, with its sureness measured on interviews that it had not seen.

    The temperature, the thresholds and the cuts are found on folds grouped by interview, inside of
    the lessons.

    Args:
        lessons: At least one passage.
        embed: MiniLM; None where its weights are not here, and words alone have to do.
    """
    return train_and_look(lessons, embed)[0]


def train_and_look(lessons: Lessons, embed: Embedder | None) -> tuple[Classifier, Rows]:
    """A model of the lessons, as `train`, and how it sees their passages and then the unread."""
    # What holds threads back only reaches libraries that are loaded, and scipy brings its own.
    import scipy.optimize  # noqa: F401
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # On matrices as narrow as these, threads wait for each other as long as they work.
    with threadpool_limits(1, user_api="blas"):
        return _train(lessons, embed)


def _train(lessons: Lessons, embed: Embedder | None) -> tuple[Classifier, Rows]:
    import numpy as np

    hints = _phrases_of(lessons.hints)
    spoken = [*lessons.passages, *lessons.unread]
    encoder, told = Encoder.learn(spoken, embed, [words for _, words in hints])
    n = len(lessons.passages)
    rows = told[np.r_[:n, len(spoken) : len(spoken) + len(hints)]]
    truth, counts = _with_hints(lessons, [code for code, _ in hints])
    folds = fold_of(lessons.groups, 2 if n > _VERY_MANY else _FOLDS)
    found, learnt = _fit_and_look(rows, truth, counts, folds, exclusive=lessons.exclusive)
    agreed, known = truth[:n], counts[:n]
    temperature = fit_temperature(found, agreed, known, exclusive=lessons.exclusive)
    sure = chances(found / temperature, exclusive=lessons.exclusive)
    weights, biases = _fit(rows, truth, counts, n, exclusive=lessons.exclusive, begin=learnt)
    cuts = (offsets_for_f1 if lessons.exclusive else cuts_for_f1)(sure, agreed)
    model = Classifier(
        encoder,
        weights,
        biases,
        temperature,
        _thresholds(sure, agreed, known),
        cuts,
        lessons.exclusive,
        calibration_error(sure, agreed),
        _macro_f1(decide(sure, cuts, exclusive=lessons.exclusive), agreed),
    )
    return model, told[np.arange(len(spoken))]


def _macro_f1(said: FloatArray, truth: FloatArray) -> float:
    there = truth.sum(axis=0) > 0
    f1 = 2 * (said * truth).sum(axis=0) / (said.sum(axis=0) + truth.sum(axis=0)).clip(1)
    return float(f1[there].mean()) if there.any() else 0.0


def fold_of(groups: Sequence[str], n_folds: int) -> NDArray[np.intp]:
    """The fold of each passage: whole interviews, the largest dealt out first.

    With fewer interviews than folds there are as many folds as interviews; with a single one,
    its passages are dealt out in runs of five, as neighbours tell of each other.

    Example:
        >>> fold_of(["P01", "P01", "P02", "P03"], 2).tolist()
        [0, 0, 1, 1]
    """
    import numpy as np

    names, sizes = np.unique(np.array(groups, dtype=object).astype(str), return_counts=True)
    if len(names) < 2:
        return np.arange(len(groups)) // 5 % n_folds
    totals = np.zeros(min(n_folds, len(names)))
    chosen = {}
    for place in np.argsort(-sizes, kind="stable"):
        fold = int(totals.argmin())
        totals[fold] += sizes[place]
        chosen[str(names[place])] = fold
    return np.array([chosen[str(group)] for group in groups])


def _phrases_of(hints: Sequence[tuple[int, str]]) -> list[tuple[int, str]]:
    """Each hint whole, and then each of its phrases: people speak more like one than like all.

    Example:
        >>> _phrases_of([(0, "Cannot sleep; up all night.")])
        [(0, 'Cannot sleep; up all night.'), (0, 'Cannot sleep'), (0, 'up all night.')]
    """
    found = []
    for code, words in hints:
        phrases = [phrase for phrase in _PHRASE_ENDS.split(words) if phrase.strip()]
        found += [(code, words), *((code, phrase) for phrase in phrases if len(phrases) > 1)]
    return found


def _with_hints(lessons: Lessons, hints: Sequence[int]) -> tuple[FloatArray, FloatArray]:
    """The truth of passages and then of hints, and how much each answer counts.

    A hint says that its code fits, and little of other codes unless they are exclusive. All hints
    of a code count together, and less and less as agreed examples come in.
    """
    import numpy as np

    n_codes = lessons.truth.shape[1]
    known = np.ones_like(lessons.truth) if lessons.counts is None else lessons.counts
    truth = np.zeros((len(hints), n_codes), np.float32)
    counts = np.zeros_like(truth)
    examples = (lessons.truth * known).sum(axis=0)
    n_hints = np.bincount(np.array(hints, np.intp), minlength=n_codes)
    for row, code in enumerate(hints):
        truth[row, code] = 1
        size = _HINTS_WEIGH / n_hints[code] * 10 / (10 + examples[code])
        counts[row] = size if lessons.exclusive else 0.1 * size
        counts[row, code] = size
    return (
        np.concatenate([lessons.truth, truth]).astype(np.float32),
        np.concatenate([known, counts]).astype(np.float32),
    )


def _fit(
    rows: Rows,
    truth: FloatArray,
    counts: FloatArray,
    n: int,
    *,
    exclusive: bool,
    begin: tuple[FloatArray, FloatArray] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Weights and biases, in as many steps as `n` passages are worth."""
    steps = _STEPS
    if n > _VERY_MANY:
        steps = _STEPS_OF_VERY_MANY if begin is None else _STEPS_FROM_FOLDS
    return fit(
        rows,
        truth,
        strength=_STRENGTH if exclusive else _STRENGTH_BY_ITSELF,
        exclusive=exclusive,
        balance=_BALANCE,
        importance=counts,
        steps=steps,
        begin=begin,
    )


def _fit_and_look(
    rows: Rows,
    truth: FloatArray,
    counts: FloatArray,
    folds: NDArray[np.intp],
    *,
    exclusive: bool,
) -> tuple[FloatArray, tuple[FloatArray, FloatArray] | None]:
    """Logits of each passage by a model of the other folds, and the mean of these models.

    Hints are learnt from in all folds. None for the mean where there is nothing to fold.
    """
    import numpy as np

    n = len(folds)
    models: list[tuple[FloatArray, FloatArray]] = []
    logits = np.zeros((n, truth.shape[1]), np.float32)
    hints = np.arange(n, len(truth))
    for fold in np.unique(folds):
        seen = np.concatenate([np.flatnonzero(folds != fold), hints])
        unseen = np.flatnonzero(folds == fold)
        if len(seen):
            weights, biases = _fit(rows[seen], truth[seen], counts[seen], n, exclusive=exclusive)
            logits[unseen] = rows[unseen] @ weights + biases
            models.append((weights, biases))
    if not models:
        return logits, None
    weights, biases = (np.mean(part, axis=0) for part in zip(*models, strict=True))
    return logits, (weights, biases)


def _thresholds(sure: FloatArray, truth: FloatArray, known: FloatArray) -> FloatArray:
    import numpy as np

    found = np.full(truth.shape[1], NEVER, np.float32)
    for code in range(truth.shape[1]):
        there = known[:, code] > 0
        if truth[there, code].sum() >= FEWEST_EXAMPLES:
            found[code] = threshold_for_precision(sure[there, code], truth[there, code])
    return found
