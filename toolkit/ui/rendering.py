"""HTML out of templates, in which whatever a person wrote stays text."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def render(template: str, **values: object) -> str:
    """A template of `templates/` with its gaps filled; every value is escaped.

    Example:
        >>> "<b>" in render("table.html", headings=["<b>"], rows=[], caption="")
        False
    """
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
