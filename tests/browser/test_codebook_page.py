"""Everybody reads the codebook and takes it along; a facilitator brings in the next version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.coder_server import find_chromium
from tests.small_study import CODEBOOK
from toolkit.errors import WrongRole
from toolkit.exchange.tables.codebook import read_codebook
from toolkit.model.upload import Upload
from toolkit.storage.project import Project
from toolkit.ui.wording import codebook as words
from toolkit.workflow.codebooks import import_codebook, list_codebooks

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

SCRIPT = "<img src=x onerror=window.broken=1> **bold**"
FAULTY = "theme,code,content_note\nRiskiness,,yes\nRiskiness,Twice,no\nRiskiness,Twice,perhaps\n"
NEXT = f"{CODEBOOK}{SCRIPT},,{SCRIPT},{SCRIPT}\n"


def bring_in(page: playwright.Page, content: str, name: str = "codes.csv") -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content.encode()}]
    )
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    acts.press(page, words.IMPORT_BUTTON)


def test_a_table_shows_all_its_faults_and_a_good_one_makes_a_version(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron")
    page = heron.open("/codebook")
    acts.unfold(page, words.IMPORT)
    acts.press(page, words.IMPORT_BUTTON)
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()
    bring_in(page, FAULTY, f"{SCRIPT}.csv".replace("/", ""))
    expect(page.get_by_text("line 2: The column “code” is empty")).to_be_visible()
    expect(page.get_by_text("line 4: The code's name is on line 3 already")).to_be_visible()
    expect(page.get_by_text("line 4: The column “content_note” needs yes or no")).to_be_visible()
    assert len(list_codebooks(study)) == 1

    heron.open("/codebook")
    acts.unfold(page, words.IMPORT)
    page.get_by_label(words.REASON).fill(SCRIPT)
    bring_in(page, NEXT.replace("plain_meaning", "plain_meaning,colour", 1))
    expect(page.get_by_text("This is version 2 now, with 6 codes.")).to_be_visible()
    expect(page.get_by_text("were left out: colour.")).to_be_visible()
    acts.press(page, words.CLOSE)
    assert [book.reason for book in list_codebooks(study)][1:] == [SCRIPT]
    expect(page.get_by_role("heading", name=SCRIPT)).to_have_count(2)  # the theme and the code
    expect(page.get_by_text(words.WHY.format(reason=SCRIPT))).to_be_visible()
    assert page.evaluate("window.broken") is None
    assert readable.serious_faults(page) == []
    assert heron.complaints == []


def test_why_something_was_refused_stays_while_others_act(
    server: object, study: Project, visit: Visit
) -> None:
    page = visit(server, "Heron").open("/codebook")
    acts.unfold(page, words.IMPORT)
    acts.press(page, words.IMPORT_BUTTON)
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()
    stirred = f"{CODEBOOK}Value,V09,Stirred,Made while somebody else looks on\n"
    import_codebook(study, Upload("codes.csv", stirred.encode()), by="Heron", reason="More.")
    expect(page.get_by_role("heading", name="Stirred")).to_be_visible()
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()


def test_whoever_reads_finds_codes_by_words_and_takes_every_version_along(
    server: object, study: Project, visit: Visit, tmp_path: Path
) -> None:
    import_codebook(
        study, Upload("next.csv", f"{CODEBOOK}Value,V05,Pay,Wages\n".encode()), by="Heron"
    )
    plover = visit(server, "Plover", color_scheme="dark", viewport={"width": 320, "height": 700})
    page = plover.open("/codebook")
    expect(page.get_by_text(words.IMPORT, exact=True)).to_have_count(0)
    with pytest.raises(WrongRole):
        import_codebook(study, Upload("x.csv", b"theme,code\nA,B\n"), by="Plover")
    search = page.get_by_role("textbox", name=words.SEARCH)
    search.fill("NIGHT listening")
    search.press("Enter")
    expect(page.get_by_role("heading", level=3)).to_have_text(["No rest afterwards R07"])
    search.fill("nothing at all")
    search.press("Enter")
    expect(page.get_by_text(words.NOT_FOUND)).to_be_visible()
    search.fill("")
    search.press("Enter")
    plover.settle()
    versions = list_codebooks(study)
    for book in (versions[-1], versions[0]):
        page.get_by_role("combobox", name=words.VERSION).click()
        page.get_by_role("option", name=f"Version {book.version},").click()
        expect(page.get_by_role("heading", level=3)).to_have_count(len(book.codes))
        plover.settle()
        with page.expect_download() as download:
            page.get_by_role("button", name=words.DOWNLOAD).click()
        download.value.save_as(tmp_path / "book.csv")
        table = read_codebook(tmp_path / "book.csv")
        assert (table.themes, table.codes) == (book.themes, book.codes)
    expect(page.get_by_text(words.EARLIER)).to_be_visible()
    assert readable.serious_faults(page) == []
    assert plover.complaints == []
