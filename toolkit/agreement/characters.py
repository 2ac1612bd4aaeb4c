"""Agreement over characters: the text cut wherever a span of anybody begins or ends.

Between two cuts every reader says one thing, so a stretch is counted once, by its length. The
cost grows with the number of codings, and not with the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from toolkit.agreement.units import CodedUnits, Readers, count_codings, read_units
from toolkit.errors import BadInput
from toolkit.model.coding import Coding

CHARACTERS = "characters"


class Stretch(NamedTuple):
    """The characters from one end of a span to the next, whoever gave them."""

    transcript_id: str
    start: int
    end: int


def read_characters(
    lengths: Mapping[str, int], codings: Sequence[Coding], readers: Readers
) -> CodedUnits:
    """What each reader saw in each stretch between two ends of spans.

    Args:
        lengths: How many characters each transcript has, by its id.
        codings, readers: As for `rate_units`.

    Returns:
        One unit a stretch, its size the characters in it. A transcript that fewer than two
        people read holds nothing to compare, and is left out.

    Raises:
        BadInput: A span ends behind the end of its text, or the codings of one transcript belong
            to two versions of it.

    Example:
        >>> from toolkit.model.coding import Answer
        >>> words, code = "all night", Answer.CODE
        >>> ash = Coding("1", "P07", 1, 4, 13, words, code, "R06", 1, "Ash", "r1", "")
        >>> bo = Coding("2", "P07", 1, 8, 13, "night", code, "R06", 1, "Bo", "r1", "")
        >>> made = read_characters({"P07": 20}, [ash, bo], {"P07": frozenset({"Ash", "Bo"})})
        >>> made.sizes.tolist(), made.presence("R06").values.tolist()
        ([4, 4, 5, 7], [[0, 0], [1, 0], [1, 1], [0, 0]])
    """
    return read_stretches(lengths, codings, readers)[0]


def read_stretches(
    lengths: Mapping[str, int], codings: Sequence[Coding], readers: Readers
) -> tuple[CodedUnits, tuple[Stretch, ...], tuple[Coding, ...]]:
    """What `read_characters` returns, where each of its units is, and the codings in them."""
    shared = {at: length for at, length in lengths.items() if len(readers.get(at, ())) > 1}
    counted = count_codings(shared, codings, readers)
    stretches = cut_at_ends(shared, counted)
    sizes = np.array([stretch.end - stretch.start for stretch in stretches], dtype=np.int64)
    return replace(read_units(stretches, counted, readers), sizes=sizes), stretches, counted


def cut_at_ends(lengths: Mapping[str, int], codings: Iterable[Coding]) -> tuple[Stretch, ...]:
    """The stretches between the ends of spans, in order of transcript id and place.

    Raises:
        BadInput: A span ends behind the end of its text.
    """
    cuts: dict[str, set[int]] = defaultdict(set)
    for coding in codings:
        cuts[coding.transcript_id].update((coding.start, coding.end))
    stretches: list[Stretch] = []
    for transcript_id in sorted(lengths):
        length = lengths[transcript_id]
        ends = sorted({0, length} | cuts[transcript_id])
        if ends[-1] > length:
            raise BadInput(
                "A104",
                f"A coding ends at character {ends[-1]:,}, and the text has {length:,}. Check "
                "that the codings belong to this version of it.",
                where=f"transcript {transcript_id}",
            )
        stretches += (Stretch(transcript_id, start, end) for start, end in pairwise(ends))
    return tuple(stretches)
