"""Changes of the codebook in words, for tables, the report and the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.model.codebook import Code
from toolkit.model.proposal import ChangeKind, ProposalOutcome, ProposalState, Stance
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


def changes_of_version(study: Study, version: int) -> tuple[Alteration, ...]:
    """What is different in a version from the one before; nothing for the first."""
    return changes_between(study, version - 1, version)


def changes_between(study: Study, before: int, after: int) -> tuple[Alteration, ...]:
    """What is different between two versions, the earlier first; nothing where one is not there."""
    books = {book.version: book for book in study.codebooks}
    if before not in books or after not in books:
        return ()
    changes = {proposal.id: proposal.change for proposal in study.proposals}
    accepted = [
        changes[voting.proposal_id]
        for voting in study.proposal_votings
        if voting.made_version is not None and before < voting.made_version <= after
    ]
    return compare_codebooks(books[before], books[after], accepted)


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
    return "".join(marks[piece.kind].format(piece.words) for piece in pieces)
