"""Names of people and places in running speech, by a small model that ships with the toolkit.

The model is a conditional random field (python-crfsuite; a table of weights, no pickle). The
script `scripts/train_names.py` trains it on sentences that it invents; `docs/screening_models.md`
says what it can do. The file is read only if its SHA-256 is the one written here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from toolkit.screening.features import describe, lists_of
from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.name_labels import is_believed, mend_labels, trim_name, with_byname
from toolkit.screening.shipped_models import read_model
from toolkit.screening.tokens import Token

if TYPE_CHECKING:
    import pycrfsuite  # type: ignore[import-untyped]

MODEL = "names.crfsuite"
SHA256 = "f992c9a2df1395b13235e61c6db3409d71f11b63e3f83379acf523a49acd9537"
_LONGEST_SENTENCE = 60
_ENDS_SENTENCE = frozenset(".?!")
_KINDS = {"P": Kind.NAME, "L": Kind.OTHER_PLACE}
_REASONS = {
    Kind.NAME: "It stands where somebody's name stands.",
    Kind.PRISON: "It stands where a prison's name stands.",
    Kind.TOWN: "It stands where a town's name stands.",
    Kind.OTHER_PLACE: "It stands where the name of a place stands.",
}


def find_names(tokens: list[Token], offset: int, *, few_capitals: bool) -> Iterator[Finding]:
    """People and places that the model sees in a line.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
        few_capitals: Whether the text is one without capital letters.
    """
    # The same sentence over and over, in a line that goes on and on, is asked about once.
    known: dict[tuple[str, ...], tuple[list[str], list[float]]] = {}
    for sentence in _sentences(tokens):
        if any(_may_be_name(token, few_capitals) for token in sentence):
            said = tuple(token.text for token in sentence)
            if said not in known:
                known[said] = _ask_model(sentence, few_capitals)
            yield from _tagged(sentence, *known[said], offset, few_capitals)


@cache
def load_model() -> pycrfsuite.Tagger:
    """The model, read once in a process.

    Raises:
        BadInput: The file is missing or is not the one that was tested.
    """
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    # The tagger reads these very bytes and does not keep them alive: the cache does.
    tagger.open_inmemory(_model_bytes())
    return tagger


@cache
def _model_bytes() -> bytes:
    return read_model(MODEL, SHA256)


def _sentences(tokens: list[Token]) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token in tokens:
        sentence.append(token)
        if token.text in _ENDS_SENTENCE or len(sentence) == _LONGEST_SENTENCE:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _may_be_name(token: Token, few_capitals: bool) -> bool:
    """Whether a word is worth asking the model about: most sentences hold none."""
    if not token.is_word:
        return False
    lists = lists_of(token.lower)
    if lists == "?" or not set(lists) <= {"o", "g", "W"}:
        return True
    return not few_capitals and token.is_large and "g" not in lists


def _ask_model(sentence: list[Token], few_capitals: bool) -> tuple[list[str], list[float]]:
    """The label of each word, mended, and the model's own probability that it is no name."""
    tagger = load_model()
    labels = tagger.tag(describe(sentence, few_capitals=few_capitals))
    doubt = [tagger.marginal("O", place) for place in range(len(labels))]
    return list(mend_labels(sentence, labels, doubt, few_capitals)), doubt


def _tagged(
    sentence: list[Token], labels: list[str], doubt: list[float], offset: int, few_capitals: bool
) -> Iterator[Finding]:
    start = 0
    while start < len(labels):
        label = labels[start]
        end = start + 1
        if label == "O":
            start = end
            continue
        while end < len(labels) and labels[end] == f"I-{label[-1]}":
            end += 1
        first, last = trim_name(sentence, start, end)
        if first < last and is_believed(
            sentence, first, last, few_capitals, max(doubt[first:last])
        ):
            first = with_byname(sentence, first, label, few_capitals)
            kind = _kind(label[-1], sentence[first:last])
            begin, stop = offset + sentence[first].start, offset + sentence[last - 1].end
            yield Finding(begin, stop, CLASS_OF[kind], kind, False, _REASONS[kind])
        start = end


def _kind(label: str, words: list[Token]) -> Kind:
    lists = lists_of(words[0].lower)
    if label == "L" and "p" in lists and "t" not in lists:
        return Kind.PRISON
    if label == "L" and "t" in lists:
        return Kind.TOWN
    return _KINDS[label]
