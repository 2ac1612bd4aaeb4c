"""How numbers beside lines count on: every line, or every fifth."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

STEPS = (1, 5, 10)
MOST = 0.9
FEWEST_NUMBERED = 3


def step_of(numbered: Sequence[tuple[int, int]], lines: int) -> int:
    """By how much the numbers of lines go up (every line, or every fifth); 0 for no such numbers.

    They may start again on a new page, and blank lines between them may have none.

    Args:
        numbered: The index and the number of each line that begins with one.
        lines: How many lines there are.
    """
    if len(numbered) < FEWEST_NUMBERED:
        return 0
    pairs = list(pairwise(numbered))
    for step in STEPS:
        good = sum(
            1
            for (before, low), (after, high) in pairs
            if (high == low + step and (step + 1) // 2 <= after - before <= step)
            or high <= step < low
        )
        covers = len(numbered) * step >= MOST * (lines - step)
        if covers and good >= MOST * len(pairs):
            return step
    return 0
