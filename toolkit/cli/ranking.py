"""Ask a question, write ideas in silence, rank them alone, and count by side."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.options import AS, AS_JSON, FOLDER
from toolkit.cli.printing import look_again, plain, print_json, project_in

if TYPE_CHECKING:
    from toolkit.analysis.rankings import RankingResult

NUMBER = click.argument("question", type=int)
IDEA = click.argument("idea", type=int)
OTHER = click.argument("other", type=int)


@click.group()
def ranking() -> None:
    """Settle a question by ranking: silent ideas, private ranking, totals by side.

    Ideas are seen by their writers alone until all are shown, and never with a name. Rankings
    are counted when everybody on the list has ranked; nobody sees one before or after.
    """


@ranking.command()
@FOLDER
@click.argument("words")
@AS
@click.option("--places", type=int, default=5, show_default=True, help="How many each may rank.")
@click.option("--person", "people", multiple=True, metavar="NAME", help="Who ranks; else all.")
@click.option("--difference", metavar="ID", help="It is about this difference.")
@click.option("--theme", metavar="NAME", help="It is about this theme.")
def ask(
    folder: Path,
    words: str,
    by: str,
    places: int,
    people: tuple[str, ...],
    difference: str | None,
    theme: str | None,
) -> None:
    """Ask a question. From now on everybody on its list can write ideas."""
    from toolkit.model.ranking import Subject
    from toolkit.workflow.ranking import begin_ranking

    subject = Subject.DIFFERENCE if difference else Subject.THEME if theme else None
    with project_in(folder) as project:
        made = begin_ranking(
            project,
            by=by,
            question=words,
            places=places,
            people=people,
            subject=subject,
            about=difference or theme or "",
        )
        look_again(project, words)
    click.echo(f"Question {made.number} is asked.")


@ranking.command("list")
@FOLDER
@AS_JSON
def list_all(folder: Path, as_json: bool) -> None:
    """List the questions with their ideas and counts, as far as they are open to all."""
    from toolkit.analysis.frames import rankings_frame
    from toolkit.analysis.names import Names
    from toolkit.analysis.rankings import STEP_NAMES
    from toolkit.workflow.study import load_study

    with project_in(folder) as project:
        study = load_study(project)
    if as_json:
        frame = rankings_frame(study, Names.of(study))
        print_json({"rankings": json.loads(frame.to_json(orient="records"))})
        return
    for one in study.rankings:
        click.echo(f"{one.number}  {one.question} ({STEP_NAMES[one.step]})")
    click.echo(f"{len(study.rankings)} questions.")


@ranking.command()
@FOLDER
@NUMBER
@AS
@AS_JSON
def show(folder: Path, question: int, by: str, as_json: bool) -> None:
    """Show one question as a member may see it; of silent ideas, their own."""
    from toolkit.analysis.rankings import STEP_NAMES
    from toolkit.workflow.ranking import see_ranking

    with project_in(folder) as project:
        view = see_ranking(project, by=by, ranking=question)
    if as_json:
        print_json(plain(view))
        return
    found = view.ranking
    click.echo(f"{found.question} ({STEP_NAMES[found.step]})")
    click.echo(f"Done with this step: {len(view.done)} of {len(found.people)}.")
    for own in view.own_ideas:
        click.echo(f"  yours, {own.id}: {own.words}")
    numbers = {idea.id: idea.number for idea in found.ideas}
    for idea in found.standing:
        click.echo(f"{idea.number}. {found.words_of(idea.id)}")
        for part in (idea, *found.joined_to(idea.id)):
            for said in part.clarifications:
                click.echo(f"   Added: {said}")
    for request in found.requests:
        first, second = numbers[request.first_id], numbers[request.second_id]
        asks = " It waits for you." if request in view.to_agree else ""
        click.echo(f"Somebody would join {first} and {second}.{asks}")
    if view.result is not None:
        _show_result(view.result, numbers)


@ranking.command()
@FOLDER
@NUMBER
@click.argument("words")
@AS
def write(folder: Path, question: int, words: str, by: str) -> None:
    """Write an idea. You alone see it until the ideas are shown."""
    from toolkit.workflow.ranking import write_idea

    with project_in(folder) as project:
        made = write_idea(project, by=by, ranking=question, words=words)
        look_again(project, words)
    click.echo(f"Kept as {made.id}.")


@ranking.command("take-back")
@FOLDER
@NUMBER
@click.argument("idea")
@AS
def take_back(folder: Path, question: int, idea: str, by: str) -> None:
    """Erase an idea of your own (its id) before the ideas are shown."""
    from toolkit.workflow.ranking import take_back_idea

    with project_in(folder) as project:
        take_back_idea(project, by=by, ranking=question, idea=idea)
    click.echo("Erased.")


@ranking.command()
@FOLDER
@NUMBER
@AS
@click.option("--not-yet", is_flag=True, help="Take it back: you are still writing.")
def done(folder: Path, question: int, by: str, not_yet: bool) -> None:
    """Say that you have written all the ideas that you want to."""
    from toolkit.workflow.ranking import finish_ideas

    with project_in(folder) as project:
        finish_ideas(project, by=by, ranking=question, is_done=not not_yet)
    click.echo("Kept.")


@ranking.command("open")
@FOLDER
@NUMBER
@click.argument("step", type=click.Choice(["together", "ranking"]))
@AS
def open_step(folder: Path, question: int, step: str, by: str) -> None:
    """Open the next step: show the ideas together, or let everybody rank.

    It takes a facilitator, or whoever asked.
    """
    from toolkit.workflow.ranking import open_ranking, show_ideas

    with project_in(folder) as project:
        act = show_ideas if step == "together" else open_ranking
        found = act(project, by=by, ranking=question)
    click.echo(f"Open: {len(found.standing)} ideas.")


@ranking.command()
@FOLDER
@NUMBER
@IDEA
@click.argument("words")
@AS
def clarify(folder: Path, question: int, idea: int, words: str, by: str) -> None:
    """Add a line under an idea, so that all understand it. It is kept without a name."""
    from toolkit.workflow.ranking import clarify_idea

    with project_in(folder) as project:
        clarify_idea(project, by=by, ranking=question, idea=idea, words=words)
        look_again(project, words)
    click.echo("Added.")


@ranking.command()
@FOLDER
@NUMBER
@IDEA
@OTHER
@AS
def join(folder: Path, question: int, idea: int, other: int, by: str) -> None:
    """Ask for two ideas to be one, or agree to it.

    It is done when everybody who wrote a part of either has agreed.
    """
    from toolkit.workflow.ranking import join_ideas

    with project_in(folder) as project:
        join_ideas(project, by=by, ranking=question, first=idea, second=other)
    click.echo("Kept. It is done once all who wrote them agree.")


@ranking.command()
@FOLDER
@NUMBER
@IDEA
@OTHER
@AS
def apart(folder: Path, question: int, idea: int, other: int, by: str) -> None:
    """Say no to joining two ideas, where you wrote a part of one."""
    from toolkit.workflow.ranking import keep_apart

    with project_in(folder) as project:
        keep_apart(project, by=by, ranking=question, first=idea, second=other)
    click.echo("They stay two ideas.")


@ranking.command()
@FOLDER
@NUMBER
@click.argument("ideas", nargs=-1, required=True)
@AS
def rank(folder: Path, question: int, ideas: tuple[str, ...], by: str) -> None:
    """Rank ideas by their numbers, the most important first."""
    from toolkit.workflow.ranking import rank_ideas

    with project_in(folder) as project:
        found = rank_ideas(project, by=by, ranking=question, ideas=ideas)
    if found.ended_at:
        click.echo("Everybody has ranked. The counts are open to all.")
    else:
        click.echo("Your ranking is in. You can change it until everybody has ranked.")


@ranking.command("go-on")
@FOLDER
@NUMBER
@AS
def go_on(folder: Path, question: int, by: str) -> None:
    """Say that you would wait no longer for those who are not done."""
    from toolkit.workflow.ranking import go_on_without

    with project_in(folder) as project:
        go_on_without(project, by=by, ranking=question)
    click.echo("Kept. It counts once enough of those who are done say so.")


@ranking.command("call-off")
@FOLDER
@NUMBER
@AS
def call_off(folder: Path, question: int, by: str) -> None:
    """End a question without a result. Its ideas and rankings are erased."""
    from toolkit.workflow.ranking import call_off_ranking

    with project_in(folder) as project:
        call_off_ranking(project, by=by, ranking=question)
    click.echo("Called off.")


def _show_result(result: RankingResult, numbers: Mapping[str, int]) -> None:
    from toolkit.analysis.names import GROUP_NAMES
    from toolkit.analysis.rankings import say_place, say_spread

    tables = [("All together", result.all)]
    tables += [(GROUP_NAMES[side], counts) for side, counts in result.by_side.items()]
    for title, counts in tables:
        click.echo(f"{title}:")
        for one in counts:
            click.echo(
                f"  {say_place(one)}: idea {numbers[one.idea_id]}, {one.points} points, ranked by "
                f"{one.people}, places {say_spread(one)}"
            )
    if result.hidden:
        click.echo(result.hidden)
    else:
        click.echo(f"The sides put {len(result.gaps)} ideas on different places.")
