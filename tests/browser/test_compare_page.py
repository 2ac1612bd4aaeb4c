"""Two members vote unseen on what they read differently, and what one still sees is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.coder_server import find_chromium
from tests.small_study import fill
from toolkit.model.decision import Outcome, current_decisions
from toolkit.model.team import Method, Role, Rule
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.deciding import list_differences
from toolkit.workflow.projects import init_project
from toolkit.workflow.rounds import open_round, seal
from toolkit.workflow.study import load_study
from toolkit.workflow.team import add_member, change_terms
from toolkit.workflow.voting import list_open_votings

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
app_server = pytest.importorskip("tests.browser.app_server")
acts = pytest.importorskip("tests.browser.acts")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page

SCRIPT = "<script>window.broken = 1</script>"
ROWS = """transcript,turn,coder,code
P01,1,Heron,R06
P01,1,Kestrel,R07
P01,3,Heron,V03
P01,3,Kestrel,V04
P02,1,Heron,T01
P02,3,Heron,V03
P02,3,Kestrel,V04
"""
NIGHT, MORNING, TRAINING, SERVICE = range(4)
"""The differences that these rows make, in the order of the texts."""


def make_study(folder: Path, rows: str) -> Project:
    made = init_project(folder / "study", "A small study")
    fill(made, folder)
    add_member(made, "Swift", roles=[Role.GUEST])
    if rows:
        (folder / "codings.csv").write_text(rows, encoding="utf-8")
        import_codings(made, folder / "codings.csv")
        add_content_note(made, by="Heron", transcript="P01", turn=3, words=f"a hard day {SCRIPT}")
    app_server.give_passphrases(made)
    return made


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    made = make_study(tmp_path_factory.mktemp("comparing"), ROWS)
    yield made
    made.close()


@pytest.fixture
def come(server: object, visit: Callable[..., object]) -> Callable[..., object]:
    return lambda pen_name, **settings: visit(server, pen_name, **settings)


def address_of(study: Project, which: int) -> str:
    return f"/compare?difference={list_differences(study)[which].id}"


def press(visitor: object, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()  # type: ignore[attr-defined]


def open_vote(visitor: object, others: tuple[str, ...]) -> None:
    """Open a vote for the visitor's team without those named."""
    page = visitor.page  # type: ignore[attr-defined]
    for name in others:
        page.get_by_text(name, exact=True).last.click()
    press(visitor, "Open the vote")
    expect(page.get_by_text("The vote is open.")).to_be_visible()


def choose(visitor: object, choice: str, code: str = "", why: str = "") -> None:
    page = visitor.page  # type: ignore[attr-defined]
    page.get_by_text(choice, exact=True).click()
    if code:
        page.locator("label", has_text=code).click()
    page.get_by_label("Why do you see it like this?").fill(why)
    press(visitor, "Vote")
    expect(page.get_by_text("Your vote is in.")).to_be_visible()


def test_two_members_vote_unseen_decide_and_one_dissents_without_a_name(
    study: Project, come: Callable[..., object]
) -> None:
    heron, kestrel = come("Heron"), come("Kestrel")
    first, second = (
        who.open(address_of(study, NIGHT))  # type: ignore[attr-defined]
        for who in (heron, kestrel)
    )
    expect(first.get_by_text("Support done in the night with nobody behind you")).to_be_visible()
    expect(first.locator("mark")).to_contain_text("You were on your own.")
    open_vote(heron, ("Plover", "Wren"))
    # The other page hears of it without being touched.
    expect(second.get_by_text("What should the team do?")).to_be_visible()
    choose(heron, "Take a code", "Alone at night", why=f"It is *night*. {SCRIPT}")
    expect(first.get_by_text("You voted: take “Alone at night”.")).to_be_visible()
    row = second.get_by_role("row", name="Heron Yes")
    expect(row).to_be_visible()
    expect(second.get_by_text("It is *night*.")).to_have_count(0)
    first.reload()
    expect(first.get_by_text("You voted: take “Alone at night”.")).to_be_visible()

    second.get_by_text("Take a code", exact=True).click()
    expect(second.get_by_text("Which code, or codes?")).to_be_visible()
    assert readable.serious_faults(second) == []
    choose(kestrel, "Take a code", "Alone at night", why="So be it.")
    for page in (first, second):
        expect(page.get_by_text(f"It is *night*. {SCRIPT}")).to_be_visible()
        expect(page.get_by_text("It is settled: take “Alone at night”.")).to_be_visible()
    press(kestrel, "Write down the decision")
    expect(second.get_by_text("A decision needs at least one vote, and a reason")).to_be_visible()
    second.get_by_label("Why did you decide this?").fill("She names the night first.")
    press(kestrel, "Write down the decision")
    expect(first.get_by_text("She names the night first.")).to_be_visible()
    (decision,) = current_decisions(load_study(study).decisions)
    assert (decision.outcome, decision.code_ids) == (Outcome.SETTLED, ("R06",))

    acts.unfold(second, "Add what you still see otherwise")
    second.get_by_label("What you still see otherwise").fill(f"The **morning** too. {SCRIPT}")
    second.get_by_text("No, without a name").click()
    press(kestrel, "Add it to the decision")
    for page in (first, second):
        expect(page.get_by_text(f"The **morning** too. {SCRIPT} (without a name)")).to_be_visible()
        assert page.evaluate("window.broken") is None
    assert readable.serious_faults(second) == []
    (decision,) = current_decisions(load_study(study).decisions)
    assert [one.member_id for one in decision.dissents] == [None]
    # By side no more: with one of a side present it would sign what is unsigned.
    expect(first.get_by_role("row", name="Votes")).not_to_contain_text("lived")


def test_one_side_cannot_win_and_who_voted_otherwise_is_asked_first(
    study: Project, come: Callable[..., object]
) -> None:
    people = {name: come(name) for name in ("Heron", "Wren", "Kestrel", "Plover")}
    for visitor in people.values():
        visitor.open(address_of(study, SERVICE))  # type: ignore[attr-defined]
    open_vote(people["Heron"], ())
    for name, visitor in people.items():
        choose(visitor, "Keep both readings" if name in ("Heron", "Wren") else "Park it")
    page = people["Plover"].page  # type: ignore[attr-defined]
    expect(page.get_by_text("It stays open: no answer has more than half")).to_be_visible()
    expect(page.get_by_text("Call this vote off")).to_have_count(0)
    page.get_by_label("Why did you decide this?").fill("Not tonight.")
    press(people["Plover"], "Write down the decision")
    expect(page.get_by_text("It stays open. Nothing was settled.")).to_be_visible()

    open_vote(people["Plover"], ())
    for name, visitor in people.items():
        choose(visitor, "Park it" if name == "Wren" else "Keep both readings")
    # More than half of the academics are two of two.
    expect(page.get_by_text("It stays open: no answer has more than half")).to_be_visible()
    page.get_by_label("Why did you decide this?").fill("Still not.")
    press(people["Plover"], "Write down the decision")
    expect(page.get_by_text("1 earlier decision")).to_be_visible()


def test_who_voted_otherwise_finds_the_box_for_it_before_all_else(
    study: Project, come: Callable[..., object]
) -> None:
    change_terms(study, by="Heron", reason="For this test.", rule=Rule.ALL_BUT_ONE)
    people = {name: come(name) for name in ("Heron", "Kestrel", "Plover")}
    for visitor in people.values():
        visitor.open(address_of(study, TRAINING))  # type: ignore[attr-defined]
    open_vote(people["Heron"], ("Wren",))
    for name, visitor in people.items():
        choose(visitor, "Leave it open" if name == "Plover" else "Keep both readings")
    press_reason(people["Heron"], "Two of three.")
    page = people["Plover"].page  # type: ignore[attr-defined]
    expect(page.get_by_text("You voted otherwise.")).to_be_visible()
    expect(people["Kestrel"].page.get_by_text("You voted otherwise.")).to_have_count(0)  # type: ignore[attr-defined]
    box = page.get_by_label("What you still see otherwise")
    table = page.get_by_role("row", name="Decision")
    assert box.bounding_box()["y"] < table.bounding_box()["y"]
    box.fill("I was there.")
    press(people["Plover"], "Add it to the decision")
    expect(page.get_by_text("I was there. (Plover)")).to_be_visible()
    expect(box).to_have_count(1)
    expect(box).to_have_value("")
    box.fill("I was there.")
    press(people["Plover"], "Add it to the decision")
    expect(page.get_by_text("These words stand with the decision already.")).to_be_visible()


def press_reason(visitor: object, reason: str) -> None:
    page = visitor.page  # type: ignore[attr-defined]
    page.get_by_label("Why did you decide this?").fill(reason)
    press(visitor, "Write down the decision")
    expect(page.get_by_text(reason)).to_be_visible()


def test_a_passage_with_a_content_note_stays_folded_until_it_is_opened(
    study: Project, come: Callable[..., object]
) -> None:
    visitor = come("Wren")
    page = visitor.open(address_of(study, MORNING))  # type: ignore[attr-defined]
    expect(page.get_by_text(f"Content note: a hard day {SCRIPT}.")).to_be_visible()
    hidden = page.get_by_text("Straight to work.")
    assert hidden.count() == 3
    assert [hidden.nth(n).is_visible() for n in range(3)] == [False] * 3
    page.get_by_text(f"Content note: a hard day {SCRIPT}.").click()
    expect(page.locator("mark")).to_be_visible()
    assert page.evaluate("window.broken") is None


def test_a_vote_called_off_shows_nobody_what_was_cast(
    study: Project, come: Callable[..., object]
) -> None:
    heron, wren = come("Heron"), come("Wren")
    for visitor in (heron, wren):
        visitor.open(address_of(study, MORNING))  # type: ignore[attr-defined]
    open_vote(heron, ("Kestrel", "Plover"))
    choose(wren, "Park it", why="I am tired.")
    acts.unfold(heron.page, "Call this vote off")  # type: ignore[attr-defined]
    press(heron, "Call this vote off")
    for visitor in (heron, wren):
        expect(visitor.page.get_by_role("button", name="Open the vote")).to_be_visible()  # type: ignore[attr-defined]
        expect(visitor.page.get_by_text("I am tired.")).to_have_count(0)  # type: ignore[attr-defined]
    assert list_open_votings(study) == ()


def test_the_list_is_narrowed_by_state_and_text_and_a_reload_keeps_it(
    study: Project, come: Callable[..., object]
) -> None:
    visitor = come("Swift")
    page = visitor.open("/compare")  # type: ignore[attr-defined]
    expect(page.get_by_text("4 places")).to_be_visible()
    page.get_by_role("combobox", name="Transcript").click()
    page.get_by_role("option", name="P01", exact=True).click()
    expect(page.get_by_text("2 places")).to_be_visible()
    page.reload()
    expect(page.get_by_text("2 places")).to_be_visible()
    page.get_by_role("link", name="P01, turn 3").click()
    expect(page.get_by_text("As a guest you can read along.")).to_be_visible()
    expect(page.get_by_role("button", name="Open the vote")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="P01, turn 3")).to_be_visible()
    page.get_by_role("link", name="All places").click()
    expect(page.get_by_text("2 places")).to_be_visible()


def test_an_address_typed_by_hand_is_refused_in_plain_words(
    study: Project, come: Callable[..., object]
) -> None:
    visitor = come("Wren")
    for typed in ("nothing", "%3Cscript%3E", "'%20OR%201=1"):
        page = visitor.open(f"/compare?difference={typed}")  # type: ignore[attr-defined]
        expect(page.get_by_text("0 differences have this id.")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_for_everybody(
    study: Project, come: Callable[..., object], scheme: str
) -> None:
    visitor = come("Wren", viewport={"width": 320, "height": 900}, color_scheme=scheme)
    paths = ["/compare", *(address_of(study, which) for which in (NIGHT, MORNING, SERVICE))]
    for path in paths:
        page = visitor.open(path)  # type: ignore[attr-defined]
        assert readable.serious_faults(page) == [], path


def test_before_a_reveal_it_tells_who_has_not_sealed_and_nothing_else(
    tmp_path: Path, visit: Callable[..., object]
) -> None:
    made = make_study(tmp_path, "")
    change_terms(made, by="Heron", reason="We agreed.", method=Method.REFLEXIVE)
    open_round(made, "Round 1", by="Heron")
    for name in ("Heron", "Wren"):
        seal(made, by=name)
    server = app_server.AppServer(made.folder)
    server.start()
    page = visit(server, "Heron").open("/compare")  # type: ignore[attr-defined]
    expect(page.get_by_role("heading", name="Where we read it differently")).to_be_visible()
    expect(page.get_by_text("Round “Round 1”: not sealed yet by Kestrel, Plover.")).to_be_visible()
    server.stop()
    made.close()
