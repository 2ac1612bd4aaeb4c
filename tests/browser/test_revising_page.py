"""A checker brings a corrected file in; a coder sees what moved and places what did not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.acts import choose, expect_saved, press
from tests.browser.coder_server import find_chromium
from tests.small_study import INTERVIEWS, SIGNED
from toolkit.storage.project import Project
from toolkit.workflow.clearing import approve_clearing, propose_clearing
from toolkit.workflow.coding import add_coding, open_desk, place_in_turn
from toolkit.workflow.placing import list_moves
from toolkit.workflow.projects import verify
from toolkit.workflow.rounds import open_round

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect

HOSTILE = "<img src=x onerror=window.broken=1> **heard** again"


@pytest.fixture(scope="module")
def study(study: Project) -> Project:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron", "Kestrel"]})
    text = open_desk(study, by="Heron", transcript="P01").transcript
    for turn, words, code in ((1, "Nobody to ring", "R06"), (3, "They never asked.", "R07")):
        start, end = place_in_turn(text, turn, words)
        add_coding(
            study,
            by="Heron",
            transcript="P01",
            start=start,
            end=end,
            quotation=words,
            code=code,
        )
    return study


def corrected() -> bytes:
    lines = [f"{who}: {words}" for who, words in INTERVIEWS["P01"]]
    return "\n".join(lines).replace("They never asked", "They always asked").encode()


def test_a_correction_is_brought_in_and_what_it_left_behind_is_placed(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    wren = visit(server, "Wren")
    page = wren.open("/transcripts")
    page.get_by_role("link", name="Bring in a corrected file").click()
    expect(page.get_by_role("heading", name="Bring in a corrected file")).to_be_visible()
    assert readable.serious_faults(page) == []
    choose(page, "Which transcript does it correct?", "P01")
    page.locator("input[type=file]").set_input_files(
        {"name": "again.txt", "mimeType": "text/plain", "buffer": corrected()}
    )
    expect(page.get_by_text("again.txt")).to_be_visible()
    page.get_by_label("What was corrected, and why?").fill(HOSTILE)
    press(page, "Bring the corrected file in")
    expect(page.get_by_text("The corrected file is a draft now")).to_be_visible()
    page = wren.open("/transcripts?draft=P01")
    expect(page.get_by_text("This is a corrected version of a transcript")).to_be_visible()
    expect(page.get_by_text(HOSTILE)).to_be_visible()

    propose_clearing(study, by="Wren", names=["P01"], reason="Read again.", signed=SIGNED)
    approve_clearing(study, by="Kestrel", names=["P01"])
    page = wren.open("/transcripts")
    expect(page.get_by_text("Corrected on")).to_be_visible()

    heron = visit(server, "Heron")
    page = heron.open("/read")
    expect(page.get_by_text("and 1 of your codings need you")).to_be_visible()
    page = heron.open("/read?transcript=P01&round=Round+1")
    expect_saved(page)
    expect(page.get_by_text("Of your codings, 1 moved with it and 1 need you")).to_be_visible()
    expect(page.get_by_text(HOSTILE)).to_be_visible()
    expect(page.locator("blockquote")).to_have_text("They never asked.")
    assert readable.serious_faults(page) == []
    press(page, "Put it here")
    expect(page.get_by_text("These words stand 0 times in the turn")).to_be_visible()
    page.get_by_label("The words there, exactly as they stand").fill("They always asked.")
    press(page, "Put it here")
    expect(page.get_by_text("All 2 of your codings moved with it")).to_be_visible()
    own = open_desk(study, by="Heron", transcript="P01").codings
    assert {c.quotation for c in own} == {"Nobody to ring", "They always asked."}
    assert list_moves(study, by="Heron")[0].left == ()
    assert page.evaluate("window.broken") is None

    kestrel = visit(server, "Kestrel")
    page = kestrel.open("/read?transcript=P01&round=Round+1")
    expect_saved(page)
    expect(page.get_by_text("moved with it")).to_have_count(0)
    assert verify(study).problems == ()
