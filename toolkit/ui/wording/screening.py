"""Screening drafts and clearing them: for checkers."""

INTRO = (
    "A draft goes through four steps. Settle what was found in it. Read the whole text. Propose"
    " to clear it. Then another checker reads it and approves. After that the draft is erased, "
    "and only the cleared text stays."
)
NO_DRAFTS = "No draft is waiting."
ONE_CHECKER = (
    "It takes two checkers to clear a text, and your team has only one. A facilitator can give "
    "somebody else the role on the page Team."
)
FOR_YOU = "Waiting for you"
FOR_OTHERS = "Waiting for another checker"
PART_OF_LIST = "Which drafts"
PART_OF_DRAFTS = "Drafts {first} to {last} of {count}"

READING_WAITS = (
    "How the file was read is doubtful. Look at the reading. Mend it or accept it, or erase the"
    " draft."
)
TO_SETTLE = "{settled} of {count} findings settled."
TO_PROPOSE = "All {count} findings are settled. It has to be read and proposed."
TO_PROPOSE_NONE = "Nothing was found in it. It has to be read and proposed."
YOU_PROPOSED = "You proposed to clear it. It waits for another checker to read and approve it."
OTHER_PROPOSED = "{name} proposed to clear it. Read it too, then approve it or take it back."
SOMEBODY_GONE = "Somebody who has left the team"

HOW_READ = "How the file was read, and reading it another way"

ERASE_TITLE = "Read wrongly? Erase this draft"
ERASE_INTRO = (
    "Erase the draft if no way to read the file is right. Then change the file and bring it in "
    "again. What was settled here is lost."
)
ERASE_SURE = "Yes, erase this draft and all that was settled in it"
ERASE = "Erase the draft"
ERASED = "The draft is erased. The file can be brought in again."
TICK_FIRST = "Nothing was erased. Tick the box first, to say that you are sure."

FINDINGS = "What was found"
FINDINGS_INTRO = (
    "These words may tell who somebody is. For each, put other words in its place, take it out, "
    "or keep it. The same person or place gets the same words in every text. Nothing changes "
    "before the text is cleared, so you can always choose again."
)
KEYS = "Use one key for each choice"
KEYS_HELP = (
    "On: the letter on a button presses it, as long as you are not typing in a field. Turn it "
    "off if you speak to your computer or press keys by accident."
)
PROGRESS = "{settled} of {count} settled"
NOTHING_FOUND = "Nothing was found. Read the text all the same: some things no rule can find."
FEW_CAPITALS = (
    "This text has hardly any capital letters. Names are missed more often in such a text. "
    "Somebody has to read every word of it for names."
)
GO_TO = "Go to"
FINDING_LINE = "{number}. {kind}, {place}: {state}"
STATE_OPEN = "not settled"
STATE_KEPT = "kept"
STATE_REPLACED = "replaced"
STATE_REMOVED = "taken out"
FINDING = "Finding {number} of {count}: {kind}"
PLACE = "Turn {turn}, {speaker}"
PLACE_NAME = "The name of the transcript, which everybody sees"
PLACE_LABEL = "The name of a speaker, which everybody sees"
UNKNOWN_SPEAKER = "speaker not known"
WHY_FOUND = "Why it was found: {reason}"
UNSURE = "Or it may be nothing: look closely."
NOT_SETTLED = "Not settled yet."
KEPT = "{name} settled it: the words stay."
REPLACED = "{name} settled it: {words} will stand there."
REPLACEMENT = "What shall stand there instead?"
REPLACE = "Put this in its place"
EVERYWHERE = "Put this everywhere"
KEEP = "Keep the words"
REMOVE = "Take it out"
UNDO = "Open it again"
NEXT = "Next"
BEFORE = "Before"
SETTLED = "Finding {number} is settled."
SETTLED_EVERYWHERE = "Settled in all places of this person or place, in every draft."
UNDONE = "Finding {number} is open again."
SURE = "I am sure: do it"
SETTLED_BY_OTHER = (
    "{name} has settled this finding while you looked at it. What they chose stands. Settle it "
    "anew if you see it otherwise."
)

MARK_TITLE = "Something was not found? Mark it"
MARK_INTRO = (
    "Type the words as they stand in the text. Every place where they stand is marked, and has "
    "to be settled as the others."
)
MARK_WORDS = "The words that were not found"
MARK_KIND = "What they are"
MARK = "Mark them"
MARKED = "The words are marked. Settle them now."

TEXT = "The whole text"
TEXT_INTRO = (
    "Read every turn. Look for names, nicknames, places, dates, and for anything that only one "
    "person could have lived through. If something has to come out that was not found, mark it "
    "above."
)
PART_OF_TEXT = "Which turns"
TURNS_PART = "Turns {first} to {last} of {count}"
MARK_OPEN = "not settled"
MARK_KEPT = "kept"
MARK_REPLACED = "replaced by"

PROPOSE_TITLE = "Propose to clear it"
SETTLE_FIRST = "When all that was found is settled, you can propose to clear the text."
PROPOSE_INTRO = (
    "No rule can find what these sentences ask about. Read the whole text, and tick each "
    "sentence that is true. If one is not true, mark the words above and put others in their "
    "place. Another checker reads it after you. Your reason is kept and printed in the report."
)
LOOK_FOR = "Look for: {words}"
REASON = "Why may the team read this text?"
PROPOSE = "I have read it: propose to clear it"
PROPOSED = "You proposed to clear it. Now another checker has to read and approve it."

APPROVE_TITLE = "Approve it, or take it back"
THEIR_REASON = "{name} proposed to clear this text and gave this reason:"
CANNOT_APPROVE_OWN = (
    "You cannot approve what you proposed yourself. Ask another checker to sign in under their "
    "own name and to read it."
)
SIGNED = "{name} ticked these sentences. Are they true for you too?"
APPROVE_INTRO = (
    "When you approve, the team can read the text as it will stand: with the words put in "
    "place. The draft is erased. This cannot be undone."
)
WITH_KEY = "The names that were replaced go into the key to the names."
WITHOUT_KEY = (
    "This project has no key to the names. What was replaced is gone for good when you approve."
    " If the team wants a way back, make the key first."
)
KEY_AWAY = "The key to the names is not where it should be, so nothing can be cleared now."
APPROVE = "I have read it too: approve it"
APPROVED = "The text is cleared, and its draft is erased."
TAKE_BACK = "Take it back for another look"
TAKEN_BACK = "The proposal is taken back. What was settled stays settled."
