"""What a reader sees of a machine's proposals: those on transcripts that they have sealed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.analysis.names import Names
from toolkit.model.coding import Coding, Suggestion
from toolkit.model.job import Job
from toolkit.model.reading_along import Card, Doubt, ReadAlong, Reply, SuggestionReply
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Member, Role
from toolkit.storage import codings, jobs, suggestions
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.jobs import find_newest
from toolkit.workflow.machine import may_read_along
from toolkit.workflow.passages import Line, lines_around
from toolkit.workflow.reading_along import KIND, basis_of
from toolkit.workflow.study import read_study
from toolkit.workflow.suggesting import sealed_by, what_is_agreed

if TYPE_CHECKING:
    from toolkit.suggestion.teaching import Taught


class Queue(StrEnum):
    """Which suggestions are looked at, and in which order.

    ALL is in the order of the texts. MISSED is what nobody coded and the model is surest about.
    DOUBTS is what was agreed and the model finds least likely.
    """

    ALL = "all"
    MISSED = "missed"
    DOUBTS = "doubts"


@dataclass(frozen=True, slots=True)
class Near:
    """A quotation that was agreed, and is near to what a code is proposed for.

    Attributes:
        words: Its beginning.
        content_note: What a person wrote as a warning on its turn; empty where nobody did.
    """

    words: str
    transcript: str
    turn: int
    content_note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One suggestion, or one doubt, with all that a reader needs to judge it.

    Attributes:
        number: Its place in what the model proposed; it and the model's version name it.
        turn: The first turn it touches, counted from 0.
        lines: The passage with a turn before and after it.
        quotation: The words that it is about.
        score: How likely the model finds the code there.
        told: How sure it is and what weighed, in sentences.
        near: Agreed quotations of the code that are near.
        reply: What this reader said to it; None where nothing yet, and for a doubt.
        is_decided: Of a doubt: it was settled by a vote.
    """

    model: str
    number: int
    transcript: str
    turn: int
    lines: tuple[Line, ...]
    quotation: str
    code_id: str
    code: str
    meaning: str
    score: float
    is_guess: bool
    told: tuple[str, ...]
    near: tuple[Near, ...]
    reply: Reply | None
    is_decided: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionsPage:
    """What the page of suggestions shows.

    Attributes:
        is_off: The team wants no machine; nothing else is filled in then.
        waits: Whoever looks has sealed nothing yet, so that nothing is shown.
        job: The work that was asked for last; None where none was.
        card: About the newest model; None where there is none.
        is_outdated: What was agreed, or the texts, have changed since it read.
        codes: Every code of the newest codebook, by id, with its name.
        numbers: The queue: the places of what is in it, in order.
        open_numbers: Those that this reader has said nothing to yet.
        chosen: The one that is looked at; None where the queue is empty.
        in_queues: How many each queue holds.
    """

    is_off: bool = False
    waits: bool = False
    job: Job | None = None
    card: Card | None = None
    is_outdated: bool = False
    codes: tuple[tuple[str, str], ...] = ()
    numbers: tuple[int, ...] = ()
    open_numbers: tuple[int, ...] = ()
    chosen: Shown | None = None
    in_queues: tuple[tuple[Queue, int], ...] = ()


def open_suggestions(
    project: Project,
    *,
    by: str,
    queue: Queue = Queue.ALL,
    code: str | None = None,
    at: int | None = None,
) -> SuggestionsPage:
    """What a reader may see of suggestions now: those on what they have sealed.

    Args:
        by: Who looks.
        queue: Which suggestions, in which order.
        code: Only those of one code, by id.
        at: The one to look at; without it, or where it is not in the queue, the first that they
            have said nothing to.
    """
    with project.reading() as tx:
        member = require_member(tx, by)
        if not may_read_along(tx):
            return SuggestionsPage(is_off=True)
        study = read_study(tx, project.title)
        sealed = sealed_by(study.rounds, member)
        if Role.CODER not in member.roles or not sealed:
            return SuggestionsPage(waits=True)
        look = _Look.of(tx, study, member, sealed)
        job = find_newest(tx, KIND)
        kept = jobs.find_kept(tx, KIND)
    codes = tuple((one.id, one.name) for one in study.codebooks[-1].codes)
    if look.found is None:
        return SuggestionsPage(job=job, codes=codes)
    in_queues = {one: look.queue(one) for one in Queue}
    numbers = tuple(
        number
        for number in in_queues[queue]
        if code is None or look.entries(queue)[number].code_id == code
    )
    is_doubts = queue is Queue.DOUBTS
    open_numbers = tuple(n for n in numbers if is_doubts or n not in look.replies)
    chosen = at if at in numbers else next(iter((*open_numbers, *numbers)), None)
    return SuggestionsPage(
        job=job,
        card=look.found.card,
        is_outdated=kept is None or kept[0].basis != basis_of(study, look.taught),
        codes=codes,
        numbers=numbers,
        open_numbers=open_numbers,
        chosen=None if chosen is None else look.show(queue, chosen),
        in_queues=tuple((one, len(found)) for one, found in in_queues.items()),
    )


@dataclass(frozen=True, slots=True)
class _Look:
    """What the newest model proposed, as far as one reader may see it."""

    study: Study
    names: Names
    taught: Taught
    found: ReadAlong | None
    readable: frozenset[str]
    mine: tuple[Coding, ...]
    replies: Mapping[int, SuggestionReply]

    @classmethod
    def of(
        cls, tx: Transaction, study: Study, member: Member, sealed: Mapping[str, CodingRound]
    ) -> _Look:
        found = suggestions.find_newest(tx)
        said = {one.key: one for one in suggestions.list_replies(tx, member_id=member.id)}
        versions = {text.id: text.version for text in study.transcripts}
        read = dict(found.texts) if found else {}
        # A text that was corrected since has other offsets.
        readable = frozenset(i for i in sealed if i in read and versions.get(i) == read[i])
        replies = {
            number: said[key]
            for number, one in enumerate(found.suggestions if found else ())
            if one.transcript_id in readable
            for key in [
                (one.transcript_id, read[one.transcript_id], one.start, one.end, one.code_id)
            ]
            if key in said
        }
        own = codings.list_codings(tx, [r.id for r in study.rounds], coder_id=member.id)
        names, taught = Names.of(study), what_is_agreed(study)
        return cls(study, names, taught, found, readable, own, replies)

    def entries(self, queue: Queue) -> tuple[Suggestion, ...] | tuple[Doubt, ...]:
        """What the numbers of a queue are places in."""
        if self.found is None:
            return ()
        return self.found.doubts if queue is Queue.DOUBTS else self.found.suggestions

    def queue(self, queue: Queue) -> tuple[int, ...]:
        """The places of what is in a queue, in its order."""
        if self.found is None:
            return ()
        if queue is Queue.DOUBTS:
            doubts = self.found.doubts
            return tuple(n for n, one in enumerate(doubts) if one.transcript_id in self.readable)
        proposed = self.found.suggestions
        mine = _by_text(self.mine)
        shown = [
            number
            for number, one in enumerate(proposed)
            if one.transcript_id in self.readable
            and (number in self.replies or not _is_coded(one, mine, one.code_id))
        ]
        if queue is Queue.ALL:
            return tuple(shown)
        anybodys = _by_text((*self.study.codings, *self.mine))
        missed = [
            number
            for number in shown
            if not proposed[number].is_guess
            and (number in self.replies or not _is_coded(proposed[number], anybodys))
        ]
        return tuple(sorted(missed, key=lambda number: -proposed[number].score))

    def show(self, queue: Queue, number: int) -> Shown:
        """One of a queue."""
        from toolkit.suggestion.suggesting import AGREED_BEFORE

        assert self.found is not None  # noqa: S101 - a number comes from a queue
        one = self.entries(queue)[number]
        text = self.names.text(one.transcript_id)
        assert text is not None  # noqa: S101 - only texts that are here are readable
        lines = lines_around(text, self.study.content_notes, one.start, one.end)
        reasons = one.reasons if isinstance(one, Suggestion) else ()
        quoted = self._quoted(one.code_id)
        said = self.replies.get(number) if isinstance(one, Suggestion) else None
        return Shown(
            model=self.found.version,
            number=number,
            transcript=text.name,
            turn=next((line.turn for line in lines if line.is_meant), 0),
            lines=lines,
            quotation=text.text[one.start : one.end],
            code_id=one.code_id,
            code=self.names.code(one.code_id),
            meaning=self.names.meaning(one.code_id),
            score=one.score,
            is_guess=isinstance(one, Suggestion) and one.is_guess,
            # What is quoted and is agreed on no more may be kept back by now.
            told=tuple(why for why in reasons if not why.startswith(AGREED_BEFORE)),
            near=tuple(near for why in reasons if (near := quoted.get(why)) is not None),
            reply=said.reply if said else None,
            is_decided=isinstance(one, Doubt) and one.is_decided,
        )

    def _quoted(self, code_id: str) -> dict[str, Near | None]:
        """The reasons that quote what was agreed for a code; None for what is kept back."""
        from toolkit.suggestion.suggesting import quote_agreed

        notes = {(n.transcript_id, n.version, n.turn): n.words for n in self.study.content_notes}
        kept_back = {(one.transcript_id, one.speaker) for one in self.study.kept_back}
        found: dict[str, Near | None] = {}
        for one in self.taught.agreed:
            text = self.names.text(one.transcript_id)
            turns = self.names.turns(one.transcript_id, None, one.start, one.end)
            if one.code_id != code_id or text is None or not turns:
                continue
            note = next(
                (n for t in turns if (n := notes.get((text.id, text.version, t.index), ""))), ""
            )
            reason = quote_agreed(one.quotation)
            is_kept_back = any((text.id, turn.speaker) in kept_back for turn in turns)
            near = Near(reason.partition("“")[2].removesuffix("”"), text.name, turns[0].index, note)
            found[reason] = None if is_kept_back else near
        return found


def _by_text(given: Iterable[Coding]) -> dict[str, list[Coding]]:
    found: dict[str, list[Coding]] = {}
    for coding in given:
        found.setdefault(coding.transcript_id, []).append(coding)
    return found


def _is_coded(
    one: Suggestion, by_text: Mapping[str, list[Coding]], code: str | None = None
) -> bool:
    """Whether a coding, of one code or any, touches what a suggestion is for."""
    return any(
        coding.start < one.end and one.start < coding.end and code in (None, coding.code_id)
        for coding in by_text.get(one.transcript_id, ())
    )
