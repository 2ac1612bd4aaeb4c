"""What a study leaves behind, and whether it still fits together."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.options import AS_JSON, FOLDER
from toolkit.cli.printing import plain, print_json, print_problems, project_in


@click.command()
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
def report(folder: Path, output: Path) -> None:
    """Write the report as a Word file."""
    from toolkit.workflow.reporting import write_report

    with project_in(folder, "Writing the report") as project:
        write_report(project, output)
    click.echo(f"Wrote {output}")


@click.command()
@FOLDER
@click.option("--session", "number", type=int, help="The meeting's number; the last one without.")
@click.option("--to", "to", type=click.Path(path_type=Path), required=True, help="A folder.")
def minutes(folder: Path, number: int | None, to: Path) -> None:
    """Write the minutes of a meeting, for Word and for a browser.

    Who was there, what was settled by which rule and why, what somebody still sees otherwise,
    what is open, and what is next.
    """
    from toolkit.workflow.minutes import write_minutes

    with project_in(folder) as project:
        for path in write_minutes(project, to, number):
            click.echo(f"Wrote {path}")


@click.command()
@FOLDER
@AS_JSON
def verify(folder: Path, as_json: bool) -> None:
    """Check that everything still fits together.

    The database, the log, every quotation and every seal.
    """
    from toolkit.workflow.projects import verify as check

    with project_in(folder, "Checking", quiet=as_json) as project:
        found = check(project)
    if as_json:
        print_json(plain(found))
    else:
        print_problems(found.problems)
        click.echo(
            f"{found.log_rows} rows in the log, {found.transcripts} transcripts, {found.seals} "
            f"seals: {len(found.problems)} problems. Last hash: {found.log_head}"
        )
    if found.problems:
        sys.exit(1)
