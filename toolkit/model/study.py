"""A whole study, as far as everybody may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge

from toolkit.model.codebook import Codebook, OwnCode
from toolkit.model.coding import Coding, Memo
from toolkit.model.decision import Decision, Difference, ReviewSession
from toolkit.model.proposal import Proposal, ProposalVoting
from toolkit.model.ranking import Ranking
from toolkit.model.reading_along import SuggestionReply
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, TeamPage, Terms
from toolkit.model.transcript import Case, ContentNote, Name, Offset, Transcript


@dataclass(frozen=True, slots=True)
class Clearing:
    """Who cleared a transcript for coding, who approved it, and why.

    Attributes:
        was_read: False for text that was public already and was cleared unread.
        findings_settled, findings_left: Left-over identifiers that were found in it.
        signed: The checks of the checklist that were signed, by their ids.
    """

    transcript_id: Name
    cleared_by: Name
    approved_by: Name
    reason: Name
    was_read: bool
    findings_settled: Offset
    findings_left: Offset
    made_at: str
    version: Annotated[int, Ge(1)] = 1
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Redaction:
    """What became of one finding when a transcript was cleared. What stood there is nowhere.

    Attributes:
        position: Its number in the clearing, from 0.
        part: `"text"`, `"name"` (of the transcript) or `"speaker"` (a label).
        turn: The turn it is in; None outside of the text.
        start, end: Offsets in the cleared text, name or label.
        finding_class, kind: Such as `"person"` and `"titled_name"`.
        choice: `"keep"`, `"replace"` or `"remove"`.
        instead: What stands there now; empty where the words were kept.
        settled_by: The checker's id.
    """

    transcript_id: Name
    version: Annotated[int, Ge(1)]
    position: Offset
    part: Name
    turn: Offset | None
    start: Offset
    end: Offset
    finding_class: Name
    kind: Name
    choice: Name
    instead: str
    settled_by: Name


@dataclass(frozen=True, slots=True)
class Revision:
    """A correction of a cleared transcript.

    Attributes:
        version: The version of the text that it made, 2 or higher.
        reason: Why it was made; may be empty.
    """

    transcript_id: Name
    version: Annotated[int, Ge(2)]
    reason: str
    made_at: str


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """A coding whose words do not stand in the newest text as they did.

    Attributes:
        coding: Where it stood last, in the version that it counts in.
        is_let_go: Its coder let it go; otherwise they have yet to say where it belongs.
    """

    coding: Coding
    is_let_go: bool


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A speaker whose words may not be quoted: a reader says that they are theirs."""

    transcript_id: Name
    speaker: Name


@dataclass(frozen=True, slots=True)
class Study:
    """What everybody may see of a project at one moment.

    Attributes:
        terms, codebooks: Every version, first to last.
        rounds: Open ones too, with who has sealed and nothing else.
        codings: Of revealed rounds, by readers who had sealed, and later ones marked so.
        own_codes: Those that a coding here uses; the rest stay with their makers.
        memos: On codings, where their author shared them.
        positions: Where members say they speak from, if they shared it.
        differences: Of revealed rounds, settled or not.
        decisions: Replaced ones too.
        earlier_texts: The versions of each transcript before the newest.
        revisions: What made each version after the first.
        left_behind: Revealed codings whose words are not in the newest text as they stood.
        redactions: What became of all that was found before each clearing.
        kept_back: Speakers whose words no report may print.
        pages: What the team wrote on pages of its own, every version of each.
        proposals: All that were made to change the codebook.
        proposal_votings: The votes on them; what was cast only where everybody has voted.
        sessions: The meetings in which differences were talked through, first to last.
        rankings: Questions that the team ranked ideas for; ideas only where all were shown them,
            and what each ranked only where everybody had.
        suggestion_replies: What readers of revealed rounds said to what a machine proposed.
        n_models: How many models have read along.
    """

    title: str
    members: tuple[Member, ...]
    terms: tuple[Terms, ...]
    cases: tuple[Case, ...]
    transcripts: tuple[Transcript, ...]
    clearings: tuple[Clearing, ...]
    content_notes: tuple[ContentNote, ...]
    codebooks: tuple[Codebook, ...]
    rounds: tuple[CodingRound, ...]
    codings: tuple[Coding, ...]
    own_codes: tuple[OwnCode, ...]
    memos: tuple[Memo, ...]
    differences: tuple[Difference, ...]
    decisions: tuple[Decision, ...]
    log_head: str
    log_rows: int
    earlier_texts: tuple[Transcript, ...] = ()
    revisions: tuple[Revision, ...] = ()
    left_behind: tuple[LeftBehind, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    kept_back: tuple[KeptBack, ...] = ()
    pages: tuple[TeamPage, ...] = ()
    positions: tuple[Memo, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    proposal_votings: tuple[ProposalVoting, ...] = ()
    sessions: tuple[ReviewSession, ...] = ()
    rankings: tuple[Ranking, ...] = ()
    suggestion_replies: tuple[SuggestionReply, ...] = ()
    n_models: Annotated[int, Ge(0)] = 0

    def codebook_for(self, round_id: str) -> Codebook | None:
        """What codes are called when readings of a round are talked through: today's wording.

        A practice round has a list of its own.
        """
        found = next((one for one in self.rounds if one.id == round_id), None)
        if found is not None and found.is_practice:
            return self.codebook_of(round_id)
        return self.codebooks[-1] if self.codebooks else None

    def codebook_of(self, round_id: str) -> Codebook | None:
        """The codebook that a round was opened with; None where it is not here."""
        version = next((one.codebook_version for one in self.rounds if one.id == round_id), None)
        return next((book for book in self.codebooks if book.version == version), None)

    @property
    def practice_texts(self) -> frozenset[str]:
        """The ids of the invented texts that are here to practise on; they count nowhere."""
        return frozenset(
            a.transcript_id for r in self.rounds if r.is_practice for a in r.assignments
        )

    @property
    def revealed_rounds(self) -> tuple[CodingRound, ...]:
        """The rounds whose codings are here."""
        return tuple(found for found in self.rounds if found.is_revealed)
