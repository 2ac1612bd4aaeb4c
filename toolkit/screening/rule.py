"""What every rule is made of.

A rule is a pattern, which says what a thing looks like, and a judgement, which says whether a
match is one and how sure that is. Patterns read one line. They repeat only what can be read in
one way, so that none walks back over a long text. Numbers said aloud need no rules of their
own: once written as digits (`said_numbers.py`), they meet these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.screening.finding import Kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """A match is an identifier: how sure that is, and why, without a word of the text."""

    sure: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and a judgement, which is None where a match is ordinary speech."""

    kind: Kind
    pattern: re.Pattern[str]
    judge: Callable[[re.Match[str]], Verdict | None]

    def find(self, line: str) -> Iterator[tuple[int, int, Verdict]]:
        """Where the rule holds in a line: start, end and verdict, none overlapping another.

        After a match that is ordinary speech and begins with a letter, the search goes on one
        character further: the "a" of "a G12 1AY" must not hide the postcode behind it.
        """
        group = "found" if "found" in self.pattern.groupindex else 0
        match = self.pattern.search(line)
        while match is not None:
            verdict = self.judge(match)
            if verdict is not None:
                yield match.start(group), match.end(group), verdict
            again = verdict is None and match[0][0].isalpha()
            match = self.pattern.search(line, match.start() + 1 if again else match.end())


# --- What patterns are made of ------------------------------------------------------------------

DASHES = r"\-\u2010-\u2015\u2212"
GAP = rf"[\s{DASHES}]{{0,3}}+"
PHONE_GAP = rf"[\s{DASHES}.()]{{0,3}}+"
SLASH = rf"{GAP}[/\\]{GAP}"
START = r"(?<![^\W_])"
END = r"(?![^\W_])"
# "3.1415926535", "1,000,000" and "10:30" neither begin nor end an identifier.
NUMBER_START = START + r"(?<!\d[.,:/])(?<![£$€])"
NUMBER_END = END + r"(?![.,:/]\d)"

LETTER = "[A-Z]"
DIGIT = r"\d"
PIECE = re.compile(r"[^\W_]+")


def compile_pattern(*parts: str) -> re.Pattern[str]:
    """One pattern out of parts, for letters large or small."""
    return re.compile("".join(parts), re.IGNORECASE)


def row(*characters: str) -> str:
    """A pattern for characters in a row, with or without gaps between them."""
    return GAP.join(characters)


def serial_of(at_most: int) -> str:
    """A pattern for a serial number of some digits, with or without gaps between them."""
    return rf"(?P<serial>\d(?:{GAP}\d){{0,{at_most - 1}}})"


def split_pieces(found: str) -> list[str]:
    """The letters and digits of a match, parted where it has gaps."""
    return PIECE.findall(found)


def without_gaps(found: str) -> str:
    """The letters and digits of a match without gaps, in capitals."""
    return "".join(filter(str.isalnum, found)).upper()


# --- What ordinary speech looks like ------------------------------------------------------------

# Words that look like the letters around a number: "a 2000 of them", "at 120000 a year".
SHORT_WORD_LIST = """
    a i ad ah am an as at be by cm do er ft go ha he hi hm if in is it kg km lb me mg ml mm my no
    of oh ok on or pm so st th to uh um up us we"""
SHORT_WORDS = frozenset(SHORT_WORD_LIST.split())


def is_everyday_number(digits: str) -> bool:
    """Whether it is a round number or a year of our time."""
    return digits.endswith("00") or (len(digits) == 4 and 1900 <= int(digits) <= 2099)


_USUAL_STEPS = frozenset({0, 1, 2, 3, 4, 5, 10, 20, 25, 50, 100, 500, 1000})


def counts_up(numbers: list[str]) -> bool:
    """Whether numbers go up or down in equal steps, as in "1 2 3 4" or "2018 2019 2020"."""
    if len(numbers) < 3:
        return False
    step = int(numbers[1]) - int(numbers[0])
    if abs(step) not in _USUAL_STEPS:
        return False
    return all(int(later) - int(former) == step for former, later in pairwise(numbers))
