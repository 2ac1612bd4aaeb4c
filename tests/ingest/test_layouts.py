from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.made_files import codes, read_paragraphs, read_table, read_text, told

TALK = [
    ("I", "So what was it like, the first night?"),
    ("R", "Loud. Louder than you would think."),
    ("I", "And after that?"),
    ("R", "You get used to it: everybody does."),
    ("R", "Nearly everybody."),
    ("I", "Did you?"),
    ("R", "No."),
]
INLINE = [f"{label}: {words}" for label, words in TALK]


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        ("inline_label", INLINE),
        ("inline_label", [f"{label}:{words}" for label, words in TALK]),
        ("inline_label", [f"  {label} : {words}  " for label, words in TALK]),
        ("inline_label", [f"[0:{n:02d}] {label}: {w}" for n, (label, w) in enumerate(TALK)]),
        ("inline_label", [f"{label} (00:{n:02d}): {w}" for n, (label, w) in enumerate(TALK)]),
        ("inline_label", [f"{label}: [00:{n:02d}:00] {w}" for n, (label, w) in enumerate(TALK)]),
        ("inline_label", [f"{n}. {label}: {w}" for n, (label, w) in enumerate(TALK, start=1)]),
        ("inline_label", [f"[{label}]: {words}" for label, words in TALK]),
        ("inline_label", [f"{label}：{words}" for label, words in TALK]),
        ("label_and_tab", [f"{label}:\t{words}" for label, words in TALK]),
        ("label_and_tab", [f"{label}\t{words}" for label, words in TALK]),
        ("label_alone", [part for label, words in TALK for part in (label, words)]),
        ("label_alone", [part for label, words in TALK for part in (f"{label}:", words)]),
        (
            "name_and_time",
            [part for n, (label, w) in enumerate(TALK) for part in (f"{label}   0:{n:02d}", w)],
        ),
        (
            "name_and_time",
            [part for n, (label, w) in enumerate(TALK) for part in (f"[{label}] 10:02:{n:02d}", w)],
        ),
        (
            "name_and_time",
            [part for n, (label, w) in enumerate(TALK) for part in (f"0:{n:02d} {label}", w)],
        ),
        (
            "name_under_time",
            [
                part
                for n, (label, w) in enumerate(TALK)
                for part in (f"0:0:{n}.450 --> 0:0:{n}.870", label, w)
            ],
        ),
    ],
)
def test_each_layout_is_found_in_texts_and_in_word_files(
    tmp_path: Path, layout: str, lines: list[str]
) -> None:
    for reading in (read_text(tmp_path, "\n".join(lines)), read_paragraphs(tmp_path, lines)):
        assert told(reading) == TALK
        assert (reading.report.layout, reading.report.doubts) == (layout, ())
        assert reading.report.words_unexplained == 0


def test_names_alone_on_their_lines_are_labels(tmp_path: Path) -> None:
    names = {"I": "Fay", "R": "Tom Jones"}
    lines = [part for label, words in TALK for part in (names[label], words)]
    reading = read_paragraphs(tmp_path, lines)
    assert told(reading) == [(names[label], words) for label, words in TALK]
    assert reading.report.confident


def test_turns_behind_soft_line_breaks_are_turns(tmp_path: Path) -> None:
    assert told(read_paragraphs(tmp_path, ["\n".join(INLINE)])) == TALK


def test_paragraphs_without_a_label_belong_to_the_turn_above(tmp_path: Path) -> None:
    reading = read_paragraphs(tmp_path, [*INLINE, "Not once.", "And nobody asked."])
    assert told(reading)[-1] == ("R", "No.\nNot once.\nAnd nobody asked.")
    assert reading.report.confident


def test_paragraphs_without_a_label_are_nobodys_where_one_speaker_has_labels(
    tmp_path: Path,
) -> None:
    reading = read_paragraphs(
        tmp_path, ["Interviewer: How was it?", "Bad.", "Interviewer: And then?", "Better."]
    )
    assert told(reading) == [
        ("Interviewer", "How was it?"),
        (None, "Bad."),
        ("Interviewer", "And then?"),
        (None, "Better."),
    ]
    assert codes(reading) == ["I202", "I203"]


def test_most_of_the_words_in_paragraphs_without_a_label_is_a_doubt(tmp_path: Path) -> None:
    lines = ["I: Tell me.", "R: Well.", *["It went on for a very long while."] * 9, "I: Right."]
    reading = read_paragraphs(tmp_path, lines)
    assert codes(reading) == ["I206"]
    assert [speaker for speaker, _ in told(reading)] == ["I", "R", "I"]


def test_a_text_without_labels_keeps_every_paragraph_with_nobody_known(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "We met and talked about:\napples, and\n\nNothing else.\n")
    assert told(reading) == [
        (None, "We met and talked about:"),
        (None, "apples, and"),
        (None, "Nothing else."),
    ]
    assert (reading.report.layout, codes(reading)) == ("no_labels", ["I201"])
    assert reading.report.words_without_speaker == reading.report.words_in == 9


def test_lines_with_times_alone_keep_their_times_as_locators(tmp_path: Path) -> None:
    reading = read_text(tmp_path, "10:02:36 Thanks for coming.\n10:02:41 Yeah. Go on then.\n")
    assert [turn.locator for turn in reading.transcript.turns] == ["10:02:36", "10:02:41"]
    assert (reading.report.layout, codes(reading)) == ("times_only", ["I201"])
    assert reading.report.words_left_out == {"time": 2}


def test_old_teams_files_without_names_keep_their_times(tmp_path: Path) -> None:
    reading = read_paragraphs(
        tmp_path,
        [
            "0:0:3.450 --> 0:0:6.870\nThanks for coming back. Is now",
            "0:0:7.10 --> 0:0:9.10\nstill alright? Yeah.",
        ],
    )
    assert [turn.locator for turn in reading.transcript.turns] == ["00:00:03", "00:00:07"]
    assert not reading.report.confident


def test_the_page_of_a_teams_file_around_the_turns_is_left_out(tmp_path: Path) -> None:
    reading = read_paragraphs(
        tmp_path,
        [
            "Interview_07-20250306_100212-Meeting Transcript",
            "6 March 2025, 10:02am",
            "41m 7s",
            "Fay Interviewer started transcription",
            "\nFay Interviewer   0:03\nThanks for coming.\nIs now still alright?",
            "P07   0:07\nYeah. We met at 10:30\nat the gate.",
            "Fay Interviewer   1:02:11\nOK.",
            "Fay Interviewer stopped transcription",
        ],
    )
    assert told(reading) == [
        ("Fay Interviewer", "Thanks for coming.\nIs now still alright?"),
        ("P07", "Yeah. We met at 10:30\nat the gate."),
        ("Fay Interviewer", "OK."),
    ]
    assert reading.report.words_left_out == {"event": 8, "heading": 8, "label": 5, "time": 3}
    assert [turn.locator for turn in reading.transcript.turns][-1] == "01:02:11"
    assert reading.report.confident


def test_a_speaker_the_recorder_did_not_know_stays_unknown_without_a_doubt(
    tmp_path: Path,
) -> None:
    reading = read_text(
        tmp_path, "I: Hello.\nUnknown Speaker: Wrong room.\nR: Hi.\n??: Sorry.\nI: So.\n"
    )
    assert [speaker for speaker, _ in told(reading)] == ["I", None, "R", None, "I"]
    assert reading.report.words_left_out == {"label": 6}
    assert reading.report.confident


def test_a_table_with_a_label_and_speech_in_each_row_is_a_conversation(tmp_path: Path) -> None:
    reading = read_table(tmp_path, TALK)
    assert told(reading) == TALK
    assert (reading.report.layout, reading.report.doubts) == ("table", ())
    assert reading.transcript.turns[3].locator == "table 1, row 4"


def test_a_table_may_have_a_head_times_and_numbers(tmp_path: Path) -> None:
    rows = [(str(n), f"00:{n:02d}", f"{label}:", w) for n, (label, w) in enumerate(TALK)]
    reading = read_table(tmp_path, [("No.", "Time", "Speaker", "Text"), *rows])
    assert told(reading) == TALK
    assert reading.report.words_left_out["line_number"] == len(TALK)
    assert reading.transcript.turns[3].locator == "00:00:03"


def test_several_paragraphs_of_speech_beside_one_label_are_one_turn(tmp_path: Path) -> None:
    reading = read_table(tmp_path, [(label, f"{words}\nAnd more of it.") for label, words in TALK])
    assert told(reading) == [(label, f"{words}\nAnd more of it.") for label, words in TALK]
    assert reading.report.confident


def test_a_row_without_a_label_is_nobodys_and_a_doubt(tmp_path: Path) -> None:
    rows = [(label if number != 2 else "", words) for number, (label, words) in enumerate(TALK)]
    reading = read_table(tmp_path, rows)
    assert told(reading) == [(None if n == 2 else s, w) for n, (s, w) in enumerate(TALK)]
    assert codes(reading) == ["I205", "I203"]
    assert reading.report.problems[0].where == "table 1, row 3"


def test_a_label_without_speech_makes_no_turn(tmp_path: Path) -> None:
    rows = [(label, words if number != 2 else "") for number, (label, words) in enumerate(TALK)]
    reading = read_table(tmp_path, rows)
    assert told(reading) == TALK[:2] + TALK[3:]
    assert (codes(reading), reading.report.confident) == (["I213"], True)


def test_notes_in_a_column_beside_the_speech_are_nobodys_words(tmp_path: Path) -> None:
    rows = [(line, "code: fear" if number == 1 else "") for number, line in enumerate(INLINE)]
    reading = read_table(tmp_path, rows)
    assert told(reading) == [*TALK[:2], (None, "code: fear"), *TALK[2:]]
    assert "I205" in codes(reading)


def test_labels_within_the_cells_are_found(tmp_path: Path) -> None:
    assert told(read_table(tmp_path, [(line,) for line in INLINE])) == TALK


def test_a_table_of_facts_is_no_conversation(tmp_path: Path) -> None:
    facts = [("Age", "34"), ("Gender", "Male"), ("Wing", "B")]
    reading = read_table(tmp_path, facts)
    assert {speaker for speaker, _ in told(reading)} == {None}
    assert not reading.report.confident


def test_a_layout_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    text = "\n".join(INLINE)
    assert read_text(tmp_path, text, layout="no_labels").report.layout == "no_labels"
    alone = read_text(tmp_path, text, layout="inline_label")
    assert told(alone) == TALK
    assert list(alone.report.scores) == ["inline_label"]
    none = read_text(tmp_path, text, layout="name_and_time")
    assert told(none) == [(None, line) for line in INLINE]


def test_two_layouts_that_tell_two_stories_are_a_doubt(tmp_path: Path) -> None:
    lines = [
        part
        for number, (label, words) in enumerate(TALK)
        for part in (f"Fay {'AB'[number % 2]}   0:{number:02d}", f"{label}: {words}")
    ]
    reading = read_paragraphs(tmp_path, lines)
    assert "I207" in codes(reading)
    assert len(reading.report.scores) == 2


def test_the_report_says_what_spoke_for_the_layout(tmp_path: Path) -> None:
    report = read_text(tmp_path, "\n".join(INLINE)).report
    assert report.why.startswith("7 labels of 2 speakers stand on 7 lines; 100%")
    assert report.scores == {"inline_label": 0.875}
