"""The block that Otter prints above an interview: keywords of a machine, and who speaks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from toolkit.errors import Problem
from toolkit.ingest.source import Source
from toolkit.ingest.turns.timed_marks import name_and_time_marks
from toolkit.model.transcript import count_words

HEADS = {"SUMMARY KEYWORDS": "keywords", "KEYWORDS": "keywords", "SPEAKERS": "speaker_list"}
LONGEST_FRONT = 60


def without_keywords(source: Source) -> Source:
    """The source without Otter's keywords and its list of speakers, which it counts by kind.

    Keywords are picked out of the speech, names and all, and may look like speech themselves.
    They are left out only where a name with a time follows, as in Otter's files.
    """
    front = source.lines[:LONGEST_FRONT]
    heads = [index for index, line in enumerate(front) if line.text.strip() in HEADS]
    timed = name_and_time_marks(front) if heads and not source.captions else {}
    first = next((index for index in timed if index > heads[0]), None)
    if first is None:
        return source
    heads = [index for index in heads if index < first]
    left_out: Counter[str] = Counter()
    for start, end in zip(heads, [*heads[1:], first], strict=True):
        kind = HEADS[source.lines[start].text.strip()]
        left_out[kind] += sum(count_words(line.text) for line in source.lines[start:end])
    return replace(
        source,
        lines=source.lines[: heads[0]] + source.lines[first:],
        left_out=source.left_out + left_out,
        notices=(*source.notices, _notice(left_out)),
    )


def _notice(left_out: Counter[str]) -> Problem:
    return Problem(
        "I243",
        "",
        f"Keywords and a list of speakers that a program put on top were left out "
        f"({left_out.total()} words). They may hold names that the interview itself no longer "
        "holds: delete them before you pass the file on.",
    )
