"""Words of ages: who is told to be of an age, by which verbs, and from which number on."""

from __future__ import annotations

from toolkit.screening.tokens import read_words

FROM_AGE = 13
"""The least number that is an age where nothing but its place tells so: most that is counted is
less."""

CHILDREN = read_words(
    """kid kids child children boy boys girl girls daughter daughters son sons lassie lad lads wean
    weans wains bairn bairns baby toddler grandkids grandchildren grandchild nephews nieces
    brothers sisters youngest eldest oldest"""
)
"""Those whose ages are told one after the other, and in single figures."""

WHOSE_AGE = read_words(
    """i he she you ye ah who they son daughter brother sister mum dad mam nan mate kid boy girl
    lad baby wife partner lads eldest youngest father mother grandad granddad grandma gran nana
    nanny uncle auntie aunt cousin nephew niece husband fiancée girlfriend boyfriend fella bloke
    guy chap man woman lady lassie wean wains bairn stepdad stepson stepdaughter grandson
    granddaughter cellmate padmate co-d fellow one pal someone somebody everyone both"""
)
"""Who stands before "was seventeen"."""

PEOPLE = WHOSE_AGE - {"i", "he", "she", "they", "who", "you", "we"} | read_words(
    """ladies gentleman men women blokes guys fellas lass girls boys child children youth prisoner
    inmate young younger older oldest pregnant"""
)
"""Whoever may stand before "of seventeen" and ", seventeen,"."""

IS = read_words("am 'm was wis wiz is 's were be been 're")
"""What stands between somebody and their age."""
