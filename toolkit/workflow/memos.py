"""Notes on anything: a coding, a turn, a transcript, a code, the project; private until shared.

A shared note is read by the others only while its author codes nothing alone: what somebody
notes in a round that is not revealed would tell how they read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.errors import BadInput, NotFound, WrongState
from toolkit.model.coding import Memo, turn_target
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import new_id, normalise_text
from toolkit.storage import audit, codebooks, codings, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.rounds import find_round, find_round_by_id, require_assignment

MAX_MEMO = 20_000
"""The most characters that a note may have."""

PROJECT = "project"
"""What a note on the whole project is kept under."""


class MemoTarget(StrEnum):
    """What a note is about."""

    CODING = "coding"
    TURN = "turn"
    TRANSCRIPT = "transcript"
    CODE = "code"
    PROJECT = "project"


_TARGETS = frozenset(MemoTarget)
"""What is listed here; where a member speaks from is kept as a memo too, and shown elsewhere."""


@dataclass(frozen=True, slots=True)
class NotedThing:
    """A note with what it is about, as its reader may see it.

    Attributes:
        memo: The note.
        about: What kind of thing it is about.
        name: What people call it: a transcript's or a code's name; empty for the project.
        turn: For a turn or a coding, the turn's number, counted from 0; else None.
        quotation: The words that it is about; empty unless it is about a coding.
        is_own: Whether its reader wrote it.
    """

    memo: Memo
    about: MemoTarget
    name: str
    turn: int | None
    quotation: str
    is_own: bool


def note_coding(
    project: Project, *, by: str, coding_id: str, words: str, shared: bool = False
) -> Memo | None:
    """The coder's one note on a coding of theirs, as it shall be; None where it is gone.

    Args:
        by: The coder's pen-name.
        words: The note; empty takes it away.
        shared: The team may read it once the round is revealed.

    Raises:
        NotFound: They have no such coding.
        WrongState: It is sealed, and the note with it.
    """
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        coding = codings.find_coding(tx, coding_id)
        if coding is None or coding.coder_id != coder.id:
            raise NotFound("W260", "You have no such coding. It may be gone already.")
        found = find_round_by_id(tx, coding.round_id)
        _require_unsealed(found, coding.transcript_id, coder)
        return _write_one(tx, coder, MemoTarget.CODING, coding_id, words, shared, found)


def note_turn(
    project: Project,
    *,
    by: str,
    transcript: str,
    turn: int,
    words: str,
    shared: bool = False,
    round_name: str | None = None,
) -> Memo | None:
    """The coder's one note on a turn, such as what stood out at a first reading; None if gone.

    Args:
        transcript: The transcript's name.
        turn: The turn's number, counted from 0.
        words, shared: As for `note_coding`.

    Raises:
        NotFound: There is no such turn.
        NotAllowed: They are not asked to read this transcript.
        WrongState: They have sealed it.
    """
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        found = find_round(tx, round_name)
        text = require_assignment(tx, found, transcript, coder)
        if not 0 <= turn < len(text.turns):
            raise NotFound("W261", f"The transcript has {len(text.turns)} turns, counted from 0.")
        _require_unsealed(found, text.id, coder)
        return _write_one(tx, coder, MemoTarget.TURN, turn_target(text, turn), words, shared, found)


def add_memo(
    project: Project,
    *,
    by: str,
    about: MemoTarget,
    name: str = "",
    words: str,
    shared: bool = False,
) -> Memo:
    """A new note on a transcript, a code or the project.

    Args:
        by: Who writes it; anybody on the team but a guest.
        about: TRANSCRIPT, CODE or PROJECT.
        name: The transcript's name, or the code's id.

    Raises:
        NotFound: There is no such transcript or code.
        BadInput: It has no words, or too many.
    """
    with project.transaction() as tx:
        author = require_member(tx, by, Role.CODER, Role.FACILITATOR, Role.CHECKER)
        made = Memo(
            new_id(),
            about,
            _find_target(tx, about, name),
            author.id,
            _required(words),
            shared,
            now(),
        )
        codings.add_memos(tx, [made])
        _record(tx, author, made, None)
        return made


def change_memo(
    project: Project, *, by: str, memo_id: str, words: str, shared: bool
) -> Memo | None:
    """A note of one's own with other words, or shared or not; None where the words are empty.

    Raises:
        NotFound: They have no such note.
        WrongState: It belongs to what they have sealed. It can still be shared or not.
    """
    with project.transaction() as tx:
        author = require_member(tx, by)
        kept = next((m for m in codings.list_memos_of(tx, author.id) if m.id == memo_id), None)
        if kept is None:
            raise NotFound("W262", "You have no such note. It may be gone already.")
        told = tidy_note(words)
        if told != kept.words:
            _require_changeable(tx, kept, author)
        if not told:
            codings.remove_memo(tx, memo_id)
            return None
        made = replace(kept, words=told, shared=shared)
        codings.replace_memo(tx, made)
        _record(tx, author, made, None)
        return made


def list_memos(project: Project, *, by: str) -> tuple[NotedThing, ...]:
    """One's own notes and those that others share, newest first.

    A note on a coding or a turn of somebody who still codes alone is not among them, nor is any
    other note of theirs.
    """
    with project.reading() as tx:
        reader = require_member(tx, by)
        found = rounds.list_rounds(tx)
        alone = {a.coder_id for r in found if not r.is_revealed for a in r.assignments}
        seen = [
            memo
            for memo in codings.list_memos_of(tx, None)
            if memo.target_kind in _TARGETS
            and (memo.author_id == reader.id or (memo.shared and memo.author_id not in alone))
        ]
        describe = _describer(tx, reader)
        return tuple(
            thing
            for memo in sorted(seen, key=lambda m: m.made_at, reverse=True)
            if (thing := describe(memo)) is not None
        )


def _describer(tx: Transaction, reader: Member) -> Callable[[Memo], NotedThing | None]:
    texts = {text.id: text for text in transcripts.list_transcripts(tx)}
    names = {c.id: c.name for book in codebooks.list_codebooks(tx) for c in book.codes}

    def describe(memo: Memo) -> NotedThing | None:
        about = MemoTarget(memo.target_kind)
        name, turn, quotation = "", None, ""
        if about is MemoTarget.CODING:
            coding = codings.find_coding(tx, memo.target_id)
            text = texts.get(coding.transcript_id) if coding else None
            if coding is None or text is None:
                return None
            name, quotation = text.name, coding.quotation
            turn = next((at for at, t in enumerate(text.turns) if t.end > coding.start), None)
        elif about is MemoTarget.TURN:
            text_id, _, number = memo.target_id.split("/")
            name, turn = texts[text_id].name, int(number)
        elif about is MemoTarget.TRANSCRIPT:
            name = texts[memo.target_id].name
        elif about is MemoTarget.CODE:
            name = names.get(memo.target_id, memo.target_id)
        return NotedThing(memo, about, name, turn, quotation, memo.author_id == reader.id)

    return describe


def _find_target(tx: Transaction, about: MemoTarget, name: str) -> str:
    if about is MemoTarget.PROJECT:
        return PROJECT
    if about is MemoTarget.TRANSCRIPT:
        texts = transcripts.list_transcripts(tx, [name])
        if texts:
            return texts[0].id
    if about is MemoTarget.CODE:
        books = codebooks.list_codebooks(tx)
        if any(book.code(name) for book in books):
            return name
    raise NotFound("W263", "There is no such thing to write a note on. Choose one of the list.")


def _require_unsealed(found: CodingRound, transcript_id: str, coder: Member) -> None:
    if found.is_revealed or coder.id in found.readers_of(transcript_id):
        raise WrongState(
            "W264",
            "This is sealed, and its notes with it. Write a note on the transcript instead.",
        )


def _require_changeable(tx: Transaction, kept: Memo, author: Member) -> None:
    """Nothing, unless the note lies under a seal of its author's."""
    if kept.target_kind == MemoTarget.CODING:
        coding = codings.find_coding(tx, kept.target_id)
        if coding is not None:
            found = find_round_by_id(tx, coding.round_id)
            _require_unsealed(found, coding.transcript_id, author)
    elif kept.target_kind == MemoTarget.TURN:
        text_id, *_ = kept.target_id.split("/")
        # Whoever reads the text anew in a later round has their note on a turn anew as well.
        read_in = [r for r in rounds.list_rounds(tx) if _is_asked(r, author, text_id)]
        if read_in:
            _require_unsealed(read_in[-1], text_id, author)


def _is_asked(found: CodingRound, coder: Member, text_id: str) -> bool:
    return any((a.coder_id, a.transcript_id) == (coder.id, text_id) for a in found.assignments)


def _write_one(
    tx: Transaction,
    author: Member,
    about: MemoTarget,
    target: str,
    words: str,
    shared: bool,
    found: CodingRound,
) -> Memo | None:
    told = tidy_note(words)
    kept = next(
        (
            memo
            for memo in codings.list_memos(tx, about, author.id)
            if (memo.target_id, memo.author_id) == (target, author.id)
        ),
        None,
    )
    if not told:
        if kept is not None:
            codings.remove_memo(tx, kept.id)
        return None
    if kept is not None and (kept.words, kept.shared) == (told, shared):
        return kept
    if kept is None:
        made = Memo(new_id(), about, target, author.id, told, shared, now())
        codings.add_memos(tx, [made])
    else:
        made = replace(kept, words=told, shared=shared)
        codings.replace_memo(tx, made)
    _record(tx, author, made, found)
    return made


def _record(tx: Transaction, author: Member, memo: Memo, found: CodingRound | None) -> None:
    """What others may know: that a note was shared. A private one is recorded with the coder's own
    log of a round, and nowhere else; so is every note of somebody who still codes alone, for
    others are not shown it yet.
    """
    if found is not None:
        chain = audit.chain_of(found.id, author.id)
        audit.record(tx, author.id, "memo.written", {"memo": memo.id}, chain=chain)
    elif memo.shared:
        audit.record(tx, author.id, "memo.shared", {"memo": memo.id}, chain=_chain(tx, author))


def _chain(tx: Transaction, author: Member) -> str:
    for found in rounds.list_rounds(tx):
        if not found.is_revealed and any(a.coder_id == author.id for a in found.assignments):
            return audit.chain_of(found.id, author.id)
    return audit.PROJECT_CHAIN


def _required(words: str) -> str:
    told = tidy_note(words)
    if not told:
        raise BadInput("W265", "A note needs a few words.")
    return told


def tidy_note(words: str) -> str:
    """A note, or what else a coder writes for themselves, as it is kept."""
    told = normalise_text(words).strip()
    if len(told) > MAX_MEMO:
        raise BadInput("W147", f"A note has at most {MAX_MEMO} characters.")
    return told
