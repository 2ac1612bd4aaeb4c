"""The panel of codes: what is drawn, chosen, undone and refused in it."""

from __future__ import annotations

import json

import pytest

from tests.browser.coder_server import Server
from tests.browser.desk.acts_at_desk import SCRIPT, drag, put_caret, saved

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
expect = playwright.expect

LINES = "(element) => getComputedStyle(element).backgroundImage.split(/,\\s*(?=linear|repeating)/)"


def test_five_codes_on_the_same_words_are_told_apart(page: playwright.Page, server: Server) -> None:
    for number in range(1, 6):
        drag(page, 1, "Nobody asked")
        page.get_by_role("combobox").fill(f"R0{number}")
        page.keyboard.press("Enter")
        saved(page, server, number)
    mark = page.locator(".tc-mark")
    expect(mark).to_have_attribute("data-tags", "R01 R02 R03 R04 R05")
    lines = mark.evaluate(LINES)
    assert len(set(lines)) == 5
    mark.click()
    expect(page.locator(".tc-here")).to_have_count(5)


def test_a_coding_is_taken_off_put_back_and_taken_off_again(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Take off")
    page.keyboard.press("Enter")
    saved(page, server, 0)
    page.keyboard.press("Control+z")
    saved(page, server, 1)
    expect(page.locator(".tc-root [role=status]")).to_contain_text("Undone")
    page.keyboard.press("Control+Shift+Z")
    saved(page, server, 0)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    saved(page, server, 0)
    page.get_by_role("button", name="Redo").click()
    saved(page, server, 1)


def test_enter_takes_the_first_hit_whatever_the_mouse_rests_on(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.locator(".tc-code").nth(1).hover()
    page.keyboard.type("means")
    page.keyboard.press("Enter")
    assert saved(page, server, 1)[0]["code_id"] == "R01"


def test_numbers_work_from_every_button_of_the_panel(page: playwright.Page, server: Server) -> None:
    drag(page, 1, "you carry it")
    page.get_by_role("button", name="Names only").click()
    page.keyboard.press("3")
    assert saved(page, server, 1)[0]["code_id"] == "R03"


def test_not_sure_takes_one_optional_line(page: playwright.Page, server: Server) -> None:
    drag(page, 1, "you carry it")
    page.get_by_role("button", name="Not sure").click()
    page.keyboard.type("R02 or R08?")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["code_id"], row["line"]) == ("not_sure", None, "R02 or R08?")


def test_escape_closes_and_nothing_typed_changes_the_text(
    page: playwright.Page, server: Server
) -> None:
    before = page.locator(".tc-words").all_text_contents()
    put_caret(page, 1, "you carry")
    page.keyboard.type("hello 123")
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+v")
    drag(page, 1, "you carry it")
    page.keyboard.press("Control+x")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    expect(page.locator(".tc-panel")).to_be_hidden()
    assert page.locator(".tc-words").all_text_contents() == before
    assert server.codings() == []


def test_what_is_refused_is_said_and_not_shown_as_kept(
    page: playwright.Page, server: Server
) -> None:
    (server.folder / "sealed").touch()
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    expect(page.locator(".tc-root")).to_contain_text("Nothing in it can be changed")
    expect(page.locator(".tc-mark")).to_have_count(0)
    assert server.codings() == []


def test_script_in_any_name_or_text_stays_text(page: playwright.Page, server: Server) -> None:
    drag(page, 6, "and so on")
    page.get_by_role("combobox").fill("script")
    page.keyboard.press("Enter")
    saved(page, server, 1)
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-text")).to_contain_text(SCRIPT)
    expect(page.locator(".tc-panel")).to_contain_text(SCRIPT)
    assert page.evaluate("window.broken") is None


def test_the_speakers_own_words_become_a_code(page: playwright.Page, server: Server) -> None:
    drag(page, 7, "any use to anybody")
    page.get_by_role("button", name="Make a code of these words").click()
    expect(page.get_by_label("Name of your code")).to_have_value("any use to anybody")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert row["quotation"] == "any use to anybody"
    (own,) = json.loads((server.folder / "setup.json").read_text())["own_codes"]
    assert (own["id"], own["name"]) == (row["code_id"], "any use to anybody")
    # It is in the list from now on, and the same words make no second one.
    drag(page, 0, "How did you")
    page.keyboard.type("any use")
    page.keyboard.press("Enter")
    assert [row["code_id"] for row in saved(page, server, 2)] == [own["id"], own["id"]]
    drag(page, 0, "into it")
    page.get_by_role("button", name="Make a code of these words").click()
    page.get_by_label("Name of your code").fill("any use to anybody")
    page.keyboard.press("Enter")
    assert [row["code_id"] for row in saved(page, server, 3)] == [own["id"]] * 3
    page.reload()
    expect(page.locator(".tc-mark")).to_have_count(3)
