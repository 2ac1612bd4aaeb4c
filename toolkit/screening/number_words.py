"""Numbers in words."""

from __future__ import annotations

UNITS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
}
TEENS = {
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fourty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
# As they are said in Scotland, Ulster and the north of England.
UNITS |= {"wan": 1, "twa": 2, "fower": 4, "sivin": 7, "seeven": 7, "eicht": 8}
TEENS |= {"eleeven": 11, "twal": 12, "thurteen": 13, "fowerteen": 14, "sivinteen": 17}
TENS |= {"twinty": 20, "twenny": 20, "thurty": 30, "thirdy": 30, "foarty": 40}
_BELOW_HUNDRED = UNITS | TEENS | TENS
NOUGHTS = frozenset({"zero", "oh", "o", "nought", "naught"})


def value_of(words: list[str], place: int) -> tuple[int | None, int]:
    """The number below a hundred that begins at a place, and the place behind it.

    Example:
        >>> value_of(["at", "twenty", "-", "one"], 1), value_of(["at", "home"], 1)
        ((21, 4), (None, 1))
    """
    word = words[place] if 0 <= place < len(words) else ""
    value = _BELOW_HUNDRED.get(word)
    if value is None:
        return None, place
    if word not in TENS:
        return value, place + 1
    after = place + 1 + (word_at(words, place + 1) == "-")
    unit = UNITS.get(word_at(words, after), 0)
    return (value + unit, after + 1) if unit else (value, place + 1)


def word_at(words: list[str], place: int) -> str:
    """The word at a place; "" before the first and behind the last."""
    return words[place] if 0 <= place < len(words) else ""


def number_at(words: list[str], place: int) -> tuple[int | None, int]:
    """A number in digits, or below a hundred in words, and the place behind it."""
    if not 0 <= place < len(words):
        return None, place
    word = words[place]
    if word in _BELOW_HUNDRED:
        return value_of(words, place)
    return (int(word), place + 1) if word.isdecimal() and len(word) < 5 else (None, place)
