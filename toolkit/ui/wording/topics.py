"""Topics: what the talk is about, as a machine sorts it."""

from collections.abc import Mapping

from toolkit.model.job import JobState
from toolkit.model.topic import Grouping, Placement
from toolkit.model.transcript import Unit

TITLE = "Topics"
INTRO = (
    "A machine can sort what was said into heaps of things that are alike. It helps you to look "
    "around, and no more. It knows the words and not what people lived through. A topic is not a "
    "code, and it says nothing until people have read what is in it."
)
WAITS = (
    "Topics wait. Somebody on the team reads alone now, and topics could steer how they read. You "
    "can see them when you have sealed all that you read, or when everybody has."
)
NO_TEXTS = "No transcript has been cleared yet, so there is nothing to sort."
NONE_YET = "Nobody has asked for topics yet."
OUTDATED = (
    "The topics that were found are of other texts than are here now. Find topics once more to "
    "see them."
)

FIND = "Find topics"
FIND_AGAIN = "Find other topics"
NUMBER = "How many topics do you want?"
USUAL_NUMBER = "As many as fit (8 at most)"
GROUPING = "How should they be sorted?"
GROUPINGS: Mapping[Grouping, str] = {
    Grouping.K_MEANS: "Into as many heaps as you say. Each thing said is in one.",
    Grouping.DENSITY: (
        "Where many things lie close. How many heaps there are is found out, and much is left "
        "out. The first time this takes some minutes."
    ),
}
STATES: Mapping[JobState, str] = {
    JobState.FAILED: "The last try to find topics went wrong.",
    JobState.CANCELLED: "The last try to find topics was stopped. Nothing came of it.",
    JobState.LOST: "The last try to find topics broke off. You can start it again.",
}

UNITS: Mapping[Unit, str] = {Unit.TURN: "turns", Unit.SENTENCE: "sentences"}
PLACED: Mapping[Placement, str] = {
    Placement.MEANING: "Two {units} lie close when they mean much the same.",
    Placement.WORDS: (
        "Two {units} lie close when they share rare words. What they mean is not looked at, for "
        "what that takes is not on this machine."
    ),
}
LEFT_OUT = "{count} {units} are too short to tell what they are about, and stand nowhere."
NOWHERE = "{count} {units} fit no topic."
STEADY = (
    "The machine sorted {tries} times, each time from another start. How far these tries agree: "
    "{steadiness}. 1 means that they are the same. 0 means no more than luck."
)
UNSTEADY = "Do not build on these topics: from another start, many of them look different."

CHOOSE = "Look at a topic"
ALL = "All topics"
NAME = "{number}: {words}"
MAP = "A map of what was said"
MAP_ALT = "A map with {count} points. Each is one of the {units}, and near ones are alike. {topics}"
MAP_TOPIC = "Topic {number} ({words}): {count} {units}, {place}."
PLACES = (
    ("top left", "top middle", "top right"),
    ("middle left", "in the middle", "middle right"),
    ("bottom left", "bottom middle", "bottom right"),
)
MAP_MEANS = (
    "Each point is one of the {units}. Near ones are alike. A number stands in the middle of its "
    "topic. Press a point to read what is behind it, or look at a topic. The map is flat and so "
    "tells only a part."
)
MAP_PART = "Only {shown} of {count} points are drawn, spread evenly."
MAP_CHOSEN = "The points of topic {number} are dark."
PRESSED = "Behind the point with the ring"
IN_TOPIC = "(topic {number})"
NO_TOPIC = "(in no topic)"
LIST = "The topics"
TOPIC = "Topic {number}"
HEADINGS = ("Topic", "Words that set it apart", "How much", "Found again", "With a code")
HOW_MUCH = "{count} ({share})"
AGAIN = "{count} of {tries} tries"

QUOTATIONS = "What stands in the middle of topic {number}"
NO_QUOTATIONS = "Nothing of this topic can be shown to you."
PLACE = "{transcript}, turn {turn}"
NOTED = "Content note: {note}"
SHOW = "Show the words"
HIDDEN = "These words are kept back by who said them, or you may not read them."
CODES = "Codes here: {codes}."
NO_CODES = "No code of yours stands in this topic."
BEHIND = "All points of topic {number}"
WHICH = "From which transcript?"
EVERY = "All transcripts"
MORE = "Show more"
SHOWN = "{shown} of {count} are shown, from the middle of the topic outwards."
PROPOSE = "Propose topic {number} as a code"
PROPOSE_INTRO = (
    "If these words belong together for you, give them a name of your own. The team votes, as on "
    "any proposal."
)
PROPOSE_REASON = "Seen in a topic that a machine found: {words}."
SEE_PROPOSAL = "See the proposal and vote"
NO_CODEBOOK = "There is no codebook yet, so no code can be proposed."

WITH_CODES = "Topics and your codes"
CODES_MEAN = "Only codes from revealed rounds are counted here."
UNCODED = "Topics that no code of yours meets: {topics}. Is something missing from the codebook?"
ALL_CODED = "Each topic meets at least one of your codes."
SPREAD = "Codes that stand all over, in no topic more than in others: {codes}."
NO_SPREAD = "Each code that stands in ten places or more is more at home in some topics."
NOT_REVEALED = "Nothing is revealed yet, so topics and codes cannot be put side by side."

COURSE = "Topics over the interview"
COURSE_MEANS = (
    "Each interview is cut into ten parts. A bar shows how much of a part belongs to the topic, "
    "over all interviews."
)
COURSE_ALT = "Bars for ten parts of the interviews, first to last. {topics}"
COURSE_TOPIC = "Topic {number}: {shares}."
IN_FIGURES = "The same in figures"
PART = "Part {number}"
BY_CASE = "Topics by case"
BY_ROLE = "Topics by who speaks"
CASE = "Case"
ROLE = "Who speaks"
FITS_NOWHERE = "None"
