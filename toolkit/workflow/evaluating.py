"""How far suggestions can be trusted: a model is tried on interviews that it has not seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.exchange.tables.coded import CodedRow, read_coded
from toolkit.model.upload import Upload

if TYPE_CHECKING:
    from toolkit.suggestion.evaluating import Scores
    from toolkit.suggestion.features import Passage


def evaluate_table(
    file: Path | Upload, *, text: str, group: str, labels: str, several: bool = False
) -> Scores:
    """How well codes would be suggested for the passages of a table that others coded.

    Folds are whole groups. The line before and the line after in the same group count as what was
    said around a passage.

    Args:
        file, text, group, labels, several: As for `read_coded`.

    Raises:
        BadTable: The table cannot be used; holds all of its problems.
    """
    import numpy as np

    from toolkit.suggestion.classifier import Lessons
    from toolkit.suggestion.embedding import VectorStore, can_embed
    from toolkit.suggestion.evaluating import evaluate

    rows = read_coded(file, text=text, group=group, labels=labels, several=several)
    names = sorted({label for row in rows for label in row.labels})
    truth = np.array([[name in row.labels for name in names] for row in rows], np.float32)
    lessons = Lessons(
        passages_of_rows(rows), truth, [row.group for row in rows], exclusive=not several
    )
    return evaluate(lessons, names, VectorStore(None).embed if can_embed() else None)


def passages_of_rows(rows: Sequence[CodedRow]) -> list[Passage]:
    """Each row's passage, with the rows of its group around it."""
    from toolkit.suggestion.features import in_context

    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(row.group, []).append(place)
    found: dict[int, Passage] = {}
    for mine in places.values():
        passages = in_context([rows[place].text for place in mine])
        found.update(zip(mine, passages, strict=True))
    return [found[place] for place in range(len(rows))]
