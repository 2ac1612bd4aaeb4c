"""A file's lines as JSON and back, so that they can be read again another way without the file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from toolkit.ingest.source import Source

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def pack_source(source: Source) -> str:
    """The lines with their places, and the account of what was left out, as JSON.

    Nothing else of the file is in it: no properties, no names of authors, no bytes.
    """
    return _sources().dump_json(source, exclude_defaults=True).decode()


def unpack_source(packed: str) -> Source:
    """The source that was packed.

    Example:
        >>> from collections import Counter
        >>> from toolkit.ingest.source import Line
        >>> made = Source("text", (Line("I: Yes?", "line 1"),), Counter(tag=1), 3)
        >>> unpack_source(pack_source(made)) == made
        True
    """
    return _sources().validate_json(packed)


@cache
def _sources() -> TypeAdapter[Source]:
    from pydantic import TypeAdapter  # slow, and `toolkit read` keeps nothing

    return TypeAdapter(Source)
