"""Coming in and going out: who is not signed in sees nothing, and a session ends when it should."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser.app_server import PASSPHRASE, AppServer, Visitor, give_passphrases
from tests.small_study import fill
from toolkit.model.team import Role
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.ui.wording import entrance, frame, home
from toolkit.workflow import slowing
from toolkit.workflow.accounts import invite
from toolkit.workflow.projects import init_project
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import add_member

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")

HOSTILE = "<script>window.broken=1</script>**bold** ![x](http://a.example/x.png)"
Visit = Callable[..., Visitor]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("entrance") / "study"
    project = init_project(folder, f"A study {HOSTILE}")
    fill(project, folder.parent)
    add_member(project, HOSTILE, roles={Role.CODER})
    give_passphrases(project)
    project.close()
    made = AppServer(folder)
    made.start()
    yield made
    made.stop()


def ask(server: AppServer, path: str, method: str = "GET", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request(method, path, headers={n.replace("_", "-"): v for n, v in headers.items()})
    answer = connection.getresponse()
    connection.close()
    return answer.status, answer.getheader("Location", "")


def test_without_a_session_every_address_leads_to_signing_in(server: AppServer) -> None:
    for path in ("/", "/read", "/report?x=1", "/nothing-here", "/_stcore/host-config"):
        status, place = ask(server, path, Accept="text/html")
        assert (status, place) == (303, f"/sign-in?then={quote(path, safe='')}"), path
    for path in ("/events", "/media/abc.docx", "/_stcore/upload_file/a/b", "/component/x/y.js"):
        assert ask(server, path)[0] == 401, path
    assert ask(server, "/_stcore/upload_file/a/b", "PUT")[0] == 401
    assert ask(server, "/healthz")[0] == 200


def test_the_socket_of_the_pages_is_behind_the_gate(server: AppServer) -> None:
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec_WebSocket_Version": "13",
        "Sec_WebSocket_Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    assert ask(server, "/_stcore/stream", **upgrade)[0] == 403


def test_a_form_of_another_site_does_nothing(server: AppServer, visit: Visit) -> None:
    visitor = visit(server, "Heron")
    for path in ("/sign-out", "/sign-in", "/join"):
        sent = visitor.context.request.post(
            server.address + path, headers={"Origin": "http://elsewhere.example"}
        )
        assert (sent.status, sent.text()) == (403, entrance.FROM_ELSEWHERE)
    assert visitor.open("/").get_by_role("heading", name=home.TITLE).is_visible()


def test_the_cookie_is_for_the_browser_alone_and_what_is_shown_is_not_kept(
    server: AppServer, visit: Visit
) -> None:
    visitor = visit(server)
    visitor.sign_in("Heron")
    (cookie,) = [c for c in visitor.context.cookies() if c["name"].startswith("toolkit-")]
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert cookie["value"] not in visitor.page.evaluate("document.cookie")
    answer = visitor.context.request.get(f"{server.address}/")
    assert answer.headers["cache-control"] == "no-store"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert visitor.complaints == []


def test_a_wrong_passphrase_and_a_name_nobody_has_get_the_same_answer(
    server: AppServer, visit: Visit
) -> None:
    visitor = visit(server)
    answers = []
    for name in ("Wren", "Nobody of the team", HOSTILE + "!"):
        visitor.page.goto(f"{server.address}/sign-in")
        visitor.page.get_by_label(entrance.PEN_NAME).fill(name)
        visitor.page.get_by_label(entrance.PASSPHRASE).fill("not this one at all")
        visitor.page.get_by_role("button", name=entrance.SIGN_IN).click()
        answers.append(visitor.page.get_by_role("alert").inner_text())
        assert visitor.page.get_by_label(entrance.PEN_NAME).input_value() == name
    assert len(set(answers)) == 1
    assert visitor.page.evaluate("window.broken") is None


def test_wrong_tries_slow_down_and_a_restart_does_not_forget_them(
    server: AppServer, visit: Visit, project: Project
) -> None:
    visitor = visit(server)
    forms = {"pen_name": "Plover", "passphrase": "a wrong one again", "then": "/"}
    first = visitor.context.request.post(f"{server.address}/sign-in", form=forms)
    assert (first.status, "too many wrong tries" in first.text()) == (403, False)
    with project.transaction() as tx:  # as many as take a stranger hours
        for _ in range(12):
            slowing.count_try(tx, "Plover", now())
    server.stop()
    server.start()
    again = visitor.context.request.post(
        f"{server.address}/sign-in", form={**forms, "passphrase": PASSPHRASE}
    )
    assert again.status == 403
    assert "too many wrong tries" in again.text()


def test_after_signing_in_one_is_where_one_wanted_to_be_and_never_elsewhere(
    server: AppServer, visit: Visit
) -> None:
    visitor = visit(server)
    visitor.page.goto(f"{server.address}/codebook")
    visitor.page.get_by_label(entrance.PEN_NAME).fill("Heron")
    visitor.page.get_by_label(entrance.PASSPHRASE).fill(PASSPHRASE)
    visitor.page.get_by_role("button", name=entrance.SIGN_IN).click()
    visitor.page.wait_for_url(f"{server.address}/codebook")
    for then in ("//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "x"):
        answer = visitor.context.request.post(
            f"{server.address}/sign-in",
            form={"pen_name": "Heron", "passphrase": PASSPHRASE, "then": then},
            max_redirects=0,
        )
        assert (answer.status, answer.headers["location"]) == (303, "/"), then


def test_signing_out_ends_every_tab_and_an_old_cookie_opens_nothing(
    server: AppServer, visit: Visit
) -> None:
    visitor = visit(server)
    visitor.sign_in("Wren")
    cookies = visitor.context.cookies()
    other = visitor.context.new_page()
    other.goto(f"{server.address}/codebook")
    other.wait_for_selector(".tk-who")
    visitor.page.get_by_role("button", name=frame.SIGN_OUT).click()
    visitor.page.wait_for_url(f"{server.address}/sign-in")
    # The other tab still has its socket; the next run asks the database again.
    other.get_by_role("link", name=frame.PAGES["compare"], exact=True).click()
    playwright.expect(other.get_by_text(frame.SIGNED_OUT)).to_be_visible()
    visitor.context.add_cookies(cookies)
    visitor.page.goto(f"{server.address}/")
    assert visitor.page.url.startswith(f"{server.address}/sign-in")


def test_an_invitation_lets_its_member_set_a_passphrase_once(
    server: AppServer, visit: Visit, project: Project
) -> None:
    address = f"{server.address}/join?token={invite(project, member=HOSTILE)}"
    visitor = visit(server)
    page = visitor.page
    page.goto(address)
    playwright.expect(page.get_by_role("heading", level=1)).to_have_text(
        entrance.WELCOME.format(name=HOSTILE)
    )
    for first, again, problem in (
        ("a long one of four", "another one", entrance.NOT_THE_SAME),
        ("short", "short", "12"),
        ("a long one of four", "a long one of four", None),
    ):
        page.get_by_label(entrance.PASSPHRASE, exact=True).fill(first)
        page.get_by_label(entrance.AGAIN).fill(again)
        page.get_by_role("button", name=entrance.SET_PASSPHRASE).click()
        if problem:
            playwright.expect(page.get_by_role("alert")).to_contain_text(problem)
    page.wait_for_selector(".tk-who")
    assert page.locator(".tk-who a").inner_text() == HOSTILE
    assert page.evaluate("window.broken") is None
    page.goto(address)
    playwright.expect(page.get_by_role("alert")).to_contain_text("works once")


def test_whoever_starts_the_app_comes_in_by_a_link_that_works_once(
    server: AppServer, visit: Visit
) -> None:
    said = re.findall(r"/enter\?token=\S+", server.log.read_text(encoding="utf-8"))
    visitor = visit(server)
    visitor.page.goto(server.address + said[-1])
    visitor.page.wait_for_selector(".tk-who")
    assert visitor.page.locator(".tk-who a").inner_text() == "Heron"
    visitor.page.goto(server.address + said[-1])
    playwright.expect(visitor.page.get_by_role("alert")).to_contain_text("works once")


def test_what_others_do_shows_by_itself(server: AppServer, visit: Visit, project: Project) -> None:
    page = visit(server, "Heron").open("/")
    playwright.expect(page.get_by_text(home.NO_ROUND)).to_be_visible()
    open_round(project, "Round 1", by="Heron")
    playwright.expect(page.get_by_role("rowheader", name="Round 1")).to_be_visible()


def test_a_form_that_is_far_too_long_is_not_read(server: AppServer, visit: Visit) -> None:
    sent = visit(server).context.request.post(
        f"{server.address}/sign-in", form={"pen_name": "x" * 5_000_000, "passphrase": "y"}
    )
    assert sent.status == 403


def test_no_word_of_a_token_or_a_passphrase_is_in_the_log(server: AppServer) -> None:
    log = server.log.read_text(encoding="utf-8")
    assert PASSPHRASE not in log
    assert "/join" not in log
    assert "Traceback" not in log


def test_the_settings_of_both_ways_to_start_are_the_same() -> None:
    from tests.scripts import ROOT, load_script

    kept = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    assert kept == load_script("write_settings").settings_file(), "run scripts/write_settings.py"


def test_app_py_is_the_same_app(server: AppServer, tmp_path: Path) -> None:
    import subprocess
    import sys
    import time
    import urllib.request

    from tests.browser.coder_server import free_port
    from tests.scripts import ROOT

    port = free_port()
    log = (tmp_path / "log").open("wb")
    started = subprocess.Popen(
        [
            *(sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")),
            *(f"--server.port={port}", "--", str(server.folder)),
        ],
        cwd=tmp_path,
        stdout=log,
        stderr=log,
    )
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in") as answer:
                    page = answer.read().decode()
                    break
            except OSError:
                time.sleep(0.1)
    finally:
        started.kill()
        started.wait()
        log.close()
    assert entrance.SIGN_IN in page
    assert "A study &lt;script&gt;" in page
