"""Read files with no project at all, to see what an import would make of them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON, LAYOUT, SPEAKERS
from toolkit.cli.printing import plain, print_json, watched

if TYPE_CHECKING:
    from toolkit.ingest.report import ImportReport
    from toolkit.model.transcript import Transcript
    from toolkit.workflow.reading_files import ReadFile, RefusedFile


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@LAYOUT
@SPEAKERS
@AS_JSON
def read(files: tuple[Path, ...], layout: str | None, speakers: Path | None, as_json: bool) -> None:
    """Read transcripts and say how each was read.

    It takes no project and keeps nothing. The report accounts for every word of a file; with
    --json the turns are in it too. A file that cannot be read is named, and the others are read
    all the same.
    """
    from toolkit.workflow.reading_files import ReadFile, read_files

    taken: list[dict[str, object]] = []
    refused: list[RefusedFile] = []
    lines: list[str] = []
    watch = partial(watched, what="Reading", quiet=as_json)
    for found in read_files(files, layout=layout, speakers=speakers, watch=watch):
        lines += _lines_of(found)
        if isinstance(found, ReadFile):
            taken.append(_row_of(found) if as_json else {})
        else:
            refused.append(found)
    if as_json:
        print_json({"files": taken, "refused": plain(refused)})
    else:
        for line in lines:
            click.echo(line)
        click.echo(f"Files read: {len(taken)}. Files refused: {len(refused)}.")
    if refused:
        sys.exit(2)


def _row_of(found: ReadFile) -> dict[str, object]:
    report, transcript = found.reading.report, found.reading.transcript
    roles = {speaker.label: speaker.role for speaker in transcript.speakers}
    row: dict[str, object] = plain(report) | {
        "file": found.file,
        "words_unexplained": report.words_unexplained,
        "confident": report.confident,
        "number_of_turns": report.turns,
        "turns": [
            {
                "speaker": turn.speaker,
                "role": roles.get(turn.speaker or ""),
                "text": transcript.words_of(turn),
            }
            for turn in transcript.turns
        ],
    }
    if transcript.interjections:
        row["interjections"] = _interjections_of(transcript)
    return row


def _interjections_of(transcript: Transcript) -> list[dict[str, object]]:
    roles = {speaker.label: speaker.role for speaker in transcript.speakers}
    return [
        {
            "turn": transcript.turns_at(each.start, each.end)[0].index,
            "speaker": each.speaker,
            "role": roles.get(each.speaker or ""),
            "text": transcript.text[each.start : each.end],
        }
        for each in transcript.interjections
    ]


def _lines_of(found: ReadFile | RefusedFile) -> list[str]:
    """What is printed of a file where no JSON is asked for."""
    from toolkit.workflow.reading_files import RefusedFile

    if isinstance(found, RefusedFile):
        return [f"{found.file}: refused", *(f"  {problem}" for problem in found.problems)]
    report = found.reading.report
    sure = report.certainty.in_words() if report.certainty else ""
    return [
        f"{found.file}: {report.layout}. {report.why} {sure}",
        f"  {_account_of(report)}",
        *(f"  speaker {one.label}: {one.role or 'role not known'}" for one in report.speakers),
        *(f"  {problem}" for problem in report.problems),
    ]


def _account_of(report: ImportReport) -> str:
    kinds = ", ".join(f"{kind} {count}" for kind, count in report.words_left_out.items() if count)
    account = (
        f"{report.words_in} words in = {report.words_in_turns} in {report.turns} turns + "
        f"{sum(report.words_left_out.values())} left out{kinds and f' ({kinds})'}; "
        f"{report.words_without_speaker} without a speaker"
    )
    if report.words_unexplained:
        return f"{account}; {abs(report.words_unexplained)} do not add up"
    return account
