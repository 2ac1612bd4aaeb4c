"""LibreOffice texts (.odt), written part by part: what is speech, and what is counted by kind."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.ingest.made_files import Told, told
from toolkit import settings
from toolkit.errors import UnreadableFile
from toolkit.ingest.formats.open_document import read_open_document
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import ImportReport

SPACES = {
    "office": "office",
    "text": "text",
    "table": "table",
    "style": "style",
    "draw": "drawing",
    "fo": "xsl-fo-compatible",
    "svg": "svg-compatible",
}
NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in SPACES.items()
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
QUESTION = "<text:p>I: Were you safe?</text:p>"
ANSWER = "<text:p>R: Never.</text:p>"
TOLD = [("I", "Were you safe?"), ("R", "Never.")]
BOLD = '<style:text-properties fo:font-weight="bold"/>'
UNSEEN = '<style:text-properties text:display="none"/>'


def write(
    folder: Path,
    body: str,
    *,
    automatic: str = "",
    common: str = "",
    pages: str = "",
    more: Mapping[str, bytes] | None = None,
) -> Path:
    """An .odt from the XML of its body, its styles, and its headers and footers."""
    file = folder / "P07.odt"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{automatic}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:styles>{common}</office:styles>"
            f"<office:master-styles>{pages}</office:master-styles></office:document-styles>",
        )
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return file


def read(folder: Path, *paragraphs: str, **styles: str) -> tuple[Told, ImportReport]:
    reading = read_transcript(write(folder, "".join(paragraphs), **styles))
    assert reading.report.words_unexplained == 0
    return told(reading), reading.report


def bold_lines(folder: Path, body: str, **styles: str) -> list[bool]:
    data = write(folder, body, **styles).read_bytes()
    return [line.bold for line in read_open_document(data).lines]


def style(name: str, inside: str = "", *, family: str = "text", parent: str = "") -> str:
    return (
        f'<style:style style:name="{name}" style:family="{family}"'
        f' style:parent-style-name="{parent}">{inside}</style:style>'
    )


@pytest.mark.parametrize(
    "answer",
    [
        "R: Ne<text:span>ver</text:span>.",
        "R: <text:a>Never.</text:a>",
        "R: <text:change-start/>Never.<text:change-end/>",
        "R:<text:s/>Never<text:bookmark/>.",
        "R: <text:reference-ref>Never.</text:reference-ref>",
        "R: Nev<text:soft-page-break/>er.",
        "<text:ruby><text:ruby-base>R: Never.</text:ruby-base></text:ruby>",
        'R: <text:hidden-text text:is-hidden="false">Never.</text:hidden-text>',
        "\n   R:\n   Never.",
    ],
)
def test_words_that_are_wrapped_in_something_are_speech(tmp_path: Path, answer: str) -> None:
    said, report = read(tmp_path, QUESTION, f"<text:p>{answer}</text:p>")
    assert said == TOLD
    assert report.words_left_out == {"label": 2}
    assert report.confident


@pytest.mark.parametrize(
    "around",
    [
        "<text:section>{}</text:section>",
        "<text:list><text:list-item>{}</text:list-item></text:list>",
        "<text:list><text:list-header>{}</text:list-header></text:list>",
        "<text:user-index><text:index-body>{}</text:index-body></text:user-index>",
    ],
)
def test_paragraphs_in_sections_lists_and_indexes_are_speech(tmp_path: Path, around: str) -> None:
    said, report = read(tmp_path, around.format(QUESTION + ANSWER))
    assert said == TOLD
    assert report.words_left_out == {"label": 2}


@pytest.mark.parametrize(
    ("aside", "kind", "words"),
    [
        (
            (
                "<office:annotation><dc:creator>Ann Other</dc:creator><dc:date>2026</dc:date>"
                "<text:p>Is this</text:p><text:p>him?</text:p></office:annotation>"
            ),
            "comment",
            3,
        ),
        (
            (
                "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                "<text:p>A bird.</text:p></text:note-body></text:note>"
            ),
            "footnote",
            2,
        ),
        (
            (
                "<draw:frame><draw:text-box><text:p>Draft one</text:p><text:p>here</text:p>"
                "</draw:text-box></draw:frame>"
            ),
            "text_box",
            3,
        ),
        ("<draw:custom-shape><text:p>Draft</text:p></draw:custom-shape>", "text_box", 1),
        ("<draw:frame><svg:desc>A cell door</svg:desc></draw:frame>", "alternative_text", 3),
        ("<text:hidden-text>not shown</text:hidden-text>", "hidden_text", 2),
        ('<text:span text:style-name="T1">not shown</text:span>', "hidden_text", 2),
        ("<text:placeholder>Type here</text:placeholder>", "unfilled_field", 2),
        (
            (
                '<loext:content-control loext:showing-place-holder="true"><text:span>Type here'
                "</text:span></loext:content-control>"
            ),
            "unfilled_field",
            2,
        ),
        ("<text:ruby><text:ruby-text>nay vah</text:ruby-text></text:ruby>", "ruby", 2),
    ],
)
def test_what_stands_inside_a_word_is_counted_by_kind_and_does_not_break_it(
    tmp_path: Path, aside: str, kind: str, words: int
) -> None:
    said, report = read(
        tmp_path,
        QUESTION,
        f"<text:p>R: Ne{aside}ver.</text:p>",
        automatic=style("T1", UNSEEN),
    )
    assert said == TOLD
    assert report.words_left_out == {kind: words, "label": 2}


def test_a_blank_behind_an_aside_still_parts_two_words(tmp_path: Path) -> None:
    comment = "<office:annotation><text:p>him? </text:p></office:annotation>"
    said, _ = read(tmp_path, QUESTION, f"<text:p>R: Not{comment} once.</text:p>")
    assert said[1] == ("R", "Not once.")


def test_tracked_deletions_are_left_out_and_those_who_made_them_are_no_words(
    tmp_path: Path,
) -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion><office:change-info>"
        "<dc:creator>Ann Other</dc:creator></office:change-info><text:p>nearly</text:p>"
        "<text:p>always</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    said, report = read(tmp_path, changes, QUESTION, "<text:p>R: Ne<text:change/>ver.</text:p>")
    assert said == TOLD
    assert report.words_left_out == {"deletion": 2, "label": 2}


def test_headers_and_footers_are_counted_by_kind(tmp_path: Path) -> None:
    pages = (
        "<style:master-page><style:header><text:p>Study seven</text:p></style:header>"
        "<loext:header-first><text:p>First</text:p></loext:header-first>"
        "<style:footer-left><text:p>Page <text:page-number>1</text:page-number></text:p>"
        "</style:footer-left></style:master-page>"
    )
    said, report = read(tmp_path, QUESTION, ANSWER, pages=pages)
    assert said == TOLD
    assert report.words_left_out == {"footer": 2, "header": 3, "label": 2}


def test_hidden_sections_and_paragraphs_are_hidden_text(tmp_path: Path) -> None:
    said, report = read(
        tmp_path,
        '<text:section text:display="none"><text:p>Out of sight</text:p></text:section>',
        QUESTION,
        '<text:p>This too<text:hidden-paragraph text:is-hidden="true"/></text:p>',
        '<text:p text:style-name="P1">And <text:span text:style-name="T1">R:</text:span></text:p>',
        ANSWER,
        automatic=style("P1", UNSEEN, family="paragraph")
        + style("T1", '<style:text-properties text:display="true"/>'),
    )
    assert report.words_left_out["hidden_text"] == 6
    assert said[0] == TOLD[0]
    assert said[-1] == TOLD[1]


def test_blanks_tabs_and_breaks_that_are_elements_keep_words_apart(tmp_path: Path) -> None:
    said, report = read(
        tmp_path,
        QUESTION,
        '<text:p>R: one<text:tab/>two<text:line-break/>three<text:s text:c="2"/>four'
        " <text:span> five</text:span>\n six</text:p>",
    )
    assert said[1] == ("R", "one\ttwo\nthree  four five six")
    assert report.words_in_turns == 9


def test_headings_are_found_by_element_and_by_the_style_a_style_is_based_on(
    tmp_path: Path,
) -> None:
    said, report = read(
        tmp_path,
        '<text:p text:style-name="P1">Interview 7</text:p>',
        QUESTION,
        ANSWER,
        "<text:h>Nights</text:h>",
        QUESTION,
        ANSWER,
        automatic=style("P1", family="paragraph", parent="Title"),
        common=style("Title", family="paragraph"),
    )
    assert said == TOLD * 2
    assert report.words_left_out == {"heading": 1, "label": 4, "title": 2}


@pytest.mark.parametrize(
    ("words", "bold"),
    [
        ('<text:span text:style-name="B">I: Why?</text:span>', True),
        ('<text:span text:style-name="B">I:</text:span> Why?', False),
        ('<text:span text:style-name="B">I:</text:span><text:s/>', True),
        ('<text:span text:style-name="N">I: Why?</text:span>', False),
        ('<text:span text:style-name="C"><text:span>I: Why?</text:span></text:span>', True),
        ('<text:span text:style-name="LOOP">I: Why?</text:span>', False),
    ],
)
def test_a_line_is_bold_when_all_of_it_is(tmp_path: Path, words: str, bold: bool) -> None:
    automatic = style("B", BOLD) + style("C", parent="Strong")
    automatic += style("N", BOLD.replace("bold", "normal"))
    automatic += style("LOOP", parent="LOOP")
    body = f"<text:p>{words}</text:p>"
    assert bold_lines(tmp_path, body, automatic=automatic, common=style("Strong", BOLD)) == [bold]


def test_bold_comes_down_from_a_paragraphs_style_and_is_taken_off_by_a_span(
    tmp_path: Path,
) -> None:
    lines = bold_lines(
        tmp_path,
        '<text:p text:style-name="P1">Why?<text:line-break/>'
        '<text:span text:style-name="N">Well.</text:span></text:p><text:p>No.</text:p>',
        automatic=style("P1", family="paragraph", parent="Asks")
        + style("N", BOLD.replace("bold", "400")),
        common=style("Asks", BOLD.replace("bold", "700"), family="paragraph"),
    )
    assert lines == [True, False, False]


def test_a_table_is_read_cell_by_cell_and_one_inside_it_is_part_of_its_cell(
    tmp_path: Path,
) -> None:
    def cell(*inside: str) -> str:
        return f"<table:table-cell>{''.join(inside)}</table:table-cell>"

    def table(*rows: str) -> str:
        inside = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        return f"<table:table><table:table-column/>{inside}</table:table>"

    def words(text: str) -> str:
        return f"<text:p>{text}</text:p>"

    body = table(
        cell(words("I")) + cell(words("Were you"), words("safe?")),
        cell(words("R")) + cell(table(cell(words("Never.")) + cell(words("Not once."))), words("")),
    )
    data = write(tmp_path, words("Before") + body + words("Between") + table(cell(words("Alone"))))
    lines = read_open_document(data.read_bytes()).lines
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
    ]
    assert [line.place for line in lines[::7]] == ["paragraph 1", "paragraph 2"]
    assert lines[1].place == "table 1, row 1"


def test_words_that_stand_outside_any_paragraph_are_not_lost(tmp_path: Path) -> None:
    said, _ = read(tmp_path, QUESTION, ANSWER, "Not once.")
    assert said == [TOLD[0], ("R", "Never.\nNot once.")]


def refusal(file: Path) -> list[str]:
    with pytest.raises(UnreadableFile) as caught:
        read_transcript(file)
    return [problem.code for problem in caught.value.problems]


def test_a_text_behind_a_password_is_refused(tmp_path: Path) -> None:
    manifest = b"<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    file = write(tmp_path, QUESTION + ANSWER, more={"META-INF/manifest.xml": manifest})
    assert refusal(file) == ["I105"]


def test_a_text_cut_anywhere_is_refused(tmp_path: Path) -> None:
    file = write(tmp_path, QUESTION + ANSWER)
    whole = file.read_bytes()
    for length in range(30, len(whole) - 1, 97):
        file.write_bytes(whole[:length])
        assert refusal(file) == ["I109"], length


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "a table of LibreOffice"),
        ({"mimetype": "application/vnd.oasis.opendocument.graphics"}, "an archive"),
        ({"word/document.xml": "<w/>"}, "a Word file"),
        ({"content.xml": "<office/>"}, "holds no text"),
        ({"a.txt": "I: Hello."}, "an archive"),
    ],
)
def test_other_archives_are_named(tmp_path: Path, parts: dict[str, str], found: str) -> None:
    file = tmp_path / "P07.odt"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(UnreadableFile, match=found) as caught:
        read_transcript(file)
    assert caught.value.problem.code == "I107"


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    for data, code in [(b"I: Hello.", "I107"), (b"%PDF-1.7", "I107"), (b"", "I104")]:
        (tmp_path / "P07.odt").write_bytes(data)
        assert refusal(tmp_path / "P07.odt") == [code]


def test_entities_and_deep_nesting_are_refused(tmp_path: Path) -> None:
    file = write(tmp_path, "<text:section>" * 500 + QUESTION + "</text:section>" * 500)
    assert refusal(file) == ["I109"]
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("content.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert refusal(file) == ["I111"]


def test_blanks_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MAX_TEXT_CHARACTERS", 5000)
    blanks = '<text:s text:c="999999999"/>' * 60
    assert refusal(write(tmp_path, f"<text:p>I: Hello.{blanks}</text:p>")) == ["I115"]


def test_more_lines_than_any_interview_has_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "MAX_LINES", 3)
    assert refusal(write(tmp_path, (QUESTION + ANSWER) * 2)) == ["I115"]
