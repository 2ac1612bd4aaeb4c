"""A project on disk: a folder with `project.toml`, a database of cleared text, one of drafts."""

from __future__ import annotations

import contextlib
import json
import secrets
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, insert, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from toolkit.errors import BadInput, BrokenProject, NotFound
from toolkit.model.transcript import new_id
from toolkit.settings import PROJECT_FILE
from toolkit.storage import tables
from toolkit.storage.database import Database, now, open_database

DEFAULT_ADDRESS = "sqlite:///project.db"
DRAFTS_FILE = "drafts.db"


@dataclass(frozen=True, slots=True)
class Project:
    """An open project.

    Attributes:
        folder: Where `project.toml` is.
        title: What the study is called.
        database: Cleared text and the team's work.
        drafts: Text that only a checker's functions open; never backed up.
        minilm: A folder with MiniLM's weights, where `project.toml` names one.
    """

    folder: Path
    title: str
    database: Database
    drafts: Database
    minilm: Path | None = None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection that writes to the project: all is kept at the end, or nothing."""
        with self.database.transaction() as connection:
            yield connection

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project from beginning to end."""
        with self.database.reading() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the files."""
        self.database.engine.dispose()
        self.drafts.engine.dispose()

    def is_sound(self) -> bool:
        """Whether the database finds its own file whole (SQLite; others look after themselves)."""
        if self.database.engine.dialect.name != "sqlite":
            return True
        with self.reading() as connection:
            return bool(connection.scalar(text("PRAGMA integrity_check")) == "ok")


def find_project_id(connection: Connection) -> str:
    """The project's own id, which stays the same wherever its folder goes."""
    return str(connection.execute(select(tables.project_facts.c.id)).scalar_one())


def create_project(folder: Path, title: str, address: str = DEFAULT_ADDRESS) -> Project:
    """A new project in a folder, made if it is not there; other files in it are left alone.

    `project.toml` is written last: a folder without it is no project yet, so that a failure
    half-way can be followed by a second try.

    Raises:
        BadInput: There is a project already, the title is empty or the address is no address.
    """
    if (folder / PROJECT_FILE).exists():
        raise BadInput("D104", "This folder holds a project already. Choose another folder.")
    if not title.strip():
        raise BadInput("D105", "A project needs a title. Give it one with --title.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    project = _connect(folder, title.strip(), address)
    for database in (project.database, project.drafts):
        database.bring_up_to_date(None)
    with project.transaction() as tx:
        if tx.execute(tables.project_facts.select()).first() is None:
            tx.execute(
                insert(tables.project_facts).values(
                    id=new_id(), secret_key=secrets.token_hex(32), made_at=now()
                )
            )
    # A JSON string is a TOML basic string.
    content = (
        f"title = {json.dumps(title.strip(), ensure_ascii=False)}\n"
        f"database = {json.dumps(address)}\n"
    )
    half = folder / f".{PROJECT_FILE}.half"
    half.write_text(content, encoding="utf-8")
    half.replace(folder / PROJECT_FILE)
    return project


def open_project_folder(folder: Path) -> Project:
    """The project in a folder, brought up to date after a backup.

    Raises:
        NotFound: There is no project in the folder.
        BrokenProject: `project.toml` or the database is not what it should be.
    """
    path = folder / PROJECT_FILE
    try:
        facts = tomllib.loads(path.read_text(encoding="utf-8"))
        project = _connect(folder, str(facts["title"]), str(facts["database"]))
        if "minilm" in facts:
            project = replace(project, minilm=folder / str(facts["minilm"]))
    except FileNotFoundError:
        raise NotFound(
            "D106",
            "This folder holds no project. Give the folder that has project.toml in it, or make "
            "a project with: toolkit init FOLDER --title TITLE",
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
        raise BrokenProject(
            "D107",
            'project.toml cannot be read. It needs two lines: title = "..." and database = '
            '"sqlite:///project.db".',
            where=type(error).__name__,
        ) from None
    file = project.database.engine.url.database
    if project.database.engine.dialect.name == "sqlite" and not Path(str(file)).is_file():
        raise BrokenProject(
            "D108",
            "The database that project.toml names is not there. Bring it back from a backup.",
        )
    project.database.bring_up_to_date(folder / "backups")
    project.drafts.bring_up_to_date(None)
    return project


def _connect(folder: Path, title: str, address: str) -> Project:
    try:
        url = make_url(address)
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise ArgumentError
    except ArgumentError:
        raise BadInput(
            "D109",
            "The database's address must start with sqlite:/// or postgresql+psycopg://.",
        ) from None
    drafts = url
    if url.get_backend_name() == "sqlite":
        url = url.set(database=str(folder.resolve() / (url.database or "project.db")))
        drafts = url.set(database=str(folder.resolve() / DRAFTS_FILE))
    as_text = (u.render_as_string(hide_password=False) for u in (url, drafts))
    return Project(
        folder,
        title,
        open_database(next(as_text), "project"),
        open_database(next(as_text), "drafts"),
    )
