"""A round to learn with: on an invented text and with codes of its own, and counted nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from toolkit.errors import BadInput
from toolkit.model.codebook import Codebook
from toolkit.model.round import Assignment, CodingRound, RoundState
from toolkit.model.team import Role
from toolkit.model.transcript import Transcript, new_id
from toolkit.storage import codebooks, members, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor
from toolkit.workflow.rounds import keep_round

NAME = "Practice"


def open_practice_round(
    project: Project, *, by: str | None, text: Transcript, codebook: Codebook
) -> CodingRound:
    """A practice round in which every coder reads an invented text, seals, and compares.

    It needs no transcript and no codebook of the team's own. The text needs no clearing, for
    nobody is in it, and a second practice round uses the one that is there.

    Args:
        by: The facilitator who opens it; None from the terminal.
        text: The invented text.
        codebook: The codes to practise with.

    Raises:
        BadInput: Nobody on the team codes.
    """
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        coders = [member for member in members.list_members(tx) if Role.CODER in member.roles]
        if not coders:
            raise BadInput(
                "W247", "Nobody on the team is a coder yet. Add coders first, on the page Team."
            )
        text_id = _keep_text(tx, text)
        _keep_codes(tx, codebook)
        made = CodingRound(
            id=new_id(),
            name=_free_name(tx),
            state=RoundState.OPEN,
            imported=False,
            codebook_version=codebooks.PRACTICE_VERSION,
            assignments=tuple(Assignment(text_id, 1, coder.id) for coder in coders),
            seals=(),
            opened_at=now(),
            is_practice=True,
        )
        keep_round(tx, made, actor)
    return made


def _keep_text(tx: Transaction, text: Transcript) -> str:
    there = transcripts.list_practice(tx)
    if there:
        return min(there)
    taken = transcripts.list_names(tx)
    free = (name for name in _numbered(text.name) if name not in taken)
    made = replace(text, name=next(free), version=1)
    transcripts.add_transcripts(tx, [made], is_practice=True)
    return made.id


def _keep_codes(tx: Transaction, codebook: Codebook) -> None:
    if codebooks.find_codebook(tx, codebooks.PRACTICE_VERSION) is None:
        made = replace(codebook, version=codebooks.PRACTICE_VERSION, made_at=now())
        codebooks.add_codebook(tx, made)


def _free_name(tx: Transaction) -> str:
    taken = {found.name for found in rounds.list_rounds(tx)}
    return next(name for name in _numbered(NAME) if name not in taken)


def _numbered(name: str) -> Iterator[str]:
    """The name, then the same with 2, 3 and so on behind it."""
    yield name
    yield from (f"{name} {number}" for number in count(2))
