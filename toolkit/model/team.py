"""Who the team is, and the terms it works by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge

from toolkit.model.transcript import Name, Unit


class Side(StrEnum):
    """A standpoint that members give themselves; somebody may have both."""

    ACADEMIC = "academic"
    LIVED = "lived"


class Role(StrEnum):
    """What a member may do. A facilitator runs rounds and never outvotes anybody."""

    FACILITATOR = "facilitator"
    CODER = "coder"
    CHECKER = "checker"
    GUEST = "guest"


class Method(StrEnum):
    """How the team sees coding; a reflexive team is shown no coefficients."""

    CODEBOOK = "codebook"
    REFLEXIVE = "reflexive"


class Rule(StrEnum):
    """When a difference counts as settled."""

    EVERYBODY = "everybody"
    ALL_BUT_ONE = "all_but_one"
    MAJORITY_EACH_SIDE = "majority_each_side"


class PageKind(StrEnum):
    """A page that the team writes itself."""

    GROUND_RULES = "ground_rules"
    SUPPORT = "support"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Member:
    """Someone of the team, by their pen-name.

    Attributes:
        pen_name: What they chose to be called; nobody else of the team has it.
        roles: What they may do.
        sides: The standpoints they give themselves: none, one or both.
    """

    id: Name
    pen_name: Name
    roles: frozenset[Role]
    sides: frozenset[Side]


@dataclass(frozen=True, slots=True)
class Terms:
    """The team's method and rule, as agreed at one time; every version is kept.

    Attributes:
        floor: The fewest people of a side that a table by side is shown for, so that none points
            at one person; 1 shows all.
        reads_along: Whether a machine may read along. Once a team has said no, it stays no.
    """

    version: Annotated[int, Ge(1)]
    method: Method
    rule: Rule
    unit: Unit
    reason: str
    made_by: str | None
    made_at: str
    floor: Annotated[int, Ge(1)] = 1
    reads_along: bool = True


@dataclass(frozen=True, slots=True)
class TeamPage:
    """What the team has written on a page of its own, at one time; every version is kept.

    Attributes:
        words: May be empty, where somebody took the words away again.
        made_by: Who wrote it; None for whoever sat at the terminal and gave no name.
    """

    kind: PageKind
    version: Annotated[int, Ge(1)]
    words: str
    made_by: str | None
    made_at: str
