"""Tables of speech in (.csv): one row a stretch of speech, and a column that says who speaks."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.files import check_is_text, empty_file
from toolkit.ingest.formats.plain_text import decode_text
from toolkit.ingest.source import TIME, Cell, Line, Source, clock_of
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

# In each, the likelier name first: where two columns would do, that one is taken.
NAMES = {
    "words": (
        "words", "text", "utterance", "utterance text", "speech", "transcript", "transcription",
        "dialogue", "content", "sentence", "caption", "quote", "said", "message", "what was said",
        "what they said", "spoken", "talk", "answer", "response",
    ),
    "speaker": (
        "speaker", "speaker name", "speaker label", "speaker id", "name", "who", "person", "voice",
        "interlocutor", "participant", "speakers", "role", "who spoke", "who said it", "who speaks",
    ),
    "tag": ("tags", "tag", "codes", "code", "labels", "label", "themes", "theme", "keywords"),
    "time": (
        "timestamp", "time stamp", "timestamps", "time", "start", "start time", "start timestamp",
        "timecode", "begin", "from", "in",
    ),
    "end_time": ("end", "end time", "end timestamp", "stop", "to", "out", "duration"),
    "line_number": ("", "#", "no", "nr", "id", "number", "index", "line", "row", "turn",
                    "line number", "utterance id", "turn number"),
}  # fmt: skip
KINDS = {"tag": "tag", "time": "time", "end_time": "time", "line_number": "line_number"}
OTHER = "other_column"
DELIMITERS = ",;\t"
QUOTED_OR_NOT: tuple[Literal[0, 3], ...] = (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
EXCEL_HINT = re.compile(r'"?sep=([,;\t])"?[^\n]{0,9}\n')
CLOCK = re.compile(rf"[\[(]?\s*({TIME})\s*(?:(?:-->|-|–)\s*{TIME}\s*)?[\])]?")
LONGEST_FRONT = 10


@dataclass(frozen=True, slots=True)
class Header:
    """Which column holds what.

    Attributes:
        row: The header's row, from 0.
        width: How many columns it names.
        kinds: What each column holds, as `NAMES` calls it; `OTHER` for one not known.
        delimiter: The sign between two cells.
    """

    row: int
    width: int
    kinds: tuple[str, ...]
    delimiter: str

    @property
    def words(self) -> int:
        """The column of the words."""
        return self.kinds.index("words")


@dataclass(slots=True)
class Tally:
    """What a table's rows turned out to be."""

    words_in: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    same_as_above: int = 0
    too_wide: list[int] = field(default_factory=list)
    too_narrow: list[int] = field(default_factory=list)


def read_rows(data: bytes) -> Source:
    """The words of a table with a row for each stretch of speech, and who says them.

    The separator is a comma, a semicolon or a tab, whichever gives a header with a column of
    words. A row without a speaker goes on with the one above. A table that has no speakers in
    a column of their own is read as the lines of a text are.

    Raises:
        UnreadableFile: It is no text, no column is known to hold the words, or none is in it.

    Example:
        >>> source = read_rows(b"speaker,words,tags\\nI,All right?,opening\\nR,Yeah.,\\n,Go on.,")
        >>> [(line.voice, line.text) for line in source.lines]
        [('I', 'All right?'), ('R', 'Yeah.'), (None, 'Go on.')]
        >>> dict(source.left_out)
        {'header_row': 3, 'label': 2, 'tag': 1}
    """
    check_is_text(data)
    decoded = decode_text(data)
    rows, header, is_quoted_well = _parse(decoded.text)
    tally = Tally()
    for kind, front in (("heading", rows[: header.row]), ("header_row", [rows[header.row]])):
        tally.left_out[kind] = sum(count_words(cell) for row in front for cell in row)
    tally.words_in = tally.left_out.total()
    has_speakers = any(_cell(row, header, "speaker").strip() for row in rows[header.row + 1 :])
    lines = tuple(_lines(rows, header, tally, has_speakers))
    if not any(line.text.strip() for line in lines):
        raise empty_file()
    return Source(
        read_as=f"table, {decoded.encoding}",
        lines=lines,
        left_out=+tally.left_out,
        words_in=tally.words_in,
        captions=has_speakers,
        doubts=tuple(_doubts(tally, is_quoted_well)),
        notices=(*decoded.notices, *_notices(tally)),
    )


def _parse(text: str) -> tuple[list[list[str]], Header, bool]:
    """The rows, their header, and whether all quotation marks of cells stand where they must."""
    hint = EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text
    for delimiter in hint[1] if hint else DELIMITERS:
        # A quotation mark that nothing closes would swallow all that follows into one cell.
        for quoting in QUOTED_OR_NOT:
            try:
                rows = _split(text, delimiter, quoting)
            except csv.Error:
                continue
            header = _find_header(rows, delimiter)
            if header is not None:
                return rows, header, quoting == csv.QUOTE_MINIMAL
    raise UnreadableFile(
        "I119",
        "No column of this table is known to hold what was said. The first row must name the "
        f"columns, and one must be called one of: {', '.join(NAMES['words'])}. One for who "
        f"speaks may be called one of: {', '.join(NAMES['speaker'])}. Rename them, and import "
        "the table again.",
    )


def _split(text: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]]:
    usual = csv.field_size_limit(len(text) + 1)  # the text's length was looked at already
    try:
        lines = io.StringIO(text, newline="")
        return list(csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True))
    finally:
        csv.field_size_limit(usual)


def _find_header(rows: Sequence[Sequence[str]], delimiter: str) -> Header | None:
    """The first row that names a column of words."""
    for number, row in enumerate(rows[:LONGEST_FRONT]):
        keys = [" ".join(cell.replace("_", " ").casefold().strip('"').split()) for cell in row]
        kinds = [OTHER] * len(row)
        for kind, names in NAMES.items():
            column = next((keys.index(name) for name in names if name in keys), None)
            if column is not None and kinds[column] == OTHER:
                kinds[column] = kind
        if "words" in kinds and (len(row) > 1 or number == 0):
            return Header(number, len(row), tuple(kinds), delimiter)
    return None


def _cell(row: Sequence[str], header: Header, kind: str) -> str:
    column = header.kinds.index(kind) if kind in header.kinds else len(row)
    return row[column] if column < len(row) else ""


def _lines(
    rows: Sequence[list[str]], header: Header, tally: Tally, has_speakers: bool
) -> Iterator[Line]:
    known = False
    for number, printed in enumerate(rows[header.row + 1 :], start=header.row + 2):
        if not any(cell.strip() for cell in printed):
            continue
        row = _fitted(printed, header, number, tally)
        tally.words_in += sum(count_words(cell) for cell in row)
        clock = CLOCK.fullmatch(_cell(row, header, "time").strip())
        place = clock_of(clock[1]) if clock else f"row {number}"
        label = _cell(row, header, "speaker")
        if len(row) <= header.words:
            words, voice = " ".join(row), "" if has_speakers else None
        else:
            words, voice = row[header.words], _voice_of(label)
            _leave_out(row, header, tally)
        if voice is None and words.strip() and has_speakers:
            tally.same_as_above += known
        known = known or voice is not None
        opens = voice is not None or not (known and has_speakers)
        cell = Cell(1, number, header.words + 1) if has_speakers else None
        for line in words.split("\n") if words.strip() else [" "] * (voice is not None):
            yield Line(line, place, cell, opens=opens, voice=voice)
            opens, voice = False, None


def _fitted(row: list[str], header: Header, number: int, tally: Tally) -> list[str]:
    """The row with as many cells as the header names, the words in one, however many it has."""
    beyond = len(row) - header.width
    if beyond > 0 and not any(cell.strip() for cell in row[header.width :]):
        return row[: header.width]
    if beyond > 0:
        # Words hold commas; nothing else in such a table does so often.
        tally.too_wide.append(number)
        end = header.words + beyond + 1
        return [*row[: header.words], header.delimiter.join(row[header.words : end]), *row[end:]]
    if len(row) <= header.words:
        tally.too_narrow.append(number)
    return row


def _leave_out(row: Sequence[str], header: Header, tally: Tally) -> None:
    for kind, cell in zip(header.kinds, row, strict=False):
        if kind == "speaker":
            tally.left_out["label"] += count_words(cell)
        elif kind != "words":
            tally.left_out[KINDS.get(kind, OTHER)] += count_words(cell)


def _voice_of(label: str) -> str | None:
    """The speaker of a cell; `""` for one that says that nobody knows, None for a blank one."""
    name = clean_label(label)
    if not name:
        return "" if label.strip() else None
    return "" if kind_of_label(name) is LabelKind.UNKNOWN else name


def _doubts(tally: Tally, is_quoted_well: bool) -> Iterator[Problem]:
    if not is_quoted_well:
        yield Problem(
            "I240",
            "",
            "Quotation marks around cells do not match, so rows may have run together. Look at "
            "whether each turn ends where it should.",
        )
    for rows, what in (
        (tally.too_wide, "more cells than the first row names; the words were put together"),
        (tally.too_narrow, "too few cells to have words; they stayed, with the speaker unknown"),
    ):
        if rows:
            yield Problem(
                "I241",
                f"row {rows[0]}",
                f"Rows with {what}: {len(rows)}. Look at whether their words are whole.",
            )


def _notices(tally: Tally) -> Iterator[Problem]:
    if tally.same_as_above:
        yield Problem(
            "I242",
            "",
            f"Rows without a speaker, read as going on with the speaker above: "
            f"{tally.same_as_above}.",
        )
