"""Two hundred wrong sign-ins, a restart among them: slowed, and telling nobody who exists."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest

from tests.browser.app_server import PASSPHRASE, AppServer, give_passphrases
from tests.browser.wire import Answer, Wire
from tests.small_study import fill
from toolkit.workflow.projects import init_project

WRONG = "not this one at all"
KNOWN, UNKNOWN = "Plover", "Turnstone"
TOO_SOON = "too many wrong tries"


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("guessed") / "study"
    project = init_project(folder, "A small study")
    fill(project, folder.parent)
    give_passphrases(project)
    project.close()
    made = AppServer(folder)
    made.start()
    yield made
    made.stop()


def told(came: Answer, name: str) -> tuple[int, tuple[str, ...], str]:
    """What an answer tells: its status, which headers it has, its page without name and number."""
    body = came.body.replace(name, "NAME")
    return came.status, tuple(sorted(came.headers)), re.sub(r"\d+ (second|minute)s?", "SOON", body)


def seconds_named(came: Answer) -> float:
    """How long the page asks one to wait; 0 where it does not."""
    found = re.search(r"again in (\d+) (second|minute)", came.body)
    return int(found[1]) * (60 if found[2] == "minute" else 1) if found else 0


def test_two_hundred_wrong_sign_ins_are_slowed_across_a_restart_and_tell_nothing(
    server: AppServer,
) -> None:
    stranger = Wire(server)
    said: dict[str, set[tuple[int, tuple[str, ...], str]]] = {KNOWN: set(), UNKNOWN: set()}
    waits: dict[str, list[float]] = {KNOWN: [], UNKNOWN: []}
    for number in range(200):
        if number == 100:
            server.stop()
            server.start()
        name = (KNOWN, UNKNOWN)[number % 2]
        came = stranger.sign_in(name, WRONG)
        said[name].add(told(came, name))
        if TOO_SOON not in came.body:
            waits[name].append(seconds_named(came))
    # The restart has forgiven nothing: each wait is twice the one before it all the same.
    for seconds in waits.values():
        assert seconds == [0, 0, 0, 2, 4, 8, 16, 32][: len(seconds)]
        assert 4 <= len(seconds) <= 8
    for name in (KNOWN, UNKNOWN):
        while TOO_SOON in (came := stranger.sign_in(name, WRONG)).body:
            time.sleep(1)
        assert seconds_named(came) == waits[name][-1] * 2
        said[name].add(told(came, name))
        # Not even the right passphrase is looked at before its time.
        assert TOO_SOON in stranger.sign_in(name).body
    assert said[KNOWN] == said[UNKNOWN]
    assert {status for status, _, _ in said[KNOWN]} == {403}
    assert stranger.cookies == {}
    log = server.log.read_text("utf-8")
    assert [word for word in (KNOWN, UNKNOWN, WRONG, PASSPHRASE) if word in log] == []


def test_somebody_whose_name_was_guessed_at_is_let_in_after_the_wait_that_is_named(
    server: AppServer,
) -> None:
    for _ in range(20):
        Wire(server).sign_in(KNOWN, WRONG)
    owner = Wire(server)
    came = owner.sign_in(KNOWN)
    assert TOO_SOON in came.body
    assert seconds_named(came) < 60
    # Others are not kept out by what was tried on this name.
    assert Wire(server).sign_in("Wren").status == 303
    time.sleep(seconds_named(came))
    assert owner.sign_in(KNOWN).status == 303
    assert owner.ask("/").status == 200
