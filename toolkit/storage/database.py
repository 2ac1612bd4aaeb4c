"""One database: how it is opened, written to, brought up to date and copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DatabaseError, OperationalError

from toolkit.errors import BrokenProject, WrongState

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"

Transaction = Connection
"""What the functions of this room are handed: a connection in the middle of a transaction."""

HEADS = {"project": "0015", "drafts": "d005"}
"""The newest migration of each set. A test holds them to the folder, so that opening a project
that is up to date need not load Alembic."""

WAIT_SECONDS = 30
"""How long a writer waits for another one before it gives up."""

TIME_FORMAT = "%Y-%m-%dT%H:%M:%S.%fZ"
"""UTC as ISO 8601, always of one length, so that times compare as text does."""

WRITER_LOCKS = {"project": 20231015, "drafts": 20231016}
"""PostgreSQL's advisory locks for writers. Two, for both sets may live in one database."""


def now() -> str:
    """The time in UTC as ISO 8601, fine enough to tell which of two acts came first."""
    return datetime.now(UTC).strftime(TIME_FORMAT)


def later(moment: str, **by: float) -> str:
    """The time so much later; `by` is what `timedelta` takes, such as `hours=12`.

    Example:
        >>> later("2026-11-30T23:59:59.500000Z", seconds=1)
        '2026-12-01T00:00:00.500000Z'
    """
    return (datetime.fromisoformat(moment) + timedelta(**by)).strftime(TIME_FORMAT)


def seconds_between(first: str, second: str) -> float:
    """How far apart two times are, in seconds; below 0 where the second came first.

    Example:
        >>> seconds_between("2026-11-30T23:59:59.500000Z", "2026-12-01T00:00:00.500000Z")
        1.0
    """
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()


@dataclass(frozen=True, slots=True)
class Database:
    """An open database of one of the two sets of tables.

    Attributes:
        engine: Nothing is connected until it is used.
        tables: `"project"` or `"drafts"`, a folder of migrations.
        migrations: Where the migrations are.
    """

    engine: Engine
    tables: str
    migrations: Path = MIGRATIONS

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection that writes: all is kept at the end, or nothing at all.

        Raises:
            WrongState: Somebody else has been writing for longer than the waiting time.
            BrokenProject: The database is damaged, cannot be reached or the disk is full.
        """
        with _named_errors(), self.engine.connect() as connection:
            connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database from beginning to end."""
        with _named_errors(), self.engine.connect() as connection, connection.begin():
            yield connection

    def forget_erased(self) -> None:
        """Leave no byte of deleted rows in SQLite's journal (secure_delete does the file)."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))

    def bring_up_to_date(self, backups: Path | None) -> None:
        """Run the migrations that are missing, after a copy of the database as it was.

        Args:
            backups: The folder for the copy; None where no copy may be made (drafts).

        Raises:
            BrokenProject: The database was written by a newer version of the toolkit.
        """
        with self.reading() as connection:
            present = self._revision(connection)
        if present == HEADS[self.tables]:
            return
        from alembic import command
        from alembic.script import ScriptDirectory
        from alembic.util import CommandError

        config = self._alembic()
        if present is not None:
            try:
                ScriptDirectory.from_config(config).get_revision(present)
            except CommandError as error:
                raise BrokenProject(
                    "D102",
                    "This project was last opened with a newer version of the toolkit. "
                    "Install that version or a later one and open the project again.",
                ) from error
            if backups is not None:
                self.back_up(backups, f"before-{HEADS[self.tables]}")
        with self.transaction() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")

    def back_up(self, folder: Path, label: str) -> Path | None:
        """The path of a whole copy of an SQLite database; None for others, whose own tools copy.

        A copy is never written over: a second one of the same second gets a number.
        """
        if self.engine.dialect.name != "sqlite":
            return None
        folder.mkdir(exist_ok=True)
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
        target = folder / f"{self.tables}-{stamp}-{label}.db"
        number = 1
        while target.exists():
            number += 1
            target = folder / f"{self.tables}-{stamp}-{label}-{number}.db"
        with self.engine.connect() as connection:
            source: Any = connection.connection.driver_connection
            copy = sqlite3.connect(target)
            try:
                source.backup(copy)
            finally:
                copy.close()
        return target

    def _revision(self, connection: Connection) -> str | None:
        table = f"{self.tables}_revision"
        if not inspect(connection).has_table(table):
            return None
        found = connection.execute(text(f"SELECT version_num FROM {table}")).scalar()  # noqa: S608
        return str(found) if found else None

    def _alembic(self) -> Config:
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.set_main_option("path_separator", "newline")
        config.set_main_option("version_locations", str(self.migrations / self.tables))
        config.attributes["version_table"] = f"{self.tables}_revision"
        return config


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    """Add many rows that all have the same columns, handed to the driver as they are.

    The columns hold text, numbers and truth values, which every driver here takes by itself;
    leaving out SQLAlchemy's own look at each value halves the time for 13,000 codings.
    """
    if rows:
        statement = insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
        connection.exec_driver_sql(str(statement), [dict(row) for row in rows])


def open_database(address: str, tables: str) -> Database:
    """The database at an SQLAlchemy address, with the settings that keep what was said to be kept.

    Args:
        address: Such as `sqlite:////home/me/study/project.db` or
            `postgresql+psycopg://me@host/study`.
        tables: `"project"` or `"drafts"`.
    """
    url = make_url(address)
    # Errors must not show the values of a statement: they are participants' words.
    if url.get_backend_name() == "sqlite":
        settings = {"timeout": WAIT_SECONDS, "check_same_thread": False}
        engine = create_engine(url, connect_args=settings, paramstyle="named", hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(url, pool_pre_ping=True, hide_parameters=True)
        event.listen(engine, "begin", _begin_postgresql)
        engine = engine.execution_options(writer_lock=WRITER_LOCKS[tables])
    return Database(engine, tables)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin its own transactions, too late to lock; _begin_sqlite does it.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        # One writer at a time, as with SQLite: the audit log's chain has one end.
        lock = connection.get_execution_options()["writer_lock"]
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock:d})")
    else:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


@contextmanager
def _named_errors() -> Iterator[None]:
    """Turn a driver's errors into ours; a driver's message may quote the rows it choked on."""
    try:
        yield
    except OperationalError as error:
        if "locked" in str(error.orig):
            raise WrongState(
                "D103",
                "Somebody else is writing to the project at this moment. Nothing was changed. "
                "Try again in a minute.",
            ) from None
        raise _broken(error) from None
    except DatabaseError as error:
        # Its subclasses are faults of ours, and are shown as such; this one itself is the file's.
        if type(error) is DatabaseError:
            raise _broken(error) from None
        raise


def _broken(error: DatabaseError) -> BrokenProject:
    return BrokenProject(
        "D101",
        "The project's database cannot be used; it may be damaged, locked away, or the disk may "
        "be full. Nothing was changed. Look at the disk, then at the folder's backups.",
        where=type(error.orig).__name__,
    )
