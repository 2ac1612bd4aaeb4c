"""A corrected file for a cleared transcript, and what it did to people's codings."""

TITLE = "Bring in a corrected file"
INTRO = (
    "Was something heard or typed wrongly? Choose the transcript and the corrected file. The file "
    "becomes a draft, and two checkers clear it as they do every text. Until then nothing changes "
    "for those who read."
)
WHAT_HAPPENS = (
    "Then the new text takes the place of the old one. Codings move with it where their words "
    "still stand. Everybody is told which of their own could not move. The old text is kept."
)
TRANSCRIPT = "Which transcript does it correct?"
FILE = "The corrected file"
REASON = "What was corrected, and why? The team can read this."
BRING_IN = "Bring the corrected file in"
NO_FILE = "No file was chosen. Choose a file first."
DONE = "The corrected file is a draft now. You find it in the list of drafts."
NOT_TAKEN = "The file was not taken. Nothing of it was kept."
NOTHING_TO_CORRECT = "No transcript has been cleared yet, so there is nothing to correct."
IS_CORRECTION = (
    "This is a corrected version of a transcript that is cleared already. When it is cleared, it "
    "takes that text’s place."
)
CORRECTED = "{people}. Corrected on {when}."

MOVED_ALL = "The text was corrected on {when}. All {moved} of your codings moved with it."
MOVED = (
    "The text was corrected on {when}. Of your codings, {moved} moved with it and {left} need you."
)
WHY = "Why it was corrected: {reason}"
NEED_YOU = "Codings that need you ({count})"
NEED_YOU_INTRO = (
    "The words of these codings were corrected. Say where each one belongs now, or let it go. What "
    "you let go stays with the old text and counts no more. Nobody else sees this list."
)
LEFT = "{code}. It was near turn {turn}."
LEFT_RANGE = "{code}. It was near turns {first} to {last}."
TURN = "Turn where it belongs now"
WORDS = "The words there, exactly as they stand"
PLACE = "Put it here"
LET_GO = "Let it go"
PLACED = "Your coding is in the corrected text."
WENT = "You let this coding go. It stays with the old text."
ON_LIST = "The text was corrected, and {count} of your codings need you."

TO_TALK = "Corrected texts ({count})"
CORRECTION = "{transcript} was corrected on {when}."
CALLED_OFF = "The vote that was open on it was called off, because its words changed."
CALLED_OFF_MANY = "{count} votes that were open on it were called off, because their words changed."
LEFT_OF_ALL = "Codings whose words were corrected. Each coder says where theirs belong now."
DECISIONS = (
    "Decisions on words that were corrected. They stand as they were taken; look at them again."
)
QUOTATION, CODE, CODER = "The words before", "Code", "Who coded"
STATE, WAITS, GONE = "How it stands", "Waits for its coder", "Let go by its coder"
DECIDED = "Why it was decided so"
