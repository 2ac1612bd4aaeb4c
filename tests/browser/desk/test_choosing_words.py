"""Words are chosen with mouse and keys, and coded; every quotation is its span."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import Server
from tests.browser.desk.acts_at_desk import COUNT_ACTS, FAMILY, TURNS, drag, put_caret, saved

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
expect = playwright.expect


def test_a_drag_and_a_click_code_a_span(page: playwright.Page, server: Server) -> None:
    page.evaluate(COUNT_ACTS)
    drag(page, 1, "you carry it")
    page.get_by_role("option", name="Alone").click()
    (row,) = saved(page, server, 1)
    assert (row["quotation"], row["code_id"], row["answer"]) == ("you carry it", "R06", "code")
    assert page.evaluate("acts") == {"pointerdown": 2, "keydown": 0}
    expect(page.locator(".tc-mark")).to_have_attribute("data-tags", "R06")
    expect(page.locator(".tc-panel")).to_be_hidden()


def test_keys_alone_code_a_span_in_at_most_eight(page: playwright.Page, server: Server) -> None:
    page.locator(".tc-text").focus()
    page.evaluate(COUNT_ACTS)
    for held in ("Control", "Shift"):
        page.keyboard.down(held)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for held in ("Control", "Shift"):
        page.keyboard.up(held)
    page.keyboard.press("6")
    (row,) = saved(page, server, 1)
    assert (row["quotation"], row["code_id"]) == ("How did you", "R06")
    acts = page.evaluate("acts")
    assert acts["pointerdown"] == 0
    assert acts["keydown"] <= 8
    for key in ["Control+Shift+ArrowRight", "Enter"]:
        page.keyboard.press(key)
    assert [row["quotation"] for row in saved(page, server, 2)] == ["How did you", "get"]
    assert server.codings()[1]["code_id"] == "R06"


def test_turns_are_counted_from_nought(page: playwright.Page, server: Server) -> None:
    expect(page.locator(".tc-number")).to_have_text([str(index) for index in range(len(TURNS))])
    page.get_by_role("button", name="Turn 0. Choose all its words.").click()
    page.get_by_role("button", name="Not today (turn 0)").click()
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["quotation"]) == ("not_today", TURNS[0][1])


def test_shift_and_arrows_cross_turns_and_typed_letters_search(
    page: playwright.Page, server: Server
) -> None:
    put_caret(page, 0, "into")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+End")
    page.keyboard.type("stays")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert row["code_id"] == "R02"
    assert str(row["quotation"]).startswith("into it?\nUp ")


@pytest.mark.parametrize(
    ("turn", "words"),
    [(1, FAMILY), (1, "\u1ec7\u0303"), (3, "שלום"), (3, "مرحبا"), (4, "本語")],
)
def test_a_span_in_any_script_is_exact(
    page: playwright.Page, server: Server, turn: int, words: str
) -> None:
    page.evaluate(
        """([turn, words]) => {
          const node = document.querySelectorAll('.tc-words')[turn].firstChild;
          const at = node.data.indexOf(words);
          document.querySelector('.tc-text').focus();
          getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        [turn, words],
    )
    page.keyboard.press("1")
    (row,) = saved(page, server, 1)
    assert row["quotation"] == words


def test_a_border_inside_a_family_moves_out_of_it(page: playwright.Page, server: Server) -> None:
    page.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[1].firstChild;
          document.querySelector('.tc-text').focus();
          getSelection().setBaseAndExtent(node, 5, node, 8);
        }"""
    )
    page.keyboard.press("1")
    assert saved(page, server, 1)[0]["quotation"] == FAMILY


def test_noted_words_stay_folded_until_asked_for(page: playwright.Page, server: Server) -> None:
    assert "Locked in" not in page.content()
    page.get_by_role("button", name="Show the words of turn 5").click()
    drag(page, 5, "Locked in")
    page.get_by_role("button", name="Not today").last.click()
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["quotation"]) == ("not_today", TURNS[5][1])
    expect(page.locator(".tc-words").nth(5)).to_have_text("")
    page.get_by_role("button", name="Read it after all").click()
    saved(page, server, 0)


def test_a_selection_stops_before_folded_words(page: playwright.Page, server: Server) -> None:
    put_caret(page, 4, "日本")
    page.keyboard.press("Home")
    page.keyboard.press("Control+Shift+End")
    page.keyboard.press("1")
    assert saved(page, server, 1)[0]["quotation"] == TURNS[4][1]


def test_a_tap_takes_the_sentence_and_its_ends_move_by_a_word(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    place = phone.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[1].firstChild;
          const range = document.createRange();
          const at = node.textContent.indexOf('asked');
          range.setStart(node, at);
          range.setEnd(node, at + 5);
          node.parentElement.scrollIntoView({ block: 'center' });
          const { left, top, width, height } = range.getBoundingClientRect();
          return [left + width / 2, top + height / 2];
        }"""
    )
    phone.touchscreen.tap(*place)
    expect(phone.locator(".tc-quote").first).to_have_text("“Nobody asked.”")
    phone.get_by_role("button", name="Begin one word earlier").tap()
    expect(phone.locator(".tc-quote").first).to_have_text("“it. Nobody asked.”")
    phone.get_by_role("button", name="End one word earlier").tap()
    phone.get_by_role("button", name="End one word earlier").tap()
    expect(phone.locator(".tc-quote").first).to_have_text("“it. Nobody”")
    phone.get_by_role("button", name="End one word later").tap()
    for _ in range(9):
        phone.get_by_role("button", name="Begin one word earlier").tap()
    phone.locator(".tc-code").nth(1).tap()
    (row,) = saved(phone, server, 1)
    assert str(row["quotation"]).endswith("Nobody asked")
    assert str(row["quotation"]).startswith(f"get into it?\nUp {FAMILY} all night")
    assert FAMILY in str(row["quotation"])
