"""How long it takes from a vote until every browser of a meeting shows it.

Usage: python benchmarks/room.py DEMO_FOLDER

DEMO_FOLDER is what `toolkit demo DEMO_FOLDER --no-app` built; it is copied and left alone. Four
members come to a meeting, each in a Chromium page of their own, and vote one after the other on
several places. A vote is shown when its page says who has voted, or, after the last one, what was
voted. The floor is the voter's own page, to which nobody has to tell anything.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from app import free_port, start
from toolkit.demo.published import PASSPHRASE

TEAM = ("Heron", "Wren", "Kestrel", "Plover")
PLACES = 8
IDLE = '[data-testid="stApp"][data-test-script-state="notRunning"]'
BETWEEN_VOTES = 1_500
"""Milliseconds: people vote one after the other, and a page that is touched is left alone."""

WATCH = """([name, isLast]) => {
  window.seenAt = 0;
  window.pressedAt = 0;
  const isShown = () => isLast
    ? [...document.querySelectorAll("h2")].some((one) => one.textContent === "Everybody has voted")
    : [...document.querySelectorAll("tbody tr")].some((row) =>
      row.querySelector("th")?.textContent.startsWith(name) &&
      row.querySelector("td")?.textContent === "Yes");
  const look = () => { if (!window.seenAt && isShown()) window.seenAt = Date.now(); };
  window.watching?.disconnect();
  window.watching = new MutationObserver(look);
  window.watching.observe(document.body, { subtree: true, childList: true, characterData: true });
  const press = () => { window.pressedAt ||= Date.now(); };
  addEventListener("click", press, { capture: true, once: true });
}"""


def press(page: Page, name: str) -> None:
    """Press a button of a page that is drawn to its end."""
    page.wait_for_selector(IDLE)
    page.get_by_role("button", name=name, exact=True).click()


def sign_in(context: BrowserContext, address: str, name: str) -> Page:
    """The meeting's page, of a member who has signed in."""
    page = context.new_page()
    page.goto(f"{address}/sign-in")
    page.get_by_label("Pen-name").fill(name)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector(".tk-who")
    page.goto(f"{address}/room")
    page.wait_for_selector("h1")
    page.wait_for_selector(IDLE)
    return page


def cast(pages: dict[str, Page], name: str, *, is_last: bool) -> tuple[float, float]:
    """Milliseconds until the voter's own page, and until the last page, shows a vote."""
    voter = pages[name]
    voter.get_by_text("Keep both readings", exact=True).first.click()
    voter.get_by_role("button", name="Vote", exact=True).wait_for()
    voter.wait_for_timeout(BETWEEN_VOTES)
    for page in pages.values():
        page.wait_for_selector(IDLE)
        page.evaluate(WATCH, [name, is_last])
    press(voter, "Vote")
    seen = []
    for page in pages.values():
        while not (at := page.evaluate("window.seenAt")):
            page.wait_for_timeout(20)
        seen.append(at)
    pressed = voter.evaluate("window.pressedAt")
    return voter.evaluate("window.seenAt") - pressed, max(seen) - pressed


def vote_on_a_place(pages: dict[str, Page]) -> list[tuple[float, float]]:
    """The figures of four votes; the decision is written down and the next place taken up."""
    chair = pages[TEAM[0]]
    press(chair, "Open the vote")
    for page in pages.values():
        page.get_by_text("What should the team do?").wait_for()
    found = [cast(pages, name, is_last=name == TEAM[-1]) for name in TEAM]
    chair.get_by_label("Why did you decide this?").fill("Both are true.")
    press(chair, "Write down the decision")
    chair.get_by_text("What you decided").wait_for()
    press(chair, "The next place")
    chair.get_by_role("button", name="Open the vote").wait_for()
    return found


def main(demo: Path) -> None:
    """Print the medians of the voter's own page and of the last page to show a vote."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made) / "demo"
        shutil.copytree(demo, folder)
        port = free_port()
        address = f"http://127.0.0.1:{port}"
        toolkit = str(Path(sys.executable).with_name("toolkit"))
        server = start([toolkit, "app", str(folder), "--port", str(port)], f"{address}/healthz")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        try:
            pages = {name: sign_in(browser.new_context(), address, name) for name in TEAM}
            press(pages[TEAM[0]], "Begin the meeting")
            for name in TEAM[1:]:
                press(pages[name], "Come in")
            found = [one for _ in range(PLACES) for one in vote_on_a_place(pages)]
        finally:
            browser.close()
            server.kill()
            server.wait()
    own, all_pages = zip(*found, strict=True)
    print(f"{len(found)} votes, {len(TEAM)} browsers")
    for name, figures in (("the voter's own page", own), ("every page", all_pages)):
        ordered = sorted(figures)
        print(
            f"{name}: median {statistics.median(ordered):.0f} ms, "
            f"nine in ten within {ordered[len(ordered) * 9 // 10]:.0f} ms, "
            f"slowest {ordered[-1]:.0f} ms"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
