"""The report is built in a process of its own, downloaded and opened, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.browser.coder_server import find_chromium
from toolkit.errors import ToolkitError
from toolkit.storage.project import Project
from toolkit.ui.report_file import build_report
from toolkit.ui.wording import report as words
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.rounds import open_round

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect

ROWS = "transcript,turn,coder,code\nP01,1,Heron,R06\nP01,1,Plover,R07\nP02,1,Heron,T01\n"


@pytest.fixture(scope="module")
def study(study: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    folder = tmp_path_factory.mktemp("more")
    (folder / "codings.csv").write_text(ROWS, encoding="utf-8")
    import_codings(study, folder / "codings.csv")
    open_round(study, "Round **2**", by="Heron")
    return study


def left_behind() -> set[Path]:
    return set(Path(tempfile.gettempdir()).glob("toolkit-report-*"))


def test_the_report_downloads_and_opens_and_nothing_of_it_stays(
    server: object, visit: Callable[..., object], tmp_path: Path
) -> None:
    before = left_behind()
    plover = visit(server, "Plover", color_scheme="dark")
    page = plover.open("/report")
    expect(page.get_by_text("Not revealed yet: Round **2**.")).to_be_visible()
    expect(page.get_by_role("row", name=words.CODINGS)).to_contain_text("3")
    chart = page.get_by_role("img", name=words.CHART)
    assert "Not voted on yet: 1." in str(chart.get_attribute("alt"))
    assert chart.evaluate("one => one.complete && one.naturalWidth > 0")
    acts.press(page, words.BUILD)
    expect(page.get_by_role("button", name=words.DOWNLOAD)).to_be_visible(timeout=120_000)
    with page.expect_download() as download:
        page.get_by_role("button", name=words.DOWNLOAD).click()
    assert download.value.suggested_filename == "report.docx"
    download.value.save_as(tmp_path / "report.docx")
    told = "\n".join(one.text for one in Document(str(tmp_path / "report.docx")).paragraphs)
    assert "A small study" in told
    assert "Nobody to ring, nobody on the landing" in told
    assert left_behind() == before
    assert readable.serious_faults(page) == []
    assert plover.complaints == []


def test_a_report_that_cannot_be_built_is_told_in_plain_words(tmp_path: Path) -> None:
    before = left_behind()
    with pytest.raises(ToolkitError) as error:
        build_report(tmp_path)
    assert error.value.problem.message == words.FAILED
    assert left_behind() == before
