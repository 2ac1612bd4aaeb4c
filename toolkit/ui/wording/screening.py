"""Screening drafts and clearing them: for checkers."""

INTRO = (
    "A draft goes through four steps. Settle what was found in it. Read the whole text. Propose "
    "to clear it. Then another checker reads it and approves. After that the draft is erased, and "
    "only the cleared text stays."
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
    "How the file was read is doubtful. Look at the reading. Mend it or accept it, or erase the "
    "draft."
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
    "Erase the draft if no way to read the file is right, or if its words have to change before "
    "anybody reads it. Then change the file and bring it in again. What was settled here is lost."
)
ERASE_SURE = "Yes, erase this draft and all that was settled in it"
ERASE = "Erase the draft"
ERASED = "The draft is erased. The file can be brought in again."
TICK_FIRST = "Nothing was erased. Tick the box first, to say that you are sure."

FINDINGS = "What was found"
FINDINGS_INTRO = (
    "These words look like numbers or addresses that point at somebody. For each one, put other "
    "words in its place or keep it. Names, places and stories are not found for you: you have to "
    "read the text for those."
)
PROGRESS = "{settled} of {count} settled"
NOTHING_FOUND = "No number or address was found. Read the text all the same."
WHICH = "Show"
OPEN = "What is not settled"
ALL = "All that was found"
PART_OF_FINDINGS = "Which findings"
FINDINGS_PART = "{first} to {last} of {count}"
FINDING = "Finding {number} of {count}: {kind}"
PLACE = "Turn {turn}, {speaker}"
UNKNOWN_SPEAKER = "speaker not known"
WHY_FOUND = "Why it was found: {reason}"
UNSURE = "Something does not fit, so it may be no such number. Look closely."
NOT_SETTLED = "Not settled yet."
KEPT = "{name} settled it: the words stay."
REPLACED = "{name} settled it: {words} will stand there."
REPLACEMENT = "What shall stand there instead?"
REPLACE = "Put this in its place"
KEEP = "Keep the words"
SETTLED = "Finding {number} is settled."

TEXT = "The whole text"
TEXT_INTRO = (
    "Read every turn. Look for names, nicknames, places, dates, and for anything that only one "
    "person could have lived through. Look at the names of the speakers too: everybody will see "
    "them. If something has to come out that was not found, erase the draft, change the file and "
    "bring it in again."
)
PART_OF_TEXT = "Which turns"
TURNS_PART = "Turns {first} to {last} of {count}"
MARK_OPEN = "not settled"
MARK_KEPT = "kept"
MARK_REPLACED = "replaced by"

PROPOSE_TITLE = "Propose to clear it"
SETTLE_FIRST = "When all that was found is settled, you can propose to clear the text."
PROPOSE_INTRO = (
    "Propose this when you have read the whole text and are sure that it points at nobody. "
    "Another checker reads it after you. Your reason is kept and printed in the report."
)
REASON = "Why may the team read this text?"
PROPOSE = "I have read it: propose to clear it"
PROPOSED = "You proposed to clear it. Now another checker has to read and approve it."

APPROVE_TITLE = "Approve it, or take it back"
THEIR_REASON = "{name} proposed to clear this text and gave this reason:"
CANNOT_APPROVE_OWN = (
    "You cannot approve what you proposed yourself. Ask another checker to sign in under their "
    "own name and to read it."
)
APPROVE_INTRO = (
    "When you approve, the team can read the text as it will stand: with the words put in place. "
    "The draft is erased. This cannot be undone."
)
APPROVE = "I have read it too: approve it"
APPROVED = "The text is cleared, and its draft is erased."
TAKE_BACK = "Take it back for another look"
TAKEN_BACK = "The proposal is taken back. What was settled stays settled."
