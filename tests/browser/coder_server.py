"""A Streamlit server of a test's own, with every setting given, and a browser to look at it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

BROWSER_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # No other host has an address, so that whatever asks for one gets nothing.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
SETTINGS = {
    "server.headless": "true",
    "server.address": "127.0.0.1",
    "server.fileWatcherType": "none",
    "server.runOnSave": "false",
    "browser.gatherUsageStats": "false",
    "browser.serverAddress": "127.0.0.1",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "full",
}


def find_chromium() -> str | None:
    """Chromium, where there is a choice without its own windows, which cost a third more."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser")
    return next((found for name in names if (found := shutil.which(name))), None)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Server:
    """The page `coder_page.py` over a folder that holds its transcript and its codings."""

    def __init__(self, folder: Path, setup: dict[str, object]) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.started: subprocess.Popen[bytes] | None = None
        self.log = folder / "server.log"
        self.set_up(setup)

    def set_up(self, setup: dict[str, object]) -> None:
        (self.folder / "setup.json").write_text(json.dumps(setup), encoding="utf-8")

    def start(self) -> None:
        page = Path(__file__).with_name("coder_page.py")
        settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
        settings.append(f"--server.port={self.port}")
        root = Path(__file__).parents[2]
        with self.log.open("ab") as log:
            self.started = subprocess.Popen(
                [sys.executable, "-m", "streamlit", "run", str(page), *settings],
                cwd=self.folder,
                env={**os.environ, "CODER_FOLDER": str(self.folder), "PYTHONPATH": str(root)},
                stdout=log,
                stderr=log,
            )
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health").close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise AssertionError(f"Streamlit did not start: {self.log.read_text()[-2000:]}")

    def stop(self) -> None:
        if self.started:
            self.started.kill()
            self.started.wait()
            self.started = None

    def codings(self) -> list[dict[str, object]]:
        store = self.folder / "codings.json"
        return json.loads(store.read_text(encoding="utf-8")) if store.exists() else []
