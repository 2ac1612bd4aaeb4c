"""What is made of the model's labels: where lists, brackets and capitals know better.

The model guesses at every word. Names that are nothing else are taken whatever it says; phrases
that point at nobody, notes in brackets and loose signs are not; and in a text with few capitals
it has to be surer of an ordinary word than of one that no list holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from toolkit.screening.features import lists_of
from toolkit.screening.lexicon import is_common, read_list
from toolkit.screening.tokens import Token, read_tokens, read_words

# How sure the model has to be in a text with few capitals, by its own probability of no name.
ORDINARY_DOUBT, COMMON_DOUBT, UNKNOWN_DOUBT = 0.03, 0.005, 0.6
# The same for a word of no list that opens a sentence of a typed text.
OPENING_DOUBT = 0.9
# And for single words of a typed text that the model takes for names: what is written large though
# it points at nobody, what is short for something, and words that open a sentence.
WRITTEN_LARGE_DOUBT, SHORTENED_DOUBT = 0.005, 0.002
OPENING_UNKNOWN_DOUBT, OPENING_AMBIGUOUS_DOUBT = 0.15, 0.03
_INSIDE_NAMES = frozenset("-'’")
_OPENS_SENTENCE = frozenset('.?!:;"“”‘…()[]–—')
_ACTS = read_words(
    """was is had has 's left said says got came went told did does used would could always never
    just knew took gave made ran put kept let sat stood saw thought asked lost won ended rang
    wrote"""
)
_BYNAMES = frozenset({"big", "mad", "wee", "fat", "little", "crazy", "young", "old"})


def mend_labels(
    sentence: list[Token], labels: list[str], doubt: list[float], few_capitals: bool
) -> Iterator[str]:
    """The model's labels, mended where lists, brackets or capitals know better."""
    harmless = harmless_places(sentence)
    in_brackets = False
    last = "O"
    for place, (token, label) in enumerate(zip(sentence, labels, strict=True)):
        in_brackets = token.text == "[" or (in_brackets and token.text != "]")
        is_sign = not token.is_word and token.text not in _INSIDE_NAMES
        mended = label
        if place in harmless or is_plural_of_letters(token.text):
            mended = "O"
        elif in_brackets or label == "O" or is_sign:
            is_large = token.is_large and not few_capitals
            mended = listed_label(token.lower, is_large=is_large)
            if mended == "O" and not in_brackets:
                mended = (
                    _small_label(sentence, place)
                    if few_capitals
                    else _large_label(sentence, place, last, doubt[place])
                )
        last = mended
        yield mended


def is_plural_of_letters(word: str) -> bool:
    """Whether a word is several of what goes by its letters.

    Example:
        >>> is_plural_of_letters("PSIs"), is_plural_of_letters("ROSS")
        (True, False)
    """
    return len(word) > 2 and word.endswith("s") and word[:-1].isupper()


def harmless_places(sentence: list[Token]) -> set[int]:
    """Places of phrases that are written large and point at nobody, such as "New Year"."""
    found: set[int] = set()
    words = [token.lower for token in sentence]
    beginnings = _harmless_phrases()
    for place, word in enumerate(words):
        if word in beginnings:
            following = words[place + 1] if place + 1 < len(words) else ""
            for second in ("", following):
                for phrase in beginnings[word].get(second, ()):
                    if words[place : place + len(phrase)] == phrase:
                        found.update(range(place, place + len(phrase)))
        if word == "for" and _is_spelt(sentence, place):
            found.add(place + 1)
    return found


def _is_spelt(sentence: list[Token], place: int) -> bool:
    """Whether words stand for letters around a "for": the "Norman" of "N for Norman"."""
    letter, word = sentence[place - 1 : place], sentence[place + 1 : place + 2]
    if not letter or not word or len(letter[0].text) != 1 or not letter[0].is_large:
        return False
    return letter[0].text != "I" and word[0].text.startswith(letter[0].text)


@cache
def _harmless_phrases() -> dict[str, dict[str, list[list[str]]]]:
    """Every phrase as its words in lower case, by the first and the second."""
    phrases: dict[str, dict[str, list[list[str]]]] = {}
    for name, fewest in (("written_large", 2), ("harmless", 1), ("dialect", 1)):
        for entry in read_list(name):
            words = [token.lower for token in read_tokens(entry)]
            if len(words) >= fewest:
                second = words[1] if len(words) > 1 else ""
                phrases.setdefault(words[0], {}).setdefault(second, []).append(words)
            if len(words) == 1 and len(words[0]) > 4:
                phrases.setdefault(f"{words[0]}s", {}).setdefault("", []).append([f"{words[0]}s"])
    return phrases


def _small_label(sentence: list[Token], place: int) -> str:
    """The label of a small word of no list: a family name if it follows a plain first name."""
    token, before = sentence[place], sentence[place - 1].lower if place else ""
    is_new = token.is_word and len(token.text) > 3 and lists_of(token.lower) == "?"
    return "I-P" if is_new and set(lists_of(before or ".")) <= {"f", "s"} else "O"


def _large_label(sentence: list[Token], place: int, before: str, doubt: float) -> str:
    """The label of a word of no list that is written large: a name, unless it begins a sentence."""
    token = sentence[place]
    is_word = token.is_large and not token.text.isupper() and len(token.text) > 2
    if not is_word or lists_of(token.lower) != "?":
        return "O"
    if place and sentence[place - 1].is_word:
        return f"I-{before[-1]}" if before != "O" else "B-P"
    return "B-P" if doubt < OPENING_DOUBT else "O"


def trim_name(sentence: list[Token], start: int, end: int) -> tuple[int, int]:
    """A stretch without the signs and everyday words at its ends."""
    while start < end and not _may_end_name(sentence[start]):
        start += 1
    while start < end and not _may_end_name(sentence[end - 1]):
        end -= 1
    return start, end


def _may_end_name(token: Token) -> bool:
    is_everyday = not token.is_large and lists_of(token.lower)[0] == "g"
    return token.is_word and not is_everyday


def is_believed(
    sentence: list[Token], start: int, end: int, few_capitals: bool, doubt: float
) -> bool:
    """Whether what the model takes for a name is believed: a word of no list needs more."""
    words = [token for token in sentence[start:end] if token.is_word]
    lists = [set(lists_of(word.lower)) for word in words]
    # Where names are written large, a common word written small is no name: "with two fingers".
    names = (word for word in words if listed_label(word.lower) != "O")
    if any(few_capitals or word.is_large or not is_common(word.lower) for word in names):
        return True
    if all(len(word.text) < 2 for word in words) or _hangs_on_hyphen(sentence, start, end):
        return False
    if not few_capitals:
        opens = start == 0 or sentence[start - 1].text in _OPENS_SENTENCE
        if opens and (_acts_behind(sentence, end) or _is_called(sentence, end)):
            opens = False
        return any(word.is_large for word in words) and doubt < _doubt_allowed(words, opens=opens)
    if all(found & {"o", "g", "W"} for found in lists):
        return doubt < ORDINARY_DOUBT
    is_common_word = all(
        found & {"o", "g", "W"} or (found == {"?"} and is_common(word.lower))
        for word, found in zip(words, lists, strict=True)
    )
    return doubt < (COMMON_DOUBT if is_common_word else UNKNOWN_DOUBT)


def _is_called(sentence: list[Token], end: int) -> bool:
    """Whether what ends here is spoken to, as in "Shanelle, you've got visitors"."""
    following = [token.lower for token in sentence[end : end + 2]]
    return following[:1] == [","] and following[1:] in (["you"], ["can"], ["come"], ["are"])


def _acts_behind(sentence: list[Token], end: int) -> bool:
    """Whether the next word tells what somebody did, so that a name may stand before it."""
    lower = sentence[end].lower if end < len(sentence) else ""
    return lower in _ACTS or (len(lower) > 4 and lower.endswith("ed"))


def _doubt_allowed(words: list[Token], *, opens: bool) -> float:
    """How little of a name the model may see in words of a typed text that are written large.

    Args:
        words: Those that it takes for a name.
        opens: Whether they open a sentence, where every word is written large.
    """
    lists = [set(lists_of(word.lower)) for word in words]
    if all("W" in found and "p" not in found for found in lists):
        return WRITTEN_LARGE_DOUBT
    is_unknown = all(found == {"?"} for found in lists)
    if is_unknown and len(words) == 1 and words[0].text.isupper() and len(words[0].text) < 5:
        return SHORTENED_DOUBT
    if not (opens and len(words) == 1):
        return 1.0
    if not (words[0].text[1:].islower() and words[0].text.isascii()):
        return 1.0  # no English word: O'Rourke, McBride, Panevėžys
    is_rare = is_unknown and not is_common(words[0].lower)
    return OPENING_UNKNOWN_DOUBT if is_rare else OPENING_AMBIGUOUS_DOUBT


def with_byname(sentence: list[Token], first: int, label: str, few_capitals: bool) -> int:
    """Where a name begins with the "Big" of "Big Dave"."""
    before = sentence[first - 1] if first else None
    if label[-1] != "P" or before is None:
        return first
    is_large = before.is_large and not few_capitals and first > 1 and before.lower in _BYNAMES
    is_small = few_capitals and before.lower in ("big", "mad", "wee")
    return first - 1 if is_large or is_small else first


def _hangs_on_hyphen(sentence: list[Token], start: int, end: int) -> bool:
    before, after = sentence[start - 1 : start], sentence[end : end + 1]
    return any(
        sign.text in "-–"
        and (sign.end == sentence[start].start or sentence[end - 1].end == sign.start)
        for sign in before + after
    )


def listed_label(lower: str, *, is_large: bool = False) -> str:
    """The label of a word that is a name and nothing else, whatever the model says."""
    is_long = len(lower) > 2 or (is_large and len(lower) == 2)
    lists = set(lists_of(lower)) if lower[0].isalpha() and is_long else set()
    if lists & {"o", "g", "W"}:
        return "O"
    if lists & {"f", "s", "n"}:
        return "B-P"
    return "B-L" if lists & {"t", "p"} else "O"
