"""Sentences as the unit that is shown, compared and suggested on."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.model.transcript import Segment, Transcript, Unit

if TYPE_CHECKING:
    from spacy.language import Language

# spaCy takes hours over long runs of brackets and quotes; no word of anybody's is this long.
_OVERLONG_WORD = re.compile(r"\S{100,}")
_OPENING_SIGNS = "[({\"'“‘«–—- \t\u00a0\u2009\u202f"
_CLOSED_SPEECH = re.compile(r"""[.?!]["'”’]""")
_BLANKS_BEFORE_A_SIGN = re.compile(r"\s+(?=\S)")


def segment_by_sentence(transcript: Transcript) -> tuple[Segment, ...]:
    """The sentences of a transcript, in order.

    A sentence never crosses a turn or a line end in a turn. Found by spaCy's rules for English
    tokens and sentence ends: "Mr. Smith", "3 a.m." and "I... I" hold no sentence end.

    Returns:
        Segments counted from 0, without blanks at either end. Each non-blank character of the
        text is in exactly one.

    Example:
        >>> from toolkit.model.transcript import build_transcript
        >>> text = build_transcript("P07", [("I", "Mr. Hill? [pause] Were you there?", "")])
        >>> [text.text[found.start : found.end] for found in segment_by_sentence(text)]
        ['Mr. Hill?', '[pause] Were you there?']
    """
    places = (
        (turn.index, turn.start + start, turn.start + end)
        for turn in transcript.turns
        for start, end in _split(transcript.words_of(turn))
    )
    return tuple(
        Segment(transcript.id, Unit.SENTENCE, index, turn, start, end)
        for index, (turn, start, end) in enumerate(places)
    )


def _split(words: str) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence, none of them blank."""
    line_start = 0
    for line in words.split("\n"):
        for start, end in pairwise([0, *_later_starts(line), len(line)]):
            sentence = line[start:end].strip()
            if sentence:
                first = line_start + line.index(sentence[0], start)
                yield first, first + len(sentence)
        line_start += len(line) + 1


def _later_starts(line: str) -> Iterator[int]:
    """Where each sentence of a line but the first begins, in order."""
    if not line.strip():
        return
    shown = _OVERLONG_WORD.sub(lambda found: "x" * len(found[0]), line)
    for former, later in pairwise(_pipeline()(shown).sents):
        before = line[former.start_char : later.start_char]
        start = former.start_char + _without_opening(before)
        # "You all right?" he said: that is one sentence.
        is_speech = _CLOSED_SPEECH.match(before.rstrip()[-2:])
        if not (is_speech and line[start].islower()):
            yield start


def _without_opening(sentence: str) -> int:
    """How much of a sentence is its own, and no sign that opens the next: 'Right. [pause] I'."""
    ends = len(sentence.rstrip(_OPENING_SIGNS))
    opening = _BLANKS_BEFORE_A_SIGN.search(sentence, ends)
    return opening.end() if opening else len(sentence)


@cache
def _pipeline() -> Language:
    import spacy

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    # The limit guards the memory of a parser, and there is none here.
    pipeline.max_length = sys.maxsize
    return pipeline
