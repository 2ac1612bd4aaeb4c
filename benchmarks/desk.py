"""What the coding desk costs: a coding from mouse-up to mark, what is sent for it, and opening.

Usage: python benchmarks/desk.py

Makes an interview of 20,000 words with 1,000 codings by one reader, serves it, and codes in
Chromium. CPU seconds are the server's and the browser's, as the kernel counts them (Linux).
"""

from __future__ import annotations

import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Page, WebSocket, sync_playwright

from app import cpu_seconds, free_port, megabytes, start
from toolkit.model.team import Role, Side
from toolkit.storage.project import Project
from toolkit.workflow.accounts import accept_invitation, invite
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.coding import add_coding, open_desk
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.projects import init_project
from toolkit.workflow.rounds import open_round
from toolkit.workflow.team import add_member

TURNS, WORDS, CODINGS, TRIES, OPENINGS = 500, 40, 1_000, 40, 7
PASSPHRASE = "four plain words here"
TALK = [
    "the",
    "night",
    "was",
    "long",
    "and",
    "nobody",
    "came",
    "to",
    "ask",
    "what",
    "we",
    "did",
    "so",
    "i",
    "sat",
    "there",
    "and",
    "it",
    "went",
    "on",
]
CODEBOOK = "theme,code_id,code,plain_meaning\n" + "\n".join(
    f"Theme {n % 4},C{n:02},Code {n},What it means when somebody says {n}" for n in range(33)
)
PICK = """([turn]) => {
  const words = document.querySelectorAll('.tc-words')[turn];
  words.scrollIntoView({ block: 'center' });
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  const node = walker.nextNode();
  const range = document.createRange();
  range.setStart(node, 0);
  range.setEnd(node, Math.min(20, node.length));
  const place = [...range.getClientRects()][0];
  return [place.left + 1, place.top + place.height / 2, place.right - 1];
}"""

WATCH = """([turn]) => {
  window.shown = null;
  let released = 0;
  const words = document.querySelectorAll('.tc-words')[turn];
  const note = () => { released = performance.now(); };
  document.addEventListener('pointerup', note, { once: true, capture: true });
  const watcher = new MutationObserver(() => {
    if (!released) return;
    watcher.disconnect();
    requestAnimationFrame(() => { window.shown = performance.now() - released; });
  });
  watcher.observe(words, { childList: true });
}"""


def build(folder: Path, readers: Sequence[str] = ("Cat",)) -> Project:
    """A long interview, and a round in which some people code it."""
    random.seed(1)
    project = init_project(folder / "study", "A long interview")
    team = {"Ann": Role.CHECKER, "Ben": Role.CHECKER, "Fay": Role.FACILITATOR}
    team |= dict.fromkeys(readers, Role.CODER)
    for name, role in team.items():
        add_member(project, name, roles={role}, sides={Side.LIVED})
    speakers = ("Interviewer", "P01")
    lines = [
        f"{speakers[n % 2]}: {' '.join(random.choices(TALK, k=WORDS)).capitalize()}."
        for n in range(TURNS)
    ]
    (folder / "P01.txt").write_text("\n".join(lines), encoding="utf-8")
    import_transcripts(project, [folder / "P01.txt"])
    clear_transcripts(project, by="Ann", approved_by="Ben", reason="Made up.", unread=True)
    (folder / "codes.csv").write_text(CODEBOOK, encoding="utf-8")
    import_codebook(project, folder / "codes.csv", by="Fay")
    open_round(project, "Round 1", by="Fay")
    for reader in readers:
        accept_invitation(project, invite(project, member=reader), PASSPHRASE)
    return project


def code(project: Project, number: int) -> float:
    """The CPU milliseconds of one coding, over so many."""
    text = open_desk(project, by="Cat", transcript="P01").transcript.text
    started = time.process_time()
    for _ in range(number):
        start_at = random.randrange(len(text) - 60)
        words = text[start_at : start_at + 50]
        add_coding(
            project,
            by="Cat",
            transcript="P01",
            start=start_at,
            end=start_at + 50,
            quotation=words,
            code=f"C{random.randrange(33):02}",
        )
    return 1000 * (time.process_time() - started) / number


def sign_in(page: Page, address: str) -> None:
    """Come in as the reader."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Pen-name").fill("Cat")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("h1")


def open_text(page: Page, address: str) -> None:
    """Open the desk and wait until all is drawn."""
    page.goto(f"{address}/read?transcript=P01")
    page.wait_for_selector(".tc-status[data-state=saved]")
    page.wait_for_selector(".tc-mark")


def code_by_mouse(page: Page, turn: int) -> float:
    """Milliseconds from letting go of the mouse, by way of a key, to the mark that shows."""
    left, top, right = page.evaluate(PICK, [turn])
    page.evaluate(WATCH, [turn])
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(right, top, steps=3)
    page.mouse.up()
    page.keyboard.press("5")
    while (shown := page.evaluate("window.shown")) is None:
        page.wait_for_timeout(20)
    page.wait_for_selector(".tc-status[data-state=saved]")
    return float(shown)


def family(process: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield process
    children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    for child in children:
        yield from family(int(child))


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        project = build(folder)
        code(project, CODINGS)
        print(f"workflow.add_coding: {code(project, 100):.1f} CPU ms")
        project.close()
        port = free_port()
        toolkit = str(Path(sys.executable).with_name("toolkit"))
        address = f"http://127.0.0.1:{port}"
        server = start(
            [toolkit, "app", str(folder / "study"), "--port", str(port)], f"{address}/healthz"
        )
        try:
            measure(playwright, server, address)
        finally:
            server.kill()
            server.wait()


def measure(playwright: object, server: subprocess.Popen[bytes], address: str) -> None:
    """Open the desk, open it again and again, code, and count."""
    browser = playwright.chromium.launch(  # type: ignore[attr-defined]
        executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    sent = [0]

    def count(socket: WebSocket) -> None:
        for kind in ("framesent", "framereceived"):
            socket.on(kind, lambda frame: sent.__setitem__(0, sent[0] + len(frame)))

    page.on("websocket", count)
    sign_in(page, address)
    open_text(page, address)
    whole, servers = [], []
    for _ in range(OPENINGS):
        before = cpu_seconds(server.pid), sum(map(cpu_seconds, family(os.getpid())))
        open_text(page, address)
        after = cpu_seconds(server.pid), sum(map(cpu_seconds, family(os.getpid())))
        servers.append(after[0] - before[0])
        whole.append(after[1] - before[1])
    print(
        f"opening the desk again: median {statistics.median(whole):.2f} CPU s, least "
        f"{min(whole):.2f}, most {max(whole):.2f}; {statistics.median(servers):.2f} the server's"
    )
    sent[0] = 0
    times = sorted(code_by_mouse(page, 2 * n + 1) for n in range(TRIES))
    print(f"sent for a coding: {sent[0] / TRIES / 1000:.1f} kB")
    late = times[int(0.95 * TRIES)]
    print(f"mouse-up to mark: median {statistics.median(times):.0f} ms, p95 {late:.0f} ms")
    print(f"memory of the server: {megabytes(server.pid):.0f} MB")
    browser.close()


if __name__ == "__main__":
    main()
