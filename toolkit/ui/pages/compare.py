"""Compare and agree: where revealed readings differ, and one such place with its votes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from toolkit.model.team import Method
from toolkit.ui.frame import Visit, draw, link, plain
from toolkit.ui.pages.compare_vote import show_decision, show_vote
from toolkit.ui.wording import compare as words
from toolkit.workflow.comparing import (
    Comparison,
    Overview,
    Place,
    Standing,
    list_places,
    open_comparison,
)

PLACES_ON_A_PAGE = 15
KEPT = ("round", "state", "transcript", "page")
"""What of the address goes along from the list to a place and back."""

STYLE = Path(__file__).parents[1] / "assets" / "compare.css"


def show(visit: Visit) -> None:
    """Show the difference that the address names, or the list of all."""
    st.html(STYLE)
    chosen = st.query_params.get("difference")
    if chosen is None:
        _show_list(list_places(visit.project))
        return
    found = open_comparison(visit.project, by=visit.by, difference=chosen)
    _show_title(found.method)
    _show_ways(found)
    st.header(plain(_name(found.place)))
    st.markdown(plain(_facts(found.place)))
    _show_passage(found)
    show_decision(visit, found)
    show_vote(visit, found)


def _show_title(method: Method) -> None:
    is_reflexive = method is Method.REFLEXIVE
    st.title(words.TITLE_REFLEXIVE if is_reflexive else words.TITLE)


def _show_list(overview: Overview) -> None:
    _show_title(overview.method)
    if not overview.rounds:
        _show_what_is_missing(overview)
        return
    is_reflexive = overview.method is Method.REFLEXIVE
    st.markdown(words.INTRO_REFLEXIVE if is_reflexive else words.INTRO)
    places = _chosen_places(overview)
    if not places:
        return
    pages = -(-len(places) // PLACES_ON_A_PAGE)
    first = (_page_of(pages) - 1) * PLACES_ON_A_PAGE
    one, several = words.COUNT
    st.markdown(one if len(places) == 1 else several.format(count=len(places)))
    for place in places[first : first + PLACES_ON_A_PAGE]:
        with st.container(border=True, gap=None):
            link("compare", _name(place), difference=place.difference.id, **_kept())
            st.markdown(plain(_facts(place)))
    if pages > 1:
        st.pagination(pages, key="page", bind="query-params")


def _show_what_is_missing(overview: Overview) -> None:
    st.markdown(words.NO_ROUND if overview.waiting else words.NO_ROUND_AT_ALL)
    for name, people in overview.waiting:
        told = words.WAITING if people else words.WAITING_FOR_REVEAL
        st.markdown(plain(told.format(round=name, people=", ".join(people))))


def _chosen_places(overview: Overview) -> list[Place]:
    columns = st.columns(3)
    with columns[0]:
        name = st.selectbox(words.ROUND, overview.rounds, key="round", bind="query-params")
    places = [place for place in overview.places if place.round_name == name]
    if not places:
        st.markdown(words.NO_DIFFERENCE)
        return []
    with columns[1]:
        state = st.selectbox(
            words.STATE,
            [None, *Standing],
            format_func=lambda one: words.STANDINGS[one] if one else words.ALL_STATES,
            key="state",
            bind="query-params",
        )
    with columns[2]:
        transcript = st.selectbox(
            words.TRANSCRIPT,
            [None, *dict.fromkeys(place.transcript for place in places)],
            format_func=lambda one: one or words.ALL_TRANSCRIPTS,
            key="transcript",
            bind="query-params",
        )
    fitting = [
        place
        for place in places
        if state in (None, place.standing) and transcript in (None, place.transcript)
    ]
    if not fitting:
        st.markdown(words.NO_MATCH)
    return fitting


def _page_of(pages: int) -> int:
    return min(int(st.session_state.get("page", 1)), pages)


def _kept() -> dict[str, str]:
    return {name: st.query_params[name] for name in KEPT if name in st.query_params}


def _name(place: Place) -> str:
    if not place.turns:
        return place.transcript
    told = words.TURN if len(place.turns) == 1 else words.TURNS
    return told.format(transcript=place.transcript, first=place.turns[0], last=place.turns[-1])


def _facts(place: Place) -> str:
    return words.FACTS.format(
        state=words.STANDINGS[place.standing],
        kind=words.KINDS[place.difference.kind],
        codes="; ".join(place.codes),
    )


def _show_ways(found: Comparison) -> None:
    with st.container(horizontal=True):
        link("compare", words.ALL_PLACES, **_kept())
        if found.before:
            link("compare", words.BEFORE, difference=found.before, **_kept())
        if found.after:
            link("compare", words.AFTER, difference=found.after, **_kept())


def _show_passage(found: Comparison) -> None:
    st.header(words.PASSAGE)
    st.markdown(words.MARKED)
    draw("passage.html", words=words, lines=found.lines)
    st.header(words.READINGS)
    is_folded = any(line.note for line in found.lines if line.is_disputed)
    draw("readings.html", words=words, readings=found.readings, is_folded=is_folded)
