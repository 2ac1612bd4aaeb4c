"""Who gave which unit which category: the one table that coefficients are worked out from."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from toolkit.errors import BadInput

IntArray = NDArray[np.signedinteger[Any]]

MISSING = -1


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """Who gave which unit which category.

    Attributes:
        values: Shape (n_units, n_coders): the index of a category, or -1 where there is no
            reading. Any signed integer type; it is kept as it is, not copied.
        categories: What the indices stand for.
        coders: Who the columns belong to, each once.
        groups: Shape (n_units,): the index of the transcript that each unit belongs to, below
            the number of units.
        sizes: Shape (n_units,): how many units each row stands for, such as the characters of a
            stretch that everybody read in one way; None where each is one.
        distances: Shape (n_categories, n_categories): how far apart two categories are, from 0 to
            1, for the measures that ask; None where they are the same or wholly apart.

    Raises:
        BadInput: The shapes do not fit each other, an index stands for nothing, or two columns
            belong to one coder.
    """

    values: IntArray
    categories: tuple[str, ...]
    coders: tuple[str, ...]
    groups: IntArray
    sizes: IntArray | None = None
    distances: NDArray[np.float64] | None = None

    def __post_init__(self) -> None:
        for name in ("values", "groups", "sizes", "distances"):
            if getattr(self, name) is None:
                continue
            array = np.asarray(getattr(self, name)).view()
            array.flags.writeable = False
            object.__setattr__(self, name, array)
        if self.values.ndim != 2 or self.groups.shape != self.values.shape[:1]:
            raise _misshapen("one row a unit, one column a coder, and one transcript a row")
        if self.values.shape[1] != len(self.coders) or len(set(self.coders)) != len(self.coders):
            raise _misshapen("one column a coder, and each coder once")
        _check_indices(self.values, "values", MISSING, len(self.categories))
        _check_indices(self.groups, "groups", 0, len(self.groups))
        if self.sizes is not None:
            if self.sizes.shape != self.groups.shape:
                raise _misshapen("one size a unit")
            _check_indices(self.sizes, "sizes", 1, np.iinfo(np.int64).max)
        n_categories = len(self.categories)
        if self.distances is not None and self.distances.shape != (n_categories, n_categories):
            raise _misshapen("one distance for each two categories")

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Sequence[Hashable]],
        *,
        coders: Sequence[str] | None = None,
        groups: Iterable[Hashable] | None = None,
    ) -> Ratings:
        """The table from rows of categories, for notebooks and tests.

        Args:
            rows: One a unit, one category a coder; None or NaN where there is no reading.
            coders: Their names; `C1`, `C2` and so on without it.
            groups: The transcript of each unit; without it, one transcript holds them all.

        Returns:
            The table, with its categories and transcripts in order of first appearance.

        Raises:
            BadInput: The rows differ in length, or do not fit `coders` or `groups`.

        Example:
            >>> made = Ratings.from_rows([("night", "night"), ("night", None)])
            >>> made.values.tolist(), made.categories, made.coders
            ([[0, 0], [0, -1]], ('night',), ('C1', 'C2'))
        """
        table = [tuple(row) for row in rows]
        width = len(table[0]) if table else len(coders or ())
        uneven = next((at for at, row in enumerate(table) if len(row) != width), None)
        if uneven is not None:
            raise _misshapen("rows of one length", where=f"row {uneven}")
        index: dict[Hashable, int] = {}
        values = [
            [MISSING if _is_missing(cell) else index.setdefault(cell, len(index)) for cell in row]
            for row in table
        ]
        seen: dict[Hashable, int] = {}
        places = [0] * len(table) if groups is None else groups
        return cls(
            values=np.array(values, dtype=np.int32).reshape(len(table), width),
            categories=tuple(str(category) for category in index),
            coders=tuple(coders or (f"C{number}" for number in range(1, width + 1))),
            groups=np.array([seen.setdefault(at, len(seen)) for at in places], dtype=np.int32),
        )

    @property
    def is_read(self) -> NDArray[np.bool_]:
        """Shape (n_units, n_coders): where there is a reading."""
        is_read: NDArray[np.bool_] = self.values != MISSING
        return is_read

    def only(self, coders: Collection[str]) -> Ratings:
        """The same units with these coders' readings alone; coders who are not here add none."""
        columns = [at for at, coder in enumerate(self.coders) if coder in coders]
        return replace(
            self, values=self.values[:, columns], coders=tuple(self.coders[at] for at in columns)
        )


def _is_missing(cell: Hashable) -> bool:
    return cell is None or (isinstance(cell, float) and cell != cell)


def _check_indices(array: IntArray, name: str, lowest: int, end: int) -> None:
    if not np.issubdtype(array.dtype, np.signedinteger):
        raise _misshapen(f"whole numbers of a signed type as {name}")
    if array.size and not lowest <= array.min() <= array.max() < end:
        raise _misshapen(f"{name} from {lowest} to {end - 1:,}")


def _misshapen(needed: str, where: str = "") -> BadInput:
    return BadInput(
        "A101",
        f"The table of readings cannot be used: it needs {needed}. Check how it was made.",
        where=where,
    )
