"""Who may do what at which stage of a round, and what nobody is given before the reveal."""

from __future__ import annotations

import importlib
import inspect
import io
import pkgutil
import re
import zipfile
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import toolkit
from tests.workflow.matrix_rows import ROWS, Asked, Row
from tests.workflow.stages import (
    DRAFT,
    NEVER_SHOWN,
    ROLES,
    SHOWN_AT_REVEAL,
    STAGES,
    VOTED,
    Stage,
    make_stages,
    open_copy,
    plant,
)
from toolkit import workflow
from toolkit.errors import ToolkitError, WrongState
from toolkit.storage import audit
from toolkit.storage.project import Project
from toolkit.workflow.coding import open_desk
from toolkit.workflow.memos import change_memo, list_memos, note_turn
from toolkit.workflow.projects import open_project
from toolkit.workflow.rounds import list_rounds, open_round, seal
from toolkit.workflow.study import load_study

ALONE = STAGES[:4]
"""The stages before the reveal."""

SOME = ("facilitator", "coder", "checker")
"""Roles that are given all there is to be had."""

NEW = re.compile(r"(?<=')(?:[0-9a-f-]{32,64}|[\w-]{43}|\d{4}-\d\d-\d\dT[\d:.]+Z)(?=')")
"""Ids, hashes, tokens and times."""


@pytest.fixture(scope="module")
def stages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Stage]:
    return make_stages(tmp_path_factory.mktemp("stages"))


def functions_of_projects() -> Iterator[Callable[..., object]]:
    """Every public function of the workflow that is handed a project."""
    for module in pkgutil.iter_modules(workflow.__path__, f"{workflow.__name__}."):
        found = importlib.import_module(module.name)
        for name, function in inspect.getmembers(found, inspect.isfunction):
            is_public = function.__module__ == module.name and not name.startswith("_")
            handed = inspect.signature(function).parameters
            # In the middle of an act, rights have been asked for already.
            if is_public and "project" in handed and "tx" not in handed:
                yield function


def told(given: object) -> str:
    """Everything that a result says, files unpacked."""
    if isinstance(given, bytes) and given.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(given)) as packed:
            parts = [packed.read(name).decode("utf-8", "replace") for name in packed.namelist()]
        # All but the time of day at which it was made.
        return re.sub(r"\d\d:\d\d(:\d\d)?", "", "".join(parts))
    return given.decode("utf-8", "replace") if isinstance(given, bytes) else repr(given)


def outcome(row: Row, asked: Asked) -> tuple[str, str]:
    """`ok` or an error's code, and everything that was said."""
    try:
        return "ok", told(row.call(asked))
    except ToolkitError as error:
        return error.problem.code, "\n".join([str(error), *map(str, error.problems)])


def walk(
    stage: Stage, folder: Path, roles: Collection[str] = tuple(ROLES)
) -> Iterator[tuple[Row, str, tuple[str, str]]]:
    """Each row for each role with its outcome; what an act changed is not there for the next."""
    project = open_copy(stage, folder)
    for row in ROWS:
        for role in row.cells:
            if role in roles or len(row.cells) == 1:
                came = outcome(row, Asked(project, ROLES[role], stage))
                yield row, role, came
                if row.is_act and came[0] == "ok":
                    project.close()
                    project = open_copy(stage, folder)
    project.close()


def test_every_function_has_its_place() -> None:
    placed = {row.name for row in ROWS}
    there = {
        f"{one.__module__.rpartition('.')[2]}.{one.__name__}" for one in functions_of_projects()
    }
    assert there - placed == set(), "say in matrix_rows.py who may call these, and when"
    assert placed - there == set()
    assert all(len(cells) == len(STAGES) for row in ROWS for cells in row.cells.values())


@pytest.mark.parametrize("stage", STAGES)
def test_the_matrix(stages: dict[str, Stage], tmp_path: Path, stage: str) -> None:
    """Every cell is as it should be, and in none of them are words that are not for the asker."""
    wrong: list[str] = []
    said: list[str] = []
    for row, role, (code, words) in walk(stages[stage], tmp_path / "copy"):
        where = f"{row.name} for {role}"
        expected = row.cells[role][STAGES.index(stage)]
        if code != expected:
            wrong.append(f"{where}: {code}, not {expected}")
        hidden = hidden_at(stage, stages[stage], is_vote_open="proposal" in row.name)
        hidden += [] if role == "checker" else [DRAFT]
        said += [f"{where}: {one}" for one in hidden if one in words]
    assert wrong == []
    assert said == []


def hidden_at(stage: str, at: Stage, *, is_vote_open: bool = False) -> list[str]:
    """What nobody but Kestrel may be given, and what is nobody's to give at this stage."""
    hidden = [NEVER_SHOWN]
    if stage in ALONE:
        hidden += [SHOWN_AT_REVEAL, *at.planted]
    if stage != "decided" or is_vote_open:
        hidden.append(VOTED)
    return hidden


@pytest.mark.parametrize("stage", STAGES)
def test_the_log_and_the_notebook_hold_none_of_it(stages: dict[str, Stage], stage: str) -> None:
    found = beside_the_workflow(open_project(stages[stage].folder))
    hidden = hidden_at(stage, stages[stage])
    assert [(name, one) for name, words in found.items() for one in hidden if one in words] == []


def beside_the_workflow(project: Project) -> dict[str, str]:
    """What stands in the team's log, and what a notebook is given."""
    tables = toolkit.open_project(project.folder)
    found = {
        name: method().to_csv()
        for name, method in inspect.getmembers(tables, callable)
        if not name.startswith("_")
    }
    with project.reading() as tx:
        found["log"] = repr(audit.list_acts(tx))
    project.close()
    return found


@pytest.mark.parametrize("are_sealed", [False, True], ids=["open", "I sealed"])
def test_what_is_done_alone_changes_nothing_for_anybody_else(
    stages: dict[str, Stage], tmp_path: Path, are_sealed: bool
) -> None:
    """Not a count, an order, a hash, a date or an error: all is the same to the letter."""
    project = open_copy(stages["open, nothing planted"], tmp_path / "study")
    if are_sealed:
        seal(project, by="Wren")
        seal(project, by="Plover")
    stage = replace(stages["open"], folder=project.folder)
    before = everything(stage, tmp_path / "copy")
    plant(project)
    after = everything(stage, tmp_path / "copy")
    project.close()
    assert [name for name in before if before[name] != after[name]] == []


def everything(stage: Stage, folder: Path) -> dict[str, str]:
    """What every call gives, ids and times of what it has just made aside."""
    found = beside_the_workflow(open_project(stage.folder))
    for number, (row, role, came) in enumerate(walk(stage, folder, SOME)):
        words = NEW.sub("", came[1]) if row.is_act else came[1]
        found[f"{number} {row.name} for {role}"] = f"{came[0]} {words}"
    return found


def test_what_was_planted_is_there_for_its_coder_and_for_all_at_the_reveal(
    stages: dict[str, Stage],
) -> None:
    """So that the tests above cannot pass because nothing was there to be found."""
    opened = open_project(stages["open"].folder)
    own = repr(
        [open_desk(opened, by="Kestrel", transcript="P01"), list_memos(opened, by="Kestrel")]
    )
    opened.close()
    assert [one for one in (SHOWN_AT_REVEAL, NEVER_SHOWN) if one not in own] == []
    revealed = open_project(stages["revealed"].folder)
    for words in (repr(load_study(revealed)), repr(list_memos(revealed, by="Robin"))):
        assert SHOWN_AT_REVEAL in words
        assert NEVER_SHOWN not in words
    revealed.close()


def test_a_seal_does_not_tell_that_nothing_was_coded(local_study: Project) -> None:
    open_round(local_study, "Round 1", by="Heron")
    for name in ("Heron", "Wren", "Kestrel"):
        seal(local_study, by=name)
    (found,) = list_rounds(local_study)
    assert len({made.digest for made in found.seals}) == 6


def test_a_note_that_was_sealed_with_its_turn_stays_as_it_was(local_study: Project) -> None:
    open_round(local_study, "Round 1", by="Heron")
    made = note_turn(local_study, by="Wren", transcript="P01", turn=1, words="It struck me.")
    assert made
    change = partial(change_memo, local_study, by="Wren", memo_id=made.id)
    assert change(words="It did strike me.", shared=False)
    seal(local_study, by="Wren", transcript="P01")
    for words in ("Now otherwise.", ""):
        with pytest.raises(WrongState, match="sealed"):
            change(words=words, shared=False)
    assert change(words="It did strike me.", shared=True)
