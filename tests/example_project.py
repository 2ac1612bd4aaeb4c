"""The invented study of data_schema/, for tests that want a little of everything."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from toolkit.model.study import Study

EXAMPLE = TypeAdapter(Study).validate_json(
    (Path(__file__).parent.parent / "data_schema" / "project.example.json").read_bytes()
)
