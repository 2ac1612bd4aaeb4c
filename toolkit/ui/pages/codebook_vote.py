"""The part of the codebook's page with the proposals: what would change, the vote, the outcome."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from toolkit.analysis.codebook_changes import count_stances
from toolkit.analysis.names import Names, say_when
from toolkit.model.proposal import Proposal, ProposalState, ProposalVoting, Stance
from toolkit.ui.frame import Visit, attempt, draw, link, plain, refuse, table
from toolkit.ui.pages.ballots import offer_dissent, show_dissents, show_who_voted
from toolkit.ui.wording import ballots
from toolkit.ui.wording import codebook_proposals as words
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.proposal_voting import (
    ProposalView,
    add_proposal_dissent,
    cast_stance,
    go_on_without,
    see_proposals,
    vote_again,
)
from toolkit.workflow.proposing import VOTERS, withdraw_proposal
from toolkit.workflow.team import list_members

PENDING = (ProposalState.VOTING, ProposalState.OPEN)


def show_proposals(visit: Visit) -> None:
    """List the proposals: those that are open, then the rest."""
    views = see_proposals(visit.project, by=visit.by)
    if not views:
        st.write(words.NONE)
        return
    st.write(words.LIST_INTRO)
    names = Names(members=list_members(visit.project))
    pending = [view for view in views if view.state in PENDING]
    pending.sort(key=lambda view: not _waits_for(visit, view))
    ended = [view for view in views if view.state not in PENDING]
    st.header(words.OPEN_ONES, anchor=False)
    if not pending:
        st.write(words.NONE_WAITS)
    _list(visit, pending, names)
    if ended:
        st.header(words.ENDED_ONES, anchor=False)
        _list(visit, ended, names)


def _list(visit: Visit, views: Iterable[ProposalView], names: Names) -> None:
    for view in views:
        with st.container(border=True, gap=None, width=720):
            link("codebook", _title(view.proposal), proposal=str(view.proposal.number))
            st.write(plain(_facts(visit, view, names)))


def _facts(visit: Visit, view: ProposalView, names: Names) -> str:
    told = words.LISTED.format(
        state=words.STATES[view.state],
        who=names.member(view.proposal.proposed_by),
        when=say_when(view.proposal.made_at),
    )
    about = ", ".join(
        dict.fromkeys(
            f"“{one.name}”" for made in view.changes for one in (*made.before, *made.after)
        )
    )
    waits = f" {words.WAITS_FOR_YOU}" if _waits_for(visit, view) else ""
    return f"{about}. {told}{waits}" if about else told + waits


def _waits_for(visit: Visit, view: ProposalView) -> bool:
    return (
        view.voting is not None
        and view.voting.is_open
        and view.own is None
        and visit.member.id in view.voting.present
    )


def _title(proposal: Proposal) -> str:
    return words.TITLED.format(
        number=proposal.number, kind=words.KINDS[proposal.change.kind].lower()
    )


def show_proposal(visit: Visit, number: int) -> None:
    """Show one proposal: what would change and why, its vote, and what came of it."""
    views = see_proposals(visit.project, by=visit.by)
    view = next((one for one in views if one.proposal.number == number), None)
    if view is None:
        st.write(words.NONE)
        return
    names = Names(members=list_members(visit.project))
    proposal = view.proposal
    st.header(plain(_title(proposal)), anchor=False)
    who, when = names.member(proposal.proposed_by), say_when(proposal.made_at)
    st.write(plain(f"{words.STATES[view.state]}. {words.BY.format(who=who, when=when)}"))
    if proposal.own_code_id:
        st.write(plain(words.BY_OWN_CODE.format(who=who)))
    st.write(plain(words.REASON.format(reason=proposal.reason)))
    st.header(words.CHANGES if view.state in PENDING else words.CHANGED, anchor=False)
    draw("changes.html", changes=view.changes, words=words)
    if view.misfits:
        st.warning(plain(words.NO_LONGER_FITS.format(misfits=" ".join(view.misfits))))
    if view.voting is not None and view.voting.is_open:
        _show_vote(visit, view, view.voting, names)
    elif view.voting is not None:
        _show_outcome(visit, view, view.voting, names)
    _offer_withdrawal(visit, view)


def _show_vote(visit: Visit, view: ProposalView, voting: ProposalVoting, names: Names) -> None:
    st.header(words.VOTE, anchor=False)
    st.write(words.RULES[view.rule])
    st.write(words.UNSEEN)
    show_who_voted(visit, voting.present, view.voted, names)
    if not visit.member.roles & set(VOTERS):
        st.write(words.GUEST)
    elif visit.member.id not in voting.present:
        st.write(words.NOT_LISTED)
    else:
        _offer_vote(visit, view, voting)


def _offer_vote(visit: Visit, view: ProposalView, voting: ProposalVoting) -> None:
    own, number = view.own, view.proposal.number
    if own:
        st.write(plain(words.YOU_VOTED.format(stance=words.STANCES[own.vote.stance])))
        if own.why:
            st.write(plain(ballots.YOU_SAID.format(why=own.why)))
        st.write(ballots.CAN_CHANGE)
    with st.form(f"vote-{voting.id}", border=False):
        stance = st.radio(
            words.WHAT,
            list(Stance),
            index=list(Stance).index(own.vote.stance) if own else None,
            format_func=words.STANCES.__getitem__,
            captions=[words.STANCE_MEANINGS[one] for one in Stance],
        )
        why = st.text_input(words.VOTE_WHY, value=own.why if own else "", max_chars=MAX_SAID)
        st.write(words.VOTE_WHY_IS_READ)
        is_sent = st.form_submit_button(ballots.CAST_AGAIN if own else ballots.CAST, type="primary")
    if is_sent and stance is None:
        refuse(words.CAST_WITHOUT_CHOICE)
    elif is_sent and stance is not None:
        attempt(
            lambda: cast_stance(
                visit.project, by=visit.by, proposal=number, stance=stance, why=why
            ),
            ballots.CAST_DONE,
            written=(why,),
        )
    if own:
        with st.expander(words.GO_ON):
            st.write(words.GO_ON_HOW)
            if st.button(words.GO_ON_BUTTON):
                attempt(
                    lambda: go_on_without(visit.project, by=visit.by, proposal=number),
                    words.GO_ON_DONE,
                )


def _show_outcome(visit: Visit, view: ProposalView, voting: ProposalVoting, names: Names) -> None:
    st.header(words.OUTCOME, anchor=False)
    _show_ended(voting, names)
    if view.whys:
        sayings = [(why, words.STANCES[stance]) for stance, why in view.whys]
        draw("sayings.html", title=ballots.SAID, sayings=sayings)
    is_member = bool(visit.member.roles & set(VOTERS))
    if is_member and view.state is ProposalState.OPEN and not view.misfits:
        st.write(words.AGAIN_HOW)
        if st.button(words.AGAIN):
            attempt(
                lambda: vote_again(visit.project, by=visit.by, proposal=view.proposal.number),
                words.AGAIN_DONE,
            )
    if is_member:
        with st.expander(words.ADD_DISSENT):
            _offer_dissent(visit, view.proposal)
    if view.earlier:
        one, several = words.EARLIER
        count = len(view.earlier)
        with st.expander(one if count == 1 else several.format(count=count)):
            for earlier in view.earlier:
                _show_ended(earlier, names)


def _show_ended(voting: ProposalVoting, names: Names) -> None:
    counts = count_stances(voting, names)
    # Beside an unsigned dissent the sides of the votes could sign it.
    is_unsigned = any(dissent.member_id is None for dissent in voting.dissents)
    votes = "; ".join(f"{one.label}: {one.total}" if is_unsigned else str(one) for one in counts)
    rows = [
        (words.RESULT, words.OUTCOMES[voting.outcome] if voting.outcome else ""),
        (words.HOW, voting.explanation),
        (words.VOTES, votes),
        (words.ENDED, say_when(voting.closed_at or "")),
    ]
    if voting.left_out:
        rows.append((words.LEFT_OUT, ", ".join(map(names.member, voting.left_out))))
    if voting.made_version:
        rows.append((words.VERSION_MADE, str(voting.made_version)))
    table((ballots.FACT, ballots.TOLD), rows)
    show_dissents(voting.dissents, names)


def _offer_dissent(visit: Visit, proposal: Proposal) -> None:
    st.write(words.DISSENT_HOW)
    offer_dissent(
        f"proposal-dissent-{proposal.number}",
        words.ADD,
        words.ADDED,
        lambda said, is_signed: add_proposal_dissent(
            visit.project, by=visit.by, proposal=proposal.number, words=said, is_signed=is_signed
        ),
    )


def _offer_withdrawal(visit: Visit, view: ProposalView) -> None:
    if view.state not in PENDING or view.proposal.proposed_by != visit.member.id:
        return
    with st.expander(words.WITHDRAW):
        st.write(words.WITHDRAW_HOW)
        if st.button(words.WITHDRAW_BUTTON):
            attempt(
                lambda: withdraw_proposal(
                    visit.project, by=visit.by, proposal=view.proposal.number
                ),
                words.WITHDRAWN,
            )
