"""Tables in which each column is one speaker: a question in the left one, its answer in the right.

Either the first row says so (`Question | Answer`), or the two columns fill each other's blanks:
wherever one speaks, the other is blank. Where a single place has words on both sides, nobody can
tell which of them came first, and the columns are no speakers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.ingest.source import Line
from toolkit.ingest.turns import label_words
from toolkit.ingest.turns.marks import colon_mark, ends_as_speech
from toolkit.ingest.turns.speakers import (
    LabelKind,
    clean_label,
    identity_of,
    kind_of_label,
    label_key,
)
from toolkit.model.transcript import count_words

LEFT, RIGHT = "Left column", "Right column"
"""The names of two columns that say nothing of who speaks in them."""

FEWEST_TURNS = 4
FEWEST_WORDS = 3
LABELLED = 0.2
READS_LIKE_SPEECH = 12
UNLIKE_LABELS = frozenset([LabelKind.NONE, LabelKind.PHRASE, LabelKind.OPENER])

Row = Mapping[int, Sequence[Line]]
Said = tuple[int, list[Line]]
"""A column, and what stands in it before the other column goes on."""


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in which column.

    Attributes:
        names: The speaker of each column.
        heads: The lines that hold the names.
        said: What is said, in order; None where each row has its own order, left to right.
    """

    names: dict[int, str]
    heads: list[Line]
    said: list[Said] | None = None


def find_voices(rows: Mapping[int, Row], columns: Sequence[int]) -> Voices | None:
    """Who speaks in which column of a table; None where the columns are no speakers.

    Args:
        rows: The lines of each row's filled cells, by column.
        columns: Those columns that hold more than times and numbers.
    """
    voices = _by_first_row(rows) or _by_blanks(rows, columns)
    return None if voices is None or _have_labels(rows) else voices


def names_voices(rows: Mapping[int, Row]) -> bool:
    """Whether the first row of a table says who speaks in which column."""
    return _by_first_row(rows) is not None and not _have_labels(rows)


def _have_labels(rows: Mapping[int, Row]) -> bool:
    """Whether the words in the cells begin with labels of their own, as the lines of a text do."""
    lines = [line for row in rows.values() for cell in row.values() for line in cell]
    marks = [colon_mark(line.text) for line in lines]
    likely = sum(
        1
        for mark, line in zip(marks, lines, strict=True)
        if mark is not None
        and line.text[mark.end :].strip()
        and kind_of_label(clean_label(mark.label)) not in UNLIKE_LABELS
    )
    return likely > LABELLED * len(lines)


def lines_in_order(voices: Voices, row: Row) -> Iterator[Line]:
    """The lines of a row whose columns are speakers, each turn's first with its voice."""
    for column in sorted(voices.names):
        yield from _said_by(voices.names[column], row.get(column, ()), pair=0)


def lines_by_blanks(voices: Voices) -> Iterator[Line]:
    """The lines of a table whose columns fill each other's blanks, in the order of speaking."""
    for number, (column, lines) in enumerate(voices.said or (), start=1):
        yield from _said_by(voices.names[column], lines, pair=number)


def _said_by(name: str, lines: Sequence[Line], pair: int) -> Iterator[Line]:
    for index, line in enumerate(lines):
        if line.cell is not None:
            cell = line.cell._replace(part="speech", pair=pair)
            place = f"{line.place}, line {cell.paragraph}" if pair and cell.paragraphs > 1 else ""
            voice = None if index else name
            yield line._replace(cell=cell, voice=voice, place=place or line.place)


def _by_first_row(rows: Mapping[int, Row]) -> Voices | None:
    """The names, where the first row names who asks and who answers, and speech stands below."""
    first, *below = rows.values()
    names = {
        column: clean_label(cell[0].text)
        for column, cell in first.items()
        if len(cell) == 1 and kind_of_label(clean_label(cell[0].text)) is LabelKind.ROLE
    }
    asking = [column for column, name in names.items() if _asks(name)]
    if not asking or len(asking) == len(names) or len({*names.values()}) < len(names):
        return None
    cells = [
        " ".join(line.text for line in row.get(column, ())) for row in below for column in names
    ]
    questions = [
        " ".join(line.text for line in row.get(column, ())) for row in below for column in asking
    ]
    if not any("?" in text or count_words(text) > READS_LIKE_SPEECH for text in cells):
        return None
    if sum(map(count_words, questions)) < FEWEST_WORDS * sum(map(bool, questions)):
        return None
    return Voices(names, [line for cell in first.values() for line in cell])


def _asks(name: str) -> bool:
    identity = identity_of(name)
    if identity is None or (identity.word == "question" and identity.number):
        return False  # "Q1" counts, and begins a question
    return identity.word in label_words.ASKING


def _by_blanks(rows: Mapping[int, Row], columns: Sequence[int]) -> Voices | None:
    """What two columns say in turns, where each is blank while the other has words."""
    if len(columns) != 2:
        return None
    left, right = columns
    said: list[Said] = []
    names = {left: LEFT, right: RIGHT}
    heads: list[Line] = []
    for row in rows.values():
        one, other = list(row.get(left, ())), list(row.get(right, ()))
        if not said and _are_heads(one[:1], other[:1]):
            names = {left: clean_label(one[0].text), right: clean_label(other[0].text)}
            heads += (one.pop(0), other.pop(0))
        turns = _in_turns({left: one, right: other})
        if turns is None:
            return None
        said += turns
    joined = _joined(said)
    texts = {column: [line.text for each, lines in joined if each == column for line in lines]
             for column in names}  # fmt: skip
    return (
        Voices(names, heads, joined)
        if len(joined) >= FEWEST_TURNS and all(_are_speech(each) for each in texts.values())
        else None
    )


def _are_heads(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether both columns begin with what may be a speaker's name."""
    texts = [line.text.strip() for line in (*one, *other)]
    return (
        len(texts) == 2
        and label_key(texts[0]) != label_key(texts[1])
        and not any(
            ends_as_speech(text) or kind_of_label(clean_label(text)) in UNLIKE_LABELS
            for text in texts
        )
    )


def _in_turns(row: Row) -> list[Said] | None:
    """What a row says column by column; None where both have words at one place."""
    filled = {column: list(cell) for column, cell in row.items() if cell}
    if len(filled) < 2:
        return [*filled.items()]
    cells = [(column, line, line.cell) for column, lines in filled.items() for line in lines]
    counts = {cell.paragraphs for _, _, cell in cells if cell is not None}
    places = [
        {cell.paragraph for each, _, cell in cells if each == column and cell} for column in filled
    ]
    if len(counts) != 1 or 0 in counts or places[0] & places[1]:
        return None
    in_order = sorted(cells, key=lambda each: each[2].paragraph if each[2] else 0)
    return [(column, [line]) for column, line, _ in in_order]


def _joined(said: Sequence[Said]) -> list[Said]:
    """The same, with what one column says without a word of the other's as one."""
    joined: list[Said] = []
    for column, lines in said:
        if joined and joined[-1][0] == column:
            joined[-1][1].extend(lines)
        else:
            joined.append((column, list(lines)))
    return joined


def _are_speech(texts: Sequence[str]) -> bool:
    """Whether a column's lines read like speech: longer than labels, and not again the same."""
    again = sum(1 for one, other in pairwise(sorted(texts)) if one == other)
    return sum(map(count_words, texts)) >= FEWEST_WORDS * len(texts) and again * 2 < len(texts)
