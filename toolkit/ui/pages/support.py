"""Support: whom to turn to, and what is said at the end of a day, in the team's own words."""

from __future__ import annotations

import streamlit as st

from toolkit.model.team import PageKind
from toolkit.ui.frame import Visit
from toolkit.ui.pages.team_writing import show_written
from toolkit.ui.wording import team_pages as words


def show(visit: Visit) -> None:
    """Show whom to turn to. The app has no telephone number of its own to show."""
    st.title(words.SUPPORT_TITLE, anchor=False)
    st.write(words.SUPPORT_INTRO)
    show_written(visit, PageKind.SUPPORT)
    st.header(words.CLOSING_TITLE, anchor=False)
    st.write(words.CLOSING_INTRO)
    show_written(visit, PageKind.CLOSING)
