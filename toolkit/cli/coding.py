"""A round of coding alone: open it, read, code, seal, reveal; or bring codings in."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import AS, AS_JSON, BY, FOLDER, ROUND
from toolkit.cli.printing import look_again, plain, print_json, project_in
from toolkit.errors import BadInput


@click.command("import-codings")
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--add-codes", is_flag=True, help="Add codes that the codebook does not have.")
@BY
@AS_JSON
def import_codings_file(
    folder: Path, file: Path, add_codes: bool, by: str | None, as_json: bool
) -> None:
    """Bring in codings from a CSV file.

    They make a revealed round of their own: all of them, or none if a row is wrong. Columns:
    transcript, coder, code, and turn (from 0) or start and end; quotation and memo if there.
    """
    from toolkit.workflow.coding_tables import import_codings

    with project_in(folder, "Storing codings", quiet=as_json) as project:
        done = import_codings(project, file, by=by, add_codes=add_codes)
    if as_json:
        print_json(plain(done))
    elif done.is_new:
        click.echo(
            f"{done.round_name}: {done.codings} codings, {len(done.new_members)} new members, "
            f"{done.new_codes} new codes, {done.rows_repeated} repeated rows."
        )
    else:
        click.echo(f"This table is here already, as {done.round_name}; nothing was added.")


@click.group("round")
def round_group() -> None:
    """Open a round of coding alone, seal, reveal."""


@round_group.command("open")
@FOLDER
@click.argument("name")
@click.option(
    "--reader",
    "readers",
    multiple=True,
    metavar="TRANSCRIPT=NAME,NAME",
    help="Who reads a transcript; without any, every coder reads all.",
)
@click.option("--shuffle", is_flag=True, help="Show each coder the transcripts in their own order.")
@BY
@AS_JSON
def round_open(
    folder: Path,
    name: str,
    readers: tuple[str, ...],
    shuffle: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Open a round."""
    from toolkit.workflow.rounds import open_round

    pairs = [reader.partition("=") for reader in readers]
    asked = {transcript: names.split(",") for transcript, _, names in pairs} if pairs else None
    with project_in(folder) as project:
        made, gaps = open_round(project, name, by=by, readers=asked, shuffled=shuffle)
    if as_json:
        print_json({"round": made.name, "id": made.id, "gaps": [plain(gap) for gap in gaps]})
        return
    click.echo(f"{made.name} is open: {len(made.assignments)} readings.")
    for gap in gaps:
        sides = f", none from: {', '.join(gap.sides_missing)}" if gap.sides_missing else ""
        click.echo(f"{gap.transcript} has {gap.readers} readers{sides}.")


@round_group.command("practise")
@FOLDER
@BY
def round_practise(folder: Path, by: str | None) -> None:
    """Open a practice round on an invented talk.

    It works as every round does, and is left out of agreement, report and tables.
    """
    from toolkit.demo.practice import open_practice

    with project_in(folder) as project:
        made = open_practice(project, by=by)
    click.echo(f"{made.name} is open: {len(made.assignments)} readings. It counts nowhere.")


@round_group.command("seal")
@FOLDER
@AS
@click.option("--transcript", metavar="NAME", help="One transcript instead of all of yours.")
@ROUND
def round_seal(folder: Path, by: str, transcript: str | None, round_name: str | None) -> None:
    """Seal your codings: you have finished, and they cannot change any more."""
    from toolkit.workflow.rounds import seal

    with project_in(folder) as project:
        made = seal(project, by=by, transcript=transcript, round_name=round_name)
    click.echo(f"Sealed {len(made)} transcripts.")


@round_group.command("reveal")
@FOLDER
@ROUND
@BY
@click.option("--reason", default="", help="Needed where somebody has not sealed.")
def round_reveal(folder: Path, round_name: str | None, by: str | None, reason: str) -> None:
    """Show everybody's codings to the whole team."""
    from toolkit.workflow.rounds import reveal

    with project_in(folder) as project:
        made = reveal(project, by=by, round_name=round_name, reason=reason)
        look_again(project, reason)
    click.echo(f"{made.name} is revealed. Next: toolkit differences {folder}")


@click.command()
@FOLDER
@click.argument("transcript")
@AS
@click.option("--open", "opened", is_flag=True, help="Show turns that carry a content note.")
@ROUND
@AS_JSON
def desk(
    folder: Path, transcript: str, by: str, opened: bool, round_name: str | None, as_json: bool
) -> None:
    """Show a transcript to one of its readers.

    With it come their own codings and nobody else's. Turns with a content note stay folded.
    """
    from toolkit.workflow.coding import open_desk

    with project_in(folder) as project:
        opened_desk = open_desk(project, by=by, transcript=transcript, round_name=round_name)
    if as_json:
        print_json(plain(opened_desk))
        return
    notes = {note.turn: note.words for note in opened_desk.content_notes}
    for turn in opened_desk.transcript.turns:
        words = opened_desk.transcript.words_of(turn)
        if turn.index in notes and not opened:
            words = f"[folded: {notes[turn.index]}. To read it: --open]"
        click.echo(f"{turn.index:4}  {turn.speaker or '?'}: {words}")
    for coding in opened_desk.codings:
        click.echo(f"  {coding.id}  {coding.category}  {coding.start} to {coding.end}")


@click.command()
@FOLDER
@click.argument("transcript")
@AS
@click.option("--turn", type=int, required=True, help="The turn's number, from 0.")
@click.option("--quotation", help="The words to code; without it the whole turn.")
@click.option("--code", help="The code's id.")
@click.option("--answer", type=click.Choice(["not_sure", "does_not_fit", "not_today"]))
@click.option("--line", default="", help="A line that goes with an answer.")
@click.option("--memo", default="", help="A note of your own.")
@ROUND
def code(
    folder: Path,
    transcript: str,
    by: str,
    turn: int,
    quotation: str | None,
    code: str | None,
    answer: str | None,
    line: str,
    memo: str,
    round_name: str | None,
) -> None:
    """Code some words of a transcript.

    Nobody else sees it before the reveal.
    """
    from toolkit.model.coding import Answer
    from toolkit.workflow.coding import add_coding, open_desk, place_in_turn

    if (code is None) == (answer is None):
        raise BadInput("C103", "Give a --code or an --answer, one of the two.")
    with project_in(folder) as project:
        desk = open_desk(project, by=by, transcript=transcript, round_name=round_name)
        start, end = place_in_turn(desk.transcript, turn, quotation)
        made = add_coding(
            project,
            by=by,
            transcript=transcript,
            start=start,
            end=end,
            quotation=desk.transcript.text[start:end],
            code=code,
            answer=Answer(answer) if answer else Answer.CODE,
            line=line,
            memo=memo,
            round_name=round_name,
        )
        look_again(project, memo, line)
    click.echo(f"Saved: {made.id}")
