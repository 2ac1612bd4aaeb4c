"""What is thrown in while another speaks keeps its own speaker and breaks no turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import read_paragraphs, read_text, told
from toolkit.ingest.report import Reading

OPENING = ["I: What was it like?", "R: Loud."]
Heard = list[tuple[str, str | None]]


def heard(reading: Reading) -> Heard:
    made = reading.transcript
    return [(made.text[each.start : each.end], each.speaker) for each in made.interjections]


@pytest.mark.parametrize(
    ("inside", "left", "speaker"),
    [
        ("[I: mhm]", "[mhm]", "I"),
        ("[interviewer: mhm]", "[mhm]", "I"),
        ("(Int.: right)", "(right)", "I"),
        ("{I: yeah}", "{yeah}", "I"),
        ("<INT: go on>", "<go on>", "I"),
        ("[Interviewer : oh no]", "[oh no]", "I"),
        ("[I:mhm]", "[mhm]", "I"),
        ("[I: yes (laughs)]", "[yes (laughs)]", "I"),
        ("[Facilitator: go on]", "[go on]", "I"),
        ("[Mother: tea?]", "[tea?]", "Mother"),
        ("[Prison officer: lights out]", "[lights out]", "Prison officer"),
        ("[P12: never]", "[never]", "P12"),
        ("[Unknown: hello]", "[hello]", None),
        ("[Participant: me]", "[me]", None),
    ],
)
def test_words_thrown_in_have_their_own_speaker(
    tmp_path: Path, inside: str, left: str, speaker: str | None
) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, "I: And?", f"R: Well {inside} it was loud."])
    assert told(reading)[3] == ("R", f"Well {left} it was loud.")
    assert heard(reading) == [(left, speaker)]
    assert reading.report.words_unexplained == 0
    assert reading.report.confident
    taken = len(f"R: Well {inside} it was loud.".split()) - len(f"Well {left} it was loud.".split())
    assert reading.report.words_left_out == {"label": 3 + taken}


@pytest.mark.parametrize(
    "note",
    [
        "[Interviewer laughs]", "[mhm]", "[note: he cried]", "(10:30)", "[Redacted: name]",
        "(a: first, b: second)", "[I:]", "[I: ]", "[I: and (then]", "(mother: Italian)", "[i: x]",
        "[Dave: hey]", "[I: mhm)", "(see http://example.org)", "[A: yes]", "[: yes]",
    ],
)  # fmt: skip
def test_a_bracket_that_names_nobody_for_sure_stays_a_note(tmp_path: Path, note: str) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, "I: And?", f"R: Well {note} it was."])
    assert told(reading)[3] == ("R", f"Well {note} it was.")
    assert heard(reading) == []
    assert reading.report.words_unexplained == 0


def test_a_speaker_in_a_bracket_of_their_own_turn_is_no_interjection(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, "I: And?", "R: Well [R: sorry] no."])
    assert told(reading)[3] == ("R", "Well [sorry] no.")
    assert heard(reading) == []


def test_a_name_the_file_knows_is_found_in_a_bracket(tmp_path: Path) -> None:
    reading = read_paragraphs(
        tmp_path, ["Fay: So?", "Tom: Yes [Fay: mhm] no.", "Fay: Oh?", "Tom: A."]
    )
    assert heard(reading) == [("[mhm]", "Fay")]


def test_a_paragraph_in_brackets_does_not_break_the_turn(tmp_path: Path) -> None:
    lines = ["I: So?", "R: It was loud.", "[Interviewer: go on]", "And then quiet.", "I: Oh?"]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading)[1] == ("R", "It was loud.\n[go on]\nAnd then quiet.")
    assert heard(reading) == [("[go on]", "I")]


def test_in_a_group_an_unnumbered_label_is_nobodys(tmp_path: Path) -> None:
    lines = ["I: So?", "P1: Yes.", "P2: No.", "I: Well [participant: mhm] and [P2: no]?", "P1: A."]
    reading = read_paragraphs(tmp_path, lines)
    assert heard(reading) == [("[mhm]", None), ("[no]", "P2")]


def test_spellings_that_were_merged_are_known_in_brackets(tmp_path: Path) -> None:
    lines = ["Fay: So?", "P07: Yes.", "Fay: Oh?", "Participant 7: No."]
    lines += ["Fay: A [participant: b] c?", "P07: Well."]
    assert heard(read_paragraphs(tmp_path, lines)) == [("[b]", "P07")]


def test_third_voices_in_brackets_alone_are_listed_with_their_role(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*OPENING, "I: Who?", "R: Me [Mother: tea?] and her."])
    roles = {each.label: each.role and each.role.value for each in reading.transcript.speakers}
    assert roles == {"I": "interviewer", "R": "participant", "Mother": "other"}


def test_interjections_in_captions_are_found_over_cues(tmp_path: Path) -> None:
    cues = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Fay>So?</v>\n\n00:02.000 --> 00:03.000\n"
    cues += "<v P07>Well (Fay:\nmhm) yes.</v>\n"
    reading = read_text(tmp_path, cues, name="P07.vtt")
    assert told(reading)[1] == ("P07", "Well (mhm) yes.")
    assert heard(reading) == [("(mhm)", "Fay")]
    assert reading.report.words_unexplained == 0


def test_letters_in_pieces_move_no_interjection(tmp_path: Path) -> None:
    reading = read_paragraphs(
        tmp_path, [*OPENING, "I: And?", "R: Cafe\u0301 e\u0301 [I: ja\u0301] no."]
    )
    assert heard(reading) == [("[j\u00e1]", "I")]
