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
from toolkit.workflow.projects import init_project
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member

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
NIGHT, MORNING, TRAINING, SERVICE = range(4)


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


def test_a_meeting_from_its_beginning_to_its_minutes(
    study: Project, come: Callable[..., object]
) -> None:
    pages = meet(come)
    heron, wren, kestrel, plover = pages.values()
    orders = [page.locator(".tk-speakers li").all_inner_texts() for page in pages.values()]
    assert len({tuple(name.removesuffix(" (you)") for name in order) for order in orders}) == 1

    # Everybody follows the chair; one looks around alone, and only they move.
    for page in pages.values():
        expect(page.get_by_role("heading", name="P01, turn 1")).to_be_visible()
    plover.get_by_text("Show me what the chair shows").click()
    expect(plover.get_by_text("You look around alone.")).to_be_visible()
    press(heron, "The next place")
    for page in (heron, wren, kestrel):
        expect(page.get_by_role("heading", name="P01, turn 3")).to_be_visible()
    expect(plover.get_by_role("heading", name="P01, turn 1")).to_be_visible()
    plover.get_by_text("Show me what the chair shows").click()
    expect(plover.get_by_role("heading", name="P01, turn 3")).to_be_visible()
    press(heron, "The place before")
    for page in pages.values():
        expect(page.get_by_role("heading", name="P01, turn 1")).to_be_visible()

    # Votes are unseen until the last one is in; then one side alone has not won.
    expect(button(kestrel, "Open the vote")).to_have_count(0)
    press(heron, "Open the vote")
    for page in pages.values():
        expect(page.get_by_text("What should the team do?")).to_be_visible()
    vote(heron, "Take a code", "Alone at night", why="Said by Heron.")
    vote(wren, "Take a code", "Alone at night")
    vote(kestrel, "Take a code", "No rest afterwards")
    for page in (wren, plover):
        expect(page.get_by_role("row", name="Heron Yes")).to_be_visible()
        expect(page.get_by_text("Said by Heron.")).to_have_count(0)
    vote(plover, "Park it")
    for page in pages.values():
        expect(page.get_by_text("Said by Heron.")).to_be_visible()
        expect(page.get_by_text("It stays open: no answer has more than half")).to_be_visible()
    heron.get_by_label("Why did you decide this?").fill("The sides see two things.")
    press(heron, "Write down the decision")
    for page in pages.values():
        expect(page.get_by_text("It stays open. Nothing was settled.")).to_be_visible()

    # Voted on again: settled, with a reason and a dissent.
    press(heron, "Open the vote")
    for name, page in pages.items():
        expect(page.get_by_text("What should the team do?")).to_be_visible()
        vote(page, "Leave it open" if name == "Plover" else "Keep both readings")
    expect(plover.get_by_text("It stays open: no answer has more than half")).to_be_visible()
    kestrel.get_by_label("Why did you decide this?").fill("One of us is not there yet.")
    press(kestrel, "Write down the decision")
    expect(heron.get_by_text("One of us is not there yet.")).to_be_visible()
    press(heron, "Open the vote")
    for page in pages.values():
        expect(page.get_by_text("What should the team do?")).to_be_visible()
        vote(page, "Keep both readings")
    expect(heron.get_by_text("It is settled: keep both readings.")).to_be_visible()
    heron.get_by_label("Why did you decide this?").fill("Both are true for us.")
    press(heron, "Write down the decision")
    expect(plover.get_by_text("Both are true for us.")).to_be_visible()
    acts.unfold(plover, "Add what you still see otherwise")
    plover.get_by_label("What you still see otherwise").fill("The night comes first.")
    press(plover, "Add it to the decision")
    for page in pages.values():
        expect(page.get_by_text("The night comes first. (Plover)")).to_be_visible()
    (decision,) = current_decisions(load_study(study).decisions)
    assert (decision.outcome, decision.choice) == (Outcome.SETTLED, Choice.KEEP_BOTH)

    acts.unfold(heron, "End the meeting")
    heron.get_by_label("What will you do next?").fill("Go on with the morning after.")
    press(heron, "End the meeting")
    press(kestrel, "Make the minutes of meeting 1")
    with kestrel.expect_download() as found:
        press(kestrel, "Minutes of meeting 1 (web page)")
    minutes = found.value.path().read_text(encoding="utf-8")
    for told in ("Both are true for us.", "The night comes first.", "Go on with the morning"):
        assert told in minutes
