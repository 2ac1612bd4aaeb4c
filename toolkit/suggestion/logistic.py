"""Logistic regression over words and meanings: all codes in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]

_MOST_STEPS = 25


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of each passage: a sparse matrix of words and a dense one of all else."""

    sparse: Any
    dense: FloatArray

    def __matmul__(self, weights: FloatArray) -> FloatArray:
        """Both times their part of the weights, shape (n_rows, n_codes)."""
        border = self.sparse.shape[1]
        product: FloatArray = self.sparse @ weights[:border] + self.dense @ weights[border:]
        return product

    def __getitem__(self, places: NDArray[np.intp]) -> Rows:
        """Some of the rows."""
        return Rows(self.sparse[places], self.dense[places])

    @property
    def n_features(self) -> int:
        """The columns of both."""
        return int(self.sparse.shape[1] + self.dense.shape[1])


def fit(
    rows: Rows,
    truth: FloatArray,
    *,
    strength: float,
    exclusive: bool,
    balance: float = 0.0,
    importance: FloatArray | None = None,
    steps: int = _MOST_STEPS,
    tolerance: float = 1e-3,
    begin: tuple[FloatArray, FloatArray] | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Weights and a bias for each code.

    Args:
        rows: Features, sparse or not, shape (n_rows, n_features).
        truth: 1 where the row bears the code and 0 where not, shape (n_rows, n_codes).
        strength: How little the weights are held back, scikit-learn's `C`.
        exclusive: Each row bears one code (softmax); otherwise each code is asked for by itself.
        balance: 0 leaves rare codes rare; 1 has each code's examples weigh as much together as
            the rest. The biases are set so that chances stay those of the unbalanced rows.
        importance: How much each answer counts, shape (n_rows, n_codes); 0 for unknown ones.
        begin: Weights and biases of like rows, from which the search sets out; None for none.

    Returns:
        Weights, shape (n_features, n_codes), and biases, shape (n_codes,).
    """
    import numpy as np
    from scipy.optimize import minimize

    n_features, n_codes, border = rows.n_features, truth.shape[1], rows.sparse.shape[1]
    turned = rows.sparse.T.tocsr()
    if importance is None:
        importance = np.ones_like(truth)
    # Around their means, so that the search need not learn first what all rows have in common.
    middle = rows.dense.mean(axis=0)
    rows = Rows(rows.sparse, rows.dense - middle)
    favours = _favours(truth, importance, exclusive=exclusive, balance=balance)
    if exclusive:
        counts = importance[:, :1] * (truth @ favours)[:, None]
    else:
        counts = importance * np.where(truth > 0, favours, 1)
    counts /= counts.sum() / importance.sum()

    def cost(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(n_features + 1, n_codes).astype(np.float32)
        logits = rows @ weights[:-1] + weights[-1]
        if exclusive:
            logits = logits - logits.max(axis=1, keepdims=True)
            sums = np.exp(logits).sum(axis=1, keepdims=True)
            chances = np.exp(logits) / sums
            lost = -(truth * counts * (logits - np.log(sums))).sum()
            gap = (chances - truth) * counts
        else:
            lost = (counts * (np.logaddexp(0, logits) - truth * logits)).sum()
            gap = (_sigmoid(logits) - truth) * counts
        gradient = np.empty((n_features + 1, n_codes))
        gradient[:border] = turned @ gap
        gradient[border:-1] = rows.dense.T @ gap
        gradient[:-1] = strength * gradient[:-1] + weights[:-1]
        gradient[-1] = strength * gap.sum(axis=0)
        value = strength * float(lost) + 0.5 * float((weights[:-1].astype(float) ** 2).sum())
        return value / strength / len(truth), gradient.ravel() / strength / len(truth)

    first = np.zeros((n_features + 1, n_codes))
    if begin is not None:
        first[:-1], first[-1] = begin[0], begin[1] + np.log(favours) + middle @ begin[0][border:]
    else:
        # From how common each code is, so that the search begins with what words have to add.
        there = (counts * truth).sum(axis=0) + 0.5
        rest = there.sum() if exclusive else (counts * (1 - truth)).sum(axis=0) + 0.5
        first[-1] = np.log(there / rest)
    found = minimize(
        cost,
        first.ravel(),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": steps, "gtol": 1e-6, "ftol": tolerance * 1e-2, "maxcor": 6},
    )
    best = found.x.reshape(n_features + 1, n_codes).astype(np.float32)
    weights, biases = best[:-1], best[-1] - np.log(favours) - middle @ best[border:-1]
    return weights, biases


def _favours(
    truth: FloatArray, importance: FloatArray, *, exclusive: bool, balance: float
) -> FloatArray:
    """How much more an example of a code counts than it would, shape (n_codes,)."""
    import numpy as np

    there = (truth * importance).sum(axis=0) + 1
    total = importance.sum(axis=0) + 2
    rare = total / there if exclusive else (total - there) / there
    favours: FloatArray = (rare**balance).astype(np.float32)
    return favours


def _sigmoid(logits: FloatArray) -> FloatArray:
    import numpy as np

    values: FloatArray = 1 / (1 + np.exp(-logits.clip(-40, 40)))
    return values


def chances(logits: FloatArray, *, exclusive: bool) -> FloatArray:
    """Probabilities of logits; rows add up to 1 where codes are exclusive."""
    import numpy as np

    if not exclusive:
        return _sigmoid(logits)
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    values: FloatArray = raised / raised.sum(axis=1, keepdims=True)
    return values
