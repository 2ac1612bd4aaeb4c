"""What a correction of a text did to the reader's own codings."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.model.transcript import Transcript
from toolkit.ui.frame import Visit, attempt, draw, plain
from toolkit.ui.wording import correction as words
from toolkit.workflow.placing import Leftover, Move, let_coding_go, list_moves, place_coding


def show_moves(visit: Visit, text: Transcript, round_name: str) -> None:
    """A calm line about what moved, and what did not with a way to place it or let it go."""
    for move in list_moves(visit.project, by=visit.by, transcript=text.name):
        if move.round_name == round_name:
            _show_move(visit, text, move)


def _show_move(visit: Visit, text: Transcript, move: Move) -> None:
    told = words.MOVED if move.left else words.MOVED_ALL
    when = say_when(move.corrected_at)
    st.info(plain(told.format(when=when, moved=move.moved, left=len(move.left))))
    if move.reason:
        st.markdown(plain(words.WHY.format(reason=move.reason)))
    if not move.left:
        return
    st.header(words.NEED_YOU.format(count=len(move.left)), anchor=False)
    st.markdown(words.NEED_YOU_INTRO)
    for left in move.left:
        _show_left(visit, text, left)


def _show_left(visit: Visit, text: Transcript, left: Leftover) -> None:
    coding = left.coding
    with st.container(border=True):
        first, last = left.turns[0], left.turns[-1]
        told = words.LEFT if first == last else words.LEFT_RANGE
        said = told.format(code=left.code, turn=first, first=first, last=last)
        st.markdown(f"**{plain(said)}**")
        draw("quoted.html", quoted=coding.quotation)
        with st.form(f"left-{coding.id}-{text.version}", border=False):
            turns = range(len(text.turns))
            turn = st.selectbox(words.TURN, turns, index=first)
            said = st.text_area(words.WORDS, value=coding.quotation)
            with st.container(horizontal=True):
                is_placed = st.form_submit_button(words.PLACE)
                is_gone = st.form_submit_button(words.LET_GO)
    if is_placed:
        attempt(
            lambda: place_coding(
                visit.project, by=visit.by, coding_id=coding.id, turn=turn, quotation=said
            ),
            words.PLACED,
        )
    elif is_gone:
        attempt(lambda: let_coding_go(visit.project, by=visit.by, coding_id=coding.id), words.WENT)
