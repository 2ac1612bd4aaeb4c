"""What the line costs on a real corpus, beside a floor, in one run.

    python benchmarks/line.py CORPUS

CORPUS holds `transcripts/*.docx` and `codings.csv` (columns transcript, turn, coder, code), such
as a corpus tool of yours writes. Each command runs as a process of its own; CPU seconds and
peak memory are the operating system's. The floor of a process is Python starting and stopping;
reading alone, beside its own floor, is in `reading.py`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

STORE = """
import sys, time
from pathlib import Path
from toolkit.workflow.coding_tables import import_codings
from toolkit.workflow.projects import open_project
project = open_project(Path(sys.argv[1]))
start = time.process_time()
done = import_codings(project, Path(sys.argv[2]), add_codes=True)
print(time.process_time() - start, done.codings)
"""


@dataclass(frozen=True)
class Run:
    """One finished process."""

    cpu_seconds: float
    peak_megabytes: float
    printed: str


def run(*command: str) -> Run:
    """Run a command to its end, by the operating system's own account of it."""
    with tempfile.TemporaryFile("w+") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"failed: {' '.join(command)}")
        process.returncode = 0
        out.seek(0)
        return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out.read())


def median_run(*command: str, times: int = 5) -> Run:
    """The run with the median CPU time, after one that does not count."""
    run(*command)
    return sorted((run(*command) for _ in range(times)), key=lambda r: r.cpu_seconds)[times // 2]


def row(what: str, value: float, unit: str, beside: str, bound: str) -> None:
    """Print one line of the table."""
    print(f"{what:44}{value:9.2f} {unit:7}{beside:26}{bound}")


def main(corpus: Path) -> None:
    """Print the table."""
    python = sys.executable
    toolkit = (python, "-c", "from toolkit.cli import main; main()")
    files = [str(path) for path in sorted((corpus / "transcripts").glob("*.docx"))]
    floor = median_run(python, "-c", "pass").cpu_seconds
    helped = median_run(*toolkit, "--help")
    row(
        "toolkit --help",
        helped.cpu_seconds,
        "CPU s",
        f"{helped.cpu_seconds / floor:.1f} x Python",
        "<= 0.4",
    )
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(Path(scratch) / "study")
        run(*toolkit, "init", folder, "--title", "Benchmark")
        for name in ("Ann", "Ben"):
            run(*toolkit, "member", "add", folder, name, "--role", "checker")
        started = time.perf_counter()
        done = run(*toolkit, "import", folder, *files, "--json")
        wall = time.perf_counter() - started
        row("import, whole process", done.cpu_seconds, "CPU s", f"{wall:.1f} s wall", "<= 10")
        row("import, peak memory", done.peak_megabytes, "MB", "", "<= 350")
        done = run(
            *toolkit, "clear", folder, "--all", "--by", "Ann", "--approved-by", "Ben",
            "--reason", "Benchmark.",
        )  # fmt: skip
        row("clear --all, whole process", done.cpu_seconds, "CPU s", "", "")
        stored, count = run(
            python, "-c", STORE, folder, str(corpus / "codings.csv")
        ).printed.split()
        row(f"storing {count} codings", float(stored), "CPU s", "", "<= 1")
        options = ("--codes", "reflection,question,therapist_input,other", "--complete")
        done = run(*toolkit, "agreement", folder, *options)
        row("agreement, whole process", done.cpu_seconds, "CPU s", "", "")
        done = run(*toolkit, "verify", folder)
        row("verify, whole process", done.cpu_seconds, "CPU s", "", "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
