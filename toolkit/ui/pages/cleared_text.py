"""One cleared transcript: its facts, its content notes, and what sets its case apart."""

from __future__ import annotations

import streamlit as st

from toolkit.model.team import Role
from toolkit.model.transcript import Case
from toolkit.ui.frame import Visit, attempt, plain, table
from toolkit.ui.pages.content_notes import offer_note
from toolkit.ui.wording import cases as words
from toolkit.ui.wording import content_notes as note_words
from toolkit.ui.wording import transcripts
from toolkit.workflow.cases import LONGEST_VALUE, describe_case
from toolkit.workflow.transcripts import describe_transcript


def show_cleared_text(visit: Visit, name: str) -> None:
    """Show what is known of a cleared transcript, and offer what may be added."""
    card = describe_transcript(visit.project, name)
    people = transcripts.TWO_PEOPLE.format(
        cleared_by=card.text.cleared_by, approved_by=card.text.approved_by
    )
    facts = words.FACTS.format(
        words=f"{card.text.words:,}", turns=f"{card.text.turns:,}", people=people
    )
    st.write(plain(facts))
    st.header(words.TITLE, anchor=False)
    st.write(words.INTRO)
    _show_case(visit, name, card.case)
    st.header(note_words.TITLE, anchor=False)
    if card.notes:
        table((note_words.TURN, note_words.NOTE), [(note.turn, note.words) for note in card.notes])
    else:
        st.write(note_words.NONE)
    offer_note(visit, name, card.text.turns)


def _show_case(visit: Visit, name: str, case: Case | None) -> None:
    if case is None:
        st.write(words.NOTHING)
        return
    if case.attributes:
        rows = [(one.name, one.value) for one in case.attributes]
        table((words.ATTRIBUTE, words.VALUE), rows, caption=case.name)
    else:
        st.write(words.NOTHING)
    if visit.member.roles & {Role.FACILITATOR, Role.CHECKER}:
        with st.expander(words.OFFER):
            _offer_attributes(visit, name, case)


def _offer_attributes(visit: Visit, name: str, case: Case) -> None:
    st.write(words.MEANS)
    kept = {one.name: one.value for one in case.attributes}
    # Another form once they have changed, whoever changed them.
    form = f"case-{case.id}-{hash(case.attributes)}"
    with st.form(form, border=False):
        told = {
            one: st.text_input(
                one,
                kept.get(one, ""),
                max_chars=LONGEST_VALUE,
                placeholder=words.EXAMPLES.get(one),
                key=f"{form}-{one}",
            )
            for one in dict.fromkeys((*words.USUAL, *kept))
        }
        another = st.text_input(words.ANOTHER, max_chars=LONGEST_VALUE, key=f"{form}-another")
        value = st.text_input(words.ANOTHER_VALUE, max_chars=LONGEST_VALUE, key=f"{form}-value")
        is_sent = st.form_submit_button(words.SAVE, type="primary")
    if is_sent:
        attributes = {**told, another: value} if another.strip() else told
        attempt(
            lambda: describe_case(
                visit.project, by=visit.by, transcript=name, attributes=attributes
            ),
            words.SAVED,
        )
