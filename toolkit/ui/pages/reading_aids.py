"""Reading aids: how one member wants to read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

import streamlit as st

from toolkit.model.reading_aids import ReadingAids
from toolkit.ui.frame import Visit, attempt, draw
from toolkit.ui.wording import reading_aids as words
from toolkit.workflow.reading_aids import keep_aids

T = TypeVar("T", bound=StrEnum)


def show(visit: Visit) -> None:
    """Show what the visitor has chosen, and let them choose otherwise."""
    st.title(words.TITLE, anchor=False)
    st.write(words.INTRO)
    aids = visit.aids
    with st.form("aids", border=False):
        st.header(words.LETTERS, anchor=False)
        size = _ask(words.SIZE, words.SIZES, aids.text_size)
        typeface = _ask(words.TYPEFACE, words.TYPEFACES, aids.typeface)
        st.write(words.TRY)
        st.header(words.ROOM, anchor=False)
        lines = _ask(words.LINES, words.SPACINGS, aids.line_spacing)
        letters = _ask(words.BETWEEN_LETTERS, words.SPACINGS, aids.letter_spacing)
        st.header(words.COLOURS_TITLE, anchor=False)
        colours = _ask(words.COLOURS, words.COLOUR_NAMES, aids.colours)
        st.header(words.DESK, anchor=False)
        one_turn = st.checkbox(words.ONE_TURN, aids.one_turn, key="aids-one-turn")
        read_aloud = st.checkbox(words.READ_ALOUD, aids.read_aloud, key="aids-read-aloud")
        st.write(words.ALOUD_MEANS)
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        chosen = ReadingAids(size, lines, letters, typeface, colours, one_turn, read_aloud)
        attempt(lambda: keep_aids(visit.project, by=visit.by, aids=chosen), words.SAVED)
    st.header(words.EXAMPLE_TITLE, anchor=False)
    draw("written.html", words=words.EXAMPLE)


def _ask(question: str, answers: Mapping[T, str], now: T) -> T:
    kinds = list(answers)
    return st.radio(
        question,
        kinds,
        index=kinds.index(now),
        format_func=answers.__getitem__,
        horizontal=True,
        key=f"aids-{question}",
    )
