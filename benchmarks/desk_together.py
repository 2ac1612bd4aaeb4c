"""Twenty people code at once: how long one of them waits from mouse-up to the mark.

Usage: python benchmarks/desk_together.py

One person codes in Chromium; nineteen others code over websockets as the browser would, each a
passage every two to six seconds, on an interview of 20,000 words in which each has 1,000
codings. Beside the wait of the one stands how long the others waited until the server had
answered with the coding drawn, and what share of one core the server took.
"""

from __future__ import annotations

import json
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
from desk import CODINGS, PASSPHRASE, TRIES, build, code_by_mouse, open_text, sign_in
from playwright.sync_api import Playwright, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

from app import cpu_seconds, free_port, megabytes, start
from toolkit.model.coding import Coding
from toolkit.model.transcript import Transcript, new_id
from toolkit.storage.codings import add_codings
from toolkit.storage.project import Project
from toolkit.workflow.coding import add_coding, open_desk

OTHERS = tuple(f"Coder {number:02}" for number in range(19))
SPAN = 50
BROKEN_OFF = ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN
LONGEST_REST = 6.0
SHORTEST_REST = 2.0


def fill_desk(project: Project, reader: str) -> Transcript:
    """A thousand codings of one reader: one as people make it, the rest like it."""
    text = open_desk(project, by=reader, transcript="P01").transcript
    made = add_coding(
        project,
        by=reader,
        transcript="P01",
        start=0,
        end=SPAN,
        quotation=text.text[:SPAN],
        code="C00",
    )
    with project.transaction() as tx:
        add_codings(tx, _like(made, text.text))
    return text


def _like(made: Coding, text: str) -> Iterator[Coding]:
    for number in range(1, CODINGS):
        at = number * (len(text) - SPAN) // CODINGS
        code = f"C{number % 33:02}"
        quotation = text[at : at + SPAN]
        yield replace(made, id=new_id(), start=at, end=at + SPAN, quotation=quotation, code_id=code)


def join(address: str, reader: str) -> ClientConnection:
    """A signed-in reader's connection, as the browser opens it."""
    with httpx.Client() as client:
        form = {"pen_name": reader, "passphrase": PASSPHRASE, "then": "/"}
        client.post(f"{address}/sign-in", data=form, headers={"Origin": address})
        cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return connect(
        f"{address.replace('http', 'ws')}/_stcore/stream",
        origin=address,  # type: ignore[arg-type]
        additional_headers={"Cookie": cookies},
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
        max_queue=None,
        ping_interval=None,
    )


def run_page(connection: ClientConnection, asked: BackMsg) -> list[ForwardMsg]:
    """What the server draws when the page is run."""
    connection.send(asked.SerializeToString())
    drawn = []
    while True:
        message = ForwardMsg()
        message.ParseFromString(bytes(connection.recv(decode=False)))
        drawn.append(message)
        # A run that was broken off is followed by another.
        if message.HasField("script_finished") and message.script_finished != BROKEN_OFF:
            return drawn


def open_page(address: str) -> BackMsg:
    """What the browser asks for when it opens the desk."""
    asked = BackMsg()
    asked.rerun_script.query_string = "transcript=P01"
    asked.rerun_script.page_name = "read"
    asked.rerun_script.context_info.url = f"{address}/read"
    return asked


def find_component(drawn: list[ForwardMsg]) -> BidiComponent:
    """The part of the desk that holds the codings."""
    parts = (message.delta.new_element.bidi_component for message in drawn)
    return next(part for part in parts if part.component_name == "toolkit_text_coder_codings")


def code_on(address: str, reader: str, text: Transcript, stop: threading.Event) -> list[float]:
    """Code passages until told to stop; the seconds that each took to be drawn again."""
    waits: list[float] = []
    with join(address, reader) as connection:
        drawn = run_page(connection, open_page(address))
        component = find_component(drawn)
        page = next(m.navigation.page_script_hash for m in drawn if m.HasField("navigation"))
        while not stop.wait(random.uniform(SHORTEST_REST, LONGEST_REST)):
            asked = coding_sent(address, component.id, text)
            asked.rerun_script.page_script_hash = page
            # As a browser says which large messages it has kept, so that they are not sent again.
            kept = {message.hash for message in drawn if message.metadata.cacheable}
            asked.rerun_script.cached_message_hashes.extend(kept - {""})
            started = time.perf_counter()
            drawn = [*drawn, *run_page(connection, asked)][-200:]
            waits.append(time.perf_counter() - started)
    return waits


def coding_sent(address: str, component: str, text: Transcript) -> BackMsg:
    """One coding as the browser's outbox sends it."""
    at = random.randrange(len(text.text) - SPAN)
    item = {
        "nonce": str(uuid.uuid4()),
        "act": "add",
        "start": at,
        "end": at + SPAN,
        "quotation": text.text[at : at + SPAN],
        "answer": "code",
        "code": f"C{random.randrange(33):02}",
        "line": "",
    }
    outbox = {"text": f"{text.id}/{text.version}", "items": [item], "sent": time.time()}
    asked = open_page(address)
    asked.rerun_script.page_name = ""
    widget = asked.rerun_script.widget_states.widgets.add()
    widget.id = f"$$STREAMLIT_INTERNAL_KEY_{component}__events"
    widget.json_trigger_value = json.dumps([{"event": "outbox", "value": outbox}])
    return asked


def measure(playwright: Playwright, server: int, address: str, text: Transcript) -> None:
    """Code in a browser while the others code."""
    stop = threading.Event()
    waits: list[float] = []
    others = [
        threading.Thread(target=lambda name=name: waits.extend(code_on(address, name, text, stop)))
        for name in OTHERS
    ]
    browser = playwright.chromium.launch(
        executable_path=shutil.which("chromium"), args=["--headless", "--no-sandbox"]
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    sign_in(page, address)
    open_text(page, address)
    for other in others:
        other.start()
    time.sleep(2 * LONGEST_REST)
    began, spent = time.perf_counter(), cpu_seconds(server)
    times = sorted(code_by_mouse(page, 2 * n + 1) for n in range(TRIES))
    took = time.perf_counter() - began
    share = (cpu_seconds(server) - spent) / took
    stop.set()
    for other in others:
        other.join()
    browser.close()
    late = times[int(0.95 * TRIES)]
    print(f"mouse-up to mark: median {statistics.median(times):.0f} ms, p95 {late:.0f} ms")
    waits.sort()
    print(
        f"{len(waits)} codings of {len(OTHERS)} others, until drawn again: "
        f"median {1000 * statistics.median(waits):.0f} ms, "
        f"p95 {1000 * waits[int(0.95 * len(waits))]:.0f} ms"
    )
    print(f"the server took {100 * share:.0f} % of a core and {megabytes(server):.0f} MB")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        readers = ("Cat", *OTHERS)
        project = build(folder, readers)
        texts = [fill_desk(project, reader) for reader in readers]
        project.close()
        port = free_port()
        toolkit = str(Path(sys.executable).with_name("toolkit"))
        address = f"http://127.0.0.1:{port}"
        server = start(
            [toolkit, "app", str(folder / "study"), "--port", str(port)], f"{address}/healthz"
        )
        try:
            measure(playwright, server.pid, address, texts[0])
        finally:
            server.kill()
            server.wait()


if __name__ == "__main__":
    main()
