"""The meeting: the live review room."""

from toolkit.model.decision import QueueOrder

TITLE = "Meeting"
INTRO = (
    "Talk through what you read differently, one place after the other. Each of you sits at a "
    "screen of your own. All screens show what the chair shows."
)
NOTHING_REVEALED = "Nothing has been revealed yet, so there is nothing to talk about."
NOTHING_LEFT = "You have settled all that you read in different ways."

BEGIN_TITLE = "Begin a meeting"
CHAIR = "Who chairs?"
CHAIR_MEANS = (
    "The chair goes round. First in the list is who chaired longest ago. You may choose somebody "
    "else. The chair turns the pages, and has one vote like all of you."
)
TRANSCRIPTS = "Which transcripts?"
TRANSCRIPT = "{name}: {count} places open"
TRANSCRIPT_ONE = "{name}: 1 place open"
ORDER = "In which order?"
ORDERS = {
    QueueOrder.TRANSCRIPT: "As they come in the transcripts",
    QueueOrder.MOST_DIFFERENT: "Most different first",
    QueueOrder.BY_CODE: "Code by code",
    QueueOrder.BETWEEN_SIDES: "Only between the sides",
}
ORDER_MEANINGS = {
    QueueOrder.TRANSCRIPT: "From the first turn to the last.",
    QueueOrder.MOST_DIFFERENT: "Where your codes have least in common.",
    QueueOrder.BY_CODE: "All places with the same code, one after the other.",
    QueueOrder.BETWEEN_SIDES: "Where one side gave a code and nobody of the other side did.",
}
BEGIN = "Begin the meeting"
BEGUN = "The meeting has begun. The others can come in now."
GUEST_WAITS = "As a guest you can come in and listen when a meeting goes on."

GOES_ON = "A meeting goes on. {chair} chairs."
HERE = "Here: {people}."
NOBODY_HERE = "Nobody is here now."
COME_IN = "Come in"
COME_IN_MEANS = "When you come in, the others see that you are here."
CAME_IN = "You are in the meeting."
GUEST = "As a guest you listen. You have no vote."

YOU = "{name} (you)"
LISTENS = "{name} (listens)"
YOU_CHAIR = "You chair."
CHAIRS = "{chair} chairs."
CHAIR_AWAY = "{chair} chairs, and has left. Somebody else can take the chair below."
TO_THE_VOTE = "Down to what you decide"
PLACE_OF = "Place {number} of {count}"

FOLLOW = "Show me what the chair shows"
ALONE = "You look around alone. The others do not see where you are."
BEFORE = "The place before"
AFTER = "The next place"
GO_ON = "Go on to the next place"
BRING = "Show this place to everybody"
BROUGHT = "All who follow you see this place now."
WHERE_THE_CHAIR_IS = "Go to where the chair is"
GONE = "This place is not there any more: its text was corrected. The chair can take up another."

FIRST_WHY = "First say why"
SAY_WHY = (
    "Each of you says how you see it, before anybody votes. Speak in this order. It is drawn "
    "anew for each place, and all of you see the same one."
)
SPEAKER_YOU = "{name} (you)"
CHAIR_OPENS = "When all have said why, {chair} opens the vote."
OPEN_MEANS = "These people vote: {people}. The list holds until the end."
TOO_FEW = "A vote takes at least two people who have one. Wait until somebody comes in."
OPEN_VOTE = "Open the vote"
OPENED = "The vote is open. Everybody who is here can vote now."
CHAIR_REOPENS = "This is settled. If something new came up, {chair} can open a vote on it again."
REOPEN = "Vote on it again"
REOPEN_MEANS = (
    "This is settled. If something new came up, you can vote on it again. The decision that is "
    "there now is kept and stays readable."
)

QUEUE = "All places of this meeting ({count})"
QUEUE_NUMBER = "No."
QUEUE_PLACE = "Place"
QUEUE_STATE = "How it stands"
HERE_NOW = "{name} (in front of you)"
GO_TO = "Go to a place"
PLACE = "{number}. {name}: {state}"
SHOW_TO_ALL = "Show it to everybody"
LOOK_AT_IT = "Look at it"

PEOPLE = "Who is here, and who chairs"
TAKE_CHAIR = "Take the chair"
CHAIR_TAKEN = "You chair now."
PASS_TO = "Hand the chair to"
PASS = "Hand it over"
PASSED = "{name} chairs now."
CHAIR_IS_TOLD = "Everybody sees who chairs, and it stands in the minutes."
HAS_LEFT = "Who has left without saying so?"
SAY_LEFT = "Say that they have left"
SAID_LEFT = "{name} is not in the list any more. They can come back at any time."
LEFT_MEANS = (
    "A vote that is open still waits for them. It can be called off, and opened without them."
)
LEAVE = "Leave the meeting"
LEFT = "You have left the meeting. You can come back at any time."

END = "End the meeting"
END_MEANS = (
    "What is not settled stays open, and the minutes say so. Then everybody can have the minutes."
)
NEXT = "What will you do next?"
NEXT_MEANS = "You can leave it empty. It goes into the minutes."
ENDED = "The meeting has ended. You can make its minutes below."

PAST = "Earlier meetings"
PAST_ONE = "Meeting {number}, {when}"
PAST_FACTS = "Chair: {chairs}. There: {people}."
MINUTES_MEAN = (
    "The minutes say who was there. They say what you settled and why. They say what is open, and "
    "what somebody still sees in another way."
)
MAKE = "Make the minutes of meeting {number}"
MADE = "The minutes of meeting {number} are ready."
WORD = "Minutes of meeting {number} (Word)"
WEB = "Minutes of meeting {number} (web page)"
FILE = "minutes-{number}"
