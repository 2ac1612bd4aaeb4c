"""Who somebody is and what they may do: asked at the start of every act, in its transaction."""

from __future__ import annotations

from toolkit.errors import NotFound, WrongRole
from toolkit.model.team import Member, Role
from toolkit.storage import members
from toolkit.storage.database import Transaction

ROLE_NAMES = {
    Role.FACILITATOR: "a facilitator",
    Role.CODER: "a coder",
    Role.CHECKER: "a checker",
    Role.GUEST: "a guest",
}


def require_member(tx: Transaction, pen_name: str, *roles: Role) -> Member:
    """The member with this pen-name, who has one of the roles where any are named.

    Raises:
        NotFound: Nobody has this pen-name.
        WrongRole: They have none of the roles.
    """
    member = members.find_member(tx, pen_name)
    if member is None:
        raise NotFound(
            "W110",
            "Nobody on the team has this pen-name. Look at who is on it "
            "(toolkit member list FOLDER).",
        )
    if roles and not member.roles & set(roles):
        raise WrongRole(
            "W111",
            f"This takes {' or '.join(ROLE_NAMES[role] for role in roles)}. "
            "Ask somebody who is, or agree as a team to give the role.",
        )
    return member


def require_actor(tx: Transaction, pen_name: str | None, *roles: Role) -> str | None:
    """The member's id; None for whoever sits at the terminal and gave no name."""
    return None if pen_name is None else require_member(tx, pen_name, *roles).id
