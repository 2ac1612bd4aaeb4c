"""What screening costs and how often it is wrong on ordinary talk and on hostile texts.

Usage: TOOLKIT_SHARED=FOLDER python benchmarks/screening.py

Prints findings for 1,000 words and CPU seconds over AnnoMI, which holds no identifier (left out
without TOOLKIT_SHARED), and for each rule the CPU seconds of the worst of many hostile texts of
1 MB, beside one pass that only looks for digits.
"""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable
from pathlib import Path

from toolkit.model.transcript import count_words
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.number_rules import RULES, Rule

MEGABYTE = 1_000_000
HOSTILE = """
a|1|0|-|+|.|(|@|_|/|é|A1234B|a.|a@|@a|a@a.|a_|a__|www.|http://|http://.|.com|a.co|1/|01/1|
123456/|+44|0044|o'a|a1@1.|M1|1:|01/1a@a.|0 |1 2 |- - |0 0 0 0 |943 476 5919 |M1 1AE |07700 |
AB12 34 """


def cpu_seconds(job: Callable[[], object]) -> float:
    """The CPU time of one run."""
    started = time.process_time()
    job()
    return time.process_time() - started


def apply_rule(rule: Rule, text: str) -> int:
    """How much one rule finds in a text."""
    return sum(rule.judge(match) is not None for match in rule.pattern.finditer(text))


def main() -> None:
    """Print the figures."""
    shared = os.environ.get("TOOLKIT_SHARED")
    if shared:
        table = Path(shared, "data", "annomi", "AnnoMI-full.csv")
        with table.open(encoding="utf-8", newline="") as file:
            turns = {
                (row["transcript_id"], row["utterance_id"]): row["utterance_text"]
                for row in csv.DictReader(file)
            }
        text = "\n".join(turns.values())
        words, findings = count_words(text), len(find_identifiers(text))
        print(
            f"AnnoMI: {findings} findings in {words} words, {1000 * findings / words:.3f} a 1,000"
        )
        print(f"CPU seconds {cpu_seconds(lambda: find_identifiers(text)):.2f}")

    texts = [
        (each * (MEGABYTE // len(each) + 1))[:MEGABYTE]
        for each in HOSTILE.replace("\n", "").split("|")
    ]
    floor = max(cpu_seconds(lambda t=text: re.findall(r"\d", t)) for text in texts)
    print(f"\nWorst CPU seconds for 1 MB of hostile text (looking for digits: {floor:.2f})")
    for place, rule in enumerate(RULES):
        worst = max(cpu_seconds(lambda t=text, r=rule: apply_rule(r, t)) for text in texts)
        print(f"{place:3} {rule.kind:20}{worst:6.2f}")
    whole = max(cpu_seconds(lambda t=text: find_identifiers(t)) for text in texts)
    print(f"    {'all rules together':20}{whole:6.2f}")


if __name__ == "__main__":
    main()
