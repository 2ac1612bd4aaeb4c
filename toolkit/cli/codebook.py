"""Bring in the codebook, and show it."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import AS_JSON, BY, FOLDER
from toolkit.cli.printing import plain, print_json, project_in


@click.command("import-codebook")
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
@BY
@click.option("--reason", default="", help="Why the codebook changes.")
@AS_JSON
def import_codebook_file(
    folder: Path, file: Path, by: str | None, reason: str, as_json: bool
) -> None:
    """Bring in a codebook from a CSV file."""
    from toolkit.workflow.codebooks import import_codebook

    with project_in(folder) as project:
        done = import_codebook(project, file, by=by, reason=reason)
    if as_json:
        print_json(
            {
                "version": done.codebook.version,
                "is_new": done.is_new,
                "themes": len(done.codebook.themes),
                "codes": len(done.codebook.codes),
                "columns_not_used": done.columns_not_used,
                "answers_left_out": done.answers_left_out,
            }
        )
        return
    if not done.is_new:
        click.echo("The codebook says this already; nothing was added.")
        return
    book = done.codebook
    click.echo(f"Codebook, version {book.version}: {len(book.codes)} codes.")
    if done.answers_left_out:
        click.echo(f"Always there, so not taken as codes: {', '.join(done.answers_left_out)}.")
    if done.columns_not_used:
        click.echo(f"Columns without a place here: {', '.join(done.columns_not_used)}.")


@click.command()
@FOLDER
@AS_JSON
def codebook(folder: Path, as_json: bool) -> None:
    """Show the codes and what they mean."""
    from toolkit.workflow.study import load_study

    with project_in(folder) as project:
        books = load_study(project).codebooks
    if as_json:
        print_json(plain(books[-1]) if books else None)
        return
    for code in books[-1].codes if books else ():
        click.echo(f"{code.id}  {code.name}: {code.plain_meaning}")
