"""Pieces of a number that are said again, and words near names that are nobody's."""

import pytest

from toolkit.screening.screen import find_all


def found_in(text: str) -> list[tuple[str, str]]:
    return [(found.kind.value, text[found.start : found.end]) for found in find_all(text)]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("It was A7416CX.\nI know it still, A seven four one six.", "A seven four one six"),
        ("Ring me on 07700 900 318.\nSo any night on 900 318, then.", "900 318"),
    ],
)
def test_a_piece_of_a_number_is_found_elsewhere_in_the_same_text(text: str, piece: str) -> None:
    whole, again = find_all(text)
    assert text[again.start : again.end] == piece
    assert (again.kind, again.sure) == (whole.kind, False)
    second = text.split("\n")[1]
    assert piece not in [words for _, words in found_in(second)]


def test_a_year_and_three_figures_are_no_piece_of_a_number() -> None:
    text = "My number is 07700 201 900.\nThe house was 201 and the road 900."
    assert [words for _, words in found_in(text)] == ["07700 201 900"]


def test_a_passport_is_found_however_it_is_spaced_behind_the_word() -> None:
    assert found_in("Well, my passport is 23 714 0586, here.") == [("passport", "23 714 0586")]


@pytest.mark.parametrize(
    "text",
    [
        "In the end I had 40p. So I walked.",
        "She spelt it out, N for Norman, and I wrote.",
        "He told me where your missus drinks of a night.",
        "They took us up on the moor to look for sheep.",
        "He kept it in a box for Reeboks, under the bed.",
    ],
)
def test_what_points_at_nobody_is_let_go(text: str) -> None:
    assert found_in(text) == []


def test_the_moor_and_the_missus_are_found_where_they_are_somebody_or_a_prison() -> None:
    assert found_in("I was sent to the Moor.") == [("prison", "the Moor")]
    assert found_in("It was missus Okonjo's class.")[0][0] == "titled_name"
