"""Everybody reads the codebook, takes it along, proposes changes and votes; in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.coder_server import find_chromium
from tests.small_study import CODEBOOK
from toolkit.exchange.refi_qda.codebook import read_qdc
from toolkit.exchange.tables.codebook import read_codebook
from toolkit.model.proposal import ChangeKind, ProposalOutcome, Stance
from toolkit.storage.project import Project, find_project_id
from toolkit.ui.wording import ballots
from toolkit.ui.wording import codebook as words
from toolkit.ui.wording import codebook_proposals as proposals
from toolkit.workflow.codebooks import list_codebooks
from toolkit.workflow.coding import add_coding, open_desk
from toolkit.workflow.proposal_voting import ProposalView, cast_stance, see_proposals
from toolkit.workflow.proposing import propose_change
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import list_members

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
TABLE = proposals.KINDS[ChangeKind.TABLE]


def bring_in(page: playwright.Page, content: str, name: str = "codes.csv") -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [{"name": name, "mimeType": "text/csv", "buffer": content.encode()}]
    )
    expect(page.get_by_test_id("stFileChip")).to_have_count(1)
    acts.press(page, proposals.PROPOSE)


def choose_kind(page: playwright.Page, kind: str) -> None:
    acts.wait_until_drawn(page)
    page.get_by_text(kind, exact=True).click()
    acts.wait_until_drawn(page)


def accept(study: Project, number: int) -> None:
    for member in list_members(study):
        cast_stance(study, by=member.pen_name, proposal=number, stance=Stance.ACCEPT)


def test_a_table_shows_all_its_faults_and_a_good_one_becomes_a_proposal(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron")
    page = heron.open("/codebook?view=propose")
    choose_kind(page, TABLE)
    acts.press(page, proposals.PROPOSE)
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()
    bring_in(page, FAULTY, f"{SCRIPT}.csv".replace("/", ""))
    expect(page.get_by_text("line 2: The column “code” is empty")).to_be_visible()
    expect(page.get_by_text("line 4: The code's name is on line 3 already")).to_be_visible()
    expect(page.get_by_text("line 4: The column “content_note” needs yes or no")).to_be_visible()
    assert see_proposals(study, by="Heron") == ()

    heron.open("/codebook?view=propose")
    choose_kind(page, TABLE)
    page.get_by_label(words.REASON).fill(SCRIPT)
    bring_in(page, NEXT.replace("plain_meaning", "plain_meaning,colour", 1))
    (view,) = _until_proposed(page, study, 1)
    expect(page.get_by_text(words.PROPOSED.format(number=1))).to_be_visible()
    expect(page.get_by_text("were left out: colour.")).to_be_visible()
    acts.press(page, words.CLOSE)
    assert view.proposal.reason == SCRIPT
    expect(page.get_by_text(f"{proposals.ADDED_CODE}: “{SCRIPT}”")).to_be_visible()
    assert len(list_codebooks(study)) == 1
    accept(study, 1)
    expect(page.get_by_text(proposals.OUTCOMES[ProposalOutcome.ACCEPTED])).to_be_visible()
    heron.open("/codebook")
    expect(page.get_by_role("heading", name=SCRIPT)).to_have_count(2)  # the theme and the code
    expect(page.get_by_text(words.WHY.format(reason=SCRIPT))).to_be_visible()
    assert page.evaluate("window.broken") is None
    assert readable.serious_faults(page) == []
    assert heron.complaints == []


def _until_proposed(page: playwright.Page, study: Project, count: int) -> tuple[ProposalView, ...]:
    expect(page.get_by_role("heading", name=f"Proposal {count}:")).to_be_visible()
    return see_proposals(study, by="Heron")


def test_a_coder_proposes_other_words_and_all_vote_unseen(
    server: object, study: Project, visit: Visit
) -> None:
    plover = visit(server, "Plover", viewport={"width": 320, "height": 720})
    page = plover.open("/codebook?view=propose")
    choose_kind(page, proposals.KINDS[ChangeKind.REWORD])
    acts.choose(page, proposals.WHICH_CODE, "No rest afterwards")
    meaning = page.get_by_label(proposals.MEANING)
    expect(meaning).to_have_value("Sent to work after a night of listening")
    meaning.fill("Sent to work after a night of no sleep")
    acts.press(page, proposals.PROPOSE)
    expect(page.get_by_text("Say why, in a few words.")).to_be_visible()
    page.get_by_label(proposals.WHY, exact=True).fill("That is what it was.")
    acts.press(page, proposals.PROPOSE)
    view = _until_proposed(page, study, 2)[0]
    expect(page.locator(".tk-changes del")).to_contain_text("listening")
    expect(page.locator(".tk-changes ins")).to_contain_text("no sleep")
    assert readable.serious_faults(page) == []

    # Plover votes with the keyboard alone.
    acts.tab_to(page, "at.type === 'radio'")
    page.keyboard.press("Space")
    acts.tab_to(page, f"at.innerText === '{ballots.CAST}'")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"You voted: {proposals.STANCES[Stance.ACCEPT]}")).to_be_visible()

    wren = visit(server, "Wren").open("/")
    expect(wren.get_by_text("One change of the codebook waits for your vote.")).to_be_visible()
    wren.get_by_role("link", name="Look at it and vote").click()
    wren.get_by_role("link", name="Proposal 2:").click()
    expect(wren.get_by_role("row", name="Plover Yes")).to_be_visible()
    expect(wren.get_by_text("You voted")).to_have_count(0)
    choose_kind(wren, proposals.STANCES[Stance.REFUSE])
    wren.get_by_label(proposals.VOTE_WHY).fill("It was listening, too.")
    acts.press(wren, ballots.CAST)
    expect(wren.get_by_text("You said: It was listening, too.")).to_be_visible()
    for who in ("Heron", "Kestrel"):
        expect(page.get_by_text("It was listening, too.")).to_have_count(0)
        cast_stance(study, by=who, proposal=2, stance=Stance.ACCEPT)
    expect(page.get_by_text(proposals.OUTCOMES[ProposalOutcome.OPEN])).to_be_visible()
    expect(page.get_by_text("It was listening, too.")).to_be_visible()
    acts.unfold(page, proposals.ADD_DISSENT)
    page.get_by_label(ballots.STILL_OTHERWISE).fill("Sleep is the point.")
    acts.press(page, proposals.ADD)
    expect(page.get_by_text("Sleep is the point. (Plover)")).to_be_visible()
    acts.press(page, proposals.AGAIN)
    expect(page.get_by_text(proposals.UNSEEN)).to_be_visible()
    accept(study, view.proposal.number)
    expect(page.get_by_text(proposals.OUTCOMES[ProposalOutcome.ACCEPTED])).to_be_visible()
    plover.open("/codebook?view=versions")
    expect(page.get_by_text("Why: That is what it was.")).to_be_visible()
    assert readable.serious_faults(page) == []
    assert plover.complaints == []


def test_somebody_sees_their_own_codings_to_look_at_again(
    server: object, study: Project, visit: Visit
) -> None:
    open_round(study, "Round 1", by="Heron")
    text = open_desk(study, by="Kestrel", transcript="P01").transcript
    turn = text.turns[1]
    said = text.words_of(turn)
    add_coding(
        study, by="Kestrel", transcript="P01", start=turn.start, end=turn.end, quotation=said,
        code="R06",
    )  # fmt: skip
    made = propose_change(
        study, by="Heron", kind=ChangeKind.RETIRE, reason="Too wide.", codes=["R06"]
    )
    accept(study, made.number)
    kestrel = visit(server, "Kestrel", color_scheme="dark")
    page = kestrel.open("/")
    page.get_by_role("link", name="Look at your codings again").click()
    expect(page.get_by_text("You gave “Alone at night”. It is out of use now.")).to_be_visible()
    expect(page.get_by_text(said)).to_be_visible()
    assert readable.serious_faults(page) == []
    acts.press(page, proposals.LOOK_DONE_BUTTON)
    expect(page.get_by_text(proposals.LOOK_NONE)).to_be_visible()
    heron = visit(server, "Heron").open("/codebook?view=look")
    expect(heron.get_by_text(proposals.LOOK_NONE)).to_be_visible()


def test_whoever_reads_finds_codes_by_words_and_takes_every_version_along(
    server: object, study: Project, visit: Visit, tmp_path: Path
) -> None:
    plover = visit(server, "Plover", color_scheme="dark", viewport={"width": 320, "height": 700})
    page = plover.open("/codebook")
    search = page.get_by_role("textbox", name=words.SEARCH)
    search.fill("NIGHT sleep")
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
        codes = page.get_by_role("heading", level=3)
        expect(codes).to_have_count(len(book.codes))
        # Two versions may have as many codes, and the one before is still there for a moment.
        expect(codes).to_contain_text([code.name for code in book.codes])
        plover.settle()
        table = read_codebook(download(page, words.DOWNLOAD, tmp_path / "book.csv"))
        assert (table.themes, table.codes) == (book.themes, book.codes)
        path = download(page, words.DOWNLOAD_QDC, tmp_path / "book.qdc")
        told = read_qdc(path, project_id=ids_of(study), known=versions)
        assert set(told.codes) == set(book.codes)
    expect(page.get_by_text(words.EARLIER)).to_be_visible()
    assert readable.serious_faults(page) == []
    path = download(page, words.DOWNLOAD_PAGE, tmp_path / "book.html")
    printed = plover.context.new_page()
    printed.set_content(path.read_text(encoding="utf-8"))
    expect(printed.get_by_role("heading", level=2)).to_have_text([t.name for t in book.themes])
    breaks = "getComputedStyle(document.querySelectorAll('section')[1]).breakBefore"
    assert printed.evaluate(breaks) == "page"
    assert printed.evaluate("document.scripts.length") == 0
    assert readable.serious_faults(printed) == []
    printed.close()
    assert plover.complaints == []


def download(page: playwright.Page, label: str, path: Path) -> Path:
    with page.expect_download() as taken:
        page.get_by_role("button", name=label).click()
    taken.value.save_as(path)
    return path


def ids_of(study: Project) -> str:
    with study.reading() as tx:
        return find_project_id(tx)


def test_why_something_was_refused_stays_while_others_act(
    server: object, study: Project, visit: Visit
) -> None:
    page = visit(server, "Heron").open("/codebook?view=propose")
    choose_kind(page, TABLE)
    acts.press(page, proposals.PROPOSE)
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()
    propose_change(study, by="Wren", kind=ChangeKind.RETIRE, reason="Stirred.", codes=["V04"])
    page.wait_for_timeout(1500)
    expect(page.get_by_text(words.NO_FILE)).to_be_visible()
