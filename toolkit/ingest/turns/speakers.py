"""What a speaker's label looks like, and what its speaker does in the interview."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from itertools import takewhile
from typing import NamedTuple

from toolkit.ingest.turns import label_words
from toolkit.model.transcript import SpeakerRole

LONGEST_LABEL = 40
MOST_WORDS = 5
SHORTEST_SLIP, MOST_SLIPS = 8, 2

SHAPE = re.compile(r"[\w .,'’\-()\[\]#/&+?*]+")
STAGE_DIRECTION = re.compile(r"\s*(?:\([a-z][^()]*\)|\[[a-z][^\[\]]*\])$")
BULLETS = " *_:：-–—•>"
LIST_NUMBER = re.compile(r"^\d{1,4}[.)]\s+")
INITIALS = re.compile(r"(?:[^\W\d_]\.){1,3}[^\W\d_]?")
CODE = re.compile(r"[^\W\d_]{1,4}[-.]?\d{0,4}|[^\W\d_]+\d{1,4}")
DOTTED = re.compile(r"[^\W\d_]{2,}\.\w")
VOICES = label_words.THIRD_VOICES | label_words.CLEAR_IN_A_NAME
EDGES = " \t.,'’-()[]#*_:"


class LabelKind(Enum):
    """What a label looks like by itself, before anybody counts how often it stands there."""

    ROLE = auto()
    UNKNOWN = auto()
    VOICE = auto()
    CODE = auto()
    NAME = auto()
    LOWER = auto()
    PHRASE = auto()
    OTHER = auto()
    OPENER = auto()
    NONE = auto()


def clean_label(printed: str) -> str:
    """A label by itself: no colon, number or brackets, and no note on how something was said.

    Example:
        >>> clean_label("[Fay  Interviewer]"), clean_label("12. P07 (laughs):")
        ('Fay Interviewer', 'P07')
    """
    seen = "".join(sign for sign in printed if unicodedata.category(sign) != "Cf")
    plain = STAGE_DIRECTION.sub("", " ".join(seen.split()).strip(BULLETS))
    plain = LIST_NUMBER.sub("", plain)
    if plain[:1] in ("[", "(") and plain[-1:] in ("]", ")"):
        plain = plain[1:-1]
    return unicodedata.normalize("NFC", plain.strip(BULLETS))


def label_key(label: str) -> str:
    """What two spellings of one clean label share.

    Example:
        >>> label_key("INTERVIEWER ") == label_key("Interviewer.")
        True
    """
    return label.casefold().replace("’", "'").strip(EDGES) or label


ABOUT = frozenset({"information", "details", "background", "facts", "notes"})


def kind_of_label(label: str) -> LabelKind:
    """What a clean label looks like by itself.

    Example:
        >>> [kind_of_label(label).name for label in ("Interviewer 2", "P07", "And I said")]
        ['ROLE', 'ROLE', 'NONE']
        >>> [kind_of_label(label).name for label in ("Fay Smith", "Part 1", "10", "A.N.")]
        ['NAME', 'NONE', 'NONE', 'CODE']
        >>> [kind_of_label(label).name for label in ("Prison officer", "My mother")]
        ['VOICE', 'PHRASE']
    """
    key = label_key(label)
    if key in label_words.UNKNOWN:
        return LabelKind.UNKNOWN
    if len(label) > LONGEST_LABEL or not SHAPE.fullmatch(label):
        return LabelKind.NONE
    words = key.replace("/", " / ").replace(",", " ").split()
    if len(words) > MOST_WORDS or not any(sign.isalpha() for sign in key):
        return LabelKind.NONE
    return _kind_by_words(label, words) or _kind_by_shape(label)


def _kind_by_words(label: str, words: list[str]) -> LabelKind | None:
    """What the lists say about the label; None where they do not know it."""
    base = _without_number(words)
    if words[0] in ABOUT and {"about", "on", "of"} & set(words[1:]):
        return LabelKind.NONE  # "Information about interviewee" heads a block of facts
    if _is_role(label, base):
        # "Question:" asks; "Question 3:" counts.
        counted = base != words and base[0] in ("question", "answer")
        return LabelKind.NONE if counted else LabelKind.ROLE
    # "Age group" is a fact of a cover, "The group" a voice.
    is_voice = base[-1] in VOICES and len(base) <= 3 and base[0] not in label_words.METADATA
    if not is_voice and _is_of_a_cover(base):
        return LabelKind.NONE
    if words[0] in label_words.OPENERS:
        if len(words) == 1:
            return LabelKind.OPENER
        return LabelKind.PHRASE if is_voice else LabelKind.NONE
    return LabelKind.VOICE if is_voice else None


def _is_of_a_cover(base: list[str]) -> bool:
    """Whether it is a fact or counts a part: `Interview date`, `Section`, `Section 2 Nights`."""
    counts = len(base) == 1 or base[1].isdigit() or base[1] in label_words.NUMBERS
    return base[-1] in label_words.COVER or (base[0] in label_words.COVER and counts)


def _without_number(words: list[str]) -> list[str]:
    """The words without a number behind them: `participant 12`, `p07`, `interviewer one`."""
    *front, last = words
    if front and (last.strip(EDGES).isdigit() or last in label_words.NUMBERS or len(last) == 1):
        return front
    letters = last.rstrip("0123456789").rstrip("-#.")
    return [*front, letters] if letters else words


def _is_role(label: str, base: list[str]) -> bool:
    if len(base) != 1 or not meant_word(base[0]):
        return False
    # "I: fine" is a label and "a: fine" is not; "interviewer: fine" is.
    return len(base[0]) > 2 or not label.strip(EDGES)[0].islower()


def _kind_by_shape(label: str) -> LabelKind:
    if INITIALS.fullmatch(label):
        return LabelKind.CODE
    printed = label.strip(EDGES).replace("/", " / ").split()
    if any(DOTTED.search(word) or "?" in word for word in printed):
        return LabelKind.NONE
    lower = label.islower()
    is_short = len(printed) == 1 and CODE.fullmatch(printed[0])
    if is_short and (printed[0].isupper() or printed[0][-1].isdigit()):
        return LabelKind.CODE
    if all(_is_name_part(word) for word in printed) and not lower:
        numbered = len(printed) == 2 and printed[1].isdigit()
        return LabelKind.CODE if numbered else LabelKind.NAME
    return LabelKind.LOWER if lower and len(printed) <= 2 else LabelKind.OTHER


def _is_name_part(word: str) -> bool:
    bare = word.strip(EDGES)
    known = bare.casefold() in label_words.IN_NAMES or word in label_words.JOINERS
    return known or not bare[:1].islower()


def meant_word(spelling: str) -> str:
    """The word for what somebody does that a lower-case spelling stands for; "" for none.

    A slip or two of the finger in a long word is forgiven, where it can be no other word.

    Example:
        >>> [meant_word(spelling) for spelling in ("intv", "partcipant", "interviewe", "tom")]
        ['interviewer', 'participant', '', '']
    """
    word = label_words.WORD_OF.get(spelling)
    if word is not None or len(spelling) < SHORTEST_SLIP or spelling in label_words.NO_SLIPS:
        return word or ""
    slips = {meant: count_slips(spelling, meant) for meant in label_words.OFTEN_MISSPELT}
    fewest = min(slips.values())
    nearest = [meant for meant, count in slips.items() if count == fewest]
    return nearest[0] if fewest <= MOST_SLIPS and len(nearest) == 1 else ""


def count_slips(first: str, second: str) -> int:
    """How many letters are wrong, missing, too many or swapped; above `MOST_SLIPS`, some more.

    Example:
        >>> count_slips("interviewr", "interviewer"), count_slips("interveiwer", "interviewer")
        (1, 1)
    """
    if first[:1] != second[:1] or abs(len(first) - len(second)) > MOST_SLIPS:
        return MOST_SLIPS + 1
    alike = (sign == other for sign, other in zip(first, second, strict=False))
    same = sum(takewhile(bool, alike))
    first, second = first[same:], second[same:]
    before: list[int] = []
    row = list(range(len(second) + 1))
    for i, sign in enumerate(first, start=1):
        older, before, row = before, row, [i]
        for j, other in enumerate(second, start=1):
            least = min(before[j] + 1, row[-1] + 1, before[j - 1] + (sign != other))
            if older and j > 1 and first[i - 2] == other and second[j - 2] == sign:
                least = min(least, older[j - 2] + 1)
            row.append(least)
        if min(row) > MOST_SLIPS:
            break
    return row[-1]


class Identity(NamedTuple):
    """Who a label that says what its speaker does stands for: `P-07` is participant 7."""

    word: str
    number: str


def identity_of(label: str) -> Identity | None:
    """Who a clean label stands for; None where it does not say what its speaker does.

    Example:
        >>> identity_of("INT."), identity_of("Participant 7") == identity_of("P-07")
        (Identity(word='interviewer', number=''), True)
        >>> identity_of("Interviewer one"), identity_of("Tom") is None
        (Identity(word='interviewer', number='1'), True)
    """
    key = label_key(label)
    base = _base(label)
    word = meant_word(base)
    if not word:
        return None
    number = key[len(base) :].strip(EDGES)
    if number in label_words.IN_ORDER:
        number = str(label_words.IN_ORDER.index(number) + 1)
    return Identity(word, number.lstrip("0"))


def roles_of(labels: Iterable[str]) -> dict[str, SpeakerRole]:
    """The role of each label that makes one clear; the others are not in the answer.

    Example:
        >>> roles = roles_of(["I", "P07", "Fay Interviewer", "Tom Jones"])
        >>> {label: role.value for label, role in roles.items()}
        {'I': 'interviewer', 'P07': 'participant', 'Fay Interviewer': 'interviewer'}
    """
    bases = {label: _base(label) for label in labels}
    roles = {label: _role_of(label, base) for label, base in bases.items()}
    present = set(bases.values())
    doubtful = set()
    if "q" not in present:
        doubtful.add("a")  # A, B and C are people; A beside Q is the answer
    if len(bases) == 2 and {*roles.values()} == {SpeakerRole.INTERVIEWER}:
        doubtful.add("i")  # I beside an interviewer may be the interviewee
    if "p" in present and SpeakerRole.INTERVIEWER not in roles.values():
        doubtful.add("r")  # R beside P may be the researcher
    return {
        label: role
        for label, role in roles.items()
        if role is not None and bases[label] not in doubtful
    }


def _base(label: str) -> str:
    return " ".join(_without_number(label_key(label).split() or [""]))


def _role_of(label: str, base: str) -> SpeakerRole | None:
    words = {word.strip(EDGES) for word in label_key(label).split()}
    named = words & label_words.CLEAR_IN_A_NAME | {meant_word(base)}
    interviewer = not named.isdisjoint(label_words.INTERVIEWER)
    participant = not named.isdisjoint(label_words.PARTICIPANT)
    if interviewer == participant:
        return None
    return SpeakerRole.INTERVIEWER if interviewer else SpeakerRole.PARTICIPANT
