"""What a reader hands to the layouts: lines with their places, and what was left out on the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from toolkit.errors import Problem
from toolkit.model.transcript import count_words

TIME = r"\d{1,2}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
"""A time as transcripts print it: `0:07`, `00:00:07.340`, `0:0:7,34`."""


class Cell(NamedTuple):
    """A cell of a table.

    Attributes:
        table, row, column: Each counted from 1.
        pair: Which label of its row it belongs to, from 1, where both sides are lined up line by
            line; 0 where the row is one turn.
        part: What it holds (`"label"`, `"speech"`, `"time"`, `"line_number"`, `"heading"`,
            `"fact"`, `"loose"` for a label that nobody can match, `"same"` for speech that goes on
            with the row above), `""` where nobody knows.
        paragraph, paragraphs: Which paragraph of its cell a line stands in, from 1, and how many
            the cell has, blank ones among them; 0 where the reader does not count them.
    """

    table: int
    row: int
    column: int
    pair: int = 0
    part: str = ""
    paragraph: int = 0
    paragraphs: int = 0


class Line(NamedTuple):
    """One line of the source that holds words. A tuple, for there are thousands in a file.

    Attributes:
        text: The line as it stands, blanks at its ends included.
        place: Where it stands, such as `"paragraph 12"`.
        cell: The table cell it stands in, or None.
        opens: Whether a paragraph, a cell or a cue starts with it.
        voice: Who speaks it, where the file itself says so (captions).
        style: `"title"` or `"heading"` where the file formats it as one, else `""`.
        bold: Whether all speech on it is bold; a bold label before other words is not enough.
        look: How most of it is set otherwise, such as `"italic"` or `"colour FF0000"`, else `""`.
        bold_end: Where the bold words that it begins with end, and others follow; else 0.
    """

    text: str
    place: str
    cell: Cell | None = None
    opens: bool = True
    voice: str | None = None
    style: str = ""
    bold: bool = False
    look: str = ""
    bold_end: int = 0


def count_in_cells(lines: Iterable[Line], paragraphs: Mapping[Cell, int]) -> Iterator[Line]:
    """The lines, each knowing how many paragraphs its cell has, blank ones among them."""
    for line in lines:
        if line.cell is None:
            yield line
        else:
            cell = line.cell._replace(paragraphs=paragraphs[line.cell._replace(paragraph=0)])
            yield line._replace(cell=cell)


@dataclass(frozen=True, slots=True)
class Source:
    """A file as its reader found it, before anybody asks who speaks.

    Attributes:
        read_as: The format and the encoding, in words for a person.
        lines: All lines with words in them, in order.
        left_out: Words that the format itself marks as no speech, by kind.
        words_in: All words of the file, counted on its raw text.
        captions: Whether the lines are caption cues.
        doubts: What makes the reading doubtful already.
        notices: What is worth saying, though nothing is doubtful for it.
    """

    read_as: str
    lines: tuple[Line, ...]
    left_out: Counter[str]
    words_in: int
    captions: bool = False
    doubts: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def count_cut_words(text: str, start: int, end: int) -> int:
    """The words of `text[start:end]`; one that runs on behind `end` is counted there.

    Example:
        >>> count_cut_words("I:hello", 0, 2), count_cut_words("I: hello", 0, 2)
        (0, 1)
    """
    words = count_words(text[start:end])
    goes_on = words and end < len(text) and not text[end].isspace()
    return words - 1 if goes_on and not text[end - 1].isspace() else words


def seconds_of(time: str) -> float:
    """The seconds of a printed time; two parts are minutes and seconds.

    Example:
        >>> seconds_of("0:07"), seconds_of("1:02:11,5")
        (7.0, 3731.5)
    """
    seconds = 0.0
    for part in time.replace(",", ".").split(":"):
        seconds = seconds * 60 + float(part)
    return seconds


def clock_of(time: str) -> str:
    """A printed time as a locator.

    Example:
        >>> clock_of("3:07"), clock_of("0:0:3.450")
        ('00:03:07', '00:00:03')
    """
    whole = int(seconds_of(time))
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}"


def holds_words(text: str) -> bool:
    """Whether there is a letter or a digit in it.

    Example:
        >>> holds_words(" - \\u200b\\n"), holds_words("7")
        (False, True)
    """
    return re.search(r"[^\W_]", text) is not None
