"""What came of a question: the order of all and of each side, and the ideas in their words."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.analysis.rankings import RankingResult, say_place, say_spread
from toolkit.model.ranking import Ranking
from toolkit.review.ranking import IdeaCount
from toolkit.ui.frame import draw, plain, table
from toolkit.ui.wording import ranking as words


def show_result(found: Ranking, result: RankingResult) -> None:
    """Show the counts of all and of each side, and where the sides differ."""
    st.write(words.STEP_RANKED)
    numbers = {idea.id: idea.number for idea in found.ideas}
    named = {idea.id: f"{numbers[idea.id]}. {found.words_of(idea.id)}" for idea in found.standing}
    st.header(words.ORDERS, anchor=False)
    sides = {words.SIDES[side]: counts for side, counts in result.by_side.items()}
    _show_orders({words.ALL_TOGETHER: result.all} | sides, named)
    st.write(words.TIED_MEANS)
    if result.hidden:
        st.write(plain(result.hidden))
    elif sides:
        st.write(words.BOTH_COUNT)
        _show_gaps(result, named)
    with st.expander(words.EACH_LIST):
        _show_counts(words.COUNTS_ALL.format(people=result.people), result.all, named)
        for side, counts in result.by_side.items():
            people = result.side_people[side]
            caption = words.COUNTS_ONE if people == 1 else words.COUNTS_SIDE
            _show_counts(caption.format(side=words.SIDES[side], people=people), counts, named)
    told = [idea for idea in found.standing if idea.clarifications or found.joined_to(idea.id)]
    if told:
        st.header(words.TOLD, anchor=False)
    for idea in told:
        with st.container(border=True, width=720):
            show_idea(found, idea.id)


def _show_orders(orders: dict[str, tuple[IdeaCount, ...]], named: dict[str, str]) -> None:
    of_list = [{one.idea_id: one for one in counts} for counts in orders.values()]
    first = next(iter(orders.values()))
    table(
        (words.HEADING_IDEA, *orders),
        [
            (named[one.idea_id], *(say_place(places[one.idea_id]) for places in of_list))
            for one in first
        ],
    )


def _show_gaps(result: RankingResult, named: dict[str, str]) -> None:
    st.header(words.DIFFER, anchor=False)
    if len(result.by_side) < 2:
        st.write(words.ONE_SIDE)
        return
    if not result.gaps:
        st.write(words.SAME)
        return
    st.write(words.DIFFER_MEANS)
    of_side = [{one.idea_id: one for one in counts} for counts in result.by_side.values()]
    table(
        (words.HEADING_IDEA, *(words.SIDES[side] for side in result.by_side)),
        [
            (named[gap.idea_id], *(say_place(side[gap.idea_id]) for side in of_side))
            for gap in result.gaps
        ],
    )


def _show_counts(caption: str, counts: Sequence[IdeaCount], named: dict[str, str]) -> None:
    table(
        words.HEADINGS,
        [
            (named[one.idea_id], say_place(one), one.points, one.people, say_spread(one))
            for one in counts
        ],
        caption=caption,
    )


def show_idea(found: Ranking, idea_id: str) -> None:
    """Show an idea with what was joined to it and what was said about it."""
    idea = next(one for one in found.ideas if one.id == idea_id)
    joined = found.joined_to(idea_id)
    said = [words.ALSO.format(words=other.words) for other in joined]
    said += [
        words.ADDED_LINE.format(words=line)
        for part in (idea, *joined)
        for line in part.clarifications
    ]
    draw("idea.html", title=words.IDEA.format(number=idea.number), words=idea.words, said=said)
