"""The map of topics on a page: a picture, and which point somebody pressed in it."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

import streamlit as st

from toolkit.ui.topic_pictures import draw_map, find_point
from toolkit.workflow.topics import TopicsView


def show_map(view: TopicsView, *, chosen: int | None, pressed: int | None) -> int | None:
    """Show the map, and give back the segment whose point was pressed just now.

    Args:
        view: What is shown.
        chosen: The topic whose points are dark, by index; None for none.
        pressed: The segment whose point has a ring, by its place in `view.found.segments`.
    """
    picture, alt = draw_map(view, chosen, pressed)
    encoded = base64.b64encode(picture.encode()).decode()
    found = _component()(
        key="topic-map",
        # Plain values only: for a list or a dictionary in it Streamlit would load pandas.
        data={"picture": f"data:image/svg+xml;base64,{encoded}", "alt": alt},
        on_pressed_change=lambda: None,
    )
    if not found.pressed:
        return None
    across, down, _ = map(float, found.pressed.split())
    return find_point(view, across, down)


@cache
def _component() -> st.components.v2.types.ComponentRenderer:
    here = Path(__file__).with_name("assets")
    return st.components.v2.component(
        "toolkit_topic_map",
        js=(here / "topic_map.js").read_text(encoding="utf-8"),
        css=(here / "topic_map.css").read_text(encoding="utf-8"),
        isolate_styles=False,
    )
