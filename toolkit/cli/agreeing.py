"""What was read differently, what the team settles, and how far it agrees."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON, COUNT, FOLDER, PRACTICE, REASON, ROUND
from toolkit.cli.printing import look_again, plain, print_json, project_in
from toolkit.errors import BadInput

if TYPE_CHECKING:
    from toolkit.agreement.pairs import PairAgreement
    from toolkit.workflow.deciding import Ballot


@click.command()
@FOLDER
@PRACTICE
@AS_JSON
def differences(folder: Path, practice: bool, as_json: bool) -> None:
    """List passages that were read differently."""
    from toolkit.analysis.frames import differences_frame
    from toolkit.analysis.names import KIND_NAMES, Names
    from toolkit.model.decision import DifferenceKind
    from toolkit.workflow.study import load_study

    with project_in(folder, "Looking for differences", quiet=as_json) as project:
        study = load_study(project, practice=practice)
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
@AS_JSON
def outcomes(folder: Path, as_json: bool) -> None:
    """Count how differences were settled, who moved and whose codes lasted."""
    from toolkit.workflow.figures import count_outcomes
    from toolkit.workflow.study import load_study

    with project_in(folder, "Counting", quiet=as_json) as project:
        found = count_outcomes(load_study(project))
    if as_json:
        print_json(plain(found))
        return
    titles = ("How differences were settled", "Who moved", "Whose codes lasted")
    for title, counted in zip(titles, (found.settled, found.moved, found.codes), strict=True):
        click.echo(f"{title}:")
        for name, counts in counted.rows:
            told = zip(counted.columns, counts, strict=True)
            click.echo(f"  {name}: " + ", ".join(f"{column} {n}" for column, n in told))
        if counted.note:
            click.echo(f"  {counted.note}")


@click.command()
@FOLDER
@click.option("--codes", help="Only units that bear one of these codes, with commas between.")
@click.option("--complete", is_flag=True, help="Only units that every coder coded.")
@click.option("--by-side", is_flag=True, help="Within each side and between them as well.")
@click.option("--pairs", is_flag=True, help="Cohen's kappa of each two readers instead.")
@COUNT
@ROUND
@PRACTICE
@AS_JSON
def agreement(
    folder: Path,
    codes: str | None,
    complete: bool,
    by_side: bool,
    pairs: bool,
    unit: str | None,
    round_name: str | None,
    practice: bool,
    as_json: bool,
) -> None:
    """Measure agreement over what is revealed."""
    from toolkit.model.transcript import Unit
    from toolkit.workflow.figures import CHARACTERS, measure_agreement, measure_pairs
    from toolkit.workflow.study import load_study

    if pairs and (complete or by_side):
        raise BadInput(
            "C105", "Pairs go with --codes, --unit and --round only. Leave the rest out."
        )
    wanted = [code.strip() for code in codes.split(",")] if codes else None
    counted = CHARACTERS if unit == CHARACTERS else Unit(unit) if unit else None
    with project_in(folder, "Measuring agreement", quiet=as_json) as project:
        study = load_study(project, practice=practice)
        if pairs:
            made = measure_pairs(study, codes=wanted, round_name=round_name, unit=counted)
            _print_pairs(made, as_json=as_json)
            return
        found = measure_agreement(
            study,
            codes=wanted,
            complete=complete,
            by_side=by_side,
            round_name=round_name,
            unit=counted,
        )
    if as_json:
        print_json({"coefficients": [plain(one) for one in found]})
        return
    units = "characters" if counted == CHARACTERS else "units"
    for one in found:
        click.echo(
            f"{one.scope}, {one.side}: {one.measure} {_figure(one.value, one.low, one.high)} "
            f"({one.n_units} {units}, {one.n_coders} coders) {one.reason}".rstrip()
        )


def _print_pairs(pairs: Sequence[PairAgreement], *, as_json: bool) -> None:
    if as_json:
        print_json({"pairs": [plain(pair) for pair in pairs]})
        return
    for pair in pairs:
        click.echo(
            f"{pair.code}, {' and '.join(pair.coders)}: "
            f"cohen_kappa {_figure(pair.kappa, pair.low, pair.high)}, "
            f"percent_agreement {_figure(pair.agreement, None, None)} "
            f"({pair.n_units} units) {pair.reason}".rstrip()
        )


def _figure(value: float | None, low: float | None, high: float | None) -> str:
    interval = "" if low is None or high is None else f" [{low:.2f} to {high:.2f}]"
    return "   -" if value is None else f"{value:.4f}{interval}"
