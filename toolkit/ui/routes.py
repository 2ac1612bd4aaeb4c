"""The addresses beside the pages: signing in and out, invitations, health, what has changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from toolkit.demo.published import find_published
from toolkit.errors import NotAllowed, ToolkitError
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.team import PageKind
from toolkit.settings import PASSPHRASE_CHARACTERS
from toolkit.storage import audit
from toolkit.ui import institution
from toolkit.ui.aids import style_of
from toolkit.ui.gate import find_member
from toolkit.ui.live import stream_changes, tell_head
from toolkit.ui.rendering import render
from toolkit.ui.served import cookie_name, served_project
from toolkit.ui.wording import care
from toolkit.ui.wording import entrance as words
from toolkit.workflow import accounts
from toolkit.workflow.reading_aids import find_aids
from toolkit.workflow.team_pages import find_page

MAX_FORM_BYTES = 20_000
LONGEST_KEPT = 500
"""How many characters of where somebody wanted to go are kept while they are elsewhere."""
HERE = Path(__file__).parent


async def _show_sign_in(request: Request) -> Response:
    if await run_in_threadpool(find_member, request):
        return RedirectResponse("/", 303)
    return _sign_in_page(request.query_params.get("then", "/"))


async def _sign_in(request: Request) -> Response:
    form = await _read_form(request)
    pen_name, then = form.get("pen_name", ""), form.get("then", "/")
    return await _let_in(
        request,
        lambda: accounts.sign_in(served_project(), pen_name, form.get("passphrase", "")),
        lambda problem: _sign_in_page(then, pen_name[:400], problem),
        then,
    )


def _sign_in_page(then: str, pen_name: str = "", problem: str = "") -> Response:
    published = find_published(served_project())
    return _page(
        "sign_in.html",
        words.SIGN_IN,
        problem,
        then=_own_path(then),
        pen_name=pen_name,
        published=published,
        has_institution=institution.is_set_up(),
    )


async def _show_invitation(request: Request) -> Response:
    token = request.query_params.get("token", "")
    try:
        member = await run_in_threadpool(accounts.find_invited, served_project(), token)
    except ToolkitError as error:
        return _page("no_entrance.html", words.CANNOT_COME_IN, error.problem.message)
    return _invitation_page(token, member.pen_name)


async def _accept_invitation(request: Request) -> Response:
    form = await _read_form(request)
    token, name = form.get("token", ""), form.get("username", "")
    if form.get("passphrase") != form.get("again"):
        return _invitation_page(token, name, words.NOT_THE_SAME)
    return await _let_in(
        request,
        lambda: accounts.accept_invitation(served_project(), token, form.get("passphrase", "")),
        lambda problem: _invitation_page(token, name, problem),
    )


def _invitation_page(token: str, name: str, problem: str = "") -> Response:
    return _page(
        "join.html",
        words.WELCOME.format(name=name),
        problem,
        token=token,
        name=name,
        shortest=PASSPHRASE_CHARACTERS,
        has_institution=institution.is_set_up(),
    )


async def _go_to_institution(request: Request) -> Response:
    """Send somebody on. Not by a redirect: the policy lets no form lead to another site."""
    if not institution.is_set_up():
        return Response(status_code=404)
    form = await _read_form(request)
    request.session.clear()  # it is a cookie, and has room for one try alone
    try:
        address = await institution.begin(request)
    except ToolkitError as error:
        return _no_entrance(error.problem.message)
    request.session["asked"] = {
        name: form.get(name, "")[:LONGEST_KEPT] for name in ("token", "then")
    }
    return _page("passing.html", words.TO_INSTITUTION, address=address)


async def _return_from_institution(request: Request) -> Response:
    """Let somebody in, with a page between: a strict cookie is not sent when another site leads
    here, and is with what our own page asks for.
    """
    if not institution.is_set_up():
        return Response(status_code=404)
    asked = request.session.pop("asked", {})
    token, then = asked.get("token", ""), _own_path(asked.get("then") or "/")
    try:
        who = await institution.identify(request)
    except ToolkitError as error:
        return _no_entrance(error.problem.message)
    known = {"issuer": who.issuer, "subject": who.subject}
    return await _let_in(
        request,
        lambda: (
            accounts.accept_invitation_by_identity(served_project(), token, **known)
            if token
            else accounts.sign_in_by_identity(served_project(), **known)
        ),
        _no_entrance,
        _page("passing.html", words.BACK_FROM_INSTITUTION, address=then),
    )


def _no_entrance(problem: str) -> Response:
    page = _page("no_entrance.html", words.CANNOT_COME_IN, problem)
    page.status_code = 403
    return page


async def _enter(request: Request) -> Response:
    token = request.query_params.get("token", "")
    return await _let_in(
        request,
        lambda: accounts.enter_as_owner(served_project(), token),
        _no_entrance,
    )


async def _show_sign_out(_request: Request) -> Response:
    return _page("sign_out.html", words.SIGN_OUT)


async def _sign_out(request: Request) -> Response:
    await run_in_threadpool(_end_session, request)
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(cookie_name(), httponly=True, samesite="strict")
    return response


def _end_session(request: Request) -> None:
    token = request.cookies.get(cookie_name())
    if token:
        accounts.sign_out(served_project(), token)


async def _show_stop(request: Request) -> Response:
    return await run_in_threadpool(_stop_page, request)


def _stop_page(request: Request) -> Response:
    """Words of the team and a way out. Nothing of it is kept but the end of the session."""
    member = find_member(request)
    aids = find_aids(served_project(), by=member.pen_name) if member else ReadingAids()
    said = {kind: find_page(served_project(), kind) for kind in PageKind}
    closing, support = said[PageKind.CLOSING], said[PageKind.SUPPORT]
    return _page(
        "stop.html",
        care.STOP_TITLE,
        care=care,
        closing=closing.words if closing else "",
        support=support.words if support else "",
        style=style_of(aids),
    )


async def _show_sign_out_everywhere(_request: Request) -> Response:
    return _page("sign_out_everywhere.html", words.SIGN_OUT_EVERYWHERE)


async def _sign_out_everywhere(request: Request) -> Response:
    token = request.cookies.get(cookie_name(), "")
    with suppress(NotAllowed):  # it ended a moment ago, and with it all the others
        await run_in_threadpool(accounts.sign_out_everywhere, served_project(), token)
    return await _sign_out(request)


async def _show_passphrase(request: Request) -> Response:
    return await run_in_threadpool(_passphrase_page, request)


async def _change_passphrase(request: Request) -> Response:
    form = await _read_form(request)
    if form.get("passphrase") != form.get("again"):
        return await run_in_threadpool(_passphrase_page, request, words.NOT_THE_SAME)
    token = request.cookies.get(cookie_name(), "")
    return await _let_in(
        request,
        lambda: accounts.change_passphrase(
            served_project(), token, form.get("old", ""), form.get("passphrase", "")
        ),
        lambda problem: _passphrase_page(request, problem),
        "/account",
    )


def _passphrase_page(request: Request, problem: str = "") -> Response:
    member = find_member(request)
    return _page(
        "passphrase.html",
        words.CHANGE_PASSPHRASE,
        problem,
        name=member.pen_name if member else "",
        shortest=PASSPHRASE_CHARACTERS,
    )


async def _let_in(
    request: Request,
    begin_session: Callable[[], str],
    refuse: Callable[[str], Response],
    then: str | Response = "/",
) -> Response:
    """Begin a session and end the one that this browser had, or say why not.

    Args:
        request: Whose browser it is.
        begin_session: Gives the new session's token, or raises why not.
        refuse: The page that says why not.
        then: The path to go to, or the page to show.
    """
    try:
        token = await run_in_threadpool(begin_session)
    except ToolkitError as error:
        refusal = refuse(error.problem.message)
        refusal.status_code = 403
        return refusal
    await run_in_threadpool(_end_session, request)
    response = RedirectResponse(_own_path(then), 303) if isinstance(then, str) else then
    is_https = request.url.scheme == "https"
    response.set_cookie(cookie_name(), token, httponly=True, samesite="strict", secure=is_https)
    return response


async def _read_form(request: Request) -> dict[str, str]:
    """The fields of a form; none where it is longer than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_FORM_BYTES:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace")))


def _own_path(then: str) -> str:
    """A path of this server, whatever was asked for: never another's address."""
    is_own = then.startswith("/") and not then.startswith(("//", "/\\"))
    return then if is_own and then.isprintable() else "/"


async def _answer_health(_request: Request) -> Response:
    await run_in_threadpool(_ask_database)
    return JSONResponse({"status": "ok"})


def _ask_database() -> None:
    with served_project().reading() as tx:
        audit.count_acts(tx)


def _page(
    template: str, heading: str, problem: str = "", *, style: str = "", **values: object
) -> Response:
    page = render(
        template,
        title=served_project().title,
        heading=heading,
        problem=problem,
        style=style,
        words=words,
        sans=_font("SourceSansVF-Upright"),
        serif=_font("SourceSerifVariable-Roman"),
        **values,
    )
    return HTMLResponse(page)


@cache
def _font(name: str) -> str:
    """The address of a typeface that Streamlit brings along."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    return f"/static/media/{next(media.glob(f'{name}*.woff2')).name}"


async def _events(request: Request) -> Response:
    return stream_changes(request)


ROUTES = [
    Route("/sign-in", _show_sign_in, methods=["GET"]),
    Route("/sign-in", _sign_in, methods=["POST"]),
    Route("/join", _show_invitation, methods=["GET"]),
    Route("/join", _accept_invitation, methods=["POST"]),
    Route("/institution", _show_sign_in, methods=["GET"]),
    Route("/institution", _go_to_institution, methods=["POST"]),
    Route(institution.RETURN_PATH, _return_from_institution, methods=["GET"]),
    Route("/enter", _enter, methods=["GET"]),
    Route("/sign-out", _show_sign_out, methods=["GET"]),
    Route("/sign-out", _sign_out, methods=["POST"]),
    Route("/stop", _show_stop, methods=["GET"]),
    Route("/sign-out-everywhere", _show_sign_out_everywhere, methods=["GET"]),
    Route("/sign-out-everywhere", _sign_out_everywhere, methods=["POST"]),
    Route("/passphrase", _show_passphrase, methods=["GET"]),
    Route("/passphrase", _change_passphrase, methods=["POST"]),
    Route("/healthz", _answer_health),
    Route("/events", _events),
    Route("/events/head", tell_head),
    Mount("/assets", StaticFiles(directory=HERE / "assets")),
]
"""Beside Streamlit's own; `toolkit.ui.gate` stands before all of them."""
