"""How sure a model may say it is, and from where on a code can be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.suggestion.logistic import chances

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

PRECISION = 0.8
"""Of the suggestions that are shown for a code, the share that has to fit."""

NEVER = 2.0
"""A threshold that no chance reaches: there is not enough evidence for the code."""

_SURENESS = 1.96
# A cut that lets fewer of a code's passages through was picked by luck out of very many.
_LEAST_COVERAGE = 0.05
_BINS = 10
_ENOUGH_TO_TUNE = 200


def log_loss(logits: FloatArray, truth: FloatArray, known: FloatArray, *, exclusive: bool) -> float:
    """How badly chances fit what happened: the mean of minus their logarithms.

    Args:
        logits: Shape (n, n_codes).
        truth: 1 where the passage bears the code, shape (n, n_codes).
        known: How much each answer counts, shape (n, n_codes).
        exclusive: Each passage bears one code.
    """
    import numpy as np

    found = chances(logits, exclusive=exclusive).clip(1e-7, 1 - 1e-7)
    told = truth * np.log(found)
    if not exclusive:
        told = told + (1 - truth) * np.log1p(-found)
    return -float((told * known).sum()) / max(1e-9, float(known.sum()))


def fit_temperature(
    logits: FloatArray, truth: FloatArray, known: FloatArray, *, exclusive: bool
) -> float:
    """What logits are divided by, so that their chances fit what happened.

    Args:
        logits, truth, known, exclusive: As for `log_loss`; of passages that the model had not
            learnt from.

    Returns:
        The temperature, in [0.05, 20]; above 1 where the model was too sure.

    Source:
        Guo et al. (2017), On calibration of modern neural networks, arXiv:1706.04599.
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    def lost(logarithm: float) -> float:
        divided = logits / np.float32(np.exp(logarithm))
        return log_loss(divided, truth, known, exclusive=exclusive)

    return float(np.exp(minimize_scalar(lost, bounds=(-3, 3), method="bounded").x))


def calibration_error(sure: FloatArray, right: FloatArray) -> float:
    """The expected calibration error: how far sureness is from being right, in ten equal bins.

    Args:
        sure: Chances, in [0, 1], of any shape.
        right: 1 where it was so and 0 where not, of the same shape.

    Returns:
        In [0, 1]; 0 for no chances at all.

    Example:
        >>> import numpy as np
        >>> calibration_error(np.array([0.75, 0.75, 0.75, 0.75]), np.array([1, 1, 1, 0]))
        0.0

    Source:
        Naeini, Cooper and Hauskrecht (2015), Obtaining well calibrated probabilities using
        Bayesian binning, AAAI.
    """
    import numpy as np

    if not sure.size:
        return 0.0
    flat, hit = sure.ravel().astype(float), right.ravel().astype(float)
    bins = np.minimum((flat * _BINS).astype(int), _BINS - 1)
    gaps = np.bincount(bins, flat - hit, minlength=_BINS)
    return float(np.abs(gaps).sum() / flat.size)


def threshold_for_precision(sure: FloatArray, right: FloatArray) -> float:
    """From which chance on at least .8 of a code's suggestions fit, with a margin.

    The lower end of Wilson's interval (95 %) has to reach .8, and one in twenty of the code's
    passages has to be found, so that the threshold holds for passages that it was not found on,
    and no handful of lucky hits sets it.

    Args:
        sure: Chances of passages that the model had not learnt from.
        right: Whether the code fitted them.

    Returns:
        A chance, or `NEVER` where none will do.
    """
    import numpy as np

    order = np.argsort(-sure, kind="stable")
    ranked, hits = sure[order].astype(float), np.cumsum(right[order]).astype(float)
    n = np.arange(1, len(ranked) + 1)
    share, z = hits / n, _SURENESS
    spread = z * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = (share + z * z / (2 * n) - spread) / (1 + z * z / n)
    # Ties are shown together, so a threshold can only stand where the next chance is lower.
    ends = np.append(ranked[1:] < ranked[:-1], True)
    enough = hits >= _LEAST_COVERAGE * hits[-1:]
    good = np.flatnonzero((low >= PRECISION) & ends & enough)
    return float(ranked[good[-1]]) if len(good) else NEVER


def cuts_for_f1(sure: FloatArray, truth: FloatArray) -> FloatArray:
    """For each code by itself, the chance from which on to say yes, for the best F1.

    With few examples the best cut is chance itself, so each is drawn towards the one that is best
    for all codes together: as if ten more examples spoke for that one.

    Returns:
        Shape (n_codes,), each in (0, 1).
    """
    import numpy as np

    shared = _best_cut(sure.ravel(), truth.ravel())
    cuts = np.full(truth.shape[1], shared, np.float32)
    for code in range(truth.shape[1]):
        n_true = float(truth[:, code].sum())
        if n_true:
            own = _best_cut(sure[:, code], truth[:, code])
            part = n_true / (n_true + 10)
            cuts[code] = _sigmoid_mean(own, shared, part)
    return cuts


def _sigmoid_mean(own: float, shared: float, part: float) -> float:
    """Between two chances, on the scale of logits."""
    import numpy as np

    logits = [np.log(cut / (1 - cut)) for cut in np.clip((own, shared), 1e-4, 1 - 1e-4)]
    return float(1 / (1 + np.exp(-(part * logits[0] + (1 - part) * logits[1]))))


def _best_cut(sure: FloatArray, right: FloatArray) -> float:
    """The middle of the gap below which F1 only falls."""
    import numpy as np

    if not right.sum():
        return 0.5
    order = np.argsort(-sure, kind="stable")
    ranked, hits = sure[order].astype(float), np.cumsum(right[order]).astype(float)
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + right.sum())
    # One lucky passage must not set it: the curve is smoothed before its top is looked for.
    width = max(1, int(right.sum()) // 10)
    smooth = np.convolve(np.pad(f1, width, mode="edge"), np.ones(2 * width + 1), "valid")
    best = int(smooth.argmax())
    below = ranked[best + 1] if best + 1 < len(ranked) else ranked[best] / 2
    return float((ranked[best] + below) / 2)


def offsets_for_f1(sure: FloatArray, truth: FloatArray) -> FloatArray:
    """What is added to the logarithms of exclusive chances for the best macro-F1, shape (n_codes,).

    Found by trying one code at a time, in smaller and smaller steps, from where rare codes are
    half-way to weighing as much as common ones; with few passages that is left as it is.
    """
    import numpy as np

    logs, right = np.log(sure.astype(float) + 1e-9), truth.argmax(axis=1)
    offsets = -0.5 * np.log(truth.mean(axis=0) + 1 / (len(truth) + 1))
    best = macro_f1_of(right, (logs + offsets).argmax(axis=1), truth.shape[1])
    for step in (0.4, 0.2, 0.1) if len(truth) >= _ENOUGH_TO_TUNE else ():
        for code in [*range(truth.shape[1])] * 2:
            for move in (-step, step):
                tried = offsets.copy()
                tried[code] += move
                score = macro_f1_of(right, (logs + tried).argmax(axis=1), truth.shape[1])
                if score > best + 1e-3:
                    best, offsets = score, tried
    found: FloatArray = offsets.astype(np.float32)
    return found


def macro_f1_of(right: NDArray[np.intp], said: NDArray[np.intp], n_codes: int) -> float:
    """The mean F1 over the codes that are there, for one code a passage."""
    import numpy as np

    there = np.bincount(right, minlength=n_codes)
    both = np.bincount(right[right == said], minlength=n_codes)
    total = there + np.bincount(said, minlength=n_codes)
    return float((2 * both / np.maximum(total, 1))[there > 0].mean())
