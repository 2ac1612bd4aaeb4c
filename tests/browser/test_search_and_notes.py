"""Members search what they may read and write notes, in the real app."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.acts import drag, expect_saved, press, tab_to, unfold, wait_until_drawn
from tests.browser.coder_server import find_chromium
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_content_note, open_desk
from toolkit.workflow.memos import list_memos
from toolkit.workflow.rounds import open_round, reveal

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("tests.browser.app_server")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect

SCRIPT = "<script>window.broken = 1</script>"


@pytest.fixture(scope="module")
def in_round(study: Project) -> Iterator[str]:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Kestrel", "Wren", "Plover"]})
    add_content_note(study, by="Wren", transcript="P01", turn=1, words="a lonely night")
    yield "Round 1"
    reveal(study, by="Heron", reason="The test is over.")


@pytest.mark.usefixtures("in_round")
def test_what_is_found_is_opened_at_its_place(server: object, visit: Callable[..., object]) -> None:
    page = visit(server, "Kestrel").open("/search")
    page.get_by_label("Words", exact=True).fill("straight lads")
    page.get_by_label("Words", exact=True).press("Enter")
    expect(page.get_by_text("Found in 1 places")).to_be_visible()
    expect(page.locator(".tk-hit mark")).to_have_text("Straight")
    page.get_by_role("link", name="Open P01 at turn 3").click()
    expect_saved(page)
    expect(page.locator(".tc-number").nth(3)).to_be_in_viewport()
    page.keyboard.press("Control+Shift+ArrowRight")
    expect(page.locator(".tc-quote").first).to_have_text("“Straight”")


@pytest.mark.usefixtures("in_round")
def test_noted_words_stay_folded_in_a_search(server: object, visit: Callable[..., object]) -> None:
    page = visit(server, "Plover").open("/search")
    page.get_by_label("Words", exact=True).fill("landing")
    page.get_by_label("Words", exact=True).press("Enter")
    expect(page.get_by_text("Content note: a lonely night")).to_be_visible()
    expect(page.locator(".tk-hit mark")).to_be_hidden()
    page.locator(".tk-hit summary").click()
    expect(page.locator(".tk-hit mark")).to_have_text("landing")
    # What they are not asked to read is not looked through.
    page.get_by_label("Words", exact=True).fill("training")
    page.get_by_label("Words", exact=True).press("Enter")
    expect(page.get_by_text("Nothing was found")).to_be_visible()


def test_a_note_is_ones_own_until_it_is_shared(
    study: Project, server: object, visit: Callable[..., object]
) -> None:
    # Heron reads nothing alone: of somebody who does, even a shared note stays hidden.
    page = visit(server, "Heron").open("/notes")
    unfold(page, "Write a note")
    tab_to(page, "document.activeElement.tagName === 'TEXTAREA'")
    page.keyboard.type(f"Who is asked? {SCRIPT} *stars*")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your note is saved.")).to_be_visible()
    expect(page.locator(".tk-note .tk-said")).to_have_text(f"Who is asked? {SCRIPT} *stars*")
    other = visit(server, "Plover").open("/notes")
    expect(other.get_by_text("Nobody shares a note")).to_be_visible()
    unfold(page, "Change it")
    page.locator("[data-testid=stForm]").last.get_by_text("Let the team read it").click()
    wait_until_drawn(page)
    page.locator("[data-testid=stForm]").last.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your note is changed.")).to_be_visible()
    other.reload()
    expect(other.locator(".tk-note .tk-said")).to_have_text(f"Who is asked? {SCRIPT} *stars*")
    assert other.evaluate("window.broken") is None
    unfold(page, "Change it")
    press(page, "Remove it")
    expect(page.get_by_text("Your note is gone.")).to_be_visible()
    assert list_memos(study, by="Heron") == ()


def test_the_desk_keeps_notes_and_own_words(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    page = visit(server, "Wren").open(f"/read?transcript=P01&round={in_round}")
    expect_saved(page)
    drag(page, "kept lads alive")
    page.get_by_role("button", name="Make a code of these words").click()
    page.keyboard.press("Enter")
    expect_saved(page)
    page.locator(".tc-mark").click()
    page.get_by_role("button", name="Note on kept lads alive").click()
    page.keyboard.type("His own words for it.")
    page.get_by_label("Let the team read it").check()
    page.get_by_role("button", name="Save").click()
    expect_saved(page)
    page.reload()
    expect_saved(page)
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-own-note")).to_have_text("His own words for it.")
    desk = open_desk(study, by="Wren", transcript="P01")
    assert [code.name for code in desk.own_codes] == ["kept lads alive"]
    assert [memo.words for memo in desk.memos] == ["His own words for it."]
    page.goto(page.url.partition("/read")[0] + "/notes")
    expect(page.get_by_text("On P01, turn 3")).to_be_visible()
