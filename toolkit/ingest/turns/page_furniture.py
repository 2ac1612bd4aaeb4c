"""What a page prints around the speech: line numbers, running headers, page numbers, keys.

In a text all of these stand among the words, again and again. They are found by that: a number
in front of each line that counts on, the same short line on every page, a number by itself that
is one more than the last.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.ingest.formats.plain_text import ENDS_A_SENTENCE
from toolkit.ingest.source import Line
from toolkit.ingest.turns.asides import TALKS, find_keys
from toolkit.ingest.turns.line_steps import step_of
from toolkit.ingest.turns.marks import colon_mark
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label
from toolkit.ingest.turns.typed_rows import without_numbered_rows
from toolkit.model.transcript import count_words

LINE_NUMBER = re.compile(r"\s*(\d{1,5})(?:[.)]|:(?!\d))?(?:\s+|$)")
FEWEST_PAGES = 3
LONGEST_HEADER = 90
LONGEST_HEADER_WORDS = 14
DIGITS = re.compile(r"\d+")
LONGEST_PAGE_NUMBER = 12
PAGE_NUMBER = re.compile(r"\s*\d{1,4}\s*")
LINES_A_PAGE, LEAST_LINES_A_PAGE = 8, 5


class Bare(NamedTuple):
    """Lines without what the page prints around them, and how many words that was, by kind."""

    lines: Sequence[Line]
    left_out: Counter[str]


def take_furniture(lines: Sequence[Line]) -> Bare:
    """The lines without line numbers, running headers, page numbers and keys to the labels.

    Example:
        >>> bare = take_furniture([Line(f"{n} so it was", "") for n in range(1, 5)])
        >>> bare.lines[3].text, bare.lines[3].place, bare.left_out
        ('so it was', 'line 4', Counter({'line_number': 4}))
    """
    left_out: Counter[str] = Counter()
    lines = without_numbered_rows(_without_line_numbers(lines, left_out), left_out)
    kinds = {
        **dict.fromkeys(find_keys(lines), "key"),
        **dict.fromkeys(_running_headers(lines), "header"),
        **dict.fromkeys(_page_numbers(lines), "page_number"),
    }
    if len(kinds) == len(lines):
        return Bare(lines, left_out)
    for index, kind in kinds.items():
        left_out[kind] += count_words(lines[index].text)
    return Bare([line for index, line in enumerate(lines) if index not in kinds], left_out)


def _without_line_numbers(lines: Sequence[Line], left_out: Counter[str]) -> Sequence[Line]:
    """The lines without the numbers before them; each number becomes its line's locator."""
    found = {
        index: number
        for index, line in enumerate(lines)
        if line.cell is None and line.text.lstrip()[:1].isdecimal()
        if (number := LINE_NUMBER.match(line.text)) is not None
    }
    step = step_of([(index, int(number[1])) for index, number in found.items()], len(lines))
    if step == 0:
        return lines
    made: list[Line] = []
    previous, last = "", 0
    for index, line in enumerate(lines):
        number = found.get(index)
        text = line.text
        if number is not None:
            left_out["line_number"] += 1
            last, text = int(number[1]), text[number.end() :]
        elif step > 1:
            last += 1
        if text.strip():
            opens = line.opens and (not previous or previous.endswith(ENDS_A_SENTENCE))
            opens = opens or colon_mark(text) is not None
            place = f"line {last}" if last else line.place
            made.append(line._replace(text=text, place=place, opens=opens))
        previous = text.strip()
    return made


def _running_headers(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that come again and again, their page's number apart, and that nobody would say."""
    where: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        text = line.text
        if ":" not in text and len(text) <= LONGEST_HEADER and line.cell is None:
            where.setdefault(DIGITS.sub("#", text.strip()), []).append(index)
    return frozenset(
        index
        for key, indices in where.items()
        if len(indices) >= FEWEST_PAGES and _is_running_header(key, indices, lines)
        for index in indices
    )


def _is_running_header(key: str, indices: Sequence[int], lines: Sequence[Line]) -> bool:
    text = lines[indices[0]].text.strip()
    words = key.split()
    if not 2 <= len(words) <= LONGEST_HEADER_WORDS:
        return False
    if text.endswith((".", "?", "!", ",", ":", "…", "”", '"')) or text[:1] in "[(*<":
        return False
    if len(indices) * LINES_A_PAGE > len(lines) or TALKS.search(text):
        return False
    with_digits = sum(1 for word in words if "#" in word)
    kind = kind_of_label(clean_label(text))
    return with_digits > 1 or (with_digits == 1 and (kind is LabelKind.NONE or len(words) > 2))


def _page_numbers(lines: Sequence[Line]) -> frozenset[int]:
    """Numbers by themselves that go up by one, some lines apart, from the first to the last."""
    found = [
        (index, int(line.text))
        for index, line in enumerate(lines)
        if len(line.text) <= LONGEST_PAGE_NUMBER
        and line.cell is None
        and PAGE_NUMBER.fullmatch(line.text)
    ]
    goes_on = all(
        high == low + 1 and after - before >= LEAST_LINES_A_PAGE
        for (before, low), (after, high) in pairwise(found)
    )
    if len(found) < FEWEST_PAGES or not goes_on or found[0][1] > FEWEST_PAGES:
        return frozenset()
    return frozenset(index for index, _ in found)
