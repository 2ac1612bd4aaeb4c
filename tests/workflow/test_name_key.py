"""The key to the names: what a clearing adds, and that the names are nowhere else."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

import toolkit
from tests.small_study import SIGNED, TEAM
from toolkit.errors import BadInput, BrokenProject, NotAllowed, NotFound, WrongRole, WrongState
from toolkit.model.upload import Upload
from toolkit.storage import audit
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.workflow import name_key
from toolkit.workflow.clearing import (
    approve_clearing,
    clear_transcripts,
    list_drafts,
    propose_clearing,
)
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.name_key import give_up_key, look_at_key, make_key, open_key
from toolkit.workflow.projects import init_project, verify
from toolkit.workflow.reporting import write_report
from toolkit.workflow.settling import settle_finding, suggest_for
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

PASSPHRASE = "ten grey herons fly"
NAMES = {
    "Dave Okonkwo": "[person 1]",
    "Officer Pemberton": "[Officer 1]",
    "HMP Belmarsh": "[prison A]",
    "Leamington": "[town A]",
}
NUMBERS = ("07700 900123", "A1234BC")
TALK = (
    "Interviewer: Who was there?\n"
    "P07: Dave Okonkwo was, and Officer Pemberton. That was HMP Belmarsh. He is from Leamington.\n"
    "Interviewer: And then?\n"
    "P07: Ring him on 07700 900123. He was A1234BC.\n"
)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Project]:
    made = init_project(tmp_path / "study", "A study")
    for pen_name, (roles, sides) in TEAM.items():
        add_member(made, pen_name, roles=roles, sides=sides)
    yield made
    made.close()


def bring_in(team: Project, name: str = "P07", words: str = TALK) -> None:
    import_transcripts(team, [Upload(f"{name}.txt", words.encode())])
    for draft in list_drafts(team, by="Wren"):
        for found in draft.findings:
            settle_finding(
                team,
                by="Wren",
                transcript=draft.transcript.name,
                finding=found.position,
                choice=Settlement.REPLACE,
            )


def clear(team: Project) -> None:
    clear_transcripts(team, by="Wren", approved_by="Kestrel", reason="Read.", signed=SIGNED)


def test_the_key_gives_each_name_back_and_no_number(team: Project) -> None:
    make_key(team, by="Wren", passphrase=PASSPHRASE)
    bring_in(team)
    propose_clearing(team, by="Wren", names=["P07"], reason="R", signed=SIGNED)
    approve_clearing(team, by="Kestrel", names=["P07"])
    opened = open_key(team, by="Kestrel", passphrase=PASSPHRASE)
    assert {one.words: one.pseudonym for one in opened.entries} == NAMES
    text = load_study(team).transcripts[0].text
    assert all(pseudonym in text for pseudonym in NAMES.values())


def test_what_was_replaced_is_in_no_file_table_report_backup_or_log(
    team: Project, tmp_path: Path
) -> None:
    make_key(team, by="Wren", passphrase=PASSPHRASE)
    bring_in(team)
    clear(team)
    team.database.back_up(team.folder / "backups", "by-hand")
    report = tmp_path / "report.docx"
    write_report(team, report)
    (tmp_path / "report.txt").write_text(
        "\n".join(one.text for one in Document(str(report)).paragraphs), encoding="utf-8"
    )
    tables = toolkit.open_project(team.folder)
    for name in ("transcripts", "turns", "redactions"):
        getattr(tables, name)().to_csv(tmp_path / f"{name}.csv")
    command = shutil.which("toolkit", path=str(Path(sys.executable).parent))
    for words in (["redactions"], ["verify"], ["screen"], ["status"]):
        printed = subprocess.run(
            [str(command), *words, str(team.folder)], capture_output=True, check=True
        )
        (tmp_path / f"{words[0]}.txt").write_bytes(printed.stdout + printed.stderr)
    with team.reading() as tx:
        (tmp_path / "log.txt").write_text(repr(audit.list_acts(tx)), encoding="utf-8")
    originals = [*NAMES, *NUMBERS, "Okonkwo", "Pemberton", "Belmarsh"]
    looked_at = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"project.db", "drafts.db", "names.key"} <= {path.name for path in looked_at}
    assert len(looked_at) > 10
    for path in looked_at:
        content = path.read_bytes()
        for words in originals:
            for encoding in ("utf-8", "utf-16-le"):
                assert words.encode(encoding) not in content, (path.name, words)
                assert words.lower().encode(encoding) not in content, (path.name, words)
    assert verify(team).problems == ()


def test_with_the_key_open_earlier_people_keep_their_pseudonym(team: Project) -> None:
    make_key(team, by="Wren", passphrase=PASSPHRASE)
    bring_in(team)
    clear(team)
    more = "Interviewer: Who?\nP08: Officer Pemberton, and Sammy.\nInterviewer: So?\nP08: So."
    import_transcripts(team, [Upload("P08.txt", more.encode())])
    (draft,) = list_drafts(team, by="Wren")
    officer = draft.findings[0].position
    assert suggest_for(team, by="Wren", transcript="P08", finding=officer) == "[Officer 2]"
    opened = open_key(team, by="Wren", passphrase=PASSPHRASE)
    suggested = suggest_for(team, by="Wren", transcript="P08", finding=officer, key=opened)
    assert suggested == "[Officer 1]"
    settle_finding(
        team,
        by="Wren",
        transcript="P08",
        finding=officer,
        choice=Settlement.REPLACE,
        key=opened,
    )
    assert list_drafts(team, by="Wren")[0].findings[0].replacement == "[Officer 1]"
    assert "Pemberton" not in repr(opened)


def test_without_a_key_nothing_is_kept(team: Project) -> None:
    bring_in(team)
    clear(team)
    assert not look_at_key(team, by="Wren").is_made
    with pytest.raises(NotFound, match="W251"):
        open_key(team, by="Wren", passphrase=PASSPHRASE)


@pytest.mark.parametrize(("damage", "error"), [(None, NotFound), (b"{}", BrokenProject)])
def test_where_the_key_is_away_or_damaged_nothing_is_cleared(
    team: Project, damage: bytes | None, error: type[Exception]
) -> None:
    path = make_key(team, by="Wren", passphrase=PASSPHRASE)
    content = path.read_bytes()
    bring_in(team)
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(error):
        clear(team)
    assert load_study(team).transcripts == ()
    assert len(list_drafts(team, by="Wren")) == 1
    path.write_bytes(content)
    clear(team)
    assert len(open_key(team, by="Wren", passphrase=PASSPHRASE).entries) == len(NAMES)


def test_a_lost_key_is_given_up_and_losing_it_loses_the_way_back_alone(team: Project) -> None:
    path = make_key(team, by="Wren", passphrase=PASSPHRASE)
    bring_in(team)
    path.unlink()
    give_up_key(team, by="Wren")
    clear(team)
    assert "[person 1]" in load_study(team).transcripts[0].text
    assert make_key(team, by="Wren", passphrase=PASSPHRASE) == path, "and another can be made"


def test_a_wrong_passphrase_is_told_and_not_logged_as_an_opening(team: Project) -> None:
    make_key(team, by="Wren", passphrase=PASSPHRASE)
    with pytest.raises(NotAllowed, match="K102"):
        open_key(team, by="Wren", passphrase="ten grey herons flew")
    open_key(team, by="Wren", passphrase=PASSPHRASE)
    with team.reading() as tx:
        kinds = [row.kind for row in audit.list_acts(tx)]
    assert (kinds.count("key.made"), kinds.count("key.opened")) == (1, 1)


def test_a_key_is_made_once_with_a_passphrase_that_is_long_enough(team: Project) -> None:
    with pytest.raises(BadInput, match="W200"):
        make_key(team, by="Wren", passphrase="short")
    assert not look_at_key(team, by="Wren").path.exists()
    make_key(team, by="Wren", passphrase=PASSPHRASE)
    with pytest.raises(WrongState, match="W250"):
        make_key(team, by="Kestrel", passphrase=PASSPHRASE)


def test_another_place_can_be_named_for_the_key(
    team: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TOOLKIT_KEY_FILE", str(tmp_path / "elsewhere.key"))
    assert make_key(team, by="Wren", passphrase=PASSPHRASE) == tmp_path / "elsewhere.key"
    assert not list(team.folder.glob("*.key"))


@pytest.mark.parametrize("by", ["Heron", "Plover"])
def test_only_checkers_have_anything_to_do_with_it(team: Project, by: str) -> None:
    for act in (
        lambda: look_at_key(team, by=by),
        lambda: make_key(team, by=by, passphrase=PASSPHRASE),
        lambda: open_key(team, by=by, passphrase=PASSPHRASE),
        lambda: give_up_key(team, by=by),
        lambda: name_key.change_passphrase(team, by=by, passphrase=PASSPHRASE, new=PASSPHRASE),
    ):
        with pytest.raises(WrongRole):
            act()
