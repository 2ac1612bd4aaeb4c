"""Figures of a real project: over segments and characters, below the floor, and what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.errors import BadInput, NotAllowed
from toolkit.model.decision import Choice
from toolkit.model.team import Method
from toolkit.notebook import ProjectTables
from toolkit.storage.project import Project
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import Ballot, decide, list_differences
from toolkit.workflow.figures import (
    CHARACTERS,
    count_outcomes,
    measure_agreement,
    measure_pairs,
)
from toolkit.workflow.study import load_study
from toolkit.workflow.team import change_terms

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R06
P01,1,Plover,R07
P02,1,Heron,T01
P02,1,Wren,T01
P02,1,Kestrel,T01
P02,3,Plover,V03
"""


@pytest.fixture
def revealed(study: Project, tmp_path: Path) -> Project:
    path = tmp_path / "codings.csv"
    path.write_text(ROWS, encoding="utf-8")
    import_codings(study, path)
    return study


def settle(project: Project) -> None:
    first = list_differences(project)[0]
    everybody = ("Heron", "Wren", "Kestrel", "Plover")
    ballots = [Ballot(who, Choice.TAKE_CODE, ("R06",)) for who in everybody]
    decide(project, by="Heron", difference=first.id, ballots=ballots, reason="The night.")


def test_characters_are_those_of_the_texts(revealed: Project) -> None:
    found = load_study(revealed)
    rows = measure_agreement(found, unit=CHARACTERS, by_side=True)
    characters = sum(len(text.text) for text in found.transcripts)
    by_key = {(row.scope, row.side, row.measure): row for row in rows}
    assert by_key["overall", "all", "u_alpha"].n_units == characters
    assert by_key["overall", "academic", "u_alpha"].value == 1
    assert by_key["overall", "academic", "cohen_kappa"].value == 1
    between = by_key["overall", "between", "u_alpha"]
    assert between.value is not None and between.value < 1


def test_pairs_are_told_by_pen_name_and_agree_with_the_table(revealed: Project) -> None:
    pairs = {(pair.code, pair.coders): pair for pair in measure_pairs(load_study(revealed))}
    assert pairs["Alone at night", ("Heron", "Wren")].kappa == 1
    assert pairs["Alone at night", ("Heron", "Plover")].kappa == 0
    assert len({coders for _, coders in pairs}) == 6


def test_the_floor_hides_what_is_by_side_and_says_so(revealed: Project) -> None:
    settle(revealed)
    before = count_outcomes(load_study(revealed))
    assert [name for name, _ in before.moved.rows] == ["Academic", "Lived experience", "All"]
    assert before.moved.note == ""
    change_terms(revealed, by="Heron", floor=3, reason="So that nobody is singled out.")
    found = load_study(revealed)
    assert found.terms[-1].floor == 3
    for row in measure_agreement(found, by_side=True):
        assert row.side == "all" or row.value is None
        assert row.side == "all" or row.reason.startswith("Hidden:")
    after = count_outcomes(found)
    assert after.settled == before.settled
    for counted, shown in ((after.moved, before.moved), (after.codes, before.codes)):
        assert counted.rows == shown.rows[-1:]
        assert "fewer than 3 people of a side" in counted.note
    with pytest.raises(NotAllowed) as error:
        measure_pairs(found)
    assert error.value.problem.code == "W193"
    tables = ProjectTables(found)
    for hidden in (tables.themes_by_side, tables.moves_by_side, tables.codes_taken_by_side):
        with pytest.raises(NotAllowed) as error:
            hidden()
        assert error.value.problem.code == "N102"


def test_counts_of_what_came_of_it_add_up(revealed: Project) -> None:
    settle(revealed)
    found = load_study(revealed)
    counted = count_outcomes(found)
    for table in (counted.settled, counted.moved, counted.codes):
        *rows, (_, total) = table.rows
        assert list(total) == [sum(column) for column in zip(*(c for _, c in rows), strict=True)]
        for _, counts in table.rows:
            assert counts[-1] == sum(counts[:-1])
    assert counted.settled.rows[-1][1][-1] == len(found.differences)
    assert counted.moved.rows[-1] == ("All", (3, 0, 1, 0, 0, 4))
    assert counted.codes.rows == (
        ("Academic", (2, 0, 0, 2)),
        ("Lived experience", (1, 1, 0, 2)),
        ("All", (3, 1, 0, 4)),
    )
    tables = ProjectTables(found)
    assert tables.how_settled()["total"].sum() == len(found.differences)
    assert tables.moves_by_side()["total"].sum() == len(tables.who_moved()) == 4
    assert tables.codes_taken_by_side()["total"].sum() == len(tables.codes_taken()) == 4


def test_a_reflexive_team_has_counts_and_no_coefficients(revealed: Project) -> None:
    change_terms(revealed, by="Heron", method=Method.REFLEXIVE, reason="We interpret.")
    found = load_study(revealed)
    for measure in (measure_agreement, measure_pairs):
        with pytest.raises(NotAllowed) as error:
            measure(found, unit=CHARACTERS)
        assert error.value.problem.code == "W190"
    assert count_outcomes(found).settled.rows[-1][1][-1] == len(found.differences)


def test_a_floor_is_a_number_of_people(revealed: Project) -> None:
    with pytest.raises(BadInput) as error:
        change_terms(revealed, by="Heron", floor=0, reason="None.")
    assert error.value.problem.code == "W126"


def test_the_notebook_has_characters_and_pairs(revealed: Project) -> None:
    tables = ProjectTables(load_study(revealed))
    assert "cu_alpha" in set(tables.agreement(unit="characters")["measure"])
    pairs = tables.agreement_of_pairs()
    assert pairs["kappa"].dtype == "float64"
    with pytest.raises(BadInput):
        tables.agreement(unit="words")
