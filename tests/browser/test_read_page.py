"""Members read, code and seal in the real app; every quotation is its span in the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from itertools import count
from urllib.parse import urlencode

import pytest

from tests.browser.acts import drag, expect_saved, tab_to, unfold, wait_until_drawn
from tests.browser.coder_server import find_chromium
from toolkit.model.coding import Coding
from toolkit.storage.project import Project
from toolkit.ui.wording import read as words
from toolkit.workflow.coding import open_desk
from toolkit.workflow.rounds import open_round, reveal

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page

READERS = {"P01": ["Heron", "Kestrel"], "P02": ["Kestrel", "Wren"]}
SCRIPT = "<script>window.broken = 1</script>"
NUMBERS = count(1)

AFTER_CARET = "getSelection().focusNode?.data?.slice(getSelection().focusOffset) ?? ''"


@pytest.fixture
def in_round(study: Project) -> Iterator[str]:
    """The name of a round that was opened for this test, and is revealed after it."""
    name = f"Round {next(NUMBERS)}"
    open_round(study, name, by="Heron", readers=READERS)
    yield name
    reveal(study, by="Heron", round_name=name, reason="The test is over.")


def address(transcript: str, in_round: str) -> str:
    return "/read?" + urlencode({"transcript": transcript, "round": in_round})


def open_text(visitor: object, transcript: str, in_round: str) -> Page:
    page = visitor.open(address(transcript, in_round))
    expect_saved(page)
    return page


def kept(study: Project, page: Page, in_round: str, number: int) -> list[Coding]:
    """Heron's codings of P01, when the page says that all is saved and there are so many."""
    expect_saved(page)
    for _ in range(50):
        desk = open_desk(study, by="Heron", transcript="P01", round_name=in_round)
        if len(desk.codings) == number:
            break
        time.sleep(0.1)
    assert len(desk.codings) == number
    for coding in desk.codings:
        assert desk.transcript.text[coding.start : coding.end] == coding.quotation
    return sorted(desk.codings, key=lambda coding: coding.made_at)


def test_the_mouse_codes_from_the_list_of_transcripts_on(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    page = visit(server, "Heron").open("/read")
    expect(page.get_by_role("heading", name=in_round)).to_be_visible()
    expect(page.get_by_role("link", name="P02")).to_have_count(0)
    page.get_by_role("link", name="P01", exact=True).click()
    expect_saved(page)
    expect(page.locator(".tc-number")).to_have_text(["0", "1", "2", "3"])
    drag(page, "landing 🌙 until")
    page.get_by_role("option", name="Alone at night").click()
    drag(page, "Nobody to ring")
    page.get_by_role("button", name="Not sure").click()
    page.get_by_role("textbox", name="Say why").fill("Night, or no backup?")
    page.keyboard.press("Enter")
    first, second = kept(study, page, in_round, 2)
    assert (first.quotation, first.code_id) == ("landing 🌙 until", "R06")
    assert (second.quotation, second.line) == ("Nobody to ring", "Night, or no backup?")
    page.reload()
    expect_saved(page)
    expect(page.locator(".tc-mark")).to_have_count(2)
    page.get_by_role("link", name="All your transcripts").click()
    expect(page.get_by_text("Your codings: 2.")).to_be_visible()


def test_keys_alone_reach_a_text_and_code_an_emoji_in_it(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    page = visit(server, "Heron").open("/read")
    expect(page.get_by_role("link", name="P01", exact=True)).to_be_visible()
    tab_to(page, "at.tagName === 'A' && at.innerText.trim() === 'P01'")
    page.keyboard.press("Enter")
    expect_saved(page)
    tab_to(page, "at.classList.contains('tc-text')")
    for _ in range(60):
        if page.evaluate(AFTER_CARET).lstrip().startswith("🌙"):
            break
        page.keyboard.press("Control+ArrowRight")
    for _ in range(2):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type("alone")
    page.keyboard.press("Enter")
    (coding,) = kept(study, page, in_round, 1)
    assert (coding.quotation.strip(), coding.code_id) == ("🌙", "R06")


def test_a_restart_in_mid_coding_loses_and_doubles_nothing(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    page = open_text(visit(server, "Heron"), "P01", in_round)
    drag(page, "Straight to work")
    page.keyboard.press("1")
    kept(study, page, in_round, 1)
    server.stop()
    drag(page, "They never asked")
    page.keyboard.press("2")
    drag(page, "kept lads alive")
    page.keyboard.press("4")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 2")
    server.start()
    codings = kept(study, page, in_round, 3)
    assert [coding.quotation for coding in codings] == [
        "Straight to work",
        "They never asked",
        "kept lads alive",
    ]
    expect(page.locator(".tc-mark")).to_have_count(3)


def test_what_one_reader_left_unsaved_is_never_saved_for_another(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    heron, kestrel = visit(server, "Heron"), visit(server, "Kestrel")
    page = open_text(heron, "P01", in_round)
    server.stop()
    drag(page, "Straight to work")
    page.keyboard.press("2")
    expect(page.locator(".tc-status")).to_have_attribute("data-state", "waiting")
    # Meanwhile somebody else signs in with the same browser.
    heron.context.add_cookies(kestrel.context.cookies())
    server.start()
    expect(page.locator(".tk-who a")).to_have_text("Kestrel", timeout=40_000)
    expect(page.locator(".tc-mark")).to_have_count(0)
    page.wait_for_timeout(2000)
    for name in ("Heron", "Kestrel"):
        desk = open_desk(study, by=name, transcript="P01", round_name=in_round)
        assert desk.codings == ()


def test_two_tabs_of_one_reader_keep_each_coding_once(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    visitor = visit(server, "Heron")
    first = open_text(visitor, "P01", in_round)
    second = visitor.context.new_page()
    second.goto(server.address + address("P01", in_round))
    expect_saved(second)
    for page in (first, second):
        drag(page, "Straight to work")
        page.get_by_role("option", name="No rest afterwards").click()
        expect_saved(page)
    kept(study, first, in_round, 1)
    drag(first, "They never asked")
    first.keyboard.press("1")
    kept(study, first, in_round, 2)
    second.locator(".tc-mark").click()
    second.get_by_role("button", name="Take off No rest afterwards").click()
    (left,) = kept(study, second, in_round, 1)
    assert left.quotation == "They never asked"


def test_an_address_typed_by_hand_opens_nothing_of_somebody_else(
    server: object, visit: Callable[..., object], in_round: str
) -> None:
    visitor = visit(server, "Heron")
    for transcript, why in [
        ("P02", "You are not asked to read this transcript"),
        ("P99", "No cleared transcript has this name"),
        (SCRIPT, "No cleared transcript has this name"),
    ]:
        page = visitor.open(address(transcript, in_round))
        expect(page.get_by_role("alert").filter(has_text=why)).to_be_visible()
        expect(page.get_by_role("heading", name=transcript)).to_be_visible()
        expect(page.locator(".tc-text")).to_have_count(0)
        expect(page.get_by_text("Two days, and then")).to_have_count(0)
    assert page.evaluate("window.broken") is None


def test_a_code_of_ones_own_is_on_ones_own_list_alone(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    page = open_text(visit(server, "Heron"), "P01", in_round)
    unfold(page, "Make a code of your own")
    page.get_by_label("Name of the code").fill(f"The nod {SCRIPT}")
    page.get_by_label("What it means").fill("Men who nod at you for what you did")
    page.get_by_role("button", name="Keep this code").click()
    expect(page.get_by_text("Your code is kept")).to_be_visible()
    wait_until_drawn(page)
    expect(page.get_by_label("Name of the code")).to_have_value("")
    expect_saved(page)
    drag(page, "Straight to work")
    page.get_by_role("option", name="The nod").click()
    (coding,) = kept(study, page, in_round, 1)
    own = open_desk(study, by="Heron", transcript="P01", round_name=in_round).own_codes
    assert [coding.code_id] == [code.id for code in own]
    assert page.evaluate("window.broken") is None

    other = open_text(visit(server, "Kestrel"), "P01", in_round)
    expect(other.locator(".tc-mark")).to_have_count(0)
    drag(other, "Straight to work")
    expect(other.get_by_role("option")).to_have_count(5)
    expect(other.get_by_role("option", name="The nod")).to_have_count(0)


def test_a_box_is_drawn_when_it_is_opened_and_keeps_what_was_begun_in_it(
    server: object, visit: Callable[..., object], in_round: str
) -> None:
    heron = visit(server, "Heron")
    page = open_text(heron, "P01", in_round)
    expect(page.locator("details form, details input")).to_have_count(0)
    unfold(page, words.OWN_CODE)
    page.get_by_label(words.OWN_NAME).fill("Half a na")
    page.get_by_label(words.OWN_MEANING).click()
    page.locator("summary", has_text=words.OWN_CODE).click()
    expect(page.get_by_label(words.OWN_NAME)).to_be_hidden()
    drag(page, "Nobody to ring")
    page.keyboard.press("1")
    expect_saved(page)
    heron.settle()
    unfold(page, words.OWN_CODE)
    expect(page.get_by_label(words.OWN_NAME)).to_have_value("Half a na")
    assert readable.serious_faults(page) == []
    assert heron.complaints == []


def test_what_is_sealed_can_be_read_and_not_changed(
    study: Project, server: object, visit: Callable[..., object], in_round: str
) -> None:
    visitor = visit(server, "Heron")
    left_open = open_text(visitor, "P01", in_round)
    drag(left_open, "Straight to work")
    left_open.keyboard.press("1")
    kept(study, left_open, in_round, 1)

    page = visitor.context.new_page()
    page.goto(f"{server.address}/seal")
    page.get_by_role("button", name="Seal").click()
    expect(page.get_by_text("Nothing was sealed.")).to_be_visible()
    expect(page.get_by_role("cell", name="Not sealed yet")).to_be_visible()
    page.get_by_role("combobox", name="What do you want to seal?").click()
    page.get_by_role("option", name="P01", exact=True).click()
    page.get_by_text("I have finished.").click()
    page.get_by_role("button", name="Seal").click()
    expect(page.get_by_role("cell", name="Sealed", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Seal")).to_have_count(0)

    drag(left_open, "They never asked")
    left_open.keyboard.press("1")
    expect(left_open.locator(".tc-root")).to_contain_text("Nothing in it can be changed")
    expect(left_open.locator(".tc-mark")).to_have_count(1)

    page.goto(server.address + address("P01", in_round))
    expect(page.locator(".tc-root")).to_contain_text("Nothing in it can be changed")
    drag(page, "They never asked")
    page.keyboard.press("1")
    expect(page.locator(".tc-panel")).to_be_hidden()
    expect(page.get_by_text("Make a code of your own")).to_have_count(0)
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-here")).to_have_count(1)
    expect(page.get_by_role("button", name="Take off")).to_have_count(0)
    codings = open_desk(study, by="Heron", transcript="P01", round_name=in_round).codings
    assert [coding.quotation for coding in codings] == ["Straight to work"]


def test_both_pages_say_what_comes_next_where_there_is_nothing_to_do(
    server: object, visit: Callable[..., object]
) -> None:
    page = visit(server, "Plover").open("/read")
    expect(page.get_by_text("You have nothing to read at the moment.")).to_be_visible()
    page.get_by_role("link", name="Seal", exact=True).click()
    expect(page.get_by_text("There is nothing for you to seal.")).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (390, "light"), (320, "light")])
def test_the_pages_fit_and_everybody_can_use_them(
    server: object, visit: Callable[..., object], in_round: str, width: int, scheme: str
) -> None:
    visitor = visit(server, "Heron", viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in ("/read", "/seal", address("P01", in_round)):
        page = visitor.open(path)
        expect(page.get_by_role("heading").first).to_be_visible()
        if "transcript" in path:
            expect_saved(page)
            drag(page, "Nobody to ring")
            expect(page.locator(".tc-panel")).to_be_visible()
        assert readable.serious_faults(page) == []
