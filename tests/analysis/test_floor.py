"""One group with too few people hides all of them; an empty one hides nothing."""

from __future__ import annotations

from tests.example_project import EXAMPLE
from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import Names

NAMES = Names.of(EXAMPLE)
EVERYBODY = [member.id for member in EXAMPLE.members]


def test_without_a_floor_nothing_is_hidden() -> None:
    assert explain_floor(EVERYBODY, NAMES, 1) == ""


def test_one_group_with_too_few_people_hides_the_table() -> None:
    assert "fewer than 2 people of a side" in explain_floor(EVERYBODY, NAMES, 2)


def test_a_person_counts_once_however_often_they_are_named() -> None:
    assert explain_floor([EVERYBODY[0]] * 5, NAMES, 2) != ""


def test_nobody_hides_nothing() -> None:
    assert explain_floor([], NAMES, 3) == ""
