"""A corrected file for a transcript, and what its coders have to look at again."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.options import AS, AS_JSON, FOLDER
from toolkit.cli.printing import plain, print_json, print_problems, project_in
from toolkit.errors import BadInput


@click.command()
@FOLDER
@click.argument("name")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--by", metavar="NAME", required=True, help="The checker who brings it in.")
@click.option("--reason", default="", help="Why it was corrected; it is kept and reported.")
@click.option("--layout", help="Read the file in this layout, whatever it looks like.")
def revise(folder: Path, name: str, file: Path, by: str, reason: str, layout: str | None) -> None:
    """Bring in a corrected file for a transcript.

    It is screened and cleared like any draft, and then becomes the next version of the
    transcript NAME. Codings go along where their words still stand.
    """
    from toolkit.workflow.importing import ImportStatus
    from toolkit.workflow.revising import propose_revision

    with project_in(folder) as project:
        outcome = propose_revision(
            project, by=by, name=name, file=file, reason=reason, layout=layout
        )
    click.echo(f"{outcome.status.value:10}{outcome.file}")
    print_problems(outcome.problems)
    if outcome.status is ImportStatus.REFUSED:
        sys.exit(2)


@click.command("left-behind")
@FOLDER
@AS
@AS_JSON
def left_behind(folder: Path, by: str, as_json: bool) -> None:
    """List your codings that a correction left behind.

    They are yours alone to see. Each can be placed again or let go (toolkit place).
    """
    from toolkit.workflow.placing import list_moves

    with project_in(folder) as project:
        moves = list_moves(project, by=by)
    if as_json:
        print_json({"moves": [_row(plain(move)) for move in moves]})
        return
    for move in moves:
        click.echo(
            f"{move.transcript}, {move.round_name}: {move.moved} of your codings moved with the "
            f"corrected text, {len(move.left)} wait for you."
        )
        for left in move.left:
            click.echo(
                f"  {left.coding.id}  {left.code}, near turns {left.turns[0]} to "
                f"{left.turns[-1]}: {left.coding.quotation}"
            )


def _row(move: dict[str, object]) -> dict[str, object]:
    """A move as JSON, with the turns as their first and last."""
    left = move["left"]
    rows = left if isinstance(left, list) else []
    return move | {"left": [row | {"turns": [row["turns"][0], row["turns"][-1]]} for row in rows]}


@click.command()
@FOLDER
@click.argument("coding")
@AS
@click.option("--turn", type=int, help="The turn where it belongs now, from 0.")
@click.option("--quotation", help="Its words there; without it the whole turn.")
@click.option("--let-go", is_flag=True, help="It has no place in the corrected text.")
def place(
    folder: Path, coding: str, by: str, turn: int | None, quotation: str | None, let_go: bool
) -> None:
    """Place a coding that was left behind, or let it go."""
    from toolkit.workflow.placing import let_coding_go, place_coding

    if let_go == (turn is not None):
        raise BadInput("C107", "Say where it belongs now (--turn NUMBER), or let it go (--let-go).")
    with project_in(folder) as project:
        if turn is None:
            let_coding_go(project, by=by, coding_id=coding)
        else:
            place_coding(project, by=by, coding_id=coding, turn=turn, quotation=quotation)
    click.echo("Let go." if turn is None else "Placed.")
