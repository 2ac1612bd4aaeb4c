"""The parts of the codebook's page with every version, and with one's codings to look at again."""

from __future__ import annotations

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.model.proposal import ChangeKind
from toolkit.ui.frame import Visit, attempt, draw, link, plain
from toolkit.ui.wording import codebook as code_words
from toolkit.ui.wording import codebook_proposals as words
from toolkit.workflow.codebooks import load_history
from toolkit.workflow.looking_again import CodingToSee, list_codings_to_see, mark_seen
from toolkit.workflow.team import list_members

AT_ONCE = 20
BECAME = {
    ChangeKind.SPLIT: words.LOOK_SPLIT,
    ChangeKind.MERGE: words.LOOK_MERGE,
    ChangeKind.RETIRE: words.LOOK_RETIRE,
}


def show_versions(visit: Visit) -> None:
    """Show every version, the newest first: why it was made and what is different in it."""
    st.write(words.VERSIONS_INTRO)
    history = load_history(visit.project)
    names = Names(members=list_members(visit.project))
    for book in reversed(history.books):
        st.header(words.VERSION.format(version=book.version), anchor=False)
        who, when = names.member(book.made_by), say_when(book.made_at)
        st.write(plain(words.VERSION_FACTS.format(when=when, who=who)))
        st.write(plain(words.REASON.format(reason=book.reason)))
        if book.version == 1:
            one, several = code_words.CODES
            count = len(book.codes)
            codes = one if count == 1 else several.format(count=count)
            st.write(words.FIRST.format(codes=codes))
            continue
        changes = history.changes(book.version - 1, book.version)
        draw("changes.html", changes=changes, words=words)
        made_by = history.made_by(book.version)
        if made_by:
            label = words.SEE_PROPOSAL.format(number=made_by.number)
            link("codebook", label, proposal=str(made_by.number))


def show_codings_to_see(visit: Visit) -> None:
    """Show one's own codings whose code went out of use."""
    waiting = list_codings_to_see(visit.project, by=visit.by)
    if not waiting:
        st.write(words.LOOK_NONE)
        return
    st.write(words.LOOK_INTRO)
    for one in waiting[:AT_ONCE]:
        with st.container(border=True, width=720):
            _show_coding(visit, one)
    if len(waiting) > AT_ONCE:
        st.write(words.LOOK_MORE.format(count=len(waiting) - AT_ONCE))


def _show_coding(visit: Visit, one: CodingToSee) -> None:
    place = words.LOOK_AT.format(transcript=one.transcript, turn=one.turn, round=one.round_name)
    st.write(f"**{plain(place)}**")
    if one.note:
        with st.expander(plain(words.LOOK_NOTE.format(note=one.note))):
            draw("quoted.html", quoted=one.coding.quotation)
    else:
        draw("quoted.html", quoted=one.coding.quotation)
    becomes = ", ".join(f"“{name}”" for name in one.gone.becomes)
    st.write(plain(BECAME[one.gone.kind].format(code=one.gone.name, becomes=becomes)))
    link("read", words.LOOK_OPEN, transcript=one.transcript, round=one.round_name)
    if st.button(words.LOOK_DONE_BUTTON, key=f"seen-{one.coding.id}"):
        attempt(
            lambda: mark_seen(visit.project, by=visit.by, coding=one.coding.id), words.LOOK_DONE
        )
