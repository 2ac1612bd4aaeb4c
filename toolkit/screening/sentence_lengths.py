"""How long a sentence was, or how much of it was served."""

from __future__ import annotations

from toolkit.screening.dates import UNITS_OF_TIME, Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import read_phrases, stands_behind
from toolkit.screening.tokens import read_words

_SERVES = read_words(
    """did do doing done serve served serving got get getting gets gotten give given gave giving
    sentenced sentence tariff minimum handed looking facing received receive landed copped
    inside gied gie dto stretch bird over life ipp licence remand into term recalled recall
    custody imprisoned"""
)
_BETWEEN = read_words(
    """to a an of at me him her them us about nearly almost only just like over my the another all
    with and for is was were be been at least , er erm um he she i first whole least around on"""
)
_HARD_TIME = read_words(
    """sentence sentences inside stretch tariff bird custodial imprisonment ipp lump licence remand
    jail prison nick custody minimum recall done"""
)
_NO_SENTENCE = read_words(
    """ago listening training college course uni university school sober clean gone pregnant degree
    loan apprenticeship mortgage waiting thereafter"""
)
NO_TIME = read_phrases(
    """at a | a week | a day | a night | a month | each | apiece | more | in a | in one
    | that night | that day | that week | in the same | on the same | out of | on the | on each"""
)
OTHER_WORK = read_phrases(
    """in the army | in the navy | in the forces | in the marines | in the raf | in the merchant
    | as a | as an | in care | on the buildings | on the boats | at sea | of school | of college |
    of training | of uni | at college | at school | at uni | on the roads | on the bins | on
    the rigs | on the railway | on the trawlers | for the council | for a firm | teaching |
    working | clean | sober | in a job | ago | old | later"""
)
_OPEN_END = read_words(", . ; : ? ! - – — … for and but then on off plus so when i he in")


def read_sentence_length(words: list[str], place: int) -> Span | None:
    """Nine years of a fourteen, a ten year sentence, IPP with a tariff of four years."""
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99:
        return None
    unit = after_half(words, end)
    if word_at(words, unit) in ("year", "years", "yr", "yrs", "month", "months", "stretch"):
        return _sentence_in_units(words, place, unit)
    if word_at(words, unit) in ("week", "weeks", "day", "days"):
        return (place, unit + 1) if _is_told_in_days(words, place, unit + 1) else None
    if word_at(words, place - 1) not in _BEFORE_BARE or stands_behind(words, unit, NO_TIME):
        return None
    if _tells_rest(words, place, end) or _is_changed_to(words, place, end):
        return place, unit if word_at(words, unit) != "-" else end
    is_open = not word_at(words, end) or word_at(words, end) in _OPEN_END
    if word_at(words, place - 1) == "of" and is_open and _with_ipp(words, place) < place:
        return _with_ipp(words, place), end
    whole = _whole_of(words, after_half(words, end))
    is_whole = whole is not None and word_at(words, place - 1) in _SERVED
    return (place, whole or end) if is_whole else None


def _is_told_in_days(words: list[str], place: int, end: int) -> bool:
    is_told = words[max(0, place - 2) : place] in _TOLD or _for_offence(words, end)
    is_told = is_told or _had_it(words, place, end) or _follows_sentences(words, place)
    return is_told or _has_hard_time(words, end, 2)


def read_told_length(words: list[str]) -> Span | None:
    """The time that a line begins with, in answer to how long somebody's sentence was.

    Something may be said before it: "Nah, it's cool. Five and a half."
    """
    ends = [at + 1 for at, word in enumerate(words[:_BEFORE_TOLD]) if word in (".", "?", "!")]
    told = (_told_from(words, start) for start in (0, *ends))
    return next((span for span in told if span is not None), None)


_BEFORE_TOLD = 12


def _told_from(words: list[str], place: int) -> Span | None:
    while word_at(words, place) in _BEFORE_ANSWER:
        place += 1
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99:
        return None
    unit = after_half(words, end)
    if word_at(words, unit) in ("year", "years", "yr", "yrs", "month", "months", "weeks", "days"):
        return place, with_months(words, unit + 1)
    end = after_half(words, end)
    is_end = not word_at(words, end) or word_at(words, end) in ",.;!?…"
    is_end = is_end or word_at(words, end) in ("in", "out", "inside")
    return (place, end) if is_end else None


_BEFORE_ANSWER = read_words(
    """er erm um uh oh well so like about just only yeah , . … - – — i it was were a an got did
    they gave me ! that the"""
)
_SERVED = frozenset(
    {"doing", "did", "done", "serving", "served", "do", "got", "gave", "get", "gied", "given"}
)


# A number without its unit is a sentence only behind one of these.
_BEFORE_BARE = _SERVED | {"expecting", "maybe", "a", "an", "to", "of"}


def _whole_of(words: list[str], end: int) -> int | None:
    """The end of "of an eight" behind "four"; None where it does not go on so."""
    if word_at(words, end) not in ("of", "off") or word_at(words, end + 1) not in ("a", "an"):
        return None
    value, after = number_at(words, end + 2)
    is_open = not word_at(words, after) or word_at(words, after) in _OPEN_END
    return after if value is not None and is_open else None


def _tells_rest(words: list[str], place: int, end: int) -> bool:
    """Whether a bare number goes on about a sentence: "eleven years, and Terry got fourteen"."""
    before = word_at(words, place - 1 - (word_at(words, place - 1) in ("a", "an", "maybe")))
    if before not in _SERVED and before not in ("expecting", "maybe"):
        return False
    after = after_half(words, end)
    is_rest = words[after : after + 2] in (["of", "it"], ["of", "mine"], ["of", "that"])
    is_end = not word_at(words, after) or word_at(words, after) in _OPEN_END_BEHIND
    is_end = is_end and words[after : after + 2] != ["on", "the"]
    if is_rest and before in ("did", "done", "served", "doing"):
        return True
    return (is_rest or is_end) and _is_about_sentences(words, place)


_OPEN_END_BEHIND = _OPEN_END | {"at", "herself"}


def _is_about_sentences(words: list[str], place: int) -> bool:
    """Whether the talk around a place is of courts and sentences."""
    before, behind = words[max(0, place - 40) : place], words[place : place + 30]
    around = before + behind
    if not (_ABOUT_SENTENCES.isdisjoint(around) and _LONG.isdisjoint(before[-14:])):
        return True
    return _got_one(before) or (not _ARTICLES.isdisjoint(around) and _tells_of_one(around))


_LONG = frozenset({"years", "year", "months", "life"})
_ARTICLES = frozenset({"a", "an"})


def _got_one(words: list[str]) -> bool:
    """Whether somebody "got nine,"."""
    if _GOT.isdisjoint(words):
        return False
    for at, verb in enumerate(words):
        if verb in _GOT:
            value, end = number_at(words, at + 1)
            if value is not None and value > 1 and word_at(words, end) in _OPEN_END:
                return True
    return False


def _tells_of_one(words: list[str]) -> bool:
    """Whether somebody "got a nine" or was "doing a nine"."""
    for at, article in enumerate(words):
        if article in _ARTICLES and word_at(words, at - 1) in _GOT_OR_DID:
            value, _ = number_at(words, at + 1)
            if value is not None and value > 1:
                return True
    return False


_GOT = frozenset({"got", "get", "gave"})
_GOT_OR_DID = _GOT | {"doing", "did"}


def _is_changed_to(words: list[str], place: int, end: int) -> bool:
    """Whether a bare number is what a sentence came to: "reduced on appeal to nine"."""
    before = words[max(0, place - 6) : place]
    is_end = not word_at(words, end) or word_at(words, end) in ".,;!?"
    return before[-1:] == ["to"] and is_end and not _CHANGES.isdisjoint(before)


_CHANGES = frozenset({"appeal", "reduced", "cut", "increased", "commuted"})
_ABOUT_SENTENCES = read_words(
    """sentence sentences sentenced tariff ipp judge court weighed co-d co-defendant gbh robbery
    burglary supply conspiracy manslaughter murder dto jury guilty appeal licence section
    possession intent remand convicted conviction charged charges pleaded plea parole recalled"""
)


_OF_COURT = _ABOUT_SENTENCES | {"immediate", "suspended"}


def after_half(words: list[str], end: int) -> int:
    """The place behind "and a half", ".5" or "to five" that may follow a number."""
    place, following = end, word_at(words, end)
    if following == "and":
        half = place + 1 + (word_at(words, place + 1) == "a")
        place = half + 1 if word_at(words, half) in ("half", "hauf") else place
    elif following == "." and word_at(words, place + 1) == "5":
        place += 2
    elif following in ("to", "or"):
        value, after = number_at(words, place + 1)
        place = after if value is not None else place
    return place + (word_at(words, place) == "-")


def _sentence_in_units(words: list[str], place: int, unit: int) -> Span | None:
    end = unit + 1
    if word_at(words, end) in _NO_SENTENCE or word_at(words, end + 1) in _NO_SENTENCE:
        return None
    is_taken = not _TAKES.isdisjoint(words[max(0, place - 4) : place])
    if stands_behind(words, end, OTHER_WORK) or is_taken:
        return None
    is_stretch = words[unit] == "stretch" and words[place] != "one"
    # "Four years eight months" is told of sentences alone.
    is_both = with_months(words, end) > end and (words[unit] == "years" or words[end] != ",")
    is_stretch = is_stretch or (words[unit] in ("years", "year") and is_both)
    is_stretch = is_stretch or words[max(0, place - 2) : place] == ["out", "after"]
    # Nobody counts other things in so many months.
    is_counted = words[unit] == "months" and (number_at(words, place)[0] or 0) > _MOST_OTHER_MONTHS
    is_stretch = is_stretch or (is_counted and number_at(words, place)[0] not in (18, 24))
    is_stretch = is_stretch or words[end : end + 2] == ["in", "default"]
    if words[end : end + 2] == ["of", "a"] or words[end : end + 2] == ["out", "of"]:
        start = end + 2 + (word_at(words, end + 2) in ("a", "an"))
        value, whole = number_at(words, start)
        if value is not None:
            return place, _after_unit(words, whole)
    is_all = _is_given_behind(words, end) or _had_it(words, place, end)
    is_all = is_all or words[end : end + 3] == ["off", "the", "judge"]
    is_all = is_all or (word_at(words, end) in ",.;" and _follows_sentences(words, place))
    if is_all or _for_offence(words, end):
        return place, with_months(words, end)
    around = {*words[max(0, place - 6) : place], *({"crown", "court"} & {*words[end : end + 5]})}
    in_court = around & _IN_COURT or _is_what_it_was(words, place)
    if is_stretch or in_court or _has_hard_time(words, end, 3) or _serves_before(words, place):
        return _with_ipp(words, place), with_months(words, end)
    return None


_TAKES = frozenset({"took", "takes", "every", "some"})
_MOST_OTHER_MONTHS = 12


def _is_what_it_was(words: list[str], place: int) -> bool:
    """Whether "six years" is what a court made it: "found guilty at Woolwich, and it was six"."""
    is_it = words[max(0, place - 2) : place] in (["it", "was"], ["that", "was"], ["came", "to"])
    before = words[max(0, place - 25) : place]
    return is_it and not _OF_COURT.isdisjoint(before)


def _is_given_behind(words: list[str], end: int) -> bool:
    """Whether "three years" goes on as ", he gave me" or ", I got"."""
    start = end + (word_at(words, end) == ",")
    gave, got = words[start + 1 : start + 2], words[start : start + 2]
    is_given = gave in (["gave"], ["give"]) and word_at(words, start + 2) in _GIVEN_TO
    return is_given or (start > end and got in (["i", "got"], ["i", "did"], ["he", "got"]))


def _follows_sentences(words: list[str], place: int) -> bool:
    """Whether lengths are listed behind the word: "daft sentences. Thirty days, sixty days"."""
    return not {"sentences", "recalled", "recall", "breached", "shoplifting"}.isdisjoint(
        words[max(0, place - 10) : place]
    )


def _had_it(words: list[str], place: int, end: int) -> bool:
    """Whether somebody had it and that is all: "she had eight weeks."."""
    who, had, after = word_at(words, place - 2), word_at(words, place - 1), word_at(words, end)
    return who in ("i", "he", "she") and had in ("had", "got") and (not after or after in ".?!;")


_TOLD = [[verb, by] for verb in ("sentenced", "recalled") for by in ("to", "for")]
_GIVEN_TO = frozenset({"me", "him", "her", "them", "us", "you"})


def _for_offence(words: list[str], end: int) -> bool:
    """Whether "ninety days" goes on with what they were for: "for breaking into", "for GBH"."""
    return word_at(words, end) == "for" and word_at(words, end + 1) in _FOR_WHAT


_OFFENCES = read_words(
    """breaking robbing burgling thieving stealing nicking dealing supplying selling smuggling
    fighting stabbing killing punching hitting smashing driving twocking shoplifting handling
    possession drugs breach perverting threatening carrying"""
)
_IN_COURT = read_words(
    """court judge sentenced weighed crown fraud robbery burglary gbh wounding manslaughter murder
    supply supplying conspiracy arson assault theft affray dealing importation kidnap firearms"""
)


_FOR_WHAT = _OFFENCES | _IN_COURT


def with_months(words: list[str], end: int) -> int:
    """The end of "three years and four months" and of "three years four months"."""
    value, unit = number_at(words, end + (word_at(words, end) in ("and", ",")))
    return unit + 1 if value is not None and word_at(words, unit) in ("month", "months") else end


def _after_unit(words: list[str], end: int) -> int:
    place = end + (word_at(words, end) == "-")
    if word_at(words, place) in ("year", "years", "stretch", "month", "months"):
        return place + 1
    return end


def _has_hard_time(words: list[str], end: int, far: int) -> bool:
    for word in words[end : end + far]:
        if word in _HARD_TIME:
            return True
        if word in ".?!;":
            return False
    return False


def _serves_before(words: list[str], place: int) -> bool:
    before = place - 1
    while before >= 0 and place - before < 5 and words[before] in _BETWEEN:
        before -= 1
    if word_at(words, before) not in _SERVES:
        return False
    # "I did it for three years" tells of a job; "I did about three years" of a sentence.
    between = words[before + 1 : place]
    asks_for = "for" in between and word_at(words, before) in ("did", "do", "doing", "done")
    return not asks_for


def _with_ipp(words: list[str], place: int) -> int:
    """Where "IPP with a tariff of" or "life with a minimum of" begins, before a length."""
    for start in range(place - 1, max(-1, place - 8), -1):
        if words[start] in ("ipp", "life", "dpp"):
            between = {*words[start + 1 : place]}
            return start if between & {"tariff", "minimum"} else place
    return place


def length_in_talk(words: list[str], place: int, *, in_units: bool) -> Span | None:
    """A number that is a sentence only because the talk is of sentences: "I'd the full eight"."""
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99 or word_at(words, end) not in _MAY_FOLLOW:
        return None
    before = word_at(words, place - 1)
    unit = after_half(words, end)
    if words[max(0, place - 3) : place] in (["times", "out", "of"], ["nine", "out", "of"]):
        return None
    in_units = in_units or before in ("then", "or")
    if not in_units and word_at(words, unit) in UNITS_OF_TIME:
        return None
    if stands_behind(words, unit, _NO_LENGTH) or _is_counted_up(words, place, value):
        return None
    if word_at(words, unit) in ("days", "weeks") and before in _SERVED:
        return place, unit + 1
    if word_at(words, unit) in _UNITS_IN_TALK:
        taker = place - 1 - (before in _GIVEN_TO)
        is_other = word_at(words, taker) in _BEFORE_OTHER_TIMES or "for" in words[place - 5 : place]
        is_other = is_other or not _SOBER.isdisjoint(words[max(0, place - 4) : place])
        is_other = is_other or word_at(words, unit + 1) in _OTHER_TIMES
        is_other = is_other or word_at(words, unit + 1).endswith("ing")
        return None if is_other else (place, with_months(words, unit + 1))
    following = word_at(words, unit)
    is_end = not following or following in _AFTER_IN_TALK
    is_begun = before in _BEFORE_IN_TALK or words[max(0, place - 2) : place] in _BEGINS_IN_TALK
    return (place, unit) if value > 1 and is_begun and is_end else None


def _is_counted_up(words: list[str], place: int, value: int) -> bool:
    """Whether it is one of "two, three, four", of "one or two" or of "one, two"."""
    before = number_at(words, place - 2)[0] if word_at(words, place - 1) in (",", "or") else None
    return before is not None and (before == 1 or before == value - 1) and value <= _MOST_COUNTED


_MOST_COUNTED = 10
_SOBER = frozenset({"sober", "clean"})
_NO_LENGTH = read_phrases(
    """of us | of them | of you | of the | of our | of other | of my | in the morning | in the day
    | to a | to one | at night | in a"""
)
_BEGINS_IN_TALK = (["in", "for"], ["it", "'s"], ["that", "'s"], ["tariff", "'s"])
_UNITS_IN_TALK = frozenset({"years", "year", "months", "month"})
_OTHER_TIMES = _NO_SENTENCE | read_words("old later before after older younger into when on")
_BEFORE_OTHER_TIMES = read_words(
    "for every last in within another next first few took takes take taken taking in"
)
_BEFORE_IN_TALK = read_words(
    """a an the full whole just got did get do does serving for said to be so only had getting give
    gave myself put of done was were with expect from then than has 'd 've expecting hear heard
    say says told thinking reckoned into or and as offered wanted took taken because him
    them me us goes"""
)
_AFTER_IN_TALK = read_words(
    ". , ? ! … - – — and but for because cos i he she of on in out inside to"
)
# Most numbers are let go by one look at the word behind them.
_MAY_FOLLOW = _UNITS_IN_TALK | _AFTER_IN_TALK | {"", "-", "or", "days", "weeks"}
