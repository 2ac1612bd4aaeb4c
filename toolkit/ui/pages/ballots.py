"""What every vote shows, on a difference as on the codebook: who has voted, and dissent."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import streamlit as st

from toolkit.analysis.names import Names
from toolkit.model.decision import Dissent
from toolkit.ui.frame import Visit, attempt, draw, form_key, table
from toolkit.ui.wording import ballots as words
from toolkit.workflow.deciding import MAX_SAID


def show_who_voted(
    visit: Visit, present: Sequence[str], voted: Collection[str], names: Names
) -> None:
    """Who is on the list and who has voted; not what."""
    show_done_by(visit, present, voted, names, caption=words.WHO_VOTED, done=words.HAS_VOTED)


def show_done_by(
    visit: Visit,
    people: Sequence[str],
    done_by: Collection[str],
    names: Names,
    *,
    caption: str,
    done: str,
) -> None:
    """Who is on a list and who has done their part.

    Args:
        caption: What the table is called.
        done: The heading over yes and not yet.
    """
    rows = []
    for member_id in people:
        name = names.member(member_id)
        is_own = member_id == visit.member.id
        rows.append(
            (
                words.YOU.format(name=name) if is_own else name,
                words.YES if member_id in done_by else words.NOT_YET,
            )
        )
    table((words.PERSON, done), rows, caption=caption)


def show_dissents(dissents: Sequence[Dissent], names: Names) -> None:
    """What is still seen otherwise, in each dissenter's words."""
    if not dissents:
        st.markdown(words.NO_DISSENT)
        return
    sayings = [
        (one.words, names.member(one.member_id) if one.member_id else words.UNSIGNED)
        for one in dissents
    ]
    draw("sayings.html", title=words.DISSENT, sayings=sayings)


def offer_dissent(form: str, button: str, done: str, add: Callable[[str, bool], object]) -> None:
    """A form for a dissent, signed or not.

    Args:
        form: Its name.
        button: What the button says.
        done: What is said afterwards.
        add: Keeps the words; it is handed them, and whether they are signed.
    """
    with st.form(form_key(form), border=False):
        said = st.text_area(words.STILL_OTHERWISE, max_chars=MAX_SAID)
        signs = st.radio(
            words.SIGNED_OR_NOT,
            [True, False],
            format_func=lambda is_signed: words.WITH_NAME if is_signed else words.WITHOUT_NAME,
        )
        st.markdown(words.UNSIGNED_NOTE)
        if st.form_submit_button(button):
            attempt(lambda: add(said, signs), done, renew=form, written=(said,))
