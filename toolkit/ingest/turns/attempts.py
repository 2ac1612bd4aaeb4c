"""What each layout would make of a file: its labels, its turns, and how much they tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.ingest.source import Line, Source
from toolkit.ingest.turns import marks as forms
from toolkit.ingest.turns import timed_marks
from toolkit.ingest.turns.asides import find_cover
from toolkit.ingest.turns.caption_folding import fold_captions
from toolkit.ingest.turns.drift import merge_spellings
from toolkit.ingest.turns.folding import Folding, fold_lines
from toolkit.ingest.turns.formatting import fold_looks, looks_of, split_looks
from toolkit.ingest.turns.labels import Labels, choose_labels
from toolkit.ingest.turns.marks import Marks
from toolkit.ingest.turns.sign_marks import sign_marks
from toolkit.ingest.turns.slips import slip_marks
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

INLINE, TABLE, LINED_UP, BOTH = "inline_label", "table", "lined_up_table", "paragraphs_and_table"
BY_SIGN, INTERVIEWER_ONLY, FORMATTING = "label_and_sign", "interviewer_only", "formatting"
LINE_LAYOUTS: dict[str, Callable[[Sequence[Line]], Marks]] = {
    "name_and_time": timed_marks.name_and_time_marks,
    "name_under_time": timed_marks.name_under_time_marks,
    TABLE: forms.cell_marks,
    "label_and_tab": forms.tab_marks,
    INLINE: forms.colon_marks,
    "label_alone": forms.alone_marks,
}
"""The ways to print labels in a text or a Word file, each with its own marks."""
WITHOUT_COLONS = ("name_and_time", "name_under_time")
"""In the other layouts a label before a colon counts too, for typists mix them."""
TIMES_ONLY, NO_LABELS = "times_only", "no_labels"
NAMED_LAYOUTS = ("voice_tags", "speaker_column")
"""In these the file itself says who speaks: captions with a tag, and tables with a column."""

MOST = 0.8
LABELLED_CUES = 0.5
LOOKS_TELL_LESS = 0.5
"""What bold is worth beside a label: it may be stress, and a label never is."""
LABELS_TELL = 0.5
FREQUENT = 0.15
NO_ONE = Labels({})


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one layout makes of a source.

    Attributes:
        layout: Its name.
        labels: The labels it accepts.
        folding: The turns.
        opened: How many lines bear one of the labels.
        own: How many of them in the layout's own way.
        known: The share of words with a known speaker, 0 to 1.
        weight: What its kind of evidence is worth, 0 to 1.
    """

    layout: str
    labels: Labels
    folding: Folding
    opened: int
    own: int
    known: float
    weight: float = 1.0

    @property
    def score(self) -> float:
        """How well it explains the file: the share of words known, less for few labels."""
        return self.weight * self.known * self.opened / (self.opened + 1)


def line_attempts(source: Source, asked_for: str | None) -> Iterator[Attempt]:
    """What each layout that finds labels makes of the lines; without any, the one that does not."""
    facts = {index for index, line in enumerate(source.lines) if _is_fact(line)}
    cells = {index: mark for index, mark in forms.cell_marks(source.lines).items() if mark.loose}
    colons = {**forms.colon_marks(source.lines), **cells}
    if facts:
        colons = {index: mark for index, mark in colons.items() if index not in facts}
    found = []
    for layout in _layouts_to_try(asked_for):
        own, marks = _marks_of(layout, source.lines, colons, facts)
        attempt = _attempt(layout, source, own, marks, asked_for) if own else None
        if attempt is not None:
            found.append(attempt)
    if asked_for == BY_SIGN or (asked_for is None and not _labels_tell(found, source)):
        own = sign_marks(source.lines)
        attempt = _attempt(BY_SIGN, source, own, _mixed(own, colons), asked_for) if own else None
        found += [attempt] if attempt is not None else []
    if asked_for == FORMATTING or (asked_for is None and not _labels_tell(found, source)):
        attempt = _attempt_by_looks(source)
        if attempt is not None:
            found.append(attempt)
    yield from found
    if not found:
        yield _attempt_without_labels(source, asked_for)


def _is_fact(line: Line) -> bool:
    return line.cell is not None and line.cell.part == "fact"


def _layouts_to_try(asked_for: str | None) -> Sequence[str]:
    if asked_for in (None, INTERVIEWER_ONLY):
        return tuple(LINE_LAYOUTS)
    if asked_for in (LINED_UP, BOTH):
        return (TABLE,)
    return (asked_for,) if asked_for in LINE_LAYOUTS else ()


def _marks_of(
    layout: str, lines: Sequence[Line], colons: Marks, facts: set[int]
) -> tuple[Marks, Marks]:
    """A layout's own marks, and all that count in it."""
    if layout == INLINE:
        return _followed(colons, lines), colons
    own = LINE_LAYOUTS[layout](lines)
    if facts:
        own = {index: mark for index, mark in own.items() if index not in facts}
    return own, own if layout in WITHOUT_COLONS or not own else _mixed(own, colons)


def _attempt(
    layout: str, source: Source, own: Marks, marks: Marks, asked_for: str | None
) -> Attempt | None:
    """What a layout makes of the lines; None where it finds no label or leaves no speech."""
    labels = merge_spellings(source.lines, marks, choose_labels(source.lines, marks))
    own_count = _count_labelled(own, labels)
    if own_count == 0:
        return None
    marks, labels = slip_marks(source.lines, marks, labels)
    folding = fold_lines(source.lines, marks, labels, one_side=asked_for == INTERVIEWER_ONLY)
    opened = _count_labelled(marks, labels)
    own_count = opened if layout == TABLE else own_count
    known = _share_known(folding)
    name = asked_for or _name_of(layout, source.lines, marks, folding)
    return Attempt(name, labels, folding, opened, own_count, known) if folding.turns else None


def _name_of(layout: str, lines: Sequence[Line], marks: Marks, folding: Folding) -> str:
    """The layout's name, more closely: which kind of table it is, or who alone has labels."""
    if layout == TABLE:
        in_cells = [lines[index].cell for index in marks]
        if any(cell and (cell.pair or cell.part == "loose") for cell in in_cells):
            return LINED_UP
        return BOTH if None in in_cells else TABLE
    is_one_sided = folding.one_side and any(turn.speaker is None for turn in folding.turns)
    return INTERVIEWER_ONLY if is_one_sided else layout


def _labels_tell(found: Sequence[Attempt], source: Source) -> bool:
    """Whether labels explain so much that looks need not be asked."""
    return any(
        each.known >= LABELS_TELL or each.opened > max(2, FREQUENT * len(source.lines))
        for each in found
    )


def _attempt_by_looks(source: Source) -> Attempt | None:
    """What bold, italics and the like make of the lines; None where all look alike."""
    lines = split_looks(source.lines)
    looks = looks_of(lines)
    if not looks:
        return None
    folding = fold_looks(lines, looks, find_cover(lines, forms.colon_marks(lines), NO_ONE))
    turns = sum(1 for turn in folding.turns if turn.speaker is not None)
    if turns == 0:
        return None
    known = _share_known(folding)
    return Attempt(FORMATTING, NO_ONE, folding, turns, turns, known, LOOKS_TELL_LESS)


def _mixed(own: Marks, colons: Marks) -> Marks:
    """A layout's own marks, and labels before a colon where those are none or unlikely."""
    unlikely = {
        label
        for label in {mark.label for mark in own.values()} - {""}
        if kind_of_label(clean_label(label)) is LabelKind.NONE
    }
    kept = {
        index: mark
        for index, mark in own.items()
        if index not in colons or mark.label not in unlikely
    }
    return dict(sorted({**colons, **kept}.items()))


def _followed(marks: Marks, lines: Sequence[Line]) -> Marks:
    """The marks with speech behind them on their line."""
    return {
        index: mark for index, mark in marks.items() if mark.end < len(lines[index].text.rstrip())
    }


def _count_labelled(marks: Marks, labels: Labels) -> int:
    return sum(1 for mark in marks.values() if mark.label in labels.speaker_of)


def _share_known(folding: Folding) -> float:
    """The share of words in turns whose speaker is known, from 0 to 1."""
    if all(turn.speaker is not None for turn in folding.turns):
        return 1.0 if folding.turns else 0.0
    known, words = 0, 0
    for turn in folding.turns:
        count = sum(count_words(line) for line in turn.lines)
        words += count
        known += count if turn.speaker is not None else 0
    return known / words


def _attempt_without_labels(source: Source, asked_for: str | None) -> Attempt:
    marks = timed_marks.time_marks(source.lines)
    opening = [index for index, line in enumerate(source.lines) if line.opens]
    timed = sum(1 for index in opening if index in marks)
    if asked_for == TIMES_ONLY or (asked_for is None and timed > max(1, MOST * len(opening))):
        layout = TIMES_ONLY
    else:
        layout, marks = asked_for or NO_LABELS, {}
    folding = fold_lines(source.lines, marks, NO_ONE)
    return Attempt(layout, NO_ONE, folding, 0, 0, 0.0)


def caption_attempt(source: Source, asked_for: str | None) -> Attempt:
    """What the voices or the names before a colon make of caption cues."""
    lines = source.lines
    named = any(line.voice is not None for line in lines)
    by_name = NAMED_LAYOUTS[bool(lines and lines[0].cell)]
    layout = asked_for or (by_name if named else "caption_names")
    marks: Marks = {}
    labels = NO_ONE
    if layout == "caption_names":
        marks = forms.colon_marks(lines)
        labels = choose_labels(lines, marks, labelled=LABELLED_CUES)
        labels = merge_spellings(lines, marks, labels)
        if not labels.speaker_of and asked_for is None:
            layout = "captions"
    if layout not in NAMED_LAYOUTS:
        lines = tuple(line._replace(voice=None) for line in lines)
    folding = fold_captions(lines, marks, labels)
    opened = sum(1 for turn in folding.turns if turn.labelled)
    return Attempt(layout, labels, folding, opened, opened, _share_known(folding))
