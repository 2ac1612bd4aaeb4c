"""Read and code."""

TITLE = "Read and code"
INTRO = (
    "These are the transcripts that you are asked to read. You read and code alone. Until the "
    "round is revealed, nobody sees what you do here, or how much."
)
NOTHING = (
    "You have nothing to read at the moment. A facilitator opens a round and says who reads what. "
    "What you are asked to read will then be listed here."
)
ALL_SEALED = (
    "You have sealed all you were asked to read in {round}. When the others have sealed too, a "
    "facilitator reveals the round. Then you can compare."
)
FACTS = "{words} words in {turns} turns. Content notes: {notes}. Your codings: {codings}."
NOT_SEALED = "Not sealed yet."
SEALED = "You have sealed it. You can read it and change nothing."
REVEALED = "The round was revealed. You can read it and change nothing."
EARLIER = "Rounds that were revealed"
TO_SEAL = "Finished? Go to Seal"

PRACTICE = (
    "This round is for practice. The talk is invented, and nothing of it counts later. Try "
    "everything."
)
ALL_MINE = "All your transcripts"
LEAVE = "Leave this transcript for today"
LEFT = (
    "You have left it for today. Nobody is told, and nothing is written down. It waits here until "
    "you want it."
)
NAMED = "{transcript}, {round}"
HOW = (
    "Choose some words with the mouse, with a finger, or with Shift and the arrow keys. Then "
    "choose a code. What you do is saved at once."
)

OWN_CODE = "Make a code of your own"
OWN_CODE_INTRO = (
    "Is a code missing? Make one for yourself. Nobody else sees it before the round is revealed. "
    "Then the team can talk about it."
)
OWN_NAME = "Name of the code"
OWN_MEANING = "What it means, in plain words"
KEEP_OWN_CODE = "Keep this code"
OWN_CODE_KEPT = "Your code is kept. It is in the list under “My own codes”."

OWN_WORDS = "Are some of these your words?"
OWN_WORDS_INTRO = (
    "If you speak in this interview, you have a say over it. Nobody is told that it is you: not on "
    "a page, not in the report."
)
WHO_AM_I = "I am"
QUOTING = "May the report print my words?"
QUOTING_ANSWERS = ("No, keep them back", "Yes, they may be printed", "I am none of these")
KEEP_OWN_WORDS = "Keep my answer"
OWN_WORDS_KEPT = "Your answer is kept. Only you can see it."
MAY_QUOTE = "You said that {speaker} is you, and that the report may print your words."
MAY_NOT_QUOTE = "You said that {speaker} is you. The report keeps your words back."
