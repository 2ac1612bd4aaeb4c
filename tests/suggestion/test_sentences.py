"""Where a sentence of speech begins and ends."""

import pytest

from toolkit.model.transcript import Unit, build_transcript
from toolkit.suggestion.sentences import segment_by_sentence


def sentences(*turns: str) -> list[str]:
    made = build_transcript("P07", [("R", words, "") for words in turns])
    return [made.text[found.start : found.end] for found in segment_by_sentence(made)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("I went. He stayed! Why?", ["I went.", "He stayed!", "Why?"]),
        ("i went. then he stayed", ["i went.", "then he stayed"]),
        ("What?! No!! OK", ["What?!", "No!!", "OK"]),
        ("Mr. Hill came. Dr. No too.", ["Mr. Hill came.", "Dr. No too."]),
        ("At 3 a.m. I woke. It cost 3.50.", ["At 3 a.m. I woke.", "It cost 3.50."]),
        ("I... I dunno. Well… no.", ["I... I dunno.", "Well… no."]),
        ("Right. [pause] I went.", ["Right.", "[pause] I went."]),
        ("Right. (laughs) OK.", ["Right.", "(laughs) OK."]),
        ("[Long pause.] Then", ["[Long pause.]", "Then"]),
        ("I left. “Why?” he said.", ["I left.", "“Why?” he said."]),
        ('He said "go." Then we went.', ['He said "go."', "Then we went."]),
        ("Wait. - No. – Yes.", ["Wait.", "- No.", "– Yes."]),
        ("...", ["..."]),
    ],
)
def test_a_turn_is_split_at_the_ends_of_its_sentences(words: str, expected: list[str]) -> None:
    assert sentences(words) == expected


def test_a_sentence_crosses_neither_a_turn_nor_a_line_end() -> None:
    assert sentences("And then he", "said to me\n\n to go. And", "") == [
        "And then he",
        "said to me",
        "to go.",
        "And",
    ]


def test_segments_are_counted_through_the_transcript_and_know_their_turn() -> None:
    made = build_transcript("P07", [("I", "Well? So?", ""), ("R", " ", ""), ("R", "No.", "")])
    found = segment_by_sentence(made)
    assert [(s.index, s.turn, s.unit) for s in found] == [
        (0, 0, Unit.SENTENCE),
        (1, 0, Unit.SENTENCE),
        (2, 2, Unit.SENTENCE),
    ]
    assert {s.transcript_id for s in found} == {made.id}


@pytest.mark.parametrize("sign", ["(", "'", '"', ".", "a.", "( ", "http://", "- "])
def test_a_hostile_turn_keeps_every_character_in_one_sentence(sign: str) -> None:
    words = sign * (50_000 // len(sign)) + " end"
    assert "".join(sentences(words)).replace(" ", "") == words.replace(" ", "")
