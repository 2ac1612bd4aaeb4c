"""What people do on the pages, for several modules' tests."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Sequence

from docx import Document
from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.app_server import Visitor
from toolkit.screening.indirect import CHECKLIST

PLACE = """words => {
  const text = document.querySelector('.tc-text');
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    node.parentElement.scrollIntoView({ block: 'center' });
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
  }
}"""


def wait_until_drawn(page: Page) -> None:
    """Wait until a page of the app is drawn to its end; what is pressed meanwhile may be lost.

    The pages before the app, such as the one to sign in, are there at once.
    """
    if page.locator('[data-testid="stApp"]').count():
        page.wait_for_selector('[data-test-script-state="notRunning"]')


def press(page: Page, name: str) -> None:
    """Press the button of this name."""
    wait_until_drawn(page)
    page.get_by_role("button", name=name, exact=True).click()


def settle(page: Page, choice: str) -> None:
    """Press a button of the finding that is shown; its key is a part of its name."""
    wait_until_drawn(page)
    page.get_by_role("button", name=choice).click()


def sign_checklist(page: Page) -> None:
    """Tick each sentence of the checklist that a checker signs."""
    for check in CHECKLIST:
        page.get_by_text(check.sentence, exact=False).first.click()


def unfold(page: Page, name: str) -> None:
    """Open the box of this name."""
    _open(page, page.locator("details").filter(has=page.get_by_text(name, exact=True)).last)


def unfold_all(page: Page) -> None:
    """Open every box that is folded away."""
    for box in page.locator("details").all():
        _open(page, box)


def _open(page: Page, box: Locator) -> None:
    """Open a box, and wait until it has: what is in it, and under it, moves until then.

    Pressed while the page is drawn anew, it stays closed, and is pressed again.
    """
    for _ in range(5):
        wait_until_drawn(page)
        if not box.evaluate("box => box.open"):
            box.locator(":scope > summary").click()
        for _ in range(40):
            if box.evaluate("box => box.open && !box.getAnimations().length"):
                return
            page.wait_for_timeout(50)
    raise AssertionError("a box did not open")


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list; it closes again where the page still scrolls under it."""
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(10):
        page.get_by_role("combobox", name=label).click()
        with contextlib.suppress(TookTooLong):
            wanted.click(timeout=1500)
            return
    raise AssertionError(f"{label} does not offer {option}")


def tab_to(page: Page, is_there: str) -> None:
    """Press Tab until the focused element, `at`, is the one."""
    wait_until_drawn(page)
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const at = document.activeElement; return {is_there}; }})()"):
            return
    raise AssertionError(f"no key leads there: {is_there}")


def drag(page: Page, words: str) -> None:
    """Choose words of the desk's text with the mouse."""
    left, top, right, bottom = page.evaluate(PLACE, words)
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    page.mouse.move(right - 0.2, bottom, steps=4)
    page.mouse.up()


def expect_saved(page: Page) -> None:
    """Wait until the desk says that all is saved."""
    expect(page.locator(".tc-status")).to_have_attribute("data-state", "saved", timeout=40_000)


def word_file(paragraphs: Sequence[str]) -> bytes:
    """A Word file with these paragraphs."""
    document, content = Document(), io.BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    document.save(content)
    return content.getvalue()


def bring_in(visitor: Visitor, *files: tuple[str, bytes]) -> Page:
    """Bring files in on the page Transcripts, and wait for the report."""
    page = visitor.open("/transcripts?bring-in=yes")
    given = [{"name": n, "mimeType": "application/octet-stream", "buffer": c} for n, c in files]
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(given)
    expect(page.get_by_test_id("stFileChip")).to_have_count(len(given))
    press(page, "Bring them in")
    expect(page.get_by_role("heading", name="What became of your files")).to_be_visible()
    visitor.settle()
    return page
