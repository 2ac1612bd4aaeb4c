"""How a member's reading aids look: a style for the pages of the app and for those before it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toolkit.model.reading_aids import Colours, ReadingAids, Spacing, TextSize, Typeface

ASSETS = Path(__file__).with_name("assets")

_SCALES = {TextSize.LARGE: "1.15", TextSize.LARGER: "1.3", TextSize.LARGEST: "1.55"}
_LINES = {Spacing.WIDE: "2", Spacing.WIDER: "2.4"}
_LETTERS = {Spacing.WIDE: (".04em", ".1em"), Spacing.WIDER: (".1em", ".24em")}
_FAMILIES = {
    Typeface.ATKINSON: '"Atkinson Hyperlegible"',
    Typeface.OPEN_DYSLEXIC: '"OpenDyslexic"',
}

_LIGHT = """color-scheme: light; --tk-accent: #1d5c63; --paper: #fdfcf9; --ink: #1a1a1a;
 --soft: #55544e; --wash: #f3f1ea; --edge: #8b8a83; --accent: #1d5c63; --on-accent: #fff;
 --warn: #7a2e12; --warn-wash: #fbeee6;"""
_DARK = """color-scheme: dark; --tk-accent: #8fd0c8; --paper: #15191b; --ink: #ececea;
 --soft: #b4bab8; --wash: #1f2527; --edge: #7d8684; --accent: #8fd0c8; --on-accent: #06201e;
 --warn: #f5c4a8; --warn-wash: #3a241a;"""
_SEPIA = """color-scheme: light; --tk-accent: #1d4f55; --paper: #f4ead5; --ink: #2c2013;
 --soft: #5d4c38; --wash: #eadcc0; --edge: #84745d; --accent: #1d4f55; --on-accent: #fff;
 --warn: #6f2810; --warn-wash: #f0d9c2;"""
_ROOTS = {Colours.LIGHT: _LIGHT, Colours.DARK: _DARK, Colours.SEPIA: _SEPIA}

_NAMES_OF_THEMES = {
    Colours.SYSTEM: "",
    Colours.LIGHT: "Light",
    Colours.DARK: "Dark",
    Colours.SEPIA: "Light",
}


def theme_of(aids: ReadingAids) -> str:
    """What Streamlit calls the theme that goes with some colours; empty for the machine's own."""
    return _NAMES_OF_THEMES[aids.colours]


def style_of(aids: ReadingAids) -> str:
    """The rules for what differs from the usual; empty for whoever chose nothing.

    Example:
        >>> style_of(ReadingAids())
        ''
        >>> "--tk-scale: 1.3" in style_of(ReadingAids(text_size=TextSize.LARGER))
        True
    """
    return "\n".join(
        rule
        for rule in (
            _size(aids.text_size),
            _lines(aids.line_spacing),
            _letters(aids.letter_spacing),
            _typeface(aids.typeface),
            _colours(aids.colours),
        )
        if rule
    )


def _size(chosen: TextSize) -> str:
    return f":root {{ --tk-scale: {_SCALES[chosen]}; }}" if chosen in _SCALES else ""


def _lines(chosen: Spacing) -> str:
    if chosen not in _LINES:
        return ""
    height = _LINES[chosen]
    return (
        ":is(.stMain, main) :is(p, li, td, th, dd, dt, blockquote, label, .tk-written) "
        f"{{ line-height: {height} !important; }}\n"
        f".tc-root .tc-words {{ line-height: calc({height} * 1.15em + "
        "max(0, var(--tc-lanes, 0) - 1) * 5px); }"
    )


def _letters(chosen: Spacing) -> str:
    if chosen not in _LETTERS:
        return ""
    between_letters, between_words = _LETTERS[chosen]
    return (
        ":is(.stMain, main) :is(p, li, td, th, dd, dt, blockquote, label, summary, button, input, "
        "textarea, h1, h2, h3, .tc-words, .tk-written) "
        f"{{ letter-spacing: {between_letters}; word-spacing: {between_words}; }}"
    )


def _typeface(chosen: Typeface) -> str:
    if chosen not in _FAMILIES:
        return ""
    # Signs are letters of a typeface of their own.
    return (
        f"{_read('fonts.css')}\nbody, body *:not([data-testid='stIconMaterial']) "
        f"{{ font-family: {_FAMILIES[chosen]}, 'Source Sans', sans-serif !important; }}"
    )


def _colours(chosen: Colours) -> str:
    if chosen not in _ROOTS:
        return ""
    more = _read("sepia.css") if chosen is Colours.SEPIA else ""
    # Twice, so that it holds over what the machine asks for.
    return f":root:root {{ {_ROOTS[chosen]} }}\n{more}"


@cache
def _read(name: str) -> str:
    return (ASSETS / name).read_text(encoding="utf-8")
