"""Suggestions in the real app: worked out by a worker, answered by keys alone, after the seal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.agreed_study import NEW, fill_agreed
from tests.browser.coder_server import find_chromium
from toolkit.model.coding import Coding
from toolkit.model.reading_along import Reply
from toolkit.storage import suggestions
from toolkit.storage.project import Project
from toolkit.ui.wording import suggestions as words
from toolkit.ui.wording import team
from toolkit.workflow.coding import open_desk
from toolkit.workflow.projects import init_project
from toolkit.workflow.suggestion_queues import Queue

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
acts = pytest.importorskip("tests.browser.acts")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
Page = playwright.Page
FOUND_IN = 180_000
HEAVY = {"torch", "bertopic", "sklearn", "spacy", "umap", "scipy", "transformers", "onnxruntime"}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("agreed")
    made = init_project(folder / "study", "An agreed study")
    fill_agreed(made, folder)
    app_server.give_passphrases(made)
    yield made
    made.close()


@pytest.fixture(scope="module")
def server(study: Project) -> Iterator[object]:
    """The app, which writes down what it loads."""
    made = app_server.AppServer(study.folder)
    made.start(PYTHONPROFILEIMPORTTIME="1")
    yield made
    made.stop()


def codings_of(study: Project, name: str) -> tuple[Coding, ...]:
    return open_desk(study, by=name, transcript=NEW, round_name="Alone").codings


def press_key(page: Page, key: str, done: int, count: int) -> None:
    """Press a letter, and wait until so many are answered."""
    acts.wait_until_drawn(page)
    page.keyboard.press(key)
    expect(page.get_by_text(words.PROGRESS.format(done=done, count=count))).to_be_visible()
    acts.wait_until_drawn(page)


def test_suggestions_are_found_and_answered_by_keys_alone(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    visitor = visit(server, "Plover")
    page = visitor.open("/suggestions")
    expect(page.get_by_text(words.NONE_YET)).to_be_visible()
    acts.tab_to(page, f"at.matches('button') && at.textContent.includes({words.START!r})")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words.KEYS)).to_be_visible(timeout=FOUND_IN)
    visitor.settle()
    with study.reading() as tx:
        found = suggestions.find_newest(tx)
    assert found is not None
    mine = [one for one in found.suggestions if one.transcript_id == text_id(study)]
    count = len(mine)
    assert count >= 4
    assert readable.serious_faults(page) == []

    press_key(page, "a", 1, count)
    (accepted,) = codings_of(study, "Plover")
    assert accepted.after_seal
    press_key(page, "x", 2, count)
    assert len(codings_of(study, "Plover")) == 1
    # Back to what was rejected, and the answer is taken back.
    page.keyboard.press("b")
    expect(page.get_by_text(words.REPLIES[Reply.REJECTED])).to_be_visible()
    press_key(page, "u", 1, count)

    page.keyboard.press("e")
    expect(page.get_by_text(words.ADJUST_TITLE)).to_be_visible()
    acts.tab_to(page, "at.matches('textarea')")
    page.keyboard.press("End")
    page.keyboard.press("Shift+Home")
    page.keyboard.type("words that nobody said")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("These words stand 0 times in the passage")).to_be_visible()
    assert len(codings_of(study, "Plover")) == 1
    acts.tab_to(page, "at.matches('textarea')")
    page.keyboard.press("Control+a")
    page.keyboard.type("Day 20")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(words.PROGRESS.format(done=2, count=count))).to_be_visible()
    assert [one.quotation for one in codings_of(study, "Plover")].count("Day 20") == 1

    for done in range(3, count + 1):
        press_key(page, "x", done, count)
    expect(page.get_by_text(words.ALL_ANSWERED)).to_be_visible()
    assert visitor.complaints == []


def text_id(study: Project) -> str:
    return open_desk(study, by="Plover", transcript=NEW, round_name="Alone").transcript.id


def test_a_letter_that_is_typed_answers_nothing(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    page = visit(server, "Heron").open("/suggestions")
    before = page.get_by_text(re.compile(r"\d+ of \d+ answered")).inner_text()
    page.get_by_text(words.KEYS).click()
    # A button with a key has it in its name.
    expect(page.get_by_role("button", name=words.REJECT, exact=True)).to_be_visible()
    page.locator("h1").click()
    page.keyboard.press("x")
    page.wait_for_timeout(1000)
    expect(page.get_by_text(before)).to_be_visible()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark"), (320, "dark")])
def test_the_page_is_for_everybody(
    server: object, visit: Callable[..., object], width: int, scheme: str
) -> None:
    size = {"width": width, "height": 844}
    visitor = visit(server, "Heron", viewport=size, color_scheme=scheme)
    page = visitor.open("/suggestions")
    for queue in (Queue.DOUBTS, Queue.MISSED):
        page.get_by_text(words.QUEUES[queue]).click()
        acts.wait_until_drawn(page)
        expect(page.get_by_text(words.QUEUES_MEAN[queue])).to_be_visible()
        assert readable.serious_faults(page) == []
    acts.unfold_all(page)
    assert readable.serious_faults(page) == []
    assert visitor.complaints == []


def test_the_app_loaded_nothing_that_the_worker_needs(server: object) -> None:
    imported = set(
        re.findall(r"\| +([\w.]+)$", server.log.read_text("utf-8"), re.MULTILINE)  # type: ignore[attr-defined]
    )
    assert "toolkit.workflow.suggestion_queues" in imported
    assert {name.split(".")[0] for name in imported} & HEAVY == set()


def test_whoever_has_not_sealed_sees_none(server: object, visit: Callable[..., object]) -> None:
    page = visit(server, "Kestrel").open("/suggestions")
    expect(page.get_by_text(words.WAITS)).to_be_visible()
    expect(page.get_by_text(words.KEYS)).to_have_count(0)


def test_a_team_says_no_for_good(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    page = visit(server, "Heron").open("/team")
    acts.unfold(page, team.CHANGE_TERMS)
    page.get_by_text(team.NO_MACHINE).click()
    page.get_by_label(team.CHANGE_REASON).fill("We want to read by ourselves.")
    acts.press(page, team.CHANGE_BUTTON)
    expect(page.get_by_text(team.MACHINE[False]).first).to_be_visible()
    expect(page.get_by_text(team.NO_MACHINE)).to_have_count(0)
    other = visit(server, "Plover").open("/suggestions")
    expect(other.get_by_text(words.OFF)).to_be_visible()
    expect(other.get_by_role("button", name=words.START)).to_have_count(0)
    assert len(codings_of(study, "Plover")) == 2
