"""By touch, at every width, in light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import Server
from tests.browser.desk.acts_at_desk import TURNS, drag, saved

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
expect = playwright.expect


def test_a_phone_codes_by_touch_without_its_keyboard(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.locator(".tc-text").get_attribute("inputmode") == "none"
    page.locator(".tc-number").nth(7).tap()
    page.wait_for_selector(".tc-panel.tc-sheet")
    page.wait_for_function(
        """() => document.querySelectorAll('.tc-words')[7].getBoundingClientRect().bottom
          <= document.querySelector('.tc-panel').getBoundingClientRect().top"""
    )
    page.locator(".tc-code").nth(1).tap()
    (row,) = saved(page, server, 1)
    assert row["quotation"] == TURNS[7][1]


def test_words_chosen_by_touch_open_the_codes(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".tc-words").nth(0).tap()
    page.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[0].firstChild;
          getSelection().setBaseAndExtent(node, 0, node, 3);
        }"""
    )
    # The tap has chosen the sentence; the words chosen after it take its place.
    expect(page.locator(".tc-quote").first).to_have_text("“How”")
    page.locator(".tc-code").first.tap()
    assert saved(page, server, 1)[0]["quotation"] == "How"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_out_of_the_page_and_targets_are_large(
    open_page: Callable[..., playwright.Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    drag(page, 1, "you carry it")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_function(
        """() => {
          const box = document.querySelector('.tc-panel').getBoundingClientRect();
          return box.left >= 0 && box.right <= innerWidth && box.top >= 0
            && box.bottom <= innerHeight;
        }"""
    )
    small = page.evaluate(
        """() => [...document.querySelectorAll('.tc-root :is(button, input, [role=option])')]
          .filter((element) => element.checkVisibility())
          .map((element) => [element.className, element.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    open_page: Callable[..., playwright.Page], server: Server, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)

    def faults() -> list[str]:
        found = axe.Axe().run(page, context=".tc-root").response["violations"]
        return [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in found
            if one["impact"] in ("critical", "serious")
        ]

    drag(page, 1, "you carry it")
    assert faults() == []
    page.get_by_role("button", name="Does not fit").click()
    assert faults() == []
    page.keyboard.press("Enter")
    saved(page, server, 1)
    page.locator(".tc-mark").click()
    assert faults() == []
