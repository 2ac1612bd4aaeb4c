"""Dates and years, as they are written and as they are said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from toolkit.screening.number_words import NOUGHTS, TENS, UNITS, number_at, value_of, word_at
from toolkit.screening.phrases import ENDS, ends_clause, read_phrases, stands_before, stands_behind
from toolkit.screening.tokens import Token, read_words

Span = tuple[int, int]

UNITS_OF_TIME = read_words(
    "year years yr yrs month months week weeks day days hour hours minute minutes o'clock"
)
UNITS_AFTER = UNITS_OF_TIME | read_words(
    """% percent per quid pound pounds grand men people lads of times mile miles foot feet stone
    pence p k hundred thousand million seconds cells prisoners lives"""
)
MONTHS = read_words(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec"""
)
_WORD_MONTHS = frozenset({"march", "may", "mar", "jan", "dec", "august"})
DAYS = read_words(
    """monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thurs fri sat
    sun"""
)
ORDINALS = {
    word: value
    for value, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
        ],
        start=1,
    )
} | {f"{ten.removesuffix('y')}ieth": value for ten, value in TENS.items()}
_ORDINAL_ENDS = frozenset({"st", "nd", "rd", "th"})
_YEAR_BEFORE = read_words(
    """in since from until till of around about by before after back during late early summer
    winter spring autumn christmas easter to was year"""
)


def _year(words: list[str], place: int) -> int | None:
    """Where a year that begins at a place ends: 2014, nineteen ninety two, two thousand and six."""
    word = word_at(words, place)
    if word.isdecimal():
        is_year = len(word) == 4 and 1900 <= int(word) <= 2099
        return place + 1 if is_year else None
    if words[place : place + 2] == ["two", "thousand"]:
        after = place + 2 + (word_at(words, place + 2) == "and")
        value, end = value_of(words, after)
        if value is not None and value < 40:
            return end
        return place + 2 if after == place + 2 and value is None else None
    if word not in ("nineteen", "twenty"):
        return None
    following = word_at(words, place + 1)
    if following in NOUGHTS and word_at(words, place + 2) in UNITS:
        return place + 3
    start = place + 1 + (following == "-")
    value, end = value_of(words, start)
    if value is None or value < 10 or (word == "twenty" and value > 39):
        return None
    return end


def _short_year(words: list[str], place: int) -> int | None:
    """Where a year without its century ends: '98, ninety eight, oh nine."""
    word = word_at(words, place)
    if word in ("'", "’", "‘"):
        following = word_at(words, place + 1)
        return place + 2 if len(following) == 2 and following.isdecimal() else None
    if word in NOUGHTS:
        unit = place + 1 + (word_at(words, place + 1) == "-")
        return unit + 1 if word_at(words, unit) in UNITS else None
    if word.isdecimal() and len(word) == 2:
        return place + 1
    value, end = value_of(words, place)
    return end if value is not None and value >= 10 else None


def ordinal_at(words: list[str], place: int) -> tuple[int | None, int]:
    """The number of "14th", "fourteenth" or "twenty-first" at a place, and the place behind it."""
    word = word_at(words, place)
    if word.isdecimal() and len(word) < 3 and word_at(words, place + 1) in _ORDINAL_ENDS:
        return int(word), place + 2
    if word in ORDINALS:
        return ORDINALS[word], place + 1
    if word in TENS:
        after = place + 1 + (word_at(words, place + 1) == "-")
        unit = ORDINALS.get(word_at(words, after), 0)
        if 0 < unit < 10:
            return TENS[word] + unit, after + 1
    return None, place


# "ae" is how "of" is said in Scotland.
_BEHIND_DAY = MONTHS | {"of", "ae", "o", "the"}


def _is_month(words: list[str], place: int) -> bool:
    return word_at(words, place) in MONTHS


def _after_date(words: list[str], end: int) -> int:
    """The end of a date with the year that may follow it."""
    start = end
    while word_at(words, start) in (",", "in", "of", ".", "/") and start < end + 2:
        start += 1
    return _year(words, start) or (_bare_year_end(words, start) if start <= end + 1 else end) or end


def _bare_year_end(words: list[str], place: int) -> int | None:
    end = _short_year(words, place)
    if end is None or word_at(words, end) in UNITS_AFTER:
        return None
    return end


def _day_and_month(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """12 March 2019, the twelfth of March, 3rd May, the third of the fifth."""
    value, end = ordinal_at(words, place)
    is_ordinal = value is not None
    if value is None:
        value, end = number_at(words, place)
    if value is None or not 1 <= value <= 31:
        return None
    if word_at(words, end) not in _BEHIND_DAY:
        return None
    month = (
        end + (word_at(words, end) in ("of", "ae", "o")) + (words[end : end + 2] == ["of", "the"])
    )
    month += word_at(words, month) == "the"
    start = _with_weekday(words, place)
    if is_ordinal and words[end : end + 2] == ["of", "the"]:
        number, after = ordinal_at(words, end + 2)
        if number is not None and number <= 12 and word_at(words, after) not in ("floor", "time"):
            return start, _after_date(words, after)
        return None
    if not _is_month(words, month):
        return None
    # "the 12 may not" is no date; "12 May" is.
    is_plain = month == end and not is_ordinal and word_at(words, month) in _WORD_MONTHS
    if is_plain and not (tokens[month].is_large or _year(words, month + 1)):
        return None
    return start, _after_date(words, month + 1)


def _month_and_day(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """March the 12th, May 4th, 2019; March 2019; May of nineteen ninety."""
    start = _with_weekday(words, place)
    day = place + 1 + (word_at(words, place + 1) == "the")
    value, end = ordinal_at(words, day)
    if value is not None and value <= 31 and word_at(words, end) != "time":
        return start, _after_date(words, end)
    year = place + 1
    while word_at(words, year) in ("of", "in", ",") and year < place + 3:
        year += 1
    year_end = _year(words, year)
    if year_end is not None:
        return start, year_end
    is_day = word_at(words, place + 1).isdecimal() and int(word_at(words, place + 1)[:4]) <= 31
    is_plain = is_day and word_at(words, place + 2) not in UNITS_AFTER and tokens[place].is_large
    if is_plain:
        return start, _after_date(words, place + 2)
    short = _short_year(words, place + 1)
    if short is not None and word_at(words, place) not in _WORD_MONTHS:
        return (start, short) if word_at(words, short) not in UNITS_AFTER else None
    return None


def _with_weekday(words: list[str], place: int) -> int:
    start = place - (word_at(words, place - 1) == "the")
    start -= word_at(words, start - 1) == ","
    return start - 1 if word_at(words, start - 1) in DAYS else place


def _weekday_and_day(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """Tuesday the fourteenth."""
    day = place + 1 + (word_at(words, place + 1) == ",")
    day += word_at(words, day) == "the"
    value, end = ordinal_at(words, day)
    if value is None or value > 31 or (day == place + 1 and value < 4):
        return None
    return place, _after_date(words, end)


def _lone_day(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """On the 14th; where a floor, a time or anything else follows, it is no date."""
    if word_at(words, place - 1) not in ("the", "since"):
        return None
    value, end = ordinal_at(words, place)
    if value is not None and value <= 31 and _is_of_span(words, place, end):
        return place, end
    # "The third" and "the fifth" of something are told of far more than the third of a month.
    is_on = word_at(words, place - 2) in _ON or stands_behind(words, end, _IT_IS)
    is_on = (is_on and (value or 0) > 3) or not DAYS.isdisjoint(words[end + 1 : end + 3])
    if value is None or not (is_on or 10 < value <= 31) or value > 31:
        return None
    following = word_at(words, end)
    is_end = _ends_or_goes_on(words, end)
    is_other = word_at(words, place - 2) in ("for", "in")
    is_of_month = following == "of" and "month" in words[end + 1 : end + 4]
    return (place, end) if is_of_month or (is_end and not is_other) else None


def _is_of_span(words: list[str], place: int, end: int) -> bool:
    """Whether a day is one of two: "from the third to the sixth", but of no landing."""
    if word_at(words, end) in _UNTIL and words[end + 1 : end + 2] == ["the"]:
        other, after = ordinal_at(words, end + 2)
        is_begun = word_at(words, place - 2) in ("from", "between")
        return other is not None and is_begun and _ends_or_goes_on(words, after)
    if word_at(words, place - 2) not in _UNTIL or not _ends_or_goes_on(words, end):
        return False
    is_behind_other = place > 2 and ordinal_at(words, place - 3)[0] is not None
    return is_behind_other and "from" in words[max(0, place - 7) : place]


def _ends_or_goes_on(words: list[str], place: int) -> bool:
    word = word_at(words, place)
    return not word or word in ",.;:?!-–—" or word in _GOES_ON


_ON = read_words("on until till by since about around either")
_GOES_ON = read_words(
    "i he she we they it and but so when at that which because cos then or my you there"
)


def _numbers_date(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """12/03/2019, 12.3.19, 2019-03-12, 12/03; 24/7 and 50/50 are none."""
    if not words[place].isdecimal():
        return None
    if word_at(words, place - 1) in ("/", ".", ":") and not _gap(tokens, place - 1):
        return None
    sign = word_at(words, place + 1)
    if sign not in ("/", ".", "-", "–") or not word_at(words, place + 2).isdecimal():
        return None
    if tokens[place].end != tokens[place + 1].start or _gap(tokens, place + 1):
        return None
    first, second = words[place], words[place + 2]
    has_third = word_at(words, place + 3) == sign and word_at(words, place + 4).isdecimal()
    third = words[place + 4] if has_third else ""
    if len(first) == 4 and third:
        fits = _year(words, place) and 1 <= int(second) <= 12 and len(third) < 3
        return (place, place + 5) if fits else None
    if len(first) > 2 or len(second) > 2 or not 1 <= int(first) <= 31:
        return None
    if has_third and len(third) in (2, 4) and 1 <= int(second) <= 31:
        return place, place + 5
    is_short = sign == "/" and len(second) == 2 and second[0] in "01" and int(second) <= 12
    return (place, place + 3) if is_short and int(second) > 0 and not has_third else None


def _gap(tokens: list[Token], place: int) -> int:
    return tokens[place + 1].start - tokens[place].end


def _said_date(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """Date of birth, oh three oh five eighty four: digits after words that ask for a date."""
    before = words[max(0, place - 6) : place]
    if _BIRTH.isdisjoint(before) and before[-3:] != ["d", "o", "b"]:
        return None
    if word_at(words, place - 1) in NOUGHTS or number_at(words, place - 1)[0] is not None:
        return None
    end, parts = place, 0
    while end < len(words) and parts < 8:
        if words[end] in NOUGHTS:
            value, after = 0, end + 1
        else:
            found, after = ordinal_at(words, end)
            if found is None:
                found, after = number_at(words, end)
            if found is None:
                break
            value = found
        parts, end = parts + 1, after
        while value >= 0 and word_at(words, end) in ("/", "-", ".", ",", "of", "the", "slash"):
            end += 1
    while end > place and words[end - 1] in ("/", "-", ".", ",", "of", "the", "slash"):
        end -= 1
    return (place, end) if parts >= 3 else None


_BIRTH = frozenset({"birth", "dob", "born"})


def _lone_year(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """2014, nineteen ninety two; '98 and "back in ninety eight" after words that date."""
    before = word_at(words, place - 1)
    if before in ("£", "$", "€", "#", "/", ":"):
        return None
    if words[place : place + 2] == ["two", "thousand"] and _is_millennium(words, place):
        return place, place + 2
    end = _year(words, place)
    if end is not None:
        is_word = not words[place].isdecimal()
        if word_at(words, end) in UNITS_AFTER or (is_word and end == place + 2 and before != "in"):
            if words[place : place + 2] == ["two", "thousand"]:
                is_told = before in _YEAR_BEFORE and end > place + 2
                return (place, end) if is_told or before == "year" else None
            if word_at(words, end) in UNITS_AFTER:
                return None
        return place, end
    return _lone_short_year(words, place)


def _is_millennium(words: list[str], place: int) -> bool:
    """Whether "two thousand" is the year: "up till two thousand we had our own"."""
    behind = word_at(words, place + 2)
    is_alone = not behind or behind in ENDS or behind in _WHO
    return word_at(words, place - 1) in _SINCE and is_alone


_SINCE = frozenset({"in", "since", "until", "till", "before", "after"})
_WHO = read_words("i he she we they you it my when")


def _lone_short_year(words: list[str], place: int) -> Span | None:
    before = word_at(words, place - 1)
    short = _short_year(words, place)
    if short is not None and _is_told_short(words, place, short):
        return place, short
    if words[place] in NOUGHTS and short is not None and before in ("from", "to", "and"):
        is_range = word_at(words, short) in ("to", "till", "until") and before == "from"
        return (place, short) if is_range or ends_clause(words, short) else None
    if words[place] in NOUGHTS and short is not None and _is_from_year(words, short):
        return place, short
    if before not in _BEFORE_SHORT and words[place] != "'":
        return None
    if short is None or word_at(words, short) in _NO_YEAR_BEFORE:
        return None
    if words[place] in ("'", "’", "‘"):
        return place, short
    if word_at(words, short) == "and":
        return None
    if words[place] in NOUGHTS:
        return place, short
    value = number_at(words, place)[0] or 0
    is_year = before != "of" or word_at(words, place - 2) in _SEASONS
    if words[place].isdecimal() and before in ("from", "since", "in"):
        is_end = word_at(words, short) in (",", ".", ";", "?", "!", "when", "i", "")
        return (place, short) if 60 <= value <= 99 and is_end else None
    return (place, short) if 60 <= value <= 99 and is_year and short > place + 1 else None


def _is_from_year(words: list[str], end: int) -> bool:
    """Whether another year follows: "oh seven to oh eight"."""
    return word_at(words, end) in _UNTIL and word_at(words, end + 1) in NOUGHTS


_UNTIL = frozenset({"to", "till", "until", "-"})
_NO_YEAR_BEFORE = UNITS_AFTER | {"or", "to", "-", "a"}
_SEASONS = read_words("summer winter spring autumn christmas easter end beginning start")
_BEFORE_SHORT = read_words("in since from until till of around through late early summer winter")


def _is_told_short(words: list[str], place: int, end: int) -> bool:
    """Whether a year without its century is all that is said: "Oh six, it was"."""
    if end < place + 2 or words[place] in "'’‘" or not ends_clause(words, end):
        return False
    opens = place == 0 or words[place - 1] in ENDS
    is_it = stands_before(words, place, _IT_WAS)
    if words[place] in NOUGHTS:
        return (opens or is_it) and (words[place + 1] == "-" or words[place + 1] != "one")
    is_year = (number_at(words, place)[0] or 0) > 69
    return is_year and (is_it or (opens and stands_behind(words, end, _IT_IS)))


_IT_WAS = read_phrases(
    """it was | that was | would be | would have been | would've been | would 've been | this was
    | 'd have been | must have been | must've been | must 've been"""
)
_IT_IS = read_phrases(", it was | , that was | , that would | , that'd | , this was | , it would")


def _lone_month(words: list[str], place: int, tokens: list[Token]) -> Span | None:
    """November, by itself, and "the back end of March"; "every December" is none."""
    if word_at(words, place - 1) in ("every", "each"):
        return None
    if words[place] not in _WORD_MONTHS:
        return (place, place + 1) if len(words[place]) > 3 else None
    behind = word_at(words, place + 1)
    is_month = behind == "time" or stands_before(words, place, _BEFORE_MONTH)
    is_month = is_month or _is_beside_month(words, place)
    is_month = is_month or stands_behind(words, place + 1, _OF_A_YEAR)
    before = word_at(words, place - 1)
    is_month = is_month or (before == "in" and words[place] != "may")
    is_month = is_month or (before == "the" and ends_clause(words, place + 1))
    is_month = is_month or _is_large_within(words, place, tokens)
    is_other = behind in _AFTER_VERB or words[max(0, place - 1) : place + 1] == ["that", "may"]
    return (place, place + 1) if is_month and not is_other else None


_OF_A_YEAR = read_phrases("that year | the following year | last year | next year | the next year")


def _is_large_within(words: list[str], place: int, tokens: list[Token]) -> bool:
    """Whether a month is written large within a sentence, as who marches is not.

    May is left alone: it is somebody's name too, and by itself it dates nothing.
    """
    is_large = tokens[place].is_large and not tokens[place].text.isupper()
    is_large = is_large and words[place] != "may"
    return is_large and place > 0 and words[place - 1].isalpha()


def _is_beside_month(words: list[str], place: int) -> bool:
    """Whether another month stands beside: "it was May, June"."""
    beside = [place + 2 * step for step in (-1, 1) if word_at(words, place + step) in _BESIDE]
    return any(word_at(words, near) in MONTHS for near in beside)


_BESIDE = frozenset({",", "into", "or", "to", "and", "-", "/"})
_BEFORE_MONTH = read_phrases(
    """since | until | till | end of | start of | beginning of | middle of | early | mid | late
    | mid - | last | next | this | following | that | previous | around | week of | sunday in
    | half of | not till | by | from | come | month of"""
)
_AFTER_VERB = read_words("have be not well as never want get 've past on up or the it he you we")


def read_told_date(words: list[str]) -> Span | None:
    """The year, the month or the day that a line begins with, in answer to when it was."""
    place = 0
    while word_at(words, place) in _BEFORE_ANSWER:
        place += 1
    day, end = ordinal_at(words, place)
    if day is None:
        end = place + 1 if _is_month(words, place) else _short_year(words, place) or place
    return (place, end) if end > place and ends_clause(words, end) else None


_BEFORE_ANSWER = read_words("er erm um uh oh well so like about yeah , . … - – — it was in on the")


_Reader = Callable[[list[str], int, list[Token]], Span | None]
_Readers = tuple[tuple[_Reader, str], ...]
_READERS_OF_MONTHS: _Readers = (
    (_lone_month, "A month."),
    (_month_and_day, "A month with a day or a year."),
)
_READERS_OF_DAYS: _Readers = ((_weekday_and_day, "A day of the week with its date."),)
_READERS_OF_NUMBERS: _Readers = (
    (_day_and_month, "A day and a month."),
    (_lone_day, "A day of a month."),
    (_numbers_date, "Numbers in the order of a date."),
    (_said_date, "Numbers after words that ask for a date."),
    (_lone_year, "A year."),
)


def read_dates(words: list[str], place: int, tokens: list[Token]) -> Iterator[tuple[Span, str]]:
    """Every date that begins at a place, and what it is, by the readers for such a word."""
    readers = _READERS_OF_NUMBERS
    if words[place] in MONTHS:
        readers = _READERS_OF_MONTHS
    elif words[place] in DAYS:
        readers = _READERS_OF_DAYS
    for read, reason in readers:
        if span := read(words, place, tokens):
            yield span, reason
