"""The minutes of a review session, made of what everybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import NotFound
from toolkit.exchange.files import write_file
from toolkit.exchange.minutes import describe_minutes, format_minutes_page, format_minutes_word
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.review_sessions import list_queue
from toolkit.workflow.study import load_study


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes as files: the same words twice.

    Attributes:
        number: The session's.
        word: The bytes of a Word file.
        page: The bytes of an HTML file.
    """

    number: int
    word: bytes
    page: bytes


def make_minutes(project: Project, number: int | None = None) -> Minutes:
    """The minutes of a session: who was there, what was settled and why, what is open, what next.

    Args:
        number: The session's; None for the last one.

    Raises:
        NotFound: There is no such session.
    """
    study = load_study(project, practice=True)
    found = [one for one in study.sessions if number in (None, one.number)]
    if not found:
        raise NotFound(
            "W311",
            "There is no meeting of this number. The page Meeting lists those that there were.",
        )
    text = describe_minutes(study, found[-1], list_queue(study, found[-1]), now())
    return Minutes(found[-1].number, format_minutes_word(text), format_minutes_page(text))


def write_minutes(project: Project, folder: Path, number: int | None = None) -> tuple[Path, Path]:
    """The paths of the minutes of a session in a folder: a Word file and a web page.

    Args:
        folder: Where to; files of the same name are replaced.
        number: The session's; None for the last one.

    Raises:
        NotFound: There is no such session.
        BadInput: The files cannot be written there.
    """
    made = make_minutes(project, number)
    word, page = (folder / f"minutes-{made.number}.{ending}" for ending in ("docx", "html"))
    write_file(word, made.word)
    write_file(page, made.page)
    return word, page
