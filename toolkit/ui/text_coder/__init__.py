"""Read a transcript and code it, in the browser.

`text_coder` draws the transcript and gives back what its reader did; `settle` has each of it
saved and tells the browser. Everything that comes from a browser is checked in `changes`.
"""

from toolkit.ui.text_coder.changes import AddCoding, Change, RemoveCoding, WriteNote, read_outbox
from toolkit.ui.text_coder.component import CoderEvents, settle, settle_sent, text_coder

__all__ = [
    "AddCoding",
    "Change",
    "CoderEvents",
    "RemoveCoding",
    "WriteNote",
    "read_outbox",
    "settle",
    "settle_sent",
    "text_coder",
]
