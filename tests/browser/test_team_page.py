"""A facilitator adds people, opens and reveals rounds and changes terms; others look on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.errors import WrongRole
from toolkit.model.team import Role, Rule, Side
from toolkit.storage.project import Project
from toolkit.ui.wording import entrance, team_rounds
from toolkit.ui.wording import team as words
from toolkit.workflow.accounts import invite
from toolkit.workflow.rounds import list_rounds, open_round, reveal, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_terms, list_members

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

ROUND = "Round <b>two</b> **x** :red[y]"
HOSTILE = "<script>broken=1</script> **x** ![x](http://a.b/c.png) :red[y]"


def test_somebody_with_a_hostile_name_is_added_once_and_comes_in(
    server: object, study: Project, visit: Visit
) -> None:
    heron, guest = visit(server, "Heron"), visit(server)
    page = heron.open("/team")
    acts.unfold(page, words.ADD)
    page.get_by_role("textbox", name=words.ADD_NAME).fill(HOSTILE)
    lived = page.get_by_test_id("stCheckbox").filter(has_text=words.SIDE_NAMES[Side.LIVED])
    lived.locator("label").click()
    expect(lived.get_by_role("checkbox")).to_be_checked()
    # Sent twice, as somebody does who thinks that nothing has happened.
    page.get_by_role("button", name=words.ADD_BUTTON, exact=True).dblclick()
    expect(page.get_by_role("rowheader", name=HOSTILE)).to_have_count(1)
    added = [member for member in list_members(study) if member.pen_name == HOSTILE]
    assert [(m.roles, m.sides) for m in added] == [({Role.CODER}, {Side.LIVED})]

    heron.settle()
    acts.unfold(page, words.INVITE)
    acts.choose(page, words.INVITE_WHOM, HOSTILE)
    acts.press(page, words.INVITE_BUTTON)
    link = page.get_by_text("/join?token=")
    expect(link).to_be_visible()
    # The page stirs whenever somebody of the team acts; the link stays until it is put away.
    invite(study, member="Wren", by="Heron")
    heron.page.wait_for_timeout(1000)
    address = re.findall(r"http\S+/join\?token=\S+", link.inner_text())[0]
    assert readable.serious_faults(page) == []
    acts.press(page, words.LINK_CLOSE)
    expect(link).to_have_count(0)
    acts.unfold_all(page)
    assert page.locator("img[src*='a.b'], a[href*='a.b']").count() == 0
    assert page.evaluate("window.broken") is None

    assert address.startswith(server.address)
    guest.page.goto(address)
    for label in (entrance.PASSPHRASE, entrance.AGAIN):
        guest.page.get_by_label(label, exact=True).fill(app_server.PASSPHRASE)
    acts.press(guest.page, entrance.SET_PASSPHRASE)
    guest.settle()
    expect(guest.page.locator(".tk-who")).to_contain_text(HOSTILE)
    assert heron.complaints == guest.complaints == []


def test_a_name_that_is_taken_and_a_member_without_a_role_are_refused(
    server: object, study: Project, visit: Visit
) -> None:
    page = visit(server, "Heron").open("/team")
    before = list_members(study)
    acts.unfold(page, words.ADD)
    name = page.get_by_role("textbox", name=words.ADD_NAME)
    name.fill("Wren")
    acts.press(page, words.ADD_BUTTON)
    expect(page.get_by_text("has this pen-name")).to_be_visible()
    name.fill("Swift")
    page.get_by_text(words.ROLE_MEANINGS[Role.CODER], exact=True).click()
    acts.press(page, words.ADD_BUTTON)
    expect(page.get_by_text("A member needs a role")).to_be_visible()
    assert list_members(study) == before


def test_a_round_shows_its_gaps_before_it_is_opened_and_is_revealed_with_a_reason(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron")
    page = heron.open("/team")
    acts.unfold(page, team_rounds.OPEN)
    expect(page.get_by_text(team_rounds.ENOUGH)).to_be_visible()
    page.get_by_text(team_rounds.CHOOSE, exact=True).click()
    for coder in ("Heron", "Kestrel", "Plover"):
        page.get_by_text(team_rounds.READS.format(transcript="P02", coder=coder)).click()
        heron.settle()
    page.get_by_text(team_rounds.READS.format(transcript="P02", coder="<script>")).click()
    expect(page.get_by_role("table", name=team_rounds.GAPS)).to_contain_text("a second reader")
    page.get_by_role("textbox", name=team_rounds.NAME).fill(ROUND)
    page.get_by_role("textbox", name=team_rounds.NAME).press("Enter")
    heron.settle()
    acts.press(page, team_rounds.OPEN_BUTTON)
    expect(page.get_by_role("heading", name=ROUND)).to_be_visible()
    (made,) = list_rounds(study)
    names = {text.id: text.name for text in load_study(study).transcripts}
    assert made.name == ROUND
    assert [names[a.transcript_id] for a in made.assignments].count("P02") == 1

    seal(study, by="Kestrel")
    row = page.get_by_role("row", name="P01")
    expect(row.get_by_role("cell", name="sealed", exact=True)).to_have_count(1)
    expect(row.get_by_role("cell", name="not yet", exact=True)).to_have_count(4)
    acts.unfold(page, team_rounds.REVEAL.format(round=made.name))
    acts.press(page, team_rounds.REVEAL_BUTTON)
    expect(page.get_by_text("have not sealed yet")).to_be_visible()
    assert not list_rounds(study)[0].is_revealed
    page.get_by_label(team_rounds.REVEAL_REASON).fill("*Two* of us fell <b>ill</b>.")
    acts.press(page, team_rounds.REVEAL_BUTTON)
    expect(page.get_by_text("The reason given: *Two* of us fell <b>ill</b>.")).to_be_visible()
    assert list_rounds(study)[0].reveal_reason == "*Two* of us fell <b>ill</b>."


def test_terms_change_with_a_reason_and_every_version_stays(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron", color_scheme="dark", viewport={"width": 390, "height": 844})
    page = heron.open("/team")
    acts.unfold_all(page)
    page.get_by_text(words.RULES[Rule.EVERYBODY]).last.click()
    acts.press(page, words.CHANGE_BUTTON)
    expect(page.get_by_text("Say why the terms change")).to_be_visible()
    page.get_by_label(words.CHANGE_REASON).fill("We are **four** now.")
    acts.press(page, words.CHANGE_BUTTON)
    expect(page.get_by_text(words.CHANGED.format(version=2))).to_be_visible()
    heron.settle()
    assert [(t.rule, t.reason) for t in load_study(study).terms][1:] == [
        (Rule.EVERYBODY, "We are **four** now.")
    ]
    acts.unfold_all(page)
    expect(page.get_by_text("Why: We are **four** now.")).to_be_visible()
    expect(page.get_by_text("Why: The project began.")).to_be_visible()
    assert readable.serious_faults(page) == []
    assert heron.complaints == []


def test_whoever_is_no_facilitator_sees_the_same_without_forms(
    server: object, study: Project, visit: Visit
) -> None:
    page = visit(server, "Wren").open("/team")
    expect(page.get_by_role("rowheader", name="Heron").first).to_be_visible()
    expect(page.get_by_text(words.TERMS, exact=True)).to_be_visible()
    assert page.locator(".stMain :is(.stButton, .stFormSubmitButton, form.stForm)").count() == 0
    refused = (
        lambda: add_member(study, "Swift", roles=[Role.CODER], by="Wren"),
        lambda: invite(study, member="Heron", by="Wren"),
        lambda: change_terms(study, by="Wren", reason="I want to.", rule=Rule.ALL_BUT_ONE),
        lambda: open_round(study, "Mine", by="Wren"),
        lambda: reveal(study, by="Wren", reason="I want to see."),
    )
    for act in refused:
        with pytest.raises(WrongRole):
            act()
