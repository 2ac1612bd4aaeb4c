"""Say who the team is, and agree the terms it works by."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from toolkit.errors import BadInput, WrongState
from toolkit.model.team import Member, Method, Role, Rule, Side, Terms
from toolkit.model.transcript import Unit, new_id, normalise_text
from toolkit.storage import audit, members, proposals, votings
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor, require_member
from toolkit.workflow.deciding import tidy_words
from toolkit.workflow.machine import forget_files, forget_machine

MAX_NAME = 80


def tidy_name(pen_name: str) -> str:
    """The pen-name as it is kept, however it was typed.

    Example:
        >>> tidy_name("  Grey \\n Heron ")
        'Grey Heron'
    """
    return " ".join(normalise_text(pen_name).split())


def add_member(
    project: Project,
    pen_name: str,
    *,
    roles: Collection[Role],
    sides: Collection[Side] = (),
    by: str | None = None,
) -> Member:
    """A new member of the team.

    Args:
        pen_name: What they chose to be called, at most 80 characters.
        roles: What they may do.
        sides: The standpoints they give themselves; somebody may have both, or none.
        by: The facilitator who adds them; None from the terminal.

    Raises:
        BadInput: The pen-name is empty, too long or taken, or there is no role.
    """
    name = tidy_words(tidy_name(pen_name))
    if not name or len(name) > MAX_NAME:
        raise BadInput("W120", f"A pen-name has between 1 and {MAX_NAME} characters.")
    if not roles:
        raise BadInput("W121", "A member needs a role: facilitator, coder, checker or guest.")
    member = Member(new_id(), name, frozenset(roles), frozenset(sides))
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        if members.find_member(tx, name) is not None:
            raise BadInput("W122", "Somebody on the team has this pen-name. Choose another one.")
        members.add_member(tx, member)
        audit.record(
            tx,
            actor,
            "member.added",
            {"member": member.id, "roles": sorted(member.roles), "sides": sorted(member.sides)},
        )
    return member


def change_sides(project: Project, *, by: str, sides: Collection[Side]) -> Member:
    """The member, with the sides that they give themselves from now on.

    What has been decided stays decided: a decision keeps what the rule made of its votes. Tables
    by side show everybody on the sides that they give themselves now.

    Args:
        by: Whose sides they are; nobody gives them to somebody else.
        sides: None, one or both.

    Raises:
        WrongState: They are present in a vote that is open, which their sides could turn.
    """
    with project.transaction() as tx:
        member = require_member(tx, by)
        changed = replace(member, sides=frozenset(sides))
        if changed == member:
            return member
        lists = [voting.present for voting in votings.list_votings(tx) if voting.is_open]
        lists += [voting.present for voting in proposals.list_votings(tx) if voting.is_open]
        if any(member.id in present for present in lists):
            raise WrongState(
                "W124",
                "You are present in a vote that is open, and under some rules sides count there. "
                "Change them when that vote has ended.",
            )
        members.keep_sides(tx, member.id, changed.sides)
        audit.record(
            tx,
            member.id,
            "member.sides_changed",
            {"member": member.id, "sides": sorted(changed.sides)},
        )
    return changed


def list_members(project: Project) -> tuple[Member, ...]:
    """Everybody on the team, by pen-name."""
    with project.reading() as tx:
        return members.list_members(tx)


def change_terms(
    project: Project,
    *,
    by: str,
    reason: str,
    method: Method | None = None,
    rule: Rule | None = None,
    unit: Unit | None = None,
    floor: int | None = None,
    no_machine: bool = False,
) -> Terms:
    """A new version of the team's terms; what was settled before keeps the version it had.

    Args:
        floor: The fewest people of a side that a table by side is shown for; 1 shows all.
        no_machine: No machine reads along from now on, for good: no later terms bring it back.
            What it has proposed is erased; what people coded stays.

    Raises:
        BadInput: No reason was given, nothing would change, or the floor is below 1.
        WrongRole: `by` is no facilitator.
    """
    if not reason.strip():
        raise BadInput("W123", "Say why the terms change, so that the report can say it too.")
    if floor is not None and floor < 1:
        raise BadInput("W126", "The floor is a number of people, 1 or more; 1 hides nothing.")
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR)
        before = members.list_terms(tx)[-1]
        made = replace(
            before,
            version=before.version + 1,
            method=method or before.method,
            rule=rule or before.rule,
            unit=unit or before.unit,
            reason=tidy_words(reason),
            made_by=actor,
            made_at=now(),
            floor=floor or before.floor,
            reads_along=before.reads_along and not no_machine,
        )
        if _agreed(made) == _agreed(before):
            raise BadInput(
                "W125", "These are the terms that hold already. Nothing was added to them."
            )
        members.add_terms(tx, made)
        if not made.reads_along:
            forget_machine(tx)
        audit.record(
            tx,
            actor,
            "terms.changed",
            {
                "version": made.version,
                "method": made.method,
                "rule": made.rule,
                "unit": made.unit,
                "floor": made.floor,
                "reads_along": made.reads_along,
            },
        )
    if not made.reads_along:
        forget_files(project)
    return made


def _agreed(terms: Terms) -> tuple[object, ...]:
    return terms.method, terms.rule, terms.unit, terms.floor, terms.reads_along
