"""Bring files in, and show how each was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.errors import Problem
from toolkit.ingest.report import ImportReport
from toolkit.model.transcript import Speaker
from toolkit.model.upload import Upload
from toolkit.ui.frame import Visit, attempt, draw, form_key, plain, refuse, table
from toolkit.ui.wording import transcript_import as words
from toolkit.workflow.importing import FileOutcome, ImportStatus, import_transcripts

STATUS = {
    ImportStatus.IMPORTED: words.IMPORTED,
    ImportStatus.WAITING: words.WAITING,
    ImportStatus.UNCHANGED: words.UNCHANGED,
    ImportStatus.REFUSED: words.REFUSED,
}


def offer_import(visit: Visit) -> None:
    """Ask for files, and show what became of those that were brought in just now."""
    # By member: another one may sign in while this page stays open.
    kept = f"imported-{visit.member.id}"
    st.markdown(words.INTRO)
    form = form_key("import")
    with st.form(form, border=False):
        files = st.file_uploader(words.FILES, accept_multiple_files=True, key=f"{form}-files")
        layout = st.selectbox(
            words.LAYOUT,
            ["", *words.LAYOUTS],
            format_func=lambda name: words.LAYOUTS.get(name, words.FIND_OUT),
            key=f"{form}-layout",
        )
        is_sent = st.form_submit_button(words.IMPORT, type="primary")
    if is_sent and not files:
        refuse(words.NO_FILES)
    elif is_sent:
        attempt(lambda: _bring_in(visit, files, layout or None, kept), words.DONE, renew="import")
    if kept in st.session_state:
        _show_outcomes(st.session_state[kept])


def _bring_in(visit: Visit, files: Sequence[UploadedFile], layout: str | None, kept: str) -> None:
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    outcomes = import_transcripts(visit.project, uploads, by=visit.by, layout=layout)
    st.session_state[kept] = outcomes


def _show_outcomes(outcomes: Sequence[FileOutcome]) -> None:
    st.header(words.REPORT, anchor=False)
    for outcome in outcomes:
        with st.container(border=True):
            st.markdown(f"### {plain(outcome.file)}")
            st.markdown(STATUS[outcome.status])
            show_remarks(outcome.problems)
            if outcome.report:
                show_report(outcome.report)


def show_remarks(problems: Sequence[Problem]) -> None:
    """What is wrong with a file or doubtful about it, one line each."""
    if problems:
        remarks = [
            words.REMARK.format(where=problem.where, message=problem.message)
            if problem.where
            else problem.message
            for problem in problems
        ]
        draw("remarks.html", remarks=remarks)


def show_report(report: ImportReport) -> None:
    """How a file was read, and where each of its words went."""
    left_out = [
        words.KIND.format(kind=words.KINDS.get(kind, kind), count=f"{count:,}")
        for kind, count in report.words_left_out.items()
        if count
    ]
    table(
        (words.FOUND, words.VALUE),
        [
            (words.READ_AS, report.read_as),
            (words.LAYOUT_FOUND, words.LAYOUTS.get(report.layout, report.layout)),
            (words.WHY, report.why),
            *_certainty(report),
            (words.WORDS_IN, _account(report)),
            (words.LEFT_OUT, ", ".join(left_out) or words.NOTHING_LEFT_OUT),
            (words.WITHOUT_SPEAKER, f"{report.words_without_speaker:,}"),
            (words.TURNS, f"{report.turns:,}"),
            (words.SPEAKERS, ", ".join(map(_speaker, report.speakers)) or words.NO_SPEAKERS),
        ],
    )


def _certainty(report: ImportReport) -> Iterator[tuple[str, str]]:
    """How sure the reading was, and what the others would have been."""
    if report.certainty is None:
        return
    sure, best = report.certainty, report.certainty.next_best
    word = words.HOW_SURES.get(sure.word, sure.word)
    yield words.HOW_SURE, words.SURE.format(word=word, figure=sure.figure)
    yield words.AGAINST, " ".join(sure.against) or words.NOTHING_AGAINST
    if best is None:
        yield words.NEXT_BEST, words.NO_NEXT
    else:
        layout = words.LAYOUTS.get(best.layout, best.layout)
        yield (
            words.NEXT_BEST,
            words.NEXT.format(layout=layout, turns=f"{best.turns:,}", known=best.known),
        )
    if report.merged:
        merged = (
            words.MERGED_INTO.format(labels=", ".join(each.labels), into=each.into)
            for each in report.merged
        )
        yield words.MERGED, "; ".join(merged)


def _account(report: ImportReport) -> str:
    account = words.ACCOUNT.format(
        words_in=f"{report.words_in:,}",
        in_turns=f"{report.words_in_turns:,}",
        left_out=f"{sum(report.words_left_out.values()):,}",
    )
    if report.words_unexplained:
        count = f"{abs(report.words_unexplained):,}"
        return words.UNEXPLAINED.format(account=account, count=count)
    return account


def _speaker(speaker: Speaker) -> str:
    return words.SPEAKER.format(label=speaker.label, role=words.ROLES[speaker.role])
