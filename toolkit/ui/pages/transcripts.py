"""Transcripts: what is cleared, files to bring in, drafts to screen and clear."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.model.team import Role
from toolkit.ui.frame import Visit, explain, go, link, plain, table
from toolkit.ui.pages.cleared_text import show_cleared_text
from toolkit.ui.pages.correction import offer_correction
from toolkit.ui.pages.draft_list import list_drafts
from toolkit.ui.pages.name_key import show_key
from toolkit.ui.pages.screening import show_draft
from toolkit.ui.pages.transcript_import import offer_import
from toolkit.ui.wording import cases, correction
from toolkit.ui.wording import name_key as key_words
from toolkit.ui.wording import transcripts as words
from toolkit.workflow.transcripts import ClearedTranscript, count_drafts, list_cleared


def show(visit: Visit) -> None:
    """Show what the address names: a draft, the way to bring files in, or the list of all."""
    draft = st.query_params.get("draft")
    if draft is not None:
        st.title(plain(draft), anchor=False)
        link("transcripts", words.ALL_TRANSCRIPTS)
        show_draft(visit, draft)
    elif "bring-in" in st.query_params:
        st.title(words.BRING_IN, anchor=False)
        link("transcripts", words.ALL_TRANSCRIPTS)
        offer_import(visit)
    elif "correct" in st.query_params:
        st.title(correction.TITLE, anchor=False)
        link("transcripts", words.ALL_TRANSCRIPTS)
        offer_correction(visit)
    elif "text" in st.query_params:
        st.title(plain(st.query_params["text"]), anchor=False)
        link("transcripts", words.ALL_TRANSCRIPTS)
        show_cleared_text(visit, st.query_params["text"])
    elif "key" in st.query_params:
        st.title(key_words.TITLE, anchor=False)
        link("transcripts", words.ALL_TRANSCRIPTS)
        show_key(visit)
    else:
        _show_list(visit)


def _show_list(visit: Visit) -> None:
    st.title(words.TITLE, anchor=False)
    _show_cleared(list_cleared(visit.project))
    if visit.member.roles & {Role.FACILITATOR, Role.CHECKER}:
        link("transcripts", words.BRING_IN, **{"bring-in": "yes"})
    if Role.CHECKER in visit.member.roles:
        link("transcripts", correction.TITLE, correct="yes")
        link("transcripts", key_words.TITLE, key="yes")
    st.header(words.WAITING_COUNT.format(count=count_drafts(visit.project)), anchor=False)
    if Role.CHECKER in visit.member.roles:
        list_drafts(visit)
    else:
        st.markdown(words.WHAT_DRAFTS_ARE)


def _show_cleared(cleared: tuple[ClearedTranscript, ...]) -> None:
    if not cleared:
        st.markdown(words.NONE_CLEARED)
        return
    st.markdown(words.INTRO)
    table(
        (words.NAME, words.TURNS, words.WORDS, words.CLEARED_BY, words.READ_BY),
        [
            (text.name, f"{text.turns:,}", f"{text.words:,}", _people(text), _readers(text))
            for text in cleared
        ],
        caption=words.CLEARED,
    )
    chosen = st.selectbox(
        cases.CHOOSE,
        [text.name for text in cleared],
        index=None,
        placeholder=cases.CHOOSE_WHICH,
        width=420,
    )
    if chosen:
        go("transcripts", text=chosen)
    st.markdown(words.WHO_READS)
    explain("cleared", "case", "transcript", "turn", "content note", "draft", "pseudonym")


def _people(text: ClearedTranscript) -> str:
    people = words.TWO_PEOPLE.format(cleared_by=text.cleared_by, approved_by=text.approved_by)
    people = people if text.was_read else words.UNREAD.format(people=people)
    if not text.corrected_at:
        return people
    return correction.CORRECTED.format(people=people, when=say_when(text.corrected_at))


def _readers(text: ClearedTranscript) -> str:
    rounds = [
        words.ROUND.format(round=one.round, readers=", ".join(one.readers)) for one in text.read_in
    ]
    return "; ".join(rounds) or words.NOBODY_YET
