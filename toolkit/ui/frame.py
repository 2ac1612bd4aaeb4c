"""What pages are made with: who visits, acts that may be refused, text that stays text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitAPIException

from toolkit.errors import AsksFirst, Problem, ToolkitError
from toolkit.model.reading_aids import ReadingAids
from toolkit.model.team import Member
from toolkit.storage.project import Project
from toolkit.ui.live import look_now
from toolkit.ui.rendering import render
from toolkit.ui.served import cookie_name, served_project
from toolkit.ui.wording import frame as words
from toolkit.ui.wording import hints
from toolkit.workflow.accounts import find_session
from toolkit.workflow.writing import find_in_writing

SECONDS_SAID = 20.0
"""How long it is said what was done; a slow reader at a screen reader's pace gets to its end."""

_ADDRESS_SIGNS = re.compile(r"(https?:(?=//)|www(?=\.)|@)", re.IGNORECASE)
_MARKDOWN_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at a page: the project, the member who is signed in, how they want to read."""

    project: Project
    member: Member
    aids: ReadingAids = ReadingAids()  # noqa: RUF009 - it is frozen

    @property
    def by(self) -> str:
        """The pen-name, by which the functions of the workflow know who acts."""
        return self.member.pen_name


def is_still_signed_in(visit: Visit) -> bool:
    """Whether the visitor is, for a part of a page that is drawn again without the rest of it."""
    token = st.context.cookies.get(cookie_name())
    return bool(token) and find_session(served_project(), token or "") == visit.member


def attempt(
    act: Callable[[], object],
    done: str,
    *,
    renew: str = "",
    written: Sequence[str] = (),
    contacts: bool = False,
    part_alone: bool = False,
) -> None:
    """Do something, and show the page as it is then; where it is refused, say why right here.

    Args:
        act: Calls one function of the workflow.
        done: What is said at the top of the page afterwards.
        renew: A form whose fields are empty afterwards.
        written: What its doer wrote for others to read. Where it may name somebody they are told
            first, gently; pressed again with the same words, it is done.
        contacts: It is there to say whom to ring, so that telephone numbers are right in it.
        part_alone: Draw only the fragment anew that this is called in; it says itself what is done.
    """
    if _is_asked_to_look_again(written, contacts=contacts):
        return
    try:
        act()
    except ToolkitError as error:
        refuse(*map(_told, error.problems))
        return
    look_now()
    _show_as_it_is(done, renew, part_alone=part_alone)


def _is_asked_to_look_again(written: Sequence[str], *, contacts: bool) -> bool:
    asked = st.session_state.pop("asked-about", None)
    if not any(written) or asked == tuple(written):
        return False
    named = find_in_writing(served_project(), written, contacts=contacts)
    if not named:
        return False
    st.session_state["asked-about"] = tuple(written)
    st.warning(plain(gentle_word(named)))
    return True


def gentle_word(named: Sequence[str], *, is_kept: bool = False) -> str:
    """What a writer is told whose words may name somebody."""
    said = words.MAY_NAME_KEPT if is_kept else words.MAY_NAME
    return said.format(words=", ".join(f"“{one}”" for one in named))


def attempt_or_ask(
    act: Callable[[bool], object], done: str, *, asks: str, is_asked: bool, sure: str
) -> None:
    """Do something that may ask first; then offer to do it all the same.

    Args:
        act: Calls one function of the workflow; it is handed whether its doer is sure.
        done: What is said at the top of the page afterwards.
        asks: A name for what it would do, the same on every run; what it asked is kept under it.
        is_asked: Whether somebody wants it done now.
        sure: What the button says that does it all the same.
    """
    if is_asked:
        st.session_state.pop("asks", None)
        try:
            act(False)
        except AsksFirst as error:
            st.session_state["asks"] = (asks, _told(error.problem))
        except ToolkitError as error:
            refuse(*map(_told, error.problems))
            return
        else:
            _show_as_it_is(done, "")
    held, said = st.session_state.get("asks", ("", ""))
    if held == asks:
        st.warning(plain(said))
        if st.button(sure, key=f"sure-{asks}"):
            st.session_state.pop("asks")
            attempt(lambda: act(True), done)


def _show_as_it_is(done: str, renew: str, *, part_alone: bool = False) -> None:
    if renew:
        st.session_state[_count_key(renew)] = st.session_state.get(_count_key(renew), 0) + 1
    st.session_state["done"] = (done, time.monotonic())
    if part_alone:
        # Streamlit refuses it where a look at the whole page has come in between.
        with suppress(StreamlitAPIException):
            st.rerun(scope="fragment")
    st.rerun()


def forget_done(said: str) -> None:
    """Say this no more at the top of the page, for the page says it where it was done."""
    if st.session_state.get("done", ("",))[0] == said:
        st.session_state.pop("done")


def show_done(*, is_stirred: bool) -> None:
    """What was just done, while it is new, for one's own act stirs the page once more.

    Args:
        is_stirred: Whether the page is drawn anew for what somebody else did. What was refused
            just before stays on the page then, or nobody could read it to its end.
    """
    done, at = st.session_state.get("done", ("", 0.0))
    if not is_stirred:
        st.session_state["refused"] = ()
    # The box is always there: were it to come and go, all below it would be drawn anew, and what
    # is open or has the focus would lose it.
    with st.container(key="done"):
        if done and time.monotonic() - at < SECONDS_SAID:
            st.success(plain(done))
        for said in st.session_state["refused"]:
            st.error(plain(said))


def show_problems(problems: Iterable[Problem]) -> None:
    """What was refused and what to do next, a box for each problem."""
    for problem in problems:
        st.error(plain(_told(problem)))


def refuse(*reasons: str) -> None:
    """Say right here why what somebody asked for is not done, and what to do next."""
    st.session_state["refused"] = reasons
    for said in reasons:
        st.error(plain(said))


def _told(problem: Problem) -> str:
    return f"{problem.where}: {problem.message}" if problem.where else problem.message


def form_key(name: str) -> str:
    """The key of a form, or of a widget in it; another one after the form was renewed."""
    return f"{name}-{st.session_state.get(_count_key(name), 0)}"


def _count_key(name: str) -> str:
    return f"renewed-{name}"


def plain(text: str) -> str:
    """Text that a place which understands Markdown shows as it is.

    Example:
        >>> plain("**B_1** <i> :red[x]")
        '\\\\*\\\\*B\\\\_1\\\\*\\\\* \\\\<i\\\\> \\\\:red\\\\[x\\\\]'
    """
    # Addresses become links whatever is escaped, unless something invisible parts them.
    return _MARKDOWN_SIGNS.sub(r"\\\1", _ADDRESS_SIGNS.sub("\\1\u2060", text))


def draw(template: str, **values: object) -> None:
    """A template of `templates/`, filled; whatever a person wrote in a value stays text."""
    st.html(render(template, **values))


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "") -> None:
    """A plain table, whose first column names its rows."""
    draw("table.html", headings=headings, rows=list(rows), caption=caption)


@st.fragment
def fold_away(
    visit: Visit, title: str, draw_inside: Callable[[], None], *, key: str, width: int | None = None
) -> None:
    """A box that is drawn when somebody opens it: a page with less on it is there sooner.

    Args:
        visit: Who looks.
        title: What stands on the box.
        draw_inside: Draws what is in it.
        key: Its own on the page.
        width: In pixels; None for what the page gives.
    """
    box = st.expander(title, key=key, width=width or "stretch", on_change="rerun")
    opened = f"opened-{key}"
    if box.open:
        st.session_state[opened] = True
    # Folded again it stays drawn, or what somebody has begun to write there would be gone.
    if opened in st.session_state and is_still_signed_in(visit):
        with box:
            draw_inside()


def explain(*terms: str) -> None:
    """Plain meanings of words of the method that stand on this page, folded away."""
    draw(
        "hints.html",
        title=hints.TITLE,
        terms=[(term.capitalize(), hints.TERMS[term]) for term in terms],
    )


def link(page: str, label: str, /, **query: str) -> None:
    """A link to a page of the app, by the page's name."""
    st.page_link(st.session_state["pages"][page], label=plain(label), query_params=query or None)


def go(page: str, /, **query: str) -> None:
    """Show another page of the app now."""
    st.switch_page(st.session_state["pages"][page], query_params=query or None)
