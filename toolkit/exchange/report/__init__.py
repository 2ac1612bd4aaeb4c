"""The report of a study as a Word file: who, how, what was said, what was settled, what stays open.

It formats what it is handed. What may be shown to whom is decided before, in the workflow; the
only checks here are that nothing of an unrevealed round and no altered quotation slips in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from toolkit.errors import StillSealed
from toolkit.exchange.files import write_file
from toolkit.exchange.report.agreement import write_agreement
from toolkit.exchange.report.data import ReportData
from toolkit.exchange.report.decisions import write_decisions, write_differences, write_open
from toolkit.exchange.report.method import (
    write_codebook,
    write_log,
    write_opening,
    write_rounds,
    write_summary,
    write_team,
    write_terms,
    write_texts,
)
from toolkit.exchange.report.page import Page
from toolkit.exchange.report.proposals import write_proposals
from toolkit.exchange.report.rankings import write_rankings
from toolkit.exchange.report.themes import write_themes
from toolkit.model.transcript import check_quotation

__all__ = ["ReportData", "write_report"]

Section = tuple[str, Callable[[Page], None]]


def write_report(report: ReportData, path: Path) -> None:
    """Nothing, once the file holds the report; the same bytes for the same data.

    Args:
        report: What to tell.
        path: Where to; a file that is there is replaced.

    Raises:
        StillSealed: A coding or an own code belongs to a round that is not revealed.
        BadInput: A quotation is not what its transcript says, or the file cannot be written.
    """
    page = Page(report)
    _check(page)
    write_opening(page)
    for number, (title, write) in enumerate(_sections(page), start=1):
        page.word.heading(f"{number}. {title}", 1)
        write(page)
    write_file(path, page.word.to_bytes())


def _sections(page: Page) -> Sequence[Section]:
    differently = "Differences and how they were settled"
    agreement: Sequence[Section] = (("Agreement in figures", write_agreement),)
    if page.is_reflexive:
        differently, agreement = "Where we read it differently", ()
    return (
        ("In short", write_summary),
        ("The team", write_team),
        ("How we worked", write_terms),
        ("The texts and how they were cleared", write_texts),
        ("The codebook", _write_codebook),
        ("The rounds of coding", write_rounds),
        ("What was said", write_themes),
        (differently, write_differences),
        ("The decisions", write_decisions),
        ("Questions that were ranked", write_rankings),
        ("What is still open", write_open),
        *agreement,
        ("The log", write_log),
    )


def _write_codebook(page: Page) -> None:
    write_codebook(page)
    page.word.heading("What was proposed for it", 2)
    write_proposals(page)


def _check(page: Page) -> None:
    study = page.study
    revealed = {found.id for found in study.revealed_rounds}
    codings = (*study.codings, *(found.coding for found in study.left_behind))
    told = {coding.round_id for coding in codings}
    told |= {code.round_id for code in study.own_codes}
    told |= {difference.round_id for difference in study.differences}
    if told - revealed:
        raise StillSealed(
            "X201",
            "The report was handed work of a round that is not revealed, and was not written. "
            "Reveal the round first.",
        )
    for coding in codings:
        text = page.names.text(coding.transcript_id, coding.transcript_version)
        if text is not None:
            check_quotation(text, coding.start, coding.end, coding.quotation)
