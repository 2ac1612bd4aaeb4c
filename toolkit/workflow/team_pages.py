"""Pages that the team writes itself: how it works, whom to turn to, what is said at the end."""

from __future__ import annotations

from toolkit.errors import BadInput
from toolkit.model.team import PageKind, Role, TeamPage
from toolkit.model.transcript import normalise_text
from toolkit.storage import audit, team_pages
from toolkit.storage.database import now
from toolkit.storage.project import Project
from toolkit.workflow.access import require_actor

MAX_PAGE = 20_000


def write_page(project: Project, *, by: str | None, kind: PageKind, words: str) -> TeamPage:
    """A new version of one of the team's own pages; the earlier ones are kept.

    Args:
        by: Whoever writes it, any member but a guest; None from the terminal.
        words: All of the page, as plain text; empty to take it away.

    Raises:
        BadInput: It is too long, or it is what the page says already.
        WrongRole: `by` is a guest.
    """
    tidy = normalise_text(words).strip()
    if len(tidy) > MAX_PAGE:
        raise BadInput("W240", f"A page of the team has at most {MAX_PAGE:,} characters.")
    with project.transaction() as tx:
        actor = require_actor(tx, by, Role.FACILITATOR, Role.CODER, Role.CHECKER)
        before = [page for page in team_pages.list_pages(tx) if page.kind is kind]
        if tidy == (before[-1].words if before else ""):
            raise BadInput("W241", "The page says this already. Nothing was changed.")
        made = TeamPage(kind, len(before) + 1, tidy, actor, now())
        team_pages.add_page(tx, made)
        audit.record(tx, actor, "page.written", {"page": kind, "version": made.version})
    return made


def find_page(project: Project, kind: PageKind) -> TeamPage | None:
    """What one of the team's own pages says now; None where nobody has written it yet."""
    versions = list_page_versions(project, kind)
    return versions[-1] if versions else None


def list_page_versions(project: Project, kind: PageKind) -> tuple[TeamPage, ...]:
    """Every version of one of the team's own pages, first to last."""
    with project.reading() as tx:
        return tuple(page for page in team_pages.list_pages(tx) if page.kind is kind)
