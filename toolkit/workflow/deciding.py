"""Settle a difference: votes, the team's rule, a reason, and the dissent that stays."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from toolkit.errors import BadInput, NotFound, WrongState
from toolkit.model.decision import (
    Choice,
    Decision,
    Difference,
    Dissent,
    MoreReason,
    Outcome,
    Vote,
    current_decisions,
)
from toolkit.model.study import Study
from toolkit.model.team import Member, Role, Terms
from toolkit.model.transcript import new_id, normalise_text
from toolkit.review.deciding import Verdict, apply_rule
from toolkit.storage import audit, decisions, votings
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.study import load_study, read_study

MAX_SAID = 5_000
"""The most characters that a reason, a why or a dissent may have."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's vote by names, as it is said in a room.

    Attributes:
        codes: Ids or names of the codes to take; empty for the other choices.
        start, end: The extent to take; None for the whole of the difference.
    """

    voter: str
    choice: Choice
    codes: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class DissentNote:
    """What somebody still sees otherwise; `author` is None where they do not want to sign."""

    author: str | None
    words: str


def list_differences(project: Project, *, practice: bool = False) -> tuple[Difference, ...]:
    """Where revealed codings differ, by round, transcript and place; of practice where asked."""
    return load_study(project, practice=practice).differences


def decide(
    project: Project,
    *,
    by: str,
    difference: str,
    ballots: Sequence[Ballot],
    reason: str,
    present: Sequence[str] = (),
    dissents: Sequence[DissentNote] = (),
    reopens: bool = False,
) -> tuple[Decision, Verdict]:
    """A decision by the team's rule, and what the rule made of the votes.

    Whoever records it has one vote like everybody else, and nothing they enter can set the
    outcome against the rule.

    Args:
        by: Who writes it down.
        difference: Its id, or the beginning of it if no other starts so.
        ballots: At most one of each person present.
        reason: Why, in the team's words.
        present: Everybody in the room, voting or not; those who voted are added.
        dissents: In the dissenters' own words; they go wherever the decision goes.
        reopens: Decide again what has been decided; the earlier decision is kept.

    Raises:
        NotFound: There is no such difference, person or code.
        WrongState: Each is voting on their own device; or somebody decided a moment ago.
        BadInput: There is no vote or no reason, somebody voted twice, or it has been settled.
    """
    with project.transaction() as tx:
        recorder = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        study = read_study(tx, project.title, practice=True)
        found = find_difference(study, difference)
        if any(voting.is_open for voting in votings.list_votings(tx, found.id)):
            raise WrongState(
                "W188",
                "Each member is voting on this difference on their own device. Let them finish, "
                "or call that vote off in the app.",
            )
        voters = {member.pen_name: member for member in study.members}
        room = find_voters(study, [*present, *(ballot.voter for ballot in ballots)])
        return record_decision(
            tx,
            found,
            recorder=recorder,
            room=room,
            votes=[read_ballot(study, found, ballot, voters[ballot.voter]) for ballot in ballots],
            reason=reason,
            terms=study.terms[-1],
            dissents=[_dissent(study, note) for note in dissents],
            replaces=find_replaced(study, found, reopens=reopens),
        )


def record_decision(
    tx: Transaction,
    found: Difference,
    *,
    recorder: Member,
    room: Sequence[Member],
    votes: Sequence[Vote],
    terms: Terms,
    reason: str,
    dissents: Sequence[Dissent] = (),
    replaces: str | None,
) -> tuple[Decision, Verdict]:
    """A decision by the team's rule out of votes, however they were cast.

    Args:
        found: What the votes are on.
        room: Everybody who could vote.
        terms: Whose rule counts.
        replaces: The decision in whose place it comes; None for the first on its difference.

    Raises:
        BadInput: There is no vote or no reason, or somebody voted twice.
        WrongState: Another decision has come there first.
    """
    if not reason.strip() or not votes:
        raise BadInput("W180", "A decision needs at least one vote, and a reason in a few words.")
    verdict = apply_rule(terms.rule, votes, {member.id: member.sides for member in room})
    start, end = _extent(found, verdict)
    decision = Decision(
        id=new_id(),
        difference_id=found.id,
        round_id=found.round_id,
        transcript_id=found.transcript_id,
        transcript_version=found.transcript_version,
        start=start,
        end=end,
        outcome=verdict.outcome,
        choice=verdict.vote.choice if verdict.vote else None,
        code_ids=verdict.vote.code_ids if verdict.vote else (),
        rule=terms.rule,
        terms_version=terms.version,
        reason=tidy_words(reason),
        present=tuple(member.id for member in room),
        votes=tuple(sorted(votes, key=lambda vote: vote.member_id)),
        dissents=tuple(dissents),
        recorded_by=recorder.id,
        made_at=now(),
        replaces=replaces,
    )
    decisions.add_decision(tx, decision)
    audit.record(
        tx,
        recorder.id,
        "difference.decided",
        {
            "decision": decision.id,
            "difference": found.id,
            "outcome": decision.outcome,
            "votes": len(votes),
            "dissents": len(decision.dissents),
        },
    )
    return decision, verdict


def add_dissent(
    project: Project, *, by: str, decision: str, words: str, is_signed: bool = True
) -> Decision:
    """The decision with what somebody still sees otherwise, in their own words.

    An unsigned one is kept without its author: no table and no row of the log tells who wrote it.

    Args:
        by: Whoever dissents; they need not have voted.
        decision: Its id; it must be the one that holds now.
        is_signed: Whether their pen-name stands by it.

    Raises:
        NotFound: There is no such decision.
        WrongState: A later decision has taken its place.
        BadInput: There are no words, or they stand there already.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, Role.FACILITATOR, Role.CODER, Role.CHECKER)
        made = _find_current(tx, decision)
        author = member.id if is_signed else None
        dissent = Dissent(author, tidy_dissent(words))
        if dissent in made.dissents:
            raise BadInput(
                "W194",
                "These words stand with the decision already. There is no need to add them again.",
            )
        decisions.add_dissent(tx, made.id, dissent)
        audit.record(tx, author, "dissent.added", {"decision": made.id})
    return replace(made, dissents=(*made.dissents, dissent))


def add_reason(project: Project, *, by: str, decision: str, words: str) -> Decision:
    """The decision with one more reason, by somebody whose words came a moment too late for it.

    It changes nothing of what was settled. Both texts go wherever the decision goes.

    Args:
        by: Whoever wrote it; their pen-name stands by it.
        decision: Its id; it must be the one that holds now.

    Raises:
        NotFound: There is no such decision.
        WrongState: A later decision has taken its place.
        BadInput: There are no words, or they stand there already.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, Role.FACILITATOR, Role.CODER)
        made = _find_current(tx, decision)
        more = MoreReason(member.id, tidy_words(words))
        known = [MoreReason(made.recorded_by, made.reason), *made.more_reasons]
        if not more.words or more in known:
            raise BadInput(
                "W179",
                "A reason needs words that do not stand with the decision already. Write what "
                "you would add, or leave it out.",
            )
        decisions.add_reason(tx, made.id, more)
        audit.record(tx, member.id, "decision.reason_added", {"decision": made.id})
    return replace(made, more_reasons=(*made.more_reasons, more))


def _find_current(tx: Transaction, decision_id: str) -> Decision:
    kept = decisions.list_decisions(tx)
    found = next((one for one in kept if one.id == decision_id), None)
    if found is None:
        raise NotFound("W189", "There is no such decision. Open the difference again.")
    if found not in current_decisions(kept):
        raise WrongState(
            "W193",
            "A later decision has taken the place of this one. Read that one first; you can add "
            "to it what you still see otherwise.",
        )
    return found


def find_difference(study: Study, beginning: str) -> Difference:
    """The one difference whose id begins so.

    Raises:
        NotFound: There is none, or several.
    """
    fits = [d for d in study.differences if beginning and d.id.startswith(beginning)]
    if len(fits) != 1:
        raise NotFound(
            "W181",
            f"{len(fits)} differences have this id. Choose one from the list of differences; at "
            "the terminal: toolkit differences FOLDER",
        )
    return fits[0]


def find_voters(study: Study, names: Sequence[str]) -> tuple[Member, ...]:
    """The members with these pen-names, each once.

    Raises:
        NotFound: Somebody is not on the team, or is a guest.
    """
    voters = {member.pen_name: member for member in study.members}
    unknown = [name for name in names if name not in voters]
    if unknown or any(voters[name].roles == {Role.GUEST} for name in names):
        raise NotFound(
            "W182",
            "Somebody who was named is not on the team, or is a guest, who has no vote. Look at "
            "the team's page; at the terminal: toolkit member list FOLDER",
        )
    return tuple(voters[name] for name in sorted(set(names)))


def read_ballot(study: Study, found: Difference, ballot: Ballot, voter: Member) -> Vote:
    """What somebody voted for, as it can be counted: the whole extent is told as None.

    Raises:
        NotFound: A code is neither in the codebook nor a revealed code of somebody's own.
        BadInput: The extent is outside the difference, or does not go with the choice.
    """
    known = {code.id: code.id for code in study.own_codes}
    # What readers could give in the round can be taken, though it was retired since.
    for book in (study.codebook_of(found.round_id), study.codebook_for(found.round_id)):
        if book is not None:
            known |= {name: code.id for code in book.codes for name in (code.name, code.id)}
    if any(code not in known for code in ballot.codes):
        raise NotFound(
            "W183",
            "A vote names a code that is neither in the codebook nor a revealed code of "
            "somebody's own.",
        )
    codes = tuple(sorted({known[code] for code in ballot.codes}))
    return Vote(voter.id, ballot.choice, codes, *_checked_extent(found, ballot))


def _checked_extent(found: Difference, ballot: Ballot) -> tuple[int | None, int | None]:
    start, end = ballot.start, ballot.end
    if start is None and end is None:
        return None, None
    if start is None or end is None:
        raise BadInput("W184", "An extent has a start and an end; give both or neither.")
    if not found.start <= start < end <= found.end:
        raise BadInput(
            "W185",
            f"The extent of a vote lies within the difference, {found.start} to {found.end}.",
        )
    # Told in one way, so that two votes for the same are counted together.
    is_whole = (start, end) == (found.start, found.end)
    if is_whole or ballot.choice is not Choice.TAKE_CODE:
        return None, None
    return start, end


def _extent(found: Difference, verdict: Verdict) -> tuple[int, int]:
    if verdict.vote and verdict.vote.start is not None and verdict.vote.end is not None:
        return verdict.vote.start, verdict.vote.end
    return found.start, found.end


def _dissent(study: Study, note: DissentNote) -> Dissent:
    author = None if note.author is None else find_voters(study, [note.author])[0].id
    return Dissent(author, tidy_dissent(note.words))


def tidy_dissent(words: str) -> str:
    """What somebody still sees otherwise, as it is kept.

    Raises:
        BadInput: There are no words, or they cannot be kept.
    """
    if not words.strip():
        raise BadInput("W186", "Dissent needs words; leave it out where there is none.")
    return tidy_words(words)


def tidy_words(words: str) -> str:
    """What somebody wrote, as it is kept.

    Raises:
        BadInput: It is too long, or holds what is no character.
    """
    kept = normalise_text(words).strip()
    is_text = all(character in "\n\t" or not _is_control(character) for character in kept)
    if len(kept) > MAX_SAID or not is_text:
        raise BadInput(
            "W198",
            f"These words cannot be kept: they have more than {MAX_SAID:,} characters, or hold "
            "signs that are no letters. Make them shorter, or type them anew.",
        )
    return kept


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs")


def find_replaced(study: Study, found: Difference, *, reopens: bool) -> str | None:
    """The decision in whose place a new one would come; None where it would be the first.

    Raises:
        BadInput: It has been settled, and nobody said to reopen it.
    """
    before = [d for d in current_decisions(study.decisions) if d.difference_id == found.id]
    if not before:
        return None
    # What stayed open or was parked is there to be taken up again; the rest only on purpose.
    if before[0].outcome is Outcome.SETTLED and not reopens:
        raise BadInput(
            "W187",
            "This difference has been settled. Read the decision first. To settle it anew, "
            "reopen it on purpose; at the terminal: toolkit decide ... --reopen",
        )
    return before[0].id
