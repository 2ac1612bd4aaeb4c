from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import codes, read_paragraphs, read_text, told
from toolkit.ingest.turns.speakers import LabelKind, kind_of_label, roles_of

TALK = ["I: Were you safe?", "R: Never.", "I: Why was that?", "R: Nobody asked."]


def labels(folder: Path, *lines: str) -> list[str | None]:
    return [speaker for speaker, _ in told(read_paragraphs(folder, lines))]


@pytest.mark.parametrize(
    "line",
    [
        "And I said: no, not that.",
        "He goes: get up.",
        "It was 10:30 when they came.",
        "10:30 was when they came.",
        "One thing: nobody asked.",
        "Anyway: I left.",
        "Remember: you are alone.",
        "The point is: who was listening?",
        "See http://example.org for more.",
        "“Why: tell me”, he said.",
        "Officer said: get up",
        "A list: tea, sugar, milk.",
        "I felt like this: empty.",
        "Time: that is all you have in there.",
        "Part of it: fear.",
    ],
)
def test_a_sentence_that_holds_a_colon_is_no_label(tmp_path: Path, line: str) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, line, "I: Right."])
    assert told(reading)[3] == ("R", f"Nobody asked.\n{line}")
    assert reading.report.confident
    assert [speaker.label for speaker in reading.report.speakers] == ["I", "R"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Part 1: Nights on the wing", "heading"),
        ("Section Two – Training", "heading"),
        ("Question 3: How were you trained?", "heading"),
        ("Page 3 of 12", "page_number"),
        ("- 12 -", "page_number"),
        ("[00:12:03]", "time"),
        ("#00:12:03-4#", "time"),
        ("[End of interview]", "event"),
        ("Recording paused.", "event"),
        ("Transcribed by https://otter.ai", "footer"),
        ("Note: the participant was crying here.", "note"),
        ("Interviewer’s notes: tired.", "note"),
    ],
)
def test_a_line_that_nobody_said_is_left_out_by_kind(tmp_path: Path, line: str, kind: str) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, line, *TALK])
    assert [words for _, words in told(reading)][4] == "Were you safe?"
    assert len(told(reading)) == 8
    assert reading.report.words_left_out == {kind: len(line.split()), "label": 8}


@pytest.mark.parametrize(
    "words",
    ["Half past ten, or 10:30", "12", "Part of me did.", "Recording, yes.", "I-", "Page three."],
)
def test_a_short_answer_under_a_label_is_never_taken_for_a_page_number_or_time(
    tmp_path: Path, words: str
) -> None:
    reading = read_paragraphs(tmp_path, ["I:", "When?", "R:", words, "I:", "Right.", "R:", "Yes."])
    assert told(reading)[1] == ("R", words)


def test_a_cover_page_and_a_key_are_no_turns(tmp_path: Path) -> None:
    reading = read_text(
        tmp_path,
        "Invented interview: no real person, prison or event.\n"
        "Interview 3\nInterviewer: Fay Smith\nParticipant: P07\nDate: 6 March 2025\n"
        "Location: A quiet room\n\nKey:\nI: Interviewer\nR: Respondent\n[...] = pause\n\n"
        + "\n".join(TALK),
    )
    assert told(reading)[0] == ("I", "Were you safe?")
    assert len(told(reading)) == 4
    left_out = reading.report.words_left_out
    assert (left_out["label"], sum(left_out.values())) == (4, 8 + 2 + 3 + 2 + 4 + 4 + 1 + 4 + 3 + 4)
    assert reading.report.confident


def test_a_cover_with_the_labels_of_the_turns_does_not_swallow_the_first_turn(
    tmp_path: Path,
) -> None:
    assert labels(tmp_path, "Date: 6 March", "Interviewer: Hello", "P07: Hi", "P07: Liverpool") == [
        "Interviewer", "P07", "P07",
    ]  # fmt: skip
    assert labels(tmp_path, "Date: 6 May", "I: [Pause]", "R: (Laughs) Yes") == ["I", "R"]
    assert labels(tmp_path, "I: Liverpool", "R: Leeds", "I: York", "R: Hull") == ["I", "R"] * 2


def test_speech_above_the_first_label_is_nobodys_and_never_a_heading(tmp_path: Path) -> None:
    for lost in ("Thanks for coming. Are you all right there?", "I will start the tape now."):
        reading = read_paragraphs(tmp_path, [lost, *TALK])
        assert told(reading)[0] == (None, lost)
        assert codes(reading) == ["I203"]


def test_a_long_text_above_the_first_label_is_not_swallowed_as_headings(tmp_path: Path) -> None:
    essay = ["Prison is loud at night and nobody sleeps on the wing."] * 30
    reading = read_paragraphs(tmp_path, [*essay, *TALK])
    assert told(reading)[:30] == [(None, line) for line in essay]
    assert not reading.report.confident


def test_third_voices_keep_their_own_words(tmp_path: Path) -> None:
    third = ["Stranger: Sorry.", "Tom’s mother: He’s asleep."]
    assert labels(tmp_path, *TALK, *third, "I: So.")[4:] == ["Stranger", "Tom’s mother", "I"]


def test_third_voices_alone_on_their_line_are_never_the_speaker_above(tmp_path: Path) -> None:
    talk = ["Interviewer", "Were you safe?", "P07", "Liverpool", "Interviewer", "So?", "P07", "No."]
    reading = read_paragraphs(tmp_path, [*talk, "Stranger", "Wrong room.", *talk])
    assert told(reading)[3:6] == [
        ("P07", "No."), ("Stranger", "Wrong room."), ("Interviewer", "Were you safe?"),
    ]  # fmt: skip
    assert told(reading)[1] == ("P07", "Liverpool")
    assert codes(reading) == ["I204"]
    reading = read_paragraphs(tmp_path, [*talk, "Gary", "Wrong room.", *talk])
    assert told(reading)[3:6] == [("P07", "No."), (None, "Gary"), (None, "Wrong room.")]
    assert codes(reading) == ["I208", "I203"]


def test_a_name_that_stands_once_is_a_speaker_with_a_doubt_where_all_lines_have_labels(
    tmp_path: Path,
) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, "Gary: Wrong room.", *TALK])
    assert told(reading)[4] == ("Gary", "Wrong room.")
    assert codes(reading) == ["I204"]


def test_a_name_that_stands_once_is_nobody_where_many_paragraphs_have_no_label(
    tmp_path: Path,
) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, *["And so on."] * 4, "Lesson: none.", "I: Right."])
    assert told(reading)[4] == (None, "Lesson: none.")
    assert codes(reading) == ["I208", "I203"]


def test_a_word_that_people_also_say_is_no_speaker_and_a_doubt(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, "Prison: it changes you.", "I: Did prison?"])
    assert told(reading)[3] == ("R", "Nobody asked.\nPrison: it changes you.")
    assert codes(reading) == ["I208"]


def test_a_name_that_is_also_a_word_is_a_speaker_where_it_comes_often(tmp_path: Path) -> None:
    said = ["Will: Hello.", "Grace: I will. By the grace of God."] * 4
    assert labels(tmp_path, *said) == ["Will", "Grace"] * 4


def test_names_that_stand_once_each_are_speakers_with_a_doubt(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "Fay: Hello there.\nTom: Hi.")
    assert told(reading) == [("Fay", "Hello there."), ("Tom", "Hi.")]
    assert codes(reading) == ["I204"]


def test_a_line_of_a_wrapped_paragraph_does_not_become_a_turn(tmp_path: Path) -> None:
    reading = read_text(
        tmp_path,
        "I: Who was it that helped you on the landing in those first few weeks, then\n"
        "Dave: or was it somebody else who did that for you when you first came in?\n\n"
        "R: It was Dave. I can tell you that it was pretty bad, and he knew what to do\n"
        "Listeners: that is what they were called, and I became one of them after that.\n",
    )
    assert [speaker for speaker, _ in told(reading)] == ["I", "R"]
    assert reading.transcript.turns[1].locator == "line 4"


def test_initials_alone_on_their_line_are_labels(tmp_path: Path) -> None:
    lines = ["A.N.", "Were you safe?", "B.T.", "Never.", "A.N.", "Why?", "B.T.", "Nobody asked."]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == list(zip(lines[::2], lines[1::2], strict=True))


@pytest.mark.parametrize(
    "names",
    [
        ("Me", "Him"),
        ("Peer supporter 1", "Peer supporter 2"),
        ("Young person", "Key worker"),
        ("Unit Nurse", "Site Manager"),
        ("john smith (Guest)", "FAY"),
        ("fay", "tom"),
        ("Female participant", "Male participant 2"),
        ("Smith, John", "van der Berg, Fay"),
        ("O’Brien", "Séan Ó Briain"),
        ("P07/P08", "P07 & P09"),
        ("SPEAKER_00", "SPEAKER_01"),
        ("• Ann-Marie", "• St. John"),
    ],
)
def test_labels_of_every_shape_are_speakers_where_they_come_again(
    tmp_path: Path, names: tuple[str, str]
) -> None:
    said = [(name, f"so it was {number}.") for number in range(4) for name in names]
    reading = read_paragraphs(tmp_path, [f"{name}: {words}" for name, words in said])
    assert told(reading) == [(name.lstrip("• "), words) for name, words in said]
    assert reading.report.confident


def test_one_speaker_spelt_in_two_cases_is_one(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, ["INTERVIEWER: So?", "P07: So.", "Interviewer: Yes."])
    assert labels(tmp_path, "INTERVIEWER: So?", "P07: So.", "Interviewer: Yes.") == [
        "INTERVIEWER", "P07", "INTERVIEWER",
    ]  # fmt: skip
    assert len(reading.report.speakers) == 2


def test_a_note_behind_a_label_makes_no_new_speaker(tmp_path: Path) -> None:
    assert labels(tmp_path, *TALK, "R (laughs): Well.", "I [quietly]: Yes.")[4:] == ["R", "I"]


def test_signs_that_nobody_sees_make_no_new_speaker(tmp_path: Path) -> None:
    assert set(labels(tmp_path, *TALK, "\u200eR: Well.", "\u202eI\u200b: Yes.")) == {"I", "R"}


def test_a_slip_of_the_finger_behind_a_sure_label_is_read(tmp_path: Path) -> None:
    assert labels(tmp_path, *TALK, "I; And then?", "R: No.")[4:] == ["I", "R"]


def test_a_phrase_that_may_name_a_speaker_is_a_doubt(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*TALK, "The officer: Oi!", "I: Right."])
    assert codes(reading) == ["I208"]


def test_bracketed_notes_stay_in_the_words(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, ["I: [pause] So?", "R: *laughs* No [I: mhm] yes."])
    assert told(reading) == [("I", "[pause] So?"), ("R", "*laughs* No [mhm] yes.")]


def test_roles_are_given_where_the_label_makes_them_clear() -> None:
    interviewers = ["I", "INT", "Interviewer 2", "Facilitator", "Moderator", "Therapist", "Q"]
    interviewers += ["Fay Interviewer", "Researcher", "INT.1"]
    participants = ["P07", "R", "Respondent", "Interviewee", "Client", "Participant 3", "A"]
    unclear = ["Fay Smith", "Speaker 1", "Mother", "FJ", "C", "Listener"]
    roles = roles_of([*interviewers, *participants, *unclear])
    assert {roles[label].value for label in interviewers} == {"interviewer"}
    assert {roles[label].value for label in participants} == {"participant"}
    assert not roles.keys() & set(unclear)


def test_letters_that_may_mean_two_things_give_no_role() -> None:
    assert roles_of(["A", "B", "C"]) == {}
    assert set(roles_of(["R", "P"])) == {"P"}
    assert set(roles_of(["R", "P", "I"])) == {"R", "P", "I"}


@pytest.mark.parametrize(
    "label", ["Information about interviewee", "Details of participant", "Age group"]
)
def test_what_heads_a_block_of_facts_is_no_speaker(label: str) -> None:
    assert kind_of_label(label) not in (LabelKind.ROLE, LabelKind.VOICE)
    assert kind_of_label(label.rsplit(maxsplit=1)[-1]) in (LabelKind.ROLE, LabelKind.VOICE)
