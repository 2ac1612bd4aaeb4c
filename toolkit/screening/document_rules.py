"""What the numbers on papers and cars look like, one rule for each."""

from __future__ import annotations

import re

from toolkit.screening.dates import UNITS_AFTER
from toolkit.screening.finding import Kind
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.rule import (
    DIGIT,
    END,
    GAP,
    LETTER,
    NUMBER_END,
    NUMBER_START,
    SHORT_WORDS,
    START,
    Rule,
    Verdict,
    compile_pattern,
    counts_up,
    is_everyday_number,
    row,
    split_pieces,
    without_gaps,
)

# --- Passports ----------------------------------------------------------------------------------

_PASSPORT = compile_pattern(NUMBER_START, row(*[DIGIT] * 9), NUMBER_END)
_LETTERED_PASSPORT = compile_pattern(
    r"passport[^\n\d]{0,40}?", START, rf"(?P<found>[A-Z](?:{GAP}[A-Z])?(?:{GAP}\d){{6,8}})", END
)
_PASSPORT_GROUPINGS = frozenset({(9,), (3, 3, 3), (4, 5), (5, 4), (1,) * 9})


def _judge_passport(match: re.Match[str]) -> Verdict | None:
    parts = split_pieces(match[0])
    digits = "".join(parts)
    if digits.endswith("000000") or counts_up(parts if len(parts) > 1 else list(digits)):
        return None
    # Nobody can tell the nine digits of a passport from nine others, so the words before decide.
    if "passport" in match.string[max(0, match.start() - 60) : match.start()].lower():
        return Verdict(True, "Nine digits after the word passport.")
    if tuple(map(len, parts)) not in _PASSPORT_GROUPINGS:
        return None
    return Verdict(False, "Nine digits, as in the number of a British passport.")


def _judge_lettered_passport(match: re.Match[str]) -> Verdict:
    return Verdict(True, "Letters and digits after the word passport.")


# --- Driving licences ---------------------------------------------------------------------------

_DRIVING_LICENCE = compile_pattern(
    START,
    row(LETTER, *["[A-Z9]"] * 4, *[DIGIT] * 6),
    rf"{GAP}(?:[A-Z]{GAP}[A-Z9]|9{GAP}9){GAP}",
    row(r"[A-Z\d]", LETTER, LETTER),
    rf"(?:{GAP}\d{GAP}\d)?",
    END,
)


def _judge_driving_licence(match: re.Match[str]) -> Verdict | None:
    # "was a b" is no surname, though it has five letters.
    first = split_pieces(match[0])[0]
    is_cut = 1 < len(first) < 5 and first.isalpha()
    if is_cut and not match[0].isupper() and _is_word(first.lower()):
        return None
    digits = "".join(filter(str.isdigit, without_gaps(match[0])[5:11]))
    month, day = int(digits[1:3]), int(digits[3:5])
    reason = "Sixteen letters and digits in the order of a British driving licence"
    if (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31:
        return Verdict(True, f"{reason}.")
    return Verdict(False, f"{reason}, but the day of birth in it does not fit.")


# --- Number plates ------------------------------------------------------------------------------

_PLATE = compile_pattern(START, row(LETTER, LETTER, DIGIT, DIGIT, *[LETTER] * 3), END)
_PREFIX_PLATE = compile_pattern(START, rf"{LETTER}(?:{GAP}\d){{1,3}}{GAP}", row(*[LETTER] * 3), END)
_SUFFIX_PLATE = compile_pattern(START, row(*[LETTER] * 3), rf"(?:{GAP}\d){{1,3}}{GAP}{LETTER}", END)
_NORTHERN_PLATE = compile_pattern(
    START, rf"(?:{LETTER}{GAP})?(?:[A-Z]{GAP}[IZ]|[IZ]{GAP}[A-Z])(?:{GAP}\d){{3,4}}", NUMBER_END
)


def _judge_plate(match: re.Match[str]) -> Verdict | None:
    """A plate is written as one word or two, in capitals, or spelt out."""
    parts = split_pieces(match[0])
    reason = "Letters and digits in the order of a number plate."
    if any(part.isdigit() and is_everyday_number(part) for part in parts):
        return None
    is_spelt_out = all(len(part) == 1 for part in parts)
    is_whole = any(any(map(str.isdigit, part)) and any(map(str.isalpha, part)) for part in parts)
    if match[0].isupper() and (is_spelt_out or is_whole or len(parts) == 3):
        return Verdict(is_spelt_out or len(parts) < 3, reason)
    words = [part.lower() for part in parts if part.isalpha()]
    if " " in match[0] and words and all(_is_word(word) for word in words):
        return None  # "had 40p", "on 12"
    is_apart = len(parts) == 3 and len(parts[0]) > 1
    return Verdict(False, reason) if match[0].islower() and (is_whole or is_apart) else None


def _is_word(letters: str) -> bool:
    return letters in SHORT_WORDS or load_lexicon().is_ordinary(letters)


def _judge_old_plate(match: re.Match[str]) -> Verdict | None:
    is_short = sum(map(str.isdigit, match[0])) < 2
    if is_short and not (match[0].isupper() and len(split_pieces(match[0])) < 3):
        return None
    return _judge_plate(match)


def _judge_northern_plate(match: re.Match[str]) -> Verdict | None:
    if not match[0].isupper() or is_everyday_number("".join(filter(str.isdigit, match[0]))):
        return None
    return Verdict(False, "Letters and digits in the order of a Northern Irish number plate.")


# --- Other numbers ------------------------------------------------------------------------------

_OLD_PRISONER_NUMBER = compile_pattern(START, row(LETTER, LETTER, *[DIGIT] * 4), END)
_MIXED_NUMBER = compile_pattern(
    START, r"(?:[A-Z]\d{4}|(?=[A-Z\d]*\d{4})(?=\d*[A-Z])[A-Z\d]{6,20})", END
)
_SHORT_NUMBER = compile_pattern(NUMBER_START, r"\d{5,6}", NUMBER_END)
_SPELT_NUMBER = compile_pattern(NUMBER_START, r"\d(?: \d){4,18}", NUMBER_END)
_LONG_NUMBER = compile_pattern(NUMBER_START, r"\d{7,19}", NUMBER_END)
_TOLD_NUMBER = compile_pattern(
    r"\b(?:numbers?|reference|ref|account|sort code|licence|id|card|pin|badge)\b[^\n\d]{0,24}?",
    NUMBER_START,
    rf"(?<!['’])(?P<found>[A-Z]{{0,3}}\d(?:{GAP}\d){{4,18}}(?:{GAP}[A-Z]){{0,3}})",
    END,
)


def _judge_old_prisoner_number(match: re.Match[str]) -> Verdict | None:
    """Two letters together and four digits together, or all of them one by one."""
    parts = split_pieces(match[0])
    letters = "".join(part for part in parts if part.isalpha())
    is_written = tuple(map(len, parts)) in ((6,), (2, 4))
    is_year = len(parts) == 2 and is_everyday_number(parts[-1])
    if not (is_written or (len(parts) == 6 and match[0].isupper())) or is_year:
        return None
    if is_written and not match[0].isupper() and _is_word(letters.lower()):
        return None
    return Verdict(False, "Two letters and four digits: older prisoner numbers look so.")


def _judge_mixed_number(match: re.Match[str]) -> Verdict | None:
    if not re.search(r"[A-Za-z]", match[0]) or re.fullmatch(r"\d+[a-z]+", match[0]):
        return None
    before = match.string[max(0, match.start() - 6) : match.start()].lower().split()
    if re.fullmatch(r"[ABab]\d{4}", match[0]) and before[-1:] == ["the"]:
        return None  # a road
    return Verdict(False, "Letters and digits in one: somebody's number may look so.")


def _judge_short_number(match: re.Match[str]) -> Verdict | None:
    following = match.string[match.end() : match.end() + 12].lower().split()
    is_counted = bool(following) and following[0].strip(".,;!?") in UNITS_AFTER
    if match[0].endswith("00") or counts_up(list(match[0])) or is_counted:
        return None
    return Verdict(False, "Five or six digits by themselves: somebody's number may be so.")


def _judge_spelt_number(match: re.Match[str]) -> Verdict | None:
    if counts_up(match[0].split()) or len(set(match[0].split())) < 3:
        return None
    return Verdict(False, "Digits told one by one: somebody's number may be told so.")


def _judge_long_number(match: re.Match[str]) -> Verdict | None:
    if match[0].endswith("000") or counts_up(list(match[0])):
        return None
    return Verdict(False, "A long number: it could be an account, a case or a licence.")


def _judge_told_number(match: re.Match[str]) -> Verdict | None:
    parts = [part for part in split_pieces(match["found"]) if part.isdigit()]
    if "".join(parts).endswith("000") or counts_up(parts):
        return None
    return Verdict(False, "A number that the words before it speak of.")


DOCUMENT_RULES = (
    Rule(Kind.PASSPORT, _PASSPORT, _judge_passport),
    Rule(Kind.PASSPORT, _LETTERED_PASSPORT, _judge_lettered_passport),
    Rule(Kind.DRIVING_LICENCE, _DRIVING_LICENCE, _judge_driving_licence),
    Rule(Kind.NUMBER_PLATE, _PLATE, _judge_plate),
    Rule(Kind.NUMBER_PLATE, _PREFIX_PLATE, _judge_old_plate),
    Rule(Kind.NUMBER_PLATE, _SUFFIX_PLATE, _judge_old_plate),
    Rule(Kind.NUMBER_PLATE, _NORTHERN_PLATE, _judge_northern_plate),
    Rule(Kind.PRISONER_NUMBER, _OLD_PRISONER_NUMBER, _judge_old_prisoner_number),
    Rule(Kind.OTHER_NUMBER, _LONG_NUMBER, _judge_long_number),
    Rule(Kind.OTHER_NUMBER, _MIXED_NUMBER, _judge_mixed_number),
    Rule(Kind.OTHER_NUMBER, _SHORT_NUMBER, _judge_short_number),
    Rule(Kind.OTHER_NUMBER, _SPELT_NUMBER, _judge_spelt_number),
    Rule(Kind.OTHER_NUMBER, _TOLD_NUMBER, _judge_told_number),
)
