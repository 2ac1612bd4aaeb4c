"""Bring a codebook in, and look things up in it; every version is kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.exchange.tables.codebook import read_codebook
from toolkit.model.codebook import Code, Codebook
from toolkit.model.team import Role
from toolkit.model.transcript import normalise_text
from toolkit.model.upload import Upload
from toolkit.storage import audit, codebooks
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor
from toolkit.workflow.deciding import tidy_words


@dataclass(frozen=True, slots=True)
class CodebookImport:
    """What became of a table of codes.

    Attributes:
        codebook: The version that holds now.
        is_new: False where the table says what the newest version says already.
        columns_not_used: Columns of the table that the toolkit has no place for.
        answers_left_out: Rows such as "Not sure": answers that are always there.
    """

    codebook: Codebook
    is_new: bool
    columns_not_used: tuple[str, ...]
    answers_left_out: tuple[str, ...]


def import_codebook(
    project: Project, file: Path | Upload, *, by: str | None = None, reason: str = ""
) -> CodebookImport:
    """A new version of the codebook, as the table says.

    Args:
        file: Where the table is, or its name and bytes.
        by: The facilitator who brings it in; None from the terminal.
        reason: Kept with the version.

    Raises:
        BadTable: The table has faults; all of them are named, and nothing is kept.
        WrongRole: `by` is no facilitator.
    """
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        versions = codebooks.list_codebooks(tx)
        table = read_codebook(file, known=versions)
        newest = versions[-1] if versions else None
        if newest and (newest.themes, newest.codes) == (table.themes, table.codes):
            return CodebookImport(newest, False, table.columns_not_used, table.answers_left_out)
        made = Codebook(
            version=newest.version + 1 if newest else 1,
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
    return CodebookImport(made, True, table.columns_not_used, table.answers_left_out)


def list_codebooks(project: Project) -> tuple[Codebook, ...]:
    """Every version of the codebook, first to last; none where there is none yet."""
    with project.reading() as tx:
        return codebooks.list_codebooks(tx)


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
