"""Signing in by an institution's word: proved each time, and kept as a keyed hash alone."""

from __future__ import annotations

import html
import http.client
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from tests.browser.app_server import PASSPHRASE, AppServer, Visitor, give_passphrases
from tests.browser.institution import CLIENT, SECRET, Institution
from tests.browser.readable import serious_faults
from tests.browser.wire import Answer, Wire
from tests.small_study import fill
from toolkit.errors import BadInput
from toolkit.settings import OIDC_CLIENT, OIDC_ISSUER, OIDC_SECRET
from toolkit.storage import tables
from toolkit.storage.project import Project
from toolkit.ui.institution import check_set_up
from toolkit.ui.wording import entrance
from toolkit.workflow.accounts import invite, list_without_entrance
from toolkit.workflow.projects import init_project

SUBJECT = "subject-of-wren-7781"


@pytest.fixture(scope="module")
def institution() -> Iterator[Institution]:
    with Institution().running() as made:
        yield made


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, institution: Institution
) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("institution") / "study"
    project = init_project(folder, "A small study")
    fill(project, folder.parent)
    give_passphrases(project)
    project.close()
    made = AppServer(folder)
    made.start(**{OIDC_ISSUER: institution.issuer, OIDC_CLIENT: CLIENT, OIDC_SECRET: SECRET})
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def truthful(institution: Institution) -> None:
    institution.lies, institution.signs_with, institution.subject = {}, "own", SUBJECT


def go(wire: Wire, **form: str) -> str:
    """Where the app sends somebody who would sign in through their institution."""
    page = wire.ask("/institution", "POST", form)
    assert page.status == 200, page.body
    return html.unescape(re.findall(r'<a href="([^"]+)"', page.body)[0])


def come_back(address: str) -> str:
    """Where the institution sends somebody who has signed in there."""
    at = urlsplit(address)
    connection = http.client.HTTPConnection(at.netloc)
    connection.request("GET", f"{at.path}?{at.query}")
    place = connection.getresponse().getheader("Location", "")
    connection.close()
    back = urlsplit(place)
    return f"{back.path}?{back.query}"


def sign_in(wire: Wire, **form: str) -> Answer:
    return wire.ask(come_back(go(wire, **form)))


def who(wire: Wire) -> str:
    with wire.open_socket() as socket:
        said = socket.run("account")
    (found,) = [name for name in ("Heron", "Wren", "Kestrel", "Plover") if f'"{name}"' in said] or [
        "nobody"
    ]
    return found


def test_an_invitation_ties_an_identity_and_the_identity_lets_its_member_in(
    server: AppServer, project: Project, institution: Institution
) -> None:
    unknown = sign_in(Wire(server))
    assert unknown.status == 403
    assert "does not know it yet" in unknown.body
    token = invite(project, member="Wren")
    assert entrance.INSTITUTION in Wire(server).ask(f"/join?token={token}").body
    wren = Wire(server)
    came = sign_in(wren, token=token)
    assert (came.status, entrance.BACK_FROM_INSTITUTION in came.body) == (200, True)
    assert 'href="/"' in came.body
    (cookie,) = [one for one in came.cookies if one.startswith("toolkit-")]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert wren.ask("/").status == 200
    # The link works once, and the passphrase they had opens nothing any more.
    assert sign_in(Wire(server), token=token).status == 403
    assert Wire(server).sign_in("Wren").status == 403
    again = Wire(server)
    came = sign_in(again, then="/read?transcript=P01")
    assert 'href="/read?transcript=P01"' in came.body
    assert who(again) == "Wren"
    # Nothing is asked for but the word, and it is asked for with all that proves it.
    asked = institution.asked
    assert (asked["scope"], asked["code_challenge_method"]) == ("openid", "S256")
    assert asked["state"]
    assert asked["nonce"]


def test_nothing_of_it_is_kept_but_a_keyed_hash(
    server: AppServer, project: Project, institution: Institution
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    with project.reading() as tx:
        every = [tx.execute(select(table)).all() for table in tables.project.tables.values()]
    assert SUBJECT not in repr(every)
    assert institution.issuer not in repr(every)
    log = server.log.read_text("utf-8")
    assert [word for word in (SUBJECT, SECRET, "code=", "state=") if word in log] == []
    assert list_without_entrance(project) == ()


def test_the_last_invitation_that_was_taken_up_decides_how_one_comes_in(
    server: AppServer, project: Project
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    form = {"token": invite(project, member="Wren"), "passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert Wire(server).ask("/join", "POST", form).status == 303
    assert sign_in(Wire(server)).status == 403
    assert Wire(server).sign_in("Wren").status == 303


def test_one_identity_is_one_member(server: AppServer, project: Project) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    came = sign_in(Wire(server), token=invite(project, member="Kestrel"))
    assert came.status == 403
    assert "Another member" in came.body
    assert Wire(server).sign_in("Kestrel").status == 303


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-app"},
        {"aud": None},
        {"iss": "https://another.example"},
        {"exp": 1_600_000_000},
        {"exp": None},
        {"sub": ""},
        {"sub": None},
        {"sub": 7781},
    ],
    ids=str,
)
def test_an_answer_that_does_not_hold_lets_nobody_in(
    server: AppServer, project: Project, institution: Institution, lies: dict[str, object]
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    institution.lies = lies
    wire = Wire(server)
    came = sign_in(wire)
    assert came.status == 403
    assert html.escape(entrance.NO_ANSWER, quote=False) in came.body
    assert wire.ask("/").status == 401


@pytest.mark.parametrize("signed", ["another", "secret", "nothing"])
def test_an_answer_that_the_institution_did_not_sign_lets_nobody_in(
    server: AppServer, project: Project, institution: Institution, signed: str
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    institution.signs_with = signed
    wire = Wire(server)
    assert sign_in(wire).status == 403
    assert wire.ask("/").status == 401


def test_an_answer_is_for_the_browser_that_asked_and_for_once(
    server: AppServer, project: Project
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    asker = Wire(server)
    back = come_back(go(asker))
    # Handed to somebody else, made up, cut, or used again, it opens nothing.
    for wire, path in (
        (Wire(server), back),
        (Wire(server), "/institution/return?code=x&state=y"),
        (Wire(server), "/institution/return"),
        (Wire(server), "/institution/return?error=access_denied&error_description=<script>"),
    ):
        came = wire.ask(path)
        assert (came.status, "<script>" in came.body) == (403, False)
        assert wire.ask("/").status == 401
    assert asker.ask(back).status == 200
    assert asker.ask(back).status == 403


def test_another_site_cannot_send_anybody_there(server: AppServer) -> None:
    wire = Wire(server)
    assert wire.ask("/institution", "POST", {}, Origin="http://elsewhere.example").status == 403
    assert entrance.SIGN_IN in wire.ask("/institution").body
    came = sign_in(wire, then="//elsewhere.example")
    assert "elsewhere.example" not in came.body


def test_without_an_institution_nothing_of_it_is_there(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("alone") / "study"
    project = init_project(folder, "A small study")
    fill(project, folder.parent)
    project.close()
    made = AppServer(folder)
    made.start()
    wire = Wire(made)
    try:
        assert entrance.INSTITUTION not in wire.ask("/sign-in").body
        assert wire.ask("/institution", "POST", {}).status == 404
        assert wire.ask("/institution/return?code=x&state=y").status == 404
    finally:
        made.stop()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({OIDC_ISSUER: "https://a.example"}, "U124"),
        ({OIDC_ISSUER: "http://a.example", OIDC_CLIENT: "a", OIDC_SECRET: "b"}, "U125"),
    ],
)
def test_half_an_institution_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, str], code: str
) -> None:
    for name, value in said.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(BadInput, match=code):
        check_set_up()


def test_a_browser_is_led_there_and_back_by_itself(
    server: AppServer, project: Project, visit: Callable[..., Visitor]
) -> None:
    sign_in(Wire(server), token=invite(project, member="Wren"))
    visitor = visit(server)
    page = visitor.page
    page.goto(f"{server.address}/sign-in?then=/account")
    assert serious_faults(page) == []
    page.get_by_role("button", name=entrance.INSTITUTION).click()
    page.wait_for_selector(".tk-who")
    assert page.locator(".tk-who a").inner_text() == "Wren"
    assert page.url == f"{server.address}/account"
    # The institution is the one other host that is asked for anything.
    hosts = {urlsplit(url).netloc for url in visitor.requests_elsewhere}
    visitor.requests_elsewhere.clear()
    assert len(hosts) == 1
    assert visitor.complaints == []
