"""What the app costs its server, beside Streamlit's own page with one word on it.

Usage: python benchmarks/app.py DEMO_FOLDER

DEMO_FOLDER is what `toolkit demo DEMO_FOLDER --no-app` built. Both servers are started in turns,
visited by Chromium, and left alone for a while; CPU seconds and memory are the server's, as the
kernel counts them (Linux).
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from toolkit.demo.published import PASSPHRASE
from toolkit.ui.serving import SETTINGS

ROUNDS = 3
IDLE_SECONDS = 10


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def cpu_seconds(process: int) -> float:
    """The CPU seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """The memory that a process holds."""
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def start(command: list[str], address: str) -> subprocess.Popen[bytes]:
    """A server that answers."""
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            time.sleep(0.05)
        else:
            return started
    sys.exit("The server did not start.")


def visit_ours(page: Page, address: str) -> None:
    """Sign in and see the first page."""
    page.goto(f"{address}/sign-in")
    page.get_by_label("Pen-name").fill("Heron")
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("h1")
    page.wait_for_selector('[data-test-script-state="notRunning"]')


def visit_bare(page: Page, address: str) -> None:
    """See the page with one word."""
    page.goto(address)
    page.get_by_text("Hello").wait_for()


def measure(page: Page, demo: Path, bare: Path) -> dict[str, float]:
    """The figures of one round."""
    found: dict[str, float] = {}
    port, other = free_port(), free_port()
    toolkit = str(Path(sys.executable).with_name("toolkit"))
    flags = [
        f"--{name}={str(value).lower() if isinstance(value, bool) else value}"
        for name, value in SETTINGS.items()
        if not isinstance(value, list) and not name.startswith("theme")
    ]
    streamlit = [sys.executable, "-m", "streamlit", "run", str(bare), *flags]
    for name, command, health, visit, at in (
        ("ours", [toolkit, "app", str(demo), "--port", str(port)], "/healthz", visit_ours, port),
        ("bare", [*streamlit, f"--server.port={other}"], "/_stcore/health", visit_bare, other),
    ):
        address = f"http://127.0.0.1:{at}"
        server = start(command, address + health)
        try:
            visit(page, address)
            found[f"{name} first page"] = cpu_seconds(server.pid)
            time.sleep(IDLE_SECONDS)
            found[f"{name} idle"] = (
                cpu_seconds(server.pid) - found[f"{name} first page"]
            ) / IDLE_SECONDS
            found[f"{name} memory"] = megabytes(server.pid)
        finally:
            server.kill()
            server.wait()
    return found


def main(demo: Path) -> None:
    """Print the medians of both, and their ratios."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        bare = Path(made) / "bare.py"
        bare.write_text("import streamlit as st\nst.write('Hello')\n", encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
        )
        rounds = [measure(browser.new_page(), demo, bare) for _ in range(ROUNDS)]
        browser.close()
    medians = {name: statistics.median(one[name] for one in rounds) for name in rounds[0]}
    for figure, unit in (
        ("first page", "CPU seconds from the start"),
        ("memory", "MB"),
        ("idle", "CPU seconds a second"),
    ):
        ours, floor = medians[f"ours {figure}"], medians[f"bare {figure}"]
        ratio = f"{ours / floor:.1f} times" if floor else "the floor is 0"
        print(f"{figure}: {ours:.3g} {unit}; a bare page {floor:.3g}; {ratio}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
