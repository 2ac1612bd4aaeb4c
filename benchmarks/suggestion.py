"""How well suggestions fit what experts coded, beside the floor, on AnnoMI.

Usage: TOOLKIT_SHARED=FOLDER python benchmarks/suggestion.py

Five folds, each transcript in one of them. Prints accuracy and macro-F1 of the first suggestion
for a turn, with meanings alone and with the quotations of the other folds, beside the most
common code for every turn; a turn without a suggestion counts as wrong. Then CPU seconds of
suggestions, sentences and topics over all turns.
"""

from __future__ import annotations

import csv
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

from toolkit.model.codebook import Code, Codebook
from toolkit.model.coding import Answer, Coding
from toolkit.model.transcript import Segment, Transcript, build_transcript, segment_by_turn
from toolkit.suggestion.sentences import segment_by_sentence
from toolkit.suggestion.topics import find_topics
from toolkit.suggestion.wording import suggest_codes

FOLDS = 5
NOW = "2026-01-05T10:00:00Z"

# What the codes of motivational interviewing mean, in our words.
THERAPIST = (
    Code(
        "reflection",
        None,
        "Reflection",
        "Says back what the client said, felt or meant: so you feel, it sounds like, you worry.",
        "It sounds as if you feel stuck; you care about your family and your health.",
    ),
    Code(
        "question",
        None,
        "Question",
        "Asks the client something: how, what, tell me about, do you ever, would you.",
        "How often do you drink? What would help? Did anything change? Can you describe it?",
    ),
    Code(
        "therapist_input",
        None,
        "Input",
        "Gives information, advice, options, warnings or agrees a plan with the client.",
        "Research and doctors recommend; the risk of smoking; try this; a leaflet, a number.",
    ),
    Code(
        "other",
        None,
        "Other",
        "Greets, thanks, follows along, or arranges the talk.",
        "Hello, welcome, good morning, thanks for coming, okay, right, great, all the best.",
    ),
)
CLIENT = (
    Code(
        "change",
        None,
        "Change talk",
        "Wants, needs, can or will change; gives reasons for it or says a step already taken.",
        "I need to stop; I want to quit; I will try; it worries me; I cut down; better health.",
    ),
    Code(
        "neutral",
        None,
        "Neutral",
        "Follows along, answers or tells facts, for or against nothing.",
        "Okay, yeah, hello, good morning, twice a week, with my friends, at school, two years.",
    ),
    Code(
        "sustain",
        None,
        "Sustain talk",
        "Does not want, need or feel able to change; gives reasons to stay as it is.",
        "I like smoking; it relaxes me; not a problem; I tried and failed; hard; no reason to.",
    ),
)
COLUMNS = {"therapist": "main_therapist_behaviour", "client": "client_talk_type"}


def read_annomi(table: Path) -> tuple[list[Transcript], dict[tuple[str, int], str]]:
    """Transcripts, and the code that most experts gave each turn, by transcript id and turn."""
    spoken: dict[str, dict[int, tuple[str, str, str]]] = defaultdict(dict)
    votes: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            name, place = row["transcript_id"], int(row["utterance_id"])
            words = " ".join(row["utterance_text"].split())
            spoken[name][place] = (row["interlocutor"], words, "")
            votes[name, place][row[COLUMNS[row["interlocutor"]]]] += 1
    transcripts, codes = [], {}
    for name, turns in sorted(spoken.items()):
        places = sorted(turns)
        transcripts.append(
            build_transcript(name, [turns[place] for place in places], transcript_id=name)
        )
        for index, place in enumerate(places):
            codes[name, index] = votes[name, place].most_common(1)[0][0]
    return transcripts, codes


def as_coding(segment: Segment, transcript: Transcript, code: str) -> Coding:
    """What the experts gave a turn, as a coding of ours."""
    words = transcript.text[segment.start : segment.end]
    return Coding(
        f"{segment.transcript_id} {segment.turn}",
        segment.transcript_id,
        1,
        segment.start,
        segment.end,
        words,
        Answer.CODE,
        code,
        1,
        "experts",
        "annomi",
        NOW,
    )


def measure(truth: Sequence[str], guessed: Sequence[str]) -> str:
    """Accuracy and macro-F1, for a line of the table."""
    right = Counter(t for t, g in zip(truth, guessed, strict=True) if t == g)
    said, true = Counter(guessed), Counter(truth)
    scores = [2 * right[code] / (said[code] + true[code]) for code in true]
    return f"{right.total() / len(truth):9.3f} {sum(scores) / len(scores):9.3f}"


def first_suggestions(
    speaker: str,
    codes: Sequence[Code],
    transcripts: Sequence[Transcript],
    truth: Mapping[tuple[str, int], str],
    *,
    learn: bool,
) -> tuple[list[str], list[str]]:
    """The experts' code and our first suggestion for each turn of one speaker, fold by fold."""
    codebook = Codebook(1, (), tuple(codes), "benchmark", None, NOW)
    expected, guessed = [], []
    for fold in range(FOLDS):
        held_out = list(transcripts[fold::FOLDS])
        others = [text for text in transcripts if text not in held_out] if learn else []
        lessons = [
            as_coding(segment, text, truth[text.id, segment.turn])
            for text in others
            for segment in segments_of(text, speaker)
        ]
        segments = [segment for text in held_out for segment in segments_of(text, speaker)]
        found = suggest_codes(segments, held_out, codebook, lessons, per_segment=1, floor=0)
        best = {(one.transcript_id, one.start): one.code_id for one in found}
        expected += [truth[segment.transcript_id, segment.turn] for segment in segments]
        guessed += [
            best.get((segment.transcript_id, segment.start), "none") for segment in segments
        ]
    return expected, guessed


def segments_of(text: Transcript, speaker: str) -> list[Segment]:
    """The turns of one speaker that have words."""
    return [s for s in segment_by_turn(text) if text.turns[s.turn].speaker == speaker]


def main() -> None:
    """Print the table."""
    shared = os.environ.get("TOOLKIT_SHARED")
    if not shared:
        sys.exit("Set TOOLKIT_SHARED to the folder that holds data/annomi.")
    transcripts, truth = read_annomi(Path(shared, "data", "annomi", "AnnoMI-full.csv"))
    for speaker, codes in (("therapist", THERAPIST), ("client", CLIENT)):
        print(f"\n{speaker:24} accuracy  macro-F1  turns with a suggestion")
        for name, learn in (("meanings alone", False), ("meanings and quotations", True)):
            expected, guessed = first_suggestions(speaker, codes, transcripts, truth, learn=learn)
            covered = 1 - guessed.count("none") / len(guessed)
            print(f"{name:24}{measure(expected, guessed)} {covered:9.0%}")
        common = Counter(expected).most_common(1)[0][0]
        print(f"{'floor: most common code':24}{measure(expected, [common] * len(expected))}")

    segments = [segment for text in transcripts for segment in segment_by_turn(text)]
    codebook = Codebook(1, (), THERAPIST + CLIENT, "benchmark", None, NOW)
    print(f"\nCPU seconds over {len(segments)} turns")
    for name, job in (
        ("suggestions", lambda: suggest_codes(segments, transcripts, codebook)),
        ("sentences", lambda: [segment_by_sentence(text) for text in transcripts]),
        ("topics, first use", lambda: find_topics(segments, transcripts)),
        ("topics", lambda: find_topics(segments, transcripts)),
    ):
        started = time.process_time()
        job()
        print(f"{name:24}{time.process_time() - started:9.2f}")


if __name__ == "__main__":
    main()
