"""What a reader is taken to have said of a unit."""

from __future__ import annotations

import pytest

from toolkit.agreement.ratings import Ratings
from toolkit.agreement.units import rate_presence, rate_units
from toolkit.errors import BadInput
from toolkit.model.coding import Answer, Coding
from toolkit.model.transcript import Segment, Unit

ASH, BO, CY = "Ash", "Bo", "Cy"
BOTH = {"P07": frozenset({ASH, BO})}


def turn(index: int, transcript: str = "P07") -> Segment:
    """Turns of nine characters: 0 to 9, 10 to 19, and so on."""
    return Segment(transcript, Unit.TURN, index, index, index * 10, index * 10 + 9)


def coding(
    coder: str,
    start: int,
    end: int,
    what: str | Answer,
    *,
    transcript: str = "P07",
    version: int = 1,
    after_seal: bool = False,
) -> Coding:
    answer = what if isinstance(what, Answer) else Answer.CODE
    return Coding(
        id=f"{coder} {start} {what}",
        transcript_id=transcript,
        transcript_version=version,
        start=start,
        end=end,
        quotation="x" * (end - start),
        answer=answer,
        code_id=None if isinstance(what, Answer) else what,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="2026-01-05",
        after_seal=after_seal,
    )


def names(ratings: Ratings) -> list[list[str | None]]:
    return [
        [None if cell < 0 else ratings.categories[cell] for cell in row]
        for row in ratings.values.tolist()
    ]


def test_a_code_is_in_each_unit_that_its_span_overlaps_and_in_no_other() -> None:
    turns = [turn(0), turn(1), turn(2)]
    rated = rate_units(turns, [coding(ASH, 8, 11, "R06")], BOTH)
    assert names(rated) == [["R06", "no code"], ["R06", "no code"], ["no code", "no code"]]


@pytest.mark.parametrize(("start", "end"), [(9, 10), (0, 9), (10, 19)])
def test_a_span_that_only_touches_a_unit_is_not_in_it(start: int, end: int) -> None:
    rated = rate_units([turn(0), turn(1)], [coding(ASH, start, end, "R06")], BOTH)
    assert [row[0] for row in names(rated)].count("R06") == (0 if start == 9 else 1)


def test_several_codes_in_a_unit_are_one_set_whatever_their_order() -> None:
    given = [coding(ASH, 0, 5, "R06"), coding(ASH, 2, 9, "R01"), coding(ASH, 6, 7, "R06")]
    given += [coding(BO, 0, 9, "R01"), coding(BO, 0, 9, "R06")]
    assert names(rate_units([turn(0)], given, BOTH)) == [["R01 + R06", "R01 + R06"]]


def test_who_sealed_without_a_code_said_none_and_who_did_not_seal_is_missing() -> None:
    readers = {"P07": frozenset({ASH, BO}), "P08": frozenset({BO, CY})}
    rated = rate_units([turn(0), turn(0, "P08")], [coding(ASH, 0, 9, "R06")], readers)
    assert rated.coders == (ASH, BO, CY)
    assert names(rated) == [["R06", "no code", None], [None, "no code", "no code"]]
    assert rated.groups.tolist() == [0, 1]


def test_a_coding_by_somebody_who_did_not_seal_counts_nowhere() -> None:
    rated = rate_units([turn(0)], [coding(CY, 0, 9, "R06")], BOTH)
    assert names(rated) == [["no code", "no code"]]


def test_a_coding_after_the_seal_counts_nowhere() -> None:
    rated = rate_units([turn(0)], [coding(ASH, 0, 9, "R06", after_seal=True)], BOTH)
    assert names(rated) == [["no code", "no code"]]


def test_not_today_is_missing_where_nothing_else_was_said() -> None:
    given = [coding(ASH, 0, 29, Answer.NOT_TODAY), coding(ASH, 12, 14, "R06")]
    rated = rate_units([turn(0), turn(1)], given, BOTH)
    assert names(rated) == [[None, "no code"], ["R06", "no code"]]


def test_not_today_is_told_by_the_answer_and_not_by_a_code_of_that_name() -> None:
    rated = rate_units([turn(0)], [coding(ASH, 0, 9, "not_today")], BOTH)
    assert names(rated) == [["not_today", "no code"]]


def test_not_sure_and_does_not_fit_are_categories_of_their_own() -> None:
    given = [coding(ASH, 0, 9, Answer.NOT_SURE), coding(BO, 0, 9, Answer.DOES_NOT_FIT)]
    assert names(rate_units([turn(0)], given, BOTH)) == [["not_sure", "does_not_fit"]]


def test_codes_keep_the_units_that_bear_one_and_count_no_other() -> None:
    given = [
        coding(ASH, 0, 9, "R06"),
        coding(BO, 0, 9, "R01"),
        coding(ASH, 10, 19, "R01"),
        coding(BO, 20, 29, Answer.NOT_SURE),
    ]
    rated = rate_units([turn(0), turn(1), turn(2)], given, BOTH, codes={"R06"})
    assert names(rated) == [["R06", "no code"]]


def test_complete_keeps_the_units_that_everybody_coded_whichever_code() -> None:
    given = [
        coding(ASH, 0, 9, "R06"),
        coding(BO, 0, 9, "R01"),
        coding(ASH, 10, 19, "R06"),
        coding(BO, 20, 29, "R06"),
    ]
    turns = [turn(0), turn(1), turn(2)]
    assert names(rate_units(turns, given, BOTH, complete=True)) == [["R06", "R01"]]
    assert names(rate_units(turns, given, BOTH, codes=["R06"], complete=True)) == [
        ["R06", "no code"]
    ]


def test_complete_does_not_wait_for_a_reader_who_coded_nothing_anywhere() -> None:
    readers = {"P07": frozenset({ASH, BO, CY})}
    given = [coding(ASH, 0, 9, "R06"), coding(BO, 0, 9, "R06")]
    rated = rate_units([turn(0), turn(1)], given, readers, complete=True)
    assert names(rated) == [["R06", "R06", "no code"]]


def test_complete_without_any_coding_leaves_no_unit() -> None:
    assert rate_units([turn(0)], [], BOTH, complete=True).values.shape == (0, 2)


def test_presence_is_of_the_same_units_as_overall() -> None:
    given = [coding(ASH, 0, 9, "R06"), coding(BO, 0, 19, "R01"), coding(BO, 20, 29, "R09")]
    turns = [turn(0), turn(1), turn(2)]
    codes = ["R01", "R06"]
    overall = rate_units(turns, given, BOTH, codes=codes)
    present = rate_presence(turns, given, BOTH, "R06", codes=codes)
    assert names(overall) == [["R06", "R01"], ["no code", "R01"]]
    assert names(present) == [["present", "absent"], ["absent", "absent"]]


def test_a_code_that_nobody_gave_is_absent_everywhere() -> None:
    assert names(rate_presence([turn(0)], [], BOTH, "R99")) == [["absent", "absent"]]


def test_the_order_of_segments_and_codings_does_not_matter() -> None:
    turns = [turn(2, "P08"), turn(1), turn(0), turn(0, "P08")]
    readers = {"P07": frozenset({ASH, BO}), "P08": frozenset({ASH, BO})}
    given = [coding(ASH, 0, 9, "R06"), coding(BO, 0, 30, "R01", transcript="P08")]
    forth = rate_units(turns, given, readers)
    back = rate_units(turns[::-1], given[::-1], readers)
    assert names(forth) == names(back)
    assert forth.groups.tolist() == back.groups.tolist() == [0, 0, 1, 1]


def test_codings_of_transcripts_without_segments_are_left_out() -> None:
    rated = rate_units([turn(0)], [coding(ASH, 0, 9, "R06", transcript="P99")], BOTH)
    assert names(rated) == [["no code", "no code"]]


def test_nothing_at_all_makes_an_empty_table() -> None:
    assert rate_units([], [], {}).values.shape == (0, 0)


def test_transcripts_that_nobody_sealed_make_a_table_without_readers() -> None:
    rated = rate_units([turn(0)], [coding(ASH, 0, 9, "R06")], {}, codes=["R06"], complete=True)
    assert rated.values.shape == (0, 0)


def test_turns_and_sentences_at_once_are_refused() -> None:
    sentence = Segment("P07", Unit.SENTENCE, 0, 0, 0, 4)
    with pytest.raises(BadInput, match=r"A102.*transcript P07"):
        rate_units([turn(0), sentence], [], BOTH)


def test_codings_of_two_versions_of_a_text_are_refused() -> None:
    given = [coding(ASH, 0, 9, "R06"), coding(BO, 0, 9, "R06", version=2)]
    with pytest.raises(BadInput, match=r"A103.*transcript P07"):
        rate_units([turn(0)], given, BOTH)
