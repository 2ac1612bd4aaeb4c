"""Before a meeting begins: who chairs, about what, in which order; and the minutes of earlier."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.model.decision import QueueOrder
from toolkit.ui.frame import Visit, attempt, explain, plain
from toolkit.ui.wording import room as words
from toolkit.workflow.minutes import Minutes, make_minutes
from toolkit.workflow.review_sessions import Lobby, PastSession, begin_session, has_vote, see_lobby

WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def show_lobby(visit: Visit) -> None:
    """Ask what a meeting is about, and show the meetings that have been."""
    lobby = see_lobby(visit.project)
    st.markdown(words.INTRO)
    explain("difference", "decision", "dissent", "side", "code")
    if not lobby.transcripts:
        st.markdown(words.NOTHING_REVEALED)
    elif not any(count for _, count in lobby.transcripts):
        st.markdown(words.NOTHING_LEFT)
    elif not has_vote(visit.member):
        st.markdown(words.GUEST_WAITS)
    else:
        _offer_beginning(visit, lobby)
    if lobby.sessions:
        st.header(words.PAST, anchor=False)
        st.markdown(words.MINUTES_MEAN)
        for session in lobby.sessions:
            _show_past(visit, session)


def _offer_beginning(visit: Visit, lobby: Lobby) -> None:
    st.header(words.BEGIN_TITLE, anchor=False)
    named = {
        name: (words.TRANSCRIPT_ONE if count == 1 else words.TRANSCRIPT).format(
            name=name, count=count
        )
        for name, count in lobby.transcripts
        if count
    }
    with st.form("begin-meeting", border=False):
        chair = st.selectbox(words.CHAIR, lobby.chairs, width=360)
        st.markdown(words.CHAIR_MEANS)
        chosen = st.multiselect(
            words.TRANSCRIPTS, list(named), list(named), format_func=named.__getitem__, width=720
        )
        order = st.radio(
            words.ORDER,
            list(QueueOrder),
            format_func=words.ORDERS.__getitem__,
            captions=[words.ORDER_MEANINGS[one] for one in QueueOrder],
        )
        if st.form_submit_button(words.BEGIN, type="primary") and order:
            attempt(
                lambda: begin_session(
                    visit.project, by=visit.by, transcripts=chosen, order=order, chair=chair
                ),
                words.BEGUN,
            )


def _show_past(visit: Visit, session: PastSession) -> None:
    with st.container(border=True, width=720):
        when = say_when(session.begun_at)
        st.markdown(f"**{words.PAST_ONE.format(number=session.number, when=when)}**")
        people, chairs = ", ".join(session.people), ", ".join(session.chairs)
        st.markdown(plain(words.PAST_FACTS.format(chairs=chairs, people=people)))
        _offer_minutes(visit, session.number)


def _offer_minutes(visit: Visit, number: int) -> None:
    # By member: another one may sign in while this page stays open.
    kept = f"minutes-{number}-{visit.member.id}"
    made: Minutes | None = st.session_state.get(kept)
    if made is None:
        if st.button(words.MAKE.format(number=number)):
            attempt(lambda: _make(visit, number, kept), words.MADE.format(number=number))
        return
    name = words.FILE.format(number=number)
    with st.container(horizontal=True):
        for label, content, ending, kind in (
            (words.WORD, made.word, "docx", WORD_TYPE),
            (words.WEB, made.page, "html", "text/html"),
        ):
            st.download_button(
                label.format(number=number),
                content,
                file_name=f"{name}.{ending}",
                mime=kind,
                on_click="ignore",
            )


def _make(visit: Visit, number: int, kept: str) -> None:
    st.session_state[kept] = make_minutes(visit.project, number)
