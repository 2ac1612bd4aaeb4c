"""What is a member's own: sides, passphrase, sessions."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.model.team import Side
from toolkit.storage.project import Project
from toolkit.ui.wording import account as words
from toolkit.ui.wording import entrance
from toolkit.ui.wording import team as team_words
from toolkit.workflow.team import list_members

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

NEW = "six tired brown owls"


def expect_out(visitor: object) -> None:
    """Whoever has no session any more is shown the page to sign in."""
    visitor.page.goto(f"{visitor.server.address}/account")
    expect(visitor.page.get_by_role("button", name=entrance.SIGN_IN)).to_be_visible()


def change(page: playwright.Page, old: str, new: str, again: str) -> None:
    page.get_by_label(entrance.OLD_PASSPHRASE, exact=True).fill(old)
    page.get_by_label(entrance.NEW_PASSPHRASE, exact=True).fill(new)
    page.get_by_label(entrance.NEW_AGAIN, exact=True).fill(again)
    acts.press(page, entrance.CHANGE_PASSPHRASE)


def test_sides_are_given_by_oneself_alone(server: object, study: Project, visit: Visit) -> None:
    plover = visit(server, "Plover", viewport={"width": 320, "height": 700}, color_scheme="dark")
    page = plover.open("/account")
    page.get_by_text(team_words.SIDE_NAMES[Side.ACADEMIC], exact=True).click()
    acts.press(page, words.SAVE_SIDES)
    expect(page.get_by_role("cell", name="Academic, Lived experience")).to_be_visible()
    sides = {member.pen_name: member.sides for member in list_members(study)}
    assert sides["Plover"] == set(Side)
    assert sides["Kestrel"] == {Side.LIVED}
    assert readable.serious_faults(page) == []
    assert plover.complaints == []


def test_a_new_passphrase_ends_the_other_sessions_and_not_this_one(
    server: object, visit: Visit
) -> None:
    here, there = visit(server, "Wren"), visit(server, "Wren")
    page = here.open("/account")
    page.get_by_role("link", name=words.CHANGE_PASSPHRASE).click()
    change(page, app_server.PASSPHRASE, NEW, f"{NEW}!")
    expect(page.get_by_role("alert")).to_have_text(entrance.NOT_THE_SAME)
    change(page, "not my passphrase", NEW, NEW)
    expect(page.get_by_role("alert")).to_contain_text("do not fit together")
    change(page, app_server.PASSPHRASE, "short", "short")
    expect(page.get_by_role("alert")).to_contain_text("12")
    there.open("/account")
    change(page, app_server.PASSPHRASE, NEW, NEW)
    page.wait_for_url("**/account")
    expect(page.get_by_role("heading", name=words.TITLE)).to_be_visible()
    expect_out(there)
    there.sign_in("Wren", NEW)


def test_signing_out_everywhere_ends_every_session(server: object, visit: Visit) -> None:
    here, there = visit(server, "Kestrel"), visit(server, "Kestrel")
    page = here.open("/account")
    page.get_by_role("link", name=words.SIGN_OUT_EVERYWHERE).click()
    acts.press(page, entrance.SIGN_OUT_EVERYWHERE)
    expect(page).to_have_url(f"{server.address}/sign-in")
    expect_out(here)
    expect_out(there)


@pytest.mark.parametrize("path", ["/passphrase", "/sign-out-everywhere"])
def test_another_sites_page_changes_nothing(server: object, visit: Visit, path: str) -> None:
    heron = visit(server, "Heron")
    sent = heron.context.request.post(
        f"{server.address}{path}",
        headers={"Origin": "http://elsewhere.example"},
        form={"old": app_server.PASSPHRASE, "passphrase": NEW, "again": NEW},
    )
    assert sent.status == 403
    heron.open("/account")
    expect(heron.page.get_by_role("heading", name=words.TITLE)).to_be_visible()


def test_whoever_is_signed_out_is_asked_to_sign_in_first(server: object, visit: Visit) -> None:
    stranger = visit(server)
    for path in ("/passphrase", "/sign-out-everywhere"):
        stranger.page.goto(f"{server.address}{path}")
        expect(stranger.page.get_by_role("button", name=entrance.SIGN_IN)).to_be_visible()
        sent = stranger.context.request.post(f"{server.address}{path}", form={"passphrase": NEW})
        assert sent.status == 401
