"""What models proposed and what people said to it come back as they were kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from toolkit.model.coding import Suggestion
from toolkit.model.reading_along import Card, Doubt, ReadAlong, Reply, SuggestionReply
from toolkit.storage import suggestions
from toolkit.storage.project import Project
from toolkit.workflow.rounds import open_round
from toolkit.workflow.study import load_study

CARD = Card((("R06", 7), ("T01", 2)), ("T01",), (), 40, 3, 4, 5, 1, True, 0.02, 0.81)
REASONS = ("Likely: about 70 in 100.", "Agreed before: “café talk 🌙 \u2029 not training”")


def read_along(study: Project, version: str = "codes-1-aa") -> ReadAlong:
    text = load_study(study).transcripts[0]
    return ReadAlong(
        version,
        "2026-11-26T04:00:00.000000Z",
        CARD,
        ((text.id, 1),),
        (
            Suggestion(text.id, 3, 9, "R06", 0.7123, REASONS, version),
            Suggestion(text.id, 3, 9, "T01", 0.31, (), version, is_guess=True),
        ),
        (Doubt(text.id, 12, 20, "R06", 0.1, is_decided=True),),
    )


def test_what_a_model_proposed_comes_back(study: Project) -> None:
    first, second = read_along(study), read_along(study, "codes-1-bb")
    with study.transaction() as tx:
        assert suggestions.find_newest(tx) is None
        suggestions.keep_model(tx, first)
        suggestions.keep_model(tx, second)
    with study.reading() as tx:
        assert suggestions.find_newest(tx) == second
        assert suggestions.find_model(tx, first.version) == first
        assert suggestions.find_model(tx, "codes-1-cc") is None
        assert [card for _, _, card in suggestions.list_cards(tx)] == [CARD, CARD]
    # One that is worked out once more is the newest again, and there once.
    with study.transaction() as tx:
        suggestions.keep_model(tx, first)
        assert suggestions.find_newest(tx) == first
        assert [version for version, _, _ in suggestions.list_cards(tx)] == [
            second.version,
            first.version,
        ]


def test_what_was_proposed_is_erased_and_the_cards_stay(study: Project) -> None:
    with study.transaction() as tx:
        suggestions.keep_model(tx, read_along(study))
        suggestions.erase_proposed(tx)
        assert suggestions.find_newest(tx) is None
        assert [card for _, _, card in suggestions.list_cards(tx)] == [CARD]


def test_a_reader_says_one_thing_to_a_suggestion_whichever_model_it_is_of(study: Project) -> None:
    made, _ = open_round(study, "Round 1", by="Heron")
    first, second = read_along(study), read_along(study, "codes-1-bb")
    one = first.suggestions[0]
    reader = made.assignments[0].coder_id
    said = SuggestionReply(
        reader, made.id, first.version, one.transcript_id, 1, one.start, one.end, one.code_id,
        Reply.REJECTED, None, "2026-11-26T04:00:00.000000Z",
    )  # fmt: skip
    with study.transaction() as tx:
        for model in (first, second):
            suggestions.keep_model(tx, model)
        suggestions.add_reply(tx, said)
    with study.reading() as tx:
        assert suggestions.list_replies(tx) == (said,)
        assert suggestions.list_replies(tx, member_id="nobody") == ()
        assert suggestions.list_replies(tx, round_ids=[]) == ()
    with pytest.raises(IntegrityError), study.transaction() as tx:
        suggestions.add_reply(tx, replace(said, model_version=second.version))
    with study.transaction() as tx:
        suggestions.remove_reply(tx, said)
        assert suggestions.list_replies(tx) == ()
