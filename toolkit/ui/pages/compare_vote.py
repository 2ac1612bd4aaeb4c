"""The part of a difference where people vote and write down what came of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from toolkit.analysis.votes import VoteCount, vote_label
from toolkit.model.decision import Choice, Decision, Voting
from toolkit.model.team import Role
from toolkit.review.deciding import Verdict
from toolkit.ui.frame import (
    Visit,
    attempt,
    draw,
    forget_done,
    form_key,
    is_still_signed_in,
    plain,
    table,
)
from toolkit.ui.live import hear_votes
from toolkit.ui.pages.ballots import show_who_voted
from toolkit.ui.wording import ballots
from toolkit.ui.wording import compare as words
from toolkit.workflow.comparing import Comparison, Extent, Standing
from toolkit.workflow.deciding import add_reason
from toolkit.workflow.voting import (
    VotingView,
    call_off_voting,
    cast_vote,
    conclude_voting,
    open_voting,
    see_voting,
)

Span = tuple[int | None, int | None]
"""The words that a vote is for, as a start and an end in the text."""

ALL: Span = (None, None)
OTHER: Span = (-1, -1)
"""What the list of stretches has beside those that somebody marked."""


def show_vote(
    visit: Visit,
    found: Comparison,
    offer_opening: Callable[[Visit, Comparison], None] | None = None,
) -> None:
    """Show how far the vote is, and what this member can do in it.

    Args:
        offer_opening: Shows how a vote is opened here; without it, by whoever says who is there.
    """
    view = found.voting
    if view is not None and view.voting.is_open:
        st.header(words.VOTES if view.verdict else words.VOTE, anchor=False)
        st.markdown(words.RULES[view.rule])
        if view.verdict is None:
            _show_open_vote(visit, found, view)
        else:
            _show_votes(found, view)
    else:
        (offer_opening or _offer_opening_by_list)(visit, found)
    _show_writing(visit, found)


def _offer_opening_by_list(visit: Visit, found: Comparison) -> None:
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
    _show_ballot(visit, found)
    if _runs_votes(visit):
        with st.expander(words.CALL_OFF):
            st.markdown(words.CALL_OFF_HOW)
            if st.button(words.CALL_OFF, key=f"call-off-{view.voting.id}"):
                attempt(
                    lambda: call_off_voting(visit.project, by=visit.by, voting=view.voting.id),
                    words.CALL_OFF_DONE,
                )


@st.fragment
def _show_ballot(visit: Visit, found: Comparison) -> None:
    """Who has voted and one's own vote, drawn anew for each hidden vote without the rest."""
    difference = found.place.difference.id
    hear_votes(f"votes-{difference}")
    view = see_voting(visit.project, by=visit.by, difference=difference)
    if not is_still_signed_in(visit) or view is None or view.verdict or not view.voting.is_open:
        st.rerun()
    show_who_voted(visit, view.voting.present, view.voted, found.names)
    if visit.member.id in view.voting.present:
        _show_own_vote(found, view)
        _offer_vote(visit, found, view)
    else:
        st.markdown(words.YOU_ARE_NOT_HERE)


def _show_own_vote(found: Comparison, view: VotingView) -> None:
    if view.own is None:
        return
    forget_done(ballots.CAST_DONE)
    st.success(ballots.CAST_DONE)
    label = vote_label(view.own.vote, found.place.difference, found.names)
    st.markdown(plain(words.YOU_VOTED.format(vote=label)))
    if view.own.why:
        st.markdown(plain(ballots.YOU_SAID.format(why=view.own.why)))
    st.markdown(ballots.CAN_CHANGE)


def _offer_vote(visit: Visit, found: Comparison, view: VotingView) -> None:
    """What to vote for, then why."""
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
    codes = _ask_codes(found, view) if choice is Choice.TAKE_CODE else []
    extent = _ask_extent(found, view) if choice is Choice.TAKE_CODE else ALL
    with st.form(f"vote-{voting}", border=False):
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
                    start=extent[0],
                    end=extent[1],
                    why=why,
                ),
                ballots.CAST_DONE,
                written=(why,),
                part_alone=True,
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
        key=f"other-{view.voting.id}",
        width=720,
        format_func=lambda code: found.names.code(code) if code else words.NO_OTHER_CODE,
    )
    return [*ticked, *([other] if other else [])]


def _ask_extent(found: Comparison, view: VotingView) -> Span:
    """All of the words, those that somebody marked, or others from one word to another."""
    marked: dict[Span, Extent] = {(one.start, one.end): one for one in found.extents}
    options: list[Span] = [ALL, *marked, *([OTHER] if len(found.words) > 1 else [])]
    own = _own_span(view)
    chosen = st.selectbox(
        words.WHICH_WORDS,
        options,
        index=options.index(own if own in options else OTHER if OTHER in options else ALL),
        format_func=lambda span: _span_name(span, marked),
        key=f"extent-{view.voting.id}",
        width=720,
    )
    return _ask_span(found, view) if chosen == OTHER else chosen or ALL


def _own_span(view: VotingView) -> Span:
    return (view.own.vote.start, view.own.vote.end) if view.own else ALL


def _span_name(span: Span, marked: Mapping[Span, Extent]) -> str:
    if span in marked:
        people = ", ".join(marked[span].readers)
        return words.WORDS_OF.format(people=people, count=marked[span].n_words)
    return words.ALL_WORDS if span == ALL else words.OTHER_WORDS


def _ask_span(found: Comparison, view: VotingView) -> Span:
    """The first and the last word of a stretch; the numbers tell equal words apart."""
    own = _own_span(view)
    listed = found.words
    first = next((n for n, word in enumerate(listed) if word.start == own[0]), 0)
    last = next((n for n, word in enumerate(listed) if word.end == own[1]), len(listed) - 1)
    ends = [
        st.selectbox(
            label,
            range(len(listed)),
            index=index,
            format_func=lambda n: f"{n + 1}: {listed[n].words}",
            key=f"{label}-{view.voting.id}",
            width=360,
        )
        for label, index in ((words.FIRST_WORD, first), (words.LAST_WORD, last))
    ]
    return listed[min(ends)].start, listed[max(ends)].end


def _show_votes(found: Comparison, view: VotingView) -> None:
    table(
        (words.VOTED_FOR, words.HOW_MANY, words.WHO),
        [(vote.label, vote.total, _sides(vote)) for vote in found.votes],
    )
    _show_words_voted_for(found, view)
    show_whys(found)
    st.markdown(words.NO_NAMES)
    st.header(words.RULE_SAYS, anchor=False)
    if view.verdict:
        st.markdown(plain(_verdict(found, view.verdict)))


def _show_words_voted_for(found: Comparison, view: VotingView) -> None:
    """Which words are meant where a vote is for some of them."""
    spans = {(cast.vote.start, cast.vote.end) for cast in view.votes} - {ALL}
    for start, end in sorted(spans, key=str):
        numbers, said = name_words(found, start, end)
        st.markdown(plain(words.THESE_WORDS.format(numbers=numbers, words=said)))


def name_words(found: Comparison, start: int | None, end: int | None) -> tuple[str, str]:
    """The numbers of the words of a stretch, and the words."""
    listed = [
        (number, word.words)
        for number, word in enumerate(found.words, start=1)
        if start is not None and end is not None and word.start < end and start < word.end
    ]
    if not listed:
        return "", ""
    numbers = f"{listed[0][0]} to {listed[-1][0]}" if len(listed) > 1 else f"{listed[0][0]}"
    return numbers, " ".join(said for _, said in listed)


def _verdict(found: Comparison, verdict: Verdict) -> str:
    if verdict.vote is None:
        return verdict.explanation
    label = vote_label(verdict.vote, found.place.difference, found.names)
    return words.VERDICTS[verdict.outcome].format(vote=label, why=verdict.explanation)


def show_whys(found: Comparison) -> None:
    """Show what was said with the votes, without names."""
    if found.whys:
        draw(
            "sayings.html", title=ballots.SAID, sayings=[(why, label) for label, why in found.whys]
        )


def _sides(vote: VoteCount) -> str:
    return ", ".join(f"{n} {words.GROUPS[group]}" for group, n in vote.by_group.items() if n)


def _show_writing(visit: Visit, found: Comparison) -> None:
    """Where the reason is written: one form, so that nobody's words go when another one's come."""
    view = found.voting
    if view is None or view.verdict is None:
        return
    voting = view.voting
    shown = f"reason-shown-{voting.id}"
    with st.container(key=f"writing-{voting.id}"):
        if not _runs_votes(visit):
            if voting.is_open:
                st.markdown(words.NOT_YOURS_TO_CONCLUDE)
        elif voting.is_open:
            st.session_state[shown] = True
            _offer_conclusion(visit, voting)
        elif st.session_state.get(shown) and found.agreed:
            _offer_more_reason(visit, found, found.agreed.decision, shown)


def _offer_conclusion(visit: Visit, voting: Voting) -> None:
    # One line before the form as after: what stands at the same place keeps what is typed in it.
    st.markdown(words.REASON_IS_READ)
    reason, is_sent = _ask_reason(voting, words.CONCLUDE)
    if is_sent:
        attempt(
            lambda: _conclude(visit, voting, reason),
            words.CONCLUDED,
            written=(reason,),
        )


def _conclude(visit: Visit, voting: Voting, reason: str) -> None:
    conclude_voting(visit.project, by=visit.by, voting=voting.id, reason=reason)
    # Whoever wrote it down has nothing to add beside it.
    st.session_state.pop(f"reason-shown-{voting.id}", None)


def _offer_more_reason(visit: Visit, found: Comparison, decision: Decision, shown: str) -> None:
    """What somebody was writing when another one wrote the decision down, theirs to add."""
    if found.voting is None or decision.id != found.voting.voting.decision_id:
        return
    name = found.names.member(decision.recorded_by)
    st.warning(plain(words.WRITTEN_MEANWHILE.format(name=name)))
    reason, is_sent = _ask_reason(found.voting.voting, words.ADD_REASON)
    if is_sent:
        attempt(
            lambda: _add_reason(visit, decision, reason, shown),
            words.REASON_ADDED,
            written=(reason,),
        )


def _add_reason(visit: Visit, decision: Decision, reason: str, shown: str) -> None:
    add_reason(visit.project, by=visit.by, decision=decision.id, words=reason)
    st.session_state.pop(shown, None)


def _ask_reason(voting: Voting, button: str) -> tuple[str, bool]:
    with st.form(f"conclude-{voting.id}", border=False):
        reason = st.text_area(words.REASON, key=f"why-decided-{voting.id}")
        return reason, st.form_submit_button(button, type="primary")
