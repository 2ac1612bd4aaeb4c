"""What speaks against a reading, for a person to look at before it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.errors import Problem
from toolkit.ingest.folding import Attempt, Folding
from toolkit.ingest.labels import Labels
from toolkit.ingest.source import Source
from toolkit.model.transcript import count_words

ALIKE = 0.9
MOST_FURTHER, MOST_FURTHER_PARAGRAPHS = 0.5, 2
MOST_FRONT, MOST_FRONT_WORDS = 0.1, 60


def find_doubts(taken: Attempt, others: Sequence[Attempt], source: Source) -> Iterator[Problem]:
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


def find_notices(folding: Folding) -> Iterator[Problem]:
    """What is worth saying, though nothing is doubtful for it."""
    if folding.silent:
        yield Problem(
            "I213",
            folding.silent[0],
            f"{len(folding.silent)} labels have no words after them. No turn was made of them.",
        )
