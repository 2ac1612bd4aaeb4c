"""After a correction: what moved with the text, and what its coder has to look at again.

Everybody sees their own codings here and nobody else's, sealed or not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from toolkit.analysis.names import Names
from toolkit.errors import BadInput, NotFound, WrongState
from toolkit.model.codebook import OwnCode
from toolkit.model.coding import Coding
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Transcript, check_quotation
from toolkit.review.alignment import line_up
from toolkit.storage import audit, codebooks, codings, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.coding import place_in_turn
from toolkit.workflow.rounds import find_round_by_id


@dataclass(frozen=True, slots=True)
class Leftover:
    """A coding whose words do not stand in the corrected text as they did.

    Attributes:
        coding: Where it stood last, in an earlier version.
        code: The name of its code or answer.
        turns: The turns of the text as it is now near which it must have stood.
    """

    coding: Coding
    code: str
    turns: range


@dataclass(frozen=True, slots=True)
class Move:
    """What a correction did to one coder's work on one transcript.

    Attributes:
        corrected_at: When the newest version was made.
        reason: Why; may be empty.
        moved: How many of their codings went along.
        left: Those that did not and wait for them.
    """

    round_name: str
    transcript: str
    corrected_at: str
    reason: str
    moved: int
    left: tuple[Leftover, ...]


def list_moves(project: Project, *, by: str, transcript: str | None = None) -> tuple[Move, ...]:
    """What corrections did to somebody's own work, round by round; nothing where none was done.

    Args:
        by: Their pen-name.
        transcript: One transcript instead of all that they coded.

    Raises:
        NotFound: Nobody has this pen-name.
    """
    with project.reading() as tx:
        coder = require_member(tx, by)
        revised = {made.transcript_id: made for made in transcripts.list_revisions(tx)}
        if not revised:
            return ()
        found = rounds.list_rounds(tx)
        texts = _texts(tx, None if transcript is None else [transcript])
        spans = _own_spans(tx, coder, found)
        gone = codings.list_let_go(tx)
        names = Names(codebooks=codebooks.list_codebooks(tx), own_codes=_own_codes(tx, found))
    moves = []
    for round_of in found:
        for text_id, versions in texts.items():
            own = [made for made in spans[round_of.id, text_id] if made[0].id not in gone]
            newest = max(versions)
            older = [made for made in own if made[0].transcript_version < newest]
            left = [made[-1] for made in older if made[-1].transcript_version < newest]
            if older:
                move = Move(
                    round_name=round_of.name,
                    transcript=versions[newest].name,
                    corrected_at=revised[text_id].made_at,
                    reason=revised[text_id].reason,
                    moved=len(older) - len(left),
                    left=_leftovers(left, versions, names),
                )
                moves.append(move)
    return tuple(moves)


def _texts(tx: Transaction, names: list[str] | None) -> dict[str, dict[int, Transcript]]:
    """Every version of each transcript that has more than one."""
    found: dict[str, dict[int, Transcript]] = defaultdict(dict)
    for text in transcripts.list_versions(tx, names):
        found[text.id][text.version] = text
    return {text_id: versions for text_id, versions in found.items() if len(versions) > 1}


def _own_spans(
    tx: Transaction, coder: Member, found: tuple[CodingRound, ...]
) -> dict[tuple[str, str], list[list[Coding]]]:
    """The coder's codings by round and transcript, each with its places, first to last."""
    places: dict[str, list[Coding]] = defaultdict(list)
    for span in codings.list_spans(tx, [r.id for r in found], coder_id=coder.id):
        places[span.id].append(span)
    by_text: dict[tuple[str, str], list[list[Coding]]] = defaultdict(list)
    for made in places.values():
        by_text[made[0].round_id, made[0].transcript_id].append(made)
    return by_text


def _own_codes(tx: Transaction, found: tuple[CodingRound, ...]) -> list[OwnCode]:
    return [code for round_of in found for code in codebooks.list_own_codes(tx, round_of.id)]


def _leftovers(
    left: list[Coding], versions: dict[int, Transcript], names: Names
) -> tuple[Leftover, ...]:
    newest = versions[max(versions)]
    aligned = {
        version: line_up(versions[version], newest)
        for version in {coding.transcript_version for coding in left}
    }
    return tuple(
        Leftover(
            coding,
            names.code(coding.category),
            aligned[coding.transcript_version].turns_near(coding.start, coding.end),
        )
        for coding in left
    )


def place_coding(
    project: Project, *, by: str, coding_id: str, turn: int, quotation: str | None = None
) -> Coding:
    """A coding of one's own, placed again after a correction. Its code stays what it was.

    What was sealed stays sealed: such a coding can only go to the turns near which it stood.

    Args:
        turn: The turn of the newest text where it belongs, from 0.
        quotation: Its words there; None for the whole turn.

    Raises:
        NotFound: They have no such coding, or the turn does not hold these words once.
        WrongState: It stands in the newest text already, or was let go.
        BadInput: The turn is empty, or too far from where a sealed one stood.
    """
    with project.transaction() as tx:
        coder, found, kept, text = _find_left(tx, by, coding_id)
        start, end = place_in_turn(text, turn, quotation or None)
        words = text.text[start:end]
        check_quotation(text, start, end, words)
        if found.is_revealed or coder.id in found.readers_of(text.id):
            _require_near(tx, kept, text, turn)
        placed = replace(
            kept,
            transcript_version=text.version,
            start=start,
            end=end,
            quotation=words,
        )
        codings.add_places(tx, [placed], now())
        _record(tx, coder, found, placed, "coding.placed", text.version)
    return placed


def let_coding_go(project: Project, *, by: str, coding_id: str) -> None:
    """Say that a coding of one's own has no place in the corrected text.

    It stays in the version in which it was made, and counts in no later one.

    Raises:
        NotFound: They have no such coding.
        WrongState: It stands in the newest text, or was let go already.
    """
    with project.transaction() as tx:
        coder, found, kept, text = _find_left(tx, by, coding_id)
        codings.let_go(tx, kept.id, text.version, now())
        _record(tx, coder, found, kept, "coding.let_go", text.version)


def _find_left(
    tx: Transaction, by: str, coding_id: str
) -> tuple[Member, CodingRound, Coding, Transcript]:
    coder = require_member(tx, by, Role.CODER)
    made = codings.find_coding(tx, coding_id)
    if made is None or made.coder_id != coder.id:
        raise NotFound("W140", "You have no such coding. It may be gone already.")
    found = find_round_by_id(tx, made.round_id)
    name = transcripts.find_names(tx)[made.transcript_id]
    (text,) = transcripts.list_transcripts(tx, [name])
    own = codings.list_codings(tx, [found.id], coder_id=coder.id, transcript_id=made.transcript_id)
    kept = next(coding for coding in own if coding.id == coding_id)
    if kept.transcript_version == text.version or coding_id in codings.list_let_go(tx):
        raise WrongState(
            "W231",
            "This coding does not wait for you: it stands in the text as it is now, or you let "
            "it go.",
        )
    return coder, found, kept, text


def _require_near(tx: Transaction, kept: Coding, text: Transcript, turn: int) -> None:
    versions = transcripts.list_versions(tx, [text.name])
    earlier = next(one for one in versions if one.version == kept.transcript_version)
    near = line_up(earlier, text).turns_near(kept.start, kept.end)
    if turn not in near:
        raise BadInput(
            "W232",
            "Your seal stands, so this coding can only go where it stood before the correction: "
            f"turns {near[0]} to {near[-1]}. Choose words there, or let it go.",
        )


def _record(
    tx: Transaction, coder: Member, found: CodingRound, coding: Coding, kind: str, version: int
) -> None:
    facts: dict[str, str | int | list[str] | None] = {
        "coding": coding.id,
        "transcript": coding.transcript_id,
        "version": version,
        "start": coding.start,
        "end": coding.end,
    }
    if found.is_revealed:
        audit.record(tx, coder.id, kind, facts)
    else:
        audit.record(tx, coder.id, kind, facts, chain=audit.chain_of(found.id, coder.id))
