"""Seal: say that one's own reading of a transcript is finished."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from toolkit.ui.frame import Visit, attempt, explain, form_key, link, plain, refuse, table
from toolkit.ui.wording import frame
from toolkit.ui.wording import seal as words
from toolkit.workflow.coding import Reading, list_readings
from toolkit.workflow.rounds import seal


def show(visit: Visit) -> None:
    """Show what sealing means, what of one's own is sealed, and seal what is chosen."""
    st.title(words.TITLE, anchor=False)
    readings = [r for r in list_readings(visit.project, by=visit.by) if not r.is_revealed]
    if not readings:
        st.markdown(words.NOTHING)
        return
    st.markdown(words.INTRO)
    st.markdown(words.WHY)
    explain("seal", "reveal", "round", "coding")
    for round_name, group in groupby(readings, key=lambda reading: reading.round_name):
        _show_round(visit, round_name, list(group))


def _show_round(visit: Visit, round_name: str, readings: list[Reading]) -> None:
    st.header(plain(round_name), anchor=False)
    table(
        (words.TRANSCRIPT, words.CODINGS, words.STATE),
        [
            (r.transcript, str(r.codings), words.SEALED if r.is_sealed else words.NOT_SEALED)
            for r in readings
        ],
        caption=words.TABLE,
    )
    unsealed = [reading.transcript for reading in readings if not reading.is_sealed]
    if any(reading.is_sealed for reading in readings):
        link("suggestions", words.SUGGESTIONS)
    if unsealed:
        _offer_seal(visit, round_name, unsealed)
    else:
        st.markdown(words.ALL_SEALED)


def _offer_seal(visit: Visit, round_name: str, unsealed: list[str]) -> None:
    st.markdown(words.NONE_MEANS)
    st.markdown(words.SAVED_FIRST)
    link("read", frame.PAGES["read"])
    form = f"seal-{round_name}"
    choices = [(name,) for name in unsealed] + ([tuple(unsealed)] if len(unsealed) > 1 else [])
    with st.form(form_key(form), border=False):
        chosen = st.selectbox(
            words.WHICH,
            choices,
            index=None,
            format_func=_label,
            placeholder=words.CHOOSE,
            width=420,
        )
        is_finished = st.checkbox(words.FINISHED)
        if not st.form_submit_button(words.SEAL, type="primary"):
            return
        if not chosen or not is_finished:
            refuse(words.NOT_YET)
            return
        attempt(
            lambda: seal(
                visit.project,
                by=visit.by,
                transcript=chosen[0] if len(chosen) == 1 else None,
                round_name=round_name,
            ),
            words.DONE.format(what=", ".join(chosen)),
            renew=form,
        )


def _label(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else words.ALL
