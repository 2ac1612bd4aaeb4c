"""The list of drafts, for checkers: what waits for whom."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.model.team import Role
from toolkit.storage.drafts import DraftOutline, DraftState, Proposal
from toolkit.ui.frame import Visit, link, plain
from toolkit.ui.wording import screening as words
from toolkit.workflow.team import list_members
from toolkit.workflow.transcripts import outline_drafts

DRAFTS_AT_ONCE = 30


def list_drafts(visit: Visit) -> None:
    """Every draft, those first that wait for the visitor."""
    outlines = outline_drafts(visit.project, by=visit.by)
    if not outlines:
        st.markdown(words.NO_DRAFTS)
        return
    st.markdown(words.INTRO)
    members = list_members(visit.project)
    pen_names = {member.id: member.pen_name for member in members}
    if sum(Role.CHECKER in member.roles for member in members) < 2:
        st.warning(words.ONE_CHECKER)
    waiting = [one for one in outlines if not is_mine(visit, one.proposal)]
    proposed = [one for one in outlines if is_mine(visit, one.proposal)]
    _show_group(visit, words.FOR_YOU, waiting, pen_names)
    _show_group(visit, words.FOR_OTHERS, proposed, pen_names)


def _show_group(
    visit: Visit, title: str, group: Sequence[DraftOutline], pen_names: dict[str, str]
) -> None:
    if not group:
        return
    st.markdown(f"### {title}")
    part = choose_part(words.PART_OF_LIST, words.PART_OF_DRAFTS, len(group), DRAFTS_AT_ONCE, title)
    for outline in group[part.start : part.stop]:
        with st.container(border=True, gap=None):
            link("transcripts", outline.name, draft=outline.name)
            st.markdown(state_of(visit, outline, pen_names))


def is_mine(visit: Visit, proposal: Proposal | None) -> bool:
    """Whether the visitor made this proposal."""
    return proposal is not None and proposal.proposed_by == visit.member.id


def state_of(visit: Visit, outline: DraftOutline, pen_names: dict[str, str]) -> str:
    """What a draft waits for, told to the visitor."""
    if outline.state is DraftState.WAITING:
        return words.READING_WAITS
    if is_mine(visit, outline.proposal):
        return words.YOU_PROPOSED
    if outline.proposal is not None:
        name = pen_names.get(outline.proposal.proposed_by, words.SOMEBODY_GONE)
        return words.OTHER_PROPOSED.format(name=plain(name))
    if outline.settled < outline.findings:
        return words.TO_SETTLE.format(settled=outline.settled, count=outline.findings)
    if not outline.findings:
        return words.TO_PROPOSE_NONE
    return words.TO_PROPOSE.format(count=outline.findings)


def choose_part(
    label: str, option: str, count: int, size: int, key: str, first: int = 1, at: int = 0
) -> range:
    """The positions to show of so many; asked for only where they do not fit on one screen.

    At first those are shown that hold the position `at`.
    """
    parts = [range(start, min(start + size, count)) for start in range(0, count, size)]
    if len(parts) < 2:
        return range(count)
    chosen: range = st.selectbox(
        label,
        parts,
        index=at // size,
        format_func=lambda part: option.format(
            first=part.start + first, last=part.stop - 1 + first, count=count
        ),
        key=f"part-{key}",
    )
    return chosen
