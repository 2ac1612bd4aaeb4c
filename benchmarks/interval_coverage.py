"""How often the intervals hold the true value, on simulated projects; it should be 95 in 100.

Usage: python benchmarks/interval_coverage.py [N_PROJECTS]

Each simulated project has transcripts of their own length, mix of codes and care, as real ones
have. The true value is that of 5,000 such transcripts. Beside our intervals stand the plain
percentiles of the same resamples.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from toolkit.agreement.intervals import bootstrap_limits, draw_transcripts
from toolkit.agreement.nominal import FLEISS_KAPPA, fleiss_kappa
from toolkit.agreement.ratings import Ratings
from toolkit.agreement.tally import tally_units


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of project: readers, how often each code comes, how alike the transcripts are."""

    name: str
    n_coders: int
    shares: tuple[float, ...]
    mix_alike: float
    care: float
    care_alike: float


KINDS = (
    Kind("two readers, four codes", 2, (0.25,) * 4, 8, 0.8, 15),
    Kind("two readers who agree well", 2, (0.25,) * 4, 8, 0.97, 30),
    Kind("four readers, four codes", 4, (0.25,) * 4, 4, 0.7, 8),
    Kind("a code on 7 % of the units", 2, (0.93, 0.07), 10, 0.7, 10),
    Kind("a code in a few transcripts only", 3, (0.9, 0.1), 1.5, 0.7, 6),
)


def simulate(kind: Kind, n_transcripts: int, rng: np.random.Generator) -> Ratings:
    """Readers see the code of each unit with the transcript's care, and guess otherwise."""
    groups = np.repeat(np.arange(n_transcripts), rng.integers(30, 150, size=n_transcripts))
    mixes = rng.dirichlet(np.array(kind.shares) * kind.mix_alike, size=n_transcripts)
    cares = rng.beta(kind.care * kind.care_alike, (1 - kind.care) * kind.care_alike, n_transcripts)
    shape = (len(groups), kind.n_coders)
    limits = mixes.cumsum(axis=1)[groups]
    codes = (rng.random(len(groups))[:, np.newaxis] > limits[:, :-1]).sum(axis=1)
    guesses = rng.choice(len(kind.shares), p=kind.shares, size=shape)
    seen = rng.random(shape) < cares[groups][:, np.newaxis]
    values = np.where(seen, codes[:, np.newaxis], guesses)
    names = tuple(map(str, range(len(kind.shares))))
    return Ratings(values, names, tuple(map(str, range(kind.n_coders))), groups)


def cover(kind: Kind, n_transcripts: int, n_projects: int, seed: int) -> tuple[float, float, int]:
    """The share of intervals, and of plain percentiles, that hold the true value; none given."""
    rng = np.random.default_rng(seed)
    true = fleiss_kappa(simulate(kind, 5000, rng))
    held, plain, none = 0, 0, 0
    for _ in range(n_projects):
        sums = tally_units(simulate(kind, n_transcripts, rng)).sums
        value = float(FLEISS_KAPPA.formula(sums.total()))
        resampled = FLEISS_KAPPA.formula(sums.draw(draw_transcripts(n_transcripts)))
        limits = bootstrap_limits(value, resampled, n_transcripts)
        if limits.low is None or limits.high is None:
            none += 1
            continue
        low, high = np.nanquantile(resampled, (0.025, 0.975))
        held += limits.low <= true <= limits.high
        plain += bool(low <= true <= high)
    given = max(n_projects - none, 1)
    return held / given, plain / given, none


def main(n_projects: int) -> None:
    """Prints one line a kind of project and number of transcripts."""
    print(f"{n_projects} projects each; share of intervals that hold the true Fleiss' kappa")
    print(f"{'':34}{'transcripts':>11}{'ours':>8}{'percentile':>12}{'none given':>12}")
    for kind in KINDS:
        for n_transcripts in (5, 7, 12, 20):
            ours, plain, none = cover(kind, n_transcripts, n_projects, seed=n_transcripts)
            print(f"{kind.name:34}{n_transcripts:11}{ours:8.2f}{plain:12.2f}{none:12}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
