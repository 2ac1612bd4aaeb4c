"""Exact ages of somebody."""

from __future__ import annotations

from toolkit.screening.age_words import CHILDREN, FROM_AGE, IS, PEOPLE, WHOSE_AGE
from toolkit.screening.dates import UNITS_OF_TIME, Span, ordinal_at
from toolkit.screening.lexicon import is_name_alone, load_lexicon
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import before_fillers, ends_clause, read_phrases
from toolkit.screening.tokens import read_words

_IS = IS | {"turned", "becoming", "im", "hes", "shes"}
_ONLY = read_words(
    "only just about nearly like still barely , er erm um uh probably maybe then what now not yet"
)
_AFTER_AGE = read_words(
    """when at and then now so but by before last next in or i he she they we nearly with still
    years year yrs yeah going coming , . ; : ? ! - – — … on until whereas cos because yr mate
    when's this that my her his the"""
)
_AFTER_AT_AGE = _AFTER_AGE | {"for"}
_AGE_WORDS = frozenset({"aged", "age"})
# What is counted, so that "he was twenty yards off" and "I was fourteen stone" tell no age.
_COUNTED = read_words(
    """minutes minute hours hour days day weeks week months month years year seconds stone pounds
    pound quid grand percent per cent miles mile yards yard metres feet foot inches doors door
    cells cell beds bed steps times people men women lads prisoners of to and a half out off
    away down into past o'clock pm am thousand hundred million odd hand first second third short
    late early points point goals nil all landings floors flights other more less strong deep
    weeks' months' days' hours' minutes' again on in - / %"""
)
_COUNTED_ALONE = _COUNTED - _AFTER_AGE
_MOST_WORDS_AWAY = 8


def read_age(words: list[str], place: int) -> Span | None:
    """Somebody's exact age that begins at a place: "17 years old", "I was seventeen"."""
    span = _in_decade(words, place) or _at_birthday(words, place)
    return span or _read_number(words, place)


def _read_number(words: list[str], place: int) -> Span | None:
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99 or is_rough(words, end):
        return None
    odd = end + (word_at(words, end) == "-")
    end = odd + 1 if word_at(words, odd) == "odd" else end
    before, following = word_at(words, place - 1), word_at(words, end)
    if before == "," == following and _is_between_commas(words, place, end, value):
        return place, end
    if following == "or" and _is_guessed(words, end, value):
        return place, end
    if before not in _BEFORE_AGE and following not in _AGE_GOES_ON:
        return None
    old = _years_old(words, end) or _told_otherwise(words, place, end, value)
    if old is not None:
        return place, old
    if before == "of" and word_at(words, place - 2) in ("age", "ages"):
        return place, end
    # Hours of the day end at twelve.
    if before == "at" and value > 12:
        is_end = not following or following in _AFTER_AT_AGE
        return (place, end) if is_end and not _is_small_time(words, end, value) else None
    if before in _AGE_WORDS:
        return (place, end) if following not in UNITS_OF_TIME else None
    if before == "," or before in _ONLY:
        return (place, end) if _is_put_in(words, place, end, value) else None
    return (place, end) if _is_age_of_somebody(words, place, end, value) else None


def is_rough(words: list[str], end: int) -> bool:
    """Whether a number goes on as "thirty-something" or "twenty-odd years"."""
    after = end + (word_at(words, end) == "-")
    if word_at(words, after) not in ("odd", "something", "ish"):
        return False
    is_some = word_at(words, after) == "odd" and word_at(words, after + 1) in _COUNTED_ALONE
    return is_some or word_at(words, after) != "odd"


def _is_between_commas(words: list[str], place: int, end: int, value: int) -> bool:
    """The age of "he was a retired choirmaster, eighty-four, with a bad chest"."""
    is_child = value >= 3 and not _YOUNG.isdisjoint(words[max(0, place - 4) : place])
    if value < FROM_AGE and not is_child:
        return False
    is_counted = number_at(words, place - 2)[0] or number_at(words, end + 1)[0]
    if word_at(words, place - 2) in PEOPLE and value >= FROM_AGE:
        return True
    is_alone = word_at(words, place - 2).isalpha() and word_at(words, end + 1).isalpha()
    is_quoted = word_at(words, place - 2) in ("said", "says", "say", "goes", "like", "was", "is")
    return is_alone and not is_counted and not is_quoted


_YOUNG = read_words("boy girl son daughter grandson granddaughter baby youngest little")


def _is_guessed(words: list[str], end: int, value: int) -> bool:
    """The first age of "He was only a kid. Nineteen or twenty, covered in tattoos."."""
    other, after = number_at(words, end + 1)
    is_next = value >= FROM_AGE and other == value + 1
    return is_next and word_at(words, after) in (".", ",", "", "?", "!")


# No age stands between two other words: most numbers are let go by these two looks.
_BEFORE_AGE = (
    _IS
    | _ONLY
    | _AGE_WORDS
    | read_words("of at . turned have has had on up to for over past even than")
) | read_words("pushing nigh rising touching")
_AGE_GOES_ON = read_words("year years yr month months week weeks - and ,")


def _is_small_time(words: list[str], end: int, value: int) -> bool:
    """Whether minutes follow, as in "at 14.30" and "at fifteen, twenty miles an hour"."""
    following = number_at(words, end + 1)[0]
    if following is None:
        return False
    is_larger = word_at(words, end) == "," and following > value
    return is_larger or word_at(words, end) in (".", ":", "to", "-")


def _told_otherwise(words: list[str], place: int, end: int, value: int) -> int | None:
    """The end of "a lad of twenty-three", "he had twenty-one years", and so on."""
    before, following = word_at(words, place - 1), word_at(words, end)
    if before == "." and value >= FROM_AGE and _stands_alone(words, place, end):
        return end
    is_child = before == "of" and word_at(words, place - 2) in CHILDREN
    if is_child and (ends_clause(words, end) or following in ("and", "who", "at", "or")):
        return end
    if following == "," and value >= FROM_AGE and _is_told_behind(words, end):
        return end
    about = place - (before in ("about", "around", "maybe", "only"))
    if word_at(words, about - 1) == "of" and word_at(words, about - 2) in PEOPLE:
        return end if value >= FROM_AGE and following not in _COUNTED_ALONE else None
    if following in ("month", "months", "weeks") and word_at(words, end + 1) in (",", ".", ""):
        verb = before_fillers(words, place) - 1
        if word_at(words, verb) in ("was", "'s", "is", "were"):
            return end + 1 if word_at(words, verb - 1) in _BABIES else None
    is_had = before in ("have", "has", "had") and _is_told_in_years(words, place, end)
    return end + 1 if is_had else None


_BABIES = read_words("he she one baby son daughter boy girl youngest lad child bairn wean yin")


def _is_told_behind(words: list[str], end: int) -> bool:
    """Whether "twenty-two" goes on as ", he was."."""
    said = words[end : end + 3]
    is_said = said[:1] == [","] and said[1:2] in (["he"], ["she"]) and said[2:] in (["was"], ["is"])
    return is_said and word_at(words, end + 3) in ("", ",", ".", "…")


def _is_told_in_years(words: list[str], place: int, end: int) -> bool:
    """The age of "he had twenty-one years.", as people say it whose first language has it so."""
    is_whose = word_at(words, place - 2) in WHOSE_AGE
    after = word_at(words, end + 1)
    return is_whose and word_at(words, end) == "years" and (not after or after in ".,;!?…")


def _at_birthday(words: list[str], place: int) -> Span | None:
    """The "thirtieth" of "I had my thirtieth in there"."""
    if word_at(words, place - 1) not in _WHOSE:
        return None
    value, end = ordinal_at(words, place)
    if value is None or value < FROM_AGE:
        return None
    return (place, end) if word_at(words, end) in _AFTER_BIRTHDAY else None


def _in_decade(words: list[str], place: int) -> Span | None:
    """In her sixties, in my late thirties; not "back in the sixties"."""
    if words[place] not in DECADES:
        return None
    start = place - (word_at(words, place - 1) in _PARTS_OF_DECADE)
    is_whose = word_at(words, start - 1) in _WHOSE and word_at(words, start - 2) in _IN
    is_part = start < place and word_at(words, start - 1) not in ("the", "of")
    return (start, place + 1) if is_whose or is_part else None


DECADES = frozenset(
    {"teens", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties"}
)
_AFTER_BIRTHDAY = read_words("in birthday . , on inside there the while and ? !") | {""}
_PARTS_OF_DECADE = frozenset({"early", "mid", "late"})
_WHOSE = frozenset({"my", "me", "his", "her", "their", "your"})
_IN = frozenset({"in", "into", "well", "to", "hitting", "through"})


def _stands_alone(words: list[str], place: int, end: int) -> bool:
    """The "Twenty-three." of "There was this lad. Twenty-three." and the like."""
    if place < 2 or word_at(words, end) != ".":
        return words[end : end + 2] == [",", "looked"]
    lexicon = load_lexicon()
    breaks = 0
    for before in reversed(words[max(0, place - _MOST_WORDS_AWAY - 1) : place - 1]):
        breaks += before in ".?!;"
        if breaks > 1:
            return False
        is_name = lexicon.is_person(before) and not lexicon.is_ordinary(before)
        if before in PEOPLE or is_name:
            return True
    return False


def read_told_age(words: list[str]) -> Span | None:
    """The number that a line begins with, in answer to how old somebody is."""
    place = 0
    while word_at(words, place) in _BEFORE_ANSWER:
        place += 1
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99:
        return None
    is_end = (
        not word_at(words, end)
        or word_at(words, end) in ",.;!?…"
        or word_at(words, end) in _AFTER_ANSWER
    )
    return (place, end) if is_end else None


_AFTER_ANSWER = read_words("now then when at going nearly in next this last just or and")
_BEFORE_ANSWER = read_words(
    "er erm um uh oh well so like about just only yeah , . … - – — i i'd was am 'm she he ? !"
)


def _is_put_in(words: list[str], place: int, end: int, value: int) -> bool:
    """An age between commas behind whom it is of: "a lad, twenty-two, from the north"."""
    if _is_next_year(words, place, end, value):
        return True
    if word_at(words, end) == "or" and number_at(words, end + 1)[0] == value + 1:
        end = number_at(words, end + 1)[1]
    if value < FROM_AGE or word_at(words, end) not in (",", ".", "", "…", "–", "—", "tops"):
        return _is_age_of_somebody(words, place, end, value)
    following = number_at(words, end + 1)[0]
    if following is not None and following != value + 1:
        return False
    lexicon = load_lexicon()
    for before in reversed(words[max(0, place - _MOST_WORDS_AWAY) : place]):
        if before in ".?!;":
            break
        is_name = lexicon.is_person(before) and not lexicon.is_ordinary(before)
        if before in PEOPLE or is_name or before == "called":
            return True
    return _is_age_of_somebody(words, place, end, value)


def _is_next_year(words: list[str], place: int, end: int, value: int) -> bool:
    """The "thirty-six" of "I'm thirty-five, thirty-six in November"."""
    if value < FROM_AGE or word_at(words, end) not in ("in", "come", "next", "now", ",", "."):
        return False
    ages = [number_at(words, place - back) for back in (2, 4)]
    is_counted = (value - 1, place - 1) in ages
    return is_counted or not {"age", "old"}.isdisjoint(words[max(0, place - 8) : place])


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
    if words[place : place + 2] == ["of", "age"]:
        return place + 2
    return place + 1 if word_at(words, place) in ("old", "olds") else None


def _may_follow_age(words: list[str], end: int, value: int) -> bool:
    following = word_at(words, end)
    is_half = words[end : end + 3] == ["and", "a", "half"]
    if is_half or following in ("year", "years", "yrs", "yr"):
        return False
    if word_at(words, end + 1) == "o'clock" or (
        following == "." and word_at(words, end + 1).isdecimal()
    ):
        return False
    is_plain = value >= FROM_AGE and following not in _COUNTED
    return not following or following in _AFTER_AGE or is_plain


def _before_modals(words: list[str], place: int) -> int:
    """Where "could", "would have" and the like begin before a "be" or "been"."""
    while word_at(words, place - 1) in _MODALS:
        place -= 1
    return place


_MODALS = read_words(
    "have 've could would must might 'd should will 'll may can of can't couldn't wouldn't"
)


def _before_about(words: list[str], place: int) -> int:
    """The place before "knocking on", "pushing", "coming up", "well over" and the like."""
    for about in _ABOUTS.by_last.get(word_at(words, place - 1), ()):
        if words[max(0, place - len(about)) : place] == about:
            return place - len(about) - 1
    return place - 1


# Of two that end alike, the longer stands first.
_ABOUTS = read_phrases(
    """knocking on | coming up | coming up to | getting on for | well over | well past | no even
    | not yet | not even | going on | more than | older than | younger than | much over | pushing
    | knocking | over | past | nigh on | rising | touching"""
)


def _is_age_of_somebody(words: list[str], place: int, end: int, value: int) -> bool:
    is_told_of = word_at(words, place - 1) in ("is", "'s", "was") and ends_clause(words, end)
    is_told_of = is_told_of and word_at(words, place - 2) in ("he", "she")
    if (value < 3 and not is_told_of) or words[place] == "one":
        return False
    before = _before_about(words, place)
    while word_at(words, before) in _ONLY and place - before < 6:
        before -= 1
    verb = word_at(words, before)
    if not (verb in _IS or verb == "turned") or not _may_follow_age(words, end, value):
        return False
    if verb == "turned":
        return True
    if verb in ("im", "hes", "shes"):
        return True
    before = _before_modals(words, before) if verb in ("be", "been") else before
    who = word_at(words, before - 1)
    if who.isalpha() and is_name_alone(who):
        return True
    following = word_at(words, end)
    if following and following not in _AFTER_AGE and who in ("they", "we", "you", "who"):
        return False
    if who == "you" and word_at(words, before - 2) in ("when", "till", "until", "if", "once"):
        return False  # "When you're eighteen" is said to anybody.
    return who in WHOSE_AGE or (who == "we" and word_at(words, before - 2) == "when")


def age_in_talk(words: list[str], place: int) -> Span | None:
    """A number that is an age only because the talk is of ages: "So, thirty-nine."."""
    value, end = number_at(words, place)
    if value is None or not _YOUNGEST_IN_TALK <= value <= 99:
        return None
    before, following = word_at(words, place - 1), word_at(words, end)
    is_begun = not before or before in _BEFORE_IN_TALK
    is_begun = is_begun and word_at(words, place - 2) != "half"
    is_end = not following or following in _AFTER_IN_TALK
    return (place, end) if is_begun and is_end else None


_YOUNGEST_IN_TALK = 10
_BEFORE_IN_TALK = read_words(
    """. , ? ! … - – — so then just gone about nearly only be me was am 'm for big is to are and
    yeah yes like turned says said made it's i'm past"""
)
_AFTER_IN_TALK = read_words(". , ? ! … - – — when then now and going by but i before yeah so")
