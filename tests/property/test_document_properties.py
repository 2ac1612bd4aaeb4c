"""Text in equals text out for .odt and .rtf, and every word of any of them is accounted for."""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Callable
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import UnreadableFile
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.source import holds_words
from toolkit.model.transcript import count_words
from toolkit.model.upload import Upload

some = settings(max_examples=60, deadline=None)
OFFICE, TEXT = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
TRICKY = "\u00a0\u00ad’“”–…👩‍👧é\\{}<&\u2028\u200b  '*~_;"


def as_open_document(body: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}"><o:body><o:text>{body}'
            "</o:text></o:body></o:document-content>",
        )
    return file.getvalue()


def open_document(paragraphs: list[str]) -> bytes:
    """Each blank as an element, as LibreOffice writes all but the first of several."""
    return as_open_document(
        "".join(
            f"<t:p>{escape(words).replace(' ', '<t:s/>').replace(chr(9), '<t:tab/>')}</t:p>"
            for words in paragraphs
        )
    )


def rich_text(paragraphs: list[str]) -> bytes:
    """Each character that is not plain by its number, those above 65535 in two halves."""
    body = "\\par\n".join("".join(map(escaped, words)) for words in paragraphs)
    return b"{\\rtf1\\ansi\\uc1 " + body.encode() + b"}"


def escaped(sign: str) -> str:
    if sign == "\t":
        return "\\tab "
    if sign in "\\{}":
        return f"\\{sign}"
    if " " <= sign <= "~":
        return sign
    units = sign.encode("utf-16-le")
    numbers = [
        int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
    ]
    return "".join(f"\\u{number}?" for number in numbers)


def typed(text: str) -> str:
    """What can be typed in a paragraph: no control, half or private character."""
    kept = "".join(
        sign for sign in text if sign == "\t" or unicodedata.category(sign) not in ("Cc", "Cs")
    )
    return unicodedata.normalize("NFC", kept.replace("\ufffe", "").replace("\uffff", ""))


words = st.text(st.sampled_from(TRICKY) | st.characters(), max_size=40).map(typed)
paragraphs = st.lists(words, min_size=1, max_size=8)
writers = pytest.mark.parametrize(
    ("write", "name"), [(open_document, "P07.odt"), (rich_text, "P07.rtf")]
)


@writers
@some
@given(paragraphs)
def test_text_in_is_text_out(
    write: Callable[[list[str]], bytes], name: str, paragraphs: list[str]
) -> None:
    paragraphs = ["so", *paragraphs, "you see"]
    reading = read_transcript(Upload(name, write(paragraphs)), layout="no_labels")
    made, report = reading.transcript, reading.report
    assert report.words_unexplained == 0
    assert report.words_in == sum(count_words(each) for each in paragraphs)
    assert "\n".join(made.words_of(turn) for turn in made.turns) == made.text
    if not report.words_left_out:
        spoken = [each.strip() for each in paragraphs if each.strip()]
        assert made.text == "\n".join(spoken)


PIECES = [
    *("{", "}", "\\par ", "\\cell", "\\row", "\\nestcell", "\\trowd\\intbl ", "\\pard "),
    *("\\plain ", "\\b ", "\\b0 ", "\\v ", "\\deleted ", "\\deleted0 ", "\\uc0 ", "\\uc2 "),
    *("\\u233?", "\\u-10179?", "\\u-8704?", "{\\footnote ", "{\\*\\annotation ", "{\\*\\x "),
    "{\\header ",
    *("{\\shp{\\*\\shpinst{\\shptxt ", "{\\pict ", "{\\fonttbl{\\f1\\fcharset128 ", "\\f1"),
    *("\\'e9", "\\'82", "\\'a0", "\\*", "\\bin3 ", "\\\n", "\\~", "\\-", "\\tab ", "\\line "),
    *("\\s1 ", "I: yes ", "R: no "),
    *("one", " two ", "\n", "\x00", "\x0b", "é", "\\", "\\u99999999999 "),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_every_word_of_any_rich_text_is_accounted_for(body: str) -> None:
    closing = "}" * max(1, body.count("{") - body.count("}") + 1)
    assert_read_or_refused("P07.rtf", f"{{\\rtf1\\ansi {body}{closing}".encode())


TAGS = [
    *("<t:p>", "</t:p>", "<t:h>", "</t:h>", "<t:span>", "</t:span>", "<t:note>", "</t:note>"),
    *("<o:annotation>", "</o:annotation>", "<t:s/>", "<t:tab/>", "<t:line-break/>", "<t:section>"),
    *("</t:section>", "<t:ruby-text>", "</t:ruby-text>", "<t:list-item>", "</t:list-item>"),
    *("I: yes ", "R: no ", "one", " two ", "\n"),
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(TAGS), max_size=30))
def test_every_word_of_any_open_document_is_accounted_for(pieces: list[str]) -> None:
    body: list[str] = []
    opened: list[str] = []
    for piece in pieces:
        if piece.startswith("</"):
            if not opened:
                continue
            piece = opened.pop()
        elif piece.startswith("<") and not piece.endswith("/>"):
            opened.append(f"</{piece[1:]}")
        body.append(piece)
    assert_read_or_refused("P07.odt", as_open_document("".join([*body, *reversed(opened)])))


def assert_read_or_refused(name: str, data: bytes) -> None:
    try:
        reading = read_transcript(Upload(name, data))
    except UnreadableFile as error:
        assert error.problems
        return
    made, report = reading.transcript, reading.report
    assert report.words_unexplained == 0
    assert "\n".join(made.words_of(turn) for turn in made.turns) == made.text
    assert holds_words(made.text)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    assert_read_or_refused("P07.odt", data)
    assert_read_or_refused("P07.rtf", data)
    assert_read_or_refused("P07.rtf", b"{\\rtf1 " + data + b"}")
