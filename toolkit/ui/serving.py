"""The app as a server: every setting given, so that nothing of the machine's own decides.

Streamlit would otherwise read its settings from the folder somebody stands in, look up its
address at a public host, count its use, and ask for an e-mail address.
"""

from __future__ import annotations

import errno
import os
import re
import socket
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import streamlit as st
from starlette.formparsers import MultiPartParser
from starlette.middleware import Middleware
from streamlit import delta_generator
from streamlit.components.v2.component_manager import BidiComponentManager

from toolkit.demo.published import is_published
from toolkit.errors import BadInput, NotAllowed, ToolkitError
from toolkit.model.team import Role
from toolkit.settings import MAX_FILE_BYTES, PROJECT_VARIABLE
from toolkit.storage.project import Project
from toolkit.ui.gate import LOOPBACK, Gate
from toolkit.ui.institution import check_set_up
from toolkit.ui.live import watch_for_changes
from toolkit.ui.mishaps import keep_words_out_of_the_log
from toolkit.ui.routes import ROUTES
from toolkit.ui.served import served_project
from toolkit.workflow.accounts import (
    end_owner_links,
    list_without_entrance,
    open_for_owner,
)
from toolkit.workflow.team import list_members

SCRIPT = Path(__file__).parent / "start" / "script.py"
DEFAULT_PORT = 8501
EVERY_ADDRESS = ("0.0.0.0", "::")  # noqa: S104 - named so that nobody takes them for a host's name

HOST_NAME = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*")

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


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom the app answers: this machine alone, unless more is said.

    Attributes:
        address: Where it listens.
        hosts: The names that others reach it by.
        behind_https: A proxy in front speaks HTTPS with them, and nobody comes past it.
    """

    address: str = LOOPBACK[0]
    hosts: tuple[str, ...] = ()
    behind_https: bool = False

    @property
    def is_wide(self) -> bool:
        """Whether anybody but this machine is answered."""
        return self.address not in LOOPBACK or bool(self.hosts) or self.behind_https

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that it may be asked for by."""
        own = () if self.address in (*LOOPBACK, *EVERY_ADDRESS) else (self.address,)
        return (*LOOPBACK, *own, *self.hosts)


def app_parts(owner: str | None = None, reach: Reach = Reach()) -> dict[str, Any]:
    """What makes Streamlit's app ours: routes, the gate before them, and what runs beside it.

    Args:
        owner: The pen-name of whoever starts it; None for the one facilitator there is.
        reach: Whom it answers.

    Raises:
        BadInput: An institution to sign in through is set up by half.
    """

    @asynccontextmanager
    async def running(_app: st.App) -> AsyncIterator[None]:
        if reach.is_wide:
            end_owner_links(served_project())
            start = f"https://{reach.hosts[0]}/sign-in"
        else:
            _require_loopback()
            start = _entrance(owner)
        click.echo(f"{served_project().title}\nOpen {start}\nCtrl+C stops it.")
        async with watch_for_changes():
            yield

    check_set_up()
    keep_words_out_of_the_log()
    _leave_out_searches()
    # An upload over this is put on the disk; an uncleared interview must never be there.
    MultiPartParser.spool_max_size = 2 * MAX_FILE_BYTES
    gate = Middleware(Gate, reach.names, is_https=reach.behind_https)
    return {"lifespan": running, "routes": ROUTES, "middleware": [gate]}


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


def serve(
    folder: Path,
    *,
    port: int = DEFAULT_PORT,
    owner: str | None = None,
    reach: Reach = Reach(),
) -> None:
    """Serve a project until it is stopped.

    Args:
        folder: The project's.
        port: Where it listens.
        owner: The pen-name of whoever starts it; None for the one facilitator there is.
        reach: Whom it answers.

    Raises:
        NotFound: There is no project in the folder, or nobody has the pen-name.
        BadInput: Something else listens on the port, or the address is none of this machine's.
        NotAllowed: Others would be answered, and the project is not ready for them.
    """
    os.environ[PROJECT_VARIABLE] = str(folder.resolve())
    if reach.is_wide:
        _require_ready(served_project(), owner, reach)
    _require_free(reach.address, port)
    if owner is not None:
        open_for_owner(served_project(), member=owner)  # a wrong name is told before the start
    sys.argv[1:] = []  # Streamlit would take them for the page's own
    settings = {
        **SETTINGS,
        "server.port": port,
        "server.address": reach.address,
        "server.allowedHosts": list(reach.names),
    }
    st.App(SCRIPT, **app_parts(owner, reach)).run(config=settings)


def _require_ready(project: Project, owner: str | None, reach: Reach) -> None:
    """Nothing, where others may be answered; else every reason why not, at once."""
    reasons = find_reasons(project, owner, reach)
    if reasons:
        told = " ".join(f"{number}. {reason}" for number, reason in enumerate(reasons, 1))
        raise NotAllowed(
            "U120", f"The app was not started, for others cannot be let in like this. {told}"
        )


def find_reasons(project: Project, owner: str | None, reach: Reach) -> tuple[str, ...]:
    """Every reason why others cannot be answered; none where they can.

    Args:
        project: The one that they would see.
        owner: The pen-name of whoever would come in without a passphrase.
        reach: Whom the app would answer.
    """
    return tuple(_reasons(project, owner, reach))


def _reasons(project: Project, owner: str | None, reach: Reach) -> Iterator[str]:
    if not reach.behind_https:
        yield (
            "Over plain HTTP whoever is on the network could read passphrases and interviews on "
            "their way. Put a proxy in front that speaks HTTPS, and add --behind-https."
        )
    if not reach.hosts:
        yield "Say by which name others reach the app: --host NAME"
    if not all(map(HOST_NAME.fullmatch, reach.hosts)):
        yield "A --host is a name alone, such as study.example.org: no https://, no port, no *."
    if owner is not None:
        yield (
            "With --as whoever starts the app comes in without a passphrase. Leave it out; "
            "everybody signs in."
        )
    facilitators = {m.pen_name for m in list_members(project) if Role.FACILITATOR in m.roles}
    lacking = facilitators & {member.pen_name for member in list_without_entrance(project)}
    if lacking or not facilitators:
        yield (
            f"Of {len(facilitators)} facilitators {len(lacking)} cannot sign in yet, and the team "
            "needs one who can. Start the app for this machine alone, and set each by an "
            "invitation: toolkit invite FOLDER NAME"
        )
    if is_published(project):
        yield (
            "This is the invented study, and everybody may know its passphrase. Share a project "
            "of your own."
        )


def _require_free(address: str, port: int) -> None:
    try:
        family, kind, _, _, at = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        raise BadInput(
            "U122",
            "This is no address of a machine. Leave --address out to answer this machine alone.",
        ) from None
    with socket.socket(family, kind) as asked:
        # As the server will ask: a port whose last user has only just gone is free. On Windows
        # this would share the port with whoever has it.
        if os.name != "nt":
            asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind(at)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise BadInput(
                    "U123",
                    "This machine does not have the address that --address names. Give one that "
                    "it has, or leave it out to answer this machine alone.",
                ) from None
            raise BadInput(
                "U121",
                f"Port {port} is taken: the app may be running already, or something else is. "
                f"Use the one that runs, or choose another port, such as --port {port + 1}",
            ) from None


def _require_loopback() -> None:
    if st.get_option("server.address") not in LOOPBACK:
        raise NotAllowed(
            "U120",
            "Started like this the app answers this machine alone. For others start it with: "
            "toolkit app FOLDER --host NAME --behind-https",
        )


def _entrance(owner: str | None) -> str:
    """Where to come in: a link that works once for the owner, else the page to sign in at."""
    start = f"http://127.0.0.1:{st.get_option('server.port')}"
    try:
        return f"{start}/enter?token={open_for_owner(served_project(), member=owner)}"
    except ToolkitError:
        return f"{start}/sign-in"
