"""How well a model does on interviews that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.suggestion.calibration import calibration_error
from toolkit.suggestion.classifier import Lessons, fold_of, train

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from toolkit.suggestion.features import Embedder, FloatArray

FOLDS = 5


@dataclass(frozen=True, slots=True)
class CodeScore:
    """How one code does on interviews that were held out.

    Attributes:
        code: Its name or id.
        n: Passages that bear it.
        f1: In [0, 1].
        shown: Passages that it would be shown for.
        precision: The share of them that bear it; None where it is shown nowhere.
        coverage: The share of the passages that bear it that it is shown for.
    """

    code: str
    n: int
    f1: float
    shown: int
    precision: float | None
    coverage: float


@dataclass(frozen=True, slots=True)
class Scores:
    """How a model does on interviews that were held out.

    Attributes:
        n: Passages.
        codes: The score of each code, in the order they were handed in.
        macro_f1: The mean F1 of the codes that are there.
        micro_f1: F1 of all answers together.
        recall_at_3: Of the codes that passages bear, the share among their three likeliest.
        ece: The expected calibration error.
        folds: How many there were.
        by_meaning: Whether MiniLM took part; otherwise words alone.
    """

    n: int
    codes: tuple[CodeScore, ...]
    macro_f1: float
    micro_f1: float
    recall_at_3: float
    ece: float
    folds: int
    by_meaning: bool


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What models said of passages that they had not seen, each shape (n_passages, n_codes)."""

    chances: FloatArray
    said: FloatArray
    shown: FloatArray


def evaluate(lessons: Lessons, codes: Sequence[str], embed: Embedder | None) -> Scores:
    """Train on all interviews but a fifth and look at that, five times over.

    Args:
        lessons: Of two interviews at least.
        codes: The names of the codes, in the order of `lessons.truth`.
        embed: MiniLM; None where its weights are not here.
    """
    import numpy as np

    folds = fold_of(lessons.groups, FOLDS)
    return score(
        cross_validate(lessons, embed, folds),
        lessons.truth,
        codes,
        exclusive=lessons.exclusive,
        folds=len(np.unique(folds)),
        by_meaning=embed is not None,
        known=lessons.counts,
    )


def cross_validate(
    lessons: Lessons, embed: Embedder | None, folds: NDArray[np.intp] | None = None
) -> HeldOut:
    """What a model of the other folds says of each passage; a fold is whole interviews.

    All that is learnt, vocabulary, temperature, thresholds and cuts too, is learnt without the
    fold that it is tried on.
    """
    import numpy as np

    if folds is None:
        folds = fold_of(lessons.groups, FOLDS)
    found, said, shown = (np.zeros_like(lessons.truth) for _ in range(3))
    for fold in np.unique(folds):
        seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        model = train(take(lessons, seen), embed)
        rows = model.rows_of([lessons.passages[place] for place in unseen.tolist()], embed)
        found[unseen] = model.chances(rows)
        said[unseen] = model.decide(found[unseen])
        shown[unseen] = found[unseen] >= model.thresholds
    return HeldOut(found, said, shown)


def learning_curve(
    lessons: Lessons, embed: Embedder | None, sizes: Sequence[int] = (5, 10, 20, 50)
) -> tuple[tuple[int, float], ...]:
    """Macro-F1 with so many examples of each code, drawn from the other interviews of each fold.

    Returns:
        Sizes and scores; a size that no code has more examples than is left out.
    """
    import numpy as np

    folds = fold_of(lessons.groups, FOLDS)
    examples = (lessons.truth * (counts_of(lessons) > 0)).sum(axis=0)
    curve = []
    for size in sizes:
        if size >= examples.max(initial=0):
            break
        said = np.zeros_like(lessons.truth)
        for fold in np.unique(folds):
            seen, unseen = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
            model = train(take_few(lessons, seen, size, seed=int(fold)), embed)
            rows = model.rows_of([lessons.passages[place] for place in unseen.tolist()], embed)
            said[unseen] = model.decide(model.chances(rows))
        curve.append((size, macro_f1(said, lessons.truth, counts_of(lessons))))
    return tuple(curve)


def take_few(lessons: Lessons, places: NDArray[np.intp], per_code: int, *, seed: int) -> Lessons:
    """About so many examples of each code, drawn from the places; the rest of these as unread."""
    import numpy as np

    drawn = draw(lessons, places, per_code, seed=seed)
    unread = [lessons.passages[place] for place in np.setdiff1d(places, drawn).tolist()]
    return replace(take(lessons, drawn), unread=unread)


def draw(
    lessons: Lessons, places: NDArray[np.intp], per_code: int, *, seed: int
) -> NDArray[np.intp]:
    """Some of the places, so that each code has about so many examples; the same for a seed."""
    import numpy as np

    shuffled = np.random.default_rng(seed).permutation(places)
    drawn = [
        shuffled[lessons.truth[shuffled, code] > 0][:per_code]
        for code in range(lessons.truth.shape[1])
    ]
    if not lessons.exclusive:
        drawn.append(shuffled[lessons.truth[shuffled].sum(axis=1) == 0][:per_code])
    return np.unique(np.concatenate(drawn))


def counts_of(lessons: Lessons) -> FloatArray:
    """How much each answer counts, shape as the truth."""
    import numpy as np

    return np.ones_like(lessons.truth) if lessons.counts is None else lessons.counts


def macro_f1(said: FloatArray, truth: FloatArray, known: FloatArray) -> float:
    """The mean F1 of the codes that are there, over the answers that are known."""
    import numpy as np

    right, told = truth * (known > 0), said * (known > 0)
    total = told.sum(axis=0) + right.sum(axis=0)
    f1 = 2 * (told * right).sum(axis=0) / np.maximum(total, 1)
    there = right.sum(axis=0) > 0
    return float(f1[there].mean()) if there.any() else 0.0


def take(lessons: Lessons, places: Sequence[int] | NDArray[np.intp]) -> Lessons:
    """Some of the passages, with all hints."""
    return replace(
        lessons,
        passages=[lessons.passages[place] for place in places],
        truth=lessons.truth[places],
        groups=[lessons.groups[place] for place in places],
        counts=None if lessons.counts is None else lessons.counts[places],
    )


def score(
    held_out: HeldOut,
    truth: FloatArray,
    codes: Sequence[str],
    *,
    exclusive: bool,
    folds: int,
    by_meaning: bool,
    known: FloatArray | None = None,
) -> Scores:
    """The figures, over the answers that are known."""
    import numpy as np

    if known is None:
        known = np.ones_like(truth)
    right = truth * (known > 0)
    said, shown = held_out.said * (known > 0), held_out.shown * (known > 0)
    both, total = (said * right).sum(axis=0), said.sum(axis=0) + right.sum(axis=0)
    f1 = 2 * both / np.maximum(total, 1)
    there = right.sum(axis=0)
    hits = (shown * right).sum(axis=0)
    if exclusive:
        best = held_out.chances.argmax(axis=1)
        rows = np.arange(len(best))
        ece = calibration_error(held_out.chances[rows, best], truth[rows, best])
    else:
        ece = calibration_error(held_out.chances[known > 0], truth[known > 0])
    top = np.argsort(-held_out.chances, axis=1, kind="stable")[:, :3]
    recalled = np.take_along_axis(right, top, axis=1).sum()
    return Scores(
        len(truth),
        tuple(
            CodeScore(
                code,
                int(there[place]),
                float(f1[place]),
                int(shown[:, place].sum()),
                float(hits[place] / shown[:, place].sum()) if shown[:, place].any() else None,
                float(hits[place] / max(1, there[place])),
            )
            for place, code in enumerate(codes)
        ),
        float(f1[there > 0].mean()) if there.any() else 0.0,
        float(2 * both.sum() / max(1, total.sum())),
        float(recalled / max(1, there.sum())),
        ece,
        folds,
        by_meaning,
    )
