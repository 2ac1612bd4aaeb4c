"""The section on agreement in figures, for teams that work with a codebook."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from toolkit.agreement.coefficient import Coefficient
from toolkit.exchange.report.page import Page, count, listed

_MEASURES = {
    "percent_agreement": (
        "Percent agreement",
        "How often two readers of the same words say the same. Some of that happens by chance.",
    ),
    "cohen_kappa": (
        "Cohen's kappa",
        "Agreement of two readers beyond chance: 0 is what chance would give, 1 is full agreement.",
    ),
    "fleiss_kappa": (
        "Fleiss' kappa",
        "The same for more than two readers, over words that all of them read.",
    ),
    "krippendorff_alpha": (
        "Krippendorff's alpha",
        "The same for any number of readers, also where some have not read all of it.",
    ),
}
_SIDES = {
    "all": "All readers",
    "academic": "Academics with each other",
    "lived": "People with lived experience with each other",
    "between": "Academics with people with lived experience",
}


def write_agreement(page: Page) -> None:
    """Each figure with its interval and its n, or the sentence on why there is none."""
    word, found = page.word, page.data.coefficients
    if not found:
        word.paragraph("There are no figures of agreement: nothing has been compared yet.")
        return
    word.paragraph(
        "No figure says by itself whether a reading is good. Each stands with its 95% interval "
        "in brackets, where one can be had, and with n, the number of turns or sentences that "
        "two or more people had read."
    )
    for measure in _measures(found):
        word.labelled(*_MEASURES[measure])
    overall = [one for one in found if one.scope == "overall"]
    if overall:
        word.heading("Over all codes", 2)
        _write_figures(page, "Readers", [(_SIDES[one.side], one) for one in overall])
    for side, title in _SIDES.items():
        by_code = [(c.scope, c) for c in found if c.scope != "overall" and c.side == side]
        if by_code:
            word.heading(f"Code by code: {title.lower()}", 2)
            _write_figures(page, "Code", by_code)


def _write_figures(page: Page, title: str, figures: Sequence[tuple[str, Coefficient]]) -> None:
    """A table with a row for each label and a column for each measure, and what it leaves out."""
    rows: dict[str, dict[str, Coefficient]] = defaultdict(dict)
    remarks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for label, one in figures:
        rows[label][one.measure] = one
        if one.reason:
            remarks[_MEASURES[one.measure][0], one.reason].append(label)
    measures = _measures(one for _, one in figures)
    page.word.table(
        (title, *(_MEASURES[measure][0] for measure in measures)),
        [
            (label, *(_cell(row.get(measure)) for measure in measures))
            for label, row in rows.items()
        ],
        (3.2, *(3.3 for _ in measures)),
    )
    for (measure, reason), labels in remarks.items():
        page.word.labelled(measure, f"{reason} ({listed(labels)})", "List Bullet")


def _measures(figures: Iterable[Coefficient]) -> list[str]:
    """The measures that there are figures of, in the order in which they are explained."""
    return sorted({one.measure for one in figures}, key=list(_MEASURES).index)


def _cell(one: Coefficient | None) -> str:
    if one is None:
        return ""
    basis = f"n {one.n_units:,}, {count(one.n_coders, 'reader')}"
    if one.value is None:
        return f"no figure\n{basis}"
    interval = ""
    if one.low is not None and one.high is not None:
        interval = f"\n[{_figure(one, one.low)} to {_figure(one, one.high)}]"
    return f"{_figure(one, one.value)}{interval}\n{basis}"


def _figure(one: Coefficient, value: float) -> str:
    shown = f"{value:.0%}" if one.measure == "percent_agreement" else f"{value:.2f}"
    return shown.replace("-", "\N{MINUS SIGN}")
