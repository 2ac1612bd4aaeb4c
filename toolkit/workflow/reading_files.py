"""Read files without keeping anything: who speaks in them, and where each word went."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from toolkit.errors import BadInput, BadTable, Problem
from toolkit.exchange.tables.speakers import SpeakerRow, read_speaker_map
from toolkit.ingest.choices import Choices, apply_choices
from toolkit.ingest.files import tidy_file_name
from toolkit.ingest.reading import load_file, read_lines, read_source
from toolkit.ingest.report import Reading
from toolkit.ingest.source import Source
from toolkit.ingest.turns.speakers import roles_of
from toolkit.model.transcript import Speaker
from toolkit.model.upload import Upload

Watch = Callable[[Sequence[Path | Upload]], Iterable[Path | Upload]]
"""Goes through the files one by one; the command line shows a progress bar meanwhile."""

SpeakerMap = Mapping[str, SpeakerRow]

MAX_NAME_SHOWN = 255


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that could be read.

    Attributes:
        file: Its name, as the person who has it knows it.
        upload: Its name and bytes.
        source: Its lines, before anybody asked who speaks.
    """

    file: str
    upload: Upload
    source: Source
    reading: Reading


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that could not, and all that is wrong with it."""

    file: str
    problems: tuple[Problem, ...]


def read_files(
    files: Sequence[Path | Upload],
    *,
    layout: str | None = None,
    speakers: Path | Upload | None = None,
    watch: Watch = iter,
) -> Iterator[ReadFile | RefusedFile]:
    """Each file as it was read, or why it was not, one by one; nothing is kept.

    Args:
        files: Where each is, or its name and bytes.
        layout: Read them in this layout rather than in the one that is found.
        speakers: A table that says who the labels stand for (`read_speaker_map`). A file need
            not have all of its labels; each label must be in one of the files.

    Raises:
        BadTable: The table has faults, or names labels that no file has; holds all of them.
    """
    speaker_map = {} if speakers is None else read_speaker_map(speakers)
    labels: set[str] = set()
    all_read = True
    for file in watch(list(files)):
        found = _read_file(file, layout, speaker_map, labels)
        all_read = all_read and isinstance(found, ReadFile)
        yield found
    # What a refused file holds nobody knows: the labels may be in it.
    if all_read:
        _require_used(speaker_map, labels)


def _read_file(
    file: Path | Upload, layout: str | None, speaker_map: SpeakerMap, labels: set[str]
) -> ReadFile | RefusedFile:
    """The file, with its labels as they stand in it added to the others'."""
    name = tidy_file_name(file.name)[:MAX_NAME_SHOWN]
    try:
        upload = load_file(file)
        source = read_source(upload)
        reading = read_lines(upload.name, source, Choices(layout))
        labels.update(speaker.label for speaker in reading.transcript.speakers)
        return ReadFile(name, upload, source, _with_map(reading, speaker_map))
    except BadInput as error:
        return RefusedFile(name, error.problems)


def _with_map(reading: Reading, speaker_map: SpeakerMap) -> Reading:
    """The reading with what the table says of its labels; roles are guessed where it says none."""
    guessed = roles_of(row.speaker for row in speaker_map.values())
    chosen = {}
    for speaker in reading.transcript.speakers:
        row = speaker_map.get(speaker.label)
        if row is not None:
            role = row.role or speaker.role or guessed.get(row.speaker)
            chosen[speaker.label] = Speaker(row.speaker, role)
    return apply_choices(reading, Choices(speakers=chosen))


def _require_used(speaker_map: SpeakerMap, labels: set[str]) -> None:
    problems = [
        Problem(
            "W157",
            f"line {row.line}",
            "No file has this label. Write labels as the report lists them (toolkit read FILES).",
        )
        for label, row in speaker_map.items()
        if label not in labels
    ]
    if problems:
        raise BadTable(
            "W157",
            "The table of speakers names labels that are in none of the files. Nothing was kept.",
            problems=problems,
        )
