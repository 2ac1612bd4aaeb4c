"""A machine's proposals, and how far they can be trusted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS, AS_JSON, FOLDER, UNIT
from toolkit.cli.printing import plain, print_json, project_in, waiting

if TYPE_CHECKING:
    from toolkit.suggestion.evaluating import Scores

BY_WORDS_ALONE = "MiniLM is not installed: passages were compared by their words alone."


@click.command()
@FOLDER
@AS
@click.option("--transcript", metavar="NAME")
@UNIT
@AS_JSON
def suggest(folder: Path, by: str, transcript: str | None, unit: str | None, as_json: bool) -> None:
    """Propose codes to a reader who has sealed.

    A proposal is never a coding. The model learns from what was decided and from what all readers
    coded alike; it is trained anew when that has changed.
    """
    from toolkit.analysis.names import Names
    from toolkit.model.transcript import Unit
    from toolkit.workflow.study import load_study
    from toolkit.workflow.suggesting import look_along

    with project_in(folder, "Reading along", quiet=as_json) as project:
        found = look_along(project, by=by, transcript=transcript, unit=Unit(unit) if unit else None)
        names = Names.of(load_study(project))
    if as_json:
        print_json(
            {
                "suggestions": [plain(one) for one in found.suggestions],
                "model": plain(found.card),
                "guesses": found.guesses,
                "without_evidence": found.without_evidence,
                "by_meaning": found.by_meaning,
            }
        )
        return
    for one in found.suggestions:
        (turn, *_) = names.turns(one.transcript_id, None, one.start, one.end)
        click.echo(
            f"{names.transcript(one.transcript_id)}, turn {turn.index}: "
            f"{names.code(one.code_id)}. {' '.join(one.reasons)}"
        )
    for ids, said in (
        (found.guesses, "Only guessed, as fewer than five passages are agreed"),
        (found.without_evidence, "Not enough evidence yet to show"),
    ):
        if ids:
            click.echo(f"{said}: {', '.join(map(names.code, ids))}.", err=True)
    if not found.by_meaning:
        click.echo(BY_WORDS_ALONE, err=True)


@click.command()
@FOLDER
@click.option(
    "--by-transcript", is_flag=True, help="Hold out whole transcripts; there is no other way."
)
@UNIT
@AS_JSON
def evaluate(folder: Path, by_transcript: bool, unit: str | None, as_json: bool) -> None:
    """Try suggestions on the project's own transcripts.

    Models are trained on all transcripts but some and tried on those, so that the figures are
    those of an interview that is new. Beside them stands how one reader does against another.
    """
    from toolkit.model.transcript import Unit
    from toolkit.workflow.evaluating import evaluate as try_out

    with project_in(folder, "Training and trying out", quiet=as_json) as project:
        found = try_out(project, unit=Unit(unit) if unit else None)
    if as_json:
        row = _row_of(found.scores)
        row["learning_curve"] = [
            {"examples": size, "macro_f1": round(value, 4)} for size, value in found.curve
        ]
        row["readers_macro_f1"] = None if found.readers is None else round(found.readers, 4)
        row["read_twice"] = found.n_read_twice
        print_json(row)
        return
    print_scores(found.scores)
    for size, value in found.curve:
        click.echo(f"With {size} examples of each code: macro-F1 {value:.3f}.")
    if found.readers is not None:
        click.echo(
            f"One reader against another, over {found.n_read_twice} passages: macro-F1 "
            f"{found.readers:.3f}."
        )


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
        click.echo(BY_WORDS_ALONE)
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
