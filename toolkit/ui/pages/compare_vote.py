"""The part of a difference where people vote, write down a decision and dissent from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from toolkit.analysis.votes import VoteCount, vote_label
from toolkit.model.decision import Choice, Decision, Outcome
from toolkit.model.team import Role
from toolkit.review.deciding import Verdict
from toolkit.ui.frame import Visit, attempt, draw, form_key, plain, table
from toolkit.ui.pages.ballots import offer_dissent, show_dissents, show_who_voted
from toolkit.ui.wording import ballots
from toolkit.ui.wording import compare as words
from toolkit.workflow.comparing import Agreed, Comparison, Extent, Standing
from toolkit.workflow.deciding import add_dissent
from toolkit.workflow.voting import (
    VotingView,
    call_off_voting,
    cast_vote,
    conclude_voting,
    open_voting,
)


def show_vote(visit: Visit, found: Comparison) -> None:
    """Show how far the vote is, and what this member can do in it."""
    view = found.voting
    if view is not None and view.voting.is_open:
        st.header(words.VOTES if view.verdict else words.VOTE, anchor=False)
        st.markdown(words.RULES[view.rule])
        if view.verdict is None:
            _show_open_vote(visit, found, view)
        else:
            _show_votes(found, view)
            _offer_conclusion(visit, view)
        return
    if not visit.member.roles - {Role.GUEST}:
        st.markdown(words.GUEST)
    elif not _runs_votes(visit):
        st.markdown(words.NOT_YOURS_TO_OPEN)
    elif found.place.standing in (Standing.SETTLED, Standing.KEPT_BOTH):
        with st.expander(words.REOPEN):
            st.markdown(words.HOW_REOPEN)
            _offer_opening(visit, found, reopens=True)
    else:
        st.header(words.VOTE, anchor=False)
        st.markdown(words.RULES[found.rule])
        st.markdown(words.HOW_AGAIN if found.agreed else words.HOW)
        _offer_opening(visit, found, reopens=False)


def _runs_votes(visit: Visit) -> bool:
    return bool(visit.member.roles & {Role.FACILITATOR, Role.CODER})


def _offer_opening(visit: Visit, found: Comparison, *, reopens: bool) -> None:
    difference = found.place.difference.id
    with st.form(form_key(f"open-{difference}"), border=False):
        st.markdown(f"**{words.PRESENT}**")
        with st.container(gap="xsmall"):
            present = [name for name in found.voters if st.checkbox(plain(name), value=True)]
        st.markdown(words.PRESENT_HOLDS)
        if st.form_submit_button(words.OPEN_VOTE, type="primary"):
            attempt(
                lambda: open_voting(
                    visit.project,
                    by=visit.by,
                    difference=difference,
                    present=present,
                    reopens=reopens,
                ),
                words.OPENED,
            )


def _show_open_vote(visit: Visit, found: Comparison, view: VotingView) -> None:
    show_who_voted(visit, view.voting.present, view.voted, found.names)
    if visit.member.id in view.voting.present:
        _show_own_vote(found, view)
        _offer_vote(visit, found, view)
    else:
        st.markdown(words.YOU_ARE_NOT_HERE)
    if _runs_votes(visit):
        with st.expander(words.CALL_OFF):
            st.markdown(words.CALL_OFF_HOW)
            if st.button(words.CALL_OFF, key=f"call-off-{view.voting.id}"):
                attempt(
                    lambda: call_off_voting(visit.project, by=visit.by, voting=view.voting.id),
                    words.CALL_OFF_DONE,
                )


def _show_own_vote(found: Comparison, view: VotingView) -> None:
    if view.own is None:
        return
    label = vote_label(view.own.vote, found.place.difference, found.names)
    st.markdown(plain(words.YOU_VOTED.format(vote=label)))
    if view.own.why:
        st.markdown(plain(ballots.YOU_SAID.format(why=view.own.why)))
    st.markdown(ballots.CAN_CHANGE)


def _offer_vote(visit: Visit, found: Comparison, view: VotingView) -> None:
    voting, own = view.voting.id, view.own
    choice = st.radio(
        words.WHAT,
        list(Choice),
        index=list(Choice).index(own.vote.choice) if own else None,
        format_func=words.CHOICES.__getitem__,
        captions=[words.CHOICE_MEANINGS[one] for one in Choice],
        key=f"choice-{voting}",
    )
    if choice is None:
        return
    with st.form(f"vote-{voting}", border=False):
        codes: list[str] = []
        extent = None
        if choice is Choice.TAKE_CODE:
            codes = _ask_codes(found, view)
            extent = _ask_extent(found, view)
        why = st.text_input(words.WHY, value=own.why if own else "")
        st.markdown(words.WHY_IS_READ)
        if st.form_submit_button(ballots.CAST_AGAIN if own else ballots.CAST, type="primary"):
            attempt(
                lambda: cast_vote(
                    visit.project,
                    by=visit.by,
                    voting=voting,
                    choice=choice,
                    codes=codes,
                    start=extent.start if extent else None,
                    end=extent.end if extent else None,
                    why=why,
                ),
                ballots.CAST_DONE,
                written=(why,),
            )


def _ask_codes(found: Comparison, view: VotingView) -> list[str]:
    """The codes given here, to tick, and any other one of the codebook."""
    own = view.own.vote.code_ids if view.own else ()
    st.markdown(f"**{words.WHICH_CODE}**")
    with st.container(gap="xsmall"):
        ticked = [
            code
            for code in found.codes_given
            # Two readers may have made codes of their own with one name.
            if st.checkbox(
                plain(found.names.code(code)), value=code in own, key=f"{view.voting.id}-{code}"
            )
        ]
    others = [None, *found.other_codes]
    other = st.selectbox(
        words.OTHER_CODE,
        others,
        index=next((place for place, code in enumerate(others) if code and code in own), 0),
        format_func=lambda code: found.names.code(code) if code else words.NO_OTHER_CODE,
    )
    return [*ticked, *([other] if other else [])]


def _ask_extent(found: Comparison, view: VotingView) -> Extent | None:
    if not found.extents:
        return None
    spans = [(None, None), *((extent.start, extent.end) for extent in found.extents)]
    own = (view.own.vote.start, view.own.vote.end) if view.own else (None, None)
    return st.selectbox(
        words.WHICH_WORDS,
        [None, *found.extents],
        index=spans.index(own) if own in spans else 0,
        format_func=_extent_name,
    )


def _extent_name(extent: Extent | None) -> str:
    if extent is None:
        return words.ALL_WORDS
    people = ", ".join(extent.readers)
    return words.WORDS_OF.format(people=people, count=extent.n_words)


def _show_votes(found: Comparison, view: VotingView) -> None:
    table(
        (words.VOTED_FOR, words.HOW_MANY, words.WHO),
        [(vote.label, vote.total, _sides(vote)) for vote in found.votes],
    )
    _show_whys(found)
    st.markdown(words.NO_NAMES)
    st.header(words.RULE_SAYS, anchor=False)
    if view.verdict:
        st.markdown(plain(_verdict(found, view.verdict)))


def _verdict(found: Comparison, verdict: Verdict) -> str:
    if verdict.vote is None:
        return verdict.explanation
    label = vote_label(verdict.vote, found.place.difference, found.names)
    return words.VERDICTS[verdict.outcome].format(vote=label, why=verdict.explanation)


def _show_whys(found: Comparison) -> None:
    if found.whys:
        draw(
            "sayings.html", title=ballots.SAID, sayings=[(why, label) for label, why in found.whys]
        )


def _sides(vote: VoteCount) -> str:
    return ", ".join(f"{n} {words.GROUPS[group]}" for group, n in vote.by_group.items() if n)


def _offer_conclusion(visit: Visit, view: VotingView) -> None:
    if not _runs_votes(visit):
        st.markdown(words.NOT_YOURS_TO_CONCLUDE)
        return
    voting = view.voting.id
    with st.form(f"conclude-{voting}", border=False):
        reason = st.text_area(words.REASON)
        st.markdown(words.REASON_IS_READ)
        if st.form_submit_button(words.CONCLUDE, type="primary"):
            attempt(
                lambda: conclude_voting(visit.project, by=visit.by, voting=voting, reason=reason),
                words.CONCLUDED,
                written=(reason,),
            )


def show_decision(visit: Visit, found: Comparison) -> None:
    """Show the decision that holds with its dissent, and those before it."""
    if found.agreed is None:
        return
    st.header(words.DECISION, anchor=False)
    is_member = bool(visit.member.roles - {Role.GUEST})
    if found.agreed.is_dissenting and is_member:
        st.markdown(words.YOU_VOTED_OTHERWISE)
        _offer_dissent(visit, found.agreed.decision)
    _show_agreed(found, found.agreed)
    if found.voting is not None and found.voting.voting.decision_id == found.agreed.decision.id:
        _show_whys(found)
    show_dissents(found.agreed.decision.dissents, found.names)
    if is_member and not found.agreed.is_dissenting:
        with st.expander(words.ADD_MORE):
            st.markdown(words.ADD_DISSENT_HOW)
            _offer_dissent(visit, found.agreed.decision)
    if found.earlier:
        one, several = words.EARLIER
        count = len(found.earlier)
        with st.expander(one if count == 1 else several.format(count=count)):
            for agreed in found.earlier:
                _show_agreed(found, agreed)
                show_dissents(agreed.decision.dissents, found.names)


def _show_agreed(found: Comparison, agreed: Agreed) -> None:
    decision = agreed.decision
    day = datetime.fromisoformat(decision.made_at)
    table(
        (ballots.FACT, ballots.TOLD),
        [
            (words.RESULT, _outcome(found, decision)),
            (words.REASON_COLUMN, decision.reason),
            (words.VOTES_COLUMN, _told(agreed)),
            (words.RULE, words.BY_RULE[decision.rule]),
            (words.PRESENT_COLUMN, ", ".join(map(found.names.member, decision.present))),
            (
                words.WRITTEN,
                words.WRITTEN_BY.format(
                    name=found.names.member(decision.recorded_by), day=f"{day.day} {day:%B %Y}"
                ),
            ),
        ],
    )


def _told(agreed: Agreed) -> str:
    """The votes by side; beside an unsigned dissent without sides, which could sign it."""
    is_unsigned = any(dissent.member_id is None for dissent in agreed.decision.dissents)
    votes: Sequence[VoteCount] = agreed.votes
    return "; ".join(f"{vote.label}: {vote.total}" if is_unsigned else str(vote) for vote in votes)


def _outcome(found: Comparison, decision: Decision) -> str:
    if decision.outcome is Outcome.PARKED:
        return words.OUTCOME_PARKED
    if decision.outcome is Outcome.OPEN:
        return words.OUTCOME_OPEN
    if decision.choice is Choice.KEEP_BOTH:
        return words.OUTCOME_BOTH
    if decision.choice is Choice.CHANGE_CODEBOOK:
        return words.OUTCOME_CODEBOOK
    codes = ", ".join(f"“{found.names.code(code_id)}”" for code_id in decision.code_ids)
    whole = found.place.difference
    if (decision.start, decision.end) == (whole.start, whole.end):
        return words.OUTCOME_CODE.format(codes=codes)
    for extent in found.extents:
        if (decision.start, decision.end) == (extent.start, extent.end):
            people = ", ".join(extent.readers)
            return words.OUTCOME_WORDS_OF.format(codes=codes, people=people, count=extent.n_words)
    return words.OUTCOME_SOME_WORDS.format(codes=codes)


def _offer_dissent(visit: Visit, decision: Decision) -> None:
    offer_dissent(
        f"dissent-{decision.id}",
        words.ADD_DISSENT,
        words.ADDED,
        lambda said, is_signed: add_dissent(
            visit.project, by=visit.by, decision=decision.id, words=said, is_signed=is_signed
        ),
    )
