"""Changes of the codebook in words, for tables, the report and the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.analysis.names import GROUPS, Names
from toolkit.analysis.votes import VoteCount
from toolkit.model.codebook import Code, Codebook
from toolkit.model.proposal import (
    ChangeKind,
    Proposal,
    ProposalOutcome,
    ProposalState,
    ProposalVoting,
    Stance,
)
from toolkit.model.study import Study
from toolkit.review.codebook_diff import (
    Alteration,
    AlterationKind,
    Piece,
    PieceKind,
    compare_codebooks,
)

CHANGE_NAMES = {
    ChangeKind.ADD: "add a code",
    ChangeKind.REWORD: "reword a code",
    ChangeKind.SPLIT: "split a code",
    ChangeKind.MERGE: "merge codes",
    ChangeKind.MOVE: "move a code to another theme",
    ChangeKind.RETIRE: "retire a code",
    ChangeKind.ADD_THEME: "add a theme",
    ChangeKind.RENAME_THEME: "rename a theme",
    ChangeKind.TABLE: "change several codes at once, as a table says",
}
STANCE_NAMES = {
    Stance.ACCEPT: "change it",
    Stance.REFUSE: "leave it as it is",
    Stance.LEAVE_OPEN: "leave it open",
}
OUTCOME_NAMES = {
    ProposalOutcome.ACCEPTED: "accepted",
    ProposalOutcome.REFUSED: "refused",
    ProposalOutcome.OPEN: "still open",
    ProposalOutcome.NO_LONGER_FITS: "accepted, but it no longer fitted the codebook",
}
STATE_NAMES = {
    ProposalState.VOTING: "being voted on",
    ProposalState.OPEN: "open",
    ProposalState.ACCEPTED: "accepted",
    ProposalState.REFUSED: "refused",
    ProposalState.WITHDRAWN: "taken back",
}
PART_NAMES = {
    "name": "Name",
    "plain_meaning": "Meaning",
    "use_when": "Use it when",
    "not_when": "Not when",
    "example": "Example",
    "content_note": "May be hard to read",
}
NO_THEME = "no theme"


@dataclass(frozen=True, slots=True)
class History:
    """All versions of the codebook, first to last, and what was proposed and voted meanwhile."""

    books: Sequence[Codebook]
    proposals: Sequence[Proposal]
    votings: Sequence[ProposalVoting]

    @classmethod
    def of(cls, study: Study) -> History:
        """The history in a study."""
        return cls(study.codebooks, study.proposals, study.proposal_votings)

    def made_by(self, version: int) -> Proposal | None:
        """The proposal that made a version; None for one that was brought in."""
        made = {voting.made_version: voting.proposal_id for voting in self.votings}
        return next((one for one in self.proposals if one.id == made.get(version)), None)

    def changes(self, before: int, after: int) -> tuple[Alteration, ...]:
        """What is different between two versions; nothing where one of them is not there."""
        books = {book.version: book for book in self.books}
        if before not in books or after not in books:
            return ()
        between = (self.made_by(version) for version in range(before + 1, after + 1))
        accepted = [one.change for one in between if one is not None]
        return compare_codebooks(books[before], books[after], accepted)


def count_stances(voting: ProposalVoting, names: Names) -> tuple[VoteCount, ...]:
    """What was said to a proposal, by side, without names; nothing before everybody has voted."""
    won = {
        ProposalOutcome.ACCEPTED: Stance.ACCEPT,
        ProposalOutcome.NO_LONGER_FITS: Stance.ACCEPT,
        ProposalOutcome.REFUSED: Stance.REFUSE,
    }
    counts = {stance: Counter[str]() for stance in Stance}
    for vote in voting.votes:
        counts[vote.stance][names.group(vote.member_id)] += 1
    return tuple(
        VoteCount(
            STANCE_NAMES[stance],
            {group: counted[group] for group in GROUPS},
            voting.outcome is not None and won.get(voting.outcome) is stance,
        )
        for stance, counted in counts.items()
        if counted
    )


def describe_alteration(one: Alteration) -> str:
    """One thing that is different, in a sentence; of a new wording what came and went.

    Example:
        >>> describe_alteration(Alteration(AlterationKind.THEME_ADDED, themes=("", "Value")))
        'New theme: “Value”.'
    """
    old, new = (name or NO_THEME for name in one.themes)
    match one.kind:
        case AlterationKind.ADDED:
            return f"New code: {_named(one.after)}, in “{new}”. {_meaning(one.after[0])}".strip()
        case AlterationKind.REWORDED:
            parts = (f"{PART_NAMES[part]}: {_marked(part, one, p)}" for part, p in one.wording)
            return f"Reworded: {_named(one.before)}. {'; '.join(parts)}"
        case AlterationKind.SPLIT:
            return f"Split: {_named(one.before)} into {_named(one.after)}."
        case AlterationKind.MERGED:
            return f"Merged: {_named(one.before)} into {_named(one.after)}."
        case AlterationKind.MOVED:
            return f"Moved: {_named(one.after)} from “{old}” to “{new}”."
        case AlterationKind.RETIRED:
            return f"Retired: {_named(one.before)}."
        case AlterationKind.THEME_ADDED:
            return f"New theme: “{new}”."
        case AlterationKind.THEME_RENAMED:
            return f"Theme renamed: “{old}” is “{new}” now."
    return f"Theme without codes left out: “{old}”."


def _named(codes: Iterable[Code]) -> str:
    return ", ".join(f"“{code.name}”" for code in codes)


def _meaning(code: Code) -> str:
    return f"Meaning: {code.plain_meaning}" if code.plain_meaning else ""


def _marked(part: str, one: Alteration, pieces: Iterable[Piece]) -> str:
    if part == "content_note":
        return "yes" if one.after[0].content_note else "no"
    marks = {PieceKind.SAME: "{}", PieceKind.GONE: "[out: {}]", PieceKind.NEW: "[new: {}]"}
    told = "".join(marks[piece.kind].format(piece.words) for piece in pieces)
    return told.replace("][new: ", "] [new: ")
