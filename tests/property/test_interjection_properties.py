"""Whatever is thrown in: the turns tile the text, and no word is lost or without an account."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.ingest.reading import read_transcript
from toolkit.model.transcript import count_words
from toolkit.model.upload import Upload

MIXED = (
    "[ ] ( ) { } < > : ： I: R: [I: [R: (Int: [interviewee: [Mother: mhm yeah] [I:mhm] [R: a] b] "
    "\u00e9 e\u0301 no [laughs] (10:30) [P07: oi] <INT: ok> {I: right} \u200b \U0001f319 so: well"
)
PIECES = st.sampled_from(MIXED.split(" "))
SPEECH = st.lists(PIECES, min_size=1, max_size=12).map(" ".join)
GLUED = st.lists(PIECES, min_size=1, max_size=8).map("".join)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(SPEECH, GLUED), min_size=1, max_size=8))
def test_words_in_are_words_in_turns_and_words_left_out(said: list[str]) -> None:
    lines = [f"{'IR'[number % 2]}: so {words}" for number, words in enumerate(said)]
    text = "\n".join(["I: Yes?", "R: No.", *lines, "I: Oh.", "R: Well."])
    reading = read_transcript(Upload("P07.txt", text.encode()))
    made, report = reading.transcript, reading.report
    assert report.words_unexplained == 0
    assert report.words_in == len(text.split())
    assert count_words(made.text) + sum(report.words_left_out.values()) == report.words_in
    assert "\n".join(made.words_of(turn) for turn in made.turns) == made.text
    for each in made.interjections:
        (turn,) = made.turns_at(each.start, each.end)
        assert each.speaker is None or each.speaker != turn.speaker
        words = made.text[each.start : each.end]
        assert words[0] + words[-1] in {"()", "[]", "{}", "<>"}
