"""A question is asked, ideas are written in silence, ranked and counted; two real browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.coder_server import find_chromium
from tests.small_study import TEAM
from toolkit.storage.project import Project
from toolkit.ui.wording import ballots
from toolkit.ui.wording import ranking as words
from toolkit.workflow.ranking import finish_ideas, rank_ideas, see_ranking, write_idea

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Visit = Callable[..., object]

PHONE = {"width": 390, "height": 844}
SCRIPT = "<img src=x onerror=window.broken=1> **bold**"


def write(page: playwright.Page, idea: str) -> None:
    acts.wait_until_drawn(page)
    page.get_by_label(words.NEW_IDEA).fill(idea)
    acts.press(page, words.ADD_IDEA)
    expect(page.locator(".tk-written", has_text=idea)).to_be_visible()


def give_place(page: playwright.Page, number: int, place: int) -> None:
    """Choose a place with the keyboard alone: reach the idea's places, and go along them."""
    acts.tab_to(
        page,
        "at.type === 'radio' && at.closest('[role=radiogroup]')"
        f"?.getAttribute('aria-label') === '{words.PLACE_OF.format(number=number)}'",
    )
    for _ in range(place):
        page.keyboard.press("ArrowRight")


def test_two_people_ask_write_talk_rank_and_see_the_counts(
    server: object, study: Project, visit: Visit
) -> None:
    heron = visit(server, "Heron")
    page = heron.open("/ranking")
    expect(page.get_by_text(words.NONE)).to_be_visible()
    page.get_by_role("link", name=words.ASK).click()
    acts.wait_until_drawn(page)
    page.get_by_label(words.QUESTION).fill(f"Which changes matter most? {SCRIPT}")
    acts.press(page, words.ASK_BUTTON)
    expect(page.get_by_text(words.ASKED)).to_be_visible()

    plover = visit(server, "Plover", viewport=PHONE)
    phone = plover.open("/")
    phone.get_by_role("link", name="Write ideas or rank").click()
    phone.get_by_role("link", name="1. Which changes").click()
    write(phone, "Rest after a night")
    acts.wait_until_drawn(phone)
    phone.get_by_label(words.NEW_IDEA).fill("Ring Sarah Whitcombe")
    acts.press(phone, words.ADD_IDEA)
    expect(phone.get_by_text("Look again, please: “Sarah Whitcombe”")).to_be_visible()
    write(phone, "Ring Sarah Whitcombe")
    assert readable.serious_faults(phone) == []
    expect(page.get_by_text("Rest after a night")).to_have_count(0)
    write(page, SCRIPT)
    write(page, "A free day after a night")
    expect(phone.get_by_text("A free day after a night")).to_have_count(0)
    acts.press(phone, words.TAKE_BACK.format(words="Ring Sarah Whitcombe"))
    expect(phone.get_by_text(words.TAKEN_BACK)).to_be_visible()
    acts.press(phone, words.DONE)
    expect(page.get_by_role("row", name="Plover Yes")).to_be_visible()
    expect(page.get_by_text(words.STILL_WRITING)).to_be_visible()
    acts.press(page, words.DONE)
    for who in ("Wren", "Kestrel"):
        write_idea(study, by=who, ranking=1, words=f"An idea of number {len(who)}")
        finish_ideas(study, by=who, ranking=1)
    # What is pressed while the page is drawn anew for the others may be lost.
    for who in TEAM:
        expect(page.get_by_role("row", name=who).get_by_text(ballots.YES)).to_be_visible()
    acts.press(page, words.SHOW)

    expect(phone.get_by_text("A free day after a night")).to_be_visible()
    assert readable.serious_faults(phone) == []
    found = see_ranking(study, by="Heron", ranking=1).ranking
    numbers = {idea.words: idea.number for idea in found.ideas}
    first, second = sorted((numbers["Rest after a night"], numbers["A free day after a night"]))
    acts.unfold(phone, words.CLARIFY)
    acts.wait_until_drawn(phone)
    phone.get_by_label(words.CLARIFICATION).fill("By day as well.")
    acts.press(phone, words.CLARIFY_BUTTON)
    expect(page.get_by_text("Added: By day as well.")).to_be_visible()
    acts.unfold(phone, words.JOIN)
    named = {number: f"{number}. {said}" for said, number in numbers.items()}
    acts.choose(phone, words.FIRST_IDEA, named[first])
    acts.choose(phone, words.SECOND_IDEA, named[second])
    acts.press(phone, words.JOIN_BUTTON)
    acts.press(page, words.AGREE.format(first=first, second=second))
    for one in (page, phone):
        expect(one.get_by_text("Joined with it:")).to_be_visible()
    acts.press(page, words.OPEN_RANKING)

    expect(phone.get_by_role("button", name=words.RANK_BUTTON)).to_be_visible()
    expect(phone.get_by_text(words.YOU_RANKED, exact=True)).to_have_count(0)
    standing = see_ranking(study, by="Heron", ranking=1).ranking.standing
    acts.press(phone, words.RANK_BUTTON)
    expect(phone.get_by_text("Begin with place 1")).to_be_visible()
    give_place(phone, standing[0].number, 2)
    give_place(phone, standing[1].number, 1)
    acts.tab_to(phone, f"at.innerText === '{words.RANK_BUTTON}'")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text(words.YOU_RANKED, exact=True)).to_be_visible()
    assert see_ranking(study, by="Plover", ranking=1).own_places == (
        standing[1].id,
        standing[0].id,
    )
    assert readable.serious_faults(phone) == []
    expect(page.get_by_role("row", name="Plover Yes")).to_be_visible()
    for who in sorted(TEAM.keys() - {"Plover"}):
        expect(page.get_by_text(words.EACH_LIST)).to_have_count(0)
        rank_ideas(study, by=who, ranking=1, ideas=[standing[0].id])
    for one in (page, phone):
        expect(one.get_by_text(words.STEP_RANKED)).to_be_visible()
        acts.unfold(one, words.EACH_LIST)
        expect(one.get_by_text(words.COUNTS_SIDE.format(side="Academic", people=2))).to_be_visible()
        assert readable.serious_faults(one) == []
        assert one.evaluate("window.broken") is None
    assert heron.complaints == []
    assert plover.complaints == []
