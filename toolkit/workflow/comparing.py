"""Differences as a team talks about them: the passage, the readings side by side, the votes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from toolkit.analysis.names import Names
from toolkit.analysis.votes import VoteCount, count_votes, tally_votes, vote_label
from toolkit.model.coding import Coding
from toolkit.model.decision import (
    Choice,
    Decision,
    Difference,
    Outcome,
    current_decisions,
)
from toolkit.model.study import Study
from toolkit.model.team import Member, Role, Rule
from toolkit.model.transcript import Turn, count_words
from toolkit.storage import votings
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.corrections import Correction, list_corrections
from toolkit.workflow.deciding import find_difference
from toolkit.workflow.passages import Line, lines_around
from toolkit.workflow.study import read_shared_study, read_study
from toolkit.workflow.voting import VotingView, read_voting


class Standing(StrEnum):
    """How far the team has come with a difference."""

    OPEN = "open"
    VOTING = "voting"
    SETTLED = "settled"
    KEPT_BOTH = "kept_both"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Place:
    """One difference in a list.

    Attributes:
        turns: Which turns it touches, counted from 0; none where that text is not here.
        codes: The names of the codes and answers given there, each once.
    """

    difference: Difference
    round_name: str
    transcript: str
    turns: tuple[int, ...]
    codes: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Overview:
    """Every difference of the revealed rounds.

    Attributes:
        rounds: The names of the revealed rounds, the latest first.
        waiting: Each round that is open still, and who has not sealed in it.
        corrections: Where something of a revealed round is to be looked at again.
    """

    rounds: tuple[str, ...]
    waiting: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[Place, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding of a reader: the code with its meaning, the exact words, what was noted."""

    code: str
    meaning: str
    words: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one reader read the passage; without marks they saw nothing to code there.

    Attributes:
        group: The side or sides, as in `toolkit.analysis.names.GROUPS`.
    """

    pen_name: str
    group: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """Words that somebody marked and that are not all of the difference's.

    Attributes:
        n_words: How many they are.
        readers: Whoever marked just these.
    """

    start: int
    end: int
    n_words: int
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """One of the words in dispute, and where it stands in the text."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """A decision as it is told.

    Attributes:
        votes: Counted by what they were for; who cast them is not told.
        is_dissenting: Whether the member who looks voted otherwise.
    """

    decision: Decision
    votes: tuple[VoteCount, ...]
    is_dissenting: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """One difference with all that a member needs to talk about it.

    Attributes:
        lines: The turns it touches, one before and one after.
        codes_given, other_codes: What can be taken: codes that a reader gave here, and the rest
            of the codebook; ids.
        extents: Which of the words somebody marked, where that is not all of them.
        words: All of the words in dispute, from which any stretch can be taken.
        voters: The pen-names of all who may vote.
        voting: The open vote, or the last concluded one.
        votes: Those of `voting`, counted; empty until all present have voted.
        whys: What each vote is for and what was said with it, without names.
        agreed: The decision that holds; None where there is none.
        earlier: Those that it took the place of, the last first.
        before, after: The neighbours in the round, by id.
    """

    place: Place
    rule: Rule
    lines: tuple[Line, ...]
    readings: tuple[Reading, ...]
    codes_given: tuple[str, ...]
    other_codes: tuple[str, ...]
    extents: tuple[Extent, ...]
    words: tuple[Word, ...]
    voters: tuple[str, ...]
    voting: VotingView | None
    votes: tuple[VoteCount, ...]
    whys: tuple[tuple[str, str], ...]
    agreed: Agreed | None
    earlier: tuple[Agreed, ...]
    before: str | None
    after: str | None
    names: Names


@dataclass(frozen=True, slots=True)
class _Seen:
    """A study with what is looked up in it for every difference."""

    study: Study
    names: Names
    codings: Mapping[str, Coding]
    decisions: Mapping[str, Decision]
    rounds: Mapping[str, str]
    open_ids: frozenset[str]

    @classmethod
    def of(cls, study: Study, open_ids: Iterable[str]) -> _Seen:
        return cls(
            study=study,
            names=Names.of(study),
            codings={coding.id: coding for coding in study.codings},
            decisions={d.difference_id: d for d in current_decisions(study.decisions)},
            rounds={found.id: found.name for found in study.rounds},
            open_ids=frozenset(open_ids),
        )

    def codings_of(self, found: Difference) -> tuple[Coding, ...]:
        return tuple(self.codings[coding_id] for coding_id in found.coding_ids)

    def turns_of(self, found: Difference) -> tuple[Turn, ...]:
        place = (found.transcript_id, found.transcript_version, found.start, found.end)
        return self.names.turns(*place)

    def named(self, member_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted({self.names.member(member_id) for member_id in member_ids}))


def list_places(project: Project) -> Overview:
    """Where revealed readings differ and how it stands, by round, transcript and place."""
    with project.reading() as tx:
        study = read_study(tx, project.title, practice=True)
        held = votings.list_votings(tx)
    open_ids = {v.difference_id for v in held if v.is_open}
    seen = _Seen.of(study, open_ids)
    return Overview(
        rounds=tuple(found.name for found in reversed(study.revealed_rounds)),
        waiting=tuple(
            (found.name, seen.named(a.coder_id for a in found.unsealed()))
            for found in study.rounds
            if not found.is_revealed
        ),
        places=describe_places(study, study.differences, open_ids),
        corrections=list_corrections(study, seen.names, held),
    )


def describe_places(
    study: Study, differences: Iterable[Difference], open_ids: Iterable[str]
) -> tuple[Place, ...]:
    """Where differences are and how each stands, in the order in which they come.

    Args:
        open_ids: The differences that are being voted on.
    """
    seen = _Seen.of(study, open_ids)
    return tuple(_place(seen, found) for found in differences)


def open_comparison(project: Project, *, by: str, difference: str) -> Comparison:
    """One difference as a member may see it now.

    Args:
        difference: Its id, or the beginning of it if no other starts so.

    Raises:
        NotFound: There is no such difference in a revealed round.
    """
    with project.reading() as tx:
        viewer = require_member(tx, by)
        study = read_shared_study(tx, project.title)
        return read_comparison(tx, study, viewer, find_difference(study, difference))


def read_comparison(tx: Transaction, study: Study, viewer: Member, found: Difference) -> Comparison:
    """The same in the middle of another look."""
    view = read_voting(tx, viewer, found.id)
    seen = _Seen.of(study, {found.id} if view and view.voting.is_open else ())
    made = _decisions_on(seen, found, viewer)
    return Comparison(
        place=_place(seen, found),
        rule=study.terms[-1].rule,
        lines=_lines(seen, found),
        readings=_readings(seen, found),
        codes_given=_codes_given(seen, found),
        other_codes=_other_codes(seen, found),
        extents=_extents(seen, found),
        words=_words(seen, found),
        voters=tuple(m.pen_name for m in study.members if m.roles != {Role.GUEST}),
        voting=view,
        votes=_tally(seen, found, view),
        whys=_whys(seen, found, view),
        agreed=made[0] if made else None,
        earlier=made[1:],
        before=_neighbour(study, found, -1),
        after=_neighbour(study, found, 1),
        names=seen.names,
    )


def _place(seen: _Seen, found: Difference) -> Place:
    return Place(
        difference=found,
        round_name=seen.rounds[found.round_id],
        transcript=seen.names.transcript(found.transcript_id),
        turns=tuple(turn.index for turn in seen.turns_of(found)),
        codes=tuple(sorted({seen.names.code(c.category) for c in seen.codings_of(found)})),
        standing=_standing(seen, found),
    )


def _standing(seen: _Seen, found: Difference) -> Standing:
    if found.id in seen.open_ids:
        return Standing.VOTING
    last = seen.decisions.get(found.id)
    if last is None or last.outcome is Outcome.OPEN:
        return Standing.OPEN
    if last.outcome is Outcome.PARKED:
        return Standing.PARKED
    return Standing.KEPT_BOTH if last.choice is Choice.KEEP_BOTH else Standing.SETTLED


def _lines(seen: _Seen, found: Difference) -> tuple[Line, ...]:
    text = seen.names.text(found.transcript_id, found.transcript_version)
    if text is None:
        return ()
    return lines_around(text, seen.study.content_notes, found.start, found.end)


def _readings(seen: _Seen, found: Difference) -> tuple[Reading, ...]:
    codings = seen.codings_of(found)
    return tuple(
        Reading(
            seen.names.member(reader),
            seen.names.group(reader),
            tuple(_mark(seen, coding) for coding in codings if coding.coder_id == reader),
        )
        for reader in sorted(found.readers, key=seen.names.member)
    )


def _mark(seen: _Seen, coding: Coding) -> Mark:
    memos = (memo.words for memo in seen.study.memos if memo.target_id == coding.id)
    return Mark(
        seen.names.code(coding.category),
        seen.names.meaning(coding.category),
        coding.quotation,
        tuple(words for words in (coding.line, *memos) if words),
    )


def _codes_given(seen: _Seen, found: Difference) -> tuple[str, ...]:
    given = {coding.code_id for coding in seen.codings_of(found) if coding.code_id is not None}
    return tuple(sorted(given, key=seen.names.code))


def _other_codes(seen: _Seen, found: Difference) -> tuple[str, ...]:
    book, given = seen.study.codebook_for(found.round_id), _codes_given(seen, found)
    return tuple(c.id for c in book.codes if c.id not in given) if book else ()


def _extents(seen: _Seen, found: Difference) -> tuple[Extent, ...]:
    readers: dict[tuple[int, int, int], set[str]] = defaultdict(set)
    for coding in seen.codings_of(found):
        if (coding.start, coding.end) != (found.start, found.end):
            span = (coding.start, coding.end, count_words(coding.quotation))
            readers[span].add(coding.coder_id)
    return tuple(Extent(*span, seen.named(who)) for span, who in sorted(readers.items()))


def _words(seen: _Seen, found: Difference) -> tuple[Word, ...]:
    text = seen.names.text(found.transcript_id, found.transcript_version)
    passage = text.text[found.start : found.end] if text else ""
    return tuple(
        Word(found.start + one.start(), found.start + one.end(), one.group())
        for one in re.finditer(r"\S+", passage)
    )


def _tally(seen: _Seen, found: Difference, view: VotingView | None) -> tuple[VoteCount, ...]:
    return tally_votes([cast.vote for cast in view.votes], found, seen.names) if view else ()


def _whys(seen: _Seen, found: Difference, view: VotingView | None) -> tuple[tuple[str, str], ...]:
    """What was said with the votes, in the order of the words, which tells nobody's name."""
    said = [cast for cast in view.votes if cast.why] if view else []
    return tuple(sorted((vote_label(one.vote, found, seen.names), one.why) for one in said))


def _decisions_on(seen: _Seen, found: Difference, viewer: Member) -> tuple[Agreed, ...]:
    """The decisions on a difference, the last first."""
    made = [decision for decision in seen.study.decisions if decision.difference_id == found.id]
    return tuple(
        Agreed(
            decision,
            count_votes(decision, found, seen.names),
            _is_otherwise(seen, found, decision, viewer),
        )
        for decision in reversed(made)
    )


def _is_otherwise(seen: _Seen, found: Difference, decision: Decision, viewer: Member) -> bool:
    own = tuple(vote for vote in decision.votes if vote.member_id == viewer.id)
    counted = count_votes(replace(decision, votes=own), found, seen.names)
    return decision.choice is not None and not all(count.won for count in counted)


def _neighbour(study: Study, found: Difference, step: int) -> str | None:
    ids = [one.id for one in study.differences if one.round_id == found.round_id]
    place = ids.index(found.id) + step
    return ids[place] if 0 <= place < len(ids) else None
