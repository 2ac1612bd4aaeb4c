"""Tables of a project have the columns that are promised, and say what its objects say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from tests.example_project import EXAMPLE
from toolkit.analysis import frames
from toolkit.analysis.names import Names
from toolkit.model.coding import Answer
from toolkit.model.decision import Choice, Dissent, Outcome, Vote
from toolkit.model.transcript import ContentNote

NAMES = Names.of(EXAMPLE)
FULL = {
    "transcripts": lambda: frames.transcripts_frame(EXAMPLE.transcripts, NAMES),
    "turns": lambda: frames.turns_frame(EXAMPLE.transcripts, EXAMPLE.content_notes),
    "codebook": lambda: frames.codebook_frame(EXAMPLE.codebooks[-1]),
    "codings": lambda: frames.codings_frame(EXAMPLE.codings, NAMES),
    "differences": lambda: frames.differences_frame(
        EXAMPLE.differences, EXAMPLE.codings, EXAMPLE.decisions, NAMES
    ),
    "decisions": lambda: frames.decisions_frame(EXAMPLE.decisions, EXAMPLE.differences, NAMES),
    "proposals": lambda: frames.proposals_frame(EXAMPLE, NAMES),
    "rankings": lambda: frames.rankings_frame(EXAMPLE, NAMES),
    "versions": lambda: frames.versions_frame(EXAMPLE, NAMES),
}
NOTHING = replace(EXAMPLE, codebooks=(), proposals=(), proposal_votings=(), rankings=())
EMPTY = {
    "transcripts": lambda: frames.transcripts_frame([], Names()),
    "turns": lambda: frames.turns_frame([], []),
    "codebook": lambda: frames.codebook_frame(None),
    "codings": lambda: frames.codings_frame([], Names()),
    "differences": lambda: frames.differences_frame([], [], [], Names()),
    "decisions": lambda: frames.decisions_frame([], [], Names()),
    "proposals": lambda: frames.proposals_frame(NOTHING, Names()),
    "rankings": lambda: frames.rankings_frame(NOTHING, Names()),
    "versions": lambda: frames.versions_frame(NOTHING, Names()),
}
COLUMNS = {
    "transcripts": frames.TRANSCRIPT_COLUMNS,
    "turns": frames.TURN_COLUMNS,
    "codebook": frames.CODEBOOK_COLUMNS,
    "codings": frames.CODING_COLUMNS,
    "differences": frames.DIFFERENCE_COLUMNS,
    "decisions": frames.DECISION_COLUMNS,
    "proposals": frames.PROPOSAL_COLUMNS,
    "versions": frames.VERSION_COLUMNS,
}


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("makers", [FULL, EMPTY], ids=["full", "empty"])
def test_columns_and_types_are_the_same_with_and_without_rows(
    kind: str, makers: dict[str, Callable[[], pd.DataFrame]]
) -> None:
    frame = makers[kind]()
    assert list(frame.columns) == list(COLUMNS[kind])
    assert [str(found) for found in frame.dtypes] == list(COLUMNS[kind].values())


def test_turns_hold_the_words_and_their_notes() -> None:
    notes = [*EXAMPLE.content_notes, ContentNote("transcript-1", 1, "again")]
    frame = frames.turns_frame(EXAMPLE.transcripts, notes)
    assert frame["turn"].tolist() == [0, 1, 2, 3]
    text = EXAMPLE.transcripts[0]
    for row in frame.itertuples():
        assert text.text[row.start : row.end] == row.words
    assert frame["role"].tolist() == ["interviewer", "participant"] * 2
    assert frame["content_note"].tolist() == [
        "",
        "somebody in crisis at night; no details; again",
        "",
        "",
    ]


def test_unknown_speaker_is_missing_and_not_the_word_none() -> None:
    text = replace(
        EXAMPLE.transcripts[0],
        turns=tuple(replace(turn, speaker=None) for turn in EXAMPLE.transcripts[0].turns),
    )
    frame = frames.turns_frame([text], [])
    assert frame["speaker"].isna().all()
    assert frame["role"].isna().all()


def test_codings_are_told_in_names_with_side_and_turn() -> None:
    frame = FULL["codings"]().set_index("coding_id")
    row = frame.loc["coding-2"]
    assert (row["transcript"], row["turn"], row["speaker"]) == ("P01", 1, "R")
    assert (row["code"], row["theme"]) == ("No rest afterwards", "Riskiness")
    assert (row["coder"], row["group"]) == ("Wren", "lived")
    skipped = frame.loc["coding-5"]
    assert (skipped["answer"], skipped["code"]) == ("not_today", "Not today")
    assert pd.isna(skipped["code_id"])
    assert pd.isna(skipped["theme"])


def test_coding_on_a_text_that_is_not_at_hand_has_no_turn() -> None:
    moved = replace(EXAMPLE.codings[0], transcript_version=2)
    frame = frames.codings_frame([moved], NAMES)
    assert frame["turn"].isna().all()
    assert frame["transcript"].tolist() == ["P01"]


def test_difference_says_who_said_what_and_what_came_of_it() -> None:
    (row,) = FULL["differences"]().itertuples()
    assert row.codes == "Alone at night; No rest afterwards"
    assert row.coders == "Heron; Wren"
    assert row.quotation == "They knocked at two, and at eight I was back at work."
    assert (row.readers, row.outcome) == (2, "settled")
    undecided = frames.differences_frame(EXAMPLE.differences, EXAMPLE.codings, [], NAMES)
    assert undecided["outcome"].tolist() == ["not_decided"]


def test_decision_carries_votes_by_side_and_dissent_word_for_word() -> None:
    (row,) = FULL["decisions"]().itertuples()
    assert row.codes == "Alone at night"
    assert row.votes == "take “Alone at night”: 2 (1 academic, 1 lived experience)"
    assert (row.voted_academic, row.voted_lived, row.voted_both, row.voted_none) == (1, 1, 0, 0)
    assert (row.for_academic, row.for_lived) == (1, 1)
    assert row.dissent == "Wren: The tiredness must not get lost."
    assert (row.dissents, row.replaced) == (1, False)


def test_votes_add_up_to_those_cast_whatever_was_settled() -> None:
    people = [member.id for member in EXAMPLE.members]
    votes = (
        Vote(people[0], Choice.TAKE_CODE, ("R06",)),
        Vote(people[1], Choice.TAKE_CODE, ("R07",)),
        Vote(people[2], Choice.PARK),
    )
    still_open = replace(
        EXAMPLE.decisions[0],
        votes=votes,
        present=tuple(people),
        outcome=Outcome.OPEN,
        choice=None,
        code_ids=(),
        dissents=(Dissent(None, "Both are right."),),
    )
    (row,) = frames.decisions_frame([still_open], EXAMPLE.differences, NAMES).itertuples()
    assert row.voted_academic + row.voted_lived + row.voted_both + row.voted_none == 3
    assert row.for_academic + row.for_lived + row.for_both + row.for_none == 0
    assert pd.isna(row.choice)
    assert row.dissent == "Unsigned: Both are right."


def test_replaced_decision_is_marked_and_does_not_count() -> None:
    old = EXAMPLE.decisions[0]
    new = replace(old, id="decision-2", replaces=old.id, outcome=Outcome.PARKED, choice=Choice.PARK)
    frame = frames.decisions_frame([old, new], EXAMPLE.differences, NAMES)
    assert frame["replaced"].tolist() == [True, False]
    differences = frames.differences_frame(EXAMPLE.differences, EXAMPLE.codings, [old, new], NAMES)
    assert differences["outcome"].tolist() == ["parked"]


def test_answers_are_never_codes() -> None:
    answers = [
        replace(EXAMPLE.codings[0], id=answer.value, answer=answer, code_id=None)
        for answer in Answer
        if answer is not Answer.CODE
    ]
    frame = frames.codings_frame(answers, NAMES)
    assert frame["code_id"].isna().all()
    assert frame["code"].tolist() == ["Not sure", "Does not fit", "Not today"]


def test_a_proposal_has_its_votes_by_side_and_its_dissent_word_for_word() -> None:
    (row,) = frames.proposals_frame(EXAMPLE, NAMES).to_dict("records")
    assert (row["state"], row["outcome"], row["changes"]) == ("open", "open", "Retired: “Keep it”.")
    assert (row["voted_academic"], row["voted_lived"], row["voted_both"]) == (1, 1, 1)
    assert (row["for_academic"], row["for_lived"], row["for_both"]) == (1, 0, 0)
    assert row["dissent"] == "Wren: For me it is the point of it all."
