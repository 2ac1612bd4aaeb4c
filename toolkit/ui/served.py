"""The one project that this server serves, and the name of its cookie."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path

from toolkit.settings import PROJECT_VARIABLE
from toolkit.storage.project import Project
from toolkit.workflow.projects import open_project


@cache
def served_project() -> Project:
    """The project, opened once and shared by all threads of the server."""
    return open_project(Path(os.environ[PROJECT_VARIABLE]))


@cache
def cookie_name() -> str:
    """Its own for each project: browsers share cookies between the ports of one machine."""
    folder = str(served_project().folder.resolve())
    return f"toolkit-{hashlib.sha256(folder.encode()).hexdigest()[:12]}"
