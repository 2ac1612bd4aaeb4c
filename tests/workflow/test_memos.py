"""Notes are their writer's until shared, and hidden while their writer codes alone."""

from __future__ import annotations

import pytest

from tests.workflow.test_sealing import code_turn, open_study
from toolkit.errors import BadInput, NotAllowed, NotFound, WrongRole, WrongState
from toolkit.model.team import Role
from toolkit.storage.project import Project
from toolkit.workflow.coding import open_desk
from toolkit.workflow.memos import (
    MemoTarget,
    add_memo,
    change_memo,
    list_memos,
    note_coding,
    note_turn,
)
from toolkit.workflow.projects import verify
from toolkit.workflow.rounds import reveal, seal
from toolkit.workflow.team import add_member

__all__ = ["open_study"]


def seen_by(project: Project, name: str) -> list[str]:
    return [noted.memo.words for noted in list_memos(project, by=name)]


def test_a_note_on_a_coding_is_one_and_as_it_was_last_written(open_study: Project) -> None:
    coding = code_turn(open_study, "Kestrel", "P01", 1, code="R06")
    note_coding(open_study, by="Kestrel", coding_id=coding, words=" First. ")
    note_coding(open_study, by="Kestrel", coding_id=coding, words="Then.\nAnd on.", shared=True)
    (memo,) = open_desk(open_study, by="Kestrel", transcript="P01").memos
    assert (memo.words, memo.shared, memo.target_id) == ("Then.\nAnd on.", True, coding)
    (noted,) = list_memos(open_study, by="Kestrel")
    assert (noted.name, noted.turn, noted.is_own) == ("P01", 1, True)
    assert noted.quotation.startswith("You were on your own")
    assert note_coding(open_study, by="Kestrel", coding_id=coding, words=" ") is None
    assert seen_by(open_study, "Kestrel") == []


def test_a_turns_note_is_on_the_desk_and_private(open_study: Project) -> None:
    note_turn(open_study, by="Kestrel", transcript="P01", turn=3, words="They never asked.")
    assert [m.words for m in open_desk(open_study, by="Kestrel", transcript="P01").memos] == [
        "They never asked."
    ]
    for other in ("Heron", "Wren", "Plover"):
        assert seen_by(open_study, other) == []
        assert open_desk(open_study, by=other, transcript="P01").memos == ()


def test_what_is_shared_stays_hidden_until_its_writer_codes_nothing_alone(
    open_study: Project,
) -> None:
    note_turn(open_study, by="Plover", transcript="P01", turn=3, words="Shared.", shared=True)
    add_memo(open_study, by="Plover", about=MemoTarget.PROJECT, words="On all.", shared=True)
    add_memo(open_study, by="Plover", about=MemoTarget.PROJECT, words="For me.")
    assert seen_by(open_study, "Heron") == []
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    assert seen_by(open_study, "Heron") == []
    reveal(open_study, by="Heron")
    assert set(seen_by(open_study, "Heron")) == {"Shared.", "On all."}
    assert len(seen_by(open_study, "Plover")) == 3


def test_what_is_sealed_keeps_its_notes_as_they_are(open_study: Project) -> None:
    coding = code_turn(open_study, "Kestrel", "P01", 1, code="R06")
    memo = note_coding(open_study, by="Kestrel", coding_id=coding, words="Before.")
    assert memo is not None
    seal(open_study, by="Kestrel")
    for words in ("After.", ""):
        with pytest.raises(WrongState, match="sealed"):
            note_coding(open_study, by="Kestrel", coding_id=coding, words=words)
        with pytest.raises(WrongState, match="sealed"):
            change_memo(open_study, by="Kestrel", memo_id=memo.id, words=words, shared=False)
    with pytest.raises(WrongState, match="sealed"):
        note_turn(open_study, by="Kestrel", transcript="P01", turn=0, words="After.")
    shared = change_memo(open_study, by="Kestrel", memo_id=memo.id, words="Before.", shared=True)
    assert shared is not None
    assert shared.shared
    assert verify(open_study).problems == ()


def test_nobody_writes_on_what_is_not_theirs_or_not_there(open_study: Project) -> None:
    theirs = code_turn(open_study, "Kestrel", "P01", 1, code="R06")
    memo = add_memo(open_study, by="Kestrel", about=MemoTarget.CODE, name="R06", words="Mine.")
    for coding_id in (theirs, "none"):
        with pytest.raises(NotFound, match="no such coding"):
            note_coding(open_study, by="Plover", coding_id=coding_id, words="x")
    for memo_id in (memo.id, "none"):
        with pytest.raises(NotFound, match="no such note"):
            change_memo(open_study, by="Plover", memo_id=memo_id, words="x", shared=True)
    with pytest.raises(NotFound):
        add_memo(open_study, by="Plover", about=MemoTarget.TRANSCRIPT, name="P99", words="x")
    with pytest.raises(NotFound, match="turns"):
        note_turn(open_study, by="Plover", transcript="P01", turn=4, words="x")
    with pytest.raises(BadInput, match="few words"):
        add_memo(open_study, by="Plover", about=MemoTarget.PROJECT, words=" ")
    add_member(open_study, "Rook", roles={Role.GUEST}, sides=set())
    with pytest.raises(WrongRole):
        add_memo(open_study, by="Rook", about=MemoTarget.PROJECT, words="x")
    add_member(open_study, "Crake", roles={Role.CODER}, sides=set())
    with pytest.raises(NotAllowed, match="not asked"):
        note_turn(open_study, by="Crake", transcript="P01", turn=0, words="x")
    assert seen_by(open_study, "Kestrel") == ["Mine."]


def test_a_code_of_the_speakers_words_is_made_once_however_often_it_is_sent(
    open_study: Project,
) -> None:
    given = {"code": "0" * 32, "new_code": "on your own"}
    for turn in (1, 3):
        code_turn(open_study, "Kestrel", "P01", turn, **given)
    desk = open_desk(open_study, by="Kestrel", transcript="P01")
    assert [code.name for code in desk.own_codes] == ["on your own"]
    assert {coding.code_id for coding in desk.codings} == {"0" * 32}
    # Nobody else can code with it, by its id or by making it anew.
    for words in ("", "on your own"):
        with pytest.raises(BadInput, match="no such code"):
            code_turn(open_study, "Plover", "P01", 1, code="0" * 32, new_code=words)
