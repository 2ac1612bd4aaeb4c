"""Charts as pictures with their content in words; never by colour alone."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

WIDTH_CM = 16.5
"""How wide a chart is made; print it at this width and its letters have their true size."""

_TALLEST_INCHES = 9.0  # a taller picture would leave a page of Word

# Okabe and Ito's colours stay apart in every common form of colour blindness; the hatches do so
# in black and white too.
_LOOKS = (("#0072B2", ""), ("#E69F00", "///"), ("#009E73", "..."), ("#D9D9D9", "xx"))


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart, and what it shows in words.

    Attributes:
        picture: A PNG with 200 dots an inch, or one `<svg>` element in UTF-8 with no script and
            no outside address.
        alt: The text alternative, with every figure that the chart shows.
    """

    picture: bytes
    alt: str


def draw_bars(
    title: str,
    labels: Sequence[str],
    series: Mapping[str, Sequence[int]],
    kind: Literal["png", "svg"] = "png",
) -> Chart:
    """Horizontal bars that count things, one group of bars a label, each with its figure.

    Args:
        title: What is counted; it opens the text alternative and is not drawn.
        labels: From top to bottom.
        series: For each name of the legend the counts in the order of the labels; up to four.
            With only one there is no legend.
        kind: A PNG, as Word wants it, or an SVG for a page.

    Returns:
        The chart; the same bytes for the same input.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    height = min(0.7 + len(labels) * (0.21 * len(series) + 0.2), _TALLEST_INCHES)
    # The salt makes the names inside an SVG the same each time.
    with mpl.rc_context({"svg.hashsalt": "chart", "font.size": 11, "hatch.linewidth": 0.7}):
        figure = Figure(figsize=(WIDTH_CM / 2.54, height), layout="constrained")
        axes = figure.add_subplot()
        thick = 0.8 / max(len(series), 1)
        for number, ((name, counts), (colour, hatch)) in enumerate(
            zip(series.items(), _LOOKS, strict=False)
        ):
            places = [place - 0.4 + (number + 0.5) * thick for place in range(len(labels))]
            bars = axes.barh(
                places, counts, thick, label=name, color=colour, hatch=hatch, edgecolor="#1a1a1a"
            )
            axes.bar_label(bars, padding=3)
        wrapped = ["\n".join(textwrap.wrap(_drawable(label), 26)[:3]) for label in labels]
        axes.set_yticks(range(len(labels)), wrapped, parse_math=False)
        axes.invert_yaxis()
        axes.set_xticks([])
        axes.margins(x=0.1)
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        if len(series) > 1:
            figure.legend(loc="outside upper left", ncols=len(series), frameon=False)
        picture = io.BytesIO()
        # Without these no time and no version of a program gets into the picture.
        silent = {"png": ("Software",), "svg": ("Date", "Creator")}[kind]
        figure.savefig(picture, format=kind, dpi=200, metadata=dict.fromkeys(silent))
    drawn = picture.getvalue()
    start = drawn.index(b"<svg") if kind == "svg" else 0
    return Chart(drawn[start:], _describe(title, labels, series))


def _describe(title: str, labels: Sequence[str], series: Mapping[str, Sequence[int]]) -> str:
    rows = []
    for label, *counts in zip(labels, *series.values(), strict=True):
        named = (f"{name} {count}" for name, count in zip(series, counts, strict=True))
        rows.append(f"{label}: {', '.join(named) if len(series) > 1 else counts[0]}.")
    return " ".join([f"Bar chart. {title}.", *rows])


def _drawable(text: str) -> str:
    """The text with what the chart's font lacks shown as an empty square."""
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties()))
    line = " ".join(text.split())
    return "".join(c if font.get_char_index(ord(c)) else "□" for c in line)
