"""The section on agreement in figures, for teams that work with a codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from toolkit.agreement.coefficient import Coefficient
from toolkit.analysis.figures import (
    FOR_SPANS,
    MEASURES,
    SIDES,
    list_measures,
    list_remarks,
    say_coefficient,
)
from toolkit.exchange.report.page import Page
from toolkit.exchange.telling import listed

_WIDTH = 13.2


def write_agreement(page: Page) -> None:
    """Each figure with its interval and its n, or the sentence on why there is none."""
    word, found = page.word, page.data.coefficients
    over_characters = page.data.character_coefficients
    if not found:
        word.paragraph("There are no figures of agreement: nothing has been compared yet.")
        return
    word.paragraph(
        "No figure says by itself whether a reading is good. Each stands with its 95% interval "
        "in brackets, where one can be had, and with n, the number of turns or sentences that "
        "two or more people had read."
    )
    for measure in list_measures([*found, *over_characters]):
        word.labelled(*MEASURES[measure])
    overall = [one for one in found if one.scope == "overall"]
    if overall:
        word.heading("Over all codes", 2)
        _write_figures(page, "Readers", [(SIDES[one.side], one) for one in overall])
    for side, title in SIDES.items():
        by_code = [(c.scope, c) for c in found if c.scope != "overall" and c.side == side]
        if by_code:
            word.heading(f"Code by code: {title.lower()}", 2)
            _write_figures(page, "Code", by_code)
    if over_characters:
        _write_characters(page, over_characters)


def _write_characters(page: Page, found: Sequence[Coefficient]) -> None:
    """The same where every character counts, so that more or fewer words marked tell."""
    page.word.heading("Character by character", 2)
    page.word.paragraph(
        "Here n is the number of characters, so it also tells whether readers marked the same "
        "words, and not only the same turn or sentence."
    )
    overall = [(SIDES[one.side], one) for one in found if one.scope == "overall"]
    for is_for_spans in (False, True):
        of_a_kind = [one for one in overall if (one[1].measure in FOR_SPANS) is is_for_spans]
        if of_a_kind:
            _write_figures(page, "Readers", of_a_kind)
    by_code = [(one.scope, one) for one in found if one.scope != "overall" and one.side == "all"]
    if by_code:
        page.word.heading("Character by character, code by code: all readers", 2)
        _write_figures(page, "Code", by_code)


def _write_figures(page: Page, title: str, figures: Sequence[tuple[str, Coefficient]]) -> None:
    """A table with a row for each label and a column for each measure, and what it leaves out."""
    rows: dict[str, dict[str, Coefficient]] = defaultdict(dict)
    for label, one in figures:
        rows[label][one.measure] = one
    measures = list_measures(one for _, one in figures)
    page.word.table(
        (title, *(MEASURES[measure][0] for measure in measures)),
        [
            (label, *(say_coefficient(row.get(measure)) for measure in measures))
            for label, row in rows.items()
        ],
        (3.2, *(_WIDTH / len(measures) for _ in measures)),
    )
    for measure, reason, labels in list_remarks(figures):
        page.word.labelled(measure, f"{reason} ({listed(labels)})", "List Bullet")
