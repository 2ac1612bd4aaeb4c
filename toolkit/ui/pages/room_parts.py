"""Parts of the meeting: the order of speaking, opening a vote, the places, the people."""

from __future__ import annotations

import streamlit as st

from toolkit.ui.frame import Visit, attempt, draw, form_key, go, plain, table
from toolkit.ui.pages.compare import name_place
from toolkit.ui.wording import compare
from toolkit.ui.wording import room as words
from toolkit.workflow.comparing import Comparison, Standing
from toolkit.workflow.deciding import MAX_SAID
from toolkit.workflow.review_sessions import (
    Room,
    end_session,
    has_vote,
    leave_session,
    open_room_vote,
    pass_chair,
    take_up,
)


def show_speakers(visit: Visit, room: Room, shown: Comparison) -> None:
    """The order in which each says why, as long as not everybody has voted."""
    view = shown.voting
    is_open = view is not None and view.voting.is_open
    if (is_open and view and view.verdict) or (not is_open and _is_settled(shown)):
        return
    st.header(words.FIRST_WHY, anchor=False)
    st.markdown(words.SAY_WHY)
    names = [
        words.SPEAKER_YOU.format(name=name) if name == visit.by else name for name in room.speakers
    ]
    draw("speakers.html", names=names)


def _is_settled(shown: Comparison) -> bool:
    return shown.place.standing in (Standing.SETTLED, Standing.KEPT_BOTH)


def offer_opening(visit: Visit, room: Room, shown: Comparison) -> None:
    """The chair opens the vote on what is in front of everybody; the others are told so."""
    is_chair = room.session.chair == visit.member.id
    is_here = shown.place.difference.id == room.session.place
    if not has_vote(visit.member):
        st.markdown(words.GUEST)
    elif not is_chair or not is_here:
        told = words.CHAIR_REOPENS if _is_settled(shown) else words.CHAIR_OPENS
        st.markdown(plain(told.format(chair=room.chair)))
    elif _is_settled(shown):
        with st.expander(words.REOPEN):
            st.markdown(words.REOPEN_MEANS)
            _offer_vote(visit, room, reopens=True)
    else:
        _offer_vote(visit, room, reopens=False)


def _offer_vote(visit: Visit, room: Room, *, reopens: bool) -> None:
    voters = [member.pen_name for member in room.here if has_vote(member)]
    if len(voters) < 2:
        st.markdown(words.TOO_FEW)
        return
    if room.shown:
        st.markdown(compare.RULES[room.shown.rule])
    st.markdown(plain(words.OPEN_MEANS.format(people=", ".join(voters))))
    if st.button(words.OPEN_VOTE, type="primary"):
        attempt(lambda: open_room_vote(visit.project, by=visit.by, reopens=reopens), words.OPENED)


def show_queue(visit: Visit, room: Room, *, is_chair: bool, follows: bool) -> None:
    """All places of the meeting and how each stands, and a way to any of them."""
    at = room.shown.place.difference.id if room.shown else None
    with st.expander(words.QUEUE.format(count=len(room.queue))):
        if is_chair or not follows:
            _offer_place(visit, room, at, is_chair=is_chair and follows)
        table(
            (words.QUEUE_NUMBER, words.QUEUE_PLACE, words.QUEUE_STATE),
            [
                (
                    number,
                    words.HERE_NOW.format(name=name_place(place))
                    if place.difference.id == at
                    else name_place(place),
                    compare.STANDINGS[place.standing],
                )
                for number, place in enumerate(room.queue, start=1)
            ],
        )


def _offer_place(visit: Visit, room: Room, at: str | None, *, is_chair: bool) -> None:
    named = {
        place.difference.id: words.PLACE.format(
            number=number, name=name_place(place), state=compare.STANDINGS[place.standing]
        )
        for number, place in enumerate(room.queue, start=1)
    }
    chosen = st.selectbox(
        words.GO_TO,
        list(named),
        index=list(named).index(at) if at in named else None,
        format_func=lambda place: named.get(place, ""),
        key=f"go-to-{at}",
        width=720,
    )
    if st.button(words.SHOW_TO_ALL if is_chair else words.LOOK_AT_IT) and chosen:
        if is_chair:
            attempt(lambda: take_up(visit.project, by=visit.by, difference=chosen), "")
        else:
            go("room", place=chosen)


def show_people(visit: Visit, room: Room, *, is_chair: bool) -> None:
    """Hand the chair on, say that somebody has left, leave, and end the meeting."""
    if has_vote(visit.member):
        with st.expander(words.PEOPLE):
            _offer_chair(visit, room, is_chair=is_chair)
            _offer_to_say_left(visit, room)
    if is_chair:
        with st.expander(words.END):
            _offer_end(visit)
    if st.button(words.LEAVE):
        attempt(lambda: leave_session(visit.project, by=visit.by), words.LEFT)


def _offer_chair(visit: Visit, room: Room, *, is_chair: bool) -> None:
    st.markdown(words.CHAIR_IS_TOLD)
    others = [name for name in room.chairs if name not in (visit.by, room.chair)]
    if not is_chair and visit.by in room.chairs and st.button(words.TAKE_CHAIR):
        attempt(lambda: pass_chair(visit.project, by=visit.by, to=visit.by), words.CHAIR_TAKEN)
    if not others:
        return
    with st.form(form_key("pass-chair"), border=False):
        to = st.selectbox(words.PASS_TO, others, width=360)
        if st.form_submit_button(words.PASS):
            attempt(
                lambda: pass_chair(visit.project, by=visit.by, to=to),
                words.PASSED.format(name=to),
            )


def _offer_to_say_left(visit: Visit, room: Room) -> None:
    others = [member.pen_name for member in room.here if member.pen_name != visit.by]
    if not others:
        return
    with st.form(form_key("say-left"), border=False):
        gone = st.selectbox(words.HAS_LEFT, others, width=360)
        st.markdown(words.LEFT_MEANS)
        if st.form_submit_button(words.SAY_LEFT):
            attempt(
                lambda: leave_session(visit.project, by=visit.by, member=gone),
                words.SAID_LEFT.format(name=gone),
            )


def _offer_end(visit: Visit) -> None:
    with st.form(form_key("end-meeting"), border=False):
        st.markdown(words.END_MEANS)
        said = st.text_area(words.NEXT, max_chars=MAX_SAID)
        st.markdown(words.NEXT_MEANS)
        if st.form_submit_button(words.END, type="primary"):
            attempt(
                lambda: end_session(visit.project, by=visit.by, next_words=said),
                words.ENDED,
                written=(said,),
            )
