"""Your account: your sides, your passphrase, your sessions."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, attempt, draw, form_key, table
from toolkit.ui.pages.team import ask_sides, name_roles, name_sides
from toolkit.ui.wording import account as words
from toolkit.workflow.positions import MAX_POSITION, find_position, keep_position
from toolkit.workflow.team import change_sides


def show(visit: Visit) -> None:
    """Show who the visitor is here, and let them change what is theirs alone."""
    st.title(words.TITLE, anchor=False)
    table(
        (words.FIELD, words.VALUE),
        [
            (words.PEN_NAME, visit.member.pen_name),
            (words.SIDES, name_sides(visit.member)),
            (words.ROLES, name_roles(visit.member)),
        ],
    )
    st.write(words.ROLES_BY)
    st.header(words.SIDES_TITLE, anchor=False)
    _offer_sides(visit)
    st.header(words.POSITION_TITLE, anchor=False)
    _offer_position(visit)
    # What changes the cookie happens at addresses of its own: a page cannot set one.
    st.header(words.PASSPHRASE_TITLE, anchor=False)
    st.write(words.PASSPHRASE_MEANS)
    draw("way.html", address="/passphrase", name=words.CHANGE_PASSPHRASE)
    st.header(words.EVERYWHERE_TITLE, anchor=False)
    st.write(words.EVERYWHERE_MEANS)
    draw("way.html", address="/sign-out-everywhere", name=words.SIGN_OUT_EVERYWHERE)


def _offer_sides(visit: Visit) -> None:
    form = form_key("sides")
    with st.form(form, border=False):
        sides = ask_sides(form, words.SIDES_MEAN, visit.member.sides)
        st.write(words.SIDES_COUNT)
        is_sent = st.form_submit_button(words.SAVE_SIDES, type="primary")
    if is_sent:
        attempt(
            lambda: change_sides(visit.project, by=visit.by, sides=sides),
            words.SIDES_SAVED,
            renew="sides",
        )


def _offer_position(visit: Visit) -> None:
    now = find_position(visit.project, by=visit.by)
    st.write(words.POSITION_MEANS)
    form = f"position-{now.id if now else ''}"  # another one once it has changed
    with st.form(form, border=False):
        said = st.text_area(
            words.POSITION,
            now.words if now else "",
            max_chars=MAX_POSITION,
            key=f"{form}-words",
        )
        is_shared = st.checkbox(
            words.POSITION_SHARED, bool(now and now.shared), key=f"{form}-shared"
        )
        is_sent = st.form_submit_button(words.SAVE_POSITION, type="primary")
    if is_sent:
        attempt(
            lambda: keep_position(visit.project, by=visit.by, words=said, shared=is_shared),
            words.POSITION_SAVED,
            written=(said,) if is_shared else (),
        )
