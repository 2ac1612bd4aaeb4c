"""Ask who is there, then show the page they asked for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import streamlit as st

from toolkit.errors import ToolkitError
from toolkit.model.team import Member
from toolkit.ui.care import show_care
from toolkit.ui.frame import Visit, show_done, show_problems
from toolkit.ui.live import show_who
from toolkit.ui.served import cookie_name, served_project
from toolkit.ui.wording import frame as words
from toolkit.ui.wording.further import FURTHER
from toolkit.workflow.accounts import find_session
from toolkit.workflow.reading_aids import find_aids

STILL_PAGES = frozenset({"read", "account", "reading_aids"})
"""Pages that show one's own work alone; what others do does not stir them."""

ASIDE = frozenset({"account", "ground_rules", "support", "reading_aids"}) | frozenset(FURTHER)
"""Pages that are not in the list at the top, for it has to fit in a row: a link on every page, or
the page Look further, leads there."""

STYLE = Path(__file__).with_name("assets") / "frame.css"


def show_page() -> None:
    """Show the page of this address to whoever is signed in at this moment."""
    st.set_page_config(page_title=served_project().title, layout="wide")
    token = st.context.cookies.get(cookie_name())
    member = find_session(served_project(), token) if token else None
    if member is None:
        st.error(words.SIGNED_OUT)
        st.markdown(f"[{words.SIGN_IN_AGAIN}](/sign-in)")
        return
    _begin_for(member)
    aids = find_aids(served_project(), by=member.pen_name)
    visit = Visit(served_project(), member, aids)
    pages = {name: _page(name, title, visit) for name, title in words.PAGES.items()}
    st.session_state["pages"] = pages
    chosen = st.navigation(list(pages.values()), position="top")
    # A link to the page one is on changes what is asked for, and not the address, which a reload
    # would ask for again.
    st.query_params.from_dict(st.query_params.to_dict())
    st.html(STYLE)
    show_care(aids)
    is_stirred = show_who(member.pen_name, follows=chosen.url_path not in STILL_PAGES)
    show_done(is_stirred=is_stirred)
    try:
        chosen.run()
    except ToolkitError as error:
        show_problems(error.problems)


def _begin_for(member: Member) -> None:
    """Forget what was typed here by another member who sat at this browser before."""
    if st.session_state.get("member") != member.id:
        st.session_state.clear()
        st.session_state["member"] = member.id


def _page(name: str, title: str, visit: Visit) -> st.Page:
    def show() -> None:
        # Only the page that is asked for is loaded: the first one need not wait for all.
        import_module(f"toolkit.ui.pages.{name}").show(visit)

    return st.Page(
        show,
        title=title,
        url_path=name,
        default=name == "home",
        visibility="hidden" if name in ASIDE else "visible",
    )
