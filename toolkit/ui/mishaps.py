"""What a fault of ours leaves in the server's log: where it was, and no word of anybody's."""

from __future__ import annotations

import logging
import traceback


class _PlacesOnly(logging.Filter):
    """Turns a traceback into its places: an exception's text may hold a participant's words."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames))
            record.msg, record.args = f"A page failed: {type(error).__name__} at {places}", ()
            record.exc_info = record.exc_text = None
        return True


def keep_words_out_of_the_log() -> None:
    """Have Streamlit's and the server's logs say where a fault was, and not what it held."""
    for name in ("streamlit", "streamlit.error_util", "uvicorn.error", "asyncio"):
        logger = logging.getLogger(name)
        if not any(isinstance(one, _PlacesOnly) for one in logger.filters):
            logger.addFilter(_PlacesOnly())
