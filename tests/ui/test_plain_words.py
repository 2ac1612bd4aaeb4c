"""Every help text of the app can be read after six years of school, but for terms it explains."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

import pytest

import toolkit.ui.wording
from tests.ui.reading_level import count_syllables, grade, is_help, texts_of
from toolkit.ui.text_coder import wording as desk
from toolkit.ui.wording import hints

HARDEST = 6.0
LEGAL = (
    "Notwithstanding the aforementioned considerations, participants acknowledge responsibility "
    "for the confidentiality of any information communicated during collaborative deliberation."
)


def modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(toolkit.ui.wording.__path__):
        yield importlib.import_module(f"toolkit.ui.wording.{found.name}")
    yield desk


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_every_help_text_is_in_plain_words(module: ModuleType) -> None:
    graded = {text: round(grade([text]), 1) for text in texts_of(module) if is_help(text)}
    assert {text: found for text, found in graded.items() if found > HARDEST} == {}


def test_a_meaning_is_plainer_than_its_word_and_does_not_lean_on_itself() -> None:
    for term, meaning in hints.TERMS.items():
        assert is_help(meaning), term
        assert term.lower() not in meaning.lower().split(), term


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("seal", 1), ("people", 2), ("hidden", 2), ("identify", 4), ("revealed", 2), ("nobody", 3)],
)
def test_syllables_are_counted_as_they_are_spoken(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_measure_tells_hard_words_from_plain_ones() -> None:
    assert grade([LEGAL]) > 20
    assert grade(["The cat sat on the mat. It was warm."]) < 1
    # A term that is explained counts as a short word; the rest of its sentence counts in full.
    assert grade(["A facilitator opens it."]) < 3
    assert grade(["A facilitator acknowledges responsibility."]) > HARDEST
