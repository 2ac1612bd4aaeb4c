"""The whole journey, in two browsers: from a Word file to a report that carries a dissent.

Everything is done on the pages, by two people of two sides, after one command made the project
and its first member. The server is stopped and started while somebody codes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from tests.browser.acts import (
    bring_in,
    choose,
    drag,
    expect_saved,
    press,
    settle,
    sign_checklist,
    tab_to,
    unfold,
    word_file,
)
from tests.browser.app_server import PASSPHRASE, AppServer, Visitor
from toolkit.model.decision import Outcome
from toolkit.model.team import Role, Side
from toolkit.storage.project import Project
from toolkit.ui.wording import (
    ballots,
    compare,
    entrance,
    frame,
    read,
    report,
    seal,
    team,
    team_rounds,
)
from toolkit.ui.wording import codebook as codebook_words
from toolkit.workflow.projects import init_project, open_project, verify
from toolkit.workflow.rounds import list_rounds
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
expect = playwright.expect

FAMILY = "👨‍👩‍👧‍👦"
TALK = [
    "Interviewer: What were the nights like?",
    f"P01: On your own {FAMILY} with him till the morning. Ring 07700 900123, they said.",
    "Interviewer: And afterwards?",
    "P01: Straight to work. Nobody asked.",
]
CODES = """theme,code_id,code,plain_meaning
Riskiness,R06,Alone at night,Support done in the night with nobody behind you
Riskiness,R07,No rest afterwards,Sent to work after a night of listening
Value,V03,Keep it,The service should stay
"""
CANARY = "A code of my own that nobody may see"
DISSENT = "It was never only the night. It was the morning, too."


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = init_project(tmp_path / "study", "What nights were like")
    everything = {Role.FACILITATOR, Role.CODER, Role.CHECKER}
    add_member(made, "Heron", roles=everything, sides={Side.ACADEMIC})
    yield made
    made.close()


@pytest.fixture
def server(project: Project) -> Iterator[AppServer]:
    made = AppServer(project.folder)
    made.start()
    yield made
    made.stop()


def test_two_people_go_all_the_way(
    project: Project, server: AppServer, visit: Callable[..., Visitor]
) -> None:
    heron, kestrel = visit(server), visit(server)
    come_in(server, heron, kestrel)
    bring_codes(heron)
    bring_a_transcript(heron, kestrel)
    open_a_round(heron)
    code_by_mouse(server, heron)
    code_by_keyboard(kestrel)
    nobody_sees_it(heron)
    seal_and_reveal(heron, kestrel, project)
    vote(heron, kestrel)
    dissent(kestrel, heron)
    download_the_report(kestrel)
    server.stop()
    assert dissents_stored(project) == [DISSENT]


def come_in(server: AppServer, heron: Visitor, kestrel: Visitor) -> None:
    """The owner by their link; the second by an invitation that the first makes on a page."""
    link = re.findall(r"/enter\?token=\S+", server.log.read_text(encoding="utf-8"))[-1]
    heron.page.goto(server.address + link)
    page = heron.open("/team")
    unfold(page, team.ADD)
    page.get_by_role("textbox", name=team.ADD_NAME).fill("Kestrel")
    for box in (team.SIDE_NAMES[Side.LIVED], team.ROLE_MEANINGS[Role.CHECKER]):
        page.get_by_text(box, exact=True).locator("visible=true").last.click()
    press(page, team.ADD_BUTTON)
    expect(page.get_by_role("rowheader", name="Kestrel")).to_be_visible()
    unfold(page, team.INVITE)
    choose(page, team.INVITE_WHOM, "Kestrel")
    press(page, team.INVITE_BUTTON)
    address = page.get_by_text("/join?token=").first
    expect(address).to_be_visible()
    kestrel.page.goto(re.findall(r"\S+/join\?token=\S+", address.inner_text())[0])
    for label in (entrance.PASSPHRASE, entrance.AGAIN):
        kestrel.page.get_by_label(label, exact=True).fill(PASSPHRASE)
    press(kestrel.page, entrance.SET_PASSPHRASE)
    kestrel.settle()


def bring_codes(heron: Visitor) -> None:
    page = heron.open("/codebook")
    unfold(page, codebook_words.IMPORT_FIRST)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": "codes.csv", "mimeType": "text/csv", "buffer": CODES.encode()}]
    )
    page.get_by_label(codebook_words.REASON).fill("Our first list.")
    press(page, codebook_words.IMPORT_BUTTON)
    expect(page.get_by_role("heading", name="Alone at night")).to_be_visible()


def bring_a_transcript(heron: Visitor, kestrel: Visitor) -> None:
    """Import a Word file, settle what was found in it, and have the second person approve."""
    bring_in(heron, ("P01.docx", word_file(TALK)))
    page = heron.open("/transcripts?draft=P01")
    settle(page, "Put this in its place")
    expect(page.get_by_text("1 of 1 settled")).to_be_visible()
    sign_checklist(page)
    page.get_by_label("Why may the team read this text?").fill("Read to the end.")
    press(page, "I have read it: propose to clear it")
    expect(page.get_by_text("You cannot approve what you proposed yourself")).to_be_visible()
    page = kestrel.open("/transcripts?draft=P01")
    press(page, "I have read it too: approve it")
    expect(page.get_by_role("rowheader", name="P01")).to_be_visible()


def open_a_round(heron: Visitor) -> None:
    page = heron.open("/team")
    unfold(page, team_rounds.OPEN)
    expect(page.get_by_text(team_rounds.ENOUGH)).to_be_visible()
    press(page, team_rounds.OPEN_BUTTON)
    expect(page.get_by_role("heading", name="Round 1")).to_be_visible()


def code_by_mouse(server: AppServer, heron: Visitor) -> None:
    """Code, have the server go away, code on, and find all of it after it came back."""
    page = heron.open("/read?transcript=P01")
    expect_saved(page)
    drag(page, f"On your own {FAMILY}")
    page.get_by_role("option", name="Alone at night").click()
    expect_saved(page)
    server.stop()
    drag(page, "Straight to work")
    page.get_by_role("option", name="No rest afterwards").click()
    expect(page.locator(".tc-status")).to_have_attribute("data-state", "waiting")
    server.start()
    expect_saved(page)
    page.reload()
    expect(page.locator(".tc-mark")).to_have_count(2)


def code_by_keyboard(kestrel: Visitor) -> None:
    """Make a code of one's own, find the text and code three words, with the keys alone."""
    page = kestrel.open("/read?transcript=P01")
    expect_saved(page)
    tab_to(page, f"at.tagName === 'SUMMARY' && at.innerText.includes({read.OWN_CODE!r})")
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name=read.OWN_NAME)).to_be_visible()
    tab_to(page, f"at.getAttribute('aria-label') === {read.OWN_NAME!r}")
    page.keyboard.type(CANARY)
    tab_to(page, f"at.innerText?.trim() === {read.KEEP_OWN_CODE!r}")
    page.keyboard.press("Enter")
    expect(page.get_by_text(read.OWN_CODE_KEPT)).to_be_visible()
    expect_saved(page)
    tab_to(page, "at.classList.contains('tc-text')")
    for _ in range(60):
        if page.evaluate(AFTER_CARET).lstrip().startswith("On your own"):
            break
        page.keyboard.press("Control+ArrowRight")
    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.type("nobody may")
    page.keyboard.press("Enter")
    expect_saved(page)
    expect(page.locator(".tc-mark").first).to_be_visible()


AFTER_CARET = "getSelection().focusNode?.data?.slice(getSelection().focusOffset) ?? ''"


def nobody_sees_it(heron: Visitor) -> None:
    """Before the reveal no page tells the facilitator what the other coder did."""
    for name in frame.PAGES:
        page = heron.open("/" if name == "home" else f"/{name}")
        assert CANARY not in page.content(), name
    heron.open("/read?transcript=P01")
    expect_saved(heron.page)
    assert CANARY not in heron.page.content()


def seal_and_reveal(heron: Visitor, kestrel: Visitor, project: Project) -> None:
    for visitor in (kestrel, heron):
        page = visitor.open("/seal")
        choose(page, seal.WHICH, "P01")
        page.get_by_text(seal.FINISHED).click()
        press(page, seal.SEAL)
        expect(page.get_by_text(seal.ALL_SEALED)).to_be_visible()
    page = heron.open("/team")
    unfold(page, team_rounds.REVEAL.format(round="Round 1"))
    press(page, team_rounds.REVEAL_BUTTON)
    expect(page.get_by_text(team_rounds.REVEALED.format(round="Round 1"))).to_be_visible()
    (found,) = list_rounds(project)
    assert found.is_revealed


def vote(heron: Visitor, kestrel: Visitor) -> None:
    page = heron.open("/compare")
    page.get_by_role("link", name="P01, turn 1").click()
    expect(page.get_by_text(CANARY).first).to_be_visible()
    press(page, compare.OPEN_VOTE)
    other = kestrel.open("/compare")
    other.get_by_role("link", name="P01, turn 1").click()
    for one in (page, other):
        expect(one.get_by_text(compare.WHAT)).to_be_visible()
        one.get_by_text("Take a code", exact=True).click()
        one.locator("label", has_text="Alone at night").click()
        press(one, ballots.CAST)
    expect(page.get_by_text(compare.VOTES)).to_be_visible()
    page.get_by_label(compare.REASON).fill("The night is what he names first.")
    press(page, compare.CONCLUDE)
    expect(other.get_by_text("The night is what he names first.")).to_be_visible()


def dissent(kestrel: Visitor, heron: Visitor) -> None:
    page = kestrel.page
    unfold(page, "Add what you still see otherwise")
    page.get_by_label("What you still see otherwise").fill(DISSENT)
    press(page, "Add it to the decision")
    expect(heron.page.get_by_text(f"{DISSENT} (Kestrel)")).to_be_visible()


def download_the_report(kestrel: Visitor) -> None:
    page = kestrel.open("/report")
    press(page, report.BUILD)
    with page.expect_download(timeout=120_000) as waiting:
        page.get_by_role("button", name=report.DOWNLOAD).click(timeout=120_000)
    content = Path(waiting.value.path()).read_bytes()
    written = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs)
    assert DISSENT in written
    assert "The night is what he names first." in written


def dissents_stored(project: Project) -> list[str]:
    """The dissents in the database, after everything else in it was found as it should be."""
    reopened = open_project(project.folder)
    study = load_study(reopened)
    (text,) = study.transcripts
    assert "07700" not in text.text
    assert len(study.codings) == 3
    for coding in study.codings:
        assert text.text[coding.start : coding.end] == coding.quotation
    assert f"On your own {FAMILY}" in {coding.quotation for coding in study.codings}
    (decision,) = study.decisions
    assert (decision.outcome, decision.code_ids) == (Outcome.SETTLED, ("R06",))
    assert verify(reopened).problems == ()
    reopened.close()
    return [one.words for one in decision.dissents]
