"""How the words of a LibreOffice text are set, and which of its styles hide them.

A span says its style, a paragraph too; a style may be based on another, and so on. What none of
them says is as it was around the span, or as the file's default has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypedDict

from toolkit.ingest.formats.body import kind_of_style
from toolkit.ingest.formats.word_looks import PLAIN, Look

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMES = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
OFFICE, TEXT, STYLE, FORMAT = (
    NAMES % name for name in ("office", "text", "style", "xsl-fo-compatible")
)
MOST_STYLES_DEEP = 20
BOLD_FROM = "600"
Key = tuple[str, str]


class Said(TypedDict, total=False):
    """What a style says of the words; a part that it does not name is not there."""

    bold: bool
    italic: bool
    underlined: bool
    colour: str
    font: str
    hidden: bool


class Styles:
    """What each style of a file asks for.

    Args:
        content: The root of the part whose words are read, with styles made for single places.
        common: The root of the part with the styles that people choose by name, or None.
    """

    def __init__(self, content: _Element, common: _Element | None) -> None:
        self._common = _by_name(common, f"{OFFICE}styles")
        self._single = _by_name(content, f"{OFFICE}automatic-styles")
        self._said: dict[Key, Said] = {}
        default = next(
            (
                element
                for element in (common.iter(f"{STYLE}default-style") if common is not None else ())
                if element.get(f"{STYLE}family") == "paragraph"
            ),
            None,
        )
        self._default: Said = {} if default is None else _properties(default)

    def of_paragraph(self, style: str) -> tuple[Look, bool]:
        """How a paragraph of this style is set, and whether it is hidden."""
        return _changed(PLAIN, False, self._default | self._of("paragraph", style))

    def of_span(self, style: str, look: Look, hidden: bool) -> tuple[Look, bool]:
        """The same for a span of this style in words that are set and hidden as given."""
        return _changed(look, hidden, self._of("text", style))

    def kind_of(self, style: str) -> str:
        """`"title"`, `"heading"` or `""`, by the chosen style that a paragraph's comes from."""
        for name, element in self._chain("paragraph", style):
            if ("paragraph", name) not in self._single:
                return kind_of_style(element.get(f"{STYLE}display-name") or _spelt_out(name))
        return kind_of_style(_spelt_out(style))

    def _of(self, family: str, style: str) -> Said:
        key = (family, style)
        if key not in self._said:
            said: Said = {}
            for _, element in reversed(list(self._chain(family, style))):
                said |= _properties(element)
            self._said[key] = said
        return self._said[key]

    def _chain(self, family: str, style: str) -> Iterator[tuple[str, _Element]]:
        """A style and those it is based on; a circle of them ends too."""
        for _ in range(MOST_STYLES_DEEP):
            key = (family, style)
            element = self._single.get(key, self._common.get(key))
            if element is None:
                return
            yield style, element
            style = element.get(f"{STYLE}parent-style-name", "")


def _by_name(root: _Element | None, place: str) -> dict[Key, _Element]:
    return {
        (element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")): element
        for styles in (root.iterchildren(place) if root is not None else ())
        for element in styles.iterchildren(f"{STYLE}style")
    }


def _spelt_out(name: str) -> str:
    """A style's name as people see it, where the file does not say: `_20_` is a blank."""
    return name.replace("_20_", " ")


def _changed(look: Look, hidden: bool, said: Said) -> tuple[Look, bool]:
    if not said:
        return look, hidden
    changed = Look(
        bold=said.get("bold", look.bold),
        italic=said.get("italic", look.italic),
        underlined=said.get("underlined", look.underlined),
        colour=said.get("colour", look.colour),
        font=said.get("font", look.font),
    )
    return changed, said.get("hidden", hidden)


def _properties(style: _Element) -> Said:
    said: Said = {}
    for element in style.iterchildren(f"{STYLE}text-properties"):
        for name, value in ((str(name), str(value)) for name, value in element.items()):
            if name == f"{FORMAT}font-weight":
                said["bold"] = value == "bold" or (value.isdecimal() and value >= BOLD_FROM)
            elif name == f"{FORMAT}font-style":
                said["italic"] = value != "normal"
            elif name == f"{STYLE}text-underline-style":
                said["underlined"] = value != "none"
            elif name == f"{FORMAT}color":
                said["colour"] = "" if value == "#000000" else value.lstrip("#").upper()[:12]
            elif name == f"{STYLE}font-name":
                said["font"] = value
            elif name == f"{TEXT}display":
                said["hidden"] = value == "none"
    return said
