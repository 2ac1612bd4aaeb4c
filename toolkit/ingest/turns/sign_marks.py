"""Labels set off by another sign than a colon: `[I] text`, `(INT) text`, `Q. text`, `P07 - text`.

Each of these signs stands in speech too ("I - I don't know"), so a form counts only where it
begins a good part of a file's paragraphs, with labels that come again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from toolkit.ingest.source import Line
from toolkit.ingest.turns.marks import Mark, Marks
from toolkit.ingest.turns.speakers import LONGEST_LABEL, LabelKind, clean_label, kind_of_label

FORMS = (
    re.compile(rf"\s*\[([^\[\]\n]{{1,{LONGEST_LABEL}}})\](?=\s+\S)"),
    re.compile(rf"\s*\(([^()\n]{{1,{LONGEST_LABEL}}})\)(?=\s+\S)"),
    re.compile(rf"\s*<([^<>\n]{{1,{LONGEST_LABEL}}})>(?=\s+\S)"),
    re.compile(r"\s*([^\s.>|]{1,16}(?: \d{1,3})?)[.>|](?=\s+\S)"),
    re.compile(
        rf"\s*([^\s–—:-][^–—:\n]{{0,{LONGEST_LABEL}}}?)\s{{1,4}}(?:[-–—]{{1,2}}|\|)(?=\s+\S)"
    ),
    re.compile(r"\s*([A-Z][A-Z\d]{1,14}(?: \d{1,3})?)(?=\s+\S)"),
    re.compile(r"\s*([^\W\d_][^\W_]{0,14}(?: \d{1,3})?)[–—](?=\S)"),
)
SURE = frozenset([LabelKind.ROLE, LabelKind.UNKNOWN])
LIKELY = SURE | {LabelKind.CODE, LabelKind.NAME, LabelKind.VOICE}
MOST, A_GOOD_PART = 0.5, 0.25
FEWEST = 4


def sign_marks(lines: Sequence[Line]) -> Marks:
    """The labels before the sign that most paragraphs have; none where no sign is frequent."""
    forms = [_marks_of(form, lines) for form in FORMS]
    paragraphs = sum(1 for line in lines if line.opens)
    best = max(forms, key=len)
    labels = Counter(mark.label for mark in best.values())
    sure = all(kind_of_label(clean_label(label)) in SURE for label in labels)
    enough = A_GOOD_PART if sure else MOST
    is_label = len(best) >= max(FEWEST, enough * paragraphs) and (len(labels) > 1 or sure)
    return best if is_label else {}


def _marks_of(form: re.Pattern[str], lines: Sequence[Line]) -> Marks:
    """What one form finds, where it stands more than once in the file."""
    found: Marks = {}
    for index, line in enumerate(lines):
        mark = form.match(line.text) if line.cell is None else None
        if mark is not None:
            found[index] = Mark(mark[1], mark.end())
    counts = Counter(mark.label for mark in found.values())
    kept = {
        label
        for label, count in counts.items()
        if count > 1 and kind_of_label(clean_label(label)) in LIKELY
    }
    return {index: mark for index, mark in found.items() if mark.label in kept}
