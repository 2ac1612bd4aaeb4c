"""Charts show every figure twice: as a bar and as a number, and in words for those who listen."""

from typing import Literal

from lxml import etree

from toolkit.exchange.charts import draw_bars

KINDS: dict[Literal["png", "svg"], bytes] = {"png": b"\x89PNG", "svg": b"<svg"}
SIDES = {"academic": [12, 0], "lived experience": [15, 9]}


def test_words_hold_every_figure() -> None:
    chart = draw_bars("Codings", ["Riskiness", "Value"], SIDES)
    assert chart.alt == (
        "Bar chart. Codings. Riskiness: academic 12, lived experience 15. "
        "Value: academic 0, lived experience 9."
    )


def test_same_input_gives_the_same_pictures() -> None:
    for kind, start in KINDS.items():
        first = draw_bars("Codings", ["Riskiness", "Value"], SIDES, kind)
        assert draw_bars("Codings", ["Riskiness", "Value"], SIDES, kind) == first
        assert first.picture.startswith(start)


def test_svg_is_one_element_without_script_or_outside_reference() -> None:
    chart = draw_bars("Codings", ["<script>alert(1)</script>", "--> $x_2$"], SIDES, "svg")
    root = etree.fromstring(chart.picture)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert not list(root.iter("{*}script", "{*}image", "{*}foreignObject"))
    links = [value for e in root.iter("*") for key, value in e.attrib.items() if "href" in key]
    assert all(link.startswith("#") for link in links)


def test_sides_differ_in_hatching_and_not_by_colour_alone() -> None:
    chart = draw_bars("Codings", ["Riskiness", "Value"], SIDES, "svg")
    root = etree.fromstring(chart.picture)
    assert len(list(root.iter("{*}pattern"))) == 1  # one side is plain, the other hatched


def test_letters_that_the_font_lacks_and_odd_labels_do_not_stop_it() -> None:
    labels = ["\U0001f642 \x00\u4e2d", "", "word " * 60, "$\\frac{1}{2}$", "ab\ncd"]
    chart = draw_bars("Codings", labels, {"codings": [1, 2, 3, 4, 5]})
    assert chart.picture
    assert "\U0001f642" in chart.alt


def test_no_bars_make_an_empty_chart() -> None:
    assert draw_bars("Codings", [], {"codings": []}).alt == "Bar chart. Codings."
