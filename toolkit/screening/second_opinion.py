"""A second opinion on names, where a trained English spaCy pipeline is installed.

Screening needs no spaCy: its own tokens, rules and model find what they find in any process.
Importing spaCy is slow and brings torch with it, so this is called only by jobs and commands
that asked for it, never by the app's own process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from toolkit.screening.finding import CLASS_OF, Finding, Kind

if TYPE_CHECKING:
    from spacy.language import Language

PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm")
_KINDS = {
    "PERSON": Kind.NAME,
    "GPE": Kind.OTHER_PLACE,
    "LOC": Kind.OTHER_PLACE,
    "FAC": Kind.OTHER_PLACE,
}


Opinion = Callable[[str], Iterable[Finding]]
"""What finds people and places in a text in a way of its own."""


def installed_opinion() -> Opinion | None:
    """The best trained pipeline that is installed here, ready to be asked; None for none.

    Where there is none, spaCy is not imported.
    """
    name = installed_pipeline()
    if name is None:
        return None
    import spacy

    pipeline = spacy.load(name)
    return lambda text: find_with_pipeline(text, pipeline)


def installed_pipeline() -> str | None:
    """The name of the best trained pipeline that is installed here; nothing is imported."""
    return next((name for name in PIPELINES if find_spec(name) is not None), None)


def find_with_pipeline(text: str, pipeline: Language) -> tuple[Finding, ...]:
    """People and places that a spaCy pipeline with an entity recogniser finds.

    Args:
        text: Any text; offsets count its code points.
        pipeline: A pipeline whose documents have entities.

    Returns:
        Findings in order, none over a line end; never sure. `find_all` takes them as `also`.
    """
    found: list[Finding] = []
    start = 0
    for line in text.split("\n"):
        for entity in pipeline(line).ents:
            kind = _KINDS.get(entity.label_)
            if kind is not None:
                first, last = start + entity.start_char, start + entity.end_char
                reason = "The spaCy pipeline that is installed here takes it for a name."
                found.append(Finding(first, last, CLASS_OF[kind], kind, False, reason))
        start += len(line) + 1
    return tuple(found)
