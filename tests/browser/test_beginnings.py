"""A team begins: it practises, says where each speaks from, and what sets its cases apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.demo.practice import TEXT_NAME
from toolkit.storage.project import Project
from toolkit.ui.wording import account, cases, content_notes, home, read, team, team_rounds
from toolkit.workflow.cases import find_case
from toolkit.workflow.next_steps import Task
from toolkit.workflow.positions import list_positions
from toolkit.workflow.rounds import list_rounds
from toolkit.workflow.study import load_study
from toolkit.workflow.transcripts import describe_transcript

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

PHONE = {"width": 320, "height": 720}


def test_practice_is_offered_first_and_opened_with_one_press(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron", viewport=PHONE)
    page = heron.open("/")
    page.get_by_role("link", name=home.STEPS[Task.PRACTISE].link).click()
    heron.settle()
    acts.unfold(page, team_rounds.PRACTISE)
    acts.press(page, team_rounds.PRACTISE_BUTTON)
    expect(page.get_by_text(team_rounds.IS_PRACTICE)).to_be_visible()
    expect(page.get_by_text(team_rounds.PRACTISE, exact=True)).to_have_count(0)
    (made,) = list_rounds(study)
    assert made.is_practice
    assert load_study(study).rounds == ()
    plover = visit(server, "Plover")
    page = plover.open("/read")
    expect(page.get_by_text(read.PRACTICE)).to_be_visible()
    page.get_by_role("link", name=TEXT_NAME).click()
    plover.settle()
    acts.drag(page, "three weeks")
    page.get_by_role("option", name="Making do").click()
    acts.expect_saved(page)
    assert readable.serious_faults(page) == []
    assert [*heron.complaints, *plover.complaints] == []


def test_a_round_in_an_order_of_ones_own_is_opened_where_it_shows_what_lacks(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron")
    page = heron.open("/team")
    acts.unfold(page, team_rounds.COVERAGE_LACKS.format(count=2))
    acts.unfold(page, team_rounds.OPEN)
    page.get_by_text(team_rounds.SHUFFLE, exact=True).click()
    acts.press(page, team_rounds.OPEN_BUTTON)
    expect(page.get_by_text(team_rounds.IS_SHUFFLED)).to_be_visible()
    expect(page.get_by_text(team_rounds.COVERAGE_ENOUGH)).to_be_visible()
    assert [found.is_shuffled for found in list_rounds(study)] == [False, True]
    assert heron.complaints == []


def test_where_somebody_speaks_from_is_seen_once_they_share_it(
    server: object, study: Project, visit: Visit
) -> None:
    kestrel = visit(server, "Kestrel", viewport=PHONE, color_scheme="dark")
    page = kestrel.open("/account")
    page.get_by_label(account.POSITION, exact=True).fill("I was a Listener.\n<b>I</b> *still* am.")
    acts.press(page, account.SAVE_POSITION)
    expect(page.get_by_text(account.POSITION_SAVED)).to_be_visible()
    assert list_positions(study) == ()
    kestrel.settle()
    page.get_by_text(account.POSITION_SHARED, exact=True).click()
    acts.press(page, account.SAVE_POSITION)
    wren = visit(server, "Wren")
    for _ in range(200):
        if list_positions(study):
            break
        page.wait_for_timeout(100)
    page = wren.open("/team")
    acts.unfold(page, team.POSITIONS)
    expect(page.locator(".tk-written")).to_have_text(
        "I was a Listener.\n<b>I</b> *still* am.", use_inner_text=True
    )
    assert readable.serious_faults(kestrel.page) == []
    assert [*kestrel.complaints, *wren.complaints] == []


def test_a_case_is_set_apart_and_a_turn_gets_its_note(
    server: object, study: Project, visit: Visit
) -> None:
    wren = visit(server, "Wren", viewport=PHONE)
    page = wren.open("/transcripts?text=P01")
    acts.unfold(page, cases.OFFER)
    page.get_by_label("Role", exact=True).fill("Dave Okonkwo")
    acts.press(page, cases.SAVE)
    expect(page.get_by_text("looks like a name")).to_be_visible()
    wren.settle()
    page.get_by_label("Role", exact=True).fill("Listener")
    page.get_by_label("Years", exact=True).fill("2010 to 2015")
    acts.press(page, cases.SAVE)
    expect(page.get_by_role("cell", name="2010 to 2015")).to_be_visible()
    wren.settle()
    found = find_case(study, transcript="P01").attributes
    assert [(one.name, one.value) for one in found] == [
        ("Role", "Listener"),
        ("Years", "2010 to 2015"),
    ]
    acts.unfold(page, content_notes.OFFER)
    page.get_by_label(content_notes.WHICH).fill("1")
    page.get_by_label(content_notes.WHAT).fill("alone at night")
    acts.press(page, content_notes.SAVE)
    expect(page.get_by_role("cell", name="alone at night")).to_be_visible()
    assert [note.turn for note in describe_transcript(study, "P01").notes] == [1]
    assert readable.serious_faults(page) == []
    assert wren.complaints == []
