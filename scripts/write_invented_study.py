"""Write the invented study's Word and caption files from the plain texts beside this script.

The plain texts in `scripts/invented_study/` are what people edit; the files in
`toolkit/demo/interviews/` and `toolkit/demo/content_notes.csv` are made from them, byte for
byte the same at every run. A test holds both together.

A plain text has a head (name, layout, speakers, content notes by turn), a line `---`, and then
one line a turn, `Speaker: words`, with a pilcrow between two paragraphs of a turn.

    python scripts/write_invented_study.py [FOLDER]
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.document import Document as Word

HERE = Path(__file__).parent
MASTERS = HERE / "invented_study"
TARGET = HERE.parent / "toolkit" / "demo"
FIRST_LINE = "Invented interview: no real person, prison or event is in it."
WORDS_PER_SECOND = 2.5
WORDS_PER_CUE = 14
THEN = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Master:
    """One plain text, taken apart."""

    name: str
    layout: str
    notes: dict[int, str]
    turns: list[tuple[str, list[str]]]


def read_master(path: Path) -> Master:
    """The plain text in a file."""
    head, body = path.read_text(encoding="utf-8").split("\n---\n", 1)
    facts = dict(line.split(": ", 1) for line in head.splitlines())
    turns = [line.split(": ", 1) for line in body.rstrip("\n").split("\n")]
    return Master(
        name=facts["name"],
        layout=facts["layout"],
        notes={int(k.split()[1]): v for k, v in facts.items() if k.startswith("note ")},
        turns=[(speaker, words.split(" ¶ ")) for speaker, words in turns],
    )


def write_inline(word: Word, turns: Sequence[tuple[str, list[str]]]) -> None:
    """`Interviewer: words`, further paragraphs below."""
    for speaker, paragraphs in turns:
        word.add_paragraph(f"{speaker}: {paragraphs[0]}")
        for paragraph in paragraphs[1:]:
            word.add_paragraph(paragraph)


def write_label_alone(word: Word, turns: Sequence[tuple[str, list[str]]]) -> None:
    """The label on a line of its own, the words below."""
    for speaker, paragraphs in turns:
        word.add_paragraph().add_run(f"{speaker}:").bold = True
        for paragraph in paragraphs:
            word.add_paragraph(paragraph)


def write_tab(word: Word, turns: Sequence[tuple[str, list[str]]]) -> None:
    """`I:`, a tab, the words."""
    for speaker, paragraphs in turns:
        word.add_paragraph(f"{speaker}:\t{paragraphs[0]}")
        for paragraph in paragraphs[1:]:
            word.add_paragraph(paragraph)


def write_table(word: Word, turns: Sequence[tuple[str, list[str]]]) -> None:
    """A table of two columns, one row a turn."""
    table = word.add_table(rows=0, cols=2)
    for speaker, paragraphs in turns:
        left, right = table.add_row().cells
        left.text = speaker
        right.text = paragraphs[0]
        for paragraph in paragraphs[1:]:
            right.add_paragraph(paragraph)


def write_teams_docx(word: Word, turns: Sequence[tuple[str, list[str]]]) -> None:
    """As a meeting program saves it: events, then name and time above the words."""
    times = list(spoken_at(turns))
    total = round(times[-1][1])
    word.add_paragraph("Invented meeting-Meeting Transcript")
    word.add_paragraph(f"{total // 60}m {total % 60}s")
    word.add_paragraph(f"{turns[0][0]} started transcription")
    for (speaker, paragraphs), (start, _) in zip(turns, times, strict=True):
        word.add_paragraph(f"{speaker}   {int(start) // 60}:{int(start) % 60:02d}")
        for paragraph in paragraphs:
            word.add_paragraph(paragraph)
    word.add_paragraph(f"{turns[0][0]} stopped transcription")


def spoken_at(turns: Sequence[tuple[str, list[str]]]) -> list[tuple[float, float]]:
    """When each turn would start and end, in seconds, at an even pace."""
    times, clock = [], 3.0
    for _, paragraphs in turns:
        length = len(" ".join(paragraphs).split()) / WORDS_PER_SECOND + 0.4
        times.append((clock, clock + length))
        clock += length + 0.2
    return times


def cues_of(turns: Sequence[tuple[str, list[str]]]) -> list[tuple[float, float, str, str]]:
    """Start, end, speaker and words of each caption; a long turn has several."""
    cues = []
    for (speaker, paragraphs), (start, _) in zip(turns, spoken_at(turns), strict=True):
        words = " ".join(paragraphs).split(" ")
        for first in range(0, len(words), WORDS_PER_CUE):
            some = words[first : first + WORDS_PER_CUE]
            begin = start + first / WORDS_PER_SECOND
            cues.append((begin, begin + len(some) / WORDS_PER_SECOND, speaker, " ".join(some)))
    return cues


def clock(seconds: float) -> str:
    """Seconds as `00:03:07.240`."""
    millis = round(seconds * 1000)
    return (
        f"{millis // 3_600_000:02d}:{millis // 60_000 % 60:02d}:"
        f"{millis // 1000 % 60:02d}.{millis % 1000:03d}"
    )


def teams_captions(turns: Sequence[tuple[str, list[str]]]) -> str:
    """Captions with the speaker in a voice tag."""
    blocks = [f"WEBVTT - {FIRST_LINE}"]
    for number, (start, end, speaker, words) in enumerate(cues_of(turns)):
        name = f"0f3a1c52-7d4e-4b7a-9c1d-5e2b8a6f0d31/{number}-0"
        blocks.append(f"{name}\n{clock(start)} --> {clock(end)}\n<v {speaker}>{words}</v>")
    return "\n\n".join(blocks) + "\n"


def zoom_captions(turns: Sequence[tuple[str, list[str]]]) -> str:
    """Numbered captions with the speaker's name in front of the words."""
    blocks = [f"WEBVTT - {FIRST_LINE}"]
    for number, (start, end, speaker, words) in enumerate(cues_of(turns), 1):
        blocks.append(f"{number}\n{clock(start)} --> {clock(end)}\n{speaker}: {words}")
    return "\n\n".join(blocks) + "\n"


WORD_LAYOUTS: dict[str, Callable[[Word, Sequence[tuple[str, list[str]]]], None]] = {
    "inline": write_inline,
    "label_alone": write_label_alone,
    "tab": write_tab,
    "table": write_table,
    "teams_docx": write_teams_docx,
}
CAPTIONS = {"vtt_teams": teams_captions, "vtt_zoom": zoom_captions}


def word_file(master: Master) -> bytes:
    """The Word file, without an author and the same at every run."""
    word = Document()
    facts = word.core_properties
    facts.author = facts.last_modified_by = facts.comments = ""
    facts.title = FIRST_LINE
    facts.created = facts.modified = THEN
    word.add_paragraph(FIRST_LINE)
    WORD_LAYOUTS[master.layout](word, master.turns)
    written = io.BytesIO()
    word.save(written)
    return with_fixed_dates(written.getvalue())


def with_fixed_dates(content: bytes) -> bytes:
    """The zipped file with all of its parts of one date."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(fixed, "w") as new:
        for part in old.infolist():
            entry = zipfile.ZipInfo(part.filename, (2024, 1, 1, 0, 0, 0))
            new.writestr(entry, old.read(part), zipfile.ZIP_DEFLATED, 9)
    return fixed.getvalue()


def content_notes(masters: Sequence[Master]) -> str:
    """All content notes as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["transcript", "turn", "note"])
    for master in masters:
        for turn, words in sorted(master.notes.items()):
            writer.writerow([master.name, turn, words])
    return text.getvalue()


def write_all(folder: Path) -> list[Path]:
    """The paths of the files, written into a folder like `toolkit/demo`."""
    masters = [read_master(path) for path in sorted(MASTERS.glob("*.txt"))]
    interviews = folder / "interviews"
    interviews.mkdir(parents=True, exist_ok=True)
    written = []
    for master in masters:
        if not re.fullmatch(r"\w+", master.name):
            raise SystemExit(f"a name has letters and digits only: {master.name}")
        if master.layout in CAPTIONS:
            path = interviews / f"{master.name}.vtt"
            path.write_bytes(CAPTIONS[master.layout](master.turns).encode())
        else:
            path = interviews / f"{master.name}.docx"
            path.write_bytes(word_file(master))
        written.append(path)
    notes = folder / "content_notes.csv"
    notes.write_bytes(content_notes(masters).encode())
    return [*written, notes]


if __name__ == "__main__":
    for made in write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET):
        print(made)
