"""A search finds what its member may read, and nothing that others have not shown."""

from __future__ import annotations

import pytest

from tests.workflow.test_sealing import code_turn, open_study
from toolkit.errors import NotFound
from toolkit.model.team import Role
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.searching import MOST_HITS, search
from toolkit.workflow.team import add_member

__all__ = ["open_study"]


def places(project: Project, by: str, **asked: object) -> list[tuple[str, int, str]]:
    found = search(project, by=by, **asked)  # type: ignore[arg-type]
    assert found.total == len(found.hits) <= MOST_HITS
    return [(hit.transcript, hit.turn, hit.found) for hit in found.hits]


def test_all_words_or_a_phrase_wherever_they_stand(open_study: Project) -> None:
    assert places(open_study, "Plover", words="NIGHTS") == [("P01", 0, "nights")]
    assert places(open_study, "Plover", words="training days") == [("P02", 1, "training")]
    assert places(open_study, "Plover", words="training days", as_phrase=True) == []
    assert places(open_study, "Plover", words="two  days", as_phrase=True) == [
        ("P02", 1, "Two days")
    ]
    # Composed or not, a letter is the same letter; signs of a pattern are signs.
    assert places(open_study, "Plover", words="cafe\u0301") == [("P02", 1, "café")]
    assert places(open_study, "Plover", words=".*") == []
    assert places(open_study, "Plover", words="🌙") == [("P01", 1, "🌙")]
    hit = search(open_study, by="Plover", words="morning", speaker="P01").hits[0]
    assert (hit.speaker, hit.round_name) == ("P01", "Round 1")
    assert hit.before.endswith("🌙 until ")
    assert hit.before.startswith(("…", "You"))


def test_a_content_note_comes_with_what_was_found(open_study: Project) -> None:
    add_content_note(open_study, by="Wren", transcript="P01", turn=1, words="a lonely night")
    (hit,) = search(open_study, by="Plover", words="landing").hits
    assert hit.content_note == "a lonely night"


def test_only_texts_one_may_read_are_looked_through(local_study: Project) -> None:
    open_round(local_study, "Round 1", by="Heron", readers={"P01": ["Plover"], "P02": ["Kestrel"]})
    assert places(local_study, "Plover", words="training") == []
    assert places(local_study, "Plover", words="morning")[0][0] == "P01"
    assert search(local_study, by="Plover", words="x").transcripts == 1
    # Checkers cleared them all, and a facilitator gives them out.
    for name in ("Wren", "Heron"):
        assert places(local_study, name, words="training")
        assert search(local_study, by=name, words="training").hits[0].round_name is None
    add_member(local_study, "Rook", roles={Role.GUEST}, sides=set())
    assert search(local_study, by="Rook", words="the").transcripts == 0
    with pytest.raises(NotFound):
        search(local_study, by="Nobody", words="the")


def test_a_code_finds_ones_own_codings_and_those_that_were_revealed(open_study: Project) -> None:
    code_turn(open_study, "Kestrel", "P01", 3, code="R06")
    assert [turn for _, turn, _ in places(open_study, "Kestrel", code="R06")] == [3]
    assert [turn for _, turn, _ in places(open_study, "Heron", code="R06")] == [1]
    assert places(open_study, "Wren", code="R06") == []
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    assert places(open_study, "Wren", code="R06") == []
    reveal(open_study, by="Heron")
    for name in ("Wren", "Kestrel", "Heron"):
        assert [turn for _, turn, _ in places(open_study, name, code="R06")] == [1, 3]
    assert [turn for _, turn, _ in places(open_study, "Wren", code="R06", words="nobody")] == [1]
    assert places(open_study, "Wren", code="V03") == []
