"""Which words of speech carry its subject."""

import pytest

from toolkit.suggestion.speech import STOP_WORDS, content_words


def test_words_of_mere_speech_numbers_and_notes_are_left_out() -> None:
    words = "Yeah, I mean, [pause] they've nothing on there, 24/7, d’you know, he’s crying."
    assert content_words(words) == ["nothing", "crying"]


@pytest.mark.parametrize("word", ["alone", "night", "cry", "call", "nothing", "never", "help"])
def test_words_that_general_lists_drop_but_such_talk_is_about_stay(word: str) -> None:
    assert word not in STOP_WORDS
    assert content_words(word.upper()) == [word]


def test_accents_stay_on_words() -> None:
    assert content_words("the café, naïve") == ["café", "naïve"]
