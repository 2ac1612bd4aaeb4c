"""Figures: how far readings agree, how differences were settled, who moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import streamlit as st

from toolkit.analysis.figures import (
    MEASURES,
    SIDES,
    list_measures,
    list_remarks,
    say_basis,
    say_figure,
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
    _show_overall([one for one in figures if one.scope == "overall"])
    side = st.selectbox(words.WHOSE, list(SIDES), format_func=SIDES.__getitem__)
    _show_codes([one for one in figures if one.scope != "overall" and one.side == side])


def _show_overall(figures: Sequence[Coefficient]) -> None:
    """A row a measure and a column a side: there are more measures than a line holds."""
    by_measure = _grouped((one.measure, one.side, one) for one in figures)
    basis = {one.side: say_basis(one) for one in figures}
    table(
        (words.MEASURE, *SIDES.values()),
        [
            (words.BASIS, *(basis[side] for side in SIDES)),
            *(
                (MEASURES[measure][0], *(say_figure(row.get(side)) for side in SIDES))
                for measure, row in by_measure.items()
            ),
        ],
        caption=words.OVERALL,
    )
    _show_remarks([(SIDES[one.side], one) for one in figures])


def _show_codes(figures: Sequence[Coefficient]) -> None:
    """A row a code; a measure that no code has a figure of is told below, and has no column."""
    measures = list_measures(one for one in figures if one.value is not None)
    by_code = _grouped((one.scope, one.measure, one) for one in figures)
    if not by_code:
        return
    table(
        (words.CODE, *(MEASURES[measure][0] for measure in measures), words.BASIS),
        [
            (
                code,
                *(say_figure(row.get(measure)) for measure in measures),
                say_basis(next(iter(row.values()))),
            )
            for code, row in by_code.items()
        ],
        caption=words.BY_CODE,
    )
    _show_remarks([(one.scope, one) for one in figures])


def _grouped(
    figures: Iterable[tuple[str, str, Coefficient]],
) -> Mapping[str, Mapping[str, Coefficient]]:
    rows: dict[str, dict[str, Coefficient]] = defaultdict(dict)
    for row, column, one in figures:
        rows[row][column] = one
    return rows


def _show_remarks(figures: Sequence[tuple[str, Coefficient]]) -> None:
    remarks = [
        words.REMARK.format(measure=measure, reason=reason, rows=", ".join(labels))
        for measure, reason, labels in list_remarks(figures)
    ]
    if remarks:
        with st.expander(words.MISSING):
            draw("remarks.html", remarks=remarks)


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
