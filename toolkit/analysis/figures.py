"""Coefficients in words: what each measure asks, who is compared, a figure with its n."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from toolkit.agreement.coefficient import Coefficient

MEASURES = {
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
"""What each measure is called, and what it asks."""

FOR_SPANS = ("u_alpha", "u_alpha_binary", "cu_alpha")
"""Those that have no counterpart where the unit is a turn or a sentence."""

SIDES = {
    "all": "All readers",
    "academic": "Academics with each other",
    "lived": "People with lived experience with each other",
    "between": "Academics with people with lived experience",
}


def list_measures(figures: Iterable[Coefficient]) -> list[str]:
    """The measures that there are figures of, in the order in which they are explained."""
    return sorted({one.measure for one in figures}, key=list(MEASURES).index)


def say_coefficient(one: Coefficient | None) -> str:
    """A figure, its interval and what it rests on, each on a line; empty where there is none.

    Example:
        >>> say_coefficient(Coefficient("cohen_kappa", "overall", "all", 0.5, 0.4, 0.6, 1200, 2))
        '0.50\\n[0.40 to 0.60]\\nn 1,200, 2 readers'
    """
    if one is None:
        return ""
    return "\n".join((*_figure_and_interval(one), say_basis(one)))


def say_figure(one: Coefficient | None) -> str:
    """A figure and its interval in one line, without what it rests on.

    Example:
        >>> say_figure(Coefficient("cohen_kappa", "overall", "all", 0.5, 0.4, 0.6, 1200, 2))
        '0.50 [0.40 to 0.60]'
    """
    return "" if one is None else " ".join(_figure_and_interval(one))


def say_basis(one: Coefficient) -> str:
    """What a figure rests on: how many units, and how many people read them.

    Example:
        >>> say_basis(Coefficient("cohen_kappa", "overall", "all", 0.5, 0.4, 0.6, 1200, 2))
        'n 1,200, 2 readers'
    """
    return f"n {one.n_units:,}, {one.n_coders} {'reader' if one.n_coders == 1 else 'readers'}"


def _figure_and_interval(one: Coefficient) -> list[str]:
    if one.value is None:
        return ["no figure"]
    if one.low is None or one.high is None:
        return [_figure(one, one.value)]
    return [_figure(one, one.value), f"[{_figure(one, one.low)} to {_figure(one, one.high)}]"]


def list_remarks(
    figures: Iterable[tuple[str, Coefficient]],
) -> list[tuple[str, str, Sequence[str]]]:
    """Why figures or intervals are missing: the measure, the reason, and the rows it is true of."""
    remarks: dict[tuple[str, str], list[str]] = defaultdict(list)
    for label, one in figures:
        if one.reason:
            remarks[MEASURES[one.measure][0], one.reason].append(label)
    return [(measure, reason, labels) for (measure, reason), labels in remarks.items()]


def _figure(one: Coefficient, value: float) -> str:
    shown = f"{value:.0%}" if one.measure == "percent_agreement" else f"{value:.2f}"
    return shown.replace("-", "\N{MINUS SIGN}")
