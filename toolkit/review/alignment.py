"""Where the words of one version of a text stand in the next."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from toolkit.model.transcript import Transcript

# A sign is a word of its own, so that a corrected comma leaves the words beside it as they are.
_WORD = re.compile(r"\w+|[^\w\s]")

Turns = Sequence[tuple[str, ...]]
"""The words of each turn."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions of a text with their words lined up.

    Attributes:
        old, new: The versions.
        old_words, new_words: Where each word of theirs stands: start and end offsets.
        same: For a word of the old text, by its number, the number of the same word in the new.
    """

    old: Transcript
    new: Transcript
    old_words: Sequence[tuple[int, int]]
    new_words: Sequence[tuple[int, int]]
    same: dict[int, int]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a span of the old text stands in the new one; None where it does not surely.

        Every word of the span stands there, in a row, and the new text holds the span's
        characters exactly.
        """
        if self.old.text == self.new.text:
            return start, end
        words = self._words_in(start, end)
        shifts = {self.same.get(word, -1 - len(self.old_words)) - word for word in words}
        if len(shifts) != 1 or words[0] not in self.same:
            return None
        first = self.same[words[0]]
        moved = self.new_words[first][0] + start - self.old_words[words[0]][0]
        until = moved + end - start
        if moved < 0 or self.new.text[moved:until] != self.old.text[start:end]:
            return None
        return moved, until

    def turns_near(self, start: int, end: int) -> range:
        """The turns of the new text in which a span of the old one must have stood, if anywhere.

        They reach from the last word before the span to the first behind it of those that both
        texts have; where some of the span's own words are left, only to the turns of these.
        """
        words = self._words_in(start, end)
        left = [self.same[word] for word in words if word in self.same]
        if left:
            return range(self._turn_of(min(left)), self._turn_of(max(left)) + 1)
        before = next((w for w in range(words.start - 1, -1, -1) if w in self.same), None)
        behind = next((w for w in range(words.stop, len(self.old_words)) if w in self.same), None)
        first = 0 if before is None else self._turn_of(self.same[before])
        last = len(self.new.turns) - 1 if behind is None else self._turn_of(self.same[behind])
        return range(first, max(first, last) + 1)

    def _words_in(self, start: int, end: int) -> range:
        """The numbers of the old text's words that a span touches."""
        first = bisect_right(self.old_words, start, key=lambda word: word[1])
        return range(first, max(first, bisect_left(self.old_words, end, key=lambda w: w[0])))

    def _turn_of(self, word: int) -> int:
        start = self.new_words[word][0]
        return bisect_right(self.new.turns, start, key=lambda turn: turn.start) - 1


def line_up(old: Transcript, new: Transcript) -> Alignment:
    """Two versions of a text with the words that both have lined up, in order.

    Turns are compared first, then the words in what is left between the turns that both have.
    It is done forwards and backwards. Where the two disagree, as when one of several "Yeah."
    in a row was taken out, nobody can know which word is which, and none is lined up.

    Args:
        old: The version that spans count in.
        new: The one in which they are looked for.

    Example:
        >>> from toolkit.model.transcript import build_transcript
        >>> old = build_transcript("P07", [("I", "All right?", ""), ("R", "Yeah, no sleep.", "")])
        >>> new = build_transcript("P07", [("I", "Are you?", ""), ("R", "Yeah, no sleep.", "")])
        >>> aligned = line_up(old, new)
        >>> aligned.place(11, 16), aligned.place(0, 3)
        ((9, 14), None)
    """
    before, after = _turns(old), _turns(new)
    forwards = dict(_pairs(before, after))
    last_old, last_new = sum(map(len, before)) - 1, sum(map(len, after)) - 1
    backwards = {last_old - i: last_new - j for i, j in _pairs(_turned(before), _turned(after))}
    return Alignment(
        old,
        new,
        [found.span() for found in _WORD.finditer(old.text)],
        [found.span() for found in _WORD.finditer(new.text)],
        {i: j for i, j in forwards.items() if backwards.get(i) == j},
    )


def _turns(text: Transcript) -> Turns:
    return [tuple(_WORD.findall(text.words_of(turn))) for turn in text.turns]


def _turned(turns: Turns) -> Turns:
    return [words[::-1] for words in reversed(turns)]


def _pairs(old: Turns, new: Turns) -> Iterator[tuple[int, int]]:
    """The numbers of the words that stand in both, in order."""
    at_old, at_new = _starts(old), _starts(new)
    i = j = 0
    for found in SequenceMatcher(None, old, new).get_matching_blocks():
        between = _flat(old[i : found.a]), _flat(new[j : found.b])
        for block in SequenceMatcher(None, *between).get_matching_blocks():
            for step in range(block.size):
                yield at_old[i] + block.a + step, at_new[j] + block.b + step
        i, j = found.a + found.size, found.b + found.size
        yield from zip(
            range(at_old[found.a], at_old[i]), range(at_new[found.b], at_new[j]), strict=True
        )


def _starts(turns: Turns) -> list[int]:
    """The number of each turn's first word, and of the one after the last."""
    starts = [0]
    for words in turns:
        starts.append(starts[-1] + len(words))
    return starts


def _flat(turns: Turns) -> list[str]:
    return [word for words in turns for word in words]
