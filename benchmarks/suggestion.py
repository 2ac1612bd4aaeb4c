"""How well codes are suggested, beside what others reach and beside the floor, on AnnoMI.

Usage: TOOLKIT_SHARED=FOLDER python benchmarks/suggestion.py

Five folds, each transcript in one of them. Macro-F1 with all data, with ten examples of a code,
and from meanings and two quotations; the calibration error; precision and coverage of what would be
shown. The reference is what a plain logistic regression on the same features reached, the floor
the most common code for every turn. Then the speed of embedding beside sentence-transformers in
the same run, and CPU seconds of training, of training
anew after a little more is agreed, and of suggesting again.

TOOLKIT_VECTORS=FILE keeps the vectors, so that a second run need not work them out.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from toolkit.model.codebook import Code, Codebook
from toolkit.model.transcript import Transcript, build_transcript, segment_by_turn
from toolkit.suggestion.classifier import Lessons, fold_of, train
from toolkit.suggestion.embedding import VectorStore, embed
from toolkit.suggestion.evaluating import evaluate, macro_f1, take_few
from toolkit.suggestion.minilm import find_weights
from toolkit.suggestion.suggesting import suggest_codes
from toolkit.suggestion.teaching import Agreed, Taught, hints_of, passages_of

if TYPE_CHECKING:
    from toolkit.suggestion.features import Embedder

FOLDS = 5
DRAWS = 3
NOW = "2026-01-05T10:00:00Z"

# Reference, then what is wanted.
REFERENCE = {
    "therapist": {"all": (".744", ">= .745"), "ten": (".63", ">= .63"), "two": (".51", ">= .50")},
    "client": {"all": (".515", ">= .52"), "ten": ("", ">= .44"), "two": ("", ">= .43")},
}

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
        "I need to stop; I want to quit; I would like to cut down; I could do that; I will try; "
        "I am going to call them; it worries me; it is bad for my health; it costs too much; "
        "I do not want my kids to see me like this; I have cut down already; "
        "I threw them away; that sounds good, I can do that; better health.",
    ),
    Code(
        "neutral",
        None,
        "Neutral",
        "Follows along, answers or tells facts, for or against nothing.",
        "Okay; yeah; right; mm-hmm; hello; good morning; thank you; I am good, how are you; "
        "twice a week; two years ago; with my friends; at school; my mum and my sister; "
        "the doctor sent me here; what do you mean; I do not know.",
    ),
    Code(
        "sustain",
        None,
        "Sustain talk",
        "Does not want, need or feel able to change; gives reasons to stay as it is.",
        "I like smoking; it relaxes me; it helps me cope; it is not a problem; everybody does it; "
        "I do not drink that much; I tried and failed; it is too hard; I cannot; "
        "I am not ready; I do not want to stop; I do not see why; no reason to.",
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


def lessons_for(
    speaker: str,
    codes: Sequence[Code],
    transcripts: Sequence[Transcript],
    truth: Mapping[tuple[str, int], str],
) -> Lessons:
    """The turns of one speaker with the experts' codes, and our meanings of these as hints."""
    passages, rows, groups = [], [], []
    for text in transcripts:
        segments = segment_by_turn(text)
        for segment, passage in zip(segments, passages_of(segments, [text]), strict=True):
            if text.turns[segment.turn].speaker == speaker and passage.words.strip():
                passages.append(passage)
                rows.append([code.id == truth[text.id, segment.turn] for code in codes])
                groups.append(text.id)
    return Lessons(
        passages, np.array(rows, np.float32), groups, hints=hints_of(codes), exclusive=True
    )


def few_examples(lessons: Lessons, embed: Embedder, per_code: int) -> float:
    """Macro-F1 with so many examples of each code, over folds and three draws."""
    folds = fold_of(lessons.groups, FOLDS)
    scores = []
    for seed in range(DRAWS):
        said = np.zeros_like(lessons.truth)
        for fold in range(FOLDS):
            seen = np.flatnonzero(folds != fold)
            model = train(take_few(lessons, seen, per_code, seed=10 * seed + fold), embed)
            unseen = np.flatnonzero(folds == fold)
            rows = model.rows_of([lessons.passages[place] for place in unseen], embed)
            said[unseen] = model.decide(model.chances(rows))
        scores.append(macro_f1(said, lessons.truth, np.ones_like(said)))
    return sum(scores) / len(scores)


def tell(what: str, value: float, reference: str, wanted: str, floor: str = "") -> None:
    """One line of the table."""
    print(f"{what:44}{value:9.3f}  {wanted:>10}  {reference:>10}  {floor:>9}", flush=True)


def measure_learning(
    speaker: str, lessons: Lessons, embed: Embedder, known: Mapping[str, tuple[str, ...]]
) -> None:
    """How well models do on interviews that they had not seen."""
    print(f"\n{speaker:44}{'here':>9}  {'wanted':>10}  {'reference':>10}  {'floor':>9}")
    codes = [code.id for code in (THERAPIST if speaker == "therapist" else CLIENT)]
    found = evaluate(lessons, codes, embed)
    common = float(lessons.truth.mean(axis=0).max())
    floor = f"{2 * common / (1 + common) / len(codes):.3f}"
    tell("macro-F1, all data", found.macro_f1, *known["all"], floor)
    tell("expected calibration error", found.ece, "", "<= .03")
    tell("macro-F1, 10 examples a code", few_examples(lessons, embed, 10), *known["ten"], floor)
    tell("macro-F1, meanings and 2 quotations", few_examples(lessons, embed, 2), *known["two"])
    for code in found.codes:
        if code.precision is None:
            print(f"  {code.code}: not enough evidence to show it")
        else:
            tell(f"  precision of {code.code}", code.precision, "", ">= .78")
            tell(f"  coverage of {code.code}", code.coverage, "", "")


def measure_speed(transcripts: Sequence[Transcript], truth: Mapping[tuple[str, int], str]) -> None:
    """Embedding beside sentence-transformers; training, and suggesting again."""
    from sentence_transformers import SentenceTransformer

    texts = [text.words_of(turn) for text in transcripts[:8] for turn in text.turns]
    embed(texts[:4])
    weights = find_weights()
    assert weights is not None
    other = SentenceTransformer(str(weights.model.parent), device="cpu")
    other.encode(texts[:4])
    ours, theirs = [], []
    for _ in range(2):
        for seconds, job in ((ours, embed), (theirs, other.encode)):
            began = time.perf_counter()
            job(texts)
            seconds.append(time.perf_counter() - began)
    print(f"\n{'speed':44}{'here':>9}  {'wanted':>10}")
    tell("times sentence-transformers", min(theirs) / min(ours), "", ">= 1.25")

    segments = [segment for text in transcripts for segment in segment_by_turn(text)]
    codebook = Codebook(1, (), THERAPIST + CLIENT, "benchmark", None, NOW)
    agreed = tuple(
        Agreed(
            s.transcript_id,
            s.start,
            s.end,
            truth[s.transcript_id, s.turn],
            text.text[s.start : s.end],
        )
        for text in transcripts
        for s in segment_by_turn(text)
    )
    taught = Taught(agreed, (), frozenset(text.id for text in transcripts))
    with tempfile.TemporaryDirectory() as folder:
        store = VectorStore(Path(folder, "vectors.npz"))
        store.embed(list({text.words_of(turn) for text in transcripts for turn in text.turns}))
        store.embed([""])
        # After a meeting a little more is agreed, and the meanings have their vectors from before.
        before = Taught(agreed[:-20], (), taught.read)
        jobs = (
            ("training", before, ""),
            ("retraining", taught, "<= 5"),
            ("suggesting again", taught, "<= 2"),
        )
        for what, known, wanted in jobs:
            began = time.process_time()
            suggest_codes(
                segments,
                transcripts,
                codebook,
                known,
                embed=VectorStore(store.path).embed,
                now=lambda: NOW,
                folder=Path(folder),
                skip_interviewers=False,
            )
            tell(f"CPU s, {what}, {len(segments)} turns", time.process_time() - began, "", wanted)


def main() -> None:
    """Print the table."""
    shared = os.environ.get("TOOLKIT_SHARED")
    if not shared:
        sys.exit("Set TOOLKIT_SHARED to the folder that holds data/annomi.")
    transcripts, truth = read_annomi(Path(shared, "data", "annomi", "AnnoMI-full.csv"))
    kept = os.environ.get("TOOLKIT_VECTORS")
    store = VectorStore(Path(kept) if kept else None)
    for speaker, codes in (("therapist", THERAPIST), ("client", CLIENT)):
        lessons = lessons_for(speaker, codes, transcripts, truth)
        measure_learning(speaker, lessons, store.embed, REFERENCE[speaker])
    measure_speed(transcripts, truth)


if __name__ == "__main__":
    main()
