"""A content note: a short warning that somebody puts in front of a turn."""

from __future__ import annotations

import streamlit as st

from toolkit.model.team import Role
from toolkit.ui.frame import Visit, attempt, fold_away, form_key
from toolkit.ui.wording import content_notes as words
from toolkit.workflow.coding import add_content_note

MAY_WRITE = frozenset({Role.FACILITATOR, Role.CODER, Role.CHECKER})
LONGEST_NOTE = 300


def offer_note(visit: Visit, transcript: str, turns: int, *, width: int | None = None) -> None:
    """Offer to put a note on a turn of a cleared transcript, to whoever may.

    Args:
        visit: Who writes it.
        transcript: Its name.
        turns: How many turns it has; they count from 0.
        width: In pixels; None for what the page gives.
    """
    if not visit.member.roles & MAY_WRITE:
        return
    fold_away(
        visit,
        words.OFFER,
        lambda: _ask_for_note(visit, transcript, turns),
        key=f"offer-note-{transcript}",
        width=width,
    )


def _ask_for_note(visit: Visit, transcript: str, turns: int) -> None:
    name = f"note-{transcript}"
    form = form_key(name)
    with st.form(form, border=False):
        st.write(words.MEANS)
        turn = st.number_input(
            words.WHICH, min_value=0, max_value=turns - 1, value=None, step=1, key=f"{form}-turn"
        )
        said = st.text_input(words.WHAT, max_chars=LONGEST_NOTE, key=f"{form}-words")
        is_sent = st.form_submit_button(words.SAVE)
    if is_sent:
        attempt(
            lambda: add_content_note(
                visit.project,
                by=visit.by,
                transcript=transcript,
                turn=-1 if turn is None else int(turn),
                words=said,
            ),
            words.SAVED,
            renew=name,
            written=(said,),
        )
