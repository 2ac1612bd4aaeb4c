"""Photograph the app for the README: the page Compare and agree, on the invented study.

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
from toolkit.ui.wording import frame
from toolkit.workflow.study import load_study

TARGET = Path(__file__).parents[1] / "docs" / "pictures" / "compare.png"
PORT = 8577
ADDRESS = f"http://127.0.0.1:{PORT}"
DESKTOP, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}
TRANSCRIPT, TURN = "P04", 29
"""A passage of which four readers of two sides saw different things; the team settled it."""


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


def sign_in(browser: Browser, size: dict[str, int]) -> Page:
    """A page of Heron's, at a size."""
    page = browser.new_context(viewport=size, device_scale_factor=1).new_page()
    page.goto(f"{ADDRESS}/sign-in")
    page.get_by_label("Pen-name").fill("Heron")
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
    for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
        page = sign_in(browser, size)
        for name, path in paths.items():
            photograph(page, path, folder / f"{name}_{width}.png")


def main() -> None:
    """Build the study, serve it, photograph it."""
    with tempfile.TemporaryDirectory() as made:
        project, _ = build_demo(Path(made) / "demo")
        study = load_study(project)
        project.close()
        with serving(Path(made) / "demo"), sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--headless", "--no-sandbox"]
            )
            if sys.argv[1:2] == ["--all"]:
                photograph_all(browser, study, Path(sys.argv[2]))
            else:
                photograph(sign_in(browser, DESKTOP), passage_of(study), TARGET, most=1650)
            browser.close()


if __name__ == "__main__":
    main()
