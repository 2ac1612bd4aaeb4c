"""Figures: how far readings agree, how differences were settled, who moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from toolkit.analysis.figures import (
    MEASURES,
    SIDES,
    list_measures,
    list_remarks,
    say_coefficient,
)
from toolkit.ui.frame import Visit, attempt, draw, link, plain, table
from toolkit.ui.wording import figures as words
from toolkit.workflow.figures import (
    Count,
    CountTable,
    FiguresOverview,
    Outcomes,
    open_figures,
    work_out_figures,
)

if TYPE_CHECKING:
    from toolkit.agreement.coefficient import Coefficient


def show(visit: Visit) -> None:
    """Show the counts; where the team has coefficients, work them out when asked."""
    found = open_figures(visit.project)
    st.title(words.TITLE_REFLEXIVE if found.is_reflexive else words.TITLE, anchor=False)
    st.markdown(words.INTRO_REFLEXIVE if found.is_reflexive else words.INTRO)
    link("compare", words.PLACES)
    if not found.has_codings:
        st.markdown(words.NOTHING)
        return
    if not found.is_reflexive:
        _show_agreement(visit, found)
    _show_outcomes(found.outcomes)


def _show_agreement(visit: Visit, found: FiguresOverview) -> None:
    st.header(words.AGREEMENT, anchor=False)
    # By member: another one may sign in while this page stays open.
    kept = f"figures-{visit.member.id}"
    units = list(words.UNITS)
    with st.form(f"{kept}-form", border=False):
        unit = st.radio(
            words.UNIT,
            units,
            index=units.index(found.unit),
            format_func=words.UNITS.__getitem__,
        )
        is_sent = st.form_submit_button(words.WORK_OUT, type="primary")
    if is_sent:
        with st.spinner(words.WORKING):
            attempt(lambda: _work_out(visit, kept, unit, found.log_head), words.WORKED_OUT)
    if kept in st.session_state:
        head, counted, figures = st.session_state[kept]
        if head != found.log_head:
            st.markdown(words.CHANGED)
        _show_figures(counted, figures)


def _work_out(visit: Visit, kept: str, unit: Count, log_head: str) -> None:
    st.session_state[kept] = (log_head, unit, work_out_figures(visit.project, unit=unit))


def _show_figures(unit: Count, figures: Sequence[Coefficient]) -> None:
    st.markdown(words.HOW_TO_READ.format(units=words.COUNTED[unit]))
    with st.expander(words.MEANINGS):
        told = [": ".join(MEASURES[measure]) for measure in list_measures(figures)]
        draw("remarks.html", remarks=told)
    overall = [(SIDES[one.side], one) for one in figures if one.scope == "overall"]
    _show_table(words.READERS, overall, words.OVERALL)
    side = st.selectbox(words.WHOSE, list(SIDES), format_func=SIDES.__getitem__)
    by_code = [(c.scope, c) for c in figures if c.scope != "overall" and c.side == side]
    if by_code:
        _show_table(words.CODE, by_code, words.BY_CODE)


def _show_table(title: str, figures: Sequence[tuple[str, Coefficient]], caption: str) -> None:
    rows: dict[str, dict[str, Coefficient]] = defaultdict(dict)
    for label, one in figures:
        rows[label][one.measure] = one
    measures = list_measures(one for _, one in figures)
    table(
        (title, *(MEASURES[measure][0] for measure in measures)),
        [
            (label, *(_in_one_line(row.get(measure)) for measure in measures))
            for label, row in rows.items()
        ],
        caption=caption,
    )
    remarks = [
        words.REMARK.format(measure=measure, reason=reason, rows=", ".join(labels))
        for measure, reason, labels in list_remarks(figures)
    ]
    if remarks:
        with st.expander(words.MISSING):
            draw("remarks.html", remarks=remarks)


def _in_one_line(one: Coefficient | None) -> str:
    return say_coefficient(one).replace("\n", "; ")


def _show_outcomes(outcomes: Outcomes) -> None:
    st.header(words.SETTLED, anchor=False)
    _show_counts(words.KIND, outcomes.settled)
    st.header(words.MOVED, anchor=False)
    st.markdown(words.MOVED_MEANS)
    _show_counts(words.SIDE, outcomes.moved)
    st.header(words.CODES, anchor=False)
    st.markdown(words.CODES_MEAN)
    _show_counts(words.SIDE, outcomes.codes)


def _show_counts(title: str, counted: CountTable) -> None:
    table(
        (title, *(column.capitalize() for column in counted.columns)),
        [(name, *counts) for name, counts in counted.rows],
    )
    if counted.note:
        st.markdown(plain(counted.note))
