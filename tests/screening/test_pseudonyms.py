"""What is proposed to stand where an identifier stood."""

import pytest

from toolkit.screening.finding import Kind
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.pseudonyms import (
    identity_of,
    is_pseudonym,
    number_pseudonym,
    split_ending,
    suggest_replacement,
)
from toolkit.screening.screen import find_all


def test_every_kind_has_a_replacement_of_its_own_that_identifies_nobody() -> None:
    replacements = {suggest_replacement(kind) for kind in Kind}
    assert len(replacements) == len(Kind)
    for words in replacements:
        assert words[0] == "[" and words[-1] == "]" and words[1:-1].strip()
        assert find_identifiers(words) == ()


def test_a_pseudonym_of_every_kind_is_not_found_again() -> None:
    for kind in Kind:
        for words in ("Officer Baker", "Dave", "B wing", "Leeds"):
            made = number_pseudonym(kind, words, [])
            assert find_all(f"I was with {made} then.") == (), made


@pytest.mark.parametrize(
    ("kind", "first", "second", "are_one"),
    [
        (Kind.NAME, "Dave", "dave’s", True),
        (Kind.NAME, "Dave", "Daves'", True),
        (Kind.NAME, "Dave", "Davey", False),
        (Kind.NAME, "James", "Jame", False),
        (Kind.TITLED_NAME, "Officer Baker", "SO Baker", True),
        (Kind.TITLED_NAME, "Mr Baker", "Mister Baker’s", True),
        (Kind.TITLED_NAME, "Mr Baker", "Mrs Baker", False),
        (Kind.TITLED_NAME, "Mr Baker", "Officer Baker", False),
        (Kind.PRISON, "HMP Ashbrook", "Ashbrook Prison", True),
        (Kind.WING, "B wing", "b-wing", True),
        (Kind.WING, "B wing", "C wing", False),
    ],
)
def test_what_names_the_same_one_has_one_identity(
    kind: Kind, first: str, second: str, are_one: bool
) -> None:
    assert (identity_of(kind, first) == identity_of(kind, second)) is are_one


def test_a_person_and_a_town_of_one_name_are_two() -> None:
    assert identity_of(Kind.NAME, "Chester") != identity_of(Kind.TOWN, "Chester")


def test_letters_go_on_behind_z() -> None:
    taken: list[str] = []
    for _ in range(28):
        taken.append(number_pseudonym(Kind.TOWN, "Leeds", taken))
    assert (taken[0], taken[25], taken[26], taken[27]) == (
        "[town A]",
        "[town Z]",
        "[town AA]",
        "[town AB]",
    )
    assert all(map(is_pseudonym, taken))


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("Dave", ("Dave", "")),
        ("Dave's", ("Dave", "'s")),
        ("Daves’", ("Dave", "s’")),
        ("Jones’", ("Jones", "’")),
        ("Charles", ("Charles", "")),
    ],
)
def test_an_ending_says_whose_or_how_many(words: str, parts: tuple[str, str]) -> None:
    assert split_ending(Kind.NAME, words) == parts
