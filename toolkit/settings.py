"""Numbers and names that one may want to change; nothing is opened on import."""

from __future__ import annotations

MAX_FILE_BYTES = 50 * 1024 * 1024
"""The largest file that is read, in bytes."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""The most that a zipped file (.docx) may unpack to, in bytes."""

MAX_UNPACK_RATIO = 200
"""The most that one part of a zipped file over 1 MB may grow when unpacked."""

PROJECT_FILE = "project.toml"
"""The file in a project's folder that holds its title and its database's address."""
