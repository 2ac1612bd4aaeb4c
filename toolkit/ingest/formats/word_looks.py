"""How the words of a Word file are set: bold, italic, underlined, in a colour or a font.

In some transcripts nothing else tells who speaks. What a run says of itself counts first, then
its styles and those they are based on, then the file's defaults.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from toolkit.ingest.source import holds_words

if TYPE_CHECKING:
    from lxml.etree import _Element

OFF = frozenset(["0", "false", "off"])
TOGGLES = ("b", "i")
MOST_STYLES_DEEP = 20
MOST_RUNS = 100_000
"""A file of more runs than this is no typed transcript, and its looks are not asked for."""


class Look(NamedTuple):
    """How a run is set; a part that nothing is said about is False or empty."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    colour: str = ""
    font: str = ""

    def in_words(self) -> str:
        """All but the bold, in words.

        Example:
            >>> Look(bold=True, italic=True, colour="FF0000").in_words()
            'italic, colour FF0000'
        """
        parts = [
            "italic" if self.italic else "",
            "underlined" if self.underlined else "",
            f"colour {self.colour}" if self.colour else "",
            f"font {self.font}" if self.font else "",
        ]
        return ", ".join(part for part in parts if part)


PLAIN = Look()


class Looks:
    """The look of any run of a file.

    Args:
        styles: The root of the part that defines the styles, or None.
    """

    def __init__(self, styles: _Element | None) -> None:
        self._styles: dict[str, _Element] = {}
        self._defaults: dict[str, str] = {}
        self._said: dict[str, dict[str, str]] = {}
        self._first_style = ""
        for element in styles.iterchildren() if styles is not None else ():
            name = _name(element)
            if name == "docDefaults":
                inner = _child(_child(element, "rPrDefault"), "rPr")
                self._defaults = _properties(inner)
            elif name == "style":
                self._styles[_value(element, "styleId")] = element
                if _value(element, "default") in ("1", "true") and (
                    _value(element, "type") == "paragraph"
                ):
                    self._first_style = _value(element, "styleId")

    def look_of(self, run: _Element, paragraph_style: str) -> Look:
        """How a run is set, with the id of its paragraph's style."""
        own = _child(run, "rPr")
        direct = _properties(own)
        of_paragraph = self._of_style(paragraph_style or self._first_style)
        of_run = self._of_style(_value(_child(own, "rStyle"), "val"))
        merged = {**self._defaults, **of_paragraph, **of_run, **direct}
        for name in TOGGLES:
            if name not in direct:
                # Two levels of styles that both ask for bold cancel each other out.
                twice = of_paragraph.get(name) == of_run.get(name) == "on"
                always = self._defaults.get(name) == "on"
                levels = "on" in (of_paragraph.get(name), of_run.get(name))
                merged[name] = "on" if always or (levels and not twice) else ""
        return Look(
            bold=merged.get("b") == "on",
            italic=merged.get("i") == "on",
            underlined=merged.get("u") == "on",
            colour=merged.get("color", ""),
            font=merged.get("rFonts", ""),
        )

    def _of_style(self, style: str) -> dict[str, str]:
        """What a style says, and where it says nothing, the styles that it is based on."""
        if style not in self._said:
            chain = list(self._chain(style))
            said: dict[str, str] = {}
            for element in reversed(chain):
                said |= _properties(_child(element, "rPr"))
            self._said[style] = said
        return self._said[style]

    def _chain(self, style: str) -> Iterator[_Element]:
        for _ in range(MOST_STYLES_DEEP):
            element = self._styles.get(style)
            if element is None:
                return
            yield element
            style = _value(_child(element, "basedOn"), "val")


def _properties(properties: _Element | None) -> dict[str, str]:
    """What one `rPr` says: `"on"` or `""` for a toggle, else the value."""
    said: dict[str, str] = {}
    for element in properties.iterchildren() if properties is not None else ():
        name = _name(element)
        if name in TOGGLES:
            said[name] = "" if _value(element, "val") in OFF else "on"
        elif name == "u":
            said[name] = "" if _value(element, "val") in ("none", "") else "on"
        elif name == "color":
            said[name] = _colour(_value(element, "val"))
        elif name == "rFonts":
            said[name] = _value(element, "ascii") or _value(element, "asciiTheme")
    return said


def _colour(value: str) -> str:
    """The colour; black is what text has when nobody chose."""
    return "" if value in ("auto", "000000") else value.upper()[:12]


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: _Element | None, name: str) -> _Element | None:
    if element is None:
        return None
    return next((child for child in element.iterchildren() if _name(child) == name), None)


def _value(element: _Element | None, name: str) -> str:
    if element is None:
        return ""
    for key, value in element.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def look_of_line(line: Sequence[tuple[str, Look]]) -> tuple[bool, str, int]:
    """Whether all of a line is bold, how most of it is set otherwise, and where bold words end.

    Args:
        line: Its pieces of one look each, in order.

    Example:
        >>> look_of_line([("I:", Look(bold=True)), (" Hello.", PLAIN)])
        (False, '', 2)
        >>> look_of_line([("Hello ", Look(bold=True)), ("  ", PLAIN)])
        (True, '', 0)
    """
    filled = [(text, look) for text, look in line if holds_words(text)]
    bold = bool(filled) and all(look.bold for _, look in filled)
    letters = Counter[str]()
    for text, look in filled:
        letters[look.in_words()] += len(text)
    end = position = 0
    for text, run in line:
        if not run.bold and text.strip():
            break
        position += len(text)
        if run.bold and text.strip():
            end = position - len(text) + len(text.rstrip())
    most = letters.most_common(1)[0][0] if letters else ""
    return bold, most, 0 if bold else end
