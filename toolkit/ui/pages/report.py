"""Report: what it will hold, how the study stands, building and downloading it."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from toolkit.analysis.names import say_when
from toolkit.storage.database import now
from toolkit.ui.frame import Visit, attempt, draw, explain, plain, table
from toolkit.ui.rendering import render
from toolkit.ui.report_file import build_report
from toolkit.ui.wording import report as words
from toolkit.workflow.reporting import ReportOutline, outline_report


def show(visit: Visit) -> None:
    """Show what a report would hold, build it when asked, and show how the study stands."""
    outline = outline_report(visit.project)
    st.title(words.TITLE, anchor=False)
    st.write(words.INTRO)
    explain("report", "cleared", "dissent", "agreement", "kappa", "interval", "theme")
    _show_holdings()
    st.header(words.BUILD_TITLE, anchor=False)
    _say_what_is_sealed(outline)
    _offer_report(visit)
    _show_numbers(outline)
    _show_differences(outline)


def _show_holdings() -> None:
    holds, holds_not = st.columns(2, gap="large")
    with holds:
        st.header(words.HOLDS, anchor=False)
        draw("remarks.html", remarks=words.HOLDS_LIST)
    with holds_not:
        st.header(words.HOLDS_NOT, anchor=False)
        draw("remarks.html", remarks=words.HOLDS_NOT_LIST)


def _show_numbers(outline: ReportOutline) -> None:
    st.header(words.STANDS, anchor=False)
    n_rounds = len(outline.revealed) + len(outline.not_revealed)
    table(
        (words.FIGURE, words.NUMBER),
        [
            (words.TRANSCRIPTS, f"{outline.transcripts:,}"),
            (words.ROUNDS, words.OF.format(some=len(outline.revealed), all=n_rounds)),
            (words.CODINGS, f"{outline.codings:,}"),
            (words.DIFFERENCES, f"{outline.differences:,}"),
            (words.SETTLED, f"{outline.settled:,}"),
            (words.DECISIONS, f"{outline.decisions:,}"),
            (words.DISSENTS, f"{outline.dissents:,}"),
        ],
    )


def _show_differences(outline: ReportOutline) -> None:
    st.header(words.CHART, anchor=False)
    if not outline.differences:
        st.write(words.NO_DIFFERENCES)
        return
    states = [(name.capitalize(), count) for name, count in outline.states if count]
    drawn, told = st.columns(2, gap="large")
    with drawn:
        _draw_bars(states)
    with told:
        table((words.STATE, words.COUNT), [*states, (words.ALL, outline.differences)])


def _draw_bars(bars: Sequence[tuple[str, int]]) -> None:
    """Bars as a picture, which Streamlit lets through where it takes `<svg>` out of a page."""
    picture = render("bars.html", bars=bars, most=max(count for _, count in bars))
    told = " ".join(f"{name}: {count}." for name, count in bars)
    draw(
        "picture.html",
        width="22rem",
        picture=base64.b64encode(picture.encode()).decode(),
        alt=words.CHART_ALT.format(bars=told),
    )


def _say_what_is_sealed(outline: ReportOutline) -> None:
    if not outline.revealed:
        st.write(words.NONE_REVEALED)
    if outline.not_revealed:
        st.write(plain(words.NOT_REVEALED.format(rounds=", ".join(outline.not_revealed))))


def _offer_report(visit: Visit) -> None:
    # By member: another one may sign in while this page stays open.
    kept = f"report-{visit.member.id}"
    built_at, report = st.session_state.get(kept, ("", b""))
    st.write(f"{words.BUILD_MEANS} {words.PRIVATE}")
    if report:
        st.write(words.BUILT_AT.format(when=say_when(built_at)))
        st.download_button(
            words.DOWNLOAD, report, file_name=words.FILE_NAME, type="primary", on_click="ignore"
        )
    label = words.BUILD_AGAIN if report else words.BUILD
    if st.button(label, type="secondary" if report else "primary"):
        with st.spinner(words.BUILDING):
            attempt(lambda: _build(visit, kept), words.BUILT)


def _build(visit: Visit, kept: str) -> None:
    st.session_state[kept] = (now(), build_report(visit.project.folder))
