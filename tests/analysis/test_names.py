"""Ids are told by name, in the latest wording, and stand for themselves where nothing is known."""

from dataclasses import replace

import pytest

from tests.example_project import EXAMPLE
from toolkit.analysis.names import GROUPS, Names, group_of
from toolkit.model.codebook import Code, Theme
from toolkit.model.team import Side
from toolkit.model.transcript import build_transcript


@pytest.mark.parametrize(
    ("sides", "group"),
    [(set(), "none"), ({Side.LIVED}, "lived"), ({Side.ACADEMIC}, "academic"), (set(Side), "both")],
)
def test_everybody_is_in_one_group(sides: set[Side], group: str) -> None:
    assert group_of(frozenset(sides)) == group
    assert group in GROUPS


def test_renamed_code_goes_by_its_new_name_and_retired_one_by_its_last() -> None:
    first = EXAMPLE.codebooks[0]
    second = replace(
        first,
        version=2,
        themes=(Theme("R", "Risks"),),
        codes=(Code("R06", "R", "Nights alone"),),
    )
    names = Names(codebooks=(first, second))
    assert names.code("R06") == "Nights alone"
    assert names.theme("R06") == Theme("R", "Risks")
    assert names.code("V03") == "Keep it"
    assert names.theme("V03") == Theme("V", "Value")


def test_unknown_ids_stand_for_themselves() -> None:
    names = Names()
    assert names.code("R06") == "R06"
    assert names.code("not_sure") == "Not sure"
    assert names.theme("R06") is None
    assert names.member("m") == "m"
    assert names.member(None) == "the terminal"
    assert names.group("m") == "none"
    assert names.transcript("t") == names.case("t") == "t"
    assert names.turns("t", 1, 0, 5) == ()


def test_own_code_has_no_theme() -> None:
    names = Names(codebooks=EXAMPLE.codebooks, own_codes=EXAMPLE.own_codes)
    assert names.code("own-1") == "They knocked"
    assert names.theme("own-1") is None


def test_turns_of_a_span_are_those_that_it_touches() -> None:
    spoken = [("I", "one", ""), ("R", "", ""), ("I", "two", ""), ("R", "three", "")]
    text = build_transcript("P", spoken, version=1)
    names = Names(transcripts=[text])
    for start in range(len(text.text)):
        for end in range(start + 1, len(text.text) + 1):
            assert names.turns(text.id, 1, start, end) == text.turns_at(start, end)


def test_each_version_of_a_text_has_turns_of_its_own() -> None:
    one = build_transcript("P", [("I", "one two", "")], version=1, transcript_id="t")
    two = build_transcript("P", [("I", "one", ""), ("R", "two", "")], version=2, transcript_id="t")
    names = Names(transcripts=[two, one])
    assert names.text("t") == two
    assert names.turns("t", 1, 4, 7)[0].index == 0
    assert names.turns("t", 2, 4, 7)[0].index == 1
