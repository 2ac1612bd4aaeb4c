"""Cohen's kappa of each two readers on each code, for all pairs in a few products of matrices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from toolkit.agreement.intervals import FEWEST_TRANSCRIPTS, bootstrap_limits, draw_transcripts
from toolkit.agreement.measures import name_codes
from toolkit.agreement.nominal import divide
from toolkit.agreement.ratings import MISSING, IntArray
from toolkit.agreement.tally import FloatArray
from toolkit.agreement.units import CodedUnits

_ALL_THE_SAME = (
    "Both gave this code to all that they read, or neither to any of it, so nothing tells "
    "agreement from chance."
)


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two readers agree on whether one code is there.

    Attributes:
        code: The code's name.
        coders: The two.
        agreement: The share of units on which they say the same; None where they share none.
        kappa: Cohen's kappa, in [-1, 1]; None where it is undefined.
        low, high: The limits of kappa's 95 % interval; None where none can be had honestly.
        n_units: The units that both of them read.
        reason: In plain words, why something is missing.
    """

    code: str
    coders: tuple[str, ...]
    agreement: float | None
    kappa: float | None
    low: float | None
    high: float | None
    n_units: int
    reason: str = ""


def measure_pairs(
    coded: CodedUnits,
    codes: Collection[str] | None = None,
    code_names: Mapping[str, str] | None = None,
) -> tuple[PairAgreement, ...]:
    """Cohen's kappa of every two readers who share a transcript, code by code.

    Args:
        coded: From `read_units` or `read_characters`.
        codes: Only these; without it, all that anybody gave.
        code_names: What people call each code; its order is that of the rows.

    Returns:
        One row a code and pair, by code first.

    Example:
        >>> from toolkit.agreement.characters import read_characters
        >>> from toolkit.model.coding import Answer, Coding
        >>> words, code = "all night", Answer.CODE
        >>> ash = Coding("1", "P07", 1, 4, 13, words, code, "R06", 1, "Ash", "r1", "")
        >>> bo = Coding("2", "P07", 1, 8, 13, "night", code, "R06", 1, "Bo", "r1", "")
        >>> made = read_characters({"P07": 20}, [ash, bo], {"P07": frozenset({"Ash", "Bo"})})
        >>> [(pair.coders, round(pair.kappa, 3), pair.n_units) for pair in measure_pairs(made)]
        [(('Ash', 'Bo'), 0.579, 20)]

    Source:
        Cohen (1960), Educational and Psychological Measurement 20(1):37-46.
    """
    names = name_codes(coded.categories if codes is None else codes, code_names or {})
    shared, first, second, both = _sum_pairs(coded, tuple(names))
    rows = []
    for at, name in enumerate(names.values()):
        for one, other in combinations(range(len(coded.coders)), 2):
            units = shared[:, one, other]
            if units.any():
                given = (units, first[:, at, one, other], second[:, at, one, other])
                coders = (coded.coders[one], coded.coders[other])
                rows.append(_measure_pair(name, coders, *given, both[:, at, one, other]))
    return tuple(rows)


def _sum_pairs(
    coded: CodedUnits, codes: Sequence[str]
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """By transcript (and code) and two coders: the units both read, and gave the code to.

    Returns:
        Those both read, shape (n_transcripts, n_coders, n_coders); of these, those to which
        the first, the second, and both gave the code, with the codes on the second axis.
    """
    n_coders = len(coded.coders)
    n_transcripts = int(coded.groups.max(initial=-1)) + 1
    shared = np.zeros((n_transcripts, n_coders, n_coders))
    first, both = np.zeros((2, n_transcripts, len(codes), n_coders, n_coders))
    present = np.zeros((len(codes), *coded.read.shape), dtype=bool)
    for at, code in enumerate(codes):
        present[at] = coded.presence(code).values == 1
    is_read = (coded.read != MISSING).astype(np.float64)
    sizes = np.ones(len(is_read)) if coded.sizes is None else coded.sizes
    for group, rows in enumerate(_rows_of(coded.groups, n_transcripts)):
        read = is_read[rows]
        weighed = read * sizes[rows, np.newaxis]
        gave = present[:, rows].astype(np.float64)
        shared[group] = weighed.T @ read
        of_each = np.swapaxes(gave, 1, 2) * sizes[rows]
        first[group] = of_each @ read
        both[group] = of_each @ gave
    return shared, first, np.swapaxes(first, 2, 3), both


def _rows_of(groups: IntArray, n_transcripts: int) -> list[slice]:
    ends = np.searchsorted(groups, np.arange(n_transcripts + 1))
    return [slice(start, end) for start, end in pairwise(ends.tolist())]


def _measure_pair(
    name: str,
    coders: tuple[str, str],
    units: FloatArray,
    first: FloatArray,
    second: FloatArray,
    both: FloatArray,
) -> PairAgreement:
    sums = np.stack([units, first, second, both])[:, units > 0]
    total = sums.sum(axis=1)
    n_units = int(total[0])
    agreement = float((total[0] - total[1] - total[2] + 2 * total[3]) / total[0])
    kappa = float(_kappa(*total))
    if np.isnan(kappa):
        return PairAgreement(name, coders, agreement, None, None, None, n_units, _ALL_THE_SAME)
    n_transcripts = sums.shape[1]
    enough = n_transcripts >= FEWEST_TRANSCRIPTS
    resampled = _kappa(*(draw_transcripts(n_transcripts) @ sums.T).T) if enough else np.empty(0)
    limits = bootstrap_limits(kappa, resampled, n_transcripts)
    return PairAgreement(
        name, coders, agreement, kappa, limits.low, limits.high, n_units, limits.reason
    )


def _kappa(
    units: FloatArray, first: FloatArray, second: FloatArray, both: FloatArray
) -> FloatArray:
    agreeing = units * (units - first - second + 2 * both)
    by_chance = first * second + (units - first) * (units - second)
    return divide(agreeing - by_chance, units**2 - by_chance)
