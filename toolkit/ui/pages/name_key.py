"""The key to the names: made, opened for a visit, and given up, by checkers."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, attempt, form_key, plain, refuse, table
from toolkit.ui.wording import name_key as words
from toolkit.workflow.name_key import OpenKey, give_up_key, look_at_key, make_key, open_key

_HELD = "name-key"


def held_key(visit: Visit) -> OpenKey | None:
    """The key, where this member has opened it in this visit."""
    owner, opened = st.session_state.get(_HELD, ("", None))
    return opened if owner == visit.member.id else None


def show_key(visit: Visit) -> None:
    """What a checker can do with the key."""
    state = look_at_key(visit.project, by=visit.by)
    st.markdown(words.INTRO)
    if not state.is_made:
        st.markdown(f"**{words.NONE}**")
        st.markdown(words.KEEP_APART)
        _offer_making(visit)
        return
    st.markdown(f"**{words.IS_THERE if state.is_there else words.AWAY}**")
    st.markdown(plain(words.WHERE.format(path=state.path)))
    st.markdown(words.KEEP_APART)
    if state.is_there:
        _offer_opening(visit, held_key(visit))
    _offer_giving_up(visit)


def _offer_making(visit: Visit) -> None:
    form = form_key("make-key")
    with st.form(form, border=False):
        first, second = _ask_for_passphrase(form), _ask_again(form)
        is_sent = st.form_submit_button(words.MAKE, type="primary")
    if is_sent and first != second:
        refuse(words.DIFFERENT)
    elif is_sent:
        attempt(
            lambda: make_key(visit.project, by=visit.by, passphrase=first),
            words.MADE,
            renew="make-key",
        )


def _ask_for_passphrase(form: str) -> str:
    return st.text_input(words.PASSPHRASE, type="password", key=f"{form}-first", autocomplete="off")


def _ask_again(form: str) -> str:
    return st.text_input(words.AGAIN, type="password", key=f"{form}-second", autocomplete="off")


def _offer_opening(visit: Visit, opened: OpenKey | None) -> None:
    st.header(words.OPEN_TITLE, anchor=False)
    if opened is not None:
        st.markdown(words.IS_OPEN.format(count=len(opened.entries)))
        with st.expander(words.SHOW):
            table(
                (words.PSEUDONYM, words.NAME, words.KIND),
                [(one.pseudonym, one.words, one.kind.replace("_", " ")) for one in opened.entries],
            )
        if st.button(words.CLOSE):
            attempt(lambda: st.session_state.pop(_HELD), words.CLOSED)
        return
    st.markdown(words.OPEN_INTRO)
    form = form_key("open-key")
    with st.form(form, border=False):
        passphrase = _ask_for_passphrase(form)
        is_sent = st.form_submit_button(words.OPEN)
    if is_sent:
        attempt(lambda: _open(visit, passphrase), words.OPENED, renew="open-key")


def _open(visit: Visit, passphrase: str) -> None:
    opened = open_key(visit.project, by=visit.by, passphrase=passphrase)
    st.session_state[_HELD] = (visit.member.id, opened)


def _offer_giving_up(visit: Visit) -> None:
    with st.expander(words.GIVE_UP_TITLE):
        st.markdown(words.GIVE_UP_INTRO)
        with st.form("give-up-key", border=False):
            is_sure = st.checkbox(words.GIVE_UP_SURE)
            is_sent = st.form_submit_button(words.GIVE_UP)
        if is_sent and not is_sure:
            refuse(words.TICK_FIRST)
        elif is_sent:
            attempt(lambda: give_up_key(visit.project, by=visit.by), words.GIVEN_UP)
