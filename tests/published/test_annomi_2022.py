"""The values that AnnoMI's authors print, and those the corpus gives to four digits.

Wu, Balloccu, Kumar, Helaoui, Reiter, Reforgiato Recupero, Riboni (2022): Anno-MI, a dataset of
expert-annotated counselling dialogues. ICASSP, doi 10.1109/ICASSP43922.2022.9746035. The paper
prints Fleiss' kappa .74 for the therapist's behaviour and .47 for the client's talk, over the
turns that all ten experts coded.
"""

from __future__ import annotations

import csv
import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from toolkit.agreement.coefficient import Coefficient
from toolkit.agreement.measures import measure_agreement
from toolkit.model.coding import Answer, Coding
from toolkit.model.transcript import Segment, Unit

SHARED = os.environ.get("TOOLKIT_SHARED")
pytestmark = pytest.mark.skipif(
    SHARED is None, reason="TOOLKIT_SHARED does not name the folder that holds data/annomi"
)

BEHAVIOURS = ("reflection", "question", "therapist_input", "other")
TALK = ("change", "neutral", "sustain")
ATTRIBUTES = {
    "question_exists": 0.8687,
    "reflection_exists": 0.6596,
    "therapist_input_exists": 0.6441,
}
LENGTH = 10


@cache
def read_rows() -> tuple[dict[str, str], ...]:
    path = Path(SHARED or "") / "data" / "annomi" / "AnnoMI-full.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def measure(
    therapist: str, client: str | None, codes: tuple[str, ...], *, complete: bool = True
) -> dict[tuple[str, str], Coefficient]:
    """The rows by scope and measure; each turn is ten characters long, its codes span it."""
    readers: defaultdict[str, set[str]] = defaultdict(set)
    segments: dict[tuple[str, int], Segment] = {}
    codings: dict[tuple[str, int, str, str], Coding] = {}
    for row in read_rows():
        transcript, turn, coder = (
            row["transcript_id"],
            int(row["utterance_id"]),
            row["annotator_id"],
        )
        start = turn * (LENGTH + 1)
        segments[transcript, turn] = Segment(
            transcript, Unit.TURN, turn, turn, start, start + LENGTH
        )
        readers[transcript].add(coder)
        column = therapist if row["interlocutor"] == "therapist" else client
        if column is None:
            continue
        key = (transcript, turn, coder, row[column])
        codings[key] = Coding(
            id="-".join(map(str, key)),
            transcript_id=transcript,
            transcript_version=1,
            start=start,
            end=start + LENGTH,
            quotation="x" * LENGTH,
            answer=Answer.CODE,
            code_id=row[column],
            codebook_version=1,
            coder_id=coder,
            round_id="imported",
            made_at="2022-05-23",
        )
    rows = measure_agreement(
        list(segments.values()),
        list(codings.values()),
        {transcript: frozenset(coders) for transcript, coders in readers.items()},
        codes=codes,
        complete=complete,
    )
    return {(row.scope, row.measure): row for row in rows}


def test_behaviour_of_therapists_agrees_as_printed() -> None:
    rows = measure("main_therapist_behaviour", "client_talk_type", BEHAVIOURS)
    fleiss, alpha = rows["overall", "fleiss_kappa"], rows["overall", "krippendorff_alpha"]
    assert fleiss.value == pytest.approx(0.7365, abs=5e-5)
    assert round(fleiss.value or 0, 2) == 0.74
    assert alpha.value == pytest.approx(0.7367, abs=5e-5)
    assert {(row.n_units, row.n_coders) for row in rows.values()} == {(216, 10)}


def test_intervals_rest_on_the_seven_transcripts_that_all_ten_coded() -> None:
    rows = measure("main_therapist_behaviour", "client_talk_type", BEHAVIOURS)
    for row in rows.values():
        if row.value is None:
            assert row.measure == "cohen_kappa"
            assert row.reason.startswith("Cohen's kappa is for exactly two readers; ten read")
        else:
            assert row.low is not None and row.high is not None
            assert row.low < row.value < row.high


def test_talk_of_clients_agrees_as_printed() -> None:
    rows = measure("main_therapist_behaviour", "client_talk_type", TALK)
    fleiss = rows["overall", "fleiss_kappa"]
    assert fleiss.value == pytest.approx(0.4669, abs=5e-5)
    assert (fleiss.n_units, fleiss.n_coders) == (212, 10)


@pytest.mark.parametrize("attribute", list(ATTRIBUTES))
def test_attributes_of_therapist_turns_agree_to_four_digits(attribute: str) -> None:
    rows = measure(attribute, None, ("True", "False"))
    fleiss = rows["overall", "fleiss_kappa"]
    assert fleiss.value == pytest.approx(ATTRIBUTES[attribute], abs=5e-5)
    assert (fleiss.n_units, fleiss.n_coders) == (216, 10)


def test_turns_that_one_expert_read_alone_change_nothing() -> None:
    everything = measure(
        "main_therapist_behaviour", "client_talk_type", BEHAVIOURS + TALK, complete=False
    )
    complete = measure("main_therapist_behaviour", "client_talk_type", BEHAVIOURS + TALK)
    assert everything == complete
    assert everything["overall", "krippendorff_alpha"].n_units == 216 + 212
