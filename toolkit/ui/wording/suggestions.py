"""Suggestions: what a machine that reads along proposes, and what a reader says to it."""

from collections.abc import Mapping

from toolkit.model.job import JobState
from toolkit.model.reading_along import Reply
from toolkit.workflow.suggestion_queues import Queue

TITLE = "Suggestions"
INTRO = (
    "A machine has read along, after you. It looks for places where a code of yours may fit. It "
    "can be wrong. It knows words, and not what people lived through. You decide."
)
OFF = (
    "Your team wants no machine to read along. So there are no suggestions here, and there will "
    "be none."
)
OFF_LINK = "Read when that was settled, and why"
WAITS = (
    "Suggestions come after the seal, so that they steer nobody. When you have sealed a "
    "transcript, you can see here what the machine found in it."
)

START = "Let the machine read along"
START_AGAIN = "Let it learn and read again"
NONE_YET = "The machine has not read along yet. It takes from a few seconds to some minutes."
OUTDATED = "Your team has agreed on more since the machine read, or a text has changed."
STATES: Mapping[JobState, str] = {
    JobState.FAILED: "The last try to read along went wrong.",
    JobState.CANCELLED: "The last try to read along was stopped. Nothing came of it.",
    JobState.LOST: "The last try to read along broke off. You can start it again.",
}

QUEUE = "What do you want to look at?"
QUEUES: Mapping[Queue, str] = {
    Queue.ALL: "All suggestions, in the order of the texts",
    Queue.MISSED: "Where might we have missed something?",
    Queue.DOUBTS: "Where do we contradict ourselves?",
}
IN_QUEUE = "{name} ({count})"
QUEUES_MEAN: Mapping[Queue, str] = {
    Queue.ALL: "",
    Queue.MISSED: (
        "Nobody has coded these places. Those that the machine is most sure of come first."
    ),
    Queue.DOUBTS: (
        "Your team agreed on these codes, and the machine does not see why. The least likely come "
        "first. You may be right, and it may be wrong. Talk about them if you like. Nothing "
        "changes here."
    ),
}
CODE = "Of which code?"
ALL_CODES = "All codes"
EMPTY: Mapping[Queue, str] = {
    Queue.ALL: "There is nothing to suggest for the transcripts that you have sealed.",
    Queue.MISSED: "The machine is sure of nothing more that nobody has coded.",
    Queue.DOUBTS: "Of all that you agreed on, the machine doubts nothing.",
}

KEYS = "Use one key for each choice"
KEYS_HELP = (
    "On: the letter on a button presses it, as long as you are not typing in a field. Turn it "
    "off if you speak to your computer or press keys by accident."
)
PROGRESS = "{done} of {count} answered"
PLACE_IN_QUEUE = "{number} of {count}"
ALL_ANSWERED = "You have answered all of them. You can still look at them and undo an answer."
SUGGESTED = "“{code}”? ({transcript}, turn {turn})"
DOUBTED = "“{code}” ({transcript}, turn {turn})"
MEANING = "The code means: {meaning}"
GUESS = "This is a guess."
GUESS_MEANS = (
    "Too few places with this code are agreed for it to learn from. It looks a little like what "
    "the code means, and that is all."
)
UNLIKELY = "The machine sees little sign of this code here: about {chance} in 100."
DECIDED = "You settled this one by a vote."
SHARED = "All who read it gave it this code."
NEAR = "Near to it, and agreed on before"
NEAR_PLACE = "{transcript}, turn {turn}"
NOTED = "Content note: {note}"
SHOW_WORDS = "Show the words"

MARK_BEGINS = "[marked words begin] "
MARK_ENDS = " [marked words end]"
TURN_LABEL = "Turn {turn}"
NO_SPEAKER = "Speaker not known"
NOTE = "Content note: {note}. Open it only if you want to."
TEXT_GONE = "This version of the text is not here any more."

ACCEPT = "It fits: code it"
ADJUST = "Change it"
REJECT = "It does not fit"
NEXT = "Next"
BEFORE = "Before"
UNDO = "Undo my answer"
ACCEPTED = "You coded it: {code}. It counts as coded after your seal."
REJECTED = "Kept: it does not fit. The machine learns from it."
UNDONE = "Your answer is taken back."
REPLIES: Mapping[Reply, str] = {
    Reply.ACCEPTED: "You said that it fits, and coded it.",
    Reply.ADJUSTED: "You coded it in another way.",
    Reply.REJECTED: "You said that it does not fit.",
}
AFTER_SEAL = (
    "What you code here is yours, made after your seal. It does not change what you sealed. No "
    "figure of how far you agree counts it."
)
ADJUST_TITLE = "Code it another way"
ADJUST_CODE = "Which code fits?"
ADJUST_WORDS = "Which words? Take some out, or add more from the turns that you see here."
ADJUST_DO = "Code it so"
ADJUST_LEAVE = "Leave it"

WITHOUT_EVIDENCE = "Not enough evidence"
WITHOUT_EVIDENCE_MEANS = (
    "When it tried these codes on interviews it had not seen, fewer than four in five were right. "
    "So it says nothing about them yet:"
)
LEARNT = "What the machine has learnt from"
LEARNT_AGREED = (
    "It learnt from {decided} codings that you settled by a vote, and {shared} that all readers "
    "gave alike. It has not seen what is still sealed."
)
LEARNT_REJECTED = "It also learnt from {count} suggestions that readers said do not fit."
LEARNT_NOTHING = "So little is agreed that it can only guess. It gets better as you agree on more."
TRIED = (
    "It was tried on interviews that it had not seen. How well it told codes apart: {f1} (1 is "
    "best, 0 is worst). What it says of how sure it is was off by {off} in 100."
)
BY_MEANING = "It looks at words and at what they mean."
BY_WORDS = "It looks at the words alone. What it takes to know what they mean is not here."
STAYS_HERE = "All of this was worked out on this machine. Nothing was sent anywhere."
CODES = "Each code, and what it has to go by"
CODE_HEADINGS = ("Code", "Agreed", "The machine")
DOES_SHOW = "suggests it"
DOES_GUESS = "only guesses"
DOES_NOTHING = "says nothing"
