"""Numbers that stand by themselves in what somebody says, with nothing that they count."""

from __future__ import annotations

from toolkit.screening.ages import is_rough
from toolkit.screening.bare_lengths import ABOUT_COUNTS
from toolkit.screening.dates import Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import in_sentence_behind
from toolkit.screening.tokens import read_words

_FROM, _TO = 13, 99
_NAMED_BY = read_words(
    """number cell page room house flat door floor channel unit level step chapter bus route size
    section week day game case part the of hundred thousand top past over reader - / : % £ $ €"""
)
_OPEN_BEHIND = read_words(
    """. , ? ! … – — ; when then now and but i he she we they so at who with in on by before after
    until till me mind like for because cos her him that it's"""
)
_MANY = read_words(
    """group team total lot class staff couple pair landing list pack mark number gang bunch queue
    maximum minimum limit kind sort bit score crowd third quarter half part"""
)
_TO_ANYBODY = frozenset({"you're", "you"})
_FAR = 12


def read_lone_number(words: list[str], place: int) -> Span | None:
    """A number from 13 to 99 that nothing is counted by: mostly an age, or years of a sentence.

    People leave out what everybody knows: "him and his brother, thirty-one and thirty-four". A
    number that counts has what it counts behind it, or somewhere near, in nearly all talk.

    Example:
        >>> read_lone_number(["me", "at", "thirty", ",", "with", "no", "teeth"], 2)
        (2, 3)
    """
    value, end = number_at(words, place)
    if value is None or not _FROM <= value <= _TO or is_rough(words, end):
        return None
    following = word_at(words, end)
    is_open = not following or following in _OPEN_BEHIND
    if not is_open or _is_named(words, place) or words[end : end + 3] == ["and", "a", "half"]:
        return None
    if following in (",", ".", "and", "-") and number_at(words, end + 1)[0] is not None:
        return (place, end) if _is_with_weeks(words, end) else None
    # Said again, it is what was counted: "thirteen pages. Thirteen!"
    if words[place] in words[max(0, place - _FAR) : place]:
        return None
    near = words[max(0, place - _FAR) : place] + in_sentence_behind(words, end, _FAR)
    return (place, end) if ABOUT_COUNTS.isdisjoint(near) else None


def _is_with_weeks(words: list[str], end: int) -> bool:
    """Whether an age goes on to the week: "eighteen and two weeks"."""
    after = number_at(words, end + 1)[1]
    return word_at(words, end) == "and" and word_at(words, after) in ("days", "weeks", "months")


def _is_named(words: list[str], place: int) -> bool:
    """Whether a number goes with the word before it: "cell fourteen", "when you're eighteen"."""
    before = word_at(words, place - 1)
    said = words[max(0, place - 2) : place]
    is_to_anybody = before in _TO_ANYBODY or said[:1] == ["you"]
    is_quoted = said[:1] == ["said"] and before == ","
    if before == "of" and word_at(words, place - 3) in ("a", "an"):
        # "A psychologist of twenty-seven", and "a group of twenty".
        return word_at(words, place - 2) in _MANY
    return before in _NAMED_BY or is_to_anybody or is_quoted or said == ["hundred", "and"]
