"""Each layout has a name and an example in plain words."""

from __future__ import annotations

from toolkit.ingest.turns.layouts import LAYOUTS
from toolkit.ui.wording import transcript_import, transcript_reading


def test_every_layout_is_named_and_shown_in_plain_words() -> None:
    assert set(transcript_import.LAYOUTS) >= set(LAYOUTS)
    assert set(transcript_reading.EXAMPLES) >= set(LAYOUTS)
