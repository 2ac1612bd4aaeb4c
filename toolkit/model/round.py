"""A round of coding alone: opened, sealed by each coder, revealed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge

from toolkit.model.transcript import Name


class RoundState(StrEnum):
    """Where a round stands."""

    OPEN = "open"
    REVEALED = "revealed"


@dataclass(frozen=True, slots=True)
class Assignment:
    """One coder is asked to read one transcript.

    Attributes:
        transcript_version: The version that they sealed; until then the newest.
    """

    transcript_id: Name
    transcript_version: Annotated[int, Ge(1)]
    coder_id: Name


@dataclass(frozen=True, slots=True)
class Seal:
    """One coder has finished one transcript.

    Attributes:
        digest: Keyed hash of what was sealed, as hexadecimal; proof that it did not change.
    """

    round_id: Name
    transcript_id: Name
    coder_id: Name
    digest: Name
    made_at: str


@dataclass(frozen=True, slots=True)
class CodingRound:
    """Coders code the same transcripts alone, seal, then reveal.

    Attributes:
        imported: Made from a table of codings, so revealed from the start.
        codebook_version: What the codes mean in this round; 0 for the codes to practise with.
        assignments: Who reads what.
        seals: Who has finished what; nothing else is known of a round before its reveal.
        reveal_reason: Why it was revealed before all had sealed; empty when all had.
        is_practice: It is there to learn with: on an invented text, and counted nowhere.
        is_shuffled: Each coder is shown the transcripts in an order of their own.
    """

    id: Name
    name: Name
    state: RoundState
    imported: bool
    codebook_version: Annotated[int, Ge(0)]
    assignments: tuple[Assignment, ...]
    seals: tuple[Seal, ...]
    opened_at: str
    revealed_at: str | None = None
    reveal_reason: str = ""
    is_practice: bool = False
    is_shuffled: bool = False

    @property
    def is_revealed(self) -> bool:
        """Whether codings of this round may be shown to others than their coder."""
        return self.state is not RoundState.OPEN

    def readers_of(self, transcript_id: str) -> frozenset[str]:
        """The coders who sealed this transcript; the others are missing, not silent."""
        return frozenset(s.coder_id for s in self.seals if s.transcript_id == transcript_id)

    def version_for(self, transcript_id: str, coder_id: str) -> int:
        """The version of a transcript that one of its coders reads, or has sealed."""
        return next(
            a.transcript_version
            for a in self.assignments
            if (a.transcript_id, a.coder_id) == (transcript_id, coder_id)
        )

    def unsealed(self) -> tuple[Assignment, ...]:
        """What has been assigned and not yet sealed."""
        done = {(seal.transcript_id, seal.coder_id) for seal in self.seals}
        return tuple(a for a in self.assignments if (a.transcript_id, a.coder_id) not in done)
