"""One's own codings under codes that were split, merged or retired, to look at again.

They stay as they were made. Everybody is shown their own and nobody else's, before a reveal and
after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import NotFound
from toolkit.model.codebook import Codebook
from toolkit.model.coding import Coding
from toolkit.model.proposal import ChangeKind, Proposal, ProposalVoting
from toolkit.model.team import Member
from toolkit.model.transcript import ContentNote, Transcript
from toolkit.storage import audit, codebooks, codings, proposals, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member


@dataclass(frozen=True, slots=True)
class Gone:
    """A code that is in no later version.

    Attributes:
        name: As it was last.
        kind: What became of it.
        becomes: The names of the codes that stand in its place; none for a retired one.
        version: The version of the codebook that it is not in any more.
        proposal: The number of the proposal that was accepted.
    """

    code_id: str
    name: str
    kind: ChangeKind
    becomes: tuple[str, ...]
    version: int
    proposal: int


@dataclass(frozen=True, slots=True)
class CodingToSee:
    """One of one's own codings whose code has gone.

    Attributes:
        turn: The turn in which it begins, from 0.
        note: The content notes of the turns that it touches; empty where they have none.
    """

    coding: Coding
    transcript: str
    round_name: str
    turn: int
    note: str
    gone: Gone


def list_codings_to_see(project: Project, *, by: str) -> tuple[CodingToSee, ...]:
    """The member's own codings to look at again, by transcript and place.

    Raises:
        NotFound: Nobody has this pen-name.
    """
    with project.reading() as tx:
        return read_codings_to_see(tx, require_member(tx, by))


def read_codings_to_see(tx: Transaction, member: Member) -> tuple[CodingToSee, ...]:
    """The same in the middle of another look."""
    gone = list_gone(
        codebooks.list_codebooks(tx), proposals.list_proposals(tx), proposals.list_votings(tx)
    )
    if not gone:
        return ()
    texts = {text.id: text for text in transcripts.list_transcripts(tx)}
    # What was coded to practise was coded with codes that are not the team's.
    names = {found.id: found.name for found in rounds.list_rounds(tx) if not found.is_practice}
    seen = proposals.list_looks(tx)
    notes = transcripts.list_content_notes(tx)
    own = codings.list_codings(tx, list(names), coder_id=member.id)
    waiting = [
        CodingToSee(
            coding=coding,
            transcript=texts[coding.transcript_id].name,
            round_name=names[coding.round_id],
            turn=texts[coding.transcript_id].turns_at(coding.start, coding.end)[0].index,
            note=_note_at(texts[coding.transcript_id], coding, notes),
            gone=one,
        )
        for coding in own
        for one in gone
        # What waits for its place since a correction is on a list of its own.
        if coding.transcript_version == texts[coding.transcript_id].version
        and coding.code_id == one.code_id
        and coding.codebook_version < one.version
        and (coding.id, one.version) not in seen
    ]
    return tuple(sorted(waiting, key=lambda one: (one.transcript, one.coding.start)))


def _note_at(text: Transcript, coding: Coding, notes: Sequence[ContentNote]) -> str:
    turns = {turn.index for turn in text.turns_at(coding.start, coding.end)}
    return "; ".join(
        note.words
        for note in notes
        if (note.transcript_id, note.version) == (text.id, text.version) and note.turn in turns
    )


def mark_seen(project: Project, *, by: str, coding: str) -> None:
    """Take one of one's own codings off the list; it stays as it is.

    Raises:
        NotFound: There is no such coding on the member's list. Somebody else's is not told apart
            from none.
    """
    with project.transaction() as tx:
        member = require_member(tx, by)
        waiting = [one for one in read_codings_to_see(tx, member) if one.coding.id == coding]
        if not waiting:
            raise NotFound(
                "W279", "You have no such coding to look at again. It may be off already."
            )
        for one in waiting:
            proposals.keep_look(tx, coding, one.gone.version, now())
            audit.record(
                tx,
                member.id,
                "coding.looked_at_again",
                {"coding": coding, "version": one.gone.version},
                chain=audit.chain_of(one.coding.round_id, member.id),
            )


def list_gone(
    books: Sequence[Codebook], made: Sequence[Proposal], votings: Sequence[ProposalVoting]
) -> tuple[Gone, ...]:
    """The codes that accepted proposals took out of the codebook, in the order of versions."""
    by_version = {book.version: book for book in books}
    by_id = {proposal.id: proposal for proposal in made}
    return tuple(
        one
        for voting in votings
        if voting.made_version is not None
        for one in _gone_with(
            by_id[voting.proposal_id],
            by_version[voting.made_version - 1],
            by_version[voting.made_version],
        )
    )


def _gone_with(proposal: Proposal, before: Codebook, after: Codebook) -> Iterator[Gone]:
    change = proposal.change
    is_table = change.kind is ChangeKind.TABLE
    for code in before.codes:
        if after.code(code.id) is None:
            yield Gone(
                code_id=code.id,
                name=code.name,
                kind=ChangeKind.RETIRE if is_table else change.kind,
                becomes=() if is_table else tuple(one.name for one in change.codes),
                version=after.version,
                proposal=proposal.number,
            )
