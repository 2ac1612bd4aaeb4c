"""A document's words as its reader finds them: speech paragraph by paragraph, all else by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit import settings
from toolkit.errors import Problem
from toolkit.ingest.files import too_long, too_many_lines
from toolkit.ingest.formats.word_looks import Look, look_of_line
from toolkit.ingest.source import Cell, Line, Source, count_in_cells
from toolkit.model.transcript import count_words

HEADING_STYLES = (
    ("title", "title"),
    ("subtitle", "title"),
    ("heading", "heading"),
    ("toc", "heading"),
    ("contents", "heading"),
)
MOST_STYLED = 0.5


def kind_of_style(name: str) -> str:
    """`"title"`, `"heading"` or `""`, by the name of a paragraph's style.

    Example:
        >>> kind_of_style("Heading 2"), kind_of_style("Standard")
        ('heading', '')
    """
    lower = name.lower()
    return next((kind for start, kind in HEADING_STYLES if lower.startswith(start)), "")


class Body:
    """The lines and the counts so far.

    Speech gathers in a paragraph until it is ended. What stands beside it may come in the midst
    of a paragraph, even of a word, and never runs together with it.
    """

    def __init__(self) -> None:
        self._lines: list[Line] = []
        self._paragraph: list[tuple[list[str], Look]] = []
        self._asides: dict[str, list[str]] = {}
        self._aside_before = ""
        self._paragraphs = 0
        self._paragraphs_in: Counter[Cell] = Counter()
        self._words = 0
        self._characters = 0

    def say(self, text: str, look: Look) -> None:
        """Speech that goes on with the open paragraph.

        Raises:
            UnreadableFile: It is more than one interview may hold.
        """
        self._aside_before = ""
        self._measure(text)
        if self._paragraph and self._paragraph[-1][1] == look:
            self._paragraph[-1][0].append(text)
        else:
            self._paragraph.append(([text], look))

    def set_aside(self, kind: str, text: str) -> None:
        """Words that are no speech; a piece behind one of the same kind may end its word.

        Raises:
            UnreadableFile: It is more than one interview may hold.
        """
        pieces = self._asides.setdefault(kind, [])
        if kind != self._aside_before:
            pieces.append("\n")
        self._aside_before = kind
        self._measure(text)
        pieces.append(text)

    def part_asides(self) -> None:
        """What is set aside next begins a word of its own."""
        self._aside_before = ""

    def end_paragraph(self, cell: Cell | None = None, style: str = "") -> None:
        """The open paragraph is whole, be it empty; those outside of tables are counted.

        Args:
            cell: The table cell it stands in, or None.
            style: `"title"`, `"heading"` or `""`.

        Raises:
            UnreadableFile: There are more lines than one interview may have.
        """
        self.part_asides()
        self._paragraphs += cell is None
        place = f"table {cell.table}, row {cell.row}" if cell else f"paragraph {self._paragraphs}"
        if cell is not None:
            self._paragraphs_in[cell] += 1
            cell = cell._replace(paragraph=self._paragraphs_in[cell])
        paragraph = [("".join(pieces), look) for pieces, look in self._paragraph]
        self._paragraph = []
        self._words += count_words("".join(text for text, _ in paragraph))
        opens = True
        for text, (bold, look, bold_end) in _lines_of(paragraph):
            if not text or text.isspace():
                continue
            self._lines.append(Line(text, place, cell, opens, None, style, bold, look, bold_end))
            opens = False
            if len(self._lines) > settings.MAX_LINES:
                raise too_many_lines(len(self._lines))

    @property
    def is_open(self) -> bool:
        """Whether there is speech that no paragraph was made of yet."""
        return bool(self._paragraph)

    def source(
        self,
        read_as: str,
        doubts: tuple[Problem, ...] = (),
        notices: tuple[Problem, ...] = (),
    ) -> Source:
        """All that was read, accounted for."""
        left_out = {kind: count_words("".join(pieces)) for kind, pieces in self._asides.items()}
        counted = Counter({kind: words for kind, words in left_out.items() if words})
        return Source(
            read_as=read_as,
            lines=self._lines_with_styles(),
            left_out=counted,
            words_in=self._words + counted.total(),
            doubts=doubts,
            notices=notices,
        )

    def _lines_with_styles(self) -> tuple[Line, ...]:
        self._lines = list(count_in_cells(self._lines, self._paragraphs_in))
        styled = sum(len(line.text) for line in self._lines if line.style)
        if styled > MOST_STYLED * sum(len(line.text) for line in self._lines):
            # Styles that are all over a file say nothing about its headings.
            return tuple(line._replace(style="") for line in self._lines)
        return tuple(self._lines)

    def _measure(self, text: str) -> None:
        self._characters += len(text)
        if self._characters > settings.MAX_TEXT_CHARACTERS:
            raise too_long(self._characters)


def _lines_of(
    paragraph: list[tuple[str, Look]],
) -> Iterator[tuple[str, tuple[bool, str, int]]]:
    """Each line of a paragraph, and how it is set."""
    line: list[tuple[str, Look]] = []
    for text, look in paragraph:
        first, *others = text.split("\n")
        line.append((first, look))
        for other in others:
            yield "".join(text for text, _ in line), look_of_line(line)
            line = [(other, look)]
    yield "".join(text for text, _ in line), look_of_line(line)
