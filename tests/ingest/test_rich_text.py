"""Rich text (.rtf), written by hand as Word, LibreOffice and TextEdit write it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import Told, told
from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.ingest.formats.rich_text import read_rich_text
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import ImportReport
from toolkit.ingest.source import Source
from toolkit.model.upload import Upload

TOLD = [("I", "Were you safe?"), ("R", "Never.")]
FONTS = (
    rb"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr{\*\falt Other};}"
    rb"{\f2\fcharset128 \'82\'6c;}{\f3\fcharset2 Symbol;}}"
)


def source_of(body: bytes, head: bytes = rb"\ansi\ansicpg1252\deff0") -> Source:
    return read_rich_text(rb"{\rtf1" + head + FONTS + body + b"}")


def texts(body: bytes, head: bytes = rb"\ansi\ansicpg1252\deff0") -> list[str]:
    return [line.text for line in source_of(body, head).lines]


def read(body: bytes) -> tuple[Told, ImportReport]:
    reading = read_transcript(Upload("P07.rtf", rb"{\rtf1\ansi\deff0" + FONTS + body + b"}"))
    assert reading.report.words_unexplained == 0
    return told(reading), reading.report


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (rb"caf\'e9", "café"),
        (rb"caf\u233?", "café"),
        (rb"caf\u233\'e9 now", "café now"),
        (rb"caf{\uc0\u233 }s", "cafés"),
        (rb"\uc2\u233\'82\'a0 x", "é x"),
        (rb"\u-10179?\u-8704?", "😀"),
        (rb"\uc0 \u55357\uc1 \u56832\'3f!", "😀!"),
        (rb"\u55357?{\b\u56832?}", "😀"),
        (rb"\u128512?", "😀"),
        (rb"don\rquote t \ldblquote stop\rdblquote\emdash ever", "don’t “stop”—ever"),
        (rb"half\_way there\~now co\-operation", "half-way there\u00a0now cooperation"),
        (rb"\{a\\b\}", "{a\\b}"),
        (b"one\r\n two\nthree", "one twothree"),
        (rb"one\tab two", "one\ttwo"),
        (rb"{\f1\'c4\'e0}\'c4", "ДаÄ"),
        (rb"\f2\'82\'a0\'83\\", "あソ"),
        (rb"{\f2\'82}{\f2\'a0}", "あ"),
        (rb"\f2\'83S", "ゴ"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt here}} now", "here now"),
        (rb"{\listtext 1.\tab}first", "first"),
        (rb"{\*\unknownthing a b}seen", "seen"),
        (rb"{\upr{caf\'e9}{\*\ud caf\u233?}}", "café"),
        (rb"\unknown12 seen", "seen"),
        (rb"{\pict\bin7 }}{\par}seen", "seen"),
        (rb"a\bin3 }}}b", "ab"),
        (rb"\'zz", "zz"),
        (rb"{\b bo}ld", "bold"),
        (rb"\u8217\par", "’"),
    ],
)
def test_letters_are_read_as_they_were_meant(written: bytes, meant: str) -> None:
    assert texts(written + rb"\par") == [meant]


@pytest.mark.parametrize(
    ("head", "written", "meant"),
    [
        (rb"\mac", rb"\f9 caf\'8e", "café"),
        (rb"\pc", rb"\f9 caf\'82", "café"),
        (rb"\ansi\ansicpg1251", rb"\f9\'c4\'e0", "Да"),
        (rb"\ansi\ansicpg65001", rb"\f9 caf\'c3\'a9", "café"),
        (rb"\ansi\deff1", rb"\'c4\'e0", "Да"),
        (rb"\ansi\deff1", rb"\f0\plain \'c4\'e0", "Да"),
    ],
)
def test_bytes_are_read_by_the_code_page_of_the_file_or_of_the_font(
    head: bytes, written: bytes, meant: str
) -> None:
    assert texts(written + rb"\par", head) == [meant]


def test_bytes_that_are_utf8_without_saying_so_are_read_and_it_is_said() -> None:
    source = source_of("don’t café\\par".encode())
    assert [line.text for line in source.lines] == ["don’t café"]
    assert [notice.code for notice in source.notices] == ["I222"]
    assert texts(b"caf\xe9\\par") == ["café"]


@pytest.mark.parametrize("half", [rb"\u-10179?", rb"\u-8704?", rb"\u-10179?\u-10179?"])
def test_half_a_character_is_shown_as_lost_and_it_is_said(half: bytes) -> None:
    source = source_of(b"so " + half + rb" it is\par")
    assert source.lines[0].text.replace("\ufffd\ufffd", "\ufffd") == "so \ufffd it is"
    assert [notice.code for notice in source.notices] == ["I223"]


def test_an_unknown_code_page_and_control_characters_are_said() -> None:
    source = source_of(rb"a\'01b\par", rb"\ansi\ansicpg4711")
    assert [line.text for line in source.lines] == ["ab"]
    assert [notice.code for notice in source.notices] == ["I222", "I211"]


@pytest.mark.parametrize(
    ("aside", "kind", "words"),
    [
        (rb"{\v not shown}", "hidden_text", 2),
        (rb"\v not shown\v0 ", "hidden_text", 2),
        (rb"{\deleted arly al}", "deletion", 2),
        (rb"{\footnote\pard\plain \chftn A bird.\par Of two.}", "footnote", 4),
        (rb"{\*\footnote\ftnalt A bird.}", "footnote", 2),
        (
            rb"{\*\atnid AO}{\*\atnauthor Ann Other}\chatn{\*\annotation{\*\atndate 7}him?\par}",
            "comment",
            1,
        ),
        (rb"{\v{\*\atnid AO}{\annotation Is it him?}}", "comment", 3),
        (
            (
                rb"{\shp{\*\shpinst{\sp{\sn wzName}{\sv Box 1}}{\shptxt Draft one\par}}"
                rb"{\shprslt{\*\do{\dptxbxtext Draft one}}}}"
            ),
            "text_box",
            2,
        ),
        (rb"{\*\do{\dptxbxtext Draft\par one}}", "text_box", 2),
        (rb"{\object{\*\objdata 0102}{\result A sheet}}", "text_box", 2),
        (rb"{\xe fear}", "hidden_text", 1),
    ],
)
def test_what_stands_inside_a_word_is_counted_by_kind_and_does_not_break_it(
    aside: bytes, kind: str, words: int
) -> None:
    said, report = read(rb"I: Were you safe?\par R: Ne" + aside + rb"ver.\par")
    assert said == TOLD
    assert report.words_left_out == {kind: words, "label": 2}


def test_two_asides_side_by_side_are_not_one_word() -> None:
    source = source_of(rb"a{\footnote one}{\footnote two} {\deleted x\par}{\deleted y\par}b\par")
    assert source.left_out == {"footnote": 2, "deletion": 2}
    assert [line.text for line in source.lines] == ["a b"]


def test_headers_footers_and_the_names_at_the_head_are_no_speech() -> None:
    said, report = read(
        rb"{\info{\author Ann Other}{\title Secret}}{\*\revtbl{Ann Other;}}"
        rb"{\*\pgdsctbl{\pgdsc0{\header Study seven\par}Default;}}"
        rb"{\header Study seven\par}{\footerf Page {\field{\*\fldinst PAGE}{\fldrslt 1}}\par}"
        rb"I: Were you safe?\par R: {\revised Never.}\par"
    )
    assert said == TOLD
    assert report.words_left_out == {"footer": 2, "header": 2, "label": 2}


def test_headings_are_found_by_the_names_of_styles() -> None:
    said, report = read(
        rb"{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\*\cs2 Title;}{\s3\sbasedon0 Title;}}"
        rb"\pard\s3 Interview 7\par\pard\plain I: Were you safe?\par R: Never.\par"
        rb"{\pard\s1 Nights\par}\pard\s0 I: Were you safe?\par R: Never.\par"
    )
    assert said == TOLD * 2
    assert report.words_left_out == {"heading": 1, "label": 4, "title": 2}


def test_a_line_is_bold_when_all_of_it_is() -> None:
    lines = source_of(
        rb"{\b Why?}\par{\b I:} Why?\par\b one\line two\b0\line three\par"
        rb"{\rtlch\ab\ltrch\b Why?}  \par\b on\plain off\par"
    ).lines
    assert [line.bold for line in lines] == [True, False, True, True, False, True, False]
    assert [line.bold_end for line in lines][:2] == [0, 2]


def test_a_table_is_read_cell_by_cell_and_one_inside_it_is_part_of_its_cell() -> None:
    lines = source_of(
        rb"Before\par\trowd\cellx1\cellx2\pard\intbl I\cell Were you\par safe?\cell\row"
        rb"\trowd\pard\intbl R\cell\pard\intbl\itap2 Never.\nestcell Not once.\nestcell"
        rb"{\*\nesttableprops\trowd\nestrow}{\nonesttables\par}\pard\intbl\cell\row"
        rb"\pard Between\par\trowd\pard\intbl Alone\cell\row\pard After"
    ).lines
    assert [(line.text, line.cell and line.cell[:3]) for line in lines] == [
        ("Before", None),
        ("I", (1, 1, 1)),
        ("Were you", (1, 1, 2)),
        ("safe?", (1, 1, 2)),
        ("R", (1, 2, 1)),
        ("Never.", (1, 2, 2)),
        ("Not once.", (1, 2, 2)),
        ("Between", None),
        ("Alone", (2, 1, 1)),
        ("After", None),
    ]
    assert [lines[index].place for index in (0, 1, 7, 9)] == [
        "paragraph 1", "table 1, row 1", "paragraph 2", "paragraph 3",
    ]  # fmt: skip


def test_a_backslash_at_a_line_end_ends_a_paragraph_as_textedit_writes_it() -> None:
    said, _ = read(b"\\cocoartf2639\\f0 I: Were you safe?\\\nR: Never.")
    assert said == TOLD


def test_a_mark_or_blanks_before_the_first_brace_do_no_harm() -> None:
    lines = read_rich_text(b"\xef\xbb\xbf\r\n{\\rtf1 I: Were you safe?}").lines
    assert [line.text for line in lines] == ["I: Were you safe?"]


def test_paragraph_numbers_count_empty_paragraphs() -> None:
    lines = source_of(rb"one\par\par two\par").lines
    assert [line.place for line in lines] == ["paragraph 1", "paragraph 3"]


def test_words_behind_the_end_make_the_reading_doubtful() -> None:
    whole = rb"{\rtf1 I: Were you safe?\par R: Never.}"
    assert read_rich_text(whole + b"\r\n\x00").doubts == ()
    assert [doubt.code for doubt in read_rich_text(whole + b"}More.").doubts] == ["I221"]


def refusal(data: bytes) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(Upload("P07.rtf", data))
    return [problem.code for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"I: Hello.", "I107"),
        (b"PK\x03\x04", "I107"),
        (b"%PDF-1.7", "I107"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "I106"),
        (b"", "I104"),
        (rb"{\rtf1}", "I104"),
        (rb"{\rtf1{\footnote All of it.}}", "I117"),
        (rb"{\rtf1 I: Hello.", "I109"),
        (rb"{\rtf1 I: Hello." + b"\\", "I109"),
        (rb"{\rtf1 I: Hello.\bin99 }", "I109"),
        (rb"{\rtf1" + b"{" * 2000 + b"}" * 2001, "I115"),
        (rb"{\rtf1" + b"{" * 5_000_000, "I115"),
        (rb"{\rtf1 " + b"\\b" * 700_000 + b"}", "I115"),
        (rb"{\rtf1 " + b"a" * 30_000_000 + b"}", "I115"),
    ],
    ids=lambda value: value[:12] if isinstance(value, bytes) else value,
)
def test_what_is_no_rich_text_is_refused_by_its_own_code(data: bytes, code: str) -> None:
    assert refusal(data) == [code]


def test_a_file_cut_anywhere_is_refused() -> None:
    whole = rb"{\rtf1\ansi" + FONTS + rb"I: Were you {\b safe?}\par R: Never.\par}"
    for length in range(6, len(whole) - 1):
        assert refusal(whole[:length]) == ["I109"], length


def test_more_lines_or_letters_than_any_interview_has_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "MAX_LINES", 3)
    assert refusal(rb"{\rtf1 a\par b\par c\par d\par}") == ["I115"]
    monkeypatch.setattr(settings, "MAX_TEXT_CHARACTERS", 9)
    assert refusal(rb"{\rtf1 aaaaa\par bbbbb}") == ["I115"]


def test_a_flipped_byte_is_refused_or_loses_nothing_unsaid(tmp_path: Path) -> None:
    whole = rb"{\rtf1\ansi" + FONTS + rb"I: Were you {\b safe?}\par R: Ne\'e9ver\u233?.\par}"
    for position in range(0, len(whole), 3):
        damaged = bytearray(whole)
        damaged[position] ^= 0xFF
        try:
            report = read_transcript(Upload("P07.rtf", bytes(damaged))).report
        except UnreadableFile as error:
            assert error.problems
        else:
            assert report.words_unexplained == 0
