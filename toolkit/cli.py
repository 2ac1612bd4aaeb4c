"""The same functions as everywhere, from a terminal.

Each command opens a project, calls one function of `toolkit.workflow` and prints what came out.
Exit codes: 0 done; 1 a fault of ours, or `verify` found something; 2 what was handed in cannot
be used; 3 not allowed, or not yet; 4 the project itself cannot be used.

Whoever can open the folder can name anybody here: the terminal is for people who share a machine
and trust each other. Slow imports stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.errors import BadInput, Problem, ToolkitError

if TYPE_CHECKING:
    from toolkit.storage.project import Project
    from toolkit.workflow.importing import FileOutcome

FOLDER = click.argument("folder", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a script.")
BY = click.option("--by", metavar="NAME", help="The pen-name of whoever does this.")
AS = click.option("--as", "by", metavar="NAME", required=True, help="Your pen-name.")
ROUND = click.option("--round", "round_name", metavar="NAME", help="Which round, if several.")
PORT = click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
REASON = click.option("--reason", required=True, help="Why; it is kept and reported.")
SIDES = {"academic": ("academic",), "lived": ("lived",), "both": ("academic", "lived")}


class InOrder(click.Group):
    """Lists its commands in the order of the work rather than of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which they stand in this file."""
        return list(self.commands)


@click.group(
    cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="coproduced-interview-toolkit", prog_name="toolkit")
def commands() -> None:
    """Code and agree interviews together, with equal say.

    A project is a folder. Start with `toolkit demo` to see a whole invented one.
    """


def main() -> None:
    """Run a command; every error of ours ends as its sentences and its exit code."""
    try:
        sys.exit(commands(standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except ToolkitError as error:
        _print_problems(error.problems)
        sys.exit(error.exit_code)


@commands.command()
@FOLDER
@click.option("--title", required=True, help="What the study is called.")
@click.option("--database", help="An address other than a file in the folder (PostgreSQL).")
@click.option("--method", type=click.Choice(["codebook", "reflexive"]), default="codebook")
@click.option(
    "--rule",
    type=click.Choice(["everybody", "all_but_one", "majority_each_side"]),
    default="majority_each_side",
    help="When a difference counts as settled.",
)
@click.option("--unit", type=click.Choice(["turn", "sentence"]), default="turn")
def init(folder: Path, title: str, database: str | None, method: str, rule: str, unit: str) -> None:
    """Start a project in FOLDER."""
    from toolkit.model.team import Method, Rule
    from toolkit.model.transcript import Unit
    from toolkit.storage.project import DEFAULT_ADDRESS
    from toolkit.workflow.projects import init_project

    init_project(
        folder,
        title,
        address=database or DEFAULT_ADDRESS,
        method=Method(method),
        rule=Rule(rule),
        unit=Unit(unit),
    ).close()
    click.echo(f"Made the project in {folder}. Next: toolkit member add {folder} NAME ...")


@commands.group()
def member() -> None:
    """Say who is on the team."""


@member.command("add")
@FOLDER
@click.argument("name")
@click.option("--side", type=click.Choice(list(SIDES)), multiple=True, help="Given by themselves.")
@click.option("--role", default="coder", help="facilitator, coder, checker, guest; with commas.")
@BY
def member_add(folder: Path, name: str, side: tuple[str, ...], role: str, by: str | None) -> None:
    """Add a member by the pen-name they chose."""
    from toolkit.model.team import Role, Side
    from toolkit.workflow.team import add_member

    roles = [word.strip() for word in role.split(",") if word.strip()]
    unknown = set(roles) - set(Role)
    if unknown:
        raise BadInput("C101", "The roles are facilitator, coder, checker and guest.")
    sides = {Side(word) for chosen in side for word in SIDES[chosen]}
    with _opened(folder) as project:
        made = add_member(project, name, roles=[Role(r) for r in roles], sides=sides, by=by)
    click.echo(f"Added {made.pen_name}: {', '.join(sorted(made.roles))}.")


@member.command("list")
@FOLDER
@AS_JSON
def member_list(folder: Path, as_json: bool) -> None:
    """List the team."""
    from toolkit.workflow.team import list_members

    with _opened(folder) as project:
        team = list_members(project)
    if as_json:
        _print_json({"members": [_plain(m) for m in team]})
    for m in () if as_json else team:
        click.echo(f"{m.pen_name}  {', '.join(sorted(m.roles))}  {', '.join(sorted(m.sides))}")


@commands.command()
@FOLDER
@click.argument("name")
@PORT
@BY
def invite(folder: Path, name: str, port: int, by: str | None) -> None:
    """Make a link with which a member sets a passphrase.

    It works once, and an earlier one for the same member ends. It is shown this one time only:
    whoever has it in hand is let in.
    """
    from toolkit.workflow.accounts import invite as make_link

    with _opened(folder) as project:
        token = make_link(project, member=name, by=by)
    click.echo(f"http://127.0.0.1:{port}/join?token={token}")


@commands.command()
@FOLDER
@click.option("--method", type=click.Choice(["codebook", "reflexive"]))
@click.option("--rule", type=click.Choice(["everybody", "all_but_one", "majority_each_side"]))
@click.option("--unit", type=click.Choice(["turn", "sentence"]))
@click.option("--by", metavar="NAME", required=True, help="The facilitator who writes it down.")
@REASON
def terms(
    folder: Path, method: str | None, rule: str | None, unit: str | None, by: str, reason: str
) -> None:
    """Change the team's method, rule or unit."""
    from toolkit.model.team import Method, Rule
    from toolkit.model.transcript import Unit
    from toolkit.workflow.team import change_terms

    with _opened(folder) as project:
        made = change_terms(
            project,
            by=by,
            reason=reason,
            method=Method(method) if method else None,
            rule=Rule(rule) if rule else None,
            unit=Unit(unit) if unit else None,
        )
    click.echo(f"Terms, version {made.version}: {made.method}, {made.rule}, by {made.unit}.")


@commands.command()
@FOLDER
@AS_JSON
def status(folder: Path, as_json: bool) -> None:
    """Show where the project stands."""
    from toolkit.workflow.status import describe_project

    with _opened(folder) as project:
        found = describe_project(project)
    if as_json:
        _print_json(_plain(found))
        return
    click.echo(f"{found.title}: {len(found.transcripts)} transcripts, {found.drafts} drafts.")
    for one in found.rounds:
        click.echo(f"{one.name}: {one.state}; sealed {one.sealed} of {one.assigned} readings.")


@commands.command("import")
@FOLDER
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--layout", help="Read the files in this layout, whatever they look like.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; keep nothing.")
@BY
@AS_JSON
def import_files(
    folder: Path,
    files: tuple[Path, ...],
    layout: str | None,
    dry_run: bool,
    by: str | None,
    as_json: bool,
) -> None:
    """Read transcripts in as drafts.

    Word (.docx), text (.txt) and caption (.vtt) files. The report accounts for every word; a
    reading that is doubtful waits until somebody accepts it.
    """
    from toolkit.workflow.importing import ImportStatus, import_transcripts

    with _opened(folder) as project:
        outcomes = import_transcripts(
            project,
            files,
            by=by,
            layout=layout,
            dry_run=dry_run,
            watch=lambda paths: _watched(paths, "Reading", quiet=as_json),
        )
    if as_json:
        _print_json({"files": [_import_row(outcome) for outcome in outcomes]})
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
        "problems": [_plain(problem) for problem in outcome.problems],
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


@commands.command()
@FOLDER
@click.argument("name")
@click.option("--by", metavar="NAME", required=True)
def accept(folder: Path, name: str, by: str) -> None:
    """Accept how a doubtful file was read."""
    from toolkit.workflow.importing import accept_reading

    with _opened(folder) as project:
        accept_reading(project, by=by, name=name)
    click.echo("Accepted.")


@commands.command()
@FOLDER
@click.argument("name")
@BY
def discard(folder: Path, name: str, by: str | None) -> None:
    """Erase a draft, to import its file anew."""
    from toolkit.workflow.importing import discard_draft

    with _opened(folder) as project:
        discard_draft(project, by=by, name=name)
    click.echo("Erased.")


@commands.command()
@FOLDER
@click.option("--by", metavar="NAME", help="The checker who looks.")
@AS_JSON
def screen(folder: Path, by: str | None, as_json: bool) -> None:
    """List what may identify somebody in drafts.

    It prints places and kinds, never the words.
    """
    from toolkit.workflow.clearing import list_drafts

    with _opened(folder) as project:
        drafts = list_drafts(project, by=by)
    if as_json:
        rows = [
            {
                "draft": draft.transcript.name,
                "state": draft.state,
                "findings": [_plain(finding) for finding in draft.findings],
            }
            for draft in drafts
        ]
        _print_json({"drafts": rows})
        return
    for draft in drafts:
        left = sum(1 for finding in draft.findings if finding.choice is None)
        click.echo(f"{draft.transcript.name}: {draft.state}, {left} findings to settle")
        for f in draft.findings:
            click.echo(
                f"  {f.position}  {f.kind}, offsets {f.start} to {f.end}: {f.reason} "
                f"[{f.choice or 'open'}]"
            )


@commands.command()
@FOLDER
@click.argument("name")
@click.argument("number", type=int)
@click.option("--keep", is_flag=True, help="The words may stay.")
@click.option("--replace", "replacement", help="What stands there instead.")
@click.option("--by", metavar="NAME", required=True, help="The checker.")
def settle(
    folder: Path, name: str, number: int, keep: bool, replacement: str | None, by: str
) -> None:
    """Settle a finding: replace it, or keep it.

    Without --replace a word for its kind is put there, such as [phone number].
    """
    from toolkit.storage.drafts import Settlement
    from toolkit.workflow.clearing import settle_finding

    with _opened(folder) as project:
        settle_finding(
            project,
            by=by,
            transcript=name,
            finding=number,
            choice=Settlement.KEEP if keep else Settlement.REPLACE,
            replacement=replacement,
        )
    click.echo("Settled.")


@commands.command()
@FOLDER
@click.argument("names", nargs=-1)
@click.option(
    "--all", "unread", is_flag=True, help="All drafts, unread: for text that is public already."
)
@click.option("--by", metavar="NAME", required=True, help="Who clears.")
@click.option("--approved-by", metavar="NAME", required=True, help="A second person.")
@REASON
@AS_JSON
def clear(
    folder: Path,
    names: tuple[str, ...],
    unread: bool,
    by: str,
    approved_by: str,
    reason: str,
    as_json: bool,
) -> None:
    """Let drafts be coded. It takes two people.

    The drafts are erased, and with them all that was replaced.
    """
    from toolkit.workflow.clearing import clear_transcripts

    if bool(names) == unread:
        raise BadInput("C102", "Name the drafts to clear, or clear them --all unread.")
    with _opened(folder, "Clearing", quiet=as_json) as project:
        done = clear_transcripts(
            project,
            by=by,
            approved_by=approved_by,
            reason=reason,
            names=None if unread else names,
            unread=unread,
        )
    if as_json:
        _print_json(_plain(done))
        return
    how = " unread" if unread else ""
    click.echo(f"Cleared {len(done.names)} transcripts{how}; {done.findings_left} findings left.")
    if done.waiting:
        click.echo(f"Still waiting for somebody to accept how they were read: {len(done.waiting)}.")


@commands.command("import-codebook")
@FOLDER
@click.argument("file", type=click.Path(path_type=Path))
@BY
@click.option("--reason", default="", help="Why the codebook changes.")
@AS_JSON
def import_codebook_file(
    folder: Path, file: Path, by: str | None, reason: str, as_json: bool
) -> None:
    """Bring in a codebook from a CSV file."""
    from toolkit.workflow.codebooks import import_codebook

    with _opened(folder) as project:
        done = import_codebook(project, file, by=by, reason=reason)
    if as_json:
        _print_json(
            {
                "version": done.codebook.version,
                "is_new": done.is_new,
                "themes": len(done.codebook.themes),
                "codes": len(done.codebook.codes),
                "columns_not_used": done.columns_not_used,
                "answers_left_out": done.answers_left_out,
            }
        )
        return
    if not done.is_new:
        click.echo("The codebook says this already; nothing was added.")
        return
    book = done.codebook
    click.echo(f"Codebook, version {book.version}: {len(book.codes)} codes.")
    if done.answers_left_out:
        click.echo(f"Always there, so not taken as codes: {', '.join(done.answers_left_out)}.")
    if done.columns_not_used:
        click.echo(f"Columns without a place here: {', '.join(done.columns_not_used)}.")


@commands.command()
@FOLDER
@AS_JSON
def codebook(folder: Path, as_json: bool) -> None:
    """Show the codes and what they mean."""
    from toolkit.workflow.study import load_study

    with _opened(folder) as project:
        books = load_study(project).codebooks
    if as_json:
        _print_json(_plain(books[-1]) if books else None)
        return
    for code in books[-1].codes if books else ():
        click.echo(f"{code.id}  {code.name}: {code.plain_meaning}")


@commands.command("import-codings")
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

    with _opened(folder, "Storing codings", quiet=as_json) as project:
        done = import_codings(project, file, by=by, add_codes=add_codes)
    if as_json:
        _print_json(_plain(done))
    elif done.is_new:
        click.echo(
            f"{done.round_name}: {done.codings} codings, {len(done.new_members)} new members, "
            f"{done.new_codes} new codes, {done.rows_repeated} repeated rows."
        )
    else:
        click.echo(f"This table is here already, as {done.round_name}; nothing was added.")


@commands.group("round")
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
@BY
@AS_JSON
def round_open(
    folder: Path, name: str, readers: tuple[str, ...], by: str | None, as_json: bool
) -> None:
    """Open a round."""
    from toolkit.workflow.rounds import open_round

    pairs = [reader.partition("=") for reader in readers]
    asked = {transcript: names.split(",") for transcript, _, names in pairs} if pairs else None
    with _opened(folder) as project:
        made, gaps = open_round(project, name, by=by, readers=asked)
    if as_json:
        _print_json({"round": made.name, "id": made.id, "gaps": [_plain(gap) for gap in gaps]})
        return
    click.echo(f"{made.name} is open: {len(made.assignments)} readings.")
    for gap in gaps:
        sides = f", none from: {', '.join(gap.sides_missing)}" if gap.sides_missing else ""
        click.echo(f"{gap.transcript} has {gap.readers} readers{sides}.")


@round_group.command("seal")
@FOLDER
@AS
@click.option("--transcript", metavar="NAME", help="One transcript instead of all of yours.")
@ROUND
def round_seal(folder: Path, by: str, transcript: str | None, round_name: str | None) -> None:
    """Seal your codings: you have finished, and they cannot change any more."""
    from toolkit.workflow.rounds import seal

    with _opened(folder) as project:
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

    with _opened(folder) as project:
        made = reveal(project, by=by, round_name=round_name, reason=reason)
    click.echo(f"{made.name} is revealed. Next: toolkit differences {folder}")


@commands.command()
@FOLDER
@click.argument("transcript")
@AS
@click.option("--open", "opened", is_flag=True, help="Show turns that carry a content note.")
@ROUND
@AS_JSON
def read(
    folder: Path, transcript: str, by: str, opened: bool, round_name: str | None, as_json: bool
) -> None:
    """Show a transcript to one of its readers.

    With it come their own codings and nobody else's. Turns with a content note stay folded.
    """
    from toolkit.workflow.coding import open_desk

    with _opened(folder) as project:
        desk = open_desk(project, by=by, transcript=transcript, round_name=round_name)
    if as_json:
        _print_json(_plain(desk))
        return
    notes = {note.turn: note.words for note in desk.content_notes}
    for turn in desk.transcript.turns:
        words = desk.transcript.words_of(turn)
        if turn.index in notes and not opened:
            words = f"[folded: {notes[turn.index]}. To read it: --open]"
        click.echo(f"{turn.index:4}  {turn.speaker or '?'}: {words}")
    for coding in desk.codings:
        click.echo(f"  {coding.id}  {coding.category}  {coding.start} to {coding.end}")


@commands.command()
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
    with _opened(folder) as project:
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
    click.echo(f"Saved: {made.id}")


@commands.command()
@FOLDER
@AS
@click.option("--transcript", metavar="NAME")
@click.option("--unit", type=click.Choice(["turn", "sentence"]))
@AS_JSON
def suggest(folder: Path, by: str, transcript: str | None, unit: str | None, as_json: bool) -> None:
    """Propose codes to a reader who has sealed.

    A proposal is never a coding.
    """
    from toolkit.analysis.names import Names
    from toolkit.model.transcript import Unit
    from toolkit.workflow.study import load_study
    from toolkit.workflow.suggesting import suggest as propose

    with _opened(folder, "Comparing words", quiet=as_json) as project:
        found = propose(project, by=by, transcript=transcript, unit=Unit(unit) if unit else None)
        names = Names.of(load_study(project))
    if as_json:
        _print_json({"suggestions": [_plain(one) for one in found]})
    for one in () if as_json else found:
        (turn, *_) = names.turns(one.transcript_id, None, one.start, one.end)
        click.echo(
            f"{names.transcript(one.transcript_id)}, turn {turn.index}: "
            f"{names.code(one.code_id)} ({one.score:.2f}). {' '.join(one.reasons)}"
        )


@commands.command()
@FOLDER
@AS_JSON
def differences(folder: Path, as_json: bool) -> None:
    """List passages that were read differently."""
    from toolkit.analysis.frames import differences_frame
    from toolkit.analysis.names import KIND_NAMES, Names
    from toolkit.model.decision import DifferenceKind
    from toolkit.workflow.study import load_study

    with _opened(folder, "Looking for differences", quiet=as_json) as project:
        study = load_study(project)
    frame = differences_frame(study.differences, study.codings, study.decisions, Names.of(study))
    rows = json.loads(frame.to_json(orient="records"))
    if as_json:
        _print_json({"differences": rows})
        return
    for row in rows:
        click.echo(
            f"{row['difference_id'][:8]}  {row['transcript']}, turn {row['turn']}, "
            f"{KIND_NAMES[DifferenceKind(row['kind'])]}: {row['codes']} ({row['coders']}); "
            f"{row['outcome'].replace('_', ' ')}"
        )
    click.echo(f"{len(rows)} differences.")


@commands.command()
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
    with _opened(folder) as project:
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
    if as_json:
        _print_json(_plain(made) | {"explanation": verdict.explanation})
    else:
        click.echo(f"{made.outcome.value}: {verdict.explanation}")


def _ballot(vote: str) -> Any:
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


@commands.command()
@FOLDER
@click.option("--codes", help="Only units that bear one of these codes, with commas between.")
@click.option("--complete", is_flag=True, help="Only units that every coder coded.")
@click.option("--by-side", is_flag=True, help="Within each side and between them as well.")
@click.option("--unit", type=click.Choice(["turn", "sentence"]))
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

    with _opened(folder, "Measuring agreement", quiet=as_json) as project:
        found = measure_agreement(
            load_study(project),
            codes=[code.strip() for code in codes.split(",")] if codes else None,
            complete=complete,
            by_side=by_side,
            round_name=round_name,
            unit=Unit(unit) if unit else None,
        )
    if as_json:
        _print_json({"coefficients": [_plain(one) for one in found]})
        return
    for one in found:
        value = "   -" if one.value is None else f"{one.value:.4f}"
        interval = "" if one.low is None else f" [{one.low:.2f} to {one.high:.2f}]"
        click.echo(
            f"{one.scope}, {one.side}: {one.measure} {value}{interval} "
            f"({one.n_units} units, {one.n_coders} coders) {one.reason}".rstrip()
        )


@commands.command()
@FOLDER
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True)
def report(folder: Path, output: Path) -> None:
    """Write the report as a Word file."""
    from toolkit.workflow.reporting import write_report

    with _opened(folder, "Writing the report") as project:
        write_report(project, output)
    click.echo(f"Wrote {output}")


@commands.command()
@FOLDER
@AS_JSON
def verify(folder: Path, as_json: bool) -> None:
    """Check that everything still fits together.

    The database, the log, every quotation and every seal.
    """
    from toolkit.workflow.projects import verify as check

    with _opened(folder, "Checking", quiet=as_json) as project:
        found = check(project)
    if as_json:
        _print_json(_plain(found))
    else:
        _print_problems(found.problems)
        click.echo(
            f"{found.log_rows} rows in the log, {found.transcripts} transcripts, {found.seals} "
            f"seals: {len(found.problems)} problems. Last hash: {found.log_head}"
        )
    if found.problems:
        sys.exit(1)


@commands.command()
@FOLDER
@PORT
@click.option("--as", "owner", metavar="NAME", help="You, where there are several facilitators.")
def app(folder: Path, port: int, owner: str | None) -> None:
    """Start the app on this machine.

    It prints a link that opens the app once for you. The others sign in with a passphrase, which
    they set by an invitation: toolkit invite FOLDER NAME
    """
    from toolkit.ui.serving import serve

    serve(folder, port=port, owner=owner)


@commands.command()
@click.argument("folder", type=click.Path(path_type=Path), default=Path("demo"))
@click.option("--no-app", is_flag=True, help="Build it and print its summary only.")
@PORT
def demo(folder: Path, no_app: bool, port: int) -> None:
    """Build an invented study to look at, and start the app on it.

    It goes into FOLDER (./demo): interviews, codings, differences, decisions. A second time it
    finds what is there and changes nothing.
    """
    from toolkit.demo.build import build_demo
    from toolkit.workflow.study import load_study

    project, is_new = build_demo(folder, watch=_watched)
    study = load_study(project)
    project.close()
    click.echo("Built the invented study." if is_new else "The invented study is here already.")
    words = sum(len(text.text.split()) for text in study.transcripts)
    click.echo(
        f"{len(study.transcripts)} invented conversations, {words} words, "
        f"{len(study.codebooks[-1].codes)} codes, {len(study.members)} readers of two sides, "
        f"{len(study.codings)} codings, {len(study.differences)} differences, "
        f"{len(study.decisions)} decisions."
    )
    click.echo(
        f"Try: toolkit differences {folder}\n"
        f"     toolkit agreement {folder} --by-side\n"
        f"     toolkit report {folder} -o report.docx"
    )
    if not no_app:
        from toolkit.ui.serving import serve

        serve(folder, port=port)


@contextmanager
def _opened(folder: Path, doing: str = "", *, quiet: bool = False) -> Iterator[Project]:
    """The project in a folder; `doing` is shown while somebody is looking and waiting."""
    from toolkit.workflow.projects import open_project

    with _waiting(doing, quiet=quiet or not doing):
        project = open_project(folder)
        try:
            yield project
        finally:
            project.close()


@contextmanager
def _waiting(doing: str, *, quiet: bool) -> Iterator[None]:
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing} ..."):
        yield


def _watched(things: Sequence[Any], what: str, *, quiet: bool = False) -> Iterable[Any]:
    """The things one by one, behind a progress bar where somebody is looking."""
    if quiet or not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, f"{what}:", console=Console(stderr=True), transient=True)


def _plain(thing: Any) -> Any:
    """Dataclasses as dictionaries, sets as sorted lists; the rest as it is."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: _plain(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
    if isinstance(thing, frozenset | set):
        return sorted(_plain(one) for one in thing)
    if isinstance(thing, tuple | list):
        return [_plain(one) for one in thing]
    return thing


def _print_json(thing: object) -> None:
    click.echo(json.dumps(thing, ensure_ascii=False, indent=2))


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)


if __name__ == "__main__":
    main()
