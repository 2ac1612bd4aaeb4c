"""The part of a difference that shows what was decided, and where people dissent from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import streamlit as st

from toolkit.analysis.votes import VoteCount
from toolkit.model.decision import Choice, Decision, Outcome
from toolkit.model.team import Role
from toolkit.ui.frame import Visit, table
from toolkit.ui.pages.ballots import offer_dissent, show_dissents
from toolkit.ui.pages.compare_vote import name_words, show_whys
from toolkit.ui.wording import ballots
from toolkit.ui.wording import compare as words
from toolkit.workflow.comparing import Agreed, Comparison
from toolkit.workflow.deciding import add_dissent


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
        show_whys(found)
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
            *(
                (words.MORE_REASON.format(name=found.names.member(more.member_id)), more.words)
                for more in decision.more_reasons
            ),
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
    _, said = name_words(found, decision.start, decision.end)
    if decision.transcript_version == whole.transcript_version and said:
        return words.OUTCOME_THESE_WORDS.format(codes=codes, words=said)
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
