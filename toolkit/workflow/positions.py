"""Where somebody speaks from, in their own words; theirs alone until they share it."""

from __future__ import annotations

from toolkit.errors import BadInput
from toolkit.model.coding import Memo
from toolkit.model.transcript import new_id, normalise_text
from toolkit.storage import audit, codings, members
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_member

MAX_POSITION = 5_000
_KIND = "member"


def keep_position(project: Project, *, by: str, words: str, shared: bool) -> Memo | None:
    """What a member says of where they speak from, in place of what they said before.

    Args:
        by: Whose words they are; nobody says it for somebody else.
        words: Empty to take it back.
        shared: Whether the team may read it, here and in the report.

    Raises:
        BadInput: It is too long.
    """
    tidy = normalise_text(words).strip()
    if len(tidy) > MAX_POSITION:
        raise BadInput("W242", f"This note has at most {MAX_POSITION:,} characters.")
    with project.transaction() as tx:
        member = require_member(tx, by)
        before = [one for one in codings.list_memos(tx, _KIND, member.id) if _is_by(one, member.id)]
        codings.remove_memos(tx, _KIND, member.id)
        made = Memo(new_id(), _KIND, member.id, member.id, tidy, shared, now()) if tidy else None
        if made:
            codings.add_memos(tx, [made])
        # What somebody keeps to themselves is nobody's business, and not the log's either.
        if any(one.shared for one in (*before, *([made] if made else []))):
            is_shared = made is not None and shared
            audit.record(tx, member.id, "position.shared", {"is_shared": is_shared})
    return made


def find_position(project: Project, *, by: str) -> Memo | None:
    """What a member has said of where they speak from, shared or not; None where nothing."""
    with project.reading() as tx:
        member = require_member(tx, by)
        found = codings.list_memos(tx, _KIND, member.id)
        return next((one for one in found if _is_by(one, member.id)), None)


def list_positions(project: Project) -> tuple[tuple[str, str], ...]:
    """The pen-name and the words of each member who shares where they speak from."""
    with project.reading() as tx:
        shared = {one.author_id: one.words for one in codings.list_memos(tx, _KIND, None)}
        team = members.list_members(tx)
    return tuple((one.pen_name, shared[one.id]) for one in team if one.id in shared)


def _is_by(memo: Memo, member_id: str) -> bool:
    return memo.author_id == member_id
