"""What speaks against a reading, for a person to look at before it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.errors import Problem
from toolkit.ingest.source import Source
from toolkit.ingest.turns.attempts import Attempt
from toolkit.ingest.turns.voice_columns import LEFT, RIGHT
from toolkit.model.transcript import count_words

ALIKE = 0.9
MOST_FURTHER, MOST_FURTHER_PARAGRAPHS = 0.5, 2
MOST_FRONT, MOST_FRONT_WORDS = 0.1, 60


def find_doubts(taken: Attempt, others: Sequence[Attempt], source: Source) -> Iterator[Problem]:
    """What a person has to look at before this reading counts."""
    speakers = _speakers_of(taken) - {None}
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
    if len(speakers) > 1 and taken.folding.one_side and None in _speakers_of(taken):
        yield Problem(
            "I230",
            "",
            "Nearly all labels are the interviewer's. What stands in paragraphs without a label "
            "is somebody else's, as a rule, so its speaker is unknown. Say who speaks there.",
        )
    if taken.layout == "formatting":
        yield Problem(
            "I231",
            "",
            "No labels were found. Nothing but the look of the words, such as bold and plain, "
            "tells who speaks. Say who is the interviewer and who is not.",
        )
    if speakers & {LEFT, RIGHT}:
        yield Problem(
            "I234",
            "",
            "No labels were found. Nothing but the column in which the words stand tells who "
            "speaks: wherever one has words, the other is blank. Say who is the interviewer and "
            "who is not.",
        )
    yield from _doubts_of_labels(taken, source)
    yield from _doubts_of_words(taken, source)
    for other in others:
        if other.score >= ALIKE * taken.score and _told(other) != _told(taken):
            yield Problem(
                "I207",
                "",
                f"The layout {other.layout} explains nearly as much as {taken.layout}, and gives "
                "other turns. Look at both and choose.",
            )


def _speakers_of(attempt: Attempt) -> set[str | None]:
    return {turn.speaker for turn in attempt.folding.turns}


def _told(attempt: Attempt) -> list[tuple[str | None, list[str]]]:
    return [(turn.speaker, turn.lines) for turn in attempt.folding.turns]


def _doubts_of_labels(taken: Attempt, source: Source) -> Iterator[Problem]:
    """Those of labels below the cover page, on which nobody speaks."""
    cover = taken.folding.cover
    seen_once = [index for index in taken.labels.seen_once if index >= cover]
    passed_over = [index for index in taken.labels.passed_over if index >= cover]
    if seen_once:
        yield Problem(
            "I204",
            source.lines[seen_once[0]].place,
            f"Labels that stand only once in the file and were taken as speakers: "
            f"{len(seen_once)}. Look at whether they are.",
        )
    if passed_over:
        yield Problem(
            "I208",
            source.lines[passed_over[0]].place,
            f"Paragraphs that begin with words and a colon which may name a speaker, or may be "
            f"speech: {len(passed_over)}. They stayed whole. Look at who speaks there.",
        )


def _doubts_of_words(taken: Attempt, source: Source) -> Iterator[Problem]:
    folding = taken.folding
    unlabelled = [turn for turn in folding.turns if not turn.labelled]
    if folding.unmatched:
        yield Problem(
            "I205",
            folding.unmatched[0],
            "Places in tables where labels and speech do not stand side by side: "
            f"{len(folding.unmatched)}. Those words stayed in order, with the speaker unknown.",
        )
    if unlabelled and len(unlabelled) < len(folding.turns):
        words = sum(count_words(line) for turn in unlabelled for line in turn.lines)
        yield Problem(
            "I203",
            unlabelled[0].place,
            f"Words without a label: {words}, in {len(unlabelled)} of the turns. Their speaker "
            "is unknown. Say who speaks there.",
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


def find_notices(taken: Attempt, source: Source) -> Iterator[Problem]:
    """What is worth saying, though nothing is doubtful for it."""
    folding, slips = taken.folding, taken.labels.slips
    if slips:
        yield Problem(
            "I233",
            source.lines[slips[0]].place,
            f"Speakers' labels without their sign, or shortened, that were read as labels: "
            f"{len(slips)}. Each stands between two turns of one other speaker.",
        )
    if folding.silent:
        yield Problem(
            "I213",
            folding.silent[0],
            f"Labels with no words after them: {len(folding.silent)}. No turn was made of them.",
        )
    if folding.same_above:
        rows = len({*folding.same_above})
        yield Problem(
            "I235",
            folding.same_above[0],
            f"Rows of tables without a label, in a column of labels: {rows}. They were read as "
            "going on with the row above, for the next label is the other speaker's.",
        )
    if folding.voiced:
        yield Problem(
            "I236",
            next(iter(folding.voiced)),
            f"Tables in which each column was read as one speaker: {len(folding.voiced)}, with "
            f"{folding.voiced.total()} turns.",
        )
    if folding.tables:
        yield Problem(
            "I232",
            folding.tables[0],
            "Tables of facts, in which nobody speaks, were left out: "
            f"{len(folding.tables)} ({', '.join(folding.tables)}).",
        )
