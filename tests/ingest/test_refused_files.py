from __future__ import annotations

import io
import os
import struct
import zipfile
from pathlib import Path

import pytest

from tests.ingest.made_files import TYPES, paragraph, read_text, root, write_word
from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript

BODY = paragraph("I: Were you safe?") + paragraph("R: Never.")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01"


def refusal(file: Path) -> list[str]:
    """The codes with which a file is refused; no message may hold its name or words."""
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(file)
    for problem in caught.value.problems:
        assert problem.message[-1] == "."
        assert "Zoë" not in str(problem)
    return [problem.code for problem in caught.value.problems]


def write(folder: Path, name: str, data: bytes) -> Path:
    file = folder / f"Zoë {name}"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("picture.txt", PNG, "I107"),
        ("scan.txt", b"%PDF-1.7\n1 0 obj", "I107"),
        ("page.txt", b"\xef\xbb\xbf <!DOCTYPE HTML><p>Hello", "I107"),
        ("rich.txt", b"{\\rtf1\\ansi Hello", "I107"),
        ("program.txt", b"MZ\x90\x00\x03\x00\x00\x00\x04", "I113"),
        ("noughts.txt", b"Hello\x00there", "I113"),
        ("bells.txt", b"\x07\x08\x01\x02\x03 Hello", "I113"),
        ("empty.txt", b"", "I104"),
        ("blank.txt", b" \r\n\t\n", "I104"),
        ("dashes.txt", "— …\u200b\n***".encode(), "I104"),
        ("sparse.docx", b"\x00" * 4096, "I104"),
        ("no_mark.txt", "Where were you then?".encode("utf-16-le"), "I114"),
        ("cyrillic.txt", "Где вы были тогда?".encode("cp1251"), "I114"),
        ("mac.txt", "I don’t know, said the café".encode("mac-roman"), "I114"),
        ("twice.txt", "It’s a café".encode() + b" caf\xe9 too", "I114"),
        ("holes.txt", b"caf\x8d \x81", "I114"),
        ("surrogate.txt", b"\xff\xfe\x00\xd8a\x00", "I114"),
        ("cut.txt", "It was a café – here".encode()[:-6], "I109"),
        ("cut16.txt", "It was".encode("utf-16")[:-1], "I109"),
        ("plain.docx", b"I: Hello.\nR: Hi.", "I107"),
        ("old.docx", OLE + "WordDocument".encode("utf-16-le"), "I106"),
        ("locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "I105"),
        ("sheet.docx", OLE + "Workbook".encode("utf-16-le"), "I107"),
        ("old.txt", OLE + "WordDocument".encode("utf-16-le"), "I106"),
        ("hollow.docx", b"PK\x05\x06" + b"\x00" * 18, "I107"),
        ("plain.vtt", b"I: Hello.\n\nR: Hi.", "I116"),
        ("head.vtt", b"WEBVTT\n\nNOTE nothing else", "I104"),
    ],
)
def test_what_is_no_transcript_is_refused_by_its_own_code(
    tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    assert refusal(write(tmp_path, name, data)) == [code]


def test_a_file_that_is_not_there_or_no_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.txt") == ["I101"]
    (tmp_path / "folder.txt").mkdir()
    assert refusal(tmp_path / "folder.txt") == ["I101"]
    os.mkfifo(tmp_path / "pipe.txt")
    assert refusal(tmp_path / "pipe.txt") == ["I101"]


def test_all_problems_are_named_at_once(tmp_path: Path) -> None:
    assert refusal(write(tmp_path, "sound.mp3", b"")) == ["I102", "I104"]
    file = write_word(tmp_path, BODY, sides={"header": "<w:p>", "comments": "</w:p>"})
    assert refusal(file) == ["I109", "I109"]


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MAX_FILE_BYTES", 20)
    assert refusal(write(tmp_path, "long.txt", b"I: " + b"word " * 5)) == ["I103"]


def test_more_lines_or_letters_than_any_interview_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MAX_LINES", 3)
    assert refusal(write(tmp_path, "lines.txt", b"I: a\n" * 4)) == ["I115"]
    monkeypatch.setattr(settings, "MAX_TEXT_CHARACTERS", 19)
    assert refusal(write(tmp_path, "letters.txt", b"I: a\n" * 4)) == ["I115"]


def test_a_word_file_cut_anywhere_is_refused(tmp_path: Path) -> None:
    whole = write_word(tmp_path, BODY).read_bytes()
    for length in range(30, len(whole) - 1, 97):
        assert refusal(write(tmp_path, "part.docx", whole[:length])) == ["I109"], length


def test_a_word_file_with_a_flipped_byte_is_refused_or_reads_without_loss(tmp_path: Path) -> None:
    whole = write_word(tmp_path, BODY * 20).read_bytes()
    for position in range(0, len(whole), 23):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        file = write(tmp_path, "flipped.docx", bytes(damaged))
        try:
            report = read_transcript(file).report
        except UnreadableFile as error:
            assert error.problems
        else:
            assert (report.turns, report.words_unexplained) == (40, 0)


@pytest.mark.parametrize(
    ("types", "found"),
    [
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml", "Excel"),
        (
            "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
            "PowerPoint",
        ),
        ("text/plain", "an archive"),
    ],
)
def test_other_archives_are_named(tmp_path: Path, types: str, found: str) -> None:
    file = tmp_path / "P07.docx"
    with zipfile.ZipFile(file, "w") as archive:
        override = f'<Override PartName="/a.xml" ContentType="{types}"/>'
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{TYPES}">{override}</Types>')
    with pytest.raises(UnreadableFile, match=found):
        read_transcript(file)


def test_an_open_document_under_another_name_is_named(tmp_path: Path) -> None:
    file = tmp_path / "P07.docx"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableFile, match="LibreOffice"):
        read_transcript(file)


def test_a_part_behind_a_password_is_refused(tmp_path: Path) -> None:
    file = write_word(tmp_path, BODY)
    data = bytearray(file.read_bytes())
    central = data.find(b"PK\x01\x02")
    while central >= 0:
        data[central + 8] |= 1
        central = data.find(b"PK\x01\x02", central + 1)
    assert refusal(write(tmp_path, "P08.docx", bytes(data))) == ["I105"]


def test_a_part_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    bomb = root(f"<w:body>{BODY}<!--{'a' * 3_000_000}--></w:body>").encode()
    file = write_word(tmp_path, BODY)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", bomb)
    assert refusal(file) == ["I110"]


def test_a_file_that_declares_more_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_word(tmp_path, BODY, more={"word/media/a.bmp": b"\x00" * 5000})
    monkeypatch.setattr(settings, "MAX_UNPACKED_BYTES", 4000)
    assert refusal(file) == ["I110"]


def test_a_part_that_lies_about_its_size_is_not_unpacked_beyond_it(tmp_path: Path) -> None:
    xml = root(f"<w:body>{BODY * 2000}</w:body>").encode()
    file = write_word(tmp_path, BODY)
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        new.writestr("[Content_Types].xml", old.read("[Content_Types].xml"))
        new.writestr("word/document.xml", xml, zipfile.ZIP_DEFLATED)
    lying = out.getvalue().replace(struct.pack("<L", len(xml)), struct.pack("<L", 100))
    assert lying != out.getvalue()
    assert refusal(write(tmp_path, "P08.docx", lying)) == ["I109"]


def test_a_part_read_beyond_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MAX_XML_BYTES", 1000)
    assert refusal(write_word(tmp_path, BODY * 50)) == ["I110"]


def test_an_archive_of_thousands_of_parts_is_refused_unopened(tmp_path: Path) -> None:
    more = {f"word/{number}": b"" for number in range(5001)}
    assert refusal(write_word(tmp_path, BODY, more=more)) == ["I110"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_declared_entities_are_refused_in_each_encoding(
    tmp_path: Path, declared: str, encoding: str
) -> None:
    xml = root(f"<w:body>{BODY}</w:body>", before=declared).replace("UTF-8", encoding)
    file = write_word(tmp_path, BODY, part="word/other.xml")
    with zipfile.ZipFile(file) as old:
        types = old.read("[Content_Types].xml")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/other.xml", xml.encode(encoding))
    assert refusal(file) == ["I111"]


def test_an_encoding_that_hides_a_document_type_is_not_followed(tmp_path: Path) -> None:
    hidden = '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w+AD4-<w/>'
    file = write_word(tmp_path, BODY, part="word/other.xml")
    with zipfile.ZipFile(file) as old:
        types = old.read("[Content_Types].xml")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/other.xml", hidden)
    assert refusal(file) == ["I109"]


def test_more_tags_than_any_transcript_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_word(tmp_path, BODY + "<w:p/>" * 300)
    monkeypatch.setattr(settings, "MAX_MARKUP", 300)
    assert refusal(file) == ["I115"]


def test_tags_nested_without_end_are_refused(tmp_path: Path) -> None:
    assert refusal(write_word(tmp_path, "<w:ins>" * 5000 + BODY + "</w:ins>" * 5000)) == ["I109"]


def test_a_main_part_that_is_missing_or_no_xml_is_refused(tmp_path: Path) -> None:
    for content in (None, b"no xml", b"<w:document/>"):
        file = write_word(tmp_path, BODY)
        with zipfile.ZipFile(file) as old:
            types = old.read("[Content_Types].xml")
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("[Content_Types].xml", types)
            if content is not None:
                archive.writestr("word/document.xml", content)
        assert refusal(file) == ["I109"]


def test_a_word_file_without_words_is_refused_and_says_where_the_words_are(
    tmp_path: Path,
) -> None:
    assert refusal(write_word(tmp_path, "<w:p/>")) == ["I104"]
    file = write_word(tmp_path, "<w:p/>", sides={"header": paragraph("All words here")})
    with pytest.raises(UnreadableFile, match=r"All 3 words .*\(header\)"):
        read_transcript(file)


def test_a_layout_that_does_not_exist_for_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="inline_label"):
        read_text(tmp_path, "I: Hello.", layout="voice_tags")
