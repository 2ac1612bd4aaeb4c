"""What agreement costs, beside a floor and a peer, in one run.

Usage: TOOLKIT_SHARED=FOLDER python benchmarks/agreement.py

Prints CPU seconds and ratios: Fleiss' kappa and Krippendorff's alpha on 1,000,000 units and ten
coders beside one numpy pass that only counts, the krippendorff package on a tenth of them, the
memory that ours needs beside the data, 1,000 resamples of 133 transcripts; and for AnnoMI (left
out without TOOLKIT_SHARED) the table of agreement over turns, and over characters the kappas of
all pairs of ten coders on seven codes, beside a numpy pass over every character, at the text's
length and at 16 times that.
"""

from __future__ import annotations

import csv
import os
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np

from toolkit.agreement.characters import read_characters
from toolkit.agreement.intervals import bootstrap_limits, draw_transcripts
from toolkit.agreement.measures import measure_agreement
from toolkit.agreement.measures import measure_characters as measure_characters_table
from toolkit.agreement.nominal import FLEISS_KAPPA, fleiss_kappa, krippendorff_alpha
from toolkit.agreement.pairs import measure_pairs
from toolkit.agreement.ratings import IntArray, Ratings
from toolkit.agreement.tally import tally_units
from toolkit.agreement.units import rate_units
from toolkit.model.coding import Answer, Coding
from toolkit.model.team import Side
from toolkit.model.transcript import Segment, Unit

N_UNITS, N_CODERS, N_CODES, N_TRANSCRIPTS = 1_000_000, 10, 7, 133
LENGTH = 10


def cpu_seconds(job: Callable[[], object], times: int = 3) -> float:
    """The least CPU time of a few runs."""
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        job()
        best = min(best, time.process_time() - start)
    return best


def peak_bytes(job: Callable[[], object]) -> int:
    """The most memory that a job held at once, beside what was there before."""
    tracemalloc.start()
    job()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def count_once(values: IntArray) -> IntArray:
    """The floor: how many readings each unit has in each category, in one numpy pass."""
    cells = values + np.arange(len(values))[:, np.newaxis] * N_CODES
    return np.bincount(cells.ravel(), minlength=len(values) * N_CODES)


def measure_million() -> None:
    """Prints Fleiss and alpha beside the floor and the peer."""
    rng = np.random.default_rng(0)
    values = rng.integers(0, N_CODES, size=(N_UNITS, N_CODERS))
    groups = np.sort(rng.integers(0, N_TRANSCRIPTS, size=N_UNITS))
    names = tuple(map(str, range(N_CODES)))
    ratings = Ratings(values, names, tuple(map(str, range(N_CODERS))), groups)
    floor = cpu_seconds(lambda: count_once(values))
    print(f"1,000,000 units x 10 coders; one numpy count {floor:.3f} s")
    for measure in (fleiss_kappa, krippendorff_alpha):
        ours = cpu_seconds(lambda measure=measure: measure(ratings))
        memory = peak_bytes(lambda measure=measure: measure(ratings)) / values.nbytes
        print(
            f"  {measure.__name__}: {ours:.3f} s, {ours / floor:.2f} times the count; "
            f"{memory:.3f} of the data's memory beside it"
        )
    tenth = values[: N_UNITS // 10]
    part = Ratings(tenth, names, ratings.coders, groups[: N_UNITS // 10])
    theirs = cpu_seconds(
        lambda: krippendorff.alpha(tenth.T, level_of_measurement="nominal"), times=1
    )
    ours = cpu_seconds(lambda: krippendorff_alpha(part))
    print(f"  a tenth of it: krippendorff package {theirs / ours:.1f} times ours ({ours:.4f} s)")
    sums = tally_units(ratings).sums

    def resample() -> None:
        draw_transcripts.cache_clear()
        resampled = FLEISS_KAPPA.formula(sums.draw(draw_transcripts(N_TRANSCRIPTS)))
        bootstrap_limits(0.0, resampled, N_TRANSCRIPTS)

    print(f"  1,000 resamples of 133 transcripts: {cpu_seconds(resample):.3f} s")


def measure_characters(source: Path) -> None:
    """Prints what it costs to compare all pairs of coders over characters, at two lengths."""
    print("AnnoMI over characters, 45 pairs of coders and seven codes")
    once, much = (compare_pairs(source, times) for times in (1, 16))
    print(f"  16 times the text: {much / once:.2f} times the cost")


def compare_pairs(source: Path, times: int) -> float:
    """What the pairs cost, printed beside a pass over every character."""
    lengths, codings, readers = read_spans(source, times)
    ours = cpu_seconds(lambda: measure_pairs(read_characters(lengths, codings, readers)))
    table = cpu_seconds(lambda: measure_characters_table(lengths, codings, readers))
    theirs = cpu_seconds(lambda: compare_each_character(lengths, codings, readers), times=1)
    print(
        f"  {sum(lengths.values()):,} characters: {ours:.3f} s, with intervals; character by "
        f"character in numpy, without, {theirs:.3f} s; the table of all coders {table:.3f} s"
    )
    return ours


def compare_each_character(
    lengths: dict[str, int], codings: list[Coding], readers: dict[str, frozenset[str]]
) -> list[float]:
    """The peer: for each pair and code, a mark on every character of what both read."""
    codes = sorted({coding.category for coding in codings})
    found = []
    for one, other in combinations(sorted({c.coder_id for c in codings}), 2):
        texts = [text for text, coders in readers.items() if {one, other} <= coders]
        offsets = dict(zip(texts, np.cumsum([0, *(lengths[text] for text in texts)]), strict=False))
        marks = np.zeros((len(codes), 2, sum(lengths[text] for text in texts)), dtype=bool)
        for coding in codings:
            if coding.transcript_id in offsets and coding.coder_id in (one, other):
                at = offsets[coding.transcript_id]
                row = marks[codes.index(coding.category), int(coding.coder_id == other)]
                row[at + coding.start : at + coding.end] = True
        for first, second in marks:
            agreeing = (first == second).mean()
            by_chance = first.mean() * second.mean() + (1 - first.mean()) * (1 - second.mean())
            found.append(float((agreeing - by_chance) / (1 - by_chance)) if by_chance < 1 else 1.0)
    return found


def measure_annomi(source: Path) -> None:
    """Prints what the units and the table cost on 9,699 turns and 13,551 codings."""
    segments, codings, readers = read_annomi(source)
    sides = {str(at): frozenset({list(Side)[at % 2]}) for at in range(N_CODERS)}
    units = cpu_seconds(lambda: rate_units(segments, codings, readers))
    table = cpu_seconds(lambda: measure_agreement(segments, codings, readers))
    by_side = cpu_seconds(lambda: measure_agreement(segments, codings, readers, sides=sides))
    print(f"AnnoMI, {len(segments):,} turns and {len(codings):,} codings")
    print(f"  rate_units: {units:.3f} s")
    print(f"  measure_agreement: {table:.3f} s, {table / units:.1f} times rate_units")
    print(f"  with sides, 25 pairs between: {by_side:.3f} s, {by_side / units:.1f} times")


def read_spans(
    source: Path, times: int
) -> tuple[dict[str, int], list[Coding], dict[str, frozenset[str]]]:
    """Texts' lengths, codings and readers, each turn as long as its words, or `times` that."""
    starts: dict[tuple[str, int], tuple[int, int]] = {}
    lengths: defaultdict[str, int] = defaultdict(int)
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = (row["transcript_id"], int(row["utterance_id"]))
            if key not in starts:
                start = lengths[key[0]]
                length = max(len(row["utterance_text"]), 1) * times
                starts[key] = (start, start + length)
                lengths[key[0]] = start + length + 1
    _, codings, readers = read_annomi(source)
    moved = []
    for coding in codings:
        start, end = starts[coding.transcript_id, coding.start // (LENGTH + 1)]
        moved.append(replace(coding, start=start, end=end, quotation="x" * (end - start)))
    return dict(lengths), moved, readers


def read_annomi(
    source: Path,
) -> tuple[list[Segment], list[Coding], dict[str, frozenset[str]]]:
    """Segments, codings and readers; each turn is ten characters long."""
    readers: defaultdict[str, set[str]] = defaultdict(set)
    segments: dict[tuple[str, int], Segment] = {}
    codings: dict[tuple[str, int, str, str], Coding] = {}
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            transcript, turn = row["transcript_id"], int(row["utterance_id"])
            therapist = row["interlocutor"] == "therapist"
            code = row["main_therapist_behaviour" if therapist else "client_talk_type"]
            key = (transcript, turn, row["annotator_id"], code)
            start, end = turn * (LENGTH + 1), turn * (LENGTH + 1) + LENGTH
            segments[transcript, turn] = Segment(transcript, Unit.TURN, turn, turn, start, end)
            readers[transcript].add(row["annotator_id"])
            codings[key] = Coding(
                id="-".join(map(str, key)),
                transcript_id=transcript,
                transcript_version=1,
                start=start,
                end=end,
                quotation="x" * LENGTH,
                answer=Answer.CODE,
                code_id=code,
                codebook_version=1,
                coder_id=row["annotator_id"],
                round_id="imported",
                made_at="",
            )
    found = {transcript: frozenset(coders) for transcript, coders in readers.items()}
    return list(segments.values()), list(codings.values()), found


if __name__ == "__main__":
    measure_million()
    shared = os.environ.get("TOOLKIT_SHARED")
    if shared is None:
        print("AnnoMI is left out: TOOLKIT_SHARED does not name the folder that holds it.")
    else:
        annomi = Path(shared) / "data" / "annomi" / "AnnoMI-full.csv"
        measure_annomi(annomi)
        measure_characters(annomi)
