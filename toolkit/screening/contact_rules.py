"""What telephone numbers, postcodes and addresses on the net look like, one rule for each."""

from __future__ import annotations

import re

from toolkit.screening.finding import Kind
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.rule import (
    DIGIT,
    END,
    GAP,
    LETTER,
    NUMBER_END,
    NUMBER_START,
    PHONE_GAP,
    SHORT_WORDS,
    START,
    Rule,
    Verdict,
    compile_pattern,
    counts_up,
    row,
    split_pieces,
    without_gaps,
)

# --- Telephone numbers --------------------------------------------------------------------------

_DATE = r"\d\d?[-.][01]?\d[-.](?:\d\d){1,2}(?!\d)"
_BRITISH_PREFIX = rf"(?:\+|0{GAP}0){PHONE_GAP}4{GAP}4{PHONE_GAP}(?:0{PHONE_GAP})?|\(?0{GAP}"
_PHONE = compile_pattern(
    NUMBER_START,
    rf"(?!{_DATE})(?:{_BRITISH_PREFIX})(?P<national>\d(?:{PHONE_GAP}\d){{8,9}})",
    NUMBER_END,
)
_PHONE_ABROAD = compile_pattern(
    NUMBER_START,
    rf"(?:\+|0{GAP}0){PHONE_GAP}(?!{GAP}4{GAP}4)[1-9](?:{PHONE_GAP}\d){{7,13}}",
    NUMBER_END,
)


def _judge_phone(match: re.Match[str]) -> Verdict | None:
    national = "".join(split_pieces(match["national"]))
    if national[0] in "046" or national.endswith("000000"):
        return None
    if counts_up(split_pieces(match[0])) or counts_up(list(national)):
        return None
    if len(national) == 10 or national.startswith(("1", "500", "800")):
        return Verdict(True, "Begins and runs on as a British telephone number does.")
    return Verdict(False, "Looks like a British telephone number with a digit missing.")


def _judge_phone_abroad(match: re.Match[str]) -> Verdict:
    return Verdict(True, "Begins as a telephone number of another country does.")


# --- Postcodes ----------------------------------------------------------------------------------

_POSTCODE = compile_pattern(
    START,
    rf"{LETTER}{GAP}(?:{LETTER}{GAP})?\d{GAP}(?:[A-Z\d]{GAP})?",
    row(DIGIT, LETTER, LETTER),
    END,
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
    pieces = split_pieces(match[0])
    parts = _POSTCODE_PARTS.fullmatch("".join(pieces).upper())
    if parts is None or parts[1] not in _POSTCODE_AREAS:
        return None
    is_two_halves = len(pieces) == 1 or (len(pieces) == 2 and len(pieces[1]) == 3)
    is_spelt_out = len(pieces) == len(parts[0])
    reason = "Begins with a postcode area and runs on as a postcode does."
    if not (is_two_halves or is_spelt_out or match[0].isupper()):
        words = [piece.lower() for piece in pieces if piece.isalpha()]
        is_speech = all(word in SHORT_WORDS for word in words) or _ORDINAL.fullmatch(pieces[-1])
        return None if is_speech else Verdict(False, reason)
    if _ORDINAL.fullmatch(pieces[-1]):
        return Verdict(False, f"{reason} The end could be a number such as 1st.")
    return Verdict(True, reason)


# --- Addresses on the net -----------------------------------------------------------------------

_DOMAIN = r"(?:[\w-]++\.(?=[^\W_]))+[^\W\d_][\w-]*"
_DOMAIN_END = "(?:com|org|net|info|biz|edu|gov|uk|ie|example)"
_PATH = r"""[^\s<>]*[^\s<>.,;:!?'")\]}…”’]"""

_EMAIL = compile_pattern(
    r"(?<![\w.+%-])(?:[A-Z]{1,2}['’])?[\w.+%-]++",
    rf"(?:\s?@\s?{_DOMAIN}|@(?=\d*[^\W\d_])[\w-]+)",
)
_PARTED_AT, _PARTED_DOT = (rf"\s?[(\[{{<]\s?{word}\s?[)\]}}>]\s?" for word in ("at", "dot"))
_PARTED_EMAIL = compile_pattern(
    rf"(?<![\w.+%-])[\w.+%-]++{_PARTED_AT}[\w-]++(?:(?:{_PARTED_DOT}|\.)[\w-]++){{1,4}}+",
)
_LINK = compile_pattern(rf"(?:https?://|{START}www\.){_PATH}")
_BARE_LINK = compile_pattern(
    r"(?<![\w.@-])(?:[\w-]++\.)+",
    rf"(?:{_DOMAIN_END}{END}(?:/{_PATH})?|[A-Z]{{2,6}}/{_PATH})",
)
_AT_HANDLE = compile_pattern(r"(?<![\w@])@(?=\w{0,30}[^\W\d_])\w[\w.]{0,28}\w")
_UNDERSCORED = compile_pattern(r"(?<![\w@])(?=[^\W_])(?=\w*[^\W\d_])[^\W_]++(?:_++[^\W_]++)+")


_LETTERS_AND_DIGITS = compile_pattern(START, r"[^\W\d_]{5,}\d{2,6}", END)


def _judge_letters_and_digits(match: re.Match[str]) -> Verdict | None:
    if match[0].lower() in load_lexicon().written_large:
        return None
    return Verdict(False, "A long word with digits at its end, as in names on the net.")


def _judge_email(match: re.Match[str]) -> Verdict:
    if "." in match[0].rpartition("@")[2]:
        return Verdict(True, "An e-mail address: a name, @ and a domain.")
    return Verdict(False, "An e-mail address that may have lost its end.")


def _judge_parted_email(match: re.Match[str]) -> Verdict:
    return Verdict(True, "An e-mail address whose signs are written as words.")


def _judge_link(match: re.Match[str]) -> Verdict:
    return Verdict(True, "A web address.")


def _judge_at_handle(match: re.Match[str]) -> Verdict:
    return Verdict(True, "A name that begins with @, as on social media.")


def _judge_underscored(match: re.Match[str]) -> Verdict:
    return Verdict(False, "A word with an underscore in it, as in names on social media.")


_PHONE_LIKE = compile_pattern(
    NUMBER_START,
    rf"0[12378]\d{{1,3}}{PHONE_GAP}(?:\d{{3,4}}{PHONE_GAP}){{1,2}}\d{{3,4}}",
    NUMBER_END,
)


def _judge_phone_like(match: re.Match[str]) -> Verdict | None:
    if not 10 <= len(without_gaps(match[0])) <= 13:
        return None
    return Verdict(False, "Groups of digits behind a nought, as in a telephone number.")


CONTACT_RULES = (
    Rule(Kind.PHONE, _PHONE_LIKE, _judge_phone_like),
    Rule(Kind.PHONE, _PHONE, _judge_phone),
    Rule(Kind.PHONE, _PHONE_ABROAD, _judge_phone_abroad),
    Rule(Kind.POSTCODE, _POSTCODE, _judge_postcode),
    Rule(Kind.EMAIL, _EMAIL, _judge_email),
    Rule(Kind.EMAIL, _PARTED_EMAIL, _judge_parted_email),
    Rule(Kind.LINK, _LINK, _judge_link),
    Rule(Kind.LINK, _BARE_LINK, _judge_link),
    Rule(Kind.HANDLE, _AT_HANDLE, _judge_at_handle),
    Rule(Kind.HANDLE, _UNDERSCORED, _judge_underscored),
    Rule(Kind.HANDLE, _LETTERS_AND_DIGITS, _judge_letters_and_digits),
)
