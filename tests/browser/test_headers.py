"""What every answer tells the browser: load and run nothing from elsewhere, and keep nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator

import pytest
from starlette.routing import Mount, Route

from tests.browser.app_server import AppServer
from tests.browser.wire import Answer, Wire
from toolkit.ui.routes import ROUTES
from toolkit.ui.wording import frame

OF_STREAMLIT = (
    *("/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/message?hash=0"),
    *("/_stcore/upload_file/a/b", "/media/0.docx", "/component/x/y.js", "/manifest.json"),
    *("/favicon.png", "/nothing-here", "/_stcore/bidi-components/x/y.js", "/index.html"),
    *("/%2e%2e/%2e%2e/etc/passwd", "//elsewhere.example/", "/static/%2e%2e/index.html", "/a\\b"),
)
"""Addresses of Streamlit's own, and some of nothing."""


@pytest.fixture
def kept_open(server: AppServer) -> Iterator[Wire]:
    made = Wire(server)
    made.sign_in("Heron")
    yield made


def faults(came: Answer, *, may_keep: bool = False) -> list[str]:
    """What an answer lacks."""
    policy = dict(
        part.split(" ", 1)
        for part in came.headers.get("content-security-policy", "x x").split("; ")
    )
    found = []
    if policy.get("frame-ancestors") != "'none'":
        found.append("may be shown in another site's frame")
    if policy.get("default-src") != "'self'" or policy.get("connect-src") != "'self'":
        found.append("may load from elsewhere")
    if re.search(r"unsafe|\*|http", policy.get("script-src", "*")):
        found.append("may run any script")
    if policy.get("object-src") != "'none'" or policy.get("form-action") != "'self'":
        found.append("may send elsewhere")
    if came.headers.get("x-content-type-options") != "nosniff":
        found.append("may be taken for something else")
    if came.headers.get("referrer-policy") != "same-origin":
        found.append("tells other sites its address")
    if not may_keep and came.headers.get("cache-control") != "no-store":
        found.append("may be kept by the browser")
    return found


def paths_of_ours() -> list[tuple[str, str]]:
    """Every way to ask each of our own routes."""
    return [
        (method, route.path)
        for route in ROUTES
        if isinstance(route, Route)
        for method in sorted(route.methods or {"GET"})
        if route.path != "/events"
    ]


def test_every_route_and_page_has_every_header(kept_open: Wire) -> None:
    asked = [("GET", f"/{page}") for page in frame.PAGES]
    asked += [(method, path) for path in OF_STREAMLIT for method in ("GET", "POST", "OPTIONS")]
    asked += paths_of_ours()
    session = dict(kept_open.cookies)
    found = {}
    for method, path in asked:
        for cookies in (session, {}):
            came = Wire(kept_open.server, dict(cookies)).ask(path, method, Accept="text/html")
            found[method, path, bool(cookies)] = faults(came)
            session = session if kept_open.ask("/").status == 200 else _again(kept_open)
    assert {asked: lacks for asked, lacks in found.items() if lacks} == {}


def _again(wire: Wire) -> dict[str, str]:
    wire.cookies.clear()
    wire.sign_in("Heron")
    return dict(wire.cookies)


def test_what_is_the_same_for_everybody_may_be_kept_and_has_the_rest(kept_open: Wire) -> None:
    page = kept_open.ask("/").body
    scripts = re.findall(r'(?:src|href)="\./(static/[^"]+)"', page)
    assert scripts
    (mount,) = [route for route in ROUTES if isinstance(route, Mount)]
    assert mount.path == "/assets"
    for path in (*scripts, "assets/entrance.css"):
        assert faults(kept_open.ask(f"/{path}"), may_keep=True) == [], path
    assert faults(kept_open.ask("/assets/none.css")) == []


def test_the_page_has_no_script_but_those_that_the_policy_names(kept_open: Wire) -> None:
    """So that no page of Streamlit's next version asks for more without our knowing."""
    came = kept_open.ask("/")
    inline = re.findall(r"<script>(.*?)</script>", came.body, re.DOTALL)
    assert came.headers["content-security-policy"].count("'sha256-") == len(inline)
    assert "javascript:" not in came.body
    assert not re.search(r"\son\w+=", came.body)


def test_a_file_to_download_and_what_is_refused_are_not_kept_either(kept_open: Wire) -> None:
    with kept_open.open_socket() as socket:
        said = socket.run("codebook", "view=history")
        said += socket.run("codebook")
        found = re.findall(r"/media/[\w.-]+", said)
        assert found, "the page offers the codebook as a file"
        came = kept_open.ask(found[0])
        assert (came.status, faults(came)) == (200, [])
        path = f"/_stcore/upload_file/{socket.session}/{uuid.uuid4()}"
        refused = kept_open.ask(path, "PUT")
        assert (refused.status, faults(refused)) == (403, [])
        assert Wire(kept_open.server).ask(found[0]).status == 401
    elsewhere = kept_open.ask("/sign-in", "POST", Origin="http://elsewhere.example")
    assert (elsewhere.status, faults(elsewhere)) == (403, [])
    other = kept_open.ask("/", Host="elsewhere.example")
    assert (other.status, faults(other)) == (421, [])
