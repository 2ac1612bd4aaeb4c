"""A machine's proposals, and how far they can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON
from toolkit.cli.printing import print_json, waiting

if TYPE_CHECKING:
    from toolkit.suggestion.evaluating import Scores


@click.command("evaluate-table")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COLUMN", help="The column with the passages.")
@click.option("--group", required=True, metavar="COLUMN", help="Which interview each is of.")
@click.option("--labels", required=True, metavar="COLUMN", help="The codes that each was given.")
@click.option("--multi", is_flag=True, help="Several labels, parted by semicolons, or none.")
@AS_JSON
def evaluate_table(
    file: Path, text: str, group: str, labels: str, multi: bool, as_json: bool
) -> None:
    """Try suggestions on a table of passages that were coded elsewhere.

    Models are trained on all interviews but some, and tried on those. It takes no project and
    keeps nothing.
    """
    from toolkit.workflow.evaluating import evaluate_table as evaluate

    with waiting("Training and trying out", quiet=as_json):
        found = evaluate(file, text=text, group=group, labels=labels, several=multi)
    if as_json:
        print_json(_row_of(found))
    else:
        print_scores(found)


def _row_of(found: Scores) -> dict[str, object]:
    return {
        "n": found.n,
        "labels": [code.code for code in found.codes],
        "macro_f1": round(found.macro_f1, 4),
        "micro_f1": round(found.micro_f1, 4),
        "recall_at_3": round(found.recall_at_3, 4),
        "ece": round(found.ece, 4),
        "folds": found.folds,
        "by_meaning": found.by_meaning,
        "codes": [
            {
                "code": code.code,
                "n": code.n,
                "f1": round(code.f1, 4),
                "shown": code.shown,
                "precision": None if code.precision is None else round(code.precision, 4),
                "coverage": round(code.coverage, 4),
            }
            for code in found.codes
        ],
    }


def print_scores(found: Scores) -> None:
    """The figures for people, code by code."""
    click.echo(
        f"{found.n} passages, {len(found.codes)} codes, {found.folds} folds of whole interviews."
    )
    if not found.by_meaning:
        click.echo("MiniLM is not installed: passages were compared by their words alone.")
    click.echo(f"Macro-F1 {found.macro_f1:.3f}, micro-F1 {found.micro_f1:.3f}.")
    click.echo(f"Among the three likeliest: {found.recall_at_3:.0%} of the codes that were given.")
    click.echo(f"Chances are off by {found.ece:.3f} (expected calibration error).")
    for code in found.codes:
        said = f"{code.code}: {code.n} passages, F1 {code.f1:.2f}; "
        if code.precision is None:
            click.echo(said + "not enough evidence to show it")
        else:
            click.echo(
                f"{said}shown {code.shown} times, {code.precision:.0%} of them right, "
                f"for {code.coverage:.0%} of its passages"
            )
