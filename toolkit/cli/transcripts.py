"""From a file on somebody's machine to a transcript that may be coded."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON, BY, FOLDER, LAYOUT, SPEAKERS
from toolkit.cli.printing import plain, print_json, project_in, watched

if TYPE_CHECKING:
    from toolkit.workflow.importing import FileOutcome


@click.command("import")
@FOLDER
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@LAYOUT
@SPEAKERS
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@BY
@AS_JSON
def import_files(
    folder: Path,
    files: tuple[Path, ...],
    layout: str | None,
    speakers: Path | None,
    dry_run: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Read transcripts in as drafts.

    Word (.docx), LibreOffice (.odt), rich text (.rtf), PDF (.pdf), text (.txt, .md), tables (.csv)
    and captions (.vtt, .srt). The report accounts for every word; a reading that is doubtful waits
    until somebody accepts it.
    """
    from toolkit.screening.second_opinion import installed_opinion
    from toolkit.workflow.importing import ImportStatus, import_transcripts

    with project_in(folder) as project:
        outcomes = import_transcripts(
            project,
            files,
            by=by,
            layout=layout,
            speakers=speakers,
            dry_run=dry_run,
            second_opinion=installed_opinion(),
            watch=lambda paths: watched(paths, "Reading", quiet=as_json),
        )
    if as_json:
        print_json({"files": [_import_row(outcome) for outcome in outcomes]})
    else:
        _print_import(outcomes)
    if any(outcome.status is ImportStatus.REFUSED for outcome in outcomes):
        sys.exit(2)


def _import_row(outcome: FileOutcome) -> dict[str, object]:
    report = outcome.report
    return {
        "file": outcome.file,
        "status": outcome.status.value,
        "layout": report.layout if report else None,
        "words_in": report.words_in if report else None,
        "words_in_turns": report.words_in_turns if report else None,
        "words_left_out": report.words_left_out if report else {},
        "words_without_speaker": report.words_without_speaker if report else None,
        "turns": report.turns if report else None,
        "speakers": [speaker.label for speaker in report.speakers] if report else [],
        "problems": [plain(problem) for problem in outcome.problems],
    }


def _print_import(outcomes: Sequence[FileOutcome]) -> None:
    for outcome in outcomes:
        report = outcome.report
        account = ""
        if report:
            left_out = sum(report.words_left_out.values())
            account = (
                f"  {report.layout}, {report.turns} turns, {report.words_in} words in = "
                f"{report.words_in_turns} in turns + {left_out} left out"
            )
        click.echo(f"{outcome.status.value:10}{outcome.file}{account}")
        for problem in outcome.problems:
            click.echo(f"          {problem}")
    counts = ", ".join(
        f"{sum(o.status == status for o in outcomes)} {status}"
        for status in dict.fromkeys(o.status for o in outcomes)
    )
    click.echo(f"{len(outcomes)} files: {counts}.")


@click.command()
@FOLDER
@click.argument("name")
@click.option("--by", metavar="NAME", required=True)
def accept(folder: Path, name: str, by: str) -> None:
    """Accept how a doubtful file was read."""
    from toolkit.workflow.importing import accept_reading

    with project_in(folder) as project:
        accept_reading(project, by=by, name=name)
    click.echo("Accepted.")


@click.command()
@FOLDER
@click.argument("name")
@BY
def discard(folder: Path, name: str, by: str | None) -> None:
    """Erase a draft, to import its file anew."""
    from toolkit.workflow.importing import discard_draft

    with project_in(folder) as project:
        discard_draft(project, by=by, name=name)
    click.echo("Erased.")
