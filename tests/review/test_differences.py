from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.coding import Answer, Coding
from toolkit.model.decision import DifferenceKind
from toolkit.review.differences import find_differences

NUMBERS = itertools.count()
BOTH = {"t1": frozenset({"ann", "ben"})}


def coding(
    coder: str,
    start: int,
    end: int,
    code: str | None = "R06",
    answer: Answer = Answer.CODE,
    *,
    after_seal: bool = False,
    transcript: str = "t1",
) -> Coding:
    return Coding(
        id=f"c{next(NUMBERS)}",
        transcript_id=transcript,
        transcript_version=1,
        start=start,
        end=end,
        quotation="x" * (end - start),
        answer=answer,
        code_id=code if answer is Answer.CODE else None,
        codebook_version=1,
        coder_id=coder,
        round_id="r1",
        made_at="2024-01-01T00:00:00Z",
        after_seal=after_seal,
    )


def kinds(*codings: Coding) -> list[DifferenceKind]:
    return [d.kind for d in find_differences(codings, BOTH)]


def test_the_same_code_on_the_same_words_is_no_difference() -> None:
    assert kinds(coding("ann", 0, 5), coding("ben", 0, 5)) == []


def test_each_kind_has_its_name() -> None:
    assert kinds(coding("ann", 0, 5)) == [DifferenceKind.ONLY_SOME_SAW_IT]
    assert kinds(coding("ann", 0, 5), coding("ben", 0, 5, "R07")) == [DifferenceKind.DIFFERENT_CODE]
    assert kinds(coding("ann", 0, 5), coding("ben", 2, 9)) == [DifferenceKind.DIFFERENT_EXTENT]
    assert kinds(coding("ann", 0, 5), coding("ben", 0, 5, None, Answer.NOT_SURE)) == [
        DifferenceKind.NOT_SURE
    ]


def test_two_codes_by_one_and_one_by_the_other_is_a_difference() -> None:
    said = coding("ann", 0, 5), coding("ann", 0, 5, "R07"), coding("ben", 0, 5)
    assert kinds(*said) == [DifferenceKind.DIFFERENT_CODE]


def test_does_not_fit_is_an_answer_of_its_own() -> None:
    said = coding("ann", 0, 5), coding("ben", 0, 5, None, Answer.DOES_NOT_FIT)
    assert kinds(*said) == [DifferenceKind.DIFFERENT_CODE]


def test_spans_that_only_touch_are_two_passages() -> None:
    found = find_differences([coding("ann", 0, 5), coding("ben", 5, 9)], BOTH)
    assert [(d.start, d.end) for d in found] == [(0, 5), (5, 9)]


def test_overlaps_through_others_are_one_passage() -> None:
    found = find_differences([coding("ann", 0, 5), coding("ben", 4, 9), coding("ann", 8, 12)], BOTH)
    assert [(d.start, d.end, len(d.coding_ids)) for d in found] == [(0, 12, 3)]


def test_not_today_is_missing_and_never_a_difference() -> None:
    skipped = coding("ben", 0, 50, None, Answer.NOT_TODAY)
    assert kinds(coding("ann", 0, 5), skipped) == []
    three = {"t1": frozenset({"ann", "ben", "cam"})}
    (found,) = find_differences([coding("ann", 0, 5), skipped], three)
    assert found.readers == ("ann", "cam")


def test_a_skipped_stretch_does_not_join_two_passages() -> None:
    skipped = coding("ben", 0, 50, None, Answer.NOT_TODAY)
    three = {"t1": frozenset({"ann", "ben", "cam"})}
    found = find_differences([coding("ann", 0, 5), coding("ann", 20, 25), skipped], three)
    assert [(d.start, d.end) for d in found] == [(0, 5), (20, 25)]


def test_somebody_who_skipped_and_still_coded_here_is_a_reader_here() -> None:
    said = coding("ann", 0, 5), coding("ben", 0, 5, "R07")
    skipped = coding("ben", 3, 50, None, Answer.NOT_TODAY)
    assert kinds(*said, skipped) == [DifferenceKind.DIFFERENT_CODE]


def test_what_was_coded_after_the_seal_is_left_out() -> None:
    assert (
        kinds(coding("ann", 0, 5), coding("ben", 0, 5), coding("ben", 8, 9, after_seal=True)) == []
    )


def test_a_lone_reader_differs_from_nobody() -> None:
    assert find_differences([coding("ann", 0, 5)], {"t1": frozenset({"ann"})}) == ()


def test_whoever_did_not_seal_is_not_heard() -> None:
    assert kinds(coding("ann", 0, 5), coding("ben", 0, 5), coding("cam", 0, 5, "R07")) == []


spans = st.tuples(
    st.sampled_from(["ann", "ben"]),
    st.integers(0, 30),
    st.integers(1, 10),
    st.sampled_from(["R06", "R07"]),
    st.sampled_from(["t1", "t2"]),
)


@given(st.lists(spans, max_size=25), st.randoms(use_true_random=False))
def test_the_order_of_codings_changes_nothing(made: list[tuple], shuffler) -> None:  # type: ignore[type-arg,no-untyped-def]
    codings = [
        coding(who, start, start + length, code, transcript=text)
        for who, start, length, code, text in made
    ]
    readers = {text: frozenset({"ann", "ben"}) for text in ("t1", "t2")}
    found = find_differences(codings, readers)
    shuffled = list(codings)
    shuffler.shuffle(shuffled)
    assert find_differences(shuffled, readers) == found
    assert len({d.id for d in found}) == len(found)
    for text in ("t1", "t2"):
        ends = [(d.start, d.end) for d in found if d.transcript_id == text]
        assert all(one[1] <= two[0] for one, two in itertools.pairwise(ends))
