"""Code alone: add, take back, note. Everything here is seen by its coder only."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from toolkit.errors import BadInput, NotFound, WrongState
from toolkit.model.codebook import Codebook, OwnCode
from toolkit.model.coding import Answer, Coding, Memo, turn_target
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import (
    ContentNote,
    Transcript,
    check_excerpt,
    count_words,
    new_id,
)
from toolkit.storage import audit, codebooks, codings, rounds, suggestions, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.memos import tidy_note
from toolkit.workflow.rounds import (
    find_round,
    find_round_by_id,
    order_for,
    require_assignment,
    require_excerpt,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript that a coder is asked to read, and how far they themselves have come.

    Attributes:
        round_name: The round in which they read it.
        transcript: Its name.
        turns, words: Its length.
        content_notes: How many of its turns have one.
        codings: How many this coder has made; nobody else's are counted.
        is_sealed: This coder has sealed it.
        is_revealed: The round has been revealed.
        left_behind: How many of their codings could not move when the text was corrected, and
            wait for them.
        is_practice: It is there to learn with, and counts nowhere.
    """

    round_name: str
    transcript: str
    turns: int
    words: int
    content_notes: int
    codings: int
    is_sealed: bool
    is_revealed: bool
    left_behind: int
    is_practice: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What one coder has in front of them: the text, its notes, their own codings and memos.

    Attributes:
        round_name: The round in which they read it.
        codebook: What the codes mean in this round.
        is_sealed: They have sealed it.
        is_closed: It can be read and not changed: sealed, or the round has been revealed.
    """

    round_name: str
    codebook: Codebook
    transcript: Transcript
    content_notes: tuple[ContentNote, ...]
    codings: tuple[Coding, ...]
    own_codes: tuple[OwnCode, ...]
    memos: tuple[Memo, ...]
    is_sealed: bool
    is_closed: bool


def add_coding(
    project: Project,
    *,
    by: str,
    transcript: str,
    start: int,
    end: int,
    quotation: str,
    code: str | None = None,
    answer: Answer = Answer.CODE,
    line: str = "",
    memo: str = "",
    share_memo: bool = False,
    new_code: str = "",
    round_name: str | None = None,
) -> Coding:
    """A new coding, seen by nobody but its coder until the reveal.

    Args:
        by: The coder's pen-name.
        transcript: The transcript's name.
        start, end: Code point offsets in its text, end exclusive.
        quotation: The words there; they must be the same to the character.
        code: The id of a code of the round's codebook, or of one of the coder's own.
        answer: Instead of a code: not sure, does not fit or not today.
        line: One optional line that goes with such an answer. Not kept with "not today".
        memo: A note on the coding, private to its coder.
        share_memo: Let the team read the note as well, once the round is revealed.
        new_code: The name of a code of the coder's own, such as the speaker's very words; it is
            made with the id `code` if they have none such yet.

    Raises:
        BadInput: The span is not its quotation, or there is no such code.
        NotAllowed: The coder is not asked to read this transcript.
    """
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        found = find_round(tx, round_name)
        text = require_excerpt(tx, found, transcript, coder, (start, end))
        check_excerpt(text, start, end, quotation)
        if code is not None and new_code.strip():
            _make_own_code(tx, found, coder, code, new_code)
        _require_code(tx, found, coder, code)
        coding = Coding(
            id=new_id(),
            transcript_id=text.transcript_id,
            transcript_version=text.version,
            start=start,
            end=end,
            quotation=quotation,
            answer=answer,
            code_id=code,
            codebook_version=found.codebook_version,
            coder_id=coder.id,
            round_id=found.id,
            made_at=now(),
            after_seal=found.is_revealed or coder.id in found.readers_of(text.transcript_id),
            line="" if answer is Answer.NOT_TODAY else tidy_note(line),
        )
        codings.add_codings(tx, [coding])
        if memo.strip():
            note = Memo(new_id(), "coding", coding.id, coder.id, tidy_note(memo), share_memo, now())
            codings.add_memos(tx, [note])
        record_alone(tx, found, coder, "coding.added", coding)
    return coding


def place_in_turn(text: Transcript, turn: int, quotation: str | None) -> tuple[int, int]:
    """The offsets of some words in a turn, or of the whole turn.

    Raises:
        NotFound: There is no such turn, or the words do not stand there exactly once.
    """
    if not 0 <= turn < len(text.turns):
        raise NotFound("W148", f"The transcript has {len(text.turns)} turns, counted from 0.")
    found = text.turns[turn]
    if quotation is None:
        return found.start, found.end
    times = text.words_of(found).count(quotation)
    if times != 1:
        raise NotFound(
            "W149", f"These words stand {times} times in the turn; they must stand there once."
        )
    start = text.text.index(quotation, found.start)
    return start, start + len(quotation)


def remove_coding(project: Project, *, by: str, coding_id: str) -> None:
    """Take back a coding of one's own that is not sealed.

    Raises:
        NotFound: The coder has no such coding. Somebody else's is not told apart from none.
        WrongState: It is sealed.
    """
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        kept = codings.find_coding(tx, coding_id)
        if kept is None or kept.coder_id != coder.id:
            raise NotFound("W140", "You have no such coding. It may be gone already.")
        found = find_round_by_id(tx, kept.round_id)
        sealed = coder.id in found.readers_of(kept.transcript_id)
        if (sealed or found.is_revealed) and not kept.after_seal:
            raise WrongState(
                "W141",
                "This coding is sealed, and a seal holds for everybody. What you see otherwise "
                "now belongs into the talk about the differences.",
            )
        suggestions.forget_coding(tx, coding_id)
        codings.remove_coding(tx, coding_id)
        record_alone(tx, found, coder, "coding.removed", kept)


def add_own_code(
    project: Project, *, by: str, name: str, plain_meaning: str = "", round_name: str | None = None
) -> OwnCode:
    """A private code of one coder; sealed with their codings, and a proposal at the reveal."""
    with project.transaction() as tx:
        coder = require_member(tx, by, Role.CODER)
        found = find_round(tx, round_name)
        if found.is_revealed:
            raise WrongState(
                "W142", "The round has been revealed. Propose the code to the team instead."
            )
        if not name.strip():
            raise BadInput("W143", "A code needs a name.")
        made = OwnCode(new_id(), coder.id, found.id, tidy_note(name), tidy_note(plain_meaning))
        _keep_own_code(tx, found, made)
    return made


def _make_own_code(
    tx: Transaction, found: CodingRound, coder: Member, code_id: str, name: str
) -> None:
    """A code of the coder's own, unless they made it a moment ago and its answer got lost.

    An id that is taken makes none: a code of one's own must not stand in for another.
    """
    if not codebooks.is_taken(tx, code_id):
        _keep_own_code(tx, found, OwnCode(code_id, coder.id, found.id, tidy_note(name)))


def _keep_own_code(tx: Transaction, found: CodingRound, made: OwnCode) -> None:
    codebooks.add_own_code(tx, made)
    audit.record(
        tx,
        made.owner_id,
        "own_code.added",
        {"code": made.id},
        chain=audit.chain_of(found.id, made.owner_id),
    )


def open_desk(project: Project, *, by: str, transcript: str, round_name: str | None = None) -> Desk:
    """The text and the coder's own work on it, and nothing of anybody else's."""
    with project.reading() as tx:
        coder = require_member(tx, by, Role.CODER)
        found = find_round(tx, round_name)
        text = require_assignment(tx, found, transcript, coder)
        own = codings.list_codings(tx, [found.id], coder_id=coder.id, transcript_id=text.id)
        ids = {c.id for c in own}
        is_sealed = coder.id in found.readers_of(text.id)
        return Desk(
            round_name=found.name,
            codebook=_codebook_of(tx, found),
            transcript=text,
            content_notes=tuple(
                n
                for n in transcripts.list_content_notes(tx)
                if (n.transcript_id, n.version) == (text.id, text.version)
            ),
            codings=tuple(c for c in own if c.transcript_version == text.version),
            own_codes=tuple(
                c for c in codebooks.list_own_codes(tx, found.id) if c.owner_id == coder.id
            ),
            memos=_own_memos(tx, coder, text, ids),
            is_sealed=is_sealed,
            is_closed=is_sealed or found.is_revealed,
        )


def list_readings(project: Project, *, by: str) -> tuple[Reading, ...]:
    """What somebody is asked to read, round by round; empty for whoever is not asked.

    Args:
        by: Their pen-name. Only their own codings are counted.

    Raises:
        NotFound: Nobody has this pen-name.
    """
    with project.reading() as tx:
        coder = require_member(tx, by)
        found = rounds.list_rounds(tx)
        own = codings.list_codings(tx, [r.id for r in found], coder_id=coder.id)
        codings_of = Counter((c.round_id, c.transcript_id, c.transcript_version) for c in own)
        gone = codings.list_let_go(tx)
        kept_of = Counter((c.round_id, c.transcript_id) for c in own if c.id not in gone)
        notes_of = Counter(
            (note.transcript_id, note.version) for note in transcripts.list_content_notes(tx)
        )
        texts = transcripts.list_transcripts(tx)
        in_order = {r.id: order_for(tx, r, coder.id, texts) for r in found}
    asked = {
        (r.id, a.transcript_id) for r in found for a in r.assignments if a.coder_id == coder.id
    }
    return tuple(
        Reading(
            round_name=round_of.name,
            transcript=text.name,
            turns=len(text.turns),
            words=count_words(text.text),
            content_notes=notes_of[text.id, text.version],
            codings=codings_of[round_of.id, text.id, text.version],
            is_sealed=coder.id in round_of.readers_of(text.id),
            is_revealed=round_of.is_revealed,
            left_behind=kept_of[round_of.id, text.id]
            - codings_of[round_of.id, text.id, text.version],
            is_practice=round_of.is_practice,
        )
        for round_of in found
        for text in in_order[round_of.id]
        if (round_of.id, text.id) in asked
    )


def add_content_note(
    project: Project, *, by: str | None, transcript: str, turn: int, words: str
) -> ContentNote:
    """A word of warning on a turn, for everybody who will read it.

    Raises:
        NotFound: There is no such transcript or turn.
        BadInput: The note is empty, or the turn has one.
    """
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR, Role.CODER, Role.CHECKER)
        texts = transcripts.list_transcripts(tx, [transcript])
        if not texts or not 0 <= turn < len(texts[0].turns):
            raise NotFound("W144", "No cleared transcript has this name and turn.")
        if not words.strip():
            raise BadInput("W145", "A content note needs a few words.")
        note = ContentNote(texts[0].id, turn, tidy_note(words), texts[0].version)
        if any(_is_same_turn(note, other) for other in transcripts.list_content_notes(tx)):
            raise BadInput("W249", "This turn has a content note already.")
        transcripts.add_content_notes(tx, [note], actor)
        audit.record(tx, actor, "content_note.added", {"transcript": texts[0].id, "turn": turn})
    return note


def _own_memos(
    tx: Transaction, coder: Member, text: Transcript, coding_ids: set[str]
) -> tuple[Memo, ...]:
    """The coder's own notes on their codings and on the turns of this version of the text."""
    turns = {turn_target(text, turn) for turn in range(len(text.turns))}
    targets = {"coding": coding_ids, "turn": turns}
    return tuple(
        memo
        for memo in codings.list_memos_of(tx, coder.id)
        if memo.target_id in targets.get(memo.target_kind, ())
    )


def _is_same_turn(one: ContentNote, other: ContentNote) -> bool:
    return (one.transcript_id, one.version, one.turn) == (
        other.transcript_id,
        other.version,
        other.turn,
    )


def _codebook_of(tx: Transaction, found: CodingRound) -> Codebook:
    return codebooks.read_codebook(tx, found.codebook_version)


def _require_code(tx: Transaction, found: CodingRound, coder: Member, code: str | None) -> None:
    if code is None:
        return
    if codebooks.has_code(tx, found.codebook_version, code):
        return
    if all(
        (own.id, own.owner_id) != (code, coder.id) for own in codebooks.list_own_codes(tx, found.id)
    ):
        raise BadInput(
            "W146",
            "There is no such code in this round's codebook or among your own. Choose one of "
            "the list.",
        )


def record_alone(
    tx: Transaction, found: CodingRound, coder: Member, kind: str, coding: Coding
) -> None:
    """Record what a coder did to a coding of theirs, in the log that nobody else's grows with."""
    audit.record(
        tx,
        coder.id,
        kind,
        {
            "coding": coding.id,
            "transcript": coding.transcript_id,
            "start": coding.start,
            "end": coding.end,
            "category": coding.category,
        },
        chain=audit.chain_of(found.id, coder.id),
    )
