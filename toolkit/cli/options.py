"""Arguments and options that several commands take, so that they are named and explained alike."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.argument("folder", type=click.Path(path_type=Path))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON, for a script.")
BY = click.option("--by", metavar="NAME", help="The pen-name of whoever does this.")
AS = click.option("--as", "by", metavar="NAME", required=True, help="Your pen-name.")
ROUND = click.option("--round", "round_name", metavar="NAME", help="Which round, if several.")
UNIT = click.option("--unit", type=click.Choice(["turn", "sentence"]))
COUNT = click.option(
    "--unit",
    type=click.Choice(["turn", "sentence", "characters"]),
    help="What is counted; without it the team's unit. Characters add the alphas for spans.",
)
PORT = click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
LAYOUT = click.option("--layout", help="Read the files in this layout, whatever they look like.")
SPEAKERS = click.option(
    "--speakers",
    metavar="MAP",
    type=click.Path(path_type=Path),
    help="A CSV file that says who the labels stand for; columns: label, speaker, role.",
)
REASON = click.option("--reason", required=True, help="Why; it is kept and reported.")
PRACTICE = click.option(
    "--practice", is_flag=True, help="With the practice rounds, which count nowhere."
)
