from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import BadTable
from toolkit.model.proposal import ChangeKind
from toolkit.storage.project import Project
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.figures import measure_agreement
from toolkit.workflow.projects import verify
from toolkit.workflow.proposal_voting import see_proposals
from toolkit.workflow.proposing import NewCode, propose_change
from toolkit.workflow.rounds import list_rounds, open_round
from toolkit.workflow.study import load_study
from toolkit.workflow.team import list_members

GOOD = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Plover,R06
P01,3,Heron,No rest afterwards
P01,3,Plover,not_sure
P02,1,Heron,T01
P02,1,Jay,T01
"""


def write(tmp_path: Path, words: str) -> Path:
    path = tmp_path / "codings.csv"
    path.write_text(words, encoding="utf-8")
    return path


def test_a_table_makes_a_revealed_round_of_its_own(study: Project, tmp_path: Path) -> None:
    open_round(study, "Round 1", by="Heron")
    done = import_codings(study, write(tmp_path, GOOD))
    assert (done.codings, done.new_members, done.new_codes) == (6, ("Jay",), 0)
    opened, imported = list_rounds(study)
    assert (opened.is_revealed, imported.is_revealed, imported.imported) == (False, True, True)
    found = load_study(study)
    assert {c.round_id for c in found.codings} == {imported.id}
    texts = {t.id: t for t in found.transcripts}
    assert all(texts[c.transcript_id].text[c.start : c.end] == c.quotation for c in found.codings)
    assert verify(study).problems == ()


def test_codings_by_place_and_by_quotation_find_their_words(study: Project, tmp_path: Path) -> None:
    text = {t.name: t for t in load_study(study).transcripts}["P01"].text
    start = text.index("🌙")
    rows = (
        "transcript,turn,start,end,quotation,coder,code\n"
        f"P01,,{start},{start + 1},🌙,Heron,R06\n"
        "P01,1,,,Nobody to ring,Heron,R06\n"
    )
    import_codings(study, write(tmp_path, rows))
    assert [c.quotation for c in load_study(study).codings] == ["Nobody to ring", "🌙"]


def test_the_same_table_twice_adds_nothing(study: Project, tmp_path: Path) -> None:
    import_codings(study, write(tmp_path, GOOD))
    again = import_codings(study, write(tmp_path, GOOD))
    assert (again.is_new, again.codings) == (False, 0)
    assert len(load_study(study).codings) == 6


def test_every_wrong_row_is_named_and_nothing_is_kept(study: Project, tmp_path: Path) -> None:
    bad = (
        "transcript,turn,coder,code\n"
        "P01,1,Heron,R06\n"
        "P09,1,Heron,R06\n"
        "P01,99,Heron,R06\n"
        "P01,1,Heron,No such code\n"
    )
    with pytest.raises(BadTable) as raised:
        import_codings(study, write(tmp_path, bad))
    assert [(p.code, p.where) for p in raised.value.problems] == [
        ("W170", "line 3"),
        ("W148", "line 4"),
        ("W171", "line 5"),
    ]
    assert load_study(study).codings == ()
    assert len(list_rounds(study)) == 0
    assert len(list_members(study)) == 4


@pytest.mark.parametrize(
    ("row", "code"),
    [("P01,5,2,Heron,R06", "X114"), ("P01,0,99999,Heron,R06", "W173")],
)
def test_a_span_outside_its_text_is_refused(
    study: Project, tmp_path: Path, row: str, code: str
) -> None:
    with pytest.raises(BadTable) as raised:
        import_codings(study, write(tmp_path, f"transcript,start,end,coder,code\n{row}\n"))
    assert [p.code for p in raised.value.problems] == [code]


def test_a_table_of_codings_adds_nothing_to_a_codebook_that_the_team_has(
    study: Project, tmp_path: Path
) -> None:
    rows = "transcript,turn,coder,code\nP01,1,Heron,Brand new\nP01,3,Heron,Brand new\n"
    with pytest.raises(BadTable) as raised:
        import_codings(study, write(tmp_path, rows), add_codes=True)
    assert [p.code for p in raised.value.problems] == ["W171", "W171"]
    assert len(load_study(study).codebooks) == 1


def test_a_repeated_row_counts_once(study: Project, tmp_path: Path) -> None:
    done = import_codings(study, write(tmp_path, GOOD + "P01,1,Heron,R06\n"))
    assert (done.codings, done.rows_repeated) == (6, 1)


def test_readers_are_those_of_the_table(study: Project, tmp_path: Path) -> None:
    """Who coded nothing in a transcript there is missing, and never disagreeing."""
    import_codings(study, write(tmp_path, GOOD))
    overall = {
        found.measure: found
        for found in measure_agreement(load_study(study))
        if (found.scope, found.side) == ("overall", "all")
    }
    alpha = overall["krippendorff_alpha"]
    assert alpha.n_coders == 3
    assert alpha.value is not None


def test_who_is_only_a_name_in_a_table_is_not_waited_for(study: Project, tmp_path: Path) -> None:
    import_codings(study, write(tmp_path, GOOD))
    new = [NewCode("Night work", "Work at night")]
    propose_change(study, by="Heron", kind=ChangeKind.ADD, reason="Seen often.", into=new)
    (view,) = see_proposals(study, by="Heron")
    names = {member.id: member.pen_name for member in list_members(study)}
    assert view.voting is not None
    waited_for = {names[member_id] for member_id in view.voting.present}
    assert "Jay" not in waited_for
    assert {"Heron", "Plover"} <= waited_for
