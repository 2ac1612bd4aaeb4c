"""A codebook out of a CSV file, and into one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from toolkit.errors import Problem
from toolkit.exchange.tables.reading import Line, open_table, read_lines, refuse_if_any
from toolkit.exchange.tables.writing import format_table
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.coding import ANSWER_NAMES, Answer
from toolkit.model.upload import Upload

CODEBOOK_COLUMNS = (
    "theme_id",
    "theme",
    "code_id",
    "code",
    "plain_meaning",
    "use_when",
    "not_when",
    "example",
    "content_note",
)

_ANSWERS = {name.casefold(): answer for answer, name in ANSWER_NAMES.items()}
_ANSWERS |= {"skipped for today": Answer.NOT_TODAY, "skip for today": Answer.NOT_TODAY}
_YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class CodebookTable:
    """The themes and codes of a table, and what of the table was not used.

    Attributes:
        columns_not_used: Headings that mean nothing here, as they are written in the file.
        answers_left_out: Lines such as "Not sure", which every project has without a code.
    """

    themes: tuple[Theme, ...]
    codes: tuple[Code, ...]
    columns_not_used: tuple[str, ...]
    answers_left_out: tuple[str, ...]


def answer_named(name: str) -> Answer | None:
    """The answer that is no code and goes by this name, or None.

    Example:
        >>> answer_named("not sure")
        <Answer.NOT_SURE: 'not_sure'>
    """
    return _ANSWERS.get(name.strip().casefold().replace("_", " "))


def read_codebook(
    file: Path | Upload, *, known: Iterable[Codebook] = (), taken: Iterable[str] = ()
) -> CodebookTable:
    """The themes and codes of a CSV file, in the order of its lines.

    The columns `theme` and `code` are needed. `theme_id`, `code_id`, `plain_meaning`,
    `use_when`, `not_when` (or `do_not_use_when`), `example` and `content_note` (yes or no) are
    read where they are there. An empty theme makes a code without a theme.

    Args:
        file: Where it is, or its name and bytes.
        known: The codebook's earlier versions. A line without an id gets the one that its
            name has there; other new ids (`N01`, `TH01`, ...) repeat none of theirs.
        taken: Further ids that no new one may repeat.

    Raises:
        BadTable: It is no such table; holds all of the file's problems.
    """
    problems: list[Problem] = []
    table = open_table(file, CODEBOOK_COLUMNS)
    lines = list(read_lines(table, ("theme", "code"), problems))
    answers = tuple(line["code"] for line in lines if answer_named(line["code"]))
    lines = [line for line in lines if not answer_named(line["code"])]
    if not lines and not problems:
        problems.append(Problem("X120", "", "The table has no code. Give each code a line."))
    versions = tuple(known)
    spoken_for = frozenset(taken)
    themes = _read_themes(lines, versions, problems, spoken_for)
    codes = _read_codes(lines, versions, themes, problems, spoken_for)
    refuse_if_any(problems)
    not_used = tuple(
        heading
        for index, heading in enumerate(table.headings)
        if heading and index not in table.columns.values()
    )
    return CodebookTable(tuple(themes.values()), codes, not_used, answers)


def format_codebook(codebook: Codebook) -> bytes:
    """A codebook as the bytes of a CSV file, one line a code; `read_codebook` reads it back.

    A theme that no code belongs to has no line, and so is left out.
    """
    themes = {theme.id: theme.name for theme in codebook.themes}
    rows = [
        (
            code.theme_id or "",
            themes.get(code.theme_id or "", ""),
            code.id,
            code.name,
            code.plain_meaning,
            code.use_when,
            code.not_when,
            code.example,
            "yes" if code.content_note else "no",
        )
        for code in codebook.codes
    ]
    return format_table(rows, CODEBOOK_COLUMNS)


def _read_themes(
    lines: Sequence[Line],
    versions: Sequence[Codebook],
    problems: list[Problem],
    spoken_for: frozenset[str],
) -> dict[str, Theme]:
    """Each theme by its name, in the order of the lines."""
    known = {theme.name: theme.id for version in versions for theme in version.themes}
    given: dict[str, str] = {}
    owners: dict[str, str] = {}
    for line in lines:
        name, theme_id = line["theme"], line["theme_id"]
        if not theme_id:
            continue
        if not name:
            problems.append(line.problem("X121", "The theme has an id and no name. Name it."))
        elif (
            given.setdefault(name, theme_id) != theme_id
            or owners.setdefault(theme_id, name) != name
        ):
            problems.append(
                line.problem(
                    "X122", "The theme's id and name do not go together as they do further up."
                )
            )
    names = dict.fromkeys(line["theme"] for line in lines if line["theme"])
    ids = _fill_ids(names, given, known, "TH", spoken_for)
    return {name: Theme(ids[name], name) for name in names}


def _read_codes(
    lines: Sequence[Line],
    versions: Sequence[Codebook],
    themes: dict[str, Theme],
    problems: list[Problem],
    spoken_for: frozenset[str],
) -> tuple[Code, ...]:
    known = {code.name: code.id for version in versions for code in version.codes}
    _find_repeated(lines, problems)
    given = {line["code"]: line["code_id"] for line in lines if line["code_id"]}
    names = dict.fromkeys(line["code"] for line in lines)
    ids = _fill_ids(names, given, known, "N", spoken_for)
    return tuple(
        Code(
            id=ids[line["code"]],
            theme_id=themes[line["theme"]].id if line["theme"] else None,
            name=line["code"],
            plain_meaning=line["plain_meaning"],
            use_when=line["use_when"],
            not_when=line["not_when"],
            example=line["example"],
            content_note=_read_yes_or_no(line, problems),
        )
        for line in lines
        if line["code"]
    )


def _find_repeated(lines: Sequence[Line], problems: list[Problem]) -> None:
    """Add a problem for each line whose code has no name, or repeats a name or an id."""
    seen: dict[tuple[str, str], int] = {}
    for line in lines:
        if not line["code"]:
            problems.append(line.problem("X111", "The column “code” is empty. Name the code."))
        for column, what in (("code", "name"), ("code_id", "id")):
            cell = line[column]
            first = seen.setdefault((column, cell.casefold()), line.number)
            if cell and first != line.number:
                problems.append(
                    line.problem(
                        "X123",
                        f"The code's {what} is on line {first} already. Give each code its own.",
                    )
                )


def _read_yes_or_no(line: Line, problems: list[Problem]) -> bool:
    answer = _YES_OR_NO.get(line["content_note"].casefold() or "no")
    if answer is None:
        problems.append(
            line.problem("X124", "The column “content_note” needs yes or no, or nothing.")
        )
    return bool(answer)


def _fill_ids(
    names: Iterable[str],
    given: dict[str, str],
    known: dict[str, str],
    prefix: str,
    spoken_for: frozenset[str],
) -> dict[str, str]:
    """An id for each name: the one given here, else the known one, else the next free one."""
    taken = {*given.values(), *known.values(), *spoken_for}
    kept = {name: known_id for name, known_id in known.items() if known_id not in given.values()}
    free = (made for n in count(1) if (made := f"{prefix}{n:02d}") not in taken)
    return {name: given.get(name) or kept.get(name) or next(free) for name in names}
