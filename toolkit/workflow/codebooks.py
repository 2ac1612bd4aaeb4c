"""Bring a codebook in, and look things up in it; every version is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from toolkit.analysis.codebook_changes import History
from toolkit.analysis.names import Names
from toolkit.errors import BadInput, NotFound
from toolkit.exchange.codebook_print import format_codebook_page
from toolkit.exchange.files import write_file
from toolkit.exchange.refi_qda.codebook import format_qdc, read_qdc
from toolkit.exchange.tables.codebook import CodebookTable, format_codebook, read_codebook
from toolkit.model.codebook import Code, Codebook
from toolkit.model.proposal import Change, ChangeKind, Proposal
from toolkit.model.team import Role
from toolkit.model.transcript import normalise_text
from toolkit.model.upload import Upload
from toolkit.storage import audit, codebooks, members, proposals
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project, find_project_id
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.deciding import tidy_words
from toolkit.workflow.proposing import VOTERS, add_proposal, taken_ids


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """What became of a table of codes.

    Attributes:
        codebook: The version that holds now.
        is_new: The table is a version now: the first one, which a facilitator brings in.
        proposal: What the team votes on, where there was a codebook already; None where the
            table says what the newest version says.
        columns_not_used: Columns of the table that the toolkit has no place for.
        answers_left_out: Rows such as "Not sure": answers that are always there.
    """

    codebook: Codebook
    is_new: bool
    proposal: Proposal | None
    columns_not_used: tuple[str, ...]
    answers_left_out: tuple[str, ...]


def import_codebook(
    project: Project, file: Path | Upload, *, by: str | None = None, reason: str = ""
) -> CodebookImport:
    """The first version of the codebook, or a proposal to change the one that is there.

    Args:
        file: Where the codebook is, or its name and bytes: a table (CSV), or a codebook of
            another program (`.qdc`, as the REFI-QDA standard has it).
        by: Who brings it in: the first a facilitator, or nobody by name at the terminal; a
            later one anybody who has a vote.
        reason: Kept with the version or the proposal.

    Raises:
        BadTable: The table has faults; all of them are named, and nothing is kept.
        WrongRole: `by` may not bring it in.
        BadInput: It is to change the codebook, and nobody says who proposes it or why.
    """
    with project.transaction() as tx:
        versions = codebooks.list_codebooks(tx)
        table = _read(tx, file, versions)
        told = (table.columns_not_used, table.answers_left_out)
        if not versions:
            return CodebookImport(_add_first(tx, table, by, reason), True, None, *told)
        newest = versions[-1]
        # A table has no line for a theme without codes, so it says nothing against one.
        named = {theme.id for theme in table.themes}
        empty = [t for t in newest.themes if not any(c.theme_id == t.id for c in newest.codes)]
        themes = (*table.themes, *(theme for theme in empty if theme.id not in named))
        if (set(newest.themes), set(newest.codes)) == (set(themes), set(table.codes)):
            return CodebookImport(newest, False, None, *told)
        change = Change(ChangeKind.TABLE, codes=table.codes, themes=themes)
        made = _propose(tx, change, newest, by, reason)
    return CodebookImport(newest, False, made, *told)


def _read(tx: Transaction, file: Path | Upload, versions: Sequence[Codebook]) -> CodebookTable:
    if file.name.casefold().endswith(".qdc"):
        return read_qdc(file, project_id=find_project_id(tx), known=versions)
    return read_codebook(file, known=versions, taken=taken_ids(tx))


def _add_first(tx: Transaction, table: CodebookTable, by: str | None, reason: str) -> Codebook:
    actor = require_actor(tx, by, Role.FACILITATOR)
    made = Codebook(
        version=1,
        themes=table.themes,
        codes=table.codes,
        reason=tidy_words(reason) or "Brought in from a table.",
        made_by=actor,
        made_at=now(),
    )
    codebooks.add_codebook(tx, made)
    audit.record(
        tx, actor, "codebook.imported", {"version": made.version, "codes": len(made.codes)}
    )
    return made


def _propose(
    tx: Transaction, change: Change, newest: Codebook, by: str | None, reason: str
) -> Proposal:
    if by is None or not reason.strip():
        raise BadInput(
            "W289",
            "There is a codebook already, and the team votes on what changes in it. Say who "
            "proposes this table and why; at the terminal with --by NAME and --reason WHY.",
        )
    member = require_member(tx, by, *VOTERS)
    return add_proposal(tx, member.id, change, tidy_words(reason), newest)


def list_codebooks(project: Project) -> tuple[Codebook, ...]:
    """Every version of the codebook, first to last; none where there is none yet."""
    with project.reading() as tx:
        return codebooks.list_codebooks(tx)


def load_history(project: Project) -> History:
    """Every version of the codebook, and what was proposed and voted meanwhile."""
    with project.reading() as tx:
        return History(
            codebooks.list_codebooks(tx), proposals.list_proposals(tx), proposals.list_votings(tx)
        )


def find_codebook(versions: Sequence[Codebook], number: int | None) -> Codebook | None:
    """The version of this number, the newest without one; None where there is no codebook yet.

    Raises:
        NotFound: There is no such version.
    """
    if number is None:
        return versions[-1] if versions else None
    found = next((book for book in versions if book.version == number), None)
    if found is None:
        raise NotFound(
            "W290", f"The codebook has the versions 1 to {len(versions)}. Name one of them."
        )
    return found


class CodebookFormat(StrEnum):
    """What a codebook can be taken along as."""

    CSV = "csv"
    QDC = "qdc"
    PAGE = "html"


def format_codebook_as(project: Project, wanted: CodebookFormat, book: Codebook) -> bytes:
    """One version of the codebook as the bytes of a file.

    Args:
        wanted: A table, a codebook that other programs read, or a page to print.
        book: The version.

    Raises:
        BadInput: There is no code in it, or a sign that the file cannot hold (`.qdc`).
    """
    if wanted is CodebookFormat.CSV:
        return format_codebook(book)
    with project.reading() as tx:
        if wanted is CodebookFormat.QDC:
            return format_qdc(book, project_id=find_project_id(tx))
        names = Names(members=members.list_members(tx))
    return format_codebook_page(book, title=project.title, names=names)


def export_codebook(
    project: Project, path: Path, wanted: CodebookFormat, *, version: int | None = None
) -> None:
    """Nothing, once the file holds a version of the codebook; the newest where none is named.

    Raises:
        NotFound: There is no codebook yet, or no such version.
        BadInput: The file cannot be written, or cannot hold it.
    """
    book = find_codebook(list_codebooks(project), version)
    if book is None:
        raise NotFound("W291", "There is no codebook yet, so there is nothing to take along.")
    write_file(path, format_codebook_as(project, wanted, book))


def list_codes(project: Project) -> tuple[Code, ...]:
    """Every code that any version has, as its newest one says it; retired ones too."""
    newest = {code.id: code for book in list_codebooks(project) for code in book.codes}
    return tuple(newest.values())


def find_codes(codebook: Codebook, words: str) -> tuple[Code, ...]:
    """The codes in which each of some words stands, wherever in them; all where there are none.

    Example:
        >>> night = Code("R06", None, "Alone at night", plain_meaning="Nobody behind you")
        >>> book = Codebook(1, (), (night, Code("V03", None, "Keep it")), "", None, "")
        >>> [code.id for code in find_codes(book, "NIGHT nobody")]
        ['R06']
    """
    wanted = normalise_text(words).casefold().split()
    themes = {theme.id: theme.name for theme in codebook.themes}
    return tuple(
        code
        for code in codebook.codes
        if all(word in _words_of(code, themes.get(code.theme_id or "", "")) for word in wanted)
    )


def _words_of(code: Code, theme: str) -> str:
    told = (code.id, code.name, theme, code.plain_meaning, code.use_when, code.not_when)
    return "\n".join((*told, code.example)).casefold()
