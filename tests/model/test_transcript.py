from __future__ import annotations

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import BadInput
from toolkit.model.transcript import (
    Interjection,
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


def thrown_in(made: Transcript, turn: int | None = None) -> list[tuple[str, str | None]]:
    """What is thrown in, in one turn or in all, and by whom."""
    return [
        (made.text[each.start : each.end], each.speaker)
        for each in made.interjections
        if turn in (None, made.turns_at(each.start, each.end)[0].index)
    ]


def test_interjections_count_in_their_turn_and_list_their_speakers_in_order() -> None:
    spoken = [("R", "So [mhm] it [tea?] was.", ""), ("I", "Oh [e\u0301] no.", "")]
    inside = [
        (0, Interjection(3, 8, "I")),
        (0, Interjection(12, 18, "Mother")),
        (1, Interjection(3, 6, None)),
    ]
    made = build_transcript("P01", spoken, interjections=inside)
    assert thrown_in(made) == [("[mhm]", "I"), ("[tea?]", "Mother"), ("[\u00e9]", None)]
    assert [speaker.label for speaker in made.speakers] == ["R", "I", "Mother"]


@pytest.mark.parametrize(
    "wrong",
    [
        (Interjection(1, 1, "I"),),
        (Interjection(0, 8, "I"),),
        (Interjection(6, 7, "I"), Interjection(0, 1, "I")),
        (Interjection(0, 3, "I"), Interjection(2, 4, "I")),
        (Interjection(0, 3, "Nobody"),),
        (Interjection(6, 99, None),),
        (Interjection(4, 6, None),),
    ],
)
def test_an_interjection_out_of_its_place_is_refused(wrong: tuple[Interjection, ...]) -> None:
    made = build_transcript("P01", [("I", "Right", ""), ("R", "Yeah", "")])
    with pytest.raises(BadInput, match="M107"):
        replace(made, interjections=wrong)


def test_replaced_words_move_interjections_and_those_with_nothing_left_go() -> None:
    spoken = [("R", "Tom [mhm Tom] and [yes] Tom [no] now", "")]
    inside = [(0, Interjection(*span, "I")) for span in ((4, 13), (18, 23), (28, 32))]
    made = build_transcript("P01", spoken, interjections=inside)
    done = replace_spans(made, [(0, 3, "[name]"), (9, 12, "[name]"), (18, 23, ""), (27, 30, "!")])
    assert done.text == "[name] [mhm [name]] and  Tom!o] now"
    assert thrown_in(done) == [("[mhm [name]]", "I"), ("!o]", "I")]
    assert done.speakers == made.speakers


def test_one_replacement_over_two_interjections_gives_its_words_to_the_first() -> None:
    inside = [(0, Interjection(2, 5, "I")), (0, Interjection(6, 9, "Ann"))]
    made = build_transcript("P01", [("R", "a [b] [c] d", "")], interjections=inside)
    done = replace_spans(made, [(3, 8, "xy")])
    assert (done.text, thrown_in(done)) == ("a [xy] d", [("[xy", "I"), ("]", "Ann")])


@given(spoken, st.data())
def test_interjections_stay_inside_their_turn_whatever_is_replaced(
    said: list[tuple[str | None, str, str]], data: st.DataObject
) -> None:
    bare = build_transcript("P01", said)
    draw = st.tuples(st.integers(0, 30), st.integers(1, 9), st.sampled_from([None, "I", "Ann"]))
    inside: list[tuple[int, Interjection]] = []
    for turn in bare.turns:
        start, length, speaker = data.draw(draw)
        if start + length <= turn.end - turn.start:
            inside.append((turn.index, Interjection(start, start + length, speaker)))
    made = build_transcript("P01", said, interjections=inside)
    cuts = []
    for turn in made.turns:
        if turn.end > turn.start and data.draw(st.booleans()):
            start = data.draw(st.integers(turn.start, turn.end - 1))
            new = data.draw(st.sampled_from(["", "[x]", "e\u0301", "\u0301"]))
            cuts.append((start, data.draw(st.integers(start + 1, turn.end)), new))
    done = replace_spans(made, cuts)
    assert [turn.speaker for turn in done.turns] == [turn.speaker for turn in made.turns]
    assert len(done.interjections) <= len(made.interjections)
    for index, turn in enumerate(made.turns):
        if not any(turn.start <= start < turn.end for start, _, _ in cuts):
            assert thrown_in(done, index) == thrown_in(made, index)
