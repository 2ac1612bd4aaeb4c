"""Tell open pages that the project has changed, whoever changed it and wherever.

What is watched is the end of the project's own log. A coder's log is another one, so that a
page which stirs never tells that somebody is coding. Watching the log rather than our own acts
shows what the command line does too, and costs one short question of the database.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, StreamingResponse

from toolkit.errors import ToolkitError
from toolkit.storage import audit
from toolkit.ui.gate import find_member
from toolkit.ui.served import served_project
from toolkit.ui.wording import frame as words

SECONDS_BETWEEN_LOOKS = 0.2
HEAD_LENGTH = 16
SECONDS_BETWEEN_SIGNS = 10.0
"""How long a page waits at most for a sign that it is still listened to and signed in."""


@dataclass(frozen=True, slots=True)
class Change:
    """The project's log has grown.

    Attributes:
        head: The beginning of the hash of its last row.
        is_vote: Whether nothing was done but that somebody cast a vote that is hidden still.
    """

    head: str
    is_vote: bool = False


class _Bell:
    """Rung from any thread; whoever watches looks at once."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._rung = asyncio.Event()

    def ring(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, seconds: float) -> None:
        """Until it is rung, or so long."""
        self._loop = asyncio.get_running_loop()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)
        self._rung.clear()


_listeners: set[asyncio.Queue[Change]] = set()
_bell = _Bell()


def look_now() -> None:
    """Look at once whether the project has changed, for an act of this app has just ended."""
    _bell.ring()


@asynccontextmanager
async def watch_for_changes() -> AsyncIterator[None]:
    """Watch the project as long as the server runs."""
    task = asyncio.create_task(_watch())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch() -> None:
    seen = None
    while True:
        await _bell.wait(SECONDS_BETWEEN_LOOKS)
        if not _listeners:
            continue
        # A database that is locked or away for a moment is asked again.
        with suppress(ToolkitError):
            change = await run_in_threadpool(_read_change, seen)
            if change.head != seen:
                for listener in _listeners:
                    listener.put_nowait(change)
            seen = change.head


def _read_change(seen: str | None) -> Change:
    with served_project().reading() as tx:
        head = audit.last_hash(tx)[:HEAD_LENGTH]
        is_new = seen is not None and head != seen
        return Change(head, is_new and audit.has_only_votes_since(tx, seen or ""))


def _read_head() -> str:
    return _read_change(None).head


async def tell_head(_request: Request) -> JSONResponse:
    """How the project's log ends, for a page whose stream of events does not come through."""
    return JSONResponse({"head": await run_in_threadpool(_read_head)})


def stream_changes(request: Request) -> StreamingResponse:
    """Server-sent events: `changed` after an act of the team, `gone` after a sign-out.

    `here` comes now and then when nothing else does, so that a page knows that it still hears.
    """

    async def events() -> AsyncIterator[str]:
        listener: asyncio.Queue[Change] = asyncio.Queue()
        _listeners.add(listener)
        try:
            yield "retry: 2000\n\n"
            # What changed between the drawing of a page and this moment; a page that was drawn for
            # this very state leaves it alone.
            with suppress(ToolkitError):
                listener.put_nowait(Change(await run_in_threadpool(_read_head)))
            while True:
                try:
                    change = await asyncio.wait_for(listener.get(), SECONDS_BETWEEN_SIGNS)
                    yield f"event: changed\ndata: {json.dumps(asdict(change))}\n\n"
                except TimeoutError:
                    if await run_in_threadpool(find_member, request) is None:
                        yield "event: gone\ndata:\n\n"
                        return
                    yield "event: here\ndata:\n\n"
        finally:
            _listeners.discard(listener)

    return StreamingResponse(events(), media_type="text/event-stream")


def show_who(pen_name: str, *, follows: bool) -> bool:
    """Who is signed in, with a way out; and run the page again when the project has changed.

    It gives back whether such a change is why the page runs now.

    Args:
        pen_name: The member's.
        follows: Whether this page shows what others do. On the desk nothing may stir.
    """
    found = _component()(
        key=f"who-{follows}",
        # Plain values only: for a list or a dictionary in it Streamlit would load pandas.
        data={
            "name": pen_name,
            "head": _read_head(),
            "follows": follows,
            "account": words.ACCOUNT,
            "who": words.WHO,
            "signOut": words.SIGN_OUT,
        },
        on_changed_change=lambda: None,
    )
    return bool(found.changed)


def hear_votes(key: str) -> None:
    """Run the fragment that this stands in again, and nothing else, when somebody has voted.

    Args:
        key: Tells it from others on the page.
    """
    _ear()(key=key, on_voted_change=lambda: None)


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component(
        "toolkit_who", js=_asset("who.js"), css=_asset("who.css"), isolate_styles=False
    )


@cache
def _ear() -> st.components.v2.types.ComponentRenderer:
    return st.components.v2.component("toolkit_votes", js=_asset("votes.js"), isolate_styles=False)


def _asset(name: str) -> str:
    return (Path(__file__).with_name("assets") / name).read_text(encoding="utf-8")
