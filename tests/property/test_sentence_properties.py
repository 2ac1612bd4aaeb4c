"""What holds of sentences for every text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.model.transcript import build_transcript
from toolkit.suggestion.sentences import segment_by_sentence

speech = st.text(alphabet="aIé. ?!\"'“”()[]-–…\n\t\u00a0\u2028\u20293,", max_size=60)


@settings(max_examples=100, deadline=None)
@given(st.lists(speech, min_size=1, max_size=4))
def test_each_character_that_is_no_blank_is_in_exactly_one_sentence(turns: list[str]) -> None:
    made = build_transcript("P07", [("R", words, "") for words in turns])
    covered: list[int] = []
    for segment in segment_by_sentence(made):
        words = made.text[segment.start : segment.end]
        assert words and words == words.strip() and "\n" not in words
        turn = made.turns[segment.turn]
        assert turn.start <= segment.start < segment.end <= turn.end
        covered += range(segment.start, segment.end)
    assert covered == sorted(set(covered))
    assert {place for place, sign in enumerate(made.text) if not sign.isspace()} <= set(covered)
