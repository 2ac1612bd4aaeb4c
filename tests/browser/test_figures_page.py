"""Figures are worked out when asked, say what they rest on, and are none for a reflexive team."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.model.team import Method
from toolkit.storage.project import Project
from toolkit.ui.wording import figures as words
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.team import change_terms

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect

ROWS = (
    "transcript,turn,coder,code\n"
    "P01,1,Heron,R06\nP01,1,Wren,R06\nP01,1,Kestrel,R06\nP01,1,Plover,R07\n"
    "P02,1,Heron,T01\nP02,1,Wren,T01\nP02,1,Kestrel,T01\nP02,3,Plover,V03\n"
)


@pytest.fixture(scope="module")
def study(study: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("more")
    (folder / "codings.csv").write_text(ROWS, encoding="utf-8")
    import_codings(study, folder / "codings.csv")
    return study


def test_figures_are_worked_out_when_asked_and_go_when_the_team_wants_none(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    plover = visit(server, "Plover")
    page = plover.open("/figures")
    expect(page.get_by_role("heading", name=words.TITLE)).to_be_visible()
    expect(page.get_by_role("rowheader", name="Only some gave it a code")).to_be_visible()
    page.get_by_text(words.UNITS["characters"]).click()
    acts.press(page, words.WORK_OUT)
    table = page.get_by_role("table").filter(has_text=words.OVERALL)
    row = table.get_by_role("row", name="Alpha for spans")
    academics = row.get_by_role("cell").nth(1)
    expect(academics).to_have_text("1.00")
    expect(table.get_by_role("row", name=words.BASIS)).to_contain_text("4 readers")
    assert readable.serious_faults(page) == []

    change_terms(study, by="Heron", floor=3, reason="So that nobody is singled out.")
    expect(page.get_by_text(words.CHANGED)).to_be_visible(timeout=20_000)
    acts.press(page, words.WORK_OUT)
    expect(academics).to_have_text("no figure")
    expect(page.get_by_text("fewer than three people of a side").first).to_be_attached()

    change_terms(study, by="Heron", method=Method.REFLEXIVE, reason="We interpret.")
    page = plover.open("/figures")
    expect(page.get_by_role("heading", name=words.TITLE_REFLEXIVE)).to_be_visible()
    expect(page.get_by_role("button", name=words.WORK_OUT)).to_have_count(0)
    expect(page.get_by_text("alpha")).to_have_count(0)
    assert plover.complaints == []
