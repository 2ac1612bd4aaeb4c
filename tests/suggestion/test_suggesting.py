"""Which codes are suggested, how sure, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import BrokenProject
from toolkit.model.codebook import Code, Codebook
from toolkit.model.transcript import Segment, Transcript, build_transcript, segment_by_turn
from toolkit.suggestion.calibration import (
    NEVER,
    calibration_error,
    fit_temperature,
    threshold_for_precision,
)
from toolkit.suggestion.classifier import Lessons, fold_of, train
from toolkit.suggestion.evaluating import cross_validate, evaluate
from toolkit.suggestion.features import in_context
from toolkit.suggestion.saving import CARD, NUMBERS
from toolkit.suggestion.suggesting import Suggested, suggest_codes
from toolkit.suggestion.teaching import Agreed, Taught

NIGHT = Code("R06", None, "Alone at night", "Nobody is behind them in the night.")
FOOD = Code("F01", None, "Food", "What there was to eat, soup and bread.")
RARE = Code("V03", None, "Keep it", "The service should stay.", example="Pay for it, keep it.")
BOOK = Codebook(1, (), (NIGHT, FOOD, RARE), "first", None, "2026-01-05T10:00:00Z")

NIGHTS = ["alone at night behind the door", "the night was long and nobody came", "night again"]
FOODS = ["soup and bread again", "the bread was hard", "hot soup for dinner"]


def talk(name: str) -> Transcript:
    said = [words for pair in zip(NIGHTS, FOODS, strict=True) for words in pair] * 3
    said.append("they should keep the service and pay for it")
    return build_transcript(
        name,
        [("R", f"{words}, {name} {n}", "") for n, words in enumerate(said)],
        transcript_id=name,
    )


TALKS = [talk(f"P{n}") for n in range(6)]
SEGMENTS = [segment for text in TALKS for segment in segment_by_turn(text)]


def agreed_in(texts: Sequence[Transcript]) -> Taught:
    agreed = []
    for text in texts:
        for segment in segment_by_turn(text):
            words = text.text[segment.start : segment.end]
            for code, sign in (("R06", "night"), ("F01", "bread"), ("F01", "soup")):
                if sign in words:
                    agreed.append(Agreed(text.id, segment.start, segment.end, code, words))
    return Taught(tuple(dict.fromkeys(agreed)), (), frozenset(text.id for text in texts))


def suggest(taught: Taught, folder: Path | None = None) -> Suggested:
    return suggest_codes(
        SEGMENTS,
        TALKS,
        BOOK,
        taught,
        embed=None,
        now=lambda: "2026-01-06T10:00:00Z",
        folder=folder,
    )


def words_of(one: Segment) -> str:
    text = next(text for text in TALKS if text.id == one.transcript_id)
    return text.text[one.start : one.end]


def test_a_learnt_code_is_suggested_where_it_fits_and_the_reasons_can_be_checked() -> None:
    found = suggest(agreed_in(TALKS[:4]))
    learnt = [one for one in found.suggestions if not one.is_guess]
    assert learnt
    assert {one.transcript_id for one in learnt} == {"P4", "P5"}
    for one in learnt:
        words = next(
            words_of(s)
            for s in SEGMENTS
            if (s.transcript_id, s.start) == (one.transcript_id, one.start)
        )
        assert ("night" in words) == (one.code_id == "R06")
        shown = min(max(round(one.score * 100), 1), 99)  # nothing is ever quite certain
        assert one.reasons[0].endswith(f"about {shown} in 100.")
        assert one.reasons[1].startswith("Words that weighed most: ")
        assert any(reason.startswith("Agreed before: “") for reason in one.reasons)
    assert not found.by_meaning


def test_a_code_with_too_few_examples_is_a_guess() -> None:
    found = suggest(agreed_in(TALKS[:4]))
    assert found.guesses == ("V03",)
    guesses = [one for one in found.suggestions if one.is_guess]
    assert {one.code_id for one in guesses} == {"V03"}
    assert all(one.reasons[0].startswith("A guess") for one in guesses)


def test_with_nothing_agreed_all_is_guessed_and_there_is_no_model() -> None:
    found = suggest(Taught((), (), frozenset()))
    assert found.card is None
    assert len(found.guesses) == 3
    assert all(one.is_guess for one in found.suggestions)


def test_what_is_agreed_is_not_suggested_again() -> None:
    taught = agreed_in(TALKS[:4])
    found = suggest(taught)
    spans = {(a.transcript_id, a.start, a.code_id) for a in taught.agreed}
    assert not spans & {(o.transcript_id, o.start, o.code_id) for o in found.suggestions}


def test_the_same_lessons_give_the_same_and_are_not_learnt_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught = agreed_in(TALKS[:4])
    first = suggest(taught, tmp_path)
    assert suggest(taught).suggestions == first.suggestions
    monkeypatch.setattr(
        "toolkit.suggestion.suggesting.train_and_look", lambda *_: pytest.fail("again")
    )
    again = suggest(taught, tmp_path)
    assert (again.suggestions, again.card) == (first.suggestions, first.card)
    assert all(path.stat().st_mode & 0o077 == 0 for path in tmp_path.iterdir())


def test_new_lessons_make_a_new_version(tmp_path: Path) -> None:
    first, second = suggest(agreed_in(TALKS[:4]), tmp_path), suggest(agreed_in(TALKS[:5]), tmp_path)
    assert first.card is not None
    assert second.card is not None
    assert first.card.version != second.card.version
    assert second.card.n_transcripts == 5


@pytest.mark.parametrize("name", [NUMBERS, CARD])
def test_a_kept_model_that_was_changed_is_refused(tmp_path: Path, name: str) -> None:
    taught = agreed_in(TALKS[:4])
    suggest(taught, tmp_path)
    path = tmp_path / name
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BrokenProject, match="G112"):
        suggest(taught, tmp_path)


def test_open_differences_teach_nothing() -> None:
    taught = agreed_in(TALKS[:4])
    first = taught.agreed[0]
    left = replace(
        taught, agreed=taught.agreed[1:], open=((first.transcript_id, first.start, first.end),)
    )
    assert suggest(left).card != suggest(taught).card


def test_no_interview_is_in_two_folds() -> None:
    groups = ["P1"] * 5 + ["P2"] * 3 + ["P3"] * 2 + ["P4"]
    folds = fold_of(groups, 3)
    assert all(
        len({f for f, g in zip(folds, groups, strict=True) if g == name}) == 1
        for name in set(groups)
    )
    assert set(folds) == {0, 1, 2}


def lessons_with(noise: float, seed: int = 0) -> Lessons:
    random = np.random.default_rng(seed)
    passages, rows, groups = [], [], []
    for group in range(10):
        kinds = random.integers(0, 2, 30)
        said = [str(random.choice(NIGHTS if kind else FOODS)) for kind in kinds]
        passages += in_context(said)
        flipped = random.random(30) < noise
        rows += [
            [kind ^ flip, 1 - (kind ^ flip)] for kind, flip in zip(kinds, flipped, strict=True)
        ]
        groups += [f"P{group}"] * 30
    return Lessons(passages, np.array(rows, np.float32), groups)


def test_what_can_be_learnt_is_learnt_and_what_is_shown_is_right() -> None:
    found = evaluate(lessons_with(0.1), ["night", "food"], None)
    assert found.macro_f1 > 0.85
    assert found.ece < 0.05
    for code in found.codes:
        assert code.precision is not None
        assert code.precision > 0.8


def test_noise_is_not_shown() -> None:
    found = evaluate(lessons_with(0.5), ["night", "food"], None)
    assert [code.shown for code in found.codes] == [0, 0]


def test_a_held_out_interview_changes_nothing_in_what_others_are_told() -> None:
    lessons = lessons_with(0.1)
    folds = fold_of(lessons.groups, 5)
    changed = lessons.truth.copy()
    changed[folds == 0] = 1 - changed[folds == 0]
    plain = cross_validate(lessons, None, folds)
    other = cross_validate(replace(lessons, truth=changed), None, folds)
    assert np.array_equal(plain.chances[folds == 0], other.chances[folds == 0])
    assert np.array_equal(plain.shown[folds == 0], other.shown[folds == 0])


def test_training_twice_gives_the_same_model() -> None:
    one, other = (train(lessons_with(0.2), None) for _ in range(2))
    assert np.array_equal(one.weights, other.weights)
    assert one.temperature == other.temperature


def test_temperature_undoes_sureness_that_is_too_great() -> None:
    random = np.random.default_rng(1)
    logits = random.normal(size=(4000, 1)).astype(np.float32)
    truth = (random.random((4000, 1)) < 1 / (1 + np.exp(-logits))).astype(np.float32)
    found = fit_temperature(3 * logits, truth, np.ones_like(truth), exclusive=False)
    assert found == pytest.approx(3, rel=0.15)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=60))
def test_a_threshold_keeps_its_precision_on_what_it_was_found_on(
    pairs: list[tuple[float, bool]],
) -> None:
    sure, right = (np.array(one, np.float32) for one in zip(*pairs, strict=True))
    threshold = threshold_for_precision(sure, right)
    shown = sure >= np.float32(threshold)
    assert threshold == NEVER or right[shown].mean() >= 0.8
    assert 0 <= calibration_error(sure, right) <= 1


def test_four_of_five_in_a_handful_is_no_evidence() -> None:
    sure = np.linspace(0.9, 0.8, 5, dtype=np.float32)
    assert threshold_for_precision(sure, np.array([1, 1, 1, 1, 0], np.float32)) == NEVER
