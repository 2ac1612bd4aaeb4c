"""Pause, stop, support, reading aids: in reach on every page, and none of it kept of anybody."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.model.reading_aids import Colours, ReadingAids, TextSize, Typeface
from toolkit.model.team import PageKind, Role
from toolkit.storage import audit
from toolkit.storage.project import Project
from toolkit.ui.text_coder.wording import WORDS as DESK
from toolkit.ui.wording import care as words
from toolkit.ui.wording import entrance, hints, read, team_pages
from toolkit.ui.wording import reading_aids as aid_words
from toolkit.ui.wording.frame import PAGES
from toolkit.workflow.coding import add_content_note, list_readings
from toolkit.workflow.reading_aids import find_aids, keep_aids
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import add_member
from toolkit.workflow.team_pages import list_page_versions, write_page

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

SUPPORT = "Ring each other first.\n\nKestrel: 07700 900123, <b>evenings</b> **only**"
CLOSING = "Thank you.\nHow are you going home?"
SPOKEN = "Straight to work."
PHONE = {"width": 320, "height": 720}

COVERED = """([width, height]) => [0.05, 0.3, 0.5, 0.7, 0.95].every((x) =>
  [0.05, 0.5, 0.95].every((y) =>
    document.elementFromPoint(x * width, y * height).closest("dialog")))"""

LOADED = """(family) => [...document.fonts]
  .some((one) => one.family.includes(family) && one.status === "loaded")"""

VOICES = """
const voice = (name, localService, lang) => ({ name, localService, lang });
const said = [];
window.said = said;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [
    voice("Far", false, "en-GB"), voice("Other", true, "de-DE"), voice("Near", true, "en-GB"),
  ],
  speak: (one) => said.push([one.text, one.voice.name]),
  cancel: () => said.push(["stopped"]),
} });
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
"""
"""A device with a voice of its own, and one that would send the words away."""


@pytest.fixture(scope="module", autouse=True)
def opened(study: Project) -> None:
    """A round to read in, a turn with a content note, and what the team has written."""
    open_round(study, "Round 1", by="Heron")
    add_content_note(study, by="Wren", transcript="P01", turn=1, words="alone at night")
    write_page(study, by="Wren", kind=PageKind.SUPPORT, words=SUPPORT)
    write_page(study, by="Wren", kind=PageKind.CLOSING, words=CLOSING)
    add_member(study, "Gull", roles={Role.GUEST})
    app_server.give_passphrases(study)


def logged(project: Project) -> tuple[int, str]:
    """How long the project's log is, and how it ends."""
    with project.reading() as tx:
        return audit.count_acts(tx), audit.last_hash(tx)


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["wide", "narrow"])
def test_a_pause_covers_the_page_and_ends_where_it_began(
    server: object, study: Project, visit: Visit, size: dict[str, int]
) -> None:
    before = logged(study)
    plover = visit(server, "Plover", viewport=size)
    page = plover.open("/read?transcript=P01")
    expect(page.get_by_text(SPOKEN)).to_be_visible()
    pause = page.get_by_role("button", name=words.PAUSE, exact=True)
    pause.focus()
    page.keyboard.press("Enter")
    screen = page.get_by_role("dialog", name=words.PAUSE_TITLE)
    expect(screen).to_be_visible()
    box = screen.bounding_box()
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, *size.values())
    # What lies below can be neither seen nor reached: at every place of the screen is the pause.
    assert page.evaluate(COVERED, list(size.values()))
    assert readable.serious_faults(page) == []
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        )
    page.get_by_role("button", name=words.GO_ON).click()
    expect(screen).to_be_hidden()
    expect(pause).to_be_focused()
    expect(page.get_by_text(SPOKEN)).to_be_visible()
    assert logged(study) == before
    assert plover.complaints == []


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, PHONE], ids=["wide", "narrow"])
def test_the_row_leads_to_its_pages_without_loading_the_app_anew(
    server: object, study: Project, visit: Visit, size: dict[str, int]
) -> None:
    before = logged(study)
    plover = visit(server, "Plover", viewport=size)
    page = plover.open("/read?transcript=P01")
    expect(page.get_by_text(SPOKEN)).to_be_visible()
    page.evaluate("window.isTheSame = true")
    row = page.get_by_role("navigation", name=words.ROW)
    for label, path, title in (
        (words.SUPPORT, "/support", PAGES["support"]),
        (words.AIDS, "/reading_aids", PAGES["reading_aids"]),
    ):
        row.get_by_role("link", name=label).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        expect(page).to_have_url(f"{server.address}{path}")
        expect(row.get_by_role("link", name=label)).to_be_focused()
        assert page.evaluate("window.isTheSame")
        plover.settle()
        assert readable.serious_faults(page) == []
    page.go_back()
    expect(page.get_by_role("heading", name=PAGES["support"], level=1)).to_be_visible()
    row.get_by_role("button", name=words.PAUSE).click()
    page.get_by_role("dialog").get_by_role("link", name=words.SUPPORT).click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url(f"{server.address}/support")
    assert page.evaluate("window.isTheSame")
    with page.context.expect_page() as opened:
        row.get_by_role("link", name=words.AIDS).click(modifiers=["ControlOrMeta"])
    expect(opened.value).to_have_url(f"{server.address}/reading_aids")
    opened.value.close()
    assert logged(study) == before
    assert plover.complaints == []


def test_stopping_shows_the_teams_own_words_and_then_signs_out(
    server: object, study: Project, visit: Visit
) -> None:
    before = logged(study)
    plover = visit(server, "Plover", viewport=PHONE, color_scheme="dark")
    page = plover.open("/read?transcript=P01")
    page.get_by_role("link", name=words.STOP).click()
    expect(page.get_by_role("heading", name=words.STOP_TITLE)).to_be_visible()
    shown = page.locator("main").inner_text()
    assert CLOSING in shown
    assert SUPPORT in shown
    assert SPOKEN not in shown
    assert page.locator("main b").count() == 0
    assert readable.serious_faults(page) == []
    acts.press(page, words.SIGN_OUT)
    expect(page.get_by_role("button", name=entrance.SIGN_IN)).to_be_visible()
    page.goto(f"{server.address}/stop")
    expect(page.get_by_role("button", name=entrance.SIGN_IN)).to_be_visible()
    assert logged(study) == before
    assert plover.complaints == []


def test_a_transcript_is_left_for_today_and_waits_as_it_was(
    server: object, study: Project, visit: Visit
) -> None:
    before, readings = logged(study), list_readings(study, by="Kestrel")
    kestrel = visit(server, "Kestrel")
    page = kestrel.open("/read?transcript=P01")
    page.get_by_role("link", name=read.LEAVE).click()
    expect(page.get_by_text(read.LEFT)).to_be_visible()
    expect(page.get_by_role("link", name="P01")).to_be_visible()
    assert list_readings(study, by="Kestrel") == readings
    assert logged(study) == before


def test_the_team_writes_its_own_pages_and_text_stays_text(
    server: object, study: Project, visit: Visit
) -> None:
    plover = visit(server, "Plover", viewport=PHONE)
    page = plover.open("/ground_rules")
    expect(page.get_by_text(team_pages.NOT_WRITTEN)).to_be_visible()
    for said in ("We stop when asked.", "We stop when asked.\n<b>Nobody</b> asks **why**."):
        acts.unfold(page, team_pages.WRITE[PageKind.GROUND_RULES])
        page.get_by_label(team_pages.FIELDS[PageKind.GROUND_RULES]).fill(said)
        acts.press(page, team_pages.SAVE)
        expect(page.locator(".tk-written").first).to_have_text(said, use_inner_text=True)
    assert page.locator(".tk-written b, .tk-written strong").count() == 0
    acts.unfold(page, team_pages.VERSIONS[PageKind.GROUND_RULES])
    expect(page.get_by_text("Version 1, by Plover")).to_be_visible()
    assert readable.serious_faults(page) == []
    assert len(list_page_versions(study, PageKind.GROUND_RULES)) == 2
    gull = visit(server, "Gull")
    page = gull.open("/ground_rules")
    expect(page.locator(".tk-written").first).to_contain_text("We stop when asked.")
    expect(page.get_by_text(team_pages.WRITE[PageKind.GROUND_RULES])).to_have_count(0)


def test_a_number_to_ring_is_taken_and_a_name_is_asked_about_first(
    server: object, study: Project, visit: Visit
) -> None:
    wren = visit(server, "Wren")
    page = wren.open("/support")
    acts.unfold(page, team_pages.WRITE[PageKind.SUPPORT])
    field = page.get_by_label(team_pages.FIELDS[PageKind.SUPPORT])
    field.fill("Ring 020 7946 0958.")
    page.get_by_role("button", name=team_pages.SAVE).first.click()
    expect(page.get_by_text(team_pages.SAVED)).to_be_visible()
    wren.settle()
    field.fill("Ask for Dave Okonkwo.")
    page.get_by_role("button", name=team_pages.SAVE).first.click()
    expect(page.get_by_text("Look again, please")).to_be_visible()
    assert list_page_versions(study, PageKind.SUPPORT)[-1].words == "Ring 020 7946 0958."
    wren.settle()
    page.get_by_role("button", name=team_pages.SAVE).first.click()
    expect(page.locator(".tk-written").first).to_have_text("Ask for Dave Okonkwo.")


def test_reading_aids_hold_on_every_device_of_their_owner_and_on_no_other(
    server: object, study: Project, visit: Visit
) -> None:
    before = logged(study)
    heron = visit(server, "Heron")
    page = heron.open("/reading_aids")
    usual = page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)")
    for answer in (
        aid_words.SIZES[TextSize.LARGER],
        aid_words.TYPEFACES[Typeface.OPEN_DYSLEXIC],
        aid_words.COLOUR_NAMES[Colours.DARK],
        aid_words.ONE_TURN,
    ):
        page.get_by_text(answer, exact=True).click()
    acts.press(page, aid_words.SAVE)
    # Other colours come with the page loaded anew, which shows better than words what was kept.
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(21, 25, 27)")
    heron.settle()
    elsewhere = visit(server, "Heron", viewport=PHONE, color_scheme="light")
    page = elsewhere.open("/")
    expect(page.locator(".stApp")).to_have_css("background-color", "rgb(21, 25, 27)")
    expect(page.locator("html")).to_have_css("font-size", f"{1.3 * usual:g}px")
    family = page.locator("h1").evaluate("title => getComputedStyle(title).fontFamily")
    assert "OpenDyslexic" in family
    page.evaluate("document.fonts.ready")
    assert page.evaluate(LOADED, "OpenDyslexic")
    assert readable.serious_faults(page) == []
    assert find_aids(study, by="Heron") == ReadingAids(
        text_size=TextSize.LARGER,
        typeface=Typeface.OPEN_DYSLEXIC,
        colours=Colours.DARK,
        one_turn=True,
    )
    page.goto(f"{server.address}/stop")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 25, 27)"
    other = visit(server, "Kestrel", color_scheme="light")
    expect(other.open("/").locator(".stApp")).to_have_css("background-color", "rgb(253, 252, 249)")
    assert logged(study) == before
    assert [*heron.complaints, *elsewhere.complaints] == []
    keep_aids(study, by="Heron", aids=ReadingAids())


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sepia_can_be_read_whatever_the_machine_asks_for(
    server: object, study: Project, visit: Visit, scheme: str
) -> None:
    keep_aids(study, by="Plover", aids=ReadingAids(colours=Colours.SEPIA))
    plover = visit(server, "Plover", color_scheme=scheme)
    for path in ("/read?transcript=P01", "/team", "/account", "/compare"):
        page = plover.open(path)
        expect(page.locator(".stApp")).to_have_css("background-color", "rgb(244, 234, 213)")
        assert readable.serious_faults(page) == [], path
    keep_aids(study, by="Plover", aids=ReadingAids())
    assert plover.complaints == []


def test_one_turn_at_a_time_goes_back_and_on_by_keyboard(
    server: object, study: Project, visit: Visit
) -> None:
    keep_aids(study, by="Kestrel", aids=ReadingAids(one_turn=True))
    kestrel = visit(server, "Kestrel", viewport=PHONE)
    page = kestrel.open("/read?transcript=P01")
    shown = page.locator(".tc-turn:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("What were the nights like?")
    page.get_by_role("button", name=DESK["turn_after"]).focus()
    for number, said in ((1, "alone at night"), (2, "And the morning after?"), (3, SPOKEN)):
        page.keyboard.press("Enter")
        expect(shown).to_contain_text(said)
        expect(page.locator(".tc-place")).to_contain_text(f"Turn {number}")
    page.keyboard.press("Enter")
    expect(shown).to_contain_text(SPOKEN)
    expect(page.get_by_role("button", name=DESK["turn_after"])).to_be_focused()
    acts.drag(page, "Straight to work")
    page.get_by_role("option", name="No rest afterwards").click()
    acts.expect_saved(page)
    expect(shown).to_contain_text(SPOKEN)
    page.get_by_role("button", name=DESK["turn_before"]).click()
    expect(shown).to_contain_text("And the morning after?")
    assert readable.serious_faults(page) == []
    keep_aids(study, by="Kestrel", aids=ReadingAids())


def test_a_turn_is_read_aloud_by_a_voice_of_the_device_and_by_no_other(
    server: object, study: Project, visit: Visit
) -> None:
    keep_aids(study, by="Wren", aids=ReadingAids(read_aloud=True))
    wren = visit(server, "Wren")
    wren.page.add_init_script(VOICES)
    page = wren.open("/read?transcript=P01")
    page.get_by_role("button", name="Read turn 3 aloud").click()
    stop = page.get_by_role("button", name="Stop reading turn 3")
    expect(stop).to_be_visible()
    spoken = [one for one in page.evaluate("window.said") if one != ["stopped"]]
    assert [(words[: len(SPOKEN)], voice) for words, voice in spoken] == [(SPOKEN, "Near")]
    stop.click()
    assert page.evaluate("window.said.at(-1)") == ["stopped"]
    # What a content note folds away is not read out either.
    page.get_by_role("button", name="Read turn 1 aloud").click()
    expect(page.locator(".tc-aloud-note", has_text=DESK["folded_not_read"])).to_be_visible()
    assert len([one for one in page.evaluate("window.said") if one != ["stopped"]]) == 1
    assert readable.serious_faults(page) == []


def test_a_device_without_a_voice_of_its_own_says_so(
    server: object, study: Project, visit: Visit
) -> None:
    keep_aids(study, by="Wren", aids=ReadingAids(read_aloud=True))
    wren = visit(server, "Wren")
    page = wren.open("/read?transcript=P01")
    assert (
        page.evaluate("speechSynthesis.getVoices().filter((one) => one.localService).length") == 0
    )
    page.get_by_role("button", name="Read turn 3 aloud").click()
    expect(page.locator(".tc-aloud-note", has_text=DESK["no_voice"])).to_be_visible()
    keep_aids(study, by="Wren", aids=ReadingAids())


@pytest.mark.parametrize(
    "path", ["/", "/transcripts", "/read", "/seal", "/report", "/team", "/codebook"]
)
def test_words_of_the_method_are_explained_on_the_page(
    server: object, visit: Visit, path: str
) -> None:
    page = visit(server, "Heron").open(path)
    page.get_by_text(hints.TITLE).click()
    expect(page.locator(".tk-hints dd").first).to_be_visible()
