"""Who is not signed in gets the sign-in page and nothing else.

It stands before every route, Streamlit's own too: pages, the socket they talk through, uploads,
and the addresses of files to download. What it lets through holds no word of the project.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import quote

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.model.team import Member
from toolkit.ui.served import cookie_name, served_project
from toolkit.ui.wording import entrance as words
from toolkit.workflow.accounts import find_session

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names by which a machine calls itself, and no other machine calls it."""

HOST = re.compile(r"([a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d+)?")
"""A host's name, or its address, and maybe a port."""

OPEN_PATHS = frozenset(
    {"/sign-in", "/join", "/enter", "/institution", "/institution/return"}
    | {"/healthz", "/_stcore/health", "/favicon.png", "/manifest.json"}
)
OPEN_FOLDERS = ("/static/", "/assets/")
"""Streamlit's own script, style and fonts, and ours: the same for every project."""

UNSAFE_METHODS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def _allow_own_script() -> str:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = (base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)


POLICY = "; ".join(
    (
        "default-src 'self'",
        # Streamlit loads a component's script as a blob, and its page has a script of two lines.
        f"script-src 'self' blob: {_allow_own_script()}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""What a browser may load and where from: this server alone, whatever a text holds."""


class Gate:
    """Lets requests of a living session through, and answers the others itself.

    Args:
        app: What stands behind it.
        hosts: The names that this server goes by. Asked for by any other, it is another site that
            asks, whose name was made to lead here.
        is_https: A proxy in front speaks HTTPS with the browser, and nobody comes past it.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str] = LOOPBACK, *, is_https: bool = False
    ) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.is_https = is_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or hand it on."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if self.is_https:
            scope["scheme"] = "https" if scope["type"] == "http" else "wss"
        connection = HTTPConnection(scope)
        refusal = await self._refuse(connection)
        if refusal is None:
            await self.app(scope, receive, _with_headers(scope, send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 4401})
        else:
            await refusal(scope, receive, _with_headers(scope, send))

    async def _refuse(self, connection: HTTPConnection) -> Response | None:
        scope, path = connection.scope, connection.url.path
        method = scope.get("method", "GET")
        if _host_of(connection) not in self.hosts:
            return PlainTextResponse(words.OTHER_NAME, 421)
        if (method in UNSAFE_METHODS or scope["type"] == "websocket") and not _is_own(connection):
            return PlainTextResponse(words.FROM_ELSEWHERE, 403)
        if path in OPEN_PATHS or path.startswith(OPEN_FOLDERS):
            return None
        if await run_in_threadpool(find_member, connection) is not None:
            return None
        if method == "GET" and "text/html" in connection.headers.get("accept", ""):
            wanted = path + (f"?{connection.url.query}" if connection.url.query else "")
            return RedirectResponse(f"/sign-in?then={quote(wanted, safe='')}", 303)
        return PlainTextResponse(words.SIGNED_OUT, 401)


def find_member(connection: HTTPConnection) -> Member | None:
    """The member who is signed in with the cookie that came along."""
    token = connection.cookies.get(cookie_name())
    return find_session(served_project(), token) if token else None


def _is_own(connection: HTTPConnection) -> bool:
    """Whether a browser that sends something was shown this very server's page.

    Without an Origin it is no browser's page that sends, and no cookie is being borrowed.
    """
    headers: Headers = connection.headers
    origin = headers.get("origin")
    scheme = "https" if connection.scope["scheme"] in ("https", "wss") else "http"
    return origin is None or origin == f"{scheme}://{headers.get('host')}"


def _host_of(connection: HTTPConnection) -> str:
    """The name that was asked for, without its port; empty where none can be read."""
    asked = connection.headers.getlist("host")
    found = HOST.fullmatch(asked[0].lower()) if len(asked) == 1 else None
    return found[1].strip("[]").rstrip(".") if found else ""


def _mark_cookies(message: Message) -> None:
    """Have Streamlit's cookies, too, sent over HTTPS alone."""
    message["headers"] = [
        (name, value + b"; Secure" if is_bare else value)
        for name, value in message["headers"]
        for is_bare in [name.lower() == b"set-cookie" and b"; secure" not in value.lower()]
    ]


def _with_headers(scope: Scope, send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            if scope["scheme"] == "https":
                _mark_cookies(message)
            headers = MutableHeaders(scope=message)
            headers["Content-Security-Policy"] = POLICY
            headers["X-Content-Type-Options"] = "nosniff"
            # "no-referrer" would take the Origin from our own forms as well.
            headers["Referrer-Policy"] = "same-origin"
            if not scope["path"].startswith(OPEN_FOLDERS) or message["status"] >= 400:
                headers["Cache-Control"] = "no-store"
        await send(message)

    return send_with_headers
