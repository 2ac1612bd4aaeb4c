"""The app as a stranger's program meets it: plain requests and sockets, with no browser between."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from tests.browser.app_server import PASSPHRASE, AppServer

NO_TOKEN = "-"
"""Streamlit's own sign-in would have a token here."""

ENDS = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
)
"""How a run ends for good; otherwise another one follows at once."""


@dataclass(frozen=True)
class Answer:
    """What came back to a request."""

    status: int
    headers: Mapping[str, str]
    body: str
    cookies: tuple[str, ...]


@dataclass
class Wire:
    """Somebody who asks the app, with the cookies that they were given."""

    server: AppServer
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, method: str = "GET", form: Mapping[str, str] | None = None, **headers: str
    ) -> Answer:
        """Ask once; underscores in the headers' names stand for hyphens."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent.setdefault("Cookie", self._cookie())
        body = None
        if form is not None:
            body = urlencode(form)
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        connection.request(method, path, body=body, headers=sent)
        came = connection.getresponse()
        given = Answer(
            came.status,
            {name.lower(): value for name, value in came.getheaders()},
            came.read().decode("utf-8", "replace"),
            tuple(value for name, value in came.getheaders() if name.lower() == "set-cookie"),
        )
        for cookie in given.cookies:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        connection.close()
        return given

    @property
    def token(self) -> str:
        """The token of the session."""
        return next(value for name, value in self.cookies.items() if name.startswith("toolkit-"))

    def sign_in(self, pen_name: str, passphrase: str = PASSPHRASE) -> Answer:
        """Sign in; the cookie is kept where it worked."""
        form = {"pen_name": pen_name, "passphrase": passphrase}
        return self.ask("/sign-in", "POST", form)

    @contextmanager
    def open_socket(self, session: str = "", **headers: str) -> Iterator[Socket]:
        """The socket that pages talk through; `session` is of one that was open before."""
        if self.cookies:
            headers["Cookie"] = self._cookie()
        name = headers.pop("Host", f"127.0.0.1:{self.server.port}")
        with connect(
            f"ws://{name}/_stcore/stream",
            address=("127.0.0.1", self.server.port),
            proxy=None,
            subprotocols=[Subprotocol(one) for one in ("streamlit", NO_TOKEN, session) if one],
            additional_headers=headers,
            max_size=None,
        ) as connection:
            yield Socket(connection)

    def _cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


class Socket:
    """An open page, without anything to show it.

    Attributes:
        session: What the app calls it.
        sent: The messages of the last run.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.session = ""
        self.sent: list[ForwardMsg] = []

    def run(
        self,
        page: str,
        query: str = "",
        *,
        widgets: Mapping[str, str | bool] | None = None,
        triggers: Mapping[str, str | bool] | None = None,
    ) -> str:
        """Everything that the app sends for a page, in the state that is claimed.

        Args:
            widgets: What was typed, or whether a box was opened, by the widget's id.
            triggers: What was pressed, or what a component sent, by its id.
        """
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query
        states = message.rerun_script.widget_states.widgets
        for name, typed in (widgets or {}).items():
            if isinstance(typed, bool):
                states.add(id=name, bool_value=typed)
            else:
                states.add(id=name, string_value=typed)
        for name, value in (triggers or {}).items():
            if isinstance(value, bool):
                states.add(id=name, trigger_value=value)
            else:
                states.add(id=name, json_trigger_value=value)
        self.connection.send(message.SerializeToString())
        return self.listen()

    def listen(self) -> str:
        """Everything that is sent until a run has ended, and is not run again at once."""
        self.sent = []
        while True:
            given = ForwardMsg.FromString(self.connection.recv(timeout=60))  # type: ignore[arg-type]
            self.sent.append(given)
            kind = given.WhichOneof("type")
            if kind == "new_session":
                self.session = given.new_session.initialize.session_id or self.session
            if kind == "script_finished" and given.script_finished in ENDS:
                return "\n".join(f"{one}{_told(one)}" for one in self.sent)

    def widgets(self) -> list[str]:
        """The ids of everything that can be pressed or filled in."""
        return [element.id for element in self._elements() if hasattr(element, "id")]

    def find(self, end: str, *, label: str = "") -> str:
        """The id of the one that ends like this, or has this label."""
        (found,) = {
            element.id
            for element in self._elements()
            if getattr(element, "id", "").endswith(end)
            and (not label or getattr(element, "label", "") == label)
        }
        return str(found)

    def _elements(self) -> Iterator[object]:
        for one in self.sent:
            drawn = one.delta.WhichOneof("type") if one.WhichOneof("type") == "delta" else None
            if drawn in ("new_element", "add_block"):
                element = getattr(one.delta, drawn)
                kind = element.WhichOneof("type")
                if kind:
                    yield getattr(element, kind)


def _told(message: ForwardMsg) -> str:
    # In what a message is printed as, letters beyond ASCII are numbers.
    return message.SerializeToString().decode("utf-8", "replace")
