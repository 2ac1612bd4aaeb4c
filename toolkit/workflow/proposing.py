"""Propose a change of the codebook. Anybody on the team may, whatever their role; guests may not.

A proposal is voted on from the moment it is made (`toolkit.workflow.proposal_voting`), and
changes nothing before the team's rule is met.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

from toolkit.errors import BadInput, NotAllowed, NotFound, WrongState
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.proposal import Change, ChangeKind, Proposal, ProposalVoting
from toolkit.model.round import CodingRound
from toolkit.model.team import Member, Role
from toolkit.model.transcript import new_id, normalise_text
from toolkit.review.codebook_changes import apply_change, find_misfits
from toolkit.storage import accounts, audit, codebooks, codings, members, proposals, rounds
from toolkit.storage.database import Transaction, now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member
from toolkit.workflow.deciding import tidy_words

MAX_CODE_NAME = 120
VOTERS = (Role.FACILITATOR, Role.CODER, Role.CHECKER)
"""Whoever has one of these roles has a vote; guests read along."""

_MADE_ALONE = "Made and used while coding alone, in {round}."


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code as somebody would have it, before it has an id.

    Attributes:
        theme: The id or name of the theme it would belong to; empty for none. What is split or
            merged stays in its theme where none is named.
    """

    name: str
    plain_meaning: str = ""
    use_when: str = ""
    not_when: str = ""
    example: str = ""
    content_note: bool = False
    theme: str = ""


def propose_change(
    project: Project,
    *,
    by: str,
    kind: ChangeKind,
    reason: str,
    codes: Sequence[str] = (),
    into: Sequence[NewCode] = (),
    theme: str = "",
    theme_name: str = "",
) -> Proposal:
    """A new proposal, on which everybody who has a vote can vote from now on.

    Args:
        by: Anybody on the team who is not only a guest.
        kind: What would change; a table comes in through `import_codebook`.
        reason: Why; it is kept with the version that comes of it.
        codes: Ids or names of the codes it is about.
        into: What comes of them: the new code or codes, or the new wording.
        theme: The theme that a code would move to (empty for none), or that is renamed.
        theme_name: What a theme would be called.

    Raises:
        NotFound: There is no codebook, or no such code or theme in it.
        BadInput: There is no reason or no name, nothing would change, or it cannot be made in
            the codebook as it is now.
    """
    with project.transaction() as tx:
        member = require_member(tx, by, *VOTERS)
        book = _newest(tx)
        ids = [_find_code(book, code).id for code in codes]
        build = _BUILDERS[kind]
        change = build(_Wanted(tx, book, ids, tuple(into), theme, tidy_name(theme_name)))
        misfits = find_misfits(change, book, book)
        if misfits:
            raise BadInput("W275", f"This cannot be proposed. {' '.join(misfits)}")
        if apply_change(change, book) == (book.themes, book.codes):
            raise BadInput(
                "W274", "The codebook says this already, so there is nothing to vote on."
            )
        return add_proposal(tx, member.id, change, _reason(reason), book)


def add_proposal(
    tx: Transaction,
    member_id: str,
    change: Change,
    reason: str,
    book: Codebook,
    own_code_id: str | None = None,
) -> Proposal:
    """Keep a proposal and open the vote on it, in the middle of another act."""
    made = Proposal(
        id=new_id(),
        number=proposals.next_number(tx),
        change=change,
        reason=reason,
        proposed_by=member_id,
        made_at=now(),
        based_on=book.version,
        own_code_id=own_code_id,
    )
    proposals.add_proposal(tx, made)
    audit.record(tx, member_id, "codebook.proposed", {"proposal": made.id, "kind": change.kind})
    open_vote(tx, made, None if own_code_id else member_id)
    return made


def open_vote(tx: Transaction, proposal: Proposal, opened_by: str | None) -> ProposalVoting:
    """A vote on a proposal, with everybody who has a vote at this moment on its list."""
    made = ProposalVoting(
        id=new_id(),
        proposal_id=proposal.id,
        opened_by=opened_by,
        opened_at=now(),
        present=tuple(member.id for member in list_voters(tx)),
        left_out=(),
        terms_version=members.list_terms(tx)[-1].version,
    )
    proposals.add_voting(tx, made)
    audit.record(
        tx,
        opened_by,
        "proposal.opened",
        {"proposal": proposal.id, "voting": made.id, "present": list(made.present)},
    )
    return made


def list_voters(tx: Transaction) -> tuple[Member, ...]:
    """Everybody who has a vote, by pen-name: not those whom only an imported table has named."""
    asked = {a.coder_id for r in rounds.list_rounds(tx) if not r.imported for a in r.assignments}
    return tuple(
        member
        for member in members.list_members(tx)
        if member.roles & set(VOTERS)
        if not _is_only_in_table(tx, member) or member.id in asked
    )


def _is_only_in_table(tx: Transaction, member: Member) -> bool:
    """Whether all that is known of somebody is a name in a table: no side and no passphrase."""
    is_bare = member.roles == {Role.CODER} and not member.sides
    return is_bare and accounts.find_passphrase(tx, member.id) is None


def propose_own_codes(tx: Transaction, found: CodingRound) -> None:
    """Make a proposal of each private code that a revealed coding of a round uses.

    It is its owner's, in their words. A code that nobody used, or that stands only where its owner
    had not sealed, stays with its owner; and so do those that were made to practise.
    """
    if found.is_practice:
        return
    versions = codebooks.list_codebooks(tx)
    used = {
        coding.code_id
        for coding in codings.list_codings(tx, [found.id])
        if coding.after_seal or coding.coder_id in found.readers_of(coding.transcript_id)
    }
    for own in codebooks.list_own_codes(tx, found.id):
        if own.id in used:
            # The id stays, so that what was coded under it is coded under the team's code then.
            code = Code(own.id, None, own.name, own.plain_meaning)
            reason = _MADE_ALONE.format(round=found.name)
            change = Change(ChangeKind.ADD, codes=(code,))
            add_proposal(tx, own.owner_id, change, reason, versions[-1], own.id)


def withdraw_proposal(project: Project, *, by: str, proposal: int) -> Proposal:
    """The proposal, taken back by whoever made it; what had been voted is erased.

    Raises:
        NotFound: There is no such proposal.
        NotAllowed: It is somebody else's.
        WrongState: It has been settled, or taken back already.
    """
    with project.transaction() as tx:
        member = require_member(tx, by)
        found = find_proposal(tx, proposal)
        held = [one for one in proposals.list_votings(tx) if one.proposal_id == found.id]
        if found.proposed_by != member.id:
            raise NotAllowed(
                "W285", "Only whoever proposed this can take it back. You can vote against it."
            )
        if found.withdrawn_at or any(one.made_version for one in held):
            raise WrongState(
                "W286",
                "This proposal has been accepted or taken back already. Nothing was changed.",
            )
        made_at = now()
        for one in held:
            if one.is_open:
                proposals.erase_votes(tx, one.id)
                proposals.close_voting(tx, replace(one, closed_at=made_at))
        proposals.withdraw(tx, found.id, made_at)
        audit.record(tx, member.id, "proposal.withdrawn", {"proposal": found.id})
    project.database.forget_erased()
    return replace(found, withdrawn_at=made_at)


def find_proposal(tx: Transaction, number: int) -> Proposal:
    """The proposal of this number.

    Raises:
        NotFound: There is none.
    """
    found = next((one for one in proposals.list_proposals(tx) if one.number == number), None)
    if found is None:
        raise NotFound(
            "W282",
            "There is no proposal of this number. Look at the list on the page Codebook; at the "
            "terminal: toolkit codebook proposals FOLDER",
        )
    return found


def tidy_name(name: str) -> str:
    """A code's or theme's name as it is kept, on one line.

    Raises:
        BadInput: It is too long, or holds what is no character.
    """
    kept = tidy_words(" ".join(normalise_text(name).split()))
    if len(kept) > MAX_CODE_NAME:
        raise BadInput(
            "W272", f"A name has {MAX_CODE_NAME} characters at most, so that it fits on a button."
        )
    return kept


def taken_ids(tx: Transaction) -> frozenset[str]:
    """The ids of all codes and themes that ever were in the codebook or in a proposal."""
    held: tuple[Codebook | Change, ...] = (
        *codebooks.list_codebooks(tx),
        *(one.change for one in proposals.list_proposals(tx)),
    )
    codes = {code.id for one in held for code in one.codes}
    return frozenset(codes | {theme.id for one in held for theme in one.themes})


# --- What is proposed ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody asked for, looked up."""

    tx: Transaction
    book: Codebook
    code_ids: Sequence[str]
    into: tuple[NewCode, ...]
    theme: str
    theme_name: str

    def first(self) -> Code:
        """The first code that it is about."""
        found = self.book.code(self.code_ids[0]) if self.code_ids else None
        if found is None:
            raise NotFound("W270", "Say which code of the codebook this is about.")
        return found

    def theme_id(self, theme: str) -> str | None:
        """The id of a theme by its id or name; None for none."""
        return _find_theme(self.book, theme).id if theme else None

    def new_codes(self) -> tuple[Code, ...]:
        """The codes as wanted, each with a free id; in the first one's theme where none is said."""
        kept = self.first().theme_id if self.code_ids else None
        taken = taken_ids(self.tx)
        free = (made for n in count(1) if (made := f"N{n:02d}") not in taken)
        return tuple(
            _code(next(free), self.theme_id(one.theme) if one.theme else kept, one)
            for one in self.into
        )


def _add(wanted: _Wanted) -> Change:
    return Change(ChangeKind.ADD, codes=wanted.new_codes())


def _reword(wanted: _Wanted) -> Change:
    before = wanted.first()
    codes = tuple(_code(before.id, before.theme_id, one) for one in wanted.into)
    return Change(ChangeKind.REWORD, tuple(wanted.code_ids), codes)


def _split(wanted: _Wanted) -> Change:
    return Change(ChangeKind.SPLIT, tuple(wanted.code_ids), wanted.new_codes())


def _merge(wanted: _Wanted) -> Change:
    return Change(ChangeKind.MERGE, tuple(dict.fromkeys(wanted.code_ids)), wanted.new_codes())


def _move(wanted: _Wanted) -> Change:
    moved = replace(wanted.first(), theme_id=wanted.theme_id(wanted.theme))
    return Change(ChangeKind.MOVE, tuple(wanted.code_ids), (moved,))


def _retire(wanted: _Wanted) -> Change:
    return Change(ChangeKind.RETIRE, tuple(wanted.code_ids))


def _add_theme(wanted: _Wanted) -> Change:
    taken = taken_ids(wanted.tx)
    free = (made for n in count(1) if (made := f"TH{n:02d}") not in taken)
    return Change(ChangeKind.ADD_THEME, themes=(Theme(next(free), _required(wanted.theme_name)),))


def _rename_theme(wanted: _Wanted) -> Change:
    found = _find_theme(wanted.book, wanted.theme)
    return Change(ChangeKind.RENAME_THEME, themes=(Theme(found.id, _required(wanted.theme_name)),))


_BUILDERS: dict[ChangeKind, Callable[[_Wanted], Change]] = {
    ChangeKind.ADD: _add,
    ChangeKind.REWORD: _reword,
    ChangeKind.SPLIT: _split,
    ChangeKind.MERGE: _merge,
    ChangeKind.MOVE: _move,
    ChangeKind.RETIRE: _retire,
    ChangeKind.ADD_THEME: _add_theme,
    ChangeKind.RENAME_THEME: _rename_theme,
}


def _code(code_id: str, theme_id: str | None, wanted: NewCode) -> Code:
    return Code(
        id=code_id,
        theme_id=theme_id,
        name=_required(tidy_name(wanted.name)),
        plain_meaning=tidy_words(wanted.plain_meaning),
        use_when=tidy_words(wanted.use_when),
        not_when=tidy_words(wanted.not_when),
        example=tidy_words(wanted.example),
        content_note=wanted.content_note,
    )


def _required(name: str) -> str:
    if not name:
        raise BadInput("W271", "Give it a name: that is what people read on the button.")
    return name


def _reason(reason: str) -> str:
    if not reason.strip():
        raise BadInput("W273", "Say why, in a few words. The others read it before they vote.")
    return tidy_words(reason)


def _newest(tx: Transaction) -> Codebook:
    versions = codebooks.list_codebooks(tx)
    if not versions:
        raise NotFound(
            "W276",
            "There is no codebook yet. A facilitator brings in the first one, on the page "
            "Codebook; at the terminal: toolkit codebook import FOLDER FILE",
        )
    return versions[-1]


def _find_code(book: Codebook, code: str) -> Code:
    found = book.code(code) or next((one for one in book.codes if one.name == code), None)
    if found is None:
        raise NotFound(
            "W270",
            "The codebook has no code of this id or name. Look at the page Codebook; at the "
            "terminal: toolkit codebook show FOLDER",
        )
    return found


def _find_theme(book: Codebook, theme: str) -> Theme:
    found = next((one for one in book.themes if theme in (one.id, one.name)), None)
    if found is None:
        raise NotFound(
            "W277",
            "The codebook has no theme of this id or name. Propose the theme first; codes can be "
            "moved there when the team has accepted it.",
        )
    return found
