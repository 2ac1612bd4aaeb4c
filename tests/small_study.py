"""Two short invented interviews, a codebook and a team of four, for tests of what a team does."""

from __future__ import annotations

from pathlib import Path

from toolkit.model.team import Role, Side
from toolkit.screening.indirect import checks_for
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.team import add_member

INTERVIEWS = {
    "P01": [
        ("Interviewer", "What were the nights like?"),
        ("P01", "You were on your own. Nobody to ring, nobody on the landing 🌙 until morning."),
        ("Interviewer", "And the morning after?"),
        ("P01", "Straight to work. They never asked. But I’d do it again, it kept lads alive."),
    ],
    "P02": [
        ("Interviewer", "How was the training?"),
        ("P02", "Two days, and then you’re on the wing. It was café talk, not training."),
        ("Interviewer", "Would you keep the service?"),
        ("P02", "Keep it. Pay for it. Should it be us at all? I don’t know."),
    ],
}

CODEBOOK = """theme,code_id,code,plain_meaning
Riskiness,R06,Alone at night,Support done in the night with nobody behind you
Riskiness,R07,No rest afterwards,Sent to work after a night of listening
Training,T01,Not enough preparation,Too little training before it starts
Value,V03,Keep it,The service should stay
Value,V04,Torn,It helps and it harms
"""

SIGNED = frozenset(check.id for check in checks_for(few_capitals=True))
"""Every check of the checklist."""

TEAM = {
    "Heron": ({Role.FACILITATOR, Role.CODER}, {Side.ACADEMIC}),
    "Wren": ({Role.CODER, Role.CHECKER}, {Side.ACADEMIC}),
    "Kestrel": ({Role.CODER, Role.CHECKER}, {Side.LIVED}),
    "Plover": ({Role.CODER}, {Side.LIVED}),
}


def write_interviews(folder: Path) -> list[Path]:
    """The small study's interviews as text files."""
    folder.mkdir(exist_ok=True)
    paths = []
    for name, turns in INTERVIEWS.items():
        path = folder / f"{name}.txt"
        path.write_text("\n".join(f"{who}: {words}" for who, words in turns), encoding="utf-8")
        paths.append(path)
    return paths


def fill(project: Project, folder: Path) -> None:
    """A team of four, two cleared interviews and a codebook."""
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    import_transcripts(project, write_interviews(folder / "files"))
    clear_transcripts(
        project, by="Wren", approved_by="Kestrel", reason="Read by both.", signed=SIGNED
    )
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    import_codebook(project, folder / "codebook.csv", by="Heron")
