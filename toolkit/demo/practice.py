"""The invented talk that a team practises on, and the codes to practise with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.exchange.tables.codebook import read_codebook
from toolkit.ingest.reading import read_transcript
from toolkit.model.codebook import Codebook
from toolkit.model.round import CodingRound
from toolkit.model.transcript import Transcript
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.practice import open_practice_round

HERE = Path(__file__).with_name("practice")
TEXT_NAME = "Practice talk (invented)"


def open_practice(project: Project, *, by: str | None = None) -> CodingRound:
    """A practice round on the invented talk, for every coder of the team.

    Args:
        by: The facilitator who opens it; None from the terminal.

    Raises:
        BadInput: Nobody on the team codes.
        WrongRole: `by` is no facilitator.
    """
    return open_practice_round(project, by=by, text=_read_text(), codebook=_read_codebook())


def _read_text() -> Transcript:
    return replace(read_transcript(HERE / "transcript.txt").transcript, name=TEXT_NAME)


def _read_codebook() -> Codebook:
    table = read_codebook(HERE / "codebook.csv")
    return Codebook(0, table.themes, table.codes, "Codes to practise with.", None, now())
