"""Which of the marks in a file are speakers' labels, judged over the file as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from toolkit.ingest.source import Line
from toolkit.ingest.turns.marks import Marks
from toolkit.ingest.turns.speakers import LabelKind, clean_label, kind_of_label, label_key

SURE_BY_ITSELF = frozenset([LabelKind.ROLE, LabelKind.UNKNOWN])
LIKE_A_NAME = frozenset([LabelKind.VOICE, LabelKind.CODE, LabelKind.NAME])
ASKS_THE_WORDS = frozenset([LabelKind.CODE, LabelKind.NAME])
UNLIKE_A_NAME = frozenset([LabelKind.LOWER, LabelKind.OTHER])
NEVER_BY_ITSELF = frozenset([LabelKind.OPENER, LabelKind.PHRASE, LabelKind.NONE])
WORD = re.compile(r"[^\W\d_]+")
FREQUENT = 0.03
VERY_FREQUENT = 0.1
MOST = 0.8


@dataclass(slots=True)
class Candidate:
    """One possible label: how it looks, how it is printed and where it stands."""

    label: str
    kind: LabelKind
    printed: Counter[str] = field(default_factory=Counter)
    where: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SameSpeaker:
    """Labels that stand for one speaker, or may.

    Attributes:
        labels: The rarer ones.
        into: The one that most turns bear.
        turns: How many turns bear one of the rarer ones.
        place: Where the first of those turns stands in the file.
        why: What speaks for it and against it, for a person.
    """

    labels: tuple[str, ...]
    into: str
    turns: int
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels that were accepted, and what may be one.

    Attributes:
        speaker_of: The speaker's label for each accepted label as printed; None for one that
            says that nobody knows who spoke.
        unclear: Likely labels as printed that stand once and too much alone: their lines stay
            whole, with the speaker unknown.
        seen_once: Lines of accepted labels that stand once and are nothing but a likely name.
        passed_over: Lines with a mark that may be a label and was not taken for one.
        slips: Lines of an accepted label without its sign, or shortened.
        merged: Spellings that were read as one speaker's label.
        proposals: Labels that may be one speaker's; a person decides.
    """

    speaker_of: dict[str, str | None]
    unclear: frozenset[str] = frozenset()
    seen_once: tuple[int, ...] = ()
    passed_over: tuple[int, ...] = ()
    slips: tuple[int, ...] = ()
    merged: tuple[SameSpeaker, ...] = ()
    proposals: tuple[SameSpeaker, ...] = ()


def choose_labels(lines: Sequence[Line], marks: Marks, *, labelled: float = MOST) -> Labels:
    """The labels among all marks of a file.

    A label that says what its speaker does counts wherever it stands. A name counts where it
    comes again, or where all paragraphs around it have labels. The beginning of a sentence, a
    heading's number and a fact from the cover page do not count.

    Args:
        lines: All lines of the file.
        marks: What they begin with.
        labelled: The share of paragraphs that must have a label for a name that stands only
            once to be one.
    """
    candidates = _group(marks)
    spoken = _count_spoken(candidates, lines)
    strong = [each for each in candidates if _is_strong(each, spoken, lines, marks)]
    likely, passed_over = _sort_out(candidates, strong, spoken, lines, marks)
    agreed = _agree(strong + likely, lines, marks, labelled if strong else 1)
    accepted, unclear = list(strong), []
    for each in likely:
        is_bare = marks[each.where[0]].bare
        if (agreed and not is_bare) or (strong and each.kind is LabelKind.VOICE):
            accepted.append(each)
        else:
            unclear.append(each)
    return Labels(
        speaker_of={
            printed: None if each.kind is LabelKind.UNKNOWN else each.label
            for each in accepted
            for printed in each.printed
        },
        unclear=frozenset(printed for each in unclear for printed in each.printed),
        seen_once=tuple(
            each.where[0] for each in accepted[len(strong) :] if _is_doubtful(each, marks)
        ),
        passed_over=tuple(index for each in passed_over + unclear for index in each.where),
    )


def _sort_out(
    candidates: Sequence[Candidate],
    strong: Sequence[Candidate],
    spoken: Counter[str],
    lines: Sequence[Line],
    marks: Marks,
) -> tuple[list[Candidate], list[Candidate]]:
    """Which of the others are likely labels, and which only may be."""
    likely: list[Candidate] = []
    passed_over: list[Candidate] = []
    sure = {id(each) for each in strong}
    for each in candidates:
        if id(each) in sure or not _stand_well(each, lines, marks):
            continue
        if each.kind in LIKE_A_NAME and not _is_common(each, spoken):
            likely.append(each)
        elif each.kind in LIKE_A_NAME or each.kind is LabelKind.PHRASE or _recurs(each, lines):
            passed_over.append(each)
    return likely, passed_over


def _group(marks: Marks) -> list[Candidate]:
    """All marks by their label, whatever its case and brackets."""
    by_key: dict[str, Candidate] = {}
    by_printed: dict[str, Candidate] = {}
    for index, mark in marks.items():
        if not mark.label:
            continue
        candidate = by_printed.get(mark.label)
        if candidate is None:
            label = clean_label(mark.label)
            kind = kind_of_label(label)
            candidate = by_key.setdefault(label_key(label), Candidate(label, kind))
            if kind is LabelKind.ROLE:
                candidate.kind = kind  # "i:" once, and "I:" everywhere else
            by_printed[mark.label] = candidate
        candidate.printed[mark.label] += 1
        candidate.where.append(index)
    for each in by_key.values():
        each.label = clean_label(each.printed.most_common(1)[0][0])
    return [each for each in by_key.values() if each.label]


def _count_spoken(candidates: Iterable[Candidate], lines: Sequence[Line]) -> Counter[str]:
    """How often each word stands in the file; nothing where no label asks for it."""
    if not any(each.kind in ASKS_THE_WORDS for each in candidates):
        return Counter()
    return Counter(word for line in lines for word in WORD.findall(line.text))


def _is_strong(
    candidate: Candidate, spoken: Counter[str], lines: Sequence[Line], marks: Marks
) -> bool:
    """Whether it is a label whatever the others are."""
    count = len(candidate.where)
    is_bare = all(marks[index].bare for index in candidate.where)
    if all(marks[index].given for index in candidate.where):
        return True
    if candidate.kind in SURE_BY_ITSELF:
        return count > 1 or not is_bare
    if candidate.kind in NEVER_BY_ITSELF:
        is_timed = all(marks[index].timed for index in candidate.where)
        return count > 1 and is_timed and candidate.kind is LabelKind.NONE
    if is_bare and not _heads_speech(candidate, lines, marks):
        return False
    if candidate.kind in UNLIKE_A_NAME or _is_common(candidate, spoken):
        return count > 2 and count > len(lines) * FREQUENT
    return count > 1


def _heads_speech(candidate: Candidate, lines: Sequence[Line], marks: Marks) -> bool:
    """Whether speech stands under it, as it seldom does under a short answer."""
    above_speech = sum(1 for index in candidate.where if _is_speech(index + 1, lines, marks))
    return above_speech >= MOST * len(candidate.where)


def _is_speech(index: int, lines: Sequence[Line], marks: Marks) -> bool:
    """Whether there is such a line, and it is more than a mark."""
    if not 0 <= index < len(lines):
        return False
    mark = marks.get(index)
    return mark is None or bool(not mark.bare and lines[index].text[mark.end :].strip())


def _is_doubtful(likely: Candidate, marks: Marks) -> bool:
    mark = marks[likely.where[0]]
    return mark.bare or not (likely.kind is LabelKind.VOICE or mark.timed)


def _recurs(candidate: Candidate, lines: Sequence[Line]) -> bool:
    """Whether it comes too often to be passed over in silence, though it is unlike a name."""
    count = len(candidate.where)
    if candidate.kind is LabelKind.OPENER:
        return count > 2 and count > VERY_FREQUENT * len(lines)
    return count > 2 and candidate.kind is not LabelKind.NONE


def _stand_well(candidate: Candidate, lines: Sequence[Line], marks: Marks) -> bool:
    """Whether all of its places allow a label: a paragraph opens there, or a time is beside it.

    A heading with a colon, `Group 2: Listeners`, says what follows, not who speaks.
    A word alone on its line may be one between two lines of speech; under a label it answers.
    """
    for index in candidate.where:
        mark = marks[index]
        if mark.bare:
            if not all(_is_speech(near, lines, marks) for near in (index - 1, index + 1)):
                return False
        elif lines[index].style or not (lines[index].opens or mark.timed):
            return False
    return True


def _is_common(candidate: Candidate, spoken: Counter[str]) -> bool:
    """Whether its only word is one that the people in the file also use as a word."""
    if candidate.kind not in ASKS_THE_WORDS or not candidate.label.isalpha():
        return False
    if candidate.kind is LabelKind.NAME:
        word = candidate.label.lower()
        return word != candidate.label and spoken[word] > 0
    return spoken[candidate.label] > len(candidate.where)


def _agree(
    candidates: Sequence[Candidate], lines: Sequence[Line], marks: Marks, share: float
) -> bool:
    """Whether two or more labels begin that share of all paragraphs.

    Paragraphs under a label that stands alone need none of their own, nor do any where each
    label has a time beside it.
    """
    where = {index for each in candidates for index in each.where}
    if len(candidates) < 2:
        return False
    if all(marks[index].timed for index in where):
        return True
    under = {index + 1 for index in where if not lines[index].text[marks[index].end :].strip()}
    paragraphs = [
        index
        for index in range(min(where), len(lines))
        if lines[index].opens and index not in under
    ]
    return sum(1 for index in paragraphs if index in where) >= len(paragraphs) * share
