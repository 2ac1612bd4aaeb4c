"""The real app on a project of a test's own, and members who sign in to it in a real browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from argon2.profiles import CHEAPEST
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.browser.coder_server import free_port
from toolkit.storage.project import Project
from toolkit.workflow.accounts import accept_invitation, invite, sign_out
from toolkit.workflow.team import list_members

PASSPHRASE = "ten grey herons fly"


def give_passphrases(project: Project) -> None:
    """Let every member sign in with the same passphrase, hashed cheaply."""
    for member in list_members(project):
        token = invite(project, member=member.pen_name)
        sign_out(project, accept_invitation(project, token, PASSPHRASE, cost=CHEAPEST))


class AppServer:
    """`toolkit app` on a project's folder, from its start to its stop."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.options = options
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.log = folder.parent / f"{folder.name}.log"
        self.started: subprocess.Popen[bytes] | None = None

    def start(self, **environment: str) -> None:
        """Start it, with these variables beside those that are there."""
        command = shutil.which("toolkit", path=str(Path(sys.executable).parent))
        assert command, "the package is not installed in this environment"
        with self.log.open("ab") as log:
            self.started = subprocess.Popen(
                [command, "app", str(self.folder), "--port", str(self.port), *self.options],
                cwd=self.folder.parent,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
                stdout=log,
                stderr=log,
            )
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{self.address}/healthz").close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"The app did not start: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        if self.started:
            self.started.kill()
            self.started.wait()
            self.started = None


class Visitor:
    """One member in a browser of their own, who keeps count of what goes astray."""

    def __init__(self, browser: Browser, server: AppServer, **settings: object) -> None:
        self.server = server
        self.context: BrowserContext = browser.new_context(
            viewport=settings.pop("viewport", {"width": 1280, "height": 900}),  # type: ignore[arg-type]
            accept_downloads=True,
            **settings,  # type: ignore[arg-type]
        )
        self.context.set_default_timeout(30_000)
        self.requests_elsewhere: list[str] = []
        self.complaints: list[str] = []
        # Counted, not routed: a browser whose requests are routed keeps nothing in its cache.
        self.context.on("request", self._count)
        self.page: Page = self.context.new_page()
        self.watch(self.page)

    def watch(self, page: Page) -> None:
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, said: ConsoleMessage) -> None:
        # Streamlit looks for its server below the page's address first, and does not find it.
        is_search = said.location["url"].endswith(("/_stcore/health", "/_stcore/host-config"))
        if said.type == "error" and not is_search:
            self.complaints.append(said.text)

    def _count(self, request: Request) -> None:
        if not request.url.startswith((self.server.address, "data:", "blob:")):
            self.requests_elsewhere.append(request.url)

    def enter(self, pen_name: str) -> None:
        """Sign in without the form and the page after it, which take the browser two seconds."""
        sent = self.context.request.post(
            f"{self.server.address}/sign-in",
            form={"pen_name": pen_name, "passphrase": PASSPHRASE, "then": "/"},
            max_redirects=0,
        )
        assert sent.status == 303, f"{pen_name} could not sign in"

    def sign_in(self, pen_name: str, passphrase: str = PASSPHRASE) -> Page:
        """Sign in as people do, with the form."""
        self.page.goto(f"{self.server.address}/sign-in")
        self.page.get_by_label("Pen-name").fill(pen_name)
        self.page.get_by_label("Passphrase").fill(passphrase)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_selector(".tk-who")
        return self.page

    def open(self, path: str) -> Page:
        """Go to a page of the app and wait until it has been drawn."""
        self.page.goto(self.server.address + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the app has drawn the page and finished its run."""
        self.page.wait_for_selector("h1")
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=30_000
        )

    def close(self) -> None:
        self.context.close()
