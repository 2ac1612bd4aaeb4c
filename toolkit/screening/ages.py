"""Exact ages of somebody."""

from __future__ import annotations

from toolkit.screening.dates import UNITS_OF_TIME, Span
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.tokens import read_words

_WHOSE_AGE = read_words(
    """i he she you who they son daughter brother sister mum dad mam nan mate kid boy girl lad baby
    wife partner lads eldest youngest"""
)
_IS = read_words("am 'm was is 's were turned be 're becoming im hes shes")
_ONLY = read_words("only just about nearly like still barely , er erm um uh probably")
_AFTER_AGE = read_words(
    """when at and then now so but by before last next in or i he she they we nearly with still
    years year yrs yeah going coming , . ; : ? ! - – — … on until whereas cos because yr mate when's
    this that my her his the"""
)
_AGE_WORDS = frozenset({"aged", "age"})


def read_age(words: list[str], place: int) -> Span | None:
    """Somebody's exact age that begins at a place: "17 years old", "I was seventeen"."""
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99:
        return None
    old = _years_old(words, end)
    if old is not None:
        return place, old
    before = place - 1
    if word_at(words, before) == "of" and word_at(words, before - 1) in ("age", "ages"):
        return place, end
    if word_at(words, before) == "at" and word_at(words, before - 1) in (
        "in",
        "out",
        "started",
        "home",
    ):
        is_end = not word_at(words, end) or word_at(words, end) in _AFTER_AGE
        return (place, end) if is_end and value > 12 else None
    if word_at(words, before) in _AGE_WORDS or (word_at(words, before) == "," and value > 2):
        is_told = word_at(words, before) in _AGE_WORDS
        return (place, end) if is_told and word_at(words, end) not in UNITS_OF_TIME else None
    return (place, end) if _is_age_of_somebody(words, place, end, value) else None


def _years_old(words: list[str], end: int) -> int | None:
    """The end of "years old", "year-old", "and a half years old"."""
    place = end
    if words[place : place + 3] == ["and", "a", "half"]:
        place += 3
    place += word_at(words, place) == "-"
    if word_at(words, place) not in ("year", "years", "yr", "month", "months", "week", "weeks"):
        return None
    place += 1
    place += word_at(words, place) == "-"
    return (
        place + 1
        if word_at(words, place) in ("old", "olds", "of")
        and (word_at(words, place) != "of" or word_at(words, place + 1) == "age")
        else None
    )


def _is_age_of_somebody(words: list[str], place: int, end: int, value: int) -> bool:
    if value < 3 or words[place] == "one":
        return False
    before = place - 1
    while word_at(words, before) in _ONLY and place - before < 4:
        before -= 1
    following = word_at(words, end)
    if following and following not in _AFTER_AGE:
        return False
    if following in ("year", "years", "yrs", "yr") or word_at(words, end + 1) == "o'clock":
        return False
    if following == "." and word_at(words, end + 1).isdecimal():
        return False
    verb = word_at(words, before)
    if verb == "turned":
        return True
    if verb not in _IS:
        return False
    if verb in ("im", "hes", "shes"):
        return True
    who = word_at(words, before - 1)
    if who in load_lexicon().first_names and not load_lexicon().is_ordinary(who):
        return True
    return who in _WHOSE_AGE or (who == "we" and word_at(words, before - 2) == "when")
