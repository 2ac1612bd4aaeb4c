"""A reading list and a desk hold what is one's own, and say what may still be changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.small_study import CODEBOOK, INTERVIEWS
from toolkit.errors import NotAllowed, NotFound
from toolkit.model.proposal import Stance
from toolkit.model.team import Role
from toolkit.model.transcript import count_words
from toolkit.storage.project import Project
from toolkit.workflow.codebooks import import_codebook, list_codebooks
from toolkit.workflow.coding import (
    Reading,
    add_coding,
    add_content_note,
    list_readings,
    open_desk,
)
from toolkit.workflow.proposal_voting import cast_stance
from toolkit.workflow.rounds import open_round, reveal, seal
from toolkit.workflow.team import add_member, list_members

READERS = {"P01": ["Heron", "Kestrel"], "P02": ["Kestrel", "Wren"]}


def code_all(project: Project, by: str, transcript: str) -> None:
    text = open_desk(project, by=by, transcript=transcript).transcript
    end = text.turns[-1].end
    add_coding(
        project, by=by, transcript=transcript, start=0, end=end, quotation=text.text, code="R06"
    )


@pytest.fixture
def open_study(study: Project) -> Project:
    open_round(study, "Round 1", by="Heron", readers=READERS)
    return study


def test_a_reading_list_holds_what_was_asked_of_one_person(open_study: Project) -> None:
    add_content_note(open_study, by="Wren", transcript="P01", turn=1, words="nights alone")
    code_all(open_study, "Kestrel", "P01")
    code_all(open_study, "Kestrel", "P01")
    words = sum(count_words(spoken) for _, spoken in INTERVIEWS["P01"])
    (heron,) = list_readings(open_study, by="Heron")
    assert heron == Reading("Round 1", "P01", 4, words, 1, 0, False, False, 0)
    kestrel = list_readings(open_study, by="Kestrel")
    assert [(r.transcript, r.codings) for r in kestrel] == [("P01", 2), ("P02", 0)]


def test_nothing_that_others_do_changes_a_reading_list(open_study: Project) -> None:
    before = list_readings(open_study, by="Heron")
    code_all(open_study, "Kestrel", "P01")
    seal(open_study, by="Kestrel")
    assert list_readings(open_study, by="Heron") == before


def test_whoever_is_not_asked_has_an_empty_list(open_study: Project) -> None:
    add_member(open_study, "Rook", roles={Role.GUEST})
    assert list_readings(open_study, by="Rook") == ()
    assert list_readings(open_study, by="Plover") == ()
    with pytest.raises(NotFound):
        list_readings(open_study, by="Nobody")


def test_a_list_goes_on_over_rounds_and_says_what_is_closed(open_study: Project) -> None:
    seal(open_study, by="Kestrel", transcript="P02")
    assert [r.is_sealed for r in list_readings(open_study, by="Kestrel")] == [False, True]
    reveal(open_study, by="Heron", reason="Somebody fell ill.")
    open_round(open_study, "Round 2", by="Heron", readers={"P02": ["Kestrel"]})
    kestrel = list_readings(open_study, by="Kestrel")
    assert [(r.round_name, r.transcript, r.is_sealed, r.is_revealed) for r in kestrel] == [
        ("Round 1", "P01", False, True),
        ("Round 1", "P02", True, True),
        ("Round 2", "P02", False, False),
    ]


def test_a_desk_is_closed_by_its_readers_seal_or_the_reveal(open_study: Project) -> None:
    def is_closed(by: str) -> bool:
        return open_desk(open_study, by=by, transcript="P01", round_name="Round 1").is_closed

    seal(open_study, by="Heron")
    assert (is_closed("Heron"), is_closed("Kestrel")) == (True, False)
    reveal(open_study, by="Heron", reason="Somebody fell ill.")
    assert is_closed("Kestrel")


def test_a_desk_keeps_the_codebook_its_round_was_opened_with(
    open_study: Project, tmp_path: Path
) -> None:
    later = tmp_path / "later.csv"
    later.write_text(CODEBOOK + "Value,V05,Proud,Glad to have done it\n", encoding="utf-8")
    made = import_codebook(open_study, later, by="Heron", reason="It was missing.").proposal
    assert made is not None
    for member in list_members(open_study):
        cast_stance(open_study, by=member.pen_name, proposal=made.number, stance=Stance.ACCEPT)
    assert list_codebooks(open_study)[-1].code("V05") is not None
    desk = open_desk(open_study, by="Heron", transcript="P01")
    assert (desk.round_name, desk.codebook.version) == ("Round 1", 1)
    assert desk.codebook.code("V05") is None


def test_a_transcript_of_somebody_else_is_not_opened(open_study: Project) -> None:
    with pytest.raises(NotAllowed, match="You are not asked to read"):
        open_desk(open_study, by="Heron", transcript="P02")
