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
    "gwet_ac1": (
        "Gwet's AC1",
        "The same, but high where nearly everything gets one answer; it is not read like kappa.",
    ),
    "masi_alpha": (
        "Alpha, MASI",
        "Krippendorff's alpha, where two sets of codes that share some count as partly the same.",
    ),
    "u_alpha": (
        "Alpha for spans (uα)",
        "Agreement on where the marked words begin and end, and on their codes.",
    ),
    "u_alpha_binary": (
        "Alpha, marked or not (|uα)",
        "Agreement on which words get a code at all, whichever it is.",
    ),
    "cu_alpha": (
        "Alpha for codes (cuα)",
        "Agreement on the codes, over words that two or more people gave one.",
    ),
    "ku_alpha": (
        "Alpha for one code ((k)uα)",
        "Agreement on one code, over words that two or more people gave any.",
    ),
}
_FOR_SPANS = ("u_alpha", "u_alpha_binary", "cu_alpha")
_NOMINAL = tuple(measure for measure in _MEASURES if measure not in _FOR_SPANS)
_WIDTH = 13.2
_SIDES = {
    "all": "All readers",
    "academic": "Academics with each other",
    "lived": "People with lived experience with each other",
    "between": "Academics with people with lived experience",
}


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
    for measure in _measures([*found, *over_characters]):
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
    if over_characters:
        _write_characters(page, over_characters)


def _write_characters(page: Page, found: Sequence[Coefficient]) -> None:
    """The same where every character counts, so that more or fewer words marked tell."""
    page.word.heading("Character by character", 2)
    page.word.paragraph(
        "Here n is the number of characters, so it also tells whether readers marked the same "
        "words, and not only the same turn or sentence."
    )
    overall = [(_SIDES[one.side], one) for one in found if one.scope == "overall"]
    for measures in (_NOMINAL, _FOR_SPANS):
        _write_figures(page, "Readers", [one for one in overall if one[1].measure in measures])
    by_code = [(one.scope, one) for one in found if one.scope != "overall" and one.side == "all"]
    if by_code:
        page.word.heading("Character by character, code by code: all readers", 2)
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
        (3.2, *(_WIDTH / len(measures) for _ in measures)),
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
