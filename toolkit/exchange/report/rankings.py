"""The section on questions that were ranked: all together, each side, and where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.analysis.names import GROUP_NAMES, say_when
from toolkit.analysis.rankings import (
    STEP_NAMES,
    RankingResult,
    count_ranking,
    say_place,
    say_spread,
)
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import count, listed
from toolkit.exchange.word import DETAIL
from toolkit.model.ranking import Ranking, Step, Subject
from toolkit.review.ranking import IdeaCount

HEADINGS = ("Idea", "Place", "Points", "Ranked by", "Places given")
WIDTHS = (7, 2, 1.8, 2.2, 3)


def write_rankings(page: Page) -> None:
    """Each question with its ideas, the counts of all and by side, and whom it did not wait for."""
    study, word = page.study, page.word
    if not study.rankings:
        word.paragraph("No question has been ranked.")
        return
    word.paragraph(
        "Each person wrote ideas alone. All ideas were shown together, without names and in an "
        "order drawn by lot. Then each person ranked some of them, unseen until everybody had: the "
        "first place is worth the most points, the last one point. No order below is the answer by "
        "itself; where the sides differ is a result too. (Nominal group technique, after Delbecq "
        "and Van de Ven.)"
    )
    for ranking in study.rankings:
        _write_ranking(page, ranking)


def _write_ranking(page: Page, ranking: Ranking) -> None:
    word = page.word
    state = STEP_NAMES[ranking.step]
    word.heading(f"Question {ranking.number}: {ranking.question} ({state})", 2)
    when = say_when(ranking.begun_at)
    word.labelled("Begun", f"by {page.person(ranking.begun_by)}, {when}", DETAIL)
    if ranking.subject is not None:
        word.labelled("About", _subject(page, ranking), DETAIL)
    word.labelled("Who was asked", listed(map(page.names.member, ranking.people)), DETAIL)
    if ranking.not_waited:
        missing = listed(map(page.names.member, ranking.not_waited))
        word.labelled("Not waited for when the ideas were shown", missing, DETAIL)
    if ranking.left_out:
        missing = listed(map(page.names.member, ranking.left_out))
        word.labelled("Not waited for when ranking", missing, DETAIL)
    for idea in ranking.standing:
        for part in (idea, *ranking.joined_to(idea.id)):
            for said in part.clarifications:
                word.labelled(f"Added to “{part.words}”", said, DETAIL)
    if ranking.step is Step.RANKED:
        floor = page.study.terms[-1].floor if page.study.terms else 1
        _write_result(page, ranking, count_ranking(ranking, floor))
    else:
        word.bullets(ranking.words_of(idea.id) for idea in ranking.standing)


def _write_result(page: Page, ranking: Ranking, result: RankingResult) -> None:
    word = page.word
    word.heading(f"All together ({count(result.people, 'person', 'people')})", 3)
    word.table(HEADINGS, _rows(ranking, result.all), WIDTHS)
    if result.hidden:
        word.paragraph(result.hidden)
    for side, counts in result.by_side.items():
        people = count(result.side_people[side], "person", "people")
        word.heading(f"{GROUP_NAMES[side].capitalize()} ({people})", 3)
        word.table(HEADINGS, _rows(ranking, counts), WIDTHS)
    if len(result.by_side) < 2:
        return
    word.heading("Where the sides differ", 3)
    if not result.gaps:
        word.paragraph("Both sides put every idea on the same place.")
        return
    of_side = [{one.idea_id: one for one in counts} for counts in result.by_side.values()]
    word.table(
        ("Idea", *(GROUP_NAMES[side].capitalize() for side in result.by_side)),
        [
            [ranking.words_of(gap.idea_id), *(say_place(side[gap.idea_id]) for side in of_side)]
            for gap in result.gaps
        ],
        (9, 3.5, 3.5),
    )


def _rows(ranking: Ranking, counts: Sequence[IdeaCount]) -> list[list[str]]:
    return [
        [
            ranking.words_of(one.idea_id),
            say_place(one),
            str(one.points),
            str(one.people),
            say_spread(one),
        ]
        for one in counts
    ]


def _subject(page: Page, ranking: Ranking) -> str:
    if ranking.subject is Subject.THEME:
        themes = {theme.id: theme.name for book in page.study.codebooks for theme in book.themes}
        return f"the theme “{themes.get(ranking.subject_id or '', ranking.subject_id)}”"
    return f"the difference {(ranking.subject_id or '')[:8]}"
