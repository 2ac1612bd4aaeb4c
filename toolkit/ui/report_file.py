"""Build the report in a process of its own.

Its figures may need spaCy, and so torch: more than the app's process should ever carry. The
child is the command line that a person would use.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from toolkit.errors import ToolkitError
from toolkit.ui.wording import report as words

MINUTES = 10
_one_at_a_time = threading.Lock()


def build_report(folder: Path) -> bytes:
    """The report of the project in a folder, as a Word file; nothing of it is left on the disk.

    Raises:
        ToolkitError: It could not be built.
    """
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="toolkit-report-") as made:
        path = Path(made) / words.FILE_NAME
        command = [sys.executable, "-m", "toolkit.cli", "report", str(folder.resolve()), "-o"]
        try:
            subprocess.run(  # noqa: S603 - our own command line, on the folder that is served
                [*command, str(path)],
                cwd=Path(__file__).parents[2],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=MINUTES * 60,
                check=True,
            )
            return path.read_bytes()
        except subprocess.TimeoutExpired:
            raise ToolkitError("U131", words.TOOK_TOO_LONG.format(minutes=MINUTES)) from None
        except (subprocess.CalledProcessError, OSError):
            # What the child said is left aside: a fault's traceback could hold anything.
            raise ToolkitError("U130", words.FAILED) from None
