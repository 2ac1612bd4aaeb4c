"""Compare and agree."""

from toolkit.model.decision import Choice, DifferenceKind, Outcome
from toolkit.model.team import Rule
from toolkit.workflow.comparing import Standing

TITLE = "Compare and agree"
TITLE_REFLEXIVE = "Where we read it differently"
INTRO = (
    "These are the places that you read differently. Look at one together. Say how you each see "
    "it. Then vote. Nobody is right because of who they are."
)
INTRO_REFLEXIVE = (
    "These are the places that you read differently. That is not a mistake. Look at one together "
    "and say what each of you sees in it. You can keep both readings."
)

NO_ROUND = "Nothing has been revealed yet, so there is nothing to compare."
NO_ROUND_AT_ALL = "There has been no round of coding yet. A facilitator opens one on the Team page."
WAITING = "Round “{round}”: not sealed yet by {people}."
WAITING_FOR_REVEAL = "Round “{round}”: everybody has sealed. A facilitator can reveal it now."
NO_DIFFERENCE = "In this round you all read everything in the same way."
NO_MATCH = "No place fits what you chose above. Choose “All” again to see more."

ROUND = "Round"
STATE = "How it stands"
TRANSCRIPT = "Transcript"
ALL_STATES = "All"
ALL_TRANSCRIPTS = "All transcripts"
COUNT = ("1 place", "{count} places")
TURN = "{transcript}, turn {first}"
TURNS = "{transcript}, turns {first} to {last}"
FACTS = "{state}. {kind}: {codes}."
STANDINGS = {
    Standing.OPEN: "Open",
    Standing.VOTING: "Being voted on",
    Standing.SETTLED: "Settled",
    Standing.KEPT_BOTH: "Both readings kept",
    Standing.PARKED: "Parked for later",
}
KINDS = {
    DifferenceKind.DIFFERENT_CODE: "Different codes",
    DifferenceKind.ONLY_SOME_SAW_IT: "Only some gave it a code",
    DifferenceKind.DIFFERENT_EXTENT: "The same code, for more or fewer words",
    DifferenceKind.NOT_SURE: "Somebody was not sure",
}

ALL_PLACES = "All places"
BEFORE = "The place before"
AFTER = "The next place"

PASSAGE = "The passage"
MARKED = "The words with a line under them are what you read in different ways."
MARK_BEGINS = "[marked words begin] "
MARK_ENDS = " [marked words end]"
TURN_LABEL = "Turn {turn}"
NO_SPEAKER = "Speaker not known"
NOTE = "Content note: {note}. Open it only if you want to."
TEXT_GONE = "This version of the text is not here any more."

READINGS = "How each of you read it"
NO_MARK = "Gave it no code."
WORDS_FOLDED = "Show the words and notes"
REMARK = "Noted: {words}"
GROUPS = {
    "academic": "academic",
    "lived": "lived experience",
    "both": "academic and lived experience",
    "none": "no side given",
}

VOTE = "Vote"
HOW = (
    "Talk first. Then say who is here and open the vote. Each of you votes on their own device. "
    "Nobody sees a vote before everybody here has voted."
)
HOW_AGAIN = (
    "You can vote on this again. Everything that was decided before is kept and stays readable."
)
HOW_REOPEN = (
    "This is settled. If something new came up, you can vote on it again. The decision that is "
    "there now is kept and stays readable."
)
GUEST = "As a guest you can read along. You have no vote."
NOT_YOURS_TO_OPEN = "Somebody who codes, or a facilitator, can open a vote here."
PRESENT = "Who is here and votes?"
PRESENT_HOLDS = "This list holds until the end. Nobody can be added or taken off later."
OPEN_VOTE = "Open the vote"
REOPEN = "Vote on it again"
OPENED = "The vote is open. Everybody on the list can vote now."

YOU_ARE_NOT_HERE = "You are not on the list for this vote, so you cannot vote in it."
YOU_VOTED = "You voted: {vote}."
WHAT = "What should the team do?"
CHOICES = {
    Choice.TAKE_CODE: "Take a code",
    Choice.KEEP_BOTH: "Keep both readings",
    Choice.CHANGE_CODEBOOK: "Change the codebook",
    Choice.PARK: "Park it",
    Choice.LEAVE_OPEN: "Leave it open",
}
CHOICE_MEANINGS = {
    Choice.TAKE_CODE: "One reading stands for the team.",
    Choice.KEEP_BOTH: "Both are true. Each stays as it is.",
    Choice.CHANGE_CODEBOOK: "The codes do not fit yet. Talk about the codes first.",
    Choice.PARK: "Not now. Come back to it later.",
    Choice.LEAVE_OPEN: "You do not agree, and the report says so.",
}
WHICH_CODE = "Which code, or codes?"
OTHER_CODE = "Or another code of the codebook"
NO_OTHER_CODE = "No other code"
WHICH_WORDS = "For which words?"
ALL_WORDS = "All the underlined words"
WORDS_OF = "The {count} words that {people} marked"
OTHER_WORDS = "Other words: choose the first and the last"
FIRST_WORD = "From this word"
LAST_WORD = "To this word"
THESE_WORDS = "Words {numbers}: “{words}”"
WHY = "Why do you see it like this?"
WHY_IS_READ = (
    "One line is enough, and you can leave it empty. The others read it with the votes, "
    "without your name."
)

CALL_OFF = "Call this vote off"
CALL_OFF_HOW = (
    "Do this if somebody had to leave. The votes that are in are deleted, and nobody sees them. "
    "You can open a new vote at any time."
)
CALL_OFF_DONE = "The vote was called off. What had been voted was deleted."

VOTES = "Everybody has voted"
VOTED_FOR = "Voted for"
HOW_MANY = "How many"
WHO = "From which side"
NO_NAMES = "The votes are shown without names."
RULE_SAYS = "What your rule makes of it"
RULES = {
    Rule.EVERYBODY: "Your rule: everybody here must vote for the same.",
    Rule.ALL_BUT_ONE: "Your rule: all but one must vote for the same.",
    Rule.MAJORITY_EACH_SIDE: (
        "Your rule: more than half of each side must vote for the same. No side can outvote the "
        "other."
    ),
}
VERDICTS = {
    Outcome.SETTLED: "It is settled: {vote}. {why}",
    Outcome.PARKED: "It is parked for later. {why}",
    Outcome.OPEN: "It stays open. {why}",
}
REASON = "Why did you decide this?"
REASON_IS_READ = "Write it in your own words. It goes into the report together with the decision."
CONCLUDE = "Write down the decision"
CONCLUDED = "The decision is written down."
WRITTEN_MEANWHILE = (
    "{name} has written the decision down. There is one decision, and it holds. What you typed is "
    "still here. You can add it, so that both are kept."
)
ADD_REASON = "Add my words to the reason"
REASON_ADDED = "Your words stand beside the reason now."
MORE_REASON = "{name} wrote too"
NOT_YOURS_TO_CONCLUDE = "Somebody who codes, or a facilitator, can write down the decision now."

DECISION = "What you decided"
OUTCOME_CODE = "The team takes {codes}."
OUTCOME_SOME_WORDS = "The team takes {codes}, for some of the words."
OUTCOME_WORDS_OF = "The team takes {codes}, for the {count} words that {people} marked."
OUTCOME_THESE_WORDS = "The team takes {codes}, for these words: “{words}”"
OUTCOME_BOTH = "Both readings stay."
OUTCOME_CODEBOOK = "The codebook is to be changed."
OUTCOME_PARKED = "It is parked for later."
OUTCOME_OPEN = "It stays open. Nothing was settled."
BY_RULE = {
    Rule.EVERYBODY: "everybody present must agree",
    Rule.ALL_BUT_ONE: "all but one must agree",
    Rule.MAJORITY_EACH_SIDE: "more than half of each side must agree",
}
RESULT = "Decision"
RULE = "Rule"
REASON_COLUMN = "Reason"
VOTES_COLUMN = "Votes"
PRESENT_COLUMN = "Present"
WRITTEN = "Written down"
WRITTEN_BY = "by {name}, {day}"
EARLIER = ("1 earlier decision", "{count} earlier decisions")

YOU_VOTED_OTHERWISE = (
    "You voted otherwise. If you still see it otherwise, write it here in your own words. It goes "
    "wherever the decision goes: into every table and into the report."
)
ADD_DISSENT_HOW = (
    "You can add what you see otherwise, however you voted. It goes wherever the decision goes."
)
ADD_DISSENT = "Add it to the decision"
ADDED = "It stands with the decision now."
ADD_MORE = "Add what you still see otherwise"
RANK_IDEAS = "Ask a question about this place, and rank ideas"
