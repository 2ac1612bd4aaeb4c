"""Transcripts: what is cleared, files to bring in, drafts to screen and clear."""

from __future__ import annotations

import streamlit as st

from toolkit.model.team import Role
from toolkit.ui.frame import Visit, link, plain, table
from toolkit.ui.pages.screening import list_drafts, show_draft
from toolkit.ui.pages.transcript_import import offer_import
from toolkit.ui.wording import transcripts as words
from toolkit.workflow.transcripts import ClearedTranscript, count_drafts, list_cleared


def show(visit: Visit) -> None:
    """Show the draft that the address names, or what is cleared and what the visitor may do."""
    draft = st.query_params.get("draft")
    if draft is not None:
        st.header(plain(draft))
        link("transcripts", words.ALL_TRANSCRIPTS)
        show_draft(visit, draft)
        return
    st.header(words.TITLE)
    _show_cleared(list_cleared(visit.project))
    st.markdown(f"**{words.WAITING_COUNT.format(count=count_drafts(visit.project))}**")
    if Role.CHECKER not in visit.member.roles:
        st.markdown(words.WHAT_DRAFTS_ARE)
    else:
        list_drafts(visit)
    if visit.member.roles & {Role.FACILITATOR, Role.CHECKER}:
        offer_import(visit)


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
    st.markdown(words.WHO_READS)


def _people(text: ClearedTranscript) -> str:
    people = words.TWO_PEOPLE.format(cleared_by=text.cleared_by, approved_by=text.approved_by)
    return people if text.was_read else words.UNREAD.format(people=people)


def _readers(text: ClearedTranscript) -> str:
    rounds = [
        words.ROUND.format(round=one.round, readers=", ".join(one.readers)) for one in text.read_in
    ]
    return "; ".join(rounds) or words.NOBODY_YET
