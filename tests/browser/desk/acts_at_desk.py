"""A study for the desk alone, and what a reader does there."""

from __future__ import annotations

import json
import time

import pytest

from tests.browser.coder_server import Server
from toolkit.model.transcript import normalise_text

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")

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


def notes(server: Server, count: int) -> dict[str, list[object]]:
    """The stored notes by what they are on, once there are so many."""
    store = server.folder / "notes.json"
    for _ in range(100):
        kept = json.loads(store.read_text(encoding="utf-8")) if store.exists() else {}
        if len(kept) == count:
            return kept
        time.sleep(0.1)
    raise AssertionError(f"{len(kept)} notes are kept, not {count}")
