"""Rank: ask a question, write ideas alone, talk them through, rank them alone, see the counts."""

from toolkit.model.ranking import Step
from toolkit.model.team import Side

TITLE = "Rank what matters most"
INTRO = (
    "Here the team settles a question by ranking. First each of you writes ideas alone. Then you "
    "see all ideas, with no names. Then each ranks them alone. The counts show all of you, and "
    "each side."
)
ASK = "Ask a question"
ALL = "All questions"
NONE = "No question has been asked yet."
GUEST = "Guests read along here. You cannot write or rank."
NOT_LISTED = "You are not on the list of this question. You can read along."
OPEN_ONES = "Open questions"
ENDED_ONES = "Questions that have ended"
TITLED = "{number}. {question}"
WAITS_FOR_YOU = "It waits for you."
STATES = {
    Step.IDEAS: "Step 1 of 4: each writes ideas alone",
    Step.TOGETHER: "Step 2 of 4: see all ideas and talk",
    Step.RANKING: "Step 3 of 4: each ranks alone",
    Step.RANKED: "Step 4 of 4: the counts",
    Step.CALLED_OFF: "Called off",
}
LISTED = "{state}. Asked by {who}, {when}."
ABOUT_THEME = "It is about the theme “{theme}”."
ABOUT_DIFFERENCE = "See the place it is about"

QUESTION = "Your question"
QUESTION_HINT = "Such as: Which three changes matter most?"
PLACES = "How many ideas may each person rank?"
PLACES_MEAN = "With five, the first place gives 5 points, the next 4, and so on down to 1."
PEOPLE = "Who takes part?"
PEOPLE_MEAN = "The list holds until the end. Nobody can be added later or taken off."
SUBJECT = "Is it about a theme?"
NO_THEME = "No, about no single theme"
ASKED_ABOUT = "This question will be kept with the place you came from."
ASK_BUTTON = "Ask it"
ASKED = "The question is asked. All on the list can write ideas now."

STEP_IDEAS = (
    "Write as many ideas as you like, each by itself. Nobody sees them until you all go on. Even "
    "then nobody is told which are yours."
)
NEW_IDEA = "Your idea"
ADD_IDEA = "Keep this idea"
IDEA_KEPT = "Your idea is kept. Only you can see it."
OWN_IDEAS = "Your ideas so far"
NO_OWN = "You have written none yet."
TAKE_BACK = "Take back “{words}”"
TAKEN_BACK = "The idea is erased."
DONE = "I have written all I want to"
DONE_MEANS = "When you have no more ideas, say so here. You may have none at all."
DONE_KEPT = "You are done with this step. You can still add ideas until the next step opens."
NOT_DONE = "I want to write more"
NOT_DONE_KEPT = "Take your time. The others see that you are still writing."
WHO_IS_DONE = "Who is done with this step"
WHO_RANKED = "Who has ranked"
PERSON = "Person"
IS_DONE = "Done"
OPENS = "The next step is opened by {who} or by a facilitator."
SHOW = "Show all ideas"
SHOW_MEANS = "Then all of you see all ideas, with no names. No more ideas can be added."
SHOWN = "All ideas are shown now."
STILL_WRITING = "You can open the next step when all are done, or when enough of you would go on."

STEP_TOGETHER = (
    "These are all the ideas, in an order drawn by lot. Talk them through. Ask what is not clear, "
    "and write it down under the idea. This is no time to argue which is best."
)
NO_IDEAS = "Nobody wrote an idea."
IDEAS = "The ideas"
IDEA = "Idea {number}"
ALSO = "Joined with it: {words}"
ADDED_LINE = "Added: {words}"
CLARIFY = "Make an idea clearer"
CLARIFY_MEANS = "Your line stands under the idea, with no name. The idea stays as it is."
WHICH = "Which idea?"
CLARIFICATION = "What is meant"
CLARIFY_BUTTON = "Add this line"
CLARIFIED = "The line stands under the idea now."
JOIN = "Join two ideas that say the same"
JOIN_MEANS = (
    "Anybody may ask. Two ideas become one when all who wrote them say yes, and nobody else is "
    "told who they are. Both wordings stay."
)
FIRST_IDEA = "One idea"
SECOND_IDEA = "The other idea"
JOIN_BUTTON = "Ask to join them"
JOIN_ASKED = "It is kept. It is done when all who wrote these ideas say yes."
REQUESTS = "Ideas that somebody would join"
REQUEST = "Ideas {first} and {second}."
REQUEST_WAITS = "It waits for the people who wrote them."
REQUEST_YOURS = "You wrote one of these. Do they say the same?"
AGREE = "Yes, join {first} and {second}"
AGREED = "Your yes is kept."
REFUSE = "No, keep {first} and {second} apart"
REFUSED = "They stay two ideas."
OPEN_RANKING = "Go on to ranking"
OPEN_RANKING_MEANS = "Then the list of ideas can no longer change. What is not joined stays apart."
RANKING_OPENED = "All on the list can rank now."

STEP_RANKING = (
    "Choose the ideas that matter most to you, and give each a place. 1 is the most. Nobody sees "
    "your ranking, now or later. All see the counts when all have ranked."
)
PLACE_OF = "Place of idea {number}"
NO_PLACE = "None"
UP_TO = "You can give {places} places. You may give fewer."
RANK_BUTTON = "Keep my ranking"
RANK_AGAIN = "Change my ranking"
RANK_KEPT = "Your ranking is kept."
YOU_RANKED = "Your ranking"
CAN_CHANGE = "You can change it until all have ranked."

GO_ON = "Somebody cannot go on?"
GO_ON_HOW = (
    "If somebody has dropped out, you can say that you would wait no longer. It counts when enough "
    "of you say so by the team's rule. It takes more than half of you, and of each side. The "
    "result will say who was not waited for."
)
GO_ON_BUTTON = "I would go on without them"
GO_ON_DONE = "It is kept that you would go on."
NOT_WAITED = "Ideas were shown without waiting for: {who}."
LEFT_OUT = "Counted without: {who}."
CALL_OFF = "Call this question off"
CALL_OFF_MEANS = "All ideas and rankings are erased. The question stays on the list."
CALL_OFF_BUTTON = "Call it off"
CALLED_OFF = "The question is called off. Its ideas are erased."

STEP_RANKED = (
    "No list here is the answer by itself. Look at the lists side by side, and talk about where "
    "they differ."
)
DIFFER = "Where the sides differ"
DIFFER_MEANS = "The idea furthest apart stands first."
SAME = "Both sides put each idea on the same place."
ONE_SIDE = "Only one side ranked, so there is nothing to lay beside it."
ORDERS = "The orders, side by side"
COUNTS_ALL = "All together: {people} people"
COUNTS_ONE = "{side}: one person"
COUNTS_SIDE = "{side}: {people} people"
SIDES = {Side.ACADEMIC: "Academic", Side.LIVED: "Lived experience"}
ALL_TOGETHER = "All together"
BOTH_COUNT = "Whoever speaks from both sides counts in both."
HEADING_IDEA = "Idea"
HEADINGS = ("Idea", "Place", "Points", "Ranked by", "Places given")
TOLD = "What was joined or made clearer"
EACH_LIST = "The counts in full"
TIED_MEANS = "Ideas with the same points are tied, and no one of them comes first."
