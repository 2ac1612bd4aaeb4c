"""Themes and codes with plain meanings, at a version."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated

from annotated_types import Ge

from toolkit.errors import BadInput
from toolkit.model.transcript import Name


@dataclass(frozen=True, slots=True)
class Theme:
    """A grouping of codes."""

    id: Name
    name: Name


@dataclass(frozen=True, slots=True)
class Code:
    """A label with its plain meaning.

    Attributes:
        id: Short, stays the same over versions and rewordings, such as `"R06"`.
        theme_id: The theme it belongs to; None for a code that has none yet.
        name: What people read on the button.
        plain_meaning, use_when, not_when, example: In plain words; may be empty.
        content_note: Whether passages under it are likely to distress a reader.
    """

    id: Name
    theme_id: str | None
    name: Name
    plain_meaning: str = ""
    use_when: str = ""
    not_when: str = ""
    example: str = ""
    content_note: bool = False


@dataclass(frozen=True, slots=True)
class OwnCode:
    """A private code that one coder made while coding alone; sealed with their codings."""

    id: Name
    owner_id: Name
    round_id: Name
    name: Name
    plain_meaning: str = ""


@dataclass(frozen=True, slots=True)
class Codebook:
    """All themes and codes at one version, and why it was made.

    Attributes:
        version: The team's own count from 1; 0 is the list that a practice round comes with.

    Raises:
        BadInput: Two codes share an id or a name, or a code's theme is not listed.
    """

    version: Annotated[int, Ge(0)]
    themes: tuple[Theme, ...]
    codes: tuple[Code, ...]
    reason: str
    made_by: str | None
    made_at: str

    def __post_init__(self) -> None:
        for what in ("id", "name"):
            counts = Counter(getattr(code, what) for code in self.codes)
            twice = sum(1 for count in counts.values() if count > 1)
            if twice:
                raise BadInput(
                    "M201",
                    f"{twice} codes share their {what} with another. Give each code its own.",
                    where=f"codebook version {self.version}",
                )
        themes = {theme.id for theme in self.themes}
        for code in self.codes:
            if code.theme_id is not None and code.theme_id not in themes:
                raise BadInput(
                    "M202",
                    "The code's theme is not in this codebook. Add the theme, or leave it empty.",
                    where=f"codebook version {self.version}, code {code.id}",
                )

    def code(self, code_id: str) -> Code | None:
        """The code with this id, or None."""
        return next((code for code in self.codes if code.id == code_id), None)

    def theme_of(self, code_id: str) -> Theme | None:
        """The theme that a code belongs to, or None."""
        code = self.code(code_id)
        return next((t for t in self.themes if code and t.id == code.theme_id), None)
