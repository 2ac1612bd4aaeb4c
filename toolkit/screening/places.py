"""Places by their lists and by the words beside them: prisons, courts, hospitals, wings, cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache

from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.lexicon import load_lexicon, read_list
from toolkit.screening.name_labels import harmless_places
from toolkit.screening.place_words import Found, is_place_word, lower_at
from toolkit.screening.tokens import Token, read_tokens, read_words
from toolkit.screening.wings import (
    LANDINGS,
    WORDS_OF_CELLS,
    WORDS_OF_WINGS,
    read_cell,
    read_numbered_cell,
    read_wing,
)

_PRISON_BEFORE = frozenset({"hmp", "yoi", "hmyoi", "hmpyoi", "irc", "stc", "hmps"})
_AT = read_words("at in to from into near leaving left around outside via through hmp of")
_DIRECTIONS = read_words("north south east west northern southern greater inner central mid upper")
_ROADS = read_words(
    """road street lane avenue close drive crescent terrace estate gardens grove square court place
    way hill rd st ave drove flats row rise mews parade walk wynd"""
)
_SURE_ROADS = frozenset({"road", "street", "lane", "avenue", "crescent", "terrace", "estate"})
_COURTS = frozenset({"crown", "magistrates", "magistrates'", "magistrate's", "county", "sheriff"})
_HOSPITAL_WORDS = read_words(
    """st saint royal general queen queen's king king's princess prince of the university victoria
    elizabeth infirmary district memorial community hospital cottage children's mary's james's
    medical george's thomas' thomas luke's county city northern western southern eastern and"""
)
_PRISONS = frozenset({"prison", "jail", "nick", "gaol"})
_SCHOOLS = read_words("probation school college academy university mosque hostel")
_COURTS_SHORT = frozenset({"crown", "magistrates"})
_HOSPITALS_SHORT = frozenset({"royal", "general"})
_CALLED_SHORT = _HOSPITALS_SHORT | {"queen", "king", "infirmary"}
_AFTER_SHORT = _AT | read_words(
    """for and with when that where because cos then after on i he she they we it before but as by
    again once was is"""
)
_SAINTS = frozenset({"st", "saint"})
_KNOWN_NICKNAMES = frozenset({"scrubs", "ville", "verne", "wolds", "maze", "kesh", "moor"})


def find_places(tokens: list[Token], offset: int, *, few_capitals: bool) -> Iterator[Finding]:
    """Places in a line that lists or the words beside them give away; some may overlap.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        few_capitals: Whether the text is one without capital letters.
    """
    readers = _readers_by_word()
    # "Yorkshire Tea" is no place, and Coronation Street nobody's street.
    harmless = harmless_places(tokens)
    for place, token in enumerate(tokens):
        for reader in readers.get(token.lower, ()):
            found = reader(tokens, place, few_capitals)
            if found is None:
                continue
            start, end, kind, reason = found
            if kind is not Kind.COURT and harmless.issuperset(range(start, end)):
                continue
            sure = kind is not Kind.STREET
            first, last = offset + tokens[start].start, offset + tokens[end - 1].end
            yield Finding(first, last, CLASS_OF[kind], kind, sure, reason)


# --- Names of lists -----------------------------------------------------------------------------


@cache
def _listed_names() -> dict[str, dict[str, list[tuple[tuple[str, ...], Kind]]]]:
    """Every listed place as its words in lower case, by the first and the second, longest first."""
    names: dict[str, dict[str, list[tuple[tuple[str, ...], Kind]]]] = {}
    lists = (
        ("prisons", Kind.PRISON),
        ("prison_nicknames", Kind.PRISON),
        ("hospitals", Kind.HOSPITAL),
        ("towns", Kind.TOWN),
    )
    for name, kind in lists:
        for entry in read_list(name):
            words = tuple(token.lower for token in read_tokens(entry))
            second = words[1] if len(words) > 1 else ""
            names.setdefault(words[0], {}).setdefault(second, []).append((words, kind))
    for by_second in names.values():
        for found in by_second.values():
            found.sort(key=lambda one: -len(one[0]))
    return names


def _listed(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    by_second = _listed_names().get(tokens[place].lower, {})
    longer = by_second.get(lower_at(tokens, place + 1), ())
    for words, kind in (*longer, *by_second.get("", ())):
        end = place + len(words)
        if tuple(token.lower for token in tokens[place:end]) != words:
            continue
        if not _stands_as_name(tokens, place, end, few_capitals):
            continue
        is_town = kind is Kind.PRISON and words[0] in load_lexicon().towns
        named = Kind.TOWN if is_town else kind
        reason = f"It is in the list of {_LIST_NAMES[named]}."
        return _with_direction(tokens, place), end, named, reason
    return None


_LIST_NAMES = {
    Kind.PRISON: "prisons and what people call them",
    Kind.TOWN: "towns, cities and counties",
    Kind.HOSPITAL: "hospitals",
}


def _stands_as_name(tokens: list[Token], start: int, end: int, few_capitals: bool) -> bool:
    """Whether a listed place that may be ordinary words, or a person, is meant as a place.

    A single word that may be somebody's name is left to the model, which reads the sentence.
    """
    lexicon = load_lexicon()
    words = [token for token in tokens[start:end] if token.is_word and token.lower != "the"]
    if words[-1].text == "moor" and not few_capitals:
        return False  # a hill, where prisons are written large
    is_doubtful = [
        lexicon.is_ordinary(word.lower) or lexicon.is_person(word.lower) for word in words
    ]
    if not all(is_doubtful):
        return True
    are_large = all(word.is_large for word in words) and not few_capitals
    if len(words) > 1:
        if not all(lexicon.is_ordinary(word.lower) for word in words):
            return True
        return are_large or lower_at(tokens, start - 1) in _AT
    has_article = tokens[start].lower == "the"
    if has_article:
        is_known = words[-1].lower in _KNOWN_NICKNAMES and lower_at(tokens, start - 1) in _AT
        return are_large or is_known
    return lower_at(tokens, start - 1) in _PRISON_BEFORE


def _with_direction(tokens: list[Token], place: int) -> int:
    return place - 1 if lower_at(tokens, place - 1) in _DIRECTIONS else place


# --- Names beside words that give them away -----------------------------------------------------


def _prison(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """HMP and whatever it is called; "Ashbrook prison"."""
    if tokens[place].lower not in _PRISON_BEFORE:
        return None
    start = place + 1
    joined = _PRISON_BEFORE | {"/", "and", "&"}
    while start < place + 4 and lower_at(tokens, start) in joined:
        start += 1
    end = start
    while end < min(start + 4, len(tokens)) and _may_name_place(
        tokens[end], few_capitals, end == start
    ):
        end += 1
    if end == start:
        return None
    return place, end, Kind.PRISON, "It follows HMP or YOI."


def _may_name_place(token: Token, few_capitals: bool, is_first: bool) -> bool:
    lexicon = load_lexicon()
    if not token.is_word:
        return False
    if not few_capitals:
        return token.is_large or (is_first and not lexicon.is_ordinary(token.lower))
    if is_first:
        known = token.lower in lexicon.prisons or token.lower in lexicon.towns
        return known or not lexicon.is_ordinary(token.lower)
    return not lexicon.is_ordinary(token.lower)


def _beside(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """Courts, hospitals, streets, probation areas and schools, by the words before theirs."""
    word = tokens[place].lower
    kind_of_court = place - 1 - (lower_at(tokens, place - 1) in ("'", "'s", "’"))
    if word == "court" and lower_at(tokens, kind_of_court) in _COURTS:
        return _named_before(tokens, place, kind_of_court, few_capitals, Kind.COURT, "a court")
    if word == "court" and lower_at(tokens, place - 1) == "high":
        return place - 1, place + 1, Kind.COURT, "It is the name of a court."
    if word == "bailey" and lower_at(tokens, place - 1) == "old":
        return place - 1, place + 1, Kind.COURT, "It is the name of a court."
    if word in _PRISONS | {"court"} and place:
        kind = Kind.COURT if word == "court" else Kind.PRISON
        return _named_before(tokens, place, place, few_capitals, kind, f"a {word}")
    if word in ("hospital", "infirmary") or (
        word == "centre" and lower_at(tokens, place - 1) == "medical"
    ):
        return _hospital(tokens, place, few_capitals)
    if word in _SCHOOLS:
        kind = Kind.PROBATION_AREA if word == "probation" else Kind.OTHER_PLACE
        return _named_before(tokens, place, place, few_capitals, kind, f"the word {word}")
    return _street(tokens, place, few_capitals) if word in _ROADS else None


def _shortened(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """Bradford Crown and Luton Magistrates; Glasgow Royal, Leeds General."""
    word = tokens[place]
    before = tokens[place - 1] if place else word
    if word.lower in _CALLED_SHORT and not few_capitals and _is_short_hospital(tokens, place):
        end = place + 1 + (lower_at(tokens, place + 1) == "'s")
        return place, end, Kind.HOSPITAL, "Hospitals are called so for short."
    if few_capitals or not word.is_large or before.lower not in load_lexicon().towns:
        return None
    if word.lower in _COURTS_SHORT and lower_at(tokens, place + 1) != "court":
        return place - 1, place + 1, Kind.COURT, "It is the name of a court."
    if word.lower in _HOSPITALS_SHORT:
        return place - 1, place + 1, Kind.HOSPITAL, "It is the name of a hospital."
    return None


def _is_short_hospital(tokens: list[Token], place: int) -> bool:
    """Whether it is as in "taken to the Royal" and "in King's": nothing written large follows."""
    is_whose = lower_at(tokens, place + 1) == "'s"
    before = lower_at(tokens, place - 1)
    is_at = before in ("the", "in", "to", "at", "from") and tokens[place].is_large
    end = place + 1 + is_whose
    follows = tokens[end] if end < len(tokens) else None
    is_end = follows is None or follows.text in ",.;:?!" or follows.lower in _AFTER_SHORT
    is_named = is_whose or (tokens[place].lower in _HOSPITALS_SHORT and before == "the")
    return is_at and is_end and is_named


def _saint(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """St Peter's, as hospitals, schools and hostels are called."""
    if tokens[place].lower not in _SAINTS or place + 2 >= len(tokens):
        return None
    end = place + 1 + (tokens[place + 1].text == ".")
    if end + 1 >= len(tokens) or not (tokens[end].is_large or few_capitals):
        return None
    after = tokens[end + 1].lower
    is_whose = after in ("'s", "’s") or (after in ("'", "’") and lower_at(tokens, end + 2) == "s")
    if not is_whose or "day" in (lower_at(tokens, end + 2), lower_at(tokens, end + 3)):
        return None
    end += 2 + (after in ("'", "’"))
    return place, end, Kind.OTHER_PLACE, "Hospitals, schools and hostels are called so."


def _named_before(
    tokens: list[Token], place: int, before: int, few_capitals: bool, kind: Kind, what: str
) -> Found | None:
    start = before
    unknown = few_capitals and before < place
    while (
        start > 0
        and before - start < 3
        and is_place_word(
            tokens, start - 1, few_capitals, unknown=unknown, anywhere=kind is Kind.COURT
        )
    ):
        start -= 1
    while start < before and tokens[start].lower == "the":
        start += 1
    if start == before:
        return None
    start = _with_direction(tokens, start)
    end = place + (lower_at(tokens, place).startswith("court") or kind is not Kind.PRISON)
    return start, max(end, before), kind, f"It is the name that stands before {what}."


def _hospital(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    start = place
    has_name = False
    while start > 0 and place - start < 5:
        before = tokens[start - 1]
        is_name = is_place_word(tokens, start - 1, few_capitals, unknown=few_capitals)
        is_saint = before.lower in _SAINTS
        large = before.is_large and not few_capitals and before.lower in _HOSPITAL_WORDS
        if not (
            is_name
            or is_saint
            or large
            or before.lower in _HOSPITAL_WORDS
            or before.lower in ("'s", "'", "’")
        ):
            break
        has_name = has_name or is_name or is_saint or before.lower in ("royal", "queen", "queen's")
        start -= 1
    while start < place and lower_at(tokens, start) in ("the", "of", "and", "'s"):
        start += 1
    if not has_name or start == place:
        return None
    return start, place + 1, Kind.HOSPITAL, "It is the name of a hospital."


def _street(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """Acacia Road; 14 church lane; not "the main road"."""
    if place == 0 or not tokens[place - 1].is_word:
        return None
    lexicon = load_lexicon()
    start = place - 1
    name = tokens[start]
    if not few_capitals and tokens[place].is_large and name.is_large:
        while (
            start > 0
            and tokens[start - 1].is_word
            and tokens[start - 1].is_large
            and place - start < 3
        ):
            start -= 1
        if start == place - 1 and name.lower in ("the", "main", "high", "i", "this", "every"):
            return None
    elif lower_at(tokens, start - 1).isdecimal() and tokens[place].lower in _SURE_ROADS:
        pass
    elif (
        tokens[place].lower not in _SURE_ROADS
        or lexicon.is_ordinary(name.lower)
        or name.lower in lexicon.written_large
        or len(name.text) < 3
    ):
        return None
    start -= lower_at(tokens, start - 1).isdecimal()
    return start, place + 1, Kind.STREET, "It is the name of a street."


# --- All readers --------------------------------------------------------------------------------

_Reader = Callable[[list[Token], int, bool], Found | None]


@cache
def _readers_by_word() -> dict[str, list[_Reader]]:
    """The readers that can find something at a word: at most words there are none."""
    beside = _PRISONS | _SCHOOLS | _ROADS | {"court", "bailey", "hospital", "infirmary", "centre"}
    readers: tuple[tuple[_Reader, Iterable[str]], ...] = (
        (_listed, _listed_names()),
        (_prison, _PRISON_BEFORE),
        (_beside, beside),
        (_shortened, _COURTS_SHORT | _CALLED_SHORT),
        (_saint, _SAINTS),
        (read_wing, WORDS_OF_WINGS),
        (read_cell, WORDS_OF_CELLS),
        (read_numbered_cell, LANDINGS),
    )
    by_word: dict[str, list[_Reader]] = {}
    for reader, words in readers:
        for word in words:
            by_word.setdefault(word, []).append(reader)
    return by_word
