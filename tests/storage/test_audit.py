from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from toolkit.storage import audit
from toolkit.storage.project import Project


def _write_three(project: Project) -> None:
    with project.transaction() as tx:
        for number in range(3):
            audit.record(tx, "m1", "test.act", {"number": number})


def test_each_row_holds_the_hash_of_the_one_before(project: Project) -> None:
    _write_three(project)
    with project.reading() as tx:
        acts = audit.list_acts(tx)
        assert [act.facts.get("number") for act in acts[-3:]] == [0, 1, 2]
        assert audit.check_chains(tx) == ()
        assert len({act.hash for act in acts}) == len(acts)
        assert audit.last_hash(tx) == acts[-1].hash


@pytest.mark.parametrize(
    "statement", ["UPDATE audit SET kind = 'x'", "DELETE FROM audit WHERE position = 2"]
)
def test_the_database_itself_refuses_to_change_the_log(project: Project, statement: str) -> None:
    _write_three(project)
    with pytest.raises(DBAPIError, match="only ever added to"), project.transaction() as tx:
        tx.execute(text(statement))


def test_postgresql_refuses_to_empty_the_log(project: Project) -> None:
    if project.database.engine.dialect.name != "postgresql":
        return
    with pytest.raises(DBAPIError, match="only ever added to"), project.transaction() as tx:
        tx.execute(text("TRUNCATE audit"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit SET kind = 'nothing.happened' WHERE position = 2",
        "UPDATE audit SET actor_id = 'm2' WHERE position = 3",
        "UPDATE audit SET facts = '{\"number\": 7}' WHERE position = 3",
        "UPDATE audit SET made_at = '2001-01-01T00:00:00Z' WHERE position = 1",
        "DELETE FROM audit WHERE position = 2",
        "UPDATE audit SET position = 9 WHERE position = 4",
    ],
)
def test_a_change_behind_the_trigger_is_found(project: Project, change: str) -> None:
    _write_three(project)
    with project.transaction() as tx:
        if project.database.engine.dialect.name == "sqlite":
            tx.execute(text("DROP TRIGGER audit_no_update"))
            tx.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            tx.execute(text("DROP TRIGGER audit_no_change ON audit"))
        tx.execute(text(change))
    with project.reading() as tx:
        assert audit.check_chains(tx)


def test_what_a_coder_does_alone_does_not_lengthen_the_project_log(project: Project) -> None:
    with project.transaction() as tx:
        before = (audit.count_acts(tx), audit.last_hash(tx))
        audit.record(tx, "m1", "coding.added", {}, chain=audit.chain_of("r1", "m1"))
        assert (audit.count_acts(tx), audit.last_hash(tx)) == before
        assert audit.count_acts(tx, audit.chain_of("r1", "m1")) == 1


def test_the_same_bytes_have_other_hashes_in_another_project(project: Project) -> None:
    with project.reading() as tx:
        first = audit.digest(tx, b"I was on my own all night.")
        assert first == audit.digest(tx, b"I was on my own all night.")
    import hashlib

    assert first != hashlib.sha256(b"I was on my own all night.").hexdigest()


def test_writers_wait_for_their_turn(project: Project) -> None:
    """Two writers at once: the second sees what the first kept, and the chain stays one line."""
    import threading

    failures: list[BaseException] = []

    def write() -> None:
        try:
            for _ in range(20):
                with project.transaction() as tx:
                    audit.record(tx, None, "test.act", {})
        except (sqlite3.Error, DBAPIError) as error:
            failures.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with project.reading() as tx:
        assert not failures
        assert audit.check_chains(tx) == ()
        assert audit.count_acts(tx) == 81
