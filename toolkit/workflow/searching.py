"""Find words, or what was coded, in all that one member may read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.errors import BadInput
from toolkit.model.coding import Coding
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Transcript, Turn, normalise_text
from toolkit.storage import codings, rounds, transcripts
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.study import was_sealed

MOST_HITS = 200
"""How many places are given at the most; more than anybody reads through."""

AROUND = 90
"""How many characters are shown before and behind what was found."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that fits.

    Attributes:
        transcript: Its name.
        turn: The turn's number, counted from 0.
        speaker: Whose turn it is; None where that is not known.
        before, found, after: The words, and some around them.
        content_note: What a person wrote as a warning on this turn; empty where nobody did.
        round_name: The round in which the reader can open it at the desk; None where they have
            none.
    """

    transcript: str
    turn: int
    speaker: str | None
    before: str
    found: str
    after: str
    content_note: str
    round_name: str | None


@dataclass(frozen=True, slots=True)
class Search:
    """What was found.

    Attributes:
        hits: The first of them, by transcript and place.
        total: How many there are in all.
        transcripts: How many transcripts were looked through.
        speakers: Every speaker's label in them, to choose from.
    """

    hits: tuple[Hit, ...]
    total: int
    transcripts: int
    speakers: tuple[str, ...]


def search(
    project: Project,
    *,
    by: str,
    words: str = "",
    as_phrase: bool = False,
    speaker: str | None = None,
    code: str | None = None,
) -> Search:
    """The places that hold some words, by a speaker, under a code; what is not named fits all.

    A member sees the transcripts that they are asked to read and those of revealed rounds; a
    facilitator or checker sees every cleared one. By a code, they see their own codings and
    those that have been revealed, and nobody else's.

    Args:
        by: Who searches.
        words: All of them must stand in one turn; capitals and accents' forms do not matter.
        as_phrase: They must stand one behind the other.
        speaker: A speaker's label.
        code: A code's id; what is found is then what was coded.

    Raises:
        BadInput: Neither words nor a code were given.
    """
    with project.reading() as tx:
        reader = require_member(tx, by)
        found = rounds.list_rounds(tx)
        texts = list_readable(tx, reader, found)
        speakers = sorted({turn.speaker for text in texts for turn in text.turns if turn.speaker})
        patterns = _patterns(words, as_phrase)
        if not patterns and code is None:
            if words.strip():
                raise BadInput("W270", "Type at least one letter or number to look for.")
            return Search((), 0, len(texts), tuple(speakers))
        notes = {
            (note.transcript_id, note.version, note.turn): note.words
            for note in transcripts.list_content_notes(tx)
        }
        coded = None if code is None else _coded(tx, reader, found, code)
        desks = _desks(reader, found)
        hits: list[Hit] = []
        total = 0
        for text in texts:
            for number, (start, end) in _places(text, patterns, speaker, coded):
                total += 1
                if len(hits) < MOST_HITS:
                    turn = text.turns[number]
                    hits.append(
                        Hit(
                            text.name,
                            number,
                            turn.speaker,
                            _clipped(
                                text.text[max(turn.start, start - AROUND) : start], turn, start
                            ),
                            text.text[start:end],
                            text.text[end : min(turn.end, end + AROUND)],
                            notes.get((text.id, text.version, number), ""),
                            desks.get(text.id),
                        )
                    )
    return Search(tuple(hits), total, len(texts), tuple(speakers))


def list_readable(
    tx: Transaction, reader: Member, found: tuple[CodingRound, ...] | None = None
) -> tuple[Transcript, ...]:
    """The transcripts that a member may open, in their newest versions.

    Args:
        tx: In the middle of whose act it is asked.
        reader: The member.
        found: Every round, where they have been read already.
    """
    texts = transcripts.list_transcripts(tx)
    if reader.roles & {Role.FACILITATOR, Role.CHECKER}:
        return texts
    open_to = {
        assigned.transcript_id
        for round_of in (rounds.list_rounds(tx) if found is None else found)
        for assigned in round_of.assignments
        if round_of.is_revealed or assigned.coder_id == reader.id
    }
    return tuple(text for text in texts if text.id in open_to)


def _desks(reader: Member, found: tuple[CodingRound, ...]) -> dict[str, str]:
    """The newest round in which the reader reads each transcript."""
    return {
        assigned.transcript_id: round_of.name
        for round_of in found
        for assigned in round_of.assignments
        if assigned.coder_id == reader.id
    }


def _coded(
    tx: Transaction, reader: Member, found: tuple[CodingRound, ...], code: str
) -> dict[str, list[Coding]]:
    """The codings by one code that the reader may see, by transcript."""
    own = codings.list_codings(tx, [r.id for r in found], coder_id=reader.id)
    revealed = [r for r in found if r.is_revealed]
    others = codings.list_codings(tx, [r.id for r in revealed])
    by_text: dict[str, list[Coding]] = {}
    seen: set[str] = set()
    for coding in (*own, *others):
        is_theirs = coding.coder_id == reader.id
        is_asked = coding.code_id == code and coding.id not in seen
        if is_asked and (is_theirs or was_sealed(coding, revealed)):
            seen.add(coding.id)
            by_text.setdefault(coding.transcript_id, []).append(coding)
    return by_text


def _patterns(words: str, as_phrase: bool) -> list[re.Pattern[str]]:
    wanted = normalise_text(words).split()
    if as_phrase and wanted:
        return [re.compile(r"\s+".join(map(re.escape, wanted)), re.IGNORECASE)]
    return [re.compile(re.escape(word), re.IGNORECASE) for word in wanted]


def _places(
    text: Transcript,
    patterns: list[re.Pattern[str]],
    speaker: str | None,
    coded: dict[str, list[Coding]] | None,
) -> Iterator[tuple[int, tuple[int, int]]]:
    spans = None
    if coded is not None:
        here = [c for c in coded.get(text.id, ()) if c.transcript_version == text.version]
        spans = sorted({(coding.start, coding.end) for coding in here})
        if not spans:
            return
    for number, turn in enumerate(text.turns):
        if speaker is not None and turn.speaker != speaker:
            continue
        if spans is None:
            place = _in_turn(text, turn, patterns)
            if place is not None:
                yield number, place
            continue
        for start, end in spans:
            if turn.start <= start < turn.end and all(
                pattern.search(text.text, start, end) for pattern in patterns
            ):
                yield number, (start, min(end, turn.end))


def _in_turn(
    text: Transcript, turn: Turn, patterns: list[re.Pattern[str]]
) -> tuple[int, int] | None:
    matches = [pattern.search(text.text, turn.start, turn.end) for pattern in patterns]
    if not all(matches):
        return None
    first = next(match for match in matches if match is not None)
    return first.span()


def _clipped(before: str, turn: Turn, start: int) -> str:
    """Whole words only, where the beginning of the turn is not in it."""
    if start - len(before) <= turn.start:
        return before
    return "… " + before.partition(" ")[2]
