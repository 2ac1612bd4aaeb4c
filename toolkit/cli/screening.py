"""What may identify somebody: found, settled, and cleared by two people."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.cli.options import AS_JSON, FOLDER, REASON
from toolkit.cli.printing import look_again, plain, print_json, print_problems, project_in, watched
from toolkit.errors import BadInput
from toolkit.settings import KEY_PASSPHRASE_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.screening.finding import Finding
    from toolkit.storage.drafts import Draft, DraftFinding
    from toolkit.storage.project import Project
    from toolkit.workflow.name_key import OpenKey
    from toolkit.workflow.reading_files import ReadFile

CHECKER = click.option("--by", metavar="NAME", required=True, help="The checker.")


@click.command()
@click.argument(
    "paths",
    metavar="FOLDER | --files FILES...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
)
@click.option("--files", "outside", is_flag=True, help="Screen files outside any project.")
@click.option("--with-text", is_flag=True, help="With --files --json: print the text as well.")
@click.option("--again", is_flag=True, help="Find anew in all drafts; what is settled stays so.")
@click.option("--by", metavar="NAME", help="The checker who looks.")
@AS_JSON
def screen(
    paths: tuple[Path, ...],
    outside: bool,
    with_text: bool,
    again: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """List what may identify somebody in drafts, or in files.

    It prints places and kinds, never the words (but with --with-text). A trained English
    pipeline of spaCy is asked as well where one is installed.
    """
    if outside:
        _screen_files(paths, with_text=with_text, as_json=as_json)
        return
    if len(paths) != 1:
        raise BadInput("C110", "Name one project's folder, or files behind --files.")
    from toolkit.screening.second_opinion import installed_opinion
    from toolkit.workflow.clearing import list_drafts
    from toolkit.workflow.rereading import screen_again

    with project_in(paths[0], "Screening", quiet=as_json) as project:
        if again:
            screen_again(project, by=by, second_opinion=installed_opinion())
        drafts = list_drafts(project, by=by)
    if as_json:
        print_json({"drafts": [_row_of_draft(draft) for draft in drafts]})
        return
    for draft in drafts:
        _print_draft(draft)


def _row_of_draft(draft: Draft) -> dict[str, object]:
    from toolkit.screening.screen import has_few_capitals

    return {
        "draft": draft.transcript.name,
        "state": draft.state,
        "few_capitals": has_few_capitals(draft.transcript.text),
        "findings": [_row_of(finding) for finding in draft.findings],
    }


def _row_of(finding: DraftFinding) -> dict[str, object]:
    row: dict[str, object] = plain(finding)
    del row["identity"]  # it is what was said
    return row


def _print_draft(draft: Draft) -> None:
    left = sum(1 for finding in draft.findings if finding.choice is None)
    click.echo(f"{draft.transcript.name}: {draft.state}, {left} findings to settle")
    for f in draft.findings:
        click.echo(
            f"  {f.position}  {f.kind} in {f.part}, offsets {f.start} to {f.end}: {f.reason} "
            f"[{f.choice or 'open'}]"
        )


def _screen_files(paths: tuple[Path, ...], *, with_text: bool, as_json: bool) -> None:
    from toolkit.screening.second_opinion import installed_opinion
    from toolkit.workflow.reading_files import RefusedFile, read_files

    opinion = installed_opinion()
    rows: list[dict[str, object]] = []
    refused: list[RefusedFile] = []
    for found in read_files(paths, watch=partial(watched, what="Screening", quiet=as_json)):
        if isinstance(found, RefusedFile):
            refused.append(found)
            continue
        also = opinion(found.reading.transcript.text) if opinion else ()
        rows.append(_row_of_file(found, also, with_text=with_text))
    if as_json:
        print_json({"files": rows, "refused": plain(refused)})
    else:
        for row in rows:
            _print_file(row)
        for one in refused:
            click.echo(f"{one.file}: refused")
            print_problems(one.problems)
    if refused:
        sys.exit(2)


def _row_of_file(found: ReadFile, also: Iterable[Finding], *, with_text: bool) -> dict[str, object]:
    from toolkit.screening.screen import screen_text

    text = found.reading.transcript.text
    screening = screen_text(text, also)
    row: dict[str, object] = {
        "file": found.file,
        "words": screening.words,
        "few_capitals": screening.few_capitals,
        "findings": [
            {"start": f.start, "end": f.end, "class": f.of_class, "kind": f.kind, "sure": f.sure}
            for f in screening.findings
        ],
    }
    return row | {"text": text} if with_text else row


def _print_file(row: dict[str, Any]) -> None:
    findings = row["findings"]
    click.echo(f"{row['file']}: {row['words']} words, {len(findings)} findings")
    if row["few_capitals"]:
        click.echo("  It has hardly any capital letters: read every word of it for names.")
    for f in findings:
        click.echo(f"  {f['class']}: {f['kind']}, offsets {f['start']} to {f['end']}")


@click.command()
@FOLDER
@click.argument("name")
@click.argument("number", type=int)
@click.option("--keep", "choice", flag_value="keep", help="The words may stay.")
@click.option("--remove", "choice", flag_value="remove", help="Put [removed] there.")
@click.option("--undo", "choice", flag_value="undo", help="Open it again.")
@click.option("--replace", "replacement", metavar="WORDS", help="What stands there instead.")
@click.option("--everywhere", is_flag=True, help="For the same person or place in every draft.")
@click.option("--sure", is_flag=True, help="Do it, although it asks first.")
@CHECKER
def settle(
    folder: Path,
    name: str,
    number: int,
    choice: str | None,
    replacement: str | None,
    everywhere: bool,
    sure: bool,
    by: str,
) -> None:
    """Settle a finding: replace it, keep it, or take it out.

    Without a choice a pseudonym stands there that is the same all through the project, such as
    [Officer 3], or a word for its kind, such as [phone number].
    """
    from toolkit.storage.drafts import Settlement
    from toolkit.workflow.settling import settle_finding, unsettle_finding

    with project_in(folder) as project:
        if choice == "undo":
            unsettle_finding(project, by=by, transcript=name, finding=number)
            click.echo("It is open again.")
            return
        done = settle_finding(
            project,
            by=by,
            transcript=name,
            finding=number,
            choice=Settlement(choice or "replace"),
            replacement=replacement,
            everywhere=everywhere,
            sure=sure,
            key=_key_from_environment(project, by),
        )
    there = f" {done.replacement} will stand there." if done.replacement else ""
    click.echo(f"Settled in {done.places} places of {done.drafts} drafts.{there}")


def _key_from_environment(project: Project, by: str) -> OpenKey | None:
    """The key to the names, where the environment holds its passphrase."""
    from toolkit.workflow.name_key import look_at_key, open_key

    passphrase = os.environ.get(KEY_PASSPHRASE_VARIABLE)
    if passphrase is None or not look_at_key(project, by=by).is_made:
        return None
    return open_key(project, by=by, passphrase=passphrase)


@click.command()
@FOLDER
@click.argument("name")
@click.argument("words")
@click.option("--kind", default="name", show_default=True, help="What they are, such as prison.")
@CHECKER
def mark(folder: Path, name: str, words: str, kind: str, by: str) -> None:
    """Mark words that no rule has found, to settle them."""
    from toolkit.screening.finding import Kind
    from toolkit.workflow.settling import mark_words

    if kind not in list(Kind):
        raise BadInput("C111", f"There is no such kind. There are: {', '.join(Kind)}.")
    with project_in(folder) as project:
        count = mark_words(project, by=by, transcript=name, words=words, kind=Kind(kind))
    click.echo(f"Marked in {count} places; settle each, or one of them --everywhere.")


@click.command()
@AS_JSON
def checklist(as_json: bool) -> None:
    """Print what two checkers have to look for with their own eyes."""
    from toolkit.screening.indirect import checks_for

    checks = checks_for(few_capitals=True)
    if as_json:
        print_json({"checks": plain(checks)})
        return
    for check in checks:
        click.echo(f"{check.id}: {check.sentence}\n    Look for: {check.look_for}")


@click.command()
@FOLDER
@click.argument("names", nargs=-1)
@click.option(
    "--all", "unread", is_flag=True, help="All drafts, unread: for text that is public already."
)
@click.option("--by", metavar="NAME", required=True, help="Who clears.")
@click.option("--approved-by", metavar="NAME", required=True, help="A second person.")
@click.option("--signed", is_flag=True, help="Every sentence of `toolkit checklist` holds.")
@REASON
@AS_JSON
def clear(
    folder: Path,
    names: tuple[str, ...],
    unread: bool,
    by: str,
    approved_by: str,
    signed: bool,
    reason: str,
    as_json: bool,
) -> None:
    """Let drafts be coded. It takes two people.

    The drafts are erased, and with them all that was replaced.
    """
    from toolkit.screening.indirect import checks_for
    from toolkit.workflow.clearing import clear_transcripts

    if bool(names) == unread:
        raise BadInput("C102", "Name the drafts to clear, or clear them --all unread.")
    checks = checks_for(few_capitals=True) if signed else ()
    with project_in(folder, "Clearing", quiet=as_json) as project:
        done = clear_transcripts(
            project,
            by=by,
            approved_by=approved_by,
            reason=reason,
            names=None if unread else names,
            signed=frozenset(check.id for check in checks),
            unread=unread,
        )
        look_again(project, reason)
    if as_json:
        print_json(plain(done))
        return
    how = " unread" if unread else ""
    click.echo(f"Cleared {len(done.names)} transcripts{how}; {done.findings_left} findings left.")
    if done.waiting:
        click.echo(f"Still waiting for somebody to accept how they were read: {len(done.waiting)}.")


@click.command()
@FOLDER
@AS_JSON
def redactions(folder: Path, as_json: bool) -> None:
    """Print the redaction log: where, what sort of thing, and who decided.

    What stood there is not in it.
    """
    from toolkit.analysis.names import Names
    from toolkit.workflow.study import load_study

    with project_in(folder) as project:
        study = load_study(project)
    names = Names.of(study)
    rows = [
        plain(one)
        | {
            "transcript": names.transcript(one.transcript_id),
            "settled_by": names.member(one.settled_by),
        }
        for one in study.redactions
    ]
    if as_json:
        print_json({"redactions": rows})
        return
    for row in rows:
        place = f"turn {row['turn']}" if row["turn"] is not None else row["part"]
        instead = f" with {row['instead']}" if row["instead"] else ""
        click.echo(
            f"{row['transcript']}, {place}, offsets {row['start']} to {row['end']}: "
            f"{row['kind']}, {row['choice']}{instead}, by {row['settled_by']}"
        )


@click.group()
def key() -> None:
    """The key from pseudonyms to names: a file of its own, encrypted.

    Its passphrase is asked for, or taken from TOOLKIT_KEY_PASSPHRASE. TOOLKIT_KEY_FILE names
    another place for it than the project's folder.
    """


@key.command("make")
@FOLDER
@CHECKER
def make_key(folder: Path, by: str) -> None:
    """Make a key; each clearing adds to it from now on."""
    from toolkit.workflow import name_key

    with project_in(folder) as project:
        path = name_key.make_key(project, by=by, passphrase=_passphrase(new=True))
    click.echo(f"Made: {path}\nKeep a copy of it apart from the project, and the passphrase too.")


@key.command("open")
@FOLDER
@click.option("--pseudonym", metavar="WORDS", help="Print this one alone, such as [Officer 3].")
@CHECKER
@AS_JSON
def open_key(folder: Path, pseudonym: str | None, by: str, as_json: bool) -> None:
    """Print whom each pseudonym stands for. The log tells that you looked."""
    from toolkit.workflow import name_key

    with project_in(folder) as project:
        opened = name_key.open_key(project, by=by, passphrase=_passphrase())
    entries = [one for one in opened.entries if pseudonym in (None, one.pseudonym)]
    if as_json:
        print_json({"names": plain(entries)})
        return
    for entry in entries:
        click.echo(f"{entry.pseudonym}: {entry.words} ({entry.kind})")


@key.command("passphrase")
@FOLDER
@CHECKER
def change_key_passphrase(folder: Path, by: str) -> None:
    """Give the key another passphrase."""
    from toolkit.workflow import name_key

    with project_in(folder) as project:
        old = _passphrase()
        new = click.prompt("The new passphrase", hide_input=True, confirmation_prompt=True)
        name_key.change_passphrase(project, by=by, passphrase=old, new=new)
    click.echo("Changed. Copies of the file still open with the old one.")


@key.command("give-up")
@FOLDER
@CHECKER
def give_up_key(folder: Path, by: str) -> None:
    """Go on without a way back to the names. No file is deleted."""
    from toolkit.workflow import name_key

    with project_in(folder) as project:
        name_key.give_up_key(project, by=by)
    click.echo("Given up. Delete the file and its copies if nobody is to have a way back.")


def _passphrase(*, new: bool = False) -> str:
    known = os.environ.get(KEY_PASSPHRASE_VARIABLE)
    if known is not None:
        return known
    return str(
        click.prompt("The key's passphrase", hide_input=True, confirmation_prompt=new, err=True)
    )
