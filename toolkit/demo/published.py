"""The demo's passphrase, which everybody may know: nobody in the invented study exists."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.model.team import Member
from toolkit.storage.project import Project
from toolkit.workflow.accounts import accept_invitation, invite, is_in_use, sign_out
from toolkit.workflow.team import list_members

PASSPHRASE = "nobody here is real"  # noqa: S105 - published on purpose
SIGN = "invented-study.txt"
"""A file in the project's folder that says so; without it nothing is published."""


@dataclass(frozen=True, slots=True)
class Published:
    """What the page to sign in tells about an invented study."""

    passphrase: str
    readers: tuple[Member, ...]


def publish_passphrases(project: Project) -> None:
    """Give every invented reader the published passphrase."""
    for member in list_members(project):
        token = invite(project, member=member.pen_name)
        sign_out(project, accept_invitation(project, token, PASSPHRASE))
    (project.folder / SIGN).write_text(
        "An invented study: nobody in it exists, and its passphrase is published.\n"
        f"Passphrase of every reader: {PASSPHRASE}\n",
        encoding="utf-8",
    )


def find_published(project: Project) -> Published | None:
    """Who may come in with the published passphrase; None for every real project."""
    if not (project.folder / SIGN).exists():
        return None
    return Published(PASSPHRASE, list_members(project))


def is_published(project: Project) -> bool:
    """Whether anybody can come in with the published passphrase, whatever its sign says."""
    return (project.folder / SIGN).exists() or is_in_use(project, PASSPHRASE)
