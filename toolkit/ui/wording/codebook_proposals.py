"""Codebook: propose a change, vote on it, see what came of it."""

from toolkit.model.proposal import ChangeKind, ProposalOutcome, ProposalState, Stance
from toolkit.model.team import Rule

PROPOSE_INTRO = (
    "The codebook belongs to all of you. Anybody can ask for a change. Nothing changes before the "
    "team has voted, by the rule that you agreed."
)
KIND = "What should change?"
KINDS = {
    ChangeKind.ADD: "Add a code",
    ChangeKind.REWORD: "Say a code in other words",
    ChangeKind.SPLIT: "Split one code into several",
    ChangeKind.MERGE: "Make several codes one",
    ChangeKind.MOVE: "Move a code to another theme",
    ChangeKind.RETIRE: "Take a code out of use",
    ChangeKind.ADD_THEME: "Add a theme",
    ChangeKind.RENAME_THEME: "Give a theme another name",
    ChangeKind.TABLE: "Change many codes at once, with a table",
}
EXPLAINED = {
    ChangeKind.ADD: "",
    ChangeKind.REWORD: "Change what you like below, and leave the rest.",
    ChangeKind.SPLIT: (
        "The old code is taken out of use. What was coded with it stays. Each of you is shown "
        "your own, to look at again."
    ),
    ChangeKind.MERGE: (
        "The old codes are taken out of use. What was coded with them stays. Each of you is "
        "shown your own, to look at again."
    ),
    ChangeKind.MOVE: "",
    ChangeKind.RETIRE: (
        "Nobody can give it in a new round any more. What was coded with it stays. Each of you is "
        "shown your own, to look at again."
    ),
    ChangeKind.ADD_THEME: "A theme holds codes that belong together. Codes can move there then.",
    ChangeKind.RENAME_THEME: "",
    ChangeKind.TABLE: (
        "Download the table from the page of the codes. Change it in a spreadsheet, save it as "
        "“CSV UTF-8”, and bring it in here. The team votes on all of it at once. A code that has "
        "no line any more is taken out of use. A QDC file of another program can be brought in too."
    ),
}
WHICH_CODE = "Which code?"
WHICH_CODES = "Which codes? Choose two or more."
WHICH_THEME = "Which theme?"
TO_THEME = "To which theme?"
IN_THEME = "In which theme?"
SAME_THEME = "The theme that it came from"
NO_THEME = "No theme"
HOW_MANY = "Into how many codes?"
NEW_CODE = "New code {number}"
NAME = "Name"
THEME_NAME = "Name of the theme"
MEANING = "What does it mean, in plain words?"
USE_WHEN = "Use it when"
NOT_WHEN = "Not when"
EXAMPLE = "Example: how somebody might say it. Make one up."
HARD = "Passages under this code may be hard to read"
WHY = "Why?"
WHY_IS_READ = "The others read this before they vote. It stays in the codebook's history."
PROPOSE = "Propose it"
PROPOSED = "It is proposed. Everybody who has a vote can vote on it now."
PICK = "Choose one"
GUEST = "As a guest you can read along. You have no vote, and cannot propose."

LIST_INTRO = (
    "Each of these asks for a change of the codebook. Nobody sees a vote before everybody has "
    "voted."
)
NONE = "Nobody has proposed a change yet."
NONE_WAITS = "No proposal is open now."
OPEN_ONES = "Open"
ENDED_ONES = "Settled or taken back"
TITLED = "Proposal {number}: {kind}"
LISTED = "{state}. From {who}, {when}."
WAITS_FOR_YOU = "Waits for your vote."
ALL_PROPOSALS = "All proposals"
STATES = {
    ProposalState.VOTING: "Being voted on",
    ProposalState.OPEN: "Voted on, and still open",
    ProposalState.ACCEPTED: "Accepted",
    ProposalState.REFUSED: "Refused",
    ProposalState.WITHDRAWN: "Taken back",
}
BY = "From {who}, {when}."
BY_OWN_CODE = (
    "{who} made this code alone and used it. The round has been revealed, so now it is proposed."
)
REASON = "Why: {reason}"
CHANGES = "What would change"
CHANGED = "What was proposed"
NO_LONGER_FITS = (
    "This no longer fits the codebook as it is now. {misfits} The vote can end, and changes "
    "nothing. You can propose it anew."
)

VOTE = "Vote"
RULES = {
    Rule.EVERYBODY: "Your rule: all must say the same.",
    Rule.ALL_BUT_ONE: "Your rule: all but one must say the same.",
    Rule.MAJORITY_EACH_SIDE: (
        "Your rule: more than half of each side must say the same. No side can outvote the other."
    ),
}
UNSEEN = "With the last vote the rule decides. Until then nobody sees what was voted."
NOT_LISTED = (
    "You came to the team after this vote was opened, so you are not on its list. You can add what "
    "you see otherwise when it has ended."
)
YOU_VOTED = "You voted: {stance}."
WHAT = "What do you say?"
STANCES = {
    Stance.ACCEPT: "Yes, change it",
    Stance.REFUSE: "No, leave it as it is",
    Stance.LEAVE_OPEN: "Not yet, leave it open",
}
STANCE_MEANINGS = {
    Stance.ACCEPT: "It becomes part of the codebook.",
    Stance.REFUSE: "The codebook stays as it is.",
    Stance.LEAVE_OPEN: "You should talk more. You can vote again later.",
}
VOTE_WHY = "Why do you see it like this?"
VOTE_WHY_IS_READ = (
    "One line is enough, and you can leave it empty. The others read it when everybody has voted, "
    "without your name."
)
CAST_WITHOUT_CHOICE = "Choose one of the three first."
GO_ON = "Do not wait any longer"
GO_ON_HOW = (
    "If somebody has dropped out, the team can go on without them. It does when enough of those "
    "who have voted say so here, by your rule, and when they are more than half of the team and of "
    "each side. The outcome then says who was not waited for."
)
GO_ON_BUTTON = "I would go on without those who have not voted"
GO_ON_DONE = "You would go on. It ends when enough of you say so."
WITHDRAW = "Take this proposal back"
WITHDRAW_HOW = "It is yours, so you can. What was voted so far is deleted. It stays in the list."
WITHDRAW_BUTTON = "Take it back"
WITHDRAWN = "Your proposal is taken back."

OUTCOME = "What came of it"
OUTCOMES = {
    ProposalOutcome.ACCEPTED: "Accepted. The codebook is changed.",
    ProposalOutcome.REFUSED: "Refused. The codebook stays as it is.",
    ProposalOutcome.OPEN: "Still open. Nothing was settled, and nothing was changed.",
    ProposalOutcome.NO_LONGER_FITS: "Accepted, but it no longer fits. Nothing was changed.",
}
RESULT = "Outcome"
HOW = "How"
VOTES = "Votes"
ENDED = "Ended"
LEFT_OUT = "Not waited for"
VERSION_MADE = "New version"
ADD_DISSENT = "Add what you still see otherwise"
DISSENT_HOW = (
    "Write it in your own words, however you voted. It goes wherever the outcome goes: into every "
    "table and into the report."
)
ADD = "Add it"
ADDED = "It stands with the outcome now."
AGAIN = "Vote on it again"
AGAIN_HOW = "It stayed open. If you have talked more, you can vote again. This vote is kept."
AGAIN_DONE = "The vote is open again."
EARLIER = ("1 earlier vote", "{count} earlier votes")

VERSIONS_INTRO = (
    "Every version is kept, with why it was made. What was coded keeps the version it was coded "
    "with. A round that is open keeps the version it began with."
)
VERSION = "Version {version}"
VERSION_FACTS = "{when}. From {who}."
FIRST = "The first version, with {codes}."
SEE_PROPOSAL = "Proposal {number}, with its vote"

LOOK_INTRO = (
    "These codes went out of use after you had given them. Your codings stay as they are. Look at "
    "each again: would you say it with another code now? Only you see this list."
)
LOOK_NONE = "You have no codings to look at again."
LOOK_AT = "{transcript}, turn {turn} ({round})"
LOOK_SPLIT = "You gave “{code}”. It is split now, into {becomes}."
LOOK_MERGE = "You gave “{code}”. It is part of {becomes} now."
LOOK_RETIRE = "You gave “{code}”. It is out of use now."
LOOK_NOTE = "Content note: {note}. Open it only if you want to."
LOOK_OPEN = "Open the transcript"
LOOK_DONE_BUTTON = "I have looked at it"
LOOK_DONE = "It is off your list. The coding stays as it is."
LOOK_MORE = "There are {count} more. They come up when these are done."

PARTS = {
    "name": "Name",
    "plain_meaning": "Meaning",
    "use_when": "Use it when",
    "not_when": "Not when",
    "example": "Example",
}
ADDED_CODE = "New code"
REWORDED_CODE = "Other words"
SPLIT_CODE = "Split"
MERGED_CODES = "Made one"
MOVED_CODE = "Moved"
RETIRED_CODE = "Out of use"
NEW_THEME = "New theme"
RENAMED_THEME = "Theme renamed"
GONE_THEME = "Theme left out"
INTO = "becomes"
FROM_TO = "from “{before}” to “{after}”"
IN = "in “{theme}”"
HARD_NOW = "Marked now: passages under it may be hard to read."
HARD_NO_MORE = "No longer marked as hard to read."
NEW_BEGINS = "[new: "
GONE_BEGINS = "[taken out: "
MARK_ENDS = "] "
KEY = "Underlined words are new. Words with a line through them are taken out."
NO_CHANGE = "Only the order of the codes is different."
