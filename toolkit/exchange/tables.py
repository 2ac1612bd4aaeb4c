"""Codebooks and codings out of CSV files, and our own tables into them.

What is read: UTF-8, with or without a byte order mark; cells parted by commas, semicolons or
tabs, as the first line shows. Another encoding is refused, because a wrong guess would change
names and words without anybody seeing it.

What is written: UTF-8 with a byte order mark, since Excel reads other UTF-8 wrongly. A cell
that a spreadsheet would run as a formula gets one apostrophe in front, and loses exactly one
when it is read here, so that both ways lead back to the same words.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path

from toolkit.errors import BadTable, Problem
from toolkit.exchange.files import write_file
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.coding import ANSWER_NAMES, Answer
from toolkit.model.transcript import normalise_text
from toolkit.model.upload import Upload
from toolkit.settings import MAX_FILE_BYTES, MAX_TABLE_ROWS

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
CODING_COLUMNS = ("transcript", "turn", "start", "end", "coder", "code", "quotation", "memo")

_OTHER_HEADINGS = {"do_not_use_when": "not_when", "line": "memo"}
_ANSWERS = {name.casefold(): answer for answer, name in ANSWER_NAMES.items()}
_ANSWERS |= {"skipped for today": Answer.NOT_TODAY, "skip for today": Answer.NOT_TODAY}
_YES_OR_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_WHOLE_NUMBER = re.compile(r"\d{1,9}(\.0+)?", re.ASCII)
_FORMULA = re.compile(r"[\s']*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_MAX_PROBLEMS = 100_000
_LONGEST_HEADINGS = 100_000


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One line of a table of codings, with its names not yet looked up.

    Attributes:
        line: Where it stands in the file, from 1.
        turn: The turn's index, from 0; None where only an exact place is given.
        start, end: The exact place in the transcript's text; both or neither. Where they are
            given they say where the coding is, and the turn is no more than a check.
        quotation: The words as the table has them, possibly only a part of the turn; or "".
        memo: The line that goes with the coding; or "".
    """

    line: int
    transcript: str
    turn: int | None
    start: int | None
    end: int | None
    coder: str
    code: str
    quotation: str = ""
    memo: str = ""


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


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a table: its number, and a cell for each known column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def problem(self, code: str, message: str) -> Problem:
        """A problem that names this line."""
        return Problem(code, f"line {self.number}", message)


@dataclass(frozen=True, slots=True)
class _Table:
    """An opened table: the columns we know, its headings as written, and which known is where."""

    known: Sequence[str]
    headings: tuple[str, ...]
    columns: dict[str, int]
    delimiter: str
    text: str


def answer_named(name: str) -> Answer | None:
    """The answer that is no code and goes by this name, or None.

    Example:
        >>> answer_named("not sure")
        <Answer.NOT_SURE: 'not_sure'>
    """
    return _ANSWERS.get(name.strip().casefold().replace("_", " "))


def read_codebook(file: Path | Upload, *, known: Iterable[Codebook] = ()) -> CodebookTable:
    """The themes and codes of a CSV file, in the order of its lines.

    The columns `theme` and `code` are needed. `theme_id`, `code_id`, `plain_meaning`,
    `use_when`, `not_when` (or `do_not_use_when`), `example` and `content_note` (yes or no) are
    read where they are there. An empty theme makes a code without a theme.

    Args:
        file: Where it is, or its name and bytes.
        known: The codebook's earlier versions. A line without an id gets the one that its
            name has there; other new ids (`N01`, `TH01`, ...) repeat none of theirs.

    Raises:
        BadTable: It is no such table; holds all of the file's problems.
    """
    problems: list[Problem] = []
    table = _open_table(file, CODEBOOK_COLUMNS)
    lines = list(_read_lines(table, ("theme", "code"), problems))
    answers = tuple(line["code"] for line in lines if answer_named(line["code"]))
    lines = [line for line in lines if not answer_named(line["code"])]
    if not lines and not problems:
        problems.append(Problem("X120", "", "The table has no code. Give each code a line."))
    versions = tuple(known)
    themes = _read_themes(lines, versions, problems)
    codes = _read_codes(lines, versions, themes, problems)
    _refuse_if_any(problems)
    not_used = tuple(
        heading
        for index, heading in enumerate(table.headings)
        if heading and index not in table.columns.values()
    )
    return CodebookTable(tuple(themes.values()), codes, not_used, answers)


def read_codings(file: Path | Upload) -> tuple[CodingRow, ...]:
    """The lines of a CSV file of codings, in the order of the file.

    The columns `transcript`, `coder` and `code` are needed, and `turn` (from 0) or `start` and
    `end` (offsets in the transcript's text, end exclusive). `quotation` and `memo` (or `line`)
    are read where they are there; other columns are passed over.

    Raises:
        BadTable: It is no such table; holds all of the file's problems.
    """
    problems: list[Problem] = []
    table = _open_table(file, CODING_COLUMNS)
    place = ("start", "end") if {"start", "end"} & table.columns.keys() else ("turn",)
    rows = tuple(
        row
        for line in _read_lines(table, ("transcript", "coder", "code", *place), problems)
        if (row := _read_coding(line, problems)) is not None
    )
    if not rows and not problems:
        problems.append(Problem("X110", "", "The table has a heading and no coding under it."))
    _refuse_if_any(problems)
    return rows


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
    return _format_table(rows, CODEBOOK_COLUMNS)


def write_table(rows: Iterable[Sequence[object]], path: Path, *, columns: Sequence[str]) -> None:
    """Nothing, once the file holds the rows as CSV under a line of headings.

    A text that a spreadsheet would run as a formula (it starts with `=`, `+`, `-`, `@`, a tab
    or a carriage return, after blanks and apostrophes if there are any) is written with one
    more apostrophe in front. Reading a table here takes that one away again. Numbers stay
    numbers, so `-5` needs none.

    Args:
        rows: One sequence a line, shape (n_rows, n_columns). None and NaN leave a cell empty.
        path: Where to; what was there before is replaced.
        columns: The headings.

    Raises:
        BadInput: The file cannot be written.
    """
    write_file(path, _format_table(rows, columns))


def _format_table(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([_defuse(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _defuse(cell: object) -> object:
    if isinstance(cell, str):
        return f"'{cell}" if _FORMULA.match(cell) else cell
    return None if cell != cell else cell  # NaN is the one value unlike itself


def _refuse_if_any(problems: Sequence[Problem]) -> None:
    if problems:
        raise BadTable(
            "X100",
            f"The table has {len(problems)} problem{'s' * (len(problems) > 1)}. Nothing of it "
            "was kept. Mend what is listed, then read it again.",
            problems=problems,
        )


def _read_bytes(file: Path | Upload) -> bytes:
    try:
        size = len(file.content) if isinstance(file, Upload) else file.stat().st_size
        if size > MAX_FILE_BYTES:
            raise BadTable(
                "X102",
                f"The file is larger than {MAX_FILE_BYTES // 2**20} MB. Split it and read the "
                "parts one after the other.",
            )
        return file.content if isinstance(file, Upload) else file.read_bytes()
    except OSError as error:
        raise BadTable(
            "X101", "The file cannot be opened. Check its name and that you may read it."
        ) from error


def _read_text(file: Path | Upload) -> str:
    content = _read_bytes(file)
    try:
        text = content.decode("utf-8-sig")
        wrong = text.find("\0")
    except UnicodeDecodeError as error:
        text, wrong = content[: error.start].decode("utf-8-sig", "replace"), error.start
    if wrong >= 0:
        raise BadTable(
            "X103",
            "The file is not a CSV file in UTF-8. In Excel choose Save As and "
            "“CSV UTF-8 (Comma delimited)”; in LibreOffice choose “Text CSV” and the "
            "character set “Unicode (UTF-8)”. Then read it again.",
            where=f"line {text.count(chr(10), 0, wrong) + 1}",
        )
    if not text.strip():
        raise BadTable("X104", "The file is empty. It needs a line of headings and lines under it.")
    return text


def _open_table(file: Path | Upload, known: Sequence[str]) -> _Table:
    text = _read_text(file)
    # The first line decides what parts the cells: whatever shows the most columns we know.
    tables = [_read_headings(text, delimiter, known) for delimiter in ",;\t"]
    table = max(tables, key=lambda table: (len(table.columns), len(table.headings)))
    names = [_column_named(heading) for heading in table.headings]
    _refuse_if_any(
        [
            Problem("X105", "the headings", f"Two columns are called “{name}”. Rename one.")
            for name in table.columns
            if names.count(name) > 1
        ]
    )
    return table


def _read_headings(text: str, delimiter: str, known: Sequence[str]) -> _Table:
    first = next(_split_lines(text[:_LONGEST_HEADINGS], delimiter, []), (1, []))[1]
    names = [_column_named(heading) for heading in first]
    columns = {name: names.index(name) for name in known if name in names}
    return _Table(known, tuple(heading.strip() for heading in first), columns, delimiter, text)


def _column_named(heading: str) -> str:
    name = "_".join(heading.casefold().replace("_", " ").replace("-", " ").split())
    return _OTHER_HEADINGS.get(name, name)


def _split_lines(
    text: str, delimiter: str, problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank, with its number; a line may hold line feeds in its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error:
        problems.append(
            Problem(
                "X107",
                f"line {number}",
                "A quotation mark opens a cell here and does not close it where the cell ends, "
                f"or a cell has more than {csv.field_size_limit()} characters. Inside a cell, "
                "write a quotation mark twice. Nothing after this line was looked at.",
            )
        )


def _read_lines(table: _Table, needed: Sequence[str], problems: list[Problem]) -> Iterator[_Line]:
    """The lines under the headings; those that do not fit under them become problems."""
    _refuse_if_any(
        [
            Problem(
                "X106",
                "the headings",
                f"The column “{name}” is missing. The first line must name {', '.join(needed)}; "
                "commas, semicolons or tabs part the cells.",
            )
            for name in needed
            if name not in table.columns
        ]
    )
    clean = lru_cache(maxsize=None)(_clean)  # names repeat on thousands of lines
    # Excel may leave out empty cells at a line's end, so only the needed ones must be there.
    least = max(table.columns[name] for name in needed) + 1
    width = len(table.headings)
    absent = dict.fromkeys(table.known, "")
    places = table.columns.items()
    lines = _split_lines(table.text, table.delimiter, problems)
    next(lines)
    for position, (number, cells) in enumerate(lines):
        if position == MAX_TABLE_ROWS or len(problems) >= _MAX_PROBLEMS:
            problems.append(
                Problem(
                    "X108",
                    f"line {number}",
                    f"Reading stopped here. A table may have {MAX_TABLE_ROWS} lines, and "
                    f"{_MAX_PROBLEMS} problems are listed. Split the table.",
                )
            )
            return
        if len(cells) < least or any(map(str.strip, cells[width:])):
            problems.append(
                Problem(
                    "X109",
                    f"line {number}",
                    f"The line has {len(cells)} cells and the headings have {width}. Put cells "
                    "that hold a comma, semicolon or tab in quotation marks.",
                )
            )
            continue
        held = {name: clean(name, cells[i]) for name, i in places if i < len(cells)}
        yield _Line(number, {**absent, **held})


def _clean(column: str, cell: str) -> str:
    cell = normalise_text(cell)
    if cell.startswith("'") and _FORMULA.match(cell, 1):
        cell = cell[1:]
    return cell if column == "quotation" else cell.strip()  # a quotation's blanks count


def _read_coding(line: _Line, problems: list[Problem]) -> CodingRow | None:
    """The coding on a line, or None where the line has problems."""
    cells, before = line.cells, len(problems)
    for name in ("transcript", "coder", "code"):
        if not cells[name]:
            problems.append(
                line.problem(
                    "X111", f"The column “{name}” is empty. Fill it in, or delete the line."
                )
            )
    turn = _read_number(line, "turn", problems)
    start, end = _read_number(line, "start", problems), _read_number(line, "end", problems)
    if len(problems) == before:
        problems += _check_place(line, turn, start, end)
    if len(problems) > before:
        return None
    return CodingRow(
        line=line.number,
        transcript=cells["transcript"],
        turn=turn,
        start=start,
        end=end,
        coder=cells["coder"],
        code=cells["code"],
        quotation=cells["quotation"],
        memo=cells["memo"],
    )


def _check_place(
    line: _Line, turn: int | None, start: int | None, end: int | None
) -> Iterator[Problem]:
    if (start is None) != (end is None):
        yield line.problem("X113", "Give both start and end, or neither.")
    elif start is not None and end is not None:
        if start >= end:
            yield line.problem("X114", "The end must be larger than the start.")
    elif turn is None:
        yield line.problem("X115", "The place is missing. Give a turn, or start and end.")


def _read_number(line: _Line, column: str, problems: list[Problem]) -> int | None:
    cell = line.cells[column]
    if not cell:
        return None
    if not _WHOLE_NUMBER.fullmatch(cell):
        problems.append(
            line.problem("X112", f"The column “{column}” needs a whole number, 0 or more.")
        )
        return None
    return int(cell.partition(".")[0])


def _read_themes(
    lines: Sequence[_Line], versions: Sequence[Codebook], problems: list[Problem]
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
    ids = _fill_ids(names, given, known, "TH")
    return {name: Theme(ids[name], name) for name in names}


def _read_codes(
    lines: Sequence[_Line],
    versions: Sequence[Codebook],
    themes: dict[str, Theme],
    problems: list[Problem],
) -> tuple[Code, ...]:
    known = {code.name: code.id for version in versions for code in version.codes}
    _find_repeated(lines, problems)
    given = {line["code"]: line["code_id"] for line in lines if line["code_id"]}
    ids = _fill_ids(dict.fromkeys(line["code"] for line in lines), given, known, "N")
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


def _find_repeated(lines: Sequence[_Line], problems: list[Problem]) -> None:
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


def _read_yes_or_no(line: _Line, problems: list[Problem]) -> bool:
    answer = _YES_OR_NO.get(line["content_note"].casefold() or "no")
    if answer is None:
        problems.append(
            line.problem("X124", "The column “content_note” needs yes or no, or nothing.")
        )
    return bool(answer)


def _fill_ids(
    names: Iterable[str], given: dict[str, str], known: dict[str, str], prefix: str
) -> dict[str, str]:
    """An id for each name: the one given here, else the known one, else the next free one."""
    taken = {*given.values(), *known.values()}
    kept = {name: known_id for name, known_id in known.items() if known_id not in given.values()}
    free = (made for n in count(1) if (made := f"{prefix}{n:02d}") not in taken)
    return {name: given.get(name) or kept.get(name) or next(free) for name in names}
