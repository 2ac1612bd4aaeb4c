"""Counts add up: every coding is in one cell, every reading of a settled difference in one move."""

from __future__ import annotations

import random
from dataclasses import replace

import pandas as pd
import pytest

from tests.example_project import EXAMPLE
from toolkit.analysis import frames, matrix, outcomes
from toolkit.analysis.names import GROUPS, Names
from toolkit.model.coding import Answer, Coding
from toolkit.model.decision import Choice, Decision, Outcome

NAMES = Names.of(EXAMPLE)
CODEBOOK = frames.codebook_frame(EXAMPLE.codebooks[-1])
TRANSCRIPTS = frames.transcripts_frame(EXAMPLE.transcripts, NAMES)


def invented_codings(count: int) -> list[Coding]:
    chance = random.Random(7)
    codings = []
    for number in range(count):
        answer = chance.choice([Answer.CODE, Answer.CODE, Answer.CODE, *Answer])
        codes = ["R06", "R07", "V03", "own-1", "retired"]
        codings.append(
            replace(
                EXAMPLE.codings[0],
                id=str(number),
                coder_id=chance.choice([member.id for member in EXAMPLE.members]),
                answer=answer,
                code_id=chance.choice(codes) if answer is Answer.CODE else None,
            )
        )
    return codings


@pytest.mark.parametrize("count", [0, 1, 200])
def test_each_coding_is_counted_once_and_skipped_ones_never(count: int) -> None:
    codings = invented_codings(count)
    frame = frames.codings_frame(codings, NAMES)
    counted = sum(coding.answer is not Answer.NOT_TODAY for coding in codings)
    by_case = matrix.case_by_theme(frame, CODEBOOK, TRANSCRIPTS)
    by_code = matrix.code_counts_by_side(frame, CODEBOOK)
    by_theme = matrix.theme_counts_by_side(frame, CODEBOOK)
    assert by_case.to_numpy().sum() == counted
    assert by_code["total"].sum() == by_code[list(GROUPS)].to_numpy().sum() == counted
    assert by_theme["total"].sum() == counted
    assert by_theme["total"].to_dict() == by_case.sum().to_dict()


def test_cases_and_themes_without_codings_have_zeros() -> None:
    by_case = matrix.case_by_theme(frames.codings_frame([], NAMES), CODEBOOK, TRANSCRIPTS)
    assert by_case.index.tolist() == ["P01"]
    assert by_case.columns.tolist() == [
        "Riskiness",
        "Value",
        "No theme",
        "Not sure",
        "Does not fit",
    ]
    assert (by_case == 0).all(axis=None)


def test_codes_come_in_the_order_of_the_codebook_with_their_sides() -> None:
    counts = matrix.code_counts_by_side(frames.codings_frame(EXAMPLE.codings, NAMES), CODEBOOK)
    assert counts.index.tolist() == ["R06", "R07", "V03", "not_sure", "does_not_fit"]
    assert counts.loc["V03", ["academic", "lived", "total"]].tolist() == [1, 1, 2]
    assert counts.loc["R06", ["academic", "lived", "total"]].tolist() == [1, 0, 1]


def moves_after(**changes: object) -> dict[str, str]:
    decision: Decision = replace(EXAMPLE.decisions[0], **changes)  # type: ignore[arg-type]
    moves = outcomes.who_moved([decision], EXAMPLE.differences, EXAMPLE.codings, NAMES)
    return dict(zip(moves["coder"], moves["move"], strict=True))


def test_taken_code_is_kept_by_one_and_moves_the_other() -> None:
    assert moves_after() == {"Heron": "kept", "Wren": "moved"}
    assert moves_after(code_ids=("R06", "R07")) == {"Heron": "kept", "Wren": "kept"}
    assert moves_after(code_ids=("V03",)) == {"Heron": "moved", "Wren": "moved"}


def test_keeping_both_keeps_everybodys_codes() -> None:
    assert set(moves_after(choice=Choice.KEEP_BOTH, code_ids=()).values()) == {"kept"}


def test_changing_the_codebook_takes_nobodys_code() -> None:
    found = moves_after(choice=Choice.CHANGE_CODEBOOK, code_ids=())
    assert set(found.values()) == {"codebook_to_change"}


@pytest.mark.parametrize("outcome", [Outcome.PARKED, Outcome.OPEN])
def test_what_is_not_settled_moves_nobody(outcome: Outcome) -> None:
    assert moves_after(outcome=outcome, choice=None, code_ids=()) == {}


def test_reader_with_two_codes_can_keep_one_and_a_silent_one_had_none() -> None:
    second = replace(EXAMPLE.codings[0], id="coding-9", code_id="V03")
    difference = replace(
        EXAMPLE.differences[0],
        coding_ids=("coding-1", "coding-9"),
        readers=("member-1", "member-3"),
    )
    moves = outcomes.who_moved(EXAMPLE.decisions, [difference], [*EXAMPLE.codings, second], NAMES)
    assert dict(zip(moves["coder"], moves["move"], strict=True)) == {
        "Heron": "partly_kept",
        "Finch": "had_no_code",
    }


def test_moves_by_group_add_up() -> None:
    moves = outcomes.who_moved(EXAMPLE.decisions, EXAMPLE.differences, EXAMPLE.codings, NAMES)
    counts = outcomes.count_moves(moves)
    assert counts["total"].sum() == len(moves) == 2
    assert counts.loc["academic", "kept"] == counts.loc["lived", "moved"] == 1
    assert outcomes.count_moves(moves.iloc[:0])["total"].sum() == 0


def test_replaced_decision_counts_no_moves() -> None:
    old = EXAMPLE.decisions[0]
    parked = replace(old, id="later", replaces=old.id, outcome=Outcome.PARKED, choice=Choice.PARK)
    moves = outcomes.who_moved([old, parked], EXAMPLE.differences, EXAMPLE.codings, NAMES)
    assert isinstance(moves, pd.DataFrame)
    assert moves.empty
