"""Search: find words or codes in what one may read."""

from __future__ import annotations

import streamlit as st

from toolkit.model.codebook import Code
from toolkit.ui.frame import Visit, draw, link, plain
from toolkit.ui.wording import search as words
from toolkit.workflow.codebooks import list_codes
from toolkit.workflow.searching import Hit, Search, search

MEASURE = 740


def show(visit: Visit) -> None:
    """Ask what to look for, and show each place in its context."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.INTRO)
    readable = search(visit.project, by=visit.by)
    if not readable.transcripts:
        st.markdown(words.NOTHING_TO_READ)
        return
    with st.form("search", border=False):
        wanted = st.text_input(words.WORDS, max_chars=200)
        as_phrase = st.checkbox(words.AS_PHRASE)
        speaker = st.selectbox(words.SPEAKER, [words.ANYBODY, *readable.speakers], width=MEASURE)
        code = st.selectbox(
            words.CODE, [None, *list_codes(visit.project)], format_func=_name_code, width=MEASURE
        )
        st.form_submit_button(words.FIND, type="primary")
    if not wanted.strip() and code is None:
        return
    found = search(
        visit.project,
        by=visit.by,
        words=wanted,
        as_phrase=as_phrase,
        speaker=None if speaker == words.ANYBODY else speaker,
        code=code.id if code else None,
    )
    _show_found(found)


def _name_code(code: Code | None) -> str:
    return code.name if code else words.ANY_CODE


def _show_found(found: Search) -> None:
    if not found.total:
        st.markdown(words.NONE.format(transcripts=found.transcripts))
        return
    st.markdown(words.FOUND.format(total=found.total, transcripts=found.transcripts))
    if found.total > len(found.hits):
        st.markdown(words.FIRST.format(shown=len(found.hits)))
    for hit in found.hits:
        _show_hit(hit)


def _show_hit(hit: Hit) -> None:
    with st.container(border=True, gap="xxsmall", width=MEASURE):
        place = words.PLACE.format(transcript=hit.transcript, turn=hit.turn)
        st.markdown(f"**{plain(place)}** {plain(hit.speaker or words.UNKNOWN_SPEAKER)}")
        noted = words.NOTED.format(note=hit.content_note)
        draw("hits.html", hit=hit, noted=noted, show=words.SHOW)
        if hit.round_name is not None:
            link(
                "read",
                words.OPEN.format(transcript=hit.transcript, turn=hit.turn),
                transcript=hit.transcript,
                round=hit.round_name,
                turn=str(hit.turn),
            )
