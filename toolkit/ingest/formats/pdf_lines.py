"""Words at their places on pages, brought into lines and paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from toolkit.ingest.formats.pdf_words import Word
from toolkit.ingest.formats.plain_text import CONTROLS, ENDS_A_SENTENCE
from toolkit.ingest.source import Line
from toolkit.ingest.turns.marks import colon_mark
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label

SAME_LINE = 0.5
WIDE_GAP, WIDER = 1.2, 2.5
BLANK = 0.3
NEXT_LINE = 1.3
NARROWEST = 0.4
EDGE_ROWS = 3
FURNITURE_GAP = 1.4
MANY_PAGES = 4
SAME_PLACE = 4
FEW_PAGES = 4
MARGIN, NO_TEXT = 0.12, 0.045
LONGEST_LABEL = 4
SOFT_HYPHEN, HYPHEN = "\u00ad", "-"
PAGE_NUMBER = re.compile(r"\W{0,3}(?i:page\s{1,3})?#(?:\s{0,3}(?:of|/|\|)\s{0,3}#)?\W{0,3}")
DIGITS = re.compile(r"\d{1,20}")
WORD = re.compile(r"[^\W\d_][\w'’-]*")
NO_LABEL = (LabelKind.NONE, LabelKind.PHRASE, LabelKind.OPENER, LabelKind.LOWER, LabelKind.OTHER)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line.

    Attributes:
        page, number: Where it stands, each from 1.
        text: Its words; a wide gap between two of them is a tab.
        left, right, y: Where it begins and ends, and its base line from below, in points.
        first: The width of its first word, in points.
        size: The size of its type, in points.
        bold: Whether all of it is bold.
        bold_end: Where the bold words that it begins with end, and others follow; else 0.
        broken: Whether it ends in a hyphen that may stand for the line's end only.
    """

    page: int
    number: int
    text: str
    left: float
    right: float
    y: float
    first: float
    size: float
    bold: bool
    bold_end: int
    broken: bool


def rows_of(pages: Sequence[Sequence[Word]]) -> list[Row]:
    """The lines of all pages, out of their words in the file's order."""
    groups = [(page, group) for page, words in enumerate(pages, 1) for group in _grouped(words)]
    stops = _tab_stops([group for _, group in groups])
    rows: list[Row] = []
    for page, group in groups:
        number = rows[-1].number + 1 if rows and rows[-1].page == page else 1
        rows.append(_row(group, page, number, stops))
    return rows


def _grouped(words: Sequence[Word]) -> list[list[Word]]:
    """The words of each line of a page."""
    groups: list[list[Word]] = []
    for each in words:
        word = (_clean(each[0]), *each[1:])
        if not word[0]:
            continue
        above = groups[-1][-1] if groups else None
        size = max(word[4], 1)
        if above is None or abs(word[3] - above[3]) > size * SAME_LINE or word[1] < above[1]:
            groups.append([word])
        elif above[0].endswith(SOFT_HYPHEN):
            groups[-1][-1] = (above[0][:-1] + word[0], above[1], word[2], *above[3:])
        else:
            groups[-1].append(word)
    return groups


def _gaps(words: Sequence[Word]) -> list[float]:
    return [after[1] - before[2] for before, after in pairwise(words)]


def _is_wide(gap: float, gaps: Sequence[float], size: float) -> bool:
    """Whether a gap between words is more than the blanks beside it."""
    usual = median(gaps) if len(gaps) > 2 else 0.0
    return gap > WIDE_GAP * size and gap > WIDER * usual


def _tab_stops(groups: Sequence[Sequence[Word]]) -> frozenset[int]:
    """Where words go on behind a wide gap again and again: at a tab stop, or in a column."""
    starts: Counter[int] = Counter()
    for words in groups:
        gaps = _gaps(words)
        for gap, word in zip(gaps[:LONGEST_LABEL], words[1:], strict=False):
            if _is_wide(gap, gaps, word[4]):
                starts[round(word[1])] += 1
    return frozenset(stop for stop, count in starts.items() if count > 2)


def _clean(word: str) -> str:
    """The word in NFC; ligatures stay the letters that the file says they are."""
    return CONTROLS.sub("", unicodedata.normalize("NFC", word))


def _row(words: Sequence[Word], page: int, number: int, stops: frozenset[int]) -> Row:
    size = max(word[4] for word in words) or 1.0
    gaps = _gaps(words)
    text, bold_end = "", 0
    for index, word in enumerate(words):
        at_stop = 0 < index <= LONGEST_LABEL and round(word[1]) in stops
        wide = at_stop or (index and _is_wide(gaps[index - 1], gaps, size))
        text += ("\t" if wide else " " if index else "") + word[0]
        if word[5] and all(each[5] for each in words[:index]):
            bold_end = len(text)
    bold = all(word[5] for word in words)
    broken = text.endswith((SOFT_HYPHEN, HYPHEN)) and text[-2:-1].isalpha()
    return Row(
        page, number, text.replace(SOFT_HYPHEN, HYPHEN), words[0][1], words[-1][2], words[0][3],
        words[0][2] - words[0][1], size, bold, 0 if bold else bold_end, broken,
    )  # fmt: skip


def furniture_of(rows: Sequence[Row], heights: Sequence[float]) -> dict[int, str]:
    """Which lines are no part of the text but of the page, and their kind.

    The same words (or the next number) at the same place at the top or the foot of most pages,
    with a gap between them and the text, are a header or a footer.
    """
    pages = _down_the_pages(rows)
    gaps = [rows[upper].y - rows[lower].y for down in pages for upper, lower in pairwise(down)]
    least = FURNITURE_GAP * median(gaps) if gaps else 0.0
    found: dict[int, str] = {}
    for is_top in (True, False):
        inwards = [down if is_top else down[::-1] for down in pages]
        again = _again(rows, inwards)
        for order in inwards:
            run = 0
            while run < len(order) and (
                order[run] in again or _is_of_the_page(rows[order[run]], heights)
            ):
                run += 1
            # On so many pages the same words at the same place are of the page, gap or no gap.
            surely = again if len(pages) >= MANY_PAGES else frozenset()
            while 0 < run < len(order) and order[run - 1] not in surely:
                if abs(rows[order[run]].y - rows[order[run - 1]].y) >= least:
                    break
                run -= 1
            for index in order[:run]:
                kind = "header" if is_top else "footer"
                is_number = _is_page_number(rows[index], heights)
                found.setdefault(index, "page_number" if is_number else kind)
    return found


def _down_the_pages(rows: Sequence[Row]) -> list[list[int]]:
    """The numbers of each page's lines, from its top to its foot."""
    by_page: defaultdict[int, list[int]] = defaultdict(list)
    for index, row in enumerate(rows):
        by_page[row.page].append(index)
    return [sorted(indexes, key=lambda index: -rows[index].y) for indexes in by_page.values()]


def _again(rows: Sequence[Row], inwards: Sequence[Sequence[int]]) -> set[int]:
    """The lines at the edge of a page that stand there, at the same place, on most pages."""
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for order in inwards:
        for index in order[:EDGE_ROWS]:
            alike[DIGITS.sub("#", rows[index].text)].append(index)
    found: set[int] = set()
    for indexes in alike.values():
        place = median(rows[index].y for index in indexes)
        same = [index for index in indexes if abs(rows[index].y - place) <= SAME_PLACE]
        on = {rows[index].page for index in same}
        # In a short file two pages may begin with the same short answer.
        is_speech = len(inwards) <= FEW_PAGES and any(_has_label(rows[index]) for index in same)
        if _are_most(on, len(inwards)) and not is_speech:
            found.update(same)
    return found


def _are_most(on: set[int], pages: int) -> bool:
    """Whether these are most pages, or nearly all left or all right ones."""
    one_side = len({page % 2 for page in on}) == 1
    return len(on) > 1 and (
        len(on) * 2 > pages or (one_side and len(on) > 2 and len(on) * 2 >= pages - 2)
    )


def _is_of_the_page(row: Row, heights: Sequence[float]) -> bool:
    """Whether a line is no text, whatever the other pages have: too near the edge, or a number."""
    edge = heights[row.page - 1] * NO_TEXT
    in_edge = row.y < edge or row.y > heights[row.page - 1] - edge
    return in_edge or _is_page_number(row, heights)


def _is_page_number(row: Row, heights: Sequence[float]) -> bool:
    height = heights[row.page - 1]
    in_margin = row.y > height * (1 - MARGIN) or row.y < height * MARGIN
    return in_margin and PAGE_NUMBER.fullmatch(DIGITS.sub("#", row.text)) is not None


def count_side_by_side(rows: Sequence[Row]) -> list[int]:
    """The pages on which the text goes up again, as it does from one column to the next."""
    return sorted(
        {
            row.page
            for above, row in pairwise(rows)
            if above.page == row.page and row.y > above.y + row.size
        }
    )


def lines_of_rows(rows: Sequence[Row], width: float) -> tuple[list[Line], int]:
    """The paragraphs of the text, and how many pieces of broken words were put together.

    A line goes on where its next word had no room left on it. One that may begin with a label
    stays a line of its own whatever stands above.

    Args:
        rows: The lines of the text, without those of the page.
        width: The width of a page, in points.
    """
    margins = _margins(rows, width * NARROWEST)
    usual = _usual_gap(rows, margins)
    whole = Counter(word.casefold() for row in rows for word in WORD.findall(row.text))
    lines: list[Line] = []
    joined = 0
    above: Row | None = None
    for row in rows:
        goes_on = above is not None and _goes_on(above, row, margins, usual)
        if above is None or not goes_on or above.bold != row.bold or _may_open(row):
            place = f"page {row.page}, line {row.number}"
            lines.append(
                Line(row.text, place, opens=not goes_on, bold=row.bold, bold_end=row.bold_end)
            )
        else:
            ahead = _joint(lines[-1].text, row.text, whole) if above.broken else None
            joined += ahead is not None
            text = f"{lines[-1].text} {row.text}" if ahead is None else ahead + row.text
            lines[-1] = lines[-1]._replace(text=text)
        above = row
    return lines, joined


def _joint(before: str, after: str, whole: Counter[str]) -> str | None:
    """What stands before the rest of a broken word; None where it is not sure which word it is."""
    piece, rest = before.rsplit(maxsplit=1)[-1][:-1], after.split(maxsplit=1)[0]
    words = [WORD.match(piece + sign + rest) for sign in ("", HYPHEN)]
    plain, hyphened = (word is not None and whole[word[0].casefold()] > 0 for word in words)
    if plain == hyphened:
        return None
    return before[:-1] if plain else before


def _margins(rows: Sequence[Row], least: float) -> dict[int, float]:
    """How far to the right the lines go that begin at each point from the left."""
    furthest: dict[int, float] = {}
    for row in rows:
        furthest[round(row.left)] = max(row.right, furthest.get(round(row.left), least))
    return furthest


def _usual_gap(rows: Sequence[Row], margins: dict[int, float]) -> float:
    """The distance from a full line to the next, in its type's sizes."""
    gaps = sorted(
        (above.y - row.y) / above.size
        for above, row in pairwise(rows)
        if above.page == row.page and above.y > row.y and not _has_room(above, row, margins)
    )
    return gaps[len(gaps) // 4] if gaps else 0.0


def _goes_on(above: Row, row: Row, margins: dict[int, float], usual: float) -> bool:
    """Whether a line is the rest of the one above it."""
    if _has_room(above, row, margins):
        return False
    if above.page != row.page or row.y > above.y:
        return not above.text.endswith(ENDS_A_SENTENCE)
    return (above.y - row.y) / above.size <= usual * NEXT_LINE


def _has_room(above: Row, row: Row, margins: dict[int, float]) -> bool:
    """Whether the next line's first word would have fitted behind the words above it."""
    margin = max(
        (right for left, right in margins.items() if above.left - 1 <= left < above.right),
        default=above.right,
    )
    return margin - above.right > row.first + BLANK * above.size


def _may_open(row: Row) -> bool:
    """Whether a line may begin a turn."""
    return "\t" in row.text or _has_label(row)


def _has_label(row: Row) -> bool:
    """Whether a line begins with what may be a speaker's label and a colon."""
    mark = colon_mark(row.text)
    return mark is not None and kind_of_label(clean_label(mark.label)) not in NO_LABEL
