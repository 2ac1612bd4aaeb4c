"""What minutes say, as headings, sentences, tables and quotations that any file can hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toolkit.analysis.floor import explain_floor
from toolkit.analysis.names import GROUP_NAMES, GROUPS, KIND_NAMES, RULE_NAMES, Names, say_when
from toolkit.exchange.telling import (
    Passage,
    Passages,
    count,
    listed,
    passage_of,
    split_up,
    tell_result,
    tell_votes,
)
from toolkit.model.decision import (
    Choice,
    Decision,
    Difference,
    Outcome,
    QueueOrder,
    ReviewSession,
    current_decisions,
)
from toolkit.model.proposal import proposal_state
from toolkit.model.study import Study
from toolkit.model.team import Role

ORDER_NAMES = {
    QueueOrder.TRANSCRIPT: "as they come in the transcripts",
    QueueOrder.MOST_DIFFERENT: "most different first",
    QueueOrder.BY_CODE: "code by code",
    QueueOrder.BETWEEN_SIDES: "only those between the sides",
}
_STATES = {
    Outcome.SETTLED: "settled",
    Outcome.PARKED: "parked for later",
    Outcome.OPEN: "voted on and still open",
}


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows of as many cells."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something said under a label."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a transcript, with their content note and where they stand."""

    words: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below that of its section."""

    words: str


Block = str | Heading | Fact | Quotation | Table


@dataclass(frozen=True, slots=True)
class MinutesText:
    """The minutes before they are put into a file.

    Attributes:
        title: What they are of.
        made_at: When they were made, as ISO 8601.
        sections: Each with its heading, in order.
    """

    title: str
    made_at: str
    sections: tuple[tuple[str, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """What every section looks up.

    Attributes:
        decisions: Those taken in the session, in the order of deciding.
        standing: The decision on each difference when the session ended, by the difference's id.
    """

    study: Study
    session: ReviewSession
    queue: tuple[Difference, ...]
    names: Names
    passages: Passages
    decisions: tuple[Decision, ...]
    standing: dict[str, Decision]

    @property
    def floor(self) -> int:
        return self.study.terms[-1].floor if self.study.terms else 1

    @property
    def last_decisions(self) -> tuple[Decision, ...]:
        """Those of the session that no later one of it took the place of."""
        replaced = {decision.replaces for decision in self.decisions}
        return tuple(decision for decision in self.decisions if decision.id not in replaced)

    def decisions_before(self, decision: Decision) -> tuple[Decision, ...]:
        """Those of the session on the same difference, that one took the place of."""
        return tuple(
            one
            for one in self.decisions
            if one.difference_id == decision.difference_id and one.made_at < decision.made_at
        )

    def difference(self, difference_id: str) -> Difference | None:
        return next((d for d in self.study.differences if d.id == difference_id), None)


def describe_minutes(
    study: Study, session: ReviewSession, queue: Sequence[Difference], made_at: str
) -> MinutesText:
    """The minutes of a session.

    Args:
        study: All that everybody may see.
        session: One of the study's, ended or not.
        queue: The differences that there were to talk about.
        made_at: The time now, as ISO 8601.
    """
    ended = session.ended_at or made_at
    until = [decision for decision in study.decisions if decision.made_at <= ended]
    names = Names.of(study)
    told = _Told(
        study=study,
        session=session,
        queue=tuple(queue),
        names=names,
        passages=Passages(study, names),
        decisions=tuple(
            decision
            for decision in until
            if decision.made_at >= session.begun_at and decision.difference_id in session.places
        ),
        standing={decision.difference_id: decision for decision in current_decisions(until)},
    )
    return MinutesText(
        title=f"Minutes of meeting {session.number}: {study.title}",
        made_at=made_at,
        sections=(
            ("Who was there", tuple(_people(told))),
            ("What it was about", tuple(_subject(told))),
            ("What was settled", tuple(_decided(told, Outcome.SETTLED))),
            ("What was parked", tuple(_decided(told, Outcome.PARKED))),
            ("What is still open", tuple(_open(told))),
            ("Changes of the codebook", tuple(_codebook(told, ended))),
            ("Next", (session.next or "Nothing was written down.",)),
        ),
    )


def _people(told: _Told) -> Iterator[Block]:
    session, names = told.session, told.names
    yield f"It began on {say_when(session.begun_at)}."
    if session.ended_at is None:
        yield "It has not ended yet."
    else:
        yield f"It ended on {say_when(session.ended_at)}."
    yield f"In the chair: {' and then '.join(map(names.member, session.chairs))}."
    guests = {member.id for member in told.study.members if member.roles <= {Role.GUEST}}
    rows = []
    for one in session.people:
        part = "listened, without a vote" if one.member_id in guests else "took part"
        if one.left_at is not None and one.left_at != session.ended_at:
            part += "; left before the end"
        rows.append((names.member(one.member_id), part))
    yield Table(("Who", "How"), tuple(rows))
    voters = [one.member_id for one in session.people if one.member_id not in guests]
    hidden = explain_floor(voters, names, told.floor)
    groups = Counter(map(names.group, voters))
    by_side = split_up(len(voters), [(GROUP_NAMES[group], groups[group]) for group in GROUPS])
    yield hidden or f"Of those with a vote: {by_side}."


def _subject(told: _Told) -> Iterator[Block]:
    session = told.session
    yield f"Transcripts: {listed(map(told.names.transcript, session.transcript_ids))}."
    yield f"The places were taken up in this order: {ORDER_NAMES[session.order]}."
    taken = set(session.places)
    states = Counter(
        _STATES[told.standing[place].outcome] if _is_decided_here(told, place) else "talked about"
        for place in taken
    )
    yield (
        f"{count(len(told.queue), 'place')} to talk about. Taken up: "
        f"{split_up(len(taken), sorted(states.items()))}."
    )
    yield (
        "Votes are counted by side, not by name. Beside dissent without a name, and where a side "
        "has fewer people than the team's floor, they are counted without sides."
    )


def _is_decided_here(told: _Told, place: str) -> bool:
    return any(told.standing.get(place) is decision for decision in told.decisions)


def _decided(told: _Told, outcome: Outcome) -> Iterator[Block]:
    found = [one for one in told.last_decisions if one.outcome is outcome]
    if not found:
        yield "Nothing."
    for decision in found:
        yield from _tell_decision(told, decision)


def _tell_decision(told: _Told, decision: Decision) -> Iterator[Block]:
    names, difference = told.names, told.difference(decision.difference_id)
    passage = passage_of(decision, difference)
    place = told.passages.place(passage)
    yield Heading(place)
    words = told.passages.words(passage)
    if words is not None:
        yield Quotation(words, told.passages.note_at(passage), place)
    yield Fact("What came of it", tell_result(decision, difference, names))
    yield Fact("Rule", RULE_NAMES[decision.rule])
    yield Fact("Votes", tell_votes(decision, difference, names, told.floor))
    yield Fact("Why", decision.reason)
    yield from _tell_words(told, decision)
    for before in told.decisions_before(decision):
        result = tell_result(before, difference, names)
        votes = tell_votes(before, difference, names, told.floor)
        yield Fact("Before that, in this meeting", f"{result} ({votes}). {before.reason}")
        yield from _tell_words(told, before)
    if any(later.replaces == decision.id for later in told.study.decisions):
        yield Fact("Since then", "it was voted on again; this decision is kept")


def _tell_words(told: _Told, decision: Decision) -> Iterator[Block]:
    """What stands beside the reason: others' reasons, and dissent."""
    for more in decision.more_reasons:
        yield Fact(f"{told.names.member(more.member_id)} wrote too", more.words)
    for dissent in decision.dissents:
        is_signed = dissent.member_id is not None
        who = told.names.member(dissent.member_id) if is_signed else "without a name"
        yield Fact(f"Still seen otherwise ({who})", dissent.words)


def _open(told: _Told) -> Iterator[Block]:
    for decision in told.last_decisions:
        if decision.outcome is Outcome.OPEN:
            yield from _tell_decision(told, decision)
    left = [found for found in told.queue if not _is_closed(told, found)]
    if not left:
        yield "Nothing is open of what there was to talk about."
        return
    yield f"Open when the meeting ended: {count(len(left), 'place')}."
    yield Table(
        ("Where", "In which way", "How it stands"),
        tuple(
            (
                told.passages.place(
                    Passage(found.transcript_id, found.transcript_version, found.start, found.end)
                ),
                KIND_NAMES[found.kind],
                _say_standing(told, found),
            )
            for found in left
        ),
    )


def _is_closed(told: _Told, found: Difference) -> bool:
    last = told.standing.get(found.id)
    return last is not None and last.outcome is not Outcome.OPEN


def _say_standing(told: _Told, found: Difference) -> str:
    if found.id in told.standing:
        return "voted on and still open"
    return "talked about, no decision" if found.id in told.session.places else "not taken up"


def _codebook(told: _Told, ended: str) -> Iterator[Block]:
    wanted = [d for d in told.decisions if d.choice is Choice.CHANGE_CODEBOOK]
    if wanted:
        places = listed(
            told.passages.place(passage_of(d, told.difference(d.difference_id))) for d in wanted
        )
        yield f"The team settled that the codes do not fit yet at: {places}."
    made = [one for one in told.study.proposals if told.session.begun_at <= one.made_at <= ended]
    if not made:
        yield "No change was proposed while the meeting went on."
        return
    votings = told.study.proposal_votings
    yield Table(
        ("Proposal", "By", "Why", "How it stands"),
        tuple(
            (
                f"{one.number}: {one.change.kind.value.replace('_', ' ')}",
                told.names.member(one.proposed_by),
                one.reason,
                proposal_state(one, votings).value.replace("_", " "),
            )
            for one in made
        ),
    )
