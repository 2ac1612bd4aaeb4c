"""Where to go on to, besides the way that all go."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, link
from toolkit.ui.wording import frame
from toolkit.ui.wording import further as words

MEASURE = 740


def show(_visit: Visit) -> None:
    """Show each of the pages with what it is for."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.INTRO)
    for name, purpose in words.FURTHER.items():
        with st.container(border=True, gap="xxsmall", width=MEASURE):
            link(name, frame.PAGES[name])
            st.markdown(purpose)
