"""The words of a passage that carry its subject, and those that only carry speech along."""

from __future__ import annotations

import re

# General lists drop "alone", "cry", "call" and "nothing" too, which are what such talk is about.
_FUNCTION_WORDS = """
    a about above after again all also although am among an and another any anybody anyone
    anything are around as at away be became because become been before being below between both
    but by came can cannot could did do does doing done down during each either else ever every
    everybody everyone everything few first for from further gave get gets getting give given go
    goes going gone got had has have having he her here hers herself him himself his how however i
    if in into is it its itself just last least less let lets made make makes making many may
    maybe me might mine more most much must my myself neither next no nor not now of off often on
    once one ones only onto or other others ought our ours ourselves out over own per perhaps put
    quite rather same several shall she should since so some somebody someone something sometimes
    somewhere still such take taken takes taking than that the their theirs them themselves then
    there these they this those though through thus to together too took toward towards two under
    unless until up upon us use used uses using very was we well went were what whatever when
    whenever where wherever whether which while who whoever whole whom whose why will with within
    without would yet you your yours yourself yourselves
"""
_SPEECH_WORDS = """
    actually ah alright anyway apparently aye basically bit blah bloody bye cause come comes coming
    cos course definitely dunno eh em er erm exactly fine gonna gotta guess guy guys ha hang hello
    hey hi hmm huh innit kind kinda know knew known lads like literally look looking lot lots mate
    mean means meant mhm mm mmm nah nope obviously oh ok okay okey pretty probably really reckon
    right said saw say saying says see seem seemed seems seen sort sorta stuff suppose sure tell
    tells thank thanks thing things think thinking thought told totally true uh uhh uhm uhuh um umm
    very wanna wait want wanted wants way whatnot wow ya yeah yep yes yup
"""
_COUNTS = """
    three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty
    hundred thousand time times second
"""
# What is left of "don't", "I'll" and "they've" once the sign is read as a border.
_STUMPS = """
    ain aren couldn didn doesn don hadn hasn haven isn ll mightn mustn needn re shan shouldn ve
    wasn weren won wouldn
"""
STOP_WORDS = frozenset(f"{_FUNCTION_WORDS} {_SPEECH_WORDS} {_COUNTS} {_STUMPS}".split())
"""Words that name no subject, in speech."""

_NOTE = re.compile(r"\[[^\[\]\n]{0,80}\]")
_WORD = re.compile(r"[^\W\d_]{1,40}")


def spoken_words(text: str) -> list[str]:
    """The words of a text in lower case, in order, repeats kept.

    Numbers, and notes in square brackets such as `[laughs]` and `[prison B]`, are left out.

    Example:
        >>> spoken_words("Yeah, I don't sleep [pause] on B wing.")
        ['yeah', 'i', 'don', 't', 'sleep', 'on', 'b', 'wing']
    """
    return _WORD.findall(_NOTE.sub(" ", text).lower())


def names_subject(word: str) -> bool:
    """Whether a word, in lower case, tells what is spoken about."""
    return len(word) > 1 and word not in STOP_WORDS


def content_words(text: str) -> list[str]:
    """The spoken words that name a subject, in order, repeats kept.

    Example:
        >>> content_words("Yeah, like, I don't sleep at night [pause] on the wing.")
        ['sleep', 'night', 'wing']
    """
    return [word for word in spoken_words(text) if names_subject(word)]
