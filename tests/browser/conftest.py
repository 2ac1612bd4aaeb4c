"""A browser for a module's tests, and members who visit the app with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.coder_server import BROWSER_FLAGS, find_chromium
from tests.small_study import fill
from toolkit.storage.project import Project
from toolkit.workflow.projects import init_project, open_project

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
CHROMIUM = find_chromium()
# A page is drawn in a second; on a machine that is busy with something else it takes longer.
playwright.expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def chromium() -> Iterator[playwright.Browser]:
    if CHROMIUM is None:
        pytest.skip("needs Chromium; none is on the path")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A small study whose members can sign in; a module's tests share it."""
    from tests.browser.app_server import give_passphrases

    folder = tmp_path_factory.mktemp("small")
    made = init_project(folder / "study", "A small study")
    fill(made, folder)
    give_passphrases(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(study: Project) -> Iterator[object]:
    """The app that serves it."""
    from tests.browser.app_server import AppServer

    made = AppServer(study.folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def project(server: object) -> Iterator[Project]:
    """What the app of a module serves, opened beside it."""
    opened = open_project(server.folder)  # type: ignore[attr-defined]
    yield opened
    opened.close()


@pytest.fixture
def visit(chromium: playwright.Browser) -> Iterator[Callable[..., object]]:
    """Makes visitors: `visit(server, "Heron", viewport=...)` is signed in, without a name not.

    No page of the app is open yet.
    No visitor may have asked another host for anything.
    """
    from tests.browser.app_server import AppServer, Visitor

    visitors: list[Visitor] = []

    def come(server: AppServer, pen_name: str | None = None, **settings: object) -> Visitor:
        visitor = Visitor(chromium, server, **settings)
        visitors.append(visitor)
        if pen_name:
            visitor.enter(pen_name)
        return visitor

    yield come
    elsewhere = [url for visitor in visitors for url in visitor.requests_elsewhere]
    for visitor in visitors:
        visitor.close()
    assert elsewhere == []
