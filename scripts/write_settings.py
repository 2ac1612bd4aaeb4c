"""Write `.streamlit/config.toml`: `streamlit run app.py` gets the settings of `toolkit app`."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

from toolkit.ui.serving import SETTINGS

TARGET = Path(__file__).parents[1] / ".streamlit" / "config.toml"


def settings_file() -> str:
    """The settings as Streamlit's own file of settings says them."""
    sections: dict[str, list[str]] = defaultdict(list)
    for name, value in SETTINGS.items():
        section, _, key = name.rpartition(".")
        sections[section].append(f"{key} = {json.dumps(value)}")
    parts = ["# Written by scripts/write_settings.py from toolkit/ui/serving.py."]
    parts += [f"[{section}]\n" + "\n".join(lines) for section, lines in sections.items()]
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(settings_file(), encoding="utf-8")
