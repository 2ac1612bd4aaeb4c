"""Labels with a slip of the finger behind them, such as `R. No.`, where a file is sure of them.

Such a sign stands in speech too, so it counts only for a label that the file has elsewhere,
on a line between two of somebody else's turns, who would otherwise follow on themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.ingest.source import Line
from toolkit.ingest.turns.labels import Labels
from toolkit.ingest.turns.marks import Mark, Marks
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label, label_key

SLIP = re.compile(r"\s{0,40}([^\W\d_][^\s.;:–—-]{0,15}(?: \d{1,3})?)(?:[.;]|\s?[-–—])(?=\s+\S)")


def slip_marks(lines: Sequence[Line], marks: Marks, labels: Labels) -> Marks:
    """The marks of a layout, with those that a slip of the finger hides.

    Args:
        lines: All lines of the file.
        marks: What they begin with.
        labels: Those marks that are labels.

    Example:
        >>> from toolkit.ingest.turns.labels import choose_labels
        >>> from toolkit.ingest.turns.marks import colon_marks
        >>> said = ["I: So?", "R: Yes.", "INT - And?", "R: No.", "INT: Oh."]
        >>> lines = [Line(words, "") for words in said]
        >>> marks = colon_marks(lines)
        >>> slip_marks(lines, marks, choose_labels(lines, marks))[2][:2]
        ('INT', 5)
    """
    printed = {
        label_key(clean_label(label)): label
        for label, speaker in labels.speaker_of.items()
        if speaker is not None and kind_of_label(clean_label(label)) is LabelKind.ROLE
    }
    found: Marks = {}
    for index in range(1, len(lines) - 1):
        if index in marks or not lines[index].opens or lines[index].cell:
            continue
        slip = SLIP.match(lines[index].text)
        label = printed.get(label_key(slip[1])) if slip else None
        around = [_speaker_on(near, lines, marks, labels) for near in (index - 1, index + 1)]
        is_between = around[0] is not None and around[0] == around[1]
        if slip and label and is_between and labels.speaker_of[label] != around[0]:
            found[index] = Mark(label, slip.end())
    return dict(sorted({**marks, **found}.items())) if found else marks


def _speaker_on(index: int, lines: Sequence[Line], marks: Marks, labels: Labels) -> str | None:
    """Who has a label and speech on this line."""
    mark = marks.get(index)
    if mark is None or not lines[index].text[mark.end :].strip():
        return None
    return labels.speaker_of.get(mark.label)
