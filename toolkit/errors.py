"""Every error of ours.

Each has a code that can be looked up, says what happened and where, what was needed and
what to do next, and holds ids, counts and offsets only: never a participant's words.

    ToolkitError
    ├── BadInput            something handed in cannot be used; holds all of its Problems
    │   ├── UnreadableFile      a file that is no transcript, or not a safe one
    │   └── BadTable            a table of codings or codes with faults in it
    ├── NotAllowed          a person may not do this, or not yet
    │   ├── WrongRole           their roles do not cover it
    │   ├── StillSealed         it would show sealed work
    │   ├── AsksFirst           it can be done by somebody who says that they are sure
    │   └── WrongState          the round, draft or decision is in another state
    ├── NotFound            nobody and nothing of that name is here
    ├── BrokenProject       the folder or its database is not what it should be
    └── CannotCompute       a figure is undefined for these data
        └── NotEnoughCodings    too few readings, or all of them the same
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, where it is, and what to do about it.

    Attributes:
        code: What to look up, such as `"I103"`.
        where: A place without words of a participant: `"line 7"`, `"paragraph 12"`, `""`.
        message: What happened, what was needed, what to do next.
    """

    code: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"[{self.code}] {place}{self.message}"


class ToolkitError(Exception):
    """The root of the tree. `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 1

    def __init__(self, code: str, message: str, *, where: str = "") -> None:
        self.problem = Problem(code, where, message)
        super().__init__(str(self.problem))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong; one for most errors, many for a bad file."""
        return (self.problem,)


class BadInput(ToolkitError):
    """Something handed in cannot be used. Nothing of it was kept."""

    exit_code = 2

    def __init__(
        self, code: str, message: str, *, where: str = "", problems: Iterable[Problem] = ()
    ) -> None:
        self._problems = tuple(problems)
        super().__init__(code, message, where=where)

    def __str__(self) -> str:
        """The sentence, and below it each fault on a line of its own."""
        return "\n".join([str(self.problem), *(f"  {problem}" for problem in self._problems)])

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Each fault of the input on its own, or the one this error names."""
        return self._problems or (self.problem,)


class UnreadableFile(BadInput):
    """A file that is no transcript, or not a safe one."""


class BadTable(BadInput):
    """A table of codings or codes with faults in it."""


class NotAllowed(ToolkitError):
    """A person may not do this, or not yet."""

    exit_code = 3


class WrongRole(NotAllowed):
    """Their roles do not cover it."""


class StillSealed(NotAllowed):
    """It would show sealed work."""


class AsksFirst(NotAllowed):
    """It can be done by somebody who says that they are sure."""


class WrongState(NotAllowed):
    """The round, draft or decision is in another state."""


class NotFound(ToolkitError):
    """Nobody and nothing of that name is here."""

    exit_code = 2


class BrokenProject(ToolkitError):
    """The folder or its database is not what it should be."""

    exit_code = 4


class CannotCompute(ToolkitError):
    """A figure is undefined for these data."""

    exit_code = 2


class NotEnoughCodings(CannotCompute):
    """Too few readings, or all of them the same."""
