"""Settle a question by ranking: silent ideas, shown without names, ranked by each alone, counted.

The steps are those of the nominal group technique of A. L. Delbecq and A. H. Van de Ven. Here
ideas are listed without names and in an order drawn by lot, so that none weighs more for whose
it is, and points are counted by side beside the count of all.

Nobody, whoever runs the question, is given an idea of somebody else's before the ideas are shown to
all, nor who wrote it at any time, nor a ranking before the last is in; after that, counts only.

Two ideas become one when everybody who wrote a part of either has said yes: no majority can
make an idea vanish into another. Nobody is told who asked for it, nor who agreed. Both wordings
stay.

The last ranking opens the totals, not a person, so that nobody can look first or hold them back.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from toolkit.analysis.rankings import RankingResult, count_ranking
from toolkit.errors import BadInput, NotAllowed, NotFound, WrongState
from toolkit.model.ranking import MAX_PLACES, Idea, JoinRequest, Ranking, Step, Subject
from toolkit.model.team import Member, Role
from toolkit.model.transcript import new_id
from toolkit.review.deciding import may_go_on
from toolkit.review.ranking import check_ranking
from toolkit.storage import audit, codebooks, members, rankings
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.deciding import find_difference, tidy_words
from toolkit.workflow.proposing import VOTERS, list_voters
from toolkit.workflow.study import read_study

MAX_IDEA = 500
MAX_IDEAS = 30
_OPEN = (Step.IDEAS, Step.TOGETHER, Step.RANKING)


@dataclass(frozen=True, slots=True)
class OwnIdea:
    """An idea as its author sees it while nobody else can."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class RankingView:
    """What one member may see of a question.

    Attributes:
        ranking: With what is open to all at its step, less what each ranked.
        done: The ids of those who are done with this step, in an order that tells nothing.
        is_listed: Whether the member writes and ranks.
        may_open: Whether they can open the next step, when the team is ready for it.
        is_ready: Whether all are done with this step, or enough would go on without the others.
        own_ideas: What they wrote; nobody else is shown whose it is.
        to_agree: The joinings that wait for their yes, for they wrote a part of an idea in it.
        own_places: The ids of the ideas that they ranked, the first place first.
        result: The counts; None until the last ranking is in.
    """

    ranking: Ranking
    done: tuple[str, ...]
    is_listed: bool
    may_open: bool
    is_ready: bool
    own_ideas: tuple[OwnIdea, ...]
    to_agree: tuple[JoinRequest, ...]
    own_places: tuple[str, ...]
    result: RankingResult | None


def begin_ranking(
    project: Project,
    *,
    by: str,
    question: str,
    places: int = 5,
    people: Sequence[str] = (),
    subject: Subject | None = None,
    about: str = "",
) -> Ranking:
    """A new question, for which everybody on its list can write ideas from now on.

    Args:
        by: Anybody on the team who is not only a guest.
        question: What is asked, in words that all can answer.
        places: How many ideas each will rank; the first place is worth as many points.
        people: The pen-names of those who write and rank; without any, everybody but guests. The
            list holds until the end.
        subject: Whether it is about a difference or a theme.
        about: The difference's or theme's id; for a theme also its name.

    Raises:
        NotFound: Somebody is not on the team or is a guest, or there is no such difference or
            theme.
        BadInput: There is no question, fewer than two people, or no such number of places.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, *VOTERS)
        asked = _tidy(question)
        if not 1 <= places <= MAX_PLACES:
            raise BadInput("W340", f"Choose from 1 to {MAX_PLACES} places for each person.")
        listed = _find_people(tx, people)
        made = Ranking(
            id=new_id(),
            number=rankings.next_number(tx),
            question=asked,
            places=places,
            step=Step.IDEAS,
            begun_by=member.id,
            begun_at=now(),
            people=tuple(one.id for one in listed),
            terms_version=members.list_terms(tx)[-1].version,
            subject=subject,
            subject_id=_find_subject(tx, project, subject, about),
        )
        rankings.add_ranking(tx, made)
        facts: dict[str, audit.Fact] = {"ranking": made.id, "people": list(made.people)}
        audit.record(tx, member.id, "ranking.begun", facts)
    return made


def list_people(project: Project) -> tuple[Member, ...]:
    """Who is on the list of a question where nobody is named: everybody who has a vote."""
    with project.reading() as tx:
        return list_voters(tx)


def write_idea(project: Project, *, by: str, ranking: int, words: str) -> OwnIdea:
    """An idea, seen by its author alone until the ideas are shown.

    Raises:
        NotFound: There is no such question.
        NotAllowed: They are not on its list.
        WrongState: It is past this step.
        BadInput: There are no words, too many, or the same as in another idea of theirs.
    """
    with project.transaction() as tx:
        author, found = _require_listed(tx, by, ranking, Step.IDEAS)
        idea = OwnIdea(new_id(), _tidy(words))
        own = rankings.list_own_ideas(tx, found.id, author.id)
        if idea.words in {said for _, said in own}:
            raise BadInput("W341", "You have written this idea already. It is kept.")
        if len(own) >= MAX_IDEAS:
            raise BadInput("W342", f"You have {MAX_IDEAS} ideas. Take one back to write another.")
        rankings.add_idea(tx, found.id, author.id, idea.id, idea.words)
        _record_alone(tx, found, author, "ranking.idea_written")
    return idea


def take_back_idea(project: Project, *, by: str, ranking: int, idea: str) -> None:
    """Nothing, once an idea of one's own is erased, before it was shown.

    Raises:
        NotFound, NotAllowed, WrongState: As for `write_idea`; or no idea of theirs has this id.
    """
    with project.transaction() as tx:
        author, found = _require_listed(tx, by, ranking, Step.IDEAS)
        if idea not in dict(rankings.list_own_ideas(tx, found.id, author.id)):
            raise NotFound("W343", "No idea of yours has this id. Look at your ideas again.")
        rankings.erase_idea(tx, idea)
        _record_alone(tx, found, author, "ranking.idea_taken_back")
    project.database.forget_erased()


def finish_ideas(project: Project, *, by: str, ranking: int, is_done: bool = True) -> None:
    """Nothing, once it is kept that somebody has written all that they want to; or takes it back.

    Raises:
        NotFound, NotAllowed, WrongState: As for `write_idea`.
    """
    with project.transaction() as tx:
        author, found = _require_listed(tx, by, ranking, Step.IDEAS)
        if is_done:
            rankings.keep_done(tx, found.id, Step.IDEAS, author.id)
        else:
            rankings.erase_done(tx, found.id, Step.IDEAS, author.id)
        kind = "ranking.ideas_done" if is_done else "ranking.ideas_resumed"
        audit.record(tx, author.id, kind, {"ranking": found.id})


def show_ideas(project: Project, *, by: str, ranking: int) -> Ranking:
    """The question with all ideas, without names, in an order drawn by lot.

    Args:
        by: A facilitator, or whoever began it.

    Raises:
        NotFound: There is no such question.
        NotAllowed: They neither facilitate nor began it.
        WrongState: It is past this step, or somebody is still writing and not enough of the
            others would go on.
    """
    with project.transaction() as tx:
        actor, found = _require_opener(tx, by, ranking, Step.IDEAS)
        done = rankings.list_done(tx, found.id, Step.IDEAS)
        if not _is_ready(tx, found, done):
            raise WrongState(
                "W344",
                f"{len(found.people) - len(done)} of {len(found.people)} people have not said that "
                "they are done. Wait for them. Or those who are done can say that they would go "
                "on; it takes enough of them by the team's rule.",
            )
        ids = rankings.list_idea_ids(tx, found.id)
        random.SystemRandom().shuffle(ids)
        rankings.number_ideas(tx, {idea: n for n, idea in enumerate(ids, start=1)})
        missing = tuple(who for who in found.people if who not in done)
        rankings.keep_standing(tx, replace(found, step=Step.TOGETHER, not_waited=missing))
        _record_step(tx, found, actor, Step.TOGETHER, missing)
        return _find(tx, ranking)


def clarify_idea(project: Project, *, by: str, ranking: int, idea: int, words: str) -> Ranking:
    """The question with one more line under an idea; nobody is told whose line it is.

    Args:
        by: Anybody on the question's list.
        idea: Its number.

    Raises:
        NotFound, NotAllowed, WrongState: As for `write_idea`; or no idea has this number.
        BadInput: There are no words, or they stand there already.
    """
    with project.transaction() as tx:
        _, found = _require_listed(tx, by, ranking, Step.TOGETHER)
        about = _find_idea(found, idea)
        said = _tidy(words)
        if said in about.clarifications:
            raise BadInput("W345", "These words stand there already. There is no need to add them.")
        rankings.add_clarification(tx, about, said)
        audit.record(tx, None, "ranking.idea_clarified", {"ranking": found.id, "idea": about.id})
        return _find(tx, ranking)


def join_ideas(project: Project, *, by: str, ranking: int, first: int, second: int) -> Ranking:
    """The question, in which two ideas are one, or wait to be.

    Anybody on the list may ask for it, and each author says yes by asking for the same. It is
    done with the last author's yes.

    Args:
        first, second: The numbers of the ideas, in either order.

    Raises:
        NotFound, NotAllowed, WrongState: As for `write_idea`; or no idea has this number.
        BadInput: It is one idea, or they have asked for it already.
    """
    with project.transaction() as tx:
        member, found = _require_listed(tx, by, ranking, Step.TOGETHER)
        one, other = (_find_idea(found, number) for number in sorted((first, second)))
        if one == other:
            raise BadInput("W346", "This takes two ideas. Choose another one.")
        request = JoinRequest(one.id, other.id)
        is_new = request not in found.requests
        if is_new:
            rankings.add_request(tx, request)
        authors = _authors_of(tx, found, request)
        agreed = rankings.list_consents(tx, request)
        if not is_new and (member.id in agreed or member.id not in authors):
            raise BadInput(
                "W347",
                "This has been asked for already. It waits for the people who wrote these ideas.",
            )
        if member.id in authors:
            rankings.keep_consent(tx, request, member.id)
            _record_alone(tx, found, member, "ranking.join_agreed")
            agreed |= {member.id}
        facts: dict[str, audit.Fact] = {"ranking": found.id, "ideas": [one.id, other.id]}
        if agreed >= authors:
            _join(tx, found, request)
            audit.record(tx, None, "ranking.ideas_joined", facts)
        elif is_new:
            audit.record(tx, None, "ranking.join_asked", facts)
        return _find(tx, ranking)


def keep_apart(project: Project, *, by: str, ranking: int, first: int, second: int) -> Ranking:
    """The question, in which two ideas stay two: an author has said no.

    Raises:
        NotFound, WrongState: As for `write_idea`; or nobody has asked to join them.
        NotAllowed: They wrote no part of either.
    """
    with project.transaction() as tx:
        member, found = _require_listed(tx, by, ranking, Step.TOGETHER)
        one, other = (_find_idea(found, number) for number in sorted((first, second)))
        request = JoinRequest(one.id, other.id)
        if request not in found.requests:
            raise NotFound("W348", "Nobody has asked to join these two ideas.")
        if member.id not in _authors_of(tx, found, request):
            raise NotAllowed("W349", "Only people who wrote one of these ideas can say no to it.")
        rankings.erase_request(tx, request)
        facts: dict[str, audit.Fact] = {"ranking": found.id, "ideas": [one.id, other.id]}
        audit.record(tx, None, "ranking.join_refused", facts)
        return _find(tx, ranking)


def open_ranking(project: Project, *, by: str, ranking: int) -> Ranking:
    """The question, whose ideas can be ranked and no longer changed.

    Joinings to which not every author has said yes by now are let go.

    Raises:
        NotFound, NotAllowed: As for `show_ideas`.
        WrongState: It is not at the step before, or has fewer than two ideas.
    """
    with project.transaction() as tx:
        actor, found = _require_opener(tx, by, ranking, Step.TOGETHER)
        if len(found.standing) < 2:
            raise WrongState(
                "W350",
                "There are fewer than two ideas, so there is nothing to rank. Talk it through, and "
                "call this question off.",
            )
        for request in found.requests:
            rankings.erase_request(tx, request)
        rankings.keep_standing(tx, replace(found, step=Step.RANKING))
        _record_step(tx, found, actor, Step.RANKING, ())
        return _find(tx, ranking)


def rank_ideas(project: Project, *, by: str, ranking: int, ideas: Sequence[str]) -> Ranking:
    """The question, with the counts open to all where this was the last ranking.

    One's own ranking can be changed until everybody on the list has ranked.

    Args:
        ideas: The ids or numbers of the ideas, the first place first; fewer than there are
            places where somebody likes.

    Raises:
        NotFound, NotAllowed, WrongState: As for `write_idea`.
        BadInput: It cannot be counted.
    """
    with project.transaction() as tx:
        member, found = _require_listed(tx, by, ranking, Step.RANKING)
        numbers = {str(idea.number): idea.id for idea in found.ideas}
        ids = tuple(numbers.get(idea, idea) for idea in ideas)
        check_ranking(ids, {idea.id for idea in found.standing}, found.places)
        rankings.keep_places(tx, found.id, member.id, ids)
        rankings.keep_done(tx, found.id, Step.RANKING, member.id)
        audit.record(tx, member.id, "ranking.ranked", {"ranking": found.id})
        if len(rankings.list_done(tx, found.id, Step.RANKING)) == len(found.people):
            _end(tx, found, member, ())
        return _find(tx, ranking)


def go_on_without(project: Project, *, by: str, ranking: int) -> Ranking:
    """The question, where somebody would no longer wait for those who are not done.

    Each who is done can say so. It counts when they meet the team's rule among themselves, and are
    more than half of the whole list and of each side on it. The ideas can be shown then, or the
    rankings are counted; the question keeps without whom.

    Raises:
        NotFound, WrongState: As for `write_idea`; or nobody waits at this step.
        NotAllowed: They are not on the list, or not done themselves.
    """
    with project.transaction() as tx:
        member, found = _require_listed(tx, by, ranking, Step.IDEAS, Step.RANKING)
        if member.id not in rankings.list_done(tx, found.id, found.step):
            raise NotAllowed("W351", "Finish this step yourself first. Then you can go on.")
        rankings.keep_done(tx, found.id, found.step, member.id, goes_on=True)
        audit.record(tx, member.id, "ranking.would_go_on", {"ranking": found.id})
        done = rankings.list_done(tx, found.id, found.step)
        if found.step is Step.RANKING and _is_ready(tx, found, done):
            _end(tx, found, member, tuple(who for who in found.people if who not in done))
        return _find(tx, ranking)


def call_off_ranking(project: Project, *, by: str, ranking: int) -> Ranking:
    """The question, ended without a result; its ideas and rankings are erased.

    Raises:
        NotFound, NotAllowed: As for `show_ideas`.
        WrongState: It has ended.
    """
    with project.transaction() as tx:
        actor, found = _require_opener(tx, by, ranking, *_OPEN)
        rankings.erase_answers(tx, found.id)
        rankings.keep_standing(tx, replace(found, step=Step.CALLED_OFF, ended_at=now()))
        audit.record(tx, actor.id, "ranking.called_off", {"ranking": found.id})
        ended = _find(tx, ranking)
    project.database.forget_erased()
    return ended


def see_rankings(project: Project, *, by: str) -> tuple[RankingView, ...]:
    """What a member may see of every question, the newest first."""
    with project.reading() as tx:
        viewer = require_member(tx, by)
        floor = members.list_terms(tx)[-1].floor
        return tuple(
            _view(tx, viewer, found, floor) for found in reversed(rankings.list_rankings(tx))
        )


def see_ranking(project: Project, *, by: str, ranking: int) -> RankingView:
    """What a member may see of one question.

    Raises:
        NotFound: There is no such question.
    """
    with project.reading() as tx:
        viewer = require_member(tx, by)
        floor = members.list_terms(tx)[-1].floor
        return _view(tx, viewer, _find(tx, ranking), floor)


def count_waiting(tx: Transaction, member: Member) -> int:
    """How many questions wait for a member's ideas or ranking."""
    return sum(
        member.id in found.people and member.id not in rankings.list_done(tx, found.id, found.step)
        for found in rankings.list_rankings(tx)
        if found.step in (Step.IDEAS, Step.RANKING)
    )


def _view(tx: Transaction, viewer: Member, found: Ranking, floor: int) -> RankingView:
    done = rankings.list_done(tx, found.id, found.step)
    own = rankings.list_own_ideas(tx, found.id, viewer.id)
    is_open = found.step in _OPEN
    return RankingView(
        # Counts only: whoever is to see a ranking by itself would have to be its maker.
        ranking=replace(found, rankings=()),
        done=tuple(done),
        is_listed=viewer.id in found.people and bool(viewer.roles & set(VOTERS)),
        may_open=is_open and _may_open(viewer, found),
        is_ready=found.step is Step.TOGETHER or (is_open and _is_ready(tx, found, done)),
        own_ideas=tuple(OwnIdea(idea, words) for idea, words in own),
        to_agree=tuple(
            request
            for request in found.requests
            if viewer.id in _authors_of(tx, found, request)
            and viewer.id not in rankings.list_consents(tx, request)
        ),
        own_places=rankings.list_own_places(tx, found.id, viewer.id),
        result=count_ranking(found, floor) if found.step is Step.RANKED else None,
    )


def _tidy(words: str) -> str:
    kept = " ".join(tidy_words(words).split())
    if not kept:
        raise BadInput("W352", "There are no words in it. Write what you want to say.")
    if len(kept) > MAX_IDEA:
        raise BadInput(
            "W353", f"This is longer than {MAX_IDEA} characters. Make it shorter, or make it two."
        )
    return kept


def _find_people(tx: Transaction, pen_names: Sequence[str]) -> tuple[Member, ...]:
    wanted = set(pen_names)
    listed = list_voters(tx)
    if wanted:
        team = members.list_members(tx)
        listed = tuple(m for m in team if m.pen_name in wanted and m.roles & set(VOTERS))
    if len(listed) < len(wanted):
        raise NotFound(
            "W354",
            "Somebody on this list is not on the team, or is a guest, who reads along. Look at who "
            "is on it (toolkit member list FOLDER).",
        )
    if len(listed) < 2:
        raise BadInput("W355", "Ranking takes at least two people. Add somebody to the list.")
    return listed


def _find_subject(
    tx: Transaction, project: Project, subject: Subject | None, about: str
) -> str | None:
    if subject is None:
        return None
    if subject is Subject.DIFFERENCE:
        study = read_study(tx, project.title, practice=True)
        difference = find_difference(study, about)
        if difference.transcript_id in study.practice_texts:
            raise BadInput(
                "W362",
                "This place is in the text for practice, which counts nowhere. Ask about a place "
                "in an interview.",
            )
        return difference.id
    books = codebooks.list_codebooks(tx)
    themes = books[-1].themes if books else ()
    found = next((theme for theme in themes if about in (theme.id, theme.name)), None)
    if found is None:
        raise NotFound("W356", "The codebook has no such theme. Look at it again.")
    return found.id


def _find(tx: Transaction, number: int) -> Ranking:
    found = next((one for one in rankings.list_rankings(tx) if one.number == number), None)
    if found is None:
        raise NotFound("W357", "No question to rank has this number. Look at the list again.")
    return found


def _find_idea(found: Ranking, number: int) -> Idea:
    idea = next((one for one in found.standing if one.number == number), None)
    if idea is None:
        raise NotFound(
            "W358",
            "No idea has this number, or it was joined with another. Look at the list again.",
        )
    return idea


def _require_at(found: Ranking, *steps: Step) -> None:
    if found.step not in steps:
        raise WrongState(
            "W359",
            "This question is at another step now: somebody has opened the next one, or has "
            "ended it, perhaps a moment ago. Nothing was changed. Look at it again.",
        )


def _require_listed(tx: Transaction, by: str, number: int, *steps: Step) -> tuple[Member, Ranking]:
    member = require_member(tx, by, *VOTERS)
    found = _find(tx, number)
    if member.id not in found.people:
        raise NotAllowed(
            "W360",
            "You are not on the list of this question, which was set when it began. You can read "
            "along.",
        )
    _require_at(found, *steps)
    return member, found


def _require_opener(tx: Transaction, by: str, number: int, *steps: Step) -> tuple[Member, Ranking]:
    member = require_member(tx, by, *VOTERS)
    found = _find(tx, number)
    if not _may_open(member, found):
        raise NotAllowed(
            "W361", "Its steps are opened by a facilitator, or by whoever began it. Ask them."
        )
    _require_at(found, *steps)
    return member, found


def _may_open(member: Member, found: Ranking) -> bool:
    return Role.FACILITATOR in member.roles or (
        member.id == found.begun_by and bool(member.roles & set(VOTERS))
    )


def _is_ready(tx: Transaction, found: Ranking, done: Mapping[str, bool]) -> bool:
    """Whether all are done, or enough of those who are would go on without the others."""
    if set(done) >= set(found.people):
        return True
    terms = next(t for t in members.list_terms(tx) if t.version == found.terms_version)
    sides = {one.id: one.sides for one in members.list_members(tx) if one.id in found.people}
    willing = {who for who, goes_on in done.items() if goes_on}
    return may_go_on(terms.rule, sides, set(done), willing)


def _authors_of(tx: Transaction, found: Ranking, request: JoinRequest) -> frozenset[str]:
    authors = rankings.list_authors(tx, found.id)
    return authors[request.first_id] | authors[request.second_id]


def _join(tx: Transaction, found: Ranking, request: JoinRequest) -> None:
    """Make two ideas one; what else was asked about the second is let go."""
    rankings.erase_request(tx, request)
    gone = request.second_id
    for other in found.requests:
        if other != request and gone in (other.first_id, other.second_id):
            rankings.erase_request(tx, other)
    rankings.join_ideas(tx, request)


def _end(tx: Transaction, found: Ranking, last: Member, left_out: tuple[str, ...]) -> None:
    ended = replace(found, step=Step.RANKED, left_out=left_out, ended_at=now())
    rankings.keep_standing(tx, ended)
    _record_step(tx, found, last, Step.RANKED, left_out)


def _record_step(
    tx: Transaction, found: Ranking, actor: Member, step: Step, without: Sequence[str]
) -> None:
    facts: dict[str, audit.Fact] = {"ranking": found.id, "step": step, "without": list(without)}
    audit.record(tx, actor.id, "ranking.step_opened", facts)


def _record_alone(tx: Transaction, found: Ranking, member: Member, kind: str) -> None:
    # In a chain of their own: the length of the team's log would tell how much somebody wrote.
    chain = audit.chain_of(found.id, member.id)
    audit.record(tx, member.id, kind, {"ranking": found.id}, chain=chain)
