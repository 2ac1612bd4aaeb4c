"""Proposals to change the codebook, the votes on them, and what came of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from annotated_types import Ge

from toolkit.errors import BadInput
from toolkit.model.codebook import Code, Theme
from toolkit.model.decision import Dissent
from toolkit.model.transcript import Name


class ChangeKind(StrEnum):
    """What a proposal would do to the codebook."""

    ADD = "add"
    REWORD = "reword"
    SPLIT = "split"
    MERGE = "merge"
    MOVE = "move"
    RETIRE = "retire"
    ADD_THEME = "add_theme"
    RENAME_THEME = "rename_theme"
    TABLE = "table"


RETIRING = frozenset({ChangeKind.SPLIT, ChangeKind.MERGE, ChangeKind.RETIRE, ChangeKind.TABLE})
"""The kinds after which a code may be in no later version."""


class Stance(StrEnum):
    """What a member can say to a proposal."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    LEAVE_OPEN = "leave_open"


class ProposalOutcome(StrEnum):
    """What came of a vote on a proposal.

    The last is for what the team accepted, and what another change had made impossible before.
    """

    ACCEPTED = "accepted"
    REFUSED = "refused"
    OPEN = "open"
    NO_LONGER_FITS = "no_longer_fits"


_COUNTS = {
    # How many codes it is about, how many it makes, how many themes; (least, most).
    ChangeKind.ADD: ((0, 0), (1, 1), (0, 0)),
    ChangeKind.REWORD: ((1, 1), (1, 1), (0, 0)),
    ChangeKind.SPLIT: ((1, 1), (2, None), (0, 0)),
    ChangeKind.MERGE: ((2, None), (1, 1), (0, 0)),
    ChangeKind.MOVE: ((1, 1), (1, 1), (0, 0)),
    ChangeKind.RETIRE: ((1, 1), (0, 0), (0, 0)),
    ChangeKind.ADD_THEME: ((0, 0), (0, 0), (1, 1)),
    ChangeKind.RENAME_THEME: ((0, 0), (0, 0), (1, 1)),
    ChangeKind.TABLE: ((0, 0), (1, None), (0, None)),
}


@dataclass(frozen=True, slots=True)
class Change:
    """What would be different in the codebook.

    Attributes:
        code_ids: The codes that it is about: one that is reworded, split, moved or retired, or
            those that become one.
        codes: What comes of them: the new code or codes, the new wording, or the code in its
            new theme. All codes, for a table.
        themes: The new theme, the one with its new name, or all themes of a table.

    Raises:
        BadInput: The numbers of codes and themes do not go with the kind.
    """

    kind: ChangeKind
    code_ids: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    themes: tuple[Theme, ...] = ()

    def __post_init__(self) -> None:
        given = (len(set(self.code_ids)), len(self.codes), len(self.themes))
        for count, (least, most) in zip(given, _COUNTS[self.kind], strict=True):
            if count < least or (most is not None and count > most):
                raise BadInput(
                    "M401",
                    "This change names too few or too many codes. A split makes at least two "
                    "codes of one, a merge makes one of at least two, and every other change is "
                    "about one code or one theme.",
                    where=f"kind {self.kind}",
                )


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that somebody of the team asks for.

    Attributes:
        number: What people call it, from 1.
        reason: Why, in the proposer's words.
        proposed_by: Whoever proposed it, or made the code of their own that it came from.
        based_on: The version of the codebook that it was written for.
        own_code_id: The private code that it came from at a reveal; None for all others.
        withdrawn_at: When its proposer took it back; None where they did not.
    """

    id: Name
    number: Annotated[int, Ge(1)]
    change: Change
    reason: Name
    proposed_by: Name
    made_at: str
    based_on: Annotated[int, Ge(1)]
    own_code_id: str | None = None
    withdrawn_at: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalVote:
    """One member, one vote."""

    member_id: Name
    stance: Stance


@dataclass(frozen=True, slots=True)
class CastStance:
    """A vote as somebody cast it themselves, and what they said with it; that may be empty."""

    vote: ProposalVote
    why: str


@dataclass(frozen=True, slots=True)
class ProposalVoting:
    """A vote on a proposal, each on their own device; it ends with the last vote.

    Attributes:
        opened_by: None where a reveal opened it.
        present: Who has a vote in it: everybody on the team but guests, less who was left out.
            Nobody is taken off; who was left out can come back until the last vote is cast.
        left_out: With whom the team did not wait.
        terms_version: Whose rule counts, so that no change of it can turn votes once seen.
        closed_at: When the last vote came in, or when it was called off; None while it is open.
        outcome: What the rule made of it; None while it is open, and where it was called off.
        explanation: Why, in a sentence that can be read out.
        made_version: The version of the codebook that came of it; None where none did.
        votes: Everybody's, once all have voted; empty before, whoever asks.
        dissents: They travel with the outcome into every table, report and export.
    """

    id: Name
    proposal_id: Name
    opened_by: str | None
    opened_at: str
    present: tuple[str, ...]
    left_out: tuple[str, ...]
    terms_version: Annotated[int, Ge(1)]
    closed_at: str | None = None
    outcome: ProposalOutcome | None = None
    explanation: str = ""
    made_version: int | None = None
    votes: tuple[ProposalVote, ...] = ()
    dissents: tuple[Dissent, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether votes can be cast in it."""
        return self.closed_at is None


class ProposalState(StrEnum):
    """How a proposal stands."""

    VOTING = "voting"
    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


def proposal_state(proposal: Proposal, votings: Iterable[ProposalVoting]) -> ProposalState:
    """How a proposal stands after the votes on it; what is not settled stays open.

    Args:
        votings: Of this proposal, in the order of opening; others are passed over.
    """
    held = [one for one in votings if one.proposal_id == proposal.id]
    if proposal.withdrawn_at is not None:
        return ProposalState.WITHDRAWN
    if any(one.is_open for one in held):
        return ProposalState.VOTING
    last = next((one.outcome for one in reversed(held) if one.outcome is not None), None)
    settled = {
        ProposalOutcome.ACCEPTED: ProposalState.ACCEPTED,
        ProposalOutcome.REFUSED: ProposalState.REFUSED,
    }
    return settled.get(last, ProposalState.OPEN) if last else ProposalState.OPEN
