"""Content notes: a short warning in front of a turn."""

OFFER = "Put a content note on a turn"
MEANS = (
    "Are some words hard to read? Say so in front of them, for whoever comes after you. The turn "
    "stays folded until its reader opens it. Everybody who reads it sees your note."
)
WHICH = "Which turn? The number stands beside it on the page Read and code."
WHAT = "What should a reader know before?"
SAVE = "Put the note on"
SAVED = "The note is on the turn."
TITLE = "Content notes"
NONE = "No turn of it has one."
TURN = "Turn"
NOTE = "Note"
