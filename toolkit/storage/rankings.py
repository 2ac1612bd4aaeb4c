"""Questions that the team ranks ideas for, in and out of the database.

`list_rankings` gives ideas only once they are shown to all, and places only once all are in. The
functions that give somebody's own, and who wrote what, are for `toolkit.workflow` alone, which
decides who may see it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, insert, select, update

from toolkit.model.ranking import Idea, JoinRequest, RankedIdeas, Ranking, Step, Subject
from toolkit.storage import tables
from toolkit.storage.members import list_members


def add_ranking(connection: Connection, ranking: Ranking) -> None:
    """Keep a question that was just asked."""
    connection.execute(
        insert(tables.rankings).values(
            id=ranking.id,
            number=ranking.number,
            question=ranking.question,
            subject=ranking.subject.value if ranking.subject else None,
            subject_id=ranking.subject_id,
            places=ranking.places,
            step=ranking.step.value,
            begun_by=ranking.begun_by,
            begun_at=ranking.begun_at,
            people=json.dumps(ranking.people),
            terms_version=ranking.terms_version,
            not_waited="[]",
            left_out="[]",
        )
    )


def next_number(connection: Connection) -> int:
    """The number of the next question."""
    return 1 + (connection.execute(select(func.max(tables.rankings.c.number))).scalar() or 0)


def keep_standing(connection: Connection, ranking: Ranking) -> None:
    """Keep how far a question has come, and without whom."""
    connection.execute(
        update(tables.rankings)
        .where(tables.rankings.c.id == ranking.id)
        .values(
            step=ranking.step.value,
            not_waited=json.dumps(ranking.not_waited),
            left_out=json.dumps(ranking.left_out),
            ended_at=ranking.ended_at,
        )
    )


def list_rankings(connection: Connection) -> tuple[Ranking, ...]:
    """Every question, in the order of asking, with what is open to all at its step."""
    ideas = _shown_ideas(connection)
    of_idea = {idea.id: ranking for ranking, listed in ideas.items() for idea in listed}
    requests: dict[str, list[JoinRequest]] = defaultdict(list)
    asked = tables.ranking_requests
    for row in connection.execute(select(asked).order_by(asked.c.first_id, asked.c.second_id)):
        requests[of_idea[row.first_id]].append(JoinRequest(row.first_id, row.second_id))
    given = _places(connection)
    sides = {member.id: member.sides for member in list_members(connection)}
    table = tables.rankings
    return tuple(
        _ranking(
            row,
            ideas.get(row.id, ()),
            requests.get(row.id, ()),
            [RankedIdeas(sides[who], tuple(ids)) for who, ids in given[row.id].items()],
        )
        for row in connection.execute(select(table).order_by(table.c.number))
    )


def _shown_ideas(connection: Connection) -> dict[str, list[Idea]]:
    clarified: dict[str, list[str]] = defaultdict(list)
    added, table = tables.ranking_clarifications, tables.ranking_ideas
    for row in connection.execute(select(added).order_by(added.c.position)):
        clarified[row.idea_id].append(row.words)
    shown: dict[str, list[Idea]] = defaultdict(list)
    rows = select(table).where(table.c.number.is_not(None)).order_by(table.c.number)
    for row in connection.execute(rows):
        idea = Idea(row.id, row.number, row.words, tuple(clarified[row.id]), row.joined_into)
        shown[row.ranking_id].append(idea)
    return shown


def _places(connection: Connection) -> dict[str, dict[str, list[str]]]:
    given: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    table = tables.ranking_places
    for row in connection.execute(select(table).order_by(table.c.member_id, table.c.place)):
        given[row.ranking_id][row.member_id].append(row.idea_id)
    return given


def _ranking(
    row: Row[tuple[object, ...]],
    ideas: Sequence[Idea],
    requests: Sequence[JoinRequest],
    ranked: Sequence[RankedIdeas],
) -> Ranking:
    step = Step(row.step)
    return Ranking(
        id=row.id,
        number=row.number,
        question=row.question,
        places=row.places,
        step=step,
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        people=tuple(json.loads(row.people)),
        terms_version=row.terms_version,
        subject=Subject(row.subject) if row.subject else None,
        subject_id=row.subject_id,
        not_waited=tuple(json.loads(row.not_waited)),
        left_out=tuple(json.loads(row.left_out)),
        ideas=tuple(ideas),
        requests=tuple(requests),
        # By what was ranked: beside the order of members it would tell whose it is.
        rankings=tuple(sorted(ranked, key=lambda one: (one.idea_ids, sorted(one.sides))))
        if step is Step.RANKED
        else (),
        ended_at=row.ended_at,
    )


def add_idea(
    connection: Connection, ranking_id: str, author_id: str, idea_id: str, words: str
) -> None:
    """Keep an idea that its author alone can see."""
    connection.execute(
        insert(tables.ranking_ideas).values(
            id=idea_id, ranking_id=ranking_id, author_id=author_id, words=words
        )
    )


def list_own_ideas(
    connection: Connection, ranking_id: str, author_id: str
) -> tuple[tuple[str, str], ...]:
    """The ids and words of what one member wrote, in an order of its own."""
    table = tables.ranking_ideas
    rows = connection.execute(
        select(table.c.id, table.c.words)
        .where((table.c.ranking_id == ranking_id) & (table.c.author_id == author_id))
        .order_by(table.c.id)
    )
    return tuple((row.id, row.words) for row in rows)


def list_authors(connection: Connection, ranking_id: str) -> Mapping[str, frozenset[str]]:
    """Who wrote each idea that stands or a part of it, by the idea's id; shown to nobody."""
    authors: dict[str, set[str]] = defaultdict(set)
    table = tables.ranking_ideas
    for row in connection.execute(select(table).where(table.c.ranking_id == ranking_id)):
        authors[row.joined_into or row.id].add(row.author_id)
    return {idea: frozenset(found) for idea, found in authors.items()}


def erase_idea(connection: Connection, idea_id: str) -> None:
    """Erase an idea before it was shown."""
    connection.execute(delete(tables.ranking_ideas).where(tables.ranking_ideas.c.id == idea_id))


def list_idea_ids(connection: Connection, ranking_id: str) -> list[str]:
    """The ids of all ideas of a question, shown or not."""
    table = tables.ranking_ideas
    rows = connection.execute(select(table.c.id).where(table.c.ranking_id == ranking_id))
    return [row.id for row in rows]


def number_ideas(connection: Connection, numbers: Mapping[str, int]) -> None:
    """Give ideas their numbers, by their ids: from now on they are shown."""
    table = tables.ranking_ideas
    for idea_id, number in numbers.items():
        connection.execute(update(table).where(table.c.id == idea_id).values(number=number))


def add_clarification(connection: Connection, idea: Idea, words: str) -> None:
    """Keep one more line under an idea; whose it is is kept nowhere."""
    connection.execute(
        insert(tables.ranking_clarifications).values(
            idea_id=idea.id, position=len(idea.clarifications), words=words
        )
    )


def add_request(connection: Connection, request: JoinRequest) -> None:
    """Keep that somebody would have two ideas be one."""
    connection.execute(
        insert(tables.ranking_requests).values(
            first_id=request.first_id, second_id=request.second_id
        )
    )


def erase_request(connection: Connection, request: JoinRequest) -> None:
    """Take such a request away, with what its authors said to it."""
    for table in (tables.ranking_consents, tables.ranking_requests):
        connection.execute(delete(table).where(_is_about(table.c, request)))


def keep_consent(connection: Connection, request: JoinRequest, member_id: str) -> None:
    """Keep that an author agrees."""
    connection.execute(
        insert(tables.ranking_consents).values(
            first_id=request.first_id, second_id=request.second_id, member_id=member_id
        )
    )


def list_consents(connection: Connection, request: JoinRequest) -> frozenset[str]:
    """The authors who agree; shown to nobody."""
    table = tables.ranking_consents
    rows = connection.execute(select(table.c.member_id).where(_is_about(table.c, request)))
    return frozenset(row.member_id for row in rows)


def join_ideas(connection: Connection, request: JoinRequest) -> None:
    """Make the second idea, and all that was joined with it, a part of the first."""
    table = tables.ranking_ideas
    connection.execute(
        update(table)
        .where((table.c.id == request.second_id) | (table.c.joined_into == request.second_id))
        .values(joined_into=request.first_id)
    )


def keep_done(
    connection: Connection, ranking_id: str, step: Step, member_id: str, *, goes_on: bool = False
) -> None:
    """Keep that somebody is done with a step, and whether they would wait no longer."""
    erase_done(connection, ranking_id, step, member_id)
    connection.execute(
        insert(tables.ranking_done).values(
            ranking_id=ranking_id, step=step.value, member_id=member_id, goes_on=goes_on
        )
    )


def erase_done(connection: Connection, ranking_id: str, step: Step, member_id: str) -> None:
    """Take back that somebody is done with a step."""
    table = tables.ranking_done
    connection.execute(
        delete(table).where(
            (table.c.ranking_id == ranking_id)
            & (table.c.step == step.value)
            & (table.c.member_id == member_id)
        )
    )


def list_done(connection: Connection, ranking_id: str, step: Step) -> Mapping[str, bool]:
    """Who is done with a step, by member id; true where they would wait no longer."""
    table = tables.ranking_done
    rows = connection.execute(
        select(table)
        .where((table.c.ranking_id == ranking_id) & (table.c.step == step.value))
        .order_by(table.c.member_id)
    )
    return {row.member_id: row.goes_on for row in rows}


def keep_places(
    connection: Connection, ranking_id: str, member_id: str, idea_ids: Sequence[str]
) -> None:
    """Keep what somebody ranked; what they had ranked before is erased."""
    table = tables.ranking_places
    connection.execute(
        delete(table).where((table.c.ranking_id == ranking_id) & (table.c.member_id == member_id))
    )
    connection.execute(
        insert(table),
        [
            {"ranking_id": ranking_id, "member_id": member_id, "place": place, "idea_id": idea}
            for place, idea in enumerate(idea_ids, start=1)
        ],
    )


def list_own_places(connection: Connection, ranking_id: str, member_id: str) -> tuple[str, ...]:
    """What one member ranked, the first place first; empty before they did."""
    return tuple(_places(connection)[ranking_id][member_id])


def erase_answers(connection: Connection, ranking_id: str) -> None:
    """Erase every idea of a question and all that was said and ranked about them."""
    ideas = select(tables.ranking_ideas.c.id).where(tables.ranking_ideas.c.ranking_id == ranking_id)
    for answers in (tables.ranking_places, tables.ranking_done):
        connection.execute(delete(answers).where(answers.c.ranking_id == ranking_id))
    for asked in (tables.ranking_consents, tables.ranking_requests):
        connection.execute(delete(asked).where(asked.c.first_id.in_(ideas)))
    said = tables.ranking_clarifications
    connection.execute(delete(said).where(said.c.idea_id.in_(ideas)))
    table = tables.ranking_ideas
    of_question = table.c.ranking_id == ranking_id
    connection.execute(update(table).where(of_question).values(joined_into=None))
    connection.execute(delete(table).where(of_question))


def _is_about(columns: object, request: JoinRequest) -> ColumnElement[bool]:
    return and_(
        columns.first_id == request.first_id,  # type: ignore[attr-defined]
        columns.second_id == request.second_id,  # type: ignore[attr-defined]
    )
