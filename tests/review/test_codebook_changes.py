"""Changes of a codebook, and what is different between two versions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.proposal import Change, ChangeKind
from toolkit.review.codebook_changes import apply_change, find_misfits
from toolkit.review.codebook_diff import PieceKind, compare_codebooks, compare_words

BOOK = Codebook(
    1,
    (Theme("R", "Risk"), Theme("V", "Value")),
    (Code("R1", "R", "Alone", "In the night"), Code("R2", "R", "Tired"), Code("V1", "V", "Keep")),
    "", None, "",
)  # fmt: skip
NEW = (Code("N1", "R", "First"), Code("N2", "V", "Second"))


def after(*changes: Change) -> Codebook:
    book = BOOK
    for change in changes:
        themes, codes = apply_change(change, book)
        book = replace(book, version=book.version + 1, themes=themes, codes=codes)
    return book


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_pieces_of_a_wording_make_up_both_wordings(before: str, now: str) -> None:
    pieces = compare_words(before, now)
    assert "".join(p.words for p in pieces if p.kind is not PieceKind.NEW) == before
    assert "".join(p.words for p in pieces if p.kind is not PieceKind.GONE) == now
    assert all(p.words for p in pieces)


def test_words_that_change_in_a_row_are_told_as_one_piece() -> None:
    pieces = compare_words("with nobody behind you", "with no one to ring")
    assert [(p.kind.value, p.words) for p in pieces] == [
        ("same", "with "), ("gone", "nobody behind you"), ("new", "no one to ring"),
    ]  # fmt: skip


def test_new_codes_stand_where_those_stood_that_they_come_from() -> None:
    split = Change(ChangeKind.SPLIT, ("R1",), NEW)
    merge = Change(ChangeKind.MERGE, ("R1", "V1"), NEW[:1])
    assert [code.id for code in after(split).codes] == ["N1", "N2", "R2", "V1"]
    assert [code.id for code in after(merge).codes] == ["N1", "R2"]


def test_a_diff_over_several_versions_tells_splits_and_merges_of_what_went_and_came() -> None:
    split = Change(ChangeKind.SPLIT, ("R1",), NEW)
    merge = Change(ChangeKind.MERGE, ("N1", "R2"), (Code("N3", "R", "Both"),))
    both = after(split, merge)
    assert [one.kind for one in compare_codebooks(BOOK, after(split), [split])] == ["split"]
    kinds = [one.kind for one in compare_codebooks(after(split), both, [merge])]
    assert kinds == ["merged"]
    # Of the split over both versions only one code is left: it is told as what came and went.
    over = compare_codebooks(BOOK, both, [split, merge])
    assert [(one.kind, (*one.before, *one.after)[0].id) for one in over] == [
        ("added", "N3"), ("added", "N2"), ("retired", "R1"), ("retired", "R2"),
    ]  # fmt: skip
    assert compare_codebooks(BOOK, BOOK) == ()


def test_a_code_that_was_moved_and_reworded_is_told_as_both() -> None:
    changed = replace(BOOK, version=2, codes=(Code("R1", "V", "Alone", "By day"), *BOOK.codes[1:]))
    found = compare_codebooks(BOOK, changed)
    assert [one.kind for one in found] == ["reworded", "moved"]
    assert found[1].themes == ("Risk", "Value")


def test_what_fits_and_what_no_longer_does() -> None:
    reword = Change(ChangeKind.REWORD, ("R1",), (Code("R1", "R", "Alone", "At night"),))
    move = Change(ChangeKind.MOVE, ("R1",), (Code("R1", "V", "Alone", "In the night"),))
    retire = Change(ChangeKind.RETIRE, ("R1",))
    assert [find_misfits(one, BOOK, BOOK) for one in (reword, move, retire)] == [(), (), ()]
    assert find_misfits(move, BOOK, after(reword)) == ()
    assert find_misfits(reword, BOOK, after(move)) == ()
    assert after(move, reword).code("R1") == Code("R1", "V", "Alone", "At night")
    assert "has been changed" in find_misfits(retire, BOOK, after(reword))[0]
    assert "not in the codebook any more" in find_misfits(move, BOOK, after(retire))[0]
