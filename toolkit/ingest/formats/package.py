"""Zipped XML from strangers, opened so that nothing in it can do harm.

Sizes are checked before and while unpacking; no entity, no DTD and no outside address is
followed; nothing is written to the disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from functools import cache
from typing import TYPE_CHECKING

from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.ingest.files import damaged_file, password_protected, too_much_formatting

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

MOST_MEMBERS = 5000
CENTRAL_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
ONE_MB = 1024 * 1024


class Package:
    """A zip that was looked over; its parts are unpacked one at a time, when asked for.

    Raises:
        UnreadableFile: It is cut short or damaged, or would unpack to far too much.
    """

    def __init__(self, data: bytes) -> None:
        # Counted before the zip is opened, for opening it makes an object of each.
        if data.count(CENTRAL_ENTRY) > MOST_MEMBERS:
            raise _unpacks_to_too_much()
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError):
            raise damaged_file() from None
        members = self._archive.infolist()
        if sum(member.file_size for member in members) > settings.MAX_UNPACKED_BYTES:
            raise _unpacks_to_too_much()
        self.names = frozenset(member.filename for member in members)
        self._left = settings.MAX_XML_BYTES

    def read(self, name: str) -> bytes:
        """One part, unpacked.

        Raises:
            UnreadableFile: It is missing, damaged, locked by a password, or unpacks to too much.
        """
        try:
            member = self._archive.getinfo(name)
        except KeyError:
            raise damaged_file() from None
        if member.flag_bits & ENCRYPTED:
            raise password_protected()
        _check_ratio(member.file_size, member.compress_size)
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged_file()
        try:
            with self._archive.open(member) as part:
                data = part.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
            raise damaged_file() from None
        self._left -= len(data)
        if self._left < 0:
            raise _unpacks_to_too_much()
        return data

    def parse(self, name: str) -> _Element:
        """The root element of one part.

        Raises:
            UnreadableFile: See `read` and `parse_xml`.
        """
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> _Element:
    """The root element of an XML document that declares nothing and reaches nowhere.

    Raises:
        UnreadableFile: It is no well-formed XML, declares a document type (which is how
            entities are smuggled in), or has more tags than any transcript.
    """
    from lxml import etree

    if data.startswith(UTF16_MARKS):
        data = _from_utf16(data)
    if b"<!DOCTYPE" in data:
        raise UnreadableFile(
            "I111",
            "The file declares a document type, which no transcript needs and which may be an "
            "attack. It was not opened. Copy the words into a new file.",
        )
    if data.count(b"<") + data.count(b"=") > settings.MAX_MARKUP:
        raise too_much_formatting()
    try:
        return etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise damaged_file() from None


@cache
def _parser() -> XMLParser:
    from lxml import etree

    # The encoding is given, so that no declaration can hide a document type from the check.
    return etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _from_utf16(data: bytes) -> bytes:
    try:
        return data.decode("utf-16").encode("utf-8")
    except UnicodeError:
        raise damaged_file() from None


def _check_ratio(unpacked: int, packed: int) -> None:
    if unpacked > ONE_MB and unpacked > packed * settings.MAX_UNPACK_RATIO:
        raise _unpacks_to_too_much()


def _unpacks_to_too_much() -> UnreadableFile:
    return UnreadableFile(
        "I110",
        "The file would unpack to far more than any transcript holds, as an attack does. It was "
        "not opened. Copy its words into a new file.",
    )
