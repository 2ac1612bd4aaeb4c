"""Bounds on talk that was written by hand, apart from training and benchmark, and on AnnoMI."""

import csv
import os
import re
from collections import Counter
from pathlib import Path

import pytest

from toolkit.model.transcript import count_words
from toolkit.screening.finding import Finding
from toolkit.screening.screen import find_all, has_few_capitals

BY_HAND = Path(__file__).with_name("by_hand.txt")
ARTICLE = re.compile(r"(?:the|a) ", re.IGNORECASE)


def read_by_hand() -> tuple[str, list[tuple[int, int, str]]]:
    text, marked = "", []
    for line in BY_HAND.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for part in re.split(r"(\{\w+\|[^}]*\})", line):
            slot = re.fullmatch(r"\{(\w+)\|([^}]*)\}", part)
            words = slot[2] if slot else part
            if slot:
                article = ARTICLE.match(words)
                start = len(text) + (article.end() if article else 0)
                marked.append((start, len(text) + len(words), slot[1]))
            text += words
        text += "\n"
    return text, marked


def is_found(text: str, start: int, end: int, findings: tuple[Finding, ...]) -> bool:
    return all(
        any(found.start <= place < found.end for found in findings)
        for place in range(start, end)
        if text[place].isalnum()
    )


def recall_and_wrong(
    text: str, marked: list[tuple[int, int, str]]
) -> tuple[dict[str, float], float]:
    findings = find_all(text)
    there = Counter(of_class for _, _, of_class in marked)
    hits = Counter(
        of_class for start, end, of_class in marked if is_found(text, start, end, findings)
    )
    wrong = sum(
        not any(f.start < end and f.end > start for start, end, _ in marked) for f in findings
    )
    return {name: hits[name] / there[name] for name in there}, 1000 * wrong / count_words(text)


def test_typed_talk_is_screened_within_the_bounds() -> None:
    text, marked = read_by_hand()
    assert len(marked) > 150
    assert not has_few_capitals(text)
    recall, wrong = recall_and_wrong(text, marked)
    assert recall["block"] == 1
    assert min(recall["person"], recall["place"], recall["time"]) >= 0.98
    assert wrong <= 2


def test_talk_in_lower_case_is_screened_within_the_bounds_and_marked() -> None:
    text, marked = read_by_hand()
    assert has_few_capitals(text.lower())
    recall, wrong = recall_and_wrong(text.lower(), marked)
    assert recall["block"] == 1
    assert min(recall["person"], recall["place"], recall["time"]) >= 0.92
    assert wrong <= 2


def test_anonymised_talk_has_few_findings_typed_and_in_lower_case() -> None:
    shared = os.environ.get("TOOLKIT_SHARED")
    if not shared:
        pytest.skip("needs AnnoMI: set TOOLKIT_SHARED to the folder that holds data/annomi")
    table = Path(shared, "data", "annomi", "AnnoMI-full.csv")
    with table.open(encoding="utf-8", newline="") as file:
        turns = {
            (row["transcript_id"], row["utterance_id"]): row["utterance_text"]
            for row in csv.DictReader(file)
        }
    text = "\n".join(turns.values())
    for shown in (text, text.lower()):
        assert 1000 * len(find_all(shown)) / count_words(shown) <= 8
