"""What a whole project is, as one file: the shape of a full export."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.codebook import Codebook, OwnCode
from toolkit.model.coding import Coding, Memo
from toolkit.model.decision import Decision, Difference
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Terms
from toolkit.model.transcript import Case, ContentNote, Name, Offset, Transcript


@dataclass(frozen=True, slots=True)
class Clearing:
    """How one transcript was cleared for coding.

    Attributes:
        by, approved_by: The two members who did it.
        read: False where nobody read it through, as for text that was public already.
        findings_left: How many places that had been marked were left as they stood.
    """

    transcript_id: Name
    by: Name
    approved_by: Name
    reason: str
    read: bool
    findings_left: Offset
    made_at: str


@dataclass(frozen=True, slots=True)
class ProjectFile:
    """A study with its cleared texts, its revealed codings and what was made of them.

    Attributes:
        made_at: When this was put together, as ISO 8601.
        terms, codebooks: Every version, first to last.
        transcripts: The newest version of each, and older ones where codings are on them.
        clearings: How each text came to be cleared.
        rounds: Open ones too, with who has sealed and nothing else.
        codings, own_codes, differences: Of revealed rounds.
        memos: On codings, where their author shared them.
        decisions: Every one, replaced ones too, in the order in which they were made.
    """

    title: Name
    made_at: Name
    members: tuple[Member, ...] = ()
    terms: tuple[Terms, ...] = ()
    cases: tuple[Case, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    clearings: tuple[Clearing, ...] = ()
    content_notes: tuple[ContentNote, ...] = ()
    codebooks: tuple[Codebook, ...] = ()
    rounds: tuple[CodingRound, ...] = ()
    codings: tuple[Coding, ...] = ()
    own_codes: tuple[OwnCode, ...] = ()
    memos: tuple[Memo, ...] = ()
    differences: tuple[Difference, ...] = ()
    decisions: tuple[Decision, ...] = ()
