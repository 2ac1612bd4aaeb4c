"""Notes of one member, and a search of what they may read."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.cli.options import AS, AS_JSON, FOLDER
from toolkit.cli.printing import plain, print_json, project_in


@click.command()
@FOLDER
@click.argument("words", nargs=-1)
@AS
@click.option("--phrase", is_flag=True, help="The words one behind the other.")
@click.option("--speaker", help="Only what this speaker says.")
@click.option("--code", help="What was coded with this code (its id).")
@AS_JSON
def search(
    folder: Path,
    words: tuple[str, ...],
    by: str,
    phrase: bool,
    speaker: str | None,
    code: str | None,
    as_json: bool,
) -> None:
    """Find words, or what was coded, in the transcripts that a member may read."""
    from toolkit.workflow.searching import search as find

    with project_in(folder) as project:
        found = find(
            project, by=by, words=" ".join(words), as_phrase=phrase, speaker=speaker, code=code
        )
    if as_json:
        print_json(plain(found))
        return
    for hit in found.hits:
        told = f"[{hit.content_note}]" if hit.content_note else hit.before + hit.found + hit.after
        click.echo(
            f"{hit.transcript} turn {hit.turn}, {hit.speaker or 'speaker not known'}: {told}"
        )
    click.echo(f"{found.total} places in {found.transcripts} transcripts.")


@click.command()
@FOLDER
@click.argument("words")
@AS
@click.option("--on-transcript", metavar="NAME", help="About this transcript.")
@click.option("--on-code", metavar="ID", help="About this code.")
@click.option("--share", is_flag=True, help="Let the team read it.")
def note(
    folder: Path,
    words: str,
    by: str,
    on_transcript: str | None,
    on_code: str | None,
    share: bool,
) -> None:
    """Write a note on the project, or on a transcript or a code. It is private unless shared."""
    from toolkit.workflow.memos import MemoTarget, add_memo

    about = MemoTarget.PROJECT
    if on_transcript or on_code:
        about = MemoTarget.TRANSCRIPT if on_transcript else MemoTarget.CODE
    with project_in(folder) as project:
        add_memo(
            project,
            by=by,
            about=about,
            name=on_transcript or on_code or "",
            words=words,
            shared=share,
        )
    click.echo("The note is kept." if not share else "The note is kept and shared.")


@click.command()
@FOLDER
@AS
@AS_JSON
def notes(folder: Path, by: str, as_json: bool) -> None:
    """A member's own notes, and those that others share."""
    from toolkit.workflow.memos import list_memos

    with project_in(folder) as project:
        listed = list_memos(project, by=by)
    if as_json:
        print_json([plain(noted) for noted in listed])
        return
    for noted in listed:
        place = "" if noted.turn is None else f" turn {noted.turn}"
        click.echo(f"{noted.about} {noted.name}{place}: {noted.memo.words}")
    click.echo(f"{len(listed)} notes.")
