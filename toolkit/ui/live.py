"""Tell open pages that the project has changed, whoever changed it and wherever.

What is watched is the end of the project's own log. A coder's log is another one, so that a
page which stirs never tells that somebody is coding. Watching the log rather than our own acts
shows what the command line does too, and costs one short question of the database.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import cache
from pathlib import Path

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import StreamingResponse

from toolkit.errors import ToolkitError
from toolkit.storage import audit
from toolkit.ui.gate import find_member
from toolkit.ui.served import served_project
from toolkit.ui.wording import frame as words

SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BETWEEN_SIGNS = 10.0
"""How long a page waits at most for a sign that it is still listened to and signed in."""

_listeners: set[asyncio.Queue[str]] = set()


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
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        if not _listeners:
            continue
        # A database that is locked or away for a moment is asked again.
        with suppress(ToolkitError):
            head = await run_in_threadpool(_read_head)
            if head != seen:
                for listener in _listeners:
                    listener.put_nowait(head)
            seen = head


def _read_head() -> str:
    with served_project().reading() as tx:
        return audit.last_hash(tx)[:16]


def stream_changes(request: Request) -> StreamingResponse:
    """Server-sent events: `changed` after an act of the team, `gone` after a sign-out."""

    async def events() -> AsyncIterator[str]:
        listener: asyncio.Queue[str] = asyncio.Queue()
        _listeners.add(listener)
        try:
            yield "retry: 2000\n\n"
            # What changed between the drawing of a page and this moment; a page that was drawn for
            # this very state leaves it alone.
            with suppress(ToolkitError):
                listener.put_nowait(await run_in_threadpool(_read_head))
            while True:
                try:
                    head = await asyncio.wait_for(listener.get(), SECONDS_BETWEEN_SIGNS)
                    yield f"event: changed\ndata: {head}\n\n"
                except TimeoutError:
                    if await run_in_threadpool(find_member, request) is None:
                        yield "event: gone\ndata:\n\n"
                        return
                    yield ": still here\n\n"
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


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    here = Path(__file__).with_name("assets")
    return st.components.v2.component(
        "toolkit_who",
        js=(here / "who.js").read_text(encoding="utf-8"),
        css=(here / "who.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
