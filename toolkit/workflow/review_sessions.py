"""The live review room: a team comes together and talks its differences through, one by one.

Whoever chairs turns the pages and opens the votes, and has one vote like everybody else. Who is
there is what people say of themselves: a browser that drops out takes nobody off any list.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from toolkit.analysis.names import Names
from toolkit.errors import BadInput, NotAllowed, NotFound, WrongState
from toolkit.model.decision import (
    Difference,
    Outcome,
    QueueOrder,
    ReviewSession,
    Voting,
    current_decisions,
)
from toolkit.model.study import Study
from toolkit.model.team import Member, Role
from toolkit.model.transcript import new_id
from toolkit.review.queue import order_queue
from toolkit.storage import audit, members, review_sessions, votings
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.comparing import Comparison, Place, describe_places, read_comparison
from toolkit.workflow.deciding import find_difference, find_voters, tidy_words
from toolkit.workflow.proposing import VOTERS, list_voters
from toolkit.workflow.study import read_shared_study, read_study
from toolkit.workflow.voting import start_voting

CHAIRS = (Role.FACILITATOR, Role.CODER)
"""Whoever may open a vote may chair."""


@dataclass(frozen=True, slots=True)
class Room:
    """What one member sees of the session that goes on.

    Attributes:
        here: Who is there, by pen-name.
        is_in: Whether the member who looks is.
        follows: Whether they look at what the chair shows.
        queue: The differences to talk about, in the team's order.
        shown: What is in front of the member: the chair's place, or their own.
        speakers: The pen-names of those who vote, in the order in which they say why. It is drawn
            for this session and difference, so that everybody sees the same.
        before, after: The neighbours of `shown` in the queue, by id.
        chairs: The pen-names of those here who could chair.
        is_vote_open: Whether a vote on something of this session is open.
    """

    session: ReviewSession
    names: Names
    here: tuple[Member, ...]
    is_in: bool
    follows: bool
    queue: tuple[Place, ...]
    shown: Comparison | None
    speakers: tuple[str, ...]
    before: str | None
    after: str | None
    chairs: tuple[str, ...]
    is_vote_open: bool

    @property
    def chair(self) -> str:
        """The pen-name of whoever chairs."""
        return self.names.member(self.session.chair)


@dataclass(frozen=True, slots=True)
class PastSession:
    """A session that has ended, by its number; its chairs and people by their pen-names."""

    number: int
    begun_at: str
    chairs: tuple[str, ...]
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lobby:
    """What somebody needs to know before a session begins.

    Attributes:
        chairs: The pen-names of those who could chair, whoever's turn it is first.
        transcripts: The names of those with differences, and how many of each are not settled.
        sessions: Those that have ended, the last first.
    """

    chairs: tuple[str, ...]
    transcripts: tuple[tuple[str, int], ...]
    sessions: tuple[PastSession, ...]


def begin_session(
    project: Project,
    *,
    by: str,
    transcripts: Sequence[str] = (),
    order: QueueOrder = QueueOrder.TRANSCRIPT,
    chair: str | None = None,
) -> ReviewSession:
    """A new session, with whoever begins it in it.

    Args:
        by: Anybody who has a vote.
        transcripts: The names of those to talk about; without any, all that have differences.
        order: How the differences are queued.
        chair: A pen-name; None for whoever chaired longest ago, which is how the chair goes round.

    Raises:
        WrongState: One goes on already.
        NotFound: There is no such transcript with revealed readings, or nobody who may chair so.
        BadInput: Nothing is left to talk about.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by, *VOTERS)
        if review_sessions.find_open(tx) is not None:
            raise WrongState(
                "W300", "A meeting goes on already. Join it, or end it before you begin another."
            )
        study = read_study(tx, project.title, practice=True)
        rota = _rota(list_voters(tx), study.sessions)
        chosen = next((one for one in rota if chair in (None, one.pen_name)), None)
        if chosen is None:
            raise NotFound(
                "W301",
                "Nobody of this pen-name may chair. It takes somebody who codes, or a facilitator.",
            )
        made = ReviewSession(
            id=new_id(),
            number=len(study.sessions) + 1,
            begun_by=actor.id,
            begun_at=now(),
            transcript_ids=_find_transcripts(study, transcripts),
            order=order,
            people=(),
            chairs=(chosen.id,),
            places=(),
        )
        queue = list_queue(study, made)
        if not queue:
            raise BadInput(
                "W302",
                "Nothing is left to talk about in this order in these transcripts. Choose another "
                "order or more transcripts.",
            )
        review_sessions.add_session(tx, replace(made, places=(queue[0].id,)))
        review_sessions.keep_presence(tx, made.id, actor.id, None)
        audit.record(
            tx,
            actor.id,
            "session.begun",
            {
                "session": made.id,
                "chair": chosen.id,
                "transcripts": list(made.transcript_ids),
                "order": order,
            },
        )
        return _require_session(tx)


def join_session(project: Project, *, by: str) -> ReviewSession:
    """The session, with the member in it; whoever is there already stays there.

    A guest may come in and listen.

    Raises:
        WrongState: None goes on.
    """
    with project.transaction() as tx:
        member = require_member(tx, by)
        found = _require_session(tx)
        if member.id in found.here:
            return found
        review_sessions.keep_presence(tx, found.id, member.id, None)
        audit.record(tx, member.id, "session.joined", {"session": found.id})
        return _require_session(tx)


def leave_session(project: Project, *, by: str, member: str | None = None) -> ReviewSession:
    """The session without somebody. A vote that is open goes on waiting for theirs.

    Args:
        by: Who says so.
        member: The pen-name of whoever has left without saying so; None for oneself.

    Raises:
        WrongState: None goes on.
        NotFound: They are not there.
        NotAllowed: Only those who have a vote and are there may say that somebody else has left.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by)
        found = _require_session(tx)
        gone = actor if member is None else members.find_member(tx, member)
        if gone is None or gone.id not in found.here:
            raise NotFound("W303", "Nobody of this pen-name is in the meeting. Nothing changed.")
        if gone.id != actor.id:
            _require_here(found, require_member(tx, by, *VOTERS))
        review_sessions.keep_presence(tx, found.id, gone.id, now())
        audit.record(tx, actor.id, "session.left", {"session": found.id, "member": gone.id})
        return _require_session(tx)


def follow_chair(project: Project, *, by: str, follows: bool) -> None:
    """Keep whether a member looks at what the chair shows; nobody else is told.

    Raises:
        WrongState: No session goes on, or they are not in it.
    """
    with project.transaction() as tx:
        member = require_member(tx, by)
        found = _require_session(tx)
        _require_here(found, member)
        review_sessions.keep_following(tx, found.id, member.id, follows=follows)


def pass_chair(project: Project, *, by: str, to: str) -> ReviewSession:
    """The session with another chair. Anybody there who has a vote may say so, and all see it.

    So a meeting whose chair had to leave goes on. The chair has no more say than anybody.

    Args:
        to: The pen-name of somebody who is there and may open votes.

    Raises:
        WrongState: No session goes on, or whoever says so is not in it.
        BadInput: The next chair is not there, may not open votes, or chairs already.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by, *VOTERS)
        found = _require_session(tx)
        _require_here(found, actor)
        chosen = members.find_member(tx, to)
        may_chair = chosen is not None and chosen.roles & set(CHAIRS) and chosen.id in found.here
        if chosen is None or not may_chair or chosen.id == found.chair:
            raise BadInput(
                "W304",
                "The next chair has to be here, and be somebody who codes or a facilitator, and "
                "not chair already. Choose somebody else.",
            )
        review_sessions.add_chair(tx, found.id, chosen.id)
        audit.record(
            tx, actor.id, "session.chair_passed", {"session": found.id, "chair": chosen.id}
        )
        return _require_session(tx)


def take_up(project: Project, *, by: str, difference: str) -> ReviewSession:
    """The session with another difference in front of everybody who follows.

    Args:
        by: The chair.
        difference: Its id, of one of the session's transcripts.

    Raises:
        WrongState: No session goes on.
        NotAllowed: Somebody else chairs.
        NotFound: There is no such difference among what this session is about.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by)
        found = _require_chair(tx, actor)
        study = read_study(tx, project.title, practice=True)
        chosen = find_difference(study, difference)
        if chosen.transcript_id not in found.transcript_ids:
            raise NotFound(
                "W305",
                "This place is in a transcript that the meeting is not about. Choose one from "
                "the meeting's list.",
            )
        if chosen.id == found.place:
            return found
        review_sessions.add_place(tx, found.id, chosen.id)
        audit.record(
            tx, actor.id, "session.took_up", {"session": found.id, "difference": chosen.id}
        )
        return _require_session(tx)


def open_room_vote(project: Project, *, by: str, reopens: bool = False) -> Voting:
    """A vote on what is in front of everybody, by those who are there and have a vote.

    Args:
        by: The chair.
        reopens: Vote again on what has been settled; the earlier decision is kept.

    Raises:
        WrongState: No session goes on, or a vote on this is open.
        NotAllowed: Somebody else chairs.
        NotFound: What was taken up is there no longer, for its text was corrected.
        BadInput: Fewer than two are there, or it has been settled.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by, *CHAIRS)
        session = _require_chair(tx, actor)
        study = read_study(tx, project.title, practice=True)
        found = find_difference(study, session.place or "")
        voters = [m.pen_name for m in _present(study.members, session) if has_vote(m)]
        return start_voting(tx, study, found, actor, find_voters(study, voters), reopens=reopens)


def end_session(project: Project, *, by: str, next_words: str = "") -> ReviewSession:
    """The session, ended. Its minutes can be made from now on.

    Args:
        by: The chair.
        next_words: What the team means to do next, in its own words; may be empty.

    Raises:
        WrongState: No session goes on, or a vote on something of it is open.
        NotAllowed: Somebody else chairs.
        BadInput: The words cannot be kept.
    """
    with project.transaction() as tx:
        actor = require_member(tx, by)
        found = _require_chair(tx, actor)
        if any(v.is_open and v.difference_id in found.places for v in votings.list_votings(tx)):
            raise WrongState(
                "W306",
                "A vote is open on a place of this meeting. Write down its decision, or call it "
                "off. Then end the meeting.",
            )
        review_sessions.close_session(tx, found.id, tidy_words(next_words))
        audit.record(tx, actor.id, "session.ended", {"session": found.id})
        return next(one for one in review_sessions.list_sessions(tx) if one.id == found.id)


def see_room(project: Project, *, by: str, place: str | None = None) -> Room | None:
    """What a member sees of the session that goes on; None where none does.

    Args:
        place: The id of a difference that they look at alone. It counts only while they do not
            follow the chair.

    Raises:
        NotFound: There is no such difference.
    """
    with project.reading() as tx:
        viewer = require_member(tx, by)
        session = review_sessions.find_open(tx)
        if session is None:
            return None
        study = read_shared_study(tx, project.title)
        follows = review_sessions.is_following(tx, session.id, viewer.id)
        queue = list_queue(study, session)
        shown = _shown(study, session, place if place and not follows else session.place)
        held = [v.difference_id for v in votings.list_votings(tx) if v.is_open]
        comparison = read_comparison(tx, study, viewer, shown) if shown else None
    ids = [found.id for found in queue]
    at = ids.index(shown.id) if shown and shown.id in ids else None
    here = _present(study.members, session)
    return Room(
        session=session,
        names=Names.of(study),
        here=here,
        is_in=viewer.id in session.here,
        follows=follows,
        queue=describe_places(study, queue, held),
        shown=comparison,
        speakers=_speakers(study, session, comparison),
        before=ids[at - 1] if at else None,
        after=ids[at + 1] if at is not None and at + 1 < len(ids) else None,
        chairs=tuple(m.pen_name for m in here if m.roles & set(CHAIRS)),
        is_vote_open=any(difference in session.places for difference in held),
    )


def see_lobby(project: Project) -> Lobby:
    """What can be talked about, whose turn it is to chair, and the sessions that have ended."""
    with project.reading() as tx:
        study = read_study(tx, project.title, practice=True)
        rota = _rota(list_voters(tx), study.sessions)
    settled = _settled(study)
    names = Names.of(study)
    ids = dict.fromkeys(found.transcript_id for found in study.differences)
    return Lobby(
        chairs=tuple(member.pen_name for member in rota),
        transcripts=tuple(
            (
                names.transcript(text),
                sum(
                    found.transcript_id == text and found.id not in settled
                    for found in study.differences
                ),
            )
            for text in ids
        ),
        sessions=tuple(
            PastSession(
                one.number,
                one.begun_at,
                tuple(dict.fromkeys(map(names.member, one.chairs))),
                tuple(names.member(person.member_id) for person in one.people),
            )
            for one in reversed(study.sessions)
            if not one.is_open
        ),
    )


def is_session_on(tx: Transaction, member: Member) -> bool:
    """Whether a session goes on that a member is not in."""
    found = review_sessions.find_open(tx)
    return found is not None and member.id not in found.here


def has_vote(member: Member) -> bool:
    """Whether a member has a vote; a guest has none."""
    return bool(member.roles & set(VOTERS))


def shuffle_names(session_id: str, difference_id: str, member_ids: Iterable[str]) -> list[str]:
    """Members in the order in which they speak: drawn, and the same for everybody who looks.

    Example:
        >>> shuffle_names("s", "d", ["Fox", "Owl"]) == shuffle_names("s", "d", ["Owl", "Fox"])
        True
    """

    def draw(member_id: str) -> bytes:
        return hashlib.sha256(f"{session_id} {difference_id} {member_id}".encode()).digest()

    return sorted(member_ids, key=draw)


def _speakers(study: Study, session: ReviewSession, shown: Comparison | None) -> tuple[str, ...]:
    """Those on the list of an open vote, or else those who are there and have a vote."""
    if shown is None:
        return ()
    view = shown.voting
    voters = {member.id: member.pen_name for member in study.members if has_vote(member)}
    listed = view.voting.present if view and view.voting.is_open else session.here
    return tuple(
        voters[member_id]
        for member_id in shuffle_names(session.id, shown.place.difference.id, listed)
        if member_id in voters
    )


def _shown(study: Study, session: ReviewSession, place: str | None) -> Difference | None:
    """The difference of this id; None where a correction of its text has taken it away."""
    fits = (found for found in study.differences if found.id == place)
    return next((found for found in fits if found.transcript_id in session.transcript_ids), None)


def list_queue(study: Study, session: ReviewSession) -> tuple[Difference, ...]:
    """The differences that a session is about, in its order: what was not settled when it began."""
    before = _settled(study, before=session.begun_at)
    book = study.codebooks[-1] if study.codebooks else None
    listed = [
        found
        for found in study.differences
        if found.transcript_id in session.transcript_ids and found.id not in before
    ]
    return order_queue(
        listed,
        session.order,
        codings={coding.id: coding for coding in study.codings},
        sides={member.id: member.sides for member in study.members},
        codes=[code.id for code in book.codes] if book else [],
    )


def _settled(study: Study, before: str | None = None) -> frozenset[str]:
    """The ids of the differences that are settled, or were before a time."""
    made = [d for d in study.decisions if before is None or d.made_at < before]
    return frozenset(
        d.difference_id for d in current_decisions(made) if d.outcome is Outcome.SETTLED
    )


def _rota(team: Iterable[Member], sessions: Sequence[ReviewSession]) -> tuple[Member, ...]:
    """Those who may chair: who never did by pen-name, then who did longest ago."""
    before = [chair for one in sessions for chair in one.chairs]
    last = {chair: turn for turn, chair in enumerate(before)}
    able = [member for member in team if member.roles & set(CHAIRS)]
    return tuple(sorted(able, key=lambda member: (last.get(member.id, -1), member.pen_name)))


def _find_transcripts(study: Study, names: Sequence[str]) -> tuple[str, ...]:
    titles = Names.of(study)
    ids = dict.fromkeys(found.transcript_id for found in study.differences)
    known = {titles.transcript(text): text for text in ids}
    if any(name not in known for name in names):
        raise NotFound(
            "W307",
            "A transcript of this name has no differences that are revealed. Only what is "
            "revealed can be talked about in a meeting.",
        )
    return tuple(known[name] for name in dict.fromkeys(names or known))


def _present(team: Iterable[Member], session: ReviewSession) -> tuple[Member, ...]:
    return tuple(member for member in team if member.id in session.here)


def _require_session(tx: Transaction) -> ReviewSession:
    found = review_sessions.find_open(tx)
    if found is None:
        raise WrongState(
            "W308",
            "No meeting goes on now: nobody has begun one, or it has just ended. Open the page "
            "again to see how things stand.",
        )
    return found


def _require_here(found: ReviewSession, member: Member) -> None:
    if member.id not in found.here:
        raise WrongState("W309", "You are not in the meeting. Join it first.")


def _require_chair(tx: Transaction, member: Member) -> ReviewSession:
    found = _require_session(tx)
    _require_here(found, member)
    if member.id != found.chair:
        raise NotAllowed(
            "W310",
            "Somebody else chairs now, perhaps since a moment ago. Ask them to do it, or take "
            "the chair, which everybody is shown.",
        )
    return found
