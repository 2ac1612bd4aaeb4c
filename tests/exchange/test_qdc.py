"""Codebooks to other programs and back: the standard's schema, nothing lost, nothing unsafe."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.errors import BadInput, BadTable
from toolkit.exchange.refi_qda.codebook import (
    describe_code,
    format_qdc,
    guid_of,
    read_description,
    read_qdc,
)
from toolkit.model.codebook import Code, Codebook, Theme
from toolkit.model.upload import Upload
from toolkit.settings import MAX_CODEBOOK_BYTES

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).with_name("refi_qda") / "Codebook.xsd"))
NIGHT = Code(
    "R06", "R", "Alone at night", "Nobody behind you.\nNobody to ring.",
    "Use it when: they say so.\n  Meaning: indented", "Not when it is day", "“Three o’clock.”",
    content_note=True,
)  # fmt: skip
BOOK = Codebook(
    3,
    (Theme("R", "Riskiness"), Theme("E", "Nothing yet & <more>")),
    (NIGHT, Code("R07", "R", "No rest"), Code("X1", None, "Loose", example="=1+1")),
    "Why",
    None,
    "2026-01-01",
)
FOREIGN = b"""<?xml version="1.0" encoding="utf-8"?>
<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Somebody else's"><Codes>
<Code guid="{9A3C2F00-0000-4000-8000-000000000001}" name="Nights" isCodable="true" color="#ff0000">
 <Description>How nights went</Description>
 <Code guid="9A3C2F00-0000-4000-8000-000000000002" name="Other" isCodable="true"/>
 <Code guid="9A3C2F00-0000-4000-8000-000000000003" name="Deep" isCodable="false">
  <Code guid="9A3C2F00-0000-4000-8000-000000000004" name="Deeper" isCodable="true"/></Code></Code>
<Code guid="9A3C2F00-0000-4000-8000-000000000005" name="Days" isCodable="false">
 <Code guid="9A3C2F00-0000-4000-8000-000000000006" name="Other" isCodable="true"/>
 <Code guid="9A3C2F00-0000-4000-8000-000000000007" name="Not sure" isCodable="true"/></Code>
</Codes><Sets><Set guid="9A3C2F00-0000-4000-8000-000000000008" name="S"/></Sets></CodeBook>"""


def read(content: bytes, known: tuple[Codebook, ...] = ()) -> object:
    return read_qdc(Upload("x.qdc", content), project_id="p", known=known)


def test_what_is_written_is_valid_and_comes_back_the_same() -> None:
    content = format_qdc(BOOK, project_id="p")
    SCHEMA.assertValid(etree.fromstring(content))
    table = read_qdc(Upload("x.qdc", content), project_id="p", known=(BOOK,))
    assert (table.themes, table.codes) == (BOOK.themes, BOOK.codes)
    assert (table.columns_not_used, table.answers_left_out) == ((), ())


def test_guids_are_the_same_for_the_same_project_and_code_whatever_it_is_called() -> None:
    first = guid_of("p", "code", "R06")
    assert first == UUID(str(first)) == guid_of("p", "code", "R06")
    assert len({first, guid_of("q", "code", "R06"), guid_of("p", "theme", "R06")}) == 3
    renamed = Codebook(4, BOOK.themes, (Code("R06", "R", "Otherwise"),), "", None, "")
    table = read_qdc(
        Upload("x.qdc", format_qdc(renamed, project_id="p")), project_id="p", known=(BOOK,)
    )
    assert [code.id for code in table.codes] == ["R06"]


words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.just("\n")
)
labels = st.sampled_from(["Meaning: ", "\nExample: x", "  ", "\n  ", "May be hard to read: yes"])
parts = st.lists(words | labels, max_size=4).map("".join)


@given(parts, parts, parts, parts, st.booleans())
def test_no_wording_is_lost_in_a_description(
    meaning: str, use: str, no: str, example: str, hard: bool
) -> None:
    code = Code("a", None, "A", meaning, use, no, example, hard)
    told = read_description(describe_code(code))
    back = Code(
        "a",
        None,
        "A",
        told.get("plain_meaning", ""),
        told.get("use_when", ""),
        told.get("not_when", ""),
        told.get("example", ""),
        told.get("content_note") == "yes",
    )
    assert back == code


def test_a_codebook_of_another_program_is_read() -> None:
    table = read_qdc(Upload("x.qdc", FOREIGN), project_id="p")
    themes = {theme.id: theme.name for theme in table.themes}
    assert [(c.name, themes.get(c.theme_id or ""), c.plain_meaning) for c in table.codes] == [
        ("Nights", None, "How nights went"),
        ("Other (Nights)", "Nights", ""),
        ("Deeper", "Nights / Deep", ""),
        ("Other (Days)", "Days", ""),
    ]
    assert (table.columns_not_used, table.answers_left_out) == (("color", "Sets"), ("Not sure",))
    Codebook(1, table.themes, table.codes, "", None, "")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"not xml", "X304"),
        (b"<Project/>", "X304"),
        (
            b'<!DOCTYPE CodeBook [<!ENTITY x SYSTEM "file:///etc/passwd">]><CodeBook>&x;</CodeBook>',
            "X304",
        ),
        (b"<CodeBook><Codes/></CodeBook>", "X303"),
        (b'<CodeBook><Codes><Code guid="1" isCodable="true"/></Codes></CodeBook>', "X305"),
        (b" " * (MAX_CODEBOOK_BYTES + 1), "X102"),
    ],
)
def test_what_is_no_codebook_or_not_a_safe_one_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(BadTable, match=code):
        read(content)


def test_what_no_such_file_can_hold_is_refused_by_its_id() -> None:
    for codes, said in (((), "X301"), ((Code("A1", None, "\x0b"),), "X302")):
        with pytest.raises(BadInput, match=said):
            format_qdc(Codebook(1, (), codes, "", None, ""), project_id="p")
