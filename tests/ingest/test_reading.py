from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.ingest.made_files import read_text, told
from toolkit.ingest.formats.package import Package
from toolkit.ingest.reading import read_transcript
from toolkit.model.transcript import SpeakerRole, count_words

TEXT = "Invented: nobody is real.\n\nI:hello there\nR: Hi.\nUnknown: Eh.\nI:\n"


def test_every_word_is_accounted_for_even_beside_a_glued_label(tmp_path: Path) -> None:
    report = read_text(tmp_path, TEXT).report
    assert report.words_in == count_words(TEXT) == 11
    assert report.words_in_turns == 4
    assert report.words_left_out == {"heading": 4, "label": 3}
    assert report.words_unexplained == 0
    assert report.words_without_speaker == 1
    assert report.turns == 3


def test_words_that_go_missing_are_counted_and_make_a_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The fault is put into the reading itself: a step that loses the last turn.
    import toolkit.ingest.reading as reading_module

    build = reading_module.build_transcript
    monkeypatch.setattr(
        reading_module,
        "build_transcript",
        lambda name, spoken, **others: build(name, list(spoken)[:-1]),
    )
    report = read_text(tmp_path, TEXT).report
    assert report.words_unexplained == 1
    assert [problem.code for problem in report.doubts] == ["I220"]
    assert not report.confident


def test_a_transcript_is_a_draft_named_as_its_file(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Zoë 7")
    reading = read_text(tmp_path, TEXT, name=f"{name}.TXT")
    assert reading.transcript.version == 0
    assert reading.transcript.name == unicodedata.normalize("NFC", name)
    assert reading.report.file == unicodedata.normalize("NFC", f"{name}.TXT")


def test_speakers_come_in_order_with_their_roles(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "P07: Hi.\nFay Interviewer: So?\nFay Interviewer: Yes?\nMum: No.")
    assert [(each.label, each.role) for each in reading.transcript.speakers] == [
        ("P07", SpeakerRole.PARTICIPANT),
        ("Fay Interviewer", SpeakerRole.INTERVIEWER),
        ("Mum", SpeakerRole.OTHER),
    ]
    assert reading.report.speakers == reading.transcript.speakers


def test_a_report_can_be_written_as_json(tmp_path: Path) -> None:
    report = read_text(tmp_path, TEXT).report
    kept = json.loads(json.dumps(asdict(report)))
    assert kept["words_left_out"] == {"heading": 4, "label": 3}
    assert [problem["code"] for problem in kept["notices"]] == ["I213"]


def test_no_problem_holds_a_name_or_words_of_the_file(tmp_path: Path) -> None:
    texts = [
        "Zoë: Hi, Quentin.\nQuentin: Zoë?\nZoë: Lost words.\n",
        "Zoë said Quentin.\n",
        "I: Hi.\n\nZoë sat.\n\nThe officer: Quentin!\n\nR: Quentin.\nQuentin: one.\n",
    ]
    for text in texts:
        report = read_text(tmp_path, text, name="Zoë.txt").report
        assert report.problems
        said = " ".join(str(problem) for problem in report.problems) + report.why
        assert "Zoë" not in said
        assert "Quentin" not in said


def test_a_file_of_labels_alone_keeps_them_as_words(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "I:\nR:\nI:\n")
    assert told(reading) == [(None, "I:"), (None, "R:"), (None, "I:")]
    assert not reading.report.confident


def test_the_slow_library_is_imported_for_word_files_only(tmp_path: Path) -> None:
    (tmp_path / "P07.txt").write_text(TEXT, encoding="utf-8")
    script = (
        "import sys; from pathlib import Path\n"
        "from toolkit.ingest.reading import read_transcript\n"
        f"read_transcript(Path({str(tmp_path / 'P07.txt')!r}))\n"
        "sys.exit('lxml' in sys.modules or 'docx' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_nothing_is_written_and_no_part_beside_the_words_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ingest.made_files import paragraph, write_word

    read: list[str] = []
    whole = Package.read
    monkeypatch.setattr(Package, "read", lambda self, name: read.append(name) or whole(self, name))
    file = write_word(
        tmp_path,
        paragraph("I: Hi.") + paragraph("R: Hi."),
        more={"word/media/a.png": b"x", "../../evil.txt": b"x", "docProps/core.xml": b"<x/>"},
    )
    before = sorted(tmp_path.rglob("*"))
    read_transcript(file)
    assert sorted(tmp_path.rglob("*")) == before
    assert read == ["[Content_Types].xml", "word/document.xml"]
