"""Draw the README's picture from the demo project: one passage, its readers, what they settled.

    python scripts/draw_pictures.py DEMO_FOLDER

DEMO_FOLDER is what `toolkit demo DEMO_FOLDER` built.
"""

from __future__ import annotations

import sys
import textwrap
from dataclasses import dataclass
from html import escape
from pathlib import Path

import toolkit
from toolkit.model.coding import Coding
from toolkit.model.decision import Decision
from toolkit.model.study import Study
from toolkit.model.team import Side

TARGET = Path(__file__).parents[1] / "docs" / "pictures" / "one_passage.svg"
TRANSCRIPT, TURN = "P04", 29
WIDTH, MARGIN, COLUMNS = 1000, 48, 86
LETTER = (WIDTH - 2 * MARGIN) / COLUMNS
SERIF = "Georgia, 'Times New Roman', serif"
SANS = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
MONO = "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
SIDE_NAMES = {Side.ACADEMIC: "academic", Side.LIVED: "lived experience"}
# Readers are told apart by place and pattern; colour only helps.
MARKS = (("#1b4f72", ""), ("#1b4f72", "7 4"), ("#a85a00", ""), ("#a85a00", "7 4"))


@dataclass(frozen=True)
class Reader:
    """One reader of the passage, and how their line is drawn."""

    name: str
    side: str
    codings: tuple[Coding, ...]
    colour: str
    dashes: str


def readers_of(study: Study, codings: list[Coding]) -> list[Reader]:
    """The readers by side and name, each with their codings of the passage."""
    members = sorted(study.members, key=lambda m: (sorted(m.sides), m.pen_name))
    return [
        Reader(
            member.pen_name,
            " and ".join(SIDE_NAMES[side] for side in sorted(member.sides)),
            tuple(c for c in codings if c.coder_id == member.id),
            *MARKS[position],
        )
        for position, member in enumerate(members)
    ]


def text(x: float, y: float, words: str, size: int, font: str, more: str = "") -> str:
    """One line of words."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" font-family="{font}" {more}>'
        f"{escape(words)}</text>"
    )


def wrapped(words: str) -> list[tuple[int, str]]:
    """Each line of the passage with the offset at which it begins."""
    lines, position = [], 0
    for line in textwrap.wrap(words, COLUMNS, break_on_hyphens=False):
        position = words.index(line, position)
        lines.append((position, line))
        position += len(line)
    return lines


def draw_passage(
    words: str, start: int, readers: list[Reader], top: float
) -> tuple[list[str], float]:
    """The passage with each reader's line under the words they coded, and where it ends."""
    parts, y = [], top
    for offset, line in wrapped(words):
        parts.append(
            text(MARGIN, y, line, 16, MONO, f'textLength="{len(line) * LETTER:.1f}" fill="#1a1a1a"')
        )
        for row, reader in enumerate(readers):
            for coding in reader.codings[:1]:
                first = max(coding.start - start, offset)
                last = min(coding.end - start, offset + len(line))
                if first < last:
                    parts.append(
                        f'<line x1="{MARGIN + (first - offset) * LETTER:.1f}" '
                        f'x2="{MARGIN + (last - offset) * LETTER:.1f}" '
                        f'y1="{y + 9 + row * 5:.1f}" y2="{y + 9 + row * 5:.1f}" '
                        f'stroke="{reader.colour}" stroke-width="2.5" '
                        f'stroke-dasharray="{reader.dashes}"/>'
                    )
        y += 46
    return parts, y


def draw_readers(study: Study, readers: list[Reader], top: float) -> tuple[list[str], float]:
    """Who drew which line, and the code they gave."""
    names = {code.id: code.name for code in study.codebooks[-1].codes}
    parts, y = [], top
    for reader in readers:
        codes = " + ".join(names[c.code_id] for c in reader.codings if c.code_id)
        parts += [
            (
                f'<line x1="{MARGIN}" x2="{MARGIN + 44}" y1="{y - 5}" y2="{y - 5}" '
                f'stroke="{reader.colour}" stroke-width="2.5" stroke-dasharray="{reader.dashes}"/>'
            ),
            text(MARGIN + 58, y, f"{reader.name}, {reader.side}", 16, SANS, 'fill="#1a1a1a"'),
            text(MARGIN + 300, y, codes, 16, SANS, 'fill="#1a1a1a" font-weight="600"'),
        ]
        y += 27
    return parts, y


def draw_decision(study: Study, made: Decision, top: float) -> tuple[list[str], float]:
    """What was settled, why, and what somebody still sees otherwise."""
    names = {code.id: code.name for code in study.codebooks[-1].codes}
    people = {member.id: member.pen_name for member in study.members}
    agreed = sum(1 for vote in made.votes if vote.code_ids == made.code_ids)
    settled = " + ".join(names[code_id] for code_id in made.code_ids)
    parts = [
        text(
            MARGIN,
            top,
            f"Settled, {agreed} of {len(made.present)} votes: {settled}",
            18,
            SANS,
            'fill="#1a1a1a" font-weight="700"',
        )
    ]
    y = top + 27
    for line in textwrap.wrap(made.reason, 100):
        parts.append(text(MARGIN, y, line, 16, SANS, 'fill="#333333"'))
        y += 23
    y += 14
    for dissent in made.dissents:
        lines = textwrap.wrap(dissent.words, 92)
        height = len(lines) * 25 + 32
        parts.append(f'<rect x="{MARGIN}" y="{y - 4}" width="5" height="{height}" fill="#a85a00"/>')
        who = people[dissent.member_id] if dissent.member_id else "Somebody"
        parts.append(
            text(
                MARGIN + 22, y + 14, f"{who} dissents", 15, SANS, 'fill="#7a4100" font-weight="700"'
            )
        )
        y += 42
        for line in lines:
            parts.append(
                text(MARGIN + 22, y, line, 17, SERIF, 'fill="#1a1a1a" font-style="italic"')
            )
            y += 25
    return parts, y


def draw(study: Study) -> str:
    """The whole picture as SVG."""
    transcript = next(t for t in study.transcripts if t.name == TRANSCRIPT)
    turn = transcript.turns[TURN]
    codings = [
        c
        for c in study.codings
        if c.transcript_id == transcript.id and turn.start <= c.start < turn.end
    ]
    made = next(d for d in study.decisions if d.start in range(turn.start, turn.end))
    start, end = min(c.start for c in codings), max(c.end for c in codings)
    readers = readers_of(study, codings)
    head = text(
        MARGIN,
        52,
        f"An invented interview, {TRANSCRIPT}, turn {TURN}: one passage, four readers, two sides",
        17,
        SANS,
        'fill="#555555"',
    )
    passage, y = draw_passage(transcript.text[start:end], start, readers, 98)
    legend, y = draw_readers(study, readers, y + 22)
    rule = f'<line x1="{MARGIN}" x2="{WIDTH - MARGIN}" y1="{y}" y2="{y}" stroke="#cccccc"/>'
    decision, y = draw_decision(study, made, y + 40)
    height = round(y + 24)
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
                f'width="{WIDTH}" height="{height}" role="img">'
            ),
            "<title>One passage, four readers of two sides, a decision and a dissent</title>",
            f'<rect width="{WIDTH}" height="{height}" rx="14" fill="#fbfaf7"/>',
            head,
            *passage,
            *legend,
            rule,
            *decision,
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(draw(toolkit.open_project(sys.argv[1]).study), encoding="utf-8")
    print(TARGET)
