"""Bring in a table of codings that were made elsewhere: all of it, or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolkit.errors import BadInput, BadTable, NotFound, Problem
from toolkit.exchange.tables.codebook import answer_named
from toolkit.exchange.tables.codings import CodingRow, read_codings
from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Answer, Coding, Memo
from toolkit.model.round import Assignment, CodingRound, RoundState, Seal
from toolkit.model.team import Member, Role
from toolkit.model.transcript import Transcript, new_id
from toolkit.storage import audit, codebooks, codings, members, rounds, transcripts
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor
from toolkit.workflow.coding import place_in_turn
from toolkit.workflow.rounds import digest_codings


@dataclass(frozen=True, slots=True)
class TableImport:
    """What became of a table of codings.

    Attributes:
        is_new: False where this very table was brought in before; nothing was added then.
        round_name: The revealed round that was made of it.
        codings: How many codings it gave.
        rows_repeated: Rows that said again what an earlier row said.
        new_members: Pen-names of coders who were not on the team.
        new_codes: How many codes were added to the codebook.
    """

    is_new: bool
    round_name: str
    codings: int
    rows_repeated: int
    new_members: tuple[str, ...]
    new_codes: int


@dataclass(frozen=True, slots=True)
class _Place:
    transcript: Transcript
    start: int
    end: int


def import_codings(
    project: Project, path: Path, *, by: str | None = None, add_codes: bool = False
) -> TableImport:
    """A revealed round of its own, made of the codings in a table.

    A row names a transcript, a coder, a code (by its id or its name) and a place: a turn, a
    quotation in a turn, or two offsets. Whoever codes a transcript in the table is a reader of
    it; all others are missing there. The codings never enter a round that is open.

    Args:
        by: The facilitator who brings it in; None from the terminal.
        add_codes: Make the first codebook of the codes in the table. Where there is a codebook,
            the team votes on what is added to it, and a code that it lacks is a wrong row.

    Raises:
        BadTable: A row is wrong. Every wrong row is named, and nothing of the table is kept.
    """
    rows = read_codings(path)
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        digest = audit.digest(tx, b"codings\n" + path.read_bytes())
        before = transcripts.find_sources(tx).get(digest)
        if before is not None:
            name = next(r.name for r in rounds.list_rounds(tx) if r.id == before)
            return TableImport(False, name, 0, 0, (), 0)
        places = _find_places(tx, rows, add_codes=add_codes)
        book, new_codes = _book_with(tx, rows, actor)
        coders, new_members = _team_with(tx, rows)
        made = _make_round(tx, book)
        kept, memos, repeated = _make_codings(rows, places, book, coders, made)
        sealed = _seal(tx, made, kept)
        rounds.add_round(tx, sealed)
        codings.add_codings(tx, kept)
        codings.add_memos(tx, memos)
        transcripts.add_sources(tx, [digest], made.id)
        audit.record(
            tx,
            actor,
            "codings.imported",
            {
                "round": made.id,
                "codings": len(kept),
                "coders": sorted({c.coder_id for c in kept}),
                "digests": sorted(seal.digest for seal in sealed.seals),
            },
        )
    return TableImport(True, made.name, len(kept), repeated, new_members, new_codes)


def _find_places(
    tx: Transaction, rows: Sequence[CodingRow], *, add_codes: bool
) -> dict[int, _Place]:
    """Where each row of the table is, by its line; all that is wrong at once."""
    texts = {t.name: t for t in transcripts.list_transcripts(tx, {row.transcript for row in rows})}
    versions = codebooks.list_codebooks(tx)
    known = _known_codes(versions)
    makes_codes = add_codes and not versions
    problems: list[Problem] = []
    places: dict[int, _Place] = {}
    for row in rows:
        text = texts.get(row.transcript)
        where = f"line {row.line}"
        if text is None:
            problems.append(
                Problem(
                    "W170",
                    where,
                    "No cleared transcript has the name in this row. Import and clear it first, "
                    "or correct the name.",
                )
            )
        else:
            try:
                places[row.line] = _find_place(text, row)
            except (BadInput, NotFound) as error:
                problems += [replace(problem, where=where) for problem in error.problems]
        if not makes_codes and answer_named(row.code) is None and row.code not in known:
            problems.append(
                Problem(
                    "W171",
                    where,
                    "The codebook has no code of this id or name. Correct the row, or propose the "
                    "code to the team first. Where there is no codebook yet, --add-codes makes "
                    "the first one.",
                )
            )
    if problems:
        raise BadTable("W172", "Nothing of the table was kept.", problems=problems)
    return places


def _find_place(text: Transcript, row: CodingRow) -> _Place:
    if row.start is not None and row.end is not None:
        start, end = row.start, row.end
        if not start < end <= len(text.text):
            raise BadInput(
                "W173",
                f"The span is outside its text, which has {len(text.text)} characters, or empty. "
                "Offsets count characters from 0; the end is the first one after the span.",
            )
        if row.quotation and text.text[start:end] != row.quotation:
            raise BadInput("W174", "The words at this place are not the quotation of the row.")
        return _Place(text, start, end)
    start, end = place_in_turn(text, row.turn or 0, row.quotation or None)
    if start == end:
        raise BadInput("W176", "This turn has no words that could be coded.")
    return _Place(text, start, end)


def _known_codes(versions: Sequence[Codebook]) -> dict[str, str]:
    """The id of each code of the newest codebook, by its id and by its name."""
    if not versions:
        return {}
    by_name = {code.name: code.id for code in versions[-1].codes}
    return by_name | {code.id: code.id for code in versions[-1].codes}


def _book_with(
    tx: Transaction, rows: Sequence[CodingRow], actor: str | None
) -> tuple[Codebook, int]:
    """The newest codebook, or the first one, made of the codes in the table."""
    versions = codebooks.list_codebooks(tx)
    if versions:
        return versions[-1], 0
    new = [n for n in dict.fromkeys(row.code for row in rows) if answer_named(n) is None]
    book = Codebook(
        version=1,
        themes=(),
        codes=tuple(Code(f"N{n:02d}", None, name) for n, name in enumerate(new, start=1)),
        reason="Codes that came with a table of codings.",
        made_by=actor,
        made_at=now(),
    )
    codebooks.add_codebook(tx, book)
    audit.record(
        tx, actor, "codebook.imported", {"version": book.version, "codes": len(book.codes)}
    )
    return book, len(new)


def _team_with(
    tx: Transaction, rows: Sequence[CodingRow]
) -> tuple[dict[str, Member], tuple[str, ...]]:
    """Everybody by pen-name, with the coders of the table who were not on the team yet."""
    team = {member.pen_name: member for member in members.list_members(tx)}
    new = sorted({row.coder for row in rows} - set(team))
    for pen_name in new:
        team[pen_name] = Member(new_id(), pen_name, frozenset({Role.CODER}), frozenset())
        members.add_member(tx, team[pen_name])
        audit.record(tx, None, "member.added", {"member": team[pen_name].id, "roles": ["coder"]})
    return team, tuple(new)


def _make_round(tx: Transaction, book: Codebook) -> CodingRound:
    made_at = now()
    number = 1 + sum(1 for found in rounds.list_rounds(tx) if found.imported)
    return CodingRound(
        id=new_id(),
        name=f"Imported {number}",
        state=RoundState.REVEALED,
        imported=True,
        codebook_version=book.version,
        assignments=(),
        seals=(),
        opened_at=made_at,
        revealed_at=made_at,
    )


def _make_codings(
    rows: Sequence[CodingRow],
    places: dict[int, _Place],
    book: Codebook,
    coders: dict[str, Member],
    made: CodingRound,
) -> tuple[list[Coding], list[Memo], int]:
    ids = _known_codes([book])
    kept: list[Coding] = []
    memos: list[Memo] = []
    seen: set[tuple[str, int, int, str, str]] = set()
    for row in rows:
        place, coder = places[row.line], coders[row.coder]
        answer = answer_named(row.code) or Answer.CODE
        code_id = ids[row.code] if answer is Answer.CODE else None
        key = (place.transcript.id, place.start, place.end, coder.id, code_id or answer.value)
        if key in seen:
            continue
        seen.add(key)
        coding = Coding(
            id=new_id(),
            transcript_id=place.transcript.id,
            transcript_version=place.transcript.version,
            start=place.start,
            end=place.end,
            quotation=place.transcript.text[place.start : place.end],
            answer=answer,
            code_id=code_id,
            codebook_version=book.version,
            coder_id=coder.id,
            round_id=made.id,
            made_at=made.opened_at,
        )
        kept.append(coding)
        if row.memo:
            memos.append(
                Memo(new_id(), "coding", coding.id, coder.id, row.memo, True, made.opened_at)
            )
    return kept, memos, len(rows) - len(kept)


def _seal(tx: Transaction, made: CodingRound, kept: Sequence[Coding]) -> CodingRound:
    """The round with everyone who coded a transcript as its reader, sealed as it came in."""
    by_reader: dict[tuple[str, int, str], list[Coding]] = defaultdict(list)
    for coding in kept:
        key = (coding.transcript_id, coding.transcript_version, coding.coder_id)
        by_reader[key].append(coding)
    sealed = {(made.id, text, coder): own for (text, _, coder), own in by_reader.items()}
    return replace(
        made,
        assignments=tuple(Assignment(*key) for key in by_reader),
        seals=tuple(
            Seal(*whose, digest_codings(tx, *whose, own), made.opened_at)
            for whose, own in sealed.items()
        ),
    )
