"""Text with Markdown signs in (.md): what the signs mean is kept, and the signs are left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.ingest.files import check_is_text
from toolkit.ingest.formats.plain_text import decode_text, goes_on_below
from toolkit.ingest.source import Cell, Line, Source
from toolkit.ingest.turns import label_words
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

FENCE = re.compile(r" {0,3}(?:`{3,20}|~{3,20})[^`]{0,60}")
HEADING = re.compile(r" {0,3}#{1,6}(?=\s)")
QUOTE = re.compile(r" {0,3}(?:> ?){1,10}")
# A number stays: it may be the typist's own. A sign tells only that a list goes on.
BULLET = re.compile(r"\s{0,20}[-*+]\s+(?=\S)")
CELL_BORDER = re.compile(r"(?<!\\)\|")
STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1)[^\n]){1,2000})(?<=\S)\1")
# Around a word in the midst of a sentence, single signs are stress, but in *laughs* a typist's.
STRESS = re.compile(
    r"(?<=[\w,;:'’“\"‘(\s])(?<![.?!…]\s)(?<!\A)([*_])([^\W_]+(?:['’-][^\W_]+)*)\1(?![\w*_])"
)
LIKE_A_NOTE = ("s", "ing", "ed", "ter")
# Elsewhere they stay, but for those around a label.
MARKED_LABEL = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,60})\1(?=:)")
MARKED_LABEL_AND_COLON = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,60}:)\1")
LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\n]{0,2000}\)")
ADDRESS = re.compile(
    r" {0,3}\[[^\[\]\n]{1,100}\]:\s+<?(?:https?:|mailto:|www\.|[#/])\S{0,2000}.{0,300}"
)
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
COMMENT_OPENS, COMMENT_CLOSES = "<!--", "-->"
RULES, TABLE_RULES = frozenset("*-_="), frozenset("|:-")
# A heading that says who speaks is no heading.
LABELS = (LabelKind.ROLE, LabelKind.UNKNOWN)
FRONT = ("---", "...")
LONGEST_FRONT = 100


def read_markdown(data: bytes) -> Source:
    """The lines of a text without its Markdown signs; headings and bold lines are known as such.

    Raises:
        UnreadableFile: The bytes are no text.

    Example:
        >>> source = read_markdown(b"# Nights\\n\\n**I:** All right?\\n\\n**R:** Yes. *laughs*")
        >>> [line.text for line in source.lines]
        ['Nights', 'I: All right?', 'R: Yes. *laughs*']
        >>> source.lines[0].style, dict(source.left_out)
        ('heading', {'markup': 1})
    """
    check_is_text(data)
    decoded = decode_text(data)
    reader = _MarkdownReader()
    reader.read(decoded.text)
    return Source(
        read_as=f"Markdown, {decoded.encoding}",
        lines=tuple(reader.lines),
        left_out=+reader.left_out,
        words_in=count_words(decoded.text),
        notices=decoded.notices,
    )


class _MarkdownReader:
    """The lines so far, and what the next one stands in."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.left_out: Counter[str] = Counter()
        self.previous = ""
        self.in_code = self.in_table = False
        self.table = self.row = 0

    def read(self, text: str) -> None:
        """All lines of a text, in order."""
        shown = _without_comments(text)
        self.left_out["comment"] = count_words(text) - count_words(shown)
        texts = shown.split("\n")
        front = _front_matter(texts)
        self.left_out["front_matter"] = sum(count_words(each) for each in texts[:front])
        for number, each in enumerate(texts[front:], start=front + 1):
            self._read_line(each, f"line {number}")

    def _read_line(self, text: str, place: str) -> None:
        signs = frozenset(text) - {" "}
        if FENCE.fullmatch(text):
            self.in_code = not self.in_code
            self._leave_out("markup", text)
        elif self.in_code or not signs:
            self._add(Line(text, place), text)
        elif len(signs) == 1 and signs <= RULES and len(text.strip()) > 2:
            if signs == {"="} and self.previous:
                self.lines[-1] = self.lines[-1]._replace(style="heading")
            self._leave_out("markup", text)
        elif "-" in signs and "|" in signs and signs <= TABLE_RULES:
            self._leave_out("markup", text)
        elif ADDRESS.fullmatch(text):
            self._leave_out("link", text)
        elif text.lstrip().startswith("|"):
            self._add_row(text, place)
        else:
            self._add_words(text, place)

    def _add_words(self, text: str, place: str) -> None:
        """A line of words, be it a heading, quoted or in a list."""
        heading, quote = HEADING.match(text), QUOTE.match(text)
        inner = _heading_words(text[heading.end() :]) if heading else text
        inner = inner[quote.end() :] if quote else inner
        bullet = BULLET.match(inner)
        inner = inner[bullet.end() :] if bullet else inner
        self.left_out["markup"] += count_words(text) - count_words(inner)
        if heading or bullet:
            self.previous = ""
        strong = STRONG.match(inner)
        plain = self._plain(inner)
        style = "heading" if heading and kind_of_label(clean_label(plain)) not in LABELS else ""
        line = Line(plain, place, style=style)
        if strong and not inner[strong.end() :].strip():
            line = line._replace(bold=True)
        elif strong:
            line = line._replace(bold_end=len(self._plain(strong[0])))
        self._add(line, "" if heading else text)

    def _add(self, line: Line, text: str) -> None:
        if line.text.strip():
            self.lines.append(line._replace(opens=not goes_on_below(self.previous)))
        self.previous = text.strip()
        self.in_table = False

    def _add_row(self, text: str, place: str) -> None:
        """A row of a table, cell by cell; the strokes between them are signs."""
        if not self.in_table:
            self.table, self.row = self.table + 1, 0
        self.in_table, self.previous = True, ""
        self.row += 1
        printed = text.strip()[1:]
        printed = printed[:-1] if printed.endswith("|") else printed
        cells = CELL_BORDER.split(printed)
        # A stroke between two words glues them in the count of what came in.
        self.left_out["markup"] += count_words(text) - sum(count_words(cell) for cell in cells)
        for column, cell in enumerate(cells, start=1):
            if cell.strip():
                at = Cell(self.table, self.row, column)
                self.lines.append(Line(self._plain(cell.strip()), place, at))

    def _plain(self, text: str) -> str:
        """The words as a reader of the page sees them; addresses of links are counted."""
        shown = LINK.sub(_shown_of_link, text)
        self.left_out["link"] += count_words(text) - count_words(shown)
        for pattern in (MARKED_LABEL, MARKED_LABEL_AND_COLON):
            label = pattern.match(shown)
            if label:
                shown = label[2] + shown[label.end() :]
        return ESCAPED.sub(r"\1", STRESS.sub(_stressed, STRONG.sub(r"\2", shown)))

    def _leave_out(self, kind: str, text: str) -> None:
        self.left_out[kind] += count_words(text)
        self.previous = ""


def _heading_words(text: str) -> str:
    words = text.strip()
    without = words.rstrip("#")
    return without if without[-1:].isspace() else words


def _shown_of_link(link: re.Match[str]) -> str:
    return "" if link[0].startswith("!") else link[1]


def _stressed(sign: re.Match[str]) -> str:
    """A stressed word without its signs; what may be the typist's note stays as it is."""
    word = sign[2].lower()
    is_note = word in label_words.NOTES or (
        word.endswith(LIKE_A_NOTE) and word not in label_words.UNLIKE_NOTES
    )
    return sign[0] if is_note else sign[2]


def _without_comments(text: str) -> str:
    """The text without what no reader of the page sees; its lines keep their numbers."""
    pieces = []
    start = 0
    while (opens := text.find(COMMENT_OPENS, start)) >= 0:
        closes = text.find(COMMENT_CLOSES, opens)
        if closes < 0:
            break
        end = closes + len(COMMENT_CLOSES)
        pieces += [text[start:opens], "\n" * text.count("\n", opens, end)]
        start = end
    return "".join(pieces) + text[start:]


def _front_matter(texts: Sequence[str]) -> int:
    """How many of the first lines are facts about the file, between two lines of dashes."""
    if texts[0].rstrip() == FRONT[0]:
        for number, text in enumerate(texts[1:LONGEST_FRONT], start=2):
            if text.rstrip() in FRONT:
                return number
    return 0
