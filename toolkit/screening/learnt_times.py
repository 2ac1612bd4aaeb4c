"""Ages, lengths of sentences and years that a model knows by the talk around a number.

Nothing but its words tells whether "nine" is a sentence, somebody's child or the time. The model
is a table of weights that anybody can read, learnt from talk that we invented and marked by hand:
`scripts/train_times.py`, `docs/screening_models.md`. The file is read only if its SHA-256 is the
one written here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache, lru_cache

from toolkit.screening.finding import Kind
from toolkit.screening.shipped_models import read_model
from toolkit.screening.time_features import Number, describe_number

MODEL = "times.tsv"
SHA256 = "3a8cfed555665cc3026bef00fd6d34c6b374817268346513482a262244565db1"
KINDS = (Kind.AGE, Kind.SENTENCE_LENGTH, Kind.DATE)
BIAS = "always"
"""The feature that every number has."""

_Weights = tuple[float, ...]


@lru_cache(maxsize=4096)
def judge_number(number: Number, asked: tuple[str, ...] = ()) -> Mapping[Kind, float]:
    """How likely a number is an age, the length of a sentence, and a date; the rest is neither.

    Args:
        number: One of a line, with the words around it.
        asked: What the line before asked (`time_features.asked_in`).

    Example:
        >>> from toolkit.screening.time_features import read_numbers
        >>> words = "i was fifteen when i went in".split()
        >>> ((_, _, number),) = read_numbers(words)
        >>> round(judge_number(number)[Kind.AGE])
        1
    """
    table = load_table()
    scores = [0.0] * len(KINDS)
    for feature in (BIAS, *describe_number(number, asked)):
        for at, weight in enumerate(table.get(feature, ())):
            scores[at] += weight
    # Softmax over the three and "neither", whose score is always nought.
    largest = max(0.0, *scores)
    shares = [math.exp(score - largest) for score in scores]
    whole = math.exp(-largest) + sum(shares)
    return {kind: share / whole for kind, share in zip(KINDS, shares, strict=True)}


@cache
def load_table() -> dict[str, _Weights]:
    """The weights of each feature for each of the kinds, read once in a process.

    Raises:
        BadInput: The file is missing or is not the one that was tested.
    """
    content = read_model(MODEL, SHA256)
    rows = (line.split("\t") for line in content.decode("utf-8").splitlines())
    return {feature: tuple(map(float, weights)) for feature, *weights in rows}
