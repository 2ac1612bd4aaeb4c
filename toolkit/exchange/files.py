"""A file of ours, written whole or not at all."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from toolkit.errors import BadInput


def write_file(path: Path, content: bytes) -> None:
    """Nothing, once the file holds the content; a file that was there stays until then.

    Raises:
        BadInput: The file cannot be written here.
    """
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise BadInput(
            "X001",
            "The file could not be written. If it is open in another program, close it there. "
            "Check that the folder exists, that you may write in it and that there is room, "
            "then try again.",
        ) from error
