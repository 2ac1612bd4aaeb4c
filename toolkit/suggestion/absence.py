"""Importing a package as if others that it would load along were not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager


class _Absent:
    """An import finder that finds certain packages missing."""

    def __init__(self, packages: frozenset[str]) -> None:
        self.packages = packages

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        """Nothing for any other package, so that the next finder is asked.

        Raises:
            ModuleNotFoundError: The module is of one of the packages.
        """
        if name.partition(".")[0] in self.packages:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


@contextmanager
def without_packages(*names: str) -> Iterator[None]:
    """Within it, imports of these packages fail as if they were not installed.

    A package that has been imported before stays as it is.

    Example:
        >>> with without_packages("decimal_that_is_not_there"):
        ...     import decimal
    """
    finder = _Absent(frozenset(names) - set(sys.modules))
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
