"""Line numbers, running headers, page numbers, keys and covers, as typists leave them in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import (
    Told,
    codes,
    paragraph,
    read_paragraphs,
    read_text,
    text_run,
    told,
    write_word,
)
from toolkit.ingest.reading import read_transcript

TALK = [
    ("I", "So what was it like, the first night?"),
    ("R", "Loud. Louder than you would think."),
    ("I", "And after that?"),
    ("R", "You get used to it: everybody does."),
    ("I", "Did you?"),
    ("R", "No."),
]
TOLD: Told = [(label, words) for label, words in TALK]
INLINE = [f"{label}: {words}" for label, words in TALK]


@pytest.mark.parametrize("form", ["{} {}", "{}\t{}", "{:>3}   {}", "{:03d} {}", "{}. {}", "{}) {}"])
def test_numbers_before_each_line_are_locators_and_never_speech(tmp_path: Path, form: str) -> None:
    lines = [form.format(n, line) for n, line in enumerate(INLINE, start=1)]
    for reading in (read_text(tmp_path, "\n".join(lines)), read_paragraphs(tmp_path, lines)):
        assert told(reading) == TOLD
        assert reading.report.words_left_out == {"label": 6, "line_number": 6}
        assert [turn.locator for turn in reading.transcript.turns][3] == "line 4"
        assert reading.report.confident


def test_numbers_run_on_over_wrapped_lines(tmp_path: Path) -> None:
    lines = ["I: So what was it like, the", "first night?", "R: Loud, and it went on", "and on."]
    lines += ["I: And", "after?", "R: The", "same."]
    text = "\n".join(f"{n:>2}  {line}" for n, line in enumerate(lines, start=41))
    reading = read_text(tmp_path, text)
    assert told(reading)[:2] == [
        ("I", "So what was it like, the\nfirst night?"), ("R", "Loud, and it went on\nand on."),
    ]  # fmt: skip
    assert [turn.locator for turn in reading.transcript.turns] == [
        "line 41", "line 43", "line 45", "line 47",
    ]  # fmt: skip
    assert reading.report.words_left_out == {"label": 4, "line_number": 8}


def test_a_number_before_every_fifth_line_is_one_too(tmp_path: Path) -> None:
    lines = INLINE * 5
    text = "\n".join(
        f"{n:>3}  {line}" if n % 5 == 0 else f"     {line}" for n, line in enumerate(lines, start=1)
    )
    reading = read_text(tmp_path, text)
    assert told(reading) == TOLD * 5
    assert reading.report.words_left_out == {"label": 30, "line_number": 6}


def test_numbers_that_start_again_on_each_page_are_read(tmp_path: Path) -> None:
    lines = [f"{n % 15 + 1} {line}" for n, line in enumerate(INLINE * 10)]
    assert told(read_text(tmp_path, "\n".join(lines))) == TOLD * 10


def test_blank_lines_may_be_numbered(tmp_path: Path) -> None:
    numbered = [part for line in INLINE for part in (line, "")]
    text = "\n".join(f"{n} {line}".rstrip() for n, line in enumerate(numbered, start=1))
    reading = read_text(tmp_path, text)
    assert told(reading) == TOLD
    assert reading.report.words_left_out["line_number"] == 12


@pytest.mark.parametrize(
    "answer", ["12 of us in there.", "1 man.", "3", "2 days, 3 nights.", "10 o'clock."]
)
def test_speech_that_starts_with_a_number_keeps_it(tmp_path: Path, answer: str) -> None:
    lines = ["I:", "How many?", "R:", answer, "I:", "And then?", "R:", answer]
    assert told(read_paragraphs(tmp_path, lines))[1] == ("R", answer)


def test_counting_aloud_is_speech(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*INLINE, "1", "2", "3", "4", *INLINE])
    assert told(reading)[5] == ("R", "No.\n1\n2\n3\n4")


@pytest.mark.parametrize(
    "header", ["Study 6789 Interview 07", "SN 6789 P07", "Interview 07 – Page {}", "int07 / 2025"]
)
def test_a_header_on_every_page_of_the_text_is_no_speech(tmp_path: Path, header: str) -> None:
    pages = [[header.format(page), *INLINE, *INLINE] for page in range(1, 5)]
    reading = read_paragraphs(tmp_path, [line for page in pages for line in page])
    assert told(reading) == TOLD * 8
    assert reading.report.words_left_out["header"] == 4 * len(header.split())
    assert reading.report.confident


@pytest.mark.parametrize("answer", ["Yeah, I know", "I did 12 years"])
def test_what_somebody_says_again_and_again_is_speech(tmp_path: Path, answer: str) -> None:
    lines = ["I: And?", f"R: {answer}", "R: So.", answer, "I: Right."] * 4
    words = " ".join(words for _, words in told(read_paragraphs(tmp_path, lines)))
    assert words.count(answer) == 8


def test_page_numbers_by_themselves_are_no_speech(tmp_path: Path) -> None:
    lines = [line for page in range(1, 5) for line in (*INLINE, str(page))]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == TOLD * 4
    assert reading.report.words_left_out == {"label": 24, "page_number": 4}


def test_a_number_by_itself_between_two_labels_is_an_answer(tmp_path: Path) -> None:
    lines = ["I:", "How many?", "R:", "12", "I:", "And now?", "R:", "3"]
    assert told(read_paragraphs(tmp_path, lines))[1::2] == [("R", "12"), ("R", "3")]


@pytest.mark.parametrize("colon", [":\t", ": ", " = ", "\t", " – "])
@pytest.mark.parametrize("where", ["before", "behind"])
def test_a_key_is_no_turn_wherever_it_stands(tmp_path: Path, colon: str, where: str) -> None:
    key = ["Key:", f"I{colon}Interviewer", f"R{colon}Respondent", "[...] = a pause"]
    tabbed = [f"{label}:\t{words}" for label, words in TALK]
    lines = key + tabbed if where == "before" else tabbed + key
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == TOLD
    assert reading.report.words_left_out["key"] == sum(len(line.split()) for line in key)
    assert reading.report.confident


def test_a_turn_below_a_key_is_a_turn(tmp_path: Path) -> None:
    lines = ["Key:", "I: Interviewer", "R: Respondent", *INLINE]
    assert told(read_paragraphs(tmp_path, lines)) == TOLD


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Track 2", "heading"),
        ("TAPE 1, SIDE B", "heading"),
        ("[End of track 1]", "event"),
        ("END OF TAPE 1 SIDE A", "event"),
        ("BEGIN TRACK 2", "event"),
        ("Page | 7", "page_number"),
        ("7 | P a g e", "page_number"),
        ("Click or tap here to enter text.", "unfilled_field"),
        ("Date of release: ________", "unfilled_field"),
    ],
)
def test_what_forms_and_tapes_leave_between_turns_is_no_speech(
    tmp_path: Path, line: str, kind: str
) -> None:
    reading = read_paragraphs(tmp_path, [*INLINE, line, *INLINE])
    assert told(reading) == TOLD * 2
    assert reading.report.words_left_out == {"label": 12, kind: len(line.split())}


def test_the_cover_of_an_archive_is_no_speech(tmp_path: Path) -> None:
    cover = [
        "Study title: Nights inside", "Depositor: Fay Smith", "Interview number: 07",
        "Interviewee: P07", "Interviewer: Fay Smith", "Date of interview: 6 March 2025",
        "Occupation: none", "",
    ]  # fmt: skip
    reading = read_text(tmp_path, "\n".join([*cover, *INLINE]))
    assert told(reading) == TOLD
    assert reading.report.confident


@pytest.mark.parametrize("note", ["[Long pause]", "*laughs*", "[Interruption: phone]", "(cries)"])
def test_a_note_on_a_line_of_its_own_stays_where_it_stands(tmp_path: Path, note: str) -> None:
    reading = read_paragraphs(tmp_path, [*INLINE, note, "Not once.", *INLINE])
    assert told(reading)[5] == ("R", f"No.\n{note}\nNot once.")
    assert reading.report.confident
    alone = [part for label, words in TALK for part in (f"{label}:", words)]
    reading = read_paragraphs(tmp_path, [*alone, note, *alone])
    assert told(reading)[5] == ("R", f"No.\n{note}")


def test_empty_labels_make_no_turn_and_lose_no_word(tmp_path: Path) -> None:
    lines = ["I:", "So?", "R:", "I:", "And?", "R:", "No.", "R:", "I:", "Well.", "R:", "Yes."]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == [
        ("I", "So?"), ("I", "And?"), ("R", "No."), ("I", "Well."), ("R", "Yes."),
    ]  # fmt: skip
    assert reading.report.words_unexplained == 0


def test_a_replaced_name_is_speech(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*INLINE, "I: Where?", "R: [prison name]", "I: When?"])
    assert told(reading)[7] == ("R", "[prison name]")


STRANGER = "Stranger: Sorry, wrong room."


@pytest.mark.parametrize("labels", [("Interviewer",), ("Interviewer", "INT", "I")])
@pytest.mark.parametrize("stranger", [[], [STRANGER]])
def test_answers_are_never_glued_to_the_questions_of_the_only_one_with_labels(
    tmp_path: Path, labels: tuple[str, ...], stranger: list[str]
) -> None:
    lines = []
    for number in range(12):
        lines += [f"{labels[number % len(labels)]}: Was it {number}?", "It was bad.", "And long."]
    reading = read_paragraphs(tmp_path, [*lines, *stranger])
    asked = [words for speaker, words in told(reading) if speaker in labels]
    assert asked == [f"Was it {number}?" for number in range(12)]
    unknown = [words for speaker, words in told(reading) if speaker is None]
    assert unknown == ["It was bad.", "And long."] * 12
    assert reading.report.layout == "interviewer_only"
    assert not reading.report.confident


def test_a_person_may_say_that_the_interviewer_alone_has_labels(tmp_path: Path) -> None:
    lines = ["I: So?", "Bad.", "I: And?", "Long.", "R: Mm.", "Well.", "I: Yes?", "R: No."]
    body = "".join(paragraph(text_run(line)) for line in lines)
    reading = read_transcript(write_word(tmp_path, body), layout="interviewer_only")
    assert [speaker for speaker, _ in told(reading)] == [
        "I", None, "I", None, "R", None, "I", "R",
    ]  # fmt: skip
    assert "I203" in codes(reading)
