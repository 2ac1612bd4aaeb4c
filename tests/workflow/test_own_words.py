"""A reader who speaks in a transcript has a say over quoting, and nobody learns that it is them."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.workflow.test_sealing import code_turn, everything_printed, open_study
from toolkit.errors import NotFound, WrongRole
from toolkit.exchange.report.page import KEPT_BACK
from toolkit.model.team import Role
from toolkit.storage.project import Project
from toolkit.workflow.own_words import claim_words, give_back_words, list_own_words
from toolkit.workflow.reporting import write_report
from toolkit.workflow.rounds import reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

__all__ = ["open_study"]


def report_text(project: Project, folder: Path) -> str:
    file = folder / "report.docx"
    file.unlink(missing_ok=True)
    write_report(project, file)
    return "\n".join(paragraph.text for paragraph in docx.Document(str(file)).paragraphs)


def test_words_kept_back_are_in_no_report(open_study: Project, tmp_path: Path) -> None:
    code_turn(open_study, "Kestrel", "P01", 1, code="R06")
    for name in ("Kestrel", "Plover"):
        seal(open_study, by=name)
    reveal(open_study, by="Heron")
    said = "Nobody to ring, nobody on the landing"
    assert said in report_text(open_study, tmp_path)
    claim_words(open_study, by="Kestrel", transcript="P01", speaker="P01", may_quote=False)
    kept = report_text(open_study, tmp_path)
    assert said not in kept
    assert KEPT_BACK in kept
    claim_words(open_study, by="Kestrel", transcript="P01", speaker="P01", may_quote=True)
    assert said in report_text(open_study, tmp_path)
    claim_words(open_study, by="Kestrel", transcript="P01", speaker="P01", may_quote=False)
    give_back_words(open_study, by="Kestrel", transcript="P01", speaker="P01")
    assert said in report_text(open_study, tmp_path)


def test_nobody_learns_whose_words_they_are(open_study: Project, tmp_path: Path) -> None:
    claim_words(open_study, by="Plover", transcript="P01", speaker="P01", may_quote=True)
    before = everything_printed(open_study, tmp_path / "out")
    claim_words(open_study, by="Kestrel", transcript="P01", speaker="P01", may_quote=False)
    after = everything_printed(open_study, tmp_path / "out")
    # The notebook's study lists the speaker, and no name with it.
    assert [name for name in before if before[name] != after[name]] == ["tables.study"]
    (kept,) = load_study(open_study).kept_back
    assert kept.speaker == "P01"
    assert [own.may_quote for own in list_own_words(open_study, by="Kestrel")] == [False]
    assert [own.may_quote for own in list_own_words(open_study, by="Plover")] == [True]
    assert list_own_words(open_study, by="Heron") == ()


def test_only_a_speaker_of_a_text_can_be_oneself(open_study: Project) -> None:
    for transcript, speaker in (("P99", "P01"), ("P01", "P02")):
        with pytest.raises(NotFound, match="this speaker"):
            claim_words(
                open_study, by="Kestrel", transcript=transcript, speaker=speaker, may_quote=False
            )
    add_member(open_study, "Rook", roles={Role.GUEST}, sides=set())
    with pytest.raises(WrongRole):
        claim_words(open_study, by="Rook", transcript="P01", speaker="P01", may_quote=False)
    give_back_words(open_study, by="Rook", transcript="P01", speaker="P01")
