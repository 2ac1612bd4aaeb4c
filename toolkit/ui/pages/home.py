"""Home: what is next for you, and where the project stands."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, explain, link, table
from toolkit.ui.wording import home as words
from toolkit.workflow.next_steps import NextStep, describe_standing
from toolkit.workflow.status import ProjectStatus, RoundStatus


def show(visit: Visit) -> None:
    """Show what a member can do now, then how far the team has come."""
    st.title(words.TITLE, anchor=False)
    standing = describe_standing(visit.project, by=visit.by)
    if not standing.steps:
        st.write(words.NOTHING)
    for step in standing.steps:
        _show_step(step)
    _show_state(standing.status)
    link("ground_rules", words.HOW_WE_WORK)
    explain("transcript", "round", "code", "seal", "reveal", "facilitator", "checker")


def _show_step(step: NextStep) -> None:
    said = words.STEPS[step.task]
    several = said.several or said.one
    with st.container(border=True, width=720):
        st.write(said.one if step.count == 1 else several.format(count=step.count))
        link(said.page, said.link, **({"view": said.view} if said.view else {}))


def _show_state(status: ProjectStatus) -> None:
    st.header(words.STANDS, anchor=False)
    st.write(words.FACTS.format(transcripts=len(status.transcripts), drafts=status.drafts))
    if status.rounds:
        table(words.ROUND_HEADINGS, [_row(one) for one in status.rounds])
    else:
        st.write(words.NO_ROUND)


def _row(status: RoundStatus) -> tuple[str, str, str]:
    sealed = words.SEALED.format(sealed=status.sealed, asked=status.assigned)
    name = words.PRACTICE_ROUND.format(name=status.name) if status.is_practice else status.name
    return name, words.STATES[status.state], sealed
