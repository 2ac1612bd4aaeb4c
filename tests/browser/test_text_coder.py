"""People code with mouse, touch and keys in a real browser; every quotation is its span."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

import pytest

from tests.browser.coder_server import BROWSER_FLAGS, Server, find_chromium
from toolkit.model.transcript import normalise_text

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
expect = playwright.expect
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe")
CHROMIUM = find_chromium()
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium; none is on the path")

FAMILY = "👨‍👩‍👧‍👦"
SCRIPT = "<script>window.broken = 1</script><img src=x onerror='window.broken = 1'>"
TURNS = [
    ("I", "How did you get into it?"),
    ("R", f"Up {FAMILY} all night e\u0323\u0302\u0303 you carry it. Nobody asked."),
    ("I", ""),
    ("R", "שלום לכולם. مرحبا بكم"),
    ("R", "日本語もある。"),
    ("R", "Locked in with him till the morning."),
    (SCRIPT, f"{SCRIPT} and so on"),
    ("R", "It was the only time I felt any use to anybody."),
]
SETUP = {
    "texts": {"P07": TURNS, "P08": [("R", "Something else.")]},
    "themes": [{"id": "R", "name": "The risks"}, {"id": "V", "name": SCRIPT}],
    "codes": [
        {
            "id": f"R{number:02}",
            "theme_id": "R" if number < 6 else "V",
            "name": name,
            "plain_meaning": f"What {name.lower()} means",
            "use_when": "They say so",
            "not_when": "They do not",
        }
        for number, name in enumerate(
            ["Pain", "It stays", "On edge", "Leaned on", "Too much", "Alone", "No rest", SCRIPT], 1
        )
    ]
    + [{"id": f"V{number:02}", "theme_id": "V", "name": f"Worth {number}"} for number in range(4)],
    "own_codes": [],
    "notes": [[5, "a night with a man in crisis"]],
}

CHOOSE = """([turn, words]) => {
  const element = document.querySelectorAll('.tc-words')[turn];
  const at = element.textContent.indexOf(words);
  const place = (units) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (units > node.length) { units -= node.length; node = walker.nextNode(); }
    return [node, units];
  };
  const range = document.createRange();
  range.setStart(...place(at));
  range.setEnd(...place(at + words.length));
  element.scrollIntoView({ block: 'center' });
  const first = [...range.getClientRects()].at(0), last = [...range.getClientRects()].at(-1);
  return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}"""


COUNT_ACTS = """() => {
  window.acts = { pointerdown: 0, keydown: 0 };
  for (const kind of Object.keys(acts)) addEventListener(kind, () => { acts[kind] += 1; }, true);
}"""


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    made = Server(tmp_path_factory.mktemp("desk"), SETUP)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def server(started: Server) -> Server:
    for name in ("codings.json", "notes.json", "sealed"):
        (started.folder / name).unlink(missing_ok=True)
    started.set_up(SETUP)
    if not started.started:
        # A test that failed while its server was down shall not fail the next one.
        started.start()
    return started


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=BROWSER_FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def contexts(browser: playwright.Browser) -> Callable[..., playwright.BrowserContext]:
    """One context for the same settings, so that Streamlit's own files are fetched once."""
    opened: dict[str, playwright.BrowserContext] = {}

    def open_context(**settings: object) -> playwright.BrowserContext:
        settings = {"viewport": {"width": 1280, "height": 900}, **settings}
        if str(settings) not in opened:
            opened[str(settings)] = browser.new_context(**settings)
        return opened[str(settings)]

    return open_context


@pytest.fixture
def open_page(
    contexts: Callable[..., playwright.BrowserContext], server: Server
) -> Iterator[Callable[..., playwright.Page]]:
    """Opens the desk; at the end no script has failed and no other host was asked."""
    pages: list[playwright.Page] = []
    faults: list[str] = []

    def note(request: playwright.Request) -> None:
        if not request.url.startswith((server.address, "blob:", "data:")):
            faults.append(request.url)

    def open_one(**settings: object) -> playwright.Page:
        page = contexts(**settings).new_page()
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", note)
        page.goto(server.address)
        page.wait_for_selector(".tc-words")
        page.wait_for_selector(".tc-status[data-state=saved]")
        return page

    yield open_one
    for page in pages:
        page.close()
    assert faults == []


@pytest.fixture
def page(open_page: Callable[..., playwright.Page]) -> playwright.Page:
    return open_page()


def drag(page: playwright.Page, turn: int, words: str) -> None:
    left, top, right, bottom = page.evaluate(CHOOSE, [turn, words])
    page.mouse.move(left + 0.5, top)
    page.mouse.down()
    page.mouse.move(right - 0.2, bottom, steps=4)
    page.mouse.up()
    page.wait_for_selector(".tc-panel:popover-open .tc-code")


def put_caret(page: playwright.Page, turn: int, words: str) -> None:
    left, top, _, _ = page.evaluate(CHOOSE, [turn, words])
    page.mouse.click(left + 0.5, top)


def saved(page: playwright.Page, server: Server, count: int) -> list[dict[str, object]]:
    """The stored codings, when the page says that all is saved and there are so many."""
    page.wait_for_selector(".tc-status[data-state=saved]", timeout=40_000)
    for _ in range(50):
        if len(server.codings()) == count:
            break
        time.sleep(0.1)
    rows = server.codings()
    text = "\n".join(words for _, words in normalised())
    assert all(text[row["start"] : row["end"]] == row["quotation"] for row in rows)
    assert len(rows) == count
    return rows


def normalised() -> list[tuple[str, str]]:
    return [(speaker, normalise_text(words)) for speaker, words in TURNS]


def test_a_drag_and_a_click_code_a_span(page: playwright.Page, server: Server) -> None:
    page.evaluate(COUNT_ACTS)
    drag(page, 1, "you carry it")
    page.get_by_role("option", name="Alone").click()
    (row,) = saved(page, server, 1)
    assert (row["quotation"], row["code_id"], row["answer"]) == ("you carry it", "R06", "code")
    assert page.evaluate("acts") == {"pointerdown": 2, "keydown": 0}
    expect(page.locator(".tc-mark")).to_have_attribute("data-tags", "R06")
    expect(page.locator(".tc-panel")).to_be_hidden()


def test_keys_alone_code_a_span_in_at_most_eight(page: playwright.Page, server: Server) -> None:
    page.locator(".tc-text").focus()
    page.evaluate(COUNT_ACTS)
    for held in ("Control", "Shift"):
        page.keyboard.down(held)
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for held in ("Control", "Shift"):
        page.keyboard.up(held)
    page.keyboard.press("6")
    (row,) = saved(page, server, 1)
    assert (row["quotation"], row["code_id"]) == ("How did you", "R06")
    acts = page.evaluate("acts")
    assert acts["pointerdown"] == 0
    assert acts["keydown"] <= 8
    for key in ["Control+Shift+ArrowRight", "Enter"]:
        page.keyboard.press(key)
    assert [row["quotation"] for row in saved(page, server, 2)] == ["How did you", "get"]
    assert server.codings()[1]["code_id"] == "R06"


def test_turns_are_counted_from_nought(page: playwright.Page, server: Server) -> None:
    expect(page.locator(".tc-number")).to_have_text([str(index) for index in range(len(TURNS))])
    page.get_by_role("button", name="Turn 0. Choose all its words.").click()
    page.get_by_role("button", name="Not today (turn 0)").click()
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["quotation"]) == ("not_today", TURNS[0][1])


def test_shift_and_arrows_cross_turns_and_typed_letters_search(
    page: playwright.Page, server: Server
) -> None:
    put_caret(page, 0, "into")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+End")
    page.keyboard.type("stays")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert row["code_id"] == "R02"
    assert str(row["quotation"]).startswith("into it?\nUp ")


@pytest.mark.parametrize(
    ("turn", "words"),
    [(1, FAMILY), (1, "\u1ec7\u0303"), (3, "שלום"), (3, "مرحبا"), (4, "本語")],
)
def test_a_span_in_any_script_is_exact(
    page: playwright.Page, server: Server, turn: int, words: str
) -> None:
    page.evaluate(
        """([turn, words]) => {
          const node = document.querySelectorAll('.tc-words')[turn].firstChild;
          const at = node.data.indexOf(words);
          document.querySelector('.tc-text').focus();
          getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }""",
        [turn, words],
    )
    page.keyboard.press("1")
    (row,) = saved(page, server, 1)
    assert row["quotation"] == words


def test_a_border_inside_a_family_moves_out_of_it(page: playwright.Page, server: Server) -> None:
    page.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[1].firstChild;
          document.querySelector('.tc-text').focus();
          getSelection().setBaseAndExtent(node, 5, node, 8);
        }"""
    )
    page.keyboard.press("1")
    assert saved(page, server, 1)[0]["quotation"] == FAMILY


def test_five_codes_on_the_same_words_are_told_apart(page: playwright.Page, server: Server) -> None:
    for number in range(1, 6):
        drag(page, 1, "Nobody asked")
        page.get_by_role("combobox").fill(f"R0{number}")
        page.keyboard.press("Enter")
        saved(page, server, number)
    mark = page.locator(".tc-mark")
    expect(mark).to_have_attribute("data-tags", "R01 R02 R03 R04 R05")
    lines = mark.evaluate("(element) => element.style.backgroundImage").split(",")
    assert len(set(lines)) == 5
    mark.click()
    expect(page.locator(".tc-here")).to_have_count(5)


def test_a_coding_is_taken_off_put_back_and_taken_off_again(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)
    page.keyboard.press("Enter")
    expect(page.locator(":focus")).to_have_text("Take off")
    page.keyboard.press("Enter")
    saved(page, server, 0)
    page.keyboard.press("Control+z")
    saved(page, server, 1)
    expect(page.locator(".tc-root [role=status]")).to_contain_text("Undone")
    page.keyboard.press("Control+Shift+Z")
    saved(page, server, 0)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    saved(page, server, 0)
    page.get_by_role("button", name="Redo").click()
    saved(page, server, 1)


def test_enter_takes_the_first_hit_whatever_the_mouse_rests_on(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.locator(".tc-code").nth(1).hover()
    page.keyboard.type("means")
    page.keyboard.press("Enter")
    assert saved(page, server, 1)[0]["code_id"] == "R01"


def test_numbers_work_from_every_button_of_the_panel(page: playwright.Page, server: Server) -> None:
    drag(page, 1, "you carry it")
    page.get_by_role("button", name="Names only").click()
    page.keyboard.press("3")
    assert saved(page, server, 1)[0]["code_id"] == "R03"


def test_not_sure_takes_one_optional_line(page: playwright.Page, server: Server) -> None:
    drag(page, 1, "you carry it")
    page.get_by_role("button", name="Not sure").click()
    page.keyboard.type("R02 or R08?")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["code_id"], row["line"]) == ("not_sure", None, "R02 or R08?")


def test_noted_words_stay_folded_until_asked_for(page: playwright.Page, server: Server) -> None:
    assert "Locked in" not in page.content()
    page.get_by_role("button", name="Show the words of turn 5").click()
    drag(page, 5, "Locked in")
    page.get_by_role("button", name="Not today").last.click()
    (row,) = saved(page, server, 1)
    assert (row["answer"], row["quotation"]) == ("not_today", TURNS[5][1])
    expect(page.locator(".tc-words").nth(5)).to_have_text("")
    page.get_by_role("button", name="Read it after all").click()
    saved(page, server, 0)


def test_a_selection_stops_before_folded_words(page: playwright.Page, server: Server) -> None:
    put_caret(page, 4, "日本")
    page.keyboard.press("Home")
    page.keyboard.press("Control+Shift+End")
    page.keyboard.press("1")
    assert saved(page, server, 1)[0]["quotation"] == TURNS[4][1]


def test_escape_closes_and_nothing_typed_changes_the_text(
    page: playwright.Page, server: Server
) -> None:
    before = page.locator(".tc-words").all_text_contents()
    put_caret(page, 1, "you carry")
    page.keyboard.type("hello 123")
    page.keyboard.press("Backspace")
    page.keyboard.press("Control+v")
    drag(page, 1, "you carry it")
    page.keyboard.press("Control+x")
    page.keyboard.press("Delete")
    page.keyboard.press("Escape")
    expect(page.locator(".tc-panel")).to_be_hidden()
    assert page.locator(".tc-words").all_text_contents() == before
    assert server.codings() == []


def test_a_server_stopped_in_mid_coding_loses_and_doubles_nothing(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)
    server.stop()
    drag(page, 1, "Nobody asked")
    page.keyboard.press("2")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 1")
    drag(page, 0, "How did you")
    page.keyboard.press("3")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 2")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+Shift+Z")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet: 4")
    expect(page.locator(".tc-mark")).to_have_count(3)
    server.start()
    rows = saved(page, server, 3)
    assert sorted(str(row["code_id"]) for row in rows) == ["R01", "R02", "R03"]
    page.reload()
    expect(page.locator(".tc-mark")).to_have_count(3)


def test_new_codes_take_nothing_out_of_a_readers_hands(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    searching, doubting, reading = pages = [open_page() for _ in range(3)]
    drag(searching, 1, "you carry it")
    searching.keyboard.type("alone")
    drag(doubting, 1, "you carry it")
    doubting.get_by_role("button", name="Not sure").click()
    doubting.keyboard.type("half a tho")
    put_caret(reading, 1, "carry it")
    own = {"id": "own1", "owner_id": "m1", "round_id": "r1", "name": "Lone nights"}
    server.set_up({**SETUP, "own_codes": [own]})
    for page in pages:
        page.evaluate("document.querySelector('.tc-root').dataset.old = ''")
    for page in pages:
        # A script's click leaves the focus where it is, as another member's doing would.
        page.get_by_role("button", name="Run again").evaluate("button => button.click()")
        page.wait_for_selector(".tc-root:not([data-old])")
    expect(searching.locator(".tc-search")).to_have_value("alone")
    expect(searching.locator(".tc-code-name")).to_contain_text(["Alone"])
    searching.keyboard.press("Enter")
    saved(searching, server, 1)
    doubting.keyboard.type("ught")
    doubting.keyboard.press("Enter")
    saved(doubting, server, 2)
    reading.keyboard.press("Control+Shift+ArrowRight")
    reading.keyboard.type("lone nights")
    reading.keyboard.press("Enter")
    rows = saved(reading, server, 3)
    kept = sorted((row["code_id"] or "", row["line"], row["quotation"]) for row in rows)
    assert kept == [
        ("", "half a thought", "you carry it"),
        ("R06", "", "you carry it"),
        ("own1", "", "carry"),
    ]


def test_another_transcript_in_the_same_place_is_another_desk(
    page: playwright.Page, server: Server
) -> None:
    page.get_by_text("P08").click()
    expect(page.locator(".tc-words")).to_have_text(["Something else."])
    page.get_by_text("P07").click()
    expect(page.locator(".tc-words")).to_have_count(len(TURNS))
    expect(page.locator(".tc-root")).to_have_count(1)
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    saved(page, server, 1)


def test_what_is_refused_is_said_and_not_shown_as_kept(
    page: playwright.Page, server: Server
) -> None:
    (server.folder / "sealed").touch()
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    expect(page.locator(".tc-root")).to_contain_text("Nothing in it can be changed")
    expect(page.locator(".tc-mark")).to_have_count(0)
    assert server.codings() == []


def test_script_in_any_name_or_text_stays_text(page: playwright.Page, server: Server) -> None:
    drag(page, 6, "and so on")
    page.get_by_role("combobox").fill("script")
    page.keyboard.press("Enter")
    saved(page, server, 1)
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-text")).to_contain_text(SCRIPT)
    expect(page.locator(".tc-panel")).to_contain_text(SCRIPT)
    assert page.evaluate("window.broken") is None


def test_a_phone_codes_by_touch_without_its_keyboard(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.locator(".tc-text").get_attribute("inputmode") == "none"
    page.locator(".tc-number").nth(7).tap()
    page.wait_for_selector(".tc-panel.tc-sheet")
    page.wait_for_function(
        """() => document.querySelectorAll('.tc-words')[7].getBoundingClientRect().bottom
          <= document.querySelector('.tc-panel').getBoundingClientRect().top"""
    )
    page.locator(".tc-code").nth(1).tap()
    (row,) = saved(page, server, 1)
    assert row["quotation"] == TURNS[7][1]


def test_words_chosen_by_touch_open_the_codes(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    page = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.locator(".tc-words").nth(0).tap()
    page.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[0].firstChild;
          getSelection().setBaseAndExtent(node, 0, node, 3);
        }"""
    )
    # The tap has chosen the sentence; the words chosen after it take its place.
    expect(page.locator(".tc-quote").first).to_have_text("“How”")
    page.locator(".tc-code").first.tap()
    assert saved(page, server, 1)[0]["quotation"] == "How"


def notes(server: Server, count: int) -> dict[str, list[object]]:
    """The stored notes by what they are on, once there are so many."""
    store = server.folder / "notes.json"
    for _ in range(100):
        kept = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
        if len(kept) == count:
            return kept
        time.sleep(0.1)
    raise AssertionError(f"{len(kept)} notes are kept, not {count}")


def test_the_speakers_own_words_become_a_code(page: playwright.Page, server: Server) -> None:
    drag(page, 7, "any use to anybody")
    page.get_by_role("button", name="Make a code of these words").click()
    expect(page.get_by_label("Name of your code")).to_have_value("any use to anybody")
    page.keyboard.press("Enter")
    (row,) = saved(page, server, 1)
    assert row["quotation"] == "any use to anybody"
    (own,) = json.loads((server.folder / "setup.json").read_text())["own_codes"]
    assert (own["id"], own["name"]) == (row["code_id"], "any use to anybody")
    # It is in the list from now on, and the same words make no second one.
    drag(page, 0, "How did you")
    page.keyboard.type("any use")
    page.keyboard.press("Enter")
    assert [row["code_id"] for row in saved(page, server, 2)] == [own["id"], own["id"]]
    drag(page, 0, "into it")
    page.get_by_role("button", name="Make a code of these words").click()
    page.get_by_label("Name of your code").fill("any use to anybody")
    page.keyboard.press("Enter")
    assert [row["code_id"] for row in saved(page, server, 3)] == [own["id"]] * 3
    page.reload()
    expect(page.locator(".tc-mark")).to_have_count(3)


def test_a_note_on_a_coding_is_written_changed_undone_and_kept_over_a_restart(
    page: playwright.Page, server: Server
) -> None:
    drag(page, 1, "you carry it")
    page.keyboard.press("1")
    (row,) = saved(page, server, 1)
    page.locator(".tc-mark").click()
    page.get_by_role("button", name="Note on Pain").click()
    page.get_by_label("Your note.").fill(f"Nobody asks. {FAMILY}\nThink again.")
    page.get_by_label("Let the team read it").check()
    page.get_by_role("button", name="Save").click()
    assert notes(server, 1) == {row["id"]: [f"Nobody asks. {FAMILY}\nThink again.", True]}
    page.locator(".tc-mark").click()
    expect(page.locator(".tc-own-note")).to_have_text(f"Nobody asks. {FAMILY}\nThink again.")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    notes(server, 0)
    page.keyboard.press("Control+Shift+Z")
    notes(server, 1)
    server.stop()
    page.locator(".tc-mark").click()
    page.get_by_role("button", name="Note on Pain").click()
    page.get_by_label("Your note.").fill("Only this.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".tc-status")).to_contain_text("Not saved yet")
    server.start()
    page.wait_for_selector(".tc-status[data-state=saved]", timeout=40_000)
    assert notes(server, 1)[str(row["id"])][0] == "Only this."


def test_a_first_reading_has_no_codes_and_keeps_what_stood_out(
    page: playwright.Page, server: Server
) -> None:
    page.get_by_role("button", name="Read first").click()
    expect(page.locator(".tc-told")).to_contain_text("You read without codes")
    page.keyboard.press("Control+Shift+ArrowRight")
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.keyboard.type("He asks how, not why.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert list(notes(server, 1).values()) == [["He asks how, not why.", False]]
    assert server.codings() == []
    page.get_by_role("button", name="Your note on turn 0").click()
    expect(page.get_by_label("What stood out?")).to_have_value("He asks how, not why.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Start coding").click()
    drag(page, 0, "How did you")
    page.keyboard.press("1")
    saved(page, server, 1)


def test_a_tap_takes_the_sentence_and_its_ends_move_by_a_word(
    open_page: Callable[..., playwright.Page], server: Server
) -> None:
    phone = open_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    place = phone.evaluate(
        """() => {
          const node = document.querySelectorAll('.tc-words')[1].firstChild;
          const range = document.createRange();
          const at = node.textContent.indexOf('asked');
          range.setStart(node, at);
          range.setEnd(node, at + 5);
          node.parentElement.scrollIntoView({ block: 'center' });
          const { left, top, width, height } = range.getBoundingClientRect();
          return [left + width / 2, top + height / 2];
        }"""
    )
    phone.touchscreen.tap(*place)
    expect(phone.locator(".tc-quote").first).to_have_text("“Nobody asked.”")
    phone.get_by_role("button", name="Begin one word earlier").tap()
    expect(phone.locator(".tc-quote").first).to_have_text("“it. Nobody asked.”")
    phone.get_by_role("button", name="End one word earlier").tap()
    phone.get_by_role("button", name="End one word earlier").tap()
    expect(phone.locator(".tc-quote").first).to_have_text("“it. Nobody”")
    phone.get_by_role("button", name="End one word later").tap()
    for _ in range(9):
        phone.get_by_role("button", name="Begin one word earlier").tap()
    phone.locator(".tc-code").nth(1).tap()
    (row,) = saved(phone, server, 1)
    assert str(row["quotation"]).endswith("Nobody asked")
    assert str(row["quotation"]).startswith(f"get into it?\nUp {FAMILY} all night")
    assert FAMILY in str(row["quotation"])


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_runs_out_of_the_page_and_targets_are_large(
    open_page: Callable[..., playwright.Page], width: int
) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    drag(page, 1, "you carry it")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.wait_for_function(
        """() => {
          const box = document.querySelector('.tc-panel').getBoundingClientRect();
          return box.left >= 0 && box.right <= innerWidth && box.top >= 0
            && box.bottom <= innerHeight;
        }"""
    )
    small = page.evaluate(
        """() => [...document.querySelectorAll('.tc-root :is(button, input, [role=option])')]
          .filter((element) => element.checkVisibility())
          .map((element) => [element.className, element.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(
    open_page: Callable[..., playwright.Page], server: Server, scheme: str
) -> None:
    page = open_page(color_scheme=scheme)

    def faults() -> list[str]:
        found = axe.Axe().run(page, context=".tc-root").response["violations"]
        return [
            f"{one['id']}: {one['nodes'][0]['html']}"
            for one in found
            if one["impact"] in ("critical", "serious")
        ]

    drag(page, 1, "you carry it")
    assert faults() == []
    page.get_by_role("button", name="Does not fit").click()
    assert faults() == []
    page.keyboard.press("Enter")
    saved(page, server, 1)
    page.locator(".tc-mark").click()
    assert faults() == []
