"""What identifying numbers and addresses look like, one rule for each.

A rule is a pattern, which says what a thing looks like, and a judgement, which says whether a
match is one and how sure that is. Patterns read one line. They repeat only what can be read in
one way, so that none walks back over a long text. Numbers said aloud need no rules of their
own: once written as digits, they meet these.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from toolkit.screening.check_digits import has_nhs_check_digit, police_check_letter
from toolkit.screening.finding import Kind


@dataclass(frozen=True, slots=True)
class Verdict:
    """A match is an identifier: how sure that is, and why, without a word of the text."""

    sure: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and a judgement, which is None where a match is ordinary speech."""

    kind: Kind
    pattern: re.Pattern[str]
    judge: Callable[[re.Match[str]], Verdict | None]


TELLTALE = re.compile(r"\d\D{0,7}\d|[@_]|://|\w\.\w")
"""Something that is in every match of every rule."""


# --- What patterns are made of ------------------------------------------------------------------

_DASHES = r"\-\u2010-\u2015\u2212"
_GAP = rf"[\s{_DASHES}]{{0,3}}+"
_PHONE_GAP = rf"[\s{_DASHES}.()]{{0,3}}+"
_SLASH = rf"{_GAP}[/\\]{_GAP}"
_START = r"(?<![^\W_])"
_END = r"(?![^\W_])"
# "3.1415926535", "1,000,000" and "10:30" neither begin nor end an identifier.
_NUMBER_START = _START + r"(?<!\d[.,:/])(?<![£$€])"
_NUMBER_END = _END + r"(?![.,:/]\d)"

_LETTER = "[A-Z]"
_DIGIT = r"\d"
_PIECE = re.compile(r"[^\W_]+")


def _compile(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(parts), re.IGNORECASE)


def _row(*characters: str) -> str:
    """A pattern for characters in a row, with or without gaps between them."""
    return _GAP.join(characters)


def _serial(at_most: int) -> str:
    return rf"(?P<serial>\d(?:{_GAP}\d){{0,{at_most - 1}}})"


def _pieces(found: str) -> list[str]:
    """The letters and digits of a match, parted where it has gaps."""
    return _PIECE.findall(found)


def _compact(found: str) -> str:
    """The letters and digits of a match without gaps, in capitals."""
    return "".join(filter(str.isalnum, found)).upper()


# --- What ordinary speech looks like ------------------------------------------------------------

# Words that look like the letters around a number: "a 2000 of them", "at 120000 a year".
_SHORT_WORD_LIST = """
    a i ad ah am an as at be by cm do er ft go ha he hi hm if in is it kg km lb me mg ml mm my no
    of oh ok on or pm so st th to uh um up us we"""
_SHORT_WORDS = frozenset(_SHORT_WORD_LIST.split())


def _is_everyday_number(digits: str) -> bool:
    """Whether it is a round number or a year of our time."""
    return digits.endswith("00") or (len(digits) == 4 and 1900 <= int(digits) <= 2099)


def _counts_up(numbers: list[str]) -> bool:
    """Whether numbers go up or down in equal steps, as in "1 2 3 4" or "2018 2019 2020"."""
    if len(numbers) < 3:
        return False
    step = int(numbers[1]) - int(numbers[0])
    return all(int(later) - int(former) == step for former, later in pairwise(numbers))


# --- Prisoner numbers ---------------------------------------------------------------------------

_PRISONER_NUMBER = _compile(_START, _row(_LETTER, *[_DIGIT] * 4, _LETTER, _LETTER), _END)


def _judge_prisoner_number(match: re.Match[str]) -> Verdict | None:
    reason = "One letter, four digits, two letters: a prisoner number looks so."
    pieces = _pieces(match[0])
    last = pieces[-1]
    if len(pieces) == 1 or last.isupper():
        return Verdict(True, reason)
    is_everyday = _is_everyday_number(_compact(match[0])[1:5]) or last in ("am", "pm")
    if last.lower() not in _SHORT_WORDS:
        return Verdict(not is_everyday, reason)
    return None if is_everyday else Verdict(False, f"{reason} The letters could be words.")


# --- Police numbers -----------------------------------------------------------------------------

_CHECK_LETTER = rf"{_GAP}(?P<letter>[A-Z]){_END}"
_SHORT_YEAR = rf"(?P<year>\d{_GAP}\d)"
_LONG_YEAR = rf"(?P<year>{_row(*[_DIGIT] * 4)})"

_PNC_NUMBER = _compile(
    _NUMBER_START, r"(?P<year>\d\d(?:\d\d)?)", _SLASH, _serial(at_most=7), _CHECK_LETTER
)
_WHOLE_PNC_NUMBER = _compile(
    _NUMBER_START,
    _LONG_YEAR,
    rf"{_GAP}(?:[/\\]{_GAP})?(?P<serial>{_row(*[_DIGIT] * 7)})",
    _CHECK_LETTER,
)
_CRO_NUMBER = _compile(_NUMBER_START, _serial(at_most=6), _SLASH, _SHORT_YEAR, _CHECK_LETTER)
_SF_CRO_NUMBER = _compile(
    _START, _row("S", "F", _SHORT_YEAR), _SLASH, _serial(at_most=6), _CHECK_LETTER
)


def _judge_pnc_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(_compact, match.group("year", "serial", "letter"))
    if len(year) == 4 and year[:2] not in ("19", "20"):
        return None
    return _judge_police_number("PNC number", match[0], year[-2:], serial, 7, letter)


def _judge_cro_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(_compact, match.group("year", "serial", "letter"))
    return _judge_police_number("CRO number", match[0], year, serial, 6, letter)


def _judge_sf_cro_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(_compact, match.group("year", "serial", "letter"))
    return _judge_police_number("CRO number", match[0], year, serial, len(serial), letter)


def _judge_police_number(
    name: str, found: str, year: str, serial: str, size: int, letter: str
) -> Verdict | None:
    fits = police_check_letter(year, serial.zfill(size)) == letter
    # Without its leading zeros it must still be told from "24/7 a" and "11/2023 A".
    if len(serial) < size:
        is_attached = found[-2].isdigit()
        if len(serial) < 5 and not (is_attached and fits and len(serial) > 2):
            return None
        if not (is_attached or found[-1].isupper()):
            return None
    if fits:
        return Verdict(True, f"A {name}, and its check letter fits.")
    return Verdict(False, f"Looks like a {name}, but its check letter does not fit.")


# --- National Insurance and NHS numbers ---------------------------------------------------------

_NATIONAL_INSURANCE = _compile(
    _START,
    _row(_LETTER, _LETTER, *[_DIGIT] * 6),
    rf"(?:(?:{_GAP}[A-D]|[A-Z]){_END}|{_NUMBER_END})",
)
_NI_PREFIX = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")


def _judge_national_insurance(match: re.Match[str]) -> Verdict | None:
    pieces = _pieces(match[0])
    compact = _compact(match[0])
    prefix, digits, suffix = compact[:2], compact[2:8], compact[8:]
    fits = _NI_PREFIX.fullmatch(prefix) is not None
    may_be_words = len(pieces) > 1 and pieces[0].islower()
    if not suffix:
        reason = "Two letters and six digits, as in a National Insurance number cut short."
        return Verdict(False, reason) if fits and not may_be_words else None
    is_number = _is_everyday_number(digits) or _counts_up([p for p in pieces if p.isdigit()])
    if may_be_words and pieces[0] in _SHORT_WORDS and is_number:
        return None
    reason = "Two letters, six digits and a letter: a National Insurance number looks so."
    if fits and suffix in "ABCD":
        return Verdict(True, reason)
    return Verdict(False, f"{reason} These letters are not in use.")


_NHS_NUMBER = _compile(_NUMBER_START, _row(*[_DIGIT] * 10), _NUMBER_END)
_NHS_GROUPINGS = frozenset({(10,), (3, 3, 4), (1,) * 10})
_NHS_RARE_GROUPINGS = frozenset(
    {(3, 4, 3), (4, 3, 3), (5, 5), (4, 6), (6, 4), (3, 3, 2, 2), (2,) * 5}
)


def _judge_nhs_number(match: re.Match[str]) -> Verdict | None:
    pieces = _pieces(match[0])
    digits = "".join(pieces)
    grouping = tuple(map(len, pieces))
    is_usual = grouping in _NHS_GROUPINGS
    if not is_usual and grouping not in _NHS_RARE_GROUPINGS:
        return None
    if digits.endswith("000") or _counts_up(pieces if len(pieces) > 1 else list(digits)):
        return None
    if has_nhs_check_digit(digits):
        return Verdict(True, "Ten digits, and the last is the check digit of an NHS number.")
    if is_usual:
        return Verdict(False, "Ten digits, as in an NHS number, but the check digit does not fit.")
    return None


# --- Telephone numbers --------------------------------------------------------------------------

_DATE = r"\d\d?[-.][01]?\d[-.](?:\d\d){1,2}(?!\d)"
_BRITISH_PREFIX = rf"(?:\+|00){_PHONE_GAP}4{_GAP}4{_PHONE_GAP}(?:0{_PHONE_GAP})?|\(?0{_GAP}"
_PHONE = _compile(
    _NUMBER_START,
    rf"(?!{_DATE})(?:{_BRITISH_PREFIX})(?P<national>\d(?:{_PHONE_GAP}\d){{8,9}})",
    _NUMBER_END,
)
_PHONE_ABROAD = _compile(
    _NUMBER_START,
    rf"(?:\+|00)(?!{_GAP}4{_GAP}4)[1-9](?:{_PHONE_GAP}\d){{7,13}}",
    _NUMBER_END,
)


def _judge_phone(match: re.Match[str]) -> Verdict | None:
    national = "".join(_pieces(match["national"]))
    if national[0] in "046" or national.endswith("000000"):
        return None
    if _counts_up(_pieces(match[0])) or _counts_up(list(national)):
        return None
    if len(national) == 10 or national.startswith(("1", "500", "800")):
        return Verdict(True, "Begins and runs on as a British telephone number does.")
    return Verdict(False, "Looks like a British telephone number with a digit missing.")


def _judge_phone_abroad(match: re.Match[str]) -> Verdict:
    return Verdict(True, "Begins as a telephone number of another country does.")


# --- Postcodes ----------------------------------------------------------------------------------

_POSTCODE = _compile(
    _START,
    rf"{_LETTER}{_GAP}(?:{_LETTER}{_GAP})?\d{_GAP}(?:[A-Z\d]{_GAP})?",
    _row(_DIGIT, _LETTER, _LETTER),
    _END,
)
_POSTCODE_PARTS = re.compile(r"([A-Z]{1,2})\d[A-Z\d]?\d[ABD-HJLNP-UW-Z]{2}")
_POSTCODE_AREA_LIST = """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT
    DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD
    LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK
    SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE"""
_POSTCODE_AREAS = frozenset(_POSTCODE_AREA_LIST.split())
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth")


def _judge_postcode(match: re.Match[str]) -> Verdict | None:
    pieces = _pieces(match[0])
    parts = _POSTCODE_PARTS.fullmatch("".join(pieces).upper())
    if parts is None or parts[1] not in _POSTCODE_AREAS:
        return None
    is_two_halves = len(pieces) == 1 or (len(pieces) == 2 and len(pieces[1]) == 3)
    is_spelt_out = len(pieces) == len(parts[0])
    if not (is_two_halves or is_spelt_out or match[0].isupper()):
        return None
    reason = "Begins with a postcode area and runs on as a postcode does."
    if _ORDINAL.fullmatch(pieces[-1]):
        return Verdict(False, f"{reason} The end could be a number such as 1st.")
    return Verdict(True, reason)


# --- Addresses on the net -----------------------------------------------------------------------

_DOMAIN = r"(?:[\w-]++\.(?=[^\W_]))+[^\W\d_][\w-]*"
_DOMAIN_END = "(?:com|org|net|info|biz|edu|gov|uk|ie)"
_PATH = r"""[^\s<>]*[^\s<>.,;:!?'")\]}…”’]"""

_EMAIL = _compile(
    r"(?<![\w.+%-])(?:[A-Z]{1,2}['’])?[\w.+%-]++",
    rf"(?:\s?@\s?{_DOMAIN}|@(?=\d*[^\W\d_])[\w-]+)",
)
_LINK = _compile(rf"(?:https?://|{_START}www\.){_PATH}")
_BARE_LINK = _compile(
    r"(?<![\w.@-])(?:[\w-]++\.)+",
    rf"(?:{_DOMAIN_END}{_END}(?:/{_PATH})?|[A-Z]{{2,6}}/{_PATH})",
)
_AT_HANDLE = _compile(r"(?<![\w@])@(?=\w{0,30}[^\W\d_])\w[\w.]{0,28}\w")
_UNDERSCORED = _compile(r"(?<![\w@])(?=[^\W_])(?=\w*[^\W\d_])[^\W_]++(?:_++[^\W_]++)+")


def _judge_email(match: re.Match[str]) -> Verdict:
    if "." in match[0].rpartition("@")[2]:
        return Verdict(True, "An e-mail address: a name, @ and a domain.")
    return Verdict(False, "An e-mail address that may have lost its end.")


def _judge_link(match: re.Match[str]) -> Verdict:
    return Verdict(True, "A web address.")


def _judge_at_handle(match: re.Match[str]) -> Verdict:
    return Verdict(True, "A name that begins with @, as on social media.")


def _judge_underscored(match: re.Match[str]) -> Verdict:
    return Verdict(False, "A word with an underscore in it, as in names on social media.")


RULES = (
    Rule(Kind.PRISONER_NUMBER, _PRISONER_NUMBER, _judge_prisoner_number),
    Rule(Kind.PNC_NUMBER, _PNC_NUMBER, _judge_pnc_number),
    Rule(Kind.PNC_NUMBER, _WHOLE_PNC_NUMBER, _judge_pnc_number),
    Rule(Kind.CRO_NUMBER, _CRO_NUMBER, _judge_cro_number),
    Rule(Kind.CRO_NUMBER, _SF_CRO_NUMBER, _judge_sf_cro_number),
    Rule(Kind.NATIONAL_INSURANCE, _NATIONAL_INSURANCE, _judge_national_insurance),
    Rule(Kind.NHS_NUMBER, _NHS_NUMBER, _judge_nhs_number),
    Rule(Kind.PHONE, _PHONE, _judge_phone),
    Rule(Kind.PHONE, _PHONE_ABROAD, _judge_phone_abroad),
    Rule(Kind.POSTCODE, _POSTCODE, _judge_postcode),
    Rule(Kind.EMAIL, _EMAIL, _judge_email),
    Rule(Kind.LINK, _LINK, _judge_link),
    Rule(Kind.LINK, _BARE_LINK, _judge_link),
    Rule(Kind.HANDLE, _AT_HANDLE, _judge_at_handle),
    Rule(Kind.HANDLE, _UNDERSCORED, _judge_underscored),
)
