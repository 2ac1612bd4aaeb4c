"""Who speaks which lines: each layout is tried, and the one that explains most is taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest import marks as forms
from toolkit.ingest.folding import Folding, fold_captions, fold_lines
from toolkit.ingest.labels import Labels, choose_labels
from toolkit.ingest.marks import Marks
from toolkit.ingest.source import Line, Source
from toolkit.ingest.speakers import LabelKind, clean_label, kind_of_label
from toolkit.model.transcript import count_words

LINE_LAYOUTS: dict[str, Callable[[Sequence[Line]], Marks]] = {
    "name_and_time": forms.name_and_time_marks,
    "name_under_time": forms.name_under_time_marks,
    "table": forms.cell_marks,
    "label_and_tab": forms.tab_marks,
    "inline_label": forms.colon_marks,
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
ALIKE = 0.9
MOST_FURTHER, MOST_FURTHER_PARAGRAPHS = 0.5, 2
MOST_FRONT, MOST_FRONT_WORDS = 0.1, 60
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
    """

    layout: str
    labels: Labels
    folding: Folding
    opened: int
    own: int
    known: float

    @property
    def score(self) -> float:
        """How well it explains the file: the share of words known, less for few labels."""
        return self.known * self.opened / (self.opened + 1)


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
        doubts=tuple(_doubts(taken, attempts[1:], source)),
        notices=tuple(_notices(taken.folding)),
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
    lines = source.lines
    colons = forms.colon_marks(lines)
    found = False
    for layout, own_marks in LINE_LAYOUTS.items():
        if asked_for not in (None, layout):
            continue
        own = _followed(colons, lines) if layout == "inline_label" else own_marks(lines)
        if not own:
            continue
        if layout in WITHOUT_COLONS:
            marks = own
        else:
            marks = colons if layout == "inline_label" else _mixed(own, colons)
        labels = choose_labels(lines, marks)
        own_count = _count_labelled(own, labels)
        if own_count == 0:
            continue
        attempt = _attempt(layout, source, marks, labels, own_count)
        if attempt.folding.turns:
            found = True
            yield attempt
    if not found:
        yield _attempt_without_labels(source, asked_for)


def _mixed(own: Marks, colons: Marks) -> Marks:
    """A layout's own marks, and labels before a colon where those are none or unlikely."""
    unlikely = {
        index
        for index, mark in own.items()
        if index in colons and kind_of_label(clean_label(mark.label)) is LabelKind.NONE
    }
    likely = {index: mark for index, mark in own.items() if index not in unlikely}
    return dict(sorted({**colons, **likely}.items()))


def _followed(marks: Marks, lines: Sequence[Line]) -> Marks:
    """The marks with speech behind them on their line."""
    return {
        index: mark for index, mark in marks.items() if mark.end < len(lines[index].text.rstrip())
    }


def _count_labelled(marks: Marks, labels: Labels) -> int:
    return sum(1 for mark in marks.values() if mark.label in labels.speaker_of)


def _attempt(layout: str, source: Source, marks: Marks, labels: Labels, own: int) -> Attempt:
    folding = fold_lines(source.lines, marks, labels)
    opened = _count_labelled(marks, labels)
    return Attempt(layout, labels, folding, opened, own, _share_known(folding))


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


def _doubts(taken: Attempt, others: Sequence[Attempt], source: Source) -> Iterator[Problem]:
    """What a person has to look at before this reading counts."""
    speakers = {turn.speaker for turn in taken.folding.turns} - {None}
    if not speakers:
        yield Problem(
            "I201",
            "",
            "No speakers were found. Every word is there, with the speaker unknown. Choose the "
            "layout yourself, or say who speaks.",
        )
    if len(speakers) == 1:
        yield Problem(
            "I202",
            "",
            "One speaker only was found. What stands in paragraphs without a label may be "
            "somebody else's, so its speaker is unknown. Say who speaks there.",
        )
    yield from _doubts_of_labels(taken.labels, source)
    yield from _doubts_of_words(taken, source)
    for other in others:
        if other.score >= ALIKE * taken.score and _told(other) != _told(taken):
            yield Problem(
                "I207",
                "",
                f"The layout {other.layout} explains nearly as much as {taken.layout}, and gives "
                "other turns. Look at both and choose.",
            )


def _told(attempt: Attempt) -> list[tuple[str | None, list[str]]]:
    return [(turn.speaker, turn.lines) for turn in attempt.folding.turns]


def _doubts_of_labels(labels: Labels, source: Source) -> Iterator[Problem]:
    if labels.seen_once:
        yield Problem(
            "I204",
            source.lines[labels.seen_once[0]].place,
            f"Labels that stand only once in the file and were taken as speakers: "
            f"{len(labels.seen_once)}. Look at whether they are.",
        )
    if labels.passed_over:
        yield Problem(
            "I208",
            source.lines[labels.passed_over[0]].place,
            f"Paragraphs that begin with words and a colon which may name a speaker, or may be "
            f"speech: {len(labels.passed_over)}. They stayed whole. Look at who speaks there.",
        )


def _doubts_of_words(taken: Attempt, source: Source) -> Iterator[Problem]:
    folding = taken.folding
    unlabelled = [turn for turn in folding.turns if not turn.labelled]
    if folding.unmatched:
        yield Problem(
            "I205",
            folding.unmatched[0],
            f"In {len(folding.unmatched)} places of a table, labels and speech do not stand side "
            "by side. Those words stayed in order, with the speaker unknown.",
        )
    if unlabelled and len(unlabelled) < len(folding.turns):
        words = sum(count_words(line) for turn in unlabelled for line in turn.lines)
        yield Problem(
            "I203",
            unlabelled[0].place,
            f"{words} words in {len(unlabelled)} places have no label, so their speaker is "
            "unknown. Say who speaks there.",
        )
    further = sum(folding.further)
    if len(folding.further) > MOST_FURTHER_PARAGRAPHS * taken.opened:
        words = sum(count_words(line) for turn in folding.turns for line in turn.lines)
        if taken.layout != "label_alone" and further > words * MOST_FURTHER:
            yield Problem(
                "I206",
                "",
                f"{further} of {words} words stand in paragraphs without a label and were "
                "read as going on with the turn above. Look at whether a label is missing.",
            )
    front = sum(folding.left_out[kind] for kind in ("heading", "cover", "table", "key"))
    if front > MOST_FRONT_WORDS and front > source.words_in * MOST_FRONT:
        yield Problem(
            "I209",
            "",
            f"{front} of {source.words_in} words were read as headings, a cover page or tables, "
            "and left out. Look at whether there is speech among them.",
        )


def _notices(folding: Folding) -> Iterator[Problem]:
    if folding.silent:
        yield Problem(
            "I213",
            folding.silent[0],
            f"{len(folding.silent)} labels have no words after them. No turn was made of them.",
        )
