"""Opening a project while somebody waits, and printing what came out."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from toolkit.errors import Problem

if TYPE_CHECKING:
    from toolkit.storage.project import Project


@contextmanager
def project_in(folder: Path, doing: str = "", *, quiet: bool = False) -> Iterator[Project]:
    """The project in a folder; `doing` is shown while somebody is looking and waiting."""
    from toolkit.workflow.projects import open_project

    with waiting(doing, quiet=quiet or not doing):
        project = open_project(folder)
        try:
            yield project
        finally:
            project.close()


@contextmanager
def waiting(doing: str, *, quiet: bool) -> Iterator[None]:
    """What is being done, while somebody is looking and waiting."""
    if quiet or not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing} ..."):
        yield


def watched(things: Sequence[Any], what: str, *, quiet: bool = False) -> Iterable[Any]:
    """The things one by one, behind a progress bar where somebody is looking."""
    if quiet or not sys.stderr.isatty():
        return things
    from rich.console import Console
    from rich.progress import track

    return track(things, f"{what}:", console=Console(stderr=True), transient=True)


@contextmanager
def telling(doing: str, *, quiet: bool = False) -> Iterator[Callable[[float, str], None] | None]:
    """What shows how far some work is, where somebody is looking; None where nobody is."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console

    with Console(stderr=True).status(f"{doing} ...") as status:
        yield lambda done, now: status.update(f"{doing}, {done:.0%}: {now} ...")


def plain(thing: Any) -> Any:
    """Dataclasses as dictionaries, sets as sorted lists; the rest as it is."""
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: plain(getattr(thing, f.name)) for f in dataclasses.fields(thing)}
    if isinstance(thing, frozenset | set):
        return sorted(plain(one) for one in thing)
    if isinstance(thing, tuple | list):
        return [plain(one) for one in thing]
    return thing


def print_json(thing: object) -> None:
    """Print it as JSON, with letters of every script as they are."""
    click.echo(json.dumps(thing, ensure_ascii=False, indent=2))


def look_again(project: Project, *written: str | None, contacts: bool = False) -> None:
    """Tell a writer, beside the output proper, whose words may name somebody; they are kept."""
    from toolkit.workflow.writing import find_in_writing

    named = find_in_writing(project, [text for text in written if text], contacts=contacts)
    if named:
        said = ", ".join(named)
        click.echo(
            f"Look again, please: what you wrote may tell others who somebody is ({said}). It is "
            "kept as you wrote it.",
            err=True,
        )


def print_problems(problems: Iterable[Problem]) -> None:
    """Print each on a line of its own, beside the output proper."""
    for problem in problems:
        click.echo(str(problem), err=True)
