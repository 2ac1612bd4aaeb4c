"""What a number in talk looks like to the model that tells ages, sentences and dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.screening.features import group_of, lists_of
from toolkit.screening.lexicon import is_common
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.tokens import read_words

_WINDOW = 8
_NEAR = 4
_UNITS = {
    unit: letter
    for letter, units in (
        ("y", "year years yr yrs stretch"),
        ("m", "month months"),
        ("w", "week weeks"),
        ("d", "day days"),
    )
    for unit in units.split()
}
_ONE_OF = ("year", "yr", "month")
_CUSTODY = read_words(
    """prison jail sentence sentenced judge court inside tariff custody licence parole remand recall
    recalled ipp lifer served serve serving release released convicted guilty"""
)
_FAMILY = read_words(
    """mum mam dad ma da son daughter brother sister wife husband partner nan gran uncle aunt
    cousin nephew niece grandson granddaughter lad lads lassie boy girl kid kids child children
    baby bairn wean man woman bloke fella youngest eldest oldest"""
)
_SIZES = ((1, "1"), (4, "4"), (9, "9"), (12, "12"), (19, "19"), (39, "39"), (99, "99"))
_LARGEST = 99
_BEFORE_PARTS = frozenset("£$€#")
_BEHIND_PARTS = frozenset({"hundred", "thousand", "million", "%", "percent"})
_INSIDE = frozenset(".:/")
_ENDINGS = ("s", "ing", "ed", "ly")
_ENDS = frozenset(".?!")
_QUESTION_WORDS = 10
_ASKING = frozenset({"how", "what"})
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


class Number(NamedTuple):
    """A number in a line, and all that the model sees of it: two alike are judged alike.

    Attributes:
        before: The words before it, the nearest first.
        behind: The words behind it.
        value: Below a hundred.
        unit: The word for years, months, weeks or days; "" where there is none.
        has_half: Whether it goes on as "and a half".
        is_joined: Whether a hyphen stands behind it, as in "a six-month wait".
        in_digits: Whether it is written in digits.
    """

    before: tuple[str, ...]
    behind: tuple[str, ...]
    value: int
    unit: str
    has_half: bool
    is_joined: bool
    in_digits: bool


def read_numbers(words: list[str]) -> Iterator[tuple[int, int, Number]]:
    """Every number below a hundred in a line, from which place to which, with its unit.

    Example:
        >>> for start, end, number in read_numbers("two and a half years of her six".split()):
        ...     print(start, end, number.value, number.unit or "-")
        0 5 2 years
        7 8 6 -
    """
    place = 0
    while place < len(words):
        end, number = _number_at(words, place)
        if number is not None:
            yield place, end, number
        place = end


def _number_at(words: list[str], place: int) -> tuple[int, Number | None]:
    """The place behind a number, or behind the word that is none, and the number."""
    if words[place] == "a" and word_at(words, place + 1) in _ONE_OF:
        value, behind = 1, place + 1
    else:
        told, behind = number_at(words, place)
        if told is None:
            return place + 1, None
        if told > _LARGEST or _is_part(words, place, behind):
            return behind, None
        value = told
    half = _after_half(words, behind)
    at = half + (word_at(words, half) == "-")
    unit = words[at] if word_at(words, at) in _UNITS else ""
    end = _after_months(words, at) if unit else half
    number = Number(
        before=tuple(words[max(0, place - _WINDOW) : place][::-1]),
        behind=tuple(words[end : end + _WINDOW]),
        value=value,
        unit=unit,
        has_half=half > behind,
        is_joined=word_at(words, behind) == "-",
        in_digits=words[place].isdecimal(),
    )
    return end, number


def _is_part(words: list[str], place: int, behind: int) -> bool:
    """Whether it is money, or a part of a larger number: "£12.40", "sixty thousand", "24/7"."""
    if word_at(words, place - 1) in _BEFORE_PARTS or word_at(words, behind) in _BEHIND_PARTS:
        return True
    before, following = word_at(words, place - 2), word_at(words, behind + 1)
    is_behind = word_at(words, place - 1) in _INSIDE and before.isdecimal()
    is_before = word_at(words, behind) in _INSIDE and following.isdecimal() and following != "5"
    is_part = words[place].isdecimal() and (is_behind or is_before)
    return is_part or words[max(0, place - 2) : place] == ["hundred", "and"]


def _after_half(words: list[str], place: int) -> int:
    if words[place : place + 3] == ["and", "a", "half"]:
        return place + 3
    is_short = words[place : place + 2] in (["and", "half"], ["and", "hauf"], [".", "5"])
    return place + 2 if is_short else place


def _after_months(words: list[str], unit: int) -> int:
    """The place behind a unit, and behind the months that follow years: "two years, six months"."""
    start = unit + 1 + (word_at(words, unit + 1) in ("and", ","))
    value, end = number_at(words, start)
    has_months = _UNITS[words[unit]] == "y" and word_at(words, end) in ("month", "months")
    return end + 1 if value is not None and has_months else unit + 1


def asked_in(line: str) -> tuple[str, ...]:
    """The last words of the line before, marked as a question's or as none, and what it asks.

    Example:
        >>> asked_in("How many?"), asked_in("Right.")
        (('?how', '?many', '?how many'), ('.right',))
    """
    mark = "?" if line.rstrip().endswith("?") else "."
    said = [word.lower().replace("’", "'") for word in _WORD.findall(line[-120:])]
    last = [_word(word) for word in said[-_QUESTION_WORDS:]]
    pairs = (f"{word} {after}" for word, after in pairwise(last) if word in _ASKING)
    return tuple(mark + words for words in dict.fromkeys((*last, *pairs)))


def describe_number(number: Number, asked: tuple[str, ...]) -> list[str]:
    """The features of a number.

    Args:
        number: One of a line.
        asked: What the line before asked (`asked_in`).
    """
    before, behind = _padded(number.before), _padded(number.behind)
    b, a = [_word(word) for word in before], [_word(word) for word in behind]
    gb, ga = [_group(word) for word in before], [_group(word) for word in behind]
    unit = _UNITS.get(number.unit, "")
    size = next(name for most, name in _SIZES if number.value <= most)
    return [
        *(f"b{i}={word}" for i, word in enumerate(b)),
        *(f"a{i}={word}" for i, word in enumerate(a)),
        *(f"gb{i}={group}" for i, group in enumerate(gb)),
        *(f"ga{i}={group}" for i, group in enumerate(ga)),
        f"u={unit}",
        f"v={size}",
        f"uv={unit}{size}{number.has_half}",
        f"digits={number.in_digits}{size}",
        f"joined={number.is_joined}{unit}",
        f"ub={unit}{b[0]}",
        f"ua={unit}{a[0]}",
        f"ubb={unit}{b[1]} {b[0]}",
        f"vgb={size}{unit}{gb[0]}",
        f"vga={size}{unit}{ga[0]}",
        f"bb={b[1]} {b[0]}",
        f"bbb={b[2]} {b[1]} {b[0]}",
        f"aa={a[0]} {a[1]}",
        f"ba={b[0]} {a[0]}",
        f"gbb={gb[1]} {gb[0]}",
        f"gbbb={gb[2]} {gb[1]} {gb[0]}",
        f"gaa={ga[0]} {ga[1]}",
        f"gba={unit}{gb[0]} {ga[0]}",
        *_around(number, unit),
        *_answered(number, asked),
    ]


def _answered(number: Number, asked: tuple[str, ...]) -> Iterator[str]:
    """What was asked, and whether a number stands where an answer does."""
    is_near = len(number.before) < _WINDOW and _ENDS.isdisjoint(number.before)
    yield from (f"q{bool(number.unit)}{is_near}{words}" for words in asked)


def _padded(words: tuple[str, ...]) -> list[str]:
    return [*words[:_NEAR], *["<"] * (_NEAR - len(words))]


def _around(number: Number, unit: str) -> Iterator[str]:
    """The words near a number in any order, and those of its own sentence."""
    near = number.before + number.behind
    has_unit = bool(unit)
    yield from (f"n{has_unit}{word}" for word in _each(map(_word, near)))
    for group in _each(map(_group, near)):
        if group in ("custody", "family"):
            yield f"gn{unit}{group}"
    before, behind = _same_sentence(number.before), _same_sentence(number.behind)
    yield from (f"sb{has_unit}{word}" for word in _each(map(_word, before)))
    yield from (f"sa{has_unit}{word}" for word in _each(map(_word, behind)))
    if len(before) < 2 and len(behind) < 2:
        yield f"alone{unit}{len(before)}{len(behind)}"
    yield f"opens{min(len(number.before), 3)}{unit}"


def _each(words: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(words)


def _same_sentence(words: tuple[str, ...]) -> tuple[str, ...]:
    ends = (at for at, word in enumerate(words) if word in _ENDS)
    return words[: next(ends, len(words))]


@lru_cache(maxsize=20_000)
def _word(word: str) -> str:
    """The word itself where it is one of ordinary speech; a name's own letters tell nothing."""
    if word.isdecimal():
        return "#"
    if len(word) < 3 or not word[0].isalpha() or word in _UNITS:
        return word
    lists = lists_of(word)
    is_known = lists[0] in "og" or (lists == "?" and is_common(word))
    return word if is_known or number_at([word], 0)[0] is not None else f"@{lists}"


@lru_cache(maxsize=20_000)
def _group(word: str) -> str:
    if word.isdecimal():
        return "#"
    if number_at([word], 0)[0] is not None:
        return "number"
    if word in _CUSTODY:
        return "custody"
    if word in _FAMILY:
        return "family"
    lists = lists_of(word)
    group = group_of(word, lists)
    if group[0] != "~" or not ("o" in lists or (lists == "?" and is_common(word))):
        return group
    return next((f"-{ending}" for ending in _ENDINGS if word.endswith(ending)), "~o")
