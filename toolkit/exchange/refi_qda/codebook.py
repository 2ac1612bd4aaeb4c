"""A codebook into a `.qdc` file, and out of one, as the REFI-QDA standard 1.0 has it.

The standard has a name and a description for a code, and nothing else that we keep. So the
description holds the plain meaning, use when, not when, the example and the content note in
labelled lines, which people can read in any program and which are read back here without loss:

    Meaning: Support done in the night with nobody behind you.
    Use it when: Night calls.
      No one to ring.
    May be hard to read: yes

A line that goes on begins with two blanks. A theme is a code that cannot be given, with its codes
inside it. Ids travel as GUIDs that are worked out of the project's id and the code's, so that the
same code has the same GUID in every file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from toolkit.errors import BadInput, BadTable
from toolkit.exchange.tables.codebook import CodebookTable, answer_named
from toolkit.exchange.tables.reading import read_bytes
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.transcript import normalise_text
from toolkit.model.upload import Upload
from toolkit.settings import MAX_CODEBOOK_BYTES

if TYPE_CHECKING:
    from lxml.etree import _Element

SPACE = "urn:QDA-XML:codebook:1.0"
LABELS = {
    "plain_meaning": "Meaning",
    "use_when": "Use it when",
    "not_when": "Not when",
    "example": "Example",
}
HARD = "May be hard to read"
DEEPEST = 50

_FIELDS = {label: field for field, label in LABELS.items()}
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def format_qdc(book: Codebook, *, project_id: str) -> bytes:
    """A codebook as the bytes of a `.qdc` file; `read_qdc` reads the same codebook back.

    Args:
        book: One version; the standard has no place for others, or for why they were made.
        project_id: The project's own id, from which the GUIDs come.

    Raises:
        BadInput: There is no code in it, or a sign that no XML file can hold.
    """
    from lxml import etree

    if not book.codes:
        raise BadInput("X301", "The codebook has no code, and such a file needs at least one.")
    _require_writable(book)
    root = etree.Element(f"{{{SPACE}}}CodeBook", nsmap={None: SPACE})  # type: ignore[dict-item]
    root.set("origin", "Coproduced interview toolkit")
    codes = etree.SubElement(root, f"{{{SPACE}}}Codes")
    for theme in book.themes:
        held = _add(codes, project_id, "theme", theme.id, theme.name, is_codable=False)
        for code in book.codes:
            if code.theme_id == theme.id:
                _add_code(held, project_id, code)
    for code in book.codes:
        if code.theme_id is None:
            _add_code(codes, project_id, code)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def guid_of(project_id: str, kind: str, own_id: str) -> UUID:
    """The GUID of a code or theme: the same for the same project and id, wherever it is made.

    Example:
        >>> guid_of("p", "code", "R06") == guid_of("p", "code", "R06")
        True
    """
    return uuid5(uuid5(NAMESPACE_URL, f"urn:project:{project_id}"), f"{kind}/{own_id}")


def describe_code(code: Code) -> str:
    """What the description of a code says: its words in labelled lines.

    Example:
        >>> print(describe_code(Code("R06", None, "Alone", "In the night.", use_when="Calls.")))
        Meaning: In the night.
        Use it when: Calls.
    """
    told = [(label, getattr(code, field)) for field, label in LABELS.items()]
    told.append((HARD, "yes" if code.content_note else ""))
    return "\n".join(f"{label}: {words}".replace("\n", "\n  ") for label, words in told if words)


def read_description(words: str) -> dict[str, str]:
    """The parts of a description by the names of a code's fields.

    A description that is not in our labelled lines is the plain meaning, all of it.

    Example:
        >>> read_description("Meaning: In the night.\\nExample: One.\\n  Two.")
        {'plain_meaning': 'In the night.', 'example': 'One.\\nTwo.'}
        >>> read_description("When somebody is alone")
        {'plain_meaning': 'When somebody is alone'}
    """
    told: dict[str, str] = {}
    field = ""
    for line in words.split("\n"):
        label, parted, rest = line.partition(": ")
        known = "content_note" if label == HARD else _FIELDS.get(label, "")
        if parted and known and known not in told:
            field, told[known] = known, rest
        elif field and line.startswith("  "):
            told[field] += f"\n{line[2:]}"
        else:
            return {"plain_meaning": words} if words.strip() else {}
    return told


def read_qdc(
    file: Path | Upload, *, project_id: str, known: Iterable[Codebook] = ()
) -> CodebookTable:
    """The themes and codes of a `.qdc` file, of this toolkit or of another program.

    A code inside another one belongs to a theme that is called like the codes above it. A code that
    holds others and can be given itself is both. Codes of one name get the name of their theme
    beside it. Colours and sets have no place here.

    Args:
        file: Where it is, or its name and bytes.
        project_id: The project's own id: a GUID that was made from it is known again.
        known: The codebook's versions. A code that has one of their names gets its id.

    Raises:
        BadTable: It is no such file, or not a safe one. Nothing of it was kept.
    """
    root = _parse(read_bytes(file, MAX_CODEBOOK_BYTES))
    found = list(_walk(root))
    answers = tuple(one.name for one in found if one.is_codable and answer_named(one.name))
    found = [one for one in found if not answer_named(one.name)]
    if not any(one.is_codable for one in found):
        raise BadTable("X303", "The file has no code that could be given. Nothing was kept.")
    ids = _Ids(project_id, tuple(known))
    themes = _themes(found, ids)
    not_used = [part for part in ("color", "Sets") if _has(root, part)]
    return CodebookTable(
        tuple(themes.values()), tuple(_codes(found, themes, ids)), tuple(not_used), answers
    )


# --- Writing ------------------------------------------------------------------------------------


def _add(
    above: _Element, project_id: str, kind: str, own_id: str, name: str, *, is_codable: bool
) -> _Element:
    from lxml import etree

    made = etree.SubElement(above, f"{{{SPACE}}}Code")
    made.set("guid", str(guid_of(project_id, kind, own_id)))
    made.set("name", name)
    made.set("isCodable", "true" if is_codable else "false")
    return made


def _add_code(above: _Element, project_id: str, code: Code) -> None:
    from lxml import etree

    made = _add(above, project_id, "code", code.id, code.name, is_codable=True)
    if words := describe_code(code):
        etree.SubElement(made, f"{{{SPACE}}}Description").text = words


def _require_writable(book: Codebook) -> None:
    for code in book.codes:
        if _FORBIDDEN.search(f"{code.name}{describe_code(code)}"):
            raise BadInput(
                "X302",
                "The code holds a sign that is no letter and that such a file cannot hold. "
                "Propose its words anew without it.",
                where=f"code {code.id}",
            )


# --- Reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """One code of the file, with the names and GUIDs of those that it stands in."""

    guid: str
    name: str
    is_codable: bool
    description: str
    above: tuple[tuple[str, str], ...]

    @property
    def theme(self) -> str:
        """What its theme is called; empty where it stands in no other."""
        return " / ".join(name for _, name in self.above)


class _Ids:
    """Gives each code and theme the id that it has here, or the next free one."""

    def __init__(self, project_id: str, versions: tuple[Codebook, ...]) -> None:
        self._project_id = project_id
        self._known: dict[str, dict[str, str]] = {"code": {}, "theme": {}}
        self._names: dict[str, dict[str, str]] = {"code": {}, "theme": {}}
        for book in versions:
            for kind, listed in (("code", book.codes), ("theme", book.themes)):
                for one in listed:
                    self._known[kind][str(guid_of(project_id, kind, one.id))] = one.id
                    self._names[kind][one.name] = one.id
        self._given: dict[str, set[str]] = {"code": set(), "theme": set()}

    def of(self, kind: str, guid: str, name: str) -> str:
        """The id that a GUID stands for, else the one that the name has, else a new one."""
        given = self._given[kind]
        wanted = self._known[kind].get(guid) or self._names[kind].get(name)
        if wanted is None or wanted in given:
            taken = {*self._known[kind].values(), *given}
            prefix = "N" if kind == "code" else "TH"
            wanted = next(made for n in count(1) if (made := f"{prefix}{n:02d}") not in taken)
        given.add(wanted)
        return wanted


def _parse(content: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _no_codebook() from None
    if (
        root.getroottree().docinfo.internalDTD is not None
        or etree.QName(root).localname != "CodeBook"
    ):
        raise _no_codebook()
    return root


def _no_codebook() -> BadTable:
    return BadTable(
        "X304",
        "The file is no REFI-QDA codebook, or it is damaged, or it declares a document type, which "
        "no codebook needs. Nothing was kept. Export the codebook again from the program that it "
        "comes from.",
    )


def _children(element: _Element, name: str) -> Iterator[_Element]:
    from lxml import etree

    for child in element:
        if isinstance(child.tag, str) and etree.QName(child).localname == name:
            yield child


def _has(root: _Element, part: str) -> bool:
    if part == "color":
        return any(element.get("color") for element in root.iter())
    return any(True for _ in _children(root, part))


def _walk(root: _Element) -> Iterator[_Found]:
    for codes in _children(root, "Codes"):
        for child in _children(codes, "Code"):
            yield from _walk_code(child, ())


def _walk_code(element: _Element, above: tuple[tuple[str, str], ...]) -> Iterator[_Found]:
    guid = (element.get("guid") or "").strip().strip("{}").lower()
    name = normalise_text(element.get("name") or "").strip()
    if not name or len(above) > DEEPEST:
        raise BadTable(
            "X305",
            "A code of the file has no name, or stands too deep inside others. Name it in the "
            "program that the file comes from, and export it again.",
            where=f"line {element.sourceline}",
        )
    words = "".join(normalise_text(one.text or "") for one in _children(element, "Description"))
    is_codable = (element.get("isCodable") or "true").strip().lower() in ("true", "1")
    yield _Found(guid, name, is_codable, words, above)
    for child in _children(element, "Code"):
        yield from _walk_code(child, (*above, (guid, name)))


def _themes(found: Iterable[_Found], ids: _Ids) -> dict[str, Theme]:
    """The themes by what they are called, in the order of the file."""
    listed: dict[str, str] = {}
    for one in found:
        if one.above:
            listed.setdefault(one.theme, one.above[-1][0])
        elif not one.is_codable:
            listed.setdefault(one.name, one.guid)
    return {name: Theme(ids.of("theme", guid, name), name) for name, guid in listed.items()}


def _codes(found: Iterable[_Found], themes: dict[str, Theme], ids: _Ids) -> Iterator[Code]:
    codable = [one for one in found if one.is_codable]
    times = Counter(one.name.casefold() for one in codable)
    used: set[str] = set()
    for one in codable:
        name = one.name
        if times[name.casefold()] > 1 and one.theme:
            name = f"{name} ({one.theme})"
        plain = name
        for number in count(2):
            if name.casefold() not in used:
                break
            name = f"{plain} {number}"
        used.add(name.casefold())
        told = read_description(one.description)
        is_hard = told.pop("content_note", "") == "yes"
        theme = themes[one.theme].id if one.theme else None
        code = Code(ids.of("code", one.guid, name), theme, name, content_note=is_hard)
        yield replace(code, **told)  # type: ignore[arg-type]
