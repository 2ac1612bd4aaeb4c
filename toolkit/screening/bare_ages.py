"""Ages that are told by the phrase around a number."""

from __future__ import annotations

from toolkit.screening.age_words import CHILDREN, FROM_AGE, IS
from toolkit.screening.ages import is_rough
from toolkit.screening.dates import Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import (
    ENDS,
    before_fillers,
    ends_clause,
    in_sentence_before,
    read_phrases,
    stands_before,
    stands_behind,
)
from toolkit.screening.tokens import read_words

_AT_AGE = read_phrases(
    """both | being | bad for | good for | old for | young for | coming up to | coming up for
    | getting on for | side of | just gone | only gone | not long gone | hit | hits | hitting
    | turning | turn | turns | reached | reach | not long turned | at the age of | aged
    | came out | come out | went in | got out | gets out | go in | came in | come in | came home
    | come home | went down | went away | get out | coming out"""
)
_SINCE_AGE = read_phrases("since | from | by | till | 'til | til | until | before | at")
_IN_A_LIFE = read_words(
    """weed heroin crack gear drugs drink care school born fostered foster adopted died lost
    started taken ran runaway mum mam dad mother father nan smoking drinking using robbing
    stealing boarding homes home orphan working passed married boxing street streets abused"""
)
_BEHIND = read_phrases(
    """i was | i were | he was | she was | he were | she were | you are | i am | me | , me
    | , i was | , he was | , she was | he is | she is | he'd be | she'd be | he must have been"""
)
_THEN = read_phrases(
    """when | at the time | now | then | by then | at that time | the last time | before i
    | that time"""
)
_GOES_ON = read_words("in on i he she we they my you me and when with or . , ? ! … – — -")
_IS = IS | read_words("are aged , just now about")
_BEHIND_FIRST = frozenset({"when", "then", "at", "and", ",", "-"})
_FAR = 12


def read_bare_age(words: list[str], place: int) -> Span | None:
    """Somebody's age by the phrase it stands in: "fifty-one, me", "till forty", "out at thirty"."""
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99 or words[place] == "one":
        return None
    if word_at(words, end) not in _MAY_FOLLOW or is_rough(words, end):
        return None
    end += 2 if words[end : end + 2] == ["-", "odd"] else 0
    if (later := _end_of_span(words, place, end, value)) is not None:
        return place, later
    if _is_of_children(words, place, end):
        return place, end
    if value >= FROM_AGE:
        return (place, end) if _is_told(words, place, end) else None
    in_a_life = word_at(words, place - 1) in ("at", "from", "since")
    in_a_life = in_a_life and (ends_clause(words, end) or word_at(words, end) == "and")
    if in_a_life and value >= 3 and not _IN_A_LIFE.isdisjoint(words[max(0, place - _FAR) : place]):
        return place, end
    return (place, end) if _is_second(words, place, end) else None


def _end_of_span(words: list[str], place: int, end: int, value: int) -> int | None:
    """The end of the ages of "between eighteen and thirty," and "from fifteen to thirty."."""
    if word_at(words, place - 1) not in ("between", "from") or value < FROM_AGE:
        return None
    other, after = number_at(words, end + 1)
    is_pair = word_at(words, end) in ("and", "to") and other is not None and value < other
    is_over = not word_at(words, after) or word_at(words, after) in _GOES_ON - {"or", "-"}
    return after if is_pair and is_over else None


def _is_told(words: list[str], place: int, end: int) -> bool:
    opens = place == 0 or words[place - 1] in ".?!,…"
    if opens and _is_said_of(words, end):
        return True
    before = before_fillers(words, place)
    is_open = not word_at(words, end) or word_at(words, end) in _GOES_ON
    if word_at(words, end) in ".,-" and number_at(words, end + 1)[0] is not None:
        return False
    if is_open and stands_before(words, before, _AT_AGE):
        return True
    if is_open and stands_before(words, before, _SINCE_AGE) and word_at(words, end) != "or":
        return True
    return _is_second(words, place, end)


def _is_said_of(words: list[str], end: int) -> bool:
    """Whether a number at the beginning goes on as "I was" or ", me", and then ends."""
    for phrase in _BEHIND.by_first.get(word_at(words, end), ()):
        if words[end : end + len(phrase)] == phrase:
            after = word_at(words, end + len(phrase))
            if not after or after in ".,?!…" or after in ("when", "then", "and"):
                return True
    return False


def _is_second(words: list[str], place: int, end: int) -> bool:
    """Whether a number tells a second age: "I was three when he left and eleven when he came"."""
    if word_at(words, place - 1) != "and" or not stands_behind(words, end, _THEN):
        return False
    before = in_sentence_before(words, place, _FAR)
    return any(
        verb in _IS and number_at([word], 0)[0] and after in _BEHIND_FIRST
        for verb, word, after in zip(before, before[1:], before[2:], strict=False)
    )


def _is_of_children(words: list[str], place: int, end: int) -> bool:
    """Whether a number is in a list behind children: "three kids, twelve, nine and two"."""
    if _OF_CHILDREN.isdisjoint(words[max(0, place - _FAR - 1) : place]):
        return False
    if not ends_clause(words, end) and word_at(words, end) not in _AFTER_CHILD:
        return False
    numbers, at = 1, place
    while at > 0:
        at -= 1
        if number_at(words, at)[0] is not None or words[at] == "-":
            numbers += words[at] != "-"
        elif words[at] not in _LIST and words[at] not in _IS:
            break
        if place - at > _FAR:
            return False
    is_two = words[at + 1 : at + 2] != [","] and word_at(words, at) in _THEIR_PARENTS
    is_list = numbers > 1 or _goes_on_with_number(words, end)
    is_told = not {*words[at + 1 : place]}.isdisjoint(_IS)
    return is_list and is_told and (word_at(words, at) in CHILDREN or (is_two and numbers > 1))


def _goes_on_with_number(words: list[str], end: int) -> bool:
    return word_at(words, end) in ("and", ",") and number_at(words, end + 1)[0] is not None


_LIST = frozenset({",", "and", "-"})
_AFTER_CHILD = read_words(", and now at when then")
_THEIR_PARENTS = frozenset({"my", "her", "his"})
_OF_CHILDREN = CHILDREN | _THEIR_PARENTS


# Most numbers are let go by one look at the word behind them.
_MAY_FOLLOW = (ENDS | _GOES_ON | _AFTER_CHILD | {"", "-", "to"}).union(
    _BEHIND.by_first, _THEN.by_first
)


def with_next_ages(words: list[str], end: int, value: int) -> int:
    """The end of "twenty-four, twenty-five", of "thirty-nine, nearly forty", behind an age."""
    start = end
    while word_at(words, start) in _BETWEEN:
        start += 1
    other, after = number_at(words, start)
    if start == end or other is None or not (0 < other - value <= 6 and value >= FROM_AGE):
        return end
    is_over = ends_clause(words, after) or word_at(words, after) in _AFTER_NEXT
    return after if is_over else end


_AFTER_NEXT = frozenset({"on", "in", "next", "by", "when", "then", "at", "now"})


_BETWEEN = read_words("now , or nearly maybe going on to probably about and almost")
