"""Who the labels of transcripts stand for, out of a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import Problem
from toolkit.exchange.tables.reading import Line, open_table, read_lines, refuse_if_any
from toolkit.model.transcript import SpeakerRole
from toolkit.model.upload import Upload

SPEAKER_COLUMNS = ("label", "speaker", "role")

_ROLES = {role.value: role for role in SpeakerRole}


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """What one line says of a label.

    Attributes:
        line: Its number in the file.
        speaker: The name that the label becomes.
        role: None where the line says none.
    """

    line: int
    speaker: str
    role: SpeakerRole | None


def read_speaker_map(file: Path | Upload) -> dict[str, SpeakerRow]:
    """Under each label the speaker it stands for, in the order of the file's lines.

    The columns `label` and `speaker` are needed; `role` is read where it is there. An empty
    speaker leaves the label as the name, an empty role says nothing of it. Labels that get one
    speaker become one.

    Args:
        file: Where it is, or its name and bytes.

    Raises:
        BadTable: It is no such table; holds all of the file's problems.

    Example:
        >>> table = b"label,speaker,role\\nINT,Interviewer,interviewer\\nI,Interviewer,\\n"
        >>> found = read_speaker_map(Upload("map.csv", table))
        >>> {label: row.speaker for label, row in found.items()}
        {'INT': 'Interviewer', 'I': 'Interviewer'}
    """
    problems: list[Problem] = []
    table = open_table(file, SPEAKER_COLUMNS)
    lines = list(read_lines(table, ("label", "speaker"), problems))
    if not lines and not problems:
        problems.append(Problem("X130", "", "The table has no label. Give each label a line."))
    rows: dict[str, SpeakerRow] = {}
    roles: dict[str, SpeakerRole] = {}
    for line in lines:
        problems += _problems_of(line, rows, roles)
        name = line["speaker"] or line["label"]
        role = _ROLES.get(line["role"].casefold())
        rows.setdefault(line["label"], SpeakerRow(line.number, name, role))
        if role is not None:
            roles.setdefault(name, role)
    refuse_if_any(problems)
    return {
        label: SpeakerRow(row.line, row.speaker, roles.get(row.speaker))
        for label, row in rows.items()
    }


def _problems_of(
    line: Line, rows: dict[str, SpeakerRow], roles: dict[str, SpeakerRole]
) -> Sequence[Problem]:
    problems = []
    if not line["label"]:
        problems.append(line.problem("X131", "The label is empty. Write it, or delete the line."))
    elif line["label"] in rows:
        problems.append(
            line.problem("X132", "This label stands further up already. Keep one of the lines.")
        )
    role = _ROLES.get(line["role"].casefold())
    if line["role"] and role is None:
        problems.append(line.problem("X133", f"A role is one of {', '.join(_ROLES)}, or nothing."))
    if role is not None and roles.get(line["speaker"] or line["label"], role) is not role:
        problems.append(
            line.problem("X134", "This speaker has another role further up. One has one role.")
        )
    return problems
