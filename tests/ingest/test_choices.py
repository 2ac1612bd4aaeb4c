from __future__ import annotations

import pytest

from toolkit.errors import BadInput, UnreadableFile
from toolkit.ingest.choices import Choices, apply_choices
from toolkit.ingest.kept_source import pack_source, unpack_source
from toolkit.ingest.reading import load_file, read_lines, read_source, read_transcript
from toolkit.ingest.report import Reading
from toolkit.model.transcript import Speaker, SpeakerRole, count_words
from toolkit.model.upload import Upload

INTERVIEWER, PARTICIPANT, OTHER = SpeakerRole
FOUR = (
    "Fay: How were the nights?\n\nTom: Long, and on your own.\n\n"
    "Fay: And the mornings?\n\nTom: Straight to work.\n\nFay: Every day?\n\nTom: Every day.\n"
)
NOBODY = "The nights were long.\n\nAnd the mornings came early.\n\nEvery day.\n"


def read(words: str, choices: Choices | None = None, name: str = "P07.txt") -> Reading:
    upload = load_file(Upload(name, words.encode()))
    return read_lines(upload.name, read_source(upload), choices or Choices())


def told(reading: Reading) -> list[tuple[str | None, str]]:
    text = reading.transcript
    return [(turn.speaker, text.words_of(turn)) for turn in text.turns]


def speakers(reading: Reading) -> dict[str, SpeakerRole | None]:
    return {speaker.label: speaker.role for speaker in reading.transcript.speakers}


def codes(error: pytest.ExceptionInfo[BadInput]) -> list[str]:
    return [problem.code for problem in error.value.problems]


def test_without_choices_a_file_is_read_as_it_always_was() -> None:
    made, usual = read(FOUR), read_transcript(Upload("P07.txt", FOUR.encode()))
    assert (made.report, told(made)) == (usual.report, told(usual))


def test_a_label_becomes_the_name_and_the_role_that_were_chosen() -> None:
    chosen = {"Fay": Speaker("  Interviewer ", INTERVIEWER), "Tom": Speaker("P07", PARTICIPANT)}
    made = read(FOUR, Choices(speakers=chosen))
    assert speakers(made) == {"Interviewer": INTERVIEWER, "P07": PARTICIPANT}
    assert [who for who, _ in told(made)] == ["Interviewer", "P07"] * 3
    assert made.report.speakers == made.transcript.speakers


def test_labels_that_get_one_name_are_one_speaker_and_no_word_changes() -> None:
    before = read(FOUR)
    made = apply_choices(before, Choices(speakers={"Tom": Speaker("Fay", None)}))
    assert list(speakers(made)) == ["Fay"]
    assert made.transcript.text == before.transcript.text
    assert [turn.locator for turn in made.transcript.turns] == [
        turn.locator for turn in before.transcript.turns
    ]
    assert made.report.words_in == before.report.words_in
    assert made.report.words_unexplained == 0


def test_two_names_can_be_exchanged() -> None:
    made = read(FOUR, Choices(speakers={"Fay": Speaker("Tom"), "Tom": Speaker("Fay")}))
    assert [who for who, _ in told(made)] == ["Tom", "Fay"] * 3


def test_turns_are_given_to_a_speaker_to_a_new_one_and_to_nobody() -> None:
    mother = {"Mother": Speaker("Mother", OTHER)}
    made = read(FOUR, Choices(speakers=mother, turns={1: "Mother", 3: "Fay", 5: None}))
    assert [who for who, _ in told(made)] == ["Fay", "Mother", "Fay", "Fay", "Fay", None]
    assert speakers(made)["Mother"] is OTHER
    assert "Tom" not in speakers(made)
    assert made.report.words_without_speaker == 2


def test_a_turn_goes_with_its_label_where_that_is_renamed_too() -> None:
    chosen = Choices(speakers={"Fay": Speaker("Interviewer", INTERVIEWER)}, turns={1: "Fay"})
    assert [who for who, _ in told(read(FOUR, chosen))][:3] == ["Interviewer"] * 3


def test_when_every_turn_has_a_speaker_nobody_is_asked_who_speaks() -> None:
    before = read(NOBODY)
    assert [doubt.code for doubt in before.report.doubts] == ["I201"]
    two = {"A": Speaker("A", INTERVIEWER), "B": Speaker("B", PARTICIPANT)}
    half = apply_choices(before, Choices(speakers=two, turns={0: "A", 1: "B"}))
    assert "I201" in [doubt.code for doubt in half.report.doubts]
    whole = apply_choices(before, Choices(speakers=two, turns={0: "A", 1: "B", 2: "A"}))
    assert (whole.report.doubts, whole.report.words_without_speaker) == ((), 0)


def test_one_turn_and_one_name_do_not_answer_who_else_speaks() -> None:
    one = Choices(speakers={"A": Speaker("A")}, turns=dict.fromkeys(range(3), "A"))
    assert not apply_choices(read(NOBODY), one).report.confident


def test_all_that_does_not_fit_is_said_at_once_and_without_a_name() -> None:
    chosen = Choices(
        speakers={
            "Nobody": Speaker("X"),
            "Fay": Speaker("F" * 61, INTERVIEWER),
            "Tom": Speaker("  "),
        },
        turns={6: "Fay", -1: None, 2: "Somebody else"},
    )
    with pytest.raises(BadInput) as error:
        read(FOUR, chosen)
    assert codes(error) == ["I141", "I142", "I142", "I143", "I143", "I144"]
    assert not any(name in str(error.value) for name in ("Nobody", "Fay", "FF", "Tom", "Somebody"))


def test_one_speaker_cannot_have_two_roles() -> None:
    chosen = {"Fay": Speaker("One", INTERVIEWER), "Tom": Speaker("One", PARTICIPANT)}
    with pytest.raises(BadInput) as error:
        read(FOUR, Choices(speakers=chosen))
    assert codes(error) == ["I145"]


def test_a_merged_speaker_keeps_the_only_role_that_is_known() -> None:
    before = read(FOUR, Choices(speakers={"Fay": Speaker("Fay", INTERVIEWER)}))
    made = apply_choices(before, Choices(speakers={"Tom": Speaker("Fay", None)}))
    assert speakers(made) == {"Fay": INTERVIEWER}


@pytest.mark.parametrize("name", ["a\x00b", "a\u202eb", "\u200b\u200b", "", "\ud800"])
def test_a_name_that_cannot_be_printed_is_refused(name: str) -> None:
    with pytest.raises(BadInput) as error:
        read(FOUR, Choices(speakers={"Fay": Speaker(name)}))
    assert codes(error) == ["I142"]


def test_a_label_that_is_long_already_may_stay_while_its_role_is_chosen() -> None:
    label = "Somebody " * 10
    words = f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {label.strip()}>Yes.</v>\n"
    before = read(words, name="P07.vtt")
    (found,) = before.transcript.speakers
    made = apply_choices(before, Choices(speakers={found.label: Speaker(found.label, OTHER)}))
    assert speakers(made) == {found.label: OTHER}


def test_an_interjection_keeps_its_own_speaker_under_the_new_name() -> None:
    words = (
        "Interviewer: How were the nights?\n\nP07: Long [interviewer: mhm] and on your own.\n\n"
        "Interviewer: And the mornings?\n\nP07: Straight to work.\n"
    )
    before = read(words)
    (found,) = before.transcript.interjections
    assert found.speaker == "Interviewer"
    made = apply_choices(before, Choices(speakers={"Interviewer": Speaker("Fay", INTERVIEWER)}))
    assert [each.speaker for each in made.transcript.interjections] == ["Fay"]
    assert made.transcript.turns[1].speaker == "P07"


def test_what_is_kept_of_a_file_reads_as_the_file_does() -> None:
    upload = load_file(Upload("P07.txt", FOUR.encode()))
    source = read_source(upload)
    kept = unpack_source(pack_source(source))
    assert kept == source
    for layout in ("inline_label", "no_labels", "label_alone"):
        again = read_lines("P07.txt", kept, Choices(layout))
        assert again.report == read_lines("P07.txt", source, Choices(layout)).report
        assert again.report.words_in == count_words(FOUR)
        assert again.report.words_unexplained == 0


def test_a_layout_of_another_kind_of_file_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="I118"):
        read(FOUR, Choices("voice_tags"))
