"""CPU time of reading a folder of Word files, beside a bare lxml read of the same paragraphs.

Usage: python benchmarks/reading.py FOLDER

The floor opens each file, parses its main part and joins the text of each paragraph: the least
that any reader of Word files has to do. Both are run five times in one process, in turns; the
medians are printed, and how many times the floor our reading costs.
"""

from __future__ import annotations

import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from lxml import etree

from toolkit.ingest.reading import read_transcript

ROUNDS = 5
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_bare(path: Path) -> int:
    """The number of paragraphs in a Word file, each read as text and dropped."""
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    texts = [
        "".join(node.text or "" for node in paragraph.iter(f"{WORD}t"))
        for paragraph in root.iter(f"{WORD}p")
    ]
    return len(texts)


def read_in_full(path: Path) -> int:
    """The number of turns of a Word file, read as an import reads it."""
    return read_transcript(path).report.turns


def seconds_of(read: Callable[[Path], int], paths: list[Path]) -> tuple[float, int]:
    """The CPU seconds of reading all files once, and how many paragraphs or turns they have."""
    start = time.process_time()
    count = sum(read(path) for path in paths)
    return time.process_time() - start, count


def main(folder: Path) -> None:
    """Print both figures and their ratio."""
    paths = sorted(folder.glob("*.docx"))
    if not paths:
        sys.exit(f"There are no Word files (.docx) in {folder}.")
    seconds_of(read_bare, paths), seconds_of(read_in_full, paths)  # both once, to warm up
    rounds = [
        (seconds_of(read_bare, paths), seconds_of(read_in_full, paths)) for _ in range(ROUNDS)
    ]
    floor = statistics.median(bare for (bare, _), _ in rounds)
    ours = statistics.median(full for _, (full, _) in rounds)
    paragraphs, turns = rounds[0][0][1], rounds[0][1][1]
    print(f"files                {len(paths):>10}")
    print(f"bare lxml read       {floor:>10.3f} CPU s   {paragraphs} paragraphs")
    print(f"read_transcript      {ours:>10.3f} CPU s   {turns} turns")
    print(f"times the floor      {ours / floor:>10.2f}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
