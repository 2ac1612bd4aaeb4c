"""Tables: which column holds the labels and which the speech, and which label goes with which.

Many typists put all labels of an interview into one cell and all speech into the cell beside it,
and line them up with blank paragraphs. Where there are as many labels as paragraphs of speech,
the first belongs to the first. Where there are not, nobody can tell, and none is matched.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from toolkit.ingest.source import TIME, Cell, Line
from toolkit.ingest.turns import label_words
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label, label_key
from toolkit.ingest.turns.voice_columns import (
    Voices,
    find_voices,
    lines_by_blanks,
    lines_in_order,
    names_voices,
)
from toolkit.model.transcript import count_words

MOST = 0.8
LONGEST_FACT = 12
LONGEST_FACTS = 5
SPEECH_HEADS = frozenset(
    [
        *("text", "speech", "transcript", "transcription", "dialogue", "words", "utterance"),
        *("content", "what was said", "what they said", "spoken words"),
    ]
)
LABEL_HEADS = frozenset(
    ["speaker", "who", "name", "role", "voice", "person", "label", "initials", "participant"]
)
SIDE_HEADS = frozenset(
    ["time", "timestamp", "timecode", "no", "number", "line", "nr", "#", "start", "end", "turn"]
)
CELL_TIME = re.compile(rf"\s*[\[(#]?{TIME}(?:-\d)?(?:\s*(?:-->|-|–)\s*{TIME})?[\])#]?\s*")
UNLIKE_LABELS = frozenset([LabelKind.NONE, LabelKind.PHRASE, LabelKind.OPENER])

Row = dict[int, list[Line]]
"""The lines of a row's filled cells, by column."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table hold.

    Attributes:
        label, speech: Their numbers; None where there is no column of labels.
        sides: The kind (`"time"` or `"line_number"`) of each column of nothing else.
        has_head: Whether the first row says what the columns hold.
        voices: Who speaks in which column, where the columns are the speakers.
    """

    label: int | None
    speech: int
    sides: dict[int, str]
    has_head: bool
    voices: Voices | None = None


def line_up(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with every cell's part named, each label before its speech.

    Paragraphs stay as they are, and so do tables in which no column holds labels.
    """
    if not any(line.cell for line in lines):
        return lines
    tables = _tables_of(lines)
    is_lined_up = any(_has_many_labels(rows, columns) for rows, columns in tables.values())
    made: list[Line] = []
    for number, group in groupby(lines, key=lambda line: line.cell and line.cell.table):
        if number is None or number not in tables:
            made += group
            continue
        rows, columns = tables.pop(number)
        if columns is not None and {column for row in rows.values() for column in row} == {1}:
            made += (line._replace(cell=None) for line in group)  # a frame around paragraphs
            continue
        made += _lines_of_table(rows, columns, is_lined_up)
    return made


def _tables_of(lines: Iterable[Line]) -> dict[int, tuple[dict[int, Row], Columns | None]]:
    """The rows of each table, and what its columns hold; None for one of facts."""
    tables: dict[int, dict[int, Row]] = defaultdict(dict)
    for line in lines:
        if line.cell is not None:
            row = tables[line.cell.table].setdefault(line.cell.row, {})
            row.setdefault(line.cell.column, []).append(line)
    return {
        number: (rows, None if _is_of_facts(rows) else _columns_of(rows))
        for number, rows in tables.items()
    }


def _columns_of(rows: dict[int, Row]) -> Columns:
    has_head = _is_head(rows) or names_voices(rows)
    body = [row for number, row in rows.items() if not (has_head and number == min(rows))]
    texts: dict[int, list[str]] = defaultdict(list)
    for row in body:
        for column, cell in row.items():
            texts[column] += [line.text for line in cell]
    sides = {column: kind for column, cells in texts.items() if (kind := _side_of(cells))}
    others = sorted(column for column in texts if column not in sides)
    words = {column: sum(map(count_words, texts[column])) for column in others}
    if not words:
        return Columns(None, 1, {}, has_head=False)
    voices = find_voices(rows, others)
    if voices is not None:
        return Columns(None, others[-1], sides, has_head=False, voices=voices)
    likely = [column for column in others if _are_labels(texts[column])]
    if likely and len(others) > 1:
        speech = max((column for column in others if column != likely[0]), key=words.__getitem__)
        return Columns(likely[0], speech, sides, has_head)
    speech = max(others, key=lambda column: (words[column], column))
    left = [column for column in others if column < speech]
    return Columns(left[-1] if left else None, speech, sides, has_head)


def _is_head(rows: dict[int, Row]) -> bool:
    """Whether the first row names columns: `Time | Speaker | Text`."""
    first = rows[min(rows)]
    keys = [label_key(" ".join(line.text for line in cell)) for cell in first.values()]
    heads = SPEECH_HEADS | LABEL_HEADS | SIDE_HEADS
    named = all(key in heads for key in keys) and (len(keys) > 1 or len(rows) > 1)
    return bool(SPEECH_HEADS.intersection(keys)) or (len(keys) > 1 and named and len(rows) > 1)


def _side_of(cells: Sequence[str]) -> str:
    """The kind of a column of times or of numbers, else empty."""
    if all(CELL_TIME.fullmatch(text) for text in cells):
        return "time"
    return "line_number" if all(text.strip(" \t.").isdigit() for text in cells) else ""


def _are_labels(cells: Sequence[str]) -> bool:
    """Whether most lines of a column look like labels, and some come again."""
    labels = [clean_label(text) for text in cells]
    likely = [label for label in labels if kind_of_label(label) not in UNLIKE_LABELS]
    return len(likely) >= MOST * len(labels) and len(set(likely)) < len(likely)


def _is_of_facts(rows: dict[int, Row]) -> bool:
    """Whether a table is about a person or a study, and nobody speaks in it.

    Its first column or first row names such facts, and no cell reads like speech.
    """
    cells = [" ".join(line.text for line in cell) for row in rows.values() for cell in row.values()]
    if any("?" in text or count_words(text) > LONGEST_FACT for text in cells):
        return False
    if sum(map(count_words, cells)) > LONGEST_FACTS * len(cells) or _is_head(rows):
        return False
    first_row = list(rows[min(rows)].values())
    first_column = [row[min(row)] for row in rows.values()]
    return any(
        sum(_names_a_fact(cell[0].text) for cell in names) >= max(2, len(names) / 2)
        for names in (first_column, first_row)
    )


def _names_a_fact(text: str) -> bool:
    words = label_key(clean_label(text)).split()
    return 0 < len(words) <= LONGEST_FACTS and not (
        label_words.METADATA | label_words.COVER
    ).isdisjoint(words)


def _has_many_labels(rows: dict[int, Row], columns: Columns | None) -> bool:
    """Whether one cell of the table holds the labels of several turns."""
    if columns is None or columns.label is None:
        return False
    return any(len(row.get(columns.label, ())) > 1 for row in rows.values())


def _lines_of_table(
    rows: dict[int, Row], columns: Columns | None, is_lined_up: bool
) -> Iterator[Line]:
    voices = columns.voices if columns else None
    go_on = frozenset() if is_lined_up else _rows_that_go_on(rows, columns)
    if voices is not None:
        yield from _as_part("heading", voices.heads)
        yield from lines_by_blanks(voices)
    for number, row in rows.items():
        if columns is not None and voices is not None:
            yield from _lines_of_voices(number, row, columns, voices, rows)
        elif columns is None:
            yield from _as_part("fact", (line for cell in row.values() for line in cell))
        elif columns.has_head and number == min(rows):
            yield from _as_part("heading", (line for cell in row.values() for line in cell))
        elif columns.label is None:
            for column, cell in row.items():
                yield from _as_part(columns.sides.get(column, ""), cell)
        else:
            yield from _lines_of_row(row, columns, columns.label, is_lined_up, number in go_on)


def _lines_of_voices(
    number: int, row: Row, columns: Columns, voices: Voices, rows: dict[int, Row]
) -> Iterator[Line]:
    """Times and numbers first, then what each column says, then what stands beside them."""
    is_head = voices.heads and voices.said is None and number == min(rows)
    if is_head:
        return
    for column, kind in columns.sides.items():
        yield from _as_part(kind, row.get(column, ()))
    if voices.said is None:
        yield from lines_in_order(voices, row)
    for column, cell in row.items():
        if column not in voices.names and column not in columns.sides:
            yield from _as_part("note", cell)


def _rows_that_go_on(rows: dict[int, Row], columns: Columns | None) -> frozenset[int]:
    """The rows of speech without a label that go on with the one above.

    Two people talk, nearly every row has a label, and the next label is the other one's. Where
    the next is the same again, it is rather the other's label that is missing.
    """
    if columns is None or columns.label is None:
        return frozenset()
    filled = {number: row for number, row in rows.items() if columns.speech in row}
    labels = {
        number: label_key(clean_label(row[columns.label][0].text))
        for number, row in filled.items()
        if columns.label in row and not (columns.has_head and number == min(rows))
    }
    if len({*labels.values()}) != 2 or len(labels) < MOST * len(filled):
        return frozenset()
    return frozenset(
        number
        for number in filled.keys() - labels.keys()
        if _next_label(labels, number, up=True) != _next_label(labels, number, up=False)
        and min(labels) < number < max(labels)
    )


def _next_label(labels: dict[int, str], number: int, *, up: bool) -> str:
    if up:
        return labels[max((each for each in labels if each < number), default=min(labels))]
    return labels[min((each for each in labels if each > number), default=max(labels))]


def _lines_of_row(
    row: Row, columns: Columns, label: int, is_lined_up: bool, goes_on: bool
) -> Iterator[Line]:
    """Times and numbers first, then each label with its speech, then what stands beside them."""
    for column, kind in columns.sides.items():
        yield from _as_part(kind, row.get(column, ()))
    if goes_on and label not in row:
        yield from _as_part("same", row.get(columns.speech, []))
    else:
        yield from _match(row.get(label, []), row.get(columns.speech, []), is_lined_up)
    for column, cell in row.items():
        if column not in (label, columns.speech, *columns.sides):
            yield from _as_part("note", cell)


def _match(labels: list[Line], speech: list[Line], is_lined_up: bool) -> Iterator[Line]:
    """Labels and speech of a row: line by line where there are as many, else one after another."""
    paragraphs = _paragraphs_of(speech)
    if len(paragraphs) == 1 and len(labels) == len(speech):
        paragraphs = [[line] for line in speech]
    beside = _speech_beside(labels, paragraphs)
    if beside is None and len(labels) == len(paragraphs) and not _are_counted(labels, speech):
        beside = paragraphs
    if len(labels) > 1 and beside is not None:
        for pair, (label, said) in enumerate(zip(labels, beside, strict=True), start=1):
            place = f"{label.place}, line {pair}"
            yield from _as_part("label", [label], place, pair)
            yield from _as_part("speech", said, place, pair)
    elif len(labels) > 1 or (labels and len(paragraphs) > 1 and is_lined_up):
        yield from _as_part("loose", labels)
        yield from _as_part("speech", speech)
    else:
        yield from _as_part("label", labels)
        yield from _as_part("speech", speech)


def _are_counted(labels: Sequence[Line], speech: Sequence[Line]) -> bool:
    """Whether both cells have as many paragraphs, blank ones among them, so that they line up."""
    cells = [line.cell for line in (*labels[:1], *speech[:1])]
    counts = [cell.paragraphs for cell in cells if cell is not None]
    return len(counts) == 2 and counts[0] == counts[1] > 0


def _speech_beside(
    labels: Sequence[Line], paragraphs: Sequence[list[Line]]
) -> list[list[Line]] | None:
    """The speech beside each label and beside the blanks below it; None where it does not fit.

    Both cells must have as many paragraphs, and each label speech beside it. Blanks that stand
    only below the last label line nothing up.
    """
    speech = [line for paragraph in paragraphs for line in paragraph]
    if not _are_counted(labels, speech):
        return None
    starts = [line.cell.paragraph for line in labels if line.cell]
    places = [paragraph[0].cell.paragraph for paragraph in paragraphs if paragraph[0].cell]
    is_trailing = starts == list(range(1, len(starts) + 1))
    if not set(starts) <= set(places) or places[0] != starts[0]:
        return None
    if is_trailing and len(labels) != len(paragraphs):
        return None
    return [
        [line for place, each in zip(places, paragraphs, strict=True) if low <= place < high
         for line in each]
        for low, high in pairwise([*starts, places[-1] + 1])
    ]  # fmt: skip


def _paragraphs_of(lines: Iterable[Line]) -> list[list[Line]]:
    paragraphs: list[list[Line]] = []
    for line in lines:
        if line.opens or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    return paragraphs


def _as_part(part: str, lines: Iterable[Line], place: str = "", pair: int = 0) -> Iterator[Line]:
    for line in lines:
        if line.cell is not None:
            cell: Cell = line.cell._replace(part=part, pair=pair)
            yield line._replace(cell=cell, place=place or line.place)
