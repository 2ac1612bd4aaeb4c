"""The meeting that goes on, as its members see it, each on a screen of their own."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from toolkit.ui.frame import Visit, attempt, draw, link, plain
from toolkit.ui.pages.compare import STYLE as COMPARE_STYLE
from toolkit.ui.pages.compare import describe_place, name_place, show_passage
from toolkit.ui.pages.compare_decision import show_decision
from toolkit.ui.pages.compare_vote import show_vote
from toolkit.ui.pages.room_lobby import show_lobby
from toolkit.ui.pages.room_parts import offer_opening, show_people, show_queue, show_speakers
from toolkit.ui.wording import room as words
from toolkit.workflow.comparing import Comparison, Standing
from toolkit.workflow.review_sessions import (
    Room,
    follow_chair,
    has_vote,
    join_session,
    see_room,
    take_up,
)

DECIDED = (Standing.SETTLED, Standing.KEPT_BOTH, Standing.PARKED)

STYLE = Path(__file__).parents[1] / "assets" / "room.css"


def show(visit: Visit) -> None:
    """Show the room to whoever is in it, its door to the others, and its lobby before it opens."""
    st.html(COMPARE_STYLE)
    st.html(STYLE)
    room = see_room(visit.project, by=visit.by, place=st.query_params.get("place"))
    # In a box with a name, what was unfolded stays so when a message above comes or goes.
    state = "lobby" if room is None else "in" if room.is_in else "door"
    with st.container(key=f"room-{state}"):
        st.title(words.TITLE, anchor=False)
        if room is None:
            show_lobby(visit)
        elif not room.is_in:
            _show_door(visit, room)
        else:
            _show_room(visit, room)


def _show_door(visit: Visit, room: Room) -> None:
    st.markdown(plain(words.GOES_ON.format(chair=room.chair)))
    _show_who_is_here(visit, room)
    st.markdown(words.COME_IN_MEANS if has_vote(visit.member) else words.GUEST)
    if st.button(words.COME_IN, type="primary"):
        attempt(lambda: join_session(visit.project, by=visit.by), words.CAME_IN)


def _show_who_is_here(visit: Visit, room: Room) -> None:
    names = []
    for member in room.here:
        told = words.YOU if member.id == visit.member.id else "{name}"
        if not has_vote(member):
            told = words.LISTENS
        names.append(told.format(name=member.pen_name))
    here = words.HERE.format(people=", ".join(names)) if names else words.NOBODY_HERE
    st.markdown(plain(here))


def _show_room(visit: Visit, room: Room) -> None:
    is_chair = room.session.chair == visit.member.id
    _show_who_is_here(visit, room)
    st.markdown(plain(_say_who_chairs(room, is_chair=is_chair)))
    follows = _ask_to_follow(visit, room)
    _show_ways(visit, room, is_chair=is_chair, follows=follows)
    # By the place: what was typed or unfolded at one of them does not turn up at the next.
    at = room.shown.place.difference.id if room.shown else "gone"
    with st.container(key=f"place-{at}"):
        if room.shown is None:
            st.markdown(words.GONE)
        else:
            _show_place(visit, room, room.shown)
            if is_chair and follows:
                _offer_to_go_on(visit, room, room.shown)
    show_queue(visit, room, is_chair=is_chair, follows=follows)
    show_people(visit, room, is_chair=is_chair)


def _say_who_chairs(room: Room, *, is_chair: bool) -> str:
    if is_chair:
        return words.YOU_CHAIR
    is_here = any(member.id == room.session.chair for member in room.here)
    return (words.CHAIRS if is_here else words.CHAIR_AWAY).format(chair=room.chair)


def _ask_to_follow(visit: Visit, room: Room) -> bool:
    """The member's own switch; it is kept, and another browser of theirs shows it too."""
    key, known = "room-follows", "room-follows-known"
    if key not in st.session_state or st.session_state[key] == st.session_state.get(known):
        # Nobody has touched it here: it may have been switched elsewhere, or this page is new.
        st.session_state[key] = room.follows
    st.session_state[known] = room.follows
    follows = st.toggle(words.FOLLOW, key=key)
    if follows != room.follows:
        follow_chair(visit.project, by=visit.by, follows=follows)
        st.session_state[known] = follows
        if follows or room.shown is None:
            st.query_params.pop("place", None)
        else:
            st.query_params["place"] = room.shown.place.difference.id
        st.rerun()
    return follows


def _show_ways(visit: Visit, room: Room, *, is_chair: bool, follows: bool) -> None:
    if not follows:
        _show_own_ways(visit, room, is_chair=is_chair)
    elif is_chair:
        with st.container(horizontal=True):
            for label, place in ((words.BEFORE, room.before), (words.AFTER, room.after)):
                if st.button(label, disabled=place is None):
                    _take_up(visit, place or "", "")


def _show_own_ways(visit: Visit, room: Room, *, is_chair: bool) -> None:
    st.markdown(words.ALONE)
    at = room.session.place
    with st.container(horizontal=True):
        if room.before:
            link("room", words.BEFORE, place=room.before)
        if room.after:
            link("room", words.AFTER, place=room.after)
        if room.shown is None or room.shown.place.difference.id != at:
            link("room", words.WHERE_THE_CHAIR_IS, place=at or "")
            if is_chair and room.shown and st.button(words.BRING):
                _take_up(visit, room.shown.place.difference.id, words.BROUGHT)


def _offer_to_go_on(visit: Visit, room: Room, shown: Comparison) -> None:
    is_decided = shown.place.standing in DECIDED
    if is_decided and room.after and st.button(words.GO_ON):
        _take_up(visit, room.after, "")


def _take_up(visit: Visit, place: str, done: str) -> None:
    attempt(lambda: take_up(visit.project, by=visit.by, difference=place), done)


def _show_place(visit: Visit, room: Room, shown: Comparison) -> None:
    ids = [one.difference.id for one in room.queue]
    if shown.place.difference.id in ids:
        number = ids.index(shown.place.difference.id) + 1
        st.markdown(words.PLACE_OF.format(number=number, count=len(ids)))
    st.header(plain(name_place(shown.place)), anchor=False)
    # On a phone the passage and its readings are several screens long.
    draw("jump.html", to="tk-vote", label=words.TO_THE_VOTE)
    st.markdown(plain(describe_place(shown.place)))
    show_passage(shown)
    draw("jump_target.html", name="tk-vote")
    show_decision(visit, shown)
    show_speakers(visit, room, shown)
    show_vote(visit, shown, lambda visit, shown: offer_opening(visit, room, shown))
