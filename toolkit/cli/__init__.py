"""The same functions as everywhere, from a terminal.

Each command opens a project, calls one function of `toolkit.workflow` and prints what came out.
Exit codes: 0 done; 1 a fault of ours, or `verify` found something; 2 what was handed in cannot
be used; 3 not allowed, or not yet; 4 the project itself cannot be used.

Whoever can open the folder can name anybody here: the terminal is for people who share a machine
and trust each other. Slow imports stand inside the commands, so that `--help` is quick.
"""

from __future__ import annotations

import sys

import click

from toolkit.cli import (
    agreeing,
    caring,
    codebook,
    coding,
    exploring,
    notes,
    ranking,
    reading_files,
    reporting,
    revising,
    screening,
    serving,
    setting_up,
    suggesting,
    transcripts,
)
from toolkit.cli.printing import print_problems
from toolkit.errors import ToolkitError

IN_ORDER = (
    setting_up.init,
    setting_up.member,
    setting_up.invite,
    setting_up.terms,
    setting_up.status,
    caring.page,
    reading_files.read,
    transcripts.import_files,
    transcripts.accept,
    transcripts.discard,
    screening.screen,
    screening.settle,
    screening.mark,
    screening.checklist,
    screening.clear,
    screening.redactions,
    screening.key,
    revising.revise,
    caring.content_note,
    caring.case,
    codebook.codebook,
    coding.import_codings_file,
    coding.round_group,
    coding.desk,
    coding.code,
    revising.left_behind,
    revising.place,
    notes.search,
    notes.note,
    notes.notes,
    exploring.topics,
    suggesting.suggest,
    suggesting.evaluate,
    suggesting.evaluate_table,
    agreeing.differences,
    agreeing.decide,
    reporting.minutes,
    ranking.ranking,
    agreeing.outcomes,
    agreeing.agreement,
    reporting.report,
    reporting.verify,
    serving.app,
    serving.demo,
)


class InOrder(click.Group):
    """Lists its commands in the order of the work rather than of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which the commands were added."""
        return list(self.commands)


@click.group(
    cls=InOrder, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="coproduced-interview-toolkit", prog_name="toolkit")
def commands() -> None:
    """Code and agree interviews together, with equal say.

    A project is a folder. Start with `toolkit demo` to see a whole invented one.
    """


for command in IN_ORDER:
    commands.add_command(command)


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
        print_problems(error.problems)
        sys.exit(error.exit_code)
