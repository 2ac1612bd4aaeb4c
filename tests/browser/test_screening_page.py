"""A transcript of forty findings is screened by keys alone, and nobody but a checker sees it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest

from tests.browser.acts import settle, sign_checklist, tab_to, unfold
from tests.browser.coder_server import find_chromium
from toolkit.errors import WrongRole
from toolkit.model.team import Rule
from toolkit.model.upload import Upload
from toolkit.screening.indirect import CHECKLIST
from toolkit.storage import drafts
from toolkit.storage.drafts import Settlement
from toolkit.storage.project import Project
from toolkit.ui.wording import team
from toolkit.workflow.clearing import list_drafts
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.name_key import open_key
from toolkit.workflow.settling import settle_finding
from toolkit.workflow.study import load_study
from toolkit.workflow.team import list_members
from toolkit.workflow.transcripts import open_draft

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page

PASSPHRASE = "ten grey herons fly"
DAVES = 12
PLACES = ("Belmarsh", "Leeds", "Durham prison", "Bolton")


def interview() -> bytes:
    """Twelve times one person, and twenty-eight numbers and places."""
    turns = []
    for number in range(DAVES):
        turns.append(("Interviewer", "And who was there then?"))
        turns.append(("P41", f"Dave was. He rang 07700 9001{number:02d} from there."))
    for number in range(16):
        turns.append(("Interviewer", "What was the number?"))
        turns.append(("P41", f"It was A{1200 + number * 37}BC, I think."))
    return "\n".join(f"{who}: {words}" for who, words in turns).encode()


def at(draft: str) -> str:
    return f"/transcripts?{urlencode({'draft': draft})}"


def wait_for(page: Page, settled: int, count: int) -> None:
    expect(page.get_by_text(f"{settled} of {count} settled")).to_be_visible()
    # The first time, a browser still fetches what the buttons are made of.
    expect(page.get_by_role("button", name="Keep the words")).to_be_visible()
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def test_forty_findings_are_settled_and_the_text_cleared_by_keys_alone(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    import_transcripts(study, [Upload("P41.txt", interview())])
    draft = open_draft(study, by="Wren", name="P41").draft
    assert len(draft.findings) == 40
    wren = visit(server, "Wren")
    page = wren.open(at("P41"))
    wait_for(page, 0, 40)
    page.keyboard.press("e")  # all twelve of one person
    wait_for(page, DAVES, 40)
    page.keyboard.press("k")
    wait_for(page, DAVES + 1, 40)
    page.keyboard.press("x")
    wait_for(page, DAVES + 2, 40)
    page.keyboard.press("b")  # one of the twelve, and before it the one that was taken out
    expect(page.get_by_text("Wren settled it: [person 1] will stand there.")).to_be_visible()
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.keyboard.press("b")
    expect(page.get_by_text("Wren settled it: [removed] will stand there.")).to_be_visible()
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.keyboard.press("u")
    wait_for(page, DAVES + 1, 40)
    page.keyboard.press("x")
    wait_for(page, DAVES + 2, 40)
    for settled in range(DAVES + 3, 41):
        page.keyboard.press("p")
        wait_for(page, settled, 40)
    kept = open_draft(study, by="Wren", name="P41").draft
    choices = [one.choice for one in kept.findings]
    assert choices.count(Settlement.KEEP) == 1
    assert choices.count(Settlement.REMOVE) == 1
    assert {one.replacement for one in kept.findings if one.kind == "name"} == {"[person 1]"}

    tab_to(page, "at.type === 'checkbox' && at.closest('[data-testid=stForm]')")
    for check in CHECKLIST:
        page.keyboard.press("Space")
        if check is not CHECKLIST[-1]:
            page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("Read twice, and replaced.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You cannot approve what you proposed yourself")).to_be_visible()

    kestrel = visit(server, "Kestrel")
    other = kestrel.open(at("P41"))
    expect(other.get_by_text("Wren ticked these sentences")).to_be_visible()
    tab_to(other, "at.matches('button') && at.textContent.includes('I have read it too')")
    other.keyboard.press("Enter")
    expect(other.get_by_role("rowheader", name="P41")).to_be_visible()
    text = next(one for one in load_study(study).transcripts if one.name == "P41")
    assert text.words_of(text.turns[1]).startswith("[person 1] was. He rang 07700 900100")
    assert "Dave" not in text.text


def test_a_letter_that_is_typed_in_a_field_presses_no_button(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    import_transcripts(study, [Upload("P42.txt", interview().replace(b"P41", b"P42")[:-40])])
    page = visit(server, "Wren").open(at("P42"))
    count = len(open_draft(study, by="Wren", name="P42").draft.findings)
    field = page.get_by_label("What shall stand there instead?")
    field.fill("")
    field.press_sequentially("[pekx]")
    page.wait_for_timeout(1000)
    assert open_draft(study, by="Wren", name="P42").draft.outline.settled == 0
    page.get_by_text("Use one key for each choice").click()
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.locator("h1").click()
    page.keyboard.press("k")
    page.wait_for_timeout(1000)
    assert open_draft(study, by="Wren", name="P42").draft.outline.settled == 0, "turned off"
    wait_for(page, 0, count)


def test_what_another_checker_has_settled_meanwhile_is_told(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    words = "Interviewer: Who?\nP43: Officer Pemberton, and Sammy.\nInterviewer: So?\nP43: So."
    import_transcripts(study, [Upload("P43.txt", words.encode())])
    page = visit(server, "Wren").open(at("P43"))
    wait_for(page, 0, 2)
    # Between the look and the press, so that the page does not stir for it before.
    with study.drafts.transaction() as waiting:
        kestrel = next(one.id for one in list_members(study) if one.pen_name == "Kestrel")
        found = drafts.list_drafts(waiting, ["P43"])[0]
        drafts.settle_finding(
            waiting, found.transcript.id, found.findings[0].position, Settlement.KEEP, None, kestrel
        )
    settle(page, "Put this in its place")
    expect(
        page.get_by_text("Kestrel has settled this finding while you looked at it")
    ).to_be_visible()
    assert open_draft(study, by="Wren", name="P43").draft.findings[0].choice is Settlement.KEEP


def test_two_people_in_one_pseudonym_is_asked_about_and_words_can_be_marked(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    words = "I: Who?\nP44: Sammy and Officer Okello, in the old mill.\nI: So?\nP44: So."
    import_transcripts(study, [Upload("P44.txt", words.encode())])
    page = visit(server, "Wren").open(at("P44"))
    wait_for(page, 0, 2)
    settle(page, "Put this in its place")
    wait_for(page, 1, 2)
    given = open_draft(study, by="Wren", name="P44").draft.findings[0].replacement
    page.get_by_label("What shall stand there instead?").fill(str(given))
    settle(page, "Put this in its place")
    expect(page.get_by_text("two people become one for every reader")).to_be_visible()
    page.get_by_role("button", name="I am sure: do it").click()
    wait_for(page, 2, 2)
    unfold(page, "Something was not found? Mark it")
    page.get_by_label("The words that were not found").fill("old mill")
    page.get_by_role("button", name="Mark them").click()
    wait_for(page, 2, 3)
    expect(page.get_by_role("heading", name="Finding 3 of 3: name")).to_be_visible()


def test_the_key_is_made_and_opened_and_shows_the_names_to_a_checker(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    wren = visit(server, "Wren")
    page = wren.open("/transcripts?key=yes")
    expect(page.get_by_text("This project has no key.")).to_be_visible()
    page.get_by_label("Passphrase of the key").fill(PASSPHRASE)
    page.get_by_label("The same passphrase again").fill("another one of mine")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("The two passphrases are not the same")).to_be_visible()
    page.get_by_label("The same passphrase again").fill(PASSPHRASE)
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_text("Each text that is cleared adds its names")).to_be_visible()
    words = "Interviewer: Who?\nP45: Ike Barrowman.\nInterviewer: So?\nP45: So."
    import_transcripts(study, [Upload("P45.txt", words.encode())])
    draft = next(d for d in list_drafts(study, by="Wren") if d.transcript.name == "P45")
    settle_finding(
        study, by="Wren", transcript="P45", finding=draft.findings[0].position,
        choice=Settlement.REPLACE,
    )  # fmt: skip
    page = wren.open(at("P45"))
    sign_checklist(page)
    page.get_by_label("Why may the team read this text?").fill("Read.")
    page.get_by_role("button", name="I have read it: propose to clear it").click()
    expect(page.get_by_text("You cannot approve what you proposed yourself")).to_be_visible()
    other = visit(server, "Kestrel").open(at("P45"))
    expect(other.get_by_text("The names that were replaced go into the key")).to_be_visible()
    other.get_by_role("button", name="I have read it too: approve it").click()
    expect(other.get_by_role("rowheader", name="P45")).to_be_visible()
    assert [one.words for one in open_key(study, by="Wren", passphrase=PASSPHRASE).entries] == [
        "Ike Barrowman"
    ]
    page = wren.open("/transcripts?key=yes")
    page.get_by_label("Passphrase of the key").fill("ten grey herons flew")
    page.get_by_role("button", name="Open the key").click()
    expect(page.get_by_text("This passphrase does not open the key")).to_be_visible()
    page.get_by_label("Passphrase of the key").fill(PASSPHRASE)
    page.get_by_role("button", name="Open the key").click()
    expect(page.get_by_text("1 names are in it")).to_be_visible()
    unfold(page, "Show the names")
    expect(page.get_by_role("cell", name="Ike Barrowman")).to_be_visible()
    assert readable.serious_faults(page) == []


def test_a_writer_is_told_gently_before_a_name_is_kept_and_decides(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    page = visit(server, "Heron").open("/team")
    before = len(load_study(study).terms)
    unfold(page, team.CHANGE_TERMS)
    now = load_study(study).terms[-1].rule
    other = Rule.ALL_BUT_ONE if now is not Rule.ALL_BUT_ONE else Rule.EVERYBODY
    page.get_by_text(team.RULES[other], exact=True).last.click()
    page.get_by_label(team.CHANGE_REASON).fill("Dave Okonkwo asked for it.")
    page.get_by_role("button", name=team.CHANGE_BUTTON).click()
    expect(page.get_by_text("Look again, please: “Dave Okonkwo” may tell others")).to_be_visible()
    assert len(load_study(study).terms) == before
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    page.get_by_role("button", name=team.CHANGE_BUTTON).click()
    expect(page.get_by_text("Look again, please")).to_have_count(0)
    page.wait_for_selector('[data-test-script-state="notRunning"]')
    assert len(load_study(study).terms) == before + 1


@pytest.mark.parametrize("by", ["Heron", "Plover"])
def test_who_is_no_checker_gets_nothing_by_page_by_address_or_by_function(
    server: object, study: Project, visit: Callable[..., object], by: str
) -> None:
    words = "Interviewer: Who?\nP46: Secretname Barrowman.\nInterviewer: So?\nP46: So."
    if "P46" not in [one.transcript.name for one in list_drafts(study, by="Wren")]:
        import_transcripts(study, [Upload("P46.txt", words.encode())])
    visitor = visit(server, by)
    for address in (at("P46"), f"{at('P46')}&reading=yes", "/transcripts?key=yes", "/transcripts"):
        page = visitor.open(address)
        assert "Barrowman" not in page.content(), address
        assert page.get_by_role("button", name="Put this in its place").count() == 0
    with pytest.raises(WrongRole):
        open_draft(study, by=by, name="P46")


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (320, "dark")])
def test_the_page_is_for_everybody(
    server: object, study: Project, visit: Callable[..., object], width: int, scheme: str
) -> None:
    if "P47" not in [one.transcript.name for one in list_drafts(study, by="Wren")]:
        import_transcripts(study, [Upload("P47.txt", interview().replace(b"P41", b"P47"))])
    size = {"width": width, "height": 800}
    visitor = visit(server, "Wren", viewport=size, color_scheme=scheme)
    for address in (at("P47"), "/transcripts?key=yes"):
        page = visitor.open(address)
        assert readable.serious_faults(page) == [], address
    assert visitor.complaints == []
