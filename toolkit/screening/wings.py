"""Wings, units, landings and cells by their letters, numbers and names."""

from __future__ import annotations

from string import ascii_lowercase

from toolkit.screening.finding import Kind
from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.number_words import NOUGHTS, value_of
from toolkit.screening.place_words import Found, is_place_word, lower_at
from toolkit.screening.tokens import Token, read_words

_WING_WORDS = frozenset({"wing", "wings", "unit", "houseblock", "spur", "landing"})
_HOUSE = frozenset({"house", "hb", "hall", "block"})
_BY_NUMBER = frozenset({"residential", "resi"})
_ORDINARY_WINGS = read_words(
    """the a an my his her our their your this that each every any one other another which what same
    main whole listener listeners lifer lifers induction remand vp basic enhanced drug detox old new
    young resettlement first night separation segregation seg care healthcare sentenced recovery
    women's men's prisoner prisoners next different wrong right left on off busy lads healthcare
    psychiatric mental health hospital special secure assessment therapeutic working workers quiet
    last big small good bad rough noisy two three four five six no free"""
)
_CALL_SIGNS = read_words(
    "alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet kilo lima"
)
LANDINGS = frozenset("123456") | {"one", "two", "three", "four", "five", "six"}
"""The numbers at which a cell may be found: "2-09"."""
_CELLS = frozenset({"cell", "pad", "room", "peter"})
_NOT_CELL_NUMBERS = read_words(
    """man people lads of us prisoners beds mates or times bloke blokes year years phone phones
    staff officers searches spins"""
)
_SIGNS = frozenset("-–—")
WORDS_OF_WINGS = _WING_WORDS | _HOUSE | _BY_NUMBER
"""The words at which a wing may be found."""
WORDS_OF_CELLS = _CELLS | set(ascii_lowercase)
"""The words at which a cell may be found; a letter may begin "C3-07"."""


def read_wing(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """B wing, wing 3, houseblock four, Nelson wing, B2 landing; not "the wing"."""
    word = tokens[place].lower
    if word == "house" and lower_at(tokens, place + 1) in ("block", "blocks"):
        end = _number_end(tokens, place + 2)
        return (place, end, Kind.WING, "A house block by its number.") if end else None
    if word in ("hall", "block"):
        return _lettered_hall(tokens, place, few_capitals)
    if word in _BY_NUMBER:
        end = _number_end(tokens, place + 1)
        return (place, end, Kind.WING, "A part of a prison by its number.") if end else None
    if word not in _WING_WORDS and word != "hb":
        return None
    if word in ("houseblock", "hb", "wing", "unit", "landing"):
        end = _number_end(tokens, place + 1) or _letter_end(tokens, place + 1)
        if end:
            return place, end, Kind.WING, "A part of a prison by its number or letter."
    start = _wing_name(tokens, place, few_capitals)
    if start is None:
        return None
    return start, place + 1, Kind.WING, "A part of a prison by its name."


def _lettered_hall(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """D hall, Living Block 6; not "the dining hall" and "the block"."""
    end = _number_end(tokens, place + 1)
    if end and lower_at(tokens, place) == "block":
        start = place - (place > 0 and tokens[place - 1].is_large and not few_capitals)
        return start, end, Kind.WING, "A part of a prison by its number or letter."
    before = lower_at(tokens, place - 1)
    is_article = before in ("a", "i") and (
        few_capitals or not tokens[place - 1].is_large or lower_at(tokens, place - 2) in _OPENS
    )
    if len(before) == 1 and before.isalpha() and not is_article:
        return place - 1, place + 1, Kind.WING, "A part of a prison by its number or letter."
    return None


_OPENS = frozenset({"", ".", "?", "!"})


def _wing_name(tokens: list[Token], place: int, few_capitals: bool) -> int | None:
    before = place - 1
    if lower_at(tokens, before) in _SIGNS:
        before -= 1
    if before < 0 or tokens[place].lower.endswith("s"):
        return None
    name = tokens[before]
    if len(name.text) == 1 and name.is_word:
        is_article = name.lower in ("a", "i") and not (
            name.is_large and not few_capitals and before
        )
        return None if is_article else before
    if name.text.isdecimal() and len(name.text) < 3:
        letter = before - 1
        is_letter = len(lower_at(tokens, letter)) == 1 and tokens[letter].is_word
        return letter if is_letter and letter >= 0 else before
    if name.lower in _CALL_SIGNS:
        return before
    if tokens[place].lower not in ("wing", "houseblock", "unit") or name.lower in _ORDINARY_WINGS:
        return None
    is_large = name.is_large and not few_capitals and len(name.text) > 2
    is_large = is_large and before > 0 and tokens[before - 1].text not in ".?!"
    is_name = is_large or is_place_word(tokens, before, few_capitals) or _is_name(name)
    return before if is_name else None


def _is_name(token: Token) -> bool:
    lexicon = load_lexicon()
    return lexicon.is_person(token.lower) and not lexicon.is_ordinary(token.lower)


def _number_end(tokens: list[Token], place: int) -> int | None:
    """Where a number that begins at a place ends: 4, four, 2-14, two fourteen, B4-12."""
    start = place + (lower_at(tokens, place) in ("number", "no"))
    if (
        len(lower_at(tokens, start)) == 1
        and lower_at(tokens, start).isalpha()
        and tokens[start].is_large
    ):
        start += 1
    end = _one_number(tokens, start)
    if end is None:
        return None
    following = end + (
        lower_at(tokens, end) in _SIGNS or lower_at(tokens, end) in ("dash", "/", ",")
    )
    more = _one_number(tokens, following)
    if more is not None:
        # "four two seventeen" is one number; behind "3-22" another one begins.
        is_said = not lower_at(tokens, more - 1).isdecimal()
        end = (_one_number(tokens, more) if is_said else None) or more
    return None if lower_at(tokens, end) in _NOT_CELL_NUMBERS else end


def _one_number(tokens: list[Token], place: int) -> int | None:
    word = lower_at(tokens, place)
    if word.isdecimal() and len(word) < 4:
        return place + 1
    if word in NOUGHTS and word != "o":
        return place + 1
    value, taken = value_of([token.lower for token in tokens[place : place + 3]], 0)
    return place + taken if value is not None else None


def _letter_end(tokens: list[Token], place: int) -> int | None:
    word = lower_at(tokens, place)
    if len(word) == 1 and word.isalpha() and tokens[place].is_large and word != "i":
        return place + 1
    return None


def read_cell(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """Cell 2-14, cell number nine, pad 12, B2-14; not "cell mates"."""
    word = tokens[place].lower
    if word in _CELLS:
        is_behind_comma = (
            lower_at(tokens, place + 1) == "," and lower_at(tokens, place + 3) in _SIGNS
        )
        end = _number_end(tokens, place + 1 + is_behind_comma)
        is_one = end is not None and lower_at(tokens, place + 1) == "one" and end == place + 2
        return None if end is None or is_one else (place, end, Kind.CELL, "A cell by its number.")
    if not (len(word) == 1 and word.isalpha() and (tokens[place].is_large or few_capitals)):
        return None
    if place + 1 >= len(tokens) or tokens[place + 1].start != tokens[place].end:
        return None
    one, sign, two = (
        tokens[place + at].text if place + at < len(tokens) else "" for at in (1, 2, 3)
    )
    if (
        one in _SIGNS
        and sign.isdecimal()
        and len(sign) == 2
        and tokens[place + 2].start == (tokens[place + 1].end)
    ):
        return place, place + 3, Kind.CELL, "A letter and a number, as cells are counted."
    if one.isdecimal() and sign in (*_SIGNS, "/") and two.isdecimal() and len(one + two) < 6:
        return place, place + 4, Kind.CELL, "A letter and two numbers, as cells are counted."
    if word == "m" or not one.isdecimal() or len(one) > 1:
        return None
    is_there = lower_at(tokens, place - 1) in ("on", "onto", "off", "over")
    is_there = is_there or (not few_capitals and _tells_of(_OF_WINGS, tokens, place))
    is_road = word in "am" and lower_at(tokens, place - 1) in ("the", "m")
    if is_there and not is_road:
        return place, place + 2, Kind.WING, "A letter and a number, as landings are called."
    return None


def _tells_of(words: frozenset[str], tokens: list[Token], place: int) -> bool:
    """Whether one of some words stands near a place."""
    around = tokens[max(0, place - _AROUND) : place + _AROUND]
    return any(token.lower in words for token in around)


_AROUND = 20
_OF_WINGS = read_words("wing wings landing houseblock spur")
_OF_CELLS = read_words("cell cells door doors pad hatch")


def read_numbered_cell(tokens: list[Token], place: int, few_capitals: bool) -> Found | None:
    """The "2-09" of "at his door, 2-09," and "two nineteen": a landing and a cell on it."""
    before = lower_at(tokens, place - 1)
    if before not in (",", ".", "in", "to", "at", "outside", "number", "got", "into", "from"):
        return None
    landing = _one_number(tokens, place)
    if landing is None or lower_at(tokens, landing) not in _SIGNS:
        return None
    end = _one_number(tokens, landing + 1)
    # "In 2-08": nothing else is counted with a nought.
    is_sure = end is not None and tokens[end - 1].text.startswith("0")
    if end is None or not (is_sure or lower_at(tokens, end) in (",", ".", "", "?", "!")):
        return None
    is_told = is_sure or _tells_of(_OF_CELLS, tokens, place)
    return (
        (place, end, Kind.CELL, "A landing and a number, as cells are counted.")
        if is_told
        else None
    )
