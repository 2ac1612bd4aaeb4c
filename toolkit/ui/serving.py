"""The app as a server: every setting given, so that nothing of the machine's own decides.

Streamlit would otherwise read its settings from the folder somebody stands in, look up its
address at a public host, count its use, and ask for an e-mail address.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from streamlit import delta_generator
from streamlit.components.v2.component_manager import BidiComponentManager

from toolkit.errors import BadInput, NotAllowed, ToolkitError
from toolkit.settings import MAX_FILE_BYTES, PROJECT_VARIABLE
from toolkit.ui.gate import Gate
from toolkit.ui.live import watch_for_changes
from toolkit.ui.mishaps import keep_words_out_of_the_log
from toolkit.ui.routes import ROUTES
from toolkit.ui.served import served_project
from toolkit.workflow.accounts import open_for_owner

SCRIPT = Path(__file__).parent / "start" / "script.py"
LOOPBACK = ("127.0.0.1", "localhost", "::1")
DEFAULT_PORT = 8501

SETTINGS: Mapping[str, object] = {
    "browser.gatherUsageStats": False,
    "browser.serverAddress": "127.0.0.1",
    "client.allowedOrigins": [],
    "client.showErrorDetails": "none",
    "client.showErrorLinks": False,
    "client.toolbarMode": "minimal",
    # What a browser has had is named and not sent again, our small styles too.
    "global.minCachedMessageSize": 1_000.0,
    "logger.enableRich": False,
    "logger.hideWelcomeMessage": True,
    "runner.magicEnabled": False,
    # Python collects what is left over by itself; to force it after each run took a third of one.
    "runner.postScriptGC": False,
    "server.address": "127.0.0.1",
    "server.allowedHosts": list(LOOPBACK[:2]),
    "server.enableAgentApi": False,
    "server.enableCORS": True,
    "server.enableStaticServing": False,
    "server.enableXsrfProtection": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
    "server.maxUploadSize": MAX_FILE_BYTES // (1024 * 1024),
    "server.runOnSave": False,
    "server.showEmailPrompt": False,
    "server.xsrfCookieSameSite": "strict",
    "theme.font": "sans-serif",
    "theme.headingFont": "serif",
    "theme.headingFontSizes": ["2.1rem", "1.5rem", "1.2rem", "1.05rem", "1rem", "1rem"],
    "theme.baseFontSize": 17,
    "theme.baseRadius": "medium",
    "theme.showWidgetBorder": True,
    "theme.linkUnderline": True,
    "theme.light.primaryColor": "#1d5c63",
    "theme.light.backgroundColor": "#fdfcf9",
    "theme.light.secondaryBackgroundColor": "#f3f1ea",
    "theme.light.textColor": "#1a1a1a",
    "theme.light.linkColor": "#1d5c63",
    "theme.light.borderColor": "#8b8a83",
    "theme.dark.primaryColor": "#2f7f86",
    "theme.dark.backgroundColor": "#15191b",
    "theme.dark.secondaryBackgroundColor": "#1f2527",
    "theme.dark.textColor": "#ececea",
    "theme.dark.linkColor": "#8fd0c8",
    "theme.dark.borderColor": "#7d8684",
}
"""What Streamlit is told, whoever starts it; `.streamlit/config.toml` says the same."""


def app_parts(owner: str | None = None) -> dict[str, Any]:
    """What makes Streamlit's app ours: routes, the gate before them, and what runs beside it.

    Args:
        owner: The pen-name of whoever starts it; None for the one facilitator there is.
    """

    @asynccontextmanager
    async def running(_app: st.App) -> AsyncIterator[None]:
        _require_loopback()
        click.echo(f"{served_project().title}\nOpen {_entrance(owner)}\nCtrl+C stops it.")
        async with watch_for_changes():
            yield

    keep_words_out_of_the_log()
    _leave_out_searches()
    # An upload over this is put on the disk; an uncleared interview must never be there.
    MultiPartParser.spool_max_size = 2 * MAX_FILE_BYTES
    return {"lifespan": running, "routes": ROUTES, "middleware": [Middleware(Gate)]}


def _leave_out_searches() -> None:
    """Keep Streamlit from two searches at its start that find nothing here.

    It reads what every installed package says of itself, for components of others to draw on
    pages: ours is handed over by name, and no other shall come in by being installed. And it
    reads the source of all that is loaded, to learn whether somebody runs it by typing.
    """
    BidiComponentManager.discover_and_register_components = _find_none  # type: ignore[assignment,method-assign]
    delta_generator._use_warning_has_been_displayed = True


def _find_none(_manager: BidiComponentManager, *, start_file_watching: bool = True) -> None:
    pass


def serve(folder: Path, *, port: int = DEFAULT_PORT, owner: str | None = None) -> None:
    """Serve a project to this machine until it is stopped.

    Args:
        folder: The project's.
        port: Where it listens.
        owner: The pen-name of whoever starts it; None for the one facilitator there is.

    Raises:
        NotFound: There is no project in the folder, or nobody has the pen-name.
        BadInput: Something else listens on the port.
    """
    _require_free(port)
    os.environ[PROJECT_VARIABLE] = str(folder.resolve())
    if owner is not None:
        open_for_owner(served_project(), member=owner)  # a wrong name is told before the start
    sys.argv[1:] = []  # Streamlit would take them for the page's own
    st.App(SCRIPT, **app_parts(owner)).run(config={**SETTINGS, "server.port": port})


def _require_free(port: int) -> None:
    with socket.socket() as asked:
        # As the server will ask: a port whose last user has only just gone is free. On Windows
        # this would share the port with whoever has it.
        if os.name != "nt":
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(("127.0.0.1", port))
        except OSError:
            raise BadInput(
                "U121",
                f"Port {port} is taken: the app may be running already, or something else is. "
                f"Use the one that runs, or choose another port, such as --port {port + 1}",
            ) from None


def _require_loopback() -> None:
    if st.get_option("server.address") not in LOOPBACK:
        raise NotAllowed(
            "U120",
            "The app answers this machine alone for now. Start it with: toolkit app FOLDER",
        )


def _entrance(owner: str | None) -> str:
    """Where to come in: a link that works once for the owner, else the page to sign in at."""
    start = f"http://127.0.0.1:{st.get_option('server.port')}"
    try:
        return f"{start}/enter?token={open_for_owner(served_project(), member=owner)}"
    except ToolkitError:
        return f"{start}/sign-in"
