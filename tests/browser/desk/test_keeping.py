"""Nothing is lost or doubled: restarts, notes, other transcripts, codes that change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import Server
from tests.browser.desk.acts_at_desk import FAMILY, SETUP, TURNS, drag, notes, put_caret, saved

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
expect = playwright.expect


def test_a_server_stopped_in_mid_coding_loses_and_doubles_nothing(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)
    server.stop()
    drag(page, 1, "Nobody asked")
    page.keyboard.press("2")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 1")
    drag(page, 0, "How did you")
    page.keyboard.press("3")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 2")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 4")
    expect(page.locator(".tc-mark")).to_have_count(3)
    server.start()
    rows = saved(page, server, 3)
    assert sorted(str(row["code_id"]) for row in rows) == ["R01", "R02", "R03"]
    page.reload()
    expect(page.locator(".tc-mark")).to_have_count(3)


def test_new_codes_take_nothing_out_of_a_readers_hands(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    searching, doubting, reading = pages = [open_page() for _ in range(3)]
    drag(searching, 1, "you carry it")
    searching.keyboard.type("alone")
    drag(doubting, 1, "you carry it")
    doubting.get_by_role("button", name="Not sure").click()
    doubting.keyboard.type("half a tho")
    put_caret(reading, 1, "carry it")
    own = {"id": "own1", "owner_id": "m1", "round_id": "r1", "name": "Lone nights"}
    server.set_up({**SETUP, "own_codes": [own]})
    for page in pages:
        page.evaluate("document.querySelector('.tc-root').dataset.old = ''")
    for page in pages:
        # A script's click leaves the focus where it is, as another member's doing would.
        page.get_by_role("button", name="Run again").evaluate("button => button.click()")
        page.wait_for_selector(".tc-root:not([data-old])")
    expect(searching.locator(".tc-search")).to_have_value("alone")
    expect(searching.locator(".tc-code-name")).to_contain_text(["Alone"])
    searching.keyboard.press("Enter")
    saved(searching, server, 1)
    doubting.keyboard.type("ught")
    doubting.keyboard.press("Enter")
    saved(doubting, server, 2)
    reading.keyboard.press("Control+Shift+ArrowRight")
    reading.keyboard.type("lone nights")
    reading.keyboard.press("Enter")
    rows = saved(reading, server, 3)
    kept = sorted((row["code_id"] or "", row["line"], row["quotation"]) for row in rows)
    assert kept == [
        ("", "half a thought", "you carry it"),
        ("R06", "", "you carry it"),
        ("own1", "", "carry"),
    ]


def test_another_transcript_in_the_same_place_is_another_desk(
    page: playwright.Page, server: Server
) -> None:
    page.get_by_text("P08").click()
    expect(page.locator(".tc-words")).to_have_text(["Something else."])
    page.get_by_text("P07").click()
    expect(page.locator(".tc-words")).to_have_count(len(TURNS))
    expect(page.locator(".tc-root")).to_have_count(1)
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)


def test_a_note_on_a_coding_is_written_changed_undone_and_kept_over_a_restart(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    (row,) = saved(page, server, 1)
    page.locator(".tc-mark").click()
    page.get_by_role("button", name="Note on Pain").click()
    page.get_by_label("Your note.").fill(f"Nobody asks. {FAMILY}\nThink again.")
    page.get_by_label("Let the team read it").check()
    page.get_by_role("button", name="Save").click()
    assert notes(server, 1) == {row["id"]: [f"Nobody asks. {FAMILY}\nThink again.", True]}
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-own-note")).to_have_text(f"Nobody asks. {FAMILY}\nThink again.")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    notes(server, 0)
    page.keyboard.press("Control+Shift+Z")
    notes(server, 1)
    server.stop()
    page.locator(".tc-mark").click()
    page.get_by_role("button", name="Note on Pain").click()
    page.get_by_label("Your note.").fill("Only this.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet")
    server.start()
    page.wait_for_selector(".tc-status[data-state=saved]", timeout=40_000)
    assert notes(server, 1)[str(row["id"])][0] == "Only this."


def test_a_first_reading_has_no_codes_and_keeps_what_stood_out(
    page: playwright.Page, server: Server
) -> None:
    page.get_by_role("button", name="Read first").click()
    expect(page.locator(".tc-told")).to_contain_text("You read without codes")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.type("He asks how, not why.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert list(notes(server, 1).values()) == [["He asks how, not why.", False]]
    assert server.codings() == []
    page.get_by_role("button", name="Your note on turn 0").click()
    expect(page.get_by_label("What stood out?")).to_have_value("He asks how, not why.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start coding").click()
    drag(page, 0, "How did you")
    page.keyboard.press("1")
    saved(page, server, 1)
