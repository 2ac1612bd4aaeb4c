"""From tallies to rows: every measure, with its interval, its n and its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.intervals import FEWEST_TRANSCRIPTS, bootstrap_limits, draw_transcripts
from toolkit.agreement.nominal import MEASURES, AnyTally, Measure, S, divide, value_of
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.tally import FloatArray, Sums, tally_units
from toolkit.agreement.wording import in_words
from toolkit.errors import CannotCompute


def summarise_ratings(
    ratings: Ratings, *, scope: str, side: str, measures: Sequence[Measure[Sums]] = MEASURES
) -> tuple[Coefficient, ...]:
    """One row a measure, over all the readings together, in their order."""
    tally = tally_units(ratings)
    n = (tally.n_units, tally.n_coders)
    return summarise_tallies([tally], measures, scope=scope, side=side, n_units=n[0], n_coders=n[1])


def summarise_tallies(
    tallies: Sequence[AnyTally[S]],
    measures: Sequence[Measure[S]],
    *,
    scope: str,
    side: str,
    n_units: int,
    n_coders: int,
) -> tuple[Coefficient, ...]:
    """One row a measure: its mean over tallies, with its interval.

    Args:
        tallies: At least one: all readers together, or one tally a pair of readers, by the same
            transcripts.
        measures: What to work out.
        scope, side, n_units, n_coders: For the rows.

    Returns:
        The rows, in the order of `measures`. A tally for which a measure is undefined is left
        out of its mean, and the reason says how many were; without any left there is no value.
    """
    shared = np.stack([tally.shared for tally in tallies])
    outcomes = [[_value_or_reason(measure, tally) for tally in tallies] for measure in measures]
    values = np.array([[value for value, _ in outcome] for outcome in outcomes])
    resampled = _resample(tallies, measures, ~np.isnan(values), np.any(shared, axis=0))
    rows = []
    for at, measure in enumerate(measures):
        reasons = [reason for _, reason in outcomes[at] if reason]
        defined = ~np.isnan(values[at])
        row = partial(Coefficient, measure.name, scope, side)
        if not defined.any():
            rows.append(row(None, None, None, n_units, n_coders, reasons[0]))
            continue
        value = float(values[at][defined].mean())
        n_transcripts = int(shared[defined].any(axis=0).sum())
        limits = bootstrap_limits(
            value, _mean_defined(resampled[at]), n_transcripts, lowest=measure.lowest
        )
        notes = [_name_left_out(len(reasons), len(tallies))] if reasons else []
        reason = " ".join([*notes, limits.reason]).strip()
        rows.append(row(value, limits.low, limits.high, n_units, n_coders, reason))
    return tuple(rows)


def _value_or_reason(measure: Measure[S], tally: AnyTally[S]) -> tuple[float, str]:
    """The value, or NaN and the reason why there is none."""
    try:
        return value_of(measure, tally), ""
    except CannotCompute as error:
        return np.nan, error.problem.message


def _resample(
    tallies: Sequence[AnyTally[S]],
    measures: Sequence[Measure[S]],
    defined: NDArray[np.bool_],
    transcripts: NDArray[np.bool_],
) -> FloatArray:
    """Shape (n_measures, n_tallies, n_resamples): what is undefined is NaN."""
    n_transcripts = int(transcripts.sum())
    if n_transcripts < FEWEST_TRANSCRIPTS:
        return np.empty((*defined.shape, 0))
    weights = draw_transcripts(n_transcripts)
    resampled = np.full((*defined.shape, len(weights)), np.nan)
    for at, tally in enumerate(tallies):
        sums = tally.sums.only(transcripts).draw(weights)
        for number, measure in enumerate(measures):
            if defined[number, at]:
                resampled[number, at] = measure.formula(sums)
    return resampled


def _mean_defined(values: FloatArray) -> FloatArray:
    """The mean over the first axis of what is not NaN; NaN where nothing is left."""
    defined = ~np.isnan(values)
    total = np.where(defined, values, 0.0).sum(axis=0)
    return divide(total, defined.sum(axis=0, dtype=np.float64))


def _name_left_out(left_out: int, n_pairs: int) -> str:
    return (
        f"Left out: {in_words(left_out)} of {in_words(n_pairs)} pairs of readers, for whom this "
        "measure is undefined."
    )
