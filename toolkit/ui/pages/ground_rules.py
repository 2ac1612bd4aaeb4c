"""How we work: the team's ground rules, in its own words."""

from __future__ import annotations

import streamlit as st

from toolkit.model.team import PageKind
from toolkit.ui.frame import Visit
from toolkit.ui.pages.team_writing import show_written
from toolkit.ui.wording import team_pages as words


def show(visit: Visit) -> None:
    """Show the ground rules, and let any member but a guest write them."""
    st.title(words.GROUND_RULES_TITLE, anchor=False)
    st.write(words.GROUND_RULES_INTRO)
    show_written(visit, PageKind.GROUND_RULES)
