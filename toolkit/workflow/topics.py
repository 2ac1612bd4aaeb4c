"""Topics for exploring: found by the worker, shown only to whom they may steer no longer.

Topics tell what the talk is about before anybody has read it, and so they could steer a first
reading as suggestions could. A suggestion is about one transcript, and comes with that
transcript's seal; topics are about all of them at once. So whoever codes now must have sealed all
that they code; and whoever reads along while others code alone waits with them, for what they
know they might tell. While nobody codes, everybody may look.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from time import sleep
from typing import TYPE_CHECKING

from toolkit.analysis.names import Names
from toolkit.analysis.topics import CodeOverlap, Counts, compare_with_codes, count_by
from toolkit.analysis.topics import count_over_interview as count_parts
from toolkit.errors import CannotCompute, NotFound, StillSealed
from toolkit.model.job import Job, JobState
from toolkit.model.round import CodingRound
from toolkit.model.study import Study
from toolkit.model.team import Member
from toolkit.model.topic import Grouping, PlacedSegment, Placement, Topics
from toolkit.model.transcript import SpeakerRole, Transcript, Unit
from toolkit.storage import jobs, rounds
from toolkit.storage.database import Transaction
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.figures import segments_of
from toolkit.workflow.jobs import cancel_job, find_job, find_newest, start_job
from toolkit.workflow.machine import require_machine
from toolkit.workflow.searching import list_readable
from toolkit.workflow.study import load_study, read_study
from toolkit.workflow.suggesting import embedder_in

if TYPE_CHECKING:
    from toolkit.workflow.worker import Tell

KIND = "topics"
FEWEST_TOPICS, MOST_TOPICS = 2, 40
MOST_SHOWN = 5
"""How many quotations stand for a topic."""

_FEWEST_WORDS = 8
"""A quotation of fewer words tells little by itself; it stands in where there are no others."""

_SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True, slots=True)
class Quoted:
    """A segment as it may be shown.

    Attributes:
        transcript: Its name.
        turn: The turn's number, counted from 0.
        start, end: Offsets in the transcript's text.
        words: What was said; None where whoever said it keeps it back, or where it is in a
            transcript that the reader may not open.
        content_note: What a person wrote as a warning on this turn; empty where nobody did.
    """

    transcript: str
    turn: int
    speaker: str | None
    start: int
    end: int
    words: str | None
    content_note: str


@dataclass(frozen=True, slots=True)
class ToldTopic:
    """One topic, and what goes with it.

    Attributes:
        index: From 0; the largest first.
        words: Those that set it apart.
        n_segments, share: How much of the talk it is.
        found_again: In how many of the other tries it came out much the same.
        n_coded: How many of its segments bear a code of the team's.
        codes: The codes that most of its segments bear, by name, each with how many.
        quotations: The nearest to its middle, as far as they may be shown.
    """

    index: int
    words: tuple[str, ...]
    n_segments: int
    share: float
    found_again: int
    n_coded: int
    codes: tuple[tuple[str, int], ...]
    quotations: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """The topics of a project, for somebody who may see them.

    Attributes:
        found: What the worker found.
        topics: Each with its quotations and codes.
        by_case, by_role: Segments of each topic, last those that fit nowhere, for each case and
            each role of a speaker.
        over_interview: The same for each tenth of an interview, first to last.
        uncoded: The topics that no code meets, by index; empty where nothing is revealed.
        spread: The names of codes that are at home in no topic.
        has_codings: Whether any coding is revealed.
    """

    found: Topics
    topics: tuple[ToldTopic, ...]
    by_case: tuple[tuple[str, Counts], ...]
    by_role: tuple[tuple[str, Counts], ...]
    over_interview: tuple[Counts, ...]
    uncoded: tuple[int, ...]
    spread: tuple[str, ...]
    has_codings: bool


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """What the page of topics shows.

    Attributes:
        waits: Whether topics could steer a reading that goes on, so that none are shown.
        has_texts: Whether anything is cleared.
        job: The work that was asked for last; None where none was.
        view: What came of the newest work that is done; None where it is of other texts than
            are here now.
        is_outdated: Whether the texts have changed since.
    """

    waits: bool
    has_texts: bool = False
    job: Job | None = None
    view: TopicsView | None = None
    is_outdated: bool = False


ROLE_NAMES = {
    SpeakerRole.INTERVIEWER: "interviewer",
    SpeakerRole.PARTICIPANT: "participant",
    SpeakerRole.OTHER: "somebody else",
    None: "not known",
}


def start_topics(
    project: Project,
    *,
    by: str | None = None,
    grouping: Grouping = Grouping.K_MEANS,
    n_topics: int | None = None,
    seed: int = 0,
    unit: Unit | None = None,
    spawn: bool = True,
) -> Job:
    """The work of finding topics in all cleared transcripts, begun unless it is done already.

    Args:
        by: Who asks; None from the terminal.
        grouping, n_topics, seed: As for `toolkit.suggestion.topics.find_topics`.
        unit: Turn or sentence; without it the unit of the team's terms.
        spawn: Whether a worker is spawned for it.

    Raises:
        StillSealed: Topics could steer a reading that goes on.
        CannotCompute: There is no cleared transcript.
    """
    from toolkit.suggestion.embedding import can_embed

    with project.reading() as tx:
        member = _require_unsteerable(tx, by)
        study = read_study(tx, project.title)
    if not study.transcripts:
        raise CannotCompute(
            "W333", "There are no topics before a transcript has been cleared. Clear one first."
        )
    settings = {
        "grouping": grouping.value,
        # None: as many as there usually are of so much talk.
        "n_topics": n_topics,
        "seed": seed,
        "unit": (unit or study.terms[-1].unit).value,
        "placement": (Placement.MEANING if can_embed(project.minilm) else Placement.WORDS).value,
    }
    return start_job(
        project,
        kind=KIND,
        settings=settings,
        basis=_basis(study.transcripts),
        asked_by=member.id if member else None,
        spawn=spawn,
    )


def find_topics_here(
    project: Project,
    *,
    by: str | None = None,
    grouping: Grouping = Grouping.K_MEANS,
    n_topics: int | None = None,
    seed: int = 0,
    unit: Unit | None = None,
    tell: Tell | None = None,
) -> TopicsView:
    """The topics, worked out in this process; where a worker is at the same, it is waited for.

    Args:
        by, grouping, n_topics, seed, unit: As for `start_topics`.
        tell: Told how far the work is.

    Raises:
        StillSealed: Topics could steer a reading that goes on.
        CannotCompute: It cannot be done, or somebody cancelled it.
    """
    from toolkit.workflow.worker import run_waiting

    job = start_topics(
        project, by=by, grouping=grouping, n_topics=n_topics, seed=seed, unit=unit, spawn=False
    )
    while job.is_unfinished:
        run_waiting(project, tell=tell)
        job = find_job(project, job.id)
        if job.is_unfinished:
            sleep(_SECONDS_BETWEEN_LOOKS)
            job = find_job(project, job.id)
    with project.reading() as tx:
        result = jobs.find_result(tx, job.id)
        if job.state is not JobState.DONE or result is None:
            raise CannotCompute(
                "W334", job.problem or "The work on topics was ended before it was done. Try again."
            )
        return _view(tx, project, _require_unsteerable(tx, by), result)


def cancel_topics(project: Project, *, by: str, job_id: str) -> None:
    """End the work on topics; nothing comes of it.

    Raises:
        StillSealed: They may not see topics.
    """
    with project.reading() as tx:
        _require_unsteerable(tx, by)
    cancel_job(project, job_id)


def open_topics(project: Project, *, by: str) -> TopicsPage:
    """What there is of topics now; nothing while they could steer whoever looks."""
    with project.reading() as tx:
        member = require_member(tx, by)
        require_machine(tx)
        if _is_steerable(tx, member):
            return TopicsPage(waits=True)
        study = read_study(tx, project.title)
        job = find_newest(tx, KIND)
        kept = jobs.find_kept(tx, KIND)
        is_outdated = kept is not None and kept[0].basis != _basis(study.transcripts)
        view = None if kept is None or is_outdated else _view(tx, project, member, kept[1])
    return TopicsPage(False, bool(study.transcripts), job, view, is_outdated)


def list_behind(project: Project, *, by: str, view: TopicsView, topic: int) -> tuple[Quoted, ...]:
    """Every segment of a topic as it may be shown, the nearest to its middle first.

    Args:
        by: Who looks.
        view: From `open_topics`.
        topic: The topic's index.

    Raises:
        StillSealed: Topics could steer a reading that goes on.
        NotFound: There is no such topic.
    """
    quoter = _quoter_for(project, by)
    if not 0 <= topic < len(view.found.topics):
        raise NotFound("W335", "There is no topic of this number. Choose one from the list.")
    members = view.found.topics[topic].members
    return tuple(quoter.quote(view.found.segments[member]) for member in members)


def quote_point(project: Project, *, by: str, view: TopicsView, place: int) -> Quoted:
    """One segment as it may be shown.

    Args:
        by: Who looks.
        view: From `open_topics`.
        place: The segment's place in `view.found.segments`.

    Raises:
        StillSealed: Topics could steer a reading that goes on.
        NotFound: There is no such segment.
    """
    quoter = _quoter_for(project, by)
    if not 0 <= place < len(view.found.segments):
        raise NotFound("W337", "There is no point of this number. Press another one.")
    return quoter.quote(view.found.segments[place])


def _quoter_for(project: Project, by: str) -> _Quoter:
    """What may be quoted to somebody whom topics can steer no longer."""
    with project.reading() as tx:
        member = _require_unsteerable(tx, by)
        return _Quoter.of(tx, read_study(tx, project.title), member)


def work_out(project: Project, job: Job, tell: Tell) -> str:
    """What comes of a job of this kind, as JSON: the worker's part."""
    from toolkit.suggestion.passages import words_of_segments
    from toolkit.suggestion.topics import find_topics

    settings = json.loads(job.settings)
    study = load_study(project)
    segments = segments_of(study.transcripts, Unit(settings["unit"]))
    vectors = None
    embed = embedder_in(project.folder, project.minilm)
    if Placement(settings["placement"]) is Placement.MEANING and embed is not None:
        tell(0.0, "Working out what was meant; what was worked out before is kept")
        vectors = embed(words_of_segments(segments, study.transcripts))
    found = find_topics(
        segments,
        study.transcripts,
        vectors=vectors,
        grouping=Grouping(settings["grouping"]),
        n_topics=settings["n_topics"],
        seed=settings["seed"],
        tell=tell,
    )
    return _dump(found)


def _dump(found: Topics) -> str:
    from pydantic import TypeAdapter

    return TypeAdapter(Topics).dump_json(found).decode()


@lru_cache(maxsize=2)
def _load(result: str) -> Topics:
    from pydantic import TypeAdapter

    return TypeAdapter(Topics).validate_json(result)


def _require_unsteerable(tx: Transaction, by: str | None) -> Member | None:
    """Whoever asks, whom topics can steer no longer; None for the terminal without a name.

    Raises:
        StillSealed: Somebody codes alone now, and they have not sealed all that they code.
    """
    require_machine(tx)
    member = None if by is None else require_member(tx, by)
    if _is_steerable(tx, member):
        raise StillSealed(
            "W331" if member else "W332",
            "Somebody is coding alone now, and topics could steer how they read. "
            + (
                "You can see them once you have sealed all that you code, or when everybody has."
                if member
                else "Say who asks (--as NAME): whoever has sealed all that they code may see them."
            ),
        )
    return member


def _is_steerable(tx: Transaction, member: Member | None) -> bool:
    coding_now = [r for r in rounds.list_rounds(tx) if _is_coded_now(r)]
    return bool(coding_now) and (member is None or not _has_sealed_all(coding_now, member))


def _is_coded_now(found: CodingRound) -> bool:
    return not found.is_revealed and not found.is_practice and bool(found.unsealed())


def _has_sealed_all(found: Sequence[CodingRound], member: Member) -> bool:
    mine = {a for r in found for a in r.assignments if a.coder_id == member.id}
    return bool(mine) and mine.isdisjoint(a for r in found for a in r.unsealed())


def _basis(texts: Iterable[Transcript]) -> str:
    named = sorted(f"{text.id}/{text.version}" for text in texts)
    return hashlib.sha256("\n".join(named).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class _Quoter:
    """Shows segments as far as one reader may see them."""

    names: Names
    notes: dict[tuple[str, int, int], str]
    kept_back: frozenset[tuple[str, str]]
    readable: frozenset[str]
    interviewers: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, tx: Transaction, study: Study, member: Member | None) -> _Quoter:
        texts = study.transcripts if member is None else list_readable(tx, member)
        return cls(
            Names.of(study),
            {(n.transcript_id, n.version, n.turn): n.words for n in study.content_notes},
            frozenset((one.transcript_id, one.speaker) for one in study.kept_back),
            frozenset(text.id for text in texts),
            frozenset(
                (text.name, speaker.label)
                for text in study.transcripts
                for speaker in text.speakers
                if speaker.role is SpeakerRole.INTERVIEWER
            ),
        )

    def quote(self, segment: PlacedSegment) -> Quoted:
        """One segment; without its words where they may not be shown."""
        text = self.names.text(segment.transcript_id)
        if text is None:
            raise NotFound("W336", "The text of a topic is not here any more. Find topics anew.")
        speaker = text.turns[segment.turn].speaker
        is_shown = text.id in self.readable and (text.id, speaker) not in self.kept_back
        return Quoted(
            text.name,
            segment.turn,
            speaker,
            segment.start,
            segment.end,
            text.text[segment.start : segment.end] if is_shown else None,
            self.notes.get((text.id, text.version, segment.turn), ""),
        )

    def choose(self, segments: Iterable[PlacedSegment]) -> tuple[Quoted, ...]:
        """The first few that can be shown and say enough, each wording once.

        What an interviewer asks, and what is short, stands in where there is nothing else.
        """
        shown: dict[str, Quoted] = {}
        stand_ins: dict[str, Quoted] = {}
        for quoted in map(self.quote, segments):
            if quoted.words is not None:
                tells = len(quoted.words.split()) >= _FEWEST_WORDS
                tells = tells and (quoted.transcript, quoted.speaker) not in self.interviewers
                (shown if tells else stand_ins).setdefault(quoted.words, quoted)
            if len(shown) == MOST_SHOWN:
                break
        return (*shown.values(), *stand_ins.values())[:MOST_SHOWN]


def _view(tx: Transaction, project: Project, member: Member | None, result: str) -> TopicsView:
    found = _load(result)
    study = read_study(tx, project.title)
    quoter = _Quoter.of(tx, study, member)
    names = quoter.names
    overlap = compare_with_codes(found, [c for c in study.codings if not c.after_seal])
    roles = {
        (text.id, speaker.label): speaker.role
        for text in study.transcripts
        for speaker in text.speakers
    }
    speakers = {text.id: [turn.speaker for turn in text.turns] for text in study.transcripts}
    by_role = count_by(
        found,
        [
            ROLE_NAMES[roles.get((s.transcript_id, speakers[s.transcript_id][s.turn] or ""))]
            for s in found.segments
        ],
    )
    by_case = count_by(found, [names.case(s.transcript_id) for s in found.segments])
    return TopicsView(
        found=found,
        topics=tuple(_told_topics(found, overlap, quoter)),
        by_case=tuple(sorted(by_case.items())),
        by_role=tuple(sorted(by_role.items())),
        over_interview=count_parts(found, {t.id: len(t.text) for t in study.transcripts}),
        uncoded=overlap.uncoded if overlap.by_code else (),
        spread=tuple(map(names.code, overlap.spread)),
        has_codings=bool(overlap.by_code),
    )


def _told_topics(found: Topics, overlap: CodeOverlap, quoter: _Quoter) -> Iterable[ToldTopic]:
    for topic in found.topics:
        codes = [(counts[topic.index], code) for code, counts in overlap.by_code.items()]
        commonest = sorted(codes, key=lambda one: (-one[0], one[1]))[:MOST_SHOWN]
        yield ToldTopic(
            topic.index,
            topic.words,
            len(topic.members),
            topic.share,
            topic.found_again,
            overlap.coded[topic.index],
            tuple((quoter.names.code(code), count) for count, code in commonest if count),
            quoter.choose(found.segments[member] for member in topic.members),
        )
