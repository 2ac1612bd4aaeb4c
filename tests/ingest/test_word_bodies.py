from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import STRICT, Told, paragraph, text_run, told, write_word
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import ImportReport

INTERVIEW = [paragraph("I: Were you safe?"), paragraph("R: Never.")]
TOLD = [("I", "Were you safe?"), ("R", "Never.")]
DELETED = "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>"
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "x y z"'
    '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent>"
    "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>{0}</w:txbxContent></w:pict>"
    "</mc:Fallback></mc:AlternateContent></w:r>"
)


def read(folder: Path, *paragraphs: str, **parts: str) -> tuple[Told, ImportReport]:
    reading = read_transcript(write_word(folder, "".join(paragraphs), sides=parts))
    assert reading.report.words_unexplained == 0
    return told(reading), reading.report


@pytest.mark.parametrize(
    "answer",
    [
        "<w:ins>{}</w:ins>",
        "<w:moveTo>{}</w:moveTo>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:smartTag>{}</w:smartTag>",
        "<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        FIELD,
        "<w:customXml>{}</w:customXml>",
    ],
)
def test_words_that_are_wrapped_in_something_are_speech(tmp_path: Path, answer: str) -> None:
    said, report = read(tmp_path, INTERVIEW[0], paragraph("R: ", answer.format(text_run("Never."))))
    assert said == TOLD
    assert report.words_left_out == {"label": 2}
    assert report.confident


def test_tracked_deletions_are_left_out_and_counted(tmp_path: Path) -> None:
    said, report = read(
        tmp_path,
        INTERVIEW[0],
        paragraph("R: Ne", DELETED.format("arly al"), "ver.", DELETED.format(" Not once.")),
    )
    assert said == TOLD
    assert report.words_left_out == {"deletion": 4, "label": 2}


def test_words_that_were_moved_away_are_a_deletion_and_where_they_went_is_speech(
    tmp_path: Path,
) -> None:
    gone = f"<w:moveFrom>{text_run('Never.')}</w:moveFrom>"
    said, report = read(tmp_path, paragraph(gone), *INTERVIEW)
    assert said == TOLD
    assert report.words_left_out == {"deletion": 1, "label": 2}


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    joined = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{text_run('R: Ne')}</w:p>"
    said, _ = read(tmp_path, INTERVIEW[0], joined, paragraph("ver."))
    assert said == TOLD


def test_the_last_paragraph_is_kept_when_its_mark_is_deleted(tmp_path: Path) -> None:
    last = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{text_run('R: Never.')}</w:p>"
    assert read(tmp_path, INTERVIEW[0], last)[0] == TOLD


def test_hidden_text_is_left_out_and_text_that_is_not_hidden_any_more_is_not(
    tmp_path: Path,
) -> None:
    hidden = text_run("a supervisor wrote this", "<w:vanish/>")
    shown = text_run("Never.", '<w:vanish w:val="0"/>')
    said, report = read(tmp_path, INTERVIEW[0], paragraph("R: ", hidden, shown))
    assert said == TOLD
    assert report.words_left_out == {"hidden_text": 4, "label": 2}


def test_a_text_box_is_counted_once_though_word_writes_it_twice(tmp_path: Path) -> None:
    box = BOX.format(paragraph("Draft one") + paragraph("not checked"))
    said, report = read(tmp_path, INTERVIEW[0], paragraph("R: Nev", box, "er."))
    assert said == TOLD
    assert report.words_left_out == {"label": 2, "text_box": 4}


def test_an_unfilled_form_field_is_no_speech(tmp_path: Path) -> None:
    field = (
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{text_run('Click here to enter text.')}</w:sdtContent></w:sdt>"
    )
    said, report = read(tmp_path, paragraph("Date ", field), *INTERVIEW)
    assert said == TOLD
    assert report.words_left_out == {"heading": 1, "label": 2, "unfilled_field": 5}


def test_parts_beside_the_body_are_counted_by_kind(tmp_path: Path) -> None:
    said, report = read(
        tmp_path,
        *INTERVIEW,
        header=paragraph("Study seven"),
        footer=paragraph("Page") + paragraph("one"),
        footnotes=f"<w:footnote>{paragraph('A kind of bird.')}</w:footnote>",
        endnotes=f"<w:endnote>{paragraph('See')}</w:endnote>",
        comments=f'<w:comment w:author="Ann Other">{paragraph("Is this him?")}</w:comment>',
    )
    assert said == TOLD
    assert report.words_left_out == {
        "comment": 3, "footer": 2, "footnote": 5, "header": 2, "label": 2,
    }  # fmt: skip
    assert report.confident


def test_breaks_tabs_and_hyphens_that_are_elements_keep_words_apart(tmp_path: Path) -> None:
    signs = text_run("one") + "<w:r><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:cr/></w:r>"
    hyphen = "<w:r><w:t>half</w:t><w:noBreakHyphen/><w:t>way</w:t></w:r>"
    tabs = "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>"
    said, report = read(
        tmp_path, INTERVIEW[0], f"<w:p>{tabs}{text_run('R: ')}{signs}{hyphen}</w:p>"
    )
    assert said == [TOLD[0], ("R", "one\ttwo\nthree\nhalf-way")]
    assert report.words_in_turns == 7


def test_words_in_pieces_of_runs_are_one_word(tmp_path: Path) -> None:
    said, _ = read(tmp_path, INTERVIEW[0], paragraph("R", ": Ne", "ve", "r."))
    assert said == TOLD


def test_headings_and_titles_are_left_out_and_end_a_turn(tmp_path: Path) -> None:
    title = f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{text_run("Interview 7")}</w:p>'
    heading = f'<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr>{text_run("Nights")}</w:p>'
    said, report = read(tmp_path, title, *INTERVIEW, heading, paragraph("Lost words."))
    assert said == [*TOLD, (None, "Lost words.")]
    assert report.words_left_out == {"heading": 1, "label": 2, "title": 2}
    assert [problem.where for problem in report.doubts] == ["paragraph 5"]


def test_a_heading_style_on_whole_paragraphs_of_speech_swallows_none_of_it(
    tmp_path: Path,
) -> None:
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    speech = "R: Never. " + "And I will tell you why that is so. " * 3
    said, _ = read(
        tmp_path,
        f"<w:p>{style}{text_run('I: Were you safe?')}</w:p>",
        f"<w:p>{style}{text_run(speech)}</w:p>",
        f"<w:p>{style}{text_run('It went on and on. ' * 5)}</w:p>",
    )
    assert [speaker for speaker, _ in said] == ["I", "R"]
    assert "on and on" in said[1][1]


def test_short_paragraphs_that_are_all_styled_as_headings_are_speech(tmp_path: Path) -> None:
    style = '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    words = ["I: Were you safe?", "R: Never.", "Not once.", "I: Right."]
    said, report = read(tmp_path, *(f"<w:p>{style}{text_run(each)}</w:p>" for each in words))
    assert said == [TOLD[0], ("R", "Never.\nNot once."), ("I", "Right.")]
    assert report.words_left_out == {"label": 3}


def test_the_strict_kind_of_word_file_reads_the_same(tmp_path: Path) -> None:
    file = write_word(tmp_path, "".join(INTERVIEW), space=STRICT)
    assert told(read_transcript(file)) == TOLD


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    file = write_word(tmp_path, "".join(INTERVIEW), part="word/document2.xml")
    assert told(read_transcript(file)) == TOLD


def test_macros_and_embedded_files_are_never_opened(tmp_path: Path) -> None:
    more = {"word/vbaProject.bin": b"\x00\xff", "word/embeddings/a.docx": b"PK\x03\x04"}
    file = write_word(tmp_path, "".join(INTERVIEW), more=more)
    assert told(read_transcript(file)) == TOLD


def test_a_file_inside_the_file_makes_the_reading_doubtful(tmp_path: Path) -> None:
    _, report = read(tmp_path, *INTERVIEW, '<w:altChunk w:id="rId7"/>')
    assert [problem.code for problem in report.doubts] == ["I212"]


def test_text_outside_any_paragraph_is_not_lost(tmp_path: Path) -> None:
    said, report = read(tmp_path, *INTERVIEW, text_run(" Not once."))
    assert said == [TOLD[0], ("R", "Never. Not once.")]
    assert report.words_in == 8


def test_paragraph_numbers_count_empty_paragraphs(tmp_path: Path) -> None:
    file = write_word(tmp_path, INTERVIEW[0] + "<w:p/>" + INTERVIEW[1])
    turns = read_transcript(file).transcript.turns
    assert [turn.locator for turn in turns] == ["paragraph 1", "paragraph 3"]
