from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from toolkit.errors import BadInput, BrokenProject, NotFound
from toolkit.model.team import Member, Role, Side
from toolkit.model.transcript import ContentNote
from toolkit.storage import accounts, members, tables, transcripts
from toolkit.storage.database import HEADS, MIGRATIONS, Database, open_database
from toolkit.storage.project import Project, create_project, open_project_folder

SOMEBODY = Member("m1", "Heron", frozenset({Role.CODER}), frozenset({Side.LIVED, Side.ACADEMIC}))


def test_what_is_kept_comes_back(project: Project) -> None:
    with project.transaction() as tx:
        members.add_member(tx, SOMEBODY)
    with project.reading() as tx:
        assert members.list_members(tx) == (SOMEBODY,)


def test_a_transaction_that_fails_leaves_nothing(project: Project) -> None:
    with pytest.raises(ZeroDivisionError), project.transaction() as tx:
        members.add_member(tx, SOMEBODY)
        raise ZeroDivisionError
    with project.reading() as tx:
        assert members.list_members(tx) == ()


@pytest.mark.parametrize("which", ["project", "drafts"])
def test_migrations_build_the_tables_that_the_code_knows(project: Project, which: str) -> None:
    database = project.database if which == "project" else project.drafts
    wanted = getattr(tables, which)
    with database.reading() as connection:
        # Both sets may live in one PostgreSQL database: look at this one's tables only.
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or name in wanted.tables},
        )
        assert compare_metadata(context, wanted) == []


@pytest.mark.parametrize("which", ["project", "drafts"])
def test_the_heads_in_the_code_are_the_newest_migrations(which: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", str(MIGRATIONS / which))
    assert ScriptDirectory.from_config(config).get_current_head() == HEADS[which]


def write_next_migration(folder: Path, revision: str, then: str = "") -> None:
    """One more migration after the newest: it adds a column, and then does something else."""
    (folder / f"9999_{revision}.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{revision}'\ndown_revision = '{HEADS['project']}'\n"
        "branch_labels = None\ndepends_on = None\n"
        "def upgrade():\n"
        "    op.add_column('members', sa.Column('more', sa.Text()))\n"
        f"    {then}\n"
    )


def test_an_older_project_is_backed_up_and_then_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_project(tmp_path / "study", "T")
    with made.transaction() as tx:
        members.add_member(tx, SOMEBODY)
    shutil.copytree(MIGRATIONS / "project", tmp_path / "migrations" / "project")
    write_next_migration(tmp_path / "migrations" / "project", "later")
    monkeypatch.setitem(HEADS, "project", "later")
    newer = Database(made.database.engine, "project", tmp_path / "migrations")
    newer.bring_up_to_date(tmp_path / "backups")
    with newer.reading() as tx:
        assert tx.execute(text("SELECT pen_name, more FROM members")).all() == [("Heron", None)]
    (backup,) = (tmp_path / "backups").iterdir()
    with sqlite3.connect(backup) as copy:
        assert copy.execute("SELECT pen_name FROM members").fetchall() == [("Heron",)]
        assert "more" not in {row[1] for row in copy.execute("PRAGMA table_info(members)")}
    copy.close()
    made.close()


def test_a_project_from_before_accounts_is_brought_up_to_date(tmp_path: Path, address: str) -> None:
    first = tmp_path / "migrations" / "project"
    first.mkdir(parents=True)
    shutil.copy(MIGRATIONS / "project" / "0001_first_tables.py", first)
    folder = tmp_path / "study"
    folder.mkdir()
    at = address.replace("sqlite:///", f"sqlite:///{folder}/")
    older = Database(open_database(at, "project").engine, "project", tmp_path / "migrations")
    older.bring_up_to_date(None)
    with older.transaction() as tx:
        members.add_member(tx, SOMEBODY)
    older.engine.dispose()
    (folder / "project.toml").write_text(f'title = "T"\ndatabase = "{address}"\n')

    opened = open_project_folder(folder)
    with opened.transaction() as tx:
        accounts.keep_passphrase(tx, SOMEBODY.id, "a hash", "2026-11-01T09:00:00.000000Z")
        assert accounts.find_passphrase(tx, SOMEBODY.id) == "a hash"
        assert members.list_members(tx) == (SOMEBODY,)
    if opened.database.engine.dialect.name == "sqlite":
        (backup,) = (folder / "backups").iterdir()
        with sqlite3.connect(backup) as copy:
            assert copy.execute("SELECT version_num FROM project_revision").fetchall() == [
                ("0001",)
            ]
            assert copy.execute("SELECT pen_name FROM members").fetchall() == [("Heron",)]
        copy.close()
    opened.close()


def test_what_was_cleared_and_decided_before_corrections_is_of_the_first_version(
    tmp_path: Path, address: str
) -> None:
    first = tmp_path / "migrations" / "project"
    first.mkdir(parents=True)
    for path in (MIGRATIONS / "project").glob("000[1-4]_*.py"):
        shutil.copy(path, first)
    folder = tmp_path / "study"
    folder.mkdir()
    at = address.replace("sqlite:///", f"sqlite:///{folder}/")
    older = Database(open_database(at, "project").engine, "project", tmp_path / "migrations")
    older.bring_up_to_date(None)
    with older.transaction() as tx:
        members.add_member(tx, SOMEBODY)
        for statement in (
            "INSERT INTO transcripts (id, name) VALUES ('t', 'P01')",
            "INSERT INTO transcript_versions VALUES ('t', 1, 'Yes.', '2026')",
            "INSERT INTO clearings SELECT 't', id, id, 'R', true, 2, 1, '2026' FROM members",
            "INSERT INTO content_notes VALUES ('t', 0, 'night', NULL, '2026')",
        ):
            tx.exec_driver_sql(statement)
    older.engine.dispose()
    (folder / "project.toml").write_text(f'title = "T"\ndatabase = "{address}"\n')

    opened = open_project_folder(folder)
    with opened.reading() as tx:
        (cleared,) = transcripts.list_clearings(tx)
        assert (cleared.version, cleared.reason, cleared.was_read) == (1, "R", True)
        assert (cleared.findings_settled, cleared.findings_left) == (2, 1)
        assert transcripts.list_content_notes(tx) == (ContentNote("t", 0, "night", 1),)
        assert transcripts.list_revisions(tx) == ()
    opened.close()


def test_a_migration_that_fails_half_way_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = create_project(tmp_path / "study", "T")
    shutil.copytree(MIGRATIONS / "project", tmp_path / "migrations" / "project")
    write_next_migration(tmp_path / "migrations" / "project", "bad", "1 / 0")
    before = HEADS["project"]
    monkeypatch.setitem(HEADS, "project", "bad")
    newer = Database(made.database.engine, "project", tmp_path / "migrations")
    with pytest.raises(ZeroDivisionError):
        newer.bring_up_to_date(tmp_path / "backups")
    with newer.reading() as tx:
        columns = {row[1] for row in tx.execute(text("PRAGMA table_info(members)"))}
        revision = tx.execute(text("SELECT version_num FROM project_revision")).scalar_one()
    assert (revision, "more" in columns) == (before, False)
    made.close()


def test_a_project_of_a_newer_toolkit_is_not_touched(tmp_path: Path) -> None:
    made = create_project(tmp_path / "study", "T")
    with made.transaction() as tx:
        tx.execute(text("UPDATE project_revision SET version_num = 'of-tomorrow'"))
    made.close()
    with pytest.raises(BrokenProject, match="newer version"):
        open_project_folder(tmp_path / "study")


def test_a_folder_without_a_project_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="toolkit init"):
        open_project_folder(tmp_path)


def test_a_project_is_never_made_over_another(tmp_path: Path) -> None:
    create_project(tmp_path / "study", "First").close()
    with pytest.raises(BadInput, match="holds a project already"):
        create_project(tmp_path / "study", "Second")
    assert open_project_folder(tmp_path / "study").title == "First"


@pytest.mark.parametrize("title", ['Quotes " and \\ and é 🌙', "[x] = 1", "line\nbreak"])
def test_any_title_survives_the_project_file(tmp_path: Path, title: str) -> None:
    create_project(tmp_path / "study", title).close()
    opened = open_project_folder(tmp_path / "study")
    assert opened.title == title
    opened.close()


@pytest.mark.parametrize("content", ["", "title = ", "title = 'x'", "\x00", "database = 3\n"])
def test_a_spoilt_project_file_is_named(tmp_path: Path, content: str) -> None:
    create_project(tmp_path / "study", "T").close()
    (tmp_path / "study" / "project.toml").write_text(content)
    with pytest.raises(BrokenProject, match=r"project\.toml"):
        open_project_folder(tmp_path / "study")


def test_a_lost_database_is_named_and_not_made_anew(tmp_path: Path) -> None:
    create_project(tmp_path / "study", "T").close()
    (tmp_path / "study" / "project.db").unlink()
    with pytest.raises(BrokenProject, match="not there"):
        open_project_folder(tmp_path / "study")
    assert not (tmp_path / "study" / "project.db").exists()


def test_only_databases_that_are_tested_are_taken(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="postgresql"):
        create_project(tmp_path / "study", "T", "mysql://somewhere/else")


def test_a_new_folder_is_for_its_owner_only(tmp_path: Path) -> None:
    create_project(tmp_path / "study", "T").close()
    assert (tmp_path / "study").stat().st_mode & 0o077 == 0
