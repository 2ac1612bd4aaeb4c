"""One draft, for checkers: settle what was found, read, propose to clear it, approve."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from toolkit.screening.indirect import Check
from toolkit.screening.screen import has_few_capitals
from toolkit.storage.drafts import Draft, DraftState, Proposal
from toolkit.ui.frame import Visit, attempt, draw, link, plain, refuse
from toolkit.ui.pages.draft_list import choose_part, is_mine, state_of
from toolkit.ui.pages.draft_text import show_turns
from toolkit.ui.pages.findings import offer_marking, show_findings
from toolkit.ui.pages.transcript_reading import show_reading
from toolkit.ui.wording import correction
from toolkit.ui.wording import name_key as key_words
from toolkit.ui.wording import screening as words
from toolkit.workflow.clearing import (
    MAX_REASON,
    approve_clearing,
    list_checks,
    propose_clearing,
    take_back_proposal,
)
from toolkit.workflow.importing import discard_draft
from toolkit.workflow.name_key import look_at_key
from toolkit.workflow.team import list_members
from toolkit.workflow.transcripts import open_draft

STYLE = Path(__file__).parents[1] / "assets" / "screening.css"
TURNS_AT_ONCE = 40


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
    if has_few_capitals(draft.transcript.text):
        st.warning(words.FEW_CAPITALS)
    show_findings(visit, draft, pen_names)
    offer_marking(visit, draft)
    _show_text(draft)
    if draft.proposal is not None:
        _offer_approval(visit, draft, draft.proposal, pen_names)
    else:
        _offer_proposal(visit, draft)
    _offer_erasure(visit, draft)


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
        signed = [check.id for check in list_checks(draft) if _ask_to_sign(check)]
        reason = st.text_area(words.REASON, max_chars=MAX_REASON)
        is_sent = st.form_submit_button(words.PROPOSE, type="primary")
    if is_sent:
        attempt(
            lambda: propose_clearing(
                visit.project,
                by=visit.by,
                names=[draft.transcript.name],
                reason=reason,
                signed=signed,
            ),
            words.PROPOSED,
            written=(reason,),
        )


def _ask_to_sign(check: Check) -> bool:
    # A line end with two blanks before it, so that both stand under one another in the label.
    look_for = words.LOOK_FOR.format(words=check.look_for)
    return st.checkbox(f"{plain(check.sentence)}  \n:small[{plain(look_for)}]")


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
        if proposal.signed:
            st.markdown(plain(words.SIGNED.format(name=proposer)))
            signed = [one.sentence for one in list_checks(draft) if one.id in proposal.signed]
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in signed))
        st.markdown(words.APPROVE_INTRO)
        _tell_of_key(visit)
        # Named by the proposal: a press on one that was taken back approves no other.
        if st.button(words.APPROVE, type="primary", key=f"approve-{proposal.made_at}"):
            attempt(
                _and_leave(lambda: approve_clearing(visit.project, by=visit.by, names=[name])),
                words.APPROVED,
            )
    if st.button(words.TAKE_BACK):
        attempt(lambda: take_back_proposal(visit.project, by=visit.by, name=name), words.TAKEN_BACK)


def _tell_of_key(visit: Visit) -> None:
    state = look_at_key(visit.project, by=visit.by)
    if not state.is_made:
        st.markdown(words.WITHOUT_KEY)
    elif state.is_there:
        st.markdown(words.WITH_KEY)
    else:
        st.error(words.KEY_AWAY)
    link("transcripts", key_words.TITLE, key="yes")


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
