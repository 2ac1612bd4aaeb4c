"""The desk alone, served to a browser; a module's tests share both."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.coder_server import Server
from tests.browser.desk.acts_at_desk import SETUP

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("desk"), SETUP)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def server(started: Server) -> Server:
    for name in ("codings.json", "notes.json", "sealed"):
        (started.folder / name).unlink(missing_ok=True)
    started.set_up(SETUP)
    if not started.started:
        # A test that failed while its server was down shall not fail the next one.
        started.start()
    return started


@pytest.fixture(scope="module")
def contexts(chromium: playwright.Browser) -> Callable[..., playwright.BrowserContext]:
    """One context for the same settings, so that Streamlit's own files are fetched once."""
    opened: dict[str, playwright.BrowserContext] = {}

    def open_context(**settings: object) -> playwright.BrowserContext:
        settings = {"viewport": {"width": 1280, "height": 900}, **settings}
        if str(settings) not in opened:
            opened[str(settings)] = chromium.new_context(**settings)
        return opened[str(settings)]

    return open_context


@pytest.fixture
def open_page(
    contexts: Callable[..., playwright.BrowserContext], server: Server
) -> Iterator[Callable[..., playwright.Page]]:
    """Opens the desk; at the end no script has failed and no other host was asked."""
    pages: list[playwright.Page] = []
    faults: list[str] = []

    def note(request: playwright.Request) -> None:
        if not request.url.startswith((server.address, "blob:", "data:")):
            faults.append(request.url)

    def open_one(**settings: object) -> playwright.Page:
        page = contexts(**settings).new_page()
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", note)
        page.goto(server.address)
        page.wait_for_selector(".tc-words")
        page.wait_for_selector(".tc-status[data-state=saved]")
        return page

    yield open_one
    for page in pages:
        page.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., playwright.Page]) -> playwright.Page:
    return open_page()
