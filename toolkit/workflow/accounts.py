"""Invite, sign in, be known by a session, sign out.

A token is handed out once and never kept: who has it in hand is let in. Whoever calls gives the
functions of the other modules the pen-name of the member that `find_session` returns, and asks
anew each time.

`cost` is what argon2 takes, and is there for tests: see `toolkit.workflow.passphrases`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import NotAllowed, NotFound
from toolkit.model.team import Member, Role
from toolkit.settings import (
    INVITATION_DAYS,
    OWNER_LINK_MINUTES,
    SESSION_HOURS,
    SESSION_IDLE_MINUTES,
)
from toolkit.storage import accounts, audit, members
from toolkit.storage.accounts import Purpose, Session
from toolkit.storage.database import Transaction, later, now, seconds_between
from toolkit.storage.project import Project
from toolkit.workflow import slowing
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.passphrases import check_passphrase, fits, hash_passphrase, is_outdated
from toolkit.workflow.team import tidy_name

if TYPE_CHECKING:
    from argon2 import Parameters

LONGEST_TYPED = 400
"""How much of a typed name is looked at, in characters; a pen-name has 80 at most."""

SECONDS_BETWEEN_SIGHTS = 60
"""How often a session's sign of life is written down: not at every run of a page."""


def invite(project: Project, *, member: str, by: str | None = None) -> str:
    """The token with which a member sets a passphrase, once; their earlier invitations end.

    It serves the first passphrase as well as one that was lost: until it is taken up, the old
    one holds.

    Args:
        member: The pen-name of whoever is invited.
        by: The facilitator who invites; None from the terminal.

    Raises:
        NotFound: Nobody has this pen-name.
        WrongRole: `by` is no facilitator.
    """
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        invited = require_member(tx, tidy_name(member))
        token = accounts.add_link(
            tx, invited.id, Purpose.INVITATION, later(now(), days=INVITATION_DAYS)
        )
        audit.record(tx, actor, "member.invited", {"member": invited.id})
    return token


def find_invited(project: Project, token: str) -> Member:
    """The member whom an invitation is for, so that a page can greet them; it stays good.

    Raises:
        NotAllowed: It was used, ended or is too old, or never was one.
    """
    with project.reading() as tx:
        return _require_link(tx, token, Purpose.INVITATION)


def accept_invitation(
    project: Project, token: str, passphrase: str, *, cost: Parameters | None = None
) -> str:
    """The token of a new session for whoever took up an invitation and set a passphrase.

    Sessions that they had end, and they need not wait for wrong tries of somebody else.

    Raises:
        BadInput: The passphrase is too short; the invitation stays good.
        NotAllowed: The invitation was used, ended or is too old, or never was one.
    """
    check_passphrase(passphrase)
    find_invited(project, token)
    made = hash_passphrase(passphrase, cost)
    with project.transaction() as tx:
        # Asked again: somebody else may have used it meanwhile.
        member = _require_link(tx, token, Purpose.INVITATION)
        accounts.forget_failures(tx, member.pen_name)
        _record(tx, member, "invitation.accepted")
        return _set_passphrase(tx, member, made)


def sign_in(
    project: Project, pen_name: str, passphrase: str, *, cost: Parameters | None = None
) -> str:
    """The token of a new session for whoever knows a member's passphrase.

    For a name that nobody has, the answer, the work and the waiting are the same.

    Raises:
        NotAllowed: The two do not fit together, or it is too soon after wrong tries.
    """
    name = tidy_name(pen_name[:LONGEST_TYPED])
    member, kept = _require_fit(project, name, passphrase, cost)
    renewed = hash_passphrase(passphrase, cost) if is_outdated(kept, cost) else kept
    with project.transaction() as tx:
        if accounts.find_passphrase(tx, member.id) != kept:
            raise _does_not_fit(0.0)  # it was changed in this very moment
        if renewed != kept:
            accounts.keep_passphrase(tx, member.id, renewed, now())
        slowing.take_back_try(tx, name)
        return _begin_session(tx, member, "passphrase")


def accept_invitation_by_identity(
    project: Project, token: str, *, issuer: str, subject: str
) -> str:
    """The token of a new session for whoever took up an invitation by an institution's word.

    From then on they come in by that word and by no passphrase; the last invitation that was taken
    up decides. Sessions that they had end.

    Args:
        token: The invitation's.
        issuer, subject: Whom the institution says they are, proved by whoever calls. Only a keyed
            hash of it is kept.

    Raises:
        NotAllowed: The invitation was used, ended or is too old, or never was one; or somebody
            on the team is known by this very identity.
    """
    with project.transaction() as tx:
        member = _require_link(tx, token, Purpose.INVITATION)
        identity = _identity(issuer, subject)
        if accounts.find_identified(tx, identity) not in (None, member.id):
            raise NotAllowed(
                "W208",
                "Another member comes in by this very sign-in of your institution. Use one of "
                "your own, or choose a passphrase. Your invitation is still good.",
            )
        accounts.forget_failures(tx, member.pen_name)
        accounts.forget_passphrase(tx, member.id)
        accounts.keep_identity(tx, member.id, identity, now())
        _record(tx, member, "invitation.accepted")
        return _begin_anew(tx, member, "new_identity")


def sign_in_by_identity(project: Project, *, issuer: str, subject: str) -> str:
    """The token of a new session for whomever an institution's word stands for on the team.

    Args:
        issuer, subject: Whom the institution says they are, proved by whoever calls.

    Raises:
        NotAllowed: It stands for nobody on the team.
    """
    with project.transaction() as tx:
        member_id = accounts.find_identified(tx, _identity(issuer, subject))
        member = members.find_member_by_id(tx, member_id) if member_id else None
        if member is None:
            raise NotAllowed(
                "W207",
                "Your institution knows you, and this team does not know it yet. Ask a "
                "facilitator for an invitation, and choose your institution there.",
            )
        return _begin_session(tx, member, "identity")


def open_for_owner(project: Project, *, member: str | None = None) -> str:
    """The token of a link that opens the app once for whoever started it on their own machine.

    Whoever can start it can open the folder, and so could name anybody at the terminal. Never
    make one where the app is served to other machines.

    Args:
        member: The pen-name of whoever started it; None for the one facilitator there is.

    Raises:
        NotFound: Nobody has this pen-name, or there is not one facilitator but none or several.
    """
    with project.transaction() as tx:
        owner = _only_facilitator(tx) if member is None else require_member(tx, tidy_name(member))
        return accounts.add_link(
            tx, owner.id, Purpose.OWNER, later(now(), minutes=OWNER_LINK_MINUTES)
        )


def end_owner_links(project: Project) -> None:
    """Make every link of `open_for_owner` good for nothing: the app is served to others now."""
    with project.transaction() as tx:
        for member in members.list_members(tx):
            accounts.end_links(tx, member.id, Purpose.OWNER)


def list_without_entrance(project: Project) -> tuple[Member, ...]:
    """Whoever of the team cannot sign in yet, and can come in by an invitation alone."""
    with project.reading() as tx:
        return tuple(
            member
            for member in members.list_members(tx)
            if accounts.find_passphrase(tx, member.id) is None
            and not accounts.has_identity(tx, member.id)
        )


def is_in_use(project: Project, passphrase: str) -> bool:
    """Whether a passphrase that everybody may know is anybody's. It takes its time."""
    with project.reading() as tx:
        kept = [accounts.find_passphrase(tx, member.id) for member in members.list_members(tx)]
    return any(fits(passphrase, one) for one in kept if one is not None)


def enter_as_owner(project: Project, token: str) -> str:
    """The token of a new session for whoever followed the owner's link; it works once.

    Raises:
        NotAllowed: It was used, ended or is too old, or never was one.
    """
    with project.transaction() as tx:
        owner = _require_link(tx, token, Purpose.OWNER)
        accounts.end_links(tx, owner.id, Purpose.OWNER)
        return _begin_session(tx, owner, "owner_link")


def find_session(project: Project, token: str) -> Member | None:
    """The member who is signed in with this token; None where nobody is, or no longer.

    Ask at every run of a page: a session dies with a sign-out, a new passphrase, its age, an
    hour without a sign of life, and when its member leaves the team.
    """
    at = now()
    with project.reading() as tx:
        found = _find_live(tx, token, at)
    if found is None:
        return None
    member, session = found
    if seconds_between(session.last_seen_at, at) >= SECONDS_BETWEEN_SIGHTS:
        with project.transaction() as tx:
            accounts.mark_seen(tx, token, at)
    return member


def sign_out(project: Project, token: str) -> None:
    """End a session; where it has ended already, nothing changes."""
    with project.transaction() as tx:
        found = _find_live(tx, token, now())
        accounts.end_session(tx, token)
        if found:
            _record(tx, found[0], "member.signed_out")


def sign_out_everywhere(project: Project, token: str) -> None:
    """End every session of the member who asks, this one too.

    Raises:
        NotAllowed: The session has ended already.
    """
    with project.transaction() as tx:
        member = _require_session(tx, token)
        accounts.end_sessions_of(tx, member.id)
        _record(tx, member, "member.signed_out_everywhere")


def change_passphrase(
    project: Project,
    token: str,
    passphrase: str,
    new_passphrase: str,
    *,
    cost: Parameters | None = None,
) -> str:
    """The token of a new session, after a member changed their passphrase.

    Every other session of theirs ends, and so does an invitation that was not taken up.

    Args:
        token: Their session's.
        passphrase: The one they have had; wrong ones slow down as in signing in.

    Raises:
        BadInput: The new passphrase is too short.
        NotAllowed: The session has ended, the old passphrase does not fit, or it is too soon
            after wrong tries.
    """
    with project.reading() as tx:
        name = _require_session(tx, token).pen_name
    check_passphrase(new_passphrase)
    _, kept = _require_fit(project, name, passphrase, cost)
    made = hash_passphrase(new_passphrase, cost)
    with project.transaction() as tx:
        member = _require_session(tx, token)
        if accounts.find_passphrase(tx, member.id) != kept:
            raise _does_not_fit(0.0)  # it was changed in this very moment
        slowing.take_back_try(tx, name)
        _record(tx, member, "passphrase.changed")
        return _set_passphrase(tx, member, made)


def _require_fit(
    project: Project, name: str, passphrase: str, cost: Parameters | None
) -> tuple[Member, str]:
    """The member of a name whom a passphrase fits, and its hash; the try is counted as wrong.

    The caller takes it back in the transaction in which it counts as right. The work on the
    passphrase is done outside, so that nobody waits for it to write.
    """
    with project.transaction() as tx:
        at = now()
        wait = slowing.seconds_to_wait(tx, name, at)
        if wait:
            raise NotAllowed(
                "W205",
                "There were too many wrong tries. Nothing is lost. Try again in "
                f"{slowing.waiting_words(wait)}.",
            )
        slowing.count_try(tx, name, at)
        wait = slowing.seconds_to_wait(tx, name, at)
        # Compared here, not in SQL: what somebody types may hold what a database refuses.
        member = next((m for m in members.list_members(tx) if m.pen_name == name), None)
        kept = accounts.find_passphrase(tx, member.id if member else "")
    if not fits(passphrase, kept, cost) or member is None or kept is None:
        raise _does_not_fit(wait)
    return member, kept


def _does_not_fit(wait: float) -> NotAllowed:
    soon = f" in {slowing.waiting_words(wait)}" if wait else ""
    return NotAllowed(
        "W204",
        f"The pen-name and the passphrase do not fit together. Check both, and try again{soon}. "
        "Without a passphrase, or with one lost, ask a facilitator for an invitation.",
    )


def _require_link(tx: Transaction, token: str, purpose: Purpose) -> Member:
    member_id = accounts.find_link(tx, token, purpose, now())
    member = members.find_member_by_id(tx, member_id) if member_id else None
    if member is None:
        raise NotAllowed(
            "W202",
            "This link is not good, or no longer: it works once, and not for ever. Ask whoever "
            "gave it to you for a new one.",
        )
    return member


def _only_facilitator(tx: Transaction) -> Member:
    found = [m for m in members.list_members(tx) if Role.FACILITATOR in m.roles]
    if len(found) != 1:
        raise NotFound(
            "W206",
            f"The team has {len(found)} facilitators, so say who you are by your pen-name. Add "
            "somebody with: toolkit member add FOLDER NAME --role facilitator,coder",
        )
    return found[0]


def _set_passphrase(tx: Transaction, member: Member, passphrase_hash: str) -> str:
    accounts.keep_passphrase(tx, member.id, passphrase_hash, now())
    accounts.forget_identity(tx, member.id)
    return _begin_anew(tx, member, "new_passphrase")


def _begin_anew(tx: Transaction, member: Member, how: str) -> str:
    accounts.end_links(tx, member.id, Purpose.INVITATION)
    accounts.end_sessions_of(tx, member.id)
    return _begin_session(tx, member, how)


def _identity(issuer: str, subject: str) -> str:
    # No two pairs may be written alike.
    return f"{len(issuer)} {issuer} {subject}"


def _begin_session(tx: Transaction, member: Member, how: str) -> str:
    at = now()
    accounts.erase_ended_sessions(tx, at, later(at, minutes=-SESSION_IDLE_MINUTES))
    _record(tx, member, "member.signed_in", how=how)
    return accounts.add_session(tx, Session(member.id, at, at, later(at, hours=SESSION_HOURS)))


def _require_session(tx: Transaction, token: str) -> Member:
    found = _find_live(tx, token, now())
    if found is None:
        raise NotAllowed("W203", "You are signed out. Nothing was changed. Sign in again.")
    return found[0]


def _find_live(tx: Transaction, token: str, at: str) -> tuple[Member, Session] | None:
    session = accounts.find_session(tx, token)
    if session is None:
        return None
    idle_until = later(session.last_seen_at, minutes=SESSION_IDLE_MINUTES)
    member = members.find_member_by_id(tx, session.member_id)
    return (member, session) if member and at < min(idle_until, session.ends_at) else None


def _record(tx: Transaction, member: Member, kind: str, **facts: str) -> None:
    audit.record(tx, member.id, kind, facts, chain=audit.account_chain(member.id))
