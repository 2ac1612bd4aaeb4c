"""Which codes are suggested for which words, and why."""

import pytest

from toolkit.errors import BadInput
from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Answer, Coding, Suggestion
from toolkit.model.transcript import SpeakerRole, Transcript, build_transcript, segment_by_turn
from toolkit.suggestion.wording import suggest_codes

NIGHT = Code(
    "R06",
    None,
    "Alone at night",
    "Nobody is behind them in the night.",
    example="Banged up behind the door with him all night.",
)
TRAINING = Code(
    "T01", None, "Not enough preparation", "The training was short.", "Learned on the job."
)
CODEBOOK = Codebook(1, (), (NIGHT, TRAINING), "first", None, "2026-01-05T10:00:00Z")

TALK = build_transcript(
    "P07",
    [
        ("I", "Were you alone at night, behind the door?", ""),
        ("R", "Yeah, like, I was alone in the night, the door locked.", ""),
        ("R", "The training, you know, that was a short morning of training.", ""),
        ("R", "I had my tea and watched the snooker.", ""),
        ("R", "A crash course, two hours and a booklet.", ""),
    ],
    roles={"I": SpeakerRole.INTERVIEWER, "R": SpeakerRole.PARTICIPANT},
)
SEGMENTS = segment_by_turn(TALK)


def coding(words: str, code: str, transcript: Transcript = TALK) -> Coding:
    start = transcript.text.index(words)
    return Coding(
        f"{code} {start}",
        transcript.id,
        1,
        start,
        start + len(words),
        words,
        Answer.CODE,
        code,
        1,
        "Heron",
        "r1",
        "2026-01-05T10:00:00Z",
    )


def by_turn(suggestions: tuple[Suggestion, ...]) -> list[tuple[int, str]]:
    return [(TALK.turns_at(one.start, one.end)[0].index, one.code_id) for one in suggestions]


def test_a_passage_is_given_the_code_whose_words_it_shares() -> None:
    suggestions = suggest_codes(SEGMENTS, [TALK], CODEBOOK)
    assert by_turn(suggestions) == [(1, "R06"), (2, "T01")]
    assert all(0 < one.score <= 1 for one in suggestions)


def test_the_reason_names_the_shared_words_and_no_words_of_mere_speech() -> None:
    (reason,) = suggest_codes(SEGMENTS, [TALK], CODEBOOK)[0].reasons
    assert reason.startswith("Shares the words ")
    assert {"alone", "night", "door"} == set(
        reason.removeprefix("Shares the words ").rstrip(".").replace(" and ", ", ").split(", ")
    )


def test_an_agreed_quotation_teaches_words_that_the_meaning_lacks() -> None:
    taught = build_transcript("P08", [("R", "Just a crash course and a booklet they gave us.", "")])
    lesson = coding("a crash course and a booklet", "T01", taught)
    suggestions = suggest_codes(SEGMENTS, [TALK], CODEBOOK, [lesson])
    assert (4, "T01") in by_turn(suggestions)
    assert (4, "T01") not in by_turn(suggest_codes(SEGMENTS, [TALK], CODEBOOK))


def test_what_is_agreed_for_a_passage_is_not_suggested_there_again() -> None:
    agreed = [coding("alone in the night", "R06")]
    assert (1, "R06") not in by_turn(suggest_codes(SEGMENTS, [TALK], CODEBOOK, agreed))


def test_a_question_of_the_interviewer_gets_suggestions_only_when_asked_for() -> None:
    suggestions = suggest_codes(SEGMENTS, [TALK], CODEBOOK, skip_interviewers=False)
    assert (0, "R06") in by_turn(suggestions)


def test_a_speaker_without_a_known_role_is_not_skipped() -> None:
    talk = build_transcript("G13", [("Ash", "Alone at night, behind the door.", "")])
    assert suggest_codes(segment_by_turn(talk), [talk], CODEBOOK)[0].code_id == "R06"


def test_words_of_mere_speech_alone_are_not_enough() -> None:
    talk = build_transcript("P08", [("R", "Is the one in there, them, at the in?", "")])
    assert suggest_codes(segment_by_turn(talk), [talk], CODEBOOK, floor=0) == ()


def test_a_reason_with_one_telling_word_says_that_the_rest_is_everyday() -> None:
    talk = build_transcript("P08", [("R", "Well, in the night.", "")])
    (first, *_) = suggest_codes(segment_by_turn(talk), [talk], CODEBOOK, floor=0)
    assert first.reasons == ("Shares the word night, and everyday words.",)


def test_one_shared_word_is_not_enough() -> None:
    talk = build_transcript("P08", [("R", "Night, night.", "")])
    assert suggest_codes(segment_by_turn(talk), [talk], CODEBOOK, floor=0) == ()


def test_the_floor_and_the_number_for_a_segment_are_kept_to() -> None:
    talk = build_transcript("P08", [("R", "Alone at night, with a short training.", "")])
    segments = segment_by_turn(talk)
    both = suggest_codes(segments, [talk], CODEBOOK, floor=0)
    assert [one.score for one in both] == sorted((one.score for one in both), reverse=True)
    assert len(both) == 2
    assert suggest_codes(segments, [talk], CODEBOOK, floor=0, per_segment=1) == both[:1]
    between = (both[0].score + both[1].score) / 2
    assert suggest_codes(segments, [talk], CODEBOOK, floor=between) == both[:1]


def test_the_same_input_gives_the_same_suggestions() -> None:
    assert suggest_codes(SEGMENTS, [TALK], CODEBOOK) == suggest_codes(SEGMENTS, [TALK], CODEBOOK)


def test_answers_that_are_no_codes_and_unknown_codes_teach_nothing() -> None:
    retired = coding("watched the snooker", "OLD1")
    unsure = Coding(
        "c9", TALK.id, 1, 0, 4, "Were", Answer.NOT_SURE, None, 1, "Heron", "r1", "2026-01-05"
    )
    assert suggest_codes(SEGMENTS, [TALK], CODEBOOK, [retired, unsure]) == suggest_codes(
        SEGMENTS, [TALK], CODEBOOK
    )


@pytest.mark.parametrize("words", ["Yeah, like, you know.", "[laughs] 24/7", "—", ""])
def test_words_that_name_no_subject_get_no_suggestion(words: str) -> None:
    talk = build_transcript("P08", [("R", words, "")])
    assert suggest_codes(segment_by_turn(talk), [talk], CODEBOOK) == ()


def test_nothing_to_suggest_for_or_from_gives_nothing() -> None:
    empty = Codebook(1, (), (), "first", None, "2026-01-05T10:00:00Z")
    wordless = Codebook(1, (), (Code("X", None, "Yeah"),), "first", None, "2026-01-05T10:00:00Z")
    assert suggest_codes([], [], CODEBOOK) == ()
    assert suggest_codes(SEGMENTS, [TALK], empty) == ()
    assert suggest_codes(SEGMENTS, [TALK], wordless) == ()


def test_a_segment_of_an_unknown_transcript_is_refused() -> None:
    with pytest.raises(BadInput, match="G101"):
        suggest_codes(SEGMENTS, [], CODEBOOK)
