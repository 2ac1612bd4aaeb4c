"""Photograph the app for the README: the pages Compare and agree and Transcripts (screening).

Both are of the invented study.

    python scripts/photograph_app.py [--all FOLDER]

With --all every page is photographed into FOLDER, at desktop and at phone width.
It needs Chromium and the test dependencies.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from toolkit.demo.build import build_demo
from toolkit.demo.published import PASSPHRASE
from toolkit.model.study import Study
from toolkit.model.upload import Upload
from toolkit.ui.wording import frame
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.study import load_study

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
PORT = 8577
ADDRESS = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TRANSCRIPT, TURN = "P04", 29
"""A passage of which four readers of two sides saw different things; the team settled it."""

DRAFT = """Interviewer: Invented example. Where were you when you were a Listener?
P14: Belmarsh first, then HMP Durham. I shared a pad with Dave Okonkwo on B wing.
Interviewer: Who looked after you?
P14: Officer Pemberton did, mostly. She'd ask Dave how we were. I was thirty-one then.
Interviewer: May we ring you again?
P14: Yeah, on 07700 900123, any night.
"""
"""A draft for the picture of the screening: nobody in it is anybody."""


@contextmanager
def serving(folder: Path) -> Iterator[None]:
    """The app on a project, until the photographs are taken."""
    command = [str(Path(sys.executable).with_name("toolkit")), "app", str(folder)]
    started = subprocess.Popen([*command, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{ADDRESS}/healthz").close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        started.terminate()
        started.wait()


def sign_in(browser: Browser, size: dict[str, int], pen_name: str = "Heron") -> Page:
    """A page of a member's, at a size."""
    page = browser.new_context(viewport=size, device_scale_factor=1).new_page()
    page.goto(f"{ADDRESS}/sign-in")
    page.get_by_label("Pen-name").fill(pen_name)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("h1")
    return page


def photograph(page: Page, path: str, target: Path, *, most: int = 4000) -> None:
    """One page of the app, drawn to its end or to so many pixels."""
    page.goto(ADDRESS + path)
    page.wait_for_selector("h1")
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.wait_for_timeout(1500)
    height = page.evaluate("document.querySelector('.stMain').scrollHeight")
    size = page.viewport_size or DESKTOP
    page.set_viewport_size({"width": size["width"], "height": min(height, most)})
    page.wait_for_timeout(500)
    page.screenshot(path=target)
    page.set_viewport_size(size)


def passage_of(study: Study) -> str:
    """The address of the passage that the README shows."""
    texts = {text.id: text for text in study.transcripts}
    found = next(
        one
        for one in study.differences
        if texts[one.transcript_id].name == TRANSCRIPT
        and texts[one.transcript_id].turns_at(one.start, one.end)[0].index == TURN
    )
    return f"/compare?difference={found.id}"


def photograph_all(browser: Browser, study: Study, folder: Path) -> None:
    """Every page, at both widths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = {name: "/" if name == "home" else f"/{name}" for name in frame.PAGES}
    paths |= {"desk": f"/read?transcript={TRANSCRIPT}", "difference": passage_of(study)}
    for_checkers = {"screening": "/transcripts?draft=P14", "key": "/transcripts?key=yes"}
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        for pen_name, shown in (("Heron", paths), ("Wren", for_checkers)):
            page = sign_in(browser, size, pen_name)
            for name, path in shown.items():
                photograph(page, path, folder / f"{name}_{width}.png")


def main() -> None:
    """Build the study, serve it, photograph it."""
    with tempfile.TemporaryDirectory() as made:
        project, _ = build_demo(Path(made) / "demo")
        study = load_study(project)
        import_transcripts(project, [Upload("P14.txt", DRAFT.encode())])
        project.close()
        with serving(Path(made) / "demo"), sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--headless", "--no-sandbox"]
            )
            if sys.argv[1:2] == ["--all"]:
                photograph_all(browser, study, Path(sys.argv[2]))
            else:
                page = sign_in(browser, DESKTOP)
                photograph(page, passage_of(study), PICTURES / "compare.png", most=1650)
                page = sign_in(browser, DESKTOP, "Wren")
                photograph(page, "/transcripts?draft=P14", PICTURES / "screening.png", most=1330)
            browser.close()


if __name__ == "__main__":
    main()
