"""Seal."""

TITLE = "Seal"
INTRO = (
    "Sealing says: I have finished this transcript. A seal holds for good. Once you have sealed a "
    "transcript you can still read it, but you cannot open it again to change anything."
)
WHY = (
    "When everybody has sealed, the round is revealed. You then see each other’s codings for the "
    "first time. Nobody could look before. So each of you can trust what the others say."
)
NONE_MEANS = (
    "A transcript without a coding of yours can be sealed too. It then says: “I saw none of these.”"
)
SAVED_FIRST = (
    "Before you seal, look at the transcript once more on the page Read and code. Wait there "
    "until it says “All saved”."
)
NOTHING = (
    "There is nothing for you to seal. When you are asked to read something in a round, it is "
    "listed here."
)
SUGGESTIONS = "Look at suggestions for what you have sealed"
ALL_SEALED = (
    "You have sealed everything in this round. When the others have sealed too, a facilitator "
    "reveals it. Then you can compare."
)
TABLE = "What you are asked to read"
TRANSCRIPT = "Transcript"
CODINGS = "Your codings"
STATE = "State"
NOT_SEALED = "Not sealed yet"
SEALED = "Sealed"
WHICH = "What do you want to seal?"
CHOOSE = "Choose a transcript"
ALL = "All that I have not sealed yet"
FINISHED = "I have finished. I know that I cannot change it afterwards."
SEAL = "Seal"
NOT_YET = (
    "Nothing was sealed. Choose what to seal. Then tick the box, to say that you have finished."
)
DONE = "Sealed: {what}."
