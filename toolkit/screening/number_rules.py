"""What the numbers that the state gives people look like, one rule for each."""

from __future__ import annotations

import re

from toolkit.screening.check_digits import has_nhs_check_digit, police_check_letter
from toolkit.screening.finding import Kind
from toolkit.screening.rule import (
    DIGIT,
    END,
    GAP,
    LETTER,
    NUMBER_END,
    NUMBER_START,
    SHORT_WORDS,
    SLASH,
    START,
    Rule,
    Verdict,
    compile_pattern,
    counts_up,
    is_everyday_number,
    row,
    serial_of,
    split_pieces,
    without_gaps,
)

# --- Prisoner numbers ---------------------------------------------------------------------------

_PRISONER_NUMBER = compile_pattern(START, row(LETTER, *[DIGIT] * 4, LETTER, LETTER), END)


def _judge_prisoner_number(match: re.Match[str]) -> Verdict | None:
    reason = "One letter, four digits, two letters: a prisoner number looks so."
    pieces = split_pieces(match[0])
    last = pieces[-1]
    if len(pieces) == 1 or last.isupper() or " " not in match[0]:
        return Verdict(True, reason)
    is_one_number = any(len(piece) == 4 for piece in pieces)
    digits = without_gaps(match[0])[1:5]
    is_everyday = (is_one_number and is_everyday_number(digits)) or last in ("am", "pm")
    if last.lower() not in SHORT_WORDS:
        return Verdict(not is_everyday, reason)
    return None if is_everyday else Verdict(False, f"{reason} The letters could be words.")


# --- Police numbers -----------------------------------------------------------------------------

_CHECK_LETTER = rf"{GAP}(?:/{GAP})?(?P<letter>[A-Z]){END}"
_SHORT_YEAR = rf"(?P<year>\d{GAP}\d)"
_LONG_YEAR = rf"(?P<year>{row(*[DIGIT] * 4)})"

_PNC_NUMBER = compile_pattern(
    NUMBER_START,
    rf"(?P<year>\d{GAP}\d(?:{GAP}\d{GAP}\d)?)",
    SLASH,
    serial_of(at_most=7),
    _CHECK_LETTER,
)
_WHOLE_PNC_NUMBER = compile_pattern(
    NUMBER_START,
    _LONG_YEAR,
    rf"{GAP}(?:[/\\]{GAP})?(?P<serial>{row(*[DIGIT] * 7)})",
    _CHECK_LETTER,
)
_CRO_NUMBER = compile_pattern(NUMBER_START, serial_of(at_most=6), SLASH, _SHORT_YEAR, _CHECK_LETTER)
_UNSPLIT_CRO_NUMBER = compile_pattern(
    NUMBER_START, rf"(?P<serial>{row(*[DIGIT] * 6)}){GAP}{_SHORT_YEAR}", _CHECK_LETTER
)
_SF_CRO_NUMBER = compile_pattern(
    START, row("S", "F", _SHORT_YEAR), SLASH, serial_of(at_most=6), _CHECK_LETTER
)


def _judge_pnc_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(without_gaps, match.group("year", "serial", "letter"))
    if len(year) == 4 and year[:2] not in ("19", "20"):
        return None
    return _judge_police_number("PNC number", match[0], year[-2:], serial, 7, letter)


def _judge_cro_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(without_gaps, match.group("year", "serial", "letter"))
    return _judge_police_number("CRO number", match[0], year, serial, 6, letter)


def _judge_unsplit_cro_number(match: re.Match[str]) -> Verdict | None:
    """Its stroke was not said; then it is one only if its check letter fits."""
    verdict = _judge_cro_number(match)
    return verdict if verdict is not None and verdict.sure else None


def _judge_sf_cro_number(match: re.Match[str]) -> Verdict | None:
    year, serial, letter = map(without_gaps, match.group("year", "serial", "letter"))
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

_NATIONAL_INSURANCE = compile_pattern(
    START,
    row(LETTER, LETTER, *[DIGIT] * 6),
    rf"(?:(?:{GAP}[A-D]|[A-Z]){END}|{NUMBER_END})",
)
_NI_PREFIX = re.compile(r"(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")


def _judge_national_insurance(match: re.Match[str]) -> Verdict | None:
    pieces = split_pieces(match[0])
    compact = without_gaps(match[0])
    prefix, digits, suffix = compact[:2], compact[2:8], compact[8:]
    fits = _NI_PREFIX.fullmatch(prefix) is not None
    may_be_words = len(pieces) > 1 and pieces[0].islower()
    if not suffix:
        reason = "Two letters and six digits, as in a National Insurance number cut short."
        return Verdict(False, reason) if fits and not may_be_words else None
    is_number = is_everyday_number(digits) or counts_up([p for p in pieces if p.isdigit()])
    if may_be_words and pieces[0] in SHORT_WORDS and is_number:
        return None
    reason = "Two letters, six digits and a letter: a National Insurance number looks so."
    if fits and suffix in "ABCD":
        return Verdict(True, reason)
    return Verdict(False, f"{reason} These letters are not in use.")


_NHS_NUMBER = compile_pattern(NUMBER_START, row(*[DIGIT] * 10), NUMBER_END)
_NHS_GROUPINGS = frozenset({(10,), (3, 3, 4), (1,) * 10})


def _judge_nhs_number(match: re.Match[str]) -> Verdict | None:
    pieces = split_pieces(match[0])
    digits = "".join(pieces)
    grouping = tuple(map(len, pieces))
    is_usual = grouping in _NHS_GROUPINGS
    if digits.endswith("000") or counts_up(pieces if len(pieces) > 1 else list(digits)):
        return None
    if has_nhs_check_digit(digits):
        return Verdict(True, "Ten digits, and the last is the check digit of an NHS number.")
    if is_usual:
        return Verdict(False, "Ten digits, as in an NHS number, but the check digit does not fit.")
    return None


NUMBER_RULES = (
    Rule(Kind.PRISONER_NUMBER, _PRISONER_NUMBER, _judge_prisoner_number),
    Rule(Kind.PNC_NUMBER, _PNC_NUMBER, _judge_pnc_number),
    Rule(Kind.PNC_NUMBER, _WHOLE_PNC_NUMBER, _judge_pnc_number),
    Rule(Kind.CRO_NUMBER, _CRO_NUMBER, _judge_cro_number),
    Rule(Kind.CRO_NUMBER, _UNSPLIT_CRO_NUMBER, _judge_unsplit_cro_number),
    Rule(Kind.CRO_NUMBER, _SF_CRO_NUMBER, _judge_sf_cro_number),
    Rule(Kind.NATIONAL_INSURANCE, _NATIONAL_INSURANCE, _judge_national_insurance),
    Rule(Kind.NHS_NUMBER, _NHS_NUMBER, _judge_nhs_number),
)
