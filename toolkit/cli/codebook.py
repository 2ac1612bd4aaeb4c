"""Show the codebook, propose to change it, vote, and take it to other programs and to paper."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS, AS_JSON, BY, FOLDER, REASON
from toolkit.cli.printing import look_again, plain, print_json, project_in
from toolkit.errors import BadInput

if TYPE_CHECKING:
    from toolkit.model.codebook import Codebook
    from toolkit.storage.project import Project
    from toolkit.workflow.proposing import NewCode

KINDS = ("add", "reword", "split", "merge", "move", "retire", "add-theme", "rename-theme")
VERSION = click.option("--version", type=int, help="An earlier version; else the newest.")
NUMBER = click.argument("proposal", type=int)


@click.group()
def codebook() -> None:
    """Show the codebook and change it together.

    Anybody on the team may propose a change. It is made when the team's rule is met, and by
    nobody else.
    """


@codebook.command()
@FOLDER
@VERSION
@AS_JSON
def show(folder: Path, version: int | None, as_json: bool) -> None:
    """Show the codes and what they mean."""
    with project_in(folder) as project:
        book = _version(project, version)
    if as_json:
        print_json(plain(book) if book else None)
        return
    if book:
        click.echo(f"Version {book.version}. Why: {book.reason}")
    for code in book.codes if book else ():
        click.echo(f"{code.id}  {code.name}: {code.plain_meaning}")


@codebook.command("import")
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
@BY
@click.option("--reason", default="", help="Why the codebook changes.")
@AS_JSON
def import_file(folder: Path, file: Path, by: str | None, reason: str, as_json: bool) -> None:
    """Bring in a codebook from a table (.csv) or from another program (.qdc).

    The first one is there at once. A later one becomes a proposal that the team votes on.
    """
    from toolkit.workflow.codebooks import import_codebook

    with project_in(folder) as project:
        done = import_codebook(project, file, by=by, reason=reason)
    book, proposal = done.codebook, done.proposal
    if as_json:
        print_json(
            {
                "version": book.version,
                "is_new": done.is_new,
                "proposal": proposal.number if proposal else None,
                "themes": len(book.themes),
                "codes": len(book.codes),
                "columns_not_used": done.columns_not_used,
                "answers_left_out": done.answers_left_out,
            }
        )
        return
    if done.is_new:
        click.echo(f"Codebook, version {book.version}: {len(book.codes)} codes.")
    elif proposal:
        click.echo(f"Proposal {proposal.number}: the team votes on what the file says.")
    else:
        click.echo("The codebook says this already; nothing was added.")
    if done.answers_left_out:
        click.echo(f"Always there, so not taken as codes: {', '.join(done.answers_left_out)}.")
    if done.columns_not_used:
        click.echo(f"Parts without a place here: {', '.join(done.columns_not_used)}.")


@codebook.command()
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
@click.option("--qdc", is_flag=True, help="For other programs: a REFI-QDA codebook.")
@click.option("--print", "to_print", is_flag=True, help="For paper: a page in large letters.")
@VERSION
def export(folder: Path, output: Path, qdc: bool, to_print: bool, version: int | None) -> None:
    """Write the codebook to a file: a table (CSV) without --qdc or --print."""
    from toolkit.workflow.codebooks import CodebookFormat, export_codebook

    if qdc and to_print:
        raise BadInput("C120", "Choose one of --qdc and --print; without them it is a table.")
    wanted = CodebookFormat.QDC if qdc else CodebookFormat.CSV
    with project_in(folder) as project:
        export_codebook(
            project, output, CodebookFormat.PAGE if to_print else wanted, version=version
        )
    click.echo(f"Wrote {output}")


@codebook.command()
@FOLDER
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("of", nargs=-1)
@AS
@REASON
@click.option("--name", default="", help="What the code or theme would be called.")
@click.option("--meaning", help="What it means, in plain words.")
@click.option("--use-when", help="When to use it.")
@click.option("--not-when", help="When not to.")
@click.option("--example", help="How somebody might say it; invented.")
@click.option("--theme", default="", help="The theme it would be in; its id or name.")
@click.option("--into", multiple=True, metavar="NAME=MEANING", help="Split: each new code.")
@AS_JSON
def propose(
    folder: Path,
    kind: str,
    of: tuple[str, ...],
    by: str,
    reason: str,
    name: str,
    theme: str,
    into: tuple[str, ...],
    as_json: bool,
    **words: str | None,
) -> None:
    """Propose a change of KIND, of the codes or the theme named after it.

    \b
    toolkit codebook propose FOLDER add --name NAME --meaning WORDS --theme THEME
    toolkit codebook propose FOLDER reword CODE --meaning WORDS
    toolkit codebook propose FOLDER split CODE --into NAME=MEANING --into NAME=MEANING
    toolkit codebook propose FOLDER merge CODE CODE --name NAME --meaning WORDS
    toolkit codebook propose FOLDER move CODE --theme THEME
    toolkit codebook propose FOLDER retire CODE
    toolkit codebook propose FOLDER add-theme --name NAME
    toolkit codebook propose FOLDER rename-theme THEME --name NAME

    Each with --as NAME and --reason WHY. What is not named in a new wording stays as it is.
    """
    from toolkit.model.proposal import ChangeKind
    from toolkit.workflow.proposing import propose_change

    wanted = ChangeKind(kind.replace("-", "_"))
    is_theme = wanted in (ChangeKind.ADD_THEME, ChangeKind.RENAME_THEME)
    with project_in(folder) as project:
        made = propose_change(
            project,
            by=by,
            kind=wanted,
            reason=reason,
            codes=() if is_theme else of,
            into=_new_codes(project, wanted, of, name, theme, into, words),
            theme=of[0] if wanted is ChangeKind.RENAME_THEME and of else theme,
            theme_name=name if is_theme else "",
        )
        look_again(project, reason, name, *words.values(), *into)
    if as_json:
        print_json(plain(made))
    else:
        click.echo(f"Proposal {made.number}. Everybody who has a vote can vote on it now.")


def _new_codes(
    project: Project,
    kind: str,
    of: tuple[str, ...],
    name: str,
    theme: str,
    into: tuple[str, ...],
    words: dict[str, str | None],
) -> tuple[NewCode, ...]:
    """What a change makes, by its kind; a new wording begins with the words that are there."""
    from toolkit.workflow.proposing import NewCode

    if kind == "split":
        parted = [one.partition("=") for one in into]
        return tuple(NewCode(new, meaning) for new, _, meaning in parted)
    if kind not in ("add", "merge", "reword"):
        return ()
    start = NewCode(name, theme=theme)
    book = _version(project, None)
    for code in book.codes if book and kind == "reword" else ():
        if of and of[0] in (code.id, code.name):
            start = NewCode(
                name or code.name,
                code.plain_meaning,
                code.use_when,
                code.not_when,
                code.example,
                code.content_note,
            )
    meaning, use_when = words["meaning"], words["use_when"]
    not_when, example = words["not_when"], words["example"]
    return (
        replace(
            start,
            plain_meaning=start.plain_meaning if meaning is None else meaning,
            use_when=start.use_when if use_when is None else use_when,
            not_when=start.not_when if not_when is None else not_when,
            example=start.example if example is None else example,
        ),
    )


@codebook.command("proposals")
@FOLDER
@click.option("--all", "show_all", is_flag=True, help="Settled ones and those taken back too.")
@AS_JSON
def list_all(folder: Path, show_all: bool, as_json: bool) -> None:
    """List the proposals with how they stand; votes only when everybody has voted."""
    import json

    from toolkit.analysis.frames import proposals_frame
    from toolkit.analysis.names import Names
    from toolkit.workflow.study import load_study

    with project_in(folder) as project:
        study = load_study(project)
    frame = proposals_frame(study, Names.of(study))
    rows = json.loads(frame.to_json(orient="records"))
    shown = [row for row in rows if show_all or row["state"] in ("voting", "open")]
    if as_json:
        print_json({"proposals": shown})
        return
    for row in shown:
        click.echo(
            f"Proposal {row['proposal']} by {row['proposed_by']}, {row['state']}: "
            f"{row['changes']} Why: {row['reason']} {row['explanation']}".rstrip()
        )
        for line in row["dissent"].splitlines():
            click.echo(f"  Dissent: {line}")
    click.echo(f"{len({row['proposal'] for row in shown})} proposals.")


@codebook.command()
@FOLDER
@NUMBER
@click.argument(
    "stance", type=click.Choice(["accept", "refuse", "leave-open", "go-on"]), required=True
)
@AS
@click.option("--why", default="", help="A line that the others read with the votes, unsigned.")
@AS_JSON
def vote(folder: Path, proposal: int, stance: str, by: str, why: str, as_json: bool) -> None:
    """Vote on a proposal: accept, refuse or leave-open.

    Nobody sees a vote before everybody has voted. After you have voted, go-on says that you would
    not wait any longer for those who have not.
    """
    from toolkit.model.proposal import Stance
    from toolkit.workflow.proposal_voting import cast_stance, go_on_without

    with project_in(folder) as project:
        if stance == "go-on":
            voting = go_on_without(project, by=by, proposal=proposal)
        else:
            chosen = Stance(stance.replace("-", "_"))
            voting = cast_stance(project, by=by, proposal=proposal, stance=chosen, why=why)
        look_again(project, why)
    if as_json:
        print_json(plain(voting))
    elif voting.is_open:
        click.echo("Your vote is in. It can be changed until everybody has voted.")
    else:
        click.echo(f"{voting.outcome}: {voting.explanation}")
        if voting.made_version:
            click.echo(f"The codebook is at version {voting.made_version} now.")


@codebook.command("vote-again")
@FOLDER
@NUMBER
@AS
def open_again(folder: Path, proposal: int, by: str) -> None:
    """Open a new vote on a proposal that stayed open."""
    from toolkit.workflow.proposal_voting import vote_again

    with project_in(folder) as project:
        vote_again(project, by=by, proposal=proposal)
    click.echo("The vote is open again. The one before it is kept.")


@codebook.command()
@FOLDER
@NUMBER
@AS
def withdraw(folder: Path, proposal: int, by: str) -> None:
    """Take back a proposal of your own."""
    from toolkit.workflow.proposing import withdraw_proposal

    with project_in(folder) as project:
        withdraw_proposal(project, by=by, proposal=proposal)
    click.echo("Taken back. What had been voted was erased.")


@codebook.command()
@FOLDER
@NUMBER
@AS
@click.option("--words", required=True, help="What you still see otherwise.")
@click.option("--unsigned", is_flag=True, help="Keep it without your pen-name.")
def dissent(folder: Path, proposal: int, by: str, words: str, unsigned: bool) -> None:
    """Add what you still see otherwise to what came of a vote."""
    from toolkit.workflow.proposal_voting import add_proposal_dissent

    with project_in(folder) as project:
        add_proposal_dissent(project, by=by, proposal=proposal, words=words, is_signed=not unsigned)
        look_again(project, words)
    click.echo("It stands with the vote now.")


@codebook.command()
@FOLDER
@click.argument("before", type=int, required=False)
@click.argument("after", type=int, required=False)
@AS_JSON
def diff(folder: Path, before: int | None, after: int | None, as_json: bool) -> None:
    """Show what is different between two versions.

    Without AFTER it is the newest; without BEFORE too, the last two.
    """
    from toolkit.analysis.codebook_changes import History, describe_alteration
    from toolkit.workflow.study import load_study

    with project_in(folder) as project:
        study = load_study(project)
    last = len(study.codebooks)
    first, second = before or last - 1, after or last
    if not 1 <= first < second <= last and last > 1:
        raise BadInput("C121", f"Name two versions from 1 to {last}, the earlier one first.")
    found = History.of(study).changes(first, second)
    lines = [describe_alteration(one) for one in found]
    if as_json:
        print_json({"before": first, "after": second, "changes": [plain(one) for one in found]})
        return
    for line in lines or ["There is nothing that is different."]:
        click.echo(line)


@codebook.command("look-again")
@FOLDER
@AS
@click.option("--seen", metavar="CODING", help="Take this one off the list; it stays as it is.")
@AS_JSON
def look(folder: Path, by: str, seen: str | None, as_json: bool) -> None:
    """List your codings whose code was split, merged or retired. They are yours alone to see."""
    from toolkit.workflow.looking_again import list_codings_to_see, mark_seen

    with project_in(folder) as project:
        if seen is not None:
            mark_seen(project, by=by, coding=seen)
        found = list_codings_to_see(project, by=by)
    if as_json:
        print_json({"codings": [plain(one) for one in found]})
        return
    for one in found:
        becomes = ", ".join(one.gone.becomes) or "nothing in its place"
        click.echo(
            f"{one.coding.id}  {one.transcript}, turn {one.turn}, {one.gone.name} "
            f"({one.gone.kind}: {becomes}): {one.coding.quotation}"
        )
    click.echo(f"{len(found)} codings to look at again.")


def _version(project: Project, number: int | None) -> Codebook | None:
    from toolkit.workflow.codebooks import find_codebook, list_codebooks

    return find_codebook(list_codebooks(project), number)
