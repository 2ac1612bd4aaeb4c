"""Labels with a slip of the finger: `R. No.`, `INT No.`, `Part: No.` beside `Participant: Yes.`.

Such a beginning stands in speech too, so it counts only for a label that the file has elsewhere,
on a line between two of somebody else's turns, who would otherwise follow on themselves. One
that stands elsewhere stays in the speech, and a person is asked to look at it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.ingest.source import Line
from toolkit.ingest.turns.label_words import OFTEN_MISSPELT
from toolkit.ingest.turns.labels import Labels
from toolkit.ingest.turns.marks import Mark, Marks
from toolkit.ingest.turns.speakers import (
    LabelKind,
    clean_label,
    identity_of,
    kind_of_label,
    label_key,
)

SLIP = re.compile(r"\s{0,40}([^\W\d_][^\s.;:–—-]{0,15}(?: \d{1,3})?)(?:[.;]|\s?[-–—])(?=\s+\S)")
NO_SIGN = re.compile(r"\s{0,40}([^\W\d_]{2,16}(?: \d{1,3})?)(?=\s+[\"“‘'(\[]?[^\W\d_a-z])")
SHORTEST_PART = 3


def slip_marks(lines: Sequence[Line], marks: Marks, labels: Labels) -> tuple[Marks, Labels]:
    """The marks of a layout, with those that a slip of the finger hides.

    Args:
        lines: All lines of the file.
        marks: What they begin with.
        labels: Those marks that are labels.

    Returns:
        The marks, and the labels with the lines that may begin with one more passed over.

    Example:
        >>> from toolkit.ingest.turns.labels import choose_labels
        >>> from toolkit.ingest.turns.marks import colon_marks
        >>> said = ["I: So?", "R: Yes.", "INT - And?", "R: No.", "INT: Oh."]
        >>> lines = [Line(words, "") for words in said]
        >>> marks = colon_marks(lines)
        >>> slip_marks(lines, marks, choose_labels(lines, marks))[0][2][:2]
        ('INT', 5)
    """
    printed = {
        label_key(clean_label(label)): label
        for label, speaker in labels.speaker_of.items()
        if speaker is not None and kind_of_label(clean_label(label)) is LabelKind.ROLE
    }
    if not printed:
        return marks, labels
    found = dict(_slips(lines, marks, labels, printed))
    if not found:
        return marks, labels
    all_marks = {**marks, **found}
    sure = {
        index: mark
        for index, mark in found.items()
        if _is_between(index, labels.speaker_of[mark.label], lines, all_marks, labels)
    }
    unsure = tuple(
        index
        for index, mark in found.items()
        if index not in sure and not SLIP.match(lines[index].text)
    )
    passed_over = (*labels.passed_over, *sorted({*unsure} - {*labels.passed_over}))
    labels = replace(labels, passed_over=passed_over, slips=tuple(sorted(sure)))
    return dict(sorted({**marks, **sure}.items())), labels


def _slips(
    lines: Sequence[Line], marks: Marks, labels: Labels, printed: Mapping[str, str]
) -> Iterator[tuple[int, Mark]]:
    """What may be one of the printed labels with a slip, on lines that have no label yet."""
    words: dict[str, list[str]] = defaultdict(list)
    for label in printed.values():
        identity = identity_of(clean_label(label))
        if identity is not None:
            words[identity.word].append(label)
    for index, line in enumerate(lines):
        mark = marks.get(index)
        if mark is not None and mark.label in labels.speaker_of:
            continue
        if not line.opens or line.cell or line.style:
            continue
        if mark is None:
            slip = SLIP.match(line.text) or NO_SIGN.match(line.text)
            sure = printed.get(label_key(slip[1])) if slip else None
            if slip and sure and (slip.re is SLIP or _is_set_off(slip[1])):
                yield index, Mark(sure, slip.end())
        elif mark.label and not mark.bare:
            whole = _shortened(mark.label, words, labels)
            if whole and line.text[mark.end :].strip():
                yield index, mark._replace(label=whole)


def _is_set_off(label: str) -> bool:
    """Whether a label without a sign behind it is unlike a word of speech."""
    return label.isupper() or label_key(label) in OFTEN_MISSPELT


def _shortened(label: str, words: Mapping[str, Sequence[str]], labels: Labels) -> str | None:
    """A label of the one speaker whose whole word this begins, as `Part` does `Participant`."""
    key = label_key(clean_label(label))
    if len(key) < SHORTEST_PART:
        return None
    whole = [
        each
        for word in words
        if word.startswith(key) and word in OFTEN_MISSPELT
        for each in words[word]
    ]
    return whole[0] if len({labels.speaker_of[each] for each in whole}) == 1 else None


def _is_between(
    index: int, speaker: str | None, lines: Sequence[Line], marks: Marks, labels: Labels
) -> bool:
    """Whether the lines above and below are turns of one other speaker."""
    above, below = (
        _speaker_on(near, lines, marks, labels) if 0 <= near < len(lines) else None
        for near in (index - 1, index + 1)
    )
    return above is not None and above == below != speaker


def _speaker_on(index: int, lines: Sequence[Line], marks: Marks, labels: Labels) -> str | None:
    """Who has a label and speech on this line."""
    mark = marks.get(index)
    if mark is None or not lines[index].text[mark.end :].strip():
        return None
    return labels.speaker_of.get(mark.label)
