"""Transcripts: what is cleared, and what waits."""

TITLE = "Transcripts"
INTRO = (
    "These interviews have been cleared: two people read each one and took out what could "
    "identify somebody. What you see of them is all there is."
)
NONE_CLEARED = (
    "No transcript has been cleared yet. An interview is brought in as a file first. Then two "
    "checkers read it and take out what could identify somebody."
)
CLEARED = "Cleared transcripts"
NAME = "Transcript"
TURNS = "Turns"
WORDS = "Words"
CLEARED_BY = "Cleared by"
READ_BY = "Who may code it"
TWO_PEOPLE = "{cleared_by}, approved by {approved_by}"
UNREAD = "{people}. Cleared unread, because the text was public already."
ROUND = "{round}: {readers}"
NOBODY_YET = "Nobody yet"
WAITING_COUNT = "Drafts waiting: {count}"
WHAT_DRAFTS_ARE = (
    "A draft is an interview that has not been cleared. Only checkers can open one, so that "
    "nobody else reads what has to come out."
)
WHO_READS = "A facilitator says on the page Team who reads what in a round."
BRING_IN = "Bring interviews in"
ALL_TRANSCRIPTS = "All transcripts"
