"""Transcripts in which nothing but the look of the words tells who speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor

from tests.ingest.made_files import Told, codes, paragraph, text_run, told, write_word
from tests.ingest.test_table_layouts import needs_office, read_saved_by_office
from toolkit.ingest.reading import read_transcript
from toolkit.ingest.report import Reading

ASKED = ["So what was it like, the first night?", "And after that, did it change?", "Did you?"]
SAID = [
    "Loud. Louder than you would think, and it goes on all night.",
    "You get used to it, everybody does, or nearly everybody that I met.",
    "No. I never did, and I will tell you that it was the same for all of us in there.",
]
TOLD: Told = [
    (look, words)
    for pair in zip(ASKED, SAID, strict=True)
    for look, words in zip(("Bold", "Plain"), pair, strict=True)
]
BOLD, NOT_BOLD = "<w:b/>", '<w:b w:val="0"/>'


def style(name: str, properties: str, *, based_on: str = "", kind: str = "paragraph") -> str:
    basis = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{name}">{basis}<w:rPr>{properties}</w:rPr></w:style>'
    )


def styled(name: str, words: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/></w:pPr>{text_run(words, properties)}</w:p>'


def in_turn(ask: str, answer: str = "{}") -> str:
    """The XML of the interview, each question and answer put into its form."""
    return "".join(
        ask.format(question) + answer.format(said)
        for question, said in zip(ASKED, SAID, strict=True)
    )


def read(folder: Path, body: str, *made: str, default: str = "") -> Reading:
    defaults = f"<w:rPrDefault><w:rPr>{default}</w:rPr></w:rPrDefault>"
    xml = f"<w:docDefaults>{defaults}</w:docDefaults>{''.join(made)}"
    return read_transcript(write_word(folder, body, sides={"styles": xml}))


PLAIN_PARAGRAPH = paragraph(text_run("{}"))
BOLD_PARAGRAPH = paragraph(text_run("{}", BOLD))


def test_bold_is_one_speaker_and_plain_another_and_a_person_is_asked(tmp_path: Path) -> None:
    reading = read(tmp_path, in_turn(BOLD_PARAGRAPH, PLAIN_PARAGRAPH))
    assert told(reading) == TOLD
    assert (reading.report.layout, codes(reading)[0]) == ("formatting", "I231")
    roles = {speaker.label: speaker.role for speaker in reading.transcript.speakers}
    assert roles == {"Bold": "interviewer", "Plain": "participant"}
    assert reading.report.words_unexplained == 0


def test_no_role_is_given_where_questions_do_not_tell(tmp_path: Path) -> None:
    body = in_turn(BOLD_PARAGRAPH, PLAIN_PARAGRAPH).replace("?", ".")
    reading = read(tmp_path, body)
    assert told(reading) == [(look, words.replace("?", ".")) for look, words in TOLD]
    assert {speaker.role for speaker in reading.transcript.speakers} == {None}


WAYS = {
    "a paragraph style": (
        styled("Ask", "{}"), PLAIN_PARAGRAPH, [style("Ask", BOLD)], ""),
    "a style based on a bold one": (
        styled("Ask2", "{}"), PLAIN_PARAGRAPH,
        [style("Ask", BOLD), style("Ask2", "<w:i/>", based_on="Ask")], ""),
    "a character style": (
        paragraph(text_run("{}", '<w:rStyle w:val="Loud"/>')), PLAIN_PARAGRAPH,
        [style("Loud", BOLD, kind="character")], ""),
    "bold by default and taken off": (
        PLAIN_PARAGRAPH, paragraph(text_run("{}", NOT_BOLD)), [], BOLD),
    "a bold style taken off in the run": (
        BOLD_PARAGRAPH, styled("Ask", "{}", NOT_BOLD), [style("Ask", BOLD)], ""),
    "two bold levels that cancel out": (
        styled("Ask", "{}"), styled("Ask", "{}", '<w:rStyle w:val="Loud"/>'),
        [style("Ask", BOLD), style("Loud", BOLD, kind="character")], ""),
    "a style taken off by one based on it": (
        styled("Ask", "{}"), styled("Answer", "{}"),
        [style("Ask", BOLD), style("Answer", NOT_BOLD, based_on="Ask")], ""),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_bold_is_found_wherever_word_keeps_it(tmp_path: Path, way: str) -> None:
    ask, answer, made, default = WAYS[way]
    assert told(read(tmp_path, in_turn(ask, answer), *made, default=default)) == TOLD


def test_a_bold_word_in_an_answer_is_stress_and_the_mark_of_a_paragraph_is_nothing(
    tmp_path: Path,
) -> None:
    mark = "<w:p><w:pPr><w:rPr><w:b/></w:rPr></w:pPr>{}</w:p>"
    stress = mark.format(text_run("{} And ") + text_run("never", BOLD) + text_run(" again."))
    reading = read(tmp_path, in_turn(BOLD_PARAGRAPH, stress))
    assert told(reading)[1] == ("Plain", f"{SAID[0]} And never again.")
    assert [speaker for speaker, _ in told(reading)] == ["Bold", "Plain"] * 3


def test_a_bold_question_and_the_answer_behind_it_are_two_turns(tmp_path: Path) -> None:
    body = "".join(
        paragraph(text_run(question, BOLD), f" {said}")
        for question, said in zip(ASKED, SAID, strict=True)
    )
    reading = read(tmp_path, body)
    assert told(reading)[:4] == TOLD[:4]
    assert reading.report.words_unexplained == 0


def test_bold_labels_are_labels_and_no_speaker_of_their_own(tmp_path: Path) -> None:
    body = "".join(
        paragraph(text_run(label, BOLD), text_run(words))
        for question, said in zip(ASKED, SAID, strict=True)
        for label, words in (("I:", f" {question}"), ("R:\t", said))
    )
    reading = read(tmp_path, body)
    assert [speaker for speaker, _ in told(reading)] == ["I", "R"] * 3
    assert reading.report.confident


@pytest.mark.parametrize(
    ("properties", "name"),
    [
        ("<w:i/>", "Italic"),
        ('<w:u w:val="single"/>', "Underlined"),
        ('<w:color w:val="ff0000"/>', "Colour FF0000"),
        ('<w:rFonts w:ascii="Courier New"/>', "Font Courier New"),
    ],
)
def test_any_other_look_may_tell_who_speaks(tmp_path: Path, properties: str, name: str) -> None:
    reading = read(tmp_path, in_turn(paragraph(text_run("{}", properties)), PLAIN_PARAGRAPH))
    looks = {"Bold": name, "Plain": "Plain"}
    assert told(reading) == [(looks[str(look)], words) for look, words in TOLD]
    assert codes(reading)[0] == "I231"


def test_paragraphs_of_one_look_in_a_row_are_one_turn(tmp_path: Path) -> None:
    body = in_turn(BOLD_PARAGRAPH, PLAIN_PARAGRAPH + paragraph("And so on."))
    assert told(read(tmp_path, body))[1] == ("Plain", f"{SAID[0]}\nAnd so on.")


def test_titles_and_cover_pages_are_no_turns_of_a_bold_interviewer(tmp_path: Path) -> None:
    cover = paragraph(text_run("Interview 7", BOLD)) + paragraph("Date: 6 March")
    reading = read(tmp_path, cover + in_turn(BOLD_PARAGRAPH, PLAIN_PARAGRAPH))
    assert told(reading) == TOLD
    assert sum(reading.report.words_left_out.values()) == 5


def test_bold_headings_of_an_essay_are_no_interviewer(tmp_path: Path) -> None:
    body = paragraph(text_run("Nights", BOLD)) + paragraph("It was loud.") * 12
    assert read(tmp_path, body).report.layout == "no_labels"


def test_a_person_may_ask_for_looks_beside_labels(tmp_path: Path) -> None:
    body = "".join(
        paragraph(text_run(f"I: {question}", BOLD)) + paragraph(f"R: {said}")
        for question, said in zip(ASKED, SAID, strict=True)
    )
    file = write_word(tmp_path, body)
    assert read_transcript(file).report.layout == "inline_label"
    assert [speaker for speaker, _ in told(read_transcript(file, layout="formatting"))] == [
        "Bold", "Plain",
    ] * 3  # fmt: skip


def test_a_loop_of_styles_ends(tmp_path: Path) -> None:
    made = [style("A", "", based_on="B"), style("B", BOLD, based_on="A")]
    assert told(read(tmp_path, in_turn(styled("A", "{}"), PLAIN_PARAGRAPH), *made)) == TOLD


@needs_office
@pytest.mark.parametrize("look", ["bold", "colour", "style"])
def test_looks_that_libreoffice_saved_read_the_same(tmp_path: Path, look: str) -> None:
    document = Document()
    for question, said in zip(ASKED, SAID, strict=True):
        asked = document.add_paragraph(style="Intense Quote" if look == "style" else None)
        run = asked.add_run(question)
        if look == "bold":
            run.bold = True
        elif look == "colour":
            run.font.color.rgb = RGBColor(0, 0, 255)
        document.add_paragraph(said)
    document.save(str(tmp_path / "P07.docx"))
    before, after = read_transcript(tmp_path / "P07.docx"), read_saved_by_office(tmp_path)
    assert told(after) == told(before)
    assert len(told(after)) == 6
    assert after.report.layout == "formatting"
