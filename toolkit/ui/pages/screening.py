"""One draft, for checkers: settle what was found, read, propose to clear it, approve."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from toolkit.screening.finding import Kind
from toolkit.screening.pseudonyms import suggest_replacement
from toolkit.storage.drafts import Draft, DraftFinding, DraftState, Proposal, Settlement
from toolkit.ui.frame import Visit, attempt, draw, link, plain, refuse
from toolkit.ui.pages.draft_list import choose_part, is_mine, state_of
from toolkit.ui.pages.draft_text import show_finding, show_turns
from toolkit.ui.pages.transcript_reading import show_reading
from toolkit.ui.wording import correction
from toolkit.ui.wording import screening as words
from toolkit.workflow.clearing import (
    MAX_REASON,
    MAX_REPLACEMENT,
    approve_clearing,
    propose_clearing,
    settle_finding,
    take_back_proposal,
)
from toolkit.workflow.importing import discard_draft
from toolkit.workflow.team import list_members
from toolkit.workflow.transcripts import open_draft

STYLE = Path(__file__).parents[1] / "assets" / "screening.css"
FINDINGS_AT_ONCE, TURNS_AT_ONCE = 10, 40


def show_draft(visit: Visit, name: str) -> None:
    """One draft: how it was read, what was found, its text, and what is next."""
    st.html(STYLE)
    opened = open_draft(visit.project, by=visit.by, name=name)
    draft = opened.draft
    pen_names = {member.id: member.pen_name for member in list_members(visit.project)}
    if draft.revises is not None:
        st.markdown(correction.IS_CORRECTION)
        if draft.revision_reason:
            st.markdown(plain(correction.WHY.format(reason=draft.revision_reason)))
    st.markdown(state_of(visit, draft.outline, pen_names))
    if draft.state is DraftState.WAITING or "reading" in st.query_params:
        show_reading(visit, opened)
        _offer_erasure(visit, draft)
        return
    link("transcripts", words.HOW_READ, draft=name, reading="yes")
    _show_findings(visit, draft, pen_names)
    _show_text(draft)
    if draft.proposal is not None:
        _offer_approval(visit, draft, draft.proposal, pen_names)
    else:
        _offer_proposal(visit, draft)
    _offer_erasure(visit, draft)


def _show_findings(visit: Visit, draft: Draft, pen_names: dict[str, str]) -> None:
    st.header(words.FINDINGS, anchor=False)
    if not draft.findings:
        st.markdown(words.NOTHING_FOUND)
        return
    st.markdown(words.FINDINGS_INTRO)
    left = [finding for finding in draft.findings if finding.choice is None]
    settled = draft.outline.settled
    progress = words.PROGRESS.format(settled=settled, count=len(draft.findings))
    st.markdown(f"**{progress}**")
    shown = draft.findings
    if left:
        only_open = st.radio(
            words.WHICH,
            (words.OPEN, words.ALL),
            horizontal=True,
            key=f"which-{draft.transcript.id}",
        )
        shown = tuple(left) if only_open == words.OPEN else shown
    part = choose_part(
        words.PART_OF_FINDINGS,
        words.FINDINGS_PART,
        len(shown),
        FINDINGS_AT_ONCE,
        f"findings-{draft.transcript.id}",
    )
    for finding in shown[part.start : part.stop]:
        _show_finding(visit, draft, finding, pen_names)


def _show_finding(
    visit: Visit, draft: Draft, finding: DraftFinding, pen_names: dict[str, str]
) -> None:
    suggested = suggest_replacement(Kind(finding.kind))
    with st.container(border=True):
        title = words.FINDING.format(
            number=finding.position + 1, count=len(draft.findings), kind=suggested.strip("[]")
        )
        st.markdown(f"### {plain(title)}")
        show_finding(draft, finding)
        st.markdown(f"**{plain(_settlement(finding, pen_names))}** {plain(_reason(finding))}")
        form = f"finding-{draft.transcript.id}-{finding.position}"
        with st.form(form, border=False):
            instead = st.text_input(
                words.REPLACEMENT, value=finding.replacement or suggested, max_chars=MAX_REPLACEMENT
            )
            with st.container(horizontal=True):
                is_replaced = st.form_submit_button(words.REPLACE)
                is_kept = st.form_submit_button(words.KEEP)
        if is_replaced or is_kept:
            choice = Settlement.REPLACE if is_replaced else Settlement.KEEP
            attempt(
                lambda: settle_finding(
                    visit.project,
                    by=visit.by,
                    transcript=draft.transcript.name,
                    finding=finding.position,
                    choice=choice,
                    replacement=instead,
                ),
                words.SETTLED.format(number=finding.position + 1),
            )


def _settlement(finding: DraftFinding, pen_names: dict[str, str]) -> str:
    if finding.choice is None:
        return words.NOT_SETTLED
    name = pen_names.get(finding.settled_by or "", words.SOMEBODY_GONE)
    if finding.choice is Settlement.KEEP:
        return words.KEPT.format(name=name)
    return words.REPLACED.format(name=name, words=finding.replacement)


def _reason(finding: DraftFinding) -> str:
    reason = words.WHY_FOUND.format(reason=finding.reason)
    return reason if finding.sure else f"{reason} {words.UNSURE}"


def _show_text(draft: Draft) -> None:
    st.header(words.TEXT, anchor=False)
    st.markdown(words.TEXT_INTRO)
    part = choose_part(
        words.PART_OF_TEXT,
        words.TURNS_PART,
        len(draft.transcript.turns),
        TURNS_AT_ONCE,
        f"turns-{draft.transcript.id}",
        first=0,
    )
    show_turns(draft, part)


def _offer_proposal(visit: Visit, draft: Draft) -> None:
    st.header(words.PROPOSE_TITLE, anchor=False)
    if any(finding.choice is None for finding in draft.findings):
        st.markdown(words.SETTLE_FIRST)
        return
    st.markdown(words.PROPOSE_INTRO)
    # Named by what was settled: where another checker settles something else meanwhile, nobody
    # proposes what they have not seen.
    with st.form(f"propose-{draft.transcript.id}-{hash(draft.findings)}", border=False):
        reason = st.text_area(words.REASON, max_chars=MAX_REASON)
        is_sent = st.form_submit_button(words.PROPOSE, type="primary")
    if is_sent:
        attempt(
            lambda: propose_clearing(
                visit.project, by=visit.by, names=[draft.transcript.name], reason=reason
            ),
            words.PROPOSED,
        )


def _offer_approval(
    visit: Visit, draft: Draft, proposal: Proposal, pen_names: dict[str, str]
) -> None:
    st.header(words.APPROVE_TITLE, anchor=False)
    name = draft.transcript.name
    if is_mine(visit, proposal):
        st.markdown(words.CANNOT_APPROVE_OWN)
    else:
        proposer = pen_names.get(proposal.proposed_by, words.SOMEBODY_GONE)
        st.markdown(plain(words.THEIR_REASON.format(name=proposer)))
        draw("quoted.html", quoted=proposal.reason)
        st.markdown(words.APPROVE_INTRO)
        # Named by the proposal: a press on one that was taken back approves no other.
        if st.button(words.APPROVE, type="primary", key=f"approve-{proposal.made_at}"):
            attempt(
                _and_leave(lambda: approve_clearing(visit.project, by=visit.by, names=[name])),
                words.APPROVED,
            )
    if st.button(words.TAKE_BACK):
        attempt(lambda: take_back_proposal(visit.project, by=visit.by, name=name), words.TAKEN_BACK)


def _offer_erasure(visit: Visit, draft: Draft) -> None:
    with st.expander(words.ERASE_TITLE):
        st.markdown(words.ERASE_INTRO)
        with st.form(f"erase-{draft.transcript.id}", border=False):
            is_sure = st.checkbox(words.ERASE_SURE)
            is_sent = st.form_submit_button(words.ERASE)
        if is_sent and not is_sure:
            refuse(words.TICK_FIRST)
        elif is_sent:
            attempt(
                _and_leave(
                    lambda: discard_draft(visit.project, by=visit.by, name=draft.transcript.name)
                ),
                words.ERASED,
            )


def _and_leave(act: Callable[[], object]) -> Callable[[], None]:
    """The act, and then the list: there is no draft left to look at."""

    def act_and_leave() -> None:
        act()
        del st.query_params["draft"]

    return act_and_leave
