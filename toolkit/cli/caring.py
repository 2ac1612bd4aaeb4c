"""What makes hard work bearable: the team's own pages, content notes; and what sets cases apart."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import AS_JSON, BY, FOLDER
from toolkit.cli.printing import look_again, plain, print_json, project_in
from toolkit.errors import BadInput

PAGE = click.argument("kind", type=click.Choice(["ground_rules", "support", "closing"]))


@click.group()
def page() -> None:
    """Read and write the team's own pages.

    They are ground_rules (how we work), support (whom to turn to), and closing (what is said to
    somebody who stops for the day).
    """


@page.command("show")
@FOLDER
@PAGE
@AS_JSON
def page_show(folder: Path, kind: str, as_json: bool) -> None:
    """Show what a page says now; with --json every version."""
    from toolkit.model.team import PageKind
    from toolkit.workflow.team_pages import list_page_versions

    with project_in(folder) as project:
        versions = list_page_versions(project, PageKind(kind))
    if as_json:
        print_json({"versions": [plain(one) for one in versions]})
        return
    click.echo(versions[-1].words if versions else "Nobody has written this page yet.")


@page.command("write")
@FOLDER
@PAGE
@click.option("--words", help="What it says.")
@click.option("--file", type=click.Path(path_type=Path), help="A text file that says it.")
@BY
def page_write(
    folder: Path, kind: str, words: str | None, file: Path | None, by: str | None
) -> None:
    """Write a page anew; the earlier versions are kept."""
    from toolkit.model.team import PageKind
    from toolkit.workflow.team_pages import write_page

    if (words is None) == (file is None):
        raise BadInput("C108", "Give the --words or a --file, one of the two.")
    told = words if file is None else _read(file)
    with project_in(folder) as project:
        made = write_page(project, by=by, kind=PageKind(kind), words=told or "")
        look_again(project, made.words, contacts=kind == PageKind.SUPPORT)
    click.echo(f"Kept as version {made.version}.")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadInput(
            "C109", "This is no text file that can be read here. Save it as plain text (UTF-8)."
        ) from None


@click.command("content-note")
@FOLDER
@click.argument("transcript")
@click.option("--turn", type=int, required=True, help="The turn's number, from 0.")
@click.option("--words", required=True, help="What a reader should know before reading it.")
@BY
def content_note(folder: Path, transcript: str, turn: int, words: str, by: str | None) -> None:
    """Put a content note on a turn.

    The turn stays folded until its reader opens it.
    """
    from toolkit.workflow.coding import add_content_note

    with project_in(folder) as project:
        add_content_note(project, by=by, transcript=transcript, turn=turn, words=words)
        look_again(project, words)
    click.echo(f"The note is on turn {turn}.")


@click.command()
@FOLDER
@click.argument("transcript")
@click.option("--set", "changes", multiple=True, metavar="NAME=VALUE", help="Empty to take away.")
@BY
@AS_JSON
def case(
    folder: Path, transcript: str, changes: tuple[str, ...], by: str | None, as_json: bool
) -> None:
    """Say what sets a case apart, such as --set "Role=Listener"; without --set, show it."""
    from toolkit.workflow.cases import describe_case, find_case

    with project_in(folder) as project:
        found = find_case(project, transcript=transcript)
        if changes:
            told = {one.name: one.value for one in found.attributes}
            told |= {name: value for name, _, value in (one.partition("=") for one in changes)}
            found = describe_case(project, by=by, transcript=transcript, attributes=told)
    if as_json:
        print_json(plain(found))
        return
    click.echo(found.name)
    for one in found.attributes:
        click.echo(f"  {one.name}: {one.value}")
