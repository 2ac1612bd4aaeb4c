"""Two checkers bring interviews in, screen and clear them, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.acts import bring_in, settle, sign_checklist, unfold, word_file
from tests.browser.coder_server import find_chromium
from toolkit.model.upload import Upload
from toolkit.settings import MAX_FILE_BYTES
from toolkit.storage.project import Project
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.rounds import open_round
from toolkit.workflow.study import load_study
from toolkit.workflow.transcripts import count_drafts, open_draft

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page

PHONE, NUMBER = "07700 900123", "A1234BC"
SCRIPT = "<img src=x onerror=window.broken=1>"
HOSTILE = f"{SCRIPT} **P11** :red[x]"


@pytest.fixture(scope="module")
def study(study: Project) -> Project:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Heron", "Kestrel"]})
    return study


def interview(name: str, more: str = "") -> bytes:
    """An interview whose words no other one has, or it would be known as the same."""
    return word_file(
        [
            f"Interviewer: Can we call this {name}?",
            f"{name}: Ring {PHONE}, not before ten. {more}",
            "Interviewer: And what was your number?",
            f"{name}: It was {NUMBER} then.",
        ]
    )


def at(draft: str) -> str:
    return f"/transcripts?{urlencode({'draft': draft})}"


def card(page: Page, heading: str) -> playwright.Locator:
    """The innermost box that holds this heading."""
    # While a run goes on, what it will take away stands beside what it has drawn.
    page.wait_for_timeout(1000)
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    box = "xpath=ancestor::*[@data-testid='stVerticalBlock'][1]"
    return page.get_by_role("heading", name=heading).locator(box)


def test_a_word_file_is_brought_in_settled_proposed_and_approved_by_two(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    wren = visit(server, "Wren")
    page = bring_in(wren, ("P07.docx", interview("P07")))
    expect(page.get_by_role("heading", name="P07.docx")).to_be_visible()
    expect(page.get_by_text("Brought in as a draft. A checker can now screen it.")).to_be_visible()
    expect(page.get_by_text("24 = 20 in turns + 4 left out")).to_be_visible()
    expect(page.get_by_text("Interviewer (interviewer), P07 (participant)")).to_be_visible()

    page = wren.open("/transcripts")
    expect(page.get_by_text("0 of 2 findings settled.")).to_be_visible()
    page.get_by_role("link", name="P07").click()
    expect(page.get_by_text("0 of 2 settled")).to_be_visible()
    expect(page.get_by_text("you can propose to clear the text")).to_be_visible()
    first = card(page, "Finding 1 of 2: phone number")
    expect(first.locator("mark")).to_have_text(PHONE)
    expect(first.get_by_label("What shall stand there instead?")).to_have_value("[phone number]")
    settle(page, "Put this in its place")
    expect(page.get_by_text("1 of 2 settled")).to_be_visible()
    second = card(page, "Finding 2 of 2: prisoner number")
    second.get_by_label("What shall stand there instead?").fill("A9876ZZ")
    settle(page, "Put this in its place")
    expect(page.get_by_text("few words on one line that point at nobody")).to_be_visible()
    second.get_by_label("What shall stand there instead?").fill("[a number]")
    settle(page, "Put this in its place")
    expect(page.get_by_text("2 of 2 settled")).to_be_visible()
    expect(page.locator(".tk-draft ins", has_text="[a number]")).to_be_visible()

    page.get_by_label("Why may the team read this text?").fill("Read twice.")
    page.get_by_role("button", name="I have read it: propose to clear it").click()
    expect(page.get_by_text("9 of the 9 checks are not signed")).to_be_visible()
    sign_checklist(page)
    page.get_by_role("button", name="I have read it: propose to clear it").click()
    expect(page.get_by_text("You cannot approve what you proposed yourself")).to_be_visible()
    expect(page.get_by_role("button", name="approve it")).to_have_count(0)
    page = wren.open("/transcripts")
    expect(page.get_by_text("It waits for another checker to read and approve it")).to_be_visible()

    kestrel = visit(server, "Kestrel")
    page = kestrel.open("/transcripts")
    expect(page.get_by_text("Wren proposed to clear it")).to_be_visible()
    page = kestrel.open(at("P07"))
    expect(page.locator("blockquote")).to_have_text("Read twice.")
    page.get_by_role("button", name="I have read it too: approve it").click()
    expect(page.get_by_role("rowheader", name="P07")).to_be_visible()
    (text,) = [text for text in load_study(study).transcripts if text.name == "P07"]
    assert text.words_of(text.turns[1]) == "Ring [phone number], not before ten."
    assert text.words_of(text.turns[3]) == "It was [a number] then."
    assert not holding(study.folder, PHONE, NUMBER)


def holding(folder: Path, *words: str) -> list[str]:
    contents = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    return [one for one in words if any(one.encode() in content for content in contents)]


def test_who_settles_anew_or_takes_back_opens_the_draft_again(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    import_transcripts(study, [Upload("P12.docx", interview("P12"))])
    wren, kestrel = visit(server, "Wren"), visit(server, "Kestrel")
    page = wren.open(at("P12"))
    for number in (1, 2):
        kind = ("phone number", "prisoner number")[number - 1]
        expect(card(page, f"Finding {number} of 2: {kind}")).to_be_visible()
        settle(page, "Keep the words")
        expect(page.get_by_text(f"{number} of 2 settled")).to_be_visible()
    sign_checklist(page)
    page.get_by_label("Why may the team read this text?").fill("Public.")
    page.get_by_role("button", name="I have read it: propose to clear it").click()
    expect(page.get_by_text("You cannot approve what you proposed yourself")).to_be_visible()

    other = kestrel.open(at("P12"))
    expect(card(other, "Finding 1 of 2: phone number")).to_contain_text("Wren settled it")
    other.get_by_role("button", name="Take it back for another look").click()
    expect(other.get_by_role("button", name="propose to clear it")).to_be_visible()
    expect(other.get_by_text("2 of 2 settled")).to_be_visible()
    assert open_draft(study, by="Kestrel", name="P12").draft.proposal is None


def test_a_doubtful_reading_is_looked_at_and_accepted_or_erased(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    words = "Nobody is named here.\n\nAnd nobody there.\n"
    wren = visit(server, "Wren")
    page = bring_in(wren, ("P13.txt", words.encode()), ("P14.txt", words.encode() + b"More.\n"))
    expect(page.get_by_text("but the reading is doubtful")).to_have_count(2)
    page = wren.open(at("P13"))
    expect(page.get_by_text("No speakers were found.")).to_be_visible()
    expect(page.get_by_text("Turn 1, speaker not known")).to_be_visible()
    page.get_by_role("button", name="The reading is right: accept it").click()
    expect(page.get_by_role("heading", name="Propose to clear it")).to_be_visible()

    page = wren.open(at("P14"))
    unfold(page, "Read wrongly? Erase this draft")
    page.get_by_role("button", name="Erase the draft").click()
    expect(page.get_by_text("Nothing was erased. Tick the box first")).to_be_visible()
    page.get_by_text("Yes, erase this draft").click()
    page.get_by_role("button", name="Erase the draft").click()
    expect(page.get_by_role("link", name="P13")).to_be_visible()
    expect(page.get_by_role("link", name="P14")).to_have_count(0)
    assert open_draft(study, by="Wren", name="P13").draft.proposal is None


def test_files_that_are_no_transcripts_say_so(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    before = count_drafts(study)
    page = bring_in(
        visit(server, "Heron"),
        ("P20.docx", b"Interviewer: Hello.\nP20: Hello.\n"),
        ("notes.pages", b"Interviewer: Hello."),
    )
    expect(page.get_by_text("Not taken. Nothing of it was kept.")).to_have_count(2)
    expect(page.get_by_text("This is no Word file, though its name says so")).to_be_visible()
    expect(page.get_by_text("Files with this ending are not read")).to_be_visible()
    assert count_drafts(study) == before


def test_a_file_over_the_limit_is_refused_before_it_is_sent(
    server: object, tmp_path: Path, visit: Callable[..., object]
) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    page = visit(server, "Wren").open("/transcripts?bring-in=yes")
    page.get_by_role("button", name="Bring them in").click()
    expect(page.get_by_text("No file was chosen.")).to_be_visible()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(large)
    expect(page.get_by_text("File must be 50.0MB or smaller.")).to_be_visible()


def test_hostile_names_labels_and_words_stay_text(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    wren = visit(server, "Wren")
    content = interview(f"Fay {SCRIPT}", more=f"{SCRIPT} **bold** :red[x]")
    page = bring_in(wren, (f"../../{HOSTILE}.docx", content))
    expect(page.get_by_role("heading", name=f"{HOSTILE}.docx")).to_be_visible()
    page = wren.open("/transcripts")
    page.get_by_role("link", name=HOSTILE).click()
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    hostile = page.locator(".tk-draft", has_text=f"{SCRIPT} **bold** :red[x]")
    expect(hostile.first).to_be_visible()
    assert page.evaluate("window.broken") is None
    assert not list(study.folder.parent.rglob("*img*"))


def test_who_is_no_checker_sees_how_many_drafts_wait_and_no_more(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    import_transcripts(study, [Upload("Secret name.docx", interview("P15"))])
    for by, may_bring_in in (("Plover", 0), ("Heron", 1)):
        page = visit(server, by).open("/transcripts")
        waiting = count_drafts(study)
        expect(page.get_by_role("heading", name=f"Drafts waiting: {waiting}")).to_be_visible()
        expect(page.get_by_text("Round 1: Heron, Kestrel")).to_be_visible()
        expect(page.get_by_role("link", name="Bring interviews in")).to_have_count(may_bring_in)
        assert "Secret name" not in page.content()
        assert "findings" not in page.content()
        page = visit(server, by).open(at("Secret name"))
        expect(page.get_by_text("This takes a checker.")).to_be_visible()
        assert PHONE not in page.content()
        assert "Finding" not in page.inner_text("body")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_are_fit_for_a_phone_and_for_a_screen_reader(
    server: object, study: Project, visit: Callable[..., object], scheme: str
) -> None:
    import_transcripts(study, [Upload("P16.docx", interview("P16", more="x" * 400))])
    wren = visit(server, "Wren", viewport={"width": 320, "height": 700}, color_scheme=scheme)
    for path in ("/transcripts", "/transcripts?bring-in=yes", at("P16")):
        page = wren.open(path)
        assert readable.serious_faults(page) == [], path
