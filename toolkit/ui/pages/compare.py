"""Compare and agree: where revealed readings differ, and one such place with its votes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.model.team import Method, Role
from toolkit.ui.frame import Visit, draw, explain, link, plain, table
from toolkit.ui.pages.compare_decision import show_decision
from toolkit.ui.pages.compare_vote import show_vote
from toolkit.ui.wording import compare as words
from toolkit.ui.wording import correction
from toolkit.workflow.comparing import (
    Comparison,
    Overview,
    Place,
    Standing,
    list_places,
    open_comparison,
)
from toolkit.workflow.corrections import Correction
from toolkit.workflow.status import describe_team

PLACES_ON_A_PAGE = 15
KEPT = ("round", "state", "transcript", "part")
"""What of the address goes along from the list to a place and back."""

STYLE = Path(__file__).parents[1] / "assets" / "compare.css"


def show(visit: Visit) -> None:
    """Show the difference that the address names, or the list of all."""
    st.html(STYLE)
    is_reflexive = describe_team(visit.project).terms[-1].method is Method.REFLEXIVE
    chosen = st.query_params.get("difference")
    # In a box with a name, what was unfolded stays so when a message above comes or goes.
    with st.container(key="compare-place" if chosen else "compare-list"):
        st.title(words.TITLE_REFLEXIVE if is_reflexive else words.TITLE, anchor=False)
        if chosen is None:
            _show_list(
                list_places(visit.project),
                words.INTRO_REFLEXIVE if is_reflexive else words.INTRO,
            )
        else:
            _show_place(visit, chosen)


def _show_place(visit: Visit, chosen: str) -> None:
    ways = st.container(horizontal=True)
    with ways:
        link("compare", words.ALL_PLACES, **_kept())
    found = open_comparison(visit.project, by=visit.by, difference=chosen)
    with ways:
        if found.before:
            link("compare", words.BEFORE, difference=found.before, **_kept())
        if found.after:
            link("compare", words.AFTER, difference=found.after, **_kept())
    st.header(plain(name_place(found.place)), anchor=False)
    st.markdown(plain(describe_place(found.place)))
    show_passage(found)
    show_decision(visit, found)
    show_vote(visit, found)
    if visit.member.roles != {Role.GUEST}:
        link("ranking", words.RANK_IDEAS, view="ask", difference=chosen)


def _show_list(overview: Overview, intro: str) -> None:
    if not overview.rounds:
        _show_what_is_missing(overview)
        return
    st.markdown(intro)
    explain("difference", "decision", "dissent", "reveal", "side", "code")
    _show_corrections(overview.corrections)
    places = _chosen_places(overview)
    if not places:
        return
    one, several = words.COUNT
    st.markdown(one if len(places) == 1 else several.format(count=len(places)))
    listed = st.container()
    pages = -(-len(places) // PLACES_ON_A_PAGE)
    first = _choose_page(pages) * PLACES_ON_A_PAGE if pages > 1 else 0
    for place in places[first : first + PLACES_ON_A_PAGE]:
        with listed, st.container(border=True, gap=None):
            link("compare", name_place(place), difference=place.difference.id, **_kept())
            st.markdown(plain(describe_place(place)))


def _show_corrections(corrections: Sequence[Correction]) -> None:
    if not corrections:
        return
    with st.expander(correction.TO_TALK.format(count=len(corrections))):
        for made in corrections:
            when = say_when(made.made_at)
            told = correction.CORRECTION.format(transcript=made.transcript, when=when)
            st.markdown(f"**{plain(told)}**")
            _show_correction(made)


def _show_correction(made: Correction) -> None:
    if made.called_off == 1:
        st.markdown(correction.CALLED_OFF)
    elif made.called_off:
        st.markdown(correction.CALLED_OFF_MANY.format(count=made.called_off))
    if made.left:
        table(
            (correction.QUOTATION, correction.CODE, correction.CODER, correction.STATE),
            [
                (
                    left.quotation,
                    left.code,
                    left.coder,
                    correction.GONE if left.is_let_go else correction.WAITS,
                )
                for left in made.left
            ],
            caption=correction.LEFT_OF_ALL,
        )
    if made.decisions:
        table((correction.QUOTATION, correction.DECIDED), made.decisions, correction.DECISIONS)


def _show_what_is_missing(overview: Overview) -> None:
    st.markdown(words.NO_ROUND if overview.waiting else words.NO_ROUND_AT_ALL)
    for name, people in overview.waiting:
        told = words.WAITING if people else words.WAITING_FOR_REVEAL
        st.markdown(plain(told.format(round=name, people=", ".join(people))))


def _chosen_places(overview: Overview) -> list[Place]:
    columns = st.columns(3)
    with columns[0]:
        name = _choose("round", words.ROUND, overview.rounds, str)
    places = [place for place in overview.places if place.round_name == name]
    if not places:
        st.markdown(words.NO_DIFFERENCE)
        return []
    with columns[1]:
        state = _choose("state", words.STATE, ("", *Standing), _state_name)
    with columns[2]:
        names = ("", *dict.fromkeys(place.transcript for place in places))
        transcript = _choose("transcript", words.TRANSCRIPT, names, _transcript_name)
    fitting = [
        place
        for place in places
        if state in ("", place.standing) and transcript in ("", place.transcript)
    ]
    if not fitting:
        st.markdown(words.NO_MATCH)
    return fitting


def _choose(name: str, label: str, options: Sequence[str], named: Callable[[str], str]) -> str:
    """What is chosen of a list, kept in the address, so that it is there after a reload."""
    asked = st.query_params.get(name)
    index = next((place for place, one in enumerate(options) if one == asked), 0)
    chosen = st.selectbox(label, options, index=index, format_func=named, key=f"choose-{name}")
    if chosen:
        st.query_params[name] = chosen
    else:
        st.query_params.pop(name, None)
    return chosen


def _choose_page(pages: int) -> int:
    asked = st.query_params.get("part", "1")
    default = int(asked) if asked in map(str, range(1, pages + 1)) else 1
    chosen = st.pagination(pages, default=default, key=f"page-of-{pages}")
    st.query_params["part"] = str(chosen)
    return chosen - 1


def _state_name(state: str) -> str:
    return words.STANDINGS[Standing(state)] if state else words.ALL_STATES


def _transcript_name(transcript: str) -> str:
    return transcript or words.ALL_TRANSCRIPTS


def _kept() -> dict[str, str]:
    return {name: st.query_params[name] for name in KEPT if name in st.query_params}


def name_place(place: Place) -> str:
    """Where a difference is: the transcript and its turns."""
    if not place.turns:
        return place.transcript
    told = words.TURN if len(place.turns) == 1 else words.TURNS
    return told.format(transcript=place.transcript, first=place.turns[0], last=place.turns[-1])


def describe_place(place: Place) -> str:
    """How a difference stands, in which way it is one, and the codes given there."""
    return words.FACTS.format(
        state=words.STANDINGS[place.standing],
        kind=words.KINDS[place.difference.kind],
        codes="; ".join(place.codes),
    )


def show_passage(found: Comparison) -> None:
    """The words in dispute in their turns, and how each reader read them."""
    st.header(words.PASSAGE, anchor=False)
    st.markdown(words.MARKED)
    draw("passage.html", words=words, lines=found.lines)
    st.header(words.READINGS, anchor=False)
    is_folded = any(line.note for line in found.lines if line.is_meant)
    draw("readings.html", words=words, readings=found.readings, is_folded=is_folded)
