"""Counts as people say them, for reasons that are read aloud."""

from __future__ import annotations

_WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip


def in_words(count: int) -> str:
    """The count as a word up to twelve, in figures above.

    Example:
        >>> in_words(10), in_words(1000)
        ('ten', '1,000')
    """
    return _WORDS[count] if count < len(_WORDS) else f"{count:,}"
