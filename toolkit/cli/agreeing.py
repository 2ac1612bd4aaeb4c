"""What was read differently, what the team settles, and how far it agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON, FOLDER, REASON, ROUND, UNIT
from toolkit.cli.printing import look_again, plain, print_json, project_in
from toolkit.errors import BadInput

if TYPE_CHECKING:
    from toolkit.workflow.deciding import Ballot


@click.command()
@FOLDER
@AS_JSON
def differences(folder: Path, as_json: bool) -> None:
    """List passages that were read differently."""
    from toolkit.analysis.frames import differences_frame
    from toolkit.analysis.names import KIND_NAMES, Names
    from toolkit.model.decision import DifferenceKind
    from toolkit.workflow.study import load_study

    with project_in(folder, "Looking for differences", quiet=as_json) as project:
        study = load_study(project)
    frame = differences_frame(study.differences, study.codings, study.decisions, Names.of(study))
    rows = json.loads(frame.to_json(orient="records"))
    if as_json:
        print_json({"differences": rows})
        return
    for row in rows:
        click.echo(
            f"{row['difference_id'][:8]}  {row['transcript']}, turn {row['turn']}, "
            f"{KIND_NAMES[DifferenceKind(row['kind'])]}: {row['codes']} ({row['coders']}); "
            f"{row['outcome'].replace('_', ' ')}"
        )
    click.echo(f"{len(rows)} differences.")


@click.command()
@FOLDER
@click.argument("difference")
@click.option("--by", metavar="NAME", required=True, help="Who writes it down.")
@click.option(
    "--vote",
    "votes",
    multiple=True,
    required=True,
    metavar="NAME=CHOICE",
    help="take:CODE, keep_both, change_codebook, park or leave_open; once a person.",
)
@click.option("--present", multiple=True, metavar="NAME", help="In the room without a vote yet.")
@click.option("--dissent", "dissents", multiple=True, metavar="NAME=WORDS", help="=WORDS unsigned.")
@click.option("--reopen", is_flag=True, help="Decide again what was settled.")
@REASON
@AS_JSON
def decide(
    folder: Path,
    difference: str,
    by: str,
    votes: tuple[str, ...],
    present: tuple[str, ...],
    dissents: tuple[str, ...],
    reopen: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Settle a difference by the team's rule.

    One person has one vote, whoever they are, and nobody can override the rule. Dissent is
    kept in the dissenter's own words and goes wherever the decision goes.
    """
    from toolkit.workflow.deciding import DissentNote
    from toolkit.workflow.deciding import decide as settle_difference

    notes = [dissent.partition("=") for dissent in dissents]
    with project_in(folder) as project:
        made, verdict = settle_difference(
            project,
            by=by,
            difference=difference,
            ballots=[_ballot(vote) for vote in votes],
            reason=reason,
            present=present,
            dissents=[DissentNote(author or None, words) for author, _, words in notes],
            reopens=reopen,
        )
        look_again(project, reason, *(words for _, _, words in notes))
    if as_json:
        print_json(plain(made) | {"explanation": verdict.explanation})
    else:
        click.echo(f"{made.outcome.value}: {verdict.explanation}")


def _ballot(vote: str) -> Ballot:
    from toolkit.model.decision import Choice
    from toolkit.workflow.deciding import Ballot

    voter, _, choice = vote.partition("=")
    word, _, codes = choice.partition(":")
    word = "take_code" if word == "take" else word
    if word not in set(Choice):
        raise BadInput(
            "C104",
            "A vote is NAME=take:CODE, or NAME= and one of keep_both, change_codebook, park, "
            "leave_open.",
        )
    return Ballot(voter, Choice(word), tuple(codes.split("+")) if codes else ())


@click.command()
@FOLDER
@click.option("--codes", help="Only units that bear one of these codes, with commas between.")
@click.option("--complete", is_flag=True, help="Only units that every coder coded.")
@click.option("--by-side", is_flag=True, help="Within each side and between them as well.")
@UNIT
@ROUND
@AS_JSON
def agreement(
    folder: Path,
    codes: str | None,
    complete: bool,
    by_side: bool,
    unit: str | None,
    round_name: str | None,
    as_json: bool,
) -> None:
    """Measure agreement over what is revealed."""
    from toolkit.model.transcript import Unit
    from toolkit.workflow.figures import measure_agreement
    from toolkit.workflow.study import load_study

    with project_in(folder, "Measuring agreement", quiet=as_json) as project:
        found = measure_agreement(
            load_study(project),
            codes=[code.strip() for code in codes.split(",")] if codes else None,
            complete=complete,
            by_side=by_side,
            round_name=round_name,
            unit=Unit(unit) if unit else None,
        )
    if as_json:
        print_json({"coefficients": [plain(one) for one in found]})
        return
    for one in found:
        value = "   -" if one.value is None else f"{one.value:.4f}"
        interval = "" if one.low is None else f" [{one.low:.2f} to {one.high:.2f}]"
        click.echo(
            f"{one.scope}, {one.side}: {one.measure} {value}{interval} "
            f"({one.n_units} units, {one.n_coders} coders) {one.reason}".rstrip()
        )
