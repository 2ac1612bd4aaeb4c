"""Files that are handed over as a name and bytes: read as those on the disk are, or refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import paragraph, told, write_word
from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import load_file, read_transcript
from toolkit.model.upload import Upload

TEXT = b"I: Were you safe?\nR: Never.\n"


def refusal(upload: Upload) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(upload)
    return [problem.code for problem in caught.value.problems]


def test_an_upload_is_read_as_the_file_on_the_disk_is(tmp_path: Path) -> None:
    file = write_word(tmp_path, paragraph("I: Were you safe?") + paragraph("R: Never."))
    on_disk = read_transcript(file)
    handed_over = read_transcript(Upload(file.name, file.read_bytes()))
    assert told(handed_over) == told(on_disk) == [("I", "Were you safe?"), ("R", "Never.")]
    assert handed_over.report == on_disk.report
    assert handed_over.transcript.name == on_disk.transcript.name == file.stem


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/P07.txt", "P07"),
        ("C:\\Users\\Fay\\P07.TXT", "P07"),
        ("/srv/P07.txt/", "P07"),
        ("P\x0007\x1b[2J\n.txt", "P 07 [2J"),
        ("P\u202e07.txt", "P 07"),
        ("<img src=x onerror=alert(1)>.txt", "<img src=x onerror=alert(1)>"),
        ("Zoe\u0308 \ud800.txt", "Zo\u00eb ?"),
    ],
)
def test_a_hostile_name_is_a_name_only(name: str, kept: str, tmp_path: Path) -> None:
    reading = read_transcript(Upload(name, TEXT))
    assert reading.transcript.name == kept
    assert "/" not in reading.report.file
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", ".", "..", "/", ".txt", " .txt", "\x00.txt", "a.exe"])
def test_a_name_without_a_known_ending_is_refused(name: str) -> None:
    assert refusal(Upload(name, TEXT)) == ["I102"]


def test_all_that_is_wrong_with_an_upload_is_said_at_once() -> None:
    assert refusal(Upload("sound.mp3", b"")) == ["I102", "I104"]


def test_an_upload_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", len(TEXT) - 1)
    assert refusal(Upload("P07.txt", TEXT)) == ["I103"]
    assert refusal(Upload("P07.mp3", TEXT)) == ["I102", "I103"]


def test_an_upload_of_another_kind_than_its_name_says_is_refused() -> None:
    assert refusal(Upload("P07.docx", TEXT)) == ["I107"]
    assert refusal(Upload("P07.txt", b"%PDF-1.7\n1 0 obj")) == ["I107"]


def test_the_words_of_an_upload_are_not_in_its_printed_form() -> None:
    assert "safe" not in repr(load_file(Upload("P07.txt", TEXT)))
