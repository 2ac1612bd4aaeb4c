"""Four members in one meeting, two a side, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.coder_server import find_chromium
from tests.small_study import fill
from toolkit.model.decision import Choice, Outcome, current_decisions
from toolkit.model.team import Role
from toolkit.storage.project import Project
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import list_differences
from toolkit.workflow.projects import init_project
from toolkit.workflow.review_sessions import (
    begin_session,
    follow_chair,
    join_session,
    open_room_vote,
    take_up,
)
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member
from toolkit.workflow.voting import cast_vote, conclude_voting, list_open_votings, see_voting

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect

TEAM = ("Heron", "Wren", "Kestrel", "Plover")
"""Two academics, then two with lived experience."""

ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Wren,R06
P01,1,Kestrel,R07
P01,1,Plover,R07
P01,3,Heron,V03
P01,3,Kestrel,V04
P02,1,Heron,T01
P02,3,Heron,V03
P02,3,Kestrel,V04
"""
SERVICE = 3
"""The last of the differences that these rows make, in the order of the texts."""


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Project]:
    made = init_project(tmp_path / "study", "A small study")
    fill(made, tmp_path)
    add_member(made, "Swift", roles=[Role.GUEST])
    (tmp_path / "codings.csv").write_text(ROWS, encoding="utf-8")
    import_codings(made, tmp_path / "codings.csv")
    app_server.give_passphrases(made)
    yield made
    made.close()


@pytest.fixture
def server(study: Project) -> Iterator[object]:
    made = app_server.AppServer(study.folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def come(server: object, visit: Callable[..., object]) -> Callable[..., object]:
    return lambda pen_name, **settings: visit(server, pen_name, **settings)


def button(page: object, name: str) -> object:
    return page.get_by_role("button", name=name, exact=True)  # type: ignore[attr-defined]


def press(page: object, name: str) -> None:
    acts.press(page, name)


def meet(come: Callable[..., object], **settings: object) -> dict[str, object]:
    """The four in a meeting that Heron chairs, each with their page."""
    pages = {name: come(name, **settings).open("/room") for name in TEAM}  # type: ignore[attr-defined]
    press(pages["Heron"], "Begin the meeting")
    for name in TEAM[1:]:
        expect(button(pages[name], "Come in")).to_be_visible()
        press(pages[name], "Come in")
        expect(pages[name].get_by_text("You are in the meeting.")).to_be_visible()
    for page in pages.values():
        for name in TEAM:
            expect(page.get_by_text("Here: ")).to_contain_text(name)
    return pages


def vote(page: object, choice: str, code: str = "", why: str = "") -> None:
    acts.wait_until_drawn(page)
    page.get_by_text(choice, exact=True).click()  # type: ignore[attr-defined]
    if code:
        page.locator("label", has_text=code).click()  # type: ignore[attr-defined]
    page.get_by_label("Why do you see it like this?").fill(why)  # type: ignore[attr-defined]
    press(page, "Vote")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()  # type: ignore[attr-defined]


def everywhere(pages: dict[str, object], words: str) -> None:
    """Wait until every page shows these words."""
    for page in pages.values():
        expect(page.get_by_text(words).first).to_be_visible()  # type: ignore[attr-defined]


def vote_all(pages: dict[str, object], choices: dict[str, str]) -> None:
    """The chair opens a vote, and each votes as they are listed."""
    press(pages["Heron"], "Open the vote")
    everywhere(pages, "What should the team do?")
    for name, choice in choices.items():
        vote(pages[name], choice)


def write_down(page: object, reason: str) -> None:
    page.get_by_label("Why did you decide this?").fill(reason)  # type: ignore[attr-defined]
    press(page, "Write down the decision")


def check_following(pages: dict[str, object]) -> None:
    """All see what the chair shows but who looks around alone, until they follow again."""
    heron, *others, plover = pages.values()
    everywhere(pages, "P01, turn 1")
    plover.get_by_text("Show me what the chair shows").click()  # type: ignore[attr-defined]
    expect(plover.get_by_text("You look around alone.")).to_be_visible()  # type: ignore[attr-defined]
    press(heron, "The next place")
    for page in (heron, *others):
        expect(page.get_by_role("heading", name="P01, turn 3")).to_be_visible()  # type: ignore[attr-defined]
    expect(plover.get_by_role("heading", name="P01, turn 1")).to_be_visible()  # type: ignore[attr-defined]
    plover.get_by_text("Show me what the chair shows").click()  # type: ignore[attr-defined]
    expect(plover.get_by_role("heading", name="P01, turn 3")).to_be_visible()  # type: ignore[attr-defined]
    press(heron, "The place before")
    for page in pages.values():
        expect(page.get_by_role("heading", name="P01, turn 1")).to_be_visible()  # type: ignore[attr-defined]


def check_that_one_side_does_not_win(pages: dict[str, object]) -> None:
    """Votes are unseen until the last one is in; then one side alone has settled nothing."""
    heron, wren, kestrel, plover = pages.values()
    expect(button(kestrel, "Open the vote")).to_have_count(0)
    press(heron, "Open the vote")
    everywhere(pages, "What should the team do?")
    vote(heron, "Take a code", "Alone at night", why="Said by Heron.")
    vote(wren, "Take a code", "Alone at night")
    vote(kestrel, "Take a code", "No rest afterwards")
    for page in (wren, plover):
        expect(page.get_by_role("row", name="Heron Yes")).to_be_visible()  # type: ignore[attr-defined]
        expect(page.get_by_text("Said by Heron.")).to_have_count(0)  # type: ignore[attr-defined]
    vote(plover, "Park it")
    everywhere(pages, "Said by Heron.")
    everywhere(pages, "It stays open: no answer has more than half")
    write_down(heron, "The sides see two things.")
    everywhere(pages, "It stays open. Nothing was settled.")


def test_a_meeting_from_its_beginning_to_its_minutes(
    study: Project, come: Callable[..., object]
) -> None:
    pages = meet(come)
    heron, _, kestrel, plover = pages.values()
    orders = [page.locator(".tk-speakers li").all_inner_texts() for page in pages.values()]  # type: ignore[attr-defined]
    assert len({tuple(name.removesuffix(" (you)") for name in order) for order in orders}) == 1
    check_following(pages)
    check_that_one_side_does_not_win(pages)

    vote_all(pages, dict.fromkeys(TEAM, "Keep both readings"))
    everywhere(pages, "It is settled: keep both readings.")
    write_down(heron, "Both are true for us.")
    everywhere(pages, "Both are true for us.")
    acts.unfold(plover, "Add what you still see otherwise")
    plover.get_by_label("What you still see otherwise").fill("The night comes first.")  # type: ignore[attr-defined]
    press(plover, "Add it to the decision")
    everywhere(pages, "The night comes first. (Plover)")
    (decision,) = current_decisions(load_study(study).decisions)
    assert (decision.outcome, decision.choice) == (Outcome.SETTLED, Choice.KEEP_BOTH)

    acts.unfold(heron, "End the meeting")
    heron.get_by_label("What will you do next?").fill("Go on with the morning after.")  # type: ignore[attr-defined]
    button(heron, "End the meeting").click()  # type: ignore[attr-defined]
    everywhere(pages, "Earlier meetings")
    press(kestrel, "Make the minutes of meeting 1")
    expect(button(kestrel, "Minutes of meeting 1 (Word)")).to_be_visible()
    with kestrel.expect_download() as found:  # type: ignore[attr-defined]
        press(kestrel, "Minutes of meeting 1 (web page)")
    minutes = found.value.path().read_text(encoding="utf-8")
    for told in ("Both are true for us.", "The night comes first.", "Go on with the morning"):
        assert told in minutes


def open_room(study: Project) -> str:
    """A meeting of the four with a vote open; the voting's id."""
    begin_session(study, by="Heron", chair="Heron")
    for name in TEAM:
        join_session(study, by=name)
    return open_room_vote(study, by="Heron").id


def test_a_browser_that_drops_finds_the_present_state_and_its_own_switch(
    study: Project, come: Callable[..., object]
) -> None:
    voting = open_room(study)
    visitor = come("Wren")
    page = visitor.open("/room")  # type: ignore[attr-defined]
    vote(page, "Park it", why="I am tired.")
    visitor.page.close()  # type: ignore[attr-defined]
    for name in ("Heron", "Kestrel"):
        cast_vote(study, by=name, voting=voting, choice=Choice.KEEP_BOTH)
    (held,) = list_open_votings(study)
    assert see_voting(study, by="Heron", difference=held.difference_id).votes == ()  # type: ignore[union-attr]
    visitor.page = visitor.context.new_page()  # type: ignore[attr-defined]
    page = visitor.open("/room")  # type: ignore[attr-defined]
    expect(page.get_by_text("You voted: park it.")).to_be_visible()
    for name in ("Heron", "Kestrel", "Wren"):
        expect(page.get_by_role("row", name=f"{name}", exact=False).first).to_contain_text("Yes")
    cast_vote(study, by="Plover", voting=voting, choice=Choice.KEEP_BOTH)
    expect(page.get_by_text("Everybody has voted")).to_be_visible()

    # While nobody's page is open the meeting goes on, and whoever comes back is where it is.
    follow_chair(study, by="Wren", follows=False)
    conclude_voting(study, by="Heron", voting=voting, reason="Enough for now.")
    take_up(study, by="Heron", difference=list_differences(study)[SERVICE].id)
    page = visitor.open("/room")  # type: ignore[attr-defined]
    expect(page.get_by_text("You look around alone.")).to_be_visible()
    page.get_by_text("Show me what the chair shows").click()
    expect(page.get_by_role("heading", name="P02, turn 3")).to_be_visible()


def test_a_page_whose_events_are_held_back_asks_for_itself(
    study: Project, come: Callable[..., object]
) -> None:
    begin_session(study, by="Heron", chair="Heron")
    for name in TEAM:
        join_session(study, by=name)
    visitor = come("Wren")
    visitor.page.route("**/events", lambda route: route.abort())  # type: ignore[attr-defined]
    page = visitor.open("/room")  # type: ignore[attr-defined]
    expect(page.get_by_role("heading", name="P01, turn 1")).to_be_visible()
    take_up(study, by="Heron", difference=list_differences(study)[SERVICE].id)
    expect(page.get_by_role("heading", name="P02, turn 3")).to_be_visible()


def test_two_decisions_at_once_are_one_and_both_texts_are_kept(
    study: Project, come: Callable[..., object]
) -> None:
    voting = open_room(study)
    for name in TEAM:
        cast_vote(study, by=name, voting=voting, choice=Choice.KEEP_BOTH)
    pages = {name: come(name).open("/room") for name in ("Heron", "Kestrel")}  # type: ignore[attr-defined]
    said = {"Heron": "Because of the night.", "Kestrel": "Because of the morning."}
    for name, page in pages.items():
        page.get_by_label("Why did you decide this?").fill(said[name])
    write_down(pages["Heron"], said["Heron"])
    expect(pages["Heron"].get_by_text("The decision is written down.")).to_be_visible()
    # Kestrel writes still, so their page holds still, and they press a moment too late.
    press(pages["Kestrel"], "Write down the decision")
    told = pages["Kestrel"].get_by_text("Heron has written the decision down.")
    expect(told).to_be_visible()
    expect(pages["Kestrel"].get_by_label("Why did you decide this?")).to_have_value(said["Kestrel"])
    press(pages["Kestrel"], "Add my words to the reason")
    for page in pages.values():
        expect(page.get_by_role("row", name="Kestrel wrote too")).to_contain_text(said["Kestrel"])
    (decision,) = load_study(study).decisions
    assert decision.reason == said["Heron"]
    assert [more.words for more in decision.more_reasons] == [said["Kestrel"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_room_is_for_everybody(
    study: Project, come: Callable[..., object], scheme: str
) -> None:
    visitor = come("Heron", viewport={"width": 390, "height": 844}, color_scheme=scheme)
    page = visitor.open("/room")  # type: ignore[attr-defined]
    assert readable.serious_faults(page) == []
    voting = open_room(study)
    page = visitor.open("/room")  # type: ignore[attr-defined]
    page.get_by_text("Take a code", exact=True).click()
    expect(page.get_by_text("For which words?")).to_be_visible()
    acts.unfold_all(page)
    assert readable.serious_faults(page) == []
    for name in TEAM:
        cast_vote(study, by=name, voting=voting, choice=Choice.PARK)
    expect(page.get_by_text("Everybody has voted")).to_be_visible()
    assert readable.serious_faults(page) == []


def test_a_meeting_can_be_held_with_the_keyboard_alone(
    study: Project, come: Callable[..., object]
) -> None:
    page = come("Heron").open("/room")  # type: ignore[attr-defined]
    reach(page, "button", "Begin the meeting")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You chair.")).to_be_visible()
    join_session(study, by="Kestrel")
    expect(page.get_by_text("Here: Heron (you), Kestrel.")).to_be_visible()
    reach(page, "button", "The next place")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Place 2 of 4")).to_be_visible()
    reach(page, "switch", "Show me what the chair shows")
    page.keyboard.press("Space")
    expect(page.get_by_text("You look around alone.")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.get_by_text("You look around alone.")).to_have_count(0)
    reach(page, "button", "Open the vote")
    page.keyboard.press("Enter")
    expect(page.get_by_text("What should the team do?")).to_be_visible()
    reach(page, "radio", "Take a code")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Keep both readings")).to_be_checked()
    reach(page, "button", "Vote")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You voted: keep both readings.")).to_be_visible()


def reach(page: object, role: str, name: str) -> None:
    """Go to a control with the Tab key; it must be there within as many presses as a page has."""
    acts.wait_until_drawn(page)
    wanted = page.get_by_role(role, name=name).first  # type: ignore[attr-defined]
    expect(wanted).to_be_visible() if role == "button" else expect(wanted).to_be_attached()
    for _ in range(120):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")  # type: ignore[attr-defined]
    raise AssertionError(f"{name} cannot be reached")
