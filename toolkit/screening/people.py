"""People by their titles: "Mr Jones", "Officer Baker", "Miss B"; a title alone is nobody."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.screening.features import group_of
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.lexicon import Lexicon, load_lexicon
from toolkit.screening.name_labels import harmless_places
from toolkit.screening.tokens import Token, read_words

# Whatever follows these is a name; the others are words as well.
_ALWAYS = frozenset({"mr", "mrs", "ms", "mx", "dr", "mister", "missus"})
_TITLES = _ALWAYS | read_words(
    """miss doctor prof professor rev reverend father sister officer governor gov guv sgt sergeant
    sarge pc dc ds di inspector judge imam chaplain rabbi canon pastor sir dame lord lady nurse
    uncle aunt auntie aunty so cm po so's matron superintendent psychologist senior guvnor"""
)
_SHORTENED = read_words("mr mrs ms mx dr prof rev sgt gov st pc dc ds di so cm po")
# In a text with few capitals these are too ordinary for a title.
_ONLY_LARGE = frozenset(
    {"so", "cm", "po", "di", "ds", "pc", "dc", "sister", "father", "lord", "senior"}
)
_PARTICLES = frozenset(
    {"de", "da", "van", "von", "der", "den", "al", "bin", "el", "la", "ap", "mac", "st"}
)
_WHOSE = frozenset({"my", "his", "her", "our", "your", "their", "the", "a"})
_STAFF = frozenset({"officer", "governor", "gov", "guv", "chaplain", "nurse", "doctor"})
_KIN = frozenset({"uncle", "aunt", "auntie", "aunty"})
_BEFORE_VERB = read_words(
    """i you we they he she to don't didn't dont will would 'd 'll 've might
    may really still do does did gonna not never also always can could must that hit near just who
    wouldn't won't proper should"""
)
_NOT_AFTER = read_words(
    """and or but in on at to for the a an is was said says came come went goes got get had has who
    that if when so because with from by of as i he she they we you it me him her them us there here
    grade grades office officer governor mum dad mate right no yes yeah not just will would can
    could might did do does then now well like please sir miss"""
)


def find_titled_names(tokens: list[Token], offset: int, *, few_capitals: bool) -> Iterator[Finding]:
    """Titles with the names that follow them.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        few_capitals: Whether the text is one without capital letters.
    """
    lexicon = load_lexicon()
    for place, token in enumerate(tokens):
        if token.lower in _TITLES:
            end = _name_end(tokens, place, lexicon, few_capitals)
            if end is not None:
                first, last = offset + token.start, offset + tokens[end - 1].end
                kind = Kind.TITLED_NAME
                yield Finding(first, last, CLASS_OF[kind], kind, True, "A title and a name.")


CALLED = "It is what somebody is called."
_ADDRESSES = read_words(
    "i the miss sir gov guv boss mum mam mammy mummy dad daddy nan nana gran god father officer bro"
)
_CALLS = frozenset({"call", "calls", "called", "nicknamed", "knows", "knew", "known", "cried"})
_WHOM = frozenset({"me", "him", "her", "them", "it"})


def find_called_names(tokens: list[Token], offset: int, *, few_capitals: bool) -> Iterator[Finding]:
    """What somebody is called: "everybody called her Tiny Trace", "known as Smalls".

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        few_capitals: Whether the text is one without capital letters; then nothing is found,
            for "they called him names" looks the same.
    """
    if few_capitals:
        return
    for place, token in enumerate(tokens):
        if token.lower in _CALLS:
            found = _called_behind(tokens, place) or _called_before(tokens, place)
            if found is not None:
                first, last = offset + tokens[found[0]].start, offset + tokens[found[1] - 1].end
                yield Finding(first, last, CLASS_OF[Kind.NAME], Kind.NAME, False, CALLED)


def find_answered_name(tokens: list[Token], offset: int) -> Iterator[Finding]:
    """The "Granny Pegs." that a line begins with, in answer to what somebody is called."""
    start = 0
    while start < len(tokens) and (
        tokens[start].lower in _BEFORE_ANSWER or not tokens[start].is_word
    ):
        start += 1
    end = start
    while end < min(len(tokens), start + 3) and tokens[end].is_word and tokens[end].is_large:
        end += 1
    is_all = end == len(tokens) or tokens[end].text in ".,!?…"
    if end > start and is_all and tokens[start].lower not in _ADDRESSES:
        first, last = offset + tokens[start].start, offset + tokens[end - 1].end
        yield Finding(first, last, CLASS_OF[Kind.NAME], Kind.NAME, False, CALLED)


_BEFORE_ANSWER = read_words(
    """yes yeah yep aye no nah well oh er erm um uh so just like they did it was mostly sometimes
    always still he she people lads"""
)


def _called_behind(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """The "Tiny Trace" of "called her Tiny Trace", the "Smalls" of "known as Smalls"."""
    start = place + 1
    start += start < len(tokens) and tokens[start].lower in _WHOM
    if start < len(tokens) and tokens[start].lower == "as":
        start += 1
    elif tokens[place].lower.startswith("kn"):
        return None
    end = start
    while end < min(len(tokens), start + 3) and tokens[end].is_word and tokens[end].is_large:
        end += 1
    is_title_alone = end == start + 1 and tokens[start].lower in _ADDRESSES
    if end == start or is_title_alone:
        return None
    # "Everyone called him Prof": whatever one person is called, it points at them.
    is_of_one = end == start + 1 and tokens[start - 1].lower in _WHOM - {"it", "them"}
    return (start, end) if is_of_one or not _is_harmless(tokens, start, end) else None


def _is_harmless(tokens: list[Token], start: int, end: int) -> bool:
    lexicon = load_lexicon()
    plain = harmless_places(tokens[start:end])
    for place in range(start, end):
        word = tokens[place].lower
        is_phrase = place - start in plain and not lexicon.is_person(word)
        if not (is_phrase or word in lexicon.written_large or word == "the"):
            return False
    return True


def _called_before(tokens: list[Token], place: int) -> tuple[int, int] | None:
    """The "Pops" of "Pops we called him", within a sentence."""
    words = [token.lower for token in tokens[max(0, place - 2) : place + 2]]
    name = place - 2 - (words[:1] == [","])
    is_told = len(words) == 4 and words[1] in _CALLERS and words[3] in _WHOM
    if not is_told or name < 1 or not tokens[name].is_large or tokens[name - 1].text in ".?!":
        return None
    is_short = tokens[name].text.isupper() and words[3] == "it"
    return None if is_short else (name, name + 1)


_CALLERS = frozenset({"we", "they", "i", "everybody", "everyone", "people"})
_FEWEST_LETTERS = 4


def find_spelt_names(tokens: list[Token], offset: int) -> Iterator[Finding]:
    """Names that are spelt out letter by letter: "Z B I G N I E W", "t-a-d-a-s".

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
    """
    run: list[Token] = []
    for token in [*tokens, None]:
        if token is not None and (
            (token.is_word and len(token.text) == 1) or (run and token.text in ",-.–")
        ):
            run.append(token)
            continue
        while run and not run[-1].is_word:
            run.pop()
        letters = [one.lower for one in run if one.is_word]
        if len(letters) >= _FEWEST_LETTERS and len(set(letters)) > 2:
            kind = Kind.NAME
            reason = "Letters said one by one: a name may be spelt out."
            first, last = offset + run[0].start, offset + run[-1].end
            yield Finding(first, last, CLASS_OF[kind], kind, False, reason)
        run = []


def _name_end(tokens: list[Token], place: int, lexicon: Lexicon, few_capitals: bool) -> int | None:
    title = tokens[place]
    start = place + 1
    if title.lower in _SHORTENED and start < len(tokens) and tokens[start].text == ".":
        start += tokens[start].start == title.end
    if start >= len(tokens) or not tokens[start].is_word or tokens[start].lower in _NOT_AFTER:
        return None
    if not _is_title_here(tokens, place, few_capitals):
        return None
    if title.is_large and not few_capitals:
        is_name = _is_large_name(tokens, place, start, lexicon)
    else:
        is_name = _is_small_name(tokens, place, start, lexicon, few_capitals)
    if not is_name:
        return None
    return _whole_name(tokens, start, lexicon, few_capitals)


def _is_title_here(tokens: list[Token], place: int, few_capitals: bool) -> bool:
    title = tokens[place]
    before = tokens[place - 1].lower if place else ""
    if title.lower in _ONLY_LARGE and few_capitals:
        return title.lower in ("cm", "po", "father", "sister") and before not in _WHOSE
    if title.lower in _ONLY_LARGE:
        is_abbreviation = len(title.text) < 3
        return title.text.isupper() if is_abbreviation else title.is_large
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    is_verb = title.lower == "miss" and before in _BEFORE_VERB
    is_verb = is_verb and load_lexicon().is_ordinary(following)
    return (title.is_large and not few_capitals) or not is_verb


def _is_large_name(tokens: list[Token], place: int, start: int, lexicon: Lexicon) -> bool:
    name = tokens[start]
    if not name.is_large:
        return tokens[place].lower in _ALWAYS and not lexicon.is_ordinary(name.lower)
    if tokens[place].lower in _ALWAYS or lexicon.is_person(name.lower):
        return True
    if name.lower in lexicon.written_large or name.lower in _ROLES:
        return False
    # "Officer Heaps", though heaps are a word: both are written large within a sentence.
    is_within = place > 0 and tokens[place - 1].text not in '.?!:"“‘'
    is_sure_title = tokens[place].lower in _STAFF | {"miss", "sister", "senior"}
    return not lexicon.is_ordinary(name.lower) or (is_within and is_sure_title)


_ROLES = read_words(
    """support grade custody custodial officer officers manager managers training safer wing senior
    of unit unlock school service in on duty number one two band"""
)


def _is_small_name(
    tokens: list[Token], place: int, start: int, lexicon: Lexicon, few_capitals: bool
) -> bool:
    title, name = tokens[place].lower, tokens[start].lower
    if name.endswith("n't"):
        return False
    if title == "missus":  # "where your missus drinks"
        return tokens[start].is_large or not lexicon.is_ordinary(name)
    if title in _ALWAYS or (title == "miss" and name in lexicon.surnames):
        return True
    if title in _KIN and name in lexicon.first_names:
        return True
    if few_capitals and title in _STAFF and name in lexicon.surnames:
        return not lexicon.is_ordinary(name) or _is_followed_by_verb(tokens, start + 1)
    if lexicon.is_ordinary(name) or len(name) == 1:
        return tokens[start].is_large and lexicon.is_person(name)
    is_new = few_capitals and name not in lexicon.written_large
    return lexicon.is_person(name) or is_new


def _is_followed_by_verb(tokens: list[Token], place: int) -> bool:
    following = tokens[place].lower if place < len(tokens) else "."
    return (
        following in ".,?!"
        or group_of(following, "o")
        in (
            "say",
            "be",
            "have",
            "can",
            "and",
        )
        or following == "who"
    )


def _whole_name(tokens: list[Token], start: int, lexicon: Lexicon, few_capitals: bool) -> int:
    end = start + 1
    while end < len(tokens) and end - start < 6:
        token = tokens[end]
        if token.text in "-’'" and end + 1 < len(tokens) and _touches(tokens, end):
            end += 2
        elif (
            (token.text == "." and len(tokens[end - 1].text) == 1)
            or (tokens[end - 1].lower in _PARTICLES and token.is_word)
            or _goes_on(tokens, start, end, lexicon, few_capitals)
        ):
            end += 1
        else:
            break
    return end - 1 if tokens[end - 1].text == "." else end


def _touches(tokens: list[Token], place: int) -> bool:
    return (
        tokens[place - 1].end == tokens[place].start
        and tokens[place].end == tokens[place + 1].start
        and tokens[place + 1].is_word
    )


def _goes_on(
    tokens: list[Token], start: int, end: int, lexicon: Lexicon, few_capitals: bool
) -> bool:
    """Whether a first name or an initial is followed by a family name."""
    token = tokens[end]
    if not token.is_word or token.lower in _NOT_AFTER or len(token.text) < 2:
        return False
    if not few_capitals and tokens[start].is_large:
        return token.is_large and token.lower not in lexicon.written_large
    is_first = tokens[start].lower in lexicon.first_names or len(tokens[start].text) == 1
    return (
        is_first
        and end == start + 1
        and token.lower in lexicon.surnames
        and not lexicon.is_ordinary(token.lower)
    )
