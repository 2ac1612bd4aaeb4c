"""The section on what was proposed for the codebook: votes by side, outcomes, dissent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.analysis.codebook_changes import (
    CHANGE_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    count_stances,
    describe_alteration,
)
from toolkit.analysis.names import RULE_NAMES, say_when
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import count, listed
from toolkit.exchange.word import DETAIL
from toolkit.model.proposal import Proposal, ProposalState, ProposalVoting, proposal_state
from toolkit.review.codebook_diff import preview_change


def write_proposals(page: Page) -> None:
    """Each proposal with what it would change, why, its votes and its dissent."""
    study, word = page.study, page.word
    if not study.proposals:
        word.paragraph("Nobody has proposed a change of the codebook.")
        return
    states = {one.id: proposal_state(one, study.proposal_votings) for one in study.proposals}
    counts = Counter(states.values())
    stands = (f"{counts[state]} {name}" for state, name in STATE_NAMES.items() if counts[state])
    word.paragraph(
        f"{count(len(study.proposals), 'proposal')}: {listed(stands)}. Votes are counted by side, "
        "not by name; beside an unsigned dissent, and where a side has fewer people than the "
        "team's floor, they are counted without sides too. Nobody sees a vote before everybody "
        "has voted."
    )
    for proposal in study.proposals:
        _write_proposal(page, proposal, states[proposal.id])


def _write_proposal(page: Page, proposal: Proposal, state: ProposalState) -> None:
    word, study = page.word, page.study
    name = CHANGE_NAMES[proposal.change.kind]
    word.heading(f"Proposal {proposal.number}: {name} ({STATE_NAMES[state]})", 3)
    book = next(book for book in study.codebooks if book.version == proposal.based_on)
    word.bullets(map(describe_alteration, preview_change(proposal.change, book)))
    when = say_when(proposal.made_at)
    word.labelled("Proposed", f"by {page.person(proposal.proposed_by)}, {when}", DETAIL)
    word.labelled("Why", proposal.reason, DETAIL)
    for voting in study.proposal_votings:
        if voting.proposal_id == proposal.id and voting.outcome is not None:
            for label, told in _details(page, voting):
                word.labelled(label, told, DETAIL)


def _details(page: Page, voting: ProposalVoting) -> Iterator[tuple[str, str]]:
    terms = next(one for one in page.study.terms if one.version == voting.terms_version)
    if voting.outcome is not None:
        outcome = OUTCOME_NAMES[voting.outcome]
        made = f"; version {voting.made_version} came of it" if voting.made_version else ""
        yield "What came of it", f"{outcome}{made}. {voting.explanation}"
    yield "Rule", f"{RULE_NAMES[terms.rule]} (version {terms.version})"
    unsigned = any(dissent.member_id is None for dissent in voting.dissents)
    hides_sides = unsigned or bool(page.explain_floor(voting.present))
    votes = count_stances(voting, page.names)
    yield "Votes", "; ".join(f"{v.label}: {v.total}" if hides_sides else str(v) for v in votes)
    yield "Who had a vote", listed(map(page.names.member, voting.present))
    if voting.left_out:
        yield "Not waited for", listed(map(page.names.member, voting.left_out))
    for dissent in voting.dissents:
        who = "unsigned" if dissent.member_id is None else page.names.member(dissent.member_id)
        yield f"Dissent ({who})", dissent.words
    if not voting.dissents:
        yield "Dissent", "nobody wrote any"
