"""What holds for every page: readable by all, nothing sideways, nothing from elsewhere, light."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.app_server import AppServer, Visitor
from tests.browser.readable import serious_faults
from tests.browser.wire import Wire
from tests.small_study import write_interviews
from toolkit.demo.published import PASSPHRASE
from toolkit.model.decision import Choice
from toolkit.storage.project import Project
from toolkit.ui.wording import codebook, frame
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.projects import open_project
from toolkit.workflow.rounds import open_round
from toolkit.workflow.study import load_study
from toolkit.workflow.voting import cast_vote, open_voting

NEVER_LOADED = {"torch", "spacy", "transformers", "bertopic", "umap", "sklearn"}

IS_STYLED = "getComputedStyle(document.documentElement).getPropertyValue('--tk-accent') !== ''"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Iterator[AppServer]:
    """The invented study as it is after its first round, with a draft, a new round and a vote."""
    folder = tmp_path_factory.mktemp("pages") / "demo"
    shutil.copytree(demo, folder)
    project = open_project(folder)
    _stir(project, folder.parent)
    project.close()
    os.environ["PYTHONPROFILEIMPORTTIME"] = "1"
    made = AppServer(folder)
    made.start()
    del os.environ["PYTHONPROFILEIMPORTTIME"]
    yield made
    made.stop()


def _stir(project: Project, folder: Path) -> None:
    (draft, doubtful) = write_interviews(folder / "files")
    draft.write_text("I: Yes?\nR: Ring 020 7946 0958, A1234BC.\nI: So?\nR: So.", encoding="utf-8")
    doubtful.write_text("Just one long talk.\nWith nobody named.", encoding="utf-8")
    import_transcripts(project, [draft, doubtful], by="Wren")
    open_round(project, "Round 2", by="Plover")
    (*_, last) = load_study(project).differences
    made = open_voting(project, by="Heron", difference=last.id, present=["Heron", "Kestrel"])
    cast_vote(project, by="Kestrel", voting=made.id, choice=Choice.KEEP_BOTH)


def addresses(project: Project) -> dict[str, str]:
    """Every page, and what stands behind it where a page has an inside."""
    study = load_study(project)
    paths = {name: f"/{name}" for name in frame.PAGES} | {"home": "/"}
    paths["desk"] = f"/read?transcript={study.transcripts[0].name}"
    paths["cleared text"] = f"/transcripts?text={study.transcripts[0].name}"
    paths |= {f"codebook {view}": f"/codebook?view={view}" for view in codebook.VIEWS if view}
    paths["difference"] = f"/compare?difference={study.differences[-1].id}"
    return paths


@pytest.mark.parametrize(
    "settings",
    [
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"viewport": {"width": 320, "height": 720}},
    ],
    ids=["light", "dark", "narrow"],
)
def test_every_page_can_be_read_by_everybody(
    served: AppServer, visit: Callable[..., Visitor], settings: dict[str, object]
) -> None:
    visitor = visit(served, **settings)
    faults: dict[str, object] = {}
    visitor.page.goto(f"{served.address}/sign-in")
    faults |= _faults(visitor, "sign-in")
    visitor.sign_in("Wren", PASSPHRASE)
    project = open_project(served.folder)
    for name, path in addresses(project).items():
        visitor.open(path)
        # The style comes with the page, and may be a moment later. The app's policy forbids
        # waiting inside the page.
        while not visitor.page.evaluate(IS_STYLED):
            visitor.page.wait_for_timeout(100)
        faults |= _faults(visitor, name)
    project.close()
    visitor.page.goto(f"{served.address}/stop")
    faults |= _faults(visitor, "stop")
    assert faults == {}
    assert visitor.complaints == []


def _faults(visitor: Visitor, name: str) -> dict[str, object]:
    page = visitor.page
    titles = page.locator("h1").count()
    found = [*serious_faults(page), *([] if titles == 1 else [f"titles: {titles}"])]
    return {name: found} if found else {}


def test_the_app_loads_nothing_heavy_whatever_page_is_shown(
    served: AppServer,
) -> None:
    wire = Wire(served)
    assert wire.sign_in("Heron", PASSPHRASE).status == 303
    project = open_project(served.folder)
    with wire.open_socket() as socket:
        for path in addresses(project).values():
            page, _, query = path.lstrip("/").partition("?")
            socket.run(page, query)
    project.close()
    imported = set(re.findall(r"\| +([\w.]+)$", served.log.read_text("utf-8"), re.MULTILINE))
    assert {"streamlit", "toolkit.ui.pages.compare_vote", "toolkit.ui.report_file"} <= imported
    assert {name.split(".")[0] for name in imported} & NEVER_LOADED == set()


def test_an_address_of_nothing_says_so(served: AppServer, visit: Callable[..., Visitor]) -> None:
    page = visit(served).sign_in("Heron", PASSPHRASE)
    page.goto(f"{served.address}/nothing-here")
    expect(page.get_by_text("Page not found")).to_be_visible()
