"""How somebody wants to read: letters, room, colours, one turn at a time, a voice."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class TextSize(StrEnum):
    """How large letters are."""

    USUAL = "usual"
    LARGE = "large"
    LARGER = "larger"
    LARGEST = "largest"


class Spacing(StrEnum):
    """How much room there is between lines, or between letters."""

    USUAL = "usual"
    WIDE = "wide"
    WIDER = "wider"


class Typeface(StrEnum):
    """Which letters are used; the last two are shipped with the toolkit."""

    USUAL = "usual"
    ATKINSON = "atkinson"
    OPEN_DYSLEXIC = "open_dyslexic"


class Colours(StrEnum):
    """Which paper and ink; `system` is whatever the reader's own machine asks for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    SEPIA = "sepia"


@dataclass(frozen=True, slots=True)
class ReadingAids:
    """What one member has chosen; it is theirs alone and shown to nobody else.

    Attributes:
        one_turn: The desk shows the chosen turn alone, with a way back and on.
        read_aloud: The desk offers to read a turn aloud, in a voice of the reader's machine.
    """

    text_size: TextSize = TextSize.USUAL
    line_spacing: Spacing = Spacing.USUAL
    letter_spacing: Spacing = Spacing.USUAL
    typeface: Typeface = Typeface.USUAL
    colours: Colours = Colours.SYSTEM
    one_turn: bool = False
    read_aloud: bool = False
