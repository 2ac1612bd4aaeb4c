"""Invented interviews that a team has coded alike, for tests of a machine that reads along."""

from __future__ import annotations

from pathlib import Path

from tests.small_study import CODEBOOK, SIGNED, TEAM
from toolkit.model.upload import Upload
from toolkit.storage.project import Project
from toolkit.workflow.clearing import clear_transcripts
from toolkit.workflow.codebooks import import_codebook
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.importing import import_transcripts
from toolkit.workflow.rounds import open_round, seal
from toolkit.workflow.team import add_member

NIGHTS = (
    "I sat up alone all night on the landing with a lad who could not sleep.",
    "Nobody was there in the night, you were alone with what they told you.",
    "Three in the morning, alone on the landing, and no officer to ring at night.",
    "All night alone at his door, and the whole landing dark and quiet.",
)
TRAINING = (
    "The training was two days of slides in the chapel and then a certificate.",
    "We had no training for a death, only a trainer with a book of slides.",
    "Training came late, and the trainer left before the second day of it.",
    "A day of training with slides, and they said we were ready to listen.",
)
OTHER = (
    "The kitchen served soup and bread on Fridays, and the queue was long.",
    "We played cards by the window when it rained and the yard was shut.",
    "My sister wrote letters with drawings of her garden in them.",
    "Football was on the small screen and everybody shouted at the referee.",
)
READ = tuple(f"P{number}" for number in range(11, 19))
"""Coded alike by Heron and Wren, in a round that is revealed."""

NEW = "P20"
"""In a round that goes on: Plover has sealed it without a coding, Kestrel has not sealed it."""

ODD = ("P14", 3)
"""A turn about other things that both have coded as if it were about nights."""


def turns_of(number: int) -> list[tuple[str, str, str]]:
    """Speaker, words and code of each turn; different words in each interview."""
    turns = []
    for place, (said, code) in enumerate(((NIGHTS, "R06"), (OTHER, ""), (TRAINING, "T01")) * 2):
        words = said[(number + 2 * (place // 3)) % len(said)]
        turns.append(("Interviewer", f"And then? That is number {number + place}.", ""))
        turns.append((f"P{number}", f"{words} Day {number} it was.", code))
    return turns


def fill_agreed(project: Project, folder: Path) -> None:
    """A team of four; eight interviews that two read alike; one that is being read alone."""
    for pen_name, (roles, sides) in TEAM.items():
        add_member(project, pen_name, roles=roles, sides=sides)
    uploads, rows = [], ["transcript,turn,coder,code"]
    for name in (*READ, NEW):
        turns = turns_of(int(name[1:]))
        said = "\n".join(f"{who}: {words}" for who, words, _ in turns)
        uploads.append(Upload(f"{name}.txt", said.encode()))
        rows += [
            f"{name},{index},{coder},{code}"
            for index, (_, _, code) in enumerate(turns)
            for coder in ("Heron", "Wren")
            if code and name != NEW
        ]
    rows += [f"{ODD[0]},{ODD[1]},{coder},R06" for coder in ("Heron", "Wren")]
    import_transcripts(project, uploads)
    clear_transcripts(
        project, by="Wren", approved_by="Kestrel", reason="Read by both.", signed=SIGNED
    )
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    import_codebook(project, folder / "codebook.csv", by="Heron")
    (folder / "codings.csv").write_text("\n".join(rows), encoding="utf-8")
    import_codings(project, folder / "codings.csv")
    open_round(project, "Alone", by="Heron", readers={NEW: ["Plover", "Kestrel"]})
    seal(project, by="Plover", round_name="Alone")
