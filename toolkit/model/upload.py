"""A file that somebody handed over, before anything is known of what is in it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Upload:
    """A name and bytes. They are on no disk, and nothing here puts them on one.

    Attributes:
        name: As it was sent, hostile or not. It names the file and never says where one is.
        content: All of it; kept out of the printed form, for it may be somebody's words.
    """

    name: str
    content: bytes = field(repr=False)
