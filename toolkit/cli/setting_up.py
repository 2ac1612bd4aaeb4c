"""Start a project, say who is on the team and by which terms, see where it stands."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import AS_JSON, BY, FOLDER, PORT, REASON, UNIT
from toolkit.cli.printing import plain, print_json, project_in
from toolkit.errors import BadInput

SIDES = {"academic": ("academic",), "lived": ("lived",), "both": ("academic", "lived")}


@click.command()
@FOLDER
@click.option("--title", required=True, help="What the study is called.")
@click.option("--database", help="An address other than a file in the folder (PostgreSQL).")
@click.option("--method", type=click.Choice(["codebook", "reflexive"]), default="codebook")
@click.option(
    "--rule",
    type=click.Choice(["everybody", "all_but_one", "majority_each_side"]),
    default="majority_each_side",
    help="When a difference counts as settled.",
)
@click.option("--unit", type=click.Choice(["turn", "sentence"]), default="turn")
def init(folder: Path, title: str, database: str | None, method: str, rule: str, unit: str) -> None:
    """Start a project in FOLDER."""
    from toolkit.model.team import Method, Rule
    from toolkit.model.transcript import Unit
    from toolkit.storage.project import DEFAULT_ADDRESS
    from toolkit.workflow.projects import init_project

    init_project(
        folder,
        title,
        address=database or DEFAULT_ADDRESS,
        method=Method(method),
        rule=Rule(rule),
        unit=Unit(unit),
    ).close()
    click.echo(f"Made the project in {folder}. Next: toolkit member add {folder} NAME ...")


@click.group()
def member() -> None:
    """Say who is on the team."""


@member.command("add")
@FOLDER
@click.argument("name")
@click.option("--side", type=click.Choice(list(SIDES)), multiple=True, help="Given by themselves.")
@click.option("--role", default="coder", help="facilitator, coder, checker, guest; with commas.")
@BY
def member_add(folder: Path, name: str, side: tuple[str, ...], role: str, by: str | None) -> None:
    """Add a member by the pen-name they chose."""
    from toolkit.model.team import Role, Side
    from toolkit.workflow.team import add_member

    roles = [word.strip() for word in role.split(",") if word.strip()]
    unknown = set(roles) - set(Role)
    if unknown:
        raise BadInput("C101", "The roles are facilitator, coder, checker and guest.")
    sides = {Side(word) for chosen in side for word in SIDES[chosen]}
    with project_in(folder) as project:
        made = add_member(project, name, roles=[Role(r) for r in roles], sides=sides, by=by)
    click.echo(f"Added {made.pen_name}: {', '.join(sorted(made.roles))}.")


@member.command("list")
@FOLDER
@AS_JSON
def member_list(folder: Path, as_json: bool) -> None:
    """List the team."""
    from toolkit.workflow.team import list_members

    with project_in(folder) as project:
        team = list_members(project)
    if as_json:
        print_json({"members": [plain(m) for m in team]})
    for m in () if as_json else team:
        click.echo(f"{m.pen_name}  {', '.join(sorted(m.roles))}  {', '.join(sorted(m.sides))}")


@click.command()
@FOLDER
@click.argument("name")
@PORT
@click.option(
    "--at",
    metavar="ADDRESS",
    help="Where others reach the app, such as https://study.example.org.",
)
@BY
def invite(folder: Path, name: str, port: int, at: str | None, by: str | None) -> None:
    """Make a link with which a member sets a passphrase.

    It works once, and an earlier one for the same member ends. It is shown this one time only:
    whoever has it in hand is let in.
    """
    from toolkit.workflow.accounts import invite as make_link

    with project_in(folder) as project:
        token = make_link(project, member=name, by=by)
    start = (at or f"http://127.0.0.1:{port}").rstrip("/")
    click.echo(f"{start}/join?token={token}")


@click.command()
@FOLDER
@click.option("--method", type=click.Choice(["codebook", "reflexive"]))
@click.option("--rule", type=click.Choice(["everybody", "all_but_one", "majority_each_side"]))
@UNIT
@click.option(
    "--floor",
    type=click.IntRange(min=1),
    help="The fewest people of a side that a table by side is shown for; 1 shows all.",
)
@click.option(
    "--no-machine",
    is_flag=True,
    help="No machine reads along from now on: no suggestions, no topics. This holds for good.",
)
@click.option("--by", metavar="NAME", required=True, help="The facilitator who writes it down.")
@REASON
def terms(
    folder: Path,
    method: str | None,
    rule: str | None,
    unit: str | None,
    floor: int | None,
    no_machine: bool,
    by: str,
    reason: str,
) -> None:
    """Change the team's method, rule, unit or floor, or have no machine read along."""
    from toolkit.model.team import Method, Rule
    from toolkit.model.transcript import Unit
    from toolkit.workflow.team import change_terms

    with project_in(folder) as project:
        made = change_terms(
            project,
            by=by,
            reason=reason,
            method=Method(method) if method else None,
            rule=Rule(rule) if rule else None,
            unit=Unit(unit) if unit else None,
            floor=floor,
            no_machine=no_machine,
        )
    click.echo(
        f"Terms, version {made.version}: {made.method}, {made.rule}, by {made.unit}, floor "
        f"{made.floor}{'' if made.reads_along else ', no machine'}."
    )


@click.command()
@FOLDER
@AS_JSON
def status(folder: Path, as_json: bool) -> None:
    """Show where the project stands."""
    from toolkit.workflow.status import describe_project

    with project_in(folder) as project:
        found = describe_project(project)
    if as_json:
        print_json(plain(found))
        return
    click.echo(f"{found.title}: {len(found.transcripts)} transcripts, {found.drafts} drafts.")
    for one in found.rounds:
        click.echo(f"{one.name}: {one.state}; sealed {one.sealed} of {one.assigned} readings.")
