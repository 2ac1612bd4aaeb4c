"""Rank: the questions, and one of them at its step."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from toolkit.analysis.names import Names, say_when
from toolkit.model.ranking import MAX_PLACES, Ranking, Step, Subject
from toolkit.review.ranking import order_by_places
from toolkit.ui.frame import Visit, attempt, draw, form_key, link, plain
from toolkit.ui.pages.ballots import show_done_by
from toolkit.ui.pages.ranking_result import show_idea, show_result
from toolkit.ui.wording import ranking as words
from toolkit.workflow.codebooks import list_codebooks
from toolkit.workflow.proposing import VOTERS
from toolkit.workflow.ranking import (
    MAX_IDEA,
    RankingView,
    begin_ranking,
    call_off_ranking,
    clarify_idea,
    finish_ideas,
    go_on_without,
    join_ideas,
    keep_apart,
    list_people,
    open_ranking,
    rank_ideas,
    see_ranking,
    see_rankings,
    show_ideas,
    take_back_idea,
    write_idea,
)
from toolkit.workflow.team import list_members

OPEN = (Step.IDEAS, Step.TOGETHER, Step.RANKING)


def show(visit: Visit) -> None:
    """Show the question that the address names, the form for a new one, or the list."""
    chosen = st.query_params.get("question", "")
    asks = st.query_params.get("view") == "ask"
    with st.container(key=f"ranking-{chosen or asks}"):
        st.title(words.TITLE, anchor=False)
        if chosen.isdecimal() or asks:
            link("ranking", words.ALL)
        if chosen.isdecimal():
            _show_question(visit, int(chosen))
        elif asks:
            _show_asking(visit)
        else:
            _show_list(visit)


def _show_list(visit: Visit) -> None:
    st.write(words.INTRO)
    if visit.member.roles & set(VOTERS):
        link("ranking", words.ASK, view="ask")
    else:
        st.write(words.GUEST)
    views = see_rankings(visit.project, by=visit.by)
    names = Names(members=list_members(visit.project))
    if not views:
        st.write(words.NONE)
    for heading, is_open in ((words.OPEN_ONES, True), (words.ENDED_ONES, False)):
        listed = [view for view in views if (view.ranking.step in OPEN) is is_open]
        if listed:
            st.header(heading, anchor=False)
        for view in listed:
            with st.container(border=True, gap=None, width=720):
                found = view.ranking
                title = words.TITLED.format(number=found.number, question=found.question)
                link("ranking", title, question=str(found.number))
                waits = f" {words.WAITS_FOR_YOU}" if _waits_for(visit, view) else ""
                st.write(plain(_facts(found, names) + waits))


def _waits_for(visit: Visit, view: RankingView) -> bool:
    return (
        view.is_listed
        and view.ranking.step in (Step.IDEAS, Step.RANKING)
        and visit.member.id not in view.done
    )


def _facts(found: Ranking, names: Names) -> str:
    return words.LISTED.format(
        state=words.STATES[found.step],
        who=names.member(found.begun_by),
        when=say_when(found.begun_at),
    )


def _show_asking(visit: Visit) -> None:
    if not visit.member.roles & set(VOTERS):
        st.write(words.GUEST)
        return
    st.header(words.ASK, anchor=False)
    difference = st.query_params.get("difference", "")
    books = list_codebooks(visit.project)
    themes = {"": words.NO_THEME} | {t.id: t.name for b in books[-1:] for t in b.themes}
    voters = [one.pen_name for one in list_people(visit.project)]
    form = form_key("ask")
    with st.form(form, border=False):
        question = st.text_area(
            words.QUESTION,
            max_chars=MAX_IDEA,
            placeholder=words.QUESTION_HINT,
            key=f"{form}-question",
            height=80,
            width=720,
        )
        places = st.selectbox(
            words.PLACES, range(1, MAX_PLACES + 1), index=4, key=f"{form}-places", width=320
        )
        st.write(words.PLACES_MEAN)
        people = st.multiselect(
            words.PEOPLE, voters, default=voters, key=f"{form}-people", width=720
        )
        st.write(words.PEOPLE_MEAN)
        theme = ""
        if difference:
            st.write(words.ASKED_ABOUT)
        elif len(themes) > 1:
            theme = st.selectbox(
                words.SUBJECT,
                themes,
                format_func=themes.__getitem__,
                key=f"{form}-theme",
                width=720,
            )
        is_sent = st.form_submit_button(words.ASK_BUTTON, type="primary")
    if is_sent:
        subject = Subject.DIFFERENCE if difference else Subject.THEME if theme else None

        def act() -> None:
            made = begin_ranking(
                visit.project,
                by=visit.by,
                question=question,
                places=places,
                people=people or [visit.by],
                subject=subject,
                about=difference or theme,
            )
            st.query_params.from_dict({"question": str(made.number)})

        attempt(act, words.ASKED, renew="ask", written=(question,))


def _show_question(visit: Visit, number: int) -> None:
    view = see_ranking(visit.project, by=visit.by, ranking=number)
    found = view.ranking
    names = Names(members=list_members(visit.project), codebooks=list_codebooks(visit.project))
    st.header(plain(found.question), anchor=False)
    st.write(plain(_facts(found, names)))
    _show_subject(visit, found)
    if found.not_waited:
        st.write(plain(words.NOT_WAITED.format(who=_named(found.not_waited, names))))
    if found.left_out:
        st.write(plain(words.LEFT_OUT.format(who=_named(found.left_out, names))))
    if found.step in OPEN and not view.is_listed:
        is_guest = not visit.member.roles & set(VOTERS)
        st.write(words.GUEST if is_guest else words.NOT_LISTED)
    if found.step is Step.IDEAS:
        _show_writing(visit, view, names)
    elif found.step is Step.TOGETHER:
        _show_together(visit, view, names)
    elif found.step is Step.RANKING:
        _show_ranking(visit, view, names)
    elif view.result is not None:
        show_result(found, view.result)
    if view.may_open:
        with st.expander(words.CALL_OFF):
            st.write(words.CALL_OFF_MEANS)
            if st.button(words.CALL_OFF_BUTTON):
                attempt(
                    lambda: call_off_ranking(visit.project, by=visit.by, ranking=number),
                    words.CALLED_OFF,
                )


def _show_subject(visit: Visit, found: Ranking) -> None:
    if found.subject is Subject.DIFFERENCE:
        link("compare", words.ABOUT_DIFFERENCE, difference=found.subject_id or "")
    elif found.subject is Subject.THEME:
        books = list_codebooks(visit.project)
        themes = {theme.id: theme.name for book in books for theme in book.themes}
        name = themes.get(found.subject_id or "", "")
        st.write(plain(words.ABOUT_THEME.format(theme=name)))


def _named(people: Sequence[str], names: Names) -> str:
    return ", ".join(map(names.member, people))


def _show_writing(visit: Visit, view: RankingView, names: Names) -> None:
    number = view.ranking.number
    if view.is_listed:
        st.write(words.STEP_IDEAS)
        form = form_key("idea")
        with st.form(form, border=False):
            said = st.text_area(
                words.NEW_IDEA, max_chars=MAX_IDEA, key=f"{form}-words", height=80, width=720
            )
            is_sent = st.form_submit_button(words.ADD_IDEA, type="primary")
        if is_sent:
            attempt(
                lambda: write_idea(visit.project, by=visit.by, ranking=number, words=said),
                words.IDEA_KEPT,
                renew="idea",
                written=(said,),
            )
        st.header(words.OWN_IDEAS, anchor=False)
        if not view.own_ideas:
            st.write(words.NO_OWN)
        for own in view.own_ideas:
            _show_own(visit, number, own.id, own.words)
        _offer_done(visit, view)
    show_done_by(
        visit, view.ranking.people, view.done, names, caption=words.WHO_IS_DONE, done=words.IS_DONE
    )
    _offer_going_on(visit, view)
    _offer_step(visit, view, names)


def _show_own(visit: Visit, number: int, idea: str, said: str) -> None:
    with st.container(border=True, width=720):
        draw("written.html", words=said)
        short = said if len(said) < 40 else f"{said[:39]}…"
        if st.button(plain(words.TAKE_BACK.format(words=short)), key=f"take-back-{idea}"):
            attempt(
                lambda: take_back_idea(visit.project, by=visit.by, ranking=number, idea=idea),
                words.TAKEN_BACK,
            )


def _offer_done(visit: Visit, view: RankingView) -> None:
    is_done = visit.member.id in view.done
    st.write(words.DONE_KEPT if is_done else words.DONE_MEANS)
    if st.button(words.NOT_DONE if is_done else words.DONE):
        attempt(
            lambda: finish_ideas(
                visit.project, by=visit.by, ranking=view.ranking.number, is_done=not is_done
            ),
            words.NOT_DONE_KEPT if is_done else words.DONE_KEPT,
        )


def _offer_going_on(visit: Visit, view: RankingView) -> None:
    is_done = view.is_listed and visit.member.id in view.done
    if not is_done or set(view.done) >= set(view.ranking.people):
        return
    with st.expander(words.GO_ON):
        st.write(words.GO_ON_HOW)
        if st.button(words.GO_ON_BUTTON):
            attempt(
                lambda: go_on_without(visit.project, by=visit.by, ranking=view.ranking.number),
                words.GO_ON_DONE,
            )


def _offer_step(visit: Visit, view: RankingView, names: Names) -> None:
    found = view.ranking
    if not view.may_open:
        st.write(plain(words.OPENS.format(who=names.member(found.begun_by))))
        return
    if not view.is_ready:
        st.write(words.STILL_WRITING)
        return
    st.write(words.SHOW_MEANS)
    if st.button(words.SHOW, type="primary"):
        attempt(lambda: show_ideas(visit.project, by=visit.by, ranking=found.number), words.SHOWN)


def _show_together(visit: Visit, view: RankingView, names: Names) -> None:
    found = view.ranking
    st.write(words.STEP_TOGETHER)
    st.header(words.IDEAS, anchor=False)
    if not found.standing:
        st.write(words.NO_IDEAS)
    for idea in found.standing:
        with st.container(border=True, width=720):
            show_idea(found, idea.id)
    if found.requests:
        _show_requests(visit, view)
    if view.is_listed and found.standing:
        with st.expander(words.CLARIFY):
            _offer_clarifying(visit, found)
        if len(found.standing) > 1:
            with st.expander(words.JOIN):
                _offer_joining(visit, found)
    if not view.may_open:
        st.write(plain(words.OPENS.format(who=names.member(found.begun_by))))
    else:
        st.write(words.OPEN_RANKING_MEANS)
        if st.button(words.OPEN_RANKING, type="primary"):
            attempt(
                lambda: open_ranking(visit.project, by=visit.by, ranking=found.number),
                words.RANKING_OPENED,
            )


def _show_requests(visit: Visit, view: RankingView) -> None:
    st.header(words.REQUESTS, anchor=False)
    numbers = {idea.id: idea.number for idea in view.ranking.ideas}
    for request in view.ranking.requests:
        first, second = numbers[request.first_id], numbers[request.second_id]
        with st.container(border=True, width=720):
            st.write(words.REQUEST.format(first=first, second=second))
            if request in view.to_agree:
                st.write(words.REQUEST_YOURS)
                _offer_answer(visit, view.ranking.number, first, second)
            else:
                st.write(words.REQUEST_WAITS)


def _offer_answer(visit: Visit, number: int, first: int, second: int) -> None:
    with st.container(horizontal=True):
        if st.button(words.AGREE.format(first=first, second=second)):
            attempt(
                lambda: join_ideas(
                    visit.project, by=visit.by, ranking=number, first=first, second=second
                ),
                words.AGREED,
            )
        if st.button(words.REFUSE.format(first=first, second=second)):
            attempt(
                lambda: keep_apart(
                    visit.project, by=visit.by, ranking=number, first=first, second=second
                ),
                words.REFUSED,
            )


def _offer_clarifying(visit: Visit, found: Ranking) -> None:
    st.write(words.CLARIFY_MEANS)
    form = form_key("clarify")
    with st.form(form, border=False):
        idea = _choose_idea(found, words.WHICH, f"{form}-idea", 0)
        said = st.text_area(words.CLARIFICATION, max_chars=MAX_IDEA, key=f"{form}-words", height=80)
        is_sent = st.form_submit_button(words.CLARIFY_BUTTON)
    if is_sent:
        attempt(
            lambda: clarify_idea(
                visit.project, by=visit.by, ranking=found.number, idea=idea, words=said
            ),
            words.CLARIFIED,
            renew="clarify",
            written=(said,),
        )


def _offer_joining(visit: Visit, found: Ranking) -> None:
    st.write(words.JOIN_MEANS)
    form = form_key("join")
    with st.form(form, border=False):
        first = _choose_idea(found, words.FIRST_IDEA, f"{form}-first", 0)
        second = _choose_idea(found, words.SECOND_IDEA, f"{form}-second", 1)
        is_sent = st.form_submit_button(words.JOIN_BUTTON)
    if is_sent:
        attempt(
            lambda: join_ideas(
                visit.project, by=visit.by, ranking=found.number, first=first, second=second
            ),
            words.JOIN_ASKED,
            renew="join",
        )


def _choose_idea(found: Ranking, label: str, key: str, index: int) -> int:
    named = {idea.number: f"{idea.number}. {idea.words}" for idea in found.standing}
    return st.selectbox(label, named, index=index, format_func=named.__getitem__, key=key)


def _show_ranking(visit: Visit, view: RankingView, names: Names) -> None:
    found = view.ranking
    if view.is_listed:
        st.write(words.STEP_RANKING)
        st.write(words.UP_TO.format(places=_places_to_give(found)))
        if view.own_places:
            st.markdown(f"**{words.YOU_RANKED}**")
            said = [found.words_of(idea) for idea in view.own_places]
            draw("ordered.html", items=said)
            st.write(words.CAN_CHANGE)
        _offer_places(visit, view)
    else:
        for idea in found.standing:
            with st.container(border=True, width=720):
                show_idea(found, idea.id)
    show_done_by(
        visit, found.people, view.done, names, caption=words.WHO_RANKED, done=words.IS_DONE
    )
    _offer_going_on(visit, view)


def _places_to_give(found: Ranking) -> int:
    return min(found.places, len(found.standing))


def _offer_places(visit: Visit, view: RankingView) -> None:
    found = view.ranking
    options = (0, *range(1, _places_to_give(found) + 1))
    places: dict[str, int] = {}
    with st.form(f"rank-{found.number}", border=False):
        for idea in found.standing:
            with st.container(border=True, width=720):
                show_idea(found, idea.id)
                own = view.own_places
                place = st.radio(
                    words.PLACE_OF.format(number=idea.number),
                    options,
                    index=own.index(idea.id) + 1 if idea.id in own else 0,
                    format_func=lambda one: str(one) if one else words.NO_PLACE,
                    horizontal=True,
                    key=f"place-{idea.id}",
                )
                if place:
                    places[idea.id] = place
        is_sent = st.form_submit_button(
            words.RANK_AGAIN if view.own_places else words.RANK_BUTTON, type="primary"
        )
    if is_sent:
        attempt(
            lambda: rank_ideas(
                visit.project, by=visit.by, ranking=found.number, ideas=order_by_places(places)
            ),
            words.RANK_KEPT,
        )
