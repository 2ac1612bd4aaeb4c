"""What stands in a text where an identifier stood, and whether two of them name the same one.

A person or place keeps one pseudonym all through a project: people are numbered (`[Officer 3]`),
places lettered (`[prison B]`). Numbers, dates, ages and lengths get a word for their kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.screening.finding import CLASS_OF, FindingClass, Kind
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.tokens import read_tokens, read_words

_NAMES = {
    Kind.PRISONER_NUMBER: "prisoner number",
    Kind.PNC_NUMBER: "PNC number",
    Kind.CRO_NUMBER: "CRO number",
    Kind.NATIONAL_INSURANCE: "National Insurance number",
    Kind.NHS_NUMBER: "NHS number",
    Kind.PHONE: "phone number",
    Kind.POSTCODE: "postcode",
    Kind.EMAIL: "e-mail address",
    Kind.LINK: "web address",
    Kind.HANDLE: "social media name",
    Kind.PASSPORT: "passport number",
    Kind.DRIVING_LICENCE: "driving licence number",
    Kind.NUMBER_PLATE: "number plate",
    Kind.OTHER_NUMBER: "number",
    Kind.NAME: "name",
    Kind.TITLED_NAME: "title and name",
    Kind.PRISON: "prison",
    Kind.TOWN: "town",
    Kind.COURT: "court",
    Kind.HOSPITAL: "hospital",
    Kind.STREET: "street",
    Kind.WING: "wing",
    Kind.CELL: "cell",
    Kind.PROBATION_AREA: "probation area",
    Kind.OTHER_PLACE: "place",
    Kind.DATE: "date",
    Kind.AGE: "age",
    Kind.SENTENCE_LENGTH: "length of sentence",
}


REMOVED = "[removed]"
"""What stands where words were taken out: a reader must see that something was said there."""

_NUMBERED = frozenset(kind for kind in Kind if CLASS_OF[kind] is FindingClass.PERSON)
_LETTERED = frozenset(kind for kind in Kind if CLASS_OF[kind] is FindingClass.PLACE) - {Kind.CELL}
_TITLES = {
    title: stem
    for stem, titles in {
        "Officer": "officer so so's po cm senior guv guvnor",
        "Governor": "governor gov",
        "Doctor": "dr doctor prof professor psychologist",
        "Nurse": "nurse sister matron",
        "Chaplain": "father rev reverend imam chaplain rabbi pastor canon",
        "Police officer": "pc dc ds di sgt sergeant sarge inspector superintendent",
        "Judge": "judge",
    }.items()
    for title in titles.split()
}
_SAME_TITLE = {"mister": "mr", "missus": "mrs", "auntie": "aunt", "aunty": "aunt"}
_NO_NAME = read_words("hmp hm hmyoi yoi prison gaol jail the of")
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$", re.IGNORECASE)
_PSEUDONYM = re.compile(r"\[([^\[\]]+) (\d+|[A-Z]{1,2})\]")
_STEMS = frozenset(_TITLES.values()) | {"person"} | {_NAMES[kind] for kind in _LETTERED}


def suggest_replacement(kind: Kind) -> str:
    """Words for any of a kind, in square brackets.

    Example:
        >>> suggest_replacement(Kind.PHONE)
        '[phone number]'
    """
    return f"[{_NAMES[kind]}]"


def identity_of(kind: Kind, words: str) -> str:
    """What two findings share that name the same person or place; "" for kinds without names.

    It is the words in lower case, without what is a matter of grammar or spelling.

    Example:
        >>> [identity_of(Kind.TITLED_NAME, words) for words in ("SO Baker’s", "officer baker")]
        ['Officer: baker', 'Officer: baker']
        >>> identity_of(Kind.PRISON, "HMP Ashbrook"), identity_of(Kind.PHONE, "07700 900123")
        ('prison: ashbrook', '')
    """
    if kind not in _NUMBERED | _LETTERED:
        return ""
    core, _ = split_ending(kind, words)
    said = [token.lower for token in read_tokens(core) if any(map(str.isalnum, token.lower))]
    stem = _stem_of(kind, words)
    if kind is Kind.TITLED_NAME and said:
        said = said[1:] if said[0] in _TITLES else [_SAME_TITLE.get(said[0], said[0]), *said[1:]]
    if kind is Kind.PRISON:
        said = [word for word in said if word not in _NO_NAME] or said
    return f"{stem}: {' '.join(said)}"


def _stem_of(kind: Kind, words: str) -> str:
    """What is numbered or lettered: `"Officer"` for officers, `"prison"` for prisons."""
    if kind is Kind.TITLED_NAME:
        first = next(iter(read_tokens(words)), None)
        return _TITLES.get(first.lower if first else "", "person")
    return "person" if kind in _NUMBERED else _NAMES[kind]


def split_ending(kind: Kind, words: str) -> tuple[str, str]:
    """A name, and the ending that says whose or how many: it stays behind the pseudonym.

    Example:
        >>> split_ending(Kind.NAME, "Dave’s"), split_ending(Kind.NAME, "Daves")
        (('Dave', '’s'), ('Dave', 's'))
        >>> split_ending(Kind.NAME, "James")
        ('James', '')
    """
    possessive = _POSSESSIVE.search(words)
    core = words[: possessive.start()] if possessive else words
    ending = possessive[0] if possessive else ""
    if kind is Kind.NAME and _is_plural(core):
        return core[:-1], core[-1] + ending
    return core, ending


def _is_plural(name: str) -> bool:
    lexicon, lower = load_lexicon(), name.lower()
    return lower.endswith("s") and not lexicon.is_person(lower) and lexicon.is_person(lower[:-1])


def number_pseudonym(kind: Kind, words: str, taken: Iterable[str]) -> str:
    """A pseudonym that nobody has yet; where a kind has no names, the word for the kind.

    Args:
        kind: What was found.
        words: What stood there.
        taken: Every replacement of the project so far.

    Example:
        >>> number_pseudonym(Kind.TITLED_NAME, "Officer Baker", ["[Officer 1]", "[Officer 2]s"])
        '[Officer 3]'
        >>> number_pseudonym(Kind.PRISON, "Ashbrook", ["[prison A]"])
        '[prison B]'
    """
    if kind not in _NUMBERED | _LETTERED:
        return suggest_replacement(kind)
    stem = _stem_of(kind, words)
    marks = {
        found[2]
        for replacement in taken
        for found in _PSEUDONYM.finditer(replacement)
        if found[1].lower() == stem.lower()
    }
    number = 1
    while (mark := str(number) if kind in _NUMBERED else _letters(number)) in marks:
        number += 1
    return f"[{stem} {mark}]"


def _letters(number: int) -> str:
    """1 is A, 26 is Z, 27 is AA, as the columns of a spreadsheet are named."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def is_pseudonym(words: str) -> bool:
    """Whether words are a pseudonym as it is made here, brackets and all.

    Example:
        >>> is_pseudonym("[wing A]"), is_pseudonym("[Belmarsh A]")
        (True, False)
    """
    found = _PSEUDONYM.fullmatch(words)
    return found is not None and found[1] in _STEMS


def read_pseudonym(replacement: str) -> str:
    """The pseudonym in a replacement, without what stands beside it; "" where there is none.

    Example:
        >>> read_pseudonym("[Officer 3]’s"), read_pseudonym("[phone number]")
        ('[Officer 3]', '')
    """
    found = _PSEUDONYM.search(replacement)
    return found[0] if found else ""
