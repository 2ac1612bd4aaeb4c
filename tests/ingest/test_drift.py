"""One speaker under many labels: read as one where nothing speaks against it, else proposed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.ingest.made_files import codes, read_paragraphs, told
from toolkit.ingest.report import Reading

INTERVIEWER = [
    "Interviewer", "INTERVIEWER", "interviewer", "Int", "INT", "Intv", "IV", "I", "Interviewr",
    "Inerviewer", "Interveiwer", "Int.", "Interviewer ", "Intr",
]  # fmt: skip
PARTICIPANT = ["P07", "Participant", "P", "P-07", "Participant 7", "Partcipant", "participant"]
SAID = ["What was it like then?", "It was loud and nobody slept.", "And who came?", "Nobody much."]


def in_turns(*sides: Sequence[str], times: int = 1) -> list[str]:
    """The labels of the sides by turns, until the longest of them is through."""
    longest = max(map(len, sides)) * times
    return [side[at % len(side)] for at in range(longest) for side in sides]


def read(folder: Path, labels: Sequence[str]) -> Reading:
    lines = [f"{label}: {SAID[at % len(SAID)]}" for at, label in enumerate(labels)]
    return read_paragraphs(folder, lines)


def speakers(reading: Reading) -> list[str]:
    return [speaker.label for speaker in reading.report.speakers]


def proposed(reading: Reading) -> list[tuple[tuple[str, ...], str, int]]:
    return [(each.labels, each.into, each.turns) for each in reading.report.proposals]


def test_fourteen_spellings_of_an_interviewer_are_one(tmp_path: Path) -> None:
    reading = read(tmp_path, in_turns(["Interviewer", *INTERVIEWER], ["R"]))
    assert speakers(reading) == ["Interviewer", "R"]
    assert reading.report.confident
    (merged,) = reading.report.merged
    assert merged.into == "Interviewer"
    assert set(merged.labels) >= {"I", "Int", "Intv", "IV", "Interviewr", "Inerviewer"}
    as_words = {"interviewer", "interviewer "}  # these differ in nothing but their case
    assert merged.turns == sum(label.lower() not in as_words for label in INTERVIEWER)
    assert codes(reading) == ["I246"]


def test_both_sides_may_drift_at_once_and_the_label_of_most_turns_stays(tmp_path: Path) -> None:
    reading = read(tmp_path, in_turns(["I", *INTERVIEWER, "I", "I"], ["P07", *PARTICIPANT, "P07"]))
    assert speakers(reading) == ["I", "P07"]
    assert [turn.speaker for turn in reading.transcript.turns] == ["I", "P07"] * (
        len(reading.transcript.turns) // 2
    )
    assert [role and role.value for role in (s.role for s in reading.report.speakers)] == [
        "interviewer", "participant",
    ]  # fmt: skip


def test_a_file_that_labels_the_interviewer_alone_drifts_too(tmp_path: Path) -> None:
    lines = [
        "Interviewer: What?",
        "Loud.",
        "I: And?",
        "Alone.",
        "INT: Who?",
        "Me.",
        "I: So?",
        "No.",
    ]
    reading = read_paragraphs(tmp_path, lines)
    assert {turn.speaker for turn in reading.transcript.turns} == {"I", None}


def test_participant_and_interviewee_in_two_halves_are_one(tmp_path: Path) -> None:
    halves = in_turns(["I"], ["Participant"], times=5) + in_turns(["I"], ["Interviewee"], times=3)
    reading = read(tmp_path, halves)
    assert speakers(reading) == ["I", "Participant"]
    assert [(each.labels, each.turns) for each in reading.report.merged] == [(("Interviewee",), 3)]


@pytest.mark.parametrize(
    ("labels", "proposal"),
    [
        ([*in_turns(["I"], ["R"], times=9), "I", "P", "I", "R"], (("P",), "R", 1)),
        (in_turns(["I"], ["P"], times=4) + ["I2", "P"] * 2, (("I2",), "I", 2)),
        ([*in_turns(["Interviewer"], ["R"], times=5), "Researcher", "R"],
         (("Researcher",), "Interviewer", 1)),
        (["Interviewer", "P"] * 4 + ["I", "Interviewer", "P", "I", "P"],
         (("I",), "Interviewer", 2)),
        ([*in_turns(["Stephen"], ["Marie"], times=6), "Stephne", "Marie"],
         (("Stephne",), "Stephen", 1)),
        (in_turns(["Fay Smith"], ["Tom"], times=6) + ["FS", "Tom"] * 2, (("FS",), "Fay Smith", 2)),
    ],
)  # fmt: skip
def test_what_may_be_two_people_stays_apart_and_is_proposed(
    tmp_path: Path, labels: list[str], proposal: tuple[tuple[str, ...], str, int]
) -> None:
    reading = read(tmp_path, labels)
    assert [turn.speaker for turn in reading.transcript.turns] == labels
    assert proposed(reading) == [proposal]
    assert "I245" in codes(reading)
    assert not reading.report.confident
    doubt = next(each for each in reading.report.doubts if each.code == "I245")
    assert doubt.where.startswith("paragraph ")
    assert proposal[0][0] not in doubt.message.split()


@pytest.mark.parametrize(
    "labels",
    [
        ["I1", "P", "I2", "P"] * 4,
        ["P1", "I", "P2", "I", "P3", "I"] * 3,
        ["Moderator", "P1", "P2", "P3", "P1", "P"] * 3,
        ["P", "R"] * 6,
        ["Speaker 1", "Speaker 2", "Speaker 1", "Speaker 3"] * 3,
        ["I", "Dan", "I", "Den"] * 4,
        ["Interviewer", "Interviewee"] * 4,
        ["A", "B", "C"] * 3,
    ],
)
def test_people_in_a_group_are_never_merged_nor_proposed(tmp_path: Path, labels: list[str]) -> None:
    reading = read(tmp_path, labels)
    assert [turn.speaker for turn in reading.transcript.turns] == labels
    assert (reading.report.merged, reading.report.proposals) == ((), ())


def test_an_i_that_answers_an_interviewer_is_not_the_interviewer(tmp_path: Path) -> None:
    reading = read(tmp_path, ["Interviewer", "I"] * 5)
    roles = {each.label: each.role and each.role.value for each in reading.report.speakers}
    assert roles == {"Interviewer": "interviewer", "I": "participant"}


def test_interviewer_and_interviewee_are_told_apart_whatever_the_slip(tmp_path: Path) -> None:
    reading = read(tmp_path, in_turns(["Interviewer", "Interviewr"], ["Interviewee", "Inteviewee"],
                                      times=4))  # fmt: skip
    assert speakers(reading) == ["Interviewer", "Interviewee"]


def test_a_cover_page_is_no_talk(tmp_path: Path) -> None:
    cover = ["Date: 6 March 2025", "Interviewer: Fay Smith", "Participant: P07"]
    lines = ["I: So?", "R: Yes.", "I: And?", "R: No."]
    reading = read_paragraphs(tmp_path, [*cover, *lines])
    assert told(reading)[0] == ("I", "So?")
    assert reading.report.proposals == ()


def test_a_slip_behind_a_label_between_two_turns_of_the_other_is_a_label(tmp_path: Path) -> None:
    lines = ["I: So?", "R: Yes.", "I - Why?", "R: No.", "I: And?", "R. Well.", "I; Oh?", "R: Yes."]
    reading = read_paragraphs(tmp_path, lines)
    assert [speaker for speaker, _ in told(reading)] == ["I", "R"] * 4
    assert reading.report.words_left_out == {"label": 9}
    assert reading.report.words_unexplained == 0


def test_a_stammer_is_no_label(tmp_path: Path) -> None:
    lines = ["I: So?", "R: Yes.", "I - I mean, no.", "I: And?", "R: No.", "I: Oh."]
    assert told(read_paragraphs(tmp_path, lines))[1] == ("R", "Yes.\nI - I mean, no.")
