"""A machine reads along, after the people: it learns from what is revealed, and proposes codes.

It works outside of the app, in the worker. What it proposes, for all transcripts, is kept; who is
shown which of it is decided in `toolkit.workflow.suggestion_queues`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.model.job import Job
from toolkit.model.reading_along import Card, Doubt, ReadAlong
from toolkit.model.study import Study
from toolkit.model.team import Role
from toolkit.storage import suggestions
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.jobs import cancel_job, start_job
from toolkit.workflow.machine import forget_files, may_read_along, require_machine
from toolkit.workflow.study import load_study, read_study
from toolkit.workflow.suggesting import (
    embedder_in,
    sealed_by,
    segments_to_read,
    still_sealed,
    suggest_in,
    what_is_agreed,
)

if TYPE_CHECKING:
    from toolkit.suggestion.suggesting import Suggested
    from toolkit.suggestion.teaching import Taught
    from toolkit.workflow.worker import Tell

KIND = "suggestions"
MOST_DOUBTS = 50
"""How many agreed codings a team is asked to look at again, at most."""

_DOUBTFUL = 0.5


def start_reading_along(project: Project, *, by: str, spawn: bool = True) -> Job:
    """The work of learning and proposing, begun unless it is done already.

    Args:
        by: A coder who has sealed something.
        spawn: Whether a worker is spawned for it.

    Raises:
        StillSealed: They have sealed nothing yet.
        WrongState: The team has decided that no machine reads along.
    """
    from toolkit.suggestion.embedding import can_embed

    with project.reading() as tx:
        coder = require_member(tx, by, Role.CODER)
        require_machine(tx)
        study = read_study(tx, project.title)
    if not sealed_by(study.rounds, coder):
        raise still_sealed()
    return start_job(
        project,
        kind=KIND,
        settings={"by_meaning": str(can_embed(project.minilm))},
        basis=basis_of(study, what_is_agreed(study)),
        asked_by=coder.id,
        spawn=spawn,
    )


def stop_reading_along(project: Project, *, by: str, job_id: str) -> None:
    """End the work; nothing comes of it."""
    with project.reading() as tx:
        require_member(tx, by, Role.CODER)
    cancel_job(project, job_id)


def work_out(project: Project, job: Job, tell: Tell) -> str:
    """Learn, propose and keep what was proposed; the worker's part. Gives the model's version."""
    tell(0.05, "Learning from what you agreed")
    study = load_study(project)
    taught = what_is_agreed(study)
    embed = embedder_in(project.folder, project.minilm)
    found = suggest_in(project.folder, study, taught, embed=embed)
    tell(0.9, "Writing down what it proposes")
    made = ReadAlong(
        found.version,
        now(),
        _card_of(study, taught, found),
        tuple((text.id, text.version) for text in study.transcripts),
        found.suggestions,
        _doubts_of(study, taught, found),
    )
    with project.transaction() as tx:
        is_wanted = may_read_along(tx)  # the team may have said no meanwhile
        if is_wanted:
            suggestions.keep_model(tx, made)
    if not is_wanted:
        forget_files(project)
    return json.dumps(found.version)


def _card_of(study: Study, taught: Taught, found: Suggested) -> Card:
    counts = {code.id: 0 for code in study.codebooks[-1].codes}
    for _, _, _, code_id in {
        (one.transcript_id, one.start, one.end, one.code_id) for one in taught.agreed
    }:
        if code_id in counts:
            counts[code_id] += 1
    made = found.card
    return Card(
        examples=tuple(counts.items()),
        guesses=found.guesses,
        without_evidence=found.without_evidence,
        n_passages=made.n_passages if made else 0,
        n_transcripts=made.n_transcripts if made else 0,
        decided=sum(one.is_decided for one in taught.agreed),
        shared=sum(not one.is_decided for one in taught.agreed),
        rejected=len(taught.rejected),
        by_meaning=found.by_meaning,
        ece=made.ece if made else None,
        macro_f1=made.macro_f1 if made else None,
    )


def _doubts_of(study: Study, taught: Taught, found: Suggested) -> tuple[Doubt, ...]:
    """The agreed codings that it finds least likely, of codes that it can be trusted with."""
    ranked = sorted(_judged(study, taught, found), key=lambda doubt: doubt.score)
    return tuple(doubt for doubt in ranked if doubt.score < _DOUBTFUL)[:MOST_DOUBTS]


def _judged(study: Study, taught: Taught, found: Suggested) -> Iterator[Doubt]:
    from toolkit.suggestion.teaching import Within

    within = Within(segments_to_read(study))
    unsure = {*found.guesses, *found.without_evidence}
    columns = {
        code.id: column
        for column, code in enumerate(study.codebooks[-1].codes)
        if code.id not in unsure
    }
    places = {
        (one.transcript_id, one.start, one.end, one.code_id): one.is_decided
        for one in taught.agreed
        if one.code_id in columns
    }
    for (transcript_id, start, end, code_id), is_decided in places.items():
        rows = within.rows(transcript_id, start, end)
        if rows:
            score = float(found.sure[rows, columns[code_id]].max())
            yield Doubt(transcript_id, start, end, code_id, round(score, 4), is_decided)


def basis_of(study: Study, taught: Taught) -> str:
    """A hash of all that a model learns from and reads."""
    codes = [
        (c.id, c.name, c.plain_meaning, c.use_when, c.example) for c in study.codebooks[-1].codes
    ]
    told = [
        [(text.id, text.version) for text in study.transcripts],
        codes,
        sorted((a.transcript_id, a.start, a.end, a.code_id, a.is_decided) for a in taught.agreed),
        sorted(taught.open),
        sorted(taught.read),
        sorted(taught.rejected),
    ]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()
