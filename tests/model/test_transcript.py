from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import BadInput
from toolkit.model.transcript import (
    Speaker,
    Transcript,
    Turn,
    build_transcript,
    check_quotation,
    replace_spans,
    segment_by_turn,
)

spoken = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from(["I", "R", "Ash"])),
        st.text(max_size=40),
        st.just(""),
    ),
    max_size=12,
)


@given(spoken)
def test_turns_tile_the_text_and_hold_the_words(said: list[tuple[str | None, str, str]]) -> None:
    made = build_transcript("P01", said)
    assert "\n".join(made.words_of(turn) for turn in made.turns) == made.text
    assert len(made.turns) == len(said)
    assert unicodedata.is_normalized("NFC", made.text)
    for turn, (speaker, words, _) in zip(made.turns, said, strict=True):
        assert turn.speaker == speaker
        expected = unicodedata.normalize("NFC", words.replace("\r\n", "\n").replace("\r", "\n"))
        assert made.words_of(turn) == expected
    assert [s.turn for s in segment_by_turn(made)] == [
        turn.index for turn in made.turns if made.words_of(turn)
    ]


@given(spoken, st.data())
def test_replacing_spans_changes_those_words_and_no_others(
    said: list[tuple[str | None, str, str]], data: st.DataObject
) -> None:
    made = build_transcript("P01", said)
    spans, at = [], 0
    for turn in made.turns:
        at = max(at, turn.start)
        if turn.end - at >= 1 and data.draw(st.booleans()):
            start = data.draw(st.integers(at, turn.end - 1))
            end = data.draw(st.integers(start + 1, turn.end))
            spans.append((start, end, "[x]"))
            at = end
    done = replace_spans(made, spans)
    assert [t.speaker for t in done.turns] == [t.speaker for t in made.turns]
    rebuilt, at = "", 0
    for start, end, words in spans:
        rebuilt += made.text[at:start] + words
        at = end
    expected = rebuilt + made.text[at:]
    # A replacement may stand beside a combining mark; both sides are compared in NFC.
    assert unicodedata.normalize("NFC", done.text) == unicodedata.normalize("NFC", expected)


@pytest.mark.parametrize(
    "spans",
    [
        [(0, 3, "a"), (2, 4, "b")],
        [(3, 6, "a")],
        [(0, 99, "a")],
        [(90, 99, "a")],
        [(0, 2, "two\nlines")],
    ],
)
def test_a_replacement_that_leaves_its_turn_is_refused(
    spans: list[tuple[int, int, str]],
) -> None:
    made = build_transcript("P01", [("I", "Well?", ""), ("R", "Yes.", "")])
    with pytest.raises(BadInput, match="M104"):
        replace_spans(made, spans)


def test_turns_that_leave_a_gap_are_refused() -> None:
    good = build_transcript("P01", [("I", "Well?", ""), ("R", "Yes.", "")])
    for turns in (
        (good.turns[0],),
        (good.turns[1], good.turns[0]),
        (good.turns[0], replace(good.turns[1], start=7)),
        (good.turns[0], replace(good.turns[1], index=5)),
        (replace(good.turns[0], end=4), replace(good.turns[1], start=5)),
    ):
        with pytest.raises(BadInput, match="M102"):
            replace(good, turns=turns)


def test_a_text_that_is_not_normal_is_refused() -> None:
    for text in ("cafe\u0301", "one\r\ntwo"):
        with pytest.raises(BadInput, match="M101"):
            Transcript("t", "P01", 0, text, (), (Turn(0, None, 0, len(text)),))


def test_a_speaker_who_is_not_listed_is_refused() -> None:
    with pytest.raises(BadInput, match="M103"):
        Transcript("t", "P01", 0, "Yes", (Speaker("I"),), (Turn(0, "R", 0, 3),))


@pytest.mark.parametrize(
    ("start", "end", "words", "code"),
    [(0, 0, "", "M105"), (-1, 2, "We", "M105"), (0, 99, "We", "M105"), (0, 2, "wE", "M106")],
)
def test_a_span_that_is_not_its_quotation_is_refused(
    start: int, end: int, words: str, code: str
) -> None:
    made = build_transcript("P01", [("I", "Well? 👩‍👩‍👧", "")])
    with pytest.raises(BadInput, match=code):
        check_quotation(made, start, end, words)
    check_quotation(made, 6, 11, "👩‍👩‍👧")


def test_an_error_names_places_and_never_words() -> None:
    made = build_transcript("P01", [("R", "My secret name is Rumpelstiltskin", "")])
    with pytest.raises(BadInput) as raised:
        check_quotation(made, 0, 9, "wrong one")
    assert "secret" not in str(raised.value)
