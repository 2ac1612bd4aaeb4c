"""Train the model that tells ages, lengths of sentences and dates by the talk around a number.

    python scripts/train_times.py [FILE]

It learns from `scripts/time_sentences/`: talk that we invented, one excerpt a line, with `|`
between turns and `[[age|nineteen]]`, `[[sentence_length|four years]]` or `[[date|2014]]` around
what identifies. Nothing in it is anybody's. Each feature is first weighed by how much more often it
stands beside numbers that identify than beside others (Wang and Manning, 2012, Baselines and
Bigrams, ACL), then a multinomial logistic regression is fitted. The same pinned versions write the
same bytes at every run; the SHA-256 that is printed belongs into
`toolkit/screening/learnt_times.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from toolkit.screening.finding import Kind
from toolkit.screening.learnt_times import BIAS, KINDS
from toolkit.screening.time_features import asked_in, describe_number, read_numbers
from toolkit.screening.tokens import read_tokens

HERE = Path(__file__).parent / "time_sentences"
TARGET = Path(__file__).parents[1] / "toolkit" / "screening" / "times.tsv"
NEITHER = "neither"
FEWEST = 2
"""How many numbers must have a feature for it to be learnt."""

SMOOTHING = 0.5
STRENGTH = 0.1
"""Of the fit against the size of the weights: `C` of scikit-learn's logistic regression."""

_MARK = re.compile(r"\[\[(\w+)\|([^\]]*)\]\]")


@dataclass(frozen=True)
class Example:
    """The features of a number, and what it tells."""

    features: list[str]
    tells: str


def read_excerpts(folder: Path = HERE) -> list[str]:
    """Every excerpt of our files."""
    return [
        line
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]


def read_examples(excerpt: str) -> Iterator[Example]:
    """The numbers of an excerpt, turn by turn."""
    before = ""
    for turn in excerpt.split(" | "):
        line, marks = read_marks(turn)
        tokens = read_tokens(line)
        for first, last, number in read_numbers([token.lower for token in tokens]):
            start, end = tokens[first].start, tokens[last - 1].end
            tells = next((kind for kind, s, e in marks if s < end and e > start), NEITHER)
            yield Example(describe_number(number, asked_in(before)), tells)
        before = line


def read_marks(turn: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A turn without its marks, and the kind and place of each."""
    line, marks, end = "", [], 0
    for mark in _MARK.finditer(turn):
        line += turn[end : mark.start()]
        marks.append((Kind(mark[1]).value, len(line), len(line) + len(mark[2])))
        line += mark[2]
        end = mark.end()
    return line + turn[end:], marks


def fit(examples: Sequence[Example]) -> dict[str, list[float]]:
    """The weights of each feature for an age, a length and a date, against none of them."""
    counted = Counter(feature for one in examples for feature in set(one.features))
    places = {
        feature: place
        for place, feature in enumerate(sorted(f for f, n in counted.items() if n >= FEWEST))
    }
    rows = [sorted({places[f] for f in one.features if f in places}) for one in examples]
    found = csr_matrix(
        (
            np.ones(sum(map(len, rows))),
            [place for row in rows for place in row],
            np.cumsum([0, *map(len, rows)]),
        ),
        shape=(len(rows), len(places)),
    )
    tells = np.array([one.tells for one in examples])
    identifies = tells != NEITHER
    among = (found[identifies].sum(axis=0).A1 + SMOOTHING) / identifies.sum()
    among_others = (found[~identifies].sum(axis=0).A1 + SMOOTHING) / (~identifies).sum()
    telling = np.abs(np.log(among / among_others))
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(found @ diags(telling), tells)
    weights = np.vstack([model.coef_.T * telling[:, None], model.intercept_])
    classes = list(model.classes_)
    against = weights[:, [classes.index(kind.value) for kind in KINDS]]
    against = against - weights[:, [classes.index(NEITHER)]]
    names = [*places, BIAS]
    # Two decimals tell as much as sixteen, and are the same on every machine.
    return {
        name: [round(w, 2) for w in row] for name, row in zip(names, against.tolist(), strict=True)
    }


def write_table(weights: dict[str, list[float]], target: Path) -> str:
    """Write the features whose weights are not nought, in order; returns the SHA-256."""
    lines = (
        "\t".join([feature, *(f"{weight:g}" for weight in row)])
        for feature, row in sorted(weights.items())
        if any(row)
    )
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    """Train and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    target = parser.parse_args().target
    examples = [one for excerpt in read_excerpts() for one in read_examples(excerpt)]
    sha256 = write_table(fit(examples), target)
    print(f"{target}: {len(examples)} numbers, SHA-256 {sha256}")


if __name__ == "__main__":
    main()
