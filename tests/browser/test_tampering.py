"""What a program can send and no page of ours sends: none of it gets further than a page does."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import update
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.browser.app_server import PASSPHRASE, AppServer, give_passphrases
from tests.browser.wire import Socket, Wire
from tests.small_study import fill
from tests.workflow.stages import NEVER_SHOWN, SHOWN_AT_REVEAL, plant
from toolkit.storage import tables
from toolkit.storage.project import Project
from toolkit.ui.frame import plain
from toolkit.ui.wording import entrance, frame
from toolkit.ui.wording import read as reading
from toolkit.workflow.accounts import change_passphrase, sign_out
from toolkit.workflow.coding import open_desk, place_in_turn
from toolkit.workflow.projects import init_project
from toolkit.workflow.rounds import list_rounds, open_round

HIDDEN = (SHOWN_AT_REVEAL, NEVER_SHOWN)
WORDS_OF_P01 = "Nobody to ring"
WORDS_OF_P02 = "café talk"
OWN_CODE = (reading.OWN_NAME, reading.KEEP_OWN_CODE)
READERS = {"P01": ["Wren", "Kestrel"], "P02": ["Plover", "Kestrel"]}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    folder = tmp_path_factory.mktemp("tampered") / "study"
    project = init_project(folder, "A small study")
    fill(project, folder.parent)
    give_passphrases(project)
    open_round(project, "Round 1", by="Heron", readers=READERS)
    plant(project)
    project.close()
    made = AppServer(folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture
def arrive(server: AppServer) -> Callable[[str], Wire]:
    """Makes somebody who is signed in."""

    def arrived(pen_name: str) -> Wire:
        made = Wire(server)
        assert made.sign_in(pen_name).status == 303
        return made

    return arrived


def own_work(project: Project, by: str) -> str:
    return repr([open_desk(project, by=by, transcript=text) for text in ("P01", "P02")])


def item(project: Project, turn: int, **given: object) -> dict[str, object]:
    """An item of the desk's outbox, as its own script would send it, on a whole turn of P01."""
    text = open_desk(project, by="Wren", transcript="P01").transcript
    start, end = place_in_turn(text, turn, None)
    usual = {"nonce": str(uuid.uuid4()), "act": "add", "answer": "code", "code": "R06", "line": ""}
    return usual | {"start": start, "end": end, "quotation": text.text[start:end]} | given


def send(
    socket: Socket, project: Project, *items: dict[str, object], element: str = "", **more: object
) -> str:
    """Everything that the desk answers to an outbox."""
    text = open_desk(project, by="Wren", transcript="P01").transcript
    outbox = {"text": f"{text.id}/{text.version}", "items": list(items)} | more
    sent = json.dumps([{"event": "outbox", "value": outbox}])
    trigger = f"$$STREAMLIT_INTERNAL_KEY_{element or socket.find('-codings')}__events"
    return socket.run("read", "transcript=P01", triggers={trigger: sent})


def test_what_the_desk_sends_is_saved_when_it_is_sent_like_this(
    arrive: Callable[[str], Wire], project: Project
) -> None:
    """So that the tests below cannot pass because nothing arrives at all."""
    with arrive("Wren").open_socket() as socket:
        assert WORDS_OF_P01 in socket.run("read", "transcript=P01")
        send(socket, project, item(project, 3))
    assert [one.code_id for one in open_desk(project, by="Wren", transcript="P01").codings] == [
        "R06"
    ]


def test_a_crafted_outbox_reaches_nobody_elses_work(
    arrive: Callable[[str], Wire], project: Project
) -> None:
    theirs = open_desk(project, by="Kestrel", transcript="P01")
    own_code, coding = theirs.own_codes[0].id, theirs.codings[0].id
    before, own = own_work(project, "Kestrel"), "transcript=P01"
    with arrive("Wren").open_socket() as socket:
        said = socket.run("read", own)
        for crafted in (
            item(project, 1, act="remove", code=own_code),
            item(project, 3, act="remove", code="R07"),
            item(project, 1, code=own_code),
            item(project, 1, code=own_code, name="Mine now"),
            item(project, 1, act="note", code=own_code, line="Mine now.", shared=True),
            item(project, 1, act="note", code=own_code, line="x", shared=True, coding=coding),
            item(project, 1, act="remove", coding_id=coding),
            item(project, 1, coder="Kestrel"),
            item(project, 1, by="Kestrel"),
            item(project, 1, round="Round 1"),
        ):
            said += send(socket, project, crafted)
        said += send(socket, project, item(project, 1), by="Kestrel", coder="Kestrel", member="x")
    assert own_work(project, "Kestrel") == before
    assert [one for one in HIDDEN if one in said] == []
    assert coding not in said


def test_a_widget_of_somebody_elses_page_does_nothing(
    arrive: Callable[[str], Wire], project: Project
) -> None:
    before = own_work(project, "Kestrel")
    with arrive("Kestrel").open_socket() as theirs, arrive("Wren").open_socket() as mine:
        assert SHOWN_AT_REVEAL in theirs.run("read", "transcript=P01")
        said = mine.run("read", "transcript=P01")
        said += send(mine, project, item(project, 2), element=theirs.find("-codings"))
    assert own_work(project, "Kestrel") == before
    assert [one for one in HIDDEN if one in said] == []


def test_a_button_that_only_a_facilitator_is_shown_does_nothing_for_others(
    arrive: Callable[[str], Wire], project: Project
) -> None:
    with arrive("Heron").open_socket() as theirs, arrive("Wren").open_socket() as mine:
        theirs.run("team")
        shown = [name for name in theirs.widgets() if "FormSubmitter" in name]
        mine.run("team")
        only_theirs = [name for name in shown if name not in mine.widgets()]
        assert only_theirs
        mine.run("team", triggers=dict.fromkeys(only_theirs, True))
    (found,) = list_rounds(project)
    assert not found.is_revealed
    with project.reading() as tx:
        assert len(tx.execute(tables.members.select()).all()) == 4


def test_the_address_of_a_text_one_is_not_asked_to_read_shows_none_of_it(
    arrive: Callable[[str], Wire],
) -> None:
    with arrive("Wren").open_socket() as socket:
        for query in ("transcript=P02", "transcript=P02&round=Round+1&turn=1", "text=P02"):
            assert WORDS_OF_P02 not in socket.run("read", query)
        for page in ("transcripts", "screening", "compare", "search", "notes", "report", "seal"):
            said = socket.run(page, "transcript=P02&text=P02&draft=P02&words=talk&difference=x")
            assert [one for one in (WORDS_OF_P02, *HIDDEN) if one in said] == [], page


def test_what_is_no_message_ends_the_socket_and_nothing_else(
    arrive: Callable[[str], Wire], server: AppServer
) -> None:
    wren = arrive("Wren")
    for rubbish in (b"\xff" * 100, "words", b"\x00" * 5):
        with wren.open_socket() as socket, pytest.raises(ConnectionClosed):
            socket.connection.send(rubbish)
            socket.listen()
    assert wren.ask("/healthz").status == 200
    log = server.log.read_text("utf-8")
    assert [one for one in (*HIDDEN, WORDS_OF_P01, WORDS_OF_P02) if one in log] == []


GUESSED = (
    *("/", "/read?transcript=P01", "/team", "/report", "/events", "/passphrase", "/sign-out"),
    *("/stop", "/sign-out-everywhere", "/media/0.docx", "/media/../media/0.docx", "/~/+/media/0"),
    *("/_stcore/host-config", "/_stcore/metrics", "/_stcore/upload_file/a/b", "/_stcore/script"),
    *("/_stcore/message?hash=1", "/component/toolkit_who/x.js", "/_stcore/bidi-components/x/y.js"),
    *(
        "/app/static/x",
        "/project.db",
        "/names.key",
        "/static/../project.db",
        "/docs",
        "/oauth2callback",
    ),
    *("/auth/login", "/auth/logout", "/nothing-here", "/sign-in/", "/sign-in/x", "//read", "/READ"),
)


@pytest.mark.parametrize("path", GUESSED)
def test_a_guessed_address_gives_nothing_to_whoever_is_not_signed_in(
    server: AppServer, path: str
) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE"):
        for cookies in ({}, {"toolkit-0": "x"}, dict.fromkeys(("a", "b"), "\xe9")):
            came = Wire(server, cookies).ask(path, method, Accept="text/html")
            is_turned_away = came.status in (303, 307, 400, 401, 404, 405)
            assert is_turned_away, (method, path, came.status)
            assert WORDS_OF_P01 not in came.body
            assert "set-cookie" not in came.headers, (method, path)


def test_an_upload_without_its_token_is_refused(arrive: Callable[[str], Wire]) -> None:
    wren = arrive("Wren")
    with wren.open_socket() as socket:
        socket.run("transcripts", "bring-in=yes")
        wren.ask("/_stcore/health")
        path = f"/_stcore/upload_file/{socket.session}/{uuid.uuid4()}"
        for method in ("PUT", "DELETE"):
            assert wren.ask(path, method).status == 403
            assert wren.ask(path, method, X_Xsrftoken="2|00|00|0").status == 403
            given = wren.cookies["_streamlit_xsrf"]
            assert wren.ask(path, method, X_Xsrftoken=f"{given[:-1]}x").status == 403
        # Without the session the token alone opens nothing.
        token = wren.cookies["_streamlit_xsrf"]
        stranger = Wire(wren.server, {"_streamlit_xsrf": token})
        assert stranger.ask(path, "PUT", X_Xsrftoken=token).status == 401


def after_sign_out(project: Project, wire: Wire) -> None:
    sign_out(project, wire.token)


def after_a_new_passphrase(project: Project, wire: Wire) -> None:
    new = change_passphrase(project, wire.token, PASSPHRASE, "nine old brass lamps")
    change_passphrase(project, new, "nine old brass lamps", PASSPHRASE)


def after_its_time(project: Project, wire: Wire) -> None:
    with project.transaction() as tx:
        tx.execute(update(tables.sessions).values(ends_at="2026-01-01T00:00:00.000000Z"))


def after_an_hour_asleep(project: Project, wire: Wire) -> None:
    with project.transaction() as tx:
        tx.execute(update(tables.sessions).values(last_seen_at="2026-01-01T00:00:00.000000Z"))


@pytest.mark.parametrize(
    "ends", [after_sign_out, after_a_new_passphrase, after_its_time, after_an_hour_asleep]
)
def test_a_stale_cookie_opens_nothing(
    arrive: Callable[[str], Wire], project: Project, ends: Callable[[Project, Wire], None]
) -> None:
    wren = arrive("Wren")
    with wren.open_socket() as socket:
        assert WORDS_OF_P01 in socket.run("read", "transcript=P01")
        element = socket.find("-codings")
        ends(project, wren)
        # The socket is open still; what is asked through it is answered no more.
        said = socket.run("read", "transcript=P01")
        said += send(socket, project, item(project, 2), element=element)
    assert frame.SIGNED_OUT in said
    assert WORDS_OF_P01 not in said
    assert wren.ask("/").status == 401
    assert wren.ask("/", Accept="text/html").status == 303
    assert wren.ask("/events").status == 401
    with pytest.raises(InvalidStatus) as refused, wren.open_socket():
        pass
    assert refused.value.response.status_code == 403
    spans = [
        (one.start, one.code_id) for one in open_desk(project, by="Wren", transcript="P01").codings
    ]
    assert (item(project, 2)["start"], "R06") not in spans


@pytest.mark.parametrize(
    "origin",
    [
        "http://elsewhere.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://{here}",
        "http://{here}.elsewhere.example",
        "http://elsewhere.example@{here}",
        "null",
        "",
    ],
)
def test_a_socket_or_form_of_another_site_is_refused(
    arrive: Callable[[str], Wire], server: AppServer, origin: str
) -> None:
    wren, here = arrive("Wren"), f"127.0.0.1:{server.port}"
    sent = {"Origin": origin.format(here=here)}
    with pytest.raises(InvalidStatus) as refused, wren.open_socket(**sent):
        pass
    assert refused.value.response.status_code == 403
    assert wren.ask("/sign-out", "POST", **sent).status == 403
    assert wren.ask("/", Accept="text/html").status == 200
    with wren.open_socket(Origin=f"http://{here}") as socket:
        assert WORDS_OF_P01 in socket.run("read", "transcript=P01")


@pytest.mark.parametrize(
    "host",
    ["elsewhere.example", "127.0.0.1.elsewhere.example", "a@127.0.0.1:x", "[", "", "127.0.0.2"],
)
def test_a_name_that_is_not_the_apps_is_not_answered(
    arrive: Callable[[str], Wire], host: str
) -> None:
    wren = arrive("Wren")
    for path in ("/", "/sign-in", "/healthz", "/_stcore/health", "/static/x"):
        came = wren.ask(path, Host=host, Accept="text/html")
        assert (came.status, came.body) == (421, entrance.OTHER_NAME)
    signing = {"pen_name": "Wren", "passphrase": PASSPHRASE}
    assert wren.ask("/sign-in", "POST", signing, Host=host).status == 421


def test_who_sits_down_after_somebody_is_not_told_what_they_did(
    arrive: Callable[[str], Wire],
) -> None:
    """A browser that was cut off takes up its page again, with the cookie that it has by then."""
    with arrive("Kestrel").open_socket() as socket:
        socket.run("read", "transcript=P01")
        box = socket.find("", label=reading.OWN_CODE)
        socket.run("read", "transcript=P01", widgets={box: True})
        name, button = (socket.find("", label=one) for one in OWN_CODE)
        said = socket.run(
            "read", "transcript=P01", widgets={name: "Nights"}, triggers={button: True}
        )
        assert plain(reading.OWN_CODE_KEPT) in said
    with arrive("Wren").open_socket(session=socket.session) as again:
        said = again.run("read", "transcript=P01")
        assert again.session == socket.session
    assert WORDS_OF_P01 in said
    assert [one for one in (plain(reading.OWN_CODE_KEPT), *HIDDEN) if one in said] == []
