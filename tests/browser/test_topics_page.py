"""Topics in the real app: found by a worker, looked into, proposed; not while one reads alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from tests.browser.coder_server import find_chromium
from toolkit.storage.project import Project
from toolkit.ui.topic_pictures import name_topic
from toolkit.ui.wording import codebook_proposals, jobs
from toolkit.ui.wording import topics as words
from toolkit.workflow.coding import add_content_note
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.proposal_voting import see_proposals
from toolkit.workflow.rounds import open_round
from toolkit.workflow.topics import open_topics, quote_point

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
acts = pytest.importorskip("tests.browser.acts")
app_server = pytest.importorskip("tests.browser.app_server")
readable = pytest.importorskip("tests.browser.readable")
pytestmark = pytest.mark.skipif(find_chromium() is None, reason="needs Chromium")
expect = playwright.expect
FOUND_IN = 120_000
HEAVY = {"torch", "bertopic", "sklearn", "spacy", "umap", "scipy", "transformers", "onnxruntime"}
ROWS = "transcript,turn,coder,code\nP01,1,Heron,R06\nP01,1,Wren,R06\nP01,1,Kestrel,R06\n"


@pytest.fixture(scope="module")
def study(study: Project, tmp_path_factory: pytest.TempPathFactory) -> Project:
    table = tmp_path_factory.mktemp("more") / "codings.csv"
    table.write_text(ROWS, encoding="utf-8")
    import_codings(study, table)
    add_content_note(study, by="Wren", transcript="P01", turn=1, words="a lonely night")
    return study


@pytest.fixture(scope="module")
def server(study: Project) -> Iterator[object]:
    """The app, which writes down what it loads."""
    made = app_server.AppServer(study.folder)
    made.start(PYTHONPROFILEIMPORTTIME="1")
    yield made
    made.stop()


def choose_topic(page: object, study: Project, index: int) -> None:
    view = open_topics(study, by="Wren").view
    assert view is not None
    acts.choose(page, words.CHOOSE, name_topic(view.topics[index]))
    heading = words.QUOTATIONS.format(number=index + 1)
    expect(page.get_by_role("heading", name=heading)).to_be_visible()  # type: ignore[attr-defined]
    acts.wait_until_drawn(page)


def test_topics_are_found_looked_into_and_proposed(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    visitor = visit(server, "Plover")
    page = visitor.open("/topics")
    expect(page.get_by_text(words.NONE_YET)).to_be_visible()
    # Stopped in the middle, nothing comes of it.
    page.get_by_role("button", name=words.FIND).click()
    page.get_by_role("button", name=jobs.STOP).click()
    expect(page.get_by_text("was stopped")).to_be_visible()

    acts.choose(page, words.NUMBER, "3")
    page.get_by_role("button", name=words.FIND).click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_role("heading", name=words.MAP)).to_be_visible(timeout=FOUND_IN)
    # Whoever comes later finds them there.
    other = visit(server, "Wren", viewport={"width": 390, "height": 844})
    later = other.open("/topics")
    expect(later.get_by_role("heading", name=words.MAP)).to_be_visible()
    assert readable.serious_faults(later) == []

    picture = page.get_by_role("img").first
    assert re.fullmatch(r"A map with \d points?.*Topic 3 .*", picture.get_attribute("alt"))
    expect(page.get_by_role("rowheader", name="Topic 3")).to_be_visible()
    # Each point has a text of its own behind it.
    view = open_topics(study, by="Plover").view
    assert view is not None
    point = view.found.segments[0]
    box = picture.bounding_box()
    across = (14 + 332 * point.x) / 360 * box["width"]
    down = (266 - 252 * point.y) / 280 * box["height"]
    picture.click(position={"x": across, "y": down})
    expect(page.get_by_text(words.PRESSED)).to_be_visible()
    (quoted,) = page.locator(".tk-note strong").all()
    behind = quote_point(study, by="Plover", view=view, place=0)
    place = words.PLACE.format(transcript=behind.transcript, turn=behind.turn)
    expect(quoted).to_have_text(place)

    choose_topic(page, study, 0)
    page.get_by_text(words.BEHIND.format(number=1), exact=True).click()
    expect(page.get_by_text("from the middle of the topic outwards")).to_be_visible()
    acts.unfold_all(page)
    assert readable.serious_faults(page) == []

    acts.unfold(page, words.PROPOSE.format(number=1))
    page.get_by_label("Name", exact=True).fill("Left to it")
    why = page.get_by_label(codebook_proposals.WHY)
    expect(why).to_have_value(re.compile("Seen in a topic"))
    acts.press(page, codebook_proposals.PROPOSE)
    page.get_by_role("link", name=words.SEE_PROPOSAL).click()
    expect(page.get_by_text("Left to it").first).to_be_visible()
    (made,) = see_proposals(study, by="Wren")
    assert made.proposal.change.codes[0].name == "Left to it"
    assert visitor.complaints == other.complaints == []
    assert visitor.requests_elsewhere == []


def test_words_with_a_content_note_stay_folded(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    page = visit(server, "Wren").open("/topics")
    expect(page.get_by_role("heading", name=words.MAP)).to_be_visible(timeout=FOUND_IN)
    noted = page.get_by_text("Content note: a lonely night").first
    for index in range(3):
        choose_topic(page, study, index)
        if noted.count():
            break
    expect(noted).to_be_visible()
    folded = page.locator("details", has=noted).first.locator(".tk-said")
    expect(folded).to_be_hidden()
    noted.click()
    expect(folded).to_contain_text("landing")


def test_the_app_loaded_nothing_that_the_worker_needs(server: object) -> None:
    imported = set(
        re.findall(r"\| +([\w.]+)$", server.log.read_text("utf-8"), re.MULTILINE)  # type: ignore[attr-defined]
    )
    assert "toolkit.ui.topic_pictures" in imported
    assert {name.split(".")[0] for name in imported} & HEAVY == set()


def test_they_wait_while_somebody_reads_alone(
    server: object, study: Project, visit: Callable[..., object]
) -> None:
    open_round(study, "Round 1", by="Heron", readers={"P01": ["Kestrel", "Wren"]})
    for name in ("Kestrel", "Heron"):
        visitor = visit(server, name)
        page = visitor.open("/topics")
        expect(page.get_by_text(words.WAITS)).to_be_visible()
        expect(page.get_by_role("button", name=words.FIND)).to_have_count(0)
        expect(page.get_by_role("img")).to_have_count(0)
