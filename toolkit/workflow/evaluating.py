"""How far suggestions can be trusted: a model is tried on interviews that it has not seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import CannotCompute
from toolkit.exchange.tables.coded import CodedRow, read_coded
from toolkit.model.study import Study
from toolkit.model.transcript import Segment, Unit
from toolkit.model.upload import Upload
from toolkit.storage.project import Project
from toolkit.workflow.machine import require_machine
from toolkit.workflow.study import load_study
from toolkit.workflow.suggesting import embedder_in, segments_to_read, what_is_agreed

if TYPE_CHECKING:
    from toolkit.suggestion.evaluating import Scores
    from toolkit.suggestion.features import Passage


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How far a project's suggestions can be trusted.

    Attributes:
        scores: Of models on transcripts that they had not seen.
        curve: Macro-F1 by how many examples of each code were learnt from.
        readers: Macro-F1 of one reader against another, over passages that two have read; None
            where no two have.
        n_read_twice: Passages that two have read.
    """

    scores: Scores
    curve: tuple[tuple[int, float], ...]
    readers: float | None
    n_read_twice: int


def evaluate(project: Project, *, unit: Unit | None = None) -> Evaluation:
    """Try suggestions on the project's own transcripts, each held out in turn.

    Args:
        project: Whose.
        unit: Turn or sentence; without it the unit of the team's terms.

    Raises:
        CannotCompute: Nothing is agreed in two transcripts yet.
        WrongState: The team has decided that no machine reads along.
    """
    from toolkit.suggestion import evaluating
    from toolkit.suggestion.teaching import lessons_of, passages_of

    with project.reading() as tx:
        require_machine(tx)
    study = load_study(project)
    segments = segments_to_read(study, unit)
    codes = study.codebooks[-1].codes if study.codebooks else ()
    lessons, places = lessons_of(
        segments, passages_of(segments, study.transcripts), codes, what_is_agreed(study)
    )
    with_codes = {
        group for group, row in zip(lessons.groups, lessons.truth, strict=True) if row.any()
    }
    if len(with_codes) < 2:
        raise CannotCompute(
            "W370",
            "Suggestions are tried on transcripts that the model has not seen, and fewer than two "
            "have agreed codings. Reveal a round first: toolkit round reveal FOLDER --as NAME",
        )
    embed = embedder_in(project.folder, project.minilm)
    names = [code.name for code in codes]
    readers, n_read_twice = _readers_against_readers(
        study, [segments[place] for place in places], [code.id for code in codes]
    )
    return Evaluation(
        evaluating.evaluate(lessons, names, embed),
        evaluating.learning_curve(lessons, embed),
        readers,
        n_read_twice,
    )


def _readers_against_readers(
    study: Study, segments: Sequence[Segment], codes: Sequence[str]
) -> tuple[float | None, int]:
    """Macro-F1 between each two readers of a transcript in a round, and over how many passages."""
    from toolkit.suggestion.teaching import Within

    within = Within(segments)
    given: dict[tuple[str, str], set[tuple[int, str]]] = defaultdict(set)
    for coding in study.codings:
        if coding.code_id in codes and not coding.after_seal:
            rows = within.rows(coding.transcript_id, coding.start, coding.end)
            key = (coding.round_id, coding.coder_id)
            given[key] |= {(row, str(coding.code_id)) for row in rows}
    both: Counter[str] = Counter()
    either: Counter[str] = Counter()
    twice: set[int] = set()
    for found in study.revealed_rounds:
        for text in study.transcripts:
            whole = set(within.rows(text.id, 0, len(text.text)))
            readers = sorted(found.readers_of(text.id))
            twice |= whole if len(readers) > 1 else set()
            for one, other in combinations(readers, 2):
                mine, theirs = (
                    {pair for pair in given[found.id, who] if pair[0] in whole}
                    for who in (one, other)
                )
                both.update(code for _, code in mine & theirs)
                either.update(code for _, code in [*mine, *theirs])
    scores = [2 * both[code] / total for code, total in either.items()]
    return (sum(scores) / len(scores) if scores else None), len(twice)


def evaluate_table(
    file: Path | Upload, *, text: str, group: str, labels: str, several: bool = False
) -> Scores:
    """How well codes would be suggested for the passages of a table that others coded.

    Folds are whole groups. The line before and the line after in the same group count as what was
    said around a passage; a label's own words count as its meaning.

    Args:
        file, text, group, labels, several: As for `read_coded`.

    Raises:
        BadTable: The table cannot be used; holds all of its problems.
    """
    import numpy as np

    from toolkit.suggestion import evaluating
    from toolkit.suggestion.classifier import Lessons
    from toolkit.suggestion.embedding import VectorStore, can_embed

    rows = read_coded(file, text=text, group=group, labels=labels, several=several)
    names = sorted({label for row in rows for label in row.labels})
    truth = np.array([[name in row.labels for name in names] for row in rows], np.float32)
    lessons = Lessons(
        passages_of_rows(rows),
        truth,
        [row.group for row in rows],
        hints=list(enumerate(names)),
        exclusive=not several,
    )
    return evaluating.evaluate(lessons, names, VectorStore(None).embed if can_embed() else None)


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
