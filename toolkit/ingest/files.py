"""Bytes as they come in, and what kind of file they are, whatever the name says."""

from __future__ import annotations

import stat
import unicodedata
from pathlib import Path, PurePosixPath

from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.model.upload import Upload

ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
RICH_TEXT = b"{\\rtf"
SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (RICH_TEXT, "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
    (b"OggS", "a recording"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!\x1a", "a compressed file"),
    (b"<?xml", "an XML file"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
)


def tidy_file_name(name: str) -> str:
    """A file's name as it is shown and kept: in NFC, on one line, and no way to any place.

    Signs that cannot be printed become blanks, and those that no encoding knows question marks.

    Example:
        >>> tidy_file_name("../../etc/P07\\x07 \\nlast.docx")
        'P07 last.docx'
    """
    name = unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8"))
    name = PurePosixPath(name.replace("\\", "/")).name
    return " ".join("".join(sign if sign.isprintable() else " " for sign in name).split())


def read_bytes_checked(file: Path | Upload) -> bytes:
    """All bytes of a file that is not too large and not empty.

    Raises:
        UnreadableFile: It cannot be opened, is no file, is empty or over the limit.
    """
    data = file.content if isinstance(file, Upload) else _read_off_disk(file)
    _check_size(len(data))
    if not data.strip(b" \t\r\n\x00"):
        raise empty_file()
    return data


def _read_off_disk(path: Path) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile("I101", "This is no file but a folder or a device. Choose a file.")
        _check_size(status.st_size)
        with path.open("rb") as file:
            data = file.read(status.st_size + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "its name is not valid"
        raise UnreadableFile(
            "I101",
            f"The file cannot be opened ({reason}). Look at whether it is there and you may read "
            "it, and try again.",
        ) from None
    if len(data) != status.st_size:
        raise UnreadableFile(
            "I101", "The file changed while it was read. Wait until it is written, and try again."
        )
    return data


def _check_size(size: int) -> None:
    if size > settings.MAX_FILE_BYTES:
        raise UnreadableFile(
            "I103",
            f"The file is larger than {settings.MAX_FILE_BYTES // 1024**2} MB, the most that "
            "is read. A transcript is far smaller: take pictures and recordings out of it.",
        )


def empty_file() -> UnreadableFile:
    """The error for a file without a word in it."""
    return UnreadableFile(
        "I104",
        "There are no words in this file. If it is a scan, or its words stand in pictures, it "
        "has to be typed or read by a text recogniser first.",
    )


def check_is_zip(data: bytes, wanted: str = "Word file") -> None:
    """Nothing, where the bytes are a zip, as each Word file (.docx) is.

    Args:
        data: The file.
        wanted: What its name says that it is.

    Raises:
        UnreadableFile: They are something else; the message says what, as far as it is known.
    """
    if data.startswith(ZIP):
        return
    if data.startswith(OLE):
        raise _old_office_file(data)
    found = "an empty archive" if data.startswith(EMPTY_ZIP) else kind_of_bytes(data)
    raise UnreadableFile(
        "I107",
        f"This is no {wanted}, though its name says so; it is {found or 'something else'}. "
        "Choose the transcript itself, or open it in the program that wrote it and save it as "
        "a Word file (.docx).",
    )


def check_is_rich_text(data: bytes) -> None:
    """Nothing, where the bytes begin as a rich text (.rtf) does.

    Raises:
        UnreadableFile: They are something else; the message says what, as far as it is known.
    """
    if data.startswith(RICH_TEXT):
        return
    if data.startswith(OLE):
        raise _old_office_file(data)
    found = "a Word file or another archive" if data.startswith(ZIP) else kind_of_bytes(data)
    raise UnreadableFile(
        "I107",
        f"This is no rich text, though its name says so; it is {found or 'something else'}. "
        "Choose the transcript itself, or give the file the ending that belongs to it.",
    )


def check_is_text(data: bytes) -> None:
    """Nothing, where the bytes may be a text.

    Raises:
        UnreadableFile: They begin as a file of another kind does.
    """
    if data.startswith(OLE):
        raise _old_office_file(data)
    found = "a Word file or another archive" if data.startswith(ZIP) else kind_of_bytes(data)
    if found:
        raise UnreadableFile(
            "I107",
            f"This is no text, though its name says so; it is {found}. Choose the transcript "
            "itself, or give the file the ending that belongs to it.",
        )


def kind_of_bytes(data: bytes) -> str | None:
    """What a file is by its first bytes; None where they tell nothing.

    Example:
        >>> kind_of_bytes(b"%PDF-1.7"), kind_of_bytes(b"Interviewer: Hello")
        ('a PDF file', None)
    """
    start = data[:512].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for signature, kind in SIGNATURES:
        if start.startswith(signature.lower()):
            return kind
    return None


def _old_office_file(data: bytes) -> UnreadableFile:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return password_protected()
    if "WordDocument".encode("utf-16-le") in data:
        return UnreadableFile(
            "I106",
            "This is a Word file of the old kind (.doc). Open it in Word or LibreOffice, save it "
            "as .docx, and import that.",
        )
    return UnreadableFile(
        "I107",
        "This is no transcript: it is a file of an older office program. Open it there and save "
        "it as a Word file (.docx) or as text.",
    )


def too_long(characters: int) -> UnreadableFile:
    """The error for a file with far more text than one interview."""
    return UnreadableFile(
        "I115",
        f"The file holds {characters:,} characters or more, and one interview may hold "
        f"{settings.MAX_TEXT_CHARACTERS:,}. Split it into one file for each interview.",
    )


def too_many_lines(lines: int) -> UnreadableFile:
    """The error for a file with far more lines than one interview."""
    return UnreadableFile(
        "I115",
        f"The file holds {lines:,} lines or paragraphs, and one interview may hold "
        f"{settings.MAX_LINES:,}. Split it into one file for each interview.",
    )


def too_much_formatting() -> UnreadableFile:
    """The error for a file that is nearly all formatting."""
    return UnreadableFile(
        "I115",
        "The file holds more pieces of formatting than any transcript. Copy its words into "
        "a new file, without the formatting.",
    )


def damaged_file() -> UnreadableFile:
    """The error for a file of which a part cannot be read."""
    return UnreadableFile(
        "I109",
        "The file is damaged or was cut short, and a part of it cannot be read. Copy it again "
        "from where it came from, or open it in the program that wrote it and save it anew.",
    )


def password_protected() -> UnreadableFile:
    """The error for a file that opens with a password only."""
    return UnreadableFile(
        "I105",
        "The file is protected by a password. Open it, take the password off, save it, and "
        "import it again.",
    )
