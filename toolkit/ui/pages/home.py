"""Home: what is next for you, and where the project stands."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, link, table
from toolkit.ui.wording import home as words
from toolkit.workflow.next_steps import NextStep, list_next_steps
from toolkit.workflow.status import RoundStatus, describe_project


def show(visit: Visit) -> None:
    """Show what a member can do now, then how far the team has come."""
    st.title(words.TITLE, anchor=False)
    steps = list_next_steps(visit.project, by=visit.by)
    if not steps:
        st.write(words.NOTHING)
    for step in steps:
        _show_step(step)
    _show_state(visit)


def _show_step(step: NextStep) -> None:
    said = words.STEPS[step.task]
    several = said.several or said.one
    with st.container(border=True, width=720):
        st.write(said.one if step.count == 1 else several.format(count=step.count))
        link(said.page, said.link)


def _show_state(visit: Visit) -> None:
    st.header(words.STANDS, anchor=False)
    status = describe_project(visit.project)
    st.write(words.FACTS.format(transcripts=len(status.transcripts), drafts=status.drafts))
    if status.rounds:
        table(words.ROUND_HEADINGS, [_row(one) for one in status.rounds])
    else:
        st.write(words.NO_ROUND)


def _row(status: RoundStatus) -> tuple[str, str, str]:
    sealed = words.SEALED.format(sealed=status.sealed, asked=status.assigned)
    return status.name, words.STATES[status.state], sealed
