"""What the talk is about, for exploring: topics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS_JSON, FOLDER, UNIT
from toolkit.cli.printing import plain, print_json, project_in, telling

if TYPE_CHECKING:
    from toolkit.workflow.topics import TopicsView


@click.command()
@FOLDER
@click.option("--as", "by", metavar="NAME", help="Your pen-name; needed while others code.")
@click.option(
    "--topics",
    "n_topics",
    type=click.IntRange(2, 40),
    help="How many; without it 8, or fewer where little was said.",
)
@click.option(
    "--grouping",
    type=click.Choice(["k_means", "density"]),
    default="k_means",
    show_default=True,
    help="Density finds the number by itself; its first use waits a minute or two.",
)
@click.option("--seed", type=click.IntRange(0), default=0, help="The same seed, the same topics.")
@UNIT
@AS_JSON
def topics(
    folder: Path,
    by: str | None,
    n_topics: int | None,
    grouping: str,
    seed: int,
    unit: str | None,
    as_json: bool,
) -> None:
    """Show what the cleared transcripts talk about.

    Topics are an aid to exploring. Nobody sees them while they could steer how they read.
    """
    from toolkit.model.topic import Grouping
    from toolkit.model.transcript import Unit
    from toolkit.workflow.topics import find_topics_here

    with project_in(folder) as project, telling("Finding topics", quiet=as_json) as tell:
        found = find_topics_here(
            project,
            by=by,
            grouping=Grouping(grouping),
            n_topics=n_topics,
            seed=seed,
            unit=Unit(unit) if unit else None,
            tell=tell,
        )
    if as_json:
        print_json(_as_json(found))
    else:
        _print(found)


def _as_json(view: TopicsView) -> dict[str, object]:
    found = view.found
    return {
        "placement": found.placement,
        "grouping": found.grouping,
        "seed": found.seed,
        "unit": found.unit,
        "segments": len(found.segments),
        "left_out": found.left_out,
        "steadiness": found.steadiness,
        "tries": found.tries,
        "topics": [plain(topic) for topic in view.topics],
        "by_case": dict(plain(view.by_case)),
        "by_role": dict(plain(view.by_role)),
        "over_interview": plain(view.over_interview),
        "topics_without_code": plain(view.uncoded),
        "codes_over_all_topics": plain(view.spread),
    }


def _print(view: TopicsView) -> None:
    found = view.found
    placed = {"meaning": "what they mean", "words": "the words they share"}[found.placement]
    click.echo(f"{len(found.segments)} {found.unit}s, placed by {placed}.")
    click.echo(
        f"How far {found.tries + 1} tries agree: {found.steadiness:.2f} "
        "(1 is the same, 0 is chance)."
    )
    nowhere = sum(1 for one in found.segments if one.topic is None)
    click.echo(f"{nowhere} fit no topic; {found.left_out} more are too short to tell.")
    for topic in view.topics:
        click.echo(
            f"\n{topic.index + 1}. {', '.join(topic.words[:8])}\n"
            f"   {topic.n_segments} {found.unit}s ({topic.share:.0%}), found again in "
            f"{topic.found_again} of {found.tries} other tries, {topic.n_coded} coded."
        )
        for quoted in topic.quotations[:2]:
            told = f"[{quoted.content_note}]" if quoted.content_note else quoted.words
            click.echo(f"   {quoted.transcript}, turn {quoted.turn}: {told}")
    if view.has_codings:
        none = ", ".join(str(index + 1) for index in view.uncoded) or "none"
        click.echo(f"\nTopics without a code: {none}.")
        click.echo(f"Codes spread over all topics: {', '.join(view.spread) or 'none'}.")
