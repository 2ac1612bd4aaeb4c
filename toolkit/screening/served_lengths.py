"""Lengths of sentences where no verb of custody is needed: what else would be so many years?

Years and months inside a sentence are a length unless something near them tells of other times:
of work, of waiting, of an age. Weeks, days, and what a speaker begins with need more.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.dates import Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import (
    Phrases,
    ends_clause,
    in_sentence_before,
    read_phrases,
    stands_before,
    stands_behind,
)
from toolkit.screening.sentence_lengths import NO_TIME, OTHER_WORK, after_half, with_months
from toolkit.screening.tokens import read_words

_LONG_UNITS = read_words("years year yrs yr months month")
_UNITS = _LONG_UNITS | read_words("weeks week days day")
_OWN = read_words("my your his her their our ma yer")
_CUSTODY = read_words(
    """sentence sentences stretch tariff term recall licence remand prison jail custody bird
    imprisonment minimum maximum detention dto ipp lump time part"""
)
_KINDS = read_words("dto yoi custody custodial suspended extended imprisonment determinate")
_OF_CUSTODY = (_CUSTODY | _KINDS) | read_words(
    "fixed standard rec hospital community concurrent consecutive straight inside plus"
)
# What may be said of a number before it: "the best part of", "getting on for".
_AMOUNT = read_words(
    """about around over under more less than at least up to best better part of thick end the just
    only like maybe nearly roughly probably almost shy close near enough getting on coming another
    other extra further what , … er erm um uh say still not even something whole a an exactly
    all altogether total full straight bit"""
)
_MOST_AMOUNT = 6
_GIVES = read_words(
    """gave give gives given giving gev gied giein handed offered offering sentenced recalled
    imprisoned jailed"""
)
_MOST_RECEIVER = 4
_NO_RECEIVER = read_words("for every in what that to than within after one two three")
_SERVED = read_phrases(
    """got | get | gets | getting | gotten | did | do | does | done | doing | serve | served
    | serving | was told | were told | been told | told me | did he say | did she say | expect
    | expecting | activated | came back for | went back for | in for | inside for | away for
    | down for | prison for | jail for | custody for | remand for | licence for | lost | away with
    | added | facing | looking at | landed | copped | ended up with | owt with | sentence was
    | sentence were | tariff was | down to | up to | guilty , | ended up | ended up being
    | came out at | came to | started at | started on | instead of | carries | carried | heard
    | the words | he goes | she goes | judge goes | he says | she says | judge says | he said
    | she said | judge said | pushing for | pushed for | asked for | asking for | hoping for
    | minute of | half of | rest of | most of | all of | knocked | out of the | imposed | wanted
    | been away | been inside | dein | daein | doin | daeing | servin | dae | slapped with
    | with | lads on | lad on | people on | women on | men on | anyone on | anybody on"""
)
_REMAINS = read_phrases(
    """still to | to serve | to run | left to do | left to serve | left to run | left of it
    | behind me | behind him | behind her | down , | to go | done . | done by | off for
    | on the paper | on paper | on the sheet | on my sheet | of my life | of his life | of her life
    | of your life | off my life"""
)
_PLACED = read_phrases(
    """in there | in jail | in prison | in custody | in the nick | behind the door | on remand
    | straight away | on recall | inside | behind bars | for a | for an | for some | for having
    | for being | for doing | for something | for nothing | , he said | , she said | , he says
    | , she says"""
)
_IS_SAID_OF = read_words("is 's isn't wasn't looks feels flies flew sounds")
_OPENS = read_words(". ? ! , … – — ; : and but so because cos than though that or what")
_BEHIND = read_words(
    """and but or for on at because cos in when if with by so then before as straight off out he she
    i they that which to over"""
)
_BEHIND_SHORT = read_words("and but for on or off straight over in so then")
_BEHIND_YEAR = read_words("and but for off straight so then inside")
_JOINTS = read_phrases("out of | of | into | off | through | from")
_TAKEN_FROM = read_words("from off into through finish finished do did done doing serve served")
_WHO = read_words("i he she they we you judge")
_HAD_IT = read_words(
    "got get gets gave give gives gied gev did done do served serve serving doing given"
)
# Larger numbers by themselves may be ages as well (`lone_numbers.py`).
_FEWEST, _MOST_ALONE = 3, 12


def read_served_length(words: list[str], place: int) -> Span | None:
    """Eight of her fourteen, his ten years, the lads with two weeks, a year and a half inside."""
    if words[place] == "a":
        return _read_year(words, place)
    value, end = number_at(words, place)
    following = word_at(words, end)
    # Most numbers are let go by one look at the words beside them.
    if following in _ENDS and word_at(words, place - 1) not in _OWN:
        return None
    if value is None or not 1 <= value <= 99 or following not in _MAY_FOLLOW:
        return None
    unit = after_half(words, end)
    has_unit = word_at(words, unit) in _UNITS
    behind = unit + 1 if has_unit else unit - (word_at(words, unit - 1) == "-")
    whole = _end_of_whole(words, behind, value, is_clear=has_unit or behind > end)
    if whole is not None:
        return place, whole
    if has_unit:
        return (place, with_months(words, behind)) if _is_told(words, place, unit) else None
    if cut := _end_of_cut(words, place, behind, value):
        return place, cut
    return (place, behind) if _is_taken_from_own(words, place, behind, value) else None


_ENDS = frozenset({"", *",;:?!…–—"})
_MAY_FOLLOW = _UNITS.union(_JOINTS.by_first, _ENDS, {".", "-", "and", "to", "or", "down"})


def read_length_alone(words: list[str], place: int) -> Span | None:
    """A number with nothing behind it that it counts, and no sign of a time, a mark or an age."""
    before = word_at(words, place - 1)
    if before not in _BEFORE_ALONE or not words[place].isalpha():
        return None
    value, end = number_at(words, place)
    if value is None or not _FEWEST <= value <= _MOST_ALONE:
        return None
    if word_at(words, end) == "to" and number_at(words, end + 1)[0] is not None:
        return None
    end = after_half(words, end)
    end -= word_at(words, end - 1) == "-"
    near = {*words[max(0, place - _NEAR) : place], *words[end : end + 2]}
    is_other = not _COUNTED.isdisjoint(near)
    is_other = is_other or not _SCORES.isdisjoint(in_sentence_before(words, place, _FAR))
    return (place, end) if not is_other and _is_over(words, end, _BEHIND_ALONE) else None


_NEAR, _FAR = 4, 12
_BEFORE_ALONE = read_words(
    """got get gets gave give gives given me him her them us do doing did does serve served serving
    expecting expect wanted offered heard said says for with from on a the my his her as to into
    took take taking thinking reckoned only another it and or so because but
    mine this that went up down handed landed"""
)
_BEHIND_ALONE = read_words("for and but because if when so or off he she i they we it then cos")
_COUNTED = read_words(
    """at half past o'clock quarter number level question foot book rule week double court flat
    pound pounds quid gone till until since by after before cell wing room page bus morning night
    kids us of them old turned age aged 'm 're people visits calls years months weeks days hours
    hundred one be meant ones drank once"""
)
_SCORES = read_words("ten scale marks score scored")


def _read_year(words: list[str], place: int) -> Span | None:
    """The "a year and a half" of "I got a year and a half"."""
    if word_at(words, place + 1) not in ("year", "yr"):
        return None
    end = place + 2
    if words[end : end + 2] == ["and", "a"] and word_at(words, end + 2) in ("half", "bit", "day"):
        end += 3
    end = with_months(words, end)
    if is_had_behind(words, place, end) or _is_of_kind(words, end):
        return place, end
    is_told = is_behind(words, place, _SERVED) or is_given(words, place)
    return (place, end) if is_told and _is_over(words, end, _BEHIND_YEAR) else None


def is_had_behind(words: list[str], place: int, end: int) -> bool:
    """Whether it begins what is said and goes on with who had it: "Nine years they gave him"."""
    behind = word_at(words, end)
    if behind != "," and not behind.isalpha():
        return False
    first = _first_start(words, place)
    if first and word_at(words, first) not in (",", ".") and words[first - 1] not in _OPENS:
        return False
    who = end + (word_at(words, end) == ",")
    verb = who + 1 + (word_at(words, who + 1) in ("'d", "'s", "'ve", "was", "were", "'m"))
    is_person = word_at(words, who) in _WHO or word_at(words, who + 1) in ("'s", "'d", "'ve")
    return is_person and word_at(words, verb) in _HAD_IT


def _end_of_whole(words: list[str], end: int, value: int, *, is_clear: bool) -> int | None:
    """The end of "of her fourteen" behind "eight"; None where it does not go on so."""
    if not stands_behind(words, end, _JOINTS):
        return None
    start = end + 1 + (words[end : end + 2] == ["out", "of"])
    by = word_at(words, start)
    is_the = by == "the" and (is_clear or words[end] == "out")
    if not (by in _OWN or by in ("a", "an", "that") or is_the):
        return None
    whole, after = number_at(words, start + 1)
    if whole is None or (whole <= value and not is_clear) or whole < _FEWEST:
        return None
    after = after_half(words, after)
    if word_at(words, after) in _LONG_UNITS:
        return after + 1
    after -= word_at(words, after - 1) == "-"
    if is_the and not is_clear:
        return after if ends_clause(words, after) and value > 1 else None
    return after if _is_over(words, after, _BEHIND) else None


def _end_of_cut(words: list[str], place: int, end: int, value: int) -> int | None:
    """The end of "down to six" behind "from nine"."""
    if word_at(words, place - 1) != "from" or words[end : end + 2] != ["down", "to"]:
        return None
    less, after = number_at(words, end + 2)
    return after if less is not None and less < value else None


def _is_taken_from_own(words: list[str], place: int, end: int, value: int) -> bool:
    """Whether it is a number of one's own: "fourteen months off my twenty-eight"."""
    is_top = words[max(0, place - 3) : place - 1] in (["top", "of"], ["end", "of"], ["day", "of"])
    is_taken = is_top or word_at(words, place - 2) in _TAKEN_FROM
    is_own = word_at(words, place - 1) in _OWN and is_taken
    return is_own and value >= _FEWEST and ends_clause(words, end)


def _is_told(words: list[str], place: int, unit: int) -> bool:
    end, is_long = unit + 1, words[unit] in _LONG_UNITS
    if is_of_other_thing(words, unit) or words[place : unit + 1] == ["one", "day"]:
        return False
    if stands_behind(words, end, _REMAINS) or _is_of_kind(words, end) or _is_left(words, end):
        return True
    is_over = _is_over(words, end, _BEHIND if is_long else _BEHIND_SHORT)
    if is_over and _is_said_before(words, place):
        return True
    return is_long and (_is_begun(words, place, end) or not _is_other_time(words, place, end))


def _is_said_before(words: list[str], place: int) -> bool:
    if word_at(words, place - 1) in (",", ":", "-", "–") and word_at(words, place - 2) in _CUSTODY:
        return True
    return is_behind(words, place, _SERVED) or is_given(words, place)


def _is_begun(words: list[str], place: int, end: int) -> bool:
    """Whether what is begun with "ten years" goes on about a sentence."""
    if is_had_behind(words, place, end) or _is_bound(words, place, end):
        return True
    opens = not place or words[place - 1] in _OPENS
    return opens and (stands_behind(words, end, _PLACED) or word_at(words, end) in _IS_SAID_OF)


def is_of_other_thing(words: list[str], unit: int) -> bool:
    """Whether so many years are of something else: "a four-year degree", "ten years at sea"."""
    following = word_at(words, unit + 1)
    if words[unit - 1] == "-" and following.isalpha() and following not in _OF_CUSTODY | _BEHIND:
        return True
    is_left_on = following == "left" and word_at(words, unit + 2) in ("on", "of", "at", "in")
    if is_left_on and _CUSTODY.isdisjoint(words[unit + 3 : unit + 6]):
        return True
    is_other = stands_behind(words, unit + 1, OTHER_WORK) or stands_behind(words, unit + 1, NO_TIME)
    is_busy = following.endswith("ing") and following != "running"
    return is_other or is_busy or following == "-"


def _is_other_time(words: list[str], place: int, end: int) -> bool:
    """Whether so many years may be of anything: of work, of waiting, of somebody's age.

    What is left in talk of prison is of sentences. Where they are all that is said, they may be
    the answer to any question.
    """
    start = _first_start(words, place)
    if not start or words[start - 1] in (".", "?", "!", '"'):
        return True
    # The "three years" of "thirty-three years", and the months of "two years, three months".
    if words[place - 1] == "-" or word_at(words, place - 2) in _UNITS:
        return True
    near = words[max(0, start - _NEAR) : start]
    if not _OTHER_TIMES.isdisjoint(near) or word_at(words, end) in _AFTER_OTHER_TIMES:
        return True
    return "been" in words[end : end + 3]


_OTHER_TIMES = read_words(
    """for in after within every each last first next took take takes waited wait spent since by
    before until till over aged nearly this sober clean married lived live living work worked
    working drive drove driving army job school college here out oot been gone pregnant old is was
    older younger road waiting writing orderly mentor listener cell homeless using ago"""
)
_AFTER_OTHER_TIMES = read_words(
    """when which before after efter ago later earlier old older younger without of less during with
    too by clean sober since gone pregnant back running together each a to"""
)


def _is_bound(words: list[str], place: int, end: int) -> bool:
    """Whether it bounds what follows: "anything over four years", "under twelve months and you"."""
    if word_at(words, place - 1) not in ("over", "under", "above", "below", "than"):
        return False
    start = place - 1 - (word_at(words, place - 2) in ("more", "less"))
    opens = not start or words[start - 1] in _OPENS or words[start - 1] in _WHAT_IS_BOUND
    return opens and word_at(words, end + (word_at(words, end) in ("and", ","))) in _WHO


_WHAT_IS_BOUND = read_words("anything anyone anybody 's if everyone everybody")


def _is_of_kind(words: list[str], end: int) -> bool:
    """Whether so many years go on as "DTO", "custody" or ", suspended"."""
    return word_at(words, end + (word_at(words, end) == ",")) in _KINDS


def _is_left(words: list[str], end: int) -> bool:
    """Whether so much of a sentence was left: "eleven weeks left", "ten left on my licence"."""
    is_left = word_at(words, end) == "left"
    return is_left and (
        ends_clause(words, end + 1) or not _CUSTODY.isdisjoint(words[end + 1 : end + 5])
    )


def _is_over(words: list[str], end: int, also: frozenset[str]) -> bool:
    return ends_clause(words, end) or word_at(words, end) in also


def _starts(words: list[str], place: int) -> Iterator[int]:
    """Where a number may begin with what is said of it: "just shy of nine", "another nine"."""
    yield place
    for start in range(place - 1, max(-1, place - 1 - _MOST_AMOUNT), -1):
        if words[start] not in _AMOUNT:
            return
        yield start


def _first_start(words: list[str], place: int) -> int:
    if word_at(words, place - 1) not in _AMOUNT:
        return place
    return min(_starts(words, place))


def is_behind(words: list[str], place: int, phrases: Phrases) -> bool:
    """Whether a phrase stands before a number, or before what is said of it: "got just shy of"."""
    if word_at(words, place - 1) not in _AMOUNT:
        return stands_before(words, place, phrases)
    return any(stands_before(words, start, phrases) for start in _starts(words, place))


def is_given(words: list[str], place: int) -> bool:
    """Whether a number is what somebody was given: "gave our Kev nine", "handed the lad nine"."""
    if place and not words[place - 1].isalpha() and words[place - 1] not in _AMOUNT:
        return False
    start = _first_start(words, place)
    for verb in range(start - 1, max(-1, start - 2 - _MOST_RECEIVER), -1):
        if words[verb] in _GIVES:
            return True
        if words[verb] in _NO_RECEIVER or not (words[verb].isalpha() or words[verb] == "-"):
            return False
    return False
