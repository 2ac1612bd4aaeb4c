"""The quiet row at the foot of every page: pause, stop for today, support, reading aids.

Nothing of what somebody does here is kept: a pause is between them and their browser. Stopping
leads out of the app, for it ends with signing out; the rest moves within it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st

from toolkit.model.reading_aids import ReadingAids
from toolkit.ui.aids import style_of, theme_of
from toolkit.ui.frame import go
from toolkit.ui.wording import care as words
from toolkit.ui.wording.frame import PAGES

LEADS_TO = ("support", "reading_aids")
"""The pages of the app that the row leads to."""


def show_care(aids: ReadingAids) -> None:
    """Draw the row, and the page as its reader wants to read it; go where the row leads."""
    style = style_of(aids)
    if style:
        st.html(f"<style>{style}</style>")
    pressed = _component()(
        key="care",
        # Plain values only: for a list or a dictionary in it Streamlit would load pandas.
        data={
            "row": words.ROW,
            "pause": words.PAUSE,
            "stop": words.STOP,
            "support": words.SUPPORT,
            "aids": words.AIDS,
            "title": words.PAUSE_TITLE,
            "words": words.PAUSE_WORDS,
            "goOn": words.GO_ON,
            "theme": theme_of(aids),
            "pages": " ".join(f"/{name}" for name in PAGES),
        },
        on_page_change=lambda: None,
    )
    if pressed.page in LEADS_TO:
        go(pressed.page)


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    here = Path(__file__).with_name("assets")
    return st.components.v2.component(
        "toolkit_care",
        js=(here / "care.js").read_text(encoding="utf-8"),
        css=(here / "care.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
