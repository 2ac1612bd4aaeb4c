"""How much screening finds, how often it is wrong, and what it costs.

Usage: TOOLKIT_SHARED=FOLDER python benchmarks/screening.py

Prints recall by class, kind and form on the set that `screening_set.py` invents, typed and in
lower case, with wrong findings for 1,000 words; the same over AnnoMI, whose talk was anonymised
(left out without TOOLKIT_SHARED); CPU seconds for 10,000 words; and for each rule the CPU
seconds of the worst of many hostile texts of 1 MB, beside one pass that only looks for digits;
last the slowest rule of all, beside the one second that it may take.
"""

from __future__ import annotations

import csv
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from screening_set import InventedSet, Planted, invent_set

from toolkit.model.transcript import count_words
from toolkit.screening.ages import read_age
from toolkit.screening.dates import DAYS, MONTHS, read_dates
from toolkit.screening.finding import Finding
from toolkit.screening.identifiers import find_identifiers
from toolkit.screening.large_words import find_large_words
from toolkit.screening.learnt_times import judge_number
from toolkit.screening.names import find_names
from toolkit.screening.number_words import number_at
from toolkit.screening.people import find_called_names, find_spelt_names, find_titled_names
from toolkit.screening.places import find_places
from toolkit.screening.rule import Rule
from toolkit.screening.rules import RULES
from toolkit.screening.screen import find_all, has_few_capitals
from toolkit.screening.sentence_lengths import read_life
from toolkit.screening.talk import talk_after
from toolkit.screening.time_features import read_numbers
from toolkit.screening.times import find_times
from toolkit.screening.tokens import Token, read_tokens

MEGABYTE = 1_000_000
LIMIT = 1.0
HOSTILE = """
a|1|0|-|+|.|(|@|_|/|é|A1234B|a.|a@|@a|a@a.|a_|a__|www.|http://|http://.|.com|a.co|1/|01/1|
123456/|+44|0044|o'a|a1@1.|M1|1:|01/1a@a.|0 |1 2 |- - |0 0 0 0 |943 476 5919 |M1 1AE |07700 |
AB12 34 |number |passport A|one |double |dot com |at |underscore |'s|A B 1 2 |account 1 |
the |HMP |on the wing |was 1 |nineteen , |called |Dave |Mr Smith |May the |a lad of 20, |in 19 |
fourteen |I was twenty-|March |he got |years |8, |12.|2 1 |1/1 |twenty five, |nine for |nine years |
got nine, |did 9, |a ten |served a ten |'98 |D-A-V-E |Capital |how long |when was """
TIME_READERS: dict[str, Callable[[list[str], int], object]] = {
    "decades and birthdays": read_age,
    "life sentences": read_life,
}
WORD_READERS: dict[str, Callable[[list[Token]], Iterator[object]]] = {
    "all for times": lambda line: find_times(line, 0),
    "all for places": lambda line: find_places(line, 0, few_capitals=True),
    "titles with names": lambda line: find_titled_names(line, 0, few_capitals=True),
    "called names": lambda line: find_called_names(line, 0, few_capitals=False),
    "spelt names": lambda line: find_spelt_names(line, 0),
    "large words": lambda line: find_large_words(line, 0),
    "the names model": lambda line: find_names(line, 0, few_capitals=True),
    "the times model": lambda line: (
        judge_number(number) for _, _, number in read_numbers([token.lower for token in line])
    ),
}


def cpu_seconds(job: Callable[[], object]) -> float:
    """The CPU time of one run."""
    started = time.process_time()
    job()
    return time.process_time() - started


def apply_rule(rule: Rule, text: str) -> int:
    """How much one rule finds in a text."""
    return sum(1 for _ in rule.find(text))


def read_each(read: Callable[[list[str], int], object], words: list[str]) -> None:
    """Ask a reader of times at each word of a line."""
    for place in range(len(words)):
        read(words, place)


def read_all_dates(words: list[str], line: list[Token]) -> None:
    """Ask the readers of dates at each word of a line at which one may begin."""
    for place, word in enumerate(words):
        if word in MONTHS or word in DAYS or number_at(words, place)[0] is not None:
            list(read_dates(words, place, line))


def is_found(text: str, planted: Planted, findings: Sequence[Finding]) -> bool:
    """Whether every letter and digit of what was planted is inside findings."""
    around = [f for f in findings if f.start < planted.end and f.end > planted.start]
    return all(
        any(f.start <= place < f.end for f in around)
        for place in range(planted.start, planted.end)
        if text[place].isalnum()
    )


def print_recall(name: str, invented: InventedSet) -> None:
    """Recall by class, kind and form, and wrong findings for 1,000 words."""
    findings = find_all(invented.text)
    there: Counter[tuple[str, str, str]] = Counter()
    found: Counter[tuple[str, str, str]] = Counter()
    for planted in invented.planted:
        hit = is_found(invented.text, planted, findings)
        for key in (
            (planted.of_class, "", ""),
            (planted.of_class, planted.kind, planted.form),
        ):
            there[key] += 1
            found[key] += hit
    print(f"\n{name}{', few capitals' * has_few_capitals(invented.text)}")
    for key in sorted(there):
        print(
            f"  {key[0]:8}{key[1]:20}{key[2]:9}{found[key]:5} of {there[key]:5}"
            f"{found[key] / there[key]:8.3f}"
        )
    wrong = [
        f
        for f in findings
        if not any(f.start < one.end and f.end > one.start for one in invented.planted)
    ]
    words = count_words(invented.text)
    print(
        f"  {len(wrong)} wrong findings in {words} words, {1000 * len(wrong) / words:.2f} a 1,000"
    )


def print_annomi(folder: Path) -> None:
    """Findings and cost over real talk that was anonymised."""
    table = folder / "data" / "annomi" / "AnnoMI-full.csv"
    with table.open(encoding="utf-8", newline="") as file:
        turns = {
            (row["transcript_id"], row["utterance_id"]): row["utterance_text"]
            for row in csv.DictReader(file)
        }
    text = "\n".join(turns.values())
    words = count_words(text)
    for name, shown in (("as typed", text), ("in lower case", text.lower())):
        found = Counter(finding.of_class.value for finding in find_all(shown))
        per_thousand = 1000 * found.total() / words
        print(f"\nAnnoMI {name}: {per_thousand:.2f} findings for 1,000 words, {dict(found)}")
    seconds = cpu_seconds(lambda: find_all(text))
    print(f"CPU seconds for 10,000 words: {10_000 * seconds / words:.2f}")


def print_hostile() -> None:
    """The worst CPU seconds of each rule for 1 MB."""
    find_all("Begin with Dave.")  # so that no rule pays for reading the lists
    texts = [
        (each * (MEGABYTE // len(each) + 1))[:MEGABYTE]
        for each in HOSTILE.replace("\n", "").split("|")
    ]
    floor = max(cpu_seconds(lambda t=text: re.findall(r"\d", t)) for text in texts)
    print(f"\nWorst CPU seconds for 1 MB of hostile text (looking for digits: {floor:.2f})")
    of_rules: dict[str, float] = {}
    for place, rule in enumerate(RULES):
        worst = max(cpu_seconds(lambda t=text, r=rule: apply_rule(r, t)) for text in texts)
        of_rules[f"{place:3} {rule.kind}"] = worst
    # Readers of words go from word to word: a tenth of the text tells what the whole costs.
    tenths = [text[: MEGABYTE // 10] for text in texts]
    lines = [read_tokens(text) for text in tenths]
    in_words = [[token.lower for token in line] for line in lines]
    for name, read in TIME_READERS.items():
        worst = max(cpu_seconds(lambda w=words, r=read: read_each(r, w)) for words in in_words)
        of_rules[f"    {name}"] = 10 * worst
    of_rules["    what a line asks for"] = 10 * max(
        cpu_seconds(lambda t=text: talk_after(t)) for text in tenths
    )
    for name, seconds in of_rules.items():
        print(f"{name:24}{seconds:6.2f}")
    whole = max(cpu_seconds(lambda t=text: find_identifiers(t)) for text in texts)
    print(f"    {'all for numbers':20}{whole:6.2f}")
    worst = max(
        cpu_seconds(lambda w=words, t=line: read_all_dates(w, t))
        for words, line in zip(in_words, lines, strict=True)
    )
    print(f"    {'all for dates':20}{10 * worst:6.2f}")
    for name, find in WORD_READERS.items():
        worst = max(cpu_seconds(lambda t=line, f=find: [*f(t)]) for line in lines)
        print(f"    {name:20}{10 * worst:6.2f}")
    tenth = max(cpu_seconds(lambda t=text: find_all(t)) for text in tenths)
    print(f"    {'everything':20}{10 * tenth:6.2f}")
    slowest = max(of_rules, key=lambda name: of_rules[name])
    print(f"The slowest rule, {slowest.strip()}: {of_rules[slowest]:.2f} of at most {LIMIT:.2f}")


def main() -> None:
    """Print the figures."""
    print(f"CPU seconds to begin: {cpu_seconds(lambda: find_all('Begin with Dave.')):.2f}")
    invented = invent_set()
    print_recall("Invented, as typed", invented)
    print_recall("Invented, in lower case", InventedSet(invented.text.lower(), invented.planted))
    if shared := os.environ.get("TOOLKIT_SHARED"):
        print_annomi(Path(shared))
    print_hostile()


if __name__ == "__main__":
    main()
