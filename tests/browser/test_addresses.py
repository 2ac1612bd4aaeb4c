"""Who is answered: this machine alone, until everything is ready for others."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2.profiles import CHEAPEST

from tests.browser.app_server import PASSPHRASE, AppServer, give_passphrases
from tests.browser.wire import Wire
from tests.small_study import fill
from toolkit.demo.published import SIGN, publish_passphrases
from toolkit.model.team import Role
from toolkit.storage.project import Project
from toolkit.ui.serving import Reach, find_reasons
from toolkit.ui.wording import entrance
from toolkit.workflow.accounts import accept_invitation, invite, open_for_owner
from toolkit.workflow.projects import init_project
from toolkit.workflow.team import add_member

NAME = "study.example.org"
WIDE = ("--host", NAME, "--behind-https")
HTTP, HOST, AS, ALONE, INVENTED, NO_NAME = (
    *(
        "plain HTTP",
        "--host NAME",
        "--as",
        "cannot sign in yet, and the team needs one",
        "invented study",
    ),
    "a name alone",
)
REASONS = (HTTP, HOST, AS, ALONE, INVENTED, NO_NAME)


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = init_project(tmp_path / "study", "A small study")
    yield made
    made.close()


def start(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code of an app that is not started, and what it says."""
    command = [sys.executable, "-m", "toolkit.cli", "app", str(folder), *options]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    return ended.returncode, ended.stderr


def reasons(said: str) -> set[str]:
    return {reason for reason in REASONS if reason in said}


def let_in(project: Project, name: str = "Heron") -> None:
    add_member(project, name, roles={Role.FACILITATOR})
    accept_invitation(project, invite(project, member=name), PASSPHRASE, cost=CHEAPEST)


def test_every_reason_is_told_at_once(project: Project) -> None:
    (project.folder / SIGN).write_text("An invented study.", encoding="utf-8")
    code, said = start(project.folder, "--address", "0.0.0.0", "--as", "Heron")
    assert (code, said.count("[U120]")) == (3, 1)
    assert reasons(said) == {HTTP, HOST, AS, ALONE, INVENTED}
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("reach", "owner", "wanted"),
    [
        (Reach(hosts=(NAME,), behind_https=True), None, set()),
        (Reach("0.0.0.0", (NAME,), behind_https=True), None, set()),
        (Reach(hosts=(NAME,)), None, {HTTP}),
        (Reach("0.0.0.0"), None, {HTTP, HOST}),
        (Reach("192.0.2.1", behind_https=True), None, {HOST}),
        (Reach(behind_https=True), None, {HOST}),
        (Reach(hosts=(NAME,), behind_https=True), "Heron", {AS}),
        (Reach(hosts=(f"https://{NAME}",), behind_https=True), None, {NO_NAME}),
        (Reach(hosts=(NAME, "*"), behind_https=True), None, {NO_NAME}),
    ],
)
def test_each_reason_alone_is_enough(
    project: Project, reach: Reach, owner: str | None, wanted: set[str]
) -> None:
    let_in(project)
    assert reach.is_wide
    assert reasons(" ".join(find_reasons(project, owner, reach))) == wanted


def test_a_facilitator_without_a_passphrase_keeps_the_app_to_this_machine(project: Project) -> None:
    reach = Reach(hosts=(NAME,), behind_https=True)
    assert reasons(*find_reasons(project, None, reach)) == {ALONE}
    let_in(project)
    assert find_reasons(project, None, reach) == ()
    add_member(project, "Teal", roles={Role.FACILITATOR})
    assert reasons(*find_reasons(project, None, reach)) == {ALONE}


def test_an_invented_study_is_never_shared_with_its_sign_or_without(project: Project) -> None:
    let_in(project)
    publish_passphrases(project)
    for _ in ("with it", "without"):
        told = find_reasons(project, None, Reach(hosts=(NAME,), behind_https=True))
        assert reasons(*told) == {INVENTED}
        (project.folder / SIGN).unlink(missing_ok=True)


@pytest.mark.parametrize(("address", "code"), [("no.such.invalid", "U122"), ("192.0.2.1", "U123")])
def test_an_address_that_this_machine_does_not_have_is_said_to_be_none(
    project: Project, address: str, code: str
) -> None:
    let_in(project)
    assert f"[{code}]" in start(project.folder, *WIDE, "--address", address)[1]


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("shared") / "study"
    project = init_project(folder, "A small study")
    fill(project, folder.parent)
    give_passphrases(project)
    (folder / "owner").write_text(open_for_owner(project), encoding="utf-8")
    project.close()
    made = AppServer(folder, *WIDE)
    made.start()
    yield made
    made.stop()


def test_shared_the_app_lets_nobody_in_without_a_passphrase(shared_server: AppServer) -> None:
    log = shared_server.log.read_text("utf-8")
    assert f"Open https://{NAME}/sign-in" in log
    assert "token" not in log
    token = (shared_server.folder / "owner").read_text("utf-8")
    came = Wire(shared_server).ask(f"/enter?token={token}", Host=NAME)
    assert came.status == 403


def test_shared_the_app_answers_by_its_name_and_marks_its_cookie_for_https_alone(
    shared_server: AppServer,
) -> None:
    form = {"pen_name": "Heron", "passphrase": PASSPHRASE}
    wire = Wire(shared_server)
    for origin in (f"http://{NAME}", "https://elsewhere.example", f"https://{NAME}:8443"):
        came = wire.ask("/sign-in", "POST", form, Host=NAME, Origin=origin)
        assert (came.status, came.body) == (403, entrance.FROM_ELSEWHERE)
    assert wire.ask("/sign-in", Host=f"other.{NAME}").status == 421
    came = wire.ask("/sign-in", "POST", form, Host=NAME, Origin=f"https://{NAME}")
    assert came.status == 303
    (cookie,) = came.cookies
    assert re.findall(r"HttpOnly|Secure|SameSite=\w+", cookie) == [
        "HttpOnly", "SameSite=strict", "Secure",
    ]  # fmt: skip
    assert wire.ask("/", Host=NAME).status == 200
    (of_streamlit,) = wire.ask("/_stcore/health", Host=NAME).cookies
    assert of_streamlit.endswith("Secure")
    with wire.open_socket(Host=NAME, Origin=f"https://{NAME}") as socket:
        assert "Heron" in socket.run("")


def test_an_invitation_is_made_for_the_address_that_others_use(project: Project) -> None:
    from click.testing import CliRunner

    from toolkit.cli import commands

    let_in(project)
    asked = ["invite", str(project.folder), "Heron", "--at", f"https://{NAME}/"]
    said = CliRunner().invoke(commands, asked).output
    assert said.startswith(f"https://{NAME}/join?token=")
