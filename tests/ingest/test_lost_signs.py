"""Labels that lost their sign or a part of their word, and what else is typed around speech."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import codes, read_paragraphs, read_text, told

OPENING = ["Interviewer: So?", "Participant: Loud.", "INT: And?", "Participant: Long."]


@pytest.mark.parametrize(
    "words",
    ["INT Right. So it was.", "INT Did you?", "INTERVIEWER “Right.”", "Interviewer Was it?"],
)
def test_a_label_without_its_sign_between_two_turns_of_the_other_is_a_label(
    tmp_path: Path, words: str
) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, words, "Participant: Aye."])
    assert told(reading)[4] == ("Interviewer", words.split(maxsplit=1)[1])
    assert reading.report.confident
    assert ("I233", "paragraph 5") in [(p.code, p.where) for p in reading.report.notices]
    assert reading.report.words_unexplained == 0


def test_shortened_labels_and_labels_without_a_sign_may_take_turns(tmp_path: Path) -> None:
    lines = ["INT: So?", "Part: Loud.", "INT And?", "Part: Long.", "INT Did you?", "P: No."]
    reading = read_paragraphs(tmp_path, ["INT: All right?", "Participant: Yes.", *lines])
    assert [speaker for speaker, _ in told(reading)] == ["INT", "Participant"] * 4
    assert [words for _, words in told(reading)][4:6] == ["And?", "Long."]
    assert "I233" in codes(reading)


@pytest.mark.parametrize("words", ["INT Right. So it was.", "Part: And long."])
def test_one_that_stands_elsewhere_stays_and_makes_the_reading_doubtful(
    tmp_path: Path, words: str
) -> None:
    lines = [*OPENING, "And on.", words, "And on.", "Interviewer: Yes?", "Participant: Aye."]
    reading = read_paragraphs(tmp_path, lines)
    assert words in told(reading)[3][1]
    assert not reading.report.confident
    assert [(p.code, p.where) for p in reading.report.doubts] == [("I208", "paragraph 6")]


@pytest.mark.parametrize("words", ["It was. INT Right.", "I Think so.", "Int right so."])
def test_words_like_a_label_in_speech_are_speech(tmp_path: Path, words: str) -> None:
    lines = ["I: So?", "P: Loud.", "INT: And?", words, "I: Yes?", "P: Aye."]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading)[2] == ("INT" if len(reading.transcript.speakers) > 2 else "I",
                                f"And?\n{words}")  # fmt: skip


def test_a_numbered_part_stays_a_heading_and_a_group_has_no_short_label(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, ["Part 1: Nights", *OPENING])
    assert reading.report.words_left_out["heading"] == 3
    group = ["Interviewer: So?", "Participant 1: Loud.", "Interviewer: And?", "Participant 2: Aye."]
    lines = [*group, "Interviewer: Yes?", "Part: Long.", "Interviewer: Ok."]
    assert "Part: Long." in told(read_paragraphs(tmp_path, lines))[4][1]


@pytest.mark.parametrize("note", ["[long pause]", "(laughs)", "[00:12] so"])
def test_a_numbered_label_before_a_bracket_is_a_label(tmp_path: Path, note: str) -> None:
    lines = ["Interviewer: So?", "Participant 07: Loud.", "Interviewer: And?"]
    reading = read_paragraphs(tmp_path, [*lines, f"Participant 07: {note} Yes."])
    assert told(reading)[3][0] == "Participant 07"
    assert told(reading)[3][1].endswith("Yes.")


def test_an_hour_before_a_colon_is_no_label(tmp_path: Path) -> None:
    lines = ["I: When?", "At 10:30 I was up.", "P: Yes.", "I: And?"]
    assert told(read_paragraphs(tmp_path, lines))[0] == ("I", "When?\nAt 10:30 I was up.")


KEY = [
    "(laughs)  laughter", "[...]  words removed", "(.)  short pause", "-  interrupted speech",
    "CAPITALS  louder than the rest",
]  # fmt: skip


@pytest.mark.parametrize(
    "head",
    ["Key to transcription", "Transcription conventions", "Key to symbols used", "Notation:",
     "Transcription key", "Symbols used in this transcript"],
)  # fmt: skip
def test_a_key_to_signs_is_left_out_whatever_it_is_called(tmp_path: Path, head: str) -> None:
    reading = read_paragraphs(tmp_path, [head, *KEY, *OPENING])
    assert len(told(reading)) == 4
    assert reading.report.words_left_out["key"] == len(" ".join([head, *KEY]).split())


def test_what_stands_between_a_key_and_the_first_label_is_no_speech(tmp_path: Path) -> None:
    notice = "This document contains sensitive information. Please store it on the drive."
    reading = read_paragraphs(tmp_path, [notice, *OPENING])
    assert len(told(reading)) == 4
    assert reading.report.words_without_speaker == 0


def test_who_was_present_is_a_fact_of_the_cover(tmp_path: Path) -> None:
    present = "Present: Fay; Tom; Old Pete. An officer enters near the end."
    talk = ["Fay: So?", "Tom: Loud.", "Old Pete: Long.", "Fay: And?", "Tom: Aye.", "Old Pete: No."]
    reading = read_paragraphs(tmp_path, ["Group 2", present, *talk])
    assert len(told(reading)) == len(talk)
    assert reading.report.words_left_out["cover"] == 13


@pytest.mark.parametrize("note", ["[General laughter]", "(door slams)", "*phone rings*"])
def test_a_note_by_itself_stays_beside_what_it_follows(tmp_path: Path, note: str) -> None:
    lines = ["Interviewer: So?", note, "Loud.", "Interviewer: And?", "Long.", "Interviewer: Yes?"]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading)[:2] == [("Interviewer", f"So?\n{note}"), (None, "Loud.")]


def test_words_in_brackets_that_talk_are_no_note(tmp_path: Path) -> None:
    lines = ["Interviewer: So?", "(I was there.)", "Interviewer: And?", "Long."]
    assert told(read_paragraphs(tmp_path, lines))[1] == (None, "(I was there.)")


def test_times_in_round_brackets_are_the_typists_where_labels_have_times(tmp_path: Path) -> None:
    lines = ["Fay: (00:03)", "So?", "Tom: (00:09)", "Loud.", "(00:12) It was (01:02:03).",
             "Fay: (00:20)", "And?", "Tom: (00:25)", "No."]  # fmt: skip
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading)[1] == ("Tom", "Loud.\nIt was.")
    assert reading.report.words_unexplained == 0


@pytest.mark.parametrize(("times", "kept"), [(1, True), (3, False)])
def test_elsewhere_they_are_the_typists_where_they_come_again(
    tmp_path: Path, times: int, kept: bool
) -> None:
    lines = ["I: So?", "R: Loud (10:30) it was."] * times + ["I: And?", "R: No."]
    assert told(read_paragraphs(tmp_path, lines))[1] == (
        "R", "Loud (10:30) it was." if kept else "Loud it was.",
    )  # fmt: skip


@pytest.mark.parametrize("end", ["Ends.", "END", "– Ends –", "[End]"])
def test_the_word_for_the_end_is_no_speech(tmp_path: Path, end: str) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, end])
    assert told(reading)[-1] == ("Participant", "Long.")
    assert reading.report.words_left_out["event"] >= 1


def test_a_straight_and_a_curly_apostrophe_are_one_name(tmp_path: Path) -> None:
    lines = ["Fay: So?", "D’Arcy: Loud.", "Fay: And?", "D'Arcy: Long.", "Fay: Yes?", "D’Arcy: No."]
    reading = read_paragraphs(tmp_path, lines)
    assert [speaker.label for speaker in reading.transcript.speakers] == ["Fay", "D’Arcy"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("put the *damn* thing on", "put the damn thing on"),
        ("I _really_ did, “*never*” again", "I really did, “never” again"),
        ("so *sighs* yes", "so *sighs* yes"),
        ("well, *pause* it was", "well, *pause* it was"),
        ("It ended. *Silence* Then on", "It ended. *Silence* Then on"),
    ],
)
def test_stress_in_markdown_goes_and_notes_stay(tmp_path: Path, words: str, expected: str) -> None:
    reading = read_text(tmp_path, f"I: Yes?\n\nP07: {words}\n", name="P07.md")
    assert told(reading)[1] == ("P07", expected)
    assert reading.report.words_unexplained == 0


@pytest.mark.parametrize("form", ["{}—{}", "{}–{}", "{} {}"])
def test_long_capitals_and_dashes_without_blanks_set_labels_off(tmp_path: Path, form: str) -> None:
    talk = [("INTERVIEWER", "So?"), ("P07", "Loud."), ("INTERVIEWER", "And?"), ("P07", "Long.")]
    assert told(read_paragraphs(tmp_path, [form.format(*turn) for turn in talk])) == talk
