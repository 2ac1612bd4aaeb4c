"""The invented exports of the shared corpus, and its 133 conversations as Word files."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ingest.made_files import Told, told
from toolkit.ingest.reading import read_transcript
from toolkit.model.transcript import normalise_text

THANKS = "Thanks for coming back. Is now still alright?"
GO_ON = "Yeah. Go on then."
FAY = "Fay Interviewer"


@pytest.mark.parametrize(
    ("name", "layout", "confident", "expected"),
    [
        (
            "otter.txt",
            "name_and_time",
            True,
            [(FAY, THANKS), ("P07", GO_ON), (None, "Sorry, wrong room.")],
        ),
        (
            "rev.txt",
            "name_and_time",
            True,
            [("Speaker 1", THANKS), ("Speaker 2", f"{GO_ON} [inaudible 00:00:09] on the wing.")],
        ),
        (
            "bom_crlf.srt",
            "caption_names",
            True,
            [("INT", "Thanks for coming back."), ("P07", GO_ON)],
        ),
        ("teams_current.vtt", "voice_tags", True, [(FAY, THANKS), ("P07", GO_ON)]),
        (
            "teams_current_docx_as_text.txt",
            "name_and_time",
            True,
            [(FAY, THANKS.replace(". ", ".\n")), ("P07", GO_ON)],
        ),
        (
            "teams_old_docx_as_text.txt",
            "name_under_time",
            True,
            [(FAY, THANKS), ("P07", GO_ON)],
        ),
        (
            "teams_stream_classic.vtt",
            "captions",
            False,
            [(None, "Thanks for coming back. Is now"), (None, f"still alright? {GO_ON}")],
        ),
        (
            "zoom.vtt",
            "caption_names",
            False,
            [(FAY, THANKS), ("P07", GO_ON), (None, "and the line carries on with no name on it")],
        ),
        (
            "zoom_saved_captions.txt",
            "times_only",
            False,
            [(None, "Thanks for coming back."), (None, GO_ON)],
        ),
    ],
)
def test_each_export_is_read_as_it_was_said(
    shared: Path, name: str, layout: str, confident: bool, expected: Told
) -> None:
    reading = read_transcript(shared / "data" / "transcript-formats" / name)
    assert told(reading) == expected
    assert (reading.report.layout, reading.report.confident) == (layout, confident)
    assert reading.report.words_unexplained == 0


def test_133_word_files_are_read_turn_for_turn(shared: Path, tmp_path: Path) -> None:
    tool = shared / "tools" / "annomi_corpus.py"
    subprocess.run([sys.executable, str(tool), str(tmp_path)], check=True)
    said: dict[int, dict[int, tuple[str, str]]] = {}
    with (shared / "data" / "annomi" / "AnnoMI-full.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        for row in csv.DictReader(file):
            words = normalise_text(" ".join(row["utterance_text"].split()))
            turns = said.setdefault(int(row["transcript_id"]), {})
            turns[int(row["utterance_id"])] = (row["interlocutor"].capitalize(), words)
    for number, turns in said.items():
        reading = read_transcript(tmp_path / "transcripts" / f"{number:03d}.docx")
        assert told(reading) == [turns[index] for index in sorted(turns)]
        assert (reading.report.problems, reading.report.words_unexplained) == ((), 0)
        roles = {str(each.label): str(each.role) for each in reading.report.speakers}
        assert roles == {"Therapist": "interviewer", "Client": "participant"}
    assert sum(len(turns) for turns in said.values()) == 9699
