"""Notes: what a member wrote down for themselves, and what others share."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.ui.frame import Visit, attempt, draw, form_key, refuse
from toolkit.ui.wording import notes as words
from toolkit.workflow.codebooks import list_codes
from toolkit.workflow.memos import (
    MAX_MEMO,
    MemoTarget,
    NotedThing,
    add_memo,
    change_memo,
    list_memos,
)
from toolkit.workflow.team import list_members
from toolkit.workflow.transcripts import list_cleared

MEASURE = 740

Subject = tuple[MemoTarget, str, str]
"""What a note can be about: its kind, its id or name, and what people call it."""


def show(visit: Visit) -> None:
    """Offer to write a note, and list one's own and those that are shared."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.INTRO)
    with st.expander(words.WRITE, width=MEASURE):
        _ask_for_note(visit)
    listed = list_memos(visit.project, by=visit.by)
    names = Names(members=list_members(visit.project))
    st.header(words.MINE, anchor=False)
    own = [noted for noted in listed if noted.is_own]
    if not own:
        st.markdown(words.NONE)
    for noted in own:
        _show_own(visit, noted)
    st.header(words.OTHERS, anchor=False)
    others = [noted for noted in listed if not noted.is_own]
    if not others:
        st.markdown(words.NO_OTHERS)
    for noted in others:
        when = say_when(noted.memo.made_at)
        _draw(noted, words.BY.format(name=names.member(noted.memo.author_id), when=when))


def _ask_for_note(visit: Visit) -> None:
    form = form_key("note")
    with st.form(form, border=False):
        about = st.selectbox(
            words.ABOUT, _subjects(visit), format_func=lambda subject: subject[2], key=f"{form}-on"
        )
        said = st.text_area(words.NOTE, max_chars=MAX_MEMO, key=f"{form}-words")
        shared = st.checkbox(words.SHARE, key=f"{form}-share")
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent and not said.strip():
        refuse(words.NO_WORDS)
    elif is_sent:
        kind, name, _ = about
        attempt(
            lambda: add_memo(
                visit.project, by=visit.by, about=kind, name=name, words=said, shared=shared
            ),
            words.SAVED,
            renew="note",
            written=(said,) if shared else (),
        )


def _subjects(visit: Visit) -> list[Subject]:
    return [
        (MemoTarget.PROJECT, "", words.THE_PROJECT),
        *(
            (MemoTarget.TRANSCRIPT, text.name, words.A_TRANSCRIPT.format(name=text.name))
            for text in list_cleared(visit.project)
        ),
        *(
            (MemoTarget.CODE, code.id, words.A_CODE.format(name=code.name))
            for code in list_codes(visit.project)
        ),
    ]


def _show_own(visit: Visit, noted: NotedThing) -> None:
    memo = noted.memo
    with st.container(border=True, width=MEASURE):
        state = words.SHARED if memo.shared else words.PRIVATE
        _draw(noted, f"{words.WHEN.format(when=say_when(memo.made_at))}. {state}")
        with st.expander(words.CHANGE), st.form(f"change-{memo.id}", border=False):
            said = st.text_area(words.NOTE, memo.words, max_chars=MAX_MEMO, key=f"words-{memo.id}")
            shared = st.checkbox(words.SHARE, memo.shared, key=f"share-{memo.id}")
            is_sent = st.form_submit_button(words.SAVE)
            is_gone = st.form_submit_button(words.REMOVE)
        if is_sent or is_gone:
            told = "" if is_gone else said
            attempt(
                lambda: change_memo(
                    visit.project, by=visit.by, memo_id=memo.id, words=told, shared=shared
                ),
                words.REMOVED if not told.strip() else words.CHANGED,
                written=(told,) if shared else (),
            )


def _draw(noted: NotedThing, said: str) -> None:
    draw(
        "note.html",
        about=_about(noted),
        quotation=noted.quotation,
        words=noted.memo.words,
        said=said,
    )


def _about(noted: NotedThing) -> str:
    if noted.turn is not None:
        return words.ON_TURN.format(name=noted.name, turn=noted.turn)
    told = {MemoTarget.TRANSCRIPT: words.ON_TRANSCRIPT, MemoTarget.CODE: words.ON_CODE}
    return told.get(noted.about, words.ON_PROJECT).format(name=noted.name)
