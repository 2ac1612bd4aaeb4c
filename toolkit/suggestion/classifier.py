"""Which codes a passage bears, learnt from passages that people agreed on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.suggestion.calibration import (
    NEVER,
    calibration_error,
    cuts_for_f1,
    fit_temperature,
    log_loss,
    offsets_for_f1,
    threshold_for_precision,
)
from toolkit.suggestion.features import Encoder, Passage
from toolkit.suggestion.logistic import Rows, chances, fit

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toolkit.suggestion.features import Embedder, FloatArray

FEWEST_EXAMPLES = 5
"""With fewer agreed examples a code is only ranked by likeness, and marked as a guess."""

_STRENGTHS = (0.3, 1.0, 3.0)
# With this many passages the first of them has always been best.
_MANY = 2000
# With so many, half of them tell as much of the chances as two thirds do, and the last steps of
# the search change little; a team waits half as long.
_VERY_MANY = 5000
_STEPS, _STEPS_OF_VERY_MANY = 25, 14
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
    """

    passages: Sequence[Passage]
    truth: FloatArray
    groups: Sequence[str]
    counts: FloatArray | None = None
    hints: Sequence[tuple[int, str]] = ()
    exclusive: bool = False


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

    How strongly weights are held back, the temperature, the thresholds and the cuts are all found
    on folds grouped by interview, inside of the lessons.

    Args:
        lessons: At least one passage.
        embed: MiniLM; None where its weights are not here, and words alone have to do.
    """
    return train_and_look(lessons, embed)[0]


def train_and_look(lessons: Lessons, embed: Embedder | None) -> tuple[Classifier, Rows]:
    """A model of the lessons, as `train`, and the passages of the lessons as it sees them."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    # On matrices as narrow as these, threads wait for each other as long as they work.
    with threadpool_limits(1, user_api="blas"):
        return _train(lessons, embed)


def _train(lessons: Lessons, embed: Embedder | None) -> tuple[Classifier, Rows]:
    import numpy as np

    hints = [Passage(words) for _, words in lessons.hints]
    passages = [*lessons.passages, *hints]
    encoder, rows = Encoder.learn(passages, embed)
    truth, counts = _with_hints(lessons)
    n = len(lessons.passages)
    folds = fold_of(lessons.groups, 2 if n > _VERY_MANY else _FOLDS)
    found = {
        strength: _fit_and_look(rows, truth, counts, folds, strength, exclusive=lessons.exclusive)
        for strength in _STRENGTHS[: 1 if n > _MANY else None]
    }
    told, known = truth[:n], counts[:n]
    strength = min(found, key=lambda one: _lost(found[one], told, known, lessons.exclusive))
    temperature = fit_temperature(found[strength], told, known, exclusive=lessons.exclusive)
    sure = chances(found[strength] / temperature, exclusive=lessons.exclusive)
    weights, biases = fit(
        rows,
        truth,
        strength=strength,
        exclusive=lessons.exclusive,
        balance=_BALANCE,
        importance=counts,
        steps=_steps_for(n),
    )
    cuts = (offsets_for_f1 if lessons.exclusive else cuts_for_f1)(sure, told)
    model = Classifier(
        encoder,
        weights,
        biases,
        temperature,
        _thresholds(sure, told, known),
        cuts,
        lessons.exclusive,
        calibration_error(sure, told),
        _macro_f1(decide(sure, cuts, exclusive=lessons.exclusive), told),
    )
    return model, rows[np.arange(n)]


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


def _steps_for(n: int) -> int:
    return _STEPS_OF_VERY_MANY if n > _VERY_MANY else _STEPS


def _with_hints(lessons: Lessons) -> tuple[FloatArray, FloatArray]:
    """The truth of passages and then of hints, and how much each answer counts.

    A hint says that its code fits, and nothing of other codes unless they are exclusive. Hints
    count less and less as agreed examples come in.
    """
    import numpy as np

    n_codes = lessons.truth.shape[1]
    known = np.ones_like(lessons.truth) if lessons.counts is None else lessons.counts
    truth = np.zeros((len(lessons.hints), n_codes), np.float32)
    counts = np.zeros_like(truth)
    examples = (lessons.truth * known).sum(axis=0)
    for row, (code, _) in enumerate(lessons.hints):
        truth[row, code] = 1
        size = 10 / (10 + examples[code])
        counts[row] = size if lessons.exclusive else 0.1 * size
        counts[row, code] = size
    return (
        np.concatenate([lessons.truth, truth]).astype(np.float32),
        np.concatenate([known, counts]).astype(np.float32),
    )


def _fit_and_look(
    rows: Rows,
    truth: FloatArray,
    counts: FloatArray,
    folds: NDArray[np.intp],
    strength: float,
    *,
    exclusive: bool,
) -> FloatArray:
    """Logits of each passage by a model of the other folds; hints are learnt from in all."""
    import numpy as np

    n = len(folds)
    logits = np.zeros((n, truth.shape[1]), np.float32)
    hints = np.arange(n, len(truth))
    for fold in np.unique(folds):
        seen = np.concatenate([np.flatnonzero(folds != fold), hints])
        unseen = np.flatnonzero(folds == fold)
        if len(seen):
            weights, biases = fit(
                rows[seen],
                truth[seen],
                strength=strength,
                exclusive=exclusive,
                balance=_BALANCE,
                importance=counts[seen],
                steps=_steps_for(n),
            )
            logits[unseen] = rows[unseen] @ weights + biases
    return logits


def _lost(logits: FloatArray, truth: FloatArray, known: FloatArray, exclusive: bool) -> float:
    """How badly the chances fit, at their best temperature."""
    temperature = fit_temperature(logits, truth, known, exclusive=exclusive)
    return log_loss(logits / temperature, truth, known, exclusive=exclusive)


def _thresholds(sure: FloatArray, truth: FloatArray, known: FloatArray) -> FloatArray:
    import numpy as np

    found = np.full(truth.shape[1], NEVER, np.float32)
    for code in range(truth.shape[1]):
        there = known[:, code] > 0
        if truth[there, code].sum() >= FEWEST_EXAMPLES:
            found[code] = threshold_for_precision(sure[there, code], truth[there, code])
    return found
