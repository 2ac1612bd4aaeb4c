"""Who speaks which lines: each layout is tried, and the one that explains most is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest import marks as forms
from toolkit.ingest.doubts import find_doubts, find_notices
from toolkit.ingest.folding import Attempt, Folding, fold_captions, fold_lines
from toolkit.ingest.labels import Labels, choose_labels
from toolkit.ingest.marks import Marks
from toolkit.ingest.source import Line, Source
from toolkit.ingest.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

INLINE = "inline_label"
LINE_LAYOUTS: dict[str, Callable[[Sequence[Line]], Marks]] = {
    "name_and_time": forms.name_and_time_marks,
    "name_under_time": forms.name_under_time_marks,
    "table": forms.cell_marks,
    "label_and_tab": forms.tab_marks,
    INLINE: forms.colon_marks,
    "label_alone": forms.alone_marks,
}
"""The ways to print labels in a text or a Word file, each with its own marks."""
WITHOUT_COLONS = ("name_and_time", "name_under_time")
"""In the other layouts a label before a colon counts too, for typists mix them."""
TIMES_ONLY, NO_LABELS = "times_only", "no_labels"
CAPTION_LAYOUTS = ("voice_tags", "caption_names", "captions")
LAYOUTS = (*LINE_LAYOUTS, TIMES_ONLY, NO_LABELS, *CAPTION_LAYOUTS)
"""The names of all layouts."""

MOST = 0.8
LABELLED_CUES = 0.5
NO_ONE = Labels({})


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The attempt that was taken, why, and what speaks against it."""

    taken: Attempt
    why: str
    scores: dict[str, float]
    doubts: tuple[Problem, ...]
    notices: tuple[Problem, ...]


def arrange(source: Source, layout: str | None = None) -> Arrangement:
    """The turns of a source, by the layout that explains most of it or by the one asked for.

    Args:
        source: What the reader found.
        layout: One of `LAYOUTS`, or None to find out.

    Raises:
        UnreadableFile: There is no such layout for this kind of file.
    """
    if layout is not None:
        _check_layout(layout, source)
    if source.captions:
        attempts = [_caption_attempt(source, layout)]
    else:
        attempts = sorted(
            _line_attempts(source, layout),
            key=lambda each: (each.score, each.own / max(1, each.opened)),
            reverse=True,
        )
    taken = attempts[0]
    return Arrangement(
        taken=taken,
        why=_why(taken, source),
        scores={each.layout: round(each.score, 3) for each in attempts},
        doubts=tuple(find_doubts(taken, attempts[1:], source)),
        notices=tuple(find_notices(taken.folding)),
    )


def _check_layout(layout: str, source: Source) -> None:
    known = CAPTION_LAYOUTS if source.captions else (*LINE_LAYOUTS, TIMES_ONLY, NO_LABELS)
    if layout not in known:
        raise UnreadableFile(
            "I118",
            f"This layout does not exist for {source.read_as}. Choose one of: {', '.join(known)}.",
        )


def _line_attempts(source: Source, asked_for: str | None) -> Iterator[Attempt]:
    """What each layout that finds labels makes of the lines; without any, the one that does not."""
    colons = forms.colon_marks(source.lines)
    found = False
    for layout in LINE_LAYOUTS if asked_for is None else (asked_for,):
        own, marks = _marks_of(layout, source.lines, colons)
        attempt = _attempt(layout, source, own, marks) if own else None
        if attempt is not None:
            found = True
            yield attempt
    if not found:
        yield _attempt_without_labels(source, asked_for)


def _marks_of(layout: str, lines: Sequence[Line], colons: Marks) -> tuple[Marks, Marks]:
    """A layout's own marks, and all that count in it."""
    if layout == INLINE:
        return _followed(colons, lines), colons
    own = LINE_LAYOUTS[layout](lines) if layout in LINE_LAYOUTS else {}
    return own, own if layout in WITHOUT_COLONS or not own else _mixed(own, colons)


def _attempt(layout: str, source: Source, own: Marks, marks: Marks) -> Attempt | None:
    """What a layout makes of the lines; None where it finds no label or leaves no speech."""
    labels = choose_labels(source.lines, marks)
    own_count = _count_labelled(own, labels)
    if own_count == 0:
        return None
    folding = fold_lines(source.lines, marks, labels)
    opened = _count_labelled(marks, labels)
    known = _share_known(folding)
    return Attempt(layout, labels, folding, opened, own_count, known) if folding.turns else None


def _mixed(own: Marks, colons: Marks) -> Marks:
    """A layout's own marks, and labels before a colon where those are none or unlikely."""
    unlikely = {
        label
        for label in {mark.label for mark in own.values()}
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
    marks = forms.time_marks(source.lines)
    opening = [index for index, line in enumerate(source.lines) if line.opens]
    timed = sum(1 for index in opening if index in marks)
    if asked_for == TIMES_ONLY or (asked_for is None and timed > max(1, MOST * len(opening))):
        layout = TIMES_ONLY
    else:
        layout, marks = asked_for or NO_LABELS, {}
    folding = fold_lines(source.lines, marks, NO_ONE)
    return Attempt(layout, NO_ONE, folding, 0, 0, 0.0)


def _caption_attempt(source: Source, asked_for: str | None) -> Attempt:
    lines = source.lines
    named = any(line.voice is not None for line in lines)
    layout = asked_for or ("voice_tags" if named else "caption_names")
    marks: Marks = {}
    labels = NO_ONE
    if layout == "caption_names":
        marks = forms.colon_marks(lines)
        labels = choose_labels(lines, marks, labelled=LABELLED_CUES)
        if not labels.speaker_of and asked_for is None:
            layout = "captions"
    if layout != "voice_tags":
        lines = tuple(line._replace(voice=None) for line in lines)
    folding = fold_captions(lines, marks, labels)
    opened = sum(1 for turn in folding.turns if turn.labelled)
    return Attempt(layout, labels, folding, opened, opened, _share_known(folding))


def _why(taken: Attempt, source: Source) -> str:
    speakers = len({turn.speaker for turn in taken.folding.turns if turn.speaker is not None})
    if taken.opened:
        return (
            f"{taken.opened} labels of {speakers} speakers stand on {len(source.lines)} lines; "
            f"{taken.known:.0%} of the words have a known speaker."
        )
    return f"No speaker's label was found on {len(source.lines)} lines."
