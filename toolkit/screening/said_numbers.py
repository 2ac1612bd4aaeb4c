"""Numbers and letters said one by one, written as digits and capitals.

"A three five, er, double three B X" becomes "A 3 5 3 3 B X", which the rules for written numbers
can read. Each character remembers the place it came from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS, value_of
from toolkit.screening.tokens import Token, read_words

_LETTER_NAMES = {"aitch": "H", "haitch": "H", "zed": "Z", "zee": "Z", "zeds": "Z"}
_CALL_SIGNS = {
    word: word[0].upper()
    for word in read_words(
        """
    alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike
    november oscar papa quebec romeo sierra tango uniform victor whiskey whisky xray yankee zulu"""
    )
}
_SIGNS = {"slash": "/", "stroke": "/", "oblique": "/", "dash": "-", "hyphen": "-", "plus": "+"}
_REPEATS = {"double": 2, "treble": 3, "triple": 3}
_SKIPPED = read_words(
    """
    er erm um umm uh uhm ehm eh ah hmm mm like then sorry and forward capital capitals letter
    letters number space gap then right yeah lower upper case big wait hang on second"""
)
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_SIGNS_BETWEEN = frozenset(",-–—−.…;:()\"'“”‘’*")
_WORDS_THAT_COUNT = "|".join((*NOUGHTS, *UNITS, *TEENS, *TENS, *_REPEATS, r"\d+", "hundred"))
_PART = re.compile(rf"(?<![^\W_])(?:{_WORDS_THAT_COUNT})(?![^\W\d_])", re.IGNORECASE)
FEWEST_DIGITS, FEWEST_CHARACTERS = 2, 5


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line in which numbers said aloud stand as digits.

    Attributes:
        text: The line as rewritten.
        starts, ends: For each of its characters, where in the line what it stands for begins
            and ends.
    """

    text: str
    starts: list[int]
    ends: list[int]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one or a few tokens say: characters, and the tokens from first to before last."""

    said: str
    first: int
    last: int


def rewrite_said(
    line: str, tokens: list[Token], o: str = "0", double_u: str = "W"
) -> SaidLine | None:
    """The line with numbers said aloud written as digits; None where it has none.

    Args:
        line: One line.
        tokens: Its tokens.
        o: What the letter O said by itself stands for: `"0"` or `"O"`.
        double_u: What "double u" stands for: `"W"` or `"U U"`.

    Example:
        >>> from toolkit.screening.tokens import read_tokens
        >>> line = "it was a three five, er, double three b x."
        >>> rewrite_said(line, read_tokens(line)).text
        'it was A 3 5 3 3 B X.'
    """
    runs = [run for run in _runs(line, tokens) if _is_number(run)]
    if not runs:
        return None
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def copy(start: int, end: int) -> None:
        text.extend(line[start:end])
        starts.extend(range(start, end))
        ends.extend(range(start + 1, end + 1))

    done = 0
    for run in runs:
        copy(done, tokens[run[0].first].start)
        for part in run:
            start, end = tokens[part.first].start, tokens[part.last - 1].end
            gap = "" if part is run[0] else _gap(line, tokens, done, start)
            said = o if tokens[part.first].lower == "o" else part.said
            said = double_u if _is_double_u(tokens, part) else said
            text.extend(gap + said)
            starts.extend([start] * len(gap + said))
            ends.extend([end] * len(gap + said))
            done = end
    copy(done, len(line))
    return SaidLine("".join(text), starts, ends)


def _is_double_u(tokens: list[Token], part: _Part) -> bool:
    return part.said == "W" and tokens[part.first].lower == "double"


def may_hold_said_number(line: str) -> bool:
    """Whether enough of a line's words are parts of numbers; a cheap look."""
    digits = 0
    for found in _PART.finditer(line):
        # "nineteen" and "19" are two digits in one word.
        digits += 1 if found[0].lower() in UNITS or len(found[0]) == 1 else 2
        if digits >= FEWEST_DIGITS:
            return True
    return False


def _gap(line: str, tokens: list[Token], end: int, start: int) -> str:
    between = line[end:start]
    if between in ("", "/", ".", ":", ","):
        before, after = line[max(0, end - 2) : end], line[start : start + 2]
        return " " if between in ".:," and not (before.isdigit() or after.isdigit()) else between
    return " "


def _runs(line: str, tokens: list[Token]) -> Iterator[list[_Part]]:
    """Stretches of parts with nothing between them but hesitation."""
    run: list[_Part] = []
    place = 0
    while place < len(tokens):
        part = _read_part(line, tokens, place)
        if part is not None:
            run.append(part)
            place = part.last
            continue
        if not (run and _is_hesitation(tokens[place])):
            if run:
                yield run
            run = []
        place += 1
    if run:
        yield run


def _is_hesitation(token: Token) -> bool:
    return token.lower in _SKIPPED or token.text in _SIGNS_BETWEEN


def _is_number(run: list[_Part]) -> bool:
    """Whether a run is a number at all: counting aloud is none."""
    said = [character for part in run for character in part.said if character.isalnum()]
    if sum(map(str.isdigit, said)) < FEWEST_DIGITS or len(said) < FEWEST_CHARACTERS:
        return False
    values = [int(part.said.replace(" ", "")[:9]) for part in run if part.said[-1].isdecimal()]
    if len(values) < len(run) or (values[0] == 0 and len(said) > 9):
        return True
    steps = [later - former for former, later in pairwise(values)]
    counted = max(steps.count(1), steps.count(-1))
    return counted * 5 < len(values) * 3 and len(set(steps)) > 1


def _read_part(line: str, tokens: list[Token], place: int) -> _Part | None:
    token = tokens[place]
    word = token.lower
    if word in _REPEATS:
        return _read_repeat(line, tokens, place)
    if token.text.isdigit() and token.text.isascii():
        return _Part(token.text, place, place + 1)
    if word in _SIGNS or token.text in "/+\\":
        return _Part(_SIGNS.get(word, "/" if token.text == "\\" else token.text), place, place + 1)
    if word in NOUGHTS:
        return _Part("0", place, place + 1)
    if word in UNITS or word in TEENS or word in TENS:
        return _read_cardinal(tokens, place)
    return _read_letters(line, tokens, place)


def _read_repeat(line: str, tokens: list[Token], place: int) -> _Part | None:
    counted = place + 1 + (_word(tokens, place + 1) == "-")
    if counted >= len(tokens):
        return None
    following = tokens[counted].lower
    if tokens[place].lower == "double" and following in ("u", "you"):
        return _Part("W", place, counted + 1)
    said = _LETTER_NAMES.get(following) or _CALL_SIGNS.get(following)
    if following in NOUGHTS:
        said = "0"
    elif following in UNITS:
        said = str(UNITS[following])
    elif len(following) == 1 and following.isalnum() and following.isascii():
        said = following.upper()
    if said is None:
        return None
    return _Part(" ".join(said * _REPEATS[tokens[place].lower]), place, counted + 1)


def _read_cardinal(tokens: list[Token], place: int) -> _Part:
    """A number below a million, as its digits: "two thousand and four" is 2004."""
    value, last = _below_hundred(tokens, place)
    if value is None:
        return _Part("", place, place + 1)
    # "Nine-hundred" as well.
    last += _word(tokens, last) == "-" and _word(tokens, last + 1) in ("hundred", "thousand")
    if _word(tokens, last) == "hundred":
        value, last = _add_rest(tokens, value * 100, last + 1)
    elif _word(tokens, last) == "thousand":
        value, last = _add_rest(tokens, value * 1000, last + 1)
    return _Part(" ".join(str(value)), place, last)


def _below_hundred(tokens: list[Token], place: int) -> tuple[int | None, int]:
    value, taken = value_of([token.lower for token in tokens[place : place + 3]], 0)
    return value, place + taken


def _add_rest(tokens: list[Token], value: int, place: int) -> tuple[int, int]:
    """The "and four" of "two thousand and four", where it is there."""
    after = place + (_word(tokens, place) == "and")
    rest, last = _below_hundred(tokens, after)
    if rest is not None and after > place:
        return value + rest, last
    return value, place


def _read_letters(line: str, tokens: list[Token], place: int) -> _Part | None:
    token = tokens[place]
    if token.lower in _LETTER_NAMES:
        return _Part(_LETTER_NAMES[token.lower], place, place + 1)
    if token.lower in _CALL_SIGNS:
        return _Part(_CALL_SIGNS[token.lower], place, place + 1)
    if not (token.text.isascii() and token.text.isalpha()):
        return None
    if token.lower == "x" and [_word(tokens, place + at) for at in (1, 2)] == ["-", "ray"]:
        return _Part("X", place, place + 3)
    if len(token.text) == 1:
        return _Part(token.text.upper(), place, place + _letter_and_example(tokens, place))
    touches_digit = any(
        character.isdigit() for character in line[max(0, token.start - 1)] + line[token.end :][:1]
    )
    if token.lower in _ORDINAL_ENDS:
        return None
    if len(token.text) <= 3 and (touches_digit or token.text.isupper()):
        return _Part(token.text.upper(), place, place + 1)
    return None


def _letter_and_example(tokens: list[Token], place: int) -> int:
    """How many tokens "B for Bravo" or "S as in sugar" has."""
    for between in (("for",), ("as", "in")):
        example = place + 1 + len(between)
        words = tuple(_word(tokens, at) for at in range(place + 1, example))
        shown = _word(tokens, example)
        is_example = shown[:1] == tokens[place].lower and len(shown) > 1
        if words == between and is_example and value_of([shown], 0)[0] is None:
            return example + 1 - place
    return 1


def _word(tokens: list[Token], place: int) -> str:
    return tokens[place].lower if place < len(tokens) else ""
