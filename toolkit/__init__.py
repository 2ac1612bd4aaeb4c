"""Code and agree interviews together: academics and people with lived experience, equally.

For notebooks and scripts:

    >>> import toolkit
    >>> toolkit.open_project, toolkit.read_transcript  # doctest: +ELLIPSIS
    (<function open_project at ...>, <function read_transcript at ...>)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.notebook import ProjectTables, open_project, read_transcript

__version__ = "0.1.0"
__all__ = ["ProjectTables", "__version__", "open_project", "read_transcript"]


def __getattr__(name: str) -> object:
    # Late, so that `toolkit --help` does not pay for a database and an XML reader.
    if name in __all__:
        from toolkit import notebook

        return getattr(notebook, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
