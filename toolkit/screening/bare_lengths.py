"""Lengths of sentences that are told by the phrase around a number."""

from __future__ import annotations

from toolkit.screening.dates import Span
from toolkit.screening.number_words import number_at, word_at
from toolkit.screening.phrases import (
    ENDS,
    Phrases,
    before_fillers,
    ends_clause,
    in_sentence_before,
    in_sentence_behind,
    read_phrases,
    stands_before,
    stands_behind,
)
from toolkit.screening.sentence_lengths import NO_TIME, after_half, with_months
from toolkit.screening.served_lengths import (
    is_behind,
    is_given,
    is_had_behind,
    is_of_other_thing,
)
from toolkit.screening.tokens import read_words

_UNITS = read_words("years year yrs yr months month weeks week days day")
_ARTICLES = frozenset({"a", "an"})
_SIZES = read_words("long big short straight flat hard heavy lovely nice fat little")
_WHOLE = read_phrases(
    """the full | the whole | my full | his full | the rest of my | the rest of the | the end of my
    | rest of that | day of | minute of | all of my | did my | do my | doing my | done my
    | did his | do his | doing his | done his | did her | done her"""
)
# Of these, a number alone tells of a sentence, and with its unit all the more.
_IS_SERVED = read_phrases(
    """serving | serve | served | looking at | facing | sentenced to | down for | slotted for
    | weighed off with | weighed off for | weighed off | hit me with | hit him with
    | hit us with | hit her with | tariff of | tariff was | tariff is | tariff 's | offered me
    | offered him | out after | minimum of | minimum | sentence of | sentence was | sentence is
    | slapped | judge said | judge says | judge goes | judge gave | judge gives | brief said
    | barrister said | barrister reckoned | brief reckoned | solicitor said | solicitor reckoned
    | brief says | talking about | talking | doing | does | ended up doing | handed me
    | handed him | handed her | handed | expecting | hoping for | copped | copped for | in for
    | away for | walked away with | landed | in for a | potted for | lifed off with | sitting on
    | got me | banged away for | put away for | sent away for | weighed in with | carrying
    | left of | crown court | daein | daeing | doin | doin' | dein | servin | servin'"""
)
# With its unit a number is a sentence behind these too, for nobody sees so many years else.
_IS_SPENT = read_phrases(
    """down | away | been inside | said | locked up | banged up | behind bars | judge said
    | he said | she said | in for | first one was | second one was | last one was | one was
    | first was | second was | them was | longest was | short one , | big one . | long one .
    | big one , | long sentence . | big sentence . | long one , | one , | eds , | extended ,"""
)
_IS_GIVEN = read_phrases(
    """got | get | gets | getting | gotten | given | gave me | give me | gave him | gave her | gave
    us | gave them | gied me | gied him | give him | gives you | give you | gives him | gave
    you | dropped to | cut to | down to | did the | do the | wanted | asking for | was told |
    worst case | best case | doing the | done the | ended up with | first time | ended up |
    ended up being | came out at | came out as | turned out to be | worked out at | came to |
    started at | started on | started as | started off at | instead of | carries | to expect |
    told to expect | offering | have took | have taken | away with | maximum was | starting
    point was | guideline was | part was | got to do | have to do | has to do | to serve |
    then got | thinking | heard | hear | hears | reckoned on | with | 'm on | expect | they
    give | giving him | giving me | i take | i took | took the | lads on | people on | anyone
    on | couldn't do | can't do | could do | can do | anyone do | would do | 'll do | you do |
    people do | when he said | when she said | guilty , | was it | worse than | better than |
    more than | less than | more like | knocked down from | down from | what was it , | the
    end it was | second time | third time | last time | next time | went up to | put up to |
    reduced to"""
)
_GOT = read_phrases(
    """doing | serving | was given | been given | i got | he got | she got | they got | we got
    | only got | i get | gave me | gave him | gave her | added | adding"""
)
_HAD = read_phrases(
    "he had | he has | she had | she has | i had | they had | who had | who has | one had | one has"
)
_DID = read_phrases("did | done | do | doing | got | give me | gave me | give him | gave him")
_HAVE_DONE = read_phrases("have done | 've done | 'd done | 's done | has done | had done")
_GOES_ON = read_words(
    """for and but then on off plus so when i he she in with at because cos by after before which it
    they we you was where out himself herself myself meself instead all or minus behind under
    over wi from now if"""
)
_TELLS_BEHIND = read_phrases(
    """to serve | i got | he got | she got | they got | we got | i did | he did | she did
    | i was inside | he was inside | i was in for | i was doing | he was doing
    | , he said , take | , he said . | , she said . | , judge said | , the judge said
    | , judge says | , he says . | , he gave him | , they gave him | , he gave me
    | , she gave me | , they gave me | , i got | , he got | , i did | he gave me | they gave me
    | she gave me | , conspiracy | , possession | , robbery | , burglary | , supply | , fraud
    | , arson | , gbh | , section | , wounding | , death by | custodial | extended | over tariff
    | over my tariff | over his tariff | over"""
)
_LEFT_BEHIND = read_phrases(
    """in . | in , | in now | in and | left | left to do | left to go | left to serve | still to do
    | still to go | still to serve | to do | to serve | all in | inside | behind bars"""
)
_MARKS = read_phrases(
    """minimum | on licence | on the licence | with the plea | consecutive | concurrent
    | running consecutive | running concurrent | rec | on appeal | added | added on | added to
    | on top | custodial | for the burglary | for the robbery | for a robbery | for a burglary
    | for robbery | for burglary | for the assault | for assault | for the gbh | for the drugs
    | for the supply | for the fraud | for the car | for the gun | for the firearm
    | for the knife | for the phone | for a stabbing | for murder | for manslaughter
    | for a manslaughter | for the breach | for breach | for arson | for fraud | for conspiracy
    | for supply | for supplying | for possession | for importation | for theft | for affray
    | for violence"""
)
_SCORES = read_words(
    "scale rate rated score marks size grade dress stone mark ten level page maths"
)
ABOUT_COUNTS = read_words(
    """calls call lads listeners listener letters letter apps app visits visit books book people
    men women passed quid pounds pound mugs teabags fags burn tins course courses
    certificates exam miles cells beds shifts bags each milligrams mil mils paid pay group list
    wages bus teas minutes hours kids bottles pills tablets points goals stone"""
)
_FEWEST_GOT = 3
_FEWEST_DONE = 4
_LONG_UNITS = read_words("years year months month yrs yr")
_FAR = 12


def read_bare_length(words: list[str], place: int) -> Span | None:
    """The length of a sentence by the phrase it stands in: "went down for nine", "a long eight"."""
    value, end = number_at(words, place)
    if value is None or not 1 <= value <= 99 or words[place] == "one":
        return None
    if word_at(words, end) not in _MAY_FOLLOW:
        return None
    start = place - (word_at(words, place - 1) in _SIZES)
    is_one = word_at(words, start - 1) in _ARTICLES
    start -= is_one
    unit = after_half(words, end)
    if word_at(words, unit) in _UNITS:
        is_recall = words[unit] in _LONG_UNITS or (words[unit] == "day" and value in (14, 28))
        is_told = is_one and is_recall and ends_clause(words, unit + 1)
        is_told = is_told or _is_told_with_unit(words, place, start, unit + 1)
        return (start, with_months(words, unit + 1)) if is_told else None
    unit -= word_at(words, unit - 1) == "-"
    if is_one and value > 1 and word_at(words, unit) == "," and not _is_score(words, start):
        return start, unit
    unit = _end_of_series(words, unit)
    if stands_behind(words, unit, _MARKS):
        return start, unit
    if is_one and value > 1 and stands_behind(words, unit, _BEHIND_ONE):
        return start, unit
    if value > 1 and stands_behind(words, unit, _TO_DO) and is_behind(words, start, _STILL_HAD):
        return start, unit
    if not _may_end(words, unit, is_one=is_one):
        return None
    is_told = (is_one and value > 1) or _is_told(words, start, unit, value)
    return (start, unit) if is_told and not _is_score(words, start) else None


def read_life(words: list[str], place: int) -> Span | None:
    """The "life" of "he got life"."""
    if words[place] != "life":
        return None
    opens = place == 0 or words[place - 1] in ENDS
    given = place - (word_at(words, place - 1) in ("whole", "natural"))
    is_told = _stands_before(words, given, _GIVEN_LIFE) or (
        opens and stands_behind(words, place + 1, _TELLS_BEHIND)
    )
    is_over = not word_at(words, place + 1) or word_at(words, place + 1) in _AFTER_LIFE
    if words[place : place + 3] in (["life", "with", "a"], ["life", "with", "an"]):
        return (place, place + 1) if number_at(words, place + 3)[0] is not None else None
    return (place, place + 1) if is_told and is_over else None


_GIVEN_LIFE = read_phrases(
    """serving | doing | got | given | gave me | gave him | gave her | get | getting | gets
    | sentenced to | facing | looking at | does | do | served | done
    | 'm on | 's on | was on | are on | 're on | were on"""
)
_AFTER_LIFE = ENDS | read_words("for with in and at minimum over when but plus because cos off on")


def length_again(words: list[str], place: int, told: frozenset[int]) -> Span | None:
    """A length that was told before, and is spoken of: "you do the eight", "my fifteen"."""
    if word_at(words, place - 1) not in _SPOKEN_OF:
        return None
    value, end = number_at(words, place)
    if value not in told or value == 1:
        return None
    end = after_half(words, end)
    return (place, end) if _may_end(words, end) and not _is_score(words, place) else None


_SPOKEN_OF = read_words("the my his her that full whole did done do doing got of")


_TO_DO = read_phrases("to do | to go | to serve | to run | left to do | left to serve | done .")
_STILL_HAD = read_phrases("got | have | had | has | 've | 'd | still")
_BEHIND_ONE = read_phrases("to do | to serve | left | tariff | rec | sentence | lump")


def _end_of_series(words: list[str], end: int) -> int:
    """The end of "nine, ten" and of "ten plus five", where nothing is counted behind."""
    if word_at(words, end) not in (",", "plus"):
        return end
    value, after = number_at(words, end + 1)
    return after if value is not None else end


def _is_told_with_unit(words: list[str], place: int, start: int, end: int) -> bool:
    if is_of_other_thing(words, end - 1):
        return False
    if stands_behind(words, end, _MARKS):
        return True
    opens = place == 0 or words[place - 1] in ".?!,"
    if opens and stands_behind(words, end, _TELLS_BEHIND):
        return True
    if words[end - 1] not in _LONG_UNITS:
        is_over = ends_clause(words, end) or word_at(words, end) in ("and", "for", "on")
        return is_over and words[end - 1] != "day" and _stands_before(words, start, _GOT)
    if word_at(words, end) == "for" and _stands_before(words, start, _HAD):
        return True
    if stands_behind(words, end, _LEFT_BEHIND) or _stands_before(words, start, _IS_SERVED):
        return True
    return ends_clause(words, end) and _stands_before(words, start, _IS_SPENT)


def _stands_before(words: list[str], place: int, phrases: Phrases) -> bool:
    if stands_before(words, place, phrases):
        return True
    start = before_fillers(words, place)
    return start < place and stands_before(words, start, phrases)


def _is_told(words: list[str], start: int, end: int, value: int) -> bool:
    if _stands_before(words, start, _IS_SERVED) or _stands_before(words, start, _WHOLE):
        return True
    if words[end - 1] in ("half", "hauf") and stands_before(words, start, _DID):
        return True
    opens = start == 0 or words[start - 1] in ".?!,"
    if value >= _FEWEST_GOT and is_had_behind(words, start, end):
        return True
    if (opens and stands_behind(words, end, _TELLS_BEHIND)) or "plus" in words[start:end]:
        return value >= _FEWEST_GOT
    is_done = value >= _FEWEST_DONE and _stands_before(words, start, _HAVE_DONE)
    is_told = is_done or (
        value >= _FEWEST_GOT and (is_behind(words, start, _IS_GIVEN) or is_given(words, start))
    )
    return is_told and ABOUT_COUNTS.isdisjoint(
        words[max(0, start - _FAR) : start] + in_sentence_behind(words, end, _FAR)
    )


_OF_IT = read_phrases("of it | of his | of mine | of hers | of that")


# Most numbers are let go by one look at the word behind them.
_MAY_FOLLOW = (ENDS | _UNITS | _GOES_ON | {"", "-", "and", "to", "or", "plus"}).union(
    _MARKS.by_first, _BEHIND_ONE.by_first, _TO_DO.by_first, _OF_IT.by_first
)


def _may_end(words: list[str], end: int, *, is_one: bool = False) -> bool:
    if stands_behind(words, end, _OF_IT):
        return True
    if stands_behind(words, end, NO_TIME) and not is_one:
        return False
    return ends_clause(words, end) or word_at(words, end) in _GOES_ON


def _is_score(words: list[str], place: int) -> bool:
    """Whether a number is a mark or a size: "out of ten I'd say a seven"."""
    before = in_sentence_before(words, place, _FAR)
    is_place = before[-1:] == ["at"] and before[-2:-1] != ["looking"]
    return is_place or not _SCORES.isdisjoint(before) or stands_before(words, place, _BEFORE_SCORE)


_BEFORE_SCORE = read_phrases(
    """like | probably | i'd say | would say | 'd say | say | than | not | 'm | be | am | are | why
    | you a | to you | of like | about | pick | choose | over | get to | me to | you to | up to"""
)
